package dedup_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/internal/dedup"
)

type copyDoc struct{ ID, Text, Title, Date, URL string }

type copyGold struct{ ID, Story, Kind string }

// TestGold folds the development set of wire copies and asks whose text each document is.
func TestGold(t *testing.T) {
	shared := os.Getenv("READOUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	folder := filepath.Join(shared, "data", "copies")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the development set is not here: ", err)
	}
	docs := readLines[copyDoc](t, filepath.Join(folder, "dev.corpus.jsonl"))
	story, original := map[string]string{}, map[string]bool{}
	for _, g := range readLines[copyGold](t, filepath.Join(folder, "dev.gold.jsonl")) {
		story[g.ID] = g.Story
		original[g.ID] = g.Kind == "original"
	}
	x := dedup.NewIndex()
	for _, d := range docs {
		day, err := time.Parse(time.DateOnly, d.Date)
		if err != nil {
			t.Fatal(err)
		}
		x.Add(dedup.Of(d.Text), int(day.Unix()/86400))
	}
	found := x.Stories()
	said, want, both := 0, 0, 0
	for i := range docs {
		for j := range i {
			s, w := found[i] == found[j], story[docs[i].ID] == story[docs[j].ID]
			said, want, both = said+bit(s), want+bit(w), both+bit(s && w)
		}
	}
	precision, recall := float64(both)/float64(said), float64(both)/float64(want)
	t.Logf("pairwise precision %.4f, recall %.4f of %d pairs", precision, recall, want)
	if precision < 0.99 || recall < 0.95 {
		t.Error("want at least .99 and .95")
	}

	credit, agencies := map[string]string{}, map[string]string{} // of a document, and of a story's original
	reader, err := readout.New(readout.Options{OnlyPage: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		page, err := reader.Read(readout.Input{ID: d.ID, URL: d.URL, Corpus: true, Title: d.Title, Text: d.Text, Date: d.Date})
		if err != nil {
			t.Fatal(err)
		}
		c, ok := dedup.CreditOf(page)
		if original[d.ID] && page.Dateline != nil {
			agencies[story[d.ID]] = page.Dateline.Agency
		}
		if credit[d.ID] = c.Agency; ok && c.Agency == "" {
			credit[d.ID] = "agencies"
		}
	}
	right, wrong, unnamed, none := 0, 0, 0, 0
	for _, d := range docs {
		agency := agencies[story[d.ID]]
		switch got := credit[d.ID]; {
		case agency == "":
		case got == agency:
			right++
		case got == "agencies":
			unnamed++
		case got == "":
			none++
		default:
			wrong++
			t.Logf("%s: %q, the original has %q", d.ID, got, agency)
		}
	}
	t.Logf("credits of copies of agencies' stories: %d right, %d agencies without a name, %d none, %d wrong", right, unnamed, none, wrong)
	if right < 9*(wrong+1) {
		t.Error("more than one credit in ten is wrong")
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func readLines[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var v T
		if err := json.NewDecoder(strings.NewReader(s.Text())).Decode(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return all
}
