package neural

import (
	"math"
	"math/rand/v2"
	"testing"

	"readout/internal/lang/model/linear"
	"readout/internal/lang/neural"
	"readout/internal/train/dense"
)

func tiny1() (Shape, []Example) {
	s := Shape{Rows: 9, Vector: 3, In: 5, Hidden: 4, Layers: 2, Arc: 6, Name: 5, Labels: 3, TagWide: 4, Tags: 3}
	e := Example{
		Rows:    [][]int32{{0}, {1, 2}, {-1, 3, 4}, {5, 6}, {7, 8}},
		Vectors: [][]float32{nil, {1, 0, -1}, nil, {0, 2, 1}, {1, 1, 1}},
		Heads:   []int16{0, 3, 1, 0, 3},
		Labels:  []uint8{0, 1, 2, 0, 1},
		Tags:    []uint8{0, 2, 1, 0, 1},
	}
	return s, []Example{e}
}

// lossOf is the loss of a sentence with nothing hidden.
func lossOf(n *Net, e *Example) float64 {
	p := newPass(n, 1)
	p.learn(e)
	return p.loss
}

// The gradient says how the loss changes with each weight. The curves of the cells have steps of 1/256, and above them there
// are bends at zero, so it says so only nearly.
func TestGradient(t *testing.T) {
	s, examples := tiny1()
	n := newNet(s)
	n.begin(rand.New(rand.NewPCG(1, 2)))
	for i := range n.Emb.V {
		n.Emb.V[i] *= 5
	}
	p := newPass(n, 1)
	p.learn(&examples[0])
	grads := append(p.grad.all(), p.grad.Emb)
	for k, w := range append(n.all(), n.Emb) {
		g := grads[k].V
		want := float64(dense.Dot(g, g))
		by := 0.05 / float32(math.Sqrt(want))
		dense.Axpy(w.V, g, by)
		up := lossOf(n, &examples[0])
		dense.Axpy(w.V, g, -2*by)
		down := lossOf(n, &examples[0])
		dense.Axpy(w.V, g, by)
		if got := (up - down) / float64(2*by); math.Abs(got-want) > 0.001+0.3*want {
			t.Errorf("weights %d (%d by %d): the loss changes by %.4f, want %.4f", k, w.N, w.W, got, want)
		}
	}
}

// A sentence is learned by heart, and the same way each time.
func TestLearn(t *testing.T) {
	s, examples := tiny1()
	p := Plan{Shape: s, Epochs: 500, Batch: 4, Sides: 2, Speed: 0.05, Seed: 3}
	a, b := Learn(p, nil, examples), Learn(p, nil, examples)
	for i := range a.Emb.V {
		if a.Emb.V[i] != b.Emb.V[i] {
			t.Fatal("learning twice gives two networks")
		}
	}
	same := func(a, b uint8) bool { return a == b }
	if words, tags, heads, both := Score(a, examples, same, same); tags != words || heads != words || both != words {
		t.Errorf("of %d words %d tags, %d heads, %d relations are right", words, tags, heads, both)
	}
}

// A grown network answers what its first one did, although it has more cells and its features stand elsewhere.
func TestGrow(t *testing.T) {
	s, examples := tiny1()
	first := Learn(Plan{Shape: s, Epochs: 500, Batch: 4, Sides: 2, Speed: 0.05, Seed: 3}, nil, examples)
	wide, rows := s, make([]int32, s.Rows)
	wide.Hidden, wide.Rows = s.Hidden+3, s.Rows+2
	for i := range rows {
		rows[i] = int32(i + 2)
	}
	grown := Grow(first.Quantise(linear.Numbers{}, neural.Vectors{}), wide, rows, 1)
	moved := examples[0]
	moved.Rows = nil
	for _, list := range examples[0].Rows {
		var to []int32
		for _, r := range list {
			if r >= 0 {
				r = rows[r]
			}
			to = append(to, r)
		}
		moved.Rows = append(moved.Rows, to)
	}
	same := func(a, b uint8) bool { return a == b }
	if words, tags, heads, both := Score(grown, []Example{moved}, same, same); tags != words || heads != words || both != words {
		t.Errorf("of %d words %d tags, %d heads, %d relations are right", words, tags, heads, both)
	}
}
