package lang

import (
	"iter"
)

// Children are the tokens that hang on token i, from left to right.
func (t *Text) Children(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for c := t.firstChild[i]; c >= 0; c = t.nextSibling[c] {
			if !yield(int(c)) {
				return
			}
		}
	}
}

// Child is the first token that hangs on token i by relation rel, whatever its subtype unless rel names one; -1 if none does.
func (t *Text) Child(i int, rel string) int {
	for c := t.firstChild[i]; c >= 0; c = t.nextSibling[c] {
		if t.Is(int(c), rel) {
			return int(c)
		}
	}
	return -1
}

// Is says whether token i hangs on its head by relation rel, whatever its subtype unless rel names one: "nsubj" is
// "nsubj:pass" too.
func (t *Text) Is(i int, rel string) bool {
	d := t.Tokens[i].Deprel
	// The first letter tells most apart, for less than a call.
	return len(d) >= len(rel) && d[0] == rel[0] && d[:len(rel)] == rel && (len(d) == len(rel) || d[len(rel)] == ':')
}

// Above says whether token i is k or hangs on it, however far down.
func (t *Text) Above(k, i int) bool {
	return int(t.Tokens[k].Left) <= i && i < int(t.Tokens[k].Right)
}

// indexTrees fills in what follows from the heads: children, the stretch of each token, the roots.
func (t *Text) indexTrees() {
	n := len(t.Tokens)
	t.firstChild, t.nextSibling = grow(t.firstChild, n), grow(t.nextSibling, n)
	for i := range t.Tokens {
		t.firstChild[i], t.nextSibling[i] = -1, -1
		t.Tokens[i].Left, t.Tokens[i].Right = int32(i), int32(i+1)
	}
	for s := range t.Sentences {
		x := &t.Sentences[s]
		x.Root = x.First
		for i := x.Last - 1; i >= x.First; i-- { // from the right, so that children stand in order
			h := t.Tokens[i].Head
			if h < 0 {
				x.Root = i
				continue
			}
			t.nextSibling[i], t.firstChild[h] = t.firstChild[h], int32(i)
		}
		// A token widens all above it; the walk ends where nothing grows, so that deep trees cost no more than flat ones.
		for i := x.First; i < x.Last; i++ {
			for h := t.Tokens[i].Head; h >= 0; h = t.Tokens[h].Head {
				k := &t.Tokens[h]
				if int(k.Left) <= i && i < int(k.Right) {
					break
				}
				k.Left, k.Right = min(k.Left, int32(i)), max(k.Right, int32(i+1))
			}
		}
	}
}

// grow gives a slice of n places, the old memory if there is enough.
func grow(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n, n+n/4)
	}
	return s[:n]
}
