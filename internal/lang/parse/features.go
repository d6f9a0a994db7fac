package parse

import (
	"math/bits"

	"readout/internal/lang/model/linear"
)

// view is what the features see of one place: a word, its tag, its kind by the lexicon, all as values to hash.
type view struct{ w, p, k uint64 }

// nowhere is the view of a place without a word.
var nowhere = view{linear.HashString("no word"), linear.HashString("no tag"), linear.HashString("no kind")}

// tagValue spreads the tags, labels and counts, which are small numbers, over 64 bits.
var tagValue = func() (v [256]uint64) {
	for i := range v {
		v[i] = linear.Hash(uint64(i) + 1000)
	}
	return v
}()

// sentence is the words at work, with margins on both sides.
type sentence struct {
	views  []view // two of nowhere, the words, four of nowhere
	tags   []uint8
	commas []uint8
	verbs  []uint8 // how many before each word
}

const before, after = 2, 4

// at is the word i, which may lie a little outside.
func (x *sentence) at(i int16) *view { return &x.views[int(i)+before] }

// node's view, nowhere for none.
func (p *Parser) view(n int32) *view {
	if n == none {
		return &nowhere
	}
	return p.at(p.nodes[n].word)
}

func (p *Parser) dep(n int32, which int) (int32, uint64) {
	if n == none {
		return none, tagValue[255]
	}
	d := p.nodes[n].dep[which]
	if d == none {
		return none, tagValue[254]
	}
	return d, tagValue[p.nodes[n].label[which]]
}

// between says what lies between two words: how many commas and verbs, up to three each.
func (x *sentence) between(a, b int16) uint64 {
	if a > b {
		a, b = b, a
	}
	c := min(x.commas[b]-x.commas[a], 3)
	v := min(x.verbs[b]-x.verbs[a], 3)
	return tagValue[c*4+v]
}

// span is the distance of two words in a few steps.
func span(a, b int16) uint64 {
	d := int(b) - int(a)
	if d < 0 {
		d = -d
	}
	if d > 4 {
		d = 3 + bits.Len(uint(d-1)) // 5..8: 6, 9..16: 7
	}
	return tagValue[min(d, 9)]
}

// maxMoveFeatures and maxLabelFeatures are how many features there are at most.
const (
	maxMoveFeatures  = linear.MaxFeatures
	maxLabelFeatures = linear.MaxTableFeatures
)

type features struct {
	list     []uint64
	template uint64
}

func (f *features) one(a uint64) {
	f.template++
	f.list = append(f.list, linear.Join(f.template, a))
}

func (f *features) two(a, b uint64) {
	f.template++
	f.list = append(f.list, linear.Join(linear.Join(f.template, a), b))
}

func (f *features) three(a, b, c uint64) {
	f.template++
	f.list = append(f.list, linear.Join(linear.Join(linear.Join(f.template, a), b), c))
}

func (f *features) four(a, b, c, d uint64) {
	f.template++
	f.list = append(f.list, linear.Join(linear.Join(linear.Join(linear.Join(f.template, a), b), c), d))
}

