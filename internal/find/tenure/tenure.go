// Package tenure gives persons whom a text names the state and sector of the office that they hold on its day.
//
// What the text says of them itself counts more: a state or a sector that is there stays, and "President Lind" is told of as the
// president even years after. An office of the past is not given again.
package tenure

import (
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds offices of persons.
type Finder struct{ actors *know.Actors }

// New makes a Finder that knows these actors.
func New(a *know.Actors) *Finder { return &Finder{a} }

// Find fills in codes, sectors and genders of persons among the entities of t, and of their mentions. It adds nothing to d.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	day := day(d)
	for i := range t.Entities {
		e := &t.Entities[i]
		if e.Kind != lang.Person || e.Name == "" {
			continue
		}
		h, tenure, sure := f.person(t, e, day)
		code, sector := h.Code, h.Sector
		switch {
		case tenure == know.Later && !named(t, code):
			continue // most likely a namesake
		case tenure == know.Later:
			sector = "" // not yet in office, and of that state all the same
		case tenure != know.Holds && tenure != know.Held:
			continue
		}
		switch {
		case e.Code == "" || e.Code == code:
		case sure, e.Guessed && strings.Contains(e.Name, " ") && tenure != know.Later:
			replace(t, i, e.Code, code) // "the president" was taken for that of a state which the text speaks of
		default:
			continue // a namesake
		}
		if tenure == know.Held {
			sector = former(day)
		}
		fill(&e.Code, code)
		fill(&e.Sector, sector)
		if e.Gender == 0 {
			e.Gender = h.Gender
		}
		for k := range t.Mentions {
			if m := &t.Mentions[k]; m.Entity == i {
				fill(&m.Code, e.Code)
				fill(&m.Sector, e.Sector)
			}
		}
	}
	f.governments(t, day)
	f.succeed(t, day)
}

// governments gives those that are called by who leads them the state of that person: "Lind's government".
func (f *Finder) governments(t *lang.Text, day know.Day) {
	for k := range t.Mentions {
		m := &t.Mentions[k]
		if m.Code != "" || m.Sector != "GOV" || m.Entity < 0 || t.Entities[m.Entity].Kind != lang.Office {
			continue
		}
		last := m.First
		for last < m.Last && t.Tokens[last].Capital() {
			last++
		}
		if last == m.First || last == m.Last || t.Tokens[last].XPOS != "POS" {
			continue
		}
		m.Code = f.stateOf(t, t.Cut(last-1, last), t.Cut(m.First, last), day)
	}
}

// stateOf is the state of the person of a surname whom the text has told of, else of the one who bears a name alone.
func (f *Finder) stateOf(t *lang.Text, surname, name string, day know.Day) string {
	for i := range t.Entities {
		if e := &t.Entities[i]; e.Kind == lang.Person && strings.HasSuffix(e.Name, surname) && (len(e.Name) == len(surname) || e.Name[len(e.Name)-len(surname)-1] == ' ') && e.Code != "" {
			return e.Code
		}
	}
	h, tenure, _ := f.person(t, &lang.Entity{Kind: lang.Person, Name: name}, day)
	if tenure == know.Holds {
		return h.Code
	}
	return ""
}

// succeed takes the office from those whom the text names with it though they have left it, where it names who holds it on the day, too:
// of "President Lind" and "President Vik" in one text one is president.
func (f *Finder) succeed(t *lang.Text, day know.Day) {
	if day == 0 {
		return
	}
	for i := range t.Entities {
		e := &t.Entities[i]
		if e.Kind != lang.Person || e.Name == "" || e.Role == "" || e.Sector != "GOV" {
			continue
		}
		h, tenure := f.actors.Person(e.Name, day)
		if tenure != know.Held || h.Office == "" || h.Code != e.Code || !strings.EqualFold(h.Office, e.Role) || !f.holds(t, h, day) {
			continue
		}
		e.Sector = former(day)
		for k := range t.Mentions {
			if m := &t.Mentions[k]; m.Entity == i && m.Sector == "GOV" {
				m.Sector = e.Sector
			}
		}
	}
}

