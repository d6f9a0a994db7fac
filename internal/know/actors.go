package know

import (
	"slices"
	"sync"

	"embed"
)

//go:embed data/actors/*.txt
var actorFiles embed.FS

//go:embed modifiers.txt
var modifiersFile string

//go:embed closed.txt
var closedFile string

//go:embed portfolios.txt
var portfoliosFile string

//go:embed things.txt
var thingsFile string

//go:embed wide.txt
var wideFile string

//go:embed press.txt
var pressFile string

//go:embed surnames.txt
var surnamesFile string

// The sorts of names of actors.
const (
	StateName    = "state"
	People       = "people" // adjective or people: "Kenyan", "Kenyans"
	Seat         = "seat"   // of the government: "Nairobi"
	Organisation = "organisation"
	Office       = "office"
	Group        = "group"
)

// Name is what a name of an actor stands for.
type Name struct {
	Code, Sector string
	Sort         string
	Plural       bool     // "Kenyans": the people and never an adjective
	rank         int16    // of the file it stands in: the lower counts more
	dated        *[]dated // what it stood for in times past, where that differed; nil mostly
}

// dated is what a name stands for in a period.
type dated struct {
	Period
	code, sector string
}

// Role is what a word for a person, group, body or document says of its sector.
type Role struct {
	Sector string
	Kind   string // person, group, organ, document
}

// Title is what a form of address says of its bearer.
type Title struct {
	Gender byte // 'm', 'f' or 0
	Sector string
}

// Actors knows states, organisations and roles. It does not change after it was made, and may be shared.
type Actors struct {
	names     Phrases[Name] // case counts
	folded    folded        // names of dictionaries that write in capitals
	roles     Phrases[Role] // lower case
	titles    map[string]Title
	modifiers map[string]bool
	closed    map[string]bool
	offices   map[string]bool
	things    map[string]bool
	wide      map[string]bool
	press     map[string]bool
	display   map[string]string
	states    map[string]State
	homes     map[string]string // what PLOVER writes for the codes of organisations and groups
	members   map[string][]Member
	register
	codes map[string]string // of other dictionaries, in our terms
	verbs []PetrarchVerbs
}

// State is what is known of a state or territory beside its names.
type State struct {
	Period           // in which it was one
	Successor string // who speaks for it after that, "" for a state of today
}

// Member is a member of an organisation.
type Member struct {
	Code string
	Period
}

// LoadActors gives the actors of the embedded files.
var LoadActors = sync.OnceValue(func() *Actors {
	a, err := NewActors()
	if err != nil {
		panic("know: " + err.Error()) // a mistake in an embedded file, which every test run meets
	}
	return a
})

// NewActors gives the actors of the embedded files and of dictionaries, in our form or in that of PETRARCH. What a dictionary says
// counts more than what stands in those before it, and all of them count more than the embedded files. The error is a [FormError].
func NewActors(more ...Dictionary) (*Actors, error) {
	b := newBuilder()
	files := embedded()
	if err := b.file(files[0]); err != nil { // the codes of other dictionaries, before one of them is read
		return nil, err
	}
	for _, d := range slices.Backward(more) { // the first entry of a name stays
		b.rank++
		if err := b.dictionary(d); err != nil {
			return nil, err
		}
	}
	b.rank++
	for _, f := range files[1:] {
		if err := b.file(f); err != nil {
			return nil, err
		}
	}
	if err := b.finish(); err != nil {
		return nil, err
	}
	return b.a, nil
}

// embedded lists the files of actors: codes, then rules between names, then states, whose names the others must not take.
func embedded() []Dictionary {
	entries, err := actorFiles.ReadDir("data/actors")
	if err != nil {
		panic(err)
	}
	var out []Dictionary
	for _, e := range entries {
		text, err := actorFiles.ReadFile("data/actors/" + e.Name())
		if err != nil {
			panic(err)
		}
		out = append(out, Dictionary{e.Name(), text})
	}
	slices.SortStableFunc(out, func(x, y Dictionary) int { return rank(x.Name) - rank(y.Name) })
	return out
}

// rank orders the files: the rules between names first, then states, whose codes the others use.
func rank(name string) int {
	switch name {
	case "codes.txt":
		return 0
	case "prefer.txt", "not.txt":
		return 1
	case "states.txt":
		return 2
	}
	return 3
}

