package desk

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"readout/internal/desk/chart"
	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// What one page shows at most.
const (
	todayDocuments  = 60
	todayIssues     = 80
	pageEntries     = 30
	issueStatements = 60
)

// moved is a statement with what its holder said before.
type moved struct {
	ledger.Statement
	Before *ledger.Statement // nil for the first
	Diff   []stand.Piece     // of the words before and now
}

// movedOf joins a statement with the one before it.
func movedOf(s ledger.Statement) moved {
	m := moved{Statement: s, Before: s.Previous}
	if m.Before != nil {
		m.Diff = stand.Diff(m.Before.Words, m.Words)
	}
	return m
}

// story is the documents that carry one text, and what it says.
type story struct {
	Head               ledger.Head // of the first
	Witnesses          []ledger.Head
	Statements, Events []entry
}

// today shows what is new: what moved first, then each story with what was said and done.
func (d *Desk) today(w http.ResponseWriter, r *http.Request) {
	if d.Ledger == nil {
		http.Redirect(w, r, "/read", http.StatusSeeOther)
		return
	}
	ctx := r.Context()
	var kept []*ledger.Kept
	for k, err := range d.Ledger.Documents(ctx, ledger.Filter{Until: r.FormValue("until")}) {
		if err != nil {
			d.broken(w, r, err)
			return
		}
		if kept = append(kept, k); len(kept) == todayDocuments {
			break
		}
	}
	moves, again, err := d.moves(ctx, kept)
	if err != nil {
		d.broken(w, r, err)
		return
	}
	var entries []entry
	for _, k := range kept {
		for _, id := range all(k.Doc) {
			if e, ok := entryOf(k, id); ok {
				entries = append(entries, e)
			}
		}
	}
	l := listOf(r, "Today", entries)
	if d.export(w, r, l) {
		return
	}
	d.show(w, r, http.StatusOK, "today", page{Title: "Today", Data: map[string]any{
		"Moves": moves, "Again": again, "Stories": stories(kept), "List": l, "Earlier": earlier(kept),
	}})
}

// earlier is the day before the last of a full page; "" where there is no more.
func earlier(kept []*ledger.Kept) string {
	if len(kept) < todayDocuments {
		return ""
	}
	return dayBefore(kept[len(kept)-1].Head().Published)
}

// moves finds the positions of documents that are no mere repetition, changes first, and counts the rest.
func (d *Desk) moves(ctx context.Context, kept []*ledger.Kept) (moves []moved, again int, err error) {
	type key struct{ holder, issue string }
	seen := map[key]bool{}
	in := map[string]bool{}
	since := ""
	for i, k := range kept {
		in[k.ID] = true
		if day := k.Head().Published; i == 0 || day < since {
			since = day
		}
	}
	for _, k := range kept {
		for i := range k.Doc.Positions {
			p := &k.Doc.Positions[i]
			x := key{p.Holder, ledger.IssueOf(p)}
			if seen[x] || len(seen) == todayIssues {
				continue
			}
			seen[x] = true
			statements, err := d.Ledger.Statements(ctx, ledger.StatementQuery{Holder: x.holder, Issue: x.issue, Since: since, Limit: todayDocuments})
			if err != nil {
				return nil, 0, err
			}
			for i := range statements {
				switch {
				case !slices.ContainsFunc(statements[i].Witnesses, func(h ledger.Head) bool { return in[h.ID] }):
				case statements[i].Delta == stand.Reiterated:
					again++
				default:
					moves = append(moves, movedOf(statements[i]))
				}
			}
		}
	}
	slices.SortStableFunc(moves, func(a, b moved) int {
		if c := strings.Compare(b.Day, a.Day); c != 0 {
			return c
		}
		return weight(a.Delta) - weight(b.Delta)
	})
	return moves, again, nil
}

// weight orders deltas: what changed before what is new.
func weight(delta string) int {
	return slices.Index([]string{stand.Shifted, stand.Withdrawn, stand.Qualified, stand.New}, delta)
}

