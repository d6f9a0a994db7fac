package readout_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"readout"
	"readout/doc"
)

// expected is what a perfect reader gives for the founding page. Lists named Any hold every reading that is fair; null in
// one of them reads as "".
type expected struct {
	Document string
	Fields   struct {
		Kind, Title, Deck, Published string
		Byline                       []string
	}
	Attributions []struct {
		Key, Content string
		TypeAny      []string `json:"type_any"`
		ActorAny     []string `json:"actor_any"`
		NameAny      []string `json:"name_any"`
		CueAny       []string `json:"cue_any"`
		SourceAny    []string `json:"source_any"`
	}
	Events []struct {
		Key           string
		TypeAny       []string `json:"type_any"`
		ActorAny      []string `json:"actor_any"`
		RecipientsAll []string `json:"recipients_all"`
		StatusAny     []string `json:"status_any"`
		SentenceAny   []int    `json:"sentence_any"`
	}
	EventsNever []string `json:"events_never"`
	Positions   []struct {
		Key          string
		HolderAny    []string `json:"holder_any"`
		SubjectWords []string `json:"subject_words_any"`
		Parties      []string
		StanceAny    []string `json:"stance_any"`
		DeltaAny     []string `json:"delta_any"`
		Terms        []doc.Term
	}
	Engagements []struct {
		Key, Evidence string
		KindAny       []string `json:"kind_any"`
		Parties       []string
		TopicAny      []string `json:"topic_any"`
		CadenceAny    []string `json:"cadence_any"`
		LevelAny      []string `json:"level_any"`
		StatusAny     []string `json:"status_any"`
	}
	Warnings []struct {
		Key, Horizon, Evidence string
		AboutWords             []string `json:"about_words"`
		Target                 []string
		SourceAny              []string `json:"source_any"`
	}
}

// TestSeed reads the page that Readout began with. It needs the folder of gold sets beside the project.
func TestSeed(t *testing.T) {
	dir := filepath.Join("..", "shared", "data", "seed")
	raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Skip("the founding page is not here:", err)
	}
	var want expected
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, want.Document))
	if err != nil {
		t.Fatal(err)
	}
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := r.Read(readout.Input{ID: want.Document, Bytes: page, ContentType: "text/plain"})
	if err != nil {
		t.Fatal(err)
	}
	f := want.Fields
	if d.Kind != f.Kind || d.Title != f.Title || d.Deck != f.Deck || value(d.Published) != f.Published || !slices.Equal(d.Byline, f.Byline) {
		t.Errorf("fields: %s, %q, %q, %s, %q", d.Kind, d.Title, d.Deck, value(d.Published), d.Byline)
	}
	cut := func(spans []doc.Span) string {
		var parts []string
		for _, s := range spans {
			parts = append(parts, d.Text[s.Start:s.End])
		}
		return strings.Join(parts, " ")
	}
	for _, w := range want.Attributions {
		if !slices.ContainsFunc(d.Attributions, func(a doc.Attribution) bool {
			return letters(cut(a.Content.Spans)) == letters(w.Content) && a.Source != nil && slices.Contains(w.TypeAny, a.Type) && slices.Contains(w.ActorAny, value(a.Source.Actor)) &&
				slices.Contains(w.NameAny, value(a.Source.Name)) && slices.Contains(w.CueAny, cut(a.Cue.Spans)) && slices.Contains(w.SourceAny, cut(a.Source.Spans))
		}) {
			t.Errorf("attribution %s: %q of %q is not there", w.Key, w.Content, w.NameAny)
		}
	}
	for _, w := range want.Events {
		if !slices.ContainsFunc(d.Events, func(e doc.Event) bool {
			return slices.Contains(w.TypeAny, e.Type) && slices.Contains(w.StatusAny, e.Status) && slices.Contains(w.SentenceAny, e.Sentence) &&
				slices.ContainsFunc(e.Actors, func(a doc.Actor) bool { return slices.Contains(w.ActorAny, a.Code) }) && !slices.ContainsFunc(w.RecipientsAll, func(c string) bool {
				return !slices.ContainsFunc(e.Recipients, func(a doc.Actor) bool { return a.Code == c })
			})
		}) {
			t.Errorf("event %s: %s %q is not there", w.Key, w.TypeAny, w.RecipientsAll)
		}
	}
	for _, e := range d.Events {
		if slices.Contains(want.EventsNever, e.Type) {
			t.Errorf("a %s event that never was: %q", e.Type, cut([]doc.Span{e.Trigger}))
		}
	}
	for _, w := range want.Positions {
		if !slices.ContainsFunc(d.Positions, func(p doc.Position) bool {
			return slices.Contains(w.HolderAny, p.Holder) && slices.Contains(w.StanceAny, p.Stance) && slices.Contains(w.DeltaAny, value(p.Delta)) && sameSet(p.Parties, w.Parties) &&
				slices.ContainsFunc(w.SubjectWords, func(s string) bool { return strings.Contains(p.Subject, s) }) && !slices.ContainsFunc(w.Terms, func(x doc.Term) bool {
				return !slices.ContainsFunc(p.Terms, func(y doc.Term) bool {
					return x.Aspect == y.Aspect && sameSet(x.DecidedBy, y.DecidedBy) && sameSet(x.NotBy, y.NotBy)
				})
			})
		}) {
			t.Errorf("position %s is not there with its terms: %+v", w.Key, d.Positions)
		}
	}
	for _, w := range want.Engagements {
		if !slices.ContainsFunc(d.Engagements, func(g doc.Engagement) bool {
			return slices.Contains(w.KindAny, g.Kind) && sameSet(g.Parties, w.Parties) && slices.Contains(w.TopicAny, g.Topic) && slices.Contains(w.CadenceAny, value(g.Cadence)) &&
				slices.Contains(w.LevelAny, value(g.Level)) && slices.Contains(w.StatusAny, g.Status) && overlap(cut(g.Evidence), w.Evidence)
		}) {
			t.Errorf("engagement %s: %q is not there", w.Key, w.Evidence)
		}
	}
	for _, w := range want.Warnings {
		if !slices.ContainsFunc(d.Warnings, func(x doc.Warning) bool {
			return sameSet(x.Target, w.Target) && value(x.Horizon) == w.Horizon && slices.Contains(w.SourceAny, value(x.Source)) && !slices.ContainsFunc(w.AboutWords, func(s string) bool { return !strings.Contains(x.About, s) })
		}) {
			t.Errorf("warning %s is not there: %+v", w.Key, d.Warnings)
		}
	}
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// letters are those of a text and its digits: marks at the edges make no difference.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n“”\".,’'", r) {
			return -1
		}
		return r
	}, s)
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

func overlap(a, b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) }
