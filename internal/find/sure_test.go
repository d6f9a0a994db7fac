package find_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/lang"
)

// factLines are the events, positions, engagements and warnings of a document, one a line.
func factLines(d *doc.Document) []string {
	lines := eventLines(d)
	for _, p := range d.Positions {
		line := p.Holder + " " + p.Stance + " " + p.Subject
		for _, t := range p.Terms {
			line += " | " + t.Aspect + ": " + strings.Join(t.DecidedBy, "+")
		}
		lines = append(lines, line)
	}
	for _, g := range d.Engagements {
		lines = append(lines, g.Kind+" "+g.Status+" "+strings.Join(g.Parties, "+"))
	}
	for _, w := range d.Warnings {
		lines = append(lines, "warning of "+w.About+", "+strings.Join(w.Target, "+")+", by "+or(w.Source))
	}
	return lines
}

// What is asked, supposed, told about the reporting itself or left open by the words is no attribution.
func TestNotSaid(t *testing.T) {
	for _, text := range []string{
		"Does Norway still support direct talks between Kenya and Oman?",
		"Did Norway say that the port is safe?",
		"A Kenyan official, who asked not to be named, left Oslo.",
		"If they ask you to mediate, what then. If Norway said that the port is shut, ships would wait.",
		"No officials said that the port was shut.",
		"Nobody in Oslo said that Kenya had attacked Oman.",
		"The ferry left the port of Mombasa at noon.",
	} {
		if got := attributionLines(newReader(t).readText(text)); len(got) > 0 {
			t.Errorf("%q says nothing, found %q", text, got)
		}
	}
}

