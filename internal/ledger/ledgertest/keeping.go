package ledgertest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/ledger"
)

func keepsDocuments(t *testing.T, l ledger.Ledger) {
	d := say(page("one", "2024-05-06", "Norland “speaks”", "Ann Berg said Norland backs the talks.", "Snow fell on Sørland."), "NOR", "talks:NOR+SWE", "supports", "backs the talks", "Ann Berg")
	d.URL = ptr("https://courier.example/1")
	if diff := cmp.Diff([]ledger.Outcome{ledger.New}, put(t, l, d)); diff != "" {
		t.Error(diff)
	}
	all := documents(t, l, ledger.Filter{})
	if len(all) != 1 {
		t.Fatalf("%d documents, want 1", len(all))
	}
	k := all[0]
	if k.Address != "https://courier.example/1" || k.Version != 1 || !k.Latest || k.Story != k.ID || k.Input != "one" || k.Added == "" {
		t.Errorf("%+v", k)
	}
	if diff := cmp.Diff(encoded(t, d), encoded(t, k.Doc)); diff != "" {
		t.Error(diff)
	}
	again, err := l.Document(t.Context(), k.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(encoded(t, d), encoded(t, again.Doc)); diff != "" {
		t.Error(diff)
	}
	if _, err := l.Document(t.Context(), "0123456789abcdef"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("an unknown id: %v", err)
	}
	want := ledger.Count{Documents: 1, Addresses: 1, Stories: 1, Records: 2}
	if got, err := l.Count(t.Context()); err != nil || got != want {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
}

func knowsInputs(t *testing.T, l ledger.Ledger) {
	d := page("one", "", "", "The ferry sails.")
	e := entries(t, d)[0]
	for _, want := range []bool{false, true} {
		if got, err := l.Known(t.Context(), e.Input); err != nil || got != want {
			t.Errorf("known: %v, %v, want %v", got, err, want)
		}
		put(t, l, d)
	}
	if got, _ := l.Known(t.Context(), ledger.DigestOf("two", []byte(d.Text))); got {
		t.Error("an input of another name is known")
	}
}

func addsOnce(t *testing.T, l ledger.Ledger) {
	a, b := page("one", "2024-01-02", "", "The ferry sails."), page("two", "2024-01-02", "", "The ferry sails.")
	for i, want := range [][]ledger.Outcome{{ledger.New, ledger.New, ledger.Same}, {ledger.Same, ledger.Same, ledger.Same}} {
		if diff := cmp.Diff(want, put(t, l, a, b, a)); diff != "" {
			t.Errorf("time %d: %s", i+1, diff)
		}
	}
	if got := ids(documents(t, l, ledger.Filter{})); len(got) != 2 {
		t.Errorf("%v, want two documents", got)
	}
}

func keepsVersions(t *testing.T, l ledger.Ledger) {
	first := say(page("one", "2024-01-02", "", "Norland backs the talks."), "NOR", "talks", "supports", "backs the talks", "")
	second := say(page("one", "2024-01-02", "", "Norland will not back the talks."), "NOR", "talks", "opposes", "back the talks", "")
	put(t, l, first)
	if diff := cmp.Diff([]ledger.Outcome{ledger.Version}, put(t, l, second)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]ledger.Outcome{ledger.Version, ledger.Same, ledger.Version}, put(t, l, page("one", "2024-01-03", "", "Third."), first, page("one", "2024-01-03", "", "Fourth."))); diff != "" {
		t.Error(diff)
	}
	latest := documents(t, l, ledger.Filter{})
	if len(latest) != 1 || latest[0].Version != 4 || latest[0].Doc.Text != "Fourth." {
		t.Errorf("%v", latest)
	}
	if all := documents(t, l, ledger.Filter{All: true}); len(all) != 4 {
		t.Errorf("%d documents of all versions, want 4", len(all))
	}
	for words, want := range map[string]int{"talks": 0, "third": 0, "fourth": 1} {
		if got := search(t, l, ledger.Query{Words: words}); len(got.Hits) != want {
			t.Errorf("%s: %d hits, want %d", words, len(got.Hits), want)
		}
	}
}

// ranksVersions adds texts of one address in every order, one by one and at once.
func ranksVersions(t *testing.T, l ledger.Ledger) {
	versions := []struct {
		day        string
		seen, sent int64
	}{
		{"", 0, 9}, {"2024-01-02", 0, 8}, {"2024-01-02", 1_704_200_000, 1}, {"2024-01-02", 1_704_200_000, 2}, // from the oldest to the newest
	}
	n := 0
	for order := range permutations(len(versions)) {
		for _, atOnce := range []bool{false, true} {
			name := fmt.Sprint("page ", n)
			n++
			var batch []*ledger.Entry
			for _, i := range order {
				v := versions[i]
				d := say(page(name, v.day, "", fmt.Sprintf("Text %d backs the talks.", i)), "NOR", "talks", "supports", "backs the talks", "")
				e := entries(t, d)[0]
				if e.Sent = v.sent; v.seen > 0 {
					e.Seen = v.seen
				}
				if batch = append(batch, e); atOnce && len(batch) < len(versions) {
					continue
				}
				if _, err := l.Add(t.Context(), batch); err != nil {
					t.Fatal(err)
				}
				batch = nil
			}
			got := map[int]string{}
			for _, k := range documents(t, l, ledger.Filter{All: true}) {
				if k.Input == name {
					got[k.Version] = fmt.Sprint(k.Doc.Text, " ", k.Latest)
				}
			}
			want := map[int]string{1: "Text 0 backs the talks. false", 2: "Text 1 backs the talks. false", 3: "Text 2 backs the talks. false", 4: "Text 3 backs the talks. true"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("in the order %v, at once %v: %s", order, atOnce, diff)
			}
		}
	}
	if got, err := l.Count(t.Context()); err != nil || got.Documents != 4*n || got.Addresses != n || got.Records != n {
		t.Errorf("%+v, %v, want %d addresses of four documents, each with one record", got, err, n)
	}
}

// permutations gives all orders of the numbers below n.
func permutations(n int) func(func([]int) bool) {
	return func(yield func([]int) bool) {
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		var permute func(k int) bool
		permute = func(k int) bool {
			if k == n {
				return yield(order)
			}
			for i := k; i < n; i++ {
				order[k], order[i] = order[i], order[k]
				if !permute(k + 1) {
					return false
				}
				order[k], order[i] = order[i], order[k]
			}
			return true
		}
		permute(0)
	}
}

func readsAgain(t *testing.T, l ledger.Ledger) {
	plain := page("one", "2024-01-02", "", "Norland backs the talks.")
	put(t, l, plain, page("two", "2024-01-02", "", "Snow fell."))
	before := documents(t, l, ledger.Filter{})
	better := say(page("one", "2024-01-05", "", "Norland backs the talks."), "NOR", "talks", "supports", "backs the talks", "")
	better.Coder = "test 2"
	e := entries(t, better)
	e[0].Again = true
	out, err := l.Add(t.Context(), e)
	if err != nil || out[0] != ledger.Reread {
		t.Fatalf("%v, %v", out, err)
	}
	after := documents(t, l, ledger.Filter{})
	if len(after) != 2 || after[0].Doc.Coder != "test 2" || value(after[0].Doc.Published) != "2024-01-05" {
		t.Fatalf("%d documents, %s first", len(after), after[0].Doc.Coder)
	}
	want, got := ids(before), ids(after)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("ids change from %v to %v", want, got)
	}
	if got := search(t, l, ledger.Query{Holder: "NOR"}); len(got.Hits) != 1 {
		t.Errorf("%d hits, want the record found by the second reading", len(got.Hits))
	}
	// A new version and the old text again, at once: the new one stays the newest.
	e = entries(t, page("one", "2024-02-02", "", "Norland backs the talks no more."), better)
	e[0].Again, e[1].Again = true, true
	if out, err := l.Add(t.Context(), e); err != nil || !slices.Equal(out, []ledger.Outcome{ledger.Version, ledger.Reread}) {
		t.Fatalf("%v, %v", out, err)
	}
	if got := documents(t, l, ledger.Filter{}); len(got) != 2 || got[0].Version != 2 {
		t.Errorf("%d documents of the newest versions, want 2", len(got))
	}
}

