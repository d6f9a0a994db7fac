package export

import (
	"strings"
	"time"

	"readout/doc"
	"readout/internal/ledger"
)

// day is a day as Parquet counts it: from 1 January 1970. The zero day stands for none, which costs that day itself.
type day int32

func dayOf(s *string) day {
	if s == nil {
		return 0
	}
	t, err := time.Parse(time.DateOnly, *s)
	if err != nil {
		return 0
	}
	return day(t.Unix() / 86400)
}

func (d day) String() string {
	if d == 0 {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

// The rows of CSV and Parquet files. Several values in one column are parted by "; ".

type origin struct {
	ID        string `parquet:"id"`
	Document  string `parquet:"document"`
	Story     string `parquet:"story"`
	Address   string `parquet:"address"`
	Outlet    string `parquet:"outlet"`
	Published day    `parquet:"published,optional,date"`
	Corrected string `parquet:"corrected_by"`
	Words     string `parquet:"words"`
}

type documentRow struct {
	ID        string `parquet:"id"`
	Input     string `parquet:"input"`
	Story     string `parquet:"story"`
	Address   string `parquet:"address"`
	Version   int32  `parquet:"version"`
	Kind      string `parquet:"kind"`
	Title     string `parquet:"title"`
	Deck      string `parquet:"deck"`
	Byline    string `parquet:"byline"`
	Outlet    string `parquet:"outlet"`
	Language  string `parquet:"language"`
	Published day    `parquet:"published,optional,date"`
	Place     string `parquet:"dateline_place"`
	Country   string `parquet:"dateline_country"`
	Agency    string `parquet:"agency"`
	Text      string `parquet:"text"`
	Coder     string `parquet:"coder"`
	Added     string `parquet:"added"`
}

type attributionRow struct {
	origin
	Type       string  `parquet:"type"`
	Actor      string  `parquet:"source_actor"`
	Name       string  `parquet:"source_name"`
	Role       string  `parquet:"source_role"`
	Kind       string  `parquet:"source_kind"`
	Source     string  `parquet:"source"`
	Cue        string  `parquet:"cue"`
	ReplyTo    string  `parquet:"reply_to"`
	Confidence float64 `parquet:"confidence"`
}

type eventRow struct {
	origin
	Date             day     `parquet:"date,optional,date"`
	Type             string  `parquet:"type"`
	Mode             string  `parquet:"mode"`
	Contexts         string  `parquet:"contexts"`
	CAMEO            string  `parquet:"cameo"`
	Quad             string  `parquet:"quad"`
	Goldstein        float64 `parquet:"goldstein"`
	Status           string  `parquet:"status"`
	Actors           string  `parquet:"actors"`
	ActorTexts       string  `parquet:"actor_texts"`
	Recipients       string  `parquet:"recipients"`
	RecipientTexts   string  `parquet:"recipient_texts"`
	Place            string  `parquet:"place"`
	Trigger          string  `parquet:"trigger"`
	Sentence         int32   `parquet:"sentence"`
	AttributedTo     string  `parquet:"attributed_to"`
	AttributedToCode string  `parquet:"attributed_to_actor"`
	Confidence       float64 `parquet:"confidence"`
}

type positionRow struct {
	origin
	Holder     string  `parquet:"holder"`
	Subject    string  `parquet:"subject"`
	Issue      string  `parquet:"issue"`
	Parties    string  `parquet:"parties"`
	Stance     string  `parquet:"stance"`
	Delta      string  `parquet:"delta"`
	Terms      string  `parquet:"terms"`
	Speaker    string  `parquet:"speaker"`
	Role       string  `parquet:"role"`
	Confidence float64 `parquet:"confidence"`
}

type engagementRow struct {
	origin
	Kind       string  `parquet:"kind"`
	Parties    string  `parquet:"parties"`
	Topic      string  `parquet:"topic"`
	Cadence    string  `parquet:"cadence"`
	Level      string  `parquet:"level"`
	Status     string  `parquet:"status"`
	Confidence float64 `parquet:"confidence"`
}

type warningRow struct {
	origin
	About      string  `parquet:"about"`
	Target     string  `parquet:"target"`
	Horizon    string  `parquet:"horizon"`
	Until      day     `parquet:"until,optional,date"`
	Source     string  `parquet:"source"`
	Confidence float64 `parquet:"confidence"`
}

func originOf(k *ledger.Kept, local string, record any) origin {
	return origin{ledger.RecordID(k.ID, local), k.ID, k.Story, k.Address, k.Doc.Outlet, dayOf(k.Doc.Published), k.CorrectedBy(local), ledger.Evidence(k.Doc, record)}
}

func documentRows(k *ledger.Kept) []documentRow {
	d := k.Doc
	r := documentRow{ID: k.ID, Input: k.Input, Story: k.Story, Address: k.Address, Version: int32(k.Version), Kind: d.Kind, Title: d.Title,
		Deck: d.Deck, Byline: list(d.Byline), Outlet: d.Outlet, Language: d.Language, Published: dayOf(d.Published), Text: d.Text, Coder: d.Coder, Added: k.Added}
	if d.Dateline != nil {
		r.Place, r.Country, r.Agency = d.Dateline.Place, d.Dateline.Country, d.Dateline.Agency
	}
	return []documentRow{r}
}

func attributionRows(k *ledger.Kept) []attributionRow {
	var all []attributionRow
	for i := range k.Doc.Attributions {
		a := &k.Doc.Attributions[i]
		r := attributionRow{origin: originOf(k, a.ID, a), Type: a.Type, Cue: ledger.Words(k.Doc, a.Field, a.Cue.Spans), Confidence: a.Confidence}
		if s := a.Source; s != nil {
			r.Actor, r.Name, r.Role, r.Kind = value(s.Actor), value(s.Name), value(s.Role), s.Kind
			r.Source = ledger.Words(k.Doc, a.Field, s.Spans)
		}
		if a.ReplyTo != nil {
			r.ReplyTo = ledger.RecordID(k.ID, *a.ReplyTo)
		}
		all = append(all, r)
	}
	return all
}

func eventRows(k *ledger.Kept) []eventRow {
	var all []eventRow
	for i := range k.Doc.Events {
		e := &k.Doc.Events[i]
		r := eventRow{origin: originOf(k, e.ID, e), Date: dayOf(e.Date), Type: e.Type, Mode: value(e.Mode), Contexts: list(e.Contexts), CAMEO: e.CAMEO,
			Quad: e.Quad, Status: e.Status, Place: value(e.Place), Trigger: ledger.Words(k.Doc, e.Field, []doc.Span{e.Trigger}),
			Sentence: int32(e.Sentence), Confidence: e.Confidence}
		r.Goldstein, _ = Goldstein(e.CAMEO)
		r.Actors, r.ActorTexts = side(e.Actors)
		r.Recipients, r.RecipientTexts = side(e.Recipients)
		if s := sourceOf(k.Doc, e.Attribution); s != nil {
			r.AttributedTo, r.AttributedToCode = value(s.Name), value(s.Actor)
		}
		all = append(all, r)
	}
	return all
}

func positionRows(k *ledger.Kept) []positionRow {
	var all []positionRow
	for i := range k.Doc.Positions {
		p := &k.Doc.Positions[i]
		r := positionRow{origin: originOf(k, p.ID, p), Holder: p.Holder, Subject: p.Subject, Issue: p.Issue, Parties: list(p.Parties), Stance: p.Stance,
			Delta: value(p.Delta), Confidence: p.Confidence}
		var terms []string
		for _, t := range p.Terms {
			terms = append(terms, t.Aspect+": by "+strings.Join(t.DecidedBy, ", ")+", not by "+strings.Join(t.NotBy, ", "))
		}
		r.Terms = list(terms)
		if s := sourceOf(k.Doc, p.Attribution); s != nil {
			r.Speaker, r.Role = value(s.Name), value(s.Role)
		}
		all = append(all, r)
	}
	return all
}

func engagementRows(k *ledger.Kept) []engagementRow {
	var all []engagementRow
	for i := range k.Doc.Engagements {
		g := &k.Doc.Engagements[i]
		all = append(all, engagementRow{originOf(k, g.ID, g), g.Kind, list(g.Parties), g.Topic, value(g.Cadence), value(g.Level), g.Status, g.Confidence})
	}
	return all
}

func warningRows(k *ledger.Kept) []warningRow {
	var all []warningRow
	for i := range k.Doc.Warnings {
		w := &k.Doc.Warnings[i]
		all = append(all, warningRow{originOf(k, w.ID, w), w.About, list(w.Target), value(w.Horizon), dayOf(w.Until), value(w.Source), w.Confidence})
	}
	return all
}

// side gives the codes and the words of one side of an event.
func side(all []doc.Actor) (codes, texts string) {
	var c, t []string
	for _, a := range all {
		code := a.Code
		if s := value(a.Sector); s != "" {
			code += "." + s
		}
		name := value(a.Name)
		if name == "" {
			name = a.Text
		}
		c, t = append(c, code), append(t, name)
	}
	return list(c), list(t)
}

func sourceOf(d *doc.Document, attribution *string) *doc.Source {
	for i := range d.Attributions {
		if attribution != nil && d.Attributions[i].ID == *attribution {
			return d.Attributions[i].Source
		}
	}
	return nil
}

func list(s []string) string { return strings.Join(s, "; ") }

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
