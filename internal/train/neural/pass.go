package neural

import (
	"math"
	"math/rand/v2"

	"readout/internal/lang/neural"
	"readout/internal/train/dense"
)

// Example is a sentence to learn from. Place 0 of what is a list a place stands for the root, words follow from 1.
type Example struct {
	Rows    [][]int32   // rows of features; the first of a word is the word itself, -1 where it has none
	Vectors [][]float32 // nil where a word has none
	Heads   []int16     // 0 is the root; of place 0 they say nothing
	Labels  []uint8
	Tags    []uint8
}

// Rates is how much is hidden from the network while it learns, as shares.
type Rates struct{ Word, Tag, Vector, In, Layer, Rec, Last float32 }

type cells struct {
	pre, f, g, o, c, tc, h, back *dense.Rows
	before, dPre                 *dense.Rows
	mask                         []float32
}

func newCells() cells {
	m := func() *dense.Rows { return &dense.Rows{} }
	return cells{m(), m(), m(), m(), m(), m(), m(), m(), m(), m(), nil}
}

// pass takes sentences through a network and back. It keeps what it needs for the way back.
type pass struct {
	net, grad *Net
	touched   []int32 // rows of embeddings that the gradient has changed
	isTouched []bool
	rng       *rand.Rand
	rates     Rates

	used      [][]int32
	vec       *dense.Rows   // vectors of the words, zeros where there are none
	x         []*dense.Rows // what goes into each layer, and what comes out of the last
	xMask     [][]float32
	dx        []*dense.Rows
	cells     [][2]cells
	head, dep mlp
	nh, nd    mlp
	tag       mlp
	keys      *dense.Rows
	dKeys     *dense.Rows
	scores    *dense.Rows
	loss      float64
}

// mlp is one layer with a bend at zero.
type mlp struct {
	y, d *dense.Rows
	mask []float32
}

func newPass(n *Net, seed uint64) *pass {
	p := &pass{net: n, grad: newNet(n.Shape), isTouched: make([]bool, n.Rows), rng: rand.New(rand.NewPCG(seed, 77))}
	m := func() *dense.Rows { return &dense.Rows{} }
	p.vec, p.keys, p.dKeys, p.scores = m(), m(), m(), m()
	for range n.Layers + 1 {
		p.x, p.dx, p.xMask = append(p.x, m()), append(p.dx, m()), append(p.xMask, nil)
		p.cells = append(p.cells, [2]cells{newCells(), newCells()})
	}
	for _, l := range []*mlp{&p.head, &p.dep, &p.nh, &p.nd, &p.tag} {
		l.y, l.d = m(), m()
	}
	return p
}

// hide makes a mask of n numbers: 0 for what is hidden, for the rest what makes up for it. nil hides nothing.
func (p *pass) hide(mask []float32, n int, rate float32, learn bool) []float32 {
	if !learn || rate == 0 {
		return nil
	}
	mask = mask[:0]
	for range n {
		if p.rng.Float32() < rate {
			mask = append(mask, 0)
		} else {
			mask = append(mask, 1/(1-rate))
		}
	}
	return mask
}

func cover(m *dense.Rows, mask []float32) {
	if mask == nil {
		return
	}
	for t := range m.N {
		for i, v := range m.Row(t) {
			m.V[t*m.W+i] = v * mask[i]
		}
	}
}

func addBias(m, bias *dense.Rows) {
	for t := range m.N {
		dense.Axpy(m.Row(t), bias.V, 1)
	}
}

func sumRows(to, d *dense.Rows) {
	for t := range d.N {
		dense.Axpy(to.V, d.Row(t), 1)
	}
}

