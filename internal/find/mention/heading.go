package mention

import (
	"strings"

	"readout/doc"
	"readout/internal/lang"
)

// headings are what stands above the turns of a transcript: title, lines below it, list of those present.
func (f *Finder) headings() [3]string {
	const most = 2000 // bytes of a preface
	preface := ""
	if len(f.d.Turns) > 0 {
		preface = f.d.Text[:f.d.Turns[0].Span.Start]
		preface = preface[:min(len(preface), most)]
	}
	return [...]string{f.d.Title, f.d.Heading, preface}
}

// present adds what the heading, or the list of those present, tells of who bears a label, and the side of who answers.
func (f *Finder) present(e *lang.Entity, t *doc.Turn) {
	switch {
	case e.Kind != lang.Person:
	case e.Name == "" && e.Role != "":
		e.Role = strings.TrimPrefix(e.Role, "The ")
		for _, h := range f.headings() {
			f.bearer(e, h)
		}
	case e.Name != "":
		if p := f.person(e.Name, e); p < 0 || f.t.Entities[p].Role == "" || f.t.Entities[p].Code == "" {
			for _, h := range f.headings() {
				f.introduced(e, h)
			}
		}
	}
	if e.Name != "" && e.Role == "" {
		if p := f.person(e.Name, e); p >= 0 && f.t.Entities[p].Role != "" {
			return
		}
	}
	if t.Role == "question" || e.Code != "" || e.Role == "" && !(f.press && e.Gender != 0) {
		return
	}
	if e.Sector == "" && e.Role == "" {
		e.Sector = "GOV" // who answers the press under a bare name in a government's transcript
	}
	if domestic(e.Sector) && !former(e.Role) {
		e.Code = f.homeFor(e)
	}
}

// introduced looks in a heading for what it tells of somebody named: full name, role, state. "Press Briefing by Press Secretary Ida
// Vik", "Prime Minister Vik of Norway", "Ida Vik, Spokesperson · Oslo".
func (f *Finder) introduced(e *lang.Entity, heading string) {
	surname := e.Name[strings.LastIndexByte(e.Name, ' ')+1:]
	for i := range words(heading) {
		if w := firstWord(heading[i:]); !strings.EqualFold(w, surname) || wordAt(heading, i+len(surname)) {
			continue
		}
		before := strings.Fields(heading[strings.LastIndexByte(heading[:i], '\n')+1 : i])
		first := f.givenNames(before)
		if first < len(before) && e.Name == surname {
			e.Name = strings.Join(before[first:], " ") + " " + surname
		}
		x := lang.Entity{}
		// The role is the longest stretch of words right before the name that is one.
		for k := max(0, first-7); k < first && x.Role == ""; k++ {
			if f.actors.Closed(strings.ToLower(before[k])) {
				continue
			}
			words := strings.Join(before[k:first], " ")
			if of := strings.Index(words, " of "); f.roleEnd(words) == len(words) || of > 0 && f.roleEnd(words[:of]) == of {
				f.readRole(&x, words)
			}
		}
		f.behind(&x, heading[i+len(surname):])
		e.Role, e.Code, e.Sector = or(e.Role, x.Role), or(e.Code, x.Code), or(e.Sector, x.Sector)
		return
	}
}

// givenNames is where the given names begin that end a heading's words before a surname.
func (f *Finder) givenNames(before []string) int {
	first := len(before)
	for first > 0 && len(before)-first < 3 {
		w := strings.ToLower(before[first-1])
		if _, n := f.actors.RoleAt(w); n == len(w) || f.actors.Closed(w) || !capitalised(before[first-1]) || strings.ContainsAny(w, ",:;") {
			break
		}
		if _, title := f.actors.Title(w); title {
			break
		}
		first--
	}
	if first > 0 {
		if w := strings.ToLower(before[first-1]); w == "of" || w == "for" {
			return len(before) // "Secretary of Homeland Security Brun"
		}
	}
	return first
}

// behind reads role or state off what follows a name in a heading.
func (f *Finder) behind(x *lang.Entity, rest string) {
	if after, ok := strings.CutPrefix(rest, " of "); ok {
		if n, size := f.actors.At(after); size > 0 {
			x.Code = n.Code // "Prime Minister Vik of Norway"
		}
		return
	}
	after, comma := strings.CutPrefix(rest, ", ")
	if !comma {
		var line bool
		if after, line = strings.CutPrefix(rest, "\n"); !line {
			return
		}
	}
	if end := strings.IndexAny(after, ",;·|\n("); end >= 0 {
		after = strings.TrimSpace(after[:end])
	}
	if x.Role == "" && f.roleEnd(after) > 0 && (comma || f.roleEnd(after) == len(after)) {
		f.readRole(x, after)
	}
}

// bearer looks in a heading for the name behind a role that a label gives alone: "THE PRESIDENT" under "Remarks by President Vik".
func (f *Finder) bearer(e *lang.Entity, heading string) {
	if e.Name != "" {
		return
	}
	for i := range words(heading) {
		if len(heading)-i <= len(e.Role) || !strings.EqualFold(heading[i:i+len(e.Role)], e.Role) || heading[i+len(e.Role)] != ' ' {
			continue
		}
		var name []string
		for w := range strings.FieldsSeq(heading[i+len(e.Role):]) {
			bare := strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(w, ",;:"), "’s"), "'s")
			low := strings.ToLower(bare)
			if _, n := f.actors.RoleAt(low); n == len(low) || !capitalised(bare) || f.actors.Closed(low) || len(name) > 3 {
				break
			}
			name = append(name, bare)
			if bare != w {
				break
			}
		}
		if len(name) > 0 {
			e.Name = strings.Join(name, " ")
			return
		}
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
