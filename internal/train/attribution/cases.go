package attribution

import (
	"math"
	"math/rand/v2"

	"readout/internal/lang/model/linear"
)

// cases are the answers to one question that are learned from. A case has options, an option features; features are numbered
// as they come.
type cases struct {
	slots  []int32 // number+1 of a feature, 0: free
	hashes []uint64
	counts []int32

	rows    []int32 // of features, option after option
	options []int32 // where in rows each option ends
	ends    []int32 // where in options each case ends
	right   []int32 // the right option of each; of cases with one option 1 for yes
	folds   []uint8
}

func (c *cases) add(fold uint8, right int, ends []int32, features []uint64) {
	from := len(c.rows)
	for _, f := range features {
		c.rows = append(c.rows, c.number(f))
	}
	for _, e := range ends {
		c.options = append(c.options, int32(from)+e)
	}
	c.ends = append(c.ends, int32(len(c.options)))
	c.right = append(c.right, int32(right))
	c.folds = append(c.folds, fold)
}

// number finds or gives the number of a feature, and counts it.
func (c *cases) number(f uint64) int32 {
	if 2*len(c.hashes) >= len(c.slots) {
		c.slots = make([]int32, max(1<<16, 2*len(c.slots)))
		for r, h := range c.hashes {
			*c.slot(h) = int32(r + 1)
		}
	}
	s := c.slot(f)
	if *s == 0 {
		c.hashes, c.counts = append(c.hashes, f), append(c.counts, 0)
		*s = int32(len(c.hashes))
	}
	c.counts[*s-1]++
	return *s - 1
}

func (c *cases) slot(f uint64) *int32 {
	mask := uint64(len(c.slots) - 1)
	i := linear.Hash(f) & mask
	for c.slots[i] != 0 && c.hashes[c.slots[i]-1] != f {
		i = (i + 1) & mask
	}
	return &c.slots[i]
}

// How a question is learned.
type pace struct {
	epochs int
	rate   float32
	decay  float32 // by how much a weight is pulled to nothing each time it is looked at
	seldom int32   // features that come less often are left out
}

// learn finds weights of the features by which the right options are the likely ones, from all cases but those of a fold. It
// descends the gradient of the logarithm of their probability in steps that grow shorter for each feature (AdaGrad).
func (c *cases) learn(p pace, without int) []float32 {
	w := make([]float32, len(c.hashes))
	squares := make([]float32, len(c.hashes))
	sum := make([]float32, len(c.hashes)) // of the weights after each of the last epochs
	var order []int32
	for k := range c.ends {
		if int(c.folds[k]) != without {
			order = append(order, int32(k))
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	var scores []float32
	mean := 0
	for epoch := range p.epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			first := int32(0)
			if k > 0 {
				first = c.ends[k-1]
			}
			last := c.ends[k]
			scores = scores[:0]
			for o := first; o < last; o++ {
				scores = append(scores, c.sum(w, o, p.seldom))
			}
			if len(scores) == 1 {
				g := sigmoid(scores[0]) - float32(c.right[k])
				c.step(w, squares, first, g, p)
				continue
			}
			softmax(scores)
			for o := first; o < last; o++ {
				g := scores[o-first]
				if o-first == c.right[k] {
					g--
				}
				if g > 0.001 || g < -0.001 {
					c.step(w, squares, o, g, p)
				}
			}
		}
		if epoch >= p.epochs/2 {
			mean++
			for i := range w {
				sum[i] += w[i]
			}
		}
	}
	for i := range sum {
		sum[i] /= float32(mean)
	}
	return sum
}

func (c *cases) option(o int32) []int32 {
	from := int32(0)
	if o > 0 {
		from = c.options[o-1]
	}
	return c.rows[from:c.options[o]]
}

func (c *cases) sum(w []float32, o int32, seldom int32) float32 {
	s := float32(0)
	for _, r := range c.option(o) {
		if c.counts[r] >= seldom {
			s += w[r]
		}
	}
	return s
}

func (c *cases) step(w, squares []float32, o int32, g float32, p pace) {
	for _, r := range c.option(o) {
		if c.counts[r] < p.seldom {
			continue
		}
		d := g + p.decay*w[r]
		squares[r] += d * d
		w[r] -= p.rate * d / float32(math.Sqrt(float64(squares[r])+1e-6))
	}
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// softmax turns scores into probabilities.
func softmax(scores []float32) {
	most := scores[0]
	for _, s := range scores {
		most = max(most, s)
	}
	sum := float32(0)
	for i, s := range scores {
		scores[i] = float32(math.Exp(float64(s - most)))
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}

// accuracy says how many of a hundred cases weights that were learned without their fold answer right, and the mean logarithm of the
// probability that they give the right answer.
func (c *cases) accuracy(without [][]float32, seldom int32) (right, likelihood float64) {
	var scores []float32
	sum := 0.0
	for k := range c.ends {
		first := int32(0)
		if k > 0 {
			first = c.ends[k-1]
		}
		w := without[c.folds[k]]
		scores = scores[:0]
		for o := first; o < c.ends[k]; o++ {
			scores = append(scores, c.sum(w, o, seldom))
		}
		if len(scores) == 1 {
			scores = append(scores, 0)
			softmax(scores)
			scores[0], scores[1] = scores[1], scores[0]
		} else {
			softmax(scores)
		}
		best := 0
		for o, s := range scores {
			if s > scores[best] {
				best = o
			}
		}
		right += float64(one(best == int(c.right[k])))
		sum += math.Log(float64(max(scores[c.right[k]], 1e-9)))
	}
	n := float64(max(1, len(c.ends)))
	return 100 * right / n, sum / n
}
