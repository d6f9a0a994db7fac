package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/know"
)

// Kinds of records.
const (
	Attribution = "attribution"
	Event       = "event"
	Position    = "position"
	Engagement  = "engagement"
	Warning     = "warning"
)

// Kinds lists them in the order in which a document has them.
var Kinds = []string{Attribution, Event, Position, Engagement, Warning}

// KindNumber is what stores keep for a kind, from 1; 0 for what is none.
func KindNumber(kind string) int { return slices.Index(Kinds, kind) + 1 }

// KindName is the kind of a number, "" for what is none.
func KindName(number int) string {
	if number < 1 || number > len(Kinds) {
		return ""
	}
	return Kinds[number-1]
}

// StateOf is an actor's code without its sector: USA of USA.GOV.
func StateOf(code string) string {
	state, _, _ := strings.Cut(code, ".")
	return state
}

// Row is what a record is found and counted by. It holds no words: those stay in the document.
type Row struct {
	Number int // in the document, from 1; with the document's key it makes the record's
	Kind   int
	Local  string // id within the document
	Day    int    // 20240620; of an event its own day where it is known, else of publication; 0 where neither is
	Type   string // of an event its type, of a position its stance, else its kind or type
	Holder string // of a position its holder, of an attribution its source's code
	Issue  string // of a position
	Name   string // of an attribution's source
	Role   string
	Delta  string // of a position, from the document's own words
	Decide string // of a position its terms as JSON, "" for none
	Terms  string // to be searched for
}

// Pair is two sides of an event.
type Pair struct {
	Number   int // of the record
	Day      int
	A, B     string // codes of states and organisations, without sector
	Quad     string
	Type     string
	Happened bool // its status is actual
}

// rows derives what a document is found by. It is a pure function: Check derives it again and compares.
func rows(d *doc.Document) (all []Row, pairs []Pair) {
	b := rowMaker{d: d, published: dayInt(d.Published)}
	if b.published == 0 && d.Dateline != nil {
		b.published = dayInt(d.Dateline.Date)
	}
	for r := range d.Records() {
		switch of := r.Of.(type) {
		case *doc.Attribution:
			b.attribution(of)
		case *doc.Event:
			b.event(of)
		case *doc.Position:
			b.position(of)
		case *doc.Engagement:
			b.engagement(of)
		case *doc.Warning:
			b.warning(of)
		}
	}
	return b.rows, b.pairs
}

type rowMaker struct {
	d         *doc.Document
	published int
	rows      []Row
	pairs     []Pair
}

// add numbers a row and says whether there is still room for it.
func (b *rowMaker) add(kind, local string, r Row, t *terms) bool {
	if len(b.rows) >= MaxRecords {
		return false
	}
	r.Number, r.Kind = len(b.rows)+1, KindNumber(kind)
	if r.Day == 0 {
		r.Day = b.published
	}
	t.code("t", kind)
	t.code("t", r.Type)
	r.Terms = t.String()
	r.Local, r.Type, r.Holder, r.Issue = clean(local, 100), clean(r.Type, 100), clean(r.Holder, 100), clean(r.Issue, 300)
	r.Name, r.Role, r.Delta = clean(r.Name, 300), clean(r.Role, 300), clean(r.Delta, 100)
	b.rows = append(b.rows, r)
	return true
}

// actor makes a record found by a code with its sector and without.
func (t *terms) actor(field, code string) {
	t.code(field, code)
	if state, _, ok := strings.Cut(code, "."); ok {
		t.code(field, state)
	}
}

func (t *terms) spans(d *doc.Document, f doc.Field, spans []doc.Span) {
	text := field(d, f)
	for _, s := range spans {
		if w, ok := slice(text, s); ok {
			t.text(w)
			t.gap()
		}
	}
}