// MoveFeatures says what speaks for a move: words and tags around the stack's top three and the next words, what hangs on
// them, and how far they lie apart (after Zhang and Nivre 2011, for the arc-hybrid system).
func (p *Parser) MoveFeatures(list []uint64, s *State) []uint64 {
	f := features{list: list}
	n0, n1, n2 := s.top, int32(none), int32(none)
	if n0 != none {
		if n1 = p.nodes[n0].below; n1 != none {
			n2 = p.nodes[n1].below
		}
	}
	s0, s1, s2 := p.view(n0), p.view(n1), p.view(n2)
	b0, b1, b2, b3 := p.at(s.next), p.at(s.next+1), p.at(s.next+2), p.at(s.next+3)
	bn := p.at(s.next - 1)

	f.one(s0.w)
	f.one(s0.p)
	f.two(s0.w, s0.p)
	f.one(s1.w)
	f.one(s1.p)
	f.two(s1.w, s1.p)
	f.one(b0.w)
	f.one(b0.p)
	f.two(b0.w, b0.p)
	f.one(b1.w)
	f.one(b1.p)
	f.two(b1.w, b1.p)
	f.one(b2.w)
	f.one(b2.p)
	f.one(s2.p)
	f.one(s2.w)

	f.four(s0.w, s0.p, b0.w, b0.p)
	f.three(s0.w, s0.p, b0.w)
	f.three(s0.w, s0.p, b0.p)
	f.three(s0.w, b0.w, b0.p)
	f.three(s0.p, b0.w, b0.p)
	f.two(s0.w, b0.w)
	f.two(s0.p, b0.p)
	f.four(s1.w, s1.p, s0.w, s0.p)
	f.three(s1.w, s1.p, s0.p)
	f.three(s1.p, s0.w, s0.p)
	f.two(s1.w, s0.w)
	f.two(s1.w, s0.p)
	f.two(s1.p, s0.w)
	f.two(s1.p, s0.p)
	f.two(s1.w, b0.w)
	f.two(s1.p, b0.w)
	f.two(s1.w, b0.p)
	f.two(s1.p, b0.p)
	f.two(b0.p, b1.p)
	f.two(b0.w, b1.w)
	f.two(b0.w, b1.p)
	f.two(b0.p, b1.w)

	f.three(b0.p, b1.p, b2.p)
	f.four(b0.p, b1.p, b2.p, b3.p)
	f.three(s0.p, b0.p, b1.p)
	f.three(s0.w, b0.p, b1.p)
	f.three(s0.p, b0.w, b1.p)
	f.four(s0.p, b0.p, b1.p, b2.p)
	f.three(s1.p, s0.p, b0.p)
	f.three(s1.w, s0.p, b0.p)
	f.three(s1.p, s0.w, b0.p)
	f.three(s1.p, s0.p, b0.w)
	f.four(s1.p, s0.p, b0.p, b1.p)
	f.three(s2.p, s1.p, s0.p)
	f.four(s2.p, s1.p, s0.p, b0.p)

	// Kinds of things, where words are rare.
	f.two(s0.k, b0.p)
	f.two(s0.p, b0.k)
	f.two(s0.k, b0.k)
	f.two(s1.k, s0.k)
	f.two(s1.k, s0.p)
	f.three(s1.p, s0.k, b0.p)
	f.three(s1.k, s0.p, b0.k)

	// What hangs on them.
	l0, ll0 := p.dep(n0, left1)
	m0, lm0 := p.dep(n0, left2)
	r0, lr0 := p.dep(n0, right1)
	q0, lq0 := p.dep(n0, right2)
	l1, ll1 := p.dep(n1, left1)
	r1, lr1 := p.dep(n1, right1)
	q1, lq1 := p.dep(n1, right2)
	lb, llb := p.dep(s.front, left1)
	mb, lmb := p.dep(s.front, left2)
	l0v, r0v, l1v, r1v, lbv := p.view(l0), p.view(r0), p.view(l1), p.view(r1), p.view(lb)
	m0v, q0v, q1v, mbv := p.view(m0), p.view(q0), p.view(q1), p.view(mb)
	f.three(s0.p, l0v.p, b0.p)
	f.three(s0.p, r0v.p, b0.p)
	f.three(s0.p, b0.p, lbv.p)
	f.three(s1.p, r1v.p, s0.p)
	f.three(s1.p, l1v.p, s0.p)
	f.three(s1.p, s0.p, l0v.p)
	f.three(s1.p, s0.p, r0v.p)
	f.four(s0.p, l0v.p, m0v.p, b0.p)
	f.four(s0.p, r0v.p, q0v.p, b0.p)
	f.four(s1.p, r1v.p, q1v.p, s0.p)
	f.three(b0.p, lbv.p, mbv.p)
	f.three(s0.p, l0v.w, b0.p)
	f.three(s0.p, r0v.w, b0.p)
	f.three(s1.p, r1v.w, s0.p)
	f.three(s1.p, s0.p, l0v.w)
	f.three(s1.w, s0.p, l0v.w)
	f.four(s1.k, s0.p, l0v.w, b0.p)
	f.three(s0.p, b0.p, lbv.w)
	f.three(s0.p, ll0, b0.p)
	f.three(s0.p, lr0, b0.p)
	f.three(s0.p, llb, b0.p)
	f.three(s1.p, lr1, s0.p)
	f.three(s1.p, ll1, s0.p)
	f.three(s1.p, s0.p, ll0)
	f.three(s1.p, s0.p, lr0)
	f.four(s0.p, ll0, lm0, lr0)
	f.four(s1.p, ll1, lr1, lq1)
	f.four(s0.p, lr0, lq0, b0.p)
	f.three(b0.p, llb, lmb)

	f.two(s0.w, p.counts(n0))
	f.two(s0.p, p.counts(n0))
	f.two(s1.w, p.counts(n1))
	f.two(s1.p, p.counts(n1))
	f.two(b0.w, p.counts(s.front))
	f.two(b0.p, p.counts(s.front))
	s0l, s0r := p.sets(n0)
	s1l, s1r := p.sets(n1)
	bl, _ := p.sets(s.front)
	f.three(s0.w, s0l, s0r)
	f.three(s0.p, s0l, b0.p)
	f.three(s0.p, s0r, b0.p)
	f.three(s1.w, s1l, s1r)
	f.three(s1.p, s1r, s0.p)
	f.three(s1.p, s1l, s0.p)
	f.two(b0.p, bl)
	f.two(b0.w, bl)

	// How far apart, and what lies between.
	if n0 != none {
		w0 := p.nodes[n0].word
		f.four(s0.p, b0.p, span(w0, s.next), p.between(w0, min(s.next, p.words-1)))
		f.three(s0.w, b0.p, span(w0, s.next))
		f.three(s0.p, b0.w, span(w0, s.next))
		f.three(s0.p, p.at(w0-1).p, p.at(w0+1).p)
		f.four(s0.p, p.at(w0+1).p, bn.p, b0.p)
		if n1 != none {
			w1 := p.nodes[n1].word
			f.four(s1.p, s0.p, span(w1, w0), p.between(w1, w0))
			f.three(s1.w, s0.p, span(w1, w0))
			f.four(s1.p, p.at(w1+1).p, p.at(w0-1).p, s0.p)
		} else {
			f.template += 3
		}
	} else {
		f.template += 8
	}
	return f.list
}

