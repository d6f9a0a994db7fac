package doc

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestValidateSample(t *testing.T) {
	if err := Validate(sample()); err != nil {
		t.Errorf("the sample is sound, but:\n%v", err)
	}
}

func TestValidateFinds(t *testing.T) {
	p := func(s string) *string { return &s }
	for _, c := range []struct {
		name  string
		spoil func(*Document)
		want  string // one line of the error
	}{
		{"schema", func(d *Document) { d.Schema = 2 }, `document: schema: is 2, want 1`},
		{"no id", func(d *Document) { d.ID = "" }, `document: id: is empty`},
		{"kind", func(d *Document) { d.Kind = "opinion" }, `document: kind: "opinion" is none of article, transcript, release`},
		{"text not UTF-8", func(d *Document) { d.Text += "\xff" }, `document: text: byte 164 is no UTF-8`},
		{"language", func(d *Document) { d.Language = "English" }, `document: language: "English" is no ISO 639-1 code`},
		{"published", func(d *Document) { d.Published = p("2024-02-30") }, `document: published: "2024-02-30" is no day like 2024-06-20`},
		{"dateline", func(d *Document) { d.Dateline.Country = "Norland" }, `document: dateline.country: "Norland" is no ISO 3166-1 alpha-3 code`},
		{"image", func(d *Document) { d.Images = append(d.Images, Image{}) }, `document: images: number 1 has neither caption nor credit`},
		{"turns of an article", func(d *Document) { d.Kind = "article" }, `document: turns: only a transcript has them, this is kind "article"`},
		{"turn", func(d *Document) { d.Turns[0].Role = "" }, `turn 0: role: "" is none of question, answer, statement`},
		{"sentences out of order", func(d *Document) { d.Sentences[1], d.Sentences[0] = d.Sentences[0], d.Sentences[1] },
			`sentence 1: span: [0, 77] starts before the end of the span before it`},
		{"empty sentence", func(d *Document) { d.Sentences[1].End = d.Sentences[1].Start }, `sentence 1: span: [78, 78] is empty`},
		{"beyond the text", func(d *Document) { d.Attributions[1].Content.Spans[1].End = 1000 },
			`attribution a1: content: [79, 982] leaves the text of 146 characters`},
		{"before the text", func(d *Document) { d.Warnings[0].Evidence[0].Start = -1 }, `warning w1: evidence: [-1, 138] leaves the text of 146 characters`},
		{"inside a character", func(d *Document) { d.Warnings[0].Evidence[0].Start++ }, `warning w1: evidence: bytes 145 to 156 cut a character in two`},
		{"beyond the title", func(d *Document) { d.Attributions[0].Cue.Spans[0].End++ }, `attribution a0: cue: [31, 36] leaves the title of 35 characters`},
		{"field", func(d *Document) { d.Warnings[0].Field = "caption" }, `warning w1: field: "caption" is none of title, deck or nothing for the text`},
		{"two pieces overlap", func(d *Document) { d.Attributions[1].Content.Spans[1].Start = d.Attributions[1].Content.Spans[0].Start },
			`attribution a1: content: [12, 87] starts before the end of the span before it`},
		{"no content", func(d *Document) { d.Attributions[1].Content.Spans = nil }, `attribution a1: content: has no span; every record quotes its document`},
		{"source of nobody", func(d *Document) { d.Attributions[1].Source = &Source{Kind: "person"} },
			`attribution a1: source: has neither span nor name nor actor; null where nobody is meant`},
		{"source kind", func(d *Document) { d.Attributions[1].Source.Kind = "human" },
			`attribution a1: source.kind: "human" is none of person, office, state, organisation, document, group, anonymous`},
		{"empty name", func(d *Document) { d.Attributions[1].Source.Name = p(" ") }, `attribution a1: source.name: is empty; null where there is none`},
		{"reply to nothing", func(d *Document) { d.Attributions[1].ReplyTo = p("a9") }, `attribution a1: reply_to: there is no attribution "a9"`},
		{"reply to itself", func(d *Document) { d.Attributions[1].ReplyTo = p("a1") }, `attribution a1: reply_to: is the record itself`},
		{"same id", func(d *Document) { d.Events[0].ID = "a1" }, `event a1: id: another record has it too`},
		{"confidence", func(d *Document) { d.Events[0].Confidence = 1.5 }, `event e1: confidence: 1.5 is not between 0 and 1`},
		{"no confidence", func(d *Document) { d.Events[0].Confidence = math.NaN() }, `event e1: confidence: NaN is not between 0 and 1`},
		{"event type", func(d *Document) { d.Events[0].Type = "FIGHT" },
			`event e1: type: "FIGHT" is none of AGREE, CONSULT, SUPPORT, COOPERATE, AID, CONCEDE, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT`},
		{"cameo", func(d *Document) { d.Events[0].CAMEO = "reject" }, `event e1: cameo: "reject" is no CAMEO code of two to four digits`},
		{"actor misquoted", func(d *Document) { d.Events[0].Actors[0].Text = "Sorland" }, `event e1: actors[0].text: is "Sorland", but the span quotes "Sørland"`},
		{"actor code", func(d *Document) { d.Events[0].Recipients[0].Code = "Norland" }, `event e1: recipients[0].code: "Norland" is no actor code like USA, NATO or USA.GOV`},
		{"other sentence", func(d *Document) { d.Events[0].Sentence = 1 }, `event e1: sentence: 1 does not hold the trigger [98, 106]`},
		{"no such sentence", func(d *Document) { d.Events[0].Sentence = 3 }, `event e1: sentence: is 3 of 3 sentences`},
		{"event's attribution", func(d *Document) { d.Events[0].Attribution = p("p1") }, `event e1: attribution: there is no attribution "p1"`},
		{"event's day", func(d *Document) { d.Events[0].Date = p("June 20") }, `event e1: date: "June 20" is no day like 2024-06-20`},
		{"stance", func(d *Document) { d.Positions[0].Stance = "likes" }, `position p1: stance: "likes" is none of supports, opposes, declines, demands, offers, conditions`},
		{"term", func(d *Document) { d.Positions[0].Terms[0].Aspect = "" }, `position p1: terms[0].aspect: is empty`},
		{"holder", func(d *Document) { d.Positions[0].Holder = "" }, `position p1: holder: "" is no actor code like USA, NATO or USA.GOV`},
		{"engagement", func(d *Document) { d.Engagements[0].Status = "stalled" },
			`engagement g1: status: "stalled" is none of ongoing, planned, proposed, suspended, ended`},
		{"warning", func(d *Document) { d.Warnings[0].Until = p("") }, `warning w1: until: "" is no day like 2024-06-20`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := sample()
			c.spoil(d)
			err := Validate(d)
			var faults Faults
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want Faults", err)
			}
			for _, f := range faults {
				if f.Error() == c.want {
					return
				}
			}
			t.Errorf("got:\n%v\nwant the line:\n%s", err, c.want)
		})
	}
}

func TestValidateListsAllFaults(t *testing.T) {
	d := sample()
	d.Kind = "transcript"
	d.Events[0].Quad = ""
	d.Positions[0].Evidence = nil
	d.Warnings[0].About = ""
	if err := Validate(d); err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three lines, got:\n%v", err)
	}
}