// forward fills in all up to the last layer and what hangs on it.
func (p *pass) forward(e *Example, learn bool) {
	n, T := p.net, len(e.Rows)
	x := p.x[0]
	x.Resize(T, n.In)
	p.vec.Resize(T, n.Vector)
	p.used = p.used[:0]
	for t, rows := range e.Rows {
		used := rows
		if learn && t > 0 {
			noWord, noTag := p.rng.Float32() < p.rates.Word, p.rng.Float32() < p.rates.Tag
			if noWord || noTag {
				used = nil
				for k, r := range rows {
					if !(k == 0 && noWord || k == 1 && noTag) {
						used = append(used, r)
					}
				}
			}
		}
		p.used = append(p.used, used)
		row := x.Row(t)
		copy(row, n.InBias.V)
		for _, r := range used {
			if r >= 0 {
				dense.Axpy(row, n.Emb.Row(int(r)), 1)
			}
		}
		if v := e.Vectors[t]; v != nil && !(learn && p.rng.Float32() < p.rates.Vector) {
			copy(p.vec.Row(t), v)
		}
	}
	n.Vec.MulRows(x, p.vec)
	p.xMask[0] = p.hide(p.xMask[0], n.In, p.rates.In, learn)
	cover(x, p.xMask[0])
	for l := range n.layers {
		y := p.x[l+1]
		y.Resize(T, 2*n.Hidden)
		for d := range 2 {
			p.runCells(&n.layers[l][d], &p.cells[l][d], p.x[l], y, d == 1, learn)
		}
		p.xMask[l+1] = p.hide(p.xMask[l+1], 2*n.Hidden, p.rates.Layer, learn)
		cover(y, p.xMask[l+1])
	}
	z := p.x[n.Layers]
	p.bend(&p.head, n.HeadIn, n.HeadBias, z, learn)
	p.bend(&p.dep, n.DepIn, n.DepBias, z, learn)
	p.bend(&p.tag, n.TagIn, n.TagBias, z, learn)
	p.nh.y.Resize(T, n.Name)
	n.NameHead.MulRows(p.nh.y, z)
	p.nd.y.Resize(T, n.Name)
	n.NameDep.MulRows(p.nd.y, z)
	addBias(p.nd.y, n.NameBias)
	p.nh.mask = p.hide(p.nh.mask, n.Name, p.rates.Last, learn)
	p.keys.Resize(T, n.Arc)
	n.Pair.MulRows(p.keys, p.head.y)
	p.scores.Resize(T, T)
	for d := 1; d < T; d++ {
		p.keys.MulVec(p.scores.Row(d), p.dep.y.Row(d))
	}
	for h := range T {
		lead := dense.Dot(p.head.y.Row(h), n.Lead.V)
		for d := 1; d < T; d++ {
			p.scores.V[d*T+h] += lead
		}
	}
}

func (p *pass) bend(m *mlp, in, bias, z *dense.Rows, learn bool) {
	m.y.Resize(z.N, in.N)
	in.MulRows(m.y, z)
	addBias(m.y, bias)
	for i, v := range m.y.V {
		m.y.V[i] = max(v, 0)
	}
	m.mask = p.hide(m.mask, in.N, p.rates.Last, learn)
	cover(m.y, m.mask)
}

func (p *pass) unbend(m *mlp, in, gin, gbias, z, dz *dense.Rows) {
	cover(m.d, m.mask)
	for i, v := range m.y.V {
		if v <= 0 {
			m.d.V[i] = 0
		}
	}
	gin.AddOuter(m.d, z)
	sumRows(gbias, m.d)
	in.MulRowsT(dz, m.d)
}

func (p *pass) runCells(w *layer, c *cells, x, y *dense.Rows, back, learn bool) {
	T, H := x.N, p.net.Hidden
	c.pre.Resize(T, 3*H)
	for _, m := range []*dense.Rows{c.f, c.g, c.o, c.c, c.tc, c.before} {
		m.Resize(T, H)
	}
	w.in.MulRows(c.pre, x)
	addBias(c.pre, w.bias)
	c.mask = p.hide(c.mask, H, p.rates.Rec, learn)
	for k := range T {
		t, prev := k, k-1
		from := 0
		if back {
			t, prev = T-1-k, T-k
			from = H
		}
		pre := c.pre.Row(t)
		h := y.Row(t)[from : from+H]
		if k > 0 {
			b := c.before.Row(t)
			copy(b, y.Row(prev)[from:from+H])
			if c.mask != nil {
				for i := range b {
					b[i] *= c.mask[i]
				}
			}
			w.rec.MulVec(pre, b)
		}
		f, g, o, cc, tc := c.f.Row(t), c.g.Row(t), c.o.Row(t), c.c.Row(t), c.tc.Row(t)
		for i := range H {
			f[i], g[i], o[i] = neural.Sigmoid(pre[i]), neural.Tanh(pre[H+i]), neural.Sigmoid(pre[2*H+i])
			old := float32(0)
			if k > 0 {
				old = c.c.V[prev*H+i]
			}
			cc[i] = f[i]*old + (1-f[i])*g[i]
			tc[i] = neural.Tanh(cc[i])
			h[i] = o[i] * tc[i]
		}
	}
}

