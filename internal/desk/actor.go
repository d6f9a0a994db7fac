package desk

import (
	"net/http"
	"slices"
	"strings"

	"readout/internal/ledger"
)

// actorStands is how many issues stand on an actor's page.
const actorStands = 8

// actor shows a state or body: where it stands, who spoke for it, what it did.
func (d *Desk) actor(w http.ResponseWriter, r *http.Request) {
	c := code(r.PathValue("code"))
	ctx := r.Context()
	stands, err := d.Ledger.Stands(ctx, ledger.StandQuery{Holder: c, Limit: actorStands})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	offices, err := d.Ledger.Offices(ctx, ledger.OfficeQuery{Actor: c, Limit: actorStands})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	entries, more, err := d.entries(ctx, ledger.Query{Actor: c, Before: r.FormValue("before"), Limit: pageEntries})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	if len(stands)+len(offices)+len(entries) == 0 {
		d.fail(w, r, http.StatusNotFound, "The ledger knows nothing of "+c+".")
		return
	}
	title := d.names.of(c)
	l := listOf(r, title, entries)
	if d.export(w, r, l) {
		return
	}
	d.show(w, r, http.StatusOK, "actor", page{Title: title, Data: map[string]any{
		"Code": c, "Stands": standsOf(stands), "Offices": offices, "Entries": entries, "Next": next(r, more), "List": l, "Older": r.FormValue("before") != "",
	}})
}

// person shows someone by name: the offices held, and what was said on each issue.
func (d *Desk) person(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.FormValue("name"))
	offices, err := d.Ledger.Offices(r.Context(), ledger.OfficeQuery{Name: name})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	hits, err := d.Ledger.Search(r.Context(), ledger.Query{
		Words: `"` + strings.ReplaceAll(name, `"`, "") + `"`, Kind: ledger.Attribution, Before: r.FormValue("before"), Limit: pageEntries,
	})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	if len(offices)+len(hits.Hits) == 0 {
		d.fail(w, r, http.StatusNotFound, "Nobody in the ledger is called "+name+".")
		return
	}
	entries := d.names.entriesOfHits(hits)
	l := listOf(r, name, entries)
	if d.export(w, r, l) {
		return
	}
	d.show(w, r, http.StatusOK, "person", page{Title: name, Data: map[string]any{
		"Name": name, "Offices": offices, "Issues": byIssue(hits, entries), "List": l, "Next": next(r, hits.Next),
	}})
}

// onIssue is what someone said on an issue; without a key, what is on none.
type onIssue struct {
	Key     string
	Entries []entry
}

// byIssue groups quotations by the issues of the positions that were read from them.
func byIssue(hits *ledger.Hits, entries []entry) (out []onIssue) {
	issues := map[string]string{} // by record
	for _, h := range hits.Hits {
		for i := range h.Kept.Doc.Positions {
			p := &h.Kept.Doc.Positions[i]
			if from := value(p.Attribution); from != "" && issues[ledger.RecordID(h.Kept.ID, from)] == "" {
				issues[ledger.RecordID(h.Kept.ID, from)] = ledger.IssueOf(p)
			}
		}
	}
	var rest onIssue
	for _, e := range entries {
		key := issues[e.Record]
		if key == "" {
			rest.Entries = append(rest.Entries, e)
			continue
		}
		i := slices.IndexFunc(out, func(o onIssue) bool { return o.Key == key })
		if i < 0 {
			i, out = len(out), append(out, onIssue{Key: key})
		}
		out[i].Entries = append(out[i].Entries, e)
	}
	if len(rest.Entries) > 0 {
		out = append(out, rest)
	}
	return out
}
