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

// Part is the words of one part of a record: source, cue, content; actor, trigger, recipient; evidence.
type Part struct {
	Name  string `json:"part"`
	Words string `json:"words"`
	spans []doc.Span
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
	for i := range d.Attributions {
		a := &d.Attributions[i]
		r := Record{ID: a.ID, Kind: "attribution", Says: saysWho(a), By: or(a.Rule, "attribution finder"), Confidence: a.Confidence}
		var source []doc.Span
		if a.Source != nil {
			source = a.Source.Spans
		}
		m.add(r, a.Field, first(a.Cue.Spans, a.Content.Spans), part("cue", a.Cue.Spans...), part("source", source...), part("content", a.Content.Spans...))
	}
	for i := range d.Events {
		e := &d.Events[i]
		r := Record{ID: e.ID, Kind: "event", Says: saysWhat(e), By: or(e.Rule, "event finder"), Confidence: e.Confidence}
		m.add(r, e.Field, e.Trigger, part("trigger", e.Trigger), part("actor", spans(e.Actors)...), part("recipient", spans(e.Recipients)...))
	}
	for i := range d.Positions {
		p := &d.Positions[i]
		r := Record{ID: p.ID, Kind: "position", Says: p.Holder + " " + p.Stance + " " + p.Subject, By: or(p.Rule, "position finder"), Confidence: p.Confidence}
		m.add(r, p.Field, first(p.Evidence), part("evidence", p.Evidence...))
	}
	for i := range d.Engagements {
		g := &d.Engagements[i]
		says := strings.Join(g.Parties, " – ") + " " + g.Kind
		if g.Topic != "" {
			says += " on " + g.Topic
		}
		r := Record{ID: g.ID, Kind: "engagement", Says: says + ", " + g.Status, By: or(g.Rule, "engagement finder"), Confidence: g.Confidence}
		m.add(r, g.Field, first(g.Evidence), part("evidence", g.Evidence...))
	}
	for i := range d.Warnings {
		w := &d.Warnings[i]
		r := Record{ID: w.ID, Kind: "warning", Says: w.About, By: or(w.Rule, "warning finder"), Confidence: w.Confidence}
		m.add(r, w.Field, first(w.Evidence), part("evidence", w.Evidence...))
	}
	return m.out
}

// add keeps a record with its parts, the words that at stands in, and their tree.
func (m *maker) add(r Record, field doc.Field, at doc.Span, parts ...Part) {
	r.Parts, r.Sentence, r.Tree = []Part{}, -1, []tree.Word{}
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

// first is the first span there is.
func first(lists ...[]doc.Span) doc.Span {
	for _, list := range lists {
		if len(list) > 0 {
			return list[0]
		}
	}
	return doc.Span{}
}

func spans(actors []doc.Actor) []doc.Span {
	var out []doc.Span
	for _, a := range actors {
		out = append(out, a.Span)
	}
	return out
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

// saysWho is an attribution in a line.
func saysWho(a *doc.Attribution) string {
	if a.Source == nil {
		return "nobody named, " + a.Type
	}
	var who []string
	for _, s := range [...]*string{a.Source.Name, a.Source.Role} {
		if s != nil {
			who = append(who, *s)
		}
	}
	if len(who) == 0 {
		who = append(who, a.Source.Kind)
	}
	says := strings.Join(who, ", ")
	if a.Source.Actor != nil {
		says += " (" + *a.Source.Actor + ")"
	}
	return says + ", " + a.Type
}

// saysWhat is an event in a line.
func saysWhat(e *doc.Event) string {
	side := func(actors []doc.Actor) string {
		var out []string
		for _, a := range actors {
			code := or(a.Code, a.Text)
			if a.Sector != nil {
				code += "." + *a.Sector
			}
			out = append(out, code)
		}
		return strings.Join(out, "+")
	}
	says := or(side(e.Actors), "nobody named") + " → " + e.Type
	if len(e.Recipients) > 0 {
		says += " → " + side(e.Recipients)
	}
	return says + ", " + e.Status
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
