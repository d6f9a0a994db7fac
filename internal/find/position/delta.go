package position

// deltaOrder is which value counts where several cues say something.
var deltaOrder = [...]string{"withdrawn", "shifted", "qualified", "new", "reiterated"}

// delta is what the words that govern the stance say of an earlier one; nil for nothing.
func (f *Finder) delta(st *stand) *string {
	t := f.t
	best := len(deltaOrder)
	note := func(v string) {
		for k, x := range deltaOrder {
			if x == v && k < best {
				best = k
			}
		}
	}
	word := func(i int) {
		note(f.words.Delta(f.clause.Lemma(i)))
		note(f.words.Delta(t.Tokens[i].Lower))
		v, _ := f.words.DeltaAt(t.From(i))
		note(v)
	}
	if st.stance == "conditions" {
		note("qualified")
	}
	if st.predicate < 0 && t.Is(st.cue, "nsubj") && f.words.Is("line", f.clause.Lemma(st.cue)) {
		note("reiterated")
	}
	// The verbs above the stance, as long as they carry it, each with its adverbs.
	v := st.cue
	for range 6 {
		if v != st.cue || !f.ownWord(st, v) {
			word(v)
		}
		for c := range t.Children(v) {
			if c < st.topic && c != st.cue && (t.Is(c, "advmod") || t.Is(c, "aux") || t.Is(c, "obl") || t.Is(c, "amod") || t.Is(c, "nmod") || t.Is(c, "mark")) || t.Is(c, "advmod") && c < v+4 {
				for i := int(t.Tokens[c].Left); i < int(t.Tokens[c].Right) && i <= c; i++ {
					word(i)
				}
			}
		}
		h := int(t.Tokens[v].Head)
		if h < 0 || t.SentenceOf(h) != t.SentenceOf(v) {
			break
		}
		if t.Is(v, "xcomp") || t.Is(v, "ccomp") || t.Is(v, "obj") || t.Is(v, "obl") || t.Is(v, "conj") && t.Child(v, "nsubj") < 0 || t.Is(v, "parataxis") || t.Is(v, "acl") || t.Is(v, "advcl") && f.clause.Lemma(h) == "consider" {
			if t.Is(v, "conj") {
				// Only what stands before both governs both.
				h = int(t.Tokens[h].Head)
				if h < 0 || !(t.Is(int(t.Tokens[v].Head), "ccomp") || t.Is(int(t.Tokens[v].Head), "obj")) {
					break
				}
			}
			v = h
			continue
		}
		break
	}
	// An act of giving up: "suspends its participation".
	if st.stance == "declines" || st.stance == "conditions" {
		if st.gaveUp || f.words.Is("leave", f.clause.Lemma(st.cue)) {
			note("withdrawn")
		}
	}
	if best == len(deltaOrder) {
		return nil
	}
	value := deltaOrder[best]
	return &value
}

// ownWord says whether the word at token v is the stance itself and no word about it: "continue" is, "reaffirm" is both.
func (f *Finder) ownWord(st *stand, v int) bool {
	switch f.words.Delta(f.clause.Lemma(v)) {
	case "withdrawn":
		return st.stance != "declines" && st.stance != "conditions"
	}
	return false
}
