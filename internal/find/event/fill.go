package event

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// balance lets the sides of a mutual act stand once, as actors.
func (f *Finder) balance(a *act, named bool) {
	if !named && f.codes(a.actors) == 0 && f.severalIn(a.recipients) {
		a.actors, a.recipients = a.recipients, [2]int{}
		return
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		found := false
		for j := a.actors[0]; j < a.actors[1]; j++ {
			found = found || f.sides[j].first == f.sides[k].first || f.sides[j].code == f.sides[k].code && (f.sides[k].sector == "" || f.sides[j].sector == f.sides[k].sector) // "officials agreed that their countries"
		}
		if !found {
			return
		}
	}
	a.recipients = [2]int{}
}

// fill gathers the sides that stand in the first of the slots that names any.
func (f *Finder) fill(a *act, slots []string, acting bool) [2]int {
	if !acting && a.frame.obj >= 0 && a.kind.Type != "REQUEST" && f.owned(a.frame.obj) {
		return f.collect(a.frame.obj, false) // "rejected Otieno's call for talks with Oslo"
	}
	if !acting && a.kind.Type == "REQUEST" {
		if at := f.doers(a); at[1] > at[0] {
			return at
		}
	}
	for _, s := range slots {
		var at [2]int
		if acting && s == "of" { // of an actor only what is right behind the noun: "the army of Kenya"
			for c := range f.t.Children(a.head) {
				if f.t.Is(c, "nmod") && f.caseIs(c, "of") {
					if at = f.collect(c, true); at[1] > at[0] {
						return at
					}
				}
			}
			continue
		}
		switch s {
		case "inner":
			at = f.innerSides(a)
		case "adj":
			at = f.adjectives(a.head)
		case "with", "between", "to", "from", "on", "against", "of", "for", "in", "by", "at", "over", "into", "towards", "toward", "near", "upon", "alongside":
			i := f.slot(s, a.head, &a.frame)
			if i < 0 && a.verb >= 0 && a.verb != a.head && !f.sequel(a.head) {
				i = f.slot(s, a.verb, &a.frame)
			}
			if i < 0 {
				continue
			}
			if acting && s == "by" && f.anothersDeed(i, a) {
				continue
			}
			at = f.collect(i, acting)
			if at[0] == at[1] {
				at = f.placeSides(i)
			}
			if s == "between" && at[1] == at[0]+1 {
				at = f.partner(at)
			}
		default:
			i := f.slot(s, a.head, &a.frame)
			if i < 0 || acting && s == "obj" && (a.frame.subj >= 0 || !a.frame.passive) && len(slots) > 1 {
				continue
			}
			at = f.collect(i, acting && s == "subj")
		}
		if at[1] > at[0] {
			return at
		}
	}
	return [2]int{}
}

// anothersDeed says whether what hangs at token i below an act's noun or verb belongs to another deed between: "a shooting on the second
// day of a visit by Prince Jon".
func (f *Finder) anothersDeed(i int, a *act) bool {
	for depth := 0; depth < deep; depth++ {
		i = int(f.t.Tokens[i].Head)
		if i < 0 || i == a.head || i == a.verb {
			return false
		}
		if nominal(&f.t.Tokens[i]) && len(f.nounEntries(i)) > 0 && !f.among(f.events.Class("attack"), i) {
			return true
		}
	}
	return false
}

// doers gathers those who are to do what is asked for, where that names them: "demanded the withdrawal of Kenyan troops from Oman".
func (f *Finder) doers(a *act) [2]int {
	d := a.frame.obj
	if d < 0 || !f.in(f.is.doing, d) {
		if d = f.prep(a.head, "for", 0); d < 0 || !f.in(f.is.doing, d) {
			return [2]int{}
		}
	}
	if p := f.t.Child(d, "nmod:poss"); p >= 0 {
		return f.collect(p, false)
	}
	if at := f.adjectives(d); at[1] > at[0] {
		return at
	}
	if of := f.prep(d, "of", deep); of >= 0 {
		return f.collect(of, false)
	}
	return [2]int{}
}

