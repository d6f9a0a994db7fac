package event

import (
	"readout/internal/know"
	"readout/internal/lang"
)

const (
	deep    = 8 // how far up or down a tree a rule looks
	maxNest = 4 // how often rules that call each other do so
)

// among says whether token i heads a word or phrase of some words.
func (f *Finder) among(w *know.Words, i int) bool {
	first, second := w.May(f.sifted[i][0]), w.May(f.sifted[i][1])
	if !first && !second {
		return false
	}
	near := func(offset int) string {
		k := i + offset
		if k < f.s.First || k >= f.s.Last {
			return ""
		}
		return f.t.Tokens[k].Lemma
	}
	return first && w.Match(f.t.Tokens[i].Lemma, near) || second && w.Match(otherLemma(&f.t.Tokens[i]), near)
}

// otherLemma is what may be a token's lemma as well: of "Bridge" in "the Friendship Bridge" the word, of "troops" the singular.
func otherLemma(k *lang.Token) string {
	if k.Capital() || k.XPOS == "VBG" {
		return singular(k.Lower)
	}
	return singular(k.Lemma)
}

// singular is a noun's lemma without the -s that some keep: "troops", "talks", "supplies".
func singular(lemma string) string {
	n := len(lemma)
	if n > 5 && lemma[n-3:] == "ies" {
		return lemma[:n-3] + "y"
	}
	if n > 3 && lemma[n-1] == 's' && lemma[n-2] != 's' {
		return lemma[:n-1]
	}
	return lemma
}

// verbEntries are the entries of the verb at token i, by its form where the lemma is none that the codebook has.
func (f *Finder) verbEntries(i int) []*know.Entry {
	k := &f.t.Tokens[i]
	if entries := f.events.Verbs(k.Lemma); entries != nil {
		return entries
	}
	return f.events.VerbForms(k.Lower)
}

// nounEntries are the entries of the noun at token i.
func (f *Finder) nounEntries(i int) []*know.Entry {
	k := &f.t.Tokens[i]
	if entries := f.events.Nouns(k.Lemma); entries != nil && k.XPOS != "VBG" {
		return entries
	}
	if entries := f.events.Nouns(k.Lower); entries != nil {
		return entries
	}
	return f.events.Nouns(singular(k.Lower))
}

// matchVerb lays the entries of a verb against its clause, and enters the first that fits.
func (f *Finder) matchVerb(i int) {
	entries := f.verbEntries(i)
	if len(entries) == 0 {
		return
	}
	fr := f.frame(i, 0)
	for _, e := range entries {
		if f.particles(e, i) && f.conditions(e, i, &fr) {
			if e.Needs && len(e.Recipients) > 0 && !f.anySlot(e, i, &fr) {
				continue
			}
			f.add(act{entry: e, head: i, verb: i, frame: fr, kind: know.Future{Type: e.Type, CAMEO: e.CAMEO, Mode: e.Mode}})
			f.use(e, i, &fr)
			return
		}
	}
}

// anySlot says whether something stands in one of the recipient's slots.
func (f *Finder) anySlot(e *know.Entry, i int, fr *frame) bool {
	for _, s := range e.Recipients {
		if f.slot(s, i, fr) >= 0 {
			return true
		}
	}
	if !e.Mutual || fr.subj < 0 {
		return false
	}
	return f.several(fr.subj) || e.Type == "CONSULT" && f.t.Tokens[fr.subj].UPOS == "PRON"
}

// conditions says whether all that an entry asks for stands around token i.
func (f *Finder) conditions(e *know.Entry, i int, fr *frame) bool {
	for k := range e.Conditions {
		c := &e.Conditions[k]
		if f.condition(c, i, fr) == c.Not {
			return false
		}
	}
	return true
}

func (f *Finder) condition(c *know.Condition, i int, fr *frame) bool {
	if c.Slot == "mod" { // a word that describes it
		for k := range f.t.Children(i) {
			for _, w := range c.Words {
				if f.among(w, k) {
					return true
				}
			}
		}
		return false
	}
	at := f.slot(c.Slot, i, fr)
	if at < 0 {
		return false
	}
	for {
		if f.kind(c, at) {
			return true
		}
		// Of things joined by "and" one is enough.
		next := -1
		for k := range f.t.Children(at) {
			if len(c.Words) > 0 && !c.Actor && f.t.Is(k, "conj") && f.kind(c, k) {
				next = k
				break
			}
		}
		if next >= 0 {
			return true
		}
		// "A series of talks", "thousands of troops": what is counted.
		if of := f.counted(at); of >= 0 {
			at = of
			continue
		}
		return false
	}
}

