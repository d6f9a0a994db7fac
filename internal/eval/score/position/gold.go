package position

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"readout/internal/eval/score"
	"readout/internal/source"
)

// maxRecords is how many of a kind a document may have: every gold record is compared with every one of the system.
const maxRecords = 5000

// written is a document's records as readout read prints them.
type written struct {
	Positions []struct {
		Holder   string        `json:"holder"`
		Subject  string        `json:"subject"`
		Parties  []string      `json:"parties"`
		Stance   string        `json:"stance"`
		Delta    string        `json:"delta"`
		Terms    []writtenTerm `json:"terms"`
		Field    string        `json:"field"`
		Evidence [][]int       `json:"evidence"`
	} `json:"positions"`
	Engagements []struct {
		Kind     string   `json:"kind"`
		Parties  []string `json:"parties"`
		Cadence  string   `json:"cadence"`
		Level    string   `json:"level"`
		Status   string   `json:"status"`
		Field    string   `json:"field"`
		Evidence [][]int  `json:"evidence"`
	} `json:"engagements"`
	Warnings []struct {
		Field    string  `json:"field"`
		Evidence [][]int `json:"evidence"`
	} `json:"warnings"`
}

type writtenTerm struct {
	Aspect    string   `json:"aspect"`
	DecidedBy []string `json:"decided_by"`
	NotBy     []string `json:"not_by"`
}

// document is what is compared.
type document struct {
	positions, engagements, warnings []record
}

// read makes records of a line.
func (w *written) read(l score.Lines, line int) (*document, error) {
	if max(len(w.Positions), len(w.Engagements), len(w.Warnings)) > maxRecords {
		return nil, l.Fault(line, "cut the document into smaller ones", "has more than %d records of a kind", maxRecords)
	}
	d := new(document)
	joint := map[string]int{} // where the record stands that others of the same words join
	for i, p := range w.Positions {
		if p.Field != "" {
			continue
		}
		evidence, err := l.Spans(line, fmt.Sprintf("positions[%d].evidence", i), p.Evidence, -1)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(evidence, score.Compare)
		words := wordsOf(p.Subject)
		key := fmt.Sprintf("%q %q %v", p.Stance, strings.Join(words, " "), evidence)
		at, ok := joint[key]
		if !ok {
			at = len(d.positions)
			joint[key] = at
			d.positions = append(d.positions, record{holders: set{}, parties: set{}, stance: p.Stance, words: words, delta: p.Delta,
				terms: terms(p.Terms), evidence: score.Merge(evidence)})
		}
		r := &d.positions[at]
		r.holders.add(setOf(p.Holder))
		r.parties.add(setOf(p.Parties...))
	}
	for i := range d.positions {
		for h := range d.positions[i].holders {
			delete(d.positions[i].parties, h)
		}
	}
	for i, g := range w.Engagements {
		if g.Field != "" {
			continue
		}
		evidence, err := l.Spans(line, fmt.Sprintf("engagements[%d].evidence", i), g.Evidence, -1)
		if err != nil {
			return nil, err
		}
		d.engagements = append(d.engagements, record{parties: setOf(g.Parties...), kind: g.Kind, cadence: g.Cadence, level: g.Level, status: g.Status, evidence: score.Merge(evidence)})
	}
	for i, x := range w.Warnings {
		if x.Field != "" {
			continue
		}
		evidence, err := l.Spans(line, fmt.Sprintf("warnings[%d].evidence", i), x.Evidence, -1)
		if err != nil {
			return nil, err
		}
		d.warnings = append(d.warnings, record{evidence: score.Merge(evidence)})
	}
	return d, nil
}

func (s set) add(t set) {
	for x := range t {
		s[x] = true
	}
}

func terms(all []writtenTerm) []term {
	var out []term
	for _, t := range all {
		aspect := set{}
		for _, w := range wordsOf(t.Aspect) {
			aspect[w] = true
		}
		out = append(out, term{aspect, setOf(t.DecidedBy...), setOf(t.NotBy...)})
	}
	return out
}

// Set is a gold set.
type Set struct {
	name      string
	ids       []string
	documents map[string]*document
	corpus    score.Corpus
	notes     []string
}

// Corpus is what has to be read to be scored.
func (s *Set) Corpus() (score.Corpus, error) {
	if len(s.corpus.Files)+len(s.corpus.Items) < 1 {
		return s.corpus, &source.Error{Input: s.name, Reason: "has no texts, and there is no corpus beside it", Remedy: "name them NAME.gold.jsonl and NAME.corpus.jsonl, or give the output of readout read"}
	}
	return s.corpus, nil
}

// Read reads a gold set: NAME.gold.jsonl with a document a line and, beside it, NAME.corpus.jsonl with the texts, or a file of
// documents in the form of the contract.
func Read(ctx context.Context, name string, o source.Options) (*Set, error) {
	s := &Set{name: name, documents: map[string]*document{}}
	l := score.Lines{Name: name, Each: source.Lines(ctx, name, o)}
	corrections, records, corrected := 0, 0, false
	err := score.Once(l, func(line int, x *struct {
		score.Document
		written
	}) error {
		d, err := x.read(l, line)
		if err != nil {
			return err
		}
		id := x.Document.ID.ID
		s.ids, s.documents[id] = append(s.ids, id), d
		if x.Text != nil {
			s.corpus.Items = append(s.corpus.Items, x.Item(name, line))
		}
		corrected = corrected || x.Schema > 0
		for _, kind := range []string{"position", "engagement", "warning"} {
			corrections += x.Corrections(kind)
		}
		records += len(d.positions) + len(d.engagements) + len(d.warnings)
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(s.ids) == 0:
		return nil, l.Fault(0, "write one document a line, or correct records first (readout correct --help)", "holds no gold")
	case corrected:
		s.notes = []string{score.CorrectedNote(name, len(s.ids), records, corrections)}
	}
	if corpus := strings.Replace(name, ".gold.", ".corpus.", 1); corpus != name {
		if _, err := os.Stat(corpus); err == nil {
			s.corpus = score.Corpus{Files: []string{corpus}}
		}
	}
	if n := len(s.corpus.Items); n > 0 && n < len(s.ids) { // some texts only
		s.corpus.Items = nil
	}
	return s, nil
}

// Score compares output of readout read with the gold set; with spread, the main figures get 95 % intervals.
func (s *Set) Score(out score.Lines, spread bool) (*score.Report, error) {
	system, extra := map[string]*document{}, 0
	err := score.Once(out, func(line int, x *struct {
		score.ID
		written
	}) error {
		if s.documents[x.ID.ID] == nil {
			extra++
			return nil
		}
		d, err := x.read(out, line)
		system[x.ID.ID] = d
		return err
	})
	if err != nil {
		return nil, err
	}
	notes, err := out.Matched(len(s.ids), extra, len(s.ids)-len(system))
	if err != nil {
		return nil, err
	}
	var each []*counts
	for _, id := range s.ids {
		d := system[id]
		if d == nil {
			d = new(document)
		}
		each = append(each, compare(s.documents[id], d))
	}
	return report(each, spread, append(slices.Clone(s.notes), notes...)), nil
}