// owned says whether what token i names in words is somebody's by name: it is he who is answered, known or not.
func (f *Finder) owned(i int) bool {
	p := f.t.Child(i, "nmod:poss")
	return p >= 0 && !f.deeds && f.t.Tokens[p].UPOS != "PRON" && f.somebody(p)
}

// dealers gathers those who did the deed in which somebody was killed or hurt: "were killed in a Kenyan air strike", "died in three
// nights of raids by Kenyan warplanes".
func (f *Finder) dealers(a *act) [2]int {
	for c := range f.t.Children(a.verb) {
		if !f.t.Is(c, "obl") || !f.caseIs(c, "in") && !f.caseIs(c, "by") && !f.caseIs(c, "during") {
			continue
		}
		for at := c; at >= 0; at = f.counted(at) {
			for _, e := range f.nounEntries(at) {
				if e.Type == "ASSAULT" && f.phrase(e, at) {
					in := act{entry: e, head: at, verb: -1, frame: frame{subj: -1, obj: -1, iobj: -1, agent: -1, clause: at}, kind: a.kind}
					return f.fill(&in, e.Actors, true)
				}
			}
		}
	}
	return [2]int{}
}

// ordering gathers those on whose orders a passive verb's deed was done: "was killed on the orders of Oslo".
func (f *Finder) ordering(v int) [2]int {
	for c := range f.t.Children(v) {
		if !f.t.Is(c, "obl") || !f.in(f.is.bidding, c) {
			continue
		}
		if of := f.prep(c, "of", 0); of >= 0 {
			return f.collect(of, true)
		}
		if p := f.t.Child(c, "nmod:poss"); p >= 0 {
			return f.collect(p, true)
		}
	}
	return [2]int{}
}

// partner adds to the one side found behind "between" the one that follows with "and", where the tree hangs it elsewhere.
func (f *Finder) partner(at [2]int) [2]int {
	k := f.sides[at[0]].last
	if k+1 >= f.s.Last || f.t.Tokens[k].Lower != "and" {
		return at
	}
	k++
	if f.t.Tokens[k].Lower == "the" {
		k++
	}
	if k < f.s.Last && f.at[k] >= 0 {
		f.gatherOne(f.t.Mentions[f.at[k]].Last-1, true, 1)
		return [2]int{at[0], len(f.sides)}
	}
	return at
}

// placeSides makes the places named at token i sides: "blocked the road between Lyon and Geneva".
func (f *Finder) placeSides(i int) [2]int {
	from := len(f.sides)
	if c := f.countryAt(i); c != "" {
		f.push(side{code: c, mention: -1, first: i, last: i + 1})
	}
	for k := range f.t.Children(i) {
		if f.t.Is(k, "conj") {
			if c := f.countryAt(k); c != "" {
				f.push(side{code: c, mention: -1, first: k, last: k + 1})
			}
		}
	}
	return [2]int{from, len(f.sides)}
}

// collect gathers the sides named at token i as a stretch of their own.
func (f *Finder) collect(i int, acting bool) [2]int {
	from := len(f.sides)
	f.gather(i, acting)
	return [2]int{from, len(f.sides)}
}

// adjectives gathers the peoples that describe a noun: "Kenyan raids", "US-Pakistan talks".
func (f *Finder) adjectives(i int) [2]int {
	t := f.t
	from := len(f.sides)
	for c := range t.Children(i) {
		if (t.Is(c, "amod") || t.Is(c, "compound") || t.Is(c, "nmod:desc")) && f.at[c] >= 0 && t.Mentions[f.at[c]].Code != "" {
			if m := &t.Mentions[f.at[c]]; !t.Is(c, "amod") && m.Sector == "GOV" && m.Entity >= 0 && t.Entities[m.Entity].Kind == lang.State {
				continue // "the Paris attacks": a city is where
			}
			f.mention(c, int(f.at[c]), true)
		}
	}
	return [2]int{from, len(f.sides)}
}

