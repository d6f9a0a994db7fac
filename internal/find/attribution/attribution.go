// Package attribution finds who said what: source, cue and content, in quotations, in "X said that ...", and in the turns of
// a transcript.
//
// It looks from every verb of speech to the mention beside it and to the words that hang on it. What has no such verb, no source in
// reach or no content stays out.
package attribution

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds attributions. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	cues *know.Cues
	t    *lang.Text
	d    *doc.Document

	relations []relation
	limit     int     // clauses that begin before this token end there
	endsAt    []int32 // the mention that ends before token i, or -1
	beginsAt  []int32 // the mention that begins at token i, or -1
}

// New makes a Finder.
func New() *Finder { return &Finder{cues: know.LoadCues()} }

// stretch is a run of tokens [first, last); empty where both are the same.
type stretch struct{ first, last int }

func (s stretch) empty() bool { return s.last <= s.first }

// relation is an attribution in tokens.
type relation struct {
	source  stretch
	mention int // of the source, -1 where there is none
	cue     stretch
	content [3]stretch
	asks    bool    // it is a question
	replies stretch // the content of the question that this one answers
	turn    bool    // a whole turn of a transcript
	rule    rule
}

// rule is the way in which a relation was found; each has the precision it showed on news as its confidence.
type rule uint8

const (
	byTurn     rule = iota // a transcript's turn
	byQuote                // a quotation with its cue beside it
	byThat                 // "said that ..."
	byBare                 // "said the army ..."
	byEnd                  // "..., officials said."
	byAccord               // "according to ..."
	byTo                   // "pledged to ...", "urged Oslo to ..."
	byRelative             // "a report that warns that ..."
	byChain                // "said, adding that ..."
	byQuestion             // "asked whether ..., she said"
)

// Precision of the relations found by each rule on PolNeAR's dev articles, and of turns and questions on the dev speakers. Of
// byRelative, byChain and byQuestion there are too few to be sure.
var confidence = [...]float64{
	byTurn: 0.95, byQuote: 0.86, byThat: 0.86, byBare: 0.84, byEnd: 0.83, byAccord: 0.9, byTo: 0.54, byRelative: 0.5, byChain: 0.9, byQuestion: 0.9,
}

// Find adds the attributions of t to d, in order of the text. The mentions of t must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d, f.relations = t, d, f.relations[:0]
	f.indexMentions()
	f.turns()
	for si := range t.Sentences {
		f.sentence(si)
	}
	slices.SortStableFunc(f.relations, func(a, b relation) int { return cmp.Compare(a.start(), b.start()) })
	f.emit()
}

// start is where a relation begins in the text.
func (r *relation) start() int {
	s := r.content[0].first
	if !r.cue.empty() {
		s = min(s, r.cue.first)
	}
	if !r.source.empty() {
		s = min(s, r.source.first)
	}
	return s
}

func (f *Finder) indexMentions() {
	n := len(f.t.Tokens) + 1
	f.endsAt, f.beginsAt = slices.Grow(f.endsAt[:0], n)[:n], slices.Grow(f.beginsAt[:0], n)[:n]
	for i := range n {
		f.endsAt[i], f.beginsAt[i] = -1, -1
	}
	for i, m := range f.t.Mentions {
		f.endsAt[m.Last], f.beginsAt[m.First] = int32(i), int32(i)
	}
}

// turns makes an attribution of every turn. An answer replies to the questions since the answer before.
func (f *Finder) turns() {
	var asked stretch
	for k := range f.d.Turns {
		turn := &f.d.Turns[k]
		first := f.t.TokenAt(turn.Span.Start)
		last := f.t.TokenAt(turn.Span.End-1) + 1
		if first >= len(f.t.Tokens) || last > len(f.t.Tokens) {
			continue
		}
		body := first
		r := relation{mention: -1, turn: true, rule: byTurn, asks: turn.Role == "question"}
		if turn.Speaker != "" {
			body = f.t.TokenAt(turn.Span.Start+len(turn.Speaker)-1) + 1
			r.source = stretch{first, body}
			if body <= last && first < body {
				r.mention = int(f.beginsAt[first])
			}
			for body < last && (f.t.Tokens[body].Form == ":" || f.t.Tokens[body].Form == ".") {
				body++
			}
		}
		if body >= last {
			continue
		}
		r.content[0] = stretch{body, last}
		switch turn.Role {
		case "question":
			asked = r.content[0]
		case "answer":
			r.replies = asked
		}
		f.relations = append(f.relations, r)
	}
}

// emit writes the relations to the document.
func (f *Finder) emit() {
	ids := map[stretch]string{} // of questions, by their content
	for i := range f.relations {
		r := &f.relations[i]
		if r.asks {
			ids[r.content[0]] = "a" + strconv.Itoa(i+1)
		}
	}
	for i := range f.relations {
		r := &f.relations[i]
		a := doc.Attribution{ID: "a" + strconv.Itoa(i+1), Confidence: confidence[r.rule]}
		a.Cue.Spans = []doc.Span{}
		if !r.cue.empty() {
			a.Cue.Spans = append(a.Cue.Spans, f.t.Span(r.cue.first, r.cue.last))
		}
		for _, c := range r.content {
			if !c.empty() {
				a.Content.Spans = append(a.Content.Spans, f.t.Span(c.first, c.last))
			}
		}
		slices.SortFunc(a.Content.Spans, func(x, y doc.Span) int { return cmp.Compare(x.Start, y.Start) })
		a.Type = f.kind(r)
		a.Source = source(f.t, r.source, r.mention)
		if !r.replies.empty() {
			if id := ids[r.replies]; id != "" {
				a.ReplyTo = &id
			}
		}
		f.d.Attributions = append(f.d.Attributions, a)
	}
}

// kind tells direct from indirect and mixed by how much of the content stands in quotation marks.
func (f *Finder) kind(r *relation) string {
	if r.turn {
		return "direct"
	}
	in, all := 0, 0
	for _, c := range r.content {
		for i := c.first; i < c.last; i++ {
			if k := f.t.Tokens[i].Kind; k == lang.Word || k == lang.Number {
				all += len(f.t.Tokens[i].Form)
				if f.t.QuoteOf(i) >= 0 {
					in += len(f.t.Tokens[i].Form)
				}
			}
		}
	}
	switch {
	case in*10 >= all*9:
		return "direct"
	case in > 0:
		return "mixed"
	}
	return "indirect"
}

// lower is the lowered form of token i, "" outside the sentence [first, last).
func (f *Finder) lower(i int, s lang.Sentence) string {
	if i < s.First || i >= s.Last {
		return ""
	}
	return f.t.Tokens[i].Lower
}

// phraseEnd is the token behind a phrase of n bytes that begins at token i.
func (f *Finder) phraseEnd(i, n int) int {
	return f.t.TokenAt(int(f.t.Tokens[i].Start)+n-1) + 1
}

// calendar says whether a word names a day or a month or stands for one.
func calendar(w string) bool {
	switch w {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight",
		"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
		"jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.", "morning", "afternoon", "evening", "night", "week", "month", "year":
		return true
	}
	return strings.HasPrefix(w, "19") && len(w) == 4 || strings.HasPrefix(w, "20") && len(w) == 4
}
