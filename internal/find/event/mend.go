package event

import (
	"strings"

	"readout/internal/lang"
)

// The parser errs in some ways more often than in others, and a few of its errors show: what a sentence cannot be without is missing.
// Here such trees are read as what they must mean.

// mend finds the verb of a sentence whose tree has none at its top: the parser took "shelled" for an adjective in "Tanks shelled
// positions". It is a participle right behind a noun. -1 where the tree has its verb.
func (f *Finder) mend() int {
	t := f.t
	root := &t.Tokens[f.s.Root]
	if root.UPOS == "VERB" && !f.headline() {
		for i := f.s.Root + 1; i < f.s.Last; i++ {
			if f.resumed(i) {
				return i // "Oslo, which chairs the group, agreed", where "chairs" passes for the verb
			}
		}
	}
	if i := f.afterAside(); i >= 0 {
		return i
	}
	if f.headline() || root.UPOS != "NOUN" && root.UPOS != "PROPN" && !(root.UPOS == "ADJ" && f.at[f.s.Root] >= 0) || t.Child(f.s.Root, "cop") >= 0 || t.Child(f.s.Root, "nsubj") >= 0 && t.Child(f.s.Root, "aux") >= 0 {
		return -1
	}
	finite := false
	for i := f.s.First; i < f.s.Last; i++ {
		switch t.Tokens[i].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			finite = true
		}
	}
	for i := f.s.First + 1; i < f.s.Last; i++ {
		k := &t.Tokens[i]
		if !finite && k.UPOS != "VERB" && !k.Capital() && (k.UPOS == "NOUN" || k.UPOS == "PROPN" || k.UPOS == "ADJ" || k.UPOS == "ADP" && f.inflected(i)) && !strings.HasSuffix(k.Lower, "s") && !strings.HasSuffix(k.Lower, "ing") && f.events.VerbForms(k.Lower) != nil && (f.at[i-1] >= 0 || f.in(f.is.ordnance, i-1)) && i+1 < f.s.Last && t.Tokens[i+1].Kind == lang.Word {
			return i // "Oslo froze aid", where "froze" passes for a name
		}
		if k.XPOS != "VBN" && k.XPOS != "VBD" || !t.Is(i, "amod") && !t.Is(i, "acl") {
			continue
		}
		if b := &t.Tokens[i-1]; b.UPOS != "NOUN" && b.UPOS != "PROPN" && b.UPOS != "ADV" && b.UPOS != "NUM" && b.Form != "," && f.at[i-1] < 0 {
			continue
		}
		if f.resumed(i) {
			return i
		}
		if f.passiveLike(i) && (finite || f.lower(i+1) == "by") || f.relativeBefore(i) {
			continue
		}
		return i
	}
	return -1
}

// inflected says whether token i looks like a verb of the codebook and not like its bare form: "froze", and not "down".
func (f *Finder) inflected(i int) bool {
	e := f.events.VerbForms(f.t.Tokens[i].Lower)
	return e != nil && e[0].Words[0] != f.t.Tokens[i].Lower
}

// passiveLike says whether a participle is followed by "by" or preceded by a form of "be".
func (f *Finder) passiveLike(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "aux") || f.t.Is(c, "obl") && f.caseIs(c, "by") {
			return true
		}
	}
	return f.lower(i+1) == "by" || f.lower(i+1) == "in" && f.t.Is(i, "acl") && f.particled(i) < 0 // "handed in her resignation"
}

func (f *Finder) relativeBefore(i int) bool {
	for c := range f.t.Children(i) {
		if f.relative(c) {
			return true
		}
	}
	return false
}

