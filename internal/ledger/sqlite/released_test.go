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

	"readout/doc"
	"readout/internal/ledger"
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
			documents, err := l.Check(t.Context(), func(s string) { t.Errorf("tables %d: %s", n, s) })
			if err != nil || documents != 4 {
				t.Errorf("tables %d: %d documents, %v, want 4", n, documents, err)
			}
			hits, err := l.Search(t.Context(), ledger.Query{Holder: "NOR"})
			if err != nil || len(hits.Hits) != 1 {
				t.Errorf("tables %d: %+v, %v", n, hits, err)
			}
			if c, err := l.Corrections(t.Context(), ""); err != nil || len(c) != 1 {
				t.Errorf("tables %d: corrections %v, %v", n, c, err)
			}
			l.Close()
		}
	}
}

// keep makes a small ledger with something of everything.
func keep(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := Open(t.Context(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	p := ledger.NewPreparer()
	var first string
	for i, text := range []string{"Norway backs it, for now.", "Norway backs it.", "Norway backs it.", "Åse Lind met Sweden."} {
		day := fmt.Sprintf("2024-05-%02d", i+1)
		d := &doc.Document{Schema: doc.Schema, Coder: "test", ID: fmt.Sprint(min(i, 1), i/2), Kind: "article", Text: text, Published: &day, Sentences: []doc.Span{{Start: 0, End: len(text)}}}
		s := []doc.Span{{Start: 0, End: 6}}
		if i < 3 {
			d.Positions = []doc.Position{{ID: "p1", Holder: "NOR", Subject: "it", Issue: "it", Stance: "supports", Evidence: s}}
		} else {
			d.Events = []doc.Event{{ID: "e1", Type: "CONSULT", CAMEO: "040", Quad: "verbal-cooperation", Status: "actual", Trigger: s[0], Sentence: 0,
				Actors: []doc.Actor{{Code: "NOR", Text: text[:6], Span: s[0]}}, Recipients: []doc.Actor{{Code: "SWE", Text: text[:6], Span: s[0]}}}}
		}
		e, err := p.Prepare(d.ID, d)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = e.ID
		}
		if _, err := l.Add(t.Context(), []*ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	c := ledger.Correction{Document: first, Kind: ledger.Position, Record: "p1", Action: ledger.Wrong, By: "Ann",
		Before: []byte(`{"id":"p1","holder":"NOR","evidence":[[0,6]]}`)}
	if err := l.Correct(t.Context(), c); err != nil {
		t.Fatal(err)
	}
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