func (b *rowMaker) attribution(a *doc.Attribution) {
	r, t := Row{Type: a.Type}, &terms{}
	if s := a.Source; s != nil {
		r.Holder, r.Name, r.Role = value(s.Actor), value(s.Name), value(s.Role)
		t.text(r.Name)
		t.gap()
		t.text(r.Role)
		t.gap()
		t.spans(b.d, a.Field, s.Spans)
		t.actor("a", r.Holder)
	}
	t.spans(b.d, a.Field, a.Content.Spans)
	b.add(Attribution, a.ID, r, t)
}

func (b *rowMaker) event(e *doc.Event) {
	r, t := Row{Type: e.Type, Day: dayInt(e.Date)}, &terms{}
	if e.Field == doc.InText && e.Sentence >= 0 && e.Sentence < len(b.d.Sentences) {
		t.spans(b.d, e.Field, b.d.Sentences[e.Sentence:e.Sentence+1])
	} else {
		t.text(field(b.d, e.Field))
		t.gap()
	}
	for _, side := range [][]doc.Actor{e.Actors, e.Recipients} {
		for _, a := range side {
			t.text(value(a.Name))
			t.gap()
			t.actor("a", actorCode(a))
			if g := GroupOf(a); g != "" {
				t.actor("a", g)
			}
		}
	}
	t.code("t", e.Status)
	t.code("t", value(e.Mode))
	t.code("t", "CAMEO "+e.CAMEO)
	if b.add(Event, e.ID, r, t) {
		b.pair(e, b.rows[len(b.rows)-1])
	}
}

// pair adds each actor with each recipient once, groups by their states and by their own codes. Where there is no recipient, the actors dealt with each other.
func (b *rowMaker) pair(e *doc.Event, r Row) {
	recipients := e.Recipients
	both := len(recipients) == 0
	if both {
		recipients = e.Actors
	}
	seen := map[[2]string]bool{}
	for i, a := range e.Actors {
		for j, c := range recipients {
			if both && i == j {
				continue
			}
			for _, x := range codes(a) {
				for _, y := range codes(c) {
					if x == "" || y == "" || x == y || seen[[2]string{x, y}] || both && x > y {
						continue
					}
					seen[[2]string{x, y}] = true
					b.pairs = append(b.pairs, Pair{Number: r.Number, Day: r.Day, A: x, B: y, Quad: clean(e.Quad, 100), Type: r.Type, Happened: e.Status == "actual"})
				}
			}
		}
	}
}

// codes are what a side of an event is counted by: its code, and the code of its group.
func codes(a doc.Actor) []string {
	all := []string{clean(a.Code, 100)}
	if g := GroupOf(a); g != "" {
		all = append(all, g)
	}
	return all
}

// GroupOf is the code of the group that a side of an event stands for, where the side bears the code of the group's state: "HAMAS"
// for PSE, called Hamas; "" for none. Records are found by it as well.
func GroupOf(a doc.Actor) string {
	switch value(a.Sector) {
	case "", "CVL", "JUD", "JRN", "BUS":
		return "" // no group bears these
	}
	if g := know.LoadActors().GroupOf(a.Code, value(a.Name)); g != "" {
		return g
	}
	return know.LoadActors().GroupOf(a.Code, a.Text)
}

func (b *rowMaker) position(p *doc.Position) {
	r, t := Row{Type: p.Stance, Holder: p.Holder, Issue: IssueOf(p), Delta: value(p.Delta)}, &terms{}
	if len(p.Terms) > 0 {
		terms, _ := json.Marshal(p.Terms) // strings alone cannot fail
		r.Decide = string(terms)
	}
	for i := range b.d.Attributions {
		if a := &b.d.Attributions[i]; a.ID == value(p.Attribution) && a.Source != nil {
			r.Name, r.Role = value(a.Source.Name), value(a.Source.Role)
		}
	}
	t.text(p.Subject)
	t.gap()
	t.spans(b.d, p.Field, p.Evidence)
	t.actor("h", p.Holder)
	t.actor("a", p.Holder)
	for _, c := range p.Parties {
		t.actor("a", c)
	}
	t.code("i", r.Issue)
	b.add(Position, p.ID, r, t)
}

