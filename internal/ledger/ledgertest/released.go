package ledgertest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/ledger"
)

// Small fills a ledger with a little of everything. Ledgers that were filled so by each released version are kept.
func Small(t *testing.T, l ledger.Ledger) {
	t.Helper()
	p := ledger.NewPreparer()
	var first string
	for i, text := range []string{"Norway backs it, for now.", "Norway backs it.", "Norway backs it.", "Åse Lind met Sweden."} {
		day := fmt.Sprintf("2024-05-%02d", i+1)
		d := &doc.Document{Schema: doc.Schema, Coder: "test", ID: fmt.Sprint(min(i, 1), i/2), Kind: "article", Text: text, Published: &day, Sentences: []doc.Span{{Start: 0, End: len(text)}}}
		s := []doc.Span{{Start: 0, End: 6}}
		if i < 3 {
			d.Positions = []doc.Position{{ID: "p1", Holder: "NOR", Subject: "it", Issue: "it", Stance: "supports", Evidence: s}}
		} else {
			d.Events = []doc.Event{{ID: "e1", Type: "CONSULT", CAMEO: "040", Quad: "verbal-cooperation", Status: "actual", Trigger: s[0], Sentence: 0,
				Actors: []doc.Actor{{Code: "NOR", Text: text[:6], Span: s[0]}}, Recipients: []doc.Actor{{Code: "SWE", Text: text[:6], Span: s[0]}}}}
		}
		e, err := p.Prepare(d.ID, d)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = e.ID
		}
		if _, err := l.Add(t.Context(), []*ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	c := ledger.Correction{Document: first, Kind: ledger.Position, Record: "p1", Action: ledger.Wrong, By: "Ann",
		Before: []byte(`{"id":"p1","holder":"NOR","evidence":[[0,6]]}`)}
	if err := l.Correct(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

// AnswersSmall wants of a ledger that Small filled, by whatever version, that it is whole and answers as it did then. name says
// which ledger it is.
func AnswersSmall(t *testing.T, l ledger.Ledger, name string) {
	t.Helper()
	n, err := l.Check(t.Context(), func(s string) { t.Errorf("%s: %s", name, s) })
	if err != nil || n != 4 {
		t.Errorf("%s: %d documents, %v, want 4", name, n, err)
	}
	var got []string
	for _, q := range []ledger.Query{{Holder: "NOR"}, {Words: "backs"}, {Words: `"Lind met"`}, {Actor: "SWE"}} {
		got = append(got, inputs(t, l, search(t, l, q)))
	}
	for _, k := range documents(t, l, ledger.Filter{All: true}) {
		got = append(got, fmt.Sprintf("%s version %d latest %v: %s", k.Address, k.Version, k.Latest, k.Doc.Text))
	}
	stands, err := l.Stands(t.Context(), ledger.StandQuery{Holder: "NOR"})
	for _, s := range stands {
		got = append(got, fmt.Sprintf("%s on %s: %d, last on %s, %d witnesses", s.Holder, s.Issue, s.Count, s.Last.Day, len(s.Last.Witnesses)))
	}
	dealings, err2 := l.Dealings(t.Context(), ledger.DealingsQuery{A: "NOR", B: "SWE"})
	corrections, err3 := l.Corrections(t.Context(), "")
	count, err4 := l.Count(t.Context())
	got = append(got, fmt.Sprintf("%+v, %d dealings, %d corrections", count, len(dealings), len(corrections)))
	if err := errors.Join(err, err2, err3, err4); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	want := []string{
		"1 0/p1", "1 0 0 0", "1 1", "1 1/e1",
		"1 1 version 2 latest true: Åse Lind met Sweden.", "1 1 version 1 latest false: Norway backs it.",
		"1 0 version 1 latest true: Norway backs it.", "0 0 version 1 latest true: Norway backs it, for now.",
		"NOR on it: 1, last on 2024-05-02, 1 witnesses",
		"{Documents:4 Addresses:3 Stories:3 Records:2}, 1 dealings, 1 corrections",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}
