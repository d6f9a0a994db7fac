package neural

import (
	"math/rand/v2"

	"readout/internal/lang/neural"
	"readout/internal/train/dense"
)

// Grow makes of a network that has been learned a wider one that answers the same, to be learned on: nothing heeds its new cells
// and features yet. rows says which row of features each row of the old one becomes. All other widths are the old ones.
func Grow(old *neural.Net, s Shape, rows []int32, seed uint64) *Net {
	n := newNet(s)
	n.begin(rand.New(rand.NewPCG(seed, 9)))
	clear(n.Emb.V)
	for i, r := range rows {
		for k := range n.In {
			n.Emb.V[int(r)*n.In+k] = float32(old.Emb[i*n.In+k]) * old.EmbScale[i]
		}
	}
	_, hidden, _, _ := old.Layers[0][0].Rec.Parts()
	same := func(i int) int { return i }
	cell := func(i int) int { return i%gates*n.Hidden + i/gates }
	sides := func(i int) int {
		if i < hidden {
			return i
		}
		return i - hidden + n.Hidden
	}
	put := func(to *dense.Rows, from *neural.Matrix, row, col func(int) int) {
		count, wide, weights, scale := from.Parts()
		for i := range count {
			into := to.Row(row(i))
			clear(into)
			for k, w := range weights[i*wide:][:wide] {
				into[col(k)] = float32(w) * scale[i]
			}
		}
	}
	col := same
	for l := range n.layers {
		for d, to := range n.layers[l] {
			from := &old.Layers[l][d]
			put(to.in, &from.In.Matrix, cell, col)
			put(to.rec, &from.Rec, cell, same)
			for i, v := range from.In.Bias {
				to.bias.V[cell(i)] = v
			}
		}
		col = sides
	}
	for _, m := range []struct {
		to, bias *dense.Rows
		from     *neural.Linear
		col      func(int) int
	}{
		{n.Vec, n.InBias, &old.Vec, same},
		{n.HeadIn, n.HeadBias, &old.Head, sides}, {n.DepIn, n.DepBias, &old.Dep, sides},
		{n.NameDep, n.NameBias, &old.NameDep, sides}, {n.NameOut, n.NameOutB, &old.NameOut, same},
		{n.TagIn, n.TagBias, &old.TagIn, sides}, {n.TagOut, n.TagOutBias, &old.TagOut, same},
	} {
		put(m.to, &m.from.Matrix, same, m.col)
		copy(m.bias.V, m.from.Bias)
	}
	put(n.NameHead, &old.NameHead, same, sides)
	pair := dense.New(n.Arc+1, n.Arc)
	put(pair, &old.Pair, same, same)
	copy(n.Pair.V, pair.V)
	copy(n.Lead.V, pair.Row(n.Arc))
	return n
}