// stories folds documents into stories, in the order of their newest document.
func stories(kept []*ledger.Kept) []*story {
	by := map[string]*story{}
	var out []*story
	for _, k := range kept {
		s := by[k.Story]
		if s == nil {
			s = &story{}
			by[k.Story] = s
			out = append(out, s)
		}
		s.Witnesses = append(s.Witnesses, k.Head())
		if k.ID != k.Story && s.Head.ID != "" {
			continue
		}
		s.Head, s.Statements, s.Events = k.Head(), nil, nil
		for i := range k.Doc.Attributions {
			if e, ok := entryOf(k, k.Doc.Attributions[i].ID); ok && k.Doc.Attributions[i].Source != nil {
				s.Statements = append(s.Statements, e)
			}
		}
		for i := range k.Doc.Events {
			if e, ok := entryOf(k, k.Doc.Events[i].ID); ok {
				s.Events = append(s.Events, e)
			}
		}
	}
	return out
}

// issues finds issues by words and by who takes a stand on them.
func (d *Desk) issues(w http.ResponseWriter, r *http.Request) {
	q := ledger.IssueQuery{Words: strings.TrimSpace(r.FormValue("q")), Holder: code(r.FormValue("holder")), Limit: 100}
	var found []ledger.IssueCount
	if q.Words+q.Holder != "" {
		var err error
		if found, err = d.Ledger.Issues(r.Context(), q); err != nil {
			d.broken(w, r, err)
			return
		}
	}
	d.show(w, r, http.StatusOK, "issues", page{Title: "Issues", Data: map[string]any{"Query": q, "Found": found}})
}

// issue shows who stands where on an issue.
func (d *Desk) issue(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimSpace(r.FormValue("key"))
	stands, err := d.Ledger.Stands(r.Context(), ledger.StandQuery{Issue: key, Limit: pageEntries})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	if len(stands) == 0 {
		d.fail(w, r, http.StatusNotFound, "Nobody in the ledger has taken a stand on "+key+".")
		return
	}
	said, err := d.Ledger.Statements(r.Context(), ledger.StatementQuery{Issue: key, Limit: issueStatements})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	var statements []moved
	for _, x := range said {
		statements = append(statements, movedOf(x))
	}
	newestFirst(statements)
	l := listOf(r, "Issue "+key, entriesOf(statements))
	if d.export(w, r, l) {
		return
	}
	d.show(w, r, http.StatusOK, "issue", page{Title: key, Data: map[string]any{
		"Key": key, "Stands": standsOf(stands), "Statements": statements, "Parties": parties(key), "List": l,
	}})
}

func newestFirst(statements []moved) {
	slices.SortStableFunc(statements, func(a, b moved) int { return strings.Compare(b.Day, a.Day) })
}

// entriesOf makes statements entries of a list.
func entriesOf(statements []moved) []entry {
	var out []entry
	for _, s := range statements {
		e := entry{Record: s.Record, Kind: ledger.Position, Day: s.Day, Who: s.Holder, Code: s.Holder, What: s.Stance + " " + s.Subject, Issue: s.Issue, Words: s.Words}
		if len(s.Witnesses) > 0 {
			h := s.Witnesses[0]
			e.Title, e.Outlet, e.Address = h.Title, h.Outlet, h.Address
		}
		e.document, _, _ = ledger.CutRecordID(s.Record)
		if s.Speaker != "" {
			e.Facts = append(e.Facts, s.Speaker)
		}
		e.Facts = append(e.Facts, s.Delta)
		out = append(out, e)
	}
	return out
}

// standing is a stand with the words that changed from the first to the last.
type standing struct {
	ledger.Stand
	Diff  []stand.Piece
	Spark []int
}

func standsOf(stands []ledger.Stand) []standing {
	var out []standing
	for _, s := range stands {
		x := standing{Stand: s}
		if s.First.Record != s.Last.Record {
			x.Diff = stand.Diff(s.First.Words, s.Last.Words)
		}
		x.Spark = monthly(s.Months)
		out = append(out, x)
	}
	return out
}

