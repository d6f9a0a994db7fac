package text

import (
	"strings"

	"readout/doc"
)

// The documents of these tests are made by hand. Persons and events in them are invented.

func ptr(s string) *string { return &s }

// in finds words in a text, so that the tests need no counted offsets.
func in(text, words string) doc.Span {
	i := strings.Index(text, words)
	if i < 0 {
		panic("sample lacks: " + words)
	}
	return doc.Span{Start: i, End: i + len(words)}
}

func part(text string, words ...string) doc.Part {
	var p doc.Part
	for _, w := range words {
		p.Spans = append(p.Spans, in(text, w))
	}
	return p
}

func article() *doc.Document {
	text := strings.Join([]string{
		"Norway on Tuesday repeated that it backs direct talks between Iceland and Denmark, but that the pace and scope of them are for the two to settle.",
		"“We value our ties with both,” foreign minister Ana Ferro told reporters, adding that the talks should begin “before the winter” and not after it.",
		"Ferro met her Danish counterpart Émile Cafe\u0301 in Oslo. A senior official said an annual security dialogue between Norway and Denmark would go on.",
		"A report by the Oslo Institute warns that Iceland faces a shortage of grain in the coming months.",
	}, "\n\n")
	first := "Norway on Tuesday repeated that it backs direct talks between Iceland and Denmark, but that the pace and scope of them are for the two to settle."
	met := "Ferro met her Danish counterpart Émile Cafe\u0301 in Oslo."
	a1, a2 := ptr("a1"), ptr("a4")
	return &doc.Document{
		ID: "talks.html", URL: ptr("https://courier.example/2031/03/04/norway-backs-talks-between-iceland-and-denmark"), Kind: "article",
		Title:  "Norway backs talks between Iceland and Denmark",
		Deck:   "Oslo repeats that terms are for the two neighbours to settle",
		Byline: []string{"Ida Holm", "Tomas Lind"}, Outlet: "The Harbour Courier", Language: "en",
		Published: ptr("2031-03-05"),
		Dateline:  &doc.Dateline{Place: "OSLO", Country: "NOR", Date: ptr("2031-03-04"), Agency: "NNA"},
		Images:    []doc.Image{{Caption: "Foreign minister Ana Ferro speaks to reporters in Oslo on March 4, 2031.", Credit: "NNA"}},
		Text:      text,
		Sentences: []doc.Span{in(text, first), in(text, met), in(text, "A senior official said an annual security dialogue between Norway and Denmark would go on.")},
		Attributions: []doc.Attribution{
			{ID: "a1", Type: "indirect", Source: &doc.Source{Spans: []doc.Span{in(text, "Norway")}, Actor: ptr("NOR"), Kind: "state"},
				Cue: part(text, "repeated"), Content: part(text, "that it backs direct talks between Iceland and Denmark, but that the pace and scope of them are for the two to settle"), Confidence: 0.9},
			{ID: "a2", Type: "direct", Source: &doc.Source{Spans: []doc.Span{in(text, "foreign minister Ana Ferro")}, Actor: ptr("NOR.GOV"), Name: ptr("Ana Ferro"), Role: ptr("foreign minister"), Kind: "person"},
				Cue: part(text, "told"), Content: part(text, "We value our ties with both,"), Confidence: 0.9},
			{ID: "a3", Type: "mixed", Source: &doc.Source{Spans: []doc.Span{in(text, "foreign minister Ana Ferro")}, Actor: ptr("NOR.GOV"), Name: ptr("Ana Ferro"), Role: ptr("foreign minister"), Kind: "person"},
				Cue: part(text, "adding"), Content: part(text, "that the talks should begin", "“before the winter”"), Confidence: 0.4},
			{ID: "a4", Type: "indirect", Source: &doc.Source{Spans: []doc.Span{in(text, "A senior official")}, Kind: "anonymous"},
				Cue: part(text, "said"), Content: part(text, "an annual security dialogue", "would go on"), ReplyTo: ptr("a0"), Confidence: 0.8},
		},
		Events: []doc.Event{
			{ID: "e1", Type: "SUPPORT", Contexts: []string{"diplomatic"}, CAMEO: "051", Quad: "verbal-cooperation",
				Actors:     []doc.Actor{{Code: "NOR", Text: "Norway", Span: in(text, "Norway")}},
				Recipients: []doc.Actor{{Code: "ISL", Text: "Iceland", Span: in(text, "Iceland")}, {Code: "DNK", Text: "Denmark", Span: in(text, "Denmark")}},
				Status:     "actual", Date: ptr("2031-03-04"), Trigger: in(text, "backs"), Sentence: 0, Attribution: a1, Confidence: 0.8},
			{ID: "e2", Type: "CONSULT", Quad: "verbal-cooperation",
				Actors: []doc.Actor{{Code: "ISL", Text: "Iceland", Span: in(text, "Iceland")}}, Recipients: []doc.Actor{{Code: "DNK", Text: "Denmark", Span: in(text, "Denmark")}},
				Status: "hypothetical", Trigger: in(text, "talks"), Sentence: 0, Attribution: a1, Confidence: 0.7},
			{ID: "e3", Type: "CONSULT", Mode: ptr("visit"), Quad: "verbal-cooperation",
				Actors: []doc.Actor{{Code: "NOR", Sector: ptr("GOV"), Text: "Ferro", Name: ptr("Ana Ferro"), Span: in(text, "Ferro")}}, Recipients: []doc.Actor{{Code: "DNK", Sector: ptr("GOV"), Text: "her Danish counterpart", Span: in(text, "her Danish counterpart")}},
				Status: "actual", Place: ptr("Oslo"), Trigger: in(text, "met"), Sentence: 1, Confidence: 0.8},
			{ID: "e5", Type: "CONSULT", Actors: []doc.Actor{{Code: "ISL", Text: "the two"}, {Code: "DNK", Sector: ptr("GOV"), Text: "the two"}}, Recipients: []doc.Actor{{Code: "NOR", Text: "it"}, {Text: "them"}},
				Status: "planned", Trigger: in(text, "go on"), Sentence: 2, Confidence: 0.8},
			{ID: "e4", Type: "ASSAULT", Quad: "material-conflict", Field: doc.InDeck, Sentence: -1, Status: "negated", Trigger: doc.Span{Start: 5, End: 12}, Confidence: 0.1},
		},
		Positions: []doc.Position{
			{ID: "p1", Holder: "NOR", Subject: "direct talks between Iceland and Denmark", Issue: "talks:DNK+ISL", Parties: []string{"ISL", "DNK"}, Stance: "supports", Delta: ptr("reiterated"),
				Terms: []doc.Term{{Aspect: "pace", DecidedBy: []string{"ISL", "DNK"}, NotBy: []string{"NOR"}}, {Aspect: "scope", DecidedBy: []string{"ISL", "DNK"}, NotBy: []string{"NOR"}},
					{Aspect: "venue", NotBy: []string{"NOR"}}, {Aspect: "date", DecidedBy: []string{"ISL"}}, {Aspect: "language"}},
				Evidence: []doc.Span{in(text, "it backs direct talks between Iceland and Denmark")}, Attribution: a1, Confidence: 0.8},
		},
		Engagements: []doc.Engagement{
			{ID: "g1", Kind: "dialogue", Parties: []string{"NOR", "DNK"}, Topic: "security", Cadence: ptr("annual"), Status: "ongoing",
				Evidence: []doc.Span{in(text, "an annual security dialogue between Norway and Denmark")}, Confidence: 0.8},
		},
		Warnings: []doc.Warning{
			{ID: "w1", About: "a shortage of grain", Target: []string{"ISL"}, Horizon: ptr("in the coming months"), Until: ptr("2031-09-30"), Source: ptr("A report by the Oslo Institute"),
				Evidence: []doc.Span{in(text, "A report by the Oslo Institute warns that Iceland faces a shortage of grain in the coming months.")}, Confidence: 0.8},
		},
		Notices: []string{"for the log, not for the page"},
		Coder:   "readout test " + *a2,
	}
}