// counts is how many dependents a node has on each side.
func (p *Parser) counts(n int32) uint64 {
	if n == none {
		return 0
	}
	return tagValue[p.nodes[n].left<<3|p.nodes[n].right]
}

// sets is which labels a node has dependents of, on each side.
func (p *Parser) sets(n int32) (left, right uint64) {
	if n == none {
		return 1, 1
	}
	return p.nodes[n].lefts, p.nodes[n].rights
}

// LabelFeatures says what speaks for the relation of the arc that a move draws.
func (p *Parser) LabelFeatures(list []uint64, s *State, act Action) []uint64 {
	head, child := p.arc(s, act)
	f := features{list: list}
	hn, cn := &p.nodes[head], &p.nodes[child]
	h, c := p.view(head), p.view(child)
	hw, cw := hn.word, cn.word
	side := tagValue[0]
	if hw > cw {
		side = tagValue[1]
	}
	f.one(side)
	f.two(side, h.w)
	f.two(side, h.p)
	f.two(side, c.w)
	f.two(side, c.p)
	f.three(side, c.w, c.p)
	f.three(side, h.w, h.p)
	f.three(side, h.p, c.p)
	f.three(side, h.w, c.p)
	f.three(side, h.p, c.w)
	f.three(side, h.w, c.w)
	f.four(side, h.w, h.p, c.p)
	f.four(side, h.p, c.w, c.p)
	f.four(h.p, c.p, span(hw, cw), side)
	f.four(h.p, c.p, p.between(hw, cw), side)

	f.three(side, c.k, h.p)
	f.three(side, c.p, h.k)
	f.three(side, c.k, h.k)

	l1, ll1 := p.dep(child, left1)
	l2, ll2 := p.dep(child, left2)
	r1, lr1 := p.dep(child, right1)
	f.three(c.p, p.view(l1).w, side)
	f.three(c.p, p.view(l1).p, side)
	f.four(h.p, c.p, p.view(l1).w, side)
	f.four(h.w, c.p, p.view(l1).w, side)
	f.four(c.w, p.view(l1).w, h.p, side)
	f.four(c.k, p.view(l1).w, h.p, side)
	f.four(h.k, p.view(l1).w, c.p, side)
	f.three(c.p, p.view(l2).w, side)
	f.three(c.p, p.view(r1).w, side)
	f.four(h.p, c.p, p.view(r1).p, side)
	f.four(h.p, c.p, ll1, side)
	f.four(h.p, c.p, ll2, side)
	f.four(h.p, c.p, lr1, side)
	cl, cr := p.sets(child)
	f.three(c.p, cl, side)
	f.four(h.p, c.p, cl, side)
	f.four(h.w, c.p, cl, side)
	f.three(c.p, cr, side)
	f.four(h.p, c.p, cr, side)
	f.four(c.w, cl, cr, side)

	hl, hr := p.sets(head)
	f.three(c.p, hl, side)
	f.three(c.p, hr, side)
	f.four(h.p, c.p, hl, side)
	f.four(h.p, c.p, hr, side)
	f.four(h.w, hl, c.p, side)
	f.four(h.w, hr, c.p, side)
	g1, lg1 := p.dep(head, left1)
	g2, lg2 := p.dep(head, right1)
	f.four(h.p, c.p, lg1, side)
	f.four(h.p, c.p, lg2, side)
	f.four(h.p, c.p, p.view(g1).p, side)
	f.four(h.p, c.p, p.view(g2).p, side)
	f.four(h.p, c.p, p.view(g2).w, side)

	f.four(p.at(cw-1).p, c.p, p.at(cw+1).p, side)
	f.four(p.at(cw-1).w, c.p, h.p, side)
	f.four(p.at(cw+1).w, c.p, h.p, side)
	f.four(p.at(hw-1).p, h.p, p.at(hw+1).p, c.p)
	f.four(p.at(cn.lowest-1).p, c.p, h.p, side)
	f.four(p.at(cn.lowest).w, c.p, h.p, side)
	f.four(p.at(min(cn.latest+1, p.words)).p, c.p, h.p, side)
	f.three(p.at(s.next).p, c.p, side)
	f.three(p.at(s.next).w, c.p, side)
	return f.list
}
