package know

import (
	"slices"
	"strings"
	"testing"
)

// built enters the embedded files and gives the builder, which knows of clashes.
func built(t *testing.T) *builder {
	t.Helper()
	b := newBuilder()
	for _, f := range embedded() {
		if err := readForm(f.Name, string(f.Bytes), "", b.enter); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.finish(); err != nil {
		t.Fatal(err)
	}
	return b
}

// A name that two actors have needs a rule in prefer.txt.
func TestNamesAreOfOneActor(t *testing.T) {
	for _, c := range built(t).clashes {
		t.Errorf("%s: put the one that is meant into prefer.txt", c)
	}
	b := built(t)
	_ = b.enter(&entry{section: "organs", cells: []string{"NOR.GOV", "Kremlin"}})
	if len(b.clashes) != 1 {
		t.Errorf("a Kremlin of Norway's makes %d clashes, want 1", len(b.clashes))
	}
}

// Codes of three letters are states, or what PLOVER or ISO 3166 has no state for; all states that others name exist.
func TestCodesAreStates(t *testing.T) {
	a := built(t).a
	for code, list := range a.members {
		for _, m := range list {
			if _, ok := a.states[m.Code]; !ok && a.display[m.Code] == "" {
				t.Errorf("members.txt: %s has the unknown member %s", code, m.Code)
			}
		}
		if a.homes[code] == "" {
			t.Errorf("members.txt: %s is no organisation", code)
		}
	}
	for code, home := range a.homes {
		if _, ok := a.states[home]; !ok && !slices.Contains([]string{"IGO", "NGO", "MNC", "IMG"}, home) {
			t.Errorf("%s: PLOVER has no %s", code, home)
		}
		if _, ok := a.states[code]; ok {
			t.Errorf("%s is the code of a state and of something else", code)
		}
	}
	for _, h := range a.register.holders {
		if _, ok := a.states[h.Code]; !ok && a.homes[h.Code] == "" {
			t.Errorf("holders: %s is in an office of the unknown %s", h.Name, h.Code)
		}
	}
}

// An office has one holder a day, but on the day of a change and where the file says that several share it.
func TestTenuresAreSane(t *testing.T) {
	a := built(t).a
	const first, last = 1940_01_01, 2026_01_01
	for _, h := range a.register.holders {
		if h.From < first || h.From > last || h.To != 0 && (h.To < h.From || h.To > last) {
			t.Errorf("%s, %s of %s: %v to %v", h.Name, h.Office, h.Code, h.From, h.To)
		}
		if s := a.states[h.Code]; s.To != 0 && h.From > s.To {
			t.Errorf("%s came into office in %s after its end", h.Name, h.Code)
		}
		if h.Name != strings.TrimSpace(h.Name) || strings.ContainsAny(h.Name, "()|") {
			t.Errorf("%q is no name", h.Name)
		}
	}
}

func TestPerson(t *testing.T) {
	a := LoadActors()
	for _, c := range []struct {
		name, day, code, office string
		tenure                  Tenure
	}{
		{"Angela Merkel", "2010-05-01", "DEU", "chancellor", Holds},
		{"Angela Merkel", "2023-05-01", "DEU", "chancellor", Held},
		{"Angela Merkel", "1999-05-01", "DEU", "chancellor", Later},
		{"Merkel", "2010-05-01", "DEU", "chancellor", Holds},
		{"Merkel", "2023-05-01", "", "", Unknown}, // a surname alone may be anybody's
		{"Brown", "2008-01-01", "", "", Unknown},  // of surnames.txt
		{"Xi", "2020-01-01", "CHN", "president", Holds},
		{"Jinping", "2020-01-01", "", "", Unknown},
		{"George Bush", "1990-03-01", "USA", "president", Holds},
		{"George Bush", "2005-03-01", "USA", "president", Holds},
		{"Donald Trump", "2022-03-01", "USA", "president", Held},
		{"Donald Trump", "2025-03-01", "USA", "president", Holds},
		{"Kim", "2024-09-10", "", "", Unknown},
		{"Mao Ning", "2024-06-01", "CHN", "foreign ministry spokesperson", Holds},
		{"Lin Jian", "2024-06-01", "CHN", "foreign ministry spokesperson", Holds},
		{"Marco Rubio", "2025-06-01", "USA", "secretary of state", Holds},
		{"Ida Brun", "2020-01-01", "", "", Unknown},
		{"Angela Merkel", "", "DEU", "chancellor", Held}, // the day is unknown: her state is known all the same
		{"", "2020-01-01", "", "", Unknown},
	} {
		h, tenure := a.Person(c.name, ParseDay(c.day))
		if h.Code != c.code || h.Office != c.office || tenure != c.tenure {
			t.Errorf("%s on %s is %s, %s, tenure %d; want %s, %s, %d", c.name, c.day, h.Code, h.Office, tenure, c.code, c.office, c.tenure)
		}
	}
}

func TestInOffice(t *testing.T) {
	a := LoadActors()
	for _, c := range []struct{ name, title, day, code string }{
		{"Bush", "President", "2005-03-01", "USA"},
		{"Brown", "prime minister", "2008-03-01", "GBR"},
		{"Brown", "minister", "2008-03-01", "GBR"},
		{"Brown", "president", "2008-03-01", ""},
		{"Brown", "", "2008-03-01", ""},
		{"Brown", "prime minister", "2018-03-01", ""},
		{"Brown", "prime minister", "", ""},
		{"Lee", "president", "2010-03-01", ""}, // his surname stands nowhere alone
		{"Yoon", "president", "2023-03-01", "KOR"},
	} {
		h, ok := a.InOffice(c.name, c.title, ParseDay(c.day))
		if h.Code != c.code || ok != (c.code != "") {
			t.Errorf("%s %s on %s is %+v, want one of %q", c.title, c.name, c.day, h, c.code)
		}
	}
}

func TestHolders(t *testing.T) {
	a := LoadActors()
	for _, c := range []struct{ code, office, day, want string }{
		{"GBR", "prime minister", "2022-09-05", "Boris Johnson"},
		{"GBR", "prime minister", "2022-09-06", "Boris Johnson, Liz Truss"}, // the day of the change
		{"GBR", "prime minister", "2022-09-07", "Liz Truss"},
		{"SYR", "president", "2024-12-20", ""},
		{"NATO", "secretary-general", "2024-12-01", "Mark Rutte"},
		{"NOR", "astronomer royal", "2024-12-01", ""},
	} {
		var names []string
		for _, h := range a.Holders(c.code, c.office, ParseDay(c.day)) {
			names = append(names, h.Name)
		}
		if got := strings.Join(names, ", "); got != c.want {
			t.Errorf("%s of %s on %s: %q, want %q", c.office, c.code, c.day, got, c.want)
		}
	}
}

func TestMembers(t *testing.T) {
	a := LoadActors()
	for _, c := range []struct {
		state, body, day string
		want             bool
	}{
		{"GBR", "EU", "2019-06-01", true},
		{"GBR", "EU", "2021-06-01", false},
		{"FIN", "NATO", "2023-04-03", false},
		{"FIN", "NATO", "2023-04-04", true},
		{"RUS", "G8", "2010-01-01", true},
		{"RUS", "G8", "2015-01-01", false},
		{"NOR", "EU", "2015-01-01", false},
		{"DEU", "NATO", "", true},
		{"GBR", "EU", "", false},
	} {
		if got := a.Member(c.state, c.body, ParseDay(c.day)); got != c.want {
			t.Errorf("%s in %s on %s: %v", c.state, c.body, c.day, got)
		}
	}
	if n := len(a.Members("EU", ParseDay("2024-01-01"))); n != 27 {
		t.Errorf("the EU has %d members in 2024, want 27", n)
	}
	if n := len(a.Members("NATO", ParseDay("2024-06-01"))); n != 32 {
		t.Errorf("NATO has %d members in 2024, want 32", n)
	}
	for body, want := range map[string]int{"AU": 55, "AL": 22, "ASEAN": 10, "ECOWAS": 15, "OIC": 57, "G20": 20, "SADC": 16, "OECD": 38, "SCO": 9} {
		if n := len(a.Members(body, ParseDay("2024-01-01"))); n != want && !(body == "G20" && n == 21) {
			t.Errorf("%s has %d members at the beginning of 2024, want %d", body, n, want)
		}
	}
}

func TestPlover(t *testing.T) {
	a := LoadActors()
	for code, want := range map[string]string{"HAMAS": "PSE", "UN": "IGO", "AQ": "IMG", "NOR": "NOR", "ICRC": "NGO", "RSF": "SDN", "X": "X"} {
		if got := a.Plover(code); got != want {
			t.Errorf("PLOVER writes %s for %s, want %s", got, code, want)
		}
	}
}

func TestLand(t *testing.T) {
	a := LoadActors()
	for code, want := range map[string]string{"HAMAS": "PSE", "HOUTHI": "YEM", "AQ": "", "ISIS": "", "UN": "", "PSE": "", "ICRC": "", "": ""} {
		if got := a.Land(code); got != want {
			t.Errorf("%s is of %q, want %q", code, got, want)
		}
	}
	for _, x := range []struct{ land, words, want string }{
		{"PSE", "two Hamas officials", "HAMAS"}, {"LBN", "the Iranian-backed Hezbollah", "HEZBOLLAH"}, {"PSE", "Hezbollah", ""},
		{"PSE", "Ismail Haniyeh", "HAMAS"}, {"COL", "the ELN", "ELN"}, {"NOR", "Norway", ""}, {"PSE", "", ""}, {"PSE", "-", ""},
	} {
		if got := a.GroupOf(x.land, x.words); got != x.want {
			t.Errorf("%q names %q of %s, want %q", x.words, got, x.land, x.want)
		}
	}
}

func TestDays(t *testing.T) {
	for s, want := range map[string]Day{"2024-02-29": 2024_02_29, "2024-02-29T10:00:00Z": 2024_02_29, "2023-02-29": 0, "2024-13-01": 0, "2024": 0, "2024-02": 0, "": 0, "20240229ab": 0} {
		if got := ParseDay(s); got != want {
			t.Errorf("%q is %d, want %d", s, got, want)
		}
	}
}

func BenchmarkActorsAt(b *testing.B) {
	a := LoadActors()
	b.ReportAllocs()
	for b.Loop() {
		a.At("Democratic Republic of the Congo said")
		a.At("harbour master")
		a.RoleAt("deputy assistant secretary of state for trade")
		a.Person("Angela Merkel", 2010_05_01)
	}
}

func BenchmarkNewActors(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewActors(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	for b.Loop() {
		Hash()
	}
}
