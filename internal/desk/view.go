package desk

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"
	"time"

	"readout/doc"
	"readout/internal/desk/chart"
	"readout/internal/desk/mark"
	"readout/internal/ledger"
)

// functions are what templates can call.
func (d *Desk) functions() template.FuncMap {
	return template.FuncMap{
		"day":       day,
		"join":      strings.Join,
		"percent":   func(f float64) int { return int(f*100 + 0.5) },
		"longDay":   longDay,
		"shortDay":  shortDay,
		"spark":     chart.Sparkline,
		"quads":     func() []string { return chart.Quads[:] },
		"plain":     func(s string) string { return strings.ReplaceAll(s, "-", " ") },
		"classes":   classes,
		"name":      d.names.of,
		"names":     d.names.all,
		"issue":     d.names.issue,
		"state":     ledger.StateOf,
		"wordsLink": wordsLink,
		"pair":      func(k *ledger.Kept, r record) mending { return mending{k, r} },
		"fields":    fields,
		"excerpt":   excerpt,
		"types":     func() []string { return types },
		"kinds":     func() []string { return ledger.Kinds },
		"stances":   func() []string { return doc.Stances },
		"ids":       ids,
		"lower":     strings.ToLower,
		"moment":    moment,
		"web":       func(s string) bool { return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") },
		"stands":    func(s []standing, byIssue bool) standings { return standings{s, byIssue} },
		"standing":  func(s standing, byIssue bool) oneStanding { return oneStanding{s, byIssue} },
	}
}

// standings is a table of stands, of one holder by issue or of one issue by holder.
type standings struct {
	Stands  []standing
	ByIssue bool
}

// oneStanding is a line of it.
type oneStanding struct {
	S       standing
	ByIssue bool
}

// moment writes a time, "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006, 15:04 MST")
}

