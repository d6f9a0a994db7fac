package event_test

import (
	"slices"
	"testing"
)

// TestPage reads sentences alone and among others: on a page, which mostly talks about things, less is taken for an event.
func TestPage(t *testing.T) {
	const filler = " It was a quiet day. The weather was fine. Many shops were open. The streets were full of people."
	cases := []struct{ text, alone, page string }{
		{"Norway accused Kenya of spying.", "ACCUSE actual NOR > KEN", "ACCUSE actual NOR > KEN"},
		{"Norway's government condemned the raid.", "ACCUSE actual NOR.GOV >", "ACCUSE actual NOR.GOV >"},
		{"Norway's government acted quickly, condemning the raid.", "ACCUSE actual NOR.GOV >", ""},
		{"Norway could reject the plan.", "REJECT hypothetical NOR >", "REJECT hypothetical NOR >"},
		{"Norway, which could reject the plan, said nothing.", "", ""},
		{"The Kenyan candidate rejected the plan.", "REJECT actual KEN.PTY >", ""},
		{"Kenya's government aided Kenyan farmers.", "AID actual KEN.GOV > KEN.AGR", ""},
		{"Norway's government aided Kenyan farmers.", "AID actual NOR.GOV > KEN.AGR", "AID actual NOR.GOV > KEN.AGR"},
		{"Kenyan soldiers attacked Kenyan farmers.", "ASSAULT actual KEN.MIL > KEN.AGR", "ASSAULT actual KEN.MIL > KEN.AGR"},
	}
	r := newReader(t)
	read := func(text string) string {
		var got []string
		d := r.read(text)
		for i := range d.Events {
			got = append(got, line(&d.Events[i]))
		}
		slices.Sort(got)
		if len(got) == 0 {
			return ""
		}
		return got[0]
	}
	for _, c := range cases {
		if got := read(c.text); got != c.alone {
			t.Errorf("%s\n alone %q, want %q", c.text, got, c.alone)
		}
		if got := read(c.text + filler); got != c.page {
			t.Errorf("%s\n on a page %q, want %q", c.text, got, c.page)
		}
	}
}

// TestRace reads what candidates do on a page about an election campaign: their moves against each other are none of a state's.
func TestRace(t *testing.T) {
	const hustings = " The primary is in May. Voters of both parties like the candidates. The nominee needs delegates. It was a quiet day."
	r := newReader(t)
	for text, want := range map[string]int{
		"Kenyan candidate Tendai Moyo endorsed Kenyan candidate Aisha Otieno.":      0,
		"Kenyan President William Ruto endorsed Kenyan candidate Aisha Otieno.":     0,
		"Kenyan candidate Tendai Moyo blamed the Kenyan government for the floods.": 1,
		"Norway condemned Kenya.": 1,
	} {
		if got := len(r.read(text + hustings).Events); got != want {
			t.Errorf("%s: %d events, want %d", text, got, want)
		}
	}
}

// TestScene reads sides whose state only the rest of the text tells, and deaths in a text about a storm.
func TestScene(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"Police arrested six activists on Monday. Kenya is calm. The Kenyan capital is quiet. Kenyans stay at home.":   "COERCE actual KEN.COP > KEN.CVL",
		"Police arrested six activists on Monday. Kenya is calm. The Peruvian capital is quiet. Kenyans stay at home.": "",
		"Two Kenyans were killed on Monday. The storm hit the coast. The hurricane is the worst in years.":             "",
	} {
		got := ""
		for _, e := range r.read(text).Events {
			got = line(&e)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestPassage reads a deed behind a sentence about a time long past, and behind one that comes back to the day.
func TestPassage(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]int{
		"In 1994 the war began. The army shelled Goma.":                                0,
		"In 1994 the war began. The town lay empty on Thursday. Norway shelled Kenya.": 1,
		"The war began. Norway shelled Kenya.":                                         1,
	} {
		if got := len(r.read(text).Events); got != want {
			t.Errorf("%s: %d events, want %d", text, got, want)
		}
	}
}