func (p *pass) backCells(w, gw *layer, c *cells, x, dy, dx *dense.Rows, back bool) {
	T, H := x.N, p.net.Hidden
	c.dPre.Resize(T, 3*H)
	dh, dc := make([]float32, H), make([]float32, H)
	for k := T - 1; k >= 0; k-- {
		t, prev, from := k, k-1, 0
		if back {
			t, prev, from = T-1-k, T-k, H
		}
		f, g, o, tc := c.f.Row(t), c.g.Row(t), c.o.Row(t), c.tc.Row(t)
		dy, d := dy.Row(t)[from:from+H], c.dPre.Row(t)
		for i := range H {
			dhi := dh[i] + dy[i]
			do := dhi * tc[i]
			dci := dc[i] + dhi*o[i]*(1-tc[i]*tc[i])
			old := float32(0)
			if k > 0 {
				old = c.c.V[prev*H+i]
			}
			df, dg := dci*(old-g[i]), dci*(1-f[i])
			dc[i] = dci * f[i]
			d[i], d[H+i], d[2*H+i] = df*f[i]*(1-f[i]), dg*(1-g[i]*g[i]), do*o[i]*(1-o[i])
		}
		clear(dh)
		if k > 0 {
			w.rec.MulVecT(dh, d)
			if c.mask != nil {
				for i := range dh {
					dh[i] *= c.mask[i]
				}
			}
		}
	}
	gw.in.AddOuter(c.dPre, x)
	gw.rec.AddOuter(c.dPre, c.before)
	sumRows(gw.bias, c.dPre)
	w.in.MulRowsT(dx, c.dPre)
}

// softmax turns scores into the gradient of -log p(want) and gives that loss. skip is left out, -1 for none.
func softmax(s []float32, want, skip int) float64 {
	most := float32(math.Inf(-1))
	for i, v := range s {
		if i != skip {
			most = max(most, v)
		}
	}
	sum := 0.0
	for i, v := range s {
		if i == skip {
			s[i] = 0
			continue
		}
		x := math.Exp(float64(v - most))
		s[i] = float32(x)
		sum += x
	}
	loss := math.Log(sum) - math.Log(float64(s[want]))
	for i := range s {
		s[i] /= float32(sum)
	}
	s[want]--
	return loss
}

