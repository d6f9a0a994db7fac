package ledgertest

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"readout/doc"
	"readout/internal/ledger"
)

// Compare does random things to two ledgers and asks both the same random questions. What they hold at the beginning must not
// differ.
func Compare(t *testing.T, open func(t *testing.T) (a, b ledger.Ledger)) {
	a, b := open(t)
	defer a.Close()
	defer b.Close()
	known := []string{"0123456789abcdef"}
	rapid.Check(t, func(r *rapid.T) {
		both := func(what string, f func(ledger.Ledger) (any, error)) {
			x, errX := f(a)
			y, errY := f(b)
			if fmt.Sprint(errX) != fmt.Sprint(errY) {
				r.Fatalf("%s: errors %v and %v\n%s", what, errX, errY, witness(t, a, b))
			}
			first, second := asJSON(r, x), asJSON(r, y)
			if d := cmp.Diff(first, second); d != "" {
				if what != "add" { // is it so still, and which of both changes its mind?
					x, _ := f(a)
					y, _ := f(b)
					d += fmt.Sprintf("\nasked again, the first says the same: %v; the second: %v", asJSON(r, x) == first, asJSON(r, y) == second)
				}
				r.Fatalf("%s: %s\n%s", what, d, witness(t, a, b))
			}
		}
		g := generator{r}
		docs := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) *doc.Document { return generator{r}.document() }), 0, 6).Draw(r, "documents")
		again := rapid.Bool().Draw(r, "again")
		both("add", func(l ledger.Ledger) (any, error) {
			es := entries(t, docs...)
			for _, e := range es {
				e.Again = again
			}
			return l.Add(t.Context(), es)
		})
		for _, e := range entries(t, docs...) {
			known = append(known, e.ID)
		}
		id := rapid.SampledFrom(known).Draw(r, "id")
		both("document", func(l ledger.Ledger) (any, error) { return l.Document(t.Context(), id) })
		both("story", func(l ledger.Ledger) (any, error) { return l.Story(t.Context(), id) })
		for range 5 {
			q := g.query()
			both(fmt.Sprintf("search %+v", q), func(l ledger.Ledger) (any, error) { return l.Search(t.Context(), q) })
			most := map[string]int{ledger.Event: q.Limit, ledger.Position: 1, ledger.Attribution: 0}
			both(fmt.Sprintf("newest %+v", q), func(l ledger.Ledger) (any, error) { return l.Newest(t.Context(), q, most) })
			both(fmt.Sprintf("facets %+v", q), func(l ledger.Ledger) (any, error) { return l.Facets(t.Context(), q) })
			both(fmt.Sprintf("moves %+v", q), func(l ledger.Ledger) (any, error) { return l.Moves(t.Context(), q) })
		}
		both("coverage", func(l ledger.Ledger) (any, error) { return l.Coverage(t.Context(), 60) })
		stands := ledger.StandQuery{Holder: g.maybe(codes), Issue: g.maybe(issues), Since: g.maybe(days), Until: g.maybe(days)}
		both(fmt.Sprintf("stands %+v", stands), func(l ledger.Ledger) (any, error) { return l.Stands(t.Context(), stands) })
		said := ledger.StatementQuery{Holder: g.maybe(codes), Issue: g.maybe(issues), Since: g.maybe(days), Until: g.maybe(days), Limit: rapid.IntRange(0, 3).Draw(r, "limit")}
		both(fmt.Sprintf("statements %+v", said), func(l ledger.Ledger) (any, error) { return l.Statements(t.Context(), said) })
		words := ledger.IssueQuery{Words: g.maybe(vocabulary), Holder: g.maybe(codes)}
		both("issues", func(l ledger.Ledger) (any, error) { return l.Issues(t.Context(), words) })
		dealings := ledger.DealingsQuery{A: g.one(codes), B: g.one(codes), Since: g.maybe(days), Until: g.maybe(days)}
		both("dealings", func(l ledger.Ledger) (any, error) { return l.Dealings(t.Context(), dealings) })
		offices := ledger.OfficeQuery{Name: g.maybe(names), Actor: g.maybe([]string{"NOR.GOV", "SWE.GOV"})}
		both("offices", func(l ledger.Ledger) (any, error) { return l.Offices(t.Context(), offices) })
		both("count", func(l ledger.Ledger) (any, error) { return l.Count(t.Context()) })
	})
	checks(t, a)
	checks(t, b)
}

