package dense

import (
	"math"
	"testing"
)

func ramp(n, w int, from float32) *Rows {
	m := New(n, w)
	for i := range m.V {
		m.V[i] = from + float32(i*7%23)/8 - 1
	}
	return m
}

func near(a, b float32) bool { return math.Abs(float64(a-b)) < 1e-3*(1+math.Abs(float64(b))) }

// All products are the sums that they stand for, at sizes that fill the lanes and sizes that do not.
func TestProducts(t *testing.T) {
	for _, n := range []int{1, 4, 7} {
		for _, w := range []int{1, 16, 37} {
			m, x, d := ramp(n, w, 0), ramp(5, w, 1), ramp(5, n, 2)
			y, back, outer := make([]float32, n), make([]float32, w), New(n, w)
			m.MulVec(y, x.Row(2))
			m.MulVecT(back, d.Row(3))
			outer.AddOuter(d, x)
			for i := range n {
				want := float32(0)
				for j := range w {
					want += m.Row(i)[j] * x.Row(2)[j]
				}
				if !near(y[i], want) {
					t.Errorf("%d times %d: row %d is %v, want %v", n, w, i, y[i], want)
				}
			}
			for j := range w {
				want := float32(0)
				for i := range n {
					want += m.Row(i)[j] * d.Row(3)[i]
				}
				if !near(back[j], want) {
					t.Errorf("%d times %d, transposed: %v, want %v", n, w, back[j], want)
				}
				for i := range n {
					want = 0
					for k := range 5 {
						want += d.Row(k)[i] * x.Row(k)[j]
					}
					if !near(outer.Row(i)[j], want) {
						t.Errorf("outer %d,%d: %v, want %v", i, j, outer.Row(i)[j], want)
					}
				}
			}
		}
	}
}

func BenchmarkMulVec(b *testing.B) {
	m, x, y := ramp(384, 256, 0), ramp(1, 256, 1), make([]float32, 384)
	b.SetBytes(384 * 256)
	for b.Loop() {
		m.MulVec(y, x.V)
	}
}

func BenchmarkAddOuter(b *testing.B) {
	m, x, d := ramp(384, 256, 0), ramp(20, 256, 1), ramp(20, 384, 1)
	b.SetBytes(384 * 256 * 20)
	for b.Loop() {
		m.AddOuter(d, x)
	}
}
