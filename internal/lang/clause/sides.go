package clause

import "readout/internal/lang"

// Sides adds whom "the two sides", "both ministers" or "they" mean at token h: the issuers of a joint text, else the pair of the
// text's words, else the two governments named last before h.
func (r *Reader) Sides(dst []string, h int) []string {
	t := r.t
	for c := range t.Children(h) {
		if k := &t.Tokens[c]; t.Is(c, "nummod") && k.Lower != "two" && k.Lower != "2" || c < h && (k.Lower == "all" || k.Lower == "several" || k.Lower == "many" || k.Lower == "other" || k.Lower == "some") {
			return dst // "the three countries", "other governments"
		}
	}
	if t.Tokens[h].UPOS == "PRON" {
		if n := len(dst); n == 0 {
			if dst = r.PairBefore(dst, h); len(dst) >= 2 {
				return dst
			}
			dst = dst[:0]
		}
	}
	if len(r.Issuers) >= 2 {
		for _, c := range r.Issuers {
			dst = add(dst, c)
		}
		return dst
	}
	s := t.SentenceOf(h)
	if m := int(r.at[h]); m >= 0 && t.Mentions[m].Code != "" && t.Mentions[m].Code2 != "" {
		r.last, r.lastAt = append(r.last[:0], t.Mentions[m].Code, t.Mentions[m].Code2), s
		return append(dst, r.last...)
	}
	// "They" are the subject of the sentence before, if it was several; else nobody knows who.
	for k := s; k >= 0 && k >= s-2; k-- {
		root := t.Sentences[k].Root
		subj := t.Child(root, "nsubj")
		if subj < 0 || subj >= h && !(k == s && t.Tokens[h].UPOS != "PRON") || subj == h {
			continue
		}
		r.pair = r.pair[:0]
		if m := int(r.at[subj]); m >= 0 && t.Mentions[m].Code2 != "" {
			r.pair = append(r.pair, t.Mentions[m].Code, t.Mentions[m].Code2) // "The two leaders met. They agreed"
		} else if t.Tokens[subj].UPOS != "PRON" && !(sides(r.Lemma(subj)) && r.plural(subj)) {
			r.pair = r.plainly(r.pair, subj)
			if len(r.pair) < 2 { // "Ida Brun met her Omani colleague"
				for _, rel := range [...]string{"obj", "obl"} {
					if o := t.Child(root, rel); o >= 0 && o < h && r.Case(o) != "in" && r.Case(o) != "at" && r.Case(o) != "on" {
						r.pair = r.Codes(r.pair, int(t.Tokens[o].Left), o+1)
					}
				}
			}
		}
		if len(r.pair) == 2 || len(r.pair) > 2 && k < s && !r.paired(h) {
			r.last, r.lastAt = append(r.last[:0], r.pair...), s
			return append(dst, r.pair...)
		}
	}
	// "Both ministers agreed on it, Oslo and Lima said."
	if a := lang.Said(r.d, int(t.Tokens[h].Start)); a >= 0 && r.d.Attributions[a].Source != nil && len(r.d.Attributions[a].Source.Spans) > 0 {
		sp := r.d.Attributions[a].Source.Spans[0]
		r.pair = r.Codes(r.pair[:0], t.TokenAt(sp.Start), min(t.TokenAt(sp.End-1)+1, len(t.Tokens)))
		if len(r.pair) == 2 {
			return append(dst, r.pair...)
		}
	}
	if len(r.last) > 0 && s-r.lastAt <= 3 { // "Both countries agreed ... They also expressed"
		r.lastAt = s
		return append(dst, r.last...)
	}
	return dst
}

// paired says whether the noun at token h means two: "both sides".
func (r *Reader) paired(h int) bool {
	for c := range r.t.Children(h) {
		if w := r.t.Tokens[c].Lower; w == "two" || w == "both" || w == "2" {
			return true
		}
	}
	return false
}

// PairBefore adds the coordinated governments named last before token h in its sentence: "Oslo and Nairobi must end their dispute".
func (r *Reader) PairBefore(dst []string, h int) []string {
	t := r.t
	first := t.Sentences[t.SentenceOf(h)].First
	for i := h - 1; i >= first; i-- {
		if r.at[i] >= 0 && t.Is(i, "conj") {
			for k := int(t.Tokens[i].Head); k >= first; k = int(t.Tokens[k].Head) {
				if !t.Is(k, "conj") {
					if r.at[k] >= 0 {
						return r.plainly(dst, k)
					}
					break
				}
			}
		}
	}
	return dst
}

// plainly is Governments without pronouns and pairs, so that Sides does not call itself.
func (r *Reader) plainly(dst []string, h int) []string {
	if m := int(r.at[h]); m >= 0 && !r.t.Mentions[m].Pronoun {
		dst = r.holder(dst, m)
	}
	for c := range r.t.Children(h) {
		if r.t.Is(c, "conj") {
			dst = r.plainly(dst, c)
		}
	}
	return dst
}
