package position

import "readout/internal/know"

// verdict reads "the tests are unacceptable": whoever says so is against the tests.
func (f *Finder) verdict(c know.StanceCue, st stand) (stand, bool) {
	t := f.t
	i := st.cue
	if i < f.taken {
		return st, false
	}
	if len(c.Takes) > 0 && c.Takes[0] == "on" { // "the loan depends on the vote"
		s := t.Child(i, "nsubj")
		on := f.oblique(i, "on")
		if s < 0 || on < 0 || t.Tokens[s].UPOS == "PRON" || t.Tokens[i].UPOS != "VERB" || f.clause.Negated(i) {
			return st, false
		}
		st.topic, st.judged, st.condition = s, true, on
		return st, true
	}
	if h := int(t.Tokens[i].Head); t.Is(i, "xcomp") && h >= 0 && calls(f.clause.Lemma(h)) { // "called the raid unacceptable"
		if o := f.object(h); o >= 0 && o < i && !f.clause.Negated(h) && t.Tokens[o].UPOS != "PRON" {
			st.topic, st.predicate = o, h
			return st, true
		}
	}
	if t.Child(i, "cop") < 0 {
		return st, false
	}
	s := t.Child(i, "nsubj")
	if s < 0 || t.Tokens[s].UPOS == "PRON" {
		return st, false
	}
	modal, not := f.mood(i)
	if not || modal == "could" || modal == "may" || modal == "might" {
		return st, false
	}
	st.topic, st.judged = s, true
	return st, true
}

// calls says whether a verb passes a judgement: "called it illegal".
func calls(w string) bool {
	switch w {
	case "call", "deem", "consider", "find", "label", "brand", "think", "declare":
		return true
	}
	return false
}

// side reads "is against the plan", "is in favour of renewing it": the preposition is the word of stance, and what it leads to both
// the topic and the predicate.
func (f *Finder) side(c know.StanceCue, st stand) (stand, bool) {
	t := f.t
	i := st.cue
	if i < f.taken {
		return st, false
	}
	h := int(t.Tokens[i].Head)
	if c.Second != "" { // "in favour of"
		if i+1 >= len(t.Tokens) || t.Tokens[i+1].Lower != c.Second {
			return st, false
		}
		h = i + 1
	} else if h < i {
		return st, false
	}
	v := h
	if t.Is(v, "conj") && t.Child(v, "cop") < 0 {
		v = int(t.Tokens[v].Head)
	}
	cop := t.Child(v, "cop")
	if cop < 0 { // the parser takes "is" for the verb
		if up := int(t.Tokens[v].Head); up >= 0 && up < i && f.clause.Lemma(up) == "be" {
			v, cop = up, up
		}
	}
	if cop < 0 || cop > i || i-cop > 3 {
		return st, false
	}
	st.predicate, st.topic = v, h
	if c.Second != "" {
		if st.topic = f.oblique(h, "of"); st.topic < 0 {
			return st, false
		}
	}
	return st, f.negate(&st, c.Sort)
}

// duty reads "it is high time for Oslo to act", "it is essential that both sides act": whoever says so demands it.
func (f *Finder) duty(st stand) (stand, bool) {
	t := f.t
	i := st.cue
	s := t.Child(i, "expl")
	if s < 0 {
		s = t.Child(i, "nsubj")
	}
	if s < 0 || t.Tokens[s].Lower != "it" || t.Child(i, "cop") < 0 || f.clause.Negated(i) {
		return st, false
	}
	for v := i + 1; v < int(t.Tokens[i].Right); v++ {
		if u := t.Tokens[v].UPOS; u != "VERB" && u != "AUX" || f.clause.Mark(v) != "to" && f.clause.Mark(v) != "that" {
			continue
		}
		who := -1
		if f.clause.Mark(v) == "that" {
			who = t.Child(v, "nsubj")
		} else {
			for j := i + 1; j < v; j++ { // "for Oslo to": the noun hangs here or there
				if t.Tokens[j].Lower == "for" && int(t.Tokens[j].Head) > j {
					who = int(t.Tokens[j].Head)
					break
				}
			}
		}
		if who < 0 || who == v {
			return st, false
		}
		st.topic, st.addressee, st.judged = v, who, true
		told := f.clause.Governments(nil, who)
		if len(told) == 0 {
			told = f.clause.Codes(nil, int(t.Tokens[who].Left), int(t.Tokens[who].Right))
		}
		return st, len(told) > 0
	}
	return st, false
}

// line reads "our one-China policy has not changed": the holder stands by it.
func (f *Finder) line(i int) (stand, bool) {
	t := f.t
	st := stand{stance: "supports", cue: i, predicate: -1, topic: i, from: -1, earlier: -1, addressee: -1, condition: -1}
	v := int(t.Tokens[i].Head)
	if t.Tokens[i].UPOS != "NOUN" || !t.Is(i, "nsubj") || !f.words.Is("line", f.clause.Lemma(i)) || v < 0 {
		return st, false
	}
	switch f.clause.Lemma(v) {
	case "change":
		if !f.clause.Negated(v) {
			return st, false
		}
	case "unchanged", "firm", "unwavering", "steadfast", "unshakeable", "constant":
	case "remain", "stand":
	default:
		return st, false
	}
	st.rule = "stances.txt line " + f.clause.Lemma(i)
	return st, len(f.clause.Owner(f.codes[:0], i)) > 0
}