func keepsOrder(t *testing.T, l ledger.Ledger) {
	put(t, l, page("c", "", "", "No day."), page("a", "2024-02-01", "", "February."), page("d", "0001-01-01", "", "The first day."), page("b", "2024-03-01", "", "March."), page("e", "9999-12-31", "", "The last day."))
	for _, c := range []struct {
		f    ledger.Filter
		want string
	}{
		{ledger.Filter{}, "e b a d c"},
		{ledger.Filter{Since: "2024-02-01", Until: "2024-03-01"}, "b a"},
		{ledger.Filter{Since: "2024-02-02"}, "e b"},
		{ledger.Filter{Until: "2024-02-29"}, "a d c"},
	} {
		var got []string
		for _, k := range documents(t, l, c.f) {
			got = append(got, k.Input)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%+v: %s, want %s", c.f, s, c.want)
		}
	}
	for _, err := range l.Documents(t.Context(), ledger.Filter{Since: "June"}) {
		if err == nil || !strings.Contains(err.Error(), "is no day such as") {
			t.Errorf("error %v", err)
		}
	}
}

func foldsStories(t *testing.T, l ledger.Ledger) {
	wire := "The harbour of Vossvik was closed on Tuesday after the ferry Nordstjernen ran into the pier, the port office said, and 120 passengers were brought to Bergen by bus."
	a := say(page("late", "2024-01-05", "Ferry hits pier", wire), "NOR", "ferry", "demands", "closed on Tuesday", "")
	b := say(page("early", "2024-01-03", "Pier damaged", wire), "NOR", "ferry", "demands", "closed on Tuesday", "")
	c := page("other", "2024-01-03", "", "A bakery opened in Molde.")
	a.Outlet, b.Outlet = "The Courier", "The Herald"
	put(t, l, a, c)
	put(t, l, b)
	stories := map[string]string{}
	for _, k := range documents(t, l, ledger.Filter{}) {
		stories[k.Input] = k.Story
	}
	if stories["late"] != stories["early"] || stories["other"] == stories["late"] {
		t.Errorf("stories %v", stories)
	}
	w, err := l.Story(t.Context(), stories["late"])
	if err != nil || len(w) != 2 || w[0].Title != "Pier damaged" || w[0].ID != stories["late"] {
		t.Errorf("witnesses %+v, %v", w, err)
	}
	stands, err := l.Stands(t.Context(), ledger.StandQuery{Issue: "ferry"})
	if err != nil || len(stands) != 1 || stands[0].Count != 1 || stands[0].First.Day != "2024-01-03" || len(stands[0].First.Witnesses) != 2 {
		t.Errorf("stands %+v, %v", stands, err)
	}
	if _, err := l.Story(t.Context(), "none"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("error %v", err)
	}
}

