package position

import (
	"slices"
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// read reads token i as the first word of cue c.
func (f *Finder) read(c know.StanceCue, i int) (stand, bool) {
	t := f.t
	st := stand{stance: c.Stance, cue: i, predicate: i, topic: -1, from: -1, earlier: -1, addressee: -1, condition: -1, weak: c.Weak, rule: c.Rule}
	k := &t.Tokens[i]
	switch c.Sort {
	case know.StanceVerb, know.StanceAct:
		if k.UPOS == "NOUN" && (k.Lower == "call" || k.Lower == "calls") && i > 0 && t.Tokens[i-1].Lower == "and" && i+1 < len(t.Tokens) && (t.Tokens[i+1].Lower == "on" || t.Tokens[i+1].Lower == "upon") {
			return f.calls(c, st) // "urge all to condemn the attacks and call on Oslo to": no noun
		}
		if k.UPOS != "VERB" && k.UPOS != "AUX" && !(k.Lower == "welcome" && k.UPOS == "INTJ") && !f.verbLike(i) {
			return st, false
		}
		if i < f.taken && !f.opensClause(i) && !(t.Is(i, "conj") && int(k.Head) == f.demanded && c.Stance == "demands") {
			return st, false
		}
		if c.Second != "" && !f.second(i, c.Second) {
			return st, false
		}
		if k.XPOS == "VBN" && t.Is(i, "advcl") && t.Child(i, "aux:pass") < 0 && t.Child(i, "aux") < 0 && t.Child(i, "nsubj") < 0 && f.clause.Mark(i) != "" {
			return st, false // "when asked about it": somebody else does
		}
		if !f.takes(c, &st, i) || !f.verbHolds(&st) || c.Sort == know.StanceAct && !f.announced(&st) || f.clause.Lemma(i) == "accuse" && !f.illegal(&st) {
			return st, false
		}
		st.act = c.Sort == know.StanceAct
		return st, f.negate(&st, c.Sort)
	case know.StanceNo:
		if k.UPOS != "NOUN" || i < f.taken || !f.takes(c, &st, i) || !f.carried(&st) {
			return st, false
		}
		x := t.Child(i, "det")
		st.own = true
		return st, x >= 0 && t.Tokens[x].Lower == "no" || st.predicate >= 0 && f.clause.Negated(st.predicate)
	case know.StanceNot:
		if k.UPOS != "VERB" || i < f.taken && !f.opensClause(i) || !f.takes(c, &st, i) || !f.verbHolds(&st) {
			return st, false
		}
		modal, not := f.mood(i)
		if h := int(k.Head); h >= 0 && f.clause.Lemma(h) == "consider" {
			modal, not = f.mood(h) // "no longer considers itself bound"
		}
		st.own = true
		return st, not && (modal == "" || modal == "can")
	case know.StanceNoun:
		if k.UPOS != "NOUN" || i < f.taken && !(t.Is(i, "conj") && t.Child(i, "nmod:poss") >= 0) {
			return st, false
		}
		if !f.takes(c, &st, i) || !f.carried(&st) || worry(f.clause.Lemma(i)) && !f.deed(st.topic) {
			return st, false
		}
		return st, f.negate(&st, c.Sort)
	case know.StanceAdjective:
		if k.UPOS != "ADJ" && k.UPOS != "VERB" || i < f.taken && !f.opensClause(i) {
			return st, false
		}
		if t.Is(i, "amod") || t.Child(i, "obj") >= 0 || t.Child(i, "cop") < 0 && !(t.Is(i, "xcomp") && f.copular(int(k.Head))) && !t.Is(i, "conj") && !t.Is(i, "advcl") && t.Child(i, "aux:pass") < 0 && t.Child(i, "nsubj") < 0 && t.Child(i, "nsubj:pass") < 0 {
			return st, false
		}
		if !f.takes(c, &st, i) {
			return st, false
		}
		st.own = true
		return st, f.negate(&st, c.Sort) && (c.Stance != "opposes" || k.Lower == "opposed" || k.Lower == "critical" || f.deed(st.topic))
	case know.StanceSide:
		return f.side(c, st)
	case know.StanceDuty:
		return f.duty(st)
	case know.StanceVerdict:
		return f.verdict(c, st)
	}
	return st, false
}

// copular says whether the verb at token v only says that something is so: "remains committed".
func (f *Finder) copular(v int) bool {
	switch f.clause.Lemma(v) {
	case "remain", "stay", "stand", "be", "seem", "appear", "feel", "become", "continue", "declare", "say", "express":
		return true
	}
	return false
}

// verbLike says whether the noun at token i is a verb that the parser took for a noun: "Oslo objects to".
func (f *Finder) verbLike(i int) bool {
	k := &f.t.Tokens[i]
	if k.UPOS != "NOUN" || k.XPOS != "NNS" || k.Head >= 0 && f.t.Tokens[k.Head].Head >= 0 && !f.t.Is(i, "nsubj") {
		return false
	}
	b := f.clause.Beside(i)
	if b < 0 || f.t.Tokens[b].UPOS == "ADJ" {
		return false
	}
	_, last := f.clause.Name(b)
	return last == i
}

// second finds the second word of "rule out" beside the first.
func (f *Finder) second(i int, word string) bool {
	t := f.t
	for c := range t.Children(i) {
		if c > i && t.Tokens[c].Lower == word {
			return true
		}
	}
	return i+1 < len(t.Tokens) && t.Tokens[i+1].Lower == word
}

// opensClause says whether the predicate at token i has a subject of its own, so that it may take a stance inside what another is
// about: "calls on Oman, which rejects the plan, to".
func (f *Finder) opensClause(i int) bool { return f.t.Is(i, "acl:relcl") || f.t.Is(i, "parataxis") }

// verbHolds says whether a verb of stance tells what its subject does, and not what somebody else is asked or said to do.
func (f *Finder) verbHolds(st *stand) bool {
	t := f.t
	v := st.cue
	for range 8 {
		h := int(t.Tokens[v].Head)
		if h < 0 {
			return true
		}
		switch {
		case t.Is(v, "xcomp"), t.Is(v, "acl") && f.clause.Mark(v) == "to", t.Is(v, "advcl") && f.clause.Mark(v) == "to":
			if !f.words.Is("through", f.clause.Lemma(h)) || t.Child(h, "obj") >= 0 && t.Child(h, "obj") < v {
				return false
			}
			v = h
		case t.Is(v, "conj"):
			if h == f.demanded && st.stance == "demands" {
				return true // "urges all to condemn it and calls on Oslo to stop": the parser joins the wrong two
			}
			if v = f.clause.Partner(v); v < 0 {
				return true
			}
		case t.Is(v, "amod"), t.Is(v, "compound"), t.Is(v, "nmod"), t.Is(v, "obl"), t.Is(v, "obj"):
			return false
		case t.Is(v, "advcl") || t.Is(v, "acl"):
			switch f.clause.Mark(v) + f.clause.Case(v) {
			case "", "in", "while", "and", "as", "that", "which":
				return true
			}
			return t.Child(v, "nsubj") >= 0 || t.Is(v, "acl:relcl")
		default:
			return true
		}
	}
	return true
}

// carried finds who holds the stance of a noun: whoever it belongs to, or whoever does what a verb of carrying tells.
func (f *Finder) carried(st *stand) bool {
	t := f.t
	i := st.cue
	h := i
	for range 4 { // coordinated nouns share their verb
		if !t.Is(h, "conj") || t.Tokens[h].Head < 0 {
			break
		}
		h = int(t.Tokens[h].Head)
	}
	v := int(t.Tokens[h].Head)
	if t.Child(h, "cop") >= 0 { // "is a strong supporter of"
		st.predicate = h
		return strings.HasSuffix(f.clause.Lemma(i), "er") || strings.HasSuffix(f.clause.Lemma(i), "ent") || f.clause.Lemma(i) == "advocate"
	}
	if v >= 0 && (t.Is(h, "obj") || t.Is(h, "obl") || t.Is(h, "nsubj:pass")) && f.words.Is("carry", f.clause.Lemma(v)) {
		st.predicate = v
		return f.verbHolds(&stand{cue: v})
	}
	if t.Child(i, "nsubj") >= 0 && t.Child(i, "cop") < 0 { // "Oslo again expressed concern", read as one noun phrase
		for c := range t.Children(i) {
			if c < i && t.Is(c, "amod") && f.words.Is("carry", f.clause.Lemma(c)) {
				st.predicate = i
				return true
			}
		}
	}
	f.codes = f.clause.Owner(f.codes[:0], i)
	if len(f.codes) == 0 {
		return false
	}
	st.predicate = -1
	return true
}

// negate turns the stance round where it is denied; false where nothing is left of it.
func (f *Finder) negate(st *stand, sort know.StanceSort) bool {
	v := st.predicate
	if v < 0 {
		v = st.cue
	}
	if a := f.t.Child(v, "aux"); a >= 0 && f.t.Tokens[a].Lower == "had" && !f.reported(v) {
		return false // "had opposed it": where it stood once
	}
	modal, not := f.mood(v)
	if v != st.cue && !not {
		not = f.clause.Negated(st.cue)
	}
	if s := f.clause.Subject(v); s >= 0 && s < v {
		switch f.t.Tokens[f.t.Tokens[s].Left].Lower {
		case "neither", "no", "none", "nobody":
			not = !not
		}
	}
	switch modal {
	case "could", "may", "might", "must":
		return false
	case "should":
		return false
	case "can":
		if !not {
			return false
		}
	case "would":
		if !f.reported(v) && !f.hasCondition(st) {
			return false
		}
	}
	if !not {
		return true
	}
	if sort == know.StanceAct && modal == "" {
		return false // "has not renewed the loan" tells what is, and no stand
	}
	switch st.stance {
	case "supports", "offers":
		st.stance, st.own = "declines", true
		return true
	}
	return false
}

// announced says whether the holder itself tells of its act: a report's plain fact is no stand.
func (f *Finder) announced(st *stand) bool {
	switch f.clause.Lemma(st.cue) {
	case "decide", "announce", "declare", "unveil", "resolve", "invite":
		return true
	}
	if m, _ := f.mood(st.cue); m == "will" {
		return true
	}
	// "suspended its participation": the holder's own part in something.
	if t := f.t; st.topic >= 0 {
		if c := t.Child(st.topic, "nmod:poss"); c >= 0 && t.Tokens[c].UPOS == "PRON" {
			if f.words.Is("part", f.clause.Lemma(st.topic)) {
				return true
			}
		}
	}
	if len(f.clause.Issuers) > 0 {
		return true
	}
	a := lang.Said(f.d, int(f.t.Tokens[st.cue].Start))
	if a < 0 {
		return false
	}
	if s := f.d.Attributions[a].Source; s != nil && s.Actor == nil && s.Role != nil && s.Name == nil {
		return true // "the defence minister announced": whose, the sentence tells by its subject
	}
	f.codes = f.judges(f.codes[:0], st.cue)
	for _, c := range f.holding(st, nil) {
		if slices.Contains(f.codes, c) {
			return true
		}
	}
	return false
}

// illegal says whether what somebody is accused of is called against the law, which makes the accusation a stand.
func (f *Finder) illegal(st *stand) bool {
	t := f.t
	for i := st.cue; i < int(t.Tokens[st.cue].Right); i++ {
		switch t.Tokens[i].Lower {
		case "illegally", "illegal", "unlawfully", "unlawful", "violating", "breaching", "violation", "breach":
			return true
		}
	}
	return false
}

// nounCue says whether the noun at token i is a word of stance.
func (f *Finder) nounCue(i int) bool {
	for _, c := range f.words.At(f.clause.Lemma(i)) {
		if c.Sort == know.StanceNoun {
			return true
		}
	}
	return false
}

// calls reads "and call on Oslo to stop" where the parser took "call" for a noun: who urges calls too.
func (f *Finder) calls(c know.StanceCue, st stand) (stand, bool) {
	t := f.t
	if c.Stance != "demands" || st.cue+2 >= len(t.Tokens) {
		return st, false
	}
	o := int(t.Tokens[st.cue+1].Head)
	if o <= st.cue {
		return st, false
	}
	for j := o + 1; j < t.Sentences[t.SentenceOf(st.cue)].Last; j++ {
		if h := int(t.Tokens[j].Head); t.Tokens[j].Lower == "to" && t.Tokens[j].UPOS == "PART" && h > j {
			st.topic, st.addressee, st.predicate = h, o, t.Sentences[t.SentenceOf(st.cue)].Root
			return st, true
		}
	}
	return st, false
}

// worry says whether a noun is a feeling, which is a stance only about what somebody does.
func worry(w string) bool {
	switch w {
	case "concern", "alarm", "dismay", "regret", "anger", "outrage":
		return true
	}
	return false
}

// deed says whether the words at token h are of what somebody does: it is theirs, or a clause, and no mere state of things somewhere.
func (f *Finder) deed(h int) bool {
	t := f.t
	if t.Tokens[h].UPOS == "VERB" || t.Child(h, "nsubj") >= 0 {
		return true
	}
	for i := int(t.Tokens[h].Left); i < f.widest(h); i++ {
		if x := t.Tokens[i].Lower; x == "this" || x == "these" {
			return true
		}
		if code, _ := f.clause.Name(i); code != "" {
			before := f.clause.Case(i)
			for k := i; before == "" && k != h && int(t.Tokens[k].Head) >= 0 && t.Tokens[k].Head != int32(h); {
				k = int(t.Tokens[k].Head)
				before = f.clause.Case(k)
			}
			if before != "in" && before != "at" {
				return true
			}
		}
	}
	return false
}
