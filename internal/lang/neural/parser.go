package neural

import (
	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// MaxWords is how long a sentence the network reads; the time for a tree grows with the third power of the length.
const MaxWords = 200

// RootLabel is the label of the word without a head.
const RootLabel = 255

// Parser tags and parses with a network, or with the sum of what several say. It keeps scratch memory: one a goroutine.
type Parser struct {
	lexicon *lexicon.Lexicon
	readers []reader
	tree    tree
	labels  []uint8
	tags    []uint8
}

// reader is a network and its scratch memory.
type reader struct {
	net      *Net
	features []uint64
	vector   input
	row      []float32
	in       []input // what goes into a layer, a list a place
	out      []input
	pre      []float32
	cell     []float32
	last     input
	y        []float32
	heads    []input
	deps     []input
	keys     Matrix
	scores   []float32
	nameHead []float32
	nameDep  []float32
	answer   []float32
}

// New makes a parser. The networks must have the same labels and tags.
func New(l *lexicon.Lexicon, nets ...*Net) *Parser {
	p := &Parser{lexicon: l, readers: make([]reader, len(nets))}
	for i, n := range nets {
		p.readers[i].net = n
	}
	return p
}

// Draft is what another tagger and another parser say of a sentence: of each word its tag, its head, counted from 0 and -1 for
// the root, and its label.
type Draft struct {
	Tags   []uint8
	Heads  []int16
	Labels []uint8
}

// trust is how much an arc, a label or a tag scores more with each network because the draft has it. The draft is right less
// often, but errs elsewhere.
const trust = 0.75

// Parse gives for each word of a sentence what a Draft has of it, but better. All are the parser's own until the next call. The
// sentence has 1 to MaxWords words.
func (p *Parser) Parse(words []conllu.Word, draft Draft) (heads []int16, labels, tags []uint8) {
	for i := range p.readers {
		r := &p.readers[i]
		r.read(words, draft.Tags, p.lexicon)
		for l := range r.net.Layers {
			r.layer(&r.net.Layers[l])
		}
		r.compare()
	}
	scores := p.sum(func(r *reader) []float32 { return r.scores })
	for d, h := range draft.Heads {
		scores[(d+1)*(len(words)+1)+int(h)+1] += p.trust()
	}
	heads = p.tree.best(scores, len(words))
	p.name(heads, &draft)
	p.tag(draft.Tags)
	return heads, p.labels, p.tags
}

func (p *Parser) trust() float32 { return trust * float32(len(p.readers)) }

// sum adds up what all networks say.
func (p *Parser) sum(of func(r *reader) []float32) []float32 {
	first := of(&p.readers[0])
	for i := range p.readers[1:] {
		for k, v := range of(&p.readers[i+1]) {
			first[k] += v
		}
	}
	return first
}

// floats gives n zeros in the memory of f, if that is enough.
func floats(f []float32, n int) []float32 {
	if cap(f) < n {
		return make([]float32, n, 2*n)
	}
	f = f[:n]
	clear(f)
	return f
}

// inputs gives n inputs, whose memory is kept.
func inputs(in []input, n int) []input {
	if cap(in) < n {
		in = append(in[:cap(in)], make([]input, n-cap(in))...)
	}
	return in[:n]
}

// read makes of the words what goes into the first layer. Place 0 stands for the root.
func (p *reader) read(words []conllu.Word, draft []uint8, l *lexicon.Lexicon) {
	p.in = inputs(p.in, len(words)+1)
	p.row = floats(p.row, p.net.Vec.rows)
	copy(p.row, p.net.Vec.Bias)
	p.addRow(Root)
	p.in[0].set(p.row)
	capitals := Capitals(words)
	for i := range words {
		copy(p.row, p.net.Vec.Bias)
		hash := linear.HashLower(words[i].Form)
		p.features = Features(p.features[:0], words[i].Form, draft[i], l.Find(hash), i == 0)
		p.features = More(p.features, words[i].Form, capitals)
		for _, f := range p.features {
			p.addRow(f)
		}
		if n := p.net.Vectors.Words.Find(hash); n >= 0 {
			p.net.Vectors.vector(&p.vector, n)
			p.net.Vec.mul(p.row, &p.vector)
		}
		p.in[i+1].set(p.row)
	}
}

func (p *reader) addRow(feature uint64) {
	n := p.net.Rows.Find(feature)
	if n < 0 {
		return
	}
	w := len(p.row)
	scale := p.net.EmbScale[n]
	for i, v := range p.net.Emb[n*w : (n+1)*w] {
		p.row[i] += float32(float32(v) * scale)
	}
}

// vector puts the pieces of a word's vector together.
func (v *Vectors) vector(in *input, word int) {
	in.v, in.scale = in.v[:0], 1.0/full
	for k, c := range v.Codes[word*v.Pieces:][:v.Pieces] {
		at := (k*256 + int(c)) * v.Piece
		for _, x := range v.Shapes[at : at+v.Piece] {
			in.v = append(in.v, int64(x))
		}
	}
}

// Vector is the vector of a word as plain numbers.
func (v *Vectors) Vector(word int) []float32 {
	var in input
	v.vector(&in, word)
	x := make([]float32, len(in.v))
	for i := range x {
		x[i] = float32(in.v[i]) * in.scale
	}
	return x
}

// layer takes what goes in through both directions of a layer.
func (p *reader) layer(both *[2]Cells) {
	hidden := both[0].Rec.cols
	p.out = inputs(p.out, len(p.in))
	for t := range p.out {
		o := &p.out[t]
		if cap(o.v) < 2*hidden {
			o.v = make([]int64, 2*hidden)
		}
		o.v, o.scale = o.v[:2*hidden], 1.0/full
	}
	for d := range both {
		p.direction(&both[d], hidden, d == 1)
	}
	p.in, p.out = p.out, p.in
}

func (p *reader) direction(c *Cells, hidden int, back bool) {
	T, wide := len(p.in), gates*hidden
	p.pre = floats(p.pre, T*wide)
	c.In.mulAll(p.pre, p.in)
	p.cell = floats(p.cell, hidden)
	p.last.v, p.last.scale = p.last.v[:0], 1.0/full
	from := 0
	if back {
		from = hidden
	}
	for k := range T {
		t := k
		if back {
			t = T - 1 - k
		}
		pre := p.pre[t*wide:][:wide]
		if k > 0 {
			c.Rec.mul(pre, &p.last)
		}
		shown := p.out[t].v[from : from+hidden]
		for i := range p.cell {
			g, b := pre[gates*i:][:gates], c.In.Bias[gates*i:][:gates]
			keep, fresh, show := Sigmoid(g[0]+b[0]), Tanh(g[1]+b[1]), Sigmoid(g[2]+b[2])
			p.cell[i] = float32(keep*p.cell[i]) + float32((1-keep)*fresh)
			shown[i] = whole(float32(float32(show*Tanh(p.cell[i])) * full))
		}
		p.last.v = append(p.last.v[:0], shown...)
	}
}

// bend is a layer with a bend at zero, for every place.
func (p *reader) bend(l *Linear, to []input) []input {
	to = inputs(to, len(p.in))
	p.y = floats(p.y, len(p.in)*l.rows)
	l.mulAll(p.y, p.in)
	for t := range to {
		y := p.y[t*l.rows:][:l.rows]
		for i := range y {
			y[i] = max(y[i]+l.Bias[i], 0)
		}
		to[t].set(y)
	}
	return to
}

// compare scores every place as the head of every other: row d, column h.
func (p *reader) compare() {
	T := len(p.in)
	p.heads = p.bend(&p.net.Head, p.heads)
	p.deps = p.bend(&p.net.Dep, p.deps)
	wide := p.net.Pair.rows
	p.y = floats(p.y, T*wide)
	p.net.Pair.mulAll(p.y, p.heads)
	p.keys.fill(p.y, T, wide, wide-1)
	p.scores = floats(p.scores, T*T)
	for d := 1; d < T; d++ {
		row := p.scores[d*T:][:T]
		p.keys.mul(row, &p.deps[d])
		for h := range row {
			row[h] += p.y[h*wide+wide-1]
		}
	}
}

// name finds the relation of each word to its head.
func (p *Parser) name(heads []int16, draft *Draft) {
	for i := range p.readers {
		r := &p.readers[i]
		T, n := len(r.in), r.net.NameHead.rows
		r.nameHead, r.nameDep, r.row = floats(r.nameHead, T*n), floats(r.nameDep, T*n), floats(r.row, n)
		r.net.NameHead.mulAll(r.nameHead, r.in)
		r.net.NameDep.mulAll(r.nameDep, r.in)
	}
	p.labels = p.labels[:0]
	for d, h := range heads {
		if h < 0 {
			p.labels = append(p.labels, RootLabel)
			continue
		}
		answer := p.sum(func(r *reader) []float32 { return r.nameOf(d, int(h)) })
		if draft.Heads[d] == h {
			answer[draft.Labels[d]] += p.trust()
		}
		p.labels = append(p.labels, best(answer[:len(answer)-1]))
	}
}

// nameOf is how well each relation of word d to head h scores.
func (p *reader) nameOf(d, h int) []float32 {
	n := p.net.NameHead.rows
	a, b := p.nameHead[(h+1)*n:][:n], p.nameDep[(d+1)*n:][:n]
	for i := range p.row {
		p.row[i] = max(a[i]+b[i]+p.net.NameDep.Bias[i], 0)
	}
	p.last.set(p.row)
	p.answers(&p.net.NameOut, &p.last)
	return p.answer
}

// tag finds the tag of each word.
func (p *Parser) tag(draft []uint8) {
	for i := range p.readers {
		r := &p.readers[i]
		r.heads = r.bend(&r.net.TagIn, r.heads)
	}
	p.tags = p.tags[:0]
	for d, tag := range draft {
		answer := p.sum(func(r *reader) []float32 {
			r.answers(&r.net.TagOut, &r.heads[d+1])
			return r.answer
		})
		answer[tag] += p.trust()
		p.tags = append(p.tags, best(answer))
	}
}

// answers fills in how well each answer of a last layer scores.
func (p *reader) answers(l *Linear, in *input) {
	p.answer = floats(p.answer, l.rows)
	l.mul(p.answer, in)
	for i, b := range l.Bias {
		p.answer[i] += b
	}
}

// best is the answer that scores highest.
func best(answers []float32) uint8 {
	top := 0
	for i, a := range answers {
		if a > answers[top] {
			top = i
		}
	}
	return uint8(top)
}

// fill makes the matrix anew of the first cols numbers of so many rows that lie wide apart.
func (m *Matrix) fill(rows []float32, n, wide, cols int) {
	m.rows, m.cols = n, cols
	size := (n + lanes - 1) / lanes * cols
	if cap(m.packed) < size {
		m.packed = make([]uint64, 2*size)
	}
	m.packed = m.packed[:size]
	clear(m.packed)
	m.scale = m.scale[:0]
	for r := range n {
		x := rows[r*wide:][:cols]
		most := float32(0)
		for _, v := range x {
			most = max(most, v, -v)
		}
		if most == 0 {
			most = 1
		}
		m.scale = append(m.scale, most/full)
		by := full / most
		to := m.packed[r/lanes*cols:][:cols]
		for c, v := range x {
			to[c] += uint64(whole(float32(v*by)) << (r % lanes * laneBits))
		}
	}
}