// learn takes a sentence forward and back, and adds to the gradient.
func (p *pass) learn(e *Example) {
	p.forward(e, true)
	n, g, T := p.net, p.grad, len(e.Rows)
	z := p.x[n.Layers]
	dz := p.dx[n.Layers]
	dz.Resize(T, 2*n.Hidden)
	p.head.d.Resize(T, n.Arc)
	p.dep.d.Resize(T, n.Arc)
	p.dKeys.Resize(T, n.Arc)
	// Arcs.
	leads := make([]float32, T)
	for d := 1; d < T; d++ {
		s := p.scores.Row(d)
		p.loss += softmax(s, int(e.Heads[d]), d)
		p.keys.MulVecT(p.dep.d.Row(d), s)
		dense.Axpy(leads, s, 1)
	}
	// Place 0 of scores is all zeros, as is the dependent there.
	p.dKeys.AddOuter(p.scores, p.dep.y)
	for h := range T {
		dense.Axpy(p.head.d.Row(h), n.Lead.V, leads[h])
		dense.Axpy(g.Lead.V, p.head.y.Row(h), leads[h])
	}
	n.Pair.MulRowsT(p.head.d, p.dKeys)
	g.Pair.AddOuter(p.dKeys, p.head.y)
	p.unbend(&p.head, n.HeadIn, g.HeadIn, g.HeadBias, z, dz)
	p.unbend(&p.dep, n.DepIn, g.DepIn, g.DepBias, z, dz)
	// Relations.
	p.nh.d.Resize(T, n.Name)
	p.nd.d.Resize(T, n.Name)
	sum, out, back := make([]float32, n.Name), make([]float32, n.Labels), make([]float32, n.Name)
	for d := 1; d < T; d++ {
		h := int(e.Heads[d])
		p.nameHidden(sum, h, d)
		copy(out, n.NameOutB.V)
		n.NameOut.MulVec(out, sum)
		p.loss += softmax(out, int(e.Labels[d]), -1)
		for l, v := range out {
			dense.Axpy(g.NameOut.Row(l), sum, v)
		}
		dense.Axpy(g.NameOutB.V, out, 1)
		clear(back)
		n.NameOut.MulVecT(back, out)
		for i := range back {
			if sum[i] <= 0 {
				back[i] = 0
			} else if p.nh.mask != nil {
				back[i] *= p.nh.mask[i]
			}
		}
		dense.Axpy(p.nh.d.Row(h), back, 1)
		dense.Axpy(p.nd.d.Row(d), back, 1)
	}
	g.NameHead.AddOuter(p.nh.d, z)
	n.NameHead.MulRowsT(dz, p.nh.d)
	g.NameDep.AddOuter(p.nd.d, z)
	sumRows(g.NameBias, p.nd.d)
	n.NameDep.MulRowsT(dz, p.nd.d)
	// Tags.
	p.tag.d.Resize(T, n.TagWide)
	tags := make([]float32, n.Tags)
	for d := 1; d < T; d++ {
		copy(tags, n.TagOutBias.V)
		n.TagOut.MulVec(tags, p.tag.y.Row(d))
		p.loss += softmax(tags, int(e.Tags[d]), -1)
		for l, v := range tags {
			dense.Axpy(g.TagOut.Row(l), p.tag.y.Row(d), v)
		}
		dense.Axpy(g.TagOutBias.V, tags, 1)
		n.TagOut.MulVecT(p.tag.d.Row(d), tags)
	}
	p.unbend(&p.tag, n.TagIn, g.TagIn, g.TagBias, z, dz)
	for l := n.Layers - 1; l >= 0; l-- {
		dy := p.dx[l+1]
		cover(dy, p.xMask[l+1])
		dx := p.dx[l]
		dx.Resize(T, p.x[l].W)
		for d := range 2 {
			p.backCells(&n.layers[l][d], &g.layers[l][d], &p.cells[l][d], p.x[l], dy, dx, d == 1)
		}
	}
	dx := p.dx[0]
	cover(dx, p.xMask[0])
	g.Vec.AddOuter(dx, p.vec)
	sumRows(g.InBias, dx)
	for t, used := range p.used {
		for _, r := range used {
			if r < 0 {
				continue
			}
			if !p.isTouched[r] {
				p.isTouched[r] = true
				p.touched = append(p.touched, r)
			}
			dense.Axpy(g.Emb.Row(int(r)), dx.Row(t), 1)
		}
	}
}

func (p *pass) nameHidden(sum []float32, h, d int) {
	a, b := p.nh.y.Row(h), p.nd.y.Row(d)
	for i := range sum {
		sum[i] = max(a[i]+b[i], 0)
		if p.nh.mask != nil {
			sum[i] *= p.nh.mask[i]
		}
	}
}

// best is the head, relation and tag of each place that the network likes best, not always a tree.
func (p *pass) best(e *Example) (heads []int16, labels, tags []uint8) {
	p.forward(e, false)
	n, T := p.net, len(e.Rows)
	heads, labels, tags = make([]int16, T), make([]uint8, T), make([]uint8, T)
	sum, out, tagOut := make([]float32, n.Name), make([]float32, n.Labels), make([]float32, n.Tags)
	for d := 1; d < T; d++ {
		s := p.scores.Row(d)
		best := -1
		for h, v := range s {
			if h != d && (best < 0 || v > s[best]) {
				best = h
			}
		}
		heads[d] = int16(best)
		p.nameHidden(sum, best, d)
		copy(out, n.NameOutB.V)
		n.NameOut.MulVec(out, sum)
		labels[d] = uint8(argmax(out))
		copy(tagOut, n.TagOutBias.V)
		n.TagOut.MulVec(tagOut, p.tag.y.Row(d))
		tags[d] = uint8(argmax(tagOut))
	}
	return heads, labels, tags
}

func argmax(s []float32) int {
	best := 0
	for i, v := range s {
		if v > s[best] {
			best = i
		}
	}
	return best
}
