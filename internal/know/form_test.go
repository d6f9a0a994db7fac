package know

import (
	"errors"
	"strings"
	"testing"
)

// A mistake in a dictionary tells its line, and how to mend it.
func TestFormErrors(t *testing.T) {
	for text, want := range map[string]string{
		"NORDFRONT.REB NOR | Nordfront":                         `own.txt:1: the line stands in no section`,
		"# x\n[grups]\nA.REB | B":                               `own.txt:2: there is no section "grups"`,
		"[groups\n":                                             `own.txt:1: there is no section "groups"`,
		"[groups]\n\nA.XXX | B":                                 `own.txt:3: there is no sector "XXX"`,
		"[groups]\nnordfront.REB | B":                           `own.txt:2: "nordfront.REB" is no code`,
		"[groups]\nA.REB":                                       `own.txt:2: an entry of [groups] has two cells, not 1`,
		"[groups]\nA.REB Norway | B":                            `own.txt:2: "Norway" is no code of PLOVER's`,
		"[groups]\nA.REB NOR |":                                 `own.txt:2: A.REB has no names`,
		"[states]\nNOR | Norway":                                `own.txt:2: a state has four cells, not 2`,
		"[states]\nNORW | Norway | |":                           `own.txt:2: "NORW" is no code of a state`,
		"[states]\nNOR 1905 | Norway | |":                       `own.txt:2: "1905" is no period`,
		"[states]\nNLD > XXX | Norland | |":                     `states: the successor "XXX" is no state`,
		"[members]\nEU | NOR@1994-13":                           `own.txt:2: "1994-13" is no period`,
		"[members]\nEU | norway":                                `own.txt:2: "norway" is no code`,
		"[roles]\nGOV people | harbour master":                  `own.txt:2: "GOV people" is no sector and kind`,
		"[roles]\nGOV person | Harbour Master":                  `own.txt:2: "Harbour Master" has capitals`,
		"[titles]\nx GOV | cpt.":                                `own.txt:2: "x GOV" is no gender and sector`,
		"[holders]\n1990 | Ida Brun":                            `own.txt:2: no office stands above the holder`,
		"[holders]\nNOR king":                                   `own.txt:2: "NOR king" is no code with sector and an office in lower case`,
		"[holders]\nNOR.GOV king\nlong ago | Olav":              `own.txt:3: "long ago" is no time in office`,
		"[holders]\nNOR.GOV king\n1990 | Olav V\n1957 | Haakon": `own.txt:4: Haakon came before Olav V`,
		"[prefer]\nNOR place | Oslo":                            `own.txt:2: "place" is no sort of name`,
		"[not]\nOslo | NOR":                                     `own.txt:2: an entry of [not] has one cell, not 2`,
		"[codes]\nA":                                            `own.txt:2: two codes make an entry of [codes]`,
		"[groups]\nA.REB | " + strings.Repeat("x", maxLine):     `own.txt:2: the line is longer than 64 KB`,
		"": `own.txt: it holds no entry`,
	} {
		_, err := NewActors(Dictionary{"own.txt", []byte(text)})
		var e *FormError
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), want) || e.Mend == "" {
			t.Errorf("%.60q: %v, want %s and how to mend it", text, err, want)
		}
	}
}

// What a dictionary says counts more than the built-in files, and a later one more than an earlier.
func TestOverride(t *testing.T) {
	first := Dictionary{"first.txt", []byte("[organs]\nNOR.GOV | Kremlin; Harbour House\n[roles]\nAGR person | spokesperson\n[not]\nPentagon\n[members]\nEU | NOR@2030..\n")}
	second := Dictionary{"second.txt", []byte("[organs]\nISL.GOV | Harbour House\n[holders]\nNOR.GOV keeper of the ferries\n2001 | Ida Brun (f)\n")}
	a, err := NewActors(first, second)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"Kremlin": "NOR", "Harbour House": "ISL", "Pentagon said": "", "Norway": "NOR"} {
		if n, size := a.At(text); n.Code != want || size == 0 != (want == "") {
			t.Errorf("%s is %q, want %q", text, n.Code, want)
		}
	}
	if r, _ := a.RoleAt("spokesperson"); r.Sector != "AGR" {
		t.Errorf("a spokesperson is %+v", r)
	}
	if !a.Member("NOR", "EU", 2031_01_01) || a.Member("NOR", "EU", 2029_01_01) || !a.Member("FRA", "EU", 2031_01_01) {
		t.Error("members are not added to those of the built-in files")
	}
	if h, tenure := a.Person("Ida Brun", 2010_01_01); tenure != Holds || h.Gender != 'f' || h.Office != "keeper of the ferries" {
		t.Errorf("Ida Brun is %+v, tenure %d", h, tenure)
	}
	if n, _ := LoadActors().At("Kremlin"); n.Code != "RUS" {
		t.Errorf("the built-in Kremlin is %+v: dictionaries must not change it", n)
	}
	if Hash() == Hash(first) || Hash(first) == Hash(second) || Hash() != EmbeddedHash() {
		t.Error("the hash does not tell dictionaries apart")
	}
}
