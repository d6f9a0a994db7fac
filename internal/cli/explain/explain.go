// Package explain tells of each record of a document why it is there: its words, the rule or model that made it, how sure that is,
// and the tree of its sentence.
package explain

import (
	"strings"

	"readout/doc"
	"readout/internal/cli/tree"
	"readout/internal/lang"
)

// Record is what there is to say of one record.
type Record struct {
	ID         string      `json:"id"`
	Kind       string      `json:"kind"`       // attribution, event, position, engagement, warning
	Says       string      `json:"says"`       // the record in a line
	By         string      `json:"by"`         // the entry, rule or model that made it; its finder where that does not say
	Confidence float64     `json:"confidence"` // 0 to 1
	Parts      []Part      `json:"parts"`
	Sentence   int         `json:"sentence"` // index into the document's sentences, -1 outside the text
	Tree       []tree.Word `json:"tree"`     // of the sentence; empty outside the text
}

// Part is the words of one part of a record: source, cue, content; actor, trigger, recipient; evidence. Of a source, an actor and a
// recipient it tells who they were taken for.
type Part struct {
	Name    string `json:"part"`
	Words   string `json:"words"`
	Code    string `json:"code,omitempty"`    // with its sector: "USA.GOV"
	Meant   string `json:"meant,omitempty"`   // the name of who a pronoun or a description stands for
	Guessed bool   `json:"guessed,omitempty"` // nothing says whose side it is: the text's home or the side spoken of was taken
	spans   []doc.Span
}

// maker collects the records of a document.
type maker struct {
	d   *doc.Document
	t   *lang.Text
	out []Record
}

// Records tells of the records of d, in the order of their kinds and then of d. t is the language of its text, nil where that was not
// read.
func Records(d *doc.Document, t *lang.Text) []Record {
	m := maker{d: d, t: t}
	for r := range d.Records() {
		m.record(r)
	}
	return m.out
}

// record keeps what is to be told of one record.
func (m *maker) record(of doc.Record) {
	r := Record{ID: of.ID, Kind: of.Kind, Says: of.Says()}
	switch of := of.Of.(type) {
	case *doc.Attribution:
		r.By, r.Confidence = of.Rule, of.Confidence
		m.add(r, of.Field, first(of.Cue.Spans, of.Content.Spans), part("cue", of.Cue.Spans...), m.source(of), part("content", of.Content.Spans...))
	case *doc.Event:
		r.By, r.Confidence = of.Rule, of.Confidence
		parts := []Part{part("trigger", of.Trigger)}
		for i := range of.Actors {
			parts = append(parts, m.side("actor", of.Field, &of.Actors[i]))
		}
		for i := range of.Recipients {
			parts = append(parts, m.side("recipient", of.Field, &of.Recipients[i]))
		}
		m.add(r, of.Field, of.Trigger, parts...)
	case *doc.Position:
		r.By, r.Confidence = of.Rule, of.Confidence
		m.add(r, of.Field, first(of.Evidence), part("evidence", of.Evidence...))
	case *doc.Engagement:
		r.By, r.Confidence = of.Rule, of.Confidence
		m.add(r, of.Field, first(of.Evidence), part("evidence", of.Evidence...))
	case *doc.Warning:
		r.By, r.Confidence = of.Rule, of.Confidence
		m.add(r, of.Field, first(of.Evidence), part("evidence", of.Evidence...))
	}
}

// add keeps a record with its parts, the words that at stands in, and their tree.
func (m *maker) add(r Record, field doc.Field, at doc.Span, parts ...Part) {
	r.Parts, r.Sentence, r.Tree = []Part{}, -1, []tree.Word{}
	if r.By == "" {
		r.By = r.Kind + " finder"
	}
	for _, p := range parts {
		if len(p.spans) > 0 {
			p.Words = m.cut(field, p.spans)
			r.Parts = append(r.Parts, p)
		}
	}
	if field == doc.InText && m.t != nil && at.End > at.Start {
		m.plant(&r, at)
	}
	m.out = append(m.out, r)
}

// plant adds the tree of the sentence that holds the beginning of a span.
func (m *maker) plant(r *Record, at doc.Span) {
	k := m.t.TokenAt(at.Start)
	if k >= len(m.t.Tokens) {
		return
	}
	r.Sentence = m.t.SentenceOf(k)
	from, to := m.t.Sentences[r.Sentence].First, m.t.Sentences[r.Sentence].Last // without the dateline
	for i := from; i < to; i++ {
		k := &m.t.Tokens[i]
		w := tree.Word{Form: k.Form, Lemma: k.Lemma, UPOS: k.UPOS, Head: -1, Deprel: k.Deprel, Part: partAt(r.Parts, int(k.Start))}
		if k.Head >= 0 {
			w.Head = int(k.Head) - from
		}
		r.Tree = append(r.Tree, w)
	}
}

// partAt is the part that holds byte b of the text, the first of them.
func partAt(parts []Part, b int) string {
	for i := range parts {
		for _, s := range parts[i].spans {
			if s.Start <= b && b < s.End {
				return parts[i].Name
			}
		}
	}
	return ""
}

func part(name string, spans ...doc.Span) Part { return Part{Name: name, spans: spans} }

// source is the part of an attribution that speaks.
func (m *maker) source(of *doc.Attribution) Part {
	if of.Source == nil {
		return part("source")
	}
	p := part("source", of.Source.Spans...)
	if of.Source.Actor != nil {
		p.Code = *of.Source.Actor
	}
	if len(p.spans) > 0 {
		m.meant(&p, of.Field)
	}
	return p
}

// side is one actor or recipient of an event.
func (m *maker) side(name string, field doc.Field, a *doc.Actor) Part {
	p := part(name, a.Span)
	p.Code = a.Code
	if a.Sector != nil {
		p.Code = lang.Join(a.Code, *a.Sector)
	}
	m.meant(&p, field)
	return p
}

// meant adds who a side was taken for: the entity of the first mention in its words that has its code.
func (m *maker) meant(p *Part, field doc.Field) {
	if field != doc.InText || m.t == nil {
		return
	}
	state, _, _ := strings.Cut(p.Code, ".")
	for i := range m.t.Mentions {
		x := &m.t.Mentions[i]
		at := m.t.Span(x.First, x.Last)
		if x.Entity < 0 || at.Start < p.spans[0].Start || at.End > p.spans[0].End {
			continue
		}
		if e := &m.t.Entities[x.Entity]; e.Code == state {
			p.Guessed = e.Guessed && state != ""
			if !x.Name || x.Pronoun {
				p.Meant = e.Name
			}
			return
		}
	}
}

// first is the first span there is.
func first(lists ...[]doc.Span) doc.Span {
	for _, list := range lists {
		if len(list) > 0 {
			return list[0]
		}
	}
	return doc.Span{}
}

// cut is the words of spans, what lies between them left out.
func (m *maker) cut(field doc.Field, spans []doc.Span) string {
	text := m.d.Text
	switch field {
	case doc.InTitle:
		text = m.d.Title
	case doc.InDeck:
		text = m.d.Deck
	}
	var parts []string
	for _, s := range spans {
		if s.Start >= 0 && s.Start < s.End && s.End <= len(text) {
			parts = append(parts, text[s.Start:s.End])
		}
	}
	return strings.Join(parts, " … ")
}
