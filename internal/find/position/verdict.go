package position

import "readout/internal/know"

// verdict reads "the tests are unacceptable": whoever says so is against the tests.
func (f *Finder) verdict(c know.StanceCue, st stand) (stand, bool) {
	t := f.t
	i := st.cue
	if i < f.taken || t.Child(i, "cop") < 0 {
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
