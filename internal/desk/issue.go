package desk

import (
	"net/http"
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// issueHolders is how many holders stand on an issue's page.
const issueHolders = 12

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
	lately := []ledger.Facet{}
	if q.Words+q.Holder == "" {
		f, err := d.Ledger.Facets(r.Context(), ledger.Query{Kind: ledger.Position})
		if err != nil {
			d.broken(w, r, err)
			return
		}
		lately = f.Issues
	}
	d.show(w, r, http.StatusOK, "issues", page{Title: "Issues", Data: map[string]any{"Query": q, "Found": found, "Lately": lately}})
}

// issue shows who stands where on an issue.
func (d *Desk) issue(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimSpace(r.FormValue("key"))
	stands, err := d.Ledger.Stands(r.Context(), ledger.StandQuery{Issue: key, Limit: issueHolders})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	if len(stands) == 0 {
		d.fail(w, r, http.StatusNotFound, "Nobody in the ledger has taken a stand on "+key+".")
		return
	}
	found, err := d.Ledger.Moves(r.Context(), ledger.Query{Issue: key, Before: r.FormValue("before"), Limit: pageEntries})
	if err != nil {
		d.broken(w, r, err)
		return
	}
	moves := movesOf(found.Moves)
	title := d.names.issue(key)
	l := listOf(r, title, d.names.entriesOfMoves(moves))
	if d.export(w, r, l) {
		return
	}
	all := standsOf(stands)
	d.show(w, r, http.StatusOK, "issue", page{Title: title, Data: map[string]any{
		"Key": key, "Stances": byStance(all), "Holders": len(all), "Moves": moves, "Parties": parties(key), "Deciders": deciders(all, moves),
		"Subject": subject(moves), "List": l, "Next": next(r, found.Next),
	}})
}

// subject is what the newest statement calls the issue.
func subject(moves []moved) string {
	if len(moves) == 0 {
		return ""
	}
	return moves[0].Subject
}

// entriesOfMoves makes statements entries of a list.
func (n names) entriesOfMoves(moves []moved) []entry {
	var out []entry
	for _, m := range moves {
		e := entry{Record: m.Record, Kind: ledger.Position, Day: m.Day, Who: n.of(m.Holder), Code: m.Holder, What: m.Stance, About: m.Subject, Issue: m.Issue, Words: m.Words}
		if len(m.Witnesses) > 0 {
			h := m.Witnesses[0]
			e.Title, e.Outlet, e.Address = h.Title, h.Outlet, h.Address
		}
		if m.Speaker != "" {
			e.Facts = append(e.Facts, m.Speaker)
		}
		e.Facts = append(e.Facts, m.Delta)
		out = append(out, e)
	}
	return out
}

// standing is a stand with the words that changed from the first to the last.
type standing struct {
	ledger.Stand
	Diff  []stand.Piece // nil where it was said once
	Spark []int
}

func standsOf(stands []ledger.Stand) []standing {
	var out []standing
	for _, s := range stands {
		x := standing{Stand: s, Spark: monthly(s.Months)}
		if s.First.Record != s.Last.Record {
			x.Diff = stand.Diff(s.First.Words, s.Last.Words)
		}
		out = append(out, x)
	}
	return out
}

// stance is who stands alike.
type stance struct {
	Name   string
	Stands []standing
}

// byStance groups stands by what was said last, in the contract's order.
func byStance(all []standing) (out []stance) {
	for _, name := range doc.Stances {
		of := slices.DeleteFunc(slices.Clone(all), func(s standing) bool { return s.Last.Stance != name })
		if len(of) > 0 {
			out = append(out, stance{name, of})
		}
	}
	return out
}

// decider is who decides a part of an issue, as a holder says.
type decider struct {
	doc.Term
	Holder, Record, Day string
}

// deciders collects who is to decide what, in the order in which it was said last.
func deciders(stands []standing, moves []moved) (out []decider) {
	seen := map[string]bool{}
	add := func(s *ledger.Statement) {
		for _, t := range s.Terms {
			key := strings.Join([]string{s.Holder, t.Aspect, strings.Join(t.DecidedBy, "+"), strings.Join(t.NotBy, "+")}, " ")
			if !seen[key] {
				seen[key] = true
				out = append(out, decider{t, s.Holder, s.Record, s.Day})
			}
		}
	}
	for i := range moves {
		add(&moves[i].Statement)
	}
	for i := range stands {
		add(&stands[i].Last)
	}
	return out
}
