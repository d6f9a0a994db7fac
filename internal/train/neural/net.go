// Package neural learns the network of the fine way of parsing.
package neural

import (
	"math"
	"math/rand/v2"

	"readout/internal/train/dense"
)

// Shape is how large a network is.
type Shape struct {
	Rows    int // features that have a row of numbers
	Vector  int // width of the word vectors
	In      int // width of what goes in
	Hidden  int // cells a direction
	Layers  int
	Arc     int // width of what heads and dependents are compared by
	Name    int // width of what relations are told by
	Labels  int
	TagWide int
	Tags    int
}

// layer is one direction of a recurrent layer. Its cells have a gate that keeps what was or takes what is new (f), what is new
// (g), and a gate for what they show (o); the rows of the matrices are all f, all g, all o.
const gates = 3

type layer struct{ in, rec, bias *dense.Rows }

// Net is the weights of a network, or their gradient.
type Net struct {
	Shape
	Emb, Vec, InBias   *dense.Rows
	layers             [][2]layer
	HeadIn, HeadBias   *dense.Rows // of a word as head
	DepIn, DepBias     *dense.Rows // and as dependent
	Pair, Lead         *dense.Rows // which heads go with which dependents; which are likely anyhow
	NameHead, NameDep  *dense.Rows
	NameBias           *dense.Rows
	NameOut, NameOutB  *dense.Rows
	TagIn, TagBias     *dense.Rows
	TagOut, TagOutBias *dense.Rows
}

func newNet(s Shape) *Net {
	n := &Net{Shape: s}
	n.Emb, n.Vec, n.InBias = dense.New(s.Rows, s.In), dense.New(s.In, s.Vector), dense.New(1, s.In)
	in := s.In
	for range s.Layers {
		var both [2]layer
		for d := range both {
			both[d] = layer{dense.New(3*s.Hidden, in), dense.New(3*s.Hidden, s.Hidden), dense.New(1, 3*s.Hidden)}
		}
		n.layers = append(n.layers, both)
		in = 2 * s.Hidden
	}
	n.HeadIn, n.HeadBias = dense.New(s.Arc, in), dense.New(1, s.Arc)
	n.DepIn, n.DepBias = dense.New(s.Arc, in), dense.New(1, s.Arc)
	n.Pair, n.Lead = dense.New(s.Arc, s.Arc), dense.New(1, s.Arc)
	n.NameHead, n.NameDep, n.NameBias = dense.New(s.Name, in), dense.New(s.Name, in), dense.New(1, s.Name)
	n.NameOut, n.NameOutB = dense.New(s.Labels, s.Name), dense.New(1, s.Labels)
	n.TagIn, n.TagBias = dense.New(s.TagWide, in), dense.New(1, s.TagWide)
	n.TagOut, n.TagOutBias = dense.New(s.Tags, s.TagWide), dense.New(1, s.Tags)
	return n
}

// dense lists all weights but the embeddings.
func (n *Net) all() []*dense.Rows {
	list := []*dense.Rows{n.Vec, n.InBias, n.HeadIn, n.HeadBias, n.DepIn, n.DepBias, n.Pair, n.Lead,
		n.NameHead, n.NameDep, n.NameBias, n.NameOut, n.NameOutB, n.TagIn, n.TagBias, n.TagOut, n.TagOutBias}
	for _, l := range n.layers {
		for _, d := range l {
			list = append(list, d.in, d.rec, d.bias)
		}
	}
	return list
}

// begin sets the weights at random.
func (n *Net) begin(rng *rand.Rand) {
	fill := func(m *dense.Rows, size float64) {
		for i := range m.V {
			m.V[i] = float32((2*rng.Float64() - 1) * size)
		}
	}
	fill(n.Emb, 0.1)
	for _, m := range n.all() {
		if m.N > 1 {
			fill(m, math.Sqrt(6/float64(m.N+m.W)))
		}
	}
	for _, l := range n.layers {
		for _, d := range l {
			fill(d.in, math.Sqrt(6/float64(n.Hidden+d.in.W)))
			fill(d.rec, math.Sqrt(3/float64(n.Hidden)))
			for i := range n.Hidden {
				d.bias.V[i] = 1
			}
		}
	}
}