// between shows what two actors did and said to each other.
func (d *Desk) between(w http.ResponseWriter, r *http.Request) {
	a, b := code(r.FormValue("a")), code(r.FormValue("b"))
	if a == "" || b == "" || a == b {
		d.show(w, r, http.StatusOK, "pair", page{Title: "Between two", Data: map[string]any{"A": a, "B": b}})
		return
	}
	ctx := r.Context()
	dealings, err := d.Ledger.Dealings(ctx, ledger.DealingsQuery{A: a, B: b})
	var lists [4][]entry
	for i, q := range [...]ledger.Query{
		{Actor: a, With: b, Type: ledger.Event}, {Actor: a, With: b, Type: ledger.Position}, {Actor: a, With: b, Type: ledger.Engagement}, {Actor: a, With: b, Type: ledger.Warning},
	} {
		if err == nil {
			lists[i], _, err = d.entries(ctx, q)
		}
	}
	if err != nil {
		d.broken(w, r, err)
		return
	}
	l := listOf(r, "Between "+a+" and "+b, slices.Concat(lists[0], lists[1], lists[2], lists[3]))
	if d.export(w, r, l) {
		return
	}
	months := quads(dealings)
	d.show(w, r, http.StatusOK, "between", page{Title: a + " and " + b, Data: map[string]any{
		"A": a, "B": b, "Chart": chart.Months("Events between "+a+" and "+b, months), "Months": months, "Ways": ways(dealings),
		"Events": lists[0], "Positions": lists[1], "Engagements": lists[2], "Warnings": lists[3], "List": l,
	}})
}

// actor shows a state, body or person: where it stands, what it did, who spoke for it.
func (d *Desk) actor(w http.ResponseWriter, r *http.Request) {
	c := code(r.PathValue("code"))
	ctx := r.Context()
	stands, err := d.Ledger.Stands(ctx, ledger.StandQuery{Holder: c, Limit: pageEntries})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	offices, err := d.Ledger.Offices(ctx, ledger.OfficeQuery{Actor: c})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	entries, next, err := d.entries(ctx, ledger.Query{Actor: c, Before: r.FormValue("before"), Limit: pageEntries})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	if len(stands)+len(offices)+len(entries) == 0 {
		d.fail(w, r, http.StatusNotFound, "The ledger knows nothing of "+c+".")
		return
	}
	l := listOf(r, c, entries)
	if d.export(w, r, l) {
		return
	}
	d.show(w, r, http.StatusOK, "actor", page{Title: c, Data: map[string]any{
		"Code": c, "Stands": standsOf(stands), "Offices": offices, "Entries": entries, "Next": next, "List": l,
	}})
}

// person shows someone by name: the offices held and what was said.
func (d *Desk) person(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.FormValue("name"))
	offices, err := d.Ledger.Offices(r.Context(), ledger.OfficeQuery{Name: name})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	entries, next, err := d.entries(r.Context(), ledger.Query{Words: `"` + strings.ReplaceAll(name, `"`, "") + `"`, Type: ledger.Attribution, Before: r.FormValue("before"), Limit: pageEntries})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	if len(offices)+len(entries) == 0 {
		d.fail(w, r, http.StatusNotFound, "Nobody in the ledger is called "+name+".")
		return
	}
	l := listOf(r, name, entries)
	if d.export(w, r, l) {
		return
	}
	d.show(w, r, http.StatusOK, "person", page{Title: name, Data: map[string]any{"Name": name, "Offices": offices, "Entries": entries, "Next": next, "List": l}})
}

// story shows all copies of a text and how they differ from the first.
func (d *Desk) story(w http.ResponseWriter, r *http.Request) {
	witnesses, err := d.Ledger.Story(r.Context(), r.PathValue("id"))
	if err == nil && len(witnesses) == 0 {
		err = ledger.ErrNotFound
	}
	var copies []copied
	for _, x := range witnesses {
		if err != nil {
			break
		}
		var k *ledger.Kept
		if k, err = d.Ledger.Document(r.Context(), x.ID); err == nil {
			copies = append(copies, copied{Witness: x, Kept: k})
		}
	}
	if err != nil {
		d.broken(w, r, err)
		return
	}
	compare(copies)
	d.show(w, r, http.StatusOK, "story", page{Title: copies[0].Title, Data: map[string]any{"Copies": copies}})
}

// copied is one copy of a story.
type copied struct {
	ledger.Witness
	Kept       *ledger.Kept
	Only, Gone []string // paragraphs that the first copy does not have, and those that only the first has
}

// compare fills in how each copy differs from the first.
func compare(copies []copied) {
	split := func(c copied) []string { return strings.Split(c.Kept.Doc.Text, "\n\n") }
	first := split(copies[0])
	for i := range copies[1:] {
		c := &copies[i+1]
		mine := split(*c)
		for _, p := range mine {
			if !slices.Contains(first, p) {
				c.Only = append(c.Only, p)
			}
		}
		for _, p := range first {
			if !slices.Contains(mine, p) {
				c.Gone = append(c.Gone, p)
			}
		}
	}
}