// mendedFrame reads the sides of the mended verb: the noun phrase before it and the one behind.
func (f *Finder) mendedFrame(i int) frame {
	t := f.t
	subject := f.aside(i)
	if subject < 0 {
		subject = f.before(i)
	}
	if h := int(t.Tokens[i].Head); subject < 0 && h >= f.s.First && h < i && t.Tokens[i-1].Form == "," && t.Child(h, "appos") >= 0 {
		subject = h // "the minister, Ana Quispe, handed in her resignation"
	}
	fr := frame{subj: subject, obj: -1, iobj: t.Child(i, "iobj"), agent: -1, clause: i}
	if h := int(t.Tokens[i].Head); h > i {
		fr.obj = h
	} else if o := t.Child(i, "obj"); o >= 0 {
		fr.obj = o
	} else if o := f.particled(i); o >= 0 {
		fr.obj = o
	} else {
		fr.obj = f.behind(i)
	}
	return fr
}

// before is the head of the noun phrase that ends right before verb i, its auxiliaries, adverbs and times; -1 for none.
func (f *Finder) before(i int) int {
	t := f.t
	k := i - 1
	for k >= f.s.First {
		x := &t.Tokens[k]
		if x.UPOS == "AUX" || x.UPOS == "ADV" || x.Form == "," && k+1 < i || f.timeWord(k).told {
			k--
			if k >= f.s.First && (t.Tokens[k].Lower == "on" || t.Tokens[k].Lower == "late" || t.Tokens[k].Lower == "early") {
				k--
			}
			continue
		}
		if x.Form == ")" {
			for k > f.s.First && t.Tokens[k].Form != "(" {
				k--
			}
			k--
			continue
		}
		break
	}
	if k < f.s.First || t.Tokens[k].UPOS != "NOUN" && t.Tokens[k].UPOS != "PROPN" && t.Tokens[k].UPOS != "PRON" && f.at[k] < 0 {
		return -1
	}
	for depth := 0; depth < deep; depth++ {
		h := int(t.Tokens[k].Head)
		if h >= f.s.First && h < k && t.Is(h, "acl") && t.Tokens[h].XPOS == "VBG" {
			h = int(t.Tokens[h].Head) // "a convoy carrying food crossed"
		}
		if h < f.s.First || h >= i || t.Tokens[h].UPOS == "VERB" || f.timeWord(h).told {
			break
		}
		k = h
	}
	if p := f.onSpot(k); p >= 0 {
		return p
	}
	return k
}

// onSpot is the noun before the name of a place at token k, where the tree hangs the place on what follows: "Soldiers in Oslo seized".
func (f *Finder) onSpot(k int) int {
	t := f.t
	p := k - 1
	if p <= f.s.First || f.at[k] < 0 || t.Tokens[p].UPOS != "ADP" || !f.in(f.is.locative, p) || !nominal(&t.Tokens[p-1]) || f.timeWord(p-1).told {
		return -1
	}
	return p - 1
}

// participleLike is the subject of verb i that the parser takes for a participle: "Gunmen in Lima killed"; -1 for none.
func (f *Finder) participleLike(i int) int {
	first := f.s.First
	if k := &f.t.Tokens[first]; k.UPOS == "VERB" && int(k.Head) == i && f.at[first] >= 0 && f.t.Mentions[f.at[first]].First == first {
		return first
	}
	if i > first && f.at[i-1] >= 0 && int(f.t.Tokens[i-1].Head) == i && f.t.Tokens[i].Head < 0 && f.t.Is(i-1, "compound") {
		if m := &f.t.Mentions[f.at[i-1]]; m.First == first && !m.Adjective && f.in(f.is.unchanging, i) {
			return i - 1 // "Oslo put troops on alert", where "put" passes for an order
		}
	}
	return -1
}

// behind is the head of the actor named right behind verb i, for trees that hang it elsewhere; -1 for none.
func (f *Finder) behind(i int) int {
	t := f.t
	k := i + 1
	for k < f.s.Last && (t.Tokens[k].Deprel == "compound:prt" || f.timeWord(k).told) {
		k++
	}
	if k >= f.s.Last || f.at[k] < 0 || t.Mentions[f.at[k]].First != k || t.Mentions[f.at[k]].Adjective || t.Mentions[f.at[k]].Pronoun {
		return -1
	}
	m := &t.Mentions[f.at[k]]
	for c := m.First; c < m.Last; c++ {
		if h := int(t.Tokens[c].Head); h < m.First || h >= m.Last {
			if t.Is(c, "nsubj") && h > i {
				for o := range t.Children(h) {
					if t.Is(o, "nsubj") && o > c {
						return c // the next clause has a subject of its own
					}
				}
				return -1
			}
			return c
		}
	}
	return -1
}

