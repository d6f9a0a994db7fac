package doc

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Fault is one thing that is wrong with a document.
type Fault struct {
	Record string // "attribution a1", "sentence 3", "document"
	Field  string // as in JSON: "content", "source.spans"
	Reason string // spans in it are code points, as in JSON
}

func (f Fault) Error() string { return f.Record + ": " + f.Field + ": " + f.Reason }

// Faults is everything that is wrong with a document, in its order.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i := range f {
		lines[i] = f[i].Error()
	}
	return strings.Join(lines, "\n")
}

// Validate says whether a document keeps the contract: each span quotes the text, each reference leads somewhere, each word
// comes from its vocabulary. The error is Faults.
func Validate(d *Document) error {
	c := &checker{d: d, ids: map[string]bool{}, attributions: map[string]bool{}}
	for i := range d.Attributions {
		c.attributions[d.Attributions[i].ID] = true
	}
	c.document()
	for r := range d.Records() {
		switch of := r.Of.(type) {
		case *Attribution:
			c.attribution(of)
		case *Event:
			c.event(of)
		case *Position:
			c.position(of)
		case *Engagement:
			c.engagement(of)
		case *Warning:
			c.warning(of)
		}
	}
	if c.faults == nil {
		return nil
	}
	return c.faults
}

type checker struct {
	d            *Document
	record       string // whose fields are being checked
	ids          map[string]bool
	attributions map[string]bool
	faults       Faults
}

func (c *checker) fault(field, format string, args ...any) {
	c.faults = append(c.faults, Fault{c.record, field, fmt.Sprintf(format, args...)})
}

func (c *checker) document() {
	d := c.d
	c.record = "document"
	if d.Schema != Schema {
		c.fault("schema", "is %d, want %d", d.Schema, Schema)
	}
	c.filled("coder", d.Coder)
	c.filled("id", d.ID)
	c.notEmpty("url", d.URL)
	c.word("kind", d.Kind, Kinds)
	for _, f := range fields {
		if text := d.field(f); !utf8.ValidString(text) {
			c.fault(fieldName(f), "byte %d is no UTF-8", notUTF8([]byte(text)))
		}
	}
	for _, name := range d.Byline {
		c.filled("byline", name)
	}
	if l := d.Language; l != "" && !(len(l) == 2 && inRange(l, 'a', 'z')) {
		c.fault("language", "%q is no ISO 639-1 code", l)
	}
	c.day("published", d.Published)
	if dl := d.Dateline; dl != nil {
		c.filled("dateline.place", dl.Place)
		if dl.Country != "" && !(len(dl.Country) == 3 && inRange(dl.Country, 'A', 'Z')) {
			c.fault("dateline.country", "%q is no ISO 3166-1 alpha-3 code", dl.Country)
		}
		c.day("dateline.date", dl.Date)
	}
	for i, image := range d.Images {
		if image == (Image{}) {
			c.fault("images", "number %d has neither caption nor credit", i)
		}
	}
	end := 0
	for i, s := range d.Sentences {
		c.record = fmt.Sprintf("sentence %d", i)
		c.ordered("span", InText, s, &end)
	}
	c.record = "document"
	if len(d.Turns) > 0 && d.Kind != "transcript" {
		c.fault("turns", "only a transcript has them, this is kind %q", d.Kind)
	}
	end = 0
	for i, t := range d.Turns {
		c.record = fmt.Sprintf("turn %d", i)
		c.word("role", t.Role, TurnRoles)
		c.ordered("span", InText, t.Span, &end)
	}
}

func (c *checker) attribution(a *Attribution) {
	c.open("attribution", a.ID, a.Field, a.Confidence)
	c.word("type", a.Type, AttributionTypes)
	if s := a.Source; s != nil {
		c.word("source.kind", s.Kind, SourceKinds)
		c.pieces("source.spans", a.Field, s.Spans)
		c.notEmpty("source.name", s.Name)
		c.notEmpty("source.role", s.Role)
		if s.Actor != nil {
			c.code("source.actor", *s.Actor)
		}
		if len(s.Spans) == 0 && s.Name == nil && s.Actor == nil {
			c.fault("source", "has neither span nor name nor actor; null where nobody is meant")
		}
	}
	c.pieces("cue", a.Field, a.Cue.Spans)
	c.quoted("content", a.Field, a.Content.Spans)
	c.refers("reply_to", a.ReplyTo)
	if a.ReplyTo != nil && *a.ReplyTo == a.ID {
		c.fault("reply_to", "is the record itself")
	}
}

