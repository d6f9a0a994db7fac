package desk

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"readout/internal/ledger"
)

// maxTicked is how many records a selection may hold.
const maxTicked = 200

// selection shows the records that were ticked, and gives them in all forms of a list.
func (d *Desk) selection(w http.ResponseWriter, r *http.Request) {
	ids := r.URL.Query()["record"]
	if len(ids) > maxTicked {
		d.fail(w, r, http.StatusBadRequest, "A selection holds 200 records at most.")
		return
	}
	entries, err := d.ticked(r.Context(), ids)
	if err != nil {
		d.broken(w, r, err)
		return
	}
	title := strings.TrimSpace(r.FormValue("title"))
	if title == "" {
		title = "Selection"
	}
	l := listOf(r, title, entries)
	if d.export(w, r, l) {
		return
	}
	d.show(w, r, http.StatusOK, "selection", page{Title: title, Data: map[string]any{"List": l, "Title": r.FormValue("title")}})
}

// ticked makes entries of records by their ids, each once.
func (d *Desk) ticked(ctx context.Context, ids []string) (entries []entry, err error) {
	documents := map[string]*ledger.Kept{}
	seen := map[string]bool{}
	for _, id := range ids {
		document, local, _ := ledger.CutRecordID(id)
		k := documents[document]
		if k == nil {
			if k, err = d.Ledger.Document(ctx, document); err != nil {
				return nil, err
			}
			documents[document] = k
		}
		e, ok := d.names.entryOf(k, local)
		if !ok {
			return nil, fmt.Errorf("record %s %w", id, ledger.ErrNotFound)
		}
		if !seen[id] {
			seen[id] = true
			entries = append(entries, e)
		}
	}
	return entries, nil
}

// note is a list as a briefing: claims under what they are, each with the number of its source.
type note struct {
	Title  string
	Groups []noteGroup
	From   []entry // the sources: one entry of each document
}

type noteGroup struct {
	Heading string
	Claims  []claim
}

type claim struct {
	entry
	Source int // from 1
}

var noteHeadings = map[string]string{ledger.Position: "Where they stand", ledger.Attribution: "Who said what", ledger.Event: "What happened",
	ledger.Engagement: "How they meet", ledger.Warning: "Warnings", "document": "Documents"}

// noteOf groups a list by kind of record, in the order of the document page.
func noteOf(l list) note {
	n := note{Title: l.Title}
	sources := map[string]int{}
	for _, kind := range []string{ledger.Position, ledger.Attribution, ledger.Event, ledger.Engagement, ledger.Warning, "document"} {
		g := noteGroup{Heading: noteHeadings[kind]}
		for _, e := range l.Entries {
			if e.Kind != kind {
				continue
			}
			document, _, _ := ledger.CutRecordID(e.Record)
			if sources[document] == 0 {
				n.From = append(n.From, e)
				sources[document] = len(n.From)
			}
			g.Claims = append(g.Claims, claim{e, sources[document]})
		}
		if len(g.Claims) > 0 {
			n.Groups = append(n.Groups, g)
		}
	}
	return n
}
