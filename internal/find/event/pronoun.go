package event

import (
	"strings"

	"readout/internal/lang"
)

// pronoun adds who a pronoun stands for: in what somebody says of themselves, the one who says it.
func (f *Finder) pronoun(i int) {
	if f.nest >= 2*maxNest {
		return
	}
	f.nest++
	defer func() { f.nest-- }()
	t := f.t
	m := f.at[i]
	switch t.Tokens[i].Lower {
	case "it", "they", "he", "she", "its", "their", "his", "her":
		if m < 0 && t.Tokens[i].Lower != "it" || t.Tokens[i].Lower == "it" && t.Is(i, "obj") {
			f.antecedent(i)
			return
		}
		if g := f.speakerOver(i); g >= 0 && !(m >= 0 && t.Mentions[m].Code2 != "") && f.agreeing(i, g) && f.at[g] >= 0 && t.Mentions[f.at[g]].Code != "" && !t.Mentions[f.at[g]].Pronoun {
			f.gather(g, true)
			return
		}
		if m >= 0 && t.Mentions[m].Code != "" && (f.at[i] < 0 || t.Is(i, "nsubj") || t.Tokens[i].Lower != "it") && f.near(int(m)) {
			x := &t.Mentions[m]
			f.push(side{code: x.Code, sector: x.Sector, mention: m, first: x.First, last: x.Last})
			if x.Code2 != "" {
				f.push(side{code: x.Code2, sector: x.Sector, mention: m, first: x.First, last: x.Last})
			}
		} else if m >= 0 && t.Mentions[m].Code == "" && t.Is(i, "nsubj") && f.near(int(m)) && f.local(i, &t.Mentions[m]) != "" {
			x := &t.Mentions[m]
			f.push(side{code: f.local(i, x), sector: x.Sector, mention: m, first: x.First, last: x.Last})
		} else if m >= 0 && t.Mentions[m].Code == "" && f.leads(i) && t.Tokens[i].Lower == "they" && f.near(int(m)) && (f.ruled(t.Mentions[m].Sector) || t.Mentions[m].Sector == "REB") {
			x := &t.Mentions[m] // demonstrators, rebels: whose, what stands around them tells
			f.push(side{sector: x.Sector, mention: m, first: x.First, last: x.Last, open: true, domestic: true})
		}
	case "him", "them", "himself", "themselves":
		f.antecedent(i)
	case "we", "our", "us":
		if t.Is(i, "nmod:poss") || t.Tokens[i].Form == "US" {
			return
		}
		if code, sector := f.speaksFor(i); code != "" {
			f.push(side{code: code, sector: sector, mention: m, first: i, last: i + 1})
		}
	case "i":
		if code, sector := f.speaksFor(i); sector == "GOV" && t.Is(i, "nsubj") { // who governs acts for the state
			f.push(side{code: code, sector: sector, mention: m, first: i, last: i + 1})
		}
	case "both", "all", "some", "many", "most":
		if of := t.Child(i, "nmod"); of >= 0 {
			f.gatherOne(of, true, 1)
		} else if m >= 0 {
			f.mention(i, int(m), true)
		}
	}
}

// speaksFor is the state or body, and its sector, for which the one speaks who says "we" at token i; "" where they speak for themselves
// and those who think like them: candidates, members of parliament, citizens.
func (f *Finder) speaksFor(i int) (code, sector string) {
	k := lang.Said(f.d, int(f.t.Tokens[i].Start))
	if k < 0 || f.d.Attributions[k].Source == nil || f.d.Attributions[k].Source.Actor == nil {
		return "", ""
	}
	s := f.d.Attributions[k].Source
	code, sector, _ = strings.Cut(*s.Actor, ".")
	if s.Kind == lang.Person && (sector == "" || sector == "LEG" || sector == "CVL" || sector == "EDU") || strings.Contains("PTY ELI JRN BUS", sector) && sector != "" {
		return "", ""
	}
	return code, sector
}