func (c *checker) event(e *Event) {
	c.open("event", e.ID, e.Field, e.Confidence)
	c.word("type", e.Type, EventTypes)
	c.notEmpty("mode", e.Mode)
	for _, x := range e.Contexts {
		c.filled("contexts", x)
	}
	if n := len(e.CAMEO); n > 4 || n == 1 || !inRange(e.CAMEO, '0', '9') {
		c.fault("cameo", "%q is no CAMEO code of two to four digits", e.CAMEO)
	}
	c.word("quad", e.Quad, Quads)
	c.word("status", e.Status, EventStatuses)
	c.actors("actors", e.Field, e.Actors)
	c.actors("recipients", e.Field, e.Recipients)
	c.day("date", e.Date)
	c.notEmpty("place", e.Place)
	ok := c.span("trigger", e.Field, e.Trigger)
	switch n := len(c.d.Sentences); {
	case e.Field != InText:
		if e.Sentence != -1 {
			c.fault("sentence", "is %d, want -1 outside the text", e.Sentence)
		}
	case e.Sentence < 0 || e.Sentence >= n:
		c.fault("sentence", "is %d of %d sentences", e.Sentence, n)
	case ok:
		if s := c.d.Sentences[e.Sentence]; e.Trigger.Start < s.Start || e.Trigger.End > s.End {
			c.fault("sentence", "%d does not hold the trigger %s", e.Sentence, c.show(InText, e.Trigger))
		}
	}
	c.refers("attribution", e.Attribution)
}

func (c *checker) actors(name string, f Field, actors []Actor) {
	for i, a := range actors {
		at := fmt.Sprintf("%s[%d]", name, i)
		c.code(at+".code", a.Code)
		if a.Sector != nil {
			c.code(at+".sector", *a.Sector)
		}
		c.notEmpty(at+".name", a.Name)
		if c.span(at+".span", f, a.Span) {
			if q := c.d.field(f)[a.Span.Start:a.Span.End]; q != a.Text {
				c.fault(at+".text", "is %q, but the span quotes %q", cut(a.Text), cut(q))
			}
		}
	}
}

func (c *checker) position(p *Position) {
	c.open("position", p.ID, p.Field, p.Confidence)
	c.code("holder", p.Holder)
	c.filled("subject", p.Subject)
	c.codes("parties", p.Parties)
	c.word("stance", p.Stance, Stances)
	if p.Delta != nil {
		c.word("delta", *p.Delta, Deltas)
	}
	for i, t := range p.Terms {
		at := fmt.Sprintf("terms[%d]", i)
		c.filled(at+".aspect", t.Aspect)
		c.codes(at+".decided_by", t.DecidedBy)
		c.codes(at+".not_by", t.NotBy)
	}
	c.quoted("evidence", p.Field, p.Evidence)
	c.refers("attribution", p.Attribution)
}

func (c *checker) engagement(g *Engagement) {
	c.open("engagement", g.ID, g.Field, g.Confidence)
	c.word("kind", g.Kind, EngagementKinds)
	c.codes("parties", g.Parties)
	c.notEmpty("cadence", g.Cadence)
	c.notEmpty("level", g.Level)
	c.word("status", g.Status, EngagementStatuses)
	c.quoted("evidence", g.Field, g.Evidence)
}

func (c *checker) warning(w *Warning) {
	c.open("warning", w.ID, w.Field, w.Confidence)
	c.filled("about", w.About)
	c.codes("target", w.Target)
	c.notEmpty("horizon", w.Horizon)
	c.day("until", w.Until)
	c.notEmpty("source", w.Source)
	c.quoted("evidence", w.Field, w.Evidence)
}

