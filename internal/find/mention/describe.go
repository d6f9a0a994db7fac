package mention

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// describe reads an entity off a phrase.
func (f *Finder) describe(n *phrase) lang.Entity {
	e := lang.Entity{Code: n.code, Sector: n.sector, Gender: n.gender}
	if n.roleFirst >= 0 {
		e.Role = f.role(n)
		if n.former && !former(e.Role) {
			e.Role = "former " + e.Role // "a former Obama administration official"
		}
		if n.role.Sector != "" && (e.Sector == "" || n.sort == know.Seat || e.Sector == "PTY" && n.role.Kind == "organ" && n.role.Sector == "GOV") {
			e.Sector = n.role.Sector // "the Labour government"
		}
		if e.Gender == 0 {
			e.Gender = genderOfRole(e.Role)
		}
	}
	if roleHead(e.Role) == "counterpart" || roleHead(e.Role) == "colleague" && genderOf(n.owner) != 0 || strings.HasSuffix(e.Role, "opposite number") {
		f.counterpart(n, &e)
	}
	if e.Role == "" && n.nameFirst >= 0 {
		e.Role = titleRole(n.title)
		if n.former && e.Role != "" {
			e.Role = "former " + e.Role
		}
	}
	if sector := sectorIn(e.Role); sector != "" {
		e.Sector = sector
	}
	if n.sector == "PTY" && e.Sector == "PTY" {
		switch w := roleHead(e.Role); {
		case w == "government", w == "administration", w == "cabinet":
			e.Sector = "GOV" // "the minority Labour government"
		case n.role.Sector == "LEG" && w != "spokesperson" && w != "leader":
			e.Sector = "LEG" // "Labour MP Ida Brun"
		}
	}
	if e.Sector == "MIL" && strings.EqualFold(e.Role, "officers") && f.policed() {
		e.Sector = "COP"
	}
	if n.title != "" && e.Sector == "MIL" && n.role.Sector == "COP" {
		e.Sector = "COP" // "Police Sgt. Ida Brun"
	}
	if e.Sector == "GOV" && strings.HasPrefix(strings.ToLower(e.Role), "representative") {
		switch {
		case n.nameFirst == n.roleLast && f.t.Tokens[n.roleFirst].Capital():
			e.Sector = "LEG" // "Representative Ida Brun", as a title
		case n.code == "" && n.owner == "":
			e.Sector = "" // a firm's, a union's
		}
	}
	switch {
	case n.apposed && n.role.Kind == "organ":
		e.Name, e.Kind = f.t.Cut(n.nameFirst, n.nameLast), kindOf(n.role) // "Petra, the state news agency,"
	case n.nameFirst > 0 && n.roleFirst >= 0 && f.possessive(n.nameFirst-1):
		e.Kind, e.Role = lang.Organisation, "" // "the Attorney General's Chambers"
		if n.role.Sector == "GOV" {
			e.Kind = lang.Office
		}
		e.Name = strings.TrimPrefix(strings.TrimPrefix(f.t.Cut(n.first, n.last), "the "), "The ")
	case n.nameFirst >= 0 && (n.roleFirst < 0 || n.role.Kind == "person" || n.role.Kind == "group"):
		e.Name = f.t.Cut(n.nameFirst, n.nameLast)
		e.Kind = lang.Person
		if n.roleFirst < 0 && !n.titled && (n.definite && n.owner == "" && !f.theirPerson(n) || acronym(e.Name) || organisationLike(e.Name) || f.paper(n) || f.actors.Thing(strings.ToLower(e.Name[strings.LastIndexByte(e.Name, ' ')+1:]))) {
			e.Kind = lang.Organisation
		} else if word := f.bodyBefore(n); word != "" {
			e.Kind, e.Role = lang.Organisation, word // "the line's operator, Harbour Transit"
		}
		if e.Kind == lang.Organisation {
			if n.sort == know.People && n.codeLast == n.nameFirst { // "the Norwegian Refugee Council" is no voice of Norway
				e.Name = f.t.Cut(n.codeLast-1, n.nameLast)
				if e.Sector == "" {
					e.Code = ""
				}
			}
		}
	case n.nameFirst >= 0:
		first := n.first
		for first < n.nameFirst && (!f.t.Tokens[first].Capital() || f.t.Tokens[first].Lower == "the") {
			first++ // "the opposition Labour Party"
		}
		if n.role.Kind != "document" { // "an editorial in the Daily Courier" has no name
			e.Name = f.t.Cut(first, n.last)
		}
		e.Kind = kindOf(n.role)
	case n.roleFirst >= 0:
		e.Kind = kindOf(n.role)
		if n.display != "" && n.codeFirst >= n.roleLast && !isPerson(&e) {
			e.Name, e.Role = n.display, "" // "the paramilitary Harbour Forces"
			break
		}
		if n.display != "" && e.Kind == lang.Office {
			e.Name = n.display
		}
		if n.codeLast == n.roleFirst && n.sort == know.People && f.properRole(n) { // "the Philippine Coast Guard"
			e.Name = f.t.Cut(n.codeLast-1, n.roleLast)
			if e.Kind == lang.Group {
				e.Kind = lang.Office
			}
		}
		if n.nameFirst < 0 && n.owned && f.public(n, &e) {
			e.Name = f.t.Cut(n.bodyFirst, n.roleLast)
		}
		if n.role.Kind == "organ" && supranational(e.Role) { // "the European Court"
			e.Name, e.Kind = e.Role, lang.Organisation
		}
		if n.indefinite && e.Kind == lang.Person {
			e.Kind = lang.Anonymous
		}
	default:
		switch n.sort {
		case know.StateName, know.Seat:
			e.Kind = lang.State
			e.Name = f.actors.Display(n.code)
			if w := f.t.Tokens[n.codeLast-1].Form; n.sort == know.Seat && (w == "Street" || w == "House" || w == "Palace" || w == "Kremlin") {
				e.Kind, e.Name = lang.Office, f.t.Cut(n.codeLast-1, n.codeLast)
				if w != "Kremlin" {
					e.Name = f.t.Cut(n.codeLast-2, n.codeLast)
				}
			}
		case know.Office:
			e.Kind, e.Name = lang.Office, n.display
		case know.People:
			e.Kind = lang.Group
		default:
			e.Kind, e.Name = lang.Organisation, n.display
		}
	}
	return e
}