// kind says whether token i is what a condition asks for.
func (f *Finder) kind(c *know.Condition, i int) bool {
	switch {
	case c.Any:
		return true
	case c.Actor && f.actorLike(i), c.Place && f.placeLike(i), c.Politician && f.politician(i), c.Subjunctive && f.subjunctive(i),
		c.Due && f.due(i), c.May && f.may(i):
		return true
	}
	for _, w := range c.Words {
		if f.among(w, i) {
			return true
		}
	}
	if len(c.Types) > 0 {
		if a := f.typeAt(i); a != "" {
			for _, t := range c.Types {
				if t == a {
					return true
				}
			}
		}
	}
	return false
}

// typeAt is the PLOVER type of the event that token i would carry, "" for none.
func (f *Finder) typeAt(i int) string {
	if f.nest >= maxNest {
		return ""
	}
	f.nest++
	defer func() { f.nest-- }()
	k := &f.t.Tokens[i]
	switch {
	case verbal(k):
		entries := f.verbEntries(i)
		if len(entries) == 0 {
			return ""
		}
		fr := f.frame(i, 0)
		for _, e := range entries {
			if f.particles(e, i) && f.conditions(e, i, &fr) {
				return e.Type
			}
		}
		if f.events.Status("verb", k.Lemma) == know.Through {
			if c := f.t.Child(i, "xcomp"); c >= 0 {
				return f.typeAt(c) // "prepared to resume shelling"
			}
		}
		// "To institute a curfew": the noun tells.
		if o := f.slot("obj", i, &fr); o >= 0 && f.in(f.is.support, i) {
			return f.typeAt(o)
		}
	case nominal(k):
		for _, e := range f.nounEntries(i) {
			if f.phrase(e, i) {
				return e.Type
			}
		}
	}
	return ""
}

// slot is the token that heads what stands in a slot of token i; -1 for nothing.
func (f *Finder) slot(name string, i int, fr *frame) int {
	t := f.t
	switch name {
	case "subj":
		return fr.subj
	case "obj":
		if fr.obj >= 0 {
			return fr.obj
		}
		return -1
	case "do":
		for c := range t.Children(i) {
			if c > i && (t.Is(c, "xcomp") && !f.modal(c) || t.Is(c, "ccomp") && f.infinitive(c)) && !f.asks(c) {
				return c
			}
		}
		for c := range t.Children(i) {
			if c == i+2 && t.Is(c, "advcl") && t.Tokens[c].XPOS == "VBG" && t.Is(i+1, "compound:prt") {
				return c // "ruled out sending"
			}
			if (t.Is(c, "advcl") || t.Is(c, "acl") && f.in(f.is.promised, i)) && c > i && f.marked(c, "to") {
				return c
			}
		}
		if fr.obj >= 0 && (i == f.mended || f.in(f.is.promised, fr.obj) || f.actorLike(fr.obj)) { // "expressed readiness to hold"; "allowed the party to hold", where it hangs on the party
			for c := range t.Children(fr.obj) {
				if t.Is(c, "acl") && f.marked(c, "to") {
					return c
				}
			}
		}
		return -1
	case "that":
		if c := t.Child(i, "ccomp"); c >= 0 {
			if f.asks(c) || c < i {
				return -1 // "asked who he was"
			}
			return c
		}
		return f.that(i)
	case "poss":
		return t.Child(i, "nmod:poss")
	case "dosubj":
		if c := f.content(i, fr); c >= 0 {
			in := f.frame(c, 0)
			if in.passive {
				return in.subj
			}
			if in.subj >= 0 {
				return in.subj
			}
		}
		return f.opening(i)
	case "doobj":
		if c := f.content(i, fr); c >= 0 {
			return f.frame(c, 0).obj
		}
		return -1
	case "iobj":
		return fr.iobj
	case "case":
		return t.Child(i, "case")
	case "if": // who is warned: "unless Oslo withdraws"
		for depth, k := 0, i; depth < 2 && k >= 0; depth++ {
			for c := range t.Children(k) {
				if t.Is(c, "advcl") && f.conditionClause(c) {
					return t.Child(c, "nsubj")
				}
			}
			k = f.content(i, fr)
		}
		return -1
	case "ing": // the verb itself, where it only tells what goes with another: "shut the dam, allowing workers to clear it"
		if t.Tokens[i].XPOS == "VBG" && (t.Is(i, "advcl") || t.Is(i, "acl")) && t.Child(i, "nsubj") < 0 {
			return i
		}
		return -1
	case "inner", "adj":
		return -1 // sides look for these themselves
	}
	if f.sequel(i) {
		return f.prep(i, name, deep)
	}
	if at := f.prep(i, name, 0); at >= 0 {
		return at
	}
	if name == "against" || name == "for" || name == "from" {
		for c := range t.Children(i) {
			if t.Is(c, "advcl") && t.Tokens[c].XPOS == "VBG" && f.marked(c, name) {
				return c // "warned Oslo against hosting", "called for lifting the ban", "stopped the editor from leaving"
			}
		}
	}
	if nominal(&t.Tokens[i]) {
		g := int(t.Tokens[i].Head)
		if g < 0 && f.mended > i && f.before(f.mended) == i {
			g = f.mended // "protests spread across Kenya", where "spread" passes for a participle
		}
		if g >= 0 && verbal(&t.Tokens[g]) && !t.Is(i, "obl") {
			for c := range t.Children(g) {
				if t.Is(c, "obl") && f.caseIs(c, name) && !f.in(f.is.setting, c) {
					return c
				}
			}
		}
	}
	return f.prepBehind(i, name)
}

