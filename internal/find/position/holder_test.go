package position_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout"
)

// TestWhoHolds reads texts where a state near by is not the one that takes the stand, and lists "HOLDER stance" of what was found.
func TestWhoHolds(t *testing.T) {
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, title, text, want string }{
		{"both sides are who met, not who offered a room", "",
			"VIENNA - Peru and Chile resumed talks on Monday after Brazil offered a venue. The two sides called for a binding accord on the river.", "PER demands, CHL demands"},
		{"a list is no pair", "", "GENEVA - Norway, Ghana and Peru gave money. The two sides called for a binding accord on the river.", ""},
		{"they after the two leaders", "", "LIMA - Peru told Chile on Monday that a treaty was near. The two leaders called for a binding accord on the river. They condemned the attack on the dam.",
			"PER demands, CHL demands, PER opposes, CHL opposes"},
		{"a third state's office after its words", "", "PARIS - France and Mali have been at odds since June. Algeria offered to host talks. Its foreign ministry said President Karim Belaid had met both leaders. He called for a binding accord on the river.",
			"DZA offers, DZA demands"},
		{"an interview without labels", "A talk with Ama Lawson",
			"Ama Lawson is Togo's deputy foreign minister. She received us in her office.\n\nWhy did Togo leave?\n\nNobody listened. Benin stayed. We support free trade.\n\nWill Burkina Faso return?\n\nBurkina Faso will decide. We oppose any new tariff on grain.",
			"TGO supports, TGO opposes"},
		{"an interview with nobody's official", "A talk with a baker",
			"Ama Lawson bakes in Lome.\n\nWhy did Togo leave?\n\nNobody listened. Benin stayed. We support free trade.\n\nWill Burkina Faso return?\n\nBurkina Faso will decide. We oppose any new tariff on grain.", ""},
		{"a trader's we", "", "ACCRA - \"We oppose the ban on rice,\" said Kofi Adu, a Ghanaian trader.", ""},
		{"a letterhead", "MINISTRY OF FOREIGN AFFAIRS OF THE REPUBLIC OF KOREA", "The Ministry opposes the decision by Japan to reopen the mine.", "KOR opposes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := r.Read(readout.Input{Corpus: true, Title: c.title, Text: c.text})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range d.Positions {
				got = append(got, p.Holder+" "+p.Stance)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSubjects lists "HOLDER stance subject" of what was found.
func TestSubjects(t *testing.T) {
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Oman's foreign minister rejected a Kenyan proposal for arbitration of the border, saying that judges had never dug a well.": "OMN opposes Kenyan proposal for arbitration of the border",
		"Kenya asked Oman for anti-aircraft guns.":                                                                     "KEN demands anti-aircraft guns",
		"Norway condemned the coup attempt in Guinea-Bissau.":                                                          "NOR opposes coup attempt in Guinea-Bissau",
		"Peru's foreign minister protested on Monday in a note of two lines and praised Chilean wines.":                "",
		"Kenya would support talks with Oman on the port if the United Nations hosts them, its foreign minister said.": "KEN conditions talks with Oman on the port",
		"Norway said it would not support the draft on Libya unless Oman was consulted.":                               "NOR conditions draft on Libya",
		// What a state has not done is no stand; what it will not do is.
		"Oman has not renewed a loan of two billion dollars to Kenya, two bankers said.": "",
		"A Kenyan spokeswoman said Nairobi had not imposed any duties on Omani dates.":   "",
		"Kenya will not lift its ban on dates from Oman, a spokeswoman said.":            "KEN declines lifting of ban on dates from Oman",
	} {
		d, err := r.Read(readout.Input{Corpus: true, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range d.Positions {
			got = append(got, p.Holder+" "+p.Stance+" "+p.Subject)
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// A warning is that of whoever utters it: an institute's is not its state's.
func TestWhoWarns(t *testing.T) {
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"OSLO - A blockade could ruin the ports, an institute in Oslo warned.":                                         "an institute in Oslo: A blockade could ruin the ports",
		"LIMA - Peru sent rice to Fiji. The Red Cross gave out tents. A spokeswoman warned that cholera could spread.": "ICRC: cholera could spread",
		"If the rains fail again, thousands could face famine by June, the World Food Programme said.":                 "WFP: thousands could face famine by June",
		"LIMA - An institute in Lima warned of a relapse into war.":                                                    "An institute in Lima: a relapse into war",
		"OSLO - The Norwegian government warned that a blockade could ruin the ports.":                                 "NOR: a blockade could ruin the ports",
	} {
		d, err := r.Read(readout.Input{Corpus: true, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, w := range d.Warnings {
			if w.Source != nil {
				got += *w.Source
			}
			got += ": " + w.About
		}
		if got != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// TestChannels lists "kind PARTIES cadence level status" of the engagements found.
func TestChannels(t *testing.T) {
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	or := func(s *string) string {
		if s == nil {
			return "-"
		}
		return *s
	}
	for text, want := range map[string]string{
		"Norway will train 200 Ghanaian police officers.":                                                    "capacity-building GHA NOR - - planned",
		"Norwegian officers have been training the Ghanaian coast guard since May.":                          "capacity-building GHA NOR - - ongoing",
		"Chile offered to train Peruvian soldiers.":                                                          "capacity-building CHL PER - - proposed",
		"Kenya said the European Commission ought to speak up. Norway met the European Commission.":          "",
		"Kenya trains its own police.":                                                                       "",
		"Brazil may train Peruvian pilots.":                                                                  "",
		"Norway is facilitating talks between Kenya and Somalia.":                                            "dialogue KEN NOR SOM - - ongoing",
		"The visit of Prime Minister Ana Duarte of Portugal to Ghana is planned for June.":                   "visit GHA PRT - leader planned",
		"The Standing Commission on Fisheries, created by Peru and Bolivia in May 2011, meets each quarter.": "dialogue BOL PER quarterly - ongoing",
	} {
		d, err := r.Read(readout.Input{Corpus: true, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, g := range d.Engagements {
			got = append(got, strings.Join([]string{g.Kind, strings.Join(g.Parties, " "), or(g.Cadence), or(g.Level), g.Status}, " "))
		}
		if diff := cmp.Diff(want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