// policed says whether police were told of last, and no soldiers since: their officers are meant by "officers".
func (f *Finder) policed() bool {
	for k := len(f.t.Mentions) - 1; k >= max(0, len(f.t.Mentions)-memory); k-- {
		switch f.t.Mentions[k].Sector {
		case "COP":
			return true
		case "MIL":
			return false
		}
	}
	return false
}

// counterpart gives "his Greek counterpart" the office of the person named before in the sentence, else of whom "his" means.
func (f *Finder) counterpart(n *phrase, e *lang.Entity) {
	for k := len(f.t.Mentions) - 1; k >= 0 && f.t.Mentions[k].First >= f.first; k-- {
		if o := f.t.Mentions[k].Entity; o >= 0 && isPerson(&f.t.Entities[o]) && f.t.Entities[o].Role != "" {
			e.Role, e.Sector = f.t.Entities[o].Role, f.t.Entities[o].Sector
			return
		}
	}
	if g := genderOf(n.owner); g != 0 {
		if o := f.salient(isPerson, g); o >= 0 && f.t.Entities[o].Role != "" {
			e.Role, e.Sector = f.t.Entities[o].Role, f.t.Entities[o].Sector
		}
	}
}

// theirPerson says whether a name is that of a person whom the name of a body before it owns: "the World Bank's Ida Brun".
func (f *Finder) theirPerson(n *phrase) bool {
	return f.possessive(n.nameFirst-1) && n.codeLast == n.nameFirst-1 && n.nameLast-n.nameFirst == 2 && genderOfName(f.t.Cut(n.nameFirst, n.nameLast)) != 0
}

// paper says whether a name is that of a paper abroad: it begins with an article and reports something, "Al Watan reported".
func (f *Finder) paper(n *phrase) bool {
	if n.nameLast-n.nameFirst < 2 {
		return false
	}
	switch f.t.Tokens[n.nameFirst].Form {
	case "Al", "El", "La", "Le", "Les", "Il", "Lo", "Der", "Die", "Das", "Het", "De", "O", "Os":
	default:
		return false
	}
	h := f.apposed(f.head(n.first, n.last))
	if !f.t.Is(h, "nsubj") {
		return false
	}
	switch f.t.Tokens[f.t.Tokens[h].Head].Lemma {
	case "report", "write", "publish", "carry", "print", "quote", "cite":
		return true
	}
	return false
}

// bodyBefore is the word for a body that a name stands beside; "" where it stands beside none, or is a person's.
func (f *Finder) bodyBefore(n *phrase) string {
	if n.roleFirst >= 0 || n.titled || genderOfName(f.t.Cut(n.nameFirst, n.nameLast)) != 0 {
		return ""
	}
	head := f.head(n.nameFirst, n.nameLast)
	h := f.apposed(head)
	if w := f.t.Tokens[h].Lower; h != head && h < head && !f.t.Tokens[h].Capital() && len(kinds().bodies[w]) > 0 {
		return w
	}
	return ""
}