// innerSides gathers those to whom the act done in a complement would be done: "threatened to break off relations with Congo"; where
// it names nobody, those who would do it.
func (f *Finder) innerSides(a *act) [2]int {
	c := f.content(a.head, &a.frame)
	if c < 0 || f.nest >= maxNest {
		return [2]int{}
	}
	f.nest++
	defer func() { f.nest-- }()
	deeds := f.deeds
	f.deeds = true
	defer func() { f.deeds = deeds }()
	if x := f.t.Child(c, "xcomp"); x > c && f.t.Child(x, "nsubj") < 0 && f.t.Child(c, "obj") < 0 && f.events.Status("verb", f.t.Tokens[c].Lemma) == know.Through && len(f.verbEntries(x)) > 0 {
		c = x // "prepared to resume shelling"
	}
	fr := f.frame(c, 0)
	if fr.passive && a.kind.Type == "REQUEST" {
		return [2]int{} // "asked that the prisoners be freed": nobody is named who is to do it
	}
	for _, e := range f.verbEntries(c) {
		if f.particles(e, c) && f.conditions(e, c, &fr) {
			in := act{entry: e, head: c, verb: c, frame: fr}
			if at := f.fill(&in, e.Recipients, false); at[1] > at[0] {
				return at
			}
			break
		}
	}
	if fr.obj >= 0 {
		if at := f.collect(fr.obj, false); at[1] > at[0] {
			return at
		}
	}
	if s := f.permitted(c); s >= 0 {
		return f.collect(s, false)
	}
	for _, p := range [...]string{"with", "to", "against", "on", "in", "from", "for", "at", "of"} {
		if i := f.prep(c, p, 0); i >= 0 {
			if at := f.collect(i, false); at[1] > at[0] {
				return at
			}
			if at := f.placeSides(i); at[1] > at[0] {
				return at
			}
		}
	}
	for _, p := range [...]string{"to", "for", "with", "against", "on"} {
		if i := f.prepBehind(c, p); i >= 0 {
			if at := f.collect(i, false); at[1] > at[0] {
				return at
			}
		}
	}
	return [2]int{}
}

// codes counts the sides of a stretch that have a state.
func (f *Finder) codes(at [2]int) int {
	n := 0
	for k := at[0]; k < at[1]; k++ {
		if f.sides[k].code != "" {
			n++
		}
	}
	return n
}

func (f *Finder) severalIn(at [2]int) bool {
	for k := at[0] + 1; k < at[1]; k++ {
		if f.sides[k].code != "" && f.sides[k].code != f.sides[at[0]].code {
			return true
		}
	}
	return false
}

// alike says whether the recipients are the actors over again: "Norway's army withdrew from Norway" aside, nobody acts on themselves
// as a whole.
func (f *Finder) alike(a *act) bool {
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		same := false
		for j := a.actors[0]; j < a.actors[1]; j++ {
			same = same || f.sides[j].first == f.sides[k].first
		}
		if !same {
			return false
		}
	}
	return true
}

// withoutOwn leaves out of the recipients the actor's own state where a hyphen joins it to the other: "we support US-Kenyan exercises".
func (f *Finder) withoutOwn(a *act) {
	own := f.oneState(a.actors)
	if own == "" || a.recipients[1]-a.recipients[0] < 2 {
		return
	}
	t, n := f.t, a.recipients[0]
	for k := n; k < a.recipients[1]; k++ {
		s := f.sides[k]
		hyphened := s.last < len(t.Tokens) && t.Tokens[s.last].Form == "-" && t.Joined(s.last) || s.first > 0 && t.Tokens[s.first-1].Form == "-" && t.Joined(s.first)
		if s.code != own || !hyphened {
			f.sides[n] = s
			n++
		}
	}
	if n > a.recipients[0] {
		a.recipients[1] = n
	}
}

// partnersBefore are the recipients of the act before in the sentence, where the same actors go on with them: "we are in touch with
// Oslo and will continue to discuss security".
func (f *Finder) partnersBefore(a *act) [2]int {
	for k := range f.acts {
		b := &f.acts[k]
		if b.head >= a.head || b == a || f.codes(b.recipients) == 0 || f.codes(b.actors) == 0 {
			continue
		}
		if f.sides[b.actors[0]].code == f.sides[a.actors[0]].code {
			return b.recipients
		}
	}
	return [2]int{}
}
