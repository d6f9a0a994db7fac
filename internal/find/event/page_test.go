package event_test

import (
	"slices"
	"testing"

	"readout/doc"
)

// filler makes a page of a short text.
const filler = " It was a quiet day. The weather was fine. Many shops were open. The streets were full of people."

// countEvents checks how many events are found in each text, where rest follows it.
func countEvents(t *testing.T, rest string, wants map[string]int) {
	t.Helper()
	r := newReader(t)
	for text, want := range wants {
		if got := len(r.read(text + rest).Events); got != want {
			t.Errorf("%s: %d events, want %d", text, got, want)
		}
	}
}

// lastEvents checks the last event that is found in each text, "" for none.
func lastEvents(t *testing.T, wants map[string]string) {
	t.Helper()
	r := newReader(t)
	for text, want := range wants {
		got := ""
		if d := r.read(text); len(d.Events) > 0 {
			got = line(&d.Events[len(d.Events)-1])
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestPage reads sentences alone and among others: on a page, which mostly talks about things, less is taken for an event.
func TestPage(t *testing.T) {
	cases := []struct{ text, alone, page string }{
		{"Norway accused Kenya of spying.", "ACCUSE actual NOR > KEN", "ACCUSE actual NOR > KEN"},
		{"Norway's government condemned the raid.", "ACCUSE actual NOR.GOV >", "ACCUSE actual NOR.GOV >"},
		{"Norway's government acted quickly, condemning the raid.", "ACCUSE actual NOR.GOV >", ""},
		{"Norway could reject the plan.", "REJECT hypothetical NOR >", ""},
		{"Norway could reject the plan, Norway's prime minister said.", "REJECT hypothetical NOR >", "REJECT hypothetical NOR >"},
		{"Norway is considering sending troops to Kenya.", "MOBILIZE hypothetical NOR > KEN", "MOBILIZE hypothetical NOR > KEN"},
		{"Norway has tested five missiles in recent years.", "MOBILIZE actual NOR >", ""},
		{"Six Kenyan soldiers have been killed since the war began.", "ASSAULT actual > KEN.MIL", ""},
		{"Norway has repeatedly condemned Kenya.", "ACCUSE actual NOR > KEN", ""},
		{"Norwegian activists have marched against Kenya since Monday.", "PROTEST actual NOR.CVL > KEN", "PROTEST actual NOR.CVL > KEN"},
		{"Kenyan rebels are backed by Norway.", "", ""},
		{"Norwegian professors said that Kenya must release the prisoners.", "REQUEST actual NOR.EDU > KEN", ""},
		{"Norway's government said that Kenya must release the prisoners.", "REQUEST actual NOR.GOV > KEN", "REQUEST actual NOR.GOV > KEN"},
		{"Norway's prime minister accused Kenya of spying during the election campaign.", "ACCUSE actual NOR.GOV > KEN", "ACCUSE actual NOR.GOV > KEN"},
		{"Norway said that it would not withdraw its troops.", "REJECT actual NOR >", "REJECT actual NOR >"},
		{"Kenya's government released 40 political prisoners.", "RETREAT actual KEN.GOV > KEN.OPP", "RETREAT actual KEN.GOV > KEN.OPP"},
		{"Norway denied that it had opened fire.", "ASSAULT negated NOR >", "ASSAULT negated NOR >"},
		{"Norway, which could reject the plan, said nothing.", "", ""},
		{"The Kenyan candidate rejected the plan.", "REJECT actual KEN.PTY >", ""},
		{"The talks came in the wake of Norway's decision to expel the Kenyan envoy.", "SANCTION actual NOR > KEN.GOV", ""},
		{"Norway announced its decision to expel the Kenyan envoy.", "SANCTION actual NOR > KEN.GOV", "SANCTION actual NOR > KEN.GOV"},
		{"Kenya's government aided Kenyan farmers.", "AID actual KEN.GOV > KEN.AGR", ""},
		{"Kenyan police do not arrest or deport Norwegian teachers.", "COERCE negated KEN.COP > NOR.EDU", ""},
		{"Kenya's government is not ruling out the deal with Norway.", "REJECT negated KEN.GOV > NOR", ""},
		{"The talks came after he misled Norway about whether Kenya attacked Sudan.", "ASSAULT hypothetical KEN > SDN", ""},
		{"Asked whether Norway would impose sanctions on Kenya, he smiled.", "SANCTION hypothetical NOR > KEN", ""},
		{"Norway will not send troops to Kenya, analysts say.", "", ""},
		{"Norway will not send troops to Kenya, its minister said.", "MOBILIZE negated NOR > KEN", "MOBILIZE negated NOR > KEN"},
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
	const hustings = " The primary is in May. Kenya's voters like the candidates. The nominee needs delegates. Ballots are ready. A pollster says that the polls look good for the candidates."
	countEvents(t, hustings, map[string]int{
		"Kenyan candidate Tendai Moyo endorsed Kenyan candidate Aisha Otieno.":      0,
		"Kenyan President William Ruto endorsed Kenyan candidate Aisha Otieno.":     0,
		"Kenyan candidate Tendai Moyo blamed the Kenyan government for the floods.": 0,
		"Kenya's government blamed the opposition for the floods.":                  1,
		"Kenyan President William Ruto blamed the opposition for the floods.":       1,
		"Norway's prime minister condemned the riots in Kenya.":                     1,
		"Kenyan police arrested three demonstrators.":                               1,
		"Norway condemned Kenya.":                                                   1,
	})
}

// TestFolded reads what is told twice: at home, one who acts on two kinds of people does two deeds.
func TestFolded(t *testing.T) {
	countEvents(t, "", map[string]int{
		"Kenya's president blamed the opposition. Kenya's president blamed the Kenyan parliament.": 2,
		"Kenya's president blamed the opposition. Kenya's president blamed the opposition.":        1,
		"Kenya's president blamed Norway. Kenya's president blamed the Norwegian government.":      1,
	})
}

// TestWorldly reads acts on a page about a firm, where only what states do to each other counts, and on one that has duties in it too.
func TestWorldly(t *testing.T) {
	const market = " The company sells cars. Its shares rose. Investors and customers like the brand. The retailer has new products. Profits grew."
	const duties = " The minister spoke of duties. The commission has a dispute with parliament. A tariff bill is before the government."
	countEvents(t, "", map[string]int{
		"Kenya's government rejected the offer." + market:          0,
		"Kenya's government rejected the offer." + market + duties: 1,
		"Kenya imposed sanctions on Norway." + market:              1,
	})
}

// TestScene reads sides whose state only the rest of the text tells, and deaths in a text about a storm.
func TestScene(t *testing.T) {
	lastEvents(t, map[string]string{
		"Police arrested six activists on Monday. Kenya is calm. The Kenyan capital is quiet. Kenyans stay at home.":              "COERCE actual KEN.COP > KEN.CVL",
		"Police arrested six activists on Monday. Kenya is calm. The Peruvian capital is quiet. Kenyans stay at home.":            "",
		"The BBC reported that police had arrested six activists. Kenya is calm. Kenyans stay at home. Kenya's capital is quiet.": "COERCE actual KEN.COP > KEN.CVL",
		"The Kenyan-led coalition met. Norway's troops left. Coalition warplanes bombed Ethiopia on Monday.":                      "ASSAULT actual KEN.MIL > ETH",
		"Kenyan President Tendai Moyo met Norwegian President Ida Vik. Sweden watched. The two men discussed fish.":               "CONSULT actual KEN.GOV+NOR.GOV >",
		"Two Kenyans were killed on Monday. The storm hit the coast. The hurricane is the worst in years.":                        "",
	})
}

// TestLead reads offices and police of no state on pages that name two states as often: they are of the one that the page sets out with,
// where the paragraph names no other.
func TestLead(t *testing.T) {
	const lead = "Norway and Kenya are far apart. Norway is a friend of Kenya, a Kenyan envoy told a Norwegian paper. Rain fell."
	countEvents(t, "", map[string]int{
		lead + "\n\nForeign Minister Kari Moen accused Peru of spying.":                   1,
		lead + "\n\nPolice arrested six demonstrators.":                                   1,
		lead + "\n\nTwo suspects were arrested.":                                          1,
		lead + "\n\nKenya was calm. Two suspects were arrested.":                          0,
		lead + "\n\nKenya was calm. Foreign Minister Tendai Moyo accused Peru of spying.": 0,
	})
	r := newReader(t)
	for _, e := range r.read(lead + "\n\nForeign Minister Kari Moen accused Peru of spying.").Events {
		if got := line(&e); got != "ACCUSE actual NOR.GOV > PER" {
			t.Error(got)
		}
	}
}

// TestPassage reads a deed behind a sentence about a time long past, and behind one that comes back to the day or ends a paragraph that
// only touched on such a time.
func TestPassage(t *testing.T) {
	countEvents(t, "", map[string]int{
		"In 1994 the war began. The army shelled Goma.":                                                   0,
		"In 1994 the war began. The town lay empty on Thursday. Norway shelled Kenya.":                    1,
		"In 1994 the war began. The town is now counting the dead, officials said. Norway shelled Kenya.": 1,
		"Following the war in Goma in 1994, peace came. Norway shelled Kenya.":                            0,
		"Following the war in Goma in 1994, peace came. Norway has accused Kenya of spying.":              1,
		"In 1994 the war began. On 12 March 1995 Norway shelled Kenya.":                                   1,
		"By January 2014 the war had begun. Norway shelled Kenya.":                                        0,
		"The war began. Norway shelled Kenya.":                                                            1,
		"The war began in 1994.\n\nNorway shelled Kenya.":                                                 0,
		"Nobody came. The last war began in 1994. Norway shelled Kenya.":                                  0,
		"Nobody came. The last war began in 1994.\n\nNorway shelled Kenya.":                               1,
		"The war began in 1994. Norway condemned Kenya.":                                                  0,
		"The war began in 1994.\n\nNorway condemned Kenya.":                                               1,
		"The war began in 1994.\n\nNorway blamed Peru and condemned Kenya.":                               2,
	})
}

// TestSidesOfText reads sentences whose sides only the text around them tells: whose helicopters strike, whose prisoners are taken, and
// where a report plays that is written in another country.
func TestSidesOfText(t *testing.T) {
	cairo := &doc.Dateline{Place: "CAIRO", Country: "EGY"}
	r := newReader(t)
	for _, c := range []struct {
		text string
		from *doc.Dateline
		want []string
	}{
		{"Kenyan troops crossed into Somalia on Monday. Somali officials said that they were near the town of Luuq. Somalia's government " +
			"met. Helicopters also opened fire on Luuq, Somali officials said.", nil,
			[]string{"ASSAULT actual KEN.MIL > SOM"}},
		{"Tunisia's president spoke to the nation. Tunisian hotels were empty in every town of Tunisia. Gunmen opened fire on tourists on Wednesday.", cairo,
			[]string{"ASSAULT actual TUN.UAF > TUN.CVL"}},
		{"Kenya has new farms. Kenya exports tea. Kenyan harvests were good. NFU president Aisha Otieno criticised Kenya's government.", nil,
			[]string{"ACCUSE actual KEN > KEN.GOV"}},
		{"South Korea's president spoke. Seoul was quiet. South Koreans stayed at home. Leaders of the Democratic Party accused South Korea's " +
			"government of fraud.", nil,
			[]string{"ACCUSE actual KOR.PTY > KOR.GOV"}},
		{"Egypt was calm.\n\nNorway accused Egypt of spying. It was angry. President Kari Moen condemned Peru.", cairo,
			[]string{"ACCUSE actual NOR > EGY", "ACCUSE actual NOR.GOV > PER"}},
		{"The Egyptian president spoke. The Egyptian opposition was silent. Its leader, Omar Farid, condemned Peru.", cairo,
			[]string{"ACCUSE actual EGY.OPP > PER"}},
		{"The president spoke to the nation. Gunmen opened fire on tourists on Wednesday.", cairo,
			[]string{"ASSAULT actual EGY.UAF > EGY.CVL"}},
	} {
		d := r.prepare(c.text)
		d.Dateline = c.from
		r.event.Find(d, &r.text)
		var got []string
		for i := range d.Events {
			got = append(got, line(&d.Events[i]))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestSidesToldBefore reads sides that a sentence takes up from the one before it.
func TestSidesToldBefore(t *testing.T) {
	lastEvents(t, map[string]string{
		"The Norwegian foreign minister spoke with his Kenyan counterpart. Both men condemned Sudan.": "ACCUSE actual KEN.GOV+NOR.GOV > SDN",
		"The Norwegian foreign minister spoke with his Kenyan counterpart. The pair condemned Sudan.": "ACCUSE actual KEN.GOV+NOR.GOV > SDN",
		"Two brothers live in Kenya. The pair condemned Sudan.":                                       "",
		"Kenya is close to Oman. Norway accused the country of spying.":                               "ACCUSE actual NOR > OMN",
		"Kenyan police arrested six activists. Norway condemned the arrests.":                         "ACCUSE actual NOR > KEN.COP",
		"Kenya asked Norway for help. Norway rejected the request.":                                   "REJECT actual NOR > KEN",
		"The Islamic State group holds a town in Iraq. Kenya has accused IS of spying.":               "ACCUSE actual KEN > ISIS.REB",
		"Kenya is a member. Kenya has accused IS of spying.":                                          "ACCUSE actual KEN >",
		"Congress met in Washington. The House condemned Norway.":                                     "ACCUSE actual USA.LEG > NOR",

		"Norway's prime minister, Kari Moen, spoke. She was tired. She also accused Kenya of spying.":                  "ACCUSE actual NOR.GOV > KEN",
		"Norway's prime minister, Kari Moen, spoke. It rained. It was late. She accused Kenya of spying.":              "",
		"Norway and Kenya signed a pact before the two foreign ministers. The ministers condemned Peru.":               "ACCUSE actual KEN.GOV+NOR.GOV > PER",
		"The East African Community met in Kenya. The bloc's secretary general, Amani Mrosso, accused Peru of spying.": "ACCUSE actual EAC.GOV > PER",

		"ASEAN welcomed the deal. Enlargement chief Ida Brun accused Peru of spying.":                             "ACCUSE actual ASEAN > PER",
		"Norway accused Kenya of spying. Norway asked the United Nations for help. The two sides condemned Peru.": "ACCUSE actual KEN+NOR > PER",
		"The presidents of Norway and Kenya spoke in Oman. They also condemned Peru.":                             "ACCUSE actual KEN.GOV+NOR.GOV > PER",
		"Norway and Kenya differ. The two presidents spoke. They condemned Peru, the Kenyan presidency said.":     "ACCUSE actual KEN.GOV+NOR.GOV > PER",
		"Kenya was calm. Secretary of State Ida Brun met Kenya's president. She also condemned Peru.":             "ACCUSE actual USA.GOV > PER",
		"Sudan was calm. Sudanese shops were shut. Sudan's capital was quiet. Egypt backed the army.":             "SUPPORT actual EGY > SDN.MIL",

		"Hezbollah fired rockets. The movement accused Kenya of spying.":                     "ACCUSE actual LBN.REB > KEN",
		"A spokesman for Hezbollah spoke. He said the group had attacked Kenya on Thursday.": "ASSAULT actual LBN.REB > KEN",

		"Norway and Kenya signed a pact before the two foreign ministers. They also blamed Peru.": "ACCUSE actual KEN.GOV+NOR.GOV > PER",
	})
}