// What is said again in the same words weeks later counts again, whichever of both comes first.
func countsAgain(t *testing.T, l ledger.Ledger) {
	wire := "The harbour of Vossvik stays closed to the ferry Nordstjernen, Minister Kari Dahl said in Bergen after she met Mayor Ole Vik of Molde and 12 captains."
	put(t, l, say(page("again", "2024-02-10", "", wire), "NOR", "ferry", "opposes", "stays closed", "Kari Dahl"))
	put(t, l,
		say(page("first", "2024-01-03", "", wire), "NOR", "ferry", "opposes", "stays closed", "Kari Dahl"),
		say(page("copy", "2024-01-06", "", wire), "NOR", "ferry", "opposes", "stays closed", "Kari Dahl"))
	stories := map[string]string{}
	for _, k := range documents(t, l, ledger.Filter{}) {
		stories[k.Input] = k.Story
	}
	if stories["first"] != stories["copy"] || stories["again"] == stories["first"] {
		t.Errorf("stories %v", stories)
	}
	stands, err := l.Stands(t.Context(), ledger.StandQuery{Issue: "ferry"})
	if err != nil || len(stands) != 1 || stands[0].Count != 2 || stands[0].First.Day != "2024-01-03" || stands[0].Last.Day != "2024-02-10" {
		t.Errorf("stands %+v, %v", stands, err)
	}
}

