// Package tenure gives persons whom a text names the state and sector of the office that they hold on its day.
//
// What the text says of them itself counts more: a state or a sector that is there stays. An office of the past is not given again.
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
		if e.Kind != lang.Person || e.Name == "" || e.Code != "" && e.Sector != "" {
			continue
		}
		h, tenure := f.person(e, day)
		if tenure != know.Holds && tenure != know.Held || e.Code != "" && e.Code != h.Code {
			continue // nobody, somebody yet to come, or a namesake
		}
		if tenure == know.Held && !strings.Contains(e.Name, " ") {
			continue
		}
		code, sector := h.Code, h.Sector
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
}

// person asks for the name with the role that the text gives, else for the name alone.
func (f *Finder) person(e *lang.Entity, day know.Day) (know.Holder, know.Tenure) {
	name := e.Name
	if n := len(e.Role); n > 0 && len(name) > n+1 && name[n] == ' ' && strings.EqualFold(name[:n], e.Role) {
		name = name[n+1:] // "President Lind"
	}
	if h, ok := f.actors.InOffice(name, e.Role, day); ok {
		return h, know.Holds
	}
	return f.actors.Person(name, day)
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