// witness says what is wrong with two ledgers that differ.
func witness(t *testing.T, ledgers ...ledger.Ledger) string {
	said := ""
	for i, l := range ledgers {
		n, err := l.Check(t.Context(), func(s string) { said += fmt.Sprintf("ledger %d: %s\n", i+1, s) })
		said += fmt.Sprintf("ledger %d: %d documents, %v\n", i+1, n, err)
	}
	return said
}

func asJSON(r *rapid.T, v any) string {
	if k, ok := v.(*ledger.Kept); ok && k != nil {
		c := *k
		c.Added = "" // each ledger has a clock
		v = c
	}
	if w, ok := v.([]ledger.Witness); ok {
		for i := range w {
			w[i].Added = ""
		}
	}
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		r.Fatal(err)
	}
	return string(b)
}

var (
	vocabulary = []string{"talks", "talk", "Ferry", "ferries", "the", "naïve", "NAIVE", "ships", "Ann", "Berg", "said", "中文", "we", "back", "1"}
	codes      = []string{"NOR", "SWE", "DNK"}
	issues     = []string{"talks:NOR+SWE", "ferry", "Ærø"}
	days       = []string{"2024-01-01", "2024-01-31", "2024-02-01", "2023-12-31"}
	names      = []string{"Ann Berg", "Åse Lind"}
)

// generator draws random documents and questions from small stocks, so that much coincides.
type generator struct{ *rapid.T }

func (g generator) one(from []string) string { return rapid.SampledFrom(from).Draw(g.T, "one") }

func (g generator) maybe(from []string) string {
	if rapid.Bool().Draw(g.T, "empty") {
		return ""
	}
	return g.one(from)
}

func (g generator) sentence() string {
	s := g.one(names) + " said"
	for range rapid.IntRange(1, 6).Draw(g.T, "words") {
		s += " " + g.one(vocabulary)
	}
	return s + "."
}

func (g generator) document() *doc.Document {
	text := g.sentence()
	d := page(g.one([]string{"a", "b", "c", "d", "e", "f", "g"}), g.maybe(days), g.maybe(vocabulary), text)
	d.Outlet = g.maybe([]string{"The Courier", "The Herald"})
	for range rapid.IntRange(0, 2).Draw(g.T, "positions") {
		who := g.one(names)
		if len(text) > len(who) && text[:len(who)] == who {
			say(d, g.one(codes), g.one(issues), g.one(doc.Stances), "said", who)
		} else {
			say(d, g.one(codes), g.one(issues), g.one(doc.Stances), "said", "")
		}
		if rapid.Bool().Draw(g.T, "own") {
			d.Positions[len(d.Positions)-1].Delta = ptr(g.one(doc.Deltas))
		}
	}
	for range rapid.IntRange(0, 2).Draw(g.T, "events") {
		act(d, g.one(codes), g.one(doc.EventTypes), g.maybe(codes), g.one(doc.Quads), "said")
	}
	return d
}

func (g generator) query() ledger.Query {
	q := ledger.Query{Holder: g.maybe(codes), Since: g.maybe(days), Limit: rapid.IntRange(1, 9).Draw(g.T, "limit")}
	if rapid.IntRange(0, 3).Draw(g.T, "more") == 0 {
		q.Actor, q.Issue, q.Type = g.maybe(codes), g.maybe(issues), g.maybe([]string{"position", "event", "supports", "AID"})
	}
	for range rapid.IntRange(0, 3).Draw(g.T, "words") {
		switch rapid.IntRange(0, 3).Draw(g.T, "how") {
		case 0:
			q.Words += ` "` + g.one(vocabulary) + " " + g.one(vocabulary) + `"`
		case 1:
			w := []rune(g.one(vocabulary))
			q.Words += " " + string(w[:rapid.IntRange(1, len(w)).Draw(g.T, "prefix")]) + "*"
		default:
			q.Words += " " + g.one(vocabulary)
		}
	}
	return q
}
