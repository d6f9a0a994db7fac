package know

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed states.txt
var statesFile string

//go:embed organisations.txt
var organisationsFile string

//go:embed roles.txt
var rolesFile string

//go:embed titles.txt
var titlesFile string

//go:embed modifiers.txt
var modifiersFile string

//go:embed closed.txt
var closedFile string

//go:embed portfolios.txt
var portfoliosFile string

//go:embed things.txt
var thingsFile string

//go:embed press.txt
var pressFile string

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
	Plural       bool // "Kenyans": the people and never an adjective
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

// Actors knows states, organisations and roles.
type Actors struct {
	names     Phrases[Name] // case counts
	roles     Phrases[Role] // lower case
	titles    map[string]Title
	modifiers map[string]bool
	closed    map[string]bool
	offices   map[string]bool
	things    map[string]bool
	press     map[string]bool
	display   map[string]string
}

// LoadActors gives the actors of the embedded files.
var LoadActors = sync.OnceValue(func() *Actors {
	a := &Actors{display: map[string]string{}, titles: map[string]Title{}, modifiers: wordSet(modifiersFile), closed: wordSet(closedFile),
		offices: wordSet(portfoliosFile), things: wordSet(thingsFile), press: wordSet(pressFile)}
	for _, row := range rows(statesFile) {
		code := row[0]
		if len(row) != 4 || len(code) != 3 {
			bad("states.txt", row)
		}
		for i, n := range list(row[1], ";") {
			if i == 0 {
				a.display[code] = n
			}
			a.names.add(n, Name{Code: code, Sort: StateName})
		}
		for _, n := range list(row[2], ";") {
			a.names.add(n, Name{Code: code, Sort: People, Plural: strings.HasSuffix(n, "s") && hasAnySuffix(n, "ns", "ks", "ts", "bs", "es") && !hasAnySuffix(n, "ss")})
			if hasAnySuffix(n, "n", "i") {
				a.names.add(n+"s", Name{Code: code, Sort: People, Plural: true})
			}
		}
		for _, n := range list(row[3], ";") {
			a.names.add(n, Name{Code: code, Sector: "GOV", Sort: Seat})
		}
	}
	for _, row := range rows(organisationsFile) {
		code, kind, ok := strings.Cut(row[0], " ")
		if !ok || len(row) != 2 {
			bad("organisations.txt", row)
		}
		code, sector, _ := strings.Cut(code, ".")
		names := list(row[1], ";")
		for i, n := range names {
			if i == 0 && kind == Organisation && sector == "" && a.display[code] == "" {
				a.display[code] = n
			}
			a.names.add(n, Name{Code: code, Sector: sector, Sort: kind})
		}
	}
	for _, row := range rows(rolesFile) {
		sector, kind, ok := strings.Cut(row[0], " ")
		if !ok || len(row) != 2 {
			bad("roles.txt", row)
		}
		if sector == "-" {
			sector = ""
		}
		for _, w := range list(row[1], ";") {
			a.roles.add(w, Role{Sector: sector, Kind: kind})
		}
	}
	for _, row := range rows(titlesFile) {
		gender, sector, ok := strings.Cut(row[0], " ")
		if !ok || len(row) != 2 {
			bad("titles.txt", row)
		}
		t := Title{}
		if gender != "-" {
			t.Gender = gender[0]
		}
		if sector != "-" {
			t.Sector = sector
		}
		for _, w := range strings.Fields(row[1]) {
			a.titles[w] = t
		}
	}
	return a
})

// At gives the actor whose name s begins with, and the name's length; 0 where there is none.
func (a *Actors) At(s string) (Name, int) { return a.names.At(s) }

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
