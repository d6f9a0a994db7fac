package explain

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// span finds words in a text.
func span(text, words string) doc.Span {
	i := strings.Index(text, words)
	return doc.Span{Start: i, End: i + len(words)}
}

func TestRecords(t *testing.T) {
	text := "It rained. Norway said that Kenya had closed the port."
	name, gov := "Norway", "NOR.GOV"
	d := &doc.Document{
		Title: "Norway sees port shut", Text: text,
		Attributions: []doc.Attribution{{
			ID: "a1", Type: "indirect", Source: &doc.Source{Spans: []doc.Span{span(text, "Norway")}, Name: &name, Actor: &gov, Kind: "state"},
			Cue: doc.Part{Spans: []doc.Span{span(text, "said")}}, Content: doc.Part{Spans: []doc.Span{span(text, "that Kenya had closed the port")}},
			Confidence: 0.9, Rule: "quotes 3",
		}},
		Events: []doc.Event{{
			ID: "e1", Type: "COERCE", Status: "actual", Actors: []doc.Actor{{Code: "KEN", Span: span(text, "Kenya")}}, Trigger: span(text, "closed"), Confidence: 0.5,
		}},
		Warnings: []doc.Warning{{ID: "w1", About: "ports", Field: doc.InTitle, Evidence: []doc.Span{{Start: 0, End: 6}}}},
	}
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		t.Fatal(err)
	}
	var x lang.Text
	english.Annotate(text, &x)
	var got []string
	for _, r := range Records(d, &x) {
		got = append(got, r.ID+": "+r.Says+"; by "+r.By)
		for _, p := range r.Parts {
			got = append(got, "  "+p.Name+" "+p.Words)
		}
		var marks []string
		for _, w := range r.Tree {
			if w.Part != "" {
				marks = append(marks, w.Form+"/"+w.Part)
			}
		}
		got = append(got, "  "+strings.Join(marks, " "))
	}
	want := []string{
		"a1: Norway (NOR.GOV), indirect; by quotes 3", "  cue said", "  source Norway", "  content that Kenya had closed the port",
		"  Norway/source said/cue that/content Kenya/content had/content closed/content the/content port/content",
		"e1: KEN → COERCE, actual; by event finder", "  trigger closed", "  actor Kenya", "  Kenya/actor closed/trigger",
		"w1: ports; by warning finder", "  evidence Norway", "  ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	r := Records(d, &x)[1]
	if r.Sentence != 1 || len(r.Tree) != 9 || r.Tree[1].Head != -1 {
		t.Errorf("sentence %d with %d words, the second hangs on %d", r.Sentence, len(r.Tree), r.Tree[1].Head)
	}
	for _, r := range Records(d, nil) {
		if len(r.Tree) > 0 {
			t.Errorf("%s has a tree of a text that was not parsed", r.ID)
		}
	}
}
