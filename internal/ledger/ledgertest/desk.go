package ledgertest

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/ledger"
)

func countsFacets(t *testing.T, l ledger.Ledger) {
	a := page("a", "2023-01-01", "", "Ann Berg said Norland backs the talks.", "Sweden shelled the pier.")
	say(a, "NOR", "talks:NOR+SWE", "supports", "backs the talks", "Ann Berg")
	act(a, "SWE", "ASSAULT", "NOR", "material-conflict", "shelled")
	b := page("b", "2024-01-02", "", "Sweden opposes the talks.")
	say(b, "SWE", "talks:NOR+SWE", "opposes", "opposes the talks", "")
	b.Outlet = "The Pier Post"
	put(t, l, a, b)
	f := func(pairs ...any) []ledger.Facet {
		all := []ledger.Facet{}
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, ledger.Facet{Value: pairs[i].(string), Count: pairs[i+1].(int)})
		}
		return all
	}
	got, err := l.Facets(t.Context(), ledger.Query{Actor: "NOR"})
	if err != nil {
		t.Fatal(err)
	}
	want := &ledger.Facets{Looked: 3, Kinds: f("attribution", 1, "event", 1, "position", 1), Holders: f("NOR", 1), Actors: f("NOR", 3, "SWE", 1),
		Issues: f("talks:NOR+SWE", 1), Types: got.Types, Statuses: f(), Outlets: f(a.Outlet, 3), Years: f("2023", 3)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, err = l.Facets(t.Context(), ledger.Query{Kind: "event"}); err != nil || cmp.Diff(f("actual", 1), got.Statuses) != "" {
		t.Errorf("of events: %+v, %v", got, err)
	}
	if got, err = l.Facets(t.Context(), ledger.Query{Words: "talks"}); err != nil {
		t.Fatal(err)
	}
	if got.Looked != 2 || !slices.Contains(got.Kinds, ledger.Facet{Value: "position", Count: 2}) || len(got.Outlets) != 2 {
		t.Errorf("of documents: %+v", got)
	}
	// What is counted is found.
	for _, q := range []ledger.Query{{Words: "talks", Outlet: "The Pier Post"}, {Kind: "position", Outlet: "The Pier Post"}} {
		if got := inputs(t, l, search(t, l, q)); !strings.HasPrefix(got, "b") || strings.Contains(got, " ") {
			t.Errorf("%+v: %q", q, got)
		}
	}
	if got := inputs(t, l, search(t, l, ledger.Query{Kind: "event", Status: "actual"})); got != "a/e1" {
		t.Errorf("actual events: %q", got)
	}
	if got, err := l.Facets(t.Context(), ledger.Query{Words: "zebra"}); err != nil || got.Looked != 0 || got.More {
		t.Errorf("of nothing: %+v, %v", got, err)
	}
}

func tellsMoves(t *testing.T, l ledger.Ledger) {
	wire := "we back talks on the pier of Vossvik with Bergen and Nordstjernen and 120 more"
	on := func(name, day, stance, words string) *doc.Document {
		return say(page(name, day, "", "Ann Berg said on the matter: "+words+"."), "NOR", "talks:NOR+SWE", stance, words, "Ann Berg")
	}
	put(t, l, on("a", "2024-01-01", "opposes", "no talks"), on("b", "2024-02-01", "supports", wire), on("c", "2024-02-02", "supports", wire),
		on("d", "2024-03-01", "supports", "we still back talks"), on("e", "", "offers", "we offer talks"))
	var got []string
	q := ledger.Query{Issue: "talks:NOR+SWE", Limit: 2}
	for n := 0; ; n++ {
		m, err := l.Moves(t.Context(), q)
		if err != nil || n > 5 {
			t.Fatal(err, n)
		}
		for _, x := range m.Moves {
			line := x.Day + " " + x.Delta + " " + x.Words
			if x.Previous != nil {
				line += " < " + x.Previous.Words
			}
			got = append(got, line)
		}
		if q.Before = m.Next; m.Next == "" {
			break
		}
	}
	want := []string{
		"2024-03-01 reiterated we still back talks < " + wire,
		"2024-02-01 shifted " + wire + " < no talks",
		"2024-01-01 new no talks",
		" reiterated we offer talks < we still back talks",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func countsCoverage(t *testing.T, l ledger.Ledger) {
	if c, err := l.Coverage(t.Context(), 30); err != nil || len(c.Days)+len(c.Outlets) != 0 {
		t.Errorf("of nothing: %+v, %v", c, err)
	}
	before, err := l.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	changed := page("b", "2024-03-01", "", "A ship sails at dawn.")
	put(t, l, page("a", "2023-01-01", "", "A ferry sails."), page("b", "2024-02-29", "", "A ship sails."), page("c", "2024-02-29", "", "A boat sails."))
	put(t, l, changed)
	if after, err := l.State(t.Context()); err != nil || after == before {
		t.Errorf("the state is %q before and %q after, %v", before, after, err)
	}
	c, err := l.Coverage(t.Context(), 30)
	if err != nil {
		t.Fatal(err)
	}
	want := &ledger.Coverage{Days: []ledger.Facet{{Value: "2024-02-29", Count: 1}, {Value: "2024-03-01", Count: 1}},
		Outlets: []ledger.Outlet{{Name: changed.Outlet, Documents: 2, Changed: 1, Last: "2024-03-01"}}}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

func keepsNotes(t *testing.T, l ledger.Ledger) {
	for _, x := range [][3]string{{"feed", "one", "1"}, {"feed", "two", "2"}, {"page", "one", "3"}, {"feed", "one", "4"}} {
		if err := l.PutNote(t.Context(), x[0], x[1], []byte(x[2])); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.NotesOf(t.Context(), "feed")
	var got []string
	for _, n := range all {
		got = append(got, string(n))
	}
	slices.Sort(got)
	if err != nil || strings.Join(got, " ") != "2 4" {
		t.Errorf("notes of feeds: %v, %v", got, err)
	}
}