// holds says whether a text names somebody who holds the office of h on a day.
func (f *Finder) holds(t *lang.Text, h know.Holder, day know.Day) bool {
	for i := range t.Entities {
		if e := &t.Entities[i]; e.Kind == lang.Person && e.Name != "" && e.Code == h.Code {
			if now, tenure := f.actors.Person(e.Name, day); tenure == know.Holds && now.Code == h.Code && now.Office == h.Office {
				return true
			}
		}
	}
	return false
}

// person asks for the name with the role that the text gives, else for the name alone. It is sure where name and office both are
// those of one holder.
func (f *Finder) person(t *lang.Text, e *lang.Entity, day know.Day) (h know.Holder, tenure know.Tenure, sure bool) {
	name := e.Name
	if n := len(e.Role); n > 0 && len(name) > n+1 && name[n] == ' ' && strings.EqualFold(name[:n], e.Role) {
		name = name[n+1:] // "President Lind"
	}
	h, tenure = f.actors.Person(name, day)
	if titled, ok := f.actors.InOffice(name, e.Role, day); ok {
		return titled, know.Holds, tenure == know.Holds && h.Name == titled.Name && strings.EqualFold(titled.Office, e.Role)
	}
	if past, ok := f.actors.HeldOffice(name, e.Role, day); ok && (e.Code == "" || e.Guessed) && named(t, past.Code) {
		return past, know.Held, true // "President Reagan", long after
	}
	if !strings.Contains(name, " ") && !named(t, h.Code) && !(tenure == know.Holds && f.statesman(t, e, &h, day)) {
		return know.Holder{}, know.Unknown, false // a surname alone, in a text that has nothing to do with that state
	}
	return h, tenure, false
}

// statesman says whether the surname of a head of state or government may stand alone in a text that does not name their state: it
// tells of another such person of another state. English texts have namesakes of those of English-speaking lands.
func (f *Finder) statesman(t *lang.Text, e *lang.Entity, h *know.Holder, day know.Day) bool {
	switch h.Code {
	case "GBR", "CAN", "AUS", "NZL", "IRL":
		return false
	}
	if !heads(h.Office) {
		return false
	}
	for i := range t.Entities {
		x := &t.Entities[i]
		if x == e || x.Kind != lang.Person || x.Name == "" {
			continue
		}
		if o, tenure := f.actors.Person(x.Name, day); tenure == know.Holds && o.Code != h.Code && heads(o.Office) {
			return true
		}
	}
	return false
}

// heads says whether an office is that of a head of state or government.
func heads(office string) bool {
	switch office {
	case "president", "prime minister", "chancellor", "premier", "king", "queen", "emir", "supreme leader":
		return true
	}
	return false
}

// named says whether a text names a state or organisation.
func named(t *lang.Text, code string) bool {
	for i := range t.Mentions {
		if t.Mentions[i].Code == code {
			return true
		}
	}
	return false
}

// replace puts one code for another in entity i and its mentions.
func replace(t *lang.Text, i int, old, code string) {
	t.Entities[i].Code = code
	for k := range t.Mentions {
		if m := &t.Mentions[k]; m.Entity == i && m.Code == old {
			m.Code = code
		}
	}
}

// former is the sector of those who held an office: none where the day is unknown, for they may hold it still.
func former(day know.Day) string {
	if day == 0 {
		return ""
	}
	return "ELI"
}

func fill(s *string, with string) {
	if *s == "" {
		*s = with
	}
}

// day is the day of a document: that of its dateline, else of its publication; 0 where neither is known.
func day(d *doc.Document) know.Day {
	if d.Dateline != nil && d.Dateline.Date != nil {
		if day := know.ParseDay(*d.Dateline.Date); day > 0 {
			return day
		}
	}
	if d.Published != nil {
		return know.ParseDay(*d.Published)
	}
	return 0
}
