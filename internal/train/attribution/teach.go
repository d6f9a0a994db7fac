package attribution

import (
	"slices"

	find "readout/internal/find/attribution"
)

// teacher answers the questions about an article as people marked it, and writes down what can be learned from.
type teacher struct {
	a     *article
	fold  uint8
	only  find.Question // what is learned from: this question, or where it is IsRight all but the first two
	cases *[find.Questions]cases
}

// Answer gives the option that the marks have, else the one nearest to it, from which nothing is learned.
func (t *teacher) Answer(q find.Question, cue int, options, ends []int32, features []uint64) int {
	k, isCue := t.a.cues[cue]
	if q <= find.IsCue {
		right := 0
		if isCue {
			right = 1
		}
		if t.only == q {
			t.cases[q].add(t.fold, right, ends, features)
		}
		if t.only <= find.IsCue {
			return 0
		}
		return right
	}
	right, exact := t.right(q, &t.a.relations[k], options)
	if exact && len(options) > 1 {
		t.cases[q].add(t.fold, right, ends, features)
	}
	return right
}

func (t *teacher) right(q find.Question, g *gold, options []int32) (right int, exact bool) {
	first, last := g.sourceTokens, g.sourceTokens
	switch q {
	case find.SourceHead:
		return t.sourceHead(g, options)
	case find.CueFirst, find.CueLast:
		first, last = g.cueTokens, g.cueTokens
	case find.BeforeFirst, find.BeforeLast:
		first = t.side(g, false)
		last = first
	case find.AfterFirst, find.AfterLast:
		first = t.side(g, true)
		last = first
	}
	if len(first) == 0 {
		k := slices.Index(options, find.None)
		return max(k, 0), k >= 0
	}
	switch q {
	case find.SourceFirst, find.CueFirst, find.BeforeFirst, find.AfterFirst:
		return t.nearest(options, first[0], 0)
	}
	return t.nearest(options, last[len(last)-1], 1)
}

// nearest is the option that is the token, or the one behind it where by is 1; else the one with the fewest words between.
func (t *teacher) nearest(options []int32, token, by int) (right int, exact bool) {
	best := -1
	for k, o := range options {
		if o == find.None {
			continue
		}
		d := t.words(int(o)-by, token)
		if best < 0 || d < best {
			best, right = d, k
		}
	}
	return right, best == 0
}

// words is how many tokens with letters stand from one token to another.
func (t *teacher) words(a, b int) int {
	if a > b {
		a, b = b, a
	}
	n := 0
	for i := max(a, 0); i < b; i++ {
		if hasLetters(t.a.text.Tokens[i].Form) {
			n++
		}
	}
	return n
}

// side are the tokens of the content before the cue, or behind it. What of it stands between source and cue counts as before.
func (t *teacher) side(g *gold, after bool) []int {
	if len(g.cueTokens) == 0 {
		return nil
	}
	k, _ := slices.BinarySearch(g.contentTokens, g.cueTokens[0])
	if after {
		return g.contentTokens[k:]
	}
	return g.contentTokens[:k]
}

// sourceHead is the option that hangs on no other word of the source.
func (t *teacher) sourceHead(g *gold, options []int32) (right int, exact bool) {
	if len(g.sourceTokens) == 0 {
		return slices.Index(options, find.None), true
	}
	right = slices.Index(options, find.None)
	widest := int32(-1)
	for k, o := range options {
		if _, inside := slices.BinarySearch(g.sourceTokens, int(o)); o < 0 || !inside {
			continue
		}
		x := &t.a.text.Tokens[o]
		_, below := slices.BinarySearch(g.sourceTokens, int(x.Head))
		if w := x.Right - x.Left; !below && w > widest {
			widest, right = w, k
		}
	}
	return right, widest >= 0
}
