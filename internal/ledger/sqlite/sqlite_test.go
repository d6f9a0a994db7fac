package sqlite

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/doc"
	"readout/internal/ledger"
	"readout/internal/ledger/ledgertest"
	"readout/internal/watch"
	"readout/internal/watch/watchtest"
)

func open(t *testing.T) ledger.Ledger {
	l, err := Open(t.Context(), filepath.Join(t.TempDir(), "a ledger?#.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLedger(t *testing.T) { ledgertest.Run(t, open) }

func entries(t testing.TB, from, n int) []*ledger.Entry {
	t.Helper()
	p := ledger.NewPreparer()
	var all []*ledger.Entry
	for i := from; i < from+n; i++ {
		text := strings.Repeat(fmt.Sprintf("Ferry number %d sails to port %x. ", i, i*i), 30)
		d := &doc.Document{Schema: doc.Schema, Coder: "test", ID: fmt.Sprint(i), Kind: "article", Text: text}
		e, err := p.Prepare(d.ID, d)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// A full disk is told in plain words, and what was there before is whole.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := Open(t.Context(), path, Options{Create: true, MaxPages: 200})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	kept := 0
	for ; err == nil && kept < 10_000; kept += 50 {
		_, err = l.Add(t.Context(), entries(t, kept, 50))
	}
	kept -= 50
	if err == nil || !strings.Contains(err.Error(), path+": the disk is full (free some space; what was added before is kept") {
		t.Fatalf("error %v", err)
	}
	documents, err := l.Check(t.Context(), func(s string) { t.Error(s) })
	if err != nil || documents != kept || kept == 0 {
		t.Errorf("%d documents, %v, want %d", documents, err, kept)
	}
	bigger, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer bigger.Close()
	if _, err := bigger.Add(t.Context(), entries(t, 0, kept+50)); err != nil {
		t.Fatal(err)
	}
	if n, _ := bigger.Count(t.Context()); n.Documents != kept+50 {
		t.Errorf("%d documents, want %d", n.Documents, kept+50)
	}
}

// A writer that never ends is told, not waited for without end.
func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := Open(t.Context(), path, Options{Create: true, Wait: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	other, err := sql.Open("sqlite", dsn(path, "immediate", nil))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), entries(t, 0, 1)); err == nil || !strings.Contains(err.Error(), "another program writes to it") {
		t.Errorf("error %v", err)
	}
	if _, err := l.Search(t.Context(), ledger.Query{Words: "ferry"}); err != nil {
		t.Errorf("reading beside a writer: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), entries(t, 0, 1)); err != nil {
		t.Error(err)
	}
}

// Damage is found by Check.
func TestCheckFindsDamage(t *testing.T) {
	for _, c := range []struct{ name, damage, want string }{
		{"a record is missing", "DELETE FROM records WHERE key = (SELECT MIN(key) FROM records)", "the index of its records does not fit"},
		{"a record is changed", "UPDATE records SET holder = 'SWE' WHERE kind = 3", "the index of its records does not fit"},
		{"words are missing", "DELETE FROM document_words WHERE rowid = (SELECT MIN(key) FROM documents)", "the index of words does not fit"},
		{"content is missing", "DELETE FROM bodies WHERE key = (SELECT MIN(key) FROM bodies)", "1 documents without content"},
		{"content is garbage", "UPDATE bodies SET body = x'00'", "its content cannot be unpacked"},
		{"the address is changed", "UPDATE documents SET address = 'elsewhere'", "its address and text make the id"},
		{"a version is hidden", "UPDATE documents SET latest = 0", "addresses without one newest version"},
	} {
		path := filepath.Join(t.TempDir(), "l.db")
		l, err := Open(t.Context(), path, Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		p := ledger.NewPreparer()
		e, err := p.Prepare("1", &doc.Document{Schema: doc.Schema, Coder: "test", ID: "1", Kind: "article", Text: "Norway backs it.",
			Positions: []doc.Position{{ID: "p1", Holder: "NOR", Subject: "it", Issue: "it", Stance: "supports", Evidence: []doc.Span{{Start: 0, End: 6}}}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Add(t.Context(), []*ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
		l.Close()
		db, err := sql.Open("sqlite", dsn(path, "immediate", nil))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), c.damage); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		db.Close()
		if l, err = Open(t.Context(), path, Options{}); err != nil {
			t.Fatal(err)
		}
		var faults []string
		if _, err := l.Check(t.Context(), func(s string) { faults = append(faults, s) }); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if s := strings.Join(faults, "\n"); !strings.Contains(s, c.want) {
			t.Errorf("%s: faults %q, want %q", c.name, s, c.want)
		}
		l.Close()
	}
}

func TestNewerLedgerIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := Open(t.Context(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	db, err := sql.Open("sqlite", dsn(path, "immediate", nil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "UPDATE ledger_version SET version = 99"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), path+": was made by a newer version") {
		t.Errorf("error %v", err)
	}
}

// BenchmarkAdd writes batches as readout add does.
func BenchmarkAdd(b *testing.B) {
	l, err := Open(b.Context(), filepath.Join(b.TempDir(), "l.db"), Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	const batch = 256
	n := 0
	for b.Loop() {
		b.StopTimer()
		all := entries(b, n, batch)
		n += batch
		b.StartTimer()
		if _, err := l.Add(b.Context(), all); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
}

// What a follower of feeds keeps is there again after a stop.
func TestWatchState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	watchtest.State(t, func(t *testing.T) watch.State {
		l, err := Open(t.Context(), path, Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return watch.Kept{Notes: l}
	})
}

// Several programs may make the same ledger at once.
func TestOpenTogether(t *testing.T) {
	for range 20 {
		path := filepath.Join(t.TempDir(), "ledger.db")
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				s, err := Open(t.Context(), path, Options{Create: true})
				if err != nil {
					t.Error(err)
					return
				}
				s.Close()
			})
		}
		all.Wait()
	}
}
