package doc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// Encode writes a document as one line of JSON, its spans in code points. The document stays as it is.
func Encode(w io.Writer, d *Document) error {
	b, err := encode(d)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// EncodeIndent writes a document as JSON for people: indented, each span on one line.
func EncodeIndent(w io.Writer, d *Document) error {
	b, err := encode(d)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return err
	}
	_, err = w.Write(joinSpans(out.Bytes()))
	return err
}

func encode(d *Document) ([]byte, error) {
	c := d.clone()
	c.convert(points.fromByte)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c); err != nil {
		return nil, fmt.Errorf("document %q: %w", d.ID, err)
	}
	return out.Bytes(), nil
}

// Decode reads a document from its JSON form. It checks no more than it must: Validate says whether the document is sound.
func Decode(b []byte) (*Document, error) {
	if i := notUTF8(b); i >= 0 {
		return nil, fmt.Errorf("byte %d is no UTF-8", i)
	}
	d := new(Document)
	if err := json.Unmarshal(b, d); err != nil {
		return nil, err
	}
	if d.Schema > Schema {
		return nil, fmt.Errorf("its schema is %d, newer than the %d of this program", d.Schema, Schema)
	}
	d.convert(points.toByte)
	return d, nil
}

// notUTF8 is the place of the first byte that is no UTF-8, or -1.
func notUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	i := 0
	for {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
}

// farthest bounds the numbers of a span, so that no sum of them overflows. No text is that long.
const farthest = 1 << 30

// MarshalJSON writes the two numbers as they are. Only Encode makes code points of them.
func (s Span) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 24)
	b = append(b, '[')
	b = strconv.AppendInt(b, int64(s.Start), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(s.End), 10)
	return append(b, ']'), nil
}

// UnmarshalJSON reads two numbers as they are. Only Decode makes bytes of them.
func (s *Span) UnmarshalJSON(b []byte) error {
	var n []int
	if err := json.Unmarshal(b, &n); err != nil || len(n) != 2 {
		return fmt.Errorf("span %.40s: want [start, end]", b)
	}
	if max(n[0], n[1]) > farthest || min(n[0], n[1]) < -farthest {
		return fmt.Errorf("span %.40s: no text is that long", b)
	}
	*s = Span{n[0], n[1]}
	return nil
}

// convert changes every span of the document, each field of text measured once and only where a span points into it.
func (d *Document) convert(to func(points, int) int) {
	var measured [3]struct {
		points
		done bool
	}
	d.eachSpan(func(f Field, s *Span) {
		i := 0
		switch f {
		case InTitle:
			i = 1
		case InDeck:
			i = 2
		}
		m := &measured[i]
		if !m.done {
			m.points, m.done = measure(d.field(f)), true
		}
		*s = Span{to(m.points, s.Start), to(m.points, s.End)}
	})
}

// field is the text that a record's spans point into.
func (d *Document) field(f Field) string {
	switch f {
	case InTitle:
		return d.Title
	case InDeck:
		return d.Deck
	}
	return d.Text
}

// eachSpan visits all spans. A new span in the contract needs a line here and one in clone; a test finds what is missing.
func (d *Document) eachSpan(visit func(Field, *Span)) {
	all := func(f Field, spans []Span) {
		for i := range spans {
			visit(f, &spans[i])
		}
	}
	all(InText, d.Sentences)
	for i := range d.Turns {
		visit(InText, &d.Turns[i].Span)
	}
	for i := range d.Attributions {
		a := &d.Attributions[i]
		if a.Source != nil {
			all(a.Field, a.Source.Spans)
		}
		all(a.Field, a.Cue.Spans)
		all(a.Field, a.Content.Spans)
	}
	for i := range d.Events {
		e := &d.Events[i]
		for _, side := range [][]Actor{e.Actors, e.Recipients} {
			for j := range side {
				visit(e.Field, &side[j].Span)
			}
		}
		visit(e.Field, &e.Trigger)
	}
	for i := range d.Positions {
		all(d.Positions[i].Field, d.Positions[i].Evidence)
	}
	for i := range d.Engagements {
		all(d.Engagements[i].Field, d.Engagements[i].Evidence)
	}
	for i := range d.Warnings {
		all(d.Warnings[i].Field, d.Warnings[i].Evidence)
	}
}

// clone copies whatever holds a span, and makes lists of what is nil: the contract writes [] for them.
func (d *Document) clone() *Document {
	c := *d
	c.Byline = list(d.Byline)
	c.Images = list(d.Images)
	c.Sentences = list(d.Sentences)
	c.Turns = list(d.Turns)
	c.Attributions = list(d.Attributions)
	for i := range c.Attributions {
		a := &c.Attributions[i]
		if a.Source != nil {
			s := *a.Source
			s.Spans = list(s.Spans)
			a.Source = &s
		}
		a.Cue.Spans = list(a.Cue.Spans)
		a.Content.Spans = list(a.Content.Spans)
	}
	c.Events = list(d.Events)
	for i := range c.Events {
		e := &c.Events[i]
		e.Contexts = list(e.Contexts)
		e.Actors = list(e.Actors)
		e.Recipients = list(e.Recipients)
	}
	c.Positions = list(d.Positions)
	for i := range c.Positions {
		p := &c.Positions[i]
		p.Parties = list(p.Parties)
		p.Evidence = list(p.Evidence)
		p.Terms = list(p.Terms)
		for j := range p.Terms {
			p.Terms[j].DecidedBy = list(p.Terms[j].DecidedBy)
			p.Terms[j].NotBy = list(p.Terms[j].NotBy)
		}
	}
	c.Engagements = list(d.Engagements)
	for i := range c.Engagements {
		c.Engagements[i].Parties = list(c.Engagements[i].Parties)
		c.Engagements[i].Evidence = list(c.Engagements[i].Evidence)
	}
	c.Warnings = list(d.Warnings)
	for i := range c.Warnings {
		c.Warnings[i].Target = list(c.Warnings[i].Target)
		c.Warnings[i].Evidence = list(c.Warnings[i].Evidence)
	}
	return &c
}

// list copies a slice; the copy is never nil.
func list[T any](s []T) []T { return append(make([]T, 0, len(s)), s...) }

// joinSpans puts the two numbers of each span, which json.Indent sets one a line, on one line again.
func joinSpans(b []byte) []byte {
	out := b[:0]
	quoted := false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			out = append(out, c)
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && c == '[':
			if s, n, ok := spanAt(b[i:]); ok {
				out = append(out, s...)
				i += n - 1
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

// spanAt reads "[ 1, 2 ]" over any line breaks and gives it on one line, and the length of what was read.
func spanAt(b []byte) (string, int, bool) {
	end := bytes.IndexByte(b[:min(len(b), 200)], ']')
	if end < 0 {
		return "", 0, false
	}
	start, stop, ok := bytes.Cut(b[1:end], []byte(","))
	if !ok {
		return "", 0, false
	}
	n, err := strconv.Atoi(string(bytes.TrimSpace(start)))
	m, err2 := strconv.Atoi(string(bytes.TrimSpace(stop)))
	if err != nil || err2 != nil {
		return "", 0, false
	}
	return fmt.Sprintf("[%d, %d]", n, m), end + 1, true
}