// agreeing says whether the pronoun at token i may stand for the subject at token g: "he" is no state.
func (f *Finder) agreeing(i, g int) bool {
	m := f.at[g]
	if m < 0 || f.t.Mentions[m].Entity < 0 {
		return false
	}
	kind := f.t.Entities[f.t.Mentions[m].Entity].Kind
	person := kind == lang.Person || kind == lang.Anonymous
	switch f.t.Tokens[i].Lower {
	case "he", "she", "his", "her":
		return (person || kind == lang.Office) && f.t.Child(g, "conj") < 0
	case "it", "its":
		return !person && f.t.Child(g, "conj") < 0
	case "they", "their":
		return !person || f.t.Entities[f.t.Mentions[m].Entity].Kind == lang.Anonymous
	}
	return true
}

// antecedent adds who a pronoun that is no subject stands for: "accused him", "criticised her plans". What belongs to somebody belongs
// to the subject of its clause where the pronoun agrees with it; who is acted on is another than the subject. Else it is the last one
// told of, in this sentence or the one before, with whom the pronoun agrees.
func (f *Finder) antecedent(i int) {
	t := f.t
	owner := t.Is(i, "nmod:poss")
	subject := f.subjectOver(i)
	if owner && subject == int(t.Tokens[i].Head) {
		subject = -1 // "his helicopters attacked" are not their own
	}
	own, perhaps := -1, false
	if subject >= 0 && f.at[subject] >= 0 {
		own = t.Mentions[f.at[subject]].Entity
		if owner && own >= 0 {
			agrees := f.agrees(i, &t.Entities[own])
			if agrees == sure {
				f.gatherOne(subject, true, 1)
				return
			}
			perhaps = agrees == maybe // where nobody else agrees better
		}
	}
	si, best := t.SentenceOf(i), -1
	for k := len(t.Mentions) - 1; k >= 0; k-- {
		m := &t.Mentions[k]
		if m.First >= i || m.Entity < 0 || m.Entity == own {
			continue
		}
		if t.SentenceOf(m.First) < si-1 {
			break
		}
		if t.Tokens[i].Lower == "it" && (f.located(m.Last-1) || t.SentenceOf(m.First) < si) {
			continue // "signed in Oslo", and what was done with it
		}
		switch f.agrees(i, &t.Entities[m.Entity]) {
		case sure:
			best = k
		case maybe:
			if best < 0 && !perhaps {
				best = k
			}
			continue
		default:
			continue
		}
		break
	}
	switch {
	case best < 0 && perhaps:
		f.gatherOne(subject, true, 1)
	case best >= 0 && (t.Mentions[best].Code != "" || f.domesticSector(t.Mentions[best].Sector)):
		m := &t.Mentions[best]
		s := side{code: m.Code, sector: m.Sector, mention: int32(best), first: m.First, last: m.Last}
		s.open, s.domestic = s.code == "", s.code == ""
		f.push(s)
	}
}

// couple adds the two persons told of last before token i, whom mention x takes up as two: "both men", "the pair". False where it does
// not, or the text has not told of two of whom something is known.
func (f *Finder) couple(i int, x *lang.Mention) bool {
	const far = 3 // sentences
	t := f.t
	if x.Name || x.Code != "" || x.Entity < 0 || t.Entities[x.Entity].Kind != lang.Group || !f.ofTwo(x) {
		return false
	}
	si, two := t.SentenceOf(i), [2]int{-1, -1}
	for k := int(f.at[i]) - 1; k >= 0 && two[1] < 0; k-- {
		m := &t.Mentions[k]
		if t.SentenceOf(m.First) < si-far {
			return false
		}
		if m.Entity < 0 {
			continue
		}
		e := &t.Entities[m.Entity]
		switch {
		case e.Kind != lang.Person || e.Code == "" && e.Role == "" && e.Gender == 0:
		case two[0] < 0:
			two[0] = k
		case m.Entity != t.Mentions[two[0]].Entity:
			two[1] = k
		}
	}
	if two[1] < 0 || t.Mentions[two[0]].Code == "" || t.Mentions[two[1]].Code == "" {
		return false
	}
	for _, k := range [...]int{two[1], two[0]} {
		m := &t.Mentions[k]
		f.push(side{code: m.Code, sector: m.Sector, mention: int32(k), first: x.First, last: x.Last})
	}
	return true
}

