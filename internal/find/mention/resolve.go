package mention

import (
	"slices"
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// resolve finds or makes the entity that a phrase stands for.
func (f *Finder) resolve(n *phrase) lang.Mention {
	m := lang.Mention{First: n.first, Last: n.last, Entity: -1}
	if n.pronoun != "" {
		f.resolvePronoun(n, &m)
		return m
	}
	if n.role.Kind == "states" && n.nameFirst < 0 {
		f.states(n, &m)
		return m
	}
	m.Name = n.nameFirst >= 0 || n.code != "" && n.roleFirst < 0
	m.Open = !m.Name && (n.indefinite || n.role.Kind == "group" && !n.definite)
	want := f.describe(n)
	m.Entity = f.predicate(n)
	if m.Entity < 0 {
		m.Entity = f.find(n, &want)
	}
	if m.Entity < 0 {
		m.Entity = f.introduce(n, &want)
	} else {
		f.learn(m.Entity, &want)
		m.Entity = f.join(n, m.Entity)
	}
	f.remark(n, m.Entity)
	f.alongside(n)
	f.issuer(n)
	m.Adjective = n.sort == know.People && n.roleFirst < 0 && n.nameFirst < 0 && !n.plural
	m.Code, m.Sector = want.Code, want.Sector
	if want.Kind == lang.State {
		return m // "Oslo" speaks as the government, "Norway" as the state
	}
	if want.Kind == lang.Group && m.Code == "" && n.nameFirst < 0 && f.severalSides(n, false) {
		if a, b, sector := f.twoPersons(); a != "" {
			m.Code, m.Code2 = a, b // "the two leaders", who have just been named
			if want.Sector == "" || want.Sector == "CVL" {
				m.Sector = sector
			}
			return m
		}
		if want.Sector == "CVL" {
			if w := f.t.Tokens[n.last-1].Lower; w == "pair" || w == "duo" || w == "two" {
				m.Sector = ""
			}
			return m // "both men": the persons told of, whoever they are
		}
		m.Code, m.Code2 = f.pair(true) // "the two ministers"
		return m
	}
	// Who is named speaks with the state and sector the text has given them so far.
	e := &f.t.Entities[m.Entity]
	m.Code, m.Sector = e.Code, e.Sector
	f.recall(&m)
	return m
}

// recall gives a group that is told of again the two states that it was told to be of: "the two ministers ... The ministers said", "the
// presidents of Kenya and Oman ... They said".
func (f *Finder) recall(m *lang.Mention) {
	const far = 20 // mentions
	if f.t.Entities[m.Entity].Kind != lang.Group {
		return
	}
	for k := len(f.t.Mentions) - 1; k >= max(0, len(f.t.Mentions)-far); k-- {
		y := &f.t.Mentions[k]
		if y.Entity != m.Entity || y.Pronoun {
			continue
		}
		two := y.Code2
		if first, last := f.t.Coordinated(k); two == "" && last-first == 2 && first == k {
			if z := &f.t.Mentions[k+1]; z.Entity >= 0 && f.t.Entities[z.Entity].Kind == lang.State && y.Sector == "GOV" && f.t.Tokens[y.Last-1].Capital() {
				two = z.Code
			}
		}
		if two != "" && two != y.Code && (m.Code == "" || m.Code == y.Code) {
			m.Code, m.Code2, m.Sector = y.Code, two, or(m.Sector, y.Sector)
			return
		}
	}
}

// resolvePronoun fills a mention that is a pronoun.
func (f *Finder) resolvePronoun(n *phrase, m *lang.Mention) {
	m.Pronoun = true
	if n.pronoun == "we" {
		// A government's text says "we" for its state.
		if f.official && f.speaker < 0 && len(f.d.Turns) == 0 && len(f.home) == 3 && f.t.QuoteOf(n.first) < 0 {
			m.Entity = f.state(f.home)
			m.Code, m.Sector = f.home, "GOV"
		}
		return
	}
	if m.Entity = f.within(n); m.Entity < 0 {
		m.Entity = f.pronoun(n.pronoun)
	}
	if m.Entity < 0 || n.pronoun == "i" {
		return
	}
	e := &f.t.Entities[m.Entity]
	if g := genderOf(n.pronoun); g != 0 && e.Gender == 0 && f.subject(n.first) {
		e.Gender = g
	}
	m.Code, m.Sector = e.Code, e.Sector
	f.recall(m)
}

// state is the entity of a state.
func (f *Finder) state(code string) int {
	for i := oldest(f.t.Entities); i < len(f.t.Entities); i++ {
		if e := &f.t.Entities[i]; e.Kind == lang.State && e.Code == code {
			return i
		}
	}
	return f.enter(lang.Entity{Kind: lang.State, Name: f.actors.Display(code), Code: code})
}

// predicate is the person that a sentence says to bear a role: "Ida Brun has been Kenya's minister since 2022"; -1 where it says so
// of nobody, or of what was.
func (f *Finder) predicate(n *phrase) int {
	if n.role.Kind != "person" || n.nameFirst >= 0 {
		return -1
	}
	t, head := f.t, f.head(n.first, n.last)
	cop, subject := t.Child(head, "cop"), t.Child(head, "nsubj")
	if cop < 0 || subject < 0 || subject >= n.first {
		return -1
	}
	switch t.Tokens[cop].Lower {
	case "is", "'s", "’s", "been":
	default:
		return -1
	}
	for c := range t.Children(head) {
		if w := t.Tokens[c].Lower; w == "not" || w == "n't" || w == "n’t" || w == "had" {
			return -1
		}
	}
	for k := len(t.Mentions) - 1; k >= 0 && t.Mentions[k].First >= f.first; k-- {
		if m := &t.Mentions[k]; m.First <= subject && subject < m.Last && m.Entity >= 0 && t.Entities[m.Entity].Kind == lang.Person && !m.Pronoun {
			return m.Entity
		}
	}
	return -1
}

// join makes one entity of a named person without a role who speaks and the description that was told of before; it returns the
// person's entity.
func (f *Finder) join(n *phrase, e int) int {
	x := f.t.Entities[e]
	if x.Kind != lang.Person || x.Name == "" || x.Role != "" || x.Sector != "" || f.about[e].turn {
		return e
	}
	to := f.meant(n, &x)
	if to < 0 || to == e || f.about[to].first > f.about[e].first {
		return e
	}
	for i := range f.t.Mentions {
		if f.t.Mentions[i].Entity == e {
			f.t.Mentions[i].Entity = to
		}
	}
	f.learn(to, &x)
	f.about[to].weight, f.about[to].spoke = max(f.about[to].weight, f.about[e].weight), f.about[to].spoke+f.about[e].spoke
	f.t.Entities[e], f.about[e] = lang.Entity{}, about{weight: -1}
	f.people = slices.DeleteFunc(f.people, func(p int) bool { return p == e })
	return to
}

// introduce enters somebody the text has not told of before, with the side they are on.
func (f *Finder) introduce(n *phrase, want *lang.Entity) int {
	if e := f.office(want); e >= 0 && !f.anothers(n, e) {
		f.learn(e, want)
		if len(want.Role) > len(f.t.Entities[e].Role) {
			f.t.Entities[e].Role = want.Role
		}
		return e
	}
	if want.Code == "" {
		code, sector := f.side(n, want)
		want.Code, want.Guessed = code, code != ""
		if code != "" && sector != "" && (want.Sector == "" || want.Sector == "GOV") {
			want.Sector = sector
		}
	}
	if former(want.Role) && domestic(want.Sector) {
		want.Sector = "" // who has left an office does not speak for it
	}
	if e := f.meant(n, want); e >= 0 {
		f.learn(e, want)
		return e
	}
	return f.enter(*want)
}

// anothers says whether a phrase's owner is of another sector than somebody told of: "the opposition ... its leader" is no president.
func (f *Finder) anothers(n *phrase, e int) bool {
	if n.owner != "its" && n.owner != "their" {
		return false
	}
	_, sector := f.ownerSide(n)
	return sector != "" && sector != f.t.Entities[e].Sector
}

// office is the person told of by their office alone whom a name with that office names: "the Kenyan foreign minister ... Foreign
// Minister Ida Brun"; -1 where there is none.
func (f *Finder) office(want *lang.Entity) int {
	if want.Kind != lang.Person || want.Name == "" || want.Role == "" {
		return -1
	}
	for i := len(f.t.Entities) - 1; i >= oldest(f.t.Entities); i-- {
		e := &f.t.Entities[i]
		if !f.about[i].lone || e.Name != "" || f.about[i].last == f.si || !sameRole(e.Role, want.Role) && !sameRole(want.Role, e.Role) ||
			want.Sector != "" && e.Sector != "" && want.Sector != e.Sector || want.Gender != 0 && e.Gender != 0 && want.Gender != e.Gender {
			continue
		}
		if want.Code == e.Code || want.Code == "" && (f.official || f.home == "" || f.home == e.Code) {
			return i
		}
	}
	return -1
}

// meant is the person told of by a description alone whom a name that comes up now, with no role of its own, gives a name: "the
// minister said ... Ida Brun added". -1 where there is none.
func (f *Finder) meant(n *phrase, want *lang.Entity) int {
	const far = 6 // sentences
	if want.Kind != lang.Person || want.Name == "" || !f.speaks(f.head(n.first, n.last)) {
		return -1
	}
	for i := len(f.t.Entities) - 1; i >= oldest(f.t.Entities); i-- {
		e, a := &f.t.Entities[i], &f.about[i]
		if !a.lone || e.Name != "" || a.spoke == 0 && !a.led && !a.stood || f.si-a.first > far || want.Gender != 0 && e.Gender != 0 && want.Gender != e.Gender ||
			genderOfName(want.Name) != 0 && e.Gender != 0 && genderOfName(want.Name) != e.Gender {
			continue
		}
		if want.Role == "" && want.Code == "" && want.Sector == "" {
			return i
		}
		// "Kenya's top spokesman ... Chief Secretary Ida Brun": the heading of a report and the name below it.
		if want.Role != "" && a.first == 0 && e.Code != "" && e.Code == want.Code && loose(e.Role) && e.Sector == want.Sector {
			return i
		}
	}
	return -1
}

// loose says whether a role is no office of its own and may be another word for one.
func loose(role string) bool {
	switch roleHead(role) {
	case "spokesperson", "official", "diplomat", "envoy", "leader", "lawmaker", "politician", "negotiator":
		return true
	}
	return false
}

// alongside enters the body that a person's phrase names too, so that "the institute" finds it.
func (f *Finder) alongside(n *phrase) {
	if n.ofLast <= n.ofFirst {
		return
	}
	name := f.t.Cut(n.ofFirst, n.ofLast)
	if !organisationLike(name) || f.entered(name) {
		return
	}
	f.enter(lang.Entity{Kind: lang.Organisation, Name: name})
}

// issuer enters the body whose name stands before its document, so that "the council" finds it behind "a Security Council resolution".
func (f *Finder) issuer(n *phrase) {
	if n.role.Kind != "document" || n.display == "" || n.sort != know.Organisation && n.sort != know.Office || n.codeLast > n.roleFirst || f.entered(n.display) {
		return
	}
	e := f.enter(lang.Entity{Kind: lang.Organisation, Name: n.display, Code: n.code})
	f.about[e].weight = 4 * f.si
}

// entered says whether the text has told of an entity of that name.
func (f *Finder) entered(name string) bool {
	return slices.ContainsFunc(f.t.Entities[oldest(f.t.Entities):], func(e lang.Entity) bool { return e.Name == name })
}

// remark keeps what a mention tells of an entity beside what the entity holds.
func (f *Finder) remark(n *phrase, e int) {
	a, x := &f.about[e], &f.t.Entities[e]
	a.last = f.si
	if n.title != "" {
		a.title = n.title
	}
	if n.bodyLast > n.bodyFirst && a.body == "" {
		a.body = strings.TrimPrefix(strings.ToLower(f.t.Cut(n.bodyFirst, n.bodyLast)), "the ")
	}
	if x.Kind == lang.Person && x.Name == "" && !n.indefinite {
		a.lone = true
	}
}

// find looks for the entity a description means among those known; -1 where it is a new one.
func (f *Finder) find(n *phrase, want *lang.Entity) int {
	es := f.t.Entities
	switch {
	case want.Name != "" && want.Kind == lang.Person:
		return f.person(want.Name, want)
	case want.Name != "" || want.Kind == lang.State:
		for i := len(es) - 1; i >= oldest(es); i-- {
			if es[i].Name == want.Name && es[i].Kind == want.Kind && es[i].Code == want.Code {
				return i
			}
		}
		if want.Kind == lang.Organisation && want.Code == "" && n.definite && !strings.Contains(want.Name, " ") {
			return f.shortened(want.Name) // "the Observer"
		}
		return -1
	case n.indefinite || n.owned || !n.definite && want.Kind == lang.Group:
		return -1
	}
	if want.Kind == lang.Organisation || want.Kind == lang.Office || want.Kind == lang.Document && len(kinds().bodies[roleHead(want.Role)]) > 0 {
		if e := f.bodyMeant(n, want); e >= 0 {
			return e
		}
	}
	if e := f.host(n, want); e >= 0 {
		return e
	}
	// "The spokesperson": the last one of that role, of the same state and body where one is named.
	for i := len(es) - 1; i >= oldest(es); i-- {
		if es[i].Role == "" && f.about[i].title == "" || (es[i].Kind == lang.Group) != (want.Kind == lang.Group) || (es[i].Kind == lang.Document) != (want.Kind == lang.Document) ||
			want.Gender != 0 && es[i].Gender != 0 && want.Gender != es[i].Gender || isPerson(want) != isPerson(&es[i]) {
			continue
		}
		if es[i].Kind == lang.Person && es[i].Name != "" && want.Kind == lang.Person && f.left(&es[i]) {
			continue // "the president" is another now
		}
		if !sameRole(want.Role, es[i].Role) && !(es[i].Name != "" && f.about[i].title != "" && sameRole(want.Role, f.about[i].title)) {
			continue
		}
		if want.Code == "" || want.Code == es[i].Code || es[i].Code == "" && want.Code == f.home && !f.alone ||
			n.sort == know.People && es[i].Name != "" && isBodyCode(es[i].Code) { // "the Dutch politician": an EU commissioner
			if n.owner != "" && (es[i].Name == "" && !f.sameOwner(n, i) || f.otherOwner(n, i)) {
				continue
			}
			if want.Kind == lang.Office && want.Code == "" && es[i].Code != "" && f.foreign(es[i].Code) {
				return -1
			}
			return i
		}
	}
	return -1
}

// left says whether a person has left the office that the text gives them before its day.
func (f *Finder) left(e *lang.Entity) bool {
	if f.day == 0 {
		return false
	}
	h, tenure := f.actors.Person(e.Name, f.day)
	return tenure == know.Held && h.Code == e.Code && strings.EqualFold(h.Office, e.Role)
}

// shortened is the organisation told of last whose name ends in a word: the Straits Observer for "the Observer"; -1 for none.
func (f *Finder) shortened(word string) int {
	for i := len(f.t.Entities) - 1; i >= oldest(f.t.Entities); i-- {
		if e := &f.t.Entities[i]; e.Kind == lang.Organisation && endsIn(e.Name, word) {
			return i
		}
	}
	return -1
}

// host is whose text it is, where its title names them before those they met, or who else bears the role at home, and a description
// without a state means them: "the President" in the "Readout of President Vik's Call with President Mboya"; -1 elsewhere.
func (f *Finder) host(n *phrase, want *lang.Entity) int {
	if !f.official || want.Code != "" || n.owner != "" || !isPerson(want) {
		return -1
	}
	own, best := ownPart(f.d.Title), -1
	for _, i := range f.people[oldest(f.people):] {
		e := &f.t.Entities[i]
		if !sameRole(want.Role, e.Role) || want.Gender != 0 && e.Gender != 0 && want.Gender != e.Gender {
			continue
		}
		if inTitle(own, e.Name[strings.LastIndexByte(e.Name, ' ')+1:]) {
			return i
		}
		if best < 0 && f.home != "" && e.Code == f.home {
			best = i
		}
	}
	return best
}

// inTitle says whether a title has a word, perhaps with "'s" behind.
func inTitle(title, name string) bool {
	for i := range words(title) {
		if strings.HasPrefix(title[i:], name) && !wordAt(title, i+len(name)) {
			return true
		}
	}
	return false
}

// sameOwner says whether "his minister" may be one already told of: one of the owner's own side.
func (f *Finder) sameOwner(n *phrase, e int) bool {
	code, _ := f.ownerSide(n)
	return code != "" && code == f.t.Entities[e].Code
}

// otherOwner says whether "its envoy" cannot be one already told of: the owner's side is another.
func (f *Finder) otherOwner(n *phrase, e int) bool {
	code, _ := f.ownerSide(n)
	return code != "" && f.t.Entities[e].Code != "" && code != f.t.Entities[e].Code
}

// bodyMeant is the body with a name that a description takes up: "the daily", "the council"; -1 where there is none.
func (f *Finder) bodyMeant(n *phrase, want *lang.Entity) int {
	if n.code != "" || n.owner != "" || strings.Count(want.Role, " ") > 1 {
		return -1
	}
	word := roleHead(want.Role)
	if e := f.calledBody(word); word == strings.ToLower(want.Role) && e >= 0 || !n.definite {
		return e
	}
	switch word {
	case "group", "organisation", "organization", "agency", "company", "firm", "body", "institution", "association", "charity", "foundation", "union":
		return f.salient(func(e *lang.Entity) bool {
			firm := word == "company" || word == "firm"
			if e.Sector == "JRN" && !firm && word != "agency" {
				return false
			}
			return e.Kind == lang.Organisation && e.Name != "" && (e.Sector == "REB") == (want.Sector == "REB") && !(firm && isBodyCode(e.Code))
		}, 0)
	}
	return -1
}

// calledBody is the body told of last that may be called by a word, or -1.
func (f *Finder) calledBody(head string) int {
	best := -1
	for i := oldest(f.t.Entities); i < len(f.t.Entities); i++ {
		e := &f.t.Entities[i]
		if !isOrganisation(e) || !f.calledBy(head, e) {
			continue
		}
		if best < 0 || f.about[i].weight >= f.about[best].weight {
			best = i
		}
	}
	return best
}

// calledBy says whether a body may be called by a word: one of its name or role, or a kind of them.
func (f *Finder) calledBy(word string, e *lang.Entity) bool {
	if word == "body" && e.Sector == "JRN" {
		return false
	}
	name := strings.ToLower(e.Name)
	if word == "house" && e.Sector != "LEG" {
		return false // "the House" is a parliament, and no White House
	}
	if word == "body" && (e.Sector == "JRN" || e.Sector == "BUS") {
		return false // more likely somebody's who is dead
	}
	if hasWord(name, word) || hasWord(strings.ToLower(e.Role), word) {
		return true
	}
	for _, w := range kinds().bodies[word] {
		if hasWord(name, w) || hasWord(strings.ToLower(e.Role), w) || strings.EqualFold(e.Code, w) && e.Kind == lang.Organisation {
			return true
		}
	}
	return e.Sector == "JRN" && (word == "agency" || word == "newspaper" || word == "paper" || word == "daily" || word == "broadcaster" || word == "network" || word == "channel")
}

// person looks for a named person: the same full name, or a surname or given name alone. Among several of one surname the one who
// has spoken goes first, then the last one named.
func (f *Finder) person(name string, want *lang.Entity) int {
	es := f.t.Entities
	words := strings.Fields(name)
	last := strings.ToLower(words[len(words)-1])
	best, rank := -1, 0
	for k := len(f.people) - 1; k >= oldest(f.people); k-- {
		i := f.people[k]
		known := strings.Fields(es[i].Name)
		if want.Gender != 0 && es[i].Gender != 0 && want.Gender != es[i].Gender {
			continue
		}
		r := 0
		switch {
		case strings.EqualFold(es[i].Name, name):
			r = 8
		case len(words) == 1 && len(known) > 1 && strings.EqualFold(known[len(known)-1], last):
			r = 4
		case len(words) == 1 && len(known) > 1 && strings.EqualFold(known[0], last):
			r = 3
		case len(words) > 1 && len(known) == 1 && (strings.EqualFold(known[0], last) || strings.EqualFold(known[0], words[0])):
			r = 3
		case len(words) > 1 && len(known) > 1 && strings.EqualFold(words[0], known[0]) && strings.EqualFold(known[len(known)-1], last):
			r = 6
		case len(words) == 2 && len(known) > 2 && strings.EqualFold(words[0], known[0]) && strings.EqualFold(known[1], last):
			r = 6 // "Ramon Ayala" for Ramon Ayala Duarte
		default:
			continue
		}
		if len(words) == 1 && len(known) > 1 {
			if want.Role != "" && es[i].Role != "" && !sameRole(want.Role, es[i].Role) {
				r -= 2
			}
			if f.about[i].spoke > 0 {
				r += 2
			}
		}
		if r > rank || r == rank && f.about[i].weight > f.about[best].weight {
			best, rank = i, r
		}
	}
	return best
}

// known is the person of that surname or given name, or -1.
func (f *Finder) known(lower string) int {
	for k := len(f.people) - 1; k >= oldest(f.people); k-- {
		for w := range strings.FieldsSeq(f.t.Entities[f.people[k]].Name) {
			if strings.EqualFold(w, lower) {
				return f.people[k]
			}
		}
	}
	return -1
}

// learn adds what a further mention says of entity i.
func (f *Finder) learn(i int, more *lang.Entity) {
	e := &f.t.Entities[i]
	if len(more.Name) > len(e.Name) && isPerson(e) {
		if e.Name == "" {
			f.people = append(f.people, i)
			e.Kind = lang.Person
		}
		e.Name = more.Name
		if e.Gender == 0 {
			e.Gender = genderOfName(e.Name)
		}
	}
	if e.Code == "" || e.Guessed && more.Code != "" && more.Name != "" {
		e.Code, e.Guessed = more.Code, more.Guessed // what a phrase says goes before what was guessed
	}
	if e.Kind == lang.Organisation && e.Name != "" {
		return // "the agency" tells nothing of it
	}
	if e.Role == "" || more.Role != "" && f.about[i].lone && e.Kind == lang.Person && more.Name != "" && loose(e.Role) {
		e.Role = more.Role
	}
	if e.Sector == "" && e.Kind != lang.State && !former(e.Role) {
		e.Sector = more.Sector
	}
	if e.Gender == 0 {
		e.Gender = more.Gender
	}
}

// settle gives the mentions of persons and offices what the text told of them later.
func (f *Finder) settle() {
	for i := range f.t.Mentions {
		m := &f.t.Mentions[i]
		if m.Entity < 0 || m.Code != "" {
			continue
		}
		if e := &f.t.Entities[m.Entity]; e.Kind != lang.State {
			m.Code, m.Sector = e.Code, e.Sector
		}
	}
}
