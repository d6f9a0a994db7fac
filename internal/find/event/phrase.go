package event

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// Words that belong together though others stand between them: verbs and their particles, measures and what they count.

// particles says whether the words of an entry behind its verb belong to verb i: "out" in "pulled troops out".
func (f *Finder) particles(e *know.Entry, i int) bool {
	for n, w := range e.Before {
		k := i - len(e.Before) + n
		if k < f.s.First || f.t.Tokens[k].Lower != w {
			return false
		}
	}
	for n, p := range e.Words[1:] {
		if !f.particle(p, i, n) {
			return false
		}
	}
	return true
}

func (f *Finder) particle(p string, i, n int) bool {
	t := f.t
	if k := i + 1 + n; k < f.s.Last && (t.Tokens[k].Lower == p || t.Tokens[k].Lemma == p) {
		return true
	}
	for c := range t.Children(i) {
		if c > i && (t.Tokens[c].Lower == p || t.Tokens[c].Lemma == p) && (t.Is(c, "compound:prt") || t.Is(c, "advmod") || t.Is(c, "xcomp") || t.Is(c, "obj")) {
			return true
		}
	}
	return f.apartFrom(p, i)
}

// apartFrom says whether a particle stands behind the object of verb i: "handed the suspect over to Oslo".
func (f *Finder) apartFrom(p string, i int) bool {
	const far = 8
	switch p {
	case "over", "back", "out", "up", "off", "down", "away":
	default:
		return false
	}
	for k := i + 2; k+1 < f.s.Last && k < i+far; k++ {
		x := &f.t.Tokens[k]
		if x.Kind == lang.Mark || x.UPOS == "VERB" || x.UPOS == "ADP" && x.Lower != p && x.Lower != "of" {
			return false
		}
		if x.Lower == p {
			next := f.lower(k + 1)
			return next == "to" || next == "from" || next == "of" && p == "out" || f.t.Tokens[k+1].Kind == lang.Stop
		}
	}
	return false
}

// counted is the noun that a noun of measure counts, -1 where token i measures nothing.
func (f *Finder) counted(i int) int {
	if !f.in(f.is.serial, i) {
		return f.partOf(i)
	}
	for c := range f.t.Children(i) {
		if f.t.Is(c, "nmod") && f.caseIs(c, "of") {
			return c
		}
	}
	if k := i + 1; k < f.s.Last && f.t.Tokens[k].Lower == "of" && f.t.Is(k, "case") {
		if h := int(f.t.Tokens[k].Head); h > k && f.t.Is(h, "obl") && f.t.Tokens[h].Head == f.t.Tokens[i].Head {
			return h // "captured part of a town", where the parser hangs the town on the verb
		}
	}
	return -1
}

// partOf is what object i is a part of, where that is the subject's: "the last of its soldiers", "200 of its citizens"; -1 otherwise.
func (f *Finder) partOf(i int) int {
	t := f.t
	if !t.Is(i, "obj") || f.lower(i+1) != "of" || !t.Is(i+1, "case") {
		return -1
	}
	h := int(t.Tokens[i+1].Head)
	if p := t.Child(h, "nmod:poss"); p < i || t.Tokens[p].UPOS != "PRON" {
		return -1
	}
	return h
}