// wordsLink leads to the words of a record in their document.
func wordsLink(record string) string {
	document, local, _ := ledger.CutRecordID(record)
	return "/document/" + document + "#at-" + local
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// day writes a date that may not be known.
func day(s *string) string { return longDay(value(s)) }

func titleOf(d *doc.Document) string {
	if d.Title != "" {
		return d.Title
	}
	return d.ID
}

// view is a document as its page shows it.
type view struct {
	*doc.Document
	Paragraphs [][]mark.Piece
	Head       []string // ids of the records whose words are in title or deck
	Groups     []group
	Kept       *ledger.Kept // nil for a page that is not kept
	List       list
}

// group is the entries of one kind.
type group struct {
	Heading string
	Records []record
}

// record is an entry in the margin.
type record struct {
	ID, Class  string
	Parties    []party // who, or who to whom
	What       string  // direct, CONSULT, supports
	About      string  // on what
	Issue      string
	Words      string // the exact ones
	Facts      []string
	Confidence float64
}

// party is someone in a record.
type party struct{ Before, Name, Code string }

// who writes the parties in a line.
func who(parties []party) string {
	var b strings.Builder
	for _, p := range parties {
		b.WriteString(p.Before + p.Name)
	}
	return b.String()
}

// codes are the parties' codes in a line.
func codes(parties []party) string {
	var all []string
	for _, p := range parties {
		if p.Code != "" {
			all = append(all, p.Code)
		}
	}
	return strings.Join(all, " ")
}

func (n names) view(d *doc.Document) view {
	v := view{Document: d, Paragraphs: mark.Paragraphs(d.Text, mark.Document(d)), Head: mark.Head(d)}
	v.Groups = appendGroup(v.Groups, "Where they stand", d, d.Positions, n.position)
	v.Groups = appendGroup(v.Groups, "Who said what", d, d.Attributions, n.attribution)
	v.Groups = appendGroup(v.Groups, "What happened", d, d.Events, n.event)
	v.Groups = appendGroup(v.Groups, "How they meet", d, d.Engagements, n.engagement)
	v.Groups = appendGroup(v.Groups, "Warnings", d, d.Warnings, n.warning)
	return v
}

// appendGroup adds the records of one kind, if there are any.
func appendGroup[T any](groups []group, heading string, d *doc.Document, list []T, entry func(*doc.Document, *T) record) []group {
	if len(list) == 0 {
		return groups
	}
	g := group{Heading: heading}
	for i := range list {
		g.Records = append(g.Records, entry(d, &list[i]))
	}
	return append(groups, g)
}

func (n names) attribution(d *doc.Document, a *doc.Attribution) record {
	r := record{ID: a.ID, Class: "attribution", What: a.Type, Words: ledger.Words(d, a.Field, a.Content.Spans), Confidence: a.Confidence}
	if s := a.Source; s != nil {
		p := party{Name: value(s.Name), Code: value(s.Actor)}
		if p.Name == "" {
			p.Name = ledger.Words(d, a.Field, s.Spans)
		}
		r.Parties = []party{p}
		if s.Role != nil {
			r.Facts = append(r.Facts, *s.Role)
		}
	} else {
		r.Parties = []party{{Name: "nobody named"}}
	}
	if cue := ledger.Words(d, a.Field, a.Cue.Spans); cue != "" {
		r.Facts = append(r.Facts, "“"+cue+"”")
	}
	if a.ReplyTo != nil {
		r.Facts = append(r.Facts, "in reply to "+n.said(d, *a.ReplyTo, "a question"))
	}
	return r.by(a.Rule)
}

func (n names) event(d *doc.Document, e *doc.Event) record {
	r := record{ID: e.ID, Class: "event", What: e.Type, Words: ledger.Words(d, e.Field, []doc.Span{e.Trigger}), Confidence: e.Confidence}
	r.Parties = n.actors(nil, e.Actors, "")
	r.Parties = n.actors(r.Parties, e.Recipients, " → ")
	r.Facts = append(r.Facts, e.Status, "CAMEO "+e.CAMEO)
	if e.Date != nil {
		r.Facts = append(r.Facts, day(e.Date))
	}
	if e.Place != nil {
		r.Facts = append(r.Facts, *e.Place)
	}
	if e.Attribution != nil {
		r.Facts = append(r.Facts, "according to "+n.said(d, *e.Attribution, "an unnamed source"))
	}
	return r.by(e.Rule)
}

// said names who the attribution with an id has for its source.
func (n names) said(d *doc.Document, id, otherwise string) string {
	for i := range d.Attributions {
		if a := &d.Attributions[i]; a.ID == id && a.Source != nil {
			return n.attribution(d, a).Parties[0].Name
		}
	}
	return otherwise
}

// actors adds participants; before stands before the first of them.
func (n names) actors(parties []party, more []doc.Actor, before string) []party {
	for i := range more {
		a := &more[i]
		p := party{Before: before, Code: a.Code, Name: a.Text}
		switch {
		case a.Name != nil:
			p.Name = *a.Name
		case n.known(a.Code):
			p.Name = n.of(a.Code)
		}
		parties, before = append(parties, p), ", "
	}
	return parties
}

// several are parties by their codes.
func (n names) several(codes []string, between string) (parties []party) {
	for i, c := range codes {
		p := party{Name: n.of(c), Code: c}
		if i > 0 {
			p.Before = between
		}
		parties = append(parties, p)
	}
	return parties
}

func (n names) position(d *doc.Document, p *doc.Position) record {
	r := record{ID: p.ID, Class: "position", Parties: n.several([]string{p.Holder}, ""), What: p.Stance, About: p.Subject, Issue: ledger.IssueOf(p),
		Words: ledger.Words(d, p.Field, p.Evidence), Confidence: p.Confidence}
	if p.Delta != nil {
		r.Facts = append(r.Facts, *p.Delta)
	}
	for _, t := range p.Terms {
		f := t.Aspect
		if len(t.DecidedBy) > 0 {
			f += " decided by " + n.all(t.DecidedBy)
		}
		if len(t.NotBy) > 0 {
			f += ", not by " + n.all(t.NotBy)
		}
		r.Facts = append(r.Facts, f)
	}
	return r.by(p.Rule)
}

func (n names) engagement(d *doc.Document, g *doc.Engagement) record {
	r := record{ID: g.ID, Class: "engagement", Parties: n.several(g.Parties, " – "), What: g.Kind, About: g.Topic, Words: ledger.Words(d, g.Field, g.Evidence), Confidence: g.Confidence}
	for _, f := range []string{value(g.Cadence), value(g.Level), g.Status} {
		if f != "" {
			r.Facts = append(r.Facts, f)
		}
	}
	return r.by(g.Rule)
}

func (n names) warning(d *doc.Document, w *doc.Warning) record {
	r := record{ID: w.ID, Class: "warning", Parties: n.several(w.Target, ", "), What: "warning", About: w.About, Words: ledger.Words(d, w.Field, w.Evidence), Confidence: w.Confidence}
	for _, f := range []string{value(w.Horizon), value(w.Source)} {
		if f != "" {
			r.Facts = append(r.Facts, f)
		}
	}
	return r.by(w.Rule)
}

// by adds what made the record; it is known only of pages that were just read.
func (r record) by(rule string) record {
	if rule != "" {
		r.Facts = append(r.Facts, "by "+rule)
	}
	return r
}

// kinds are the records by the first letter of their ids.
var kinds = map[byte]string{'a': "attribution", 'e': "event", 'p': "position", 'g': "engagement", 'w': "warning"}

// classes are the style classes of a piece: one for each kind of record that holds it.
func classes(p mark.Piece) string {
	var out []string
	for _, s := range p.Spans {
		c := kinds[s.ID[0]]
		if s.Part == "source" || s.Part == "cue" || s.Part == "actor" {
			c = s.Part
		}
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return strings.Join(out, " ")
}

// ids are the records that hold a piece.
func ids(p mark.Piece) string {
	var out []string
	for _, s := range p.Spans {
		if len(out) == 0 || out[len(out)-1] != s.ID {
			out = append(out, s.ID)
		}
	}
	return strings.Join(out, " ")
}

// mending is a record whose form is shown.
type mending struct {
	Kept   *ledger.Kept
	Record record
}

type formField struct{ Name, Value string }

// fields are what can be mended of a record in a form, with their values.
func fields(k *ledger.Kept, r record) []formField {
	kind, found, err := ledger.Find(k.Doc, r.ID)
	if err != nil {
		return nil
	}
	raw, err := json.Marshal(found)
	if err != nil {
		return nil
	}
	var rec map[string]any
	if err := json.Unmarshal(raw, &rec); err != nil {
		return nil
	}
	var out []formField
	for _, name := range mendable[kind] {
		in, last := rec, name
		if outer, inner, ok := strings.Cut(name, "."); ok {
			if in, ok = rec[outer].(map[string]any); !ok {
				continue // a quotation of nobody
			}
			last = inner
		}
		v, _ := in[last].(string)
		out = append(out, formField{name, v})
	}
	return out
}

// piece is words of an excerpt.
type piece struct {
	Text   string
	Marked bool
}

func excerpt(e ledger.Excerpt) (out []piece) {
	at := 0
	for _, m := range e.Marked {
		out = append(out, piece{e.Text[at:m.Start], false}, piece{e.Text[m.Start:m.End], true})
		at = m.End
	}
	return append(out, piece{e.Text[at:], false})
}

// types are what the search form suggests.
var types = slices.Concat(ledger.Kinds, doc.EventTypes, doc.Stances)
