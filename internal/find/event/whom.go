package event

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// Not every place or topic that stands in a recipient's slot is acted on, and not everybody who acts is named by a subject.

// elsewhere drops recipients that only tell where several act together or what about: "Norway and Kenya agreed to work together in
// Chad", "a new round of talks on Chad".
func (f *Finder) elsewhere(a *act) {
	if a.recipients[0] == a.recipients[1] || !a.entry.Mutual || a.kind.Type != "AGREE" && a.kind.Type != "CONSULT" && a.kind.CAMEO != "057" {
		return
	}
	if n := f.codes(a.actors); n == 1 && !f.plural(a.frame.subj) || n == 0 && len(f.t.Sentences) < page {
		return
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		if !f.topic(f.headOf(k), a.head) {
			return
		}
	}
	a.recipients[1] = a.recipients[0]
}

// topic says whether what hangs at token i below token top is where something is or what it is about.
func (f *Finder) topic(i, top int) bool {
	for depth := 0; i >= 0 && i != top && depth < deep; depth++ {
		if f.located(i) || f.caseIs(i, "on") || f.caseIs(i, "over") || f.caseIs(i, "against") {
			return true
		}
		i = int(f.t.Tokens[i].Head)
	}
	return false
}

// plural says whether token i is a pronoun for several who act together.
func (f *Finder) plural(i int) bool {
	if i < 0 {
		return false
	}
	switch f.t.Tokens[i].Lower {
	case "we", "they", "both", "all":
		return true
	}
	return false
}

// headOf is the token that heads side k.
func (f *Finder) headOf(k int) int {
	s := &f.sides[k]
	for i := s.first; i < s.last; i++ {
		if h := int(f.t.Tokens[i].Head); h < s.first || h >= s.last {
			return i
		}
	}
	return s.last - 1
}

// together says whether an agreement is told by "we" or "they" who made it with others, of whom the record knows only one: "we agreed
// to meet again".
func (f *Finder) together(a *act) bool {
	return a.kind.Type == "AGREE" && a.entry.Mutual && f.plural(a.frame.subj) && f.codes(a.recipients) == 0 && !f.severalIn(a.actors)
}

// crowds lets the people of the place in which a protest is held act where no protesters are named: "protests were held in Oslo".
func (f *Finder) crowds(a *act) {
	if a.actors[0] < a.actors[1] || a.recipients[0] == a.recipients[1] {
		return
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		if h := f.headOf(k); !f.located(h) || !f.placeLike(h) {
			return
		}
	}
	a.actors = [2]int{a.recipients[0], a.recipients[0] + 1}
	f.sides[a.actors[0]].sector = "CVL"
	a.recipients = f.opposed(a)
}

// custodian gathers the state in whose hands somebody is who is arrested, freed or sent away by nobody named: "was detained in Norway",
// "will be freed from Norwegian custody", "a suspect held by Norway will be deported".
func (f *Finder) custodian(a *act) [2]int {
	from := len(f.sides)
	none := [2]int{}
	switch a.kind.Mode {
	case "arrest", "deport", "release", "expel":
	default:
		if a.kind.Type != "COOPERATE" && (a.kind.Type != "SANCTION" || a.kind.Mode != "discontinue") && a.kind.CAMEO != "075" {
			return none
		}
	}
	if a.verb < 0 || !f.passive(a.verb) || f.codes(a.recipients) == 0 {
		return none
	}
	other := f.oneState(a.recipients)
	if other == "" {
		return none
	}
	if o := a.frame.obj; o >= 0 {
		for c := range f.t.Children(o) {
			if f.t.Is(c, "acl") && f.passive(c) {
				if by := f.frame(c, 0).agent; by >= 0 {
					if at := f.collect(by, true); f.oneState(at) != "" && f.oneState(at) != other {
						return at
					}
					f.sides = f.sides[:from]
				}
			}
		}
	}
	if c := f.prep(a.verb, "from", 0); a.kind.Type == "COOPERATE" && c >= 0 {
		if at := f.placeSides(c); f.oneState(at) != "" && f.oneState(at) != other {
			return at // "extradited to Oslo from Lima"
		}
		f.sides = f.sides[:from]
	}
	for c := range f.t.Children(a.verb) {
		if !f.t.Is(c, "obl") || !f.located(c) && !f.caseIs(c, "from") {
			continue
		}
		if code := f.countryAt(c); code != "" && code != other && (a.kind.Type != "COOPERATE" || f.caseIs(c, "from")) {
			s := side{code: code, mention: f.at[c], first: c, last: c + 1}
			if s.mention >= 0 {
				s.first, s.last = f.t.Mentions[s.mention].First, f.t.Mentions[s.mention].Last
			}
			f.push(s)
			return [2]int{from, len(f.sides)}
		}
		switch f.t.Tokens[c].Lemma {
		case "custody", "detention", "prison", "jail", "captivity":
			if at := f.adjectives(c); f.oneState(at) != "" && f.oneState(at) != other {
				return at
			}
			f.sides = f.sides[:from]
		}
	}
	return none
}

