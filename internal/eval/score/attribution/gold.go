package attribution

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"readout/doc"
	"readout/internal/eval/score"
	input "readout/internal/source"
)

// Set is a gold set.
type Set struct {
	documents []document
	byID      map[string]*document
	corpus    score.Corpus
	notes     []string
}

// Corpus is what has to be read to be scored.
func (s *Set) Corpus() (score.Corpus, error) { return s.corpus, nil }

// Read reads a gold set: a folder with text/ID.txt and attributions/ID.ann (brat standoff, as PolNeAR has it), or a file of
// documents in the form of the contract.
func Read(ctx context.Context, name string, o input.Options) (*Set, error) {
	s := &Set{byID: map[string]*document{}}
	info, err := os.Stat(name)
	if err == nil && !info.IsDir() || name == "-" {
		err = s.file(score.Lines{Name: name, Each: input.Lines(ctx, name, o)})
	} else if err == nil {
		err = s.folder(ctx, name)
	} else {
		err = &input.Error{Input: name, Reason: "there is no such gold set", Remedy: "give a folder with text/ and attributions/, or a file of corrected documents"}
	}
	if err != nil {
		return nil, err
	}
	for i := range s.documents {
		s.byID[s.documents[i].id] = &s.documents[i]
	}
	return s, nil
}

func (s *Set) folder(ctx context.Context, dir string) error {
	entries, err := os.ReadDir(filepath.Join(dir, "text"))
	if err != nil {
		return &input.Error{Input: dir, Reason: `has no folder "text"`, Remedy: "a gold set of attributions has text/ID.txt and attributions/ID.ann"}
	}
	for _, e := range entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		id, ok := strings.CutSuffix(e.Name(), ".txt")
		if !ok {
			continue
		}
		path := filepath.Join(dir, "text", e.Name())
		body, err := readText(path)
		if err != nil {
			return err
		}
		d := document{id: id, text: newText(body)}
		if err := d.standoff(filepath.Join(dir, "attributions", id+".ann")); err != nil {
			return err
		}
		s.documents = append(s.documents, d)
		s.corpus.Items = append(s.corpus.Items, &input.Item{ID: id, Name: path, Corpus: true, Text: body})
	}
	if len(s.documents) == 0 {
		return &input.Error{Input: filepath.Join(dir, "text"), Reason: "has no file ID.txt", Remedy: "write the text of each document there"}
	}
	if corpus := filepath.Join(dir, "corpus.jsonl"); exists(corpus) { // it knows titles and days
		s.corpus = score.Corpus{Files: []string{corpus}}
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func readText(path string) (string, error) {
	b, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", &input.Error{Input: path, Reason: "is missing", Remedy: "each text/ID.txt has its attributions/ID.ann"}
	case err != nil:
		return "", err
	case !utf8.Valid(b):
		return "", &input.Error{Input: path, Reason: "is no valid UTF-8", Remedy: "write the file in UTF-8"}
	}
	return string(b), nil
}

var (
	spanLine  = regexp.MustCompile(`^T(\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t`)
	eventLine = regexp.MustCompile(`^E(\d+)\t(.*)$`)
)

// standoff reads the relations of a document. Other lines are annotators' notes, or the rest of a span's text that has a line
// break in it.
func (d *document) standoff(path string) error {
	body, err := readText(path)
	if err != nil {
		return err
	}
	type event struct {
		line     int
		id, refs string
	}
	spans, events := map[string][]doc.Span{}, []event(nil)
	var discard []doc.Span
	for i, line := range strings.Split(body, "\n") {
		if m := spanLine.FindStringSubmatch(line); m != nil {
			list, err := standoffSpans(m[3], len(d.text.runes))
			if err != nil {
				return &input.Error{Input: path, Line: i + 1, Reason: "T" + m[1] + ": " + err.Error(), Remedy: "count code points of text/" + d.id + ".txt"}
			}
			spans["T"+m[1]] = list
			if m[2] == "Discard" {
				discard = append(discard, list...)
			}
		} else if m := eventLine.FindStringSubmatch(line); m != nil {
			events = append(events, event{i + 1, m[1], m[2]})
		}
	}
	d.discard = d.text.allOf(discard)
	for _, e := range events {
		var r relation
		for _, part := range strings.Fields(e.refs) {
			name, ref, _ := strings.Cut(part, ":")
			n := slices.Index(roleNames[:], strings.ToLower(strings.TrimRight(name, "0123456789")))
			if n < 0 {
				continue
			}
			list, ok := spans[ref]
			if !ok {
				return &input.Error{Input: path, Line: e.line, Reason: fmt.Sprintf("E%s names %s, which the file lacks", e.id, ref), Remedy: "add the line of " + ref + ", or take the name out"}
			}
			r.parts[n] = append(r.parts[n], list...)
		}
		if len(r.parts[cue]) > 0 && len(r.parts[content]) > 0 {
			r.sort()
			d.relations = append(d.relations, r)
		}
	}
	return nil
}

func standoffSpans(s string, n int) ([]doc.Span, error) {
	var list []doc.Span
	for _, part := range strings.Split(s, ";") {
		var p doc.Span
		if _, err := fmt.Sscanf(part, "%d %d", &p.Start, &p.End); err != nil || p.Start >= p.End || p.End > n {
			return nil, fmt.Errorf("span %q is empty, reversed or leaves the text, which has %d code points", part, n)
		}
		list = append(list, p)
	}
	return list, nil
}

func (r *relation) sort() {
	for i := range r.parts {
		slices.SortFunc(r.parts[i], score.Compare)
		r.parts[i] = slices.Compact(r.parts[i])
	}
}

// file reads corrected documents.
func (s *Set) file(l score.Lines) error {
	corrections, records := 0, 0
	err := score.Once(l, func(line int, x *struct {
		score.Document
		written
	}) error {
		if x.Schema == 0 || x.Text == nil {
			return l.Fault(line, "give a folder with text/ and attributions/, or the output of readout export --what gold", "is no document in the form of the contract")
		}
		d := document{id: x.Document.ID.ID, text: newText(*x.Text)}
		var err error
		if d.relations, _, err = x.relations(l, line, len(d.text.runes)); err != nil {
			return err
		}
		d.relations = slices.DeleteFunc(d.relations, func(r relation) bool { return len(r.parts[cue]) == 0 || len(r.parts[content]) == 0 })
		s.documents = append(s.documents, d)
		s.corpus.Items = append(s.corpus.Items, x.Item(l.Name, line))
		corrections += x.Corrections("attribution")
		records += len(d.relations)
		return nil
	})
	if err == nil && len(s.documents) == 0 {
		err = l.Fault(0, "correct records first; readout correct --help", "holds no documents")
	}
	s.notes = []string{score.CorrectedNote(l.Name, len(s.documents), records, corrections)}
	return err
}
