package attribution

import (
	"readout/internal/lang"
	"readout/internal/lang/model/linear"
)

// mayCue says whether a token can be the head of a cue at all.
func (f *Finder) mayCue(i int) bool {
	k := &f.t.Tokens[i]
	switch f.atoms[i].upos {
	case verb, noun, adjective, adverb, preposition:
		return k.Kind == lang.Word
	case auxiliary:
		return f.t.Tokens[i].Lemma == "be" || f.t.Tokens[i].Lemma == "do" || f.t.Tokens[i].Lemma == "have"
	case conjunction:
		return k.Lower == "as" || k.Lower == "per"
	case name:
		return f.atoms[i].subject >= 0 || f.atoms[i].clause >= 0
	case punctuation:
		return k.Form == ":" || k.Form == "—" || k.Form == "―" || k.Form == "–" || k.Form == "-" || k.Form == "--"
	}
	return false
}

// glanceFeatures describes token i by what is at hand.
func (f *Finder) glanceFeatures(i int) {
	a, q := &f.atoms[i], &f.ask
	q.one(1, a.lemma)
	q.one(2, a.form)
	q.two(3, a.tag, a.rel)
	q.two(4, a.fine, a.tag)
	q.three(5, a.coarse, a.tag, a.rel)
	q.two(6, a.tag, a.shape)
	q.two(7, a.fine, a.shape)
}

// cueFeatures describes token i of sentence s as the head of a cue.
func (f *Finder) cueFeatures(i int, s *lang.Sentence) {
	t, q := f.t, &f.ask
	k, a := &t.Tokens[i], &f.atoms[i]
	h := &beyond
	if k.Head >= 0 {
		h = &f.atoms[k.Head]
	}
	g := &beyond
	if k.Head >= 0 && t.Tokens[k.Head].Head >= 0 {
		g = &f.atoms[t.Tokens[k.Head].Head]
	}
	prev, next := f.at(i-1, s), f.at(i+1, s)
	prev2, next2 := f.at(i-2, s), f.at(i+2, s)

	q.one(1, a.lemma)
	q.two(2, a.lemma, prev.form)
	q.two(3, a.lemma, next.form)
	q.two(4, a.lemma, next.tag)
	q.three(5, a.tag, prev.tag, next.tag)
	q.two(6, a.tag, next.form)
	q.two(7, a.tag, prev.form)
	q.three(8, a.lemma, next.form, next2.form)
	q.three(9, a.tag, next.tag, next2.tag)
	q.three(10, a.tag, prev2.form, prev.form)

	clause := &beyond
	if a.clause >= 0 {
		clause = &f.atoms[a.clause]
	}
	quotes := f.quotesNear(i, s)

	// Who does it.
	subject := &beyond
	if a.subject >= 0 {
		subject = &f.atoms[a.subject]
	}
	q.two(11, a.fine, subject.tag)
	doer := &beyond
	if a.doer >= 0 {
		doer = &f.atoms[a.doer]
	}
	q.three(12, a.coarse, doer.fine, a.rel)
	q.three(13, a.tag, doer.who, clause.rel)
	q.three(14, f.uses(i), quotes, a.tag)

	// What it does.
	q.two(15, a.lemma, clause.fine)
	below := &beyond // what hangs on that: "voiced concern that ..."
	if clause.clause >= 0 {
		below = &f.atoms[clause.clause]
	}
	q.three(16, clause.lemma, below.rel, a.tag)

	// Where it hangs.
	q.three(17, a.lemma, a.rel, h.lemma)
	q.three(18, a.rel, h.lemma, h.rel)
	q.three(19, a.rel, h.rel, g.lemma)

	// Quotations.
	q.two(20, a.tag, quotes)
	q.two(21, a.lemma, quotes)
	q.two(22, a.fine, quotes)
	if a.inQuote {
		q.two(23, a.tag, f.quoteWidth(i, s))
	}

	// Place in the sentence.
	q.two(24, a.fine, bin(t.SentenceOf(i), 2))

	// What stands above it and might say it.
	over, rel, depth := f.over(i)
	q.three(25, a.tag, over, rel)
	q.three(26, a.tag, f.overFine, bin(depth, 4))

	// What else in the sentence, and next to it, might be a cue by a short look.
	own, before, after := look(a.glance), f.bestLook(s.First, i), f.bestLook(i+1, s.Last)
	q.three(27, own, look(clause.glance), clause.rel)
	q.three(28, own, look(max(before, after)), a.tag)
	q.three(29, own, look(before), look(after))
	q.two(30, own, quotes)

	if a.upos == punctuation || a.upos == preposition {
		q.three(31, a.form, prev.fine, flag(i-s.First < 4))
	}
	if a.upos == verb || a.upos == auxiliary {
		q.two(32, a.lemma, f.obliques(i))
		q.two(33, a.lemma, f.childForm(i, "advmod"))
		q.two(34, a.lemma, f.childForm(i, "compound"))
		q.three(35, a.fine, f.childCase(i, "obl"), clause.rel)
	}
}

