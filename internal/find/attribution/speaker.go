package attribution

import (
	"readout/internal/lang"
	"readout/internal/lang/model/linear"
)

// reach is how many tokens away from a cue its source and the edges of its content are looked for.
const reach = 90

// mostEdges is how many places a source is thought to begin at, or to end.
const mostEdges = 24

// How many candidates for a source are looked at on either side of a cue.
const mostBefore, mostBehind = 12, 5

// maySource says whether a token can be the head of a source: of a noun phrase.
func (f *Finder) maySource(i int) bool {
	k := &f.t.Tokens[i]
	switch f.atoms[i].upos {
	case noun, name, pronoun:
	case determiner, number, adjective:
		return f.t.Is(i, "nsubj") || f.t.Is(i, "obl")
	default:
		return f.t.Is(i, "nsubj")
	}
	switch k.Deprel {
	case "compound", "flat", "fixed", "goeswith", "det", "amod", "appos":
		return false
	}
	return true
}

// findSource chooses the source of the cue with head i.
func (f *Finder) findSource(r *Relation, i int, s *lang.Sentence) {
	q := &f.ask
	q.begin(SourceHead)
	c := &f.atoms[i]
	q.option(None)
	q.one(1, c.lemma)
	q.three(2, c.tag, flag(c.passive), f.childForm(i, "mark"))
	q.two(3, c.tag, f.at(i-1, s).form)
	q.two(4, c.tag, bin(i-s.First, 3))
	closes := f.closesBefore(i, s)
	q.two(5, closes, c.lemma)
	q.two(6, f.uses(i), c.tag)

	before := 0 // candidates between the cue and this one
	for j := i - 1; j >= max(s.First, i-reach) && before < mostBefore; j-- {
		if f.maySource(j) && (!f.atoms[j].inQuote || c.inQuote) {
			f.sourceFeatures(j, i, before, closes, s)
			before++
		}
	}
	before = 0
	for j := i + 1; j < min(s.Last, i+reach) && before < mostBehind; j++ {
		if f.maySource(j) && (!f.atoms[j].inQuote || c.inQuote) {
			f.sourceFeatures(j, i, before, closes, s)
			before++
		}
	}
	r.sourceHead, r.pSource = f.choose(i)
	r.doubt(&f.ask)
	if r.sourceHead >= 0 {
		f.sourceEdges(r, i, s)
	}
}

// sourceFeatures describes token j as the head of the source of cue i; rank is how many candidates stand between;
// closes is of the cue.
func (f *Finder) sourceFeatures(j, i, rank int, closes uint64, s *lang.Sentence) {
	q := &f.ask
	c, x := &f.atoms[i], &f.atoms[j]
	q.option(j)
	side := bins[40]
	if j > i {
		side = bins[41]
	}
	path := f.path(j, i)
	q.one(7, path)
	q.two(8, path, c.lemma)
	q.two(9, path, c.tag)
	q.three(10, side, bin(rank, 6), x.rel)
	q.two(11, x.lemma, side)
	q.three(12, side, f.childForm(j, "case"), x.rel)
	q.three(13, c.lemma, side, f.childForm(j, "case"))

	// What stands between the phrase and the cue.
	gap := f.gap(j, i)
	q.three(14, side, gap, x.rel)
	q.three(15, side, gap, c.lemma)
	q.three(16, side, gap, c.tag)
	q.three(17, side, gap, x.tag)
	q.two(18, path, gap)
	q.three(19, side, f.at(int(f.t.Tokens[j].Left)-1, s).form, x.rel)
	h := nothing
	if f.t.Tokens[j].Head >= 0 {
		h = f.atoms[f.t.Tokens[j].Head].lemma
	}
	q.three(20, x.rel, h, side)
	q.three(21, x.who, x.rel, x.tag)
	q.one(22, x.fine)
	q.one(23, x.lemma)
	q.three(24, x.fine, side, bin(rank, 2))
	// Quotations show whose words they are, whatever the tree: "...," said Ida Brun; "...," Ida Brun, a doctor, said.
	opens := f.closesBefore(int(f.t.Tokens[j].Left), s)
	q.three(25, closes, gap, x.who)
	q.three(26, opens, side, c.lemma)
	q.three(27, bin((i-j)/3, 6), side, x.who)
	q.three(28, side, flag(c.subject >= 0), flag(c.doer == int32(j)))
}