// ofTwo says whether a mention is of two persons told of before.
func (f *Finder) ofTwo(x *lang.Mention) bool {
	switch f.t.Tokens[x.First].Lower {
	case "the", "both", "these", "those":
	default:
		return false
	}
	switch f.t.Tokens[x.Last-1].Lower {
	case "pair", "duo", "two":
		return true
	case "men", "women":
		w := f.t.Tokens[x.Last-2].Lower
		return w == "two" || w == "both"
	}
	return false
}

// subjectOver is the subject of the clause that token i stands in, -1 for none.
func (f *Finder) subjectOver(i int) int {
	for depth := 0; i >= 0 && depth < deep; depth++ {
		if verbal(&f.t.Tokens[i]) {
			return f.frame(i, 0).subj
		}
		i = int(f.t.Tokens[i].Head)
	}
	return -1
}

// How far a pronoun agrees with somebody.
const (
	no = iota
	maybe
	sure
)

// agrees says how far the pronoun at token i may stand for an entity.
func (f *Finder) agrees(i int, e *lang.Entity) int {
	person := e.Kind == lang.Person || e.Kind == lang.Anonymous
	gender := byte(0)
	switch f.t.Tokens[i].Lower {
	case "him", "his", "himself":
		gender = 'm'
	case "her":
		gender = 'f'
	case "them", "their", "themselves":
		if e.Kind == lang.Group {
			return sure
		}
		return no
	default: // "its"
		if e.Kind == lang.State || e.Kind == lang.Organisation || e.Kind == lang.Office {
			return sure
		}
		return no
	}
	switch {
	case !person:
		return no
	case e.Gender == gender:
		return sure
	case e.Gender == 0:
		return maybe
	}
	return no
}

// aspirant says whether side k is a person of a state of whom nothing more is known: somebody yet to come into office.
func (f *Finder) aspirant(k int) bool {
	s := &f.sides[k]
	if s.sector != "" || s.mention < 0 || f.t.Tokens[s.last-1].XPOS == "NNPS" {
		return false // "Iranian Kurds" are many
	}
	e := f.t.Mentions[s.mention].Entity
	return e >= 0 && f.t.Entities[e].Kind == lang.Person && f.t.Entities[e].Role == ""
}

// speakerOver is the subject of the verb of speech whose words hold token i, or that of a clause in between; -1 for none.
func (f *Finder) speakerOver(i int) int {
	t := f.t
	for depth := 0; i >= 0 && depth < deep; depth++ {
		h := int(t.Tokens[i].Head)
		if h < 0 {
			return -1
		}
		if (t.Is(i, "ccomp") || t.Is(i, "advcl") && i > h) && verbal(&t.Tokens[h]) {
			if s := t.Child(h, "nsubj"); s >= 0 && t.Tokens[s].UPOS != "PRON" {
				return s
			}
		}
		i = h
	}
	return -1
}

// near says whether what pronoun m stands for is named in its sentence or the one before; of a person, too, whether pronouns lead from
// each sentence to the one before, back to where the name is: "Ida Brun said ... She added ... She also urged".
func (f *Finder) near(m int) bool {
	const far = 6 // sentences
	t := f.t
	x := &t.Mentions[m]
	si := t.SentenceOf(x.First)
	last := si // the sentence of the link read last
	for k := m - 1; k >= 0; k-- {
		y := &t.Mentions[k]
		at := t.SentenceOf(y.First)
		if at < last-1 || at < si-far {
			return false
		}
		if y.Entity != x.Entity {
			continue
		}
		if y.Pronoun {
			if single(t.Tokens[x.First].Lower) {
				last = at
			}
			continue
		}
		if t.Tokens[x.First].Lower != "it" {
			return true
		}
		for c := y.First; c < y.Last; c++ { // "it" takes up what acts
			if t.Is(c, "nsubj") && y.Code != "" {
				return true
			}
		}
		return false
	}
	return false
}

// single says whether a pronoun stands for one person.
func single(w string) bool { return w == "he" || w == "she" || w == "his" || w == "her" }

// leads says whether token i is the subject of the sentence's main clause.
func (f *Finder) leads(i int) bool {
	h := f.t.Tokens[i].Head
	return f.t.Is(i, "nsubj") && h >= 0 && f.t.Tokens[h].Head < 0
}