// properRole says whether a role that is a body is written as a name: all its words with capitals, and more than one.
func (f *Finder) properRole(n *phrase) bool {
	if n.role.Kind == "person" || n.role.Kind == "document" || n.roleLast-n.roleFirst < 2 {
		return false
	}
	for i := n.roleFirst; i < n.roleLast; i++ {
		if k := f.t.Tokens[i]; !k.Capital() && k.Lower != "of" && k.Lower != "for" && k.Lower != "and" {
			return false
		}
	}
	return true
}

// foreign says whether the sentence has named another state than code and not that one, so that its "government" may be the other's.
func (f *Finder) foreign(code string) bool {
	other := false
	for k := len(f.t.Mentions) - 1; k >= 0 && f.t.Mentions[k].First >= f.first; k-- {
		switch c := f.t.Mentions[k].Code; {
		case c == code:
			return false
		case len(c) == 3:
			other = true
		}
	}
	return other
}

// role is the words of a phrase's role, without article and state.
func (f *Finder) role(n *phrase) string {
	first := n.roleFirst
	low := n.first
	if n.definite || n.indefinite {
		low++
	}
	if n.codeLast <= first {
		low = max(low, n.codeLast)
	}
	for first > low && (f.actors.Modifier(f.t.Tokens[first-1].Lower) || f.t.Tokens[first-1].Form == "-" || f.describes(first-1, n.roleLast)) && f.t.Tokens[first-1].Kind != lang.Number && !counts(f.t.Tokens[first-1].Lower) {
		first--
	}
	if n.codeLast == first && n.role.Kind == "person" && (n.sort == know.Office || n.sort == know.Organisation) {
		first = n.codeFirst // "Pentagon press secretary", "NATO spokeswoman"
	}
	return f.t.Cut(first, n.roleLast)
}

// counts says whether a word tells how many or which, and nothing of a role: "two ministers", "a second official".
func counts(w string) bool {
	switch w {
	case "one", "two", "three", "four", "five", "six", "several", "some", "many", "most", "other", "another", "first", "second", "third", "own",
		"few", "more", "same", "unnamed", "previous", "then", "current":
		return true
	}
	return false
}

// sectorIn is the sector that a word of a role tells which stands before or behind its head: "rebel leaders", "a member of the
// legislative assembly".
func sectorIn(role string) string {
	armed := false
	for w := range strings.FieldsSeq(strings.ToLower(role)) {
		switch w {
		case "rebel", "insurgent", "guerrilla", "separatist":
			return "REB"
		case "armed":
			armed = true
		case "opposition":
			if armed {
				return "REB" // "the armed opposition"
			}
			return "OPP"
		case "assembly", "parliament", "legislative", "parliamentary", "congressional", "senate":
			return "LEG"
		}
	}
	return ""
}

// supranational says whether a body's name tells that it is no single state's: "European Court".
func supranational(role string) bool {
	w, _, more := strings.Cut(role, " ")
	switch w {
	case "European", "African", "International", "Inter-American", "World", "Global", "Nordic", "Pan-African", "Eurasian", "Arab":
		return more
	}
	return false
}

func kindOf(r know.Role) string {
	switch r.Kind {
	case "organ":
		if r.Sector == "" || r.Sector == "BUS" || r.Sector == "NGO" || r.Sector == "JRN" || r.Sector == "LAB" || r.Sector == "OPP" || r.Sector == "REB" {
			return lang.Organisation
		}
		return lang.Office
	case "group":
		return lang.Group
	case "document":
		return lang.Document
	}
	return lang.Person
}

// organisationLike says whether a name holds a word that bodies are called by.
func organisationLike(name string) bool {
	for w := range strings.FieldsSeq(name) {
		switch w {
		case "Ministry", "Party", "Bank", "University", "Council", "Department", "Inc.", "Corp.", "Co.", "Ltd.", "News", "Times", "Post",
			"Journal", "Agency", "Committee", "Commission", "Institute", "Center", "Centre", "Association", "Union", "Foundation", "Court",
			"Parliament", "Senate", "Congress", "House", "Office", "Bureau", "Network", "Group", "Fund", "Organization", "Organisation",
			"Daily", "Herald", "Tribune", "Mirror", "Standard", "Army", "Front", "Movement", "College", "School", "Church", "Club", "League",
			"Federation", "Authority", "Service", "Board", "Campaign", "Project", "Coalition", "Alliance", "Chambers", "Shimbun", "Street":
			return true
		}
	}
	return false
}

// acronym says whether a name is one word of capitals, as bodies have: "HNA".
func acronym(name string) bool {
	for i := range len(name) {
		if name[i] < 'A' || name[i] > 'Z' {
			return false
		}
	}
	return len(name) > 1
}
