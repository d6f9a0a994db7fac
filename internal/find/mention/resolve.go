package mention

import (
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// resolve finds or makes the entity that a phrase stands for.
func (f *Finder) resolve(n *phrase) lang.Mention {
	m := lang.Mention{First: n.first, Last: n.last, Entity: -1}
	if n.pronoun != "" {
		m.Pronoun = true
		switch n.pronoun {
		case "he", "she":
			if e := f.pronounHe; e >= 0 && agrees(f.t.Entities[e].Gender, n.pronoun) {
				m.Entity = e
			} else {
				m.Entity = f.lastPerson(n.pronoun)
			}
			if m.Entity >= 0 && f.t.Entities[m.Entity].Gender == 0 {
				f.t.Entities[m.Entity].Gender = genderOf(n.pronoun)
			}
		case "it":
			m.Entity = f.pronounIt
		}
		if m.Entity >= 0 {
			e := &f.t.Entities[m.Entity]
			m.Code, m.Sector = e.Code, e.Sector
		}
		return m
	}
	if n.role.Kind == "states" && n.nameFirst < 0 {
		f.states(n, &m)
		return m
	}
	m.Name = n.nameFirst >= 0 || n.code != "" && n.roleFirst < 0
	m.Open = !m.Name && (n.indefinite || n.role.Kind == "group" && !n.definite)
	want := f.describe(n)
	m.Code, m.Sector = want.Code, want.Sector
	m.Entity = f.find(n, &want)
	if m.Entity < 0 {
		m.Entity = len(f.t.Entities)
		f.t.Entities = append(f.t.Entities, want)
		if want.Kind == lang.Person && want.Name != "" {
			f.people = append(f.people, m.Entity)
		}
	} else {
		f.learn(&f.t.Entities[m.Entity], &want)
	}
	m.Adjective = n.sort == know.People && n.roleFirst < 0 && n.nameFirst < 0 && !n.plural
	if want.Kind == lang.State {
		return m // "Oslo" speaks as the government, "Norway" as the state
	}
	// Who is named speaks with the state and sector the text has given them so far.
	e := &f.t.Entities[m.Entity]
	m.Code, m.Sector = e.Code, e.Sector
	return m
}

// states gives "the two countries" the codes of the two states named last, where there is no doubt which two are meant. "The three
// countries" have no codes, and "the countries" have some only where the text has named no third.
func (f *Finder) states(n *phrase, m *lang.Mention) {
	if !n.definite || n.code != "" {
		m.Code = n.code
		return
	}
	const far = 200 // mentions
	two := false
	for i := n.first; i < n.last; i++ {
		switch w := f.t.Tokens[i].Lower; {
		case w == "two" || w == "both" || w == "2":
			two = true
		case f.t.Tokens[i].Kind == lang.Number || number(w):
			return
		}
	}
	var codes [2]string // the one named last comes first
	var here [2]bool    // it is named in this sentence
	third := false
	for k := len(f.t.Mentions) - 1; k >= 0 && k > len(f.t.Mentions)-far && !third; k-- {
		x := &f.t.Mentions[k]
		if len(x.Code) != 3 || x.Pronoun {
			continue
		}
		switch x.Code {
		case codes[0], codes[1]:
			continue
		}
		switch {
		case codes[0] == "":
			codes[0], here[0] = x.Code, x.First >= f.first
		case codes[1] == "":
			codes[1], here[1] = x.Code, x.First >= f.first
		default:
			third = true
		}
	}
	// "Oslo called on both sides": one named here and one before are no pair where a third was named.
	if codes[1] == "" || third && (!two || here[0] != here[1]) {
		return
	}
	m.Code, m.Code2 = codes[1], codes[0]
}

// number says whether a word counts more than two, or nobody in particular.
func number(w string) bool {
	switch w {
	case "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "other", "all", "most", "some", "few":
		return true
	}
	return false
}

// describe reads an entity off a phrase.
func (f *Finder) describe(n *phrase) lang.Entity {
	e := lang.Entity{Code: n.code, Sector: n.sector, Gender: n.gender}
	if n.roleFirst >= 0 {
		e.Role = f.role(n)
		if n.role.Sector != "" && (e.Sector == "" || n.sort == know.Seat) {
			e.Sector = n.role.Sector
		}
		if e.Gender == 0 {
			e.Gender = genderOfRole(e.Role)
		}
	}
	switch {
	case n.nameFirst > 0 && n.roleFirst >= 0 && f.possessive(n.nameFirst-1):
		e.Kind, e.Role = lang.Organisation, "" // "the Attorney General's Chambers"
		e.Name = strings.TrimPrefix(strings.TrimPrefix(f.t.Cut(n.first, n.last), "the "), "The ")
	case n.nameFirst >= 0 && (n.roleFirst < 0 || n.role.Kind == "person" || n.role.Kind == "group"):
		e.Name = f.t.Cut(n.nameFirst, n.nameLast)
		e.Kind = lang.Person
		if n.roleFirst < 0 && !n.titled && (acronym(e.Name) || organisationLike(e.Name) || f.actors.Thing(strings.ToLower(e.Name[strings.LastIndexByte(e.Name, ' ')+1:]))) {
			e.Kind = lang.Organisation
			if n.sort == know.People && n.codeLast == n.nameFirst { // "the Norwegian Refugee Council" is no voice of Norway
				e.Name = f.t.Cut(n.codeLast-1, n.nameLast)
				if e.Sector == "" {
					e.Code = ""
				}
			}
		}
	case n.nameFirst >= 0:
		e.Name = strings.TrimPrefix(strings.TrimPrefix(f.t.Cut(n.first, n.last), "the "), "The ")
		e.Kind = kindOf(n.role)
	case n.roleFirst >= 0:
		e.Kind = kindOf(n.role)
		if n.display != "" && e.Kind == lang.Office {
			e.Name = n.display
		}
		if n.indefinite && e.Kind == lang.Person {
			e.Kind = lang.Anonymous
		}
	default:
		switch n.sort {
		case know.StateName, know.Seat:
			e.Kind = lang.State
			e.Name = f.actors.Display(n.code)
		case know.Office:
			e.Kind, e.Name = lang.Office, n.display
		case know.People:
			e.Kind = lang.Group
		default:
			e.Kind, e.Name = lang.Organisation, n.display
		}
	}
	// "A senior official" speaks for the state a report is filed from, where no other is named: "KUALA LUMPUR: The prime
	// minister ...".
	if e.Code == "" && f.home != "" && e.Sector == "GOV" && (e.Kind == lang.Person || e.Kind == lang.Office) && e.Name == "" && f.t.Tokens[n.first].Lower == "the" && !f.foreign(f.home) {
		e.Code = f.home
	}
	return e
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
	for first > low && (f.actors.Modifier(f.t.Tokens[first-1].Lower) || f.t.Tokens[first-1].Form == "-") && f.t.Tokens[first-1].Kind != lang.Number {
		first--
	}
	return f.t.Cut(first, n.roleLast)
}

// find looks for the entity a description means among those known; -1 where it is a new one.
func (f *Finder) find(n *phrase, want *lang.Entity) int {
	es := f.t.Entities
	switch {
	case want.Name != "" && want.Kind == lang.Person:
		return f.person(want.Name, want)
	case want.Name != "" || want.Kind == lang.State:
		for i := range es {
			if es[i].Name == want.Name && es[i].Kind == want.Kind && es[i].Code == want.Code {
				return i
			}
		}
		return -1
	case n.indefinite || n.owned || !n.definite && want.Kind == lang.Group:
		return -1
	}
	// "The spokesperson": the last one of that role, of the same state where one is named.
	for i := len(es) - 1; i >= 0; i-- {
		if es[i].Role == "" || es[i].Kind == lang.Group && want.Kind != lang.Group || es[i].Kind == lang.Document && want.Kind != lang.Document {
			continue
		}
		if sameRole(want.Role, es[i].Role) && (want.Code == "" || want.Code == es[i].Code || es[i].Code == "" && want.Code == f.home) {
			if want.Kind == lang.Office && want.Code == "" && es[i].Code != "" && f.foreign(es[i].Code) {
				return -1
			}
			return i
		}
	}
	return -1
}

// person looks for a named person: the same full name, or a surname or given name alone.
func (f *Finder) person(name string, want *lang.Entity) int {
	es := f.t.Entities
	words := strings.Fields(name)
	last := strings.ToLower(words[len(words)-1])
	for k := len(f.people) - 1; k >= 0; k-- {
		i := f.people[k]
		known := strings.Fields(es[i].Name)
		if want.Gender != 0 && es[i].Gender != 0 && want.Gender != es[i].Gender {
			continue
		}
		if strings.EqualFold(es[i].Name, name) {
			return i
		}
		if len(words) == 1 && len(known) > 1 && (strings.ToLower(known[len(known)-1]) == last || strings.ToLower(known[0]) == last) {
			return i
		}
		if len(words) > 1 && len(known) == 1 && strings.ToLower(known[0]) == last {
			return i
		}
		if len(words) > 1 && len(known) > 1 && strings.EqualFold(words[0], known[0]) && strings.EqualFold(known[len(known)-1], last) {
			return i
		}
	}
	return -1
}

// known is the person of that surname or given name, or -1.
func (f *Finder) known(lower string) int {
	for k := len(f.people) - 1; k >= 0; k-- {
		for w := range strings.FieldsSeq(f.t.Entities[f.people[k]].Name) {
			if strings.EqualFold(w, lower) {
				return f.people[k]
			}
		}
	}
	return -1
}

// learn adds what a further mention says of an entity.
func (f *Finder) learn(e, more *lang.Entity) {
	if len(more.Name) > len(e.Name) && e.Kind == lang.Person {
		if e.Name == "" {
			for i := range f.t.Entities {
				if &f.t.Entities[i] == e {
					f.people = append(f.people, i)
				}
			}
		}
		e.Name = more.Name
	}
	if e.Role == "" {
		e.Role = more.Role
	}
	if e.Code == "" {
		e.Code = more.Code
	}
	if e.Sector == "" && e.Kind != lang.State {
		e.Sector = more.Sector
	}
	if e.Gender == 0 {
		e.Gender = more.Gender
	}
}

// lastPerson is the person mentioned last that a pronoun may stand for, or -1.
func (f *Finder) lastPerson(pronoun string) int {
	for k := len(f.t.Mentions) - 1; k >= 0 && k > len(f.t.Mentions)-12; k-- {
		e := f.t.Mentions[k].Entity
		if e >= 0 && (f.t.Entities[e].Kind == lang.Person || f.t.Entities[e].Kind == lang.Anonymous) && agrees(f.t.Entities[e].Gender, pronoun) {
			return e
		}
	}
	return -1
}

// label resolves a turn's label, the tokens [first, last): "MR MILLER", "Ida Brun, Ruritania Daily", "QUESTION".
func (f *Finder) label(first, last int, turn doc.Turn) {
	m := lang.Mention{First: first, Last: last, Entity: -1, Name: true}
	e := lang.Entity{Kind: lang.Person}
	name, rest, _ := strings.Cut(turn.Speaker, ",")
	if before, after, ok := strings.Cut(turn.Speaker, " ("); ok && rest == "" {
		name, rest = before, strings.TrimSuffix(after, ")") // "Ida Brun (Harbour Courier)"
	}
	name = strings.TrimSpace(name)
	for {
		w, after, ok := strings.Cut(name, " ")
		title, known := f.actors.Title(strings.ToLower(w))
		if !ok || !known {
			break
		}
		e.Gender = title.Gender
		name = strings.TrimSpace(after)
	}
	// What stands behind the name tells the role, else the label itself, which may be a role alone.
	words := properCase(turn.Speaker)
	if rest != "" {
		words = properCase(strings.TrimSpace(rest))
	}
	for i := range len(words) {
		if i > 0 && words[i-1] != ' ' {
			continue
		}
		if n, size := f.actors.At(words[i:]); size > 0 && e.Code == "" {
			e.Code = n.Code
		}
		if r, size := f.actors.RoleAt(strings.ToLower(words[i:])); size > 0 && r.Kind != "organ" {
			e.Role, e.Sector = words[i:i+size], r.Sector
			if rest != "" && i+size == len(words) {
				e.Role = words
			}
		}
	}
	switch {
	case turn.Role == "question" && nobody(name):
		e.Kind = lang.Anonymous
		if e.Role != "" && e.Sector == "MED" {
			break // "REPORTER" says what they are
		}
		e.Role, e.Sector = "", ""
		if f.press {
			e.Role = "journalist"
		}
	case nobody(name):
		// An answer of nobody in particular: "A.".
	case e.Role != "" && rest == "" && name == turn.Speaker && f.roleOnly(words):
		// A label that is a role alone: "MODERATOR", "SENIOR ADMINISTRATION OFFICIAL".
		if roleHead(e.Role) == "official" {
			e.Kind = lang.Anonymous
		}
		e.Role = words
	default:
		e.Name = properCase(name)
		if turn.Role == "question" && e.Role == "" && (f.press || organisationLike(rest)) {
			e.Role = "journalist"
		}
	}
	if e.Name != "" {
		m.Entity = f.person(e.Name, &e)
	} else if e.Role != "" {
		for i := range f.t.Entities {
			if x := &f.t.Entities[i]; x.Name == "" && x.Role == e.Role && x.Kind == e.Kind {
				m.Entity = i
			}
		}
	}
	if m.Entity < 0 {
		m.Entity = len(f.t.Entities)
		f.t.Entities = append(f.t.Entities, e)
		if e.Name != "" {
			f.people = append(f.people, m.Entity)
		}
	} else {
		f.learn(&f.t.Entities[m.Entity], &e)
	}
	m.Code, m.Sector = f.t.Entities[m.Entity].Code, f.t.Entities[m.Entity].Sector
	f.t.Mentions = append(f.t.Mentions, m)
	f.pronounHe = m.Entity
}

// roleOnly says whether a label holds a role and no name: before the role stand only words that roles take.
func (f *Finder) roleOnly(label string) bool {
	for i := 0; i < len(label); {
		w, _, _ := strings.Cut(label[i:], " ")
		lower := strings.ToLower(label[i:])
		if _, n := f.actors.RoleAt(lower); n > 0 {
			i += n + 1
		} else if _, n := f.actors.At(label[i:]); n > 0 {
			i += n + 1
		} else if f.actors.Modifier(strings.ToLower(w)) || f.actors.Closed(strings.ToLower(w)) {
			i += len(w) + 1
		} else {
			return false
		}
	}
	return true
}

// nobody says whether a label names a questioner who is not named.
func nobody(label string) bool {
	switch strings.ToLower(strings.Trim(label, ". ")) {
	case "q", "a", "answer", "question", "questions", "reporter", "journalist", "speaker", "media", "unidentified speaker", "participant":
		return true
	}
	return false
}

// properCase writes a label in capitals as a name is written: "MILLER" is Miller.
func properCase(name string) string {
	if strings.ToUpper(name) != name {
		return name
	}
	b := []byte(strings.ToLower(name))
	for i := range b {
		if (i == 0 || b[i-1] == ' ' || b[i-1] == '-' || b[i-1] == '\'') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

func kindOf(r know.Role) string {
	switch r.Kind {
	case "organ":
		if r.Sector == "" || r.Sector == "BUS" || r.Sector == "NGO" || r.Sector == "MED" || r.Sector == "LAB" || r.Sector == "OPP" || r.Sector == "REB" {
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

// sameRole says whether two roles may be of one person: "foreign minister" and "the minister", but not "prime minister".
func sameRole(a, b string) bool {
	a, b = foldRole(a), foldRole(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || strings.HasSuffix(b, a) && b[len(b)-len(a)-1] == ' '
}

func foldRole(r string) string {
	r = strings.ToLower(r)
	r = strings.ReplaceAll(r, "spokesman", "spokesperson")
	r = strings.ReplaceAll(r, "spokeswoman", "spokesperson")
	return strings.ReplaceAll(r, "premier", "prime minister")
}

// roleHead is the word of a role that tells it from others; spokesmen, spokeswomen and spokespersons are one.
func roleHead(role string) string {
	if i := strings.LastIndexByte(role, ' '); i >= 0 {
		role = role[i+1:]
	}
	role = strings.ToLower(role)
	switch role {
	case "spokesman", "spokeswoman":
		return "spokesperson"
	case "premier":
		return "minister"
	}
	return role
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

func agrees(gender byte, pronoun string) bool {
	return gender == 0 || gender == genderOf(pronoun)
}

func genderOf(pronoun string) byte {
	if pronoun == "she" {
		return 'f'
	}
	return 'm'
}

func genderOfRole(role string) byte {
	switch {
	case strings.HasSuffix(role, "woman") || strings.HasSuffix(role, "queen"):
		return 'f'
	case strings.HasSuffix(role, "spokesman") || strings.HasSuffix(role, "king") || strings.HasSuffix(role, "congressman") || strings.HasSuffix(role, "businessman"):
		return 'm'
	}
	return 0
}