// At gives the actor whose name s begins with, and the name's length; 0 where there is none.
func (a *Actors) At(s string) (Name, int) { return a.AtOn(s, 0) }

// AtOn is At for a text of that day: a name may have stood for another actor then. Day 0 asks for what it stands for of late.
func (a *Actors) AtOn(s string, day Day) (Name, int) {
	name, n := a.names.At(s)
	if len(a.folded.words) > 0 {
		if other, m := a.folded.at(s); m > n || m > 0 && m == n && other.rank < name.rank {
			name, n = other, m
		}
	}
	if name.Code == without {
		return Name{}, 0
	}
	if name.dated != nil {
		for _, d := range *name.dated {
			if d.Has(day) {
				name.Code, name.Sector = d.code, d.sector
				break
			}
		}
	}
	return name, n
}

// Hidden is the length of the name that s begins with and that only looks like an actor's: "New South Wales"; 0 where there is none.
func (a *Actors) Hidden(s string) int {
	if name, n := a.names.At(s); name.Code == without {
		return n
	}
	return 0
}

// RoleAt gives the role whose words s, in lower case, begins with.
func (a *Actors) RoleAt(s string) (Role, int) { return a.roles.At(s) }

// Title gives what a form of address in lower case says.
func (a *Actors) Title(w string) (Title, bool) {
	t, ok := a.titles[w]
	return t, ok
}

// Modifier says whether a word in lower case may stand inside a phrase for an actor.
func (a *Actors) Modifier(w string) bool { return a.modifiers[w] }

// Closed says whether a word in lower case is one of grammar or the calendar.
func (a *Actors) Closed(w string) bool { return a.closed[w] }

// TakesPortfolio says whether a role's last word, in lower case, has its field before it: "Fisheries Minister".
func (a *Actors) TakesPortfolio(w string) bool { return a.offices[w] }

// Wide says whether an adjective before a word tells of no single land: "European lawmakers", "foreign diplomats".
func (a *Actors) Wide(w, next string) bool {
	if w != "foreign" {
		return a.wide[w]
	}
	switch next { // and no foreign ministry
	case "diplomat", "leader", "official", "government", "envoy", "ambassador", "lawmaker", "troop", "soldier", "force", "fighter":
		return true
	}
	return false
}

// SeatedIn says whether a name is that of a body which has its seat in a state.
func (a *Actors) SeatedIn(name, code string) bool {
	n, size := a.At(name)
	return size > 0 && size == len(name) && n.Code == code
}

// Thing says whether a word in lower case, with a capital behind a state's name, makes that the name of a thing: "the Iraq War".
func (a *Actors) Thing(w string) bool { return a.things[w] }

// Press says whether a word in lower case, in a transcript, tells that journalists ask.
func (a *Actors) Press(w string) bool { return a.press[w] }

// Display is the name to show for a code; the code where none is known.
func (a *Actors) Display(code string) string {
	if n := a.display[code]; n != "" {
		return n
	}
	return code
}

// State gives what is known of a state beside its names.
func (a *Actors) State(code string) (State, bool) {
	s, ok := a.states[code]
	return s, ok
}

// Plover is the code that PLOVER writes for one of ours: a group's state ("PSE" for HAMAS), "IGO" for organisations of states, "IMG"
// for groups of no one land. States stay as they are.
func (a *Actors) Plover(code string) string {
	if h := a.homes[code]; h != "" {
		return h
	}
	return code
}

// Members gives the members that an organisation had on a day, in the order of the file; day 0 asks for those of today.
func (a *Actors) Members(code string, day Day) []string {
	var out []string
	for _, m := range a.members[code] {
		if m.Has(day) {
			out = append(out, m.Code)
		}
	}
	return out
}

// Member says whether a state was a member of an organisation on a day.
func (a *Actors) Member(code, organisation string, day Day) bool {
	for _, m := range a.members[organisation] {
		if m.Code == code && m.Has(day) {
			return true
		}
	}
	return false
}

// Sectors lists the PLOVER sectors and what each means, in the order of the file.
func (a *Actors) Sectors() []Sector { return sectors() }

// Verbs gives the PETRARCH verb dictionaries among those that the actors were made with, in the order in which they were given.
func (a *Actors) Verbs() []PetrarchVerbs { return a.verbs }