// IssueOf is what joins positions on one issue: its key, or its words where it has none.
func IssueOf(p *doc.Position) string {
	if p.Issue != "" {
		return p.Issue
	}
	return "words:" + cut(strings.Join(strings.Fields(strings.ToLower(p.Subject)), " "), 200)
}

func (b *rowMaker) engagement(g *doc.Engagement) {
	t := &terms{}
	t.text(g.Topic)
	t.gap()
	t.spans(b.d, g.Field, g.Evidence)
	for _, c := range g.Parties {
		t.actor("a", c)
	}
	t.code("t", g.Status)
	b.add(Engagement, g.ID, Row{Type: g.Kind}, t)
}

func (b *rowMaker) warning(w *doc.Warning) {
	t := &terms{}
	t.text(w.About)
	t.gap()
	t.text(value(w.Source))
	t.gap()
	t.spans(b.d, w.Field, w.Evidence)
	for _, c := range w.Target {
		t.actor("a", c)
	}
	b.add(Warning, w.ID, Row{}, t)
}

// documentTerms is what the document itself is found by.
func documentTerms(d *doc.Document) string {
	var t terms
	for _, s := range []string{d.Title, d.Deck, d.Outlet, strings.Join(d.Byline, " "), d.Text} {
		t.text(s)
		t.gap()
	}
	return t.String()
}

// actorCode joins code and sector of a participant.
func actorCode(a doc.Actor) string {
	if s := value(a.Sector); s != "" && a.Code != "" {
		return a.Code + "." + s
	}
	return a.Code
}

// field is the text that a record's spans point into.
func field(d *doc.Document, f doc.Field) string {
	switch f {
	case doc.InTitle:
		return d.Title
	case doc.InDeck:
		return d.Deck
	}
	return d.Text
}

func slice(text string, s doc.Span) (string, bool) {
	if s.Start < 0 || s.Start > s.End || s.End > len(text) {
		return "", false
	}
	return text[s.Start:s.End], true
}

// Words are the document's words under spans, " … " between those that do not adjoin.
func Words(d *doc.Document, f doc.Field, spans []doc.Span) string {
	text := field(d, f)
	var b strings.Builder
	end := -1
	for _, s := range spans {
		w, ok := slice(text, s)
		if !ok || w == "" {
			continue
		}
		if end >= 0 {
			if gap, ok := slice(text, doc.Span{Start: end, End: s.Start}); ok && strings.TrimSpace(gap) == "" {
				b.WriteString(" ")
			} else {
				b.WriteString(" … ")
			}
		}
		b.WriteString(w)
		end = s.End
	}
	return b.String()
}

// Find gives a record of a document by its id: one of doc's five record types, as a pointer into the document.
func Find(d *doc.Document, local string) (kind string, record any, err error) {
	for r := range d.Records() {
		if r.ID == local {
			return r.Kind, r.Of, nil
		}
	}
	return "", nil, fmt.Errorf("record %q %w", local, ErrNotFound)
}

// Evidence gives the words that a record stands on.
func Evidence(d *doc.Document, record any) string {
	switch r := record.(type) {
	case *doc.Attribution:
		return Words(d, r.Field, r.Content.Spans)
	case *doc.Event:
		if r.Field == doc.InText && r.Sentence >= 0 && r.Sentence < len(d.Sentences) {
			return Words(d, r.Field, d.Sentences[r.Sentence:r.Sentence+1])
		}
		return field(d, r.Field)
	case *doc.Position:
		return Words(d, r.Field, r.Evidence)
	case *doc.Engagement:
		return Words(d, r.Field, r.Evidence)
	case *doc.Warning:
		return Words(d, r.Field, r.Evidence)
	}
	return ""
}

// clean fits a string for the columns and indexes of any store.
func clean(s string, most int) string {
	return cut(strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", ""), most)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
