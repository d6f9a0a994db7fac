package position

import (
	"slices"
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// modalRule gives st the entry of a modal of stances.txt: "must", "will not", "will only".
func (f *Finder) modalRule(st *stand, first, second string) {
	for _, c := range f.words.At(first) {
		if c.Sort == know.StanceModal && c.Second == second {
			st.rule, st.weak = c.Rule, c.Weak
			return
		}
	}
}

// modal reads what a verb with "must", "will" or "will not" says: a demand on somebody else, an offer, a refusal, a condition.
func (f *Finder) modal(i int) (stand, bool) {
	t := f.t
	st := stand{cue: i, predicate: i, topic: i, from: -1, earlier: -1, addressee: -1, condition: -1, whole: true}
	k := &t.Tokens[i]
	if k.UPOS != "VERB" && k.UPOS != "ADJ" && k.UPOS != "NOUN" || t.Is(i, "xcomp") || t.Is(i, "advcl") && t.Child(i, "nsubj") < 0 || i < f.taken && !f.opensClause(i) {
		return st, false
	}
	modal, not := f.mood(i)
	lemma := f.clause.Lemma(i)
	if modal == "" && (lemma == "have" || lemma == "need" || lemma == "ought") && !(i+1 < len(t.Tokens) && t.Tokens[i+1].Lower == "yet") {
		// "has to stop", "needs to stop": the verb behind is what must be.
		if v := f.infinitive(i, i); v >= 0 && t.Is(v, "xcomp") && !not {
			return f.must(st, v)
		}
	}
	if modal == "" && !not && (lemma == "intend" || lemma == "plan") && (len(f.clause.Issuers) > 0 || lang.Said(f.d, int(k.Start)) >= 0) {
		for v := range t.Children(i) { // "intends to provide"
			if v < i || !t.Is(v, "xcomp") {
				continue
			}
			for _, c := range f.words.At(f.clause.Lemma(v)) {
				if c.Sort == know.StanceWill {
					st.stance, st.rule, st.weak, st.topic, st.own = "offers", c.Rule, c.Weak, v, true
					return st, true
				}
			}
		}
	}
	switch modal {
	case "must", "should":
		if t.Is(i, "conj") && t.Child(i, "nsubj") < 0 {
			return st, false // several acts under one "must" are one demand
		}
		return f.must(st, i)
	case "will", "would":
	default:
		return st, false
	}
	if modal == "would" && !f.reported(i) && (f.conditionOf(i, not) < 0 || lang.Said(f.d, int(k.Start)) < 0 && len(f.clause.Issuers) == 0) {
		return st, false
	}
	st.own = true
	if f.foretold(&st) {
		return st, false
	}
	if cond := f.conditionOf(i, not); cond >= 0 && t.Child(i, "nsubj:pass") < 0 && k.UPOS == "VERB" {
		st.stance, st.condition = "conditions", cond
		f.modalRule(&st, "will", "only")
		f.backed(&st)
		return st, true
	}
	if k.UPOS != "VERB" || t.Child(i, "nsubj:pass") >= 0 {
		return st, false
	}
	if o := t.Child(i, "obj"); o >= 0 {
		for x := i + 1; x < o; x++ {
			not = not || t.Tokens[x].Lower == "no" // "will send no more weapons"
		}
	}
	if not {
		if mute(lemma) {
			return st, false
		}
		for _, c := range f.words.At(lemma) {
			if c.Stance == "opposes" || c.Stance == "demands" || c.Stance == "declines" && c.Sort != know.StanceAct && c.Sort != know.StanceNot {
				return st, false // "will not oppose", "will not rule out"
			}
		}
		st.stance, st.refusal = "declines", true
		f.modalRule(&st, "will", "not")
		if v := f.light(i); v != i {
			st.topic = v
		}
		return st, true
	}
	for _, v := range [...]int{i, f.light(i)} {
		for _, c := range f.words.At(f.clause.Lemma(v)) {
			if c.Sort == know.StanceWill {
				st.stance, st.rule, st.weak, st.topic = "offers", c.Rule, c.Weak, v
				return st, true
			}
		}
	}
	return st, false
}

// foretold says whether somebody else tells what the holder will do: an analyst, another government. That is a forecast, and where the
// holder stands the words do not say.
func (f *Finder) foretold(st *stand) bool {
	a := lang.Said(f.d, int(f.t.Tokens[st.cue].Start))
	if a < 0 || f.d.Attributions[a].Source == nil {
		return false
	}
	if s := f.d.Attributions[a].Source; s.Actor == nil && s.Name == nil {
		return false // "officials said": whose, the sentence tells by its subject
	}
	f.codes = f.judges(f.codes[:0], st.cue)
	for _, c := range f.holding(st, nil) {
		if slices.Contains(f.codes, c) {
			return false
		}
	}
	return true
}

// backed makes what would be supported the topic: "would back the plan if" is about the plan.
func (f *Finder) backed(st *stand) {
	for _, c := range f.words.At(f.clause.Lemma(st.cue)) {
		x := *st
		if c.Sort == know.StanceVerb && c.Stance == "supports" && f.takes(c, &x, st.cue) {
			st.topic, st.from, st.own, st.whole = x.topic, x.from, x.own, false
			return
		}
	}
}

// must reads "Oman must stop": a demand of whoever says so, on somebody else.
func (f *Finder) must(st stand, v int) (stand, bool) {
	t := f.t
	s := t.Child(st.predicate, "nsubj")
	if s < 0 {
		if s = f.clause.Subject(st.predicate); s < 0 {
			return st, false
		}
	}
	st.stance, st.judged, st.topic, st.addressee = "demands", true, v, s
	f.modalRule(&st, "must", "")
	if p := t.Child(v, "nsubj:pass"); p >= 0 {
		st.addressee = p
	}
	who := f.judges(nil, v)
	if len(who) == 0 {
		return st, false
	}
	// Whoever speaks does not make demands on itself.
	if t.Tokens[s].UPOS == "PRON" {
		return st, false
	}
	if settles(f.clause.Lemma(v)) && t.Child(v, "obl:agent") >= 0 {
		return st, false // "must be decided by the Omanis": that leaves it to them
	}
	told := f.clause.Governments(nil, s)
	if len(told) == 0 {
		told = f.clause.Codes(nil, int(t.Tokens[s].Left), int(t.Tokens[s].Right))
	}
	if !slices.ContainsFunc(told, func(c string) bool { return !slices.Contains(who, c) }) {
		return st, false // nobody else is told to
	}
	return st, t.Tokens[v].UPOS == "VERB"
}

// light is the verb that token i leads to where it says nothing itself: "will continue to fund".
func (f *Finder) light(i int) int {
	t := f.t
	for range 4 {
		if !f.words.Is("light", f.clause.Lemma(i)) {
			return i
		}
		v := -1
		for c := range t.Children(i) {
			if c > i && t.Tokens[c].UPOS == "VERB" && (t.Is(c, "xcomp") || t.Is(c, "ccomp") && t.Child(c, "nsubj") < 0 || t.Is(c, "advcl") && t.Tokens[c].XPOS == "VBG" && toward(f.clause.Mark(c)+f.clause.Case(c))) {
				v = c
				break
			}
		}
		if v < 0 {
			return i
		}
		i = v
	}
	return i
}

// lasts says whether a verb tells of something kept up, which "until" makes depend on what ends it.
func lasts(w string) bool {
	switch w {
	case "keep", "remain", "maintain", "stay", "hold", "retain", "pause", "suspend", "freeze", "halt", "withhold", "block", "close":
		return true
	}
	return false
}

func toward(w string) bool { return w == "towards" || w == "toward" || w == "to" }

// mute says whether a refusal by that verb takes no side: "will not comment".
func mute(w string) bool {
	switch w {
	case "be", "comment", "say", "speculate", "have", "know", "hesitate", "see", "discuss", "go", "speak", "get", "happen", "answer", "elaborate", "change", "forget", "rest", "succeed", "work", "matter", "stop":
		return true
	}
	return false
}

// condition finds what the holder's own act or support depends on, which makes the stance one of conditions.
func (f *Finder) condition(st *stand) {
	if st.condition >= 0 {
		return
	}
	switch st.stance {
	case "supports", "offers":
	case "declines":
		if !st.refusal && !f.actual(st) {
			return
		}
	default:
		return
	}
	v := st.predicate
	if v < 0 {
		v = st.cue
	}
	_, not := f.mood(v)
	not = not || f.actual(st) // "paused until"
	c := f.conditionOf(v, not)
	if c < 0 && st.own && st.topic >= 0 && st.topic != v {
		c = f.conditionOf(st.topic, not)
	}
	if c >= 0 {
		st.stance, st.condition = "conditions", c
	}
}

// actual says whether a stance of declining is one of giving up: "paused its support until".
func (f *Finder) actual(st *stand) bool { return f.words.Is("leave", f.clause.Lemma(st.cue)) }

func (f *Finder) hasCondition(st *stand) bool {
	v := st.predicate
	if v < 0 {
		v = st.cue
	}
	return f.conditionOf(v, false) >= 0
}

// conditionOf is the predicate of the clause that the predicate at token v depends on; -1 where there is none. not says that v is
// denied: "will not sign before".
func (f *Finder) conditionOf(v int, not bool) int {
	t := f.t
	for c := range t.Children(v) {
		if !t.Is(c, "advcl") && !t.Is(c, "obl") {
			continue
		}
		first := int(t.Tokens[c].Left)
		for first < c && t.Tokens[first].Kind == 5 {
			first++
		}
		w, n := f.words.ConditionAt(t.From(first))
		if n > 0 && first+3 < len(t.Tokens) && t.Tokens[first+3].Lower == "possible" {
			continue // "as soon as possible"
		}
		if n == 0 {
			if first > 0 && t.Tokens[first-1].Lower == "only" {
				switch t.Tokens[first].Lower {
				case "if", "when", "after", "once", "with", "in", "on":
					return c
				}
			}
			if t.Tokens[first].Lower == "when" && (f.only(v, first) || not) {
				return c
			}
			if t.Tokens[first].Lower == "after" && f.only(v, first) {
				return c
			}
			continue
		}
		switch w {
		case "before", "without":
			if !not || t.Is(c, "obl") && (f.calendar(c) || t.Tokens[c].UPOS == "NUM") {
				continue
			}
		case "if":
			if first > 0 && (t.Tokens[first-1].Lower == "even" || t.Tokens[first-1].Lower == "as") {
				continue
			}
		case "once":
			if t.Is(c, "obl") {
				continue
			}
		case "until", "as long as":
			if !not && !lasts(f.clause.Lemma(v)) {
				continue // "until Friday" is a date
			}
		case "in case":
			continue
		}
		return c
	}
	// The parser may hang the clause on a noun inside: "will accept a truce only if it is monitored".
	for i, last := v+1, t.Sentences[t.SentenceOf(v)].Last; i < last && (t.Tokens[i].Form != "," || i+2 < last && t.Tokens[i+1].Lower == "but" && t.Tokens[i+2].Lower == "only"); i++ {
		switch w := t.Tokens[i].Lower; {
		case w == "provided" || w == "providing":
			if c := t.Child(i, "ccomp"); c > i {
				return c
			}
			if h := int(t.Tokens[i].Head); h > i {
				return h
			}
		case (w == "on" || w == "as" || w == "in") && t.Tokens[i].UPOS != "PROPN":
			if _, n := f.words.ConditionAt(t.From(i)); n > 5 && (w != "as" || not || strings.HasPrefix(t.From(i), "as soon as")) {
				if end := t.TokenAt(int(t.Tokens[i].Start)+n-1) + 1; end < last && t.Tokens[end].Lower != "possible" {
					h := int(t.Tokens[end-1].Head)
					if h >= end {
						return h
					}
					return end
				}
			}
		case w == "once" && t.Tokens[i].UPOS == "SCONJ" && int(t.Tokens[i].Head) > i:
			return int(t.Tokens[i].Head)
		case w == "if" && t.Tokens[i].UPOS == "SCONJ" && t.Tokens[i-1].Lower != "even" && t.Tokens[i-1].Lower != "as" && f.clause.Modal(v) == "would":
			if h := int(t.Tokens[i].Head); h > i {
				return h
			}
		case w == "unless" || w == "if" && t.Tokens[i-1].Lower == "only" || (w == "once" || w == "when" || w == "after") && t.Tokens[i-1].Lower == "only" || w == "until" && (not || lasts(f.clause.Lemma(v))):
			if h := int(t.Tokens[i].Head); h > i && (t.Is(h, "acl") || t.Is(h, "advcl") || t.Is(h, "ccomp") || t.Is(h, "obl") || t.Is(h, "parataxis") || t.Is(h, "xcomp") || t.Is(h, "conj")) {
				return h
			}
		}
	}
	return -1
}

// only says whether "only" stands before token i in the clause of the predicate at token v.
func (f *Finder) only(v, i int) bool {
	for c := range f.t.Children(v) {
		if f.t.Tokens[c].Lower == "only" && c < i {
			return true
		}
	}
	return i > 0 && f.t.Tokens[i-1].Lower == "only"
}
