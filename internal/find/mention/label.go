package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// label resolves the label of turn number turn, the tokens [first, last): "MR MILLER", "Ida Brun, Ruritania Daily", "QUESTION".
func (f *Finder) label(first, last, turn int) {
	t := &f.d.Turns[turn]
	m := lang.Mention{First: first, Last: last, Entity: -1, Name: true}
	e := f.readLabel(t)
	switch {
	case nobody(t.Speaker) && t.Role == "question":
		f.questioner(&e, last, turn)
	case nobody(t.Speaker):
		if p := f.interviewee(); p >= 0 {
			m.Entity = p
		}
	default:
		f.present(&e, t)
	}
	if m.Entity < 0 {
		m.Entity = f.labelled(&e, t)
	}
	if m.Entity < 0 {
		m.Entity = f.office(&e)
	}
	if m.Entity < 0 {
		m.Entity = f.enter(e)
	} else {
		f.learn(m.Entity, &e)
	}
	if !nobody(t.Speaker) {
		f.about[m.Entity].turn = true
		f.labels[t.Speaker] = m.Entity
	}
	f.about[m.Entity].asks = t.Role == "question" && f.t.Entities[m.Entity].Name == ""
	m.Code, m.Sector = f.t.Entities[m.Entity].Code, f.t.Entities[m.Entity].Sector
	f.t.Mentions = append(f.t.Mentions, m)
	f.about[m.Entity].weight = 4*f.si + 6
	f.spokenTo = -1
	switch {
	case t.Role == "question":
		f.spokenTo = f.answerer
	case t.Role == "answer" && f.asking:
		f.spokenTo = f.speaker
	}
	f.speaker = m.Entity
	f.asking = t.Role == "question"
	if f.asking {
		if f.answerer < 0 {
			f.answerer = f.interviewee()
		}
		return
	}
	f.answerer = m.Entity
	// A moderator's word holds until the next; whoever answers and gives the word gives it for one question.
	if name := f.calls(t); name != "" || f.caller == t.Speaker || !f.moderated {
		f.called, f.caller = name, t.Speaker
		f.moderated = t.Role != "answer" || roleHead(e.Role) == "moderator" || roleHead(e.Role) == "operator"
	}
}

// labelled is the entity that had this label before, or the person of that name; -1 where there is none.
func (f *Finder) labelled(e *lang.Entity, t *doc.Turn) int {
	if !nobody(t.Speaker) {
		if i, ok := f.labels[t.Speaker]; ok {
			return i
		}
	}
	if e.Name != "" && e.Kind == lang.Person {
		return f.person(e.Name, e)
	}
	// "Deputy Spokesperson", after "Ida Vik, Deputy Spokesperson".
	if e.Kind == lang.Person && e.Role != "" && !nobody(t.Speaker) {
		for _, p := range f.people[oldest(f.people):] {
			if x := &f.t.Entities[p]; sameRole(e.Role, x.Role) && (e.Code == "" || e.Code == x.Code) {
				return p
			}
		}
	}
	if nobody(t.Speaker) && e.Role != "" {
		for i := oldest(f.t.Entities); i < len(f.t.Entities); i++ {
			if x := &f.t.Entities[i]; x.Name == "" && x.Role == e.Role && x.Kind == e.Kind && !f.about[i].turn {
				return i
			}
		}
	}
	return -1
}

