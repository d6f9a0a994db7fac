package neural

import (
	"math"

	"readout/internal/lang/model/linear"
	"readout/internal/lang/neural"
	"readout/internal/train/dense"
)

// Quantise gives the network in whole numbers, as the reading program has it.
func (n *Net) Quantise(rows linear.Numbers, vectors neural.Vectors) *neural.Net {
	q := &neural.Net{Rows: rows, Vectors: vectors}
	q.Emb, q.EmbScale = bytes(n.Emb)
	q.Vec = join(n.Vec, n.InBias)
	for _, l := range n.layers {
		var both [2]neural.Cells
		for d := range both {
			both[d] = neural.Cells{
				In:  join(interleave(l[d].in, n.Hidden), interleave(&dense.Rows{V: l[d].bias.V, N: l[d].bias.W, W: 1}, n.Hidden)),
				Rec: matrix(interleave(l[d].rec, n.Hidden)),
			}
		}
		q.Layers = append(q.Layers, both)
	}
	q.Head, q.Dep = join(n.HeadIn, n.HeadBias), join(n.DepIn, n.DepBias)
	pair := dense.New(n.Arc+1, n.Arc)
	copy(pair.V, n.Pair.V)
	copy(pair.Row(n.Arc), n.Lead.V)
	q.Pair = matrix(pair)
	q.NameHead, q.NameDep = matrix(n.NameHead), join(n.NameDep, n.NameBias)
	q.NameOut, q.TagIn, q.TagOut = join(n.NameOut, n.NameOutB), join(n.TagIn, n.TagBias), join(n.TagOut, n.TagOutBias)
	return q
}

// interleave puts the rows of the three parts of a cell side by side.
func interleave(m *dense.Rows, hidden int) *dense.Rows {
	to := dense.New(m.N, m.W)
	for i := range hidden {
		for g := range 3 {
			copy(to.Row(3*i+g), m.Row(g*hidden+i))
		}
	}
	return to
}

func join(m, bias *dense.Rows) neural.Linear {
	return neural.Linear{Matrix: matrix(m), Bias: append([]float32(nil), bias.V...)}
}

func matrix(m *dense.Rows) neural.Matrix {
	b, scale := bytes(m)
	q, _ := neural.NewMatrix(m.N, m.W, b, scale)
	return q
}

// bytes gives the weights in steps of a 127th of the largest of their row.
func bytes(m *dense.Rows) (b []int8, scale []float32) {
	b, scale = make([]int8, len(m.V)), make([]float32, m.N)
	for i := range m.N {
		most := float32(0)
		for _, v := range m.Row(i) {
			most = max(most, v, -v)
		}
		if most == 0 {
			continue
		}
		scale[i] = most / 127
		for k, v := range m.Row(i) {
			b[i*m.W+k] = int8(math.Round(float64(v / scale[i])))
		}
	}
	return b, scale
}