func keepsCorrections(t *testing.T, l ledger.Ledger) {
	d := say(page("one", "2024-01-02", "", "Norland backs the talks.", "Sweden is silent."), "NOR", "talks", "supports", "backs the talks", "")
	put(t, l, d)
	id := documents(t, l, ledger.Filter{})[0].ID
	correct := func(c ledger.Correction) {
		t.Helper()
		c.Document, c.Kind, c.By = id, ledger.Position, "Ann"
		if err := l.Correct(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		checks(t, l)
	}
	stances := func() string {
		k, err := l.Document(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, p := range k.Doc.Positions {
			all = append(all, p.Holder+" "+p.Stance)
		}
		for _, h := range search(t, l, ledger.Query{Type: "position"}).Hits {
			all = append(all, h.Record)
		}
		return strings.Join(all, ", ")
	}
	before := record(t, l, id, "p1")
	correct(ledger.Correction{Record: "p1", Action: ledger.Mend, Before: before, After: json.RawMessage(strings.Replace(string(before), "supports", "demands", 1))})
	if got := stances(); got != "NOR demands, p1" {
		t.Errorf("mended: %s", got)
	}
	missed := `{"holder":"SWE","subject":"talks","issue":"talks","parties":["SWE"],"stance":"declines","delta":null,"terms":[],"evidence":[[26,32]],"attribution":null,"confidence":1}`
	correct(ledger.Correction{Action: ledger.Add, After: json.RawMessage(missed)})
	if got := stances(); got != "NOR demands, SWE declines, h1, p1" {
		t.Errorf("added: %s", got)
	}
	correct(ledger.Correction{Record: "p1", Action: ledger.Wrong, Before: record(t, l, id, "p1")})
	if got := stances(); got != "SWE declines, h1" {
		t.Errorf("taken out: %s", got)
	}
	k, _ := l.Document(t.Context(), id)
	if machine, err := doc.Decode(k.Machine()); err != nil || len(machine.Positions) != 1 || machine.Positions[0].Stance != "supports" {
		t.Errorf("the machine's own records are touched: %v, %v", machine.Positions, err)
	}
	all, err := l.Corrections(t.Context(), "")
	if err != nil || len(all) != 3 || all[0].By != "Ann" || all[0].At == "" {
		t.Errorf("corrections %v, %v", all, err)
	}
}

func correctionsSurvive(t *testing.T, l ledger.Ledger) {
	d := say(page("one", "2024-01-02", "", "Norland backs the talks and rejects the tax."), "NOR", "talks", "supports", "backs the talks", "")
	put(t, l, d)
	id := documents(t, l, ledger.Filter{})[0].ID
	before := record(t, l, id, "p1")
	mend := ledger.Correction{Document: id, Kind: ledger.Position, Record: "p1", Action: ledger.Mend, Before: before, By: "Ann",
		After: json.RawMessage(strings.Replace(string(before), `"issue":"talks"`, `"issue":"talks:NOR"`, 1))}
	if err := l.Correct(t.Context(), mend); err != nil {
		t.Fatal(err)
	}
	again := func(want string, positions func(*doc.Document)) {
		t.Helper()
		n := page("one", "2024-01-02", "", "Norland backs the talks and rejects the tax.")
		n.Coder = "test 2"
		positions(n)
		e := entries(t, n)
		e[0].Again = true
		if _, err := l.Add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		k, err := l.Document(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range k.Doc.Positions {
			got = append(got, p.Issue)
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != want {
			t.Errorf("issues %s, want %s", s, want)
		}
		checks(t, l)
	}
	again("talks:NOR tax", func(d *doc.Document) { // numbered anew
		say(d, "NOR", "tax", "opposes", "rejects the tax", "")
		say(d, "NOR", "talks", "supports", "backs the talks", "")
	})
	again("talks:NOR tax", func(d *doc.Document) { // the machine has lost it
		say(d, "NOR", "tax", "opposes", "rejects the tax", "")
	})
}

func refusesCorrections(t *testing.T, l ledger.Ledger) {
	put(t, l, say(page("one", "2024-01-02", "", "Norland backs the talks."), "NOR", "talks", "supports", "backs the talks", ""))
	id := documents(t, l, ledger.Filter{})[0].ID
	before := record(t, l, id, "p1")
	good := ledger.Correction{Document: id, Kind: ledger.Position, Record: "p1", Action: ledger.Wrong, Before: before, By: "Ann"}
	for want, change := range map[string]func(*ledger.Correction){
		"is not in the ledger":       func(c *ledger.Correction) { c.Document = "0123456789abcdef" },
		"say who corrects":           func(c *ledger.Correction) { c.By = " " },
		"is no kind of record":       func(c *ledger.Correction) { c.Kind = "rumour" },
		"is no correction":           func(c *ledger.Correction) { c.Action = "burn" },
		"say which record is meant":  func(c *ledger.Correction) { c.Before = nil },
		"say what the record should": func(c *ledger.Correction) { c.Action = ledger.Mend },
		"is none of supports": func(c *ledger.Correction) {
			c.Action, c.After = ledger.Mend, json.RawMessage(strings.Replace(string(before), "supports", "loves", 1))
		},
		"leaves the text": func(c *ledger.Correction) {
			c.Action, c.After = ledger.Mend, json.RawMessage(strings.Replace(string(before), "[[8,23]]", "[[8,99]]", 1))
		},
	} {
		c := good
		change(&c)
		if err := l.Correct(t.Context(), c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if all, _ := l.Corrections(t.Context(), ""); len(all) != 0 {
		t.Errorf("kept all the same: %v", all)
	}
}

func takesOdd(t *testing.T, l ledger.Ledger) {
	long := strings.Repeat("x", 5000)
	odd := []*doc.Document{
		page("zero\x00byte", "2024-01-02", "a\x00title", "With a zero \x00 in it."),
		page(long, "2024-01-02", long, strings.Repeat("word ", 50_000)+"end"),
		page("empty", "2024-01-02", "", ""),
		page("quotes", "2024-01-02", `"';--`, `'); DROP TABLE documents; -- " * ( AND`),
		page("no space", "2024-01-02", "", strings.Repeat("ü", 4000)),
		page("中文", "2024-01-02", "中文", "两国 支持 谈判。"),
	}
	odd[2].Sentences = nil
	say(odd[3], "NOR", long, "supports", "DROP", "")
	many := page("many", "2024-01-02", "", "Norland backs the talks.")
	for range 10_000 {
		many.Positions = append(many.Positions, doc.Position{ID: fmt.Sprint("p", len(many.Positions)), Holder: "NOR", Subject: "talks", Issue: "talks", Stance: "supports", Evidence: []doc.Span{span(many, "talks")}})
	}
	odd = append(odd, many)
	put(t, l, odd...)
	if got := documents(t, l, ledger.Filter{}); len(got) != len(odd) {
		t.Errorf("%d documents, want %d", len(got), len(odd))
	}
	for _, words := range []string{"drop table documents", `"drop table"`, "支持", "word", "zero*", "'); --drop", `end`} {
		got, err := l.Search(t.Context(), ledger.Query{Words: words})
		if err != nil {
			t.Errorf("%s: %v", words, err)
		} else if want := words != "end"; (len(got.Hits) > 0) != want {
			t.Errorf("%s: %d hits", words, len(got.Hits)) // the end of so long a text is not indexed
		}
	}
}

func givesSince(t *testing.T, l ledger.Ledger) {
	put(t, l, page("b", "2024-01-02", "", "First."), page("a", "2024-01-09", "", "Second."), page("a", "2024-01-09", "", "Third."))
	var got []string
	for mark, n := int64(0), 1; ; {
		docs, next, err := l.Since(t.Context(), mark, n)
		if err != nil {
			t.Fatal(err)
		}
		if next == mark {
			break
		}
		for _, k := range docs {
			got = append(got, k.Doc.Text)
		}
		mark = next
		if err := l.SetMark(t.Context(), "reader", mark); err != nil {
			t.Fatal(err)
		}
	}
	if s := strings.Join(got, " "); s != "First. Third." {
		t.Errorf("%s", s)
	}
	if mark, err := l.Mark(t.Context(), "reader"); err != nil || mark != 3 {
		t.Errorf("mark %d, %v", mark, err)
	}
	if mark, err := l.Mark(t.Context(), "nobody"); err != nil || mark != 0 {
		t.Errorf("mark %d, %v", mark, err)
	}
}

// addsAtOnce lets several add overlapping documents, while others read.
func addsAtOnce(t *testing.T, l ledger.Ledger) {
	const sides, each = 4, 40
	var adding, reading sync.WaitGroup
	done := make(chan struct{})
	fresh := make([]int, sides)
	for s := range sides {
		adding.Go(func() {
			for i := range each {
				n := (s*each/2 + i) % (sides * each / 2)
				d := page(fmt.Sprint("doc ", n), "2024-01-02", "", fmt.Sprintf("Ferry number %d sails.", n))
				out, err := l.Add(t.Context(), entries(t, d))
				if err != nil {
					t.Error(err)
					return
				}
				if out[0] == ledger.New {
					fresh[s]++
				}
			}
		})
	}
	for range 2 {
		reading.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, err := l.Search(t.Context(), ledger.Query{Words: "ferry"}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	adding.Wait()
	close(done)
	reading.Wait()
	total := 0
	for _, n := range fresh {
		total += n
	}
	if got := len(documents(t, l, ledger.Filter{})); got != sides*each/2 || total != got {
		t.Errorf("%d documents, %d new, want %d of both", got, total, sides*each/2)
	}
}

func documents(t testing.TB, l ledger.Ledger, f ledger.Filter) []*ledger.Kept {
	t.Helper()
	var all []*ledger.Kept
	for k, err := range l.Documents(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, k)
	}
	return all
}

func ids(all []*ledger.Kept) []string {
	var s []string
	for _, k := range all {
		s = append(s, k.ID)
	}
	return s
}

func encoded(t testing.TB, d *doc.Document) string {
	t.Helper()
	var b strings.Builder
	if err := doc.Encode(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// record gives a record as it is now.
func record(t testing.TB, l ledger.Ledger, id, local string) json.RawMessage {
	t.Helper()
	k, err := l.Document(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	_, raw, err := ledger.RecordJSON([]byte(encoded(t, k.Doc)), local)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
