package know

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// shared is a file of the PETRARCH family that is not part of the project; without it the test is skipped.
func shared(t testing.TB, name string) Dictionary {
	t.Helper()
	dir := os.Getenv("READOUT_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	b, err := os.ReadFile(filepath.Join(dir, "data", "petrarch-dictionaries", name))
	if err != nil {
		t.Skip("no PETRARCH dictionaries to read: ", err)
	}
	return Dictionary{name, b}
}

const petrarchActors = `# of our own
NORLAND_ [NOR]
+KINGDOM_OF_NORLAND_
NORLAND_GUARD_	[NORMIL 950101-991231]	# before the reform
	[NORCOP >20000101]
IDA_BRUN_
+I._BRUN_
	[NORGOV 20010101-20051231]
	[NORELI]
NORTHERN_FRONT_(NF)_ [NORSEPREB]
WORLD_OF_LAKES_ [IGOUNOREF]
S_NAME_WITHOUT_CODE_
BROKEN_ [no
`

func TestPetrarchActors(t *testing.T) {
	a, err := NewActors(Dictionary{"own.actors.txt", []byte(petrarchActors)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, day, code, sector, sort string }{
		{"Norland said", "", "NOR", "", StateName},
		{"NORLAND SAID", "", "NOR", "", StateName},
		{"Kingdom of Norland's army", "", "NOR", "", StateName},
		{"norland", "", "", "", ""}, // no name without a capital
		{"Norlander", "", "", "", ""},
		{"Norland Guard", "1997-05-01", "NOR", "MIL", Office},
		{"Norland-Guard", "2003-05-01", "NOR", "COP", Office},
		{"Norland Guard", "1990-05-01", "", "", ""},
		{"Northern Front (NF) said", "", "NOR", "REB", Group},
		{"World of Lakes", "", "UN", "REF", Organisation},
		{"S Name Without Code", "", "", "", ""},
		{"Nigeria's army", "", "NGA", "", StateName}, // ours is still there
	} {
		n, _ := a.AtOn(c.text, ParseDay(c.day))
		if n.Code != c.code || n.Sector != c.sector || n.Code != "" && n.Sort != c.sort {
			t.Errorf("%q on %q is %+v, want %s %s %s", c.text, c.day, n, c.code, c.sector, c.sort)
		}
	}
	for day, want := range map[string]string{"2003-01-01": "GOV", "2010-01-01": "ELI"} {
		if h, tenure := a.Person("Ida Brun", ParseDay(day)); h.Sector != want || tenure != Holds {
			t.Errorf("Ida Brun in %s: %+v, tenure %d, want %s", day, h, tenure, want)
		}
	}
	text := "NORLAND SAID"
	if n := testing.AllocsPerRun(10, func() { a.At(text) }); n > 0 {
		t.Errorf("a lookup allocates %v times", n)
	}
}

func TestPetrarchAgents(t *testing.T) {
	a, err := NewActors(Dictionary{"own.agents.txt", []byte(`
!PERSON! = MAN, MEN, WOMAN
FERRY!PERSON! [~LAB]
TOLL_KEEPER [~GOV]
CHAMBER_OF_BOATS {CHAMBERS_OF_BOATS} [~BUS]
FERRY_POLICE {} [~COP]
SURGERY_STAFF [~HLH]
NONSENSE [~XXX]
`)})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]Role{
		"ferryman sang": {"LAB", "person"}, "ferrywoman": {"LAB", "person"}, "toll keepers": {"GOV", "group"}, "toll keeper": {"GOV", "person"},
		"chambers of boats": {"BUS", "organ"}, "ferry police": {"COP", "organ"}, "surgery staff": {"MED", "organ"}, "nonsense": {},
	} {
		if r, _ := a.RoleAt(text); r != want {
			t.Errorf("%q is %+v, want %+v", text, r, want)
		}
	}
}

func TestPetrarchVerbs(t *testing.T) {
	v, err := ReadPetrarchVerbs(Dictionary{"own.verbs.txt", []byte(`# of our own
&BOAT
+FERRY
+ROWING_BOAT
--- SINK [190] ---
SINK {SINKS SINKING SANK SUNK}
+SEND_DOWN {+SENDS_DOWN}
- * &BOAT (IN {NIGHT RAID}) [195:051]  # SINK
- TOLD + * [---]
- no star [190]
- * (unclosed [190]
~ a (a b SINK) SAY = a b 112
`)})
	if err != nil {
		t.Fatal(err)
	}
	word := func(s string) PetrarchPart { return PetrarchPart{Kind: 'w', Word: s} }
	want := &PetrarchVerbs{
		Name: "own.verbs.txt", Sets: map[string][]string{"BOAT": {"ferry", "rowing boat"}}, Transforms: []string{"a (a b SINK) SAY = a b 112"}, Skipped: []int{10, 11},
		Blocks: []PetrarchBlock{{
			Name: "SINK", Code: PetrarchCode{Code: "190"},
			Verbs: []PetrarchVerb{{"sink", []string{"sinks", "sinking", "sank", "sunk"}}, {"send down", []string{"sends down"}}},
			Patterns: []PetrarchPattern{
				{Line: 8, Code: PetrarchCode{"195", "051"}, After: []PetrarchPart{{Kind: '&', Word: "BOAT"},
					{Kind: '(', Parts: []PetrarchPart{word("in"), {Kind: '{', Parts: []PetrarchPart{word("night"), word("raid")}}}}}},
				{Line: 9, Before: []PetrarchPart{word("told"), {Kind: '+'}}},
			},
		}},
	}
	if !reflect.DeepEqual(v, want) {
		t.Errorf("got %+v\nwant %+v", v, want)
	}
}

// The dictionaries that users have are read as they are.
func TestPetrarchFamily(t *testing.T) {
	for _, name := range []string{"Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt", "Phoenix.agents.txt", "CAMEO.2.0.txt"} {
		d := shared(t, name)
		a, err := NewActors(d)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		t.Logf("%s: %d names, %d persons' names, %d verb dictionaries", name, len(a.folded.names), len(a.register.byName), len(a.verbs))
		for _, v := range a.verbs {
			patterns := 0
			for _, b := range v.Blocks {
				patterns += len(b.Patterns)
			}
			t.Logf("%d blocks, %d patterns, %d lines passed over", len(v.Blocks), patterns, len(v.Skipped))
			if len(v.Skipped) > patterns/50 {
				t.Errorf("%s: %d lines passed over: %v", name, len(v.Skipped), v.Skipped)
			}
		}
	}
	for _, name := range []string{"Phoenix.discards.txt", "Phoenix.IssueCoding.txt"} {
		var e *FormError
		if _, err := NewActors(shared(t, name)); !errors.As(err, &e) || !strings.Contains(e.What, "PETRARCH list of") {
			t.Errorf("%s: %v", name, err)
		}
	}
	a, err := NewActors(shared(t, "Phoenix.Countries.actors.txt"), shared(t, "Phoenix.International.actors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := a.At("Afganistan said"); n.Code != "AFG" {
		t.Errorf("a wrong spelling of theirs is %+v", n)
	}
	if h, tenure := a.Person("Heydar Babayev", ParseDay("2007-01-01")); h.Code != "AZE" || h.Sector != "GOV" || tenure != Holds {
		t.Errorf("a minister of theirs is %+v", h)
	}
}

func FuzzPetrarchVerbs(f *testing.F) {
	f.Add("--- SINK [190] ---\nSINK {SANK}\n- * &BOAT (IN {NIGHT}) [195:051]\n")
	f.Add("&BOAT\n+FERRY\n- * ((((((((((((\n")
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ReadPetrarchVerbs(Dictionary{"x", []byte(s)})
		if (err == nil) != (len(v.Blocks) > 0) {
			t.Errorf("%d blocks and the error %v", len(v.Blocks), err)
		}
	})
}

