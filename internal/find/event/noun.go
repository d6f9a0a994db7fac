package event

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// phrase says whether the words of an entry for a noun stand around token i.
func (f *Finder) phrase(e *know.Entry, i int) bool {
	for n, w := range e.Words {
		k := i + n - e.Head
		if k < f.s.First || k >= f.s.Last || f.t.Tokens[k].Lemma != w && f.t.Tokens[k].Lower != w && singular(f.t.Tokens[k].Lower) != w {
			return false
		}
	}
	return true
}

// matchNoun lays the entries of a noun against the tree, and enters the first that fits, where the noun is used as one that tells
// what happened.
func (f *Finder) matchNoun(i int) {
	for _, e := range f.nounEntries(i) {
		if !f.phrase(e, i) {
			continue
		}
		fr := frame{subj: -1, obj: -1, iobj: -1, agent: -1, clause: i}
		if !f.conditions(e, i, &fr) {
			continue
		}
		if e.Type == "NONE" {
			return
		}
		a := act{entry: e, head: i, verb: -1, frame: fr, kind: know.Future{Type: e.Type, CAMEO: e.CAMEO, Mode: e.Mode}}
		a.real.effect = know.Through
		if f.usedAs(&a, i, 0) {
			f.add(a)
		}
		return
	}
}

// usedAs finds the verb that tells of the noun which act a is: one that makes its subject the actor ("held talks"), or one of
// happening ("talks began"). False where the noun is only spoken of.
func (f *Finder) usedAs(a *act, i, depth int) bool {
	t := f.t
	k := &t.Tokens[i]
	if depth > deep {
		return false
	}
	g := int(k.Head)
	if f.mended >= 0 && f.mended != i && f.before(f.mended) == i {
		a.verb, a.frame.clause = f.mended, f.mended
		return f.in(f.is.happen, f.mended)
	}
	if depth == 0 && t.Child(i, "cop") >= 0 && (f.caseIs(i, "in") || f.caseIs(i, "on")) {
		a.verb, a.frame.clause, a.frame.subj = i, i, t.Child(i, "nsubj") // "is in contact with", "are on strike"
		return a.frame.subj >= 0
	}
	if g < 0 {
		return f.headline()
	}
	gv := &t.Tokens[g]
	if t.Is(i, "nsubj") {
		for c := range t.Children(i) {
			if f.hung(c) {
				a.verb, a.frame.clause = c, c // "a missile strike killed two people, officials said"
				return f.in(f.is.happen, c)
			}
		}
	}
	switch {
	case t.Is(i, "obj"), t.Is(i, "nsubj:pass"), t.Is(i, "nsubj") && f.passive(g):
		return f.usedBy(a, g)
	case (t.Is(i, "nsubj") || t.Is(i, "csubj")) && verbal(gv):
		a.verb, a.frame.clause = g, g
		if depth > 0 && f.marked(g, "to") {
			return false // "the goal of the inquiry is to follow the money"
		}
		return f.in(f.is.happen, g)
	case t.Is(i, "nsubj") && t.Child(g, "cop") >= 0:
		if fx := f.events.Status("be", gv.Lemma); fx != know.NoEffect && f.toHappen(g) {
			a.verb, a.frame.clause = g, g
			a.real.effect = combine(a.real.effect, fx)
			return true
		}
		// "A visit was likely this autumn": the parser may take another word for the predicate.
		for c := range t.Children(g) {
			if fx := f.events.Status("be", t.Tokens[c].Lower); fx != know.NoEffect && t.Is(c, "advmod") {
				a.verb, a.frame.clause = g, g
				a.real.effect = combine(a.real.effect, fx)
				return true
			}
		}
		return false
	case t.Is(i, "obl") && verbal(gv) && f.caseIs(i, "of"):
		// "Fears grow of an attack".
		if s := t.Child(g, "nsubj"); s >= 0 {
			if fx := f.events.Status("noun", t.Tokens[s].Lemma); fx != know.NoEffect && fx != know.Skips {
				a.real.effect = combine(a.real.effect, fx)
				return true
			}
		}
		return false
	case t.Is(i, "obl") && verbal(gv) && f.in(f.is.join, g) && (f.caseIs(i, "in") || f.caseIs(i, "for") || f.caseIs(i, "to")):
		return f.usedBy(a, g)
	case t.Is(i, "obl") && verbal(gv) && f.caseIs(i, "with") && f.in(f.is.happen, g):
		return f.usedBy(a, g)
	case a.entry.Type == "CONSULT" && depth == 0 && f.caseIs(i, "for") && t.Child(g, "cop") >= 0 && f.caseIs(g, "in") && f.at[g] >= 0 && t.Child(g, "nsubj") >= 0:
		a.verb, a.frame.clause, a.frame.subj = g, g, t.Child(g, "nsubj") // "is in Lima for talks with"
		return true
	case t.Is(i, "nmod") && f.caseIs(i, "of") || t.Is(i, "nmod") && f.caseIs(i, "for"):
		switch fx := f.events.Status("noun", gv.Lemma); {
		case f.in(f.is.serial, g):
		case fx == know.NoEffect || fx == know.Skips:
			return false
		default:
			a.real.effect = combine(a.real.effect, fx)
		}
		return f.usedAs(a, g, depth+1)
	case t.Is(i, "conj") && nominal(gv):
		return f.usedAs(a, g, depth+1)
	case len(a.entry.Words) == 3 && a.entry.Words[1] == "-" && g > i+2 && (t.Is(i, "compound") || t.Is(i, "amod")) && t.Is(g, "obj") && t.Tokens[g].Head >= 0:
		return f.usedBy(a, int(t.Tokens[g].Head)) // "staged a sit-in outside the embassy", where "sit" passes for what describes the embassy
	case t.Is(i, "compound") && nominal(gv) && f.in(f.is.serial, g):
		return f.usedAs(a, g, depth+1)
	case t.Is(i, "parataxis"), t.Is(i, "xcomp") && verbal(gv), t.Is(i, "ccomp") && verbal(gv):
		return f.headline()
	}
	return false
}

