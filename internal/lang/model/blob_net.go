package model

import (
	"encoding/binary"
	"math"

	"readout/internal/lang/model/linear"
	"readout/internal/lang/neural"
)

// The network in a model file: its numbers, a byte a weight. neural.Net.Check says whether what was read fits together.

func (w *writer) net(n *neural.Net) {
	w.count(len(n.EmbScale))
	w.numbers(&n.Rows)
	w.floats(n.EmbScale)
	w.count(len(n.Emb))
	w.weights(n.Emb)
	v := &n.Vectors
	w.count(v.Pieces)
	w.count(v.Piece)
	w.count(len(v.Codes))
	w.b = append(w.b, v.Codes...)
	w.weights(v.Shapes)
	w.numbers(&v.Words)
	w.linear(&n.Vec)
	w.count(len(n.Layers))
	for _, l := range n.Layers {
		for d := range l {
			w.linear(&l[d].In)
			w.matrix(&l[d].Rec)
		}
	}
	w.linear(&n.Head)
	w.linear(&n.Dep)
	w.matrix(&n.Pair)
	w.matrix(&n.NameHead)
	w.linear(&n.NameDep)
	w.linear(&n.NameOut)
	w.linear(&n.TagIn)
	w.linear(&n.TagOut)
}

func (w *writer) matrix(m *neural.Matrix) {
	rows, cols, weights, scale := m.Parts()
	w.count(rows)
	w.count(cols)
	w.floats(scale)
	w.weights(weights)
}

func (w *writer) linear(l *neural.Linear) {
	w.matrix(&l.Matrix)
	w.floats(l.Bias)
}

func (w *writer) floats(list []float32) {
	for _, f := range list {
		w.b = binary.LittleEndian.AppendUint32(w.b, math.Float32bits(f))
	}
}

func (w *writer) weights(list []int8) {
	for _, x := range list {
		w.b = append(w.b, byte(x))
	}
}

// Bounds on what a file may ask for.
const (
	maxWidth  = 1 << 12
	maxLayers = 8
)

func (r *reader) net() (n neural.Net) {
	rows := r.count(linear.MaxNumbers)
	n.Rows = r.numbers(rows)
	n.EmbScale = r.floats(rows)
	n.Emb = r.weights(r.count(1 << 26))
	v := &n.Vectors
	v.Pieces, v.Piece = r.count(maxWidth), r.count(maxWidth)
	v.Codes = r.take(r.count(1 << 26))
	v.Shapes = r.weights(256 * v.Pieces * v.Piece)
	if v.Pieces > 0 {
		v.Words = r.numbers(len(v.Codes) / v.Pieces)
	}
	n.Vec = r.linear()
	for range r.count(maxLayers) {
		var both [2]neural.Cells
		for d := range both {
			both[d] = neural.Cells{In: r.linear(), Rec: r.matrix()}
		}
		n.Layers = append(n.Layers, both)
	}
	n.Head, n.Dep, n.Pair = r.linear(), r.linear(), r.matrix()
	n.NameHead, n.NameDep, n.NameOut = r.matrix(), r.linear(), r.linear()
	n.TagIn, n.TagOut = r.linear(), r.linear()
	return n
}

func (r *reader) matrix() neural.Matrix {
	rows, cols := r.count(maxWidth), r.count(maxWidth)
	scale := r.floats(rows)
	m, ok := neural.NewMatrix(rows, cols, r.weights(rows*cols), scale)
	r.failed = r.failed || !ok
	return m
}

func (r *reader) linear() neural.Linear {
	m := r.matrix()
	return neural.Linear{Matrix: m, Bias: r.floats(m.Rows())}
}

func (r *reader) floats(n int) []float32 {
	b := r.take(4 * n)
	list := make([]float32, len(b)/4)
	for i := range list {
		list[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		// Nothing that is not a number, and nothing that could become it.
		if f := list[i]; !(f > -1e4 && f < 1e4) {
			r.failed = true
		}
	}
	return list
}

func (r *reader) weights(n int) []int8 {
	b := r.take(n)
	list := make([]int8, len(b))
	for i, x := range b {
		list[i] = int8(x)
	}
	return list
}
