package sqlite

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/gzip"

	"readout/internal/ledger/ledgertest"
)

var freeze = flag.Bool("freeze", false, "keep a ledger with the newest tables in testdata/released, when a version is released")

// frozen is the ledger of released tables number n.
func frozen(n int) string { return filepath.Join("testdata", "released", fmt.Sprintf("%04d.db.gz", n)) }

// Every ledger that a released version made can be opened, is brought up to date and is whole.
func TestReleasedLedgers(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("migrations", "*.sql"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	if *freeze {
		keep(t, frozen(len(names)))
	}
	for n := 1; n <= len(names); n++ {
		path := filepath.Join(t.TempDir(), "l.db")
		thaw(t, frozen(n), path)
		for range 2 { // the second time there is nothing left to do
			l, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Fatalf("tables %d: %v", n, err)
			}
			ledgertest.AnswersSmall(t, l, fmt.Sprint("tables ", n))
			l.Close()
		}
	}
}

// keep keeps a small ledger with the newest tables.
func keep(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := Open(t.Context(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	ledgertest.Small(t, l)
	l.Close() // which leaves one file
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func thaw(t *testing.T, name, path string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatalf("%v (go test ./internal/ledger/sqlite -run Released -freeze keeps one)", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