func transcript() *doc.Document {
	text := "MS FERRO: Good afternoon. I have one thing at the top, and then I am ready for your questions on the grain agreement and on whatever else you may have brought with you on this rainy day in Oslo, as long as it is no secret.\n\n" +
		"QUESTION: Will the minister travel to Denmark?\n\nMS FERRO: She will, next week."
	turn := func(speaker, role, words string) doc.Turn {
		return doc.Turn{Speaker: speaker, Role: role, Span: in(text, words)}
	}
	at := strings.LastIndex(text, "MS FERRO")
	d := &doc.Document{
		ID: "briefing.html", Kind: "transcript", Title: "Press briefing", Outlet: "Ministry of Foreign Affairs", Published: ptr("2031-03-04"), Text: text,
		Turns: []doc.Turn{
			turn("MS FERRO", "statement", text[:strings.Index(text, "\n\nQ")]),
			turn("QUESTION", "question", "QUESTION: Will the minister travel to Denmark?"),
			{Speaker: "MS FERRO", Role: "answer", Span: doc.Span{Start: at, End: len(text)}},
		},
		Attributions: []doc.Attribution{
			{ID: "a1", Type: "direct", Source: &doc.Source{Spans: []doc.Span{in(text, "QUESTION")}, Kind: "anonymous"}, Content: part(text, "Will the minister travel to Denmark?"), Confidence: 1},
			{ID: "a2", Type: "direct", Source: &doc.Source{Spans: []doc.Span{{Start: at, End: at + 8}}, Name: ptr("Ferro"), Role: ptr("spokesperson"), Kind: "person"},
				Content: part(text, "She will, next week."), ReplyTo: ptr("a1"), Confidence: 1},
			{ID: "a3", Type: "direct", Content: part(text, "Good afternoon."), Confidence: 1},
		},
	}
	return d
}

