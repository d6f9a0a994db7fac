package ledger

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"readout/doc"
)

// excerptLength is about how long an excerpt is, in bytes.
const excerptLength = 240

// Excerpt shows where a document has what was searched for: the sentence with most of it, else its beginning.
func (m Match) Excerpt(d *doc.Document) Excerpt {
	marks := m.mark(d.Text)
	best, most := doc.Span{Start: 0, End: len(d.Text)}, 0
	next := 0
	for _, s := range d.Sentences {
		n := 0
		for next < len(marks) && marks[next].Start < s.Start {
			next++
		}
		for k := next; k < len(marks) && marks[k].End <= s.End; k++ {
			n++
		}
		if n > most {
			best, most = s, n
		}
	}
	if most == 0 {
		if len(marks) > 0 {
			best.Start = begin(d.Text, marks[0].Start-excerptLength/3)
		} else if len(d.Sentences) > 0 {
			best = d.Sentences[0]
		}
	}
	return shorten(d.Text[best.Start:best.End], m)
}

// Of shows the words of a record with what was searched for.
func (m Match) Of(d *doc.Document, record any) Excerpt { return shorten(Evidence(d, record), m) }

// shorten keeps what fits round the first word searched for.
func shorten(text string, m Match) Excerpt {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > excerptLength*3/2 {
		first := 0
		if marks := m.mark(text); len(marks) > 0 {
			first = begin(text, marks[0].Start-excerptLength/3)
		}
		last := first + excerptLength
		for last < len(text) && text[last] != ' ' {
			last++
		}
		piece := text[first:min(last, len(text))]
		if first > 0 {
			piece = "… " + piece
		}
		if last < len(text) {
			piece += " …"
		}
		text = piece
	}
	return Excerpt{text, m.mark(text)}
}

// begin is the beginning of the word at a place.
func begin(text string, at int) int {
	if at <= 0 {
		return 0
	}
	for at > 0 && text[at-1] != ' ' && text[at-1] != '\n' {
		at--
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// MarshalJSON writes the marks in code points, as all spans outside of the program.
func (e Excerpt) MarshalJSON() ([]byte, error) {
	marked := make([]doc.Span, len(e.Marked))
	for i, m := range e.Marked {
		start := utf8.RuneCountInString(e.Text[:m.Start])
		marked[i] = doc.Span{Start: start, End: start + utf8.RuneCountInString(e.Text[m.Start:m.End])}
	}
	type plain Excerpt // without this method
	return json.Marshal(plain{e.Text, marked})
}
