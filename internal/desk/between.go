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
	var newest *ledger.Hits
	if err == nil {
		newest, err = d.Ledger.Newest(ctx, ledger.Query{Actor: a, With: b}, map[string]int{
			ledger.Event: betweenEntries, ledger.Position: betweenEntries, ledger.Warning: betweenEntries, ledger.Engagement: betweenEngagements,
		})
	}
	if err != nil {
		d.broken(w, r, err)
		return
	}
	of := map[string][]ledger.Hit{} // by kind
	for _, h := range newest.Hits {
		of[h.Kind] = append(of[h.Kind], h)
	}
	entries := func(kind string) []entry { return d.names.entriesOfHits(&ledger.Hits{Hits: of[kind]}) }
	events, positions, warnings := entries(ledger.Event), entries(ledger.Position), entries(ledger.Warning)
	title := d.names.of(a) + " and " + d.names.of(b)
	l := listOf(r, title, slices.Concat(events, positions, entries(ledger.Engagement), warnings))
	if d.export(w, r, l) {
		return
	}
	months := quads(dealings)
	d.show(w, r, http.StatusOK, "between", page{Title: title, Data: map[string]any{
		"A": a, "B": b, "Chart": chart.Months("Events between "+title, months), "Months": months, "Ways": ways(dealings),
		"Events": events, "Positions": positions, "Channels": d.names.channels(of[ledger.Engagement]), "Warnings": warnings, "List": l,
	}})
}

// channel is a way in which two meet, as it was last told of.
type channel struct {
	Kind, Topic, Cadence, Level, Status string
	Last                                entry
	Count                               int // records
}

// channels folds engagements of one kind and topic, those seen last first.
func (n names) channels(hits []ledger.Hit) (out []channel) {
	for _, h := range hits {
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