// readLabel reads what a label says by itself.
func (f *Finder) readLabel(turn *doc.Turn) lang.Entity {
	e := lang.Entity{Kind: lang.Person}
	if n, size := f.actors.At(turn.Speaker); size == len(turn.Speaker) && n.Sort == know.Organisation || turn.Role == "question" && organisationLike(turn.Speaker) && !strings.ContainsAny(turn.Speaker, ",(") {
		e.Kind, e.Name, e.Sector = lang.Organisation, turn.Speaker, n.Sector // "AFP", "Harbour Courier News"
		if turn.Role == "question" {
			e.Role = "journalist"
		}
		return e
	}
	name, rest, _ := strings.Cut(turn.Speaker, ",")
	if before, after, ok := strings.Cut(turn.Speaker, " ("); ok && rest == "" {
		name, rest = before, strings.TrimSuffix(after, ")") // "Ida Brun (Harbour Courier)"
	}
	name = properCase(strings.TrimSpace(name))
	for {
		w, after, ok := strings.Cut(name, " ")
		title, known := f.actors.Title(strings.ToLower(w))
		if !ok || !known {
			break
		}
		if e.Gender == 0 {
			e.Gender = title.Gender
		}
		name = strings.TrimSpace(after)
	}
	// A role before the name: "PRESIDENT VIK", "PRESS SECRETARY IDA VIK".
	lead := f.roleEnd(name)
	if nobody(turn.Speaker) {
		lead = 0
	}
	if lead > 0 {
		f.readRole(&e, name[:lead])
		name = strings.TrimSpace(name[lead:])
		if name == "" || ordinal(name) {
			if roleHead(e.Role) == "official" || roleHead(e.Role) == "officials" {
				e.Kind = lang.Anonymous
			}
			name = ""
		}
	}
	if rest = strings.TrimSpace(rest); rest != "" {
		f.readRole(&e, properCase(rest))
		if r, size := f.actors.RoleAt(strings.ToLower(rest)); size == len(rest) && r.Kind == "organ" && domestic(r.Sector) {
			e.Sector = r.Sector // "Ida Brun (Navy)"
		}
	}
	e.Name = name
	if nobody(turn.Speaker) {
		e.Name = ""
		f.readRole(&e, strings.TrimPrefix(properCase(turn.Speaker), "A ")) // "A REPORTER" says what they are
	}
	if turn.Role == "question" && e.Role == "" && e.Name != "" && (f.press || organisationLike(rest)) {
		e.Role = "journalist"
	}
	return e
}

// roleEnd is the length of the role that a label begins with, 0 where it begins with a name: "President Vik", "Senior State
// Department Official One".
func (f *Finder) roleEnd(label string) int {
	end := 0
	for i := 0; i < len(label); {
		w, _, _ := strings.Cut(label[i:], " ")
		lower := strings.ToLower(label[i:])
		size := 0
		if r, n := f.actors.RoleAt(lower); n > 0 {
			size = n
			if r.Kind != "organ" || i+n == len(label) {
				end = i + n
			}
		} else if _, n := f.actors.At(label[i:]); n > 0 {
			size = n
		} else if lw := strings.ToLower(w); f.actors.Modifier(lw) && !ordinal(w) || f.actors.Closed(lw) && !ordinal(w) || lw == "&" {
			size = len(w)
		} else {
			break
		}
		i += size
		for i < len(label) && label[i] == ' ' {
			i++
		}
	}
	return end
}

// readRole reads role, sector and state off the words of a label.
func (f *Finder) readRole(e *lang.Entity, words string) {
	for i := range len(words) {
		if i > 0 && words[i-1] != ' ' {
			continue
		}
		if n, size := f.actors.At(words[i:]); size > 0 && e.Code == "" && n.Sector != "JRN" {
			e.Code = n.Code
			if n.Sector != "" && n.Sort != know.Seat && e.Sector == "" {
				e.Sector = n.Sector
			}
		}
		if r, size := f.actors.RoleAt(strings.ToLower(words[i:])); size > 0 && r.Kind != "organ" {
			if r.Sector != "" {
				e.Sector = r.Sector
			}
			e.Role = words
		}
	}
}

// questioner fills in who asks in a turn whose label names nobody: who says so at its beginning ("Ida Brun, Harbour Courier."), or
// whom the speaker before gave the word to.
func (f *Finder) questioner(e *lang.Entity, body, turn int) {
	e.Kind, e.Code = lang.Anonymous, ""
	if e.Sector != "JRN" {
		e.Role, e.Sector = "", ""
		if f.press {
			e.Role = "journalist"
		}
	}
	name := f.introduces(body, f.d.Turns[turn].Span.End)
	if name == "" {
		name = f.called
	} else {
		f.called = name
	}
	if name != "" {
		e.Kind, e.Name = lang.Person, name
	}
}