// childForm is the form of the first child of token i by a relation.
func (f *Finder) childForm(i int, rel string) uint64 {
	if c := f.t.Child(i, rel); c >= 0 {
		return f.atoms[c].form
	}
	return nothing
}

// childCase is the form of the preposition of the first child of token i by a relation.
func (f *Finder) childCase(i int, rel string) uint64 {
	if c := f.t.Child(i, rel); c >= 0 {
		return f.childForm(c, "case")
	}
	return nothing
}

// obliques are the prepositions that hang below a verb.
func (f *Finder) obliques(i int) uint64 {
	h := uint64(3)
	for c := range f.t.Children(i) {
		if f.t.Is(c, "obl") {
			if p := f.t.Child(c, "case"); p >= 0 {
				h = h*31 + f.atoms[p].form
			}
		}
	}
	return h
}

// quotesNear says how quotations lie about token i: whether it stands in one, one ends shortly before it, one begins shortly
// behind it, the sentence has others.
func (f *Finder) quotesNear(i int, s *lang.Sentence) uint64 {
	v := 0
	if f.atoms[i].inQuote {
		v = 16
	}
	for j := i - 1; j >= s.First && j >= i-6; j-- {
		if f.t.Tokens[j].Kind == lang.Close {
			v |= 1
			if j >= i-3 {
				v |= 8
			}
			break
		}
	}
	if v&1 == 0 && s.First > 0 && i-s.First < 6 && f.t.Tokens[s.First-1].Kind == lang.Close {
		v |= 4
	}
	for j := i + 1; j < s.Last && j <= i+8; j++ {
		if f.t.Tokens[j].Kind == lang.Open {
			v |= 2
			if j <= i+2 {
				v |= 12
			}
			break
		}
	}
	return bins[v]
}

// quoteWidth says how much of the sentence the quotation of token i takes.
func (f *Finder) quoteWidth(i int, s *lang.Sentence) uint64 {
	q := f.t.Quotes[f.t.QuoteOf(i)]
	switch {
	case q.First <= s.First+1 && q.Last >= s.Last-1:
		return bins[1]
	case q.Last-q.First < 6:
		return bins[2]
	case q.First <= s.First+1:
		return bins[3]
	}
	return bins[4]
}

// maxDepth is how far up a tree anything looks.
const maxDepth = 12

// over is the nearest verb or noun above token i in whose clause i stands: its lemma, the relation of the clause to it and how
// far up it is.
func (f *Finder) over(i int) (lemma, rel uint64, depth int) {
	t := f.t
	f.overFine = nothing
	for k := i; depth < maxDepth; depth++ {
		h := int(t.Tokens[k].Head)
		if h < 0 {
			break
		}
		if t.Is(k, "ccomp") || t.Is(k, "parataxis") || t.Is(k, "acl") || t.Is(k, "xcomp") || t.Is(k, "csubj") {
			f.overFine = f.atoms[h].fine
			return f.atoms[h].lemma, f.atoms[k].rel, depth
		}
		k = h
	}
	return nothing, nothing, depth
}

// uses are the ways in which the dictionary of cues knows token i to tie words to a source.
func (f *Finder) uses(i int) uint64 {
	c, n := f.known.At(f.t.From(i))
	if n == 0 {
		return bins[0]
	}
	return linear.Hash(uint64(c.Uses)<<8 | uint64(c.Form) + 1)
}

// look is a score by a short look as a value of a feature.
func look(score float32) uint64 { return bin(int(score), 6) }

// bestLook is the best score by a short look of the tokens from a up to b.
func (f *Finder) bestLook(a, b int) float32 {
	best := float32(never)
	for k := a; k < b; k++ {
		best = max(best, f.atoms[k].glance)
	}
	return best
}
