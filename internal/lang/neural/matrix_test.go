package neural

import "testing"

func weightsOf(rows, cols int, at func(i int) int8) ([]int8, []float32) {
	w, s := make([]int8, rows*cols), make([]float32, rows)
	for i := range w {
		w[i] = at(i)
	}
	for i := range s {
		s[i] = 1
	}
	return w, s
}

// A matrix gives plain sums of products, however large its weights, and however many its rows.
func TestMatrixIsPlainSums(t *testing.T) {
	for _, at := range []func(i int) int8{
		func(i int) int8 { return int8(i*37%255 - 127) },
		func(int) int8 { return -127 },
		func(int) int8 { return 127 },
		func(i int) int8 { return int8(i%2*254 - 127) },
	} {
		for _, rows := range []int{1, 2, 3, 4, 10} {
			for _, cols := range []int{1, 63, 64, 65, 200} {
				w, s := weightsOf(rows, cols, at)
				m, ok := NewMatrix(rows, cols, w, s)
				if !ok {
					t.Fatal("refused")
				}
				var x input
				x.scale = 1
				for c := range cols {
					x.v = append(x.v, int64(at(c*3)))
				}
				y := make([]float32, rows)
				m.mul(y, &x)
				for r := range rows {
					want := int64(0)
					for c := range cols {
						want += int64(w[r*cols+c]) * x.v[c]
					}
					if int64(y[r]) != want {
						t.Fatalf("%d by %d, row %d: %v, want %d", rows, cols, r, y[r], want)
					}
				}
				if _, _, again, _ := m.Parts(); string(bytesOf(again)) != string(bytesOf(w)) {
					t.Fatal("other weights after taking it apart")
				}
			}
		}
	}
	if _, ok := NewMatrix(2, 2, make([]int8, 3), make([]float32, 2)); ok {
		t.Error("took three weights for two rows of two")
	}
}

func bytesOf(w []int8) (b []byte) {
	for _, x := range w {
		b = append(b, byte(x))
	}
	return b
}

func BenchmarkMul(b *testing.B) {
	w, s := weightsOf(384, 128, func(i int) int8 { return int8(i*37%255 - 127) })
	m, _ := NewMatrix(384, 128, w, s)
	var x input
	x.set(make([]float32, 128))
	for i := range x.v {
		x.v[i] = int64(i - 64)
	}
	y := make([]float32, 384)
	b.SetBytes(384 * 128)
	for b.Loop() {
		m.mul(y, &x)
	}
}
