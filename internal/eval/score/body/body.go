// Package body scores the text that was taken out of pages, as the article extraction benchmark of Zyte does.
//
// A text is cut into words, and these into runs of four that overlap. The runs of gold and output are compared as multisets; hits,
// false hits and misses of a page are shares of their sum, so that a long page weighs no more than a short one. Precision is the
// mean over pages that gave text, recall over pages that have any, F1 comes of the two. Accuracy is the share of pages whose words
// all agree, sd the standard deviation of F1 over resampled pages.
package body

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"readout/internal/eval/score"
	"readout/internal/source"
)

const (
	run    = 4   // words
	rounds = 500 // resampled sets of pages
	seed   = 1
)

// Set is a gold set.
type Set struct {
	name  string
	ids   []string // sorted
	texts map[string]string
}

// maxGold is how long a gold file may be, in bytes.
const maxGold = 1 << 30

// Read reads a gold set: a JSON object of pages by id, {"articleBody": TEXT}, with the pages in the folder html beside it.
func Read(_ context.Context, name string, o source.Options) (*Set, error) {
	fault := func(reason, remedy string) error { return &source.Error{Input: name, Reason: reason, Remedy: remedy} }
	in := o.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fault("there is no such gold set", `give a file {ID: {"articleBody": TEXT}} with the pages in a folder html beside it`)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxGold))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if score.IsDocument(firstLine(b)) {
		return nil, fault("holds corrected documents, and people correct records, not texts", "pages need a gold set of their own; docs/evaluation.md")
	}
	var pages map[string]struct {
		Body *string `json:"articleBody"`
	}
	if err := json.Unmarshal(b, &pages); err != nil {
		return nil, fault("is no gold set of pages: "+err.Error(), `write one JSON object {ID: {"articleBody": TEXT}}`)
	}
	if len(pages) == 0 {
		return nil, fault("holds no pages", `write {ID: {"articleBody": TEXT}}`)
	}
	s := &Set{name: name, texts: map[string]string{}}
	for id, p := range pages {
		s.ids = append(s.ids, id)
		if p.Body != nil {
			s.texts[id] = *p.Body
		}
	}
	slices.Sort(s.ids)
	return s, nil
}

func firstLine(b []byte) []byte {
	if i := slices.Index(b, '\n'); i >= 0 {
		return b[:i]
	}
	return b
}

// Corpus is what has to be read to be scored.
func (s *Set) Corpus() (score.Corpus, error) {
	dir := filepath.Join(filepath.Dir(s.name), "html")
	if info, err := os.Stat(dir); s.name == "-" || err != nil || !info.IsDir() {
		return score.Corpus{}, &source.Error{Input: s.name, Reason: "has no folder html beside it", Remedy: "put the pages there as ID.html, or give the output of readout read"}
	}
	return score.Corpus{Files: []string{dir}}, nil
}

// Score compares output of readout read with the gold set. A document belongs to the page whose id its own begins with, before the
// first point of its file's name.
func (s *Set) Score(out score.Lines, _ bool) (*score.Report, error) {
	given, extra := map[string]string{}, 0
	err := score.Once(out, func(line int, x *struct {
		score.ID
		Text *string `json:"text"`
	}) error {
		id, _, _ := strings.Cut(x.ID.ID[strings.LastIndexByte(x.ID.ID, '/')+1:], ".")
		switch _, known := slices.BinarySearch(s.ids, id); {
		case x.Text == nil:
			return out.Fault(line, "write it as readout read --format jsonl does", `%q: has no "text"`, x.ID.ID)
		case !known:
			extra++
		default:
			given[id] = *x.Text
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	missing := len(s.ids) - len(given)
	notes, err := out.Matched(len(s.ids), extra, missing)
	if err != nil {
		return nil, err
	}
	var pages []page
	for _, id := range s.ids {
		pages = append(pages, compare(s.texts[id], given[id]))
	}
	f := total(pages)
	sd := spread(pages)
	return &score.Report{
		Rows: fmt.Sprintf("F1 %.4f (sd %.4f) precision %.4f recall %.4f accuracy %.4f pages %d empty %d missing %d\n",
			f.F1, sd, f.P, f.R, f.accuracy, len(pages), f.empty, missing),
		JSON: map[string]any{"f1": score.Round(f.F1), "f1_sd": score.Round(sd), "precision": score.Round(f.P), "recall": score.Round(f.R),
			"accuracy": score.Round(f.accuracy), "pages": len(pages), "empty": f.empty, "missing": missing},
		Notes: notes,
	}, nil
}

// page is one page's outcome: shares of one, or all zero.
type page struct {
	hit, extra, miss float64
	same             bool
}

func compare(gold, given string) page {
	g, s := words(gold), words(given)
	p := page{same: slices.Equal(g, s)}
	a, b := runs(g), runs(s)
	hit, extra, miss := 0, 0, 0
	for r, n := range a {
		hit += min(n, b[r])
		miss += n
	}
	for _, n := range b {
		extra += n
	}
	extra, miss = extra-hit, miss-hit
	n := hit + extra + miss
	p.hit, p.extra, p.miss = score.Share(hit, n), score.Share(extra, n), score.Share(miss, n)
	return p
}

// words are runs of letters, digits and underscores.
func words(s string) []string {
	return strings.FieldsFunc(s, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.Is(unicode.N, c) })
}

// runs counts runs of words; a short text is one.
func runs(words []string) map[string]int {
	all := map[string]int{}
	for i := 0; i+run <= len(words); i++ {
		all[strings.Join(words[i:i+run], " ")]++
	}
	if n := len(words); n > 0 && n < run {
		all[strings.Join(words, " ")] = 1
	}
	return all
}

// figures are those of several pages.
type figures struct {
	score.PRF
	accuracy float64
	empty    int // pages that gave no text
}

func total(pages []page) figures {
	var f figures
	gave, have, same := 0, 0, 0
	for _, p := range pages {
		if p.hit+p.extra > 0 {
			gave++
			f.P += p.hit / (p.hit + p.extra)
		}
		if p.hit+p.miss > 0 {
			have++
			f.R += p.hit / (p.hit + p.miss)
		}
		if p.same {
			same++
		}
	}
	f.P, f.R = f.P/float64(max(gave, 1)), f.R/float64(max(have, 1))
	f.F1 = score.Mean(f.P, f.R)
	f.accuracy = score.Share(same, len(pages))
	f.empty = len(pages) - gave
	return f
}

// spread is the standard deviation of F1 over resampled pages.
func spread(pages []page) float64 {
	if len(pages) < 2 {
		return 0
	}
	random := score.NewTwister(seed)
	var f1 []float64
	mean := 0.0
	sample := make([]page, len(pages))
	for range rounds {
		for i := range sample {
			sample[i] = pages[random.Below(len(pages))]
		}
		x := total(sample).F1
		f1 = append(f1, x)
		mean += x / rounds
	}
	sum := 0.0
	for _, x := range f1 {
		sum += (x - mean) * (x - mean)
	}
	return math.Sqrt(sum / (rounds - 1))
}
