package doc

import "strings"

const (
	sampleTitle = "Norland “ready” to talk, envoy says"
	sampleDeck  = "Sørland’s premier calls the offer late"
	sampleText  = "PORT VÆR — “We are ready to talk,” Åse Lind, Norland’s envoy, said on Monday. “Any day.”\n\n" +
		"Sørland rejected the offer & warned of 🚢 patrols <soon>."
)

// sample is a document that fills every field of the contract. Its texts hold characters of one to four bytes.
func sample() *Document {
	in := func(text, quote string) Span {
		i := strings.Index(text, quote)
		if i < 0 {
			panic("the sample does not hold " + quote)
		}
		return Span{i, i + len(quote)}
	}
	at := func(quote string) Span { return in(sampleText, quote) }
	p := func(s string) *string { return &s }
	first := at("PORT VÆR — “We are ready to talk,” Åse Lind, Norland’s envoy, said on Monday.")
	return &Document{
		Schema: Schema, Coder: "readout 0.1.0", ID: "talks.html", URL: p("https://news.example/talks"), Kind: "transcript",
		Title: sampleTitle, Deck: sampleDeck, Byline: []string{"Åse Holm"}, Outlet: "The Example", Language: "en",
		Published: p("2024-06-21"),
		Dateline:  &Dateline{Place: "PORT VÆR", Country: "NOR", Date: p("2024-06-20"), Agency: "EX"},
		Images:    []Image{{Caption: "The envoy’s ship", Credit: "B. Berg"}},
		Text:      sampleText,
		Sentences: []Span{first, at("“Any day.”"), at("Sørland rejected the offer & warned of 🚢 patrols <soon>.")},
		Turns:     []Turn{{Speaker: "ENVOY", Role: "answer", Span: first}},
		Attributions: []Attribution{
			{
				ID: "a0", Type: "indirect", Field: InTitle, Source: &Source{Spans: []Span{in(sampleTitle, "envoy")}, Kind: "office"},
				Cue: Part{[]Span{in(sampleTitle, "says")}}, Content: Part{[]Span{in(sampleTitle, "Norland “ready” to talk")}},
				Confidence: 0.5,
			},
			{
				ID: "a1", Type: "direct",
				Source: &Source{Spans: []Span{at("Åse Lind, Norland’s envoy")}, Actor: p("NOR.GOV"), Name: p("Åse Lind"), Role: p("envoy"), Kind: "person"},
				Cue:    Part{[]Span{at("said")}}, Content: Part{[]Span{at("We are ready to talk,"), at("Any day.")}},
				ReplyTo: p("a0"), Confidence: 0.9,
			},
		},
		Events: []Event{{
			ID: "e1", Type: "REJECT", Mode: p("refuse"), Contexts: []string{"diplomatic"}, CAMEO: "12", Quad: "verbal-conflict",
			Actors:     []Actor{{Code: "SOR", Sector: p("GOV"), Text: "Sørland", Name: p("Sørland"), Span: at("Sørland")}},
			Recipients: []Actor{{Code: "NOR", Text: "Norland", Span: at("Norland")}},
			Status:     "actual", Date: p("2024-06-20"), Place: p("Port Vær"), Trigger: at("rejected"), Sentence: 2,
			Attribution: p("a1"), Confidence: 0.75,
		}},
		Positions: []Position{{
			ID: "p1", Holder: "NOR", Subject: "talks with Sørland", Issue: "talks:NOR+SOR", Parties: []string{"NOR", "SOR"},
			Stance: "offers", Delta: p("new"), Terms: []Term{{Aspect: "day", DecidedBy: []string{"SOR"}, NotBy: []string{"NOR"}}},
			Evidence: []Span{at("We are ready to talk,")}, Attribution: p("a1"), Confidence: 0.8,
		}},
		Engagements: []Engagement{{
			ID: "g1", Kind: "dialogue", Parties: []string{"NOR", "SOR"}, Topic: "borders", Cadence: p("annual"), Level: p("high-level"),
			Status: "proposed", Field: InDeck, Evidence: []Span{in(sampleDeck, "the offer")}, Confidence: 0.4,
		}},
		Warnings: []Warning{{
			ID: "w1", About: "patrols", Target: []string{"NOR"}, Horizon: p("soon"), Until: p("2024-12-31"), Source: p("Sørland"),
			Evidence: []Span{at("🚢 patrols")}, Confidence: 0.3,
		}},
	}
}
