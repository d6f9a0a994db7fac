package readout_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/doc"
)

var update = flag.Bool("update", false, "write what is read to the golden files")

// TestExamples reads the samples and compares the whole documents with testdata/examples.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("examples/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples in examples", err)
	}
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		id := filepath.Base(name)
		t.Run(id, func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d, err := r.Read(readout.Input{ID: id, Bytes: src})
			if err != nil {
				t.Fatal(err)
			}
			if err := doc.Validate(d); err != nil {
				t.Error(err)
			}
			d.Coder, _, _ = strings.Cut(d.Coder, " model ") // the hashes change with every file of knowledge
			var got bytes.Buffer
			if err := doc.EncodeIndent(&got, d); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "examples", id+".json")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got.String()); d != "" {
				t.Errorf("read otherwise than %s (go test . -update writes it anew; look at the change):\n%s", golden, d)
			}
		})
	}
}

// TestOnlyPage gives the same page with and without records.
func TestOnlyPage(t *testing.T) {
	src, err := os.ReadFile("examples/talks.html")
	if err != nil {
		t.Fatal(err)
	}
	read := func(o readout.Options) *doc.Document {
		r, err := readout.New(o)
		if err != nil {
			t.Fatal(err)
		}
		d, err := r.Read(readout.Input{ID: "talks", Bytes: src})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	whole, page := read(readout.Options{}), read(readout.Options{OnlyPage: true})
	if len(whole.Attributions) == 0 || len(page.Attributions) != 0 || len(page.Sentences) != 0 {
		t.Errorf("%d attributions with records, %d without", len(whole.Attributions), len(page.Attributions))
	}
	whole.Sentences, whole.Attributions, whole.Events, whole.Positions, whole.Engagements, whole.Warnings = nil, nil, nil, nil, nil, nil
	if d := cmp.Diff(page, whole); d != "" {
		t.Error("the page is another with records sought:\n", d)
	}
}

// TestCorpusLine leaves the text of a corpus line as it is.
func TestCorpusLine(t *testing.T) {
	const text = "  LISBON: The ferry is back,\n\n\n“at last”, the minister said. \n"
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := r.Read(readout.Input{ID: "1", Corpus: true, Text: text, Title: "Ferry back", Date: "2024-06-21"})
	if err != nil {
		t.Fatal(err)
	}
	if d.Text != text || d.Title != "Ferry back" || d.Published == nil || *d.Published != "2024-06-21" {
		t.Errorf("text %q, title %q, published %v", d.Text, d.Title, d.Published)
	}
	if err := doc.Validate(d); err != nil {
		t.Error(err)
	}
}

// TestOtherLanguage reads the page and says why there are no records.
func TestOtherLanguage(t *testing.T) {
	const text = "Der Stadtrat hat am Freitag beschlossen, das alte Kino am Markt nicht zu verkaufen, und die Bürgermeisterin sagte, dass sie sich darüber freue."
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := r.Read(readout.Input{ID: "1", Corpus: true, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if d.Language != "de" || len(d.Attributions) != 0 || len(d.Notices) == 0 {
		t.Errorf("language %q, %d attributions, notices %q", d.Language, len(d.Attributions), d.Notices)
	}
}

func Example() {
	r, err := readout.New(readout.Options{})
	if err != nil {
		panic(err)
	}
	d, err := r.Read(readout.Input{ID: "ferry", Bytes: []byte(`<h1>Ferry back in June</h1>
		<p>The ferry will be back in June, Portugal's foreign ministry said on Monday.</p>`)})
	if err != nil {
		panic(err)
	}
	for _, a := range d.Attributions {
		for _, s := range a.Content.Spans {
			fmt.Println(*a.Source.Actor, "said:", d.Text[s.Start:s.End])
		}
	}
	// Output: PRT.GOV said: The ferry will be back in June
}
