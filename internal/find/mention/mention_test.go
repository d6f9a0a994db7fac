package mention

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// english annotates the texts of the tests.
func english(t testing.TB) *lang.English {
	t.Helper()
	e, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// speakers are those of d who are the subject of a verb of speech, in order: the words and who is meant by them.
func speakers(t testing.TB, d *doc.Document) []string {
	t.Helper()
	var x lang.Text
	english(t).Annotate(d.Text, &x)
	f := New()
	f.Find(d, &x)
	var lines []string
	for i := range x.Mentions {
		m := &x.Mentions[i]
		f.si = x.SentenceOf(m.First)
		if x.QuoteOf(m.First) >= 0 || !f.speaks(f.head(m.First, m.Last)) {
			continue
		}
		who := "nobody known"
		if m.Entity >= 0 {
			who = tell(&x.Entities[m.Entity])
		}
		lines = append(lines, x.Cut(m.First, m.Last)+" = "+who)
	}
	return lines
}

// tell writes an entity as "name, role, actor, kind".
func tell(e *lang.Entity) string {
	or := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	return strings.Join([]string{or(e.Name), or(e.Role), or(e.Actor()), e.Kind}, ", ")
}

func TestWhoSpeaks(t *testing.T) {
	for _, c := range []struct {
		name, from, text string // from is the country of the dateline
		want             []string
	}{
		{"a surname and two of it", "NOR",
			"Fisheries Minister Ida Vik said the port would close. Senator Arne Vik, her husband, said he knew nothing. She said the cabinet had voted. The senator said it was late. Vik said he would vote too.",
			[]string{"Fisheries Minister Ida Vik = Ida Vik, Fisheries Minister, NOR.GOV, person", "Senator Arne Vik, her husband = Arne Vik, Senator, NOR.LEG, person",
				"he = Arne Vik, Senator, NOR.LEG, person", "She = Ida Vik, Fisheries Minister, NOR.GOV, person", "The senator = Arne Vik, Senator, NOR.LEG, person", "Vik = Arne Vik, Senator, NOR.LEG, person"}},
		{"a body and its document", "",
			"Norway vetoed a Security Council resolution on Monday. The council said it was late.",
			[]string{"The council = Security Council, -, UNSC, organisation"}},
		{"its director, behind a body that leads the sentence", "NOR",
			"Kenya sent rice. The World Food Programme will start handing out beans on Monday, its country director said.",
			[]string{"its country director = -, country director, WFP, person"}},
		{"a time is no part of a group", "NOR",
			"Norway said it was late. Kenyan rebels in February said it was early.",
			[]string{"Norway = Norway, -, NOR, state", "Kenyan rebels = -, rebels, KEN.REB, group"}},
		{"who speaks for rebels", "KEN",
			"The Congolese government and the M23 rebel movement met in Nairobi. The rebels' chief negotiator, Paul Kabo, said it was late. A spokesman for the movement said it was early.",
			[]string{"The rebels' chief negotiator, Paul Kabo = Paul Kabo, rebels' chief negotiator, M23.REB, person", "A spokesman for the movement = -, spokesman for the movement, M23.REB, anonymous"}},
		{"who speaks for rebels whom nobody names", "KEN",
			"Rebels took a bridge. The rebels' chief negotiator, Paul Kabo, said it was late.",
			[]string{"The rebels' chief negotiator, Paul Kabo = Paul Kabo, rebels' chief negotiator, -, person"}},
		{"a name that leads a sentence", "NOR",
			"Senator Ida Vik came late. A lawyer, Ana Ruiz, told reporters so. Vik, who was tired, spoke in the evening. She said it was late.",
			[]string{"A lawyer, Ana Ruiz = Ana Ruiz, lawyer, -, person", "She = Ida Vik, Senator, NOR.LEG, person"}},
		{"a place is no person", "NOR",
			"Senator Ida Vik spoke for an hour. A train stood in Harbourton. She said it was late.",
			[]string{"She = Ida Vik, Senator, NOR.LEG, person"}},
		{"somebody's deputy", "NOR",
			"Kenya's trade minister, Ruth Odera, said it was late. Odera's deputy, Tom Mboya, said it was early.",
			[]string{"Kenya's trade minister, Ruth Odera = Ruth Odera, trade minister, KEN.GOV, person", "Odera's deputy, Tom Mboya = Tom Mboya, deputy, KEN.GOV, person"}},
		{"an office and its spokesman", "",
			"Norway's foreign ministry said it was late.\n\nThe Kremlin was cooler. Spokesman Anton Belov said it was early.",
			[]string{"Norway's foreign ministry = -, foreign ministry, NOR.GOV, office", "Spokesman Anton Belov = Anton Belov, Spokesman, RUS.GOV, person"}},
		{"the head of a body where the report has moved, and the name", "NOR",
			"The minister said it was late. In Nairobi, the head of the Tea Council disputed the figure. Tom Mboya said it was early.",
			[]string{"The minister = -, minister, NOR.GOV, person", "Tom Mboya = Tom Mboya, head of the Tea Council, KEN, person"}},
		{"an age", "NOR",
			"Ida Vik, 34, came home with her son. The 34-year-old said it was late.",
			[]string{"The 34-year-old = Ida Vik, -, -, person"}},
		{"a paper by the last word of its name", "",
			"The Harbour Observer printed the study. The Observer said it was late.",
			[]string{"The Observer = Harbour Observer, -, -, organisation"}},
		{"no dateline and one state alone", "",
			"Kenya has no illusions about the strait. Its defence ministry has a study. The ministry said it was late. An opposition lawmaker, Ruth Odera, said it was early.",
			[]string{"The ministry = -, defence ministry, KEN.GOV, office", "An opposition lawmaker, Ruth Odera = Ruth Odera, opposition lawmaker, KEN.OPP, person"}},
		{"the one state may be the other party", "",
			"President Vik threatened Kenya on television. A spokesman said that Kenya had been warned.",
			[]string{"A spokesman = -, spokesman, -, anonymous"}},
		{"a description gets its name", "KEN",
			"The transport minister said the road was safe. “We built it well,” Ruth Odera said.",
			[]string{"The transport minister = Ruth Odera, transport minister, KEN.GOV, person", "Ruth Odera = Ruth Odera, transport minister, KEN.GOV, person"}},
		{"an office before its bearer", "KEN",
			"The prime minister said the road was safe. Prime Minister Ruth Odera said it again.",
			[]string{"The prime minister = Ruth Odera, prime minister, KEN.GOV, person", "Prime Minister Ruth Odera = Ruth Odera, prime minister, KEN.GOV, person"}},
		{"anonymous stays anonymous", "KEN",
			"A senior official said the road was safe. The official said that Ruth Odera was there.",
			[]string{"A senior official = -, senior official, KEN.GOV, anonymous", "The official = -, senior official, KEN.GOV, anonymous"}},
		{"appositions", "",
			"Ida Vik, the Kenyan foreign minister, said it was late. Norway's defence minister, Per Dahl, said it was early. Sir Desmond Hale's daughter, Clara Hale, a judge, said nothing was late.",
			[]string{"Ida Vik, the Kenyan foreign minister = Ida Vik, foreign minister, KEN.GOV, person", "Norway's defence minister, Per Dahl = Per Dahl, defence minister, NOR.GOV, person",
				"Sir Desmond Hale's daughter, Clara Hale, a judge = Clara Hale, judge, -, person"}},
		{"a body's voice", "",
			"Ida Vik, a spokeswoman for the UN agency for refugees, said it was late. The Harbour Courier, citing an aide, said it was early. The paper said so twice.",
			[]string{"Ida Vik, a spokeswoman for the UN agency for refugees = Ida Vik, spokeswoman for the UN agency for refugees, UN.GOV, person",
				"The Harbour Courier = Harbour Courier, -, -, organisation", "The paper = Harbour Courier, -, -, organisation"}},
		{"whoever has left an office", "NOR",
			"Former foreign minister Ida Vik said it was late. Tom Dahl, a former Kenyan ambassador, said it was early.",
			[]string{"Former foreign minister Ida Vik = Ida Vik, Former foreign minister, NOR, person", "Tom Dahl, a former Kenyan ambassador = Tom Dahl, former ambassador, KEN, person"}},
		{"the report moves", "NOR",
			"The foreign ministry said it was late. In Nairobi, a police spokeswoman said the streets were calm.\n\nThe mayor said so too.",
			[]string{"The foreign ministry = -, foreign ministry, NOR.GOV, office", "a police spokeswoman = -, police spokeswoman, KEN.COP, anonymous", "The mayor = -, mayor, NOR.GOV, person"}},
		{"the voice of who spoke last", "NOR",
			"Kenya's embassy in Oslo said it was late. Spokesman Tom Mboya said it would wait.",
			[]string{"Kenya's embassy in Oslo = -, embassy, KEN.GOV, office", "Spokesman Tom Mboya = Tom Mboya, Spokesman, KEN.GOV, person"}},
		{"its and his", "NOR",
			"Niamey said it was late. Its prime minister, Ibrahim Maz, said it was early. His spokesman said it was time.",
			[]string{"Niamey = Niger, -, NER.GOV, state", "Its prime minister, Ibrahim Maz = Ibrahim Maz, prime minister, NER.GOV, person", "His spokesman = -, spokesman, NER.GOV, person"}},
		{"a calling nobody listed", "NOR",
			"Police chief Per Dahl said all was calm. A Kenyan puppeteer said he was tired. He said the show was long.",
			[]string{"Police chief Per Dahl = Per Dahl, Police chief, NOR.COP, person", "A Kenyan puppeteer = -, puppeteer, KEN, anonymous", "He = -, puppeteer, KEN, anonymous"}},
		{"a city of bodies", "BEL",
			"The European Union said it was late. A senior official said it was early.",
			[]string{"The European Union = European Union, -, EU, organisation", "A senior official = -, senior official, EU.GOV, anonymous"}},
		{"a role in a sentence", "",
			"Ida Vik has been Kenya's junior minister for fisheries since May. Vik said it was late.",
			[]string{"Vik = Ida Vik, junior minister for fisheries, KEN.GOV, person"}},
		{"an office, a counterpart, a deputy", "NOR",
			"The prime minister's office said it was late. Foreign Minister Ida Vik met her Kenyan counterpart, Tom Mboya. Mboya said it was early. Opposition deputy Jon Brun said it was time.",
			[]string{"The prime minister's office = -, prime minister's office, NOR.GOV, office", "Mboya = Tom Mboya, Foreign Minister, KEN.GOV, person",
				"Opposition deputy Jon Brun = Jon Brun, Opposition deputy, NOR.OPP, person"}},
		{"an office by its bearer's title", "NOR",
			"The Public Defender's office said it was late. Brun's office said it was early.",
			[]string{"The Public Defender's office = Public Defender's office, office, NOR.GOV, office", "office = -, office, -, office"}},
		{"an army's voice, a force with a word before its name", "NOR",
			"The Kenyan army said it was late. Army spokesman Tom Mboya said it was early. Doctors Without Borders said it was time. The aid group said it again.",
			[]string{"The Kenyan army = -, army, KEN.MIL, office", "Army spokesman Tom Mboya = Tom Mboya, Army spokesman, KEN.MIL, person",
				"Doctors Without Borders = Doctors Without Borders, -, NGO, organisation", "The aid group = Doctors Without Borders, -, NGO, organisation"}},
		{"one of a group", "NOR",
			"Two Kenyan diplomats said it was late. One of them said it was early.",
			[]string{"Two Kenyan diplomats = -, diplomats, KEN.GOV, group", "One of them = -, diplomat, KEN.GOV, anonymous"}},
		{"an ambassador is another state's", "NOR",
			"Kenya closed its border. The ambassador, Ruth Odera, said it was late. Odera's spokesman said it was early.",
			[]string{"The ambassador, Ruth Odera = Ruth Odera, ambassador, KEN.GOV, person", "Odera's spokesman = -, spokesman, KEN.GOV, person"}},
		{"a body with a place before", "",
			"Harbour Rights Council said it was late. The Lisbon-based group said it was early.",
			[]string{"Harbour Rights Council = Harbour Rights Council, -, -, organisation", "The Lisbon-based group = Harbour Rights Council, -, -, organisation"}},
		{"an organisation keeps the home out, and a body the next speaker's state", "NOR",
			"Kenya's navy said it was late. A spokeswoman for the West African bloc ECOWAS, Ruth Odera, said it was early. Jon Brun, deputy spokesman of the climate ministry, said it was time.",
			[]string{"Kenya's navy = -, navy, KEN.MIL, office", "A spokeswoman for the West African bloc ECOWAS, Ruth Odera = Ruth Odera, spokeswoman, ECOWAS.GOV, person",
				"Jon Brun, deputy spokesman of the climate ministry = Jon Brun, deputy spokesman of the climate ministry, NOR.GOV, person"}},
		{"a body nobody knows is no state's", "NOR",
			"Kenya's navy said it was late. A spokesman for the regional body HARPAC, Tom Mboya, said it was early.",
			[]string{"Kenya's navy = -, navy, KEN.MIL, office", "A spokesman for the regional body HARPAC, Tom Mboya = Tom Mboya, spokesman for the regional body HARPAC, -, person"}},
		{"chiefs of staff are of the home", "NOR",
			"The Joint Chiefs of Staff said it was late. The Treasury said it was early.",
			[]string{"The Joint Chiefs of Staff = -, Joint Chiefs of Staff, NOR.MIL, office", "The Treasury = -, Treasury, NOR.GOV, office"}},
		{"a guest keeps the state of the introduction", "NOR",
			"The Minister of Culture, Ambassador Ida Vik, received yesterday at the old palace the Minister of Justice of Kenya, Mr. Tom Mboya. Minister Mboya said it was late. The Norwegian minister said it was early.",
			[]string{"Minister Mboya = Tom Mboya, Minister of Justice, KEN.GOV, person", "The Norwegian minister = Ida Vik, Minister of Culture, NOR.GOV, person"}},
		{"a body's spokeswoman, a former something else", "",
			"The European Commission said it was late. Its spokeswoman, Ida Vik, said it was early. Kenya's trade minister, Tom Mboya, a former judge, said it was time.",
			[]string{"The European Commission = European Commission, -, EU, organisation", "Its spokeswoman, Ida Vik = Ida Vik, spokeswoman, EU.GOV, person",
				"Kenya's trade minister, Tom Mboya, a former judge = Tom Mboya, trade minister, KEN.GOV, person"}},
		{"somebody else's pronoun, an opposite number", "NOR",
			"Foreign ministry spokesman Per Dahl said it was late. His Kenyan opposite number, Dr Odera Mboya, said it was early. She said it was time.",
			[]string{"Foreign ministry spokesman Per Dahl = Per Dahl, Foreign ministry spokesman, NOR.GOV, person", "His Kenyan opposite number, Dr Odera Mboya = Odera Mboya, Foreign ministry spokesman, KEN.GOV, person",
				"She = Odera Mboya, Foreign ministry spokesman, KEN.GOV, person"}},
		{"a statement in which she said", "NOR",
			"Spokesman Jon Brun said it was late. The radio carried a statement by Ruth Odera, a Kenyan judge, in which she said it was early.",
			[]string{"Spokesman Jon Brun = Jon Brun, Spokesman, NOR.GOV, person", "she = Ruth Odera, judge, KEN.JUD, person"}},
		{"a company beside its word", "NOR",
			"The line's operator, Harbour Transit, said it was late. The company said it was early.",
			[]string{"Harbour Transit = Harbour Transit, operator, -, organisation", "The company = Harbour Transit, operator, -, organisation"}},
		{"who took a stand last, not the dateline", "NOR",
			"Norway recalled its envoy from Rabat.\n\nMorocco rejected the charge. Government spokesman Hamid Tazi said it was late. The foreign minister said it was early.",
			[]string{"Norway = Norway, -, NOR, state", "Government spokesman Hamid Tazi = Hamid Tazi, Government spokesman, MAR.GOV, person", "The foreign minister = -, foreign minister, MAR.GOV, person"}},
		{"acts of another state leave its victims' offices at home", "NOR",
			"Kenya fired on two trawlers. The air force said it was late. The foreign ministry said it was early.",
			[]string{"The air force = -, air force, NOR.MIL, office", "The foreign ministry = -, foreign ministry, NOR.GOV, office"}},
		{"where they speak", "NOR",
			"Norway and Peru will sign a pact. The fisheries ministry told reporters in Lima that it was late. A spokesman told a briefing in Oslo that it was early.",
			[]string{"The fisheries ministry = -, fisheries ministry, PER.GOV, office", "A spokesman = -, spokesman, NOR.GOV, anonymous"}},
		{"who speaks of the state that came before is perhaps not its own", "NOR",
			"Kenya said it was late. The interior minister said the ship would go back to Kenya.",
			[]string{"Kenya = Kenya, -, KEN, state", "The interior minister = -, interior minister, -, person"}},
		{"a body just named speaks", "NOR",
			"Norway sent rice to Fiji. The Red Cross began to hand out tents. A spokeswoman said it was late.",
			[]string{"A spokeswoman = -, spokeswoman, ICRC.GOV, anonymous"}},
		{"opposition and senators are at home", "NOR",
			"Norway said it was late.\n\nKenya denied it.\n\nSenator Ida Vik said it was early.",
			[]string{"Norway = Norway, -, NOR, state", "Kenya = Kenya, -, KEN, state", "Senator Ida Vik = Ida Vik, Senator, NOR.LEG, person"}},
		{"representatives", "",
			"The representative of Ghana said it was late. Representative Ida Vik of Ohio said it was early. A representative of the dockers said it was time.",
			[]string{"The representative of Ghana = -, representative, GHA.GOV, person", "Representative Ida Vik of Ohio = Ida Vik, Representative, USA.LEG, person",
				"A representative of the dockers = -, representative of the dockers, -, anonymous"}},
		{"an officer beside a spokesman, and what he thinks", "NOR",
			"The army denied it. Its spokesman, Colonel Per Dahl, said it was late. Dahl said it was early.",
			[]string{"The army = -, army, NOR.MIL, office", "Its spokesman, Colonel Per Dahl = Per Dahl, spokesman, NOR.MIL, person", "Dahl = Per Dahl, spokesman, NOR.MIL, person"}},
		{"a paper with an article", "NOR",
			"Al Watan reported that it was late. Le Dahl said it was early.",
			[]string{"Al Watan = Al Watan, -, -, organisation", "Le Dahl = Le Dahl, -, -, person"}},
		{"a force has a voice of its own", "NOR",
			"Norway protested.\n\nKenya's embassy said it was late.\n\nA coast guard spokesman, Per Dahl, said it was early.",
			[]string{"Norway = Norway, -, NOR, state", "Kenya's embassy = -, embassy, KEN.GOV, office", "A coast guard spokesman, Per Dahl = Per Dahl, coast guard spokesman, NOR.MIL, person"}},
		{"two states and their officials", "NOR",
			"Kenya and Oman said it was late. Officials said it was early. Norway and Oman said it was time. Officials said so too.",
			[]string{"Kenya = Kenya, -, KEN, state", "Officials = -, Officials, -, group", "Norway = Norway, -, NOR, state", "Officials = -, Officials, NOR.GOV, group"}},
		{"another officer, a colleague", "NOR",
			"Colonel Jon Brun said it was late. Another officer, Major Per Dahl, said it was early. Prime Minister Ida Vik met her Kenyan colleague, Tom Mboya. Mboya said it was time.",
			[]string{"Colonel Jon Brun = Jon Brun, Colonel, NOR.MIL, person", "Another officer, Major Per Dahl = Per Dahl, officer, NOR.MIL, person", "Mboya = Tom Mboya, Prime Minister, KEN.GOV, person"}},
		{"Korea", "NOR",
			"North Korea said it was late. Korea's trade ministry said it was early. Korean officials said it was time.",
			[]string{"North Korea = North Korea, -, PRK, state", "Korea's trade ministry = -, trade ministry, KOR.GOV, office", "Korean officials = -, officials, KOR.GOV, group"}},
		{"a question before the answer", "GBR",
			"The prime minister's spokesman said it was early. Pressed on whether Ida Vik was there, he said it was late.",
			[]string{"The prime minister's spokesman = -, prime minister's spokesman, GBR.GOV, person", "he = -, prime minister's spokesman, GBR.GOV, person"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &doc.Document{Text: c.text}
			if c.from != "" {
				place := "Oslo"
				if c.from == "BEL" {
					place = "BRUSSELS"
				}
				d.Dateline = &doc.Dateline{Place: place, Country: c.from}
			}
			if diff := cmp.Diff(c.want, speakers(t, d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// In a readout "the President" is whose text it is, by its title.
func TestHost(t *testing.T) {
	for title, want := range map[string]string{
		"Readout of President Vargas's call with President Lindqvist of Norway": "Carlos Vargas, President, PER.GOV, person",
		"Readout of President Lindqvist's call with President Vargas of Peru":   "Eva Lindqvist, President, NOR.GOV, person",
	} {
		d := &doc.Document{Title: title, Kind: "release", Text: "President Carlos Vargas of Peru spoke with President Eva Lindqvist of Norway. The President said it was late."}
		if diff := cmp.Diff([]string{"The President = " + want}, speakers(t, d)); diff != "" {
			t.Errorf("%s: %s", title, diff)
		}
	}
	d := &doc.Document{Title: "Statement on the call with President Odera", Kind: "release",
		Text: "Presidency of the Republic of Peru\n\nPresident Luz Paz spoke with President Tom Odera of Kenya. The President said it was late."}
	if diff := cmp.Diff([]string{"The President = Luz Paz, President, PER.GOV, person"}, speakers(t, d)); diff != "" {
		t.Error(diff)
	}
}

// A report without a dateline, and a release, are at home where their letterhead, title or first words say.
func TestHome(t *testing.T) {
	for _, c := range []struct{ name, title, outlet, text, want string }{
		{"letterhead in the title", "MINISTRY OF FOREIGN AFFAIRS OF THE REPUBLIC OF KOREA", "", "The Ministry regrets the decision by Japan.", "KOR"},
		{"letterhead in the first line", "Note to the press", "", "Embassy of Peru in Oslo\n\nThe embassy will be closed on Friday.", "PER"},
		{"an office and a people", "", "", "Royal Norwegian Ministry of Trade\n\nThe minister will speak at noon.", "NOR"},
		{"a sentence is no letterhead", "Embassy of Peru reopens after a fire", "", "The minister will speak at noon.", ""},
		{"a town and its country", "Riot ends", "", "Police in Kisumu, Kenya, arrested ten men.", "KEN"},
		{"a list of countries", "Riot ends", "", "Police in Somalia, Kenya, and Uganda arrested ten men.", ""},
		{"the title's only state", "Kenya bans plastic bags", "", "The ministry said it was late.", "KEN"},
		{"two states in the title", "Kenya and Uganda ban plastic bags", "", "The ministry said it was late.", ""},
		{"the paper's town", "Ban on bags", "Nairobi Courier", "The ministry said it was late.", "KEN"},
	} {
		f := New()
		if got := f.homeOf(&doc.Document{Title: c.title, Outlet: c.outlet, Text: c.text}); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	dateline := doc.Dateline{Place: "ADDIS ABABA, Ethiopia", Country: "ETH"}
	for text, want := range map[string]string{
		"ADDIS ABABA, Ethiopia - The African Union sent a team to Juba.":                         "AU",
		"ADDIS ABABA, Ethiopia - Ethiopia and the African Union met. Ethiopia said it was late.": "ETH",
		"ADDIS ABABA, Ethiopia - Ethiopia and the African Union met.":                            "",
	} {
		if got := New().homeOf(&doc.Document{Text: text, Dateline: &dateline}); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	house := doc.Dateline{Place: "UNITED NATIONS"}
	if got := New().homeOf(&doc.Document{Text: "UNITED NATIONS - The secretary-general said it was late.", Dateline: &house}); got != "UN" {
		t.Errorf("from the United Nations: %q", got)
	}
}

// Whom "the two sides" and their like mean: the pair named together last.
func TestPair(t *testing.T) {
	for _, c := range []struct{ title, text, want string }{
		{"", "Peru and Chile resumed talks after Brazil offered a venue. The two sides will meet again.", "PER CHL"},
		{"", "Peru held talks with Chile on Monday. Brazil watched, and Uruguay offered help. The two neighbours will open the pass.", "PER CHL"},
		{"", "Peru held talks with Chile on Monday. Brazil watched. Uruguay's foreign minister urged the neighbours to open the pass.", "PER CHL"},
		{"", "Egypt's minister met his Sudanese counterpart. Ethiopia has not replied. Both ministers want a treaty.", "EGY SDN"},
		{"", "Peru and Chile met in Lima. Norway urged Peru to yield. Both countries want a treaty.", "PER CHL"},
		{"", "Peru and Chile met in Lima. Peru then signed a pact with Brazil. The two countries want a port.", "PER BRA"},
		{"", "Norway, Ghana and Peru gave money. The two sides will meet again.", ""},
		{"", "Peru said it was late. Chile disagreed. The two countries share a border.", "PER CHL"},
		{"", "Peru said it was late. Chile disagreed. Brazil watched. The two countries share a border.", ""},
		{"", "Peru and Chile met. Brazil watched. The countries share a border.", ""},
		{"", "Oman said it was late. Kenya's ministry said two soldiers were hurt. Peru and Chile met. Brazil urged both sides to yield.", "PER CHL"},
		{"", "Norway wants an end to the killing on both sides of the Peru-Chile war. It talks to both sides.", "PER CHL"},
		{"Joint Statement by Peru and Chile", "Peru supports talks between Norway and Ghana. Both sides want a treaty.", "PER CHL"},
		{"Peru and Chile", "Peru supports talks between Norway and Ghana. Both sides want a treaty.", "NOR GHA"},
	} {
		var x lang.Text
		english(t).Annotate(c.text, &x)
		New().Find(&doc.Document{Title: c.title, Text: c.text}, &x)
		got := ""
		for i := range x.Mentions {
			if m := &x.Mentions[i]; m.Code2 != "" {
				got = m.Code + " " + m.Code2
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// turn is a label and what is said behind it.
type turn struct{ label, role, said string }

// labels are the speakers of a transcript's turns.
func labels(t testing.TB, title, preface string, turns []turn) []string {
	t.Helper()
	d := transcript(title, preface, turns)
	var x lang.Text
	english(t).Annotate(d.Text, &x)
	New().Find(d, &x)
	var lines []string
	for _, d := range d.Turns {
		for _, m := range x.Mentions {
			if int(x.Tokens[m.First].Start) == d.Span.Start {
				lines = append(lines, d.Speaker+" = "+tell(&x.Entities[m.Entity]))
			}
		}
	}
	return lines
}

// transcript is a document of turns behind a preface.
func transcript(title, preface string, turns []turn) *doc.Document {
	d := &doc.Document{Title: title, Text: preface}
	for _, x := range turns {
		if d.Text != "" {
			d.Text += "\n\n"
		}
		start := len(d.Text)
		d.Text += x.label + ": " + x.said
		d.Turns = append(d.Turns, doc.Turn{Speaker: x.label, Role: x.role, Span: doc.Span{Start: start, End: len(d.Text)}})
	}
	return d
}

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		name, title, preface string
		turns                []turn
		want                 []string
	}{
		{"the heading has the name", "Press Briefing by Press Secretary Ida Vik and Secretary of Port Security Brun", "",
			[]turn{{"MS. VIK", "statement", "Good morning."}, {"Q", "question", "Is it late?"}, {"SECRETARY BRUN", "answer", "No."}},
			[]string{"MS. VIK = Ida Vik, Press Secretary, USA.GOV, person", "Q = -, journalist, -, anonymous", "SECRETARY BRUN = Brun, Secretary, USA.GOV, person"}},
		{"a line has it", "Department Press Briefing", "Per Dahl, Department Spokesperson\n\n1:20 p.m. EDT",
			[]turn{{"MR DAHL", "statement", "Good morning."}, {"QUESTION", "question", "Is it late?"}, {"MR DAHL", "answer", "No."}},
			[]string{"MR DAHL = Per Dahl, Department Spokesperson, USA.GOV, person", "QUESTION = -, journalist, -, anonymous", "MR DAHL = Per Dahl, Department Spokesperson, USA.GOV, person"}},
		{"roles before names, then names alone", "Doorstep", "",
			[]turn{{"PRIME MINISTER IDA VIK", "statement", "Good morning."}, {"Ana Ruiz (Harbour Courier)", "question", "Is it late?"}, {"VIK", "answer", "No."}},
			[]string{"PRIME MINISTER IDA VIK = Ida Vik, Prime Minister, -, person", "Ana Ruiz (Harbour Courier) = Ana Ruiz, journalist, -, person", "VIK = Ida Vik, Prime Minister, -, person"}},
		{"officials without a name", "Background call", "",
			[]turn{{"SENIOR STATE DEPARTMENT OFFICIAL ONE", "statement", "Good morning."}, {"SENIOR STATE DEPARTMENT OFFICIAL TWO", "statement", "Yes."}},
			[]string{"SENIOR STATE DEPARTMENT OFFICIAL ONE = -, Senior State Department Official, USA.GOV, anonymous",
				"SENIOR STATE DEPARTMENT OFFICIAL TWO = -, Senior State Department Official, USA.GOV, anonymous"}},
		{"a service in brackets, letters with marks, a questioner without a name", "Ministry of National Defence, Oslo", "",
			[]turn{{"COMMANDER ØYVIND ÅS (Navy)", "statement", "No boat was lost."}, {"A JOURNALIST", "question", "Is it late?"}, {"COMMANDER ÅS", "answer", "No."}},
			[]string{"COMMANDER ØYVIND ÅS (Navy) = Øyvind Ås, Commander, NOR.MIL, person", "A JOURNALIST = -, Journalist, -, anonymous", "COMMANDER ÅS = Øyvind Ås, Commander, NOR.MIL, person"}},
		{"a moderator gives the word", "Press call", "",
			[]turn{{"MODERATOR", "statement", "Next we go to Ana Ruiz with the Courier."}, {"Q", "question", "Is it late?"}, {"OFFICIAL", "answer", "No."}, {"Q", "question", "Early?"}},
			[]string{"MODERATOR = -, Moderator, -, person", "Q = Ana Ruiz, journalist, -, person", "OFFICIAL = -, Official, -, anonymous", "Q = Ana Ruiz, journalist, -, person"}},
		{"who asks says who", "Press conference", "",
			[]turn{{"Question", "question", "Ana Ruiz, Harbour Courier. Is it late?"}, {"MS VIK", "answer", "No."}},
			[]string{"Question = Ana Ruiz, journalist, -, person", "MS VIK = Vik, -, -, person"}},
		{"an interview", "“It is late”", "Ida Vik is Kenya's minister of transport. She spoke to the Courier.",
			[]turn{{"Q.", "question", "Is it late?"}, {"A.", "answer", "No."}},
			[]string{"Q. = -, -, -, anonymous", "A. = Ida Vik, minister of transport, KEN.GOV, person"}},
		{"guests and hosts", "Remarks by President Hale and Prime Minister Dorn of Slovakia", "East Room\n\n2:11 P.M. EST",
			[]turn{{"THE PRESIDENT", "statement", "Good morning."}, {"PRIME MINISTER DORN", "statement", "Yes."}},
			[]string{"THE PRESIDENT = Hale, President, USA.GOV, person", "PRIME MINISTER DORN = Dorn, Prime Minister, SVK.GOV, person"}},
		{"a name above its role", "Daily Briefing", "Vera Nolan\nDepartment Spokesperson\nWashington, DC\n\n1:15 p.m. EDT",
			[]turn{{"MS. NOLAN", "statement", "Good morning."}, {"QUESTION", "question", "Late?"}},
			[]string{"MS. NOLAN = Vera Nolan, Department Spokesperson, USA.GOV, person", "QUESTION = -, journalist, -, anonymous"}},
		{"a guest's own state, and no questioner out of an introduction", "Doorstop, Canberra", "",
			[]turn{{"RT HON IDA VIK, PRIME MINISTER", "statement", "My guest, Minister Tom Mboya of Kenya, is here."}, {"Q", "question", "Is it late?"},
				{"TOM MBOYA, KENYAN MINISTER FOR PORTS", "answer", "No."}},
			[]string{"RT HON IDA VIK, PRIME MINISTER = Ida Vik, Prime Minister, AUS.GOV, person", "Q = -, journalist, -, anonymous",
				"TOM MBOYA, KENYAN MINISTER FOR PORTS = Tom Mboya, Minister, KEN.GOV, person"}},
		{"a role that was told of by name", "Noon briefing", "",
			[]turn{{"Ida Vik, Deputy Spokesperson", "statement", "Good afternoon."}, {"Reuters", "question", "Is it late?"}, {"Deputy Spokesperson", "answer", "No."}},
			[]string{"Ida Vik, Deputy Spokesperson = Ida Vik, Deputy Spokesperson, UN.GOV, person", "Reuters = Reuters, journalist, -, organisation",
				"Deputy Spokesperson = Ida Vik, Deputy Spokesperson, UN.GOV, person"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, labels(t, c.title, c.preface, c.turns)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// In a question "she" is not who is asked, in an answer not who has asked.
func TestSpokenTo(t *testing.T) {
	var x lang.Text
	d := transcript("Noon briefing", "", []turn{
		{"MS. VIK", "statement", "Good morning."},
		{"Ana Ruiz, Harbour Courier", "question", "Your own auditor said it was late. She said so twice. Was she right?"},
		{"MS. VIK", "answer", "She said it might be."},
	})
	english(t).Annotate(d.Text, &x)
	New().Find(d, &x)
	for i := range x.Mentions {
		m := &x.Mentions[i]
		if w := x.Tokens[m.First].Lower; w == "she" && m.Entity >= 0 && x.Entities[m.Entity].Name != "" {
			t.Errorf("%q is %s", x.Cut(m.First, m.Last), tell(&x.Entities[m.Entity]))
		}
	}
}

func TestSameRole(t *testing.T) {
	for _, c := range []struct {
		want, known string
		same        bool
	}{
		{"minister", "foreign minister", true},
		{"defence minister", "Minister of Defence", true},
		{"minister", "prime minister", false},
		{"president", "vice president", false},
		{"Secretary", "Secretary of State", true},
		{"envoy", "ambassador", true},
		{"lawmaker", "Senator", true},
		{"foreign minister", "finance minister", false},
		{"spokesperson", "US Department of State spokesperson", true},
		{"spokeswoman", "ministry of foreign affairs spokeswoman", true},
		{"spokeswoman", "spokesperson", true},
	} {
		if got := sameRole(c.want, c.known); got != c.same {
			t.Errorf("“the %s” for the %s: %v", c.want, c.known, got)
		}
	}
}

// Whatever the text, mentions lie in it, in order and apart, and stand for entities there are.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"Ida Vik, the Kenyan minister, said so.", "Q: A?\n\nMS VIK: No.", "the of the's 's -", "In Oslo, he", "Mr. Gen. \"its", "one of, of of the"} {
		f.Add(s, "Press Briefing by Secretary Vik", "MS VIK")
	}
	e := english(f)
	finder := New()
	f.Fuzz(func(t *testing.T, text, title, label string) {
		d := &doc.Document{Text: text, Title: title}
		if label != "" && strings.HasPrefix(text, label) {
			d.Turns = []doc.Turn{{Speaker: label, Role: "question", Span: doc.Span{Start: 0, End: len(text)}}}
		}
		var x lang.Text
		e.Annotate(text, &x)
		finder.Find(d, &x)
		end := 0
		for _, m := range x.Mentions {
			if m.First < end || m.Last <= m.First || m.Last > len(x.Tokens) || m.Entity >= len(x.Entities) {
				t.Fatalf("mention %+v behind token %d", m, end)
			}
			end = m.Last
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Fisheries Minister Ida Vik said on Monday that the port would close. “We had no choice,” she told reporters in Oslo, adding "+
		"that Kenya's ambassador, Tom Mboya, had been informed. The ambassador said his government was not surprised.\n\n", 12)
	var x lang.Text
	english(b).Annotate(text, &x)
	first := x.Sentences[0].First
	f, d := New(), &doc.Document{Text: text, Dateline: &doc.Dateline{Place: "OSLO", Country: "NOR"}}
	b.ReportAllocs()
	for b.Loop() {
		x.Mentions, x.Entities, x.Sentences[0].First = x.Mentions[:0], x.Entities[:0], first
		f.Find(d, &x)
	}
	b.ReportMetric(float64(len(x.Tokens)), "tokens/op")
}