func barePage() *doc.Document {
	return &doc.Document{
		ID: "page.html", Kind: "release", Title: "外交部发言人就会谈答记者问：北方国支持直接对话并愿意提供会谈地点", Language: "zh",
		Text:   "北方国外交部长说，双方应当自己决定会谈的步伐和范围。“我们愿意提供会谈地点。”\n\nA second paragraph, in English, that is long enough to be wrapped at eighty columns and at forty.",
		Images: []doc.Image{{Credit: "北方社"}},
	}
}

// hostile is a page that tries to reach the terminal.
func hostile() *doc.Document {
	text := "“Clear\x1b[2J the \x9b2J screen\x07,” said \u202eMallory\u202c. " + strings.Repeat("e"+strings.Repeat("\u0301", 40), 3)
	return &doc.Document{
		ID: "hostile.html", Kind: "article\x1b[31m", Title: "\x1b]0;owned\x07Title\r\nwith\tbreaks " + strings.Repeat("x", 200),
		Byline: []string{"Mallory\x1b[1A"}, Outlet: "\u009b31mOutlet", Published: ptr("2031-\x1b[m-4"), Text: text, Sentences: []doc.Span{{Start: 0, End: len(text)}},
		Attributions: []doc.Attribution{{ID: "a1", Type: "direct", Source: &doc.Source{Name: ptr("Mal\x1blory"), Actor: ptr("\x1bc")},
			Cue: part(text, "said"), Content: doc.Part{Spans: []doc.Span{{Start: 3, End: 9999}, {Start: -1, End: 4}, {Start: 8, End: 3}, in(text, "Clear\x1b[2J the")}}}},
		Events: []doc.Event{{ID: "e1", Type: "\x1b[5mCONSULT", Sentence: 7, Trigger: doc.Span{Start: 9, End: 2}}},
		Images: []doc.Image{{Caption: "A\x00picture", Credit: "\x1b[0m"}},
	}
}
