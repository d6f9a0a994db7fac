package neural

// Matrix is weights of a byte each, with a scale a row. Three rows lie side by side in one list of numbers
// w0 + w1<<21 + w2<<42, so that one multiplication by an input does for three, and the sums are such numbers again. All is
// whole numbers, so every machine gives the same.
type Matrix struct {
	rows, cols int
	packed     []uint64 // the columns of the first three rows, of the next three, and so on
	scale      []float32
}

const (
	lanes    = 3
	laneBits = 21
	// run is how many products are summed before the sums are taken apart: 64 times 127 times 127 fits a lane.
	run = 64
	// full is the largest weight and input, either way.
	full = 127
)

// NewMatrix makes a matrix of its weights, row after row, and the scales of its rows. False if their numbers do not fit.
func NewMatrix(rows, cols int, weights []int8, scale []float32) (Matrix, bool) {
	m := Matrix{rows: rows, cols: cols, scale: scale}
	if rows < 1 || cols < 1 || len(weights) != rows*cols || len(scale) != rows {
		return Matrix{}, false
	}
	m.packed = make([]uint64, (rows+lanes-1)/lanes*cols)
	for r := range rows {
		to := m.packed[r/lanes*cols:][:cols]
		for c, w := range weights[r*cols:][:cols] {
			to[c] += uint64(int64(w) << (r % lanes * laneBits))
		}
	}
	return m, true
}

// Parts gives the matrix as NewMatrix takes it.
func (m *Matrix) Parts() (rows, cols int, weights []int8, scale []float32) {
	weights = make([]int8, m.rows*m.cols)
	for r := range m.rows {
		for c, p := range m.packed[r/lanes*m.cols:][:m.cols] {
			v := split(p)
			weights[r*m.cols+c] = int8(v[r%lanes])
		}
	}
	return m.rows, m.cols, weights, m.scale
}

// Rows is how many rows there are.
func (m *Matrix) Rows() int { return m.rows }

// split takes the three lanes apart. What a negative lane took from the one above is given back.
func split(p uint64) [lanes]int64 {
	b := int64(p)
	v0 := b << (64 - laneBits) >> (64 - laneBits)
	b = (b - v0) >> laneBits
	v1 := b << (64 - laneBits) >> (64 - laneBits)
	return [lanes]int64{v0, v1, (b - v1) >> laneBits}
}

// input is a list of whole numbers from -full to full, and what one of them stands for.
type input struct {
	v     []int64
	scale float32
}

// set takes over x, scaled so that its largest number becomes full.
func (in *input) set(x []float32) {
	most := float32(0)
	for _, v := range x {
		most = max(most, v, -v)
	}
	in.v = in.v[:0]
	if most == 0 {
		most = 1
	}
	in.scale = most / full
	by := full / most
	for _, v := range x {
		in.v = append(in.v, whole(float32(v*by)))
	}
}

// whole rounds to the nearest whole number.
func whole(x float32) int64 {
	if x < 0 {
		return int64(x - 0.5)
	}
	return int64(x + 0.5)
}

// mul adds the product of the matrix and x to y.
func (m *Matrix) mul(y []float32, x *input) {
	for r, at := 0, 0; r < m.rows; r, at = r+lanes, at+m.cols {
		m.put(y, r, m.packed[at:at+m.cols], x)
	}
}

// mulAll does so for every x; y holds one result after the other. Three rows at a time go over all x, so that they are read
// from memory once.
func (m *Matrix) mulAll(y []float32, xs []input) {
	for r, at := 0, 0; r < m.rows; r, at = r+lanes, at+m.cols {
		row := m.packed[at : at+m.cols]
		for t := range xs {
			m.put(y[t*m.rows:][:m.rows], r, row, &xs[t])
		}
	}
}

func (m *Matrix) put(y []float32, r int, row []uint64, x *input) {
	sums := dot(row, x.v)
	for k := range min(lanes, m.rows-r) {
		y[r+k] += float32(float32(float32(sums[k])*m.scale[r+k]) * x.scale)
	}
}

// dot is the products of three rows with x.
func dot(row []uint64, x []int64) (sums [lanes]int64) {
	for ; len(x) >= run && len(row) >= run; row, x = row[run:], x[run:] {
		a, b := (*[run]uint64)(row), (*[run]int64)(x)
		var s0, s1, s2, s3 uint64
		for i := 0; i < run; i += 4 {
			s0 += a[i] * uint64(b[i])
			s1 += a[i+1] * uint64(b[i+1])
			s2 += a[i+2] * uint64(b[i+2])
			s3 += a[i+3] * uint64(b[i+3])
		}
		v := split(s0 + s1 + s2 + s3)
		sums[0], sums[1], sums[2] = sums[0]+v[0], sums[1]+v[1], sums[2]+v[2]
	}
	var s uint64
	row = row[:len(x)]
	for i, v := range x {
		s += row[i] * uint64(v)
	}
	v := split(s)
	return [lanes]int64{sums[0] + v[0], sums[1] + v[1], sums[2] + v[2]}
}
