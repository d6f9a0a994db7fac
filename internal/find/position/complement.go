package position

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

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
				if c.Sort == know.StanceAct && f.t.Child(i, "xcomp") > o {
					continue // "declared the floods a disaster", "declared the alliance obsolete"
				}
				if f.clause.Lemma(i) == "seek" && f.words.Is("sought", f.clause.Lemma(o)) {
					return false // "seeks Lima's help": what it would have from others
				}
				st.topic = o
				for v := range f.t.Children(i) { // "opposes Oslo joining": the act, not who does it
					if v > o && f.t.Tokens[v].XPOS == "VBG" && f.t.Tokens[v].Left == f.t.Tokens[o].Right && f.t.Tokens[f.t.Tokens[v].Left].Form != "," && f.clause.Mark(v) == "" && !f.t.Is(v, "conj") && !f.t.Is(v, "parataxis") && f.t.Child(v, "nsubj") < 0 {
						st.topic, st.from = v, o
					}
				}
				return true
			}
		case "self":
			if f.clause.Lemma(i) == "leave" && !f.leaves(i) {
				continue
			}
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
				if m := f.clause.Modal(v); f.clause.Lemma(i) == "insist" && m != "must" && m != "should" && f.t.Tokens[v].XPOS != "VB" && !f.subjunctive(v) {
					return false // "insists that it needs no leave" asserts and demands nothing
				}
				if c.Sort == know.StanceAct && f.done(v) {
					continue // "announced that it had arrested" tells what is done
				}
				st.topic, st.addressee = v, f.t.Child(v, "nsubj")
				return true
			}
		case "obj+inf":
			if o := f.object(i); o >= 0 {
				if v := f.infinitive(i, o); v >= 0 {
					if f.clause.Lemma(i) == "expect" && !f.responsible(o) {
						continue // "expects prices to rise"
					}
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

// leaves says whether a verb of leaving tells of a body or a pact: "leaves the union", and not a town or a stone unturned.
func (f *Finder) leaves(i int) bool {
	o := f.object(i)
	if o < 0 {
		o = f.oblique(i, "from")
	}
	if o < 0 {
		return false
	}
	code, _ := f.clause.Name(o)
	m := f.clause.Mention(o)
	return f.words.Is("part", f.clause.Lemma(o)) || know.Body(code) || m >= 0 && know.Body(f.t.Mentions[m].Code)
}

// responsible says whether the noun at token o is of somebody who may be held to something: a government, "other nations".
func (f *Finder) responsible(o int) bool {
	switch f.clause.Lemma(o) {
	case "nation", "country", "state", "government", "side", "party", "partner", "ally", "neighbour", "neighbor":
		return true
	}
	return len(f.clause.Governments(nil, o)) > 0
}

// done says whether the clause of token v tells what has been done, or what is.
func (f *Finder) done(v int) bool {
	t := f.t
	if t.Tokens[v].XPOS == "VBD" || t.Child(v, "cop") >= 0 && f.clause.Modal(v) == "" {
		return true
	}
	for c := range t.Children(v) {
		if c < v && t.Tokens[c].UPOS == "AUX" && f.clause.Lemma(c) == "have" && f.clause.Modal(v) == "" {
			return true
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
		if c > i && (t.Is(c, "obl") && !f.calendar(c) || t.Is(c, "advcl") || t.Is(c, "ccomp") || t.Is(c, "xcomp")) {
			break // "protested in a note and invited her colleague": each has its own
		}
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
	for c := range t.Children(i) { // "condemns in the strongest terms the raid": read as one phrase
		if o := t.Child(c, "obj"); c > i && t.Is(c, "obl") && o > c && t.Tokens[c].UPOS == "NOUN" {
			return o
		}
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
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "week", "month", "time", "year", "day", "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "noon", "midnight", "weekend", "deadline":
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

// subjunctive says whether the clause of token v has "be" for its verb: "insists that the crew be freed".
func (f *Finder) subjunctive(v int) bool {
	for c := range f.t.Children(v) {
		if f.t.Tokens[c].Lower == "be" {
			return true
		}
	}
	return false
}
