package attribution

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// most sentences and quotations that a content goes on over, either way.
const farSentences = 12

// core is the stretch of cue and source together, which content stands before or behind.
func (r *Relation) core() Stretch {
	c := r.Cue
	if !r.Source.Empty() {
		c = Stretch{min(c.First, r.Source.First), max(c.Last, r.Source.Last)}
	}
	return c
}

// word says whether token i has letters or digits.
func (f *Finder) word(i int) bool {
	k := f.t.Tokens[i].Kind
	return k == lang.Word || k == lang.Number
}

// back is where a Stretch that ends at e ends without the marks at its end, not before first.
func (f *Finder) back(e, first int) int {
	for e > first && !f.word(e-1) {
		e--
	}
	return e
}

// findContent chooses the content of the relation whose cue has head i.
func (f *Finder) findContent(r *Relation, i int, s *lang.Sentence) {
	r.pBefore, r.pAfter = 1, 1
	f.contentBefore(r, i, s)
	f.contentAfter(r, i, s)
}

// attach tells what node n hangs on, seen from the cue with head i.
func (f *Finder) attach(n, i int, r *Relation) uint64 {
	t := f.t
	h := int(t.Tokens[n].Head)
	switch {
	case t.Above(n, i):
		return bins[33]
	case h == i:
		return bins[34]
	case h < 0:
		return bins[35]
	case h == r.sourceHead:
		return bins[36]
	case t.Above(i, h):
		return bins[37]
	case t.Above(h, i):
		return bins[38]
	}
	return bins[39]
}

// edge says whether a phrase may begin at token j: a node of the tree does that is more than a modifier before a noun, or a
// mark stands before it.
func (f *Finder) edge(j, first int) bool {
	if !f.word(j) {
		return false
	}
	if j == first || !f.word(j-1) {
		return true
	}
	n := f.atoms[j].left
	if int(f.t.Tokens[n].Left) != j {
		return f.atoms[j].upos == verb || f.atoms[j-1].upos == conjunction
	}
	switch f.t.Tokens[n].Deprel {
	case "amod", "compound", "flat", "nummod", "fixed", "punct", "goeswith":
		return false
	}
	return true
}

// likeliest is how likely the likeliest cue among the tokens from a up to b is one.
func (f *Finder) likeliest(a, b int) float32 {
	p := float32(0)
	for k := a; k < b; k++ {
		p = max(p, f.atoms[k].cue)
	}
	return p
}

// verbs says what verbs stand among the tokens from a up to b: none, such as are not finite, finite ones.
func (f *Finder) verbs(a, b int) uint64 {
	v := uint64(0)
	for k := a; k < b; k++ {
		if u := f.atoms[k].upos; u == verb || u == auxiliary {
			switch f.t.Tokens[k].XPOS {
			case "VBD", "VBZ", "VBP", "MD":
				return 2
			}
			v = 1
		}
	}
	return v
}

// chainedOn says whether another saying of the same source follows at token k: "said, adding that ...", "said declaring that ...".
func (f *Finder) chainedOn(k int, s *lang.Sentence) bool {
	if k < s.Last && f.t.Tokens[k].Form == "," {
		k++
	}
	if k >= s.Last || f.t.Tokens[k].XPOS != "VBG" || f.atoms[k].cue < leastChained {
		return false
	}
	c, n := f.known.At(f.t.From(k))
	return n > 0 && c.Form == know.Gerund && c.Uses&know.Participial != 0
}

// leastChained is how likely a cue must be one to be chained on to another.
const leastChained = 0.3

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
