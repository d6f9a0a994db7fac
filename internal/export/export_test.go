package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"readout/doc"
	"readout/internal/ledger"
)

var update = flag.Bool("update", false, "renew the golden files")

func ptr(s string) *string { return &s }

// sample is a document with every kind of record, and what a tab or a line break in it could break.
func sample(t *testing.T) *ledger.Kept {
	t.Helper()
	text := "Norland’s envoy Åse Lind said: “We back the talks.”\n\nOn 3 May Sweden and Norland met NATO, and Sweden struck Norland."
	at := func(words string) doc.Span {
		i := strings.Index(text, words)
		if i < 0 {
			t.Fatalf("no %q", words)
		}
		return doc.Span{Start: i, End: i + len(words)}
	}
	first := strings.Index(text, "\n\n")
	actor := func(code, words string) doc.Actor { return doc.Actor{Code: code, Text: words, Span: at(words)} }
	envoy := actor("NOR", "envoy")
	envoy.Sector, envoy.Name = ptr("GOV"), ptr("Åse Lind")
	d := &doc.Document{
		Schema: doc.Schema, Coder: "test 1", ID: "one", Kind: "article", Language: "en", Title: "Talks, \"again\"\tand\nagain", Outlet: "The Courier",
		URL: ptr("https://courier.example/1"), Published: ptr("2024-05-06"), Byline: []string{"Ann Berg", "Bo Ek"},
		Dateline: &doc.Dateline{Place: "OSLO", Country: "NOR", Agency: "HNA"}, Text: text,
		Sentences: []doc.Span{{Start: 0, End: first}, {Start: first + 2, End: len(text)}},
		Attributions: []doc.Attribution{{ID: "a1", Type: "direct", Source: &doc.Source{Spans: []doc.Span{at("envoy Åse Lind")}, Actor: ptr("NOR.GOV"), Name: ptr("Åse Lind"), Role: ptr("envoy"), Kind: "person"},
			Cue: doc.Part{Spans: []doc.Span{at("said")}}, Content: doc.Part{Spans: []doc.Span{at("We back the talks.")}}, Confidence: 0.9}},
		Events: []doc.Event{
			{ID: "e1", Type: "CONSULT", Mode: ptr("meet"), Contexts: []string{"diplomatic", "military"}, CAMEO: "040", Quad: "verbal-cooperation", Status: "actual", Date: ptr("2024-05-03"),
				Actors: []doc.Actor{actor("SWE", "Sweden"), envoy}, Recipients: []doc.Actor{actor("NATO", "NATO")}, Trigger: at("met"), Sentence: 1, Attribution: ptr("a1"), Confidence: 0.8},
			{ID: "e2", Type: "ASSAULT", CAMEO: "190", Quad: "material-conflict", Status: "planned", Place: ptr("Vossvik"),
				Actors: []doc.Actor{actor("SWE", "Sweden")}, Trigger: at("struck"), Sentence: 1, Confidence: 0.5},
		},
		Positions: []doc.Position{{ID: "p1", Holder: "NOR", Subject: "the talks", Issue: "talks:NOR+SWE", Parties: []string{"NOR", "SWE"}, Stance: "supports", Delta: ptr("reiterated"),
			Terms: []doc.Term{{Aspect: "pace", DecidedBy: []string{"NOR"}, NotBy: []string{"SWE"}}}, Evidence: []doc.Span{at("We back the talks.")}, Attribution: ptr("a1"), Confidence: 0.8}},
		Engagements: []doc.Engagement{{ID: "g1", Kind: "dialogue", Parties: []string{"NOR", "SWE"}, Topic: "fish", Status: "ongoing", Evidence: []doc.Span{at("talks")}, Confidence: 0.6}},
		Warnings:    []doc.Warning{{ID: "w1", About: "war", Target: []string{"NOR"}, Until: ptr("2024-12-31"), Evidence: []doc.Span{at("struck Norland")}, Confidence: 0.4}},
	}
	d.Events[0].Actors[1].Text = "envoy"
	e, err := ledger.NewPreparer().Prepare("one", d)
	if err != nil {
		t.Fatal(err)
	}
	k, err := ledger.NewKept(ledger.Kept{ID: e.ID, Address: e.Address, Version: 1, Latest: true, Story: e.ID, Input: "one", Added: "2024-05-07T08:00:00Z"}, e.Body)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func written(t *testing.T, k *ledger.Kept, o Options) string {
	t.Helper()
	var b bytes.Buffer
	w, err := New(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(k); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each form of each kind of record is a golden file.
func TestForms(t *testing.T) {
	k := sample(t)
	witnesses := func(string) ([]ledger.Witness, error) {
		return []ledger.Witness{{Head: ledger.Head{Outlet: "The Courier"}}, {Head: ledger.Head{Outlet: "The Courier"}}, {Head: ledger.Head{Outlet: "The Herald"}}}, nil
	}
	for _, c := range []struct{ what, format string }{
		{"documents", "jsonl"}, {"attributions", "jsonl"}, {"events", "jsonl"}, {"positions", "jsonl"}, {"engagements", "jsonl"}, {"warnings", "jsonl"},
		{"documents", "csv"}, {"attributions", "csv"}, {"events", "csv"}, {"positions", "csv"}, {"engagements", "csv"}, {"warnings", "csv"},
		{"events", "plover"}, {"events", "gdelt"}, {"events", "icews"}, {"events", "petrarch"}, {"events", "phoenix"},
	} {
		got := written(t, k, Options{What: c.what, Format: c.format, Header: true, Witnesses: witnesses})
		name := filepath.Join("testdata", c.what+"."+c.format)
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// Every row has as many columns as the form has.
func TestColumns(t *testing.T) {
	k := sample(t)
	for format, want := range map[string]int{"gdelt": 58, "icews": 20, "phoenix": 26, "petrarch": 6} {
		lines := strings.Split(strings.TrimSuffix(written(t, k, Options{What: "events", Format: format, Header: true}), "\n"), "\n")
		if len(lines) != 3 { // two pairs of e1; e2 did not happen
			t.Errorf("%s: %d lines, want 3", format, len(lines))
		}
		for _, l := range lines {
			if n := strings.Count(l, "\t") + 1; n != want {
				t.Errorf("%s: %d columns, want %d: %s", format, n, want, l)
			}
		}
	}
	rows, err := csv.NewReader(strings.NewReader(written(t, k, Options{What: "documents", Format: "csv"}))).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][6] != k.Doc.Title {
		t.Errorf("%q, %v", rows, err)
	}
}

// Parquet gives back what was written.
// A group of one land stands in an event by its land; where a form has a column for groups, it names it.
func TestGroups(t *testing.T) {
	k := sample(t)
	k.Doc.Events = k.Doc.Events[:1]
	k.Doc.Events[0].Actors = []doc.Actor{{Code: "PSE", Sector: ptr("REB"), Name: ptr("Hamas"), Text: "Hamas"}}
	for form, want := range map[string]string{"gdelt": "PSEREB\tHAMAS\tPSE\tHAMAS\t", "icews": "\tHamas\tREB\tPSE\t", "plover": `{"country":"PSE","sector":"REB","name":"Hamas"`} {
		if got := written(t, k, Options{What: "events", Format: form}); !strings.Contains(got, want) {
			t.Errorf("%s has no %q:\n%s", form, want, got)
		}
	}
}

func TestParquet(t *testing.T) {
	k := sample(t)
	back(t, k, "documents", documentRows)
	back(t, k, "attributions", attributionRows)
	back(t, k, "events", eventRows)
	back(t, k, "positions", positionRows)
	back(t, k, "engagements", engagementRows)
	back(t, k, "warnings", warningRows)
}

func back[T any](t *testing.T, k *ledger.Kept, what string, rows func(*ledger.Kept) []T) {
	t.Helper()
	b := []byte(written(t, k, Options{What: what, Format: "parquet"}))
	got, err := parquet.Read[T](bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	text := func(v any) string { return strings.TrimSpace(string(must(json.Marshal(v)))) }
	if d := cmp.Diff(text(rows(k)), text(got)); d != "" || len(got) == 0 {
		t.Errorf("%s: %s", what, d)
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// A copy leaves its events to the first document of the story, unless it is asked for.
func TestCopies(t *testing.T) {
	k := sample(t)
	k.Story = "another"
	if got := written(t, k, Options{What: "events", Format: "petrarch"}); got != "" {
		t.Errorf("a copy gives %q", got)
	}
	if got := written(t, k, Options{What: "events", Format: "petrarch", Copies: true}); strings.Count(got, "\n") != 2 {
		t.Errorf("with copies: %q", got)
	}
}

func TestGoldstein(t *testing.T) {
	for code, want := range map[string]float64{"010": 0, "043": 2.8, "0874": 10, "1823": -10, "190": -10, "1901": -10, "036": 4, "163": -8, "016": -2, "022": 3.2, "1241": -4, "1822": -9, "182": -9.5} {
		if got, ok := Goldstein(code); !ok || got != want {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
	for _, code := range []string{"", "1", "21", "xx"} {
		if _, ok := Goldstein(code); ok {
			t.Errorf("%q has a value", code)
		}
	}
}

func TestRefusals(t *testing.T) {
	for want, o := range map[string]Options{
		"cannot be exported":          {What: "rumours", Format: "csv"},
		"is no format":                {What: "events", Format: "xls"},
		"is a form for events only":   {What: "positions", Format: "icews"},
		"gold is written as jsonl on": {What: "gold", Format: "csv"},
	} {
		if _, err := New(&bytes.Buffer{}, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
