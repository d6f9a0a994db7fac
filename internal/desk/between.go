package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/desk/chart"
	"readout/internal/ledger"
)

const (
	betweenEntries     = 8
	betweenEngagements = 40 // that are folded into channels
)

// between shows what two actors did and said to each other.
func (d *Desk) between(w http.ResponseWriter, r *http.Request) {
	a, b := code(r.FormValue("a")), code(r.FormValue("b"))
	if a == "" || b == "" || a == b {
		d.show(w, r, http.StatusOK, "pair", page{Title: "Between two", Data: map[string]any{"A": a, "B": b}})
		return
	}
	ctx := r.Context()
	dealings, err := d.Ledger.Dealings(ctx, ledger.DealingsQuery{A: a, B: b})
	var lists [3][]entry
	var latest []entry // most of them events, which are found faster so than alone
	if err == nil {
		latest, _, err = d.entries(ctx, ledger.Query{Actor: a, With: b, Limit: 2 * betweenEntries})
	}
	for _, e := range latest {
		if e.Kind == ledger.Event && len(lists[0]) < betweenEntries {
			lists[0] = append(lists[0], e)
		}
	}
	for i, kind := range [...]string{ledger.Position, ledger.Warning} {
		if err == nil {
			lists[i+1], _, err = d.entries(ctx, ledger.Query{Actor: a, With: b, Kind: kind, Limit: betweenEntries})
		}
	}
	var meetings *ledger.Hits
	if err == nil {
		meetings, err = d.Ledger.Search(ctx, ledger.Query{Actor: a, With: b, Kind: ledger.Engagement, Limit: betweenEngagements})
	}
	if err != nil {
		d.broken(w, r, err)
		return
	}
	title := d.names.of(a) + " and " + d.names.of(b)
	l := listOf(r, title, slices.Concat(lists[0], lists[1], d.names.entriesOfHits(meetings), lists[2]))
	if d.export(w, r, l) {
		return
	}
	months := quads(dealings)
	d.show(w, r, http.StatusOK, "between", page{Title: title, Data: map[string]any{
		"A": a, "B": b, "Chart": chart.Months("Events between "+title, months), "Months": months, "Ways": ways(dealings),
		"Events": lists[0], "Positions": lists[1], "Channels": d.names.channels(meetings), "Warnings": lists[2], "List": l,
	}})
}

// channel is a way in which two meet, as it was last told of.
type channel struct {
	Kind, Topic, Cadence, Level, Status string
	Last                                entry
	Count                               int // records
}

// channels folds engagements of one kind and topic, those seen last first.
func (n names) channels(hits *ledger.Hits) (out []channel) {
	for _, h := range hits.Hits {
		_, found, err := ledger.Find(h.Kept.Doc, h.Record)
		g, ok := found.(*doc.Engagement)
		if err != nil || !ok {
			continue
		}
		i := slices.IndexFunc(out, func(c channel) bool { return c.Kind == g.Kind && strings.EqualFold(c.Topic, g.Topic) })
		if i < 0 {
			last, _ := n.entryOf(h.Kept, h.Record)
			i, out = len(out), append(out, channel{Kind: g.Kind, Topic: g.Topic, Status: g.Status, Last: last})
		}
		c := &out[i]
		c.Count++
		c.Cadence, c.Level = cmp.Or(c.Cadence, value(g.Cadence)), cmp.Or(c.Level, value(g.Level))
	}
	return out
}