// introduces is the name that a questioner gives at the beginning of a turn, with the paper they write for; "" where there is none.
func (f *Finder) introduces(i, end int) string {
	const far = 25 // tokens
	t := f.t
	for first, stop := i, min(i+far, len(t.Tokens)); i < stop && int(t.Tokens[i].Start) < end; i++ {
		if !t.Tokens[i].Capital() || i > first && t.Tokens[i-1].Capital() {
			continue
		}
		last := f.nameEnd(i)
		if last-i < 2 || last+1 >= len(t.Tokens) {
			continue
		}
		switch next := t.Tokens[last].Lower; next {
		case ",", "with", "from":
			j := last + 1
			if t.Tokens[j].Lower == "the" {
				j++
			}
			if j >= len(t.Tokens) || !t.Tokens[j].Capital() {
				continue
			}
			k := f.nameEnd(j)
			if next != "," || k < len(t.Tokens) && (t.Tokens[k].Kind == lang.Stop || t.Tokens[k].Form == ",") {
				return t.Cut(i, last)
			}
		}
	}
	return ""
}

// nameEnd is the token behind the run of capital letters that begins at token i, with no word of grammar or role in it.
func (f *Finder) nameEnd(i int) int {
	for i < len(f.t.Tokens) && f.t.Tokens[i].Capital() && !f.actors.Closed(f.t.Tokens[i].Lower) {
		if _, title := f.actors.Title(f.t.Tokens[i].Lower); title {
			break
		}
		i++
		if i+1 < len(f.t.Tokens) && f.t.Tokens[i].Form == "-" && f.t.Joined(i) && f.t.Joined(i+1) {
			i += 2
		}
	}
	return i
}

// calls is the full name of the one to whom a turn gives the word in its last sentence: "Next we'll go to Ida Brun with the
// Courier."; "" where it names nobody, or nobody in full.
func (f *Finder) calls(turn *doc.Turn) string {
	t := f.t
	last := t.TokenAt(turn.Span.End - 1)
	if last >= len(t.Tokens) {
		return ""
	}
	first := t.Sentences[t.SentenceOf(last)].First
	if end := f.nameEnd(first); end-first > 1 && end-first < 5 && end < last && (t.Tokens[end].Form == "," && t.Tokens[end+1].Capital() || t.Tokens[end].Lower == "with" || t.Tokens[end].Lower == "from") {
		return t.Cut(first, end) // "Ida Brun, Harbour Courier."
	}
	for i := first; i < last; i++ {
		switch t.Tokens[i].Lower {
		case "to", "from", "with", "is", ",":
			if end := f.nameEnd(i + 1); end-i > 2 && end <= last && end-i < 6 && f.asks(end) && f.roleEnd(t.Cut(i+1, end)) == 0 {
				return t.Cut(i+1, end)
			}
		}
	}
	return ""
}

// asks says whether what follows a name at token i makes its bearer one who asks next: the end, or the house they work for.
func (f *Finder) asks(i int) bool {
	switch k := &f.t.Tokens[i]; k.Lower {
	case "with", "from", "of", "at", ",", "please", ".", "(":
		return true
	default:
		return k.Kind == lang.Stop
	}
}

// interviewee is the person that the preface of an interview tells of first; -1 where there is none.
func (f *Finder) interviewee() int {
	for _, p := range f.people {
		if f.t.Entities[p].Kind == lang.Person {
			return p
		}
	}
	return -1
}

// ordinal says whether a word counts those of one label: "OFFICIAL ONE".
func ordinal(w string) bool {
	switch strings.ToLower(strings.TrimPrefix(w, "#")) {
	case "one", "two", "three", "four", "five", "1", "2", "3", "4", "5", "a", "b", "c", "i", "ii", "iii":
		return true
	}
	return false
}

func capitalised(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

// nobody says whether a label names a questioner who is not named.
func nobody(label string) bool {
	switch strings.TrimPrefix(strings.ToLower(strings.Trim(label, ". ")), "a ") {
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
	begins := true
	return strings.Map(func(c rune) rune {
		lower := unicode.ToLower(c)
		if begins {
			lower = unicode.ToUpper(lower)
		}
		begins = c == ' ' || c == '-' || c == '\''
		return lower
	}, name)
}
