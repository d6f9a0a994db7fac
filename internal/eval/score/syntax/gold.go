package syntax

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"readout/internal/eval/score"
	"readout/internal/lang/conllu"
	"readout/internal/source"
)

// Set is a treebank.
type Set struct {
	name      string
	sentences []conllu.Sentence
	parse     *parse
}

// Read reads a treebank in CoNLL-U; name is what messages call it.
func Read(name string, r io.Reader) (*Set, error) {
	s := &Set{name: name}
	var err error
	s.sentences, s.parse, err = read(name, r)
	return s, err
}

func read(name string, r io.Reader) ([]conllu.Sentence, *parse, error) {
	fault := func(format string, args ...any) error {
		return &source.Error{Input: name, Reason: fmt.Sprintf(format, args...), Remedy: "write CoNLL-U with heads, as readout parse does"}
	}
	sentences, err := conllu.ReadAll(r)
	if err != nil {
		return nil, nil, fault("%v", err)
	}
	if len(sentences) == 0 {
		return nil, nil, fault("holds no sentences")
	}
	p, headless := lay(sentences)
	if headless != nil {
		return nil, nil, fault("a word has no head in the sentence %q", string(headless.AppendText(nil)))
	}
	return sentences, p, nil
}

// Text is the raw text of the treebank: sentences in a row, a blank line before a new paragraph or document.
func (s *Set) Text() string {
	var b []byte
	for i := range s.sentences {
		x := &s.sentences[i]
		for _, c := range x.Comments {
			if (strings.HasPrefix(c, "newdoc") || strings.HasPrefix(c, "newpar")) && len(b) > 0 {
				b = append(bytes.TrimRight(b, " \n"), "\n\n"...)
				break
			}
		}
		b = x.AppendText(b)
	}
	return strings.TrimRight(string(b), " \n") + "\n"
}

// Score compares output of readout parse with the treebank.
func (s *Set) Score(name string, r io.Reader) (*score.Report, error) {
	_, p, err := read(name, r)
	if err != nil {
		return nil, err
	}
	for i := range min(len(p.text), len(s.parse.text)) + 1 {
		switch {
		case i == len(p.text) && i == len(s.parse.text):
		case i == len(p.text) || i == len(s.parse.text) || p.text[i] != s.parse.text[i]:
			return nil, &source.Error{Input: name,
				Reason: fmt.Sprintf("its text differs from that of %s from character %d on, white space aside: %q, not %q", s.name, i+1, part(p.text, i), part(s.parse.text, i)),
				Remedy: "parse the text of the treebank itself"}
		}
	}
	return report(compare(s.parse, p)), nil
}

func part(text []rune, i int) string { return string(text[i:min(i+30, len(text))]) }

func report(t [metrics]tally) *score.Report {
	var b strings.Builder
	out := map[string]any{}
	fmt.Fprintf(&b, "%-10s %9s %9s %9s %9s\n", "", "precision", "recall", "F1", "aligned")
	for m, x := range t {
		aligned := ""
		if x.aligned >= 0 {
			aligned = fmt.Sprintf("%.2f", 100*score.Share(x.right, x.aligned))
		}
		fmt.Fprintf(&b, "%-10s %9.2f %9.2f %9.2f %9s\n", metricNames[m], 100*x.p(), 100*x.r(), 100*x.f1(), aligned)
		out[metricNames[m]] = score.Round(100 * x.f1())
	}
	return &score.Report{Rows: b.String(), JSON: out}
}