// toHappen says whether what predicate g says of its noun is that it will happen: "talks are likely", "are likely to resume", and not
// "are likely to cause a row".
func (f *Finder) toHappen(g int) bool {
	c := f.t.Child(g, "xcomp")
	return c < 0 || !verbal(&f.t.Tokens[c]) || f.in(f.is.happen, c) || f.in(f.is.support, c)
}

// usedBy says whether verb g tells of the noun, its object, that it was done or is to be.
func (f *Finder) usedBy(a *act, g int) bool {
	if !verbal(&f.t.Tokens[g]) {
		return false
	}
	fx := know.NoEffect
	switch {
	case f.in(f.is.support, g) || f.in(f.is.join, g) || a.entry.Via != nil && f.among(a.entry.Via, g):
		fx = know.Through
	default:
		fx = f.events.Status("act", f.t.Tokens[g].Lemma)
		if fx == know.NoEffect || fx == know.Skips || speech(a.entry.Type) && (fx == know.Denied || fx == know.Negated || fx == know.Through) {
			return false // who dismisses or survives criticism criticises nobody
		}
	}
	if c := f.t.Child(g, "xcomp"); c > a.head && (f.t.Child(c, "cop") >= 0 || !f.toHappen(g)) && !f.in(f.is.support, g) {
		return false // "considered the meeting to be a success"
	}
	if k := f.of[g]; k >= 0 && f.acts[k].entry.Type != "NONE" {
		return false // the verb tells of something itself
	}
	a.verb = g
	fr := f.frame(g, 0)
	a.frame.clause = g
	a.frame.subj, a.frame.passive = fr.subj, fr.passive
	if fr.passive && f.t.Is(a.head, "obl") {
		a.frame.subj = fr.obj // "were engaged in clashes"
	}
	a.real.effect = combine(a.real.effect, fx)
	return true
}

// headline says whether the sentence is one: it has no stop at its end.
func (f *Finder) headline() bool {
	for i := f.s.Last - 1; i >= f.s.First; i-- {
		switch f.t.Tokens[i].Kind {
		case lang.Stop:
			return false
		case lang.Close:
			continue
		}
		return true
	}
	return false
}
