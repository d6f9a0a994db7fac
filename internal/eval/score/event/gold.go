package event

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"

	"readout/doc"
	"readout/internal/eval/score"
	"readout/internal/source"
)

// Set is a gold set.
type Set struct {
	records []record
	corpus  score.Corpus
	notes   []string

	documents map[string][]doc.Span // corrected documents, whose sentences are scored each for itself; nil for a set of records
	ids       []string              // of documents, in order
}

// Corpus is what has to be read to be scored.
func (s *Set) Corpus() (score.Corpus, error) {
	for _, it := range s.corpus.Items {
		if it.Text == "" {
			return s.corpus, &source.Error{Input: it.Name, Reason: "has no text, and there is no corpus beside the gold set",
				Remedy: "name them NAME.gold.jsonl and NAME.corpus.jsonl, or give the output of readout read"}
		}
	}
	return s.corpus, nil
}

// Read reads a gold set: NAME.gold.jsonl with a record a line and, beside it, NAME.corpus.jsonl with the sentences (the records'
// own texts are read where there is none), or a file of documents in the form of the contract.
func Read(ctx context.Context, name string, o source.Options) (*Set, error) {
	s := &Set{}
	l := score.Lines{Name: name, Each: source.Lines(ctx, name, o)}
	seen, first, corrections, events := map[string]bool{}, true, 0, 0
	for line, err := range l.Each {
		if err != nil {
			return nil, err
		}
		isDocument := score.IsDocument(line.Bytes)
		if first && isDocument {
			s.documents = map[string][]doc.Span{}
		}
		first = false
		switch {
		case isDocument != (s.documents != nil):
			err = l.Fault(line.Number, "keep records and documents in files of their own", "has not the form of the lines before it")
		case isDocument:
			var d goldDocument
			if err = l.Decode(line, &d); err == nil {
				err = s.document(l, line.Number, &d)
			}
			corrections += d.Corrections("event")
			events += len(d.Events)
		default:
			var r record
			if err = l.Decode(line, &r); err == nil {
				err = s.record(l, line.Number, &r, !seen[r.ID.ID])
			}
			seen[r.ID.ID] = true
		}
		if err != nil {
			return nil, err
		}
	}
	switch {
	case len(s.records) == 0:
		return nil, l.Fault(0, "write one record a line, or correct records first (readout correct --help)", "holds no gold")
	case s.documents != nil:
		s.notes = []string{score.CorrectedNote(name, len(s.ids), events, corrections)}
	default:
		if corpus, ok := beside(name); ok { // it knows the days
			s.corpus = score.Corpus{Files: []string{corpus}}
		}
	}
	return s, ctx.Err()
}

// beside gives the corpus that belongs to NAME.gold.jsonl.
func beside(name string) (string, bool) {
	corpus := strings.Replace(name, ".gold.", ".corpus.", 1)
	if corpus == name {
		return "", false
	}
	_, err := os.Stat(corpus)
	return corpus, err == nil
}

func (s *Set) record(l score.Lines, line int, r *record, first bool) error {
	if r.ID.ID == "" {
		return l.Fault(line, "give the line the id of its sentence", `has no "id"`)
	}
	for _, t := range append([]string{r.Type}, r.Accept...) {
		if t != "" && quads[t] == 0 {
			return l.Fault(line, "give one of "+strings.Join(types, ", ")+", or null for a sentence without events", "%q is no type of event", t)
		}
	}
	s.records = append(s.records, *r)
	if first {
		s.corpus.Items = append(s.corpus.Items, &source.Item{ID: r.ID.ID, Name: fmt.Sprintf("%s:%d", l.Name, line), Corpus: true, Text: r.Text})
	}
	return nil
}

type goldDocument struct {
	score.Document
	Events []event `json:"events"`
}

// document makes records of a corrected document, one at least for each sentence.
func (s *Set) document(l score.Lines, line int, d *goldDocument) error {
	id := d.ID.ID
	if _, twice := s.documents[id]; twice || id == "" {
		return l.Fault(line, "keep one line a document, with its id", "id %q is there already", id)
	}
	sentences, err := l.Spans(line, "sentences", d.Sentences, len([]rune(*d.Text)))
	if err != nil {
		return err
	}
	for n := 1; n < len(sentences); n++ {
		if sentences[n].Start < sentences[n-1].End {
			return l.Fault(line, "leave them as readout wrote them", "sentences[%d] begins before the one before it ends", n)
		}
	}
	s.documents[id], s.ids = sentences, append(s.ids, id)
	s.corpus.Items = append(s.corpus.Items, d.Item(l.Name, line))
	full := map[string]bool{}
	for i := range d.Events {
		e := &d.Events[i]
		if e.Field != "" {
			continue
		}
		r := record{Type: e.Type, CAMEO: e.CAMEO, Actors: e.Actors, Recipients: e.Recipients, Symmetric: len(e.Actors) > 1 && len(e.Recipients) == 0}
		if r.ID.ID, err = place(l, line, i, id, sentences, e); err != nil {
			return err
		}
		full[r.ID.ID] = true
		if err := s.record(l, line, &r, false); err != nil {
			return err
		}
	}
	for i := range sentences {
		if in := sentenceID(id, i); !full[in] {
			s.records = append(s.records, record{ID: score.ID{ID: in}})
		}
	}
	return nil
}

func sentenceID(document string, i int) string { return fmt.Sprintf("%s sentence %d", document, i+1) }

// place names the sentence that an event's trigger begins in.
func place(l score.Lines, line, i int, id string, sentences []doc.Span, e *event) (string, error) {
	if len(e.Trigger) != 2 {
		return "", l.Fault(line, "write [start, end]", "events[%d].trigger: %v is no span", i, e.Trigger)
	}
	n := sort.Search(len(sentences), func(n int) bool { return sentences[n].End > e.Trigger[0] })
	return sentenceID(id, n), nil
}

// Score compares output of readout read with the gold set.
func (s *Set) Score(out score.Lines, _ bool) (*score.Report, error) {
	system, there, extra := map[string][]event{}, map[string]bool{}, 0
	known := map[string]bool{}
	for _, r := range s.records {
		known[r.ID.ID] = true
	}
	err := score.Many(out, func(line int, x *struct {
		score.ID
		Events *[]event `json:"events"`
	}) error {
		id := x.ID.ID
		sentences, isDocument := s.documents[id]
		switch {
		case x.Events == nil:
			return out.Fault(line, "write it as readout read --format jsonl does", `%q: has no list "events"`, id)
		case s.documents == nil && !known[id], s.documents != nil && !isDocument:
			extra++
			return nil
		}
		there[id] = true
		for i, e := range *x.Events {
			at := id
			if isDocument {
				if e.Field != "" {
					continue
				}
				var err error
				if at, err = place(out, line, i, id, sentences, &e); err != nil {
					return err
				}
			}
			system[at] = append(system[at], e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	wanted := len(s.ids)
	if s.documents == nil {
		wanted = len(known)
	}
	notes, err := out.Matched(wanted, extra, wanted-len(there))
	if err != nil {
		return nil, err
	}
	return newGold(s.records, system).report(append(slices.Clone(s.notes), notes...)), nil
}
