package mention

import (
	"strings"

	"readout/doc"
	"readout/internal/lang"
)

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
