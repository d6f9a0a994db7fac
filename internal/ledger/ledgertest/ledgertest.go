// Package ledgertest holds what every ledger must do, whatever it keeps its documents in.
//
// A store's test calls Run with a function that opens an empty ledger. Compare lets two stores do the same random things and
// asks them the same random questions.
package ledgertest

import (
	"strings"
	"testing"

	"readout/doc"
	"readout/internal/ledger"
)

// Run runs the suite. open gives an empty ledger each time, to be closed by the suite.
func Run(t *testing.T, open func(t *testing.T) ledger.Ledger) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, l ledger.Ledger)
	}{
		{"keeps documents", keepsDocuments},
		{"knows inputs again", knowsInputs},
		{"adds the same once", addsOnce},
		{"keeps versions", keepsVersions},
		{"ranks versions in whatever order they come", ranksVersions},
		{"reads again", readsAgain},
		{"keeps days apart and in order", keepsOrder},
		{"searches words", searchesWords},
		{"searches records", searchesRecords},
		{"finds the newest of each kind", findsNewest},
		{"counts what answers have in common", countsFacets},
		{"tells what moved", tellsMoves},
		{"counts days and outlets", countsCoverage},
		{"keeps notes", keepsNotes},
		{"turns pages", turnsPages},
		{"folds stories", foldsStories},
		{"counts what is said again", countsAgain},
		{"tells where holders stand", tellsStands},
		{"tells what happened between two", tellsDealings},
		{"finds groups by their lands and names", tellsGroups},
		{"tells who was what", tellsOffices},
		{"counts as the walk does", countsAsTheWalk},
		{"keeps corrections", keepsCorrections},
		{"keeps corrections when read again", correctionsSurvive},
		{"refuses bad corrections", refusesCorrections},
		{"refuses bad questions", refusesQuestions},
		{"takes what is odd", takesOdd},
		{"gives what came since", givesSince},
		{"adds from many sides at once", addsAtOnce},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := open(t)
			defer l.Close()
			c.test(t, l)
			checks(t, l)
		})
	}
}

// checks wants the ledger whole.
func checks(t *testing.T, l ledger.Ledger) {
	t.Helper()
	if _, err := l.Check(t.Context(), func(s string) { t.Errorf("check: %s", s) }); err != nil {
		t.Errorf("check: %v", err)
	}
}

// put adds documents and wants no error.
func put(t *testing.T, l ledger.Ledger, docs ...*doc.Document) []ledger.Outcome {
	t.Helper()
	out, err := l.Add(t.Context(), entries(t, docs...))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func entries(t testing.TB, docs ...*doc.Document) []*ledger.Entry {
	t.Helper()
	p := ledger.NewPreparer()
	var all []*ledger.Entry
	for _, d := range docs {
		e, err := p.Prepare(d.ID, d)
		if err != nil {
			t.Fatal(err)
		}
		e.Input = ledger.DigestOf(d.ID, []byte(d.Text), []byte(d.Coder))
		all = append(all, e)
	}
	return all
}

// page makes a document of paragraphs; each is one sentence.
func page(id, day, title string, paragraphs ...string) *doc.Document {
	d := &doc.Document{Schema: doc.Schema, Coder: "test 1", ID: id, Kind: "article", Language: "en", Title: title,
		Outlet: "The Courier", Text: strings.Join(paragraphs, "\n\n")}
	if day != "" {
		d.Published = &day
	}
	at := 0
	for _, p := range paragraphs {
		d.Sentences = append(d.Sentences, doc.Span{Start: at, End: at + len(p)})
		at += len(p) + 2
	}
	return d
}

func ptr(s string) *string { return &s }

// span finds words in a document's text.
func span(d *doc.Document, words string) doc.Span {
	i := strings.Index(d.Text, words)
	if i < 0 {
		panic("no " + words + " in " + d.Text)
	}
	return doc.Span{Start: i, End: i + len(words)}
}

// say adds a position, and a statement of its speaker's if there is one.
func say(d *doc.Document, holder, issue, stance, words, speaker string) *doc.Document {
	n := len(d.Positions) + 1
	p := doc.Position{ID: "p" + string(rune('0'+n)), Holder: holder, Subject: "the " + issue, Issue: issue, Stance: stance,
		Parties: []string{holder}, Evidence: []doc.Span{span(d, words)}, Confidence: 0.8}
	if speaker != "" {
		a := doc.Attribution{ID: "a" + string(rune('0'+n)), Type: "direct", Confidence: 0.9,
			Source:  &doc.Source{Spans: []doc.Span{span(d, speaker)}, Actor: ptr(holder + ".GOV"), Name: ptr(speaker), Role: ptr("minister"), Kind: "person"},
			Cue:     doc.Part{Spans: []doc.Span{span(d, "said")}},
			Content: doc.Part{Spans: []doc.Span{span(d, words)}}}
		d.Attributions = append(d.Attributions, a)
		p.Attribution = &a.ID
	}
	d.Positions = append(d.Positions, p)
	return d
}

// act adds an event of the first sentence.
func act(d *doc.Document, a, kind, b, quad, trigger string) *doc.Document {
	s := span(d, trigger)
	e := doc.Event{ID: "e" + string(rune('1'+len(d.Events))), Type: kind, Contexts: []string{}, CAMEO: "010", Quad: quad, Status: "actual",
		Trigger: s, Sentence: -1, Confidence: 0.7,
		Actors: []doc.Actor{{Code: a, Text: trigger, Span: s}}}
	if b != "" {
		e.Recipients = []doc.Actor{{Code: b, Sector: ptr("GOV"), Text: trigger, Span: s}}
	}
	for i, x := range d.Sentences {
		if x.Start <= s.Start && s.End <= x.End {
			e.Sentence = i
		}
	}
	d.Events = append(d.Events, e)
	return d
}
