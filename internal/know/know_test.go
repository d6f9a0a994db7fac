package know

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Every code of states.txt is a region that x/text knows, and the name it shows is one of ours.
func TestStatesAgreeWithCLDR(t *testing.T) {
	a := LoadActors()
	namer := display.English.Regions()
	for _, row := range stateRows(t) {
		code := row[0]
		parsed := code
		if code == "XKX" {
			parsed = "XK" // not in ISO 3166-1: CLDR has the two letters only
		}
		region, err := language.ParseRegion(parsed)
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		name := namer.Name(region)
		got, n := a.At(name)
		if n != len(name) || got.Code != code {
			t.Errorf("%s: %q is called %q there, and that is %q here", code, row[1], name, got.Code)
		}
	}
}

// Every state and territory of ISO 3166-1 has its entry.
func TestStatesAreComplete(t *testing.T) {
	have := map[string]bool{}
	for _, row := range stateRows(t) {
		if have[row[0]] {
			t.Errorf("%s stands twice", row[0])
		}
		have[row[0]] = true
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !r.IsCountry() || r.Canonicalize() != r || r.IsPrivateUse() {
				continue
			}
			if code := r.ISO3(); code != "ZZZ" && !notISO[r.String()] && !have[code] {
				t.Errorf("%s (%s) is missing", code, display.English.Regions().Name(r))
			}
		}
	}
}

// Regions that CLDR counts beside those of ISO 3166-1, and states of the past.
var notISO = map[string]bool{"AC": true, "CP": true, "CQ": true, "DG": true, "EA": true, "IC": true, "TA": true, "XA": true, "XB": true, "AN": true, "CS": true, "NT": true, "YD": true, "ZZ": true, "PC": true, "SU": true, "YU": true}

func TestNames(t *testing.T) {
	for _, c := range []struct{ text, code, sector, sort string }{
		{"US on Thursday", "USA", "", StateName},
		{"U.S. officials", "USA", "", StateName},
		{"us all", "", "", ""},
		{"Kenyans vote", "KEN", "", People},
		{"North Korean leader", "PRK", "", People},
		{"Nigerien army", "NER", "", People},
		{"Nigeria's army", "NGA", "", StateName},
		{"Nairobi said", "KEN", "GOV", Seat},
		{"Hamas fighters", "HAMAS", "REB", Group},
		{"US Department of State spokesperson", "USA", "GOV", Office},
		{"Chadwick", "", "", ""},
		{"Côte d’Ivoire", "CIV", "", StateName},
	} {
		n, _ := LoadActors().At(c.text)
		if n.Code != c.code || n.Sector != c.sector || n.Sort != c.sort {
			t.Errorf("%q is %+v, want %s %s %s", c.text, n, c.code, c.sector, c.sort)
		}
	}
}

func TestInflect(t *testing.T) {
	for entry, want := range map[string]string{
		"back":                   "back backs backing backed",
		"endorse":                "endorse endorses endorsing endorsed",
		"deny":                   "deny denies denying denied",
		"admit":                  "admit admits admitting admitted",
		"visit":                  "visit visits visiting visited",
		"call on":                "call on calls on calling on called on",
		"write (wrote, written)": "write writes writing wrote written",
		"agree to":               "agree to agrees to agreeing to agreed to",
		"offer":                  "offer offers offering offered",
		"stop":                   "stop stops stopping stopped",
	} {
		got := ""
		inflect(entry, func(w string, _ Form) { got += " " + w })
		if got[1:] != want {
			t.Errorf("%s: %s, want %s", entry, got[1:], want)
		}
	}
}

func TestFilesLoad(t *testing.T) {
	LoadActors()
	LoadCues()
	LoadEvents()
	LoadStances()
	LoadFrames()
	LoadChannels()
	LoadHarms()
}

// stateRows gives the lines of states.txt, the code alone in the first cell; states that are no more are left out.
func stateRows(t *testing.T) [][]string {
	t.Helper()
	text, err := actorFiles.ReadFile("data/actors/states.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, row := range rows(string(text)) {
		if len(row) == 1 || strings.Contains(row[0], ">") {
			continue
		}
		row[0] = row[0][:3]
		out = append(out, row)
	}
	return out
}
