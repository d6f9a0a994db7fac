package position

import "readout/internal/lang"

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
	a := lang.Said(f.d, int(t.Tokens[v].Start))
	return a >= 0 && f.d.Attributions[a].Type != "direct"
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
	// "Oslo, which hosts the talks, urged": read as a call to Oslo.
	first := f.t.Sentences[f.t.SentenceOf(st.predicate)].First
	if code, k := f.clause.Name(first); code != "" && k+1 < len(f.t.Tokens) && f.t.Tokens[k].Form == "," && (f.t.Tokens[k+1].Lower == "which" || f.t.Tokens[k+1].Lower == "who") {
		return f.clause.Governments(dst, k-1)
	}
	if s < 0 && f.t.Child(st.predicate, "nsubj:pass") < 0 {
		if b := f.clause.Beside(st.predicate); b >= 0 {
			dst = f.clause.Governments(dst, b)
		}
	}
	return dst
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