// open begins a record and checks what all records have.
func (c *checker) open(kind, id string, f Field, confidence float64) {
	c.record = kind + " " + id
	c.filled("id", id)
	if c.ids[id] {
		c.fault("id", "another record has it too")
	}
	c.ids[id] = true
	if !slices.Contains(fields, f) {
		c.fault("field", "%q is none of title, deck or nothing for the text", cut(string(f)))
	}
	if !(confidence >= 0 && confidence <= 1) { // NaN is neither
		c.fault("confidence", "%v is not between 0 and 1", confidence)
	}
}

// quoted checks spans of which there must be one: no record without a span.
func (c *checker) quoted(name string, f Field, spans []Span) {
	if len(spans) == 0 {
		c.fault(name, "has no span; every record quotes its document")
	}
	c.pieces(name, f, spans)
}

func (c *checker) pieces(name string, f Field, spans []Span) {
	end := 0
	for _, s := range spans {
		c.ordered(name, f, s, &end)
	}
}

// ordered checks a span that must not start before the end of the one before it.
func (c *checker) ordered(name string, f Field, s Span, end *int) {
	if !c.span(name, f, s) {
		return
	}
	if s.Start < *end {
		c.fault(name, "%s starts before the end of the span before it", c.show(f, s))
	}
	*end = s.End
}

// span checks that a span can be cut out of its text.
func (c *checker) span(name string, f Field, s Span) bool {
	text := c.d.field(f)
	switch {
	case s.Start >= s.End:
		c.fault(name, "%s is empty", c.show(f, s))
	case s.Start < 0 || s.End > len(text):
		c.fault(name, "%s leaves the %s of %d characters", c.show(f, s), fieldName(f), utf8.RuneCountInString(text))
	case !border(text, s.Start) || !border(text, s.End):
		c.fault(name, "bytes %d to %d cut a character in two", s.Start, s.End)
	default:
		return true
	}
	return false
}

func border(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// show gives a span as it stands in JSON. It measures the text each time: faults are rare.
func (c *checker) show(f Field, s Span) string {
	p := measure(c.d.field(f))
	return fmt.Sprintf("[%d, %d]", p.fromByte(s.Start), p.fromByte(s.End))
}

func fieldName(f Field) string {
	if f == InTitle || f == InDeck {
		return string(f)
	}
	return "text"
}

func (c *checker) word(name, word string, vocabulary []string) {
	if !slices.Contains(vocabulary, word) {
		c.fault(name, "%q is none of %s", cut(word), strings.Join(vocabulary, ", "))
	}
}

func (c *checker) filled(name, s string) {
	if strings.TrimSpace(s) == "" {
		c.fault(name, "is empty")
	}
}

func (c *checker) notEmpty(name string, s *string) {
	if s != nil && strings.TrimSpace(*s) == "" {
		c.fault(name, "is empty; null where there is none")
	}
}

func (c *checker) day(name string, day *string) {
	if day == nil {
		return
	}
	if _, err := time.Parse(time.DateOnly, *day); err != nil {
		c.fault(name, "%q is no day like 2024-06-20", cut(*day))
	}
}

func (c *checker) refers(name string, id *string) {
	if id != nil && !c.attributions[*id] {
		c.fault(name, "there is no attribution %q", cut(*id))
	}
}

func (c *checker) codes(name string, codes []string) {
	for _, code := range codes {
		c.code(name, code)
	}
}

// code checks the look of an actor code: capitals and digits, a sector behind a dot.
func (c *checker) code(name, code string) {
	for part := range strings.SplitSeq(code, ".") {
		if part == "" || !('A' <= part[0] && part[0] <= 'Z') || strings.ContainsFunc(part, func(r rune) bool {
			return (r < 'A' || r > 'Z') && (r < '0' || r > '9')
		}) {
			c.fault(name, "%q is no actor code like USA, NATO or USA.GOV", cut(code))
			return
		}
	}
}

func inRange(s string, from, to rune) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < from || r > to })
}

// cut keeps messages short.
func cut(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	i := most
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return s[:i] + "…"
}
