package ledgertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readout/doc"
	"readout/internal/ledger"
)

func search(t testing.TB, l ledger.Ledger, q ledger.Query) *ledger.Hits {
	t.Helper()
	hits, err := l.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// inputs are the names of the documents found, in order.
func inputs(t testing.TB, l ledger.Ledger, h *ledger.Hits) string {
	t.Helper()
	var all []string
	for _, hit := range h.Hits {
		name := hit.Head.Address
		if hit.Record != "" {
			name += "/" + hit.Record
		}
		all = append(all, name)
	}
	return strings.Join(all, " ")
}

func searchesWords(t *testing.T, l ledger.Ledger) {
	put(t, l,
		page("a", "2024-01-01", "Ferries return", "India and Pakistan held direct talks."),
		page("b", "2024-01-02", "", "Pakistan’s minister will talk to India.", "The Café at the pier opens."),
		page("c", "2024-01-03", "", "Direct flights. Talks fail."))
	for words, want := range map[string]string{
		"india":                         "b a",
		"INDIA pakistan":                "b a",
		"talk":                          "c b a",
		"talks":                         "c b a",
		`"direct talks"`:                "a",
		"direct talks":                  "c a",
		"ferry":                         "a",
		"cafe":                          "b",
		"CAFÉ":                          "b",
		"pak*":                          "b a",
		"indi* fli*":                    "",
		"minister's":                    "b",
		"return india":                  "a",
		`"return india"`:                "",
		`"direct talks" "pakistan held`: "a",
		"courier":                       "c b a",
		"nothing":                       "",
	} {
		if got := inputs(t, l, search(t, l, ledger.Query{Words: words})); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
	if got := inputs(t, l, search(t, l, ledger.Query{Words: "talks", Since: "2024-01-02", Until: "2024-01-02"})); got != "b" {
		t.Errorf("by day: %q", got)
	}
	hit := search(t, l, ledger.Query{Words: "cafe"}).Hits[0]
	want := ledger.Excerpt{Text: "The Café at the pier opens.", Marked: []doc.Span{{Start: 4, End: 9}}}
	if diff := cmp.Diff(want, hit.Excerpt); diff != "" {
		t.Error(diff)
	}
}

func searchesRecords(t *testing.T, l ledger.Ledger) {
	a := page("a", "2024-01-01", "", "Ann Berg said Norland backs the talks.", "Sweden shelled the pier.")
	say(a, "NOR", "talks:NOR+SWE", "supports", "backs the talks", "Ann Berg")
	act(a, "SWE", "ASSAULT", "NOR", "material-conflict", "shelled")
	b := page("b", "2024-01-02", "", "Sweden opposes the tax.")
	say(b, "SWE", "tax", "opposes", "opposes the tax", "")
	put(t, l, a, b)
	for _, c := range []struct {
		q    ledger.Query
		want string
	}{
		{ledger.Query{Type: "position"}, "b/p1 a/p1"},
		{ledger.Query{Holder: "NOR"}, "a/p1"},
		{ledger.Query{Holder: "nor"}, "a/p1"},
		{ledger.Query{Actor: "SWE"}, "b/p1 a/e1"},
		{ledger.Query{Actor: "NOR.GOV"}, "a/e1 a/a1"},
		{ledger.Query{Actor: "NOR"}, "a/p1 a/e1 a/a1"},
		{ledger.Query{Actor: "NOR", Words: "pier"}, "a/e1"},
		{ledger.Query{Type: "ASSAULT"}, "a/e1"},
		{ledger.Query{Type: "opposes"}, "b/p1"},
		{ledger.Query{Issue: "talks:NOR+SWE"}, "a/p1"},
		{ledger.Query{Words: "berg", Type: "attribution"}, "a/a1"},
		{ledger.Query{Words: "shelled", Type: "position"}, ""},
		{ledger.Query{Actor: "SWE", Until: "2024-01-01"}, "a/e1"},
	} {
		if got := inputs(t, l, search(t, l, c.q)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.q, got, c.want)
		}
	}
	hit := search(t, l, ledger.Query{Type: "ASSAULT"}).Hits[0]
	if hit.Kind != ledger.Event || hit.Excerpt.Text != "Sweden shelled the pier." || hit.Head.Published != "2024-01-01" {
		t.Errorf("%+v", hit)
	}
}

// findsNewest asks for the newest of each kind at once and wants what a search for each finds.
func findsNewest(t *testing.T, l ledger.Ledger) {
	var docs []*doc.Document
	for i, name := range strings.Fields("a b c d e") {
		d := page(name, fmt.Sprintf("2024-01-0%d", i%4+1), "", "Ann Berg said Norland backs the talks.", "Sweden shelled the pier.")
		d.Outlet = []string{"The Courier", "The Herald"}[i%2]
		if i < 3 {
			say(d, "NOR", "talks:NOR+SWE", "supports", "backs the talks", "Ann Berg")
		}
		act(d, "SWE", "ASSAULT", "NOR", "material-conflict", "shelled")
		docs = append(docs, act(d, "NOR", "CONSULT", "SWE.MIL", "verbal-cooperation", "said"))
	}
	put(t, l, docs...)
	most := map[string]int{ledger.Attribution: 0, ledger.Event: 3, ledger.Position: 2, ledger.Warning: 4}
	for _, q := range []ledger.Query{
		{Actor: "NOR", With: "SWE"}, {Actor: "SWE", With: "NOR"}, {Actor: "NOR"}, {Actor: "NOR", Outlet: "The Herald"},
		{Actor: "NOR", Since: "2024-01-02", Until: "2024-01-03"}, {Issue: "talks:NOR+SWE"}, {Actor: "NOR", Words: "pier"}, {Actor: "DNK", With: "NOR"},
	} {
		got, err := l.Newest(t.Context(), q, most)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		of := map[string]*ledger.Hits{}
		for kind := range most {
			of[kind] = &ledger.Hits{}
		}
		for _, h := range got.Hits {
			of[h.Kind].Hits = append(of[h.Kind].Hits, h)
		}
		for kind, n := range most {
			want := &ledger.Hits{}
			if q.Kind, q.Limit = kind, n; n > 0 {
				want = search(t, l, q)
			}
			want.Next = ""
			if diff := cmp.Diff(want, of[kind], cmpopts.IgnoreUnexported(ledger.Kept{})); diff != "" {
				t.Errorf("%+v: %s", q, diff)
			}
		}
	}
	if h, err := l.Newest(t.Context(), ledger.Query{Actor: "NOR", With: "SWE"}, most); err != nil || inputs(t, l, h) != "d/e2 d/e1 c/e2" {
		t.Errorf("between two: %q, %v", inputs(t, l, h), err)
	}
}

func turnsPages(t *testing.T, l ledger.Ledger) {
	var docs []*doc.Document
	for _, name := range strings.Fields("a b c d e f g") {
		docs = append(docs, page(name, "2024-01-01", "", "Ferry "+name+" sails."))
	}
	put(t, l, docs...)
	whole := inputs(t, l, search(t, l, ledger.Query{Words: "ferry"}))
	if len(strings.Fields(whole)) != 7 {
		t.Fatalf("found %s", whole)
	}
	var parts []string
	q := ledger.Query{Words: "ferry", Limit: 3}
	for n := 0; ; n++ {
		h := search(t, l, q)
		parts = append(parts, inputs(t, l, h))
		if q.Before = h.Next; h.Next == "" || n > 5 {
			break
		}
	}
	if got := strings.Join(parts, " "); got != whole || len(parts) != 3 {
		t.Errorf("%v, want %s", parts, whole)
	}
}

func tellsStands(t *testing.T, l ledger.Ledger) {
	on := func(name, day, holder, stance, words string) *doc.Document {
		return say(page(name, day, "", "Ann Berg said of "+name+": "+words+"."), holder, "talks:NOR+SWE", stance, words, "Ann Berg")
	}
	qualified := on("d", "2024-03-01", "NOR", "supports", "we back talks at our pace")
	qualified.Positions[0].Terms = []doc.Term{{Aspect: "pace", DecidedBy: []string{"NOR"}, NotBy: []string{}}}
	put(t, l,
		on("c", "2024-02-10", "NOR", "supports", "we still back talks"),
		on("a", "2024-01-01", "NOR", "opposes", "no talks"),
		on("b", "2024-02-01", "NOR", "supports", "we back talks"),
		qualified,
		on("e", "2024-02-02", "SWE", "offers", "we offer talks"),
		on("f", "", "SWE", "offers", "we will offer talks"))
	stands, err := l.Stands(t.Context(), ledger.StandQuery{Issue: "talks:NOR+SWE"})
	if err != nil || len(stands) != 2 {
		t.Fatalf("%+v, %v", stands, err)
	}
	n, s := stands[0], stands[1]
	if n.Holder != "NOR" || n.Count != 4 || n.Delta != "qualified" || n.First.Words != "no talks" || n.First.Delta != "new" ||
		n.Last.Words != "we back talks at our pace" || n.Last.Speaker != "Ann Berg" || n.Last.Role != "minister" || len(n.Last.Witnesses) != 1 {
		t.Errorf("%+v", n)
	}
	if diff := cmp.Diff([]ledger.MonthsCount{{Month: "2024-01", Count: 1}, {Month: "2024-02", Count: 2}, {Month: "2024-03", Count: 1}}, n.Months); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]ledger.Speaker{{Name: "Ann Berg", Role: "minister", Count: 4}}, n.Speakers); diff != "" {
		t.Error(diff)
	}
	if s.Holder != "SWE" || s.Count != 2 || s.First.Day != "2024-02-02" || s.Last.Day != "2024-02-02" || s.Delta != "new" {
		t.Errorf("%+v", s)
	}
	all, err := l.Statements(t.Context(), ledger.StatementQuery{Holder: "NOR", Issue: "talks:NOR+SWE"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range all {
		got = append(got, x.Day+" "+x.Delta)
	}
	if diff := cmp.Diff([]string{"2024-01-01 new", "2024-02-01 shifted", "2024-02-10 reiterated", "2024-03-01 qualified"}, got); diff != "" {
		t.Error(diff)
	}
	early, err := l.Stands(t.Context(), ledger.StandQuery{Holder: "NOR", Until: "2024-02-05"})
	if err != nil || len(early) != 1 || early[0].Delta != "shifted" || early[0].Count != 2 {
		t.Errorf("until February: %+v, %v", early, err)
	}
}

func tellsDealings(t *testing.T, l ledger.Ledger) {
	wire := "Sweden shelled the pier of Vossvik on Tuesday and the ferry Nordstjernen left for Bergen with 120 on board, the port office said."
	planned := act(page("d", "2024-02-01", "", "Sweden may shell."), "SWE", "ASSAULT", "NOR", "material-conflict", "shell")
	planned.Events[0].Status = "planned"
	own := act(page("e", "2024-03-01", "", "On 30 January Sweden shelled the town."), "SWE", "ASSAULT", "NOR", "material-conflict", "shelled")
	own.Events[0].Date = ptr("2024-01-30")
	both := page("f", "2024-02-03", "", "Norway and Sweden met.")
	act(both, "NOR", "CONSULT", "", "verbal-cooperation", "Norway")
	both.Events[0].Actors = append(both.Events[0].Actors, doc.Actor{Code: "SWE", Text: "Sweden", Span: span(both, "Sweden")})
	put(t, l,
		act(page("a", "2024-01-10", "One", wire), "SWE", "ASSAULT", "NOR", "material-conflict", "shelled"),
		act(page("b", "2024-01-11", "Two", wire), "SWE", "ASSAULT", "NOR", "material-conflict", "shelled"),
		act(page("c", "2024-01-12", "", "Norway condemned it."), "NOR", "ACCUSE", "SWE", "verbal-conflict", "condemned"),
		planned, own, both)
	got, err := l.Dealings(t.Context(), ledger.DealingsQuery{A: "NOR", B: "SWE"})
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.Dealing{
		{Actor: "NOR", Recipient: "SWE", Month: "2024-01", Quad: "verbal-conflict", Count: 1},
		{Actor: "NOR", Recipient: "SWE", Month: "2024-02", Quad: "verbal-cooperation", Count: 1},
		{Actor: "SWE", Recipient: "NOR", Month: "2024-01", Quad: "material-conflict", Count: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, err := l.Dealings(t.Context(), ledger.DealingsQuery{A: "NOR", B: "SWE", Type: "ACCUSE", Since: "2024-01-12", Until: "2024-01-12"}); err != nil || len(got) != 1 {
		t.Errorf("%v, %v", got, err)
	}
}

// A group of one land stands in an event by its land and name, and is found by its own code too.
func tellsGroups(t *testing.T, l ledger.Ledger) {
	fight := page("a", "2024-01-10", "", "The army fought the RSF on Monday.")
	act(fight, "SDN", "ASSAULT", "SDN", "material-conflict", "fought")
	fight.Events[0].Recipients[0] = doc.Actor{Code: "SDN", Sector: ptr("REB"), Text: "the RSF", Name: ptr("Rapid Support Forces"), Span: span(fight, "the RSF")}
	freed := page("b", "2024-01-12", "", "Ismail Haniyeh met Sweden.")
	act(freed, "SWE", "CONSULT", "", "verbal-cooperation", "Sweden")
	freed.Events[0].Actors = append(freed.Events[0].Actors, doc.Actor{Code: "PSE", Sector: ptr("REB"), Text: "Ismail Haniyeh", Name: ptr("Ismail Haniyeh"), Span: span(freed, "Ismail Haniyeh")})
	put(t, l, fight, freed)
	for actor, want := range map[string]string{"RSF": "a/e1", "SDN": "a/e1", "SDN.REB": "a/e1", "HAMAS": "b/e1", "PSE": "b/e1", "PLO": ""} {
		if got := inputs(t, l, search(t, l, ledger.Query{Actor: actor})); got != want {
			t.Errorf("%s is found in %q, want %q", actor, got, want)
		}
	}
	for pair, want := range map[[2]string]int{{"SDN", "RSF"}: 1, {"HAMAS", "SWE"}: 1, {"PSE", "SWE"}: 1, {"HAMAS", "PSE"}: 0} {
		got, err := l.Dealings(t.Context(), ledger.DealingsQuery{A: pair[0], B: pair[1]})
		if err != nil || len(got) != want {
			t.Errorf("between %v: %v, %v; want %d", pair, got, err, want)
		}
	}
}

func tellsOffices(t *testing.T, l ledger.Ledger) {
	speech := func(name, day, role string) *doc.Document {
		d := say(page(name, day, "", "Ann Berg said "+name+"."), "NOR", "talks", "supports", "said", "Ann Berg")
		d.Attributions[0].Source.Role = ptr(role)
		return d
	}
	put(t, l, speech("a", "2024-01-01", "envoy"), speech("b", "2024-02-01", "envoy"), speech("c", "2024-03-01", "foreign minister"))
	for _, q := range []ledger.OfficeQuery{{Name: "Ann Berg"}, {Actor: "NOR.GOV"}} {
		got, err := l.Offices(t.Context(), q)
		if err != nil || len(got) != 2 {
			t.Fatalf("%+v, %v", got, err)
		}
		if o := got[1]; got[0].Role != "foreign minister" || o.Role != "envoy" || o.First != "2024-01-01" || o.Last != "2024-02-01" ||
			o.Count != 2 || o.FirstRecord == o.LastRecord || !strings.HasSuffix(o.FirstRecord, "/a1") {
			t.Errorf("%+v", got)
		}
	}
}

func refusesQuestions(t *testing.T, l ledger.Ledger) {
	for want, ask := range map[string]func() error{
		"nothing to search for": func() error { _, err := l.Search(t.Context(), ledger.Query{Words: ` " - `}); return err },
		"too many to search": func() error {
			_, err := l.Search(t.Context(), ledger.Query{Words: strings.Repeat("a ", 100)})
			return err
		},
		"is no place to go on": func() error {
			_, err := l.Search(t.Context(), ledger.Query{Words: "a", Before: "-"})
			return err
		},
		"give a holder, an actor": func() error { _, err := l.Newest(t.Context(), ledger.Query{Words: "a"}, nil); return err },
		"is no day":               func() error { _, err := l.Search(t.Context(), ledger.Query{Words: "a", Since: "2024"}); return err },
		"give a holder or an":     func() error { _, err := l.Stands(t.Context(), ledger.StandQuery{}); return err },
		"give two actors":         func() error { _, err := l.Dealings(t.Context(), ledger.DealingsQuery{A: "NOR"}); return err },
		"give a name or an actor": func() error { _, err := l.Offices(t.Context(), ledger.OfficeQuery{}); return err },
		`"2024-13-01" is no day`: func() error {
			_, err := l.Stands(t.Context(), ledger.StandQuery{Issue: "a", Until: "2024-13-01"})
			return err
		},
		`"2024-02-30" is no day s`: func() error {
			_, err := l.Dealings(t.Context(), ledger.DealingsQuery{A: "A", B: "B", Since: "2024-02-30"})
			return err
		},
	} {
		if err := ask(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
