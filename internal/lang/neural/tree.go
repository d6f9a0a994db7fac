package neural

// tree finds the best projective tree with one root. It keeps scratch memory.
type tree struct {
	heads []int16
	// Spans of words i to j, at i*n+j: their scores and where they are parted. Whole ones hang on the word at one end and are
	// complete; open ones are an arc from one end to the other and what lies between.
	open, whole [2][]float32
	cut         [2][]int16 // of open ones: both directions part at the same word
	split       [2][]int16
}

const (
	toLeft  = iota // the head is the last word
	toRight        // the head is the first word
)

// best gives heads for n words, counted from 0, -1 for the root. Row d and column h of scores is word d-1 with head h-1; head
// 0 is the root.
func (t *tree) best(scores []float32, n int) []int16 {
	t.heads = t.heads[:0]
	wide := n + 1
	for d := 1; d < wide; d++ {
		row := scores[d*wide:][:wide]
		best := 0
		for h, s := range row {
			if h != d && s > row[best] {
				best = h
			}
		}
		t.heads = append(t.heads, int16(best-1))
	}
	if !t.good() {
		t.decode(scores, n)
	}
	return t.heads
}

// good says whether the heads make a projective tree with one root: nearly always they do.
func (t *tree) good() bool {
	root := -1
	for i, h := range t.heads {
		if h < 0 {
			if root >= 0 {
				return false
			}
			root = i
		}
	}
	if root < 0 {
		return false
	}
	// Every word between a word and its head must hang on one of the two, at last.
	n := int16(len(t.heads))
	for i := range n {
		steps := int16(0)
		for h := i; h >= 0; h = t.heads[h] {
			if steps++; steps > n {
				return false
			}
		}
	}
	for i := range n {
		h := t.heads[i]
		if h < 0 {
			continue
		}
		for k := min(i, h) + 1; k < max(i, h); k++ {
			a := k
			for a >= 0 && a != h {
				a = t.heads[a]
			}
			if a < 0 {
				return false
			}
		}
	}
	return true
}

// decode finds the best tree by Eisner's method (1996).
func (t *tree) decode(scores []float32, n int) {
	wide := n + 1
	for d := range 2 {
		t.open[d], t.whole[d] = floats(t.open[d], n*n), floats(t.whole[d], n*n)
		t.cut[d], t.split[d] = shorts(t.cut[d], n*n), shorts(t.split[d], n*n)
	}
	arc := func(h, d int) float32 { return scores[(d+1)*wide+h+1] }
	for length := 1; length < n; length++ {
		for i := 0; i+length < n; i++ {
			j := i + length
			at := i*n + j
			// An arc between i and j.
			best, where := float32(0), -1
			for k := i; k < j; k++ {
				if s := t.whole[toRight][i*n+k] + t.whole[toLeft][(k+1)*n+j]; where < 0 || s > best {
					best, where = s, k
				}
			}
			t.open[toLeft][at], t.open[toRight][at] = best+arc(j, i), best+arc(i, j)
			t.cut[toLeft][at] = int16(where)
			best, where = 0, -1
			for k := i; k < j; k++ {
				if s := t.whole[toLeft][i*n+k] + t.open[toLeft][k*n+j]; where < 0 || s > best {
					best, where = s, k
				}
			}
			t.whole[toLeft][at], t.split[toLeft][at] = best, int16(where)
			best, where = 0, -1
			for k := i + 1; k <= j; k++ {
				if s := t.open[toRight][i*n+k] + t.whole[toRight][k*n+j]; where < 0 || s > best {
					best, where = s, k
				}
			}
			t.whole[toRight][at], t.split[toRight][at] = best, int16(where)
		}
	}
	best, root := float32(0), -1
	for r := range n {
		if s := t.whole[toLeft][r] + t.whole[toRight][r*n+n-1] + arc(-1, r); root < 0 || s > best {
			best, root = s, r
		}
	}
	t.heads[root] = -1
	t.take(n, 0, root, toLeft)
	t.take(n, root, n-1, toRight)
}

// take writes down the arcs of a whole span.
func (t *tree) take(n, i, j, side int) {
	if i == j {
		return
	}
	k := int(t.split[side][i*n+j])
	from, to := k, j
	if side == toLeft {
		t.take(n, i, k, toLeft)
		t.heads[k] = int16(j)
	} else {
		t.heads[k] = int16(i)
		t.take(n, k, j, toRight)
		from, to = i, k
	}
	c := int(t.cut[toLeft][from*n+to])
	t.take(n, from, c, toRight)
	t.take(n, c+1, to, toLeft)
}

func shorts(s []int16, n int) []int16 {
	if cap(s) < n {
		return make([]int16, n, 2*n)
	}
	return s[:n]
}
