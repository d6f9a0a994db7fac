// Package mark cuts a text where records begin and end, so that each piece can be shown with all records that hold it.
package mark

import (
	"slices"
	"sort"
	"strings"

	"readout/doc"
)

// Span is a stretch of text that a record points at.
type Span struct {
	doc.Span        // bytes
	ID       string // of the record
	Part     string // source, cue, content, trigger, evidence ...
}

// Piece is a stretch of text without a border of any span inside.
type Piece struct {
	Text  string
	Spans []Span   // that hold it, the longest first
	First []string // ids of the records whose first words begin here
}

// Paragraphs cuts text into paragraphs, which blank lines part, and those into pieces. Spans outside the text are left out.
func Paragraphs(text string, spans []Span) [][]Piece {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s Span) bool { return s.Start < 0 || s.Start >= s.End || s.End > len(text) })
	sort.SliceStable(spans, func(i, k int) bool { return spans[i].Start < spans[k].Start })
	first := map[string]int{}
	for _, s := range spans {
		if at, ok := first[s.ID]; !ok || s.Start < at {
			first[s.ID] = s.Start
		}
	}
	var out [][]Piece
	for start := 0; start < len(text); {
		end, next := len(text), len(text)
		if i := strings.Index(text[start:], "\n\n"); i >= 0 {
			end, next = start+i, start+i+2
		}
		if end > start {
			out = append(out, pieces(text, start, end, spans, first))
		}
		start = next
	}
	return out
}

// pieces cuts text[start:end].
func pieces(text string, start, end int, spans []Span, first map[string]int) []Piece {
	borders := []int{start, end}
	for _, s := range spans {
		for _, b := range [...]int{s.Start, s.End} {
			if start < b && b < end {
				borders = append(borders, b)
			}
		}
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var out []Piece
	for i := 0; i+1 < len(borders); i++ {
		from, to := borders[i], borders[i+1]
		p := Piece{Text: text[from:to]}
		for _, s := range spans {
			if s.Start <= from && to <= s.End {
				p.Spans = append(p.Spans, s)
			}
			if s.Start == from && first[s.ID] == from && !slices.Contains(p.First, s.ID) {
				p.First = append(p.First, s.ID)
			}
		}
		sort.SliceStable(p.Spans, func(i, k int) bool {
			return p.Spans[i].End-p.Spans[i].Start > p.Spans[k].End-p.Spans[k].Start
		})
		out = append(out, p)
	}
	return out
}

// Head gives the ids of the records whose words are in title or deck.
func Head(d *doc.Document) (ids []string) {
	add := func(field doc.Field, id string) {
		if field != doc.InText {
			ids = append(ids, id)
		}
	}
	for i := range d.Attributions {
		add(d.Attributions[i].Field, d.Attributions[i].ID)
	}
	for i := range d.Events {
		add(d.Events[i].Field, d.Events[i].ID)
	}
	for i := range d.Positions {
		add(d.Positions[i].Field, d.Positions[i].ID)
	}
	for i := range d.Engagements {
		add(d.Engagements[i].Field, d.Engagements[i].ID)
	}
	for i := range d.Warnings {
		add(d.Warnings[i].Field, d.Warnings[i].ID)
	}
	return ids
}

// Document gives the spans of all records of d that lie in its text.
func Document(d *doc.Document) []Span {
	var out []Span
	add := func(field doc.Field, id, part string, spans ...doc.Span) {
		if field != "" {
			return // of the title or the deck
		}
		for _, s := range spans {
			out = append(out, Span{s, id, part})
		}
	}
	for i := range d.Attributions {
		a := &d.Attributions[i]
		add(a.Field, a.ID, "content", a.Content.Spans...)
		add(a.Field, a.ID, "cue", a.Cue.Spans...)
		if a.Source != nil {
			add(a.Field, a.ID, "source", a.Source.Spans...)
		}
	}
	for i := range d.Events {
		e := &d.Events[i]
		add(e.Field, e.ID, "trigger", e.Trigger)
		for _, side := range [...][]doc.Actor{e.Actors, e.Recipients} {
			for k := range side {
				add(e.Field, e.ID, "actor", side[k].Span)
			}
		}
	}
	for i := range d.Positions {
		add(d.Positions[i].Field, d.Positions[i].ID, "evidence", d.Positions[i].Evidence...)
	}
	for i := range d.Engagements {
		add(d.Engagements[i].Field, d.Engagements[i].ID, "evidence", d.Engagements[i].Evidence...)
	}
	for i := range d.Warnings {
		add(d.Warnings[i].Field, d.Warnings[i].ID, "evidence", d.Warnings[i].Evidence...)
	}
	return out
}