// sequel says whether the noun at token i is only said to follow something else, whose sides are not its own: "the bombing follows a
// wave of raids on Oslo".
func (f *Finder) sequel(i int) bool {
	h := int(f.t.Tokens[i].Head)
	if h < 0 || !f.t.Is(i, "nsubj") || f.t.Child(h, "obj") < 0 {
		return false
	}
	switch f.t.Tokens[h].Lemma {
	case "follow", "precede":
		return true
	}
	return false
}

// subjunctive says whether clause i says what should be: "that Oslo withdraw", "that Oslo must withdraw".
func (f *Finder) subjunctive(i int) bool {
	aux := -1
	for c := range f.t.Children(i) {
		if w := f.t.Tokens[c].Lower; w == "would" || w == "will" {
			return false // "insisted that its aim would be to"
		}
		if aux < 0 && f.t.Is(c, "aux") {
			aux = c
		}
	}
	if aux >= 0 {
		w := f.t.Tokens[aux].Lower
		return w == "must" || w == "should" || w == "be"
	}
	if c := f.t.Child(i, "cop"); c >= 0 {
		return f.t.Tokens[c].Lower == "be"
	}
	if f.t.Tokens[i].Lower == "that" {
		return false
	}
	return f.t.Tokens[i].XPOS == "VB" || f.t.Tokens[i].XPOS == "VBP" || f.t.Tokens[i].UPOS != "VERB"
}

// due says whether clause i says what will, should or can be: "agreed that the troops would leave".
func (f *Finder) due(i int) bool {
	if f.marked(i, "to") {
		return false
	}
	for c := range f.t.Children(i) {
		if f.t.Is(c, "aux") {
			switch f.t.Tokens[c].Lower {
			case "will", "wo", "would", "shall", "should", "must", "ought", "can", "ca", "'ll", "’ll":
				return true
			}
		}
	}
	return f.subjunctive(i)
}

// may says whether clause i says what may be: "warned that it could lose".
func (f *Finder) may(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "aux") {
			switch f.t.Tokens[c].Lower {
			case "may", "might", "could":
				return true
			}
		}
	}
	return false
}

// asks says whether clause i is a question told: "who he was".
func (f *Finder) asks(i int) bool {
	if f.marked(i, "whether") || f.marked(i, "if") {
		return true
	}
	switch f.t.Tokens[f.t.Tokens[i].Left].XPOS {
	case "WP", "WRB", "WP$":
		return true
	}
	return f.t.Tokens[i].XPOS == "WP"
}

