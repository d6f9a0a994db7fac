package body

import (
	"context"
	"math"
	"strings"
	"testing"

	"readout/internal/eval/score"
	"readout/internal/source"
)

func TestCompare(t *testing.T) {
	const six = "one two three four five six"
	for _, c := range []struct {
		gold, given string
		want        page
	}{
		{six, six, page{1, 0, 0, true}},
		{six, "one, two: three four five — six!", page{1, 0, 0, true}}, // words alone count
		{six, "one two three four five", page{2. / 3, 0, 1. / 3, false}},
		{six, six + " seven eight", page{3. / 5, 2. / 5, 0, false}},
		{six, "", page{0, 0, 1, false}},
		{"", six, page{0, 1, 0, false}},
		{"", "", page{0, 0, 0, true}},
		{"two words", "two words", page{1, 0, 0, true}},
		{"Case counts here too", "case counts here too", page{0, 0.5, 0.5, false}},
		{"a b c d a b c d", "a b c d", page{1. / 5, 0, 4. / 5, false}}, // repeated runs are counted
	} {
		if got := compare(c.gold, c.given); got != c.want {
			t.Errorf("%q, %q: %v, want %v", c.gold, c.given, got, c.want)
		}
	}
}

func TestTotal(t *testing.T) {
	f := total([]page{{1, 0, 0, true}, {0, 0, 1, false}}) // the second page gave nothing
	if f.P != 1 || f.R != 0.5 || math.Abs(f.F1-2./3) > 1e-12 || f.accuracy != 0.5 || f.empty != 1 {
		t.Errorf("%+v", f)
	}
	if f := total(nil); f.F1 != 0 {
		t.Errorf("no pages: %+v", f)
	}
}

func read(gold string) (*Set, error) {
	return Read(context.Background(), "-", source.Options{Stdin: strings.NewReader(gold)})
}

func lines(text string) score.Lines {
	return score.Lines{Name: "out", Each: source.Lines(context.Background(), "-", source.Options{Stdin: strings.NewReader(text)})}
}

const gold = `{"b": {"articleBody": "one two three four"}, "a": {"articleBody": "five six seven eight", "url": "x"}, "c": {"articleBody": null}}`

// A document's id is that of its file; one page has no text, and none was found.
func TestScore(t *testing.T) {
	s, err := read(gold)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Score(lines(`{"id":"html/a.html.gz","text":"five six seven eight"}`+"\n"+`{"id":"b.html","text":"one two three nine"}`+"\n"+`{"id":"z","text":""}`), false)
	if err != nil {
		t.Fatal(err)
	}
	// a agrees; b has one run on either side, another; c is missing and empty.
	if want := "precision 0.5000 recall 0.5000 accuracy 0.6667 pages 3 empty 1 missing 1\n"; !strings.HasPrefix(r.Rows, "F1 0.5000 (sd 0.") || !strings.HasSuffix(r.Rows, want) {
		t.Errorf("%q", r.Rows)
	}
	if len(r.Notes) != 2 {
		t.Errorf("notes %q", r.Notes)
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct{ gold, out, want string }{
		{`{}`, "", "-: holds no pages"},
		{`[]`, "", "-: is no gold set of pages"},
		{`{"schema":1,"id":"a","text":"x"}`, "", "-: holds corrected documents, and people correct records, not texts"},
		{gold, `{"id":"a"}`, `out:1: "a": has no "text"`},
		{gold, `{"id":"z","text":""}`, `out: none of its 1 ids`},
	} {
		s, err := read(c.gold)
		if err == nil {
			_, err = s.Score(lines(c.out), false)
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s %s: %v, want %s", c.gold, c.out, err, c.want)
		}
	}
}

// FuzzScore: neither gold nor output of strangers breaks the scorer.
func FuzzScore(f *testing.F) {
	f.Add(gold, `{"id":"a","text":"five six"}`)
	f.Fuzz(func(t *testing.T, gold, out string) {
		s, err := read(gold)
		if err != nil {
			return
		}
		if len(s.ids) > 20 { // resampling many pages is slow
			return
		}
		if r, err := s.Score(lines(out), false); err == nil && strings.Contains(r.Rows, "NaN") {
			t.Error(r.Rows)
		}
	})
}