// document shows a document with its records in place.
func (d *Desk) document(w http.ResponseWriter, r *http.Request) {
	k, err := d.Ledger.Document(r.Context(), r.PathValue("id"))
	if err != nil {
		d.broken(w, r, err)
		return
	}
	var entries []entry
	for _, id := range all(k.Doc) {
		if e, ok := entryOf(k, id); ok {
			entries = append(entries, e)
		}
	}
	l := listOf(r, titleOf(k.Doc), entries)
	if d.export(w, r, l) {
		return
	}
	v := newView(k.Doc)
	v.Kept, v.List = k, l
	d.show(w, r, http.StatusOK, "document", page{Title: titleOf(k.Doc), Data: v})
}

// search finds documents and records.
func (d *Desk) search(w http.ResponseWriter, r *http.Request) {
	q := ledger.Query{
		Words: strings.TrimSpace(r.FormValue("q")), Holder: code(r.FormValue("holder")), Actor: code(r.FormValue("actor")), With: code(r.FormValue("with")),
		Issue: strings.TrimSpace(r.FormValue("issue")), Type: strings.TrimSpace(r.FormValue("type")), Since: r.FormValue("since"), Until: r.FormValue("until"),
		Before: r.FormValue("before"), Limit: pageEntries,
	}
	data := map[string]any{"Query": q}
	status := http.StatusOK
	if q.Words != "" || q.OfRecords() {
		hits, err := d.Ledger.Search(r.Context(), q)
		var entries []entry
		if err == nil {
			entries, err = d.entriesOfHits(r.Context(), hits)
		}
		switch {
		case err != nil && r.FormValue("form") == "":
			data["Wrong"], status = err.Error(), http.StatusBadRequest
		case err != nil:
			d.broken(w, r, err)
			return
		default:
			l := listOf(r, "Search", entries)
			if d.export(w, r, l) {
				return
			}
			data["Hits"], data["Entries"], data["List"], data["Next"] = hits.Hits, entries, l, next(r, hits.Next)
		}
	}
	d.show(w, r, status, "search", page{Title: "Search", Data: data})
}

// next is the address of the next page; "" on the last.
func next(r *http.Request, before string) string {
	if before == "" {
		return ""
	}
	q := r.URL.Query()
	q.Set("before", before)
	return r.URL.Path + "?" + q.Encode()
}

// entries searches for records.
func (d *Desk) entries(ctx context.Context, q ledger.Query) (out []entry, next string, err error) {
	hits, err := d.Ledger.Search(ctx, q)
	if err != nil {
		return nil, "", err
	}
	out, err = d.entriesOfHits(ctx, hits)
	return out, hits.Next, err
}

// entriesOfHits makes entries of the records among hits, those of one document with one look.
func (d *Desk) entriesOfHits(ctx context.Context, hits *ledger.Hits) (out []entry, err error) {
	var k *ledger.Kept
	for _, h := range hits.Hits {
		if h.Record == "" {
			continue
		}
		if k == nil || k.ID != h.Head.ID {
			if k, err = d.Ledger.Document(ctx, h.Head.ID); err != nil {
				return nil, err
			}
		}
		if e, ok := entryOf(k, h.Record); ok {
			out = append(out, e)
		}
	}
	return out, nil
}

// sources shows what the ledger holds.
func (d *Desk) sources(w http.ResponseWriter, r *http.Request) {
	count, err := d.Ledger.Count(r.Context())
	if err != nil {
		d.broken(w, r, err)
		return
	}
	d.show(w, r, http.StatusOK, "sources", page{Title: "Sources and health", Data: map[string]any{"Count": count}})
}

// broken answers for an error of the ledger.
func (d *Desk) broken(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		d.fail(w, r, http.StatusNotFound, "This is not in the ledger.")
	case ledger.Asked(err):
		d.fail(w, r, http.StatusBadRequest, err.Error())
	case errors.Is(err, context.Canceled):
	default:
		d.fail(w, r, http.StatusInternalServerError, err.Error())
	}
}
