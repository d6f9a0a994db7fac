package attribution

import (
	"readout/doc"
	"readout/internal/lang"
)

// source describes who the words of a relation come from, for the document: the entity that mention number mention of t stands
// for, told by the words; a mention of -1 is a source that nobody knows, and no words at all no source.
func source(t *lang.Text, words Stretch, mention int) *doc.Source {
	if words.Empty() {
		return nil
	}
	s := &doc.Source{Spans: []doc.Span{t.Span(words.First, words.Last)}, Kind: lang.Person}
	if mention < 0 {
		return s
	}
	m := &t.Mentions[mention]
	if m.Entity < 0 {
		if w := t.Tokens[m.First].Lower; w == "they" || w == "we" || !m.Pronoun && !m.Name { // "the two sides"
			s.Kind = lang.Group
		}
		return s
	}
	e := &t.Entities[m.Entity]
	s.Kind, s.Actor, s.Name, s.Role = e.Kind, known(e.Actor()), known(e.Name), known(e.Role)
	if e.Kind == lang.State {
		s.Actor = known(lang.Join(m.Code, m.Sector))
	}
	return s
}

// known is a string that may be missing.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
