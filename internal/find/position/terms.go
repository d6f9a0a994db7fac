package position

import (
	"slices"

	"readout/doc"
	"readout/internal/lang"
)

// terms finds who settles what, behind the words of stance: "the pace and scope should be determined by those two countries, not by
// us". They are part of the evidence.
func (f *Finder) terms(p *doc.Position, st *stand) {
	p.Terms = []doc.Term{}
	t := f.t
	s := t.Sentences[t.SentenceOf(st.cue)]
	for v := st.cue; v < s.Last-2; v++ {
		if !settles(f.clause.Lemma(v)) || t.Tokens[v].XPOS != "VBN" && t.Tokens[v].XPOS != "VBD" || t.Tokens[v+1].Lower != "by" {
			continue
		}
		// Back over "should be", "have to be" to the nouns: the tree often goes astray here.
		k := v
		for k > st.cue+1 && (t.Tokens[k-1].UPOS == "AUX" || t.Tokens[k-1].UPOS == "PART" || t.Tokens[k-1].UPOS == "ADV" || f.words.Is("light", f.clause.Lemma(k-1))) {
			k--
		}
		aspects := f.aspects(st.cue+1, k)
		by := f.deciders(v+2, s)
		if len(aspects) == 0 || len(by) == 0 {
			continue
		}
		not, end := f.notBy(v+2, s)
		f.settled(p, aspects, by, not)
		if end == 0 {
			end = f.phraseEnd(v+2, s)
		}
		p.Evidence[0].End = max(p.Evidence[0].End, int(t.Tokens[end-1].End))
		f.taken = max(f.taken, end)
		return
	}
}

// settled enters a term for each aspect.
func (f *Finder) settled(p *doc.Position, aspects, by, not []string) {
	for _, a := range aspects {
		p.Terms = append(p.Terms, doc.Term{Aspect: a, DecidedBy: slices.Clone(by), NotBy: append([]string{}, not...)})
	}
}

// settles says whether a verb means to settle something.
func settles(w string) bool {
	switch w {
	case "determine", "decide", "settle", "set", "agree", "choose", "fix", "define", "shape", "judge", "resolve":
		return true
	}
	return false
}

// deciders are the actors named from token i to the next comma or "not": "the two countries", "us", "Oslo and Nairobi".
func (f *Finder) deciders(i int, s lang.Sentence) []string {
	t := f.t
	if i >= s.Last {
		return nil
	}
	end := f.phraseEnd(i, s)
	codes := f.clause.Codes(nil, i, end)
	for j := i; j < end && len(codes) == 0; j++ {
		if u := t.Tokens[j].UPOS; u == "PRON" || u == "NOUN" {
			codes = f.clause.Governments(codes, j)
		}
	}
	slices.Sort(codes)
	return codes
}

// phraseEnd is where the run of words from token i ends: at a comma, "not", a stop or a new clause.
func (f *Finder) phraseEnd(i int, s lang.Sentence) int {
	t := f.t
	for j := i; j < s.Last; j++ {
		k := &t.Tokens[j]
		if k.Kind != lang.Word && k.Kind != lang.Number && k.Form != "-" || k.Lower == "not" || k.Lower == "but" || k.Lower == "rather" || j > i && (k.UPOS == "SCONJ" || k.UPOS == "AUX") {
			return max(j, i+1)
		}
	}
	return s.Last
}

// notBy are those who do not settle it, with the token behind them: "not by us", "not for outsiders".
func (f *Finder) notBy(i int, s lang.Sentence) (codes []string, end int) {
	t := f.t
	for ; i+2 < s.Last; i++ {
		if t.Tokens[i].Lower == "not" {
			switch t.Tokens[i+1].Lower {
			case "by", "for":
				return f.deciders(i+2, s), f.phraseEnd(i+2, s)
			}
		}
	}
	return nil, 0
}

// aspects are the heads of the nouns that end before token k, in order: "pace" and "scope" of "the exact pace and scope of the talks".
// They begin at token i or behind it.
func (f *Finder) aspects(i, k int) []string {
	var out []string
	t := f.t
	head := true // the next word to the left is the head of its noun phrase
	for k--; k >= i; k-- {
		w := &t.Tokens[k]
		switch {
		case w.Form == "," || w.Lower == "and" || w.Lower == "or":
			head = true
			continue
		case w.UPOS == "ADP":
			if w.Lower != "of" && w.Lower != "for" && w.Lower != "in" && w.Lower != "on" && w.Lower != "between" {
				return f.reversed(out)
			}
			out, head = out[:0], true // it only told whose aspects
			continue
		case w.UPOS == "DET" || w.UPOS == "PRON" && t.Is(k, "nmod:poss"):
			if k > i && t.Tokens[k-1].UPOS == "ADP" || k > i && (t.Tokens[k-1].Form == "," || t.Tokens[k-1].Lower == "and") {
				continue
			}
			return f.reversed(out)
		}
		if w.UPOS != "NOUN" && w.UPOS != "ADJ" && w.UPOS != "PROPN" && w.UPOS != "VERB" || w.UPOS == "VERB" && !head {
			return f.reversed(out)
		}
		if head {
			out = append(out, w.Lower)
			head = false
		}
	}
	return f.reversed(out)
}

func (f *Finder) reversed(out []string) []string {
	slices.Reverse(out)
	return out
}