func FuzzDictionary(f *testing.F) {
	f.Add(petrarchActors, "Norland said")
	f.Add("!P! = A, B\nX!P!!P! [~GOV]\n", "Xab")
	f.Add("[groups]\nNF.REB NOR | Northern Front\n[holders]\nNOR.GOV king\n1990..1991 | Olav; -\n", "Northern Front")
	f.Add("[states]\nNOR ..1990 > SWE | Norland | |\n[members]\nEU | NOR@1990..\n[prefer]\nNOR seat | X\n[not]\nY\n[codes]\nA B\n", "X")
	f.Fuzz(func(t *testing.T, s, text string) {
		b := newBuilder() // without the embedded files, for speed
		err := b.dictionary(Dictionary{"x.txt", []byte(s)})
		if err == nil {
			err = b.finish()
		}
		if err != nil {
			var e *FormError
			if !errors.As(err, &e) || e.What == "" {
				t.Errorf("an error without a place: %v", err)
			}
			return
		}
		if n, size := b.a.At(text); size < 0 || size > len(text) || n.Code == "" && size > 0 && n.dated == nil {
			t.Errorf("%q in %q is %+v, %d bytes", text, s, n, size)
		}
		b.a.Person(text, 2020_01_01)
		b.a.RoleAt(strings.ToLower(text))
	})
}