// closesBefore says whether a quotation ends right before token i.
func (f *Finder) closesBefore(i int, s *lang.Sentence) uint64 {
	for k := i - 1; k >= s.First && k >= i-2; k-- {
		if f.t.Tokens[k].Kind == lang.Close {
			return bins[33]
		}
		if f.word(k) {
			break
		}
	}
	return bins[32]
}

// path joins the relations on the way from token j up to a token over both, and down to token i. Ways of more than four steps
// are one.
func (f *Finder) path(j, i int) uint64 {
	t := f.t
	h := uint64(11)
	steps := 0
	for !t.Above(j, i) {
		h = linear.Join(h, f.atoms[j].rel)
		j = int(t.Tokens[j].Head)
		if steps++; j < 0 || steps > 4 {
			return bins[42]
		}
	}
	h = linear.Join(h, bins[43])
	for i != j {
		h = linear.Join(h, f.atoms[i].rel)
		i = int(t.Tokens[i].Head)
		if steps++; i < 0 || steps > 5 {
			return bins[42]
		}
	}
	return h
}

// gap tells what stands between the phrase of token j and token i: nothing, auxiliaries and adverbs alone, commas, a quotation.
func (f *Finder) gap(j, i int) uint64 {
	t := f.t
	from, to := int(t.Tokens[j].Right), i
	if t.Above(j, i) {
		from = j + 1
	}
	if j > i {
		from, to = i+1, int(t.Tokens[j].Left)
		if t.Above(j, i) {
			to = j
		}
	}
	v, words := 0, 0
	for k := from; k < to; k++ {
		switch a := &f.atoms[k]; {
		case t.Tokens[k].Form == ",":
			v |= 1
		case a.upos == punctuation:
			v |= 2
		case a.upos == auxiliary || a.upos == adverb || t.Tokens[k].Lower == "not":
		case a.upos == verb:
			v |= 4
			words++
		default:
			words++
		}
	}
	return bins[v|min(words, 3)<<3]
}

// sourceEdges chooses where the source with the given head begins and ends.
func (f *Finder) sourceEdges(r *Relation, i int, s *lang.Sentence) {
	t, q := f.t, &f.ask
	j := r.sourceHead
	least, most := s.First, s.Last
	if j > i {
		least = i + 1
	} else if j < i {
		most = i
	}
	q.begin(SourceFirst)
	for child := range t.Children(j) {
		if k := int(t.Tokens[child].Left); child < j && k >= least && len(q.options) < mostEdges {
			f.sourceFirstFeatures(j, k, child, s)
		}
	}
	f.sourceFirstFeatures(j, j, j, s)
	// Titles and names often hang together otherwise than the tree has it.
	for k := int(t.Tokens[j].Left) - 1; k >= least && f.inPhrase(k) && len(q.options) < mostEdges; k-- {
		f.sourceFirstFeatures(j, k, k, s)
	}
	first, _ := f.choose(i)

	q.begin(SourceLast)
	// What the source may end with: its head, and each phrase that hangs on the head behind it.
	f.sourceLastFeatures(r, j, j, j, most, i, s)
	before := j
	for child := range t.Children(j) {
		if e := int(t.Tokens[child].Right); child > j && e <= most && len(q.options) < mostEdges {
			f.sourceLastFeatures(r, j, child, before, most, i, s)
			before = child
		}
	}
	for e := int(t.Tokens[j].Right) + 1; e <= most && f.inPhrase(e-1) && len(q.options) < mostEdges; e++ {
		f.sourceLastFeatures(r, j, -e, before, most, i, s)
	}
	last, _ := f.choose(i)
	for first < j && (!f.word(first) || f.atoms[first].upos == conjunction) {
		first++
	}
	r.Source = Stretch{first, max(f.back(last, j+1), j+1)}
}

