package desk

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// What one page shows at most.
const (
	todayDocuments = 40
	todayMoves     = 40
	pageEntries    = 20
)

// moved is a statement with the words that changed since its holder's last one.
type moved struct {
	ledger.Statement
	Diff []stand.Piece
}

func movesOf(moves []ledger.Statement) (out []moved) {
	for _, m := range moves {
		x := moved{Statement: m}
		if m.Previous != nil && m.Previous.Words != m.Words {
			x.Diff = stand.Diff(m.Previous.Words, m.Words)
		}
		out = append(out, x)
	}
	return out
}

// story is the documents that carry one text, and what it says.
type story struct {
	Head               ledger.Head // of the first
	Witnesses          []ledger.Head
	Statements, Events []entry
}

// storyDay is the stories of one day.
type storyDay struct {
	Day     string
	Stories []*story
}

// today shows what is new: what moved first, then each story with what was said and done.
func (d *Desk) today(w http.ResponseWriter, r *http.Request) {
	if d.Ledger == nil {
		http.Redirect(w, r, "/read", http.StatusSeeOther)
		return
	}
	ctx := r.Context()
	until := r.FormValue("until")
	var kept []*ledger.Kept
	for k, err := range d.Ledger.Documents(ctx, ledger.Filter{Until: until}) {
		if err != nil {
			d.broken(w, r, err)
			return
		}
		if kept = append(kept, k); len(kept) == todayDocuments {
			break
		}
	}
	found, err := d.Ledger.Moves(ctx, ledger.Query{Until: until, Limit: todayMoves})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	l := listOf(r, "Today", d.names.entriesOf(kept...))
	if d.export(w, r, l) {
		return
	}
	moves, again := newsFirst(movesOf(found.Moves))
	d.show(w, r, http.StatusOK, "today", page{Title: "Today", Data: map[string]any{
		"Moves": moves, "Again": again, "Days": byDay(d.names.stories(kept)), "List": l, "Earlier": earlier(kept),
	}})
}

// earlier leads to the day before the last of a full page; "" where there is no more.
func earlier(kept []*ledger.Kept) string {
	if len(kept) < todayDocuments {
		return ""
	}
	if day := dayBefore(kept[len(kept)-1].Head().Published); day != "" {
		return "/?until=" + day
	}
	return ""
}

// newsFirst puts changes before what is new, day by day, and counts what is only said again.
func newsFirst(moves []moved) (news []moved, again int) {
	for _, m := range moves {
		if m.Delta == stand.Reiterated {
			again++
		} else {
			news = append(news, m)
		}
	}
	slices.SortStableFunc(news, func(a, b moved) int {
		return cmp.Or(strings.Compare(b.Day, a.Day), weight(a.Delta)-weight(b.Delta))
	})
	return news, again
}

// weight orders deltas: what changed before what is new.
func weight(delta string) int {
	return slices.Index([]string{stand.Shifted, stand.Withdrawn, stand.Qualified, stand.New}, delta)
}

// stories folds documents into stories, in the order of their newest document.
func (n names) stories(kept []*ledger.Kept) []*story {
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
			if e, ok := n.entryOf(k, k.Doc.Attributions[i].ID); ok && k.Doc.Attributions[i].Source != nil {
				s.Statements = append(s.Statements, e)
			}
		}
		for i := range k.Doc.Events {
			if e, ok := n.entryOf(k, k.Doc.Events[i].ID); ok {
				s.Events = append(s.Events, e)
			}
		}
	}
	return out
}

// byDay groups stories by the day of their newest document.
func byDay(stories []*story) (days []storyDay) {
	for _, s := range stories {
		day := s.Witnesses[0].Published
		if len(days) == 0 || days[len(days)-1].Day != day {
			days = append(days, storyDay{Day: day})
		}
		last := &days[len(days)-1]
		last.Stories = append(last.Stories, s)
	}
	return days
}

// entries searches for records.
func (d *Desk) entries(ctx context.Context, q ledger.Query) (out []entry, next string, err error) {
	hits, err := d.Ledger.Search(ctx, q)
	if err != nil {
		return nil, "", err
	}
	return d.names.entriesOfHits(hits), hits.Next, nil
}

// entriesOfHits makes entries of the records among hits.
func (n names) entriesOfHits(hits *ledger.Hits) (out []entry) {
	for _, h := range hits.Hits {
		if h.Record == "" {
			continue
		}
		if e, ok := n.entryOf(h.Kept, h.Record); ok {
			out = append(out, e)
		}
	}
	return out
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

// broken answers for an error of the ledger.
func (d *Desk) broken(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		d.fail(w, r, http.StatusNotFound, "This is not in the ledger.")
	case ledger.Asked(err):
		d.fail(w, r, http.StatusBadRequest, err.Error())
	default:
		d.fail(w, r, http.StatusInternalServerError, err.Error())
	}
}
