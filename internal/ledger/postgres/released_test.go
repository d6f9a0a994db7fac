package postgres

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"readout/internal/ledger"
	"readout/internal/ledger/ledgertest"
	"readout/internal/ledger/postgres/pgtest"
)

var freeze = flag.Bool("freeze", false, "keep a ledger with the newest tables in testdata/released, when a version is released")

// frozen is the ledger of released tables number n, as statements that make it again.
func frozen(n int) string { return filepath.Join("testdata", "released", fmt.Sprintf("%04d.sql", n)) }

// Every ledger that a released version made can be opened, is brought up to date, is whole and answers as before.
func TestReleasedLedgers(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("migrations", "*.sql"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	if *freeze {
		keep(t, frozen(len(names)))
	}
	for n := 1; n <= len(names); n++ {
		address := pgtest.Database(t)
		thaw(t, frozen(n), address)
		for range 2 { // the second time there is nothing left to do
			l, err := Open(t.Context(), address)
			if err != nil {
				t.Fatalf("tables %d: %v", n, err)
			}
			ledgertest.AnswersSmall(t, l, fmt.Sprint("tables ", n))
			l.Close()
		}
	}
}

// A ledger from before tables were parted by month has its documents of all days, and what was newest still is.
func TestReleasedDays(t *testing.T) {
	address := pgtest.Database(t)
	thaw(t, filepath.Join("testdata", "released", "0003-days.sql"), address)
	l, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if n, err := l.Check(t.Context(), func(s string) { t.Error(s) }); err != nil || n != 10 {
		t.Errorf("%d documents, %v, want 10", n, err)
	}
	var got []string
	for k, err := range l.Documents(t.Context(), ledger.Filter{All: true}) {
		if err != nil {
			t.Fatal(err)
		}
		day := "none"
		if k.Doc.Published != nil {
			day = *k.Doc.Published
		}
		got = append(got, fmt.Sprint(day, " ", k.Input, " ", k.Version, " ", k.Latest))
	}
	want := []string{
		"9999-12-31 8 1 true", "2050-01-01 7 1 true", "2049-12-31 6 1 true", "2024-03-01 5 1 true", "2024-02-29 4 1 true",
		"2024-02-01 0 2 true", "1990-01-01 3 1 true", "1989-12-31 2 1 true", "0001-01-01 1 1 true", "none 0 1 false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	rows, err := l.Stands(t.Context(), ledger.StandQuery{Issue: "it"})
	if err != nil || len(rows) != 1 || rows[0].Count != 9 || rows[0].First.Day != "0001-01-01" || rows[0].Last.Day != "9999-12-31" {
		t.Errorf("%+v, %v", rows, err)
	}
}

// keep keeps a small ledger with the newest tables.
func keep(t *testing.T, name string) {
	t.Helper()
	address := pgtest.Database(t)
	l, err := Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	ledgertest.Small(t, l)
	l.Close()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, pgtest.Dump(t, address), 0o644); err != nil {
		t.Fatal(err)
	}
}

func thaw(t *testing.T, name, address string) {
	t.Helper()
	statements, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v (go test ./internal/ledger/postgres -run Released -freeze keeps one)", err)
	}
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.WithoutCancel(t.Context()))
	if _, err := c.Exec(t.Context(), string(statements)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}
