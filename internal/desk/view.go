package desk

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/desk/chart"
	"readout/internal/desk/mark"
	"readout/internal/ledger"
)

// functions are what templates can call.
var functions = template.FuncMap{
	"day":  day,
	"join": strings.Join,
	"percent": func(f float64) int {
		return int(f*100 + 0.5)
	},
	"longDay": longDay,
	"spark":   chart.Sparkline,
	"quads":   func() []string { return chart.Quads[:] },
	"classes": classes,
	"local": func(record string) string {
		_, local, _ := ledger.CutRecordID(record)
		return local
	},
	"recordLink": func(record string) string {
		document, local, _ := ledger.CutRecordID(record)
		return "/document/" + document + "#record-" + local
	},
	"earlierLink": func(until string) string {
		if until == "" {
			return ""
		}
		return "/?until=" + until
	},
	"pair":    func(k *ledger.Kept, r record) mending { return mending{k, r} },
	"fields":  fields,
	"excerpt": excerpt,
	"types":   func() []string { return types },
	"stances": func() []string { return doc.Stances },
	"ids":     ids,
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
	Head       string // who, or who to whom
	Code       string // the actor's
	What       string // said, CONSULT, supports
	Words      string // the exact ones
	Facts      []string
	Confidence float64
}

func newView(d *doc.Document) view {
	v := view{Document: d, Paragraphs: mark.Paragraphs(d.Text, mark.Document(d))}
	v.Groups = appendGroup(v.Groups, "Where they stand", d, d.Positions, position)
	v.Groups = appendGroup(v.Groups, "Who said what", d, d.Attributions, attribution)
	v.Groups = appendGroup(v.Groups, "What happened", d, d.Events, event)
	v.Groups = appendGroup(v.Groups, "How they meet", d, d.Engagements, engagement)
	v.Groups = appendGroup(v.Groups, "Warnings", d, d.Warnings, warning)
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

func attribution(d *doc.Document, a *doc.Attribution) record {
	r := record{ID: a.ID, Class: "attribution", What: a.Type, Words: ledger.Words(d, a.Field, a.Content.Spans), Confidence: a.Confidence, Head: "nobody named"}
	if s := a.Source; s != nil {
		r.Code = value(s.Actor)
		r.Head = value(s.Name)
		if r.Head == "" {
			r.Head = ledger.Words(d, a.Field, s.Spans)
		}
		if s.Role != nil {
			r.Facts = append(r.Facts, *s.Role)
		}
	}
	if cue := ledger.Words(d, a.Field, a.Cue.Spans); cue != "" {
		r.Facts = append(r.Facts, "“"+cue+"”")
	}
	if a.ReplyTo != nil {
		r.Facts = append(r.Facts, "in reply to "+*a.ReplyTo)
	}
	return r
}

func event(d *doc.Document, e *doc.Event) record {
	r := record{ID: e.ID, Class: "event", Head: actors(e.Actors), What: e.Type, Words: ledger.Words(d, e.Field, []doc.Span{e.Trigger}), Confidence: e.Confidence}
	if to := actors(e.Recipients); to != "" {
		r.Head = strings.TrimSpace(r.Head + " → " + to)
	}
	r.Facts = append(r.Facts, e.Status, "CAMEO "+e.CAMEO)
	if e.Date != nil {
		r.Facts = append(r.Facts, day(e.Date))
	}
	if e.Place != nil {
		r.Facts = append(r.Facts, *e.Place)
	}
	if e.Attribution != nil {
		r.Facts = append(r.Facts, "according to "+*e.Attribution)
	}
	return r
}

func actors(list []doc.Actor) string {
	var names []string
	for i := range list {
		a := &list[i]
		name := a.Text
		if a.Name != nil {
			name = *a.Name
		}
		if a.Code != "" {
			name += " (" + a.Code + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func position(d *doc.Document, p *doc.Position) record {
	r := record{ID: p.ID, Class: "position", Head: p.Holder, What: p.Stance + " " + p.Subject, Words: ledger.Words(d, p.Field, p.Evidence), Confidence: p.Confidence}
	r.Facts = append(r.Facts, p.Issue)
	if p.Delta != nil {
		r.Facts = append(r.Facts, *p.Delta)
	}
	for _, t := range p.Terms {
		f := t.Aspect
		if len(t.DecidedBy) > 0 {
			f += " decided by " + strings.Join(t.DecidedBy, ", ")
		}
		if len(t.NotBy) > 0 {
			f += ", not by " + strings.Join(t.NotBy, ", ")
		}
		r.Facts = append(r.Facts, f)
	}
	return r
}

func engagement(d *doc.Document, g *doc.Engagement) record {
	r := record{ID: g.ID, Class: "engagement", Head: strings.Join(g.Parties, " – "), What: g.Kind, Words: ledger.Words(d, g.Field, g.Evidence), Confidence: g.Confidence}
	for _, f := range []string{g.Topic, value(g.Cadence), value(g.Level), g.Status} {
		if f != "" {
			r.Facts = append(r.Facts, f)
		}
	}
	return r
}

func warning(d *doc.Document, w *doc.Warning) record {
	r := record{ID: w.ID, Class: "warning", Head: w.About, What: "warning", Words: ledger.Words(d, w.Field, w.Evidence), Confidence: w.Confidence}
	for _, f := range []string{strings.Join(w.Target, ", "), value(w.Horizon), value(w.Source)} {
		if f != "" {
			r.Facts = append(r.Facts, f)
		}
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
