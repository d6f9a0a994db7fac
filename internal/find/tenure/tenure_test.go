package tenure

import (
	"testing"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

func TestFind(t *testing.T) {
	person := func(name, code, sector string) lang.Entity {
		return lang.Entity{Kind: lang.Person, Name: name, Code: code, Sector: sector}
	}
	for _, c := range []struct {
		in        lang.Entity
		day, want string
	}{
		{person("Angela Merkel", "", ""), "2010-05-01", "DEU.GOV"},
		{person("Merkel", "", ""), "2010-05-01", "DEU.GOV"},
		{person("Angela Merkel", "", ""), "2023-05-01", "DEU.ELI"},
		{person("Trudeau", "", ""), "2020-05-01", ""}, // nobody speaks of Canada
		{person("Merkel", "", ""), "2023-05-01", ""},
		{person("Angela Merkel", "", ""), "1999-05-01", "DEU"}, // yet to come into office, in a text that speaks of Germany
		{person("Justin Trudeau", "", ""), "1999-05-01", ""},
		{lang.Entity{Kind: lang.Person, Name: "Merkel", Role: "Chancellor", Code: "NOR", Sector: "GOV", Guessed: true}, "2023-05-01", "DEU.GOV"},
		{lang.Entity{Kind: lang.Person, Name: "Merkel", Role: "Chancellor", Code: "NOR", Sector: "GOV"}, "2023-05-01", "NOR.GOV"},
		{lang.Entity{Kind: lang.Person, Name: "Merkel", Role: "President", Code: "NOR", Sector: "GOV", Guessed: true}, "2023-05-01", "NOR.GOV"},
		{person("Angela Merkel", "", ""), "", "DEU"},
		{person("Angela Merkel", "", "EDU"), "2023-05-01", "DEU.EDU"}, // the text knows better
		{person("Angela Merkel", "NOR", ""), "2010-05-01", "NOR"},     // a namesake
		{lang.Entity{Kind: lang.Person, Name: "Brown", Role: "Prime Minister"}, "2008-05-01", "GBR.GOV"},
		{lang.Entity{Kind: lang.Person, Name: "Obama", Role: "President", Code: "MMR", Sector: "GOV"}, "2012-11-20", "USA.GOV"},
		{lang.Entity{Kind: lang.Person, Name: "Barack Obama", Role: "President", Sector: "GOV"}, "2022-11-20", "USA.GOV"},
		{lang.Entity{Kind: lang.Person, Name: "Barack Obama", Role: "Professor", Sector: "EDU"}, "2022-11-20", "USA.EDU"},
		{lang.Entity{Kind: lang.Person, Name: "Obama", Role: "mayor", Code: "JPN", Sector: "GOV"}, "2012-11-20", "JPN.GOV"},
		{lang.Entity{Kind: lang.Person, Name: "Prime Minister Brown", Role: "Prime Minister"}, "2008-05-01", "GBR.GOV"},
		{person("Ida Brun", "", ""), "2010-05-01", ""},
		{lang.Entity{Kind: lang.Organisation, Name: "Angela Merkel"}, "2010-05-01", ""},
	} {
		text := &lang.Text{Entities: []lang.Entity{c.in}, Mentions: []lang.Mention{{Entity: 0}, {Entity: -1}, {Entity: -1, Code: "DEU"}}}
		d := &doc.Document{}
		if c.day != "" {
			d.Published = &c.day
		}
		New(know.LoadActors()).Find(d, text)
		if got := text.Entities[0].Actor(); got != c.want {
			t.Errorf("%+v on %q is %q, want %q", c.in, c.day, got, c.want)
		}
		if m := text.Mentions[0]; c.in.Code == "" && c.in.Sector == "" && lang.Join(m.Code, m.Sector) != c.want {
			t.Errorf("%+v on %q: its mention is %+v", c.in, c.day, m)
		}
		if m := text.Mentions[1]; m.Code != "" {
			t.Errorf("a mention of nobody is %+v", m)
		}
	}
}

// TestSucceeded reads of two presidents in one text, of whom only one is in office on its day.
func TestSucceeded(t *testing.T) {
	day := "2023-05-01"
	text := &lang.Text{
		Entities: []lang.Entity{
			{Kind: lang.Person, Name: "Angela Merkel", Role: "Chancellor", Code: "DEU", Sector: "GOV"},
			{Kind: lang.Person, Name: "Olaf Scholz", Role: "Chancellor", Code: "DEU", Sector: "GOV"},
		},
		Mentions: []lang.Mention{{Entity: 0, Code: "DEU", Sector: "GOV"}, {Entity: 1, Code: "DEU", Sector: "GOV"}},
	}
	New(know.LoadActors()).Find(&doc.Document{Published: &day}, text)
	for i, want := range []string{"DEU.ELI", "DEU.GOV"} {
		if got := text.Entities[i].Actor(); got != want {
			t.Errorf("%s is %q, want %q", text.Entities[i].Name, got, want)
		}
		if got := lang.Join(text.Mentions[i].Code, text.Mentions[i].Sector); got != want {
			t.Errorf("the mention of %s is %q, want %q", text.Entities[i].Name, got, want)
		}
	}
}
