package position

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// read reads token i as the first word of cue c.
func (f *Finder) read(c know.StanceCue, i int) (stand, bool) {
	t := f.t
	st := stand{stance: c.Stance, cue: i, predicate: i, topic: -1, from: -1, earlier: -1, addressee: -1, condition: -1, rule: c.Rule}
	k := &t.Tokens[i]
	switch c.Sort {
	case know.StanceVerb, know.StanceAct:
		if k.UPOS == "NOUN" && k.Lower == "call" && i > 0 && t.Tokens[i-1].Lower == "and" && i+1 < len(t.Tokens) && (t.Tokens[i+1].Lower == "on" || t.Tokens[i+1].Lower == "upon") {
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
		if !f.takes(c, &st, i) || !f.verbHolds(&st) || c.Sort == know.StanceAct && !f.announced(&st) || f.clause.Lemma(i) == "accuse" && !f.illegal(&st) {
			return st, false
		}
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

// takes finds what follows cue c at token i: the topic, and of a demand whom it is made to.
func (f *Finder) takes(c know.StanceCue, st *stand, i int) bool {
	passive := c.Sort == know.StanceVerb && f.t.Child(i, "nsubj:pass") >= 0
	for _, take := range c.Takes {
		if passive && take != "obj" && take != "obj+inf" {
			continue
		}
		switch take {
		case "obj":
			if o := f.object(i); o >= 0 {
				if f.words.Is("carry", f.clause.Lemma(i)) && f.nounCue(o) {
					return false // "reaffirmed its commitment to": the noun is the word of stance
				}
				st.topic = o
				for v := range f.t.Children(i) { // "opposes Oslo joining": the act, not who does it
					if v > o && f.t.Tokens[v].XPOS == "VBG" && f.t.Tokens[v].Left == f.t.Tokens[o].Right && f.clause.Mark(v) == "" && !f.t.Is(v, "conj") && !f.t.Is(v, "parataxis") && f.t.Child(v, "nsubj") < 0 {
						st.topic, st.from = v, o
					}
				}
				return true
			}
		case "self":
			st.topic, st.own, st.whole = i, true, true
			return true
		case "inf":
			if v := f.infinitive(i, i); v >= 0 {
				st.topic, st.own = v, true
				return true
			}
		case "ing":
			for v := range f.t.Children(i) {
				if v > i && f.t.Tokens[v].XPOS == "VBG" && (f.t.Is(v, "xcomp") || f.t.Is(v, "ccomp") || f.t.Is(v, "obj") || f.t.Is(v, "advcl") && f.t.Tokens[v].Left == int32(v)) {
					st.topic, st.own = v, true
					return true
				}
			}
		case "that":
			if v := f.finite(i); v >= 0 {
				st.topic, st.addressee = v, f.t.Child(v, "nsubj")
				return true
			}
		case "obj+inf":
			if o := f.object(i); o >= 0 {
				if v := f.infinitive(i, o); v >= 0 {
					st.topic, st.addressee = v, o
					return true
				}
			}
		case "obj+notinf":
			if o := f.object(i); o >= 0 {
				if v := f.infinitive(i, o); v >= 0 && f.clause.Negated(v) {
					st.topic, st.addressee = v, o
					return true
				}
			}
		default:
			if prep, ok := strings.CutPrefix(take, "obj+"); ok { // "asks Oslo for a share"
				if o := f.object(i); o >= 0 {
					if n := f.oblique(i, prep); n > o {
						st.topic, st.addressee = n, o
						return true
					}
				}
				continue
			}
			prep, inf, _ := strings.Cut(take, "+")
			o := f.oblique(i, prep)
			if o < 0 {
				continue
			}
			if inf == "" {
				st.topic = o
				if prep == "of" && f.clause.Lemma(i) == "accuse" {
					st.addressee = f.object(i)
				}
				return true
			}
			if v := f.infinitive(i, o); v >= 0 {
				st.topic, st.addressee = v, o
				return true
			}
		}
	}
	return false
}

// object is what the verb at token i is done to, of a passive its subject.
func (f *Finder) object(i int) int {
	t := f.t
	if o := t.Child(i, "obj"); o >= 0 && o > i {
		if code, last := f.clause.Name(o); code != "" && last == o+1 { // "offered Oslo the use of a ship"
			for c := range t.Children(i) {
				if c > o && t.Is(c, "obj") {
					return c
				}
			}
		}
		return o
	}
	if t.Tokens[i].XPOS == "VBN" {
		if o := t.Child(i, "nsubj:pass"); o >= 0 {
			return f.antecedent(o)
		}
		if t.Is(i, "acl") && t.Child(i, "obl:agent") >= 0 {
			return int(t.Tokens[i].Head)
		}
	}
	// "the attack, which Oslo condemned": the object stands before.
	if t.Is(i, "acl:relcl") {
		if o := t.Child(i, "obj"); o >= 0 {
			return int(t.Tokens[i].Head)
		}
	}
	// The object of coordinated verbs hangs on the last: "hails and endorses the deal".
	for c := range t.Children(i) {
		if c > i && t.Is(c, "conj") && t.Tokens[c].UPOS == "VERB" && t.Child(c, "nsubj") < 0 {
			if o := t.Child(c, "obj"); o >= 0 {
				return o
			}
			break
		}
	}
	if o := t.Child(i, "iobj"); o > i {
		return o
	}
	return f.behind(i)
}

// behind is the head of the noun phrase right behind the verb at token i, which the parser may have hung on a later verb: "Oslo backs
// the plan, officials said".
func (f *Finder) behind(i int) int {
	t := f.t
	j := i + 1
	for j < len(t.Tokens) && (t.Is(j, "compound:prt") || t.Tokens[j].UPOS == "ADV") {
		j++
	}
	if j >= len(t.Tokens) || t.SentenceOf(j) != t.SentenceOf(i) || t.Tokens[i].XPOS == "VBN" && t.Child(i, "aux") < 0 || t.Tokens[j].Kind != lang.Word {
		return -1
	}
	switch t.Tokens[j].UPOS {
	case "ADP", "SCONJ", "CCONJ", "AUX", "PART", "VERB":
		return -1
	}
	h := j
	for range 8 {
		up := int(t.Tokens[h].Head)
		if up <= h || int(t.Tokens[up].Left) < j {
			break
		}
		if u := t.Tokens[up].UPOS; u != "NOUN" && u != "PROPN" && u != "ADJ" {
			break
		}
		h = up
	}
	if u := t.Tokens[h].UPOS; u != "NOUN" && u != "PROPN" || int(t.Tokens[h].Left) < j {
		return -1
	}
	return h
}

func (f *Finder) antecedent(s int) int {
	switch f.t.Tokens[s].Lower {
	case "which", "that", "who":
		for v := int(f.t.Tokens[s].Head); v >= 0; v = int(f.t.Tokens[v].Head) {
			if f.t.Is(v, "acl") {
				return int(f.t.Tokens[v].Head)
			}
			if !f.t.Is(v, "conj") && !f.t.Is(v, "xcomp") {
				return -1
			}
		}
		return -1
	}
	return s
}

// oblique is the noun behind preposition prep after token i.
func (f *Finder) oblique(i int, prep string) int {
	t := f.t
	last := int(t.Tokens[i].Right)
	for c := range t.Children(i) {
		if c > i && (t.Is(c, "obl") || t.Is(c, "nmod") || t.Is(c, "obj") || t.Is(c, "advcl") || t.Is(c, "acl") || t.Is(c, "xcomp") || t.Is(c, "ccomp")) && f.headedBy(c, prep) {
			if f.calendar(c) || t.Is(c, "advcl") && t.Tokens[c].XPOS != "VBG" {
				continue
			}
			return c
		}
	}
	// It may hang on the verb that carries the noun, or on the verb's object: "accuses Oslo of".
	for c := range t.Children(i) {
		if c > i && t.Is(c, "obj") {
			for x := range t.Children(c) {
				if x > c && f.headedBy(x, prep) && (t.Is(x, "acl") && t.Tokens[x].XPOS == "VBG" || prep == "of" && f.clause.Lemma(i) == "accuse") {
					return x
				}
			}
		}
	}
	if v := int(t.Tokens[i].Head); v >= 0 && t.Tokens[i].UPOS == "NOUN" && t.Tokens[v].UPOS == "VERB" {
		for c := range t.Children(v) {
			if c > i && t.Is(c, "obl") && f.headedBy(c, prep) && !f.calendar(c) {
				return c
			}
		}
	}
	// The parser hangs a far phrase elsewhere: the preposition right behind still leads to it.
	for j := i + 1; j < min(i+3, len(t.Tokens), max(last, i+3)); j++ {
		if t.Tokens[j].Lower == prep {
			h := int(t.Tokens[j].Head)
			if h > j && t.SentenceOf(h) == t.SentenceOf(i) && t.Tokens[j].UPOS == "ADP" {
				return h
			}
			return -1
		}
		if t.Tokens[j].UPOS != "ADV" && t.Tokens[j].UPOS != "PART" {
			return -1
		}
	}
	return -1
}

// headedBy says whether preposition prep leads to token c.
func (f *Finder) headedBy(c int, prep string) bool {
	t := f.t
	for k := range t.Children(c) {
		if k < c && (t.Is(k, "case") || t.Is(k, "mark")) && t.Tokens[k].Lower == prep && !(prep == "to" && t.Tokens[k].UPOS == "PART" && t.Tokens[c].XPOS != "VBG") {
			return true
		}
	}
	return false
}

func (f *Finder) calendar(c int) bool {
	switch w := f.t.Tokens[c].Lower; w {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "week", "month", "time", "year", "day":
		return true
	}
	return false
}

// infinitive is the verb of the first to-infinitive behind token o that completes the word at token i; -1 where there is none.
func (f *Finder) infinitive(i, o int) int {
	t := f.t
	for c := range t.Children(i) {
		if c > o && (t.Is(c, "xcomp") || t.Is(c, "advcl") || t.Is(c, "ccomp") || t.Is(c, "acl") || t.Is(c, "csubj")) && f.clause.Mark(c) == "to" {
			return c
		}
	}
	if o != i {
		// It may hang on whom the demand is made to.
		for c := range t.Children(o) {
			if c > o && (t.Is(c, "acl") || t.Is(c, "xcomp") || t.Is(c, "advcl")) && f.clause.Mark(c) == "to" {
				return c
			}
		}
		for c := range t.Children(o) { // "Oslo and the rebels to": it may hang on the last of them
			if c > o && t.Is(c, "conj") {
				for x := range t.Children(c) {
					if x > c && (t.Is(x, "acl") || t.Is(x, "xcomp")) && f.clause.Mark(x) == "to" {
						return x
					}
				}
			}
		}
		// Or anywhere behind it, where the parser went astray: "to" right behind the noun phrase.
		for j := o + 1; j < len(t.Tokens)-1 && j < int(t.Tokens[o].Right)+2 && t.SentenceOf(j) == t.SentenceOf(i); j++ {
			if t.Tokens[j].Lower == "to" && t.Tokens[j].UPOS == "PART" {
				if h := int(t.Tokens[j].Head); h > j && t.Tokens[h].UPOS == "VERB" {
					return h
				}
			}
		}
	}
	return -1
}

// finite is the predicate of the that-clause behind token i, or of one without "that".
func (f *Finder) finite(i int) int {
	t := f.t
	for c := range t.Children(i) {
		if c > i && (t.Is(c, "ccomp") || t.Is(c, "acl") && f.clause.Mark(c) == "that") {
			if m := f.clause.Mark(c); m == "that" || m == "" && t.Child(c, "nsubj") > i {
				return c
			}
		}
	}
	return -1
}

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
		case t.Is(v, "amod"), t.Is(v, "compound"), t.Is(v, "csubj"), t.Is(v, "nmod"), t.Is(v, "obl"), t.Is(v, "obj"):
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
	switch st.stance {
	case "supports", "offers":
		st.stance, st.own = "declines", true
		return true
	}
	return false
}

// mood gives the modal of the predicate at token v and whether it is denied, with those of the verbs it completes.
func (f *Finder) mood(v int) (modal string, not bool) {
	t := f.t
	for range 6 {
		if m := f.clause.Modal(v); m != "" && modal == "" {
			modal = m
		}
		not = not != f.clause.Negated(v)
		if !(t.Is(v, "xcomp") || t.Is(v, "conj") && t.Child(v, "nsubj") < 0 && t.Child(v, "aux") < 0 && t.Child(v, "mark") < 0) || t.Tokens[v].Head < 0 {
			return modal, not
		}
		if t.Is(v, "conj") && !not {
			// "will not join but supports": the second has no part in the denial.
			if t.Tokens[v].XPOS != "VB" {
				return modal, not
			}
			m := f.clause.Modal(int(t.Tokens[v].Head))
			if modal == "" {
				modal = m
			}
			return modal, not || f.clause.Negated(int(t.Tokens[v].Head)) && t.Tokens[v].XPOS == "VB"
		}
		v = int(t.Tokens[v].Head)
	}
	return modal, not
}

// reported says whether the predicate at token v stands in indirect speech, where "would" is "will".
func (f *Finder) reported(v int) bool {
	t := f.t
	for range 6 {
		if t.Is(v, "ccomp") || t.Is(v, "parataxis") {
			return true
		}
		if t.Tokens[v].Head < 0 {
			break
		}
		v = int(t.Tokens[v].Head)
	}
	return lang.Said(f.d, int(t.Tokens[v].Start)) >= 0
}

// supposed says whether the stance is not told as so: under "if" or "whether", a rumour, somebody's denial.
func (f *Finder) supposed(st *stand) bool {
	t := f.t
	v := st.predicate
	if v < 0 {
		v = st.cue
	}
	for range 10 {
		h := int(t.Tokens[v].Head)
		switch f.clause.Mark(v) {
		case "if", "unless", "whether", "until", "lest":
			return true
		}
		if h < 0 {
			return false
		}
		if t.Is(v, "ccomp") || t.Is(v, "xcomp") {
			switch f.clause.Lemma(h) {
			case "deny", "doubt", "expect", "hope", "wonder", "wait", "ask", "fail", "likely", "unlikely", "want", "seem", "appear", "pretend", "imagine", "suggest":
				if st.cue != h && st.predicate != h {
					return true
				}
			}
			if f.clause.Negated(h) && t.Is(v, "ccomp") && f.clause.Lemma(h) != "doubt" {
				return true
			}
		}
		if (t.Is(v, "csubj") || t.Is(v, "ccomp") || t.Is(v, "advcl") && f.clause.Mark(v) == "that") && f.cues.Claims(t.Tokens[h].Lower) {
			return true
		}
		if t.Is(v, "acl") && (f.clause.Mark(v) == "that" || h+1 < len(t.Tokens) && t.Tokens[h+1].Lower == "that") && f.cues.Claims(t.Tokens[h].Lower) {
			return true
		}
		v = h
	}
	return false
}

// holding adds who holds the stance.
func (f *Finder) holding(st *stand, dst []string) []string {
	if st.predicate < 0 {
		return f.clause.Owner(dst, st.cue)
	}
	if st.judged {
		return f.judges(dst, st.cue)
	}
	s := -1
	if t := f.t; t.Tokens[st.predicate].UPOS == "ADJ" || st.own && t.Tokens[st.predicate].XPOS == "VBN" {
		s = t.Child(st.predicate, "nsubj:pass") // "is committed"
	}
	if s < 0 {
		s = f.clause.Subject(st.predicate)
	}
	n := len(dst)
	if s >= 0 {
		if dst = f.clause.Governments(dst, s); len(dst) > n {
			return dst
		}
	}
	if first := f.t.Sentences[f.t.SentenceOf(st.predicate)].First; s < 0 && f.t.Tokens[st.predicate].UPOS == "INTJ" && f.t.Tokens[first].Lower == "we" {
		return f.clause.Governments(dst, first) // "We, the governments of Oslo and Lima, welcome"
	}
	if s < 0 && f.t.Child(st.predicate, "nsubj:pass") < 0 {
		if b := f.clause.Beside(st.predicate); b >= 0 {
			dst = f.clause.Governments(dst, b)
		}
	}
	return dst
}

// announced says whether the holder itself tells of its act: a report's plain fact is no stand.
func (f *Finder) announced(st *stand) bool {
	switch f.clause.Lemma(st.cue) {
	case "decide", "announce", "declare", "unveil", "resolve":
		return true
	}
	if m, _ := f.mood(st.cue); m == "will" {
		return true
	}
	// "suspended its participation": the holder's own part in something.
	if t := f.t; st.topic >= 0 {
		if c := t.Child(st.topic, "nmod:poss"); c >= 0 && t.Tokens[c].UPOS == "PRON" {
			switch f.clause.Lemma(st.topic) {
			case "cooperation", "co-operation", "participation", "membership", "support", "aid", "contribution", "mediation", "assistance", "funding", "recognition", "observance", "compliance", "offer":
				return true
			}
		}
	}
	return len(f.clause.Issuers) > 0 || lang.Said(f.d, int(f.t.Tokens[st.cue].Start)) >= 0
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

// judges adds who vouches for the judgement at token v: whoever says so in the sentence, the source of the words, or those who issue
// the document.
func (f *Finder) judges(dst []string, v int) []string {
	t := f.t
	at := v
	for range 8 {
		h := int(t.Tokens[v].Head)
		if h < 0 {
			break
		}
		if t.Is(v, "ccomp") || t.Is(v, "acl") && f.clause.Mark(v) == "that" {
			for t.Tokens[h].UPOS == "NOUN" && t.Tokens[h].Head >= 0 {
				h = int(t.Tokens[h].Head)
			}
			if t.Tokens[h].UPOS == "VERB" {
				if s := f.clause.Subject(h); s >= 0 {
					if n := len(dst); len(f.clause.Governments(dst, s)) > n {
						return f.clause.Governments(dst, s)
					}
				}
			}
		}
		v = h
	}
	dst, _ = f.clause.Source(dst, at)
	return dst
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