// raised is the object of verb i that the parser takes for the subject of what it is accused of, o or a clause: "accused Oslo of being a
// coward"; -1 for none.
func (f *Finder) raised(i, o int) int {
	t := f.t
	if o < 0 {
		o = t.Child(i, "ccomp")
	}
	if o <= i {
		return -1
	}
	s := t.Child(o, "nsubj")
	if s < 0 || int(t.Tokens[s].Left) != i+1 || s+1 >= f.s.Last || t.Tokens[s+1].Lower != "of" || int(t.Tokens[s+1].Head) != o {
		return -1
	}
	return s
}

// particled is the object of verb i that the parser hangs on it by its particle: "handed over the ships"; -1 for none.
func (f *Finder) particled(i int) int {
	t := f.t
	for c := range t.Children(i) {
		if !t.Is(c, "obl") || c < i {
			continue
		}
		for k := range t.Children(c) {
			if k == i+1 && t.Is(k, "case") {
				switch t.Tokens[k].Lower {
				case "over", "out", "up", "off", "down", "back", "away":
					return c
				case "in":
					if t.Tokens[c].UPOS == "NOUN" && f.takesIn(i) {
						return c
					}
				}
			}
		}
	}
	return -1
}

// takesIn says whether the codebook knows a verb with the particle "in": "took in refugees".
func (f *Finder) takesIn(i int) bool {
	for _, e := range f.verbEntries(i) {
		if len(e.Words) == 2 && e.Words[1] == "in" {
			return true
		}
	}
	return false
}

// that is the word "that" behind verb i, with which its clause begins; -1 for none.
func (f *Finder) that(i int) int {
	for k := i + 1; k < f.s.Last && k < i+5; k++ {
		if f.t.Tokens[k].Lower == "that" {
			return k
		}
		if f.t.Tokens[k].Kind == lang.Mark {
			return -1
		}
	}
	return -1
}

// opening is the head of the actor that a clause behind "that" opens with; -1 for none.
func (f *Finder) opening(i int) int {
	k := f.that(i)
	if k < 0 || k+1 >= f.s.Last {
		return -1
	}
	for j := k + 1; j < k+3 && j < f.s.Last; j++ {
		if f.at[j] >= 0 && !f.t.Mentions[f.at[j]].Pronoun {
			return f.t.Mentions[f.at[j]].Last - 1
		}
	}
	return -1
}

// prepBehind finds an actor or place behind a preposition further right in the clause, where the tree hangs it on something else.
func (f *Finder) prepBehind(i int, p string) int {
	t := f.t
	const far = 14
	for k := i + 1; k+1 < f.s.Last && k < i+far; k++ {
		x := &t.Tokens[k]
		if x.Lower == p && k+4 < f.s.Last && t.Tokens[k+2].Form == "-" && t.Joined(k+2) && f.at[k+4] >= 0 {
			return t.Mentions[f.at[k+4]].Last - 1 // "to war-torn Kenya", where "torn" passes for a verb
		}
		if x.Kind == lang.Mark && x.Form != "-" || x.UPOS == "VERB" || x.UPOS == "SCONJ" {
			return -1
		}
		if f.in(f.is.setting, k) && f.caseIs(k, "in") {
			return -1 // "in the wake of raids by Oslo"
		}
		if x.Lower != p || x.UPOS != "ADP" {
			continue
		}
		h := int(x.Head)
		if h > k && h < f.s.Last && !f.timeWord(h).told && (f.at[h] >= 0 || f.placeLike(h)) {
			return h
		}
	}
	return -1
}
