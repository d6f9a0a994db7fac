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
		return k.Form == ":" || k.Form == "—" || k.Form == "–" || k.Form == "-" || k.Form == "--"
	}
	return false
}

// glance describes token i by what is at hand.
func (f *Finder) glance(i int) {
	a, q := &f.atoms[i], &f.ask
	q.one(1, a.lemma)
	q.two(2, a.lemma, a.tag)
	q.one(3, a.form)
	q.two(4, a.tag, a.rel)
	q.two(5, a.lemma, a.rel)
	q.two(6, a.fine, a.tag)
	q.three(7, a.coarse, a.tag, a.rel)
	q.two(8, a.tag, a.shape)
	q.two(9, a.lemma, a.shape)
	q.two(10, a.fine, a.shape)
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

	f.glance(i)
	q.two(11, a.lemma, prev.form)
	q.two(12, a.lemma, next.form)
	q.two(13, a.lemma, next.tag)
	q.three(14, a.tag, prev.tag, next.tag)
	q.two(15, a.tag, next.form)
	q.two(16, a.tag, prev.form)
	q.three(17, a.lemma, next.form, next2.form)
	q.three(18, a.tag, next.tag, next2.tag)
	q.three(19, a.tag, prev2.form, prev.form)

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
	q.two(20, a.lemma, subject.tag)
	q.two(21, a.tag, subject.lemma)
	q.two(22, a.lemma, subject.fine)
	q.three(23, a.coarse, a.tag, subject.fine)
	q.two(24, a.fine, subject.tag)
	doer := &beyond
	if a.doer >= 0 {
		doer = &f.atoms[a.doer]
	}
	q.two(64, a.lemma, doer.fine)
	q.three(65, a.tag, doer.lemma, flag(a.doer == a.subject))
	q.three(66, a.coarse, doer.fine, a.rel)
	q.three(67, a.lemma, doer.tag, flag(a.passive))
	q.three(68, a.fine, doer.fine, flag(a.passive))
	q.three(69, doer.tag, clause.rel, a.fine)
	q.two(73, a.lemma, doer.who)
	q.three(74, a.fine, doer.who, a.rel)
	q.three(75, a.tag, doer.who, clause.rel)
	use := f.uses(i)
	q.three(70, use, clause.rel, a.tag)
	q.three(71, use, quotes, a.tag)
	q.three(72, use, doer.tag, a.rel)

	// What it does.
	q.two(25, a.lemma, clause.rel)
	q.three(26, a.lemma, clause.tag, clause.rel)
	q.three(27, a.tag, clause.rel, f.lemmaOf(clause.mark))
	q.three(28, a.lemma, clause.rel, f.lemmaOf(clause.mark))
	q.two(29, a.lemma, clause.lemma)
	q.three(30, a.fine, clause.rel, clause.coarse)
	q.two(31, a.lemma, clause.fine)

	// Where it hangs.
	q.three(32, a.tag, a.rel, h.lemma)
	q.three(33, a.lemma, a.rel, h.lemma)
	q.three(34, a.rel, h.lemma, h.rel)
	q.three(35, a.lemma, h.tag, h.rel)
	q.three(36, a.rel, h.rel, g.lemma)
	q.three(37, a.rel, h.fine, h.tag)

	// Its group.
	q.three(38, a.lemma, flag(a.auxiliary), flag(a.passive))
	q.three(39, a.tag, f.lemmaOf(a.mark), a.rel)
	q.two(40, a.lemma, f.groupShape(i))
	q.two(41, a.tag, f.groupShape(i))

	// Quotations.
	q.two(42, a.tag, quotes)
	q.two(43, a.lemma, quotes)
	q.two(44, a.fine, quotes)
	if a.inQuote {
		q.two(45, a.tag, f.quoteWidth(i, s))
	}

	// Place in the sentence.
	q.three(46, a.tag, bin(i-s.First, 5), bin((s.Last-s.First)/6, 6))
	q.two(47, a.tag, bin(s.Last-i, 4))
	q.three(48, a.tag, bin(i-s.First, 3), f.at(s.First, s).form)

	// What stands above it and might say it.
	over, rel, depth := f.over(i)
	q.three(50, a.tag, over, rel)
	q.three(51, a.tag, f.overFine, bin(depth, 4))
	q.two(52, a.lemma, over)

	if a.fine == unknownFine {
		n := len(k.Lower)
		q.two(53, a.tag, hashEnd(k.Lower, min(n, 3)))
	}
	if a.upos == punctuation || a.upos == preposition {
		q.three(54, a.form, prev.lemma, next.tag)
		q.three(55, a.form, prev.tag, next.fine)
		q.three(56, a.form, prev.fine, flag(i-s.First < 4))
		q.three(57, a.form, h.fine, h.tag)
	}
	if a.upos == noun || a.upos == adjective {
		q.three(58, a.lemma, f.childForm(i, "det"), f.childForm(i, "nmod"))
		q.two(59, a.tag, f.childForm(i, "cop"))
		q.two(60, a.lemma, f.childForm(i, "cop"))
	}
	if a.upos == verb || a.upos == auxiliary {
		q.two(61, a.lemma, f.obliques(i))
		q.two(62, a.lemma, f.childForm(i, "advmod"))
		q.two(63, a.lemma, f.childForm(i, "compound"))
	}
}

// groupShape are the lemmas of the auxiliaries and negations of a verb, joined.
func (f *Finder) groupShape(i int) uint64 {
	h := uint64(7)
	for c := range f.t.Children(i) {
		if f.t.Is(c, "aux") || f.t.Is(c, "cop") {
			h = h*31 + f.atoms[c].lemma
		}
	}
	return h
}

// childForm is the form of the first child of token i by a relation.
func (f *Finder) childForm(i int, rel string) uint64 {
	if c := f.t.Child(i, rel); c >= 0 {
		return f.atoms[c].form
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