// What is asked, supposed or left open by the words gives no event, position, engagement or warning.
func TestLeftOut(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"question", "Does Norway still support direct talks between Kenya and Oman?", nil},
		{"question about an event", "Will Norway impose sanctions on Kenya? Nobody knows.", nil},
		{"question about a danger", "Is it true that Norway faces a grave drought threat in coming months?", nil},
		{"question about a saying", "Did Norway say that the port is safe?", nil},
		{"a quotation that asks does not make its sentence a question", "“Why?” Norway condemned Kenya.", []string{"ACCUSE actual NOR > KEN"}},
		{"asked not to be named", "A Kenyan official, who asked not to be named, left Oslo.", nil},
		{"declined to comment", "Kenya’s foreign minister declined to comment on the Norwegian note.", nil},
		{"declined to do something", "Kenya declined to join the Norwegian talks.", []string{
			"REJECT actual KEN > NOR", "KEN declines membership of Norwegian talks"}},
		{"if they ask", "If they ask you to mediate, what then. If Norway said that the port is shut, ships would wait.", nil},
		{"no answer", "I will not answer a question that nobody has asked, however well it is put.", nil},
		{"no official said", "No officials said that the port was shut.", nil},
		{"three with two known", "Norway and Kenya are neighbours. The three countries hold regular consultations on whales.", nil},
		{"two and a third", "Norway and Kenya are neighbours. On Monday Oman met both sides.", []string{"CONSULT actual OMN > NOR+KEN"}},
		{"two of two", "Norway and Kenya are neighbours. The two countries held talks.", []string{"CONSULT actual NOR+KEN > "}},
		{"posted is not owned", "Norway recalled the ambassador to Kenya.", []string{"SANCTION actual NOR > KEN"}},
		{"another state's minister of the same office", "“We are ready,” Foreign Secretary Ida Larkin said. The Kenyan foreign secretary said that nobody was.", nil},
		{"a place is no party", "The two sides welcomed the pact signed in Lisbon. Norway and Kenya met in Doha.", []string{"CONSULT actual NOR+KEN > "}},
		{"held places are places", "Norway denounced a raid on a farm in rebel-held eastern Kenya.", []string{"ACCUSE actual NOR > ", "NOR opposes raid on a farm in rebel-held eastern Kenya"}},
		{"a deed bears on the country", "Norway deployed its navy near Kenya.", []string{"MOBILIZE actual NOR > KEN"}},
		{"troops are not of the place", "Norway deployed troops in Kenya.", []string{"MOBILIZE actual NOR > KEN"}},
		{"a war is no state", "Norway opposed the Kenya War.", nil},
		{"adjective before a noun", "Norway condemned the deadly Kenyan raids in the hills.", []string{"ACCUSE actual NOR > KEN", "NOR opposes deadly Kenyan raids in the hills"}},
		{"one person is no state", "The Kenyan shot down the Norwegian in the third round.", nil},
		{"the month is no march", "Norway also joined the pact in March.", nil},
		{"the addressee has not done it", "Norway urged Kenya to support Oman.", []string{
			"REQUEST actual NOR > KEN", "NOR demands support for Oman"}},
		{"nobody right behind the verb", "Norway called on restraint after the raid by Kenya.", nil},
		{"praise of an answer to others", "Norway praised the response to Kenya.", nil},
		{"the source behind the comma", "Norway handed over the ships to the Omani navy, the Kenyan foreign ministry said.", []string{
			"AID actual NOR > OMN.MIL"}},
		{"nobody said", "Nobody in Oslo said that Kenya had attacked Oman.", []string{"ASSAULT hypothetical KEN > OMN"}},
		{"a claim", "The claim that Norway attacked Kenya is false. It is not true that Norway supports talks with Kenya.", nil},
		{"wondering", "Some wonder if Norway will condemn Kenya.", []string{"ACCUSE hypothetical NOR > KEN"}},
		{"long ago", "Crowds met in Oslo six months after Kenya seized the port.", nil},
		{"in the face of", "Norway stood firm in the face of threats.", nil},
		{"named beside an agreement", "He spoke of Kenya, Oman and the Norwegian free trade agreement.", nil},
		{"dialogue in general", "Norway and Kenya say all is solved through dialogue.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, factLines(newReader(t).readText(c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// transcript makes a document of a questioner's turn and a spokesperson's.
func transcript(title, question, answer string) *doc.Document {
	text := question + "\n\n" + answer
	label := func(s string) string { return s[:strings.IndexByte(s, ':')] }
	return &doc.Document{Title: title, Text: text, Turns: []doc.Turn{
		{Speaker: label(question), Role: "question", Span: doc.Span{Start: 0, End: len(question)}},
		{Speaker: label(answer), Role: "answer", Span: doc.Span{Start: len(question) + 2, End: len(text)}},
	}}
}

// Who asks holds nothing and reports nothing; what they pass on has its own source.
func TestQuestionTurns(t *testing.T) {
	d := newReader(t).read(transcript("Briefing",
		"QUESTION: Norway supports talks with Kenya, and Norway condemned Oman. There is a report this week that warns that Norway faces a shortage of cod in the coming months. And if they ask you to mediate?",
		"MS VIK: Norway supports talks with Kenya. I will not answer a question that nobody has asked."))
	want := []string{"SUPPORT actual NOR > KEN", "NOR supports talks with Kenya", "dialogue proposed KEN+NOR", "warning of a shortage of cod, NOR, by a report"}
	if diff := cmp.Diff(want, factLines(d)); diff != "" {
		t.Error(diff)
	}
	const reported = "indirect | a report = -, report, -, document | warns | that Norway faces a shortage of cod in the coming months"
	if got := attributionLines(d); !slices.Contains(got, reported) {
		t.Errorf("%q, want among them %q", got, reported)
	}
	answers := slices.IndexFunc(d.Attributions, func(a doc.Attribution) bool { return a.ReplyTo != nil })
	if p := d.Positions; len(p) != 1 || answers < 0 || or(p[0].Attribution) != d.Attributions[answers].ID {
		t.Errorf("the position is not the answer's: %+v", p)
	}
}

// A questioner is a journalist only where the transcript says who asks.
func TestQuestioners(t *testing.T) {
	for _, c := range []struct{ title, label, name, role, kind string }{
		{"Press briefing of the ministry", "QUESTION", "-", "journalist", lang.Anonymous},
		{"Remarks at the harbour school", "QUESTION", "-", "-", lang.Anonymous},
		{"Remarks at the harbour school", "REPORTER", "-", "Reporter", lang.Anonymous},
		{"Remarks at the harbour school", "Ida Brun", "Ida Brun", "-", lang.Person},
		{"Remarks at the harbour school", "Ida Brun, Harbour Courier News", "Ida Brun", "journalist", lang.Person},
		{"Press briefing of the ministry", "Ida Brun (HNA)", "Ida Brun", "journalist", lang.Person},
	} {
		d := newReader(t).read(transcript(c.title, c.label+": Will the port close?", "MS VIK: No."))
		s := d.Attributions[0].Source
		if or(s.Name) != c.name || or(s.Role) != c.role || s.Kind != c.kind || s.Actor != nil {
			t.Errorf("%s in %q: name %s, role %s, kind %s; want %s, %s, %s", c.label, c.title, or(s.Name), or(s.Role), s.Kind, c.name, c.role, c.kind)
		}
	}
}

// The field of an office belongs to the role; the state is the one named, and nobody's where none is.
func TestOffices(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Norwegian Fisheries Minister Sigrid Vik said that the port was safe.", "Sigrid Vik, Fisheries Minister, NOR.GOV, person"},
		{"Deputy Foreign Minister Ramiro Brun said that the port was safe.", "Ramiro Brun, Deputy Foreign Minister, -, person"},
		{"State Secretary Inga Vik said that the port was safe.", "Inga Vik, State Secretary, -, person"},
		{"Harbour Council spokesman Per Dahl said that the port was safe.", "Per Dahl, spokesman, -, person"},
		{"Brun supporters said that the port was safe.", "-, supporters, -, group"},
		{"Larry King said that the port was safe.", "Larry King, -, -, person"},
		{"Norwegian Prime Minister Ida Vik met the Kenyan foreign minister. The foreign minister said that the port was safe.", "-, foreign minister, KEN.GOV, person"},
		{"The Brun campaign waited. Vik’s campaign said that the port was safe.", "-, campaign, -, organisation"},
		{"Lawyer Ida Brun waited. A Kenyan spokeswoman said it was late. She said that the port was safe.", "-, spokeswoman, KEN.GOV, anonymous"},
		{"The Norwegian Refugee Council said that the port was safe.", "Norwegian Refugee Council, -, NGO, organisation"},
		{"HNA said that the port was safe. He was late.", "HNA, -, -, organisation"},
		{"A Kenyan official said the government would meet Norway. Oslo said that the port was safe.", "Norway, -, NOR.GOV, state"},
	} {
		d := newReader(t).readText(c.text)
		if len(d.Attributions) == 0 || d.Attributions[len(d.Attributions)-1].Source == nil {
			t.Errorf("%q has no source", c.text)
			continue
		}
		s := d.Attributions[len(d.Attributions)-1].Source
		if got := or(s.Name) + ", " + or(s.Role) + ", " + or(s.Actor) + ", " + s.Kind; got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// "That" before a name is no article: the content of a saying keeps its subject.
func TestThatKeepsTheSubject(t *testing.T) {
	d := newReader(t).readText("A report warns that Norway faces a grave shortage of cod in the coming months.")
	want := []string{"indirect | A report = -, report, -, document | warns | that Norway faces a grave shortage of cod in the coming months"}
	if diff := cmp.Diff(want, attributionLines(d)); diff != "" {
		t.Error(diff)
	}
}

func TestWhoDecides(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Norway supports talks between Kenya and Oman, but the pace and scope of the talks should be decided by the two countries.", []string{"pace", "scope"}},
		{"Norway supports talks between Kenya and Oman, but the exact date, place and order of business should be settled by Kenya.", []string{"date", "place", "order"}},
		{"Norway supports talks between Kenya and Oman but its details have to be determined by the two countries.", []string{"details"}},
	} {
		d := newReader(t).readText(c.text)
		if len(d.Positions) != 1 {
			t.Errorf("%q: %d positions", c.text, len(d.Positions))
			continue
		}
		var got []string
		for _, term := range d.Positions[0].Terms {
			got = append(got, term.Aspect)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: terms %q, want %q", c.text, got, c.want)
		}
	}
}

// The subject of a demand is the act demanded, as a noun; whom it is made to stands among the parties.
func TestDemands(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Norway called on Kenya to name a date for the talks.", "naming of date for the talks"},
		{"Norway demanded the withdrawal of Kenyan troops on Monday.", "withdrawal of Kenyan troops"},
		{"Norway urged Kenya not to attack Oman.", "no attack on Oman"},
		{"Norway demanded that Kenya refuse to recognise Oman.", "no recognition of Oman"},
	} {
		got := ""
		if d := newReader(t).readText(c.text); len(d.Positions) > 0 {
			got = d.Positions[0].Subject
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestOffers(t *testing.T) {
	for _, text := range []string{
		"Norway on Monday offered to host talks between Kenya and Oman.",
		"Norway is ready to host talks between Kenya and Oman.",
	} {
		d := newReader(t).readText(text)
		if p := d.Positions; len(p) != 1 || p[0].Stance != "offers" || p[0].Subject != "hosting of talks between Kenya and Oman" || p[0].Issue != "talks:KEN+OMN" {
			t.Errorf("%q: %+v", text, p)
		}
	}
}

func TestPlannedExercise(t *testing.T) {
	d := newReader(t).readText("Norway and Kenya will hold a joint exercise in June.")
	if len(d.Engagements) != 1 || d.Engagements[0].Status != "planned" {
		t.Errorf("%+v, want one that is planned", d.Engagements)
	}
}
