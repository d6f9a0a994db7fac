// Package dense multiplies rows of numbers, which is most of the time that learning vectors and networks takes. Built with
// GOEXPERIMENT=simd it does so sixteen at a time where the processor can; else one at a time, with the same results but for
// rounding.
package dense

// dot4 gives the products of x with four rows of w that lie n apart.
func plainDot4(w []float32, n int, x []float32) (s0, s1, s2, s3 float32) {
	w0, w1, w2, w3 := w[:len(x)], w[n:][:len(x)], w[2*n:][:len(x)], w[3*n:][:len(x)]
	for i, v := range x {
		s0 += w0[i] * v
		s1 += w1[i] * v
		s2 += w2[i] * v
		s3 += w3[i] * v
	}
	return s0, s1, s2, s3
}

func plainDot(w, x []float32) (s float32) {
	w = w[:len(x)]
	for i, v := range x {
		s += w[i] * v
	}
	return s
}

func plainAxpy4(y []float32, w []float32, n int, a0, a1, a2, a3 float32) {
	w0, w1, w2, w3 := w[:len(y)], w[n:][:len(y)], w[2*n:][:len(y)], w[3*n:][:len(y)]
	for i := range y {
		y[i] += a0*w0[i] + a1*w1[i] + a2*w2[i] + a3*w3[i]
	}
}

func plainAxpy(y, w []float32, a float32) {
	w = w[:len(y)]
	for i := range y {
		y[i] += a * w[i]
	}
}

// Rows is a matrix, row after row.
type Rows struct {
	V    []float32
	N, W int // how many rows, and how wide each is
}

// New makes a matrix of zeros.
func New(n, w int) *Rows { return &Rows{make([]float32, n*w), n, w} }

// Row is row i.
func (m *Rows) Row(i int) []float32 { return m.V[i*m.W:][:m.W:m.W] }

// Resize makes m a matrix of so many rows of zeros, in the memory it has where that is enough.
func (m *Rows) Resize(n, w int) {
	if cap(m.V) < n*w {
		m.V = make([]float32, n*w)
	}
	m.V, m.N, m.W = m.V[:n*w], n, w
	clear(m.V)
}

// MulVec adds m·x to y.
func (m *Rows) MulVec(y, x []float32) {
	i := 0
	for ; i+4 <= m.N; i += 4 {
		a, b, c, d := dot4(m.V[i*m.W:], m.W, x)
		y[i] += a
		y[i+1] += b
		y[i+2] += c
		y[i+3] += d
	}
	for ; i < m.N; i++ {
		y[i] += Dot(m.Row(i), x)
	}
}

// MulVecT adds the transpose of m, times d, to y.
func (m *Rows) MulVecT(y, d []float32) {
	i := 0
	for ; i+4 <= m.N; i += 4 {
		axpy4(y, m.V[i*m.W:], m.W, d[i], d[i+1], d[i+2], d[i+3])
	}
	for ; i < m.N; i++ {
		Axpy(y, m.Row(i), d[i])
	}
}

// AddOuter adds to m the outer products of the rows of d and x: d's column i goes with m's row i.
func (m *Rows) AddOuter(d, x *Rows) {
	for i := range m.N {
		row := m.Row(i)
		t := 0
		for ; t+4 <= d.N; t += 4 {
			axpy4(row, x.V[t*x.W:], x.W, d.V[t*d.W+i], d.V[(t+1)*d.W+i], d.V[(t+2)*d.W+i], d.V[(t+3)*d.W+i])
		}
		for ; t < d.N; t++ {
			Axpy(row, x.Row(t), d.V[t*d.W+i])
		}
	}
}

// MulRows adds to each row of y the product of m and the row of x.
func (m *Rows) MulRows(y, x *Rows) {
	i := 0
	for ; i+4 <= m.N; i += 4 {
		for t := range x.N {
			a, b, c, d := dot4(m.V[i*m.W:], m.W, x.Row(t))
			to := y.V[t*y.W+i:][:4]
			to[0] += a
			to[1] += b
			to[2] += c
			to[3] += d
		}
	}
	for ; i < m.N; i++ {
		for t := range x.N {
			y.V[t*y.W+i] += Dot(m.Row(i), x.Row(t))
		}
	}
}

// MulRowsT adds to each row of y the product of the transpose of m and the row of d.
func (m *Rows) MulRowsT(y, d *Rows) {
	i := 0
	for ; i+4 <= m.N; i += 4 {
		for t := range d.N {
			by := d.V[t*d.W+i:][:4]
			axpy4(y.Row(t), m.V[i*m.W:], m.W, by[0], by[1], by[2], by[3])
		}
	}
	for ; i < m.N; i++ {
		for t := range d.N {
			Axpy(y.Row(t), m.Row(i), d.V[t*d.W+i])
		}
	}
}
