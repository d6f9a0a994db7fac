package mention

import (
	"strings"

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