// inPhrase says whether token k may belong to a noun phrase by its part of speech alone.
func (f *Finder) inPhrase(k int) bool {
	switch f.atoms[k].upos {
	case noun, name, adjective, determiner, number:
		return true
	}
	return f.t.Tokens[k].XPOS == "POS" || f.t.Tokens[k].XPOS == "HYPH"
}

// sourceFirstFeatures describes the source with head j as one that begins at token k, with the phrase of child.
func (f *Finder) sourceFirstFeatures(j, k, child int, s *lang.Sentence) {
	q := &f.ask
	q.option(k)
	x, a, top, prev := &f.atoms[j], &f.atoms[k], &f.atoms[child], f.at(k-1, s)
	whole := flag(k == int(f.t.Tokens[j].Left))
	rel := top.rel
	if child == j {
		rel = nothing
	}
	q.two(1, a.form, flag(k == j))
	q.three(2, rel, whole, x.tag)
	q.two(3, prev.form, a.tag)
	q.three(4, prev.tag, a.tag, flag(k == j))
	q.two(5, x.rel, whole)
	outside := flag(k < int(f.t.Tokens[j].Left))
	q.three(6, outside, a.tag, prev.tag)
	q.three(7, outside, a.who, prev.who)
	q.three(8, outside, flag(f.beginsAt[k] >= 0), x.tag)
	q.three(9, flag(f.beginsAt[k] >= 0), flag(a.who == x.who), rel)
	q.three(10, outside, a.fine, prev.tag)
}

// reachesOver says whether a mention that begins before token k reaches over it.
func (f *Finder) reachesOver(k int) bool {
	return k > 0 && f.atoms[k].mention >= 0 && f.atoms[k].mention == f.atoms[k-1].mention
}

// sourceLastFeatures describes the source with head j as one that ends with the phrase of child; before is the child before.
func (f *Finder) sourceLastFeatures(r *Relation, j, child, before, most, i int, s *lang.Sentence) {
	t, q := f.t, &f.ask
	x, c := &f.atoms[j], &f.atoms[i]
	var e int
	var rel uint64
	switch {
	case child == j:
		e, rel = j+1, nothing
	case child < 0: // behind what hangs on the head
		e, rel = -child, outside
		child = e - 1
	default:
		e, rel = int(t.Tokens[child].Right), f.atoms[child].rel
	}
	q.option(e)
	// What would be left out next.
	next, nextRel, nextTag := f.at(e, s), nothing, nothing
	for c := range t.Children(j) {
		if c >= e {
			nextRel, nextTag = f.atoms[c].rel, f.atoms[c].tag
			break
		}
	}
	whole := flag(e == int(t.Tokens[j].Right))
	q.two(1, nextRel, next.form)
	q.three(2, nextRel, next.tag, x.tag)
	q.two(3, f.atoms[e-1].form, next.form)
	q.two(4, next.form, whole)
	q.three(5, rel, f.atoms[before].rel, next.rel)
	q.three(6, f.at(j+1, s).form, rel, whole)
	q.three(7, next.form, next.rel, c.tag)
	q.three(8, f.atoms[e-1].tag, next.tag, whole)
	q.three(9, nextRel, nextTag, rel)
	q.three(10, f.atoms[child].lemma, rel, nextRel)
	q.three(11, f.at(e+1, s).form, next.form, rel)
	q.three(12, flag(f.atoms[e-1].upos == punctuation), rel, flag(e == i))
	q.three(13, flag(t.Above(j, i)), nextRel, flag(most-e < 2))
	over := flag(e < s.Last && f.reachesOver(e))
	q.three(14, over, flag(f.atoms[e-1].mention >= 0), rel)
	q.three(15, f.atoms[e-1].who, next.who, rel)
}