// teller gathers the organ of a state that reports who was arrested, charged, freed or sent away by nobody named, or what was closed, banned or
// lifted, where it is most likely the one that did it: "two men have been arrested, police said", "the curfew was lifted, Oslo said".
func (f *Finder) teller(a *act) [2]int {
	from := len(f.sides)
	none := [2]int{from, from}
	charged := a.kind.Type == "ACCUSE" && f.in(f.is.prosecuting, a.head)
	rule := false // an act of those who rule, which may have nobody on its other side: "the curfew was lifted"
	switch a.kind.Mode {
	case "arrest", "deport", "release", "return":
	case "restrict", "martial-law", "ban", "censor", "access":
		rule = true
	default:
		if rule = a.kind.Type == "CONCEDE"; !rule && !charged {
			return none
		}
	}
	if a.entry.Noun || a.verb < 0 || !f.passive(a.verb) || f.codes(a.recipients) == 0 && !rule || a.frame.agent >= 0 || a.status != "actual" && a.status != "planned" {
		return none
	}
	k := lang.Said(f.d, int(f.t.Tokens[a.head].Start))
	if k < 0 || f.d.Attributions[k].Source == nil || f.d.Attributions[k].Source.Actor == nil || len(f.d.Attributions[k].Source.Spans) == 0 {
		return none
	}
	code, sector, _ := strings.Cut(*f.d.Attributions[k].Source.Actor, ".")
	if !f.state(code) {
		return none
	}
	switch sector {
	case "COP", "JUD":
		if rule && sector == "JUD" {
			return none // a judge speaks of what others ordered
		}
	case "GOV", "MIL":
		if charged || f.oneState(a.recipients) == code {
			return none // a ministry tells what befell its people abroad
		}
	default:
		return none
	}
	if p := f.where(a); p >= 0 && f.countryAt(p) != "" && f.countryAt(p) != code {
		return none
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		if f.located(f.headOf(k)) {
			return none // "arrests were made in Oslo"
		}
	}
	span := f.d.Attributions[k].Source.Spans[0]
	first, last := f.t.TokenAt(span.Start), f.t.TokenAt(span.End-1)+1
	f.push(side{code: code, sector: sector, mention: f.at[last-1], first: first, last: last})
	return [2]int{from, len(f.sides)}
}

// namesake says whether token c is a city that something is only called after: "the Paris attacks", "the Geneva accord".
func (f *Finder) namesake(c int) bool {
	if f.at[c] < 0 || f.t.Tokens[c].UPOS != "PROPN" || !f.t.Is(c, "compound") && !f.t.Is(c, "amod") && !f.t.Is(c, "nmod:desc") {
		return false
	}
	m := &f.t.Mentions[f.at[c]]
	return m.Sector == "GOV" && m.Entity >= 0 && f.t.Entities[m.Entity].Kind == lang.State
}

// dubbed says whether token i is a treaty or an attack that is called after the city at token c, or a meeting that is, to which nobody goes.
func (f *Finder) dubbed(i, c int) bool {
	return f.namesake(c) && (f.among(f.events.Class("agreement"), i) || f.among(f.events.Class("attack"), i) || !f.prepositioned(i) && f.among(f.events.Class("talks"), i))
}

// law says whether mention x with its head at token i is a law by its name, or a paper of which only the place is known: "the European
// Union Bill", "a statement in Oslo".
func (f *Finder) law(i int, x *lang.Mention) bool {
	switch f.t.Tokens[i].Form {
	case "Bill", "Act":
		return true
	}
	for k := x.First + 1; k < x.Last; k++ {
		if f.in(f.is.locative, k) && f.t.Is(k, "case") {
			return true
		}
	}
	return false
}

// opposes says whether mention x, which holds token i, is what an opposition is to, and no opposition party: "opposition to the Kenya
// deal".
func (f *Finder) opposes(i int, x *lang.Mention) bool {
	for k := x.First; k+1 < i && k+1 < x.Last; k++ {
		if f.t.Tokens[k].Lower == "opposition" && (f.t.Tokens[k+1].Lower == "to" || f.t.Tokens[k+1].Lower == "against") {
			return true
		}
	}
	return false
}

// turn lets somebody whose arrest, release or murder is told be the one whom it is done to: "Otieno's arrest", but "the army's arrest of
// Otieno".
func (f *Finder) turn(a *act) {
	if !a.entry.Noun || f.codes(a.actors) == 0 || f.prep(a.head, "of", deep) >= 0 {
		return
	}
	switch a.kind.Mode {
	case "arrest", "deport", "release", "abduct", "assassinate", "execute", "torture":
	default:
		return
	}
	p := f.t.Child(a.head, "nmod:poss")
	if p < 0 || f.at[p] < 0 || f.sides[a.actors[0]].mention != f.at[p] {
		return
	}
	if e := f.t.Mentions[f.at[p]].Entity; e >= 0 && (f.t.Entities[e].Kind == lang.Person || f.t.Entities[e].Kind == lang.Anonymous) {
		a.recipients, a.actors = a.actors, [2]int{}
	}
}