// content is the clause that says what verb i is about: an infinitive or what "that" begins; -1 for none.
func (f *Finder) content(i int, fr *frame) int {
	if c := f.slot("do", i, fr); c >= 0 {
		return c
	}
	return f.t.Child(i, "ccomp")
}

// modal says whether a clause has a modal verb, so that it says what may be and not what to do: "warned Oslo could be next".
func (f *Finder) modal(c int) bool {
	x := f.t.Child(c, "aux")
	return x >= 0 && f.t.Tokens[x].XPOS == "MD"
}

// infinitive says whether a clause has no finite verb.
func (f *Finder) infinitive(c int) bool {
	for k := range f.t.Children(c) {
		if k < c && (f.t.Is(k, "aux") || f.t.Is(k, "cop")) && finite(&f.t.Tokens[k]) {
			return false // "told the crowd that it was hard", "insists the move is to stop them"
		}
	}
	if f.marked(c, "to") {
		return true
	}
	if f.marked(c, "that") {
		return false // "told them that the will of the people must prevail"
	}
	if f.modal(c) {
		return false
	}
	if f.t.Child(c, "expl") >= 0 {
		return false
	}
	if f.t.Tokens[c].UPOS == "PROPN" {
		return false // "told Republicans", where they pass for a clause
	}
	return f.t.Tokens[c].XPOS != "VBD" && f.t.Tokens[c].XPOS != "VBZ" && f.t.Child(c, "nsubj") < 0
}

// prep finds the noun that hangs on token i, or on a noun below it, by a preposition.
func (f *Finder) prep(i int, p string, depth int) int {
	t := f.t
	deepest := 3
	if !f.deeds {
		deepest = 1
	}
	for c := range t.Children(i) {
		if (t.Is(c, "obl") || t.Is(c, "nmod") || t.Is(c, "xcomp")) && f.caseIs(c, p) && !f.timeWord(c).told && (p == "of" || p == "to" || p == "against" || !f.in(f.is.setting, c)) {
			return c
		}
	}
	if depth >= deepest {
		return -1
	}
	for c := range t.Children(i) {
		switch {
		case f.in(f.is.setting, c) && f.caseIs(c, "in"), (t.Is(c, "obl") || t.Is(c, "nmod")) && f.meanwhile(c): // another act's sides
		case t.Is(c, "obj"), t.Is(c, "xcomp") && depth == 0, t.Is(c, "nmod") && !t.Is(c, "nmod:poss"), t.Is(c, "obl"), t.Is(c, "nsubj:pass"), t.Is(c, "conj") && nominal(&t.Tokens[c]) && nominal(&t.Tokens[i]):
			if at := f.prep(c, p, depth+1); at >= 0 {
				return at
			}
		}
	}
	return -1
}

// meanwhile says whether a phrase tells beside which other act something happened: "during a visit to Oslo".
func (f *Finder) meanwhile(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "case") {
			switch f.t.Tokens[c].Lower {
			case "during", "after", "before", "since", "amid", "following", "despite", "ahead", "as":
				return true
			}
		}
	}
	return false
}

// caseIs says whether the preposition before token i is p.
func (f *Finder) caseIs(i int, p string) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "case") && f.t.Tokens[c].Lower == p || p == "over" && f.t.Is(c, "nummod") && f.lower(int(f.t.Tokens[c].Left)) == p {
			return true // "complained over two raids" is no number
		}
	}
	return false
}

// marked says whether a clause begins with a word: "to attack", "if it attacks".
func (f *Finder) marked(i int, w string) bool {
	for c := range f.t.Children(i) {
		if (f.t.Is(c, "mark") || f.t.Is(c, "case") || f.t.Is(c, "advmod")) && f.t.Tokens[c].Lower == w && c < i {
			return true
		}
	}
	return false
}

// use marks the words that an entry took in, so that they are no events of their own.
func (f *Finder) use(e *know.Entry, i int, fr *frame) {
	for k := range e.Conditions {
		c := &e.Conditions[k]
		if c.Not || c.Any || c.Actor && len(c.Words) == 0 || c.Slot == "mod" || c.Slot == "subj" || len(c.Types) > 0 {
			continue
		}
		for at := f.slot(c.Slot, i, fr); at >= 0; at = f.counted(at) {
			f.used[at] = true
		}
	}
}