// unmanned says whether forces are told to be somewhere, but not whose: "an exercise will be held in Kenya".
func (f *Finder) unmanned(a *act) bool {
	if a.kind.Type != "MOBILIZE" || f.codes(a.actors) > 0 {
		return false
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		if !f.located(f.headOf(k)) {
			return false
		}
	}
	return true
}

// counterparts adds those who hold the same office elsewhere, whose states stand behind: "his counterparts from Chad and Mali". They are
// never of the state of him whose they are.
func (f *Finder) counterparts(i int) bool {
	t := f.t
	if singular(t.Tokens[i].Lemma) != "counterpart" || i+1 >= f.s.Last {
		return false
	}
	switch f.lower(i + 1) {
	case "from", "of", "in":
	default:
		return false
	}
	h := int(t.Tokens[i+1].Head)
	if h <= i || f.at[h] < 0 || !f.state(t.Mentions[f.at[h]].Code) {
		return false
	}
	for k := h; k < f.s.Last; k++ {
		if k == h || t.Is(k, "conj") && t.Above(h, k) {
			if m := f.at[k]; m >= 0 && f.state(t.Mentions[m].Code) {
				y := &t.Mentions[m]
				f.push(side{code: y.Code, sector: "GOV", mention: m, first: y.First, last: y.Last})
			}
		}
	}
	return true
}

// homeGround drops a recipient that is only the actor's own land as a place: "banned them from entry into Norway".
func (f *Finder) homeGround(a *act) {
	own := f.oneState(a.actors)
	if own == "" || a.kind.Type != "REJECT" && a.kind.Type != "SANCTION" && a.kind.Mode != "deport" || f.oneState(a.recipients) != own {
		return
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		if h := f.headOf(k); f.sides[k].sector != "" || !f.located(h) || !f.placeLike(h) {
			return
		}
	}
	a.recipients[1] = a.recipients[0]
}

// suspects lets somebody of whom the record knows no state, and whom police at home arrest or hurt, be of the same land: "the 42-year-old
// was arrested by Kenyan police".
func (f *Finder) suspects(a *act) {
	o := a.frame.obj
	if o < 0 || a.entry.Noun || f.codes(a.recipients) > 0 || a.kind.Mode != "arrest" && a.kind.Type != "ASSAULT" {
		return
	}
	own := f.oneState(a.actors)
	switch {
	case a.actors[0] == a.actors[1]:
		if a.kind.Mode != "arrest" || !f.passive(a.verb) || a.frame.agent >= 0 || !f.in(f.is.suspect, o) || f.where(a) >= 0 {
			return
		}
		own = f.native(o) // "two suspects were arrested"
	case !f.eachIs(a.actors, func(k int) bool { return f.sides[k].sector == "COP" || own == f.scene }) || !f.human(o):
		return
	}
	if own == "" {
		return
	}
	first, last := o, o+1
	if m := f.at[o]; m >= 0 {
		first, last = f.t.Mentions[m].First, f.t.Mentions[m].Last
	}
	from := len(f.sides)
	f.push(side{code: own, sector: "CVL", mention: f.at[o], first: first, last: last})
	a.recipients = [2]int{from, len(f.sides)}
}

// human says whether token i stands for a person or persons.
func (f *Finder) human(i int) bool {
	if f.somebody(i) {
		return true
	}
	if m := f.at[i]; m >= 0 && f.t.Mentions[m].Entity >= 0 {
		k := f.t.Entities[f.t.Mentions[m].Entity].Kind
		return k == lang.Person || k == lang.Anonymous
	}
	return f.lower(i) == "old" && f.lower(i-2) == "year"
}

// permitted is who is let do something, the subject of what hangs on verb c: "to let Kenyan ministers speak"; -1 for none.
func (f *Finder) permitted(c int) int {
	switch f.t.Tokens[c].Lemma {
	case "let", "allow", "permit", "help", "make", "enable":
	default:
		return -1
	}
	for k := range f.t.Children(c) {
		if k > c && (f.t.Is(k, "ccomp") || f.t.Is(k, "xcomp")) {
			if s := f.t.Child(k, "nsubj"); s > c {
				return s
			}
		}
	}
	return -1
}

// neighbour says whether a mention is of a state that is called a neighbour: "its neighbour Uganda".
func (f *Finder) neighbour(x *lang.Mention) bool {
	for k := x.First; k+1 < x.Last; k++ {
		switch singular(f.t.Tokens[k].Lower) {
		case "neighbour", "neighbor", "ally", "rival", "partner":
			n, size := f.names.At(f.t.Raw[f.t.Tokens[k+1].Start:])
			return size > 0 && n.Sort == know.StateName
		}
	}
	return false
}
