//go:build !goexperiment.simd || !amd64

package dense

func dot4(w []float32, n int, x []float32) (s0, s1, s2, s3 float32) { return plainDot4(w, n, x) }

// Dot is the sum of the products.
func Dot(w, x []float32) float32 { return plainDot(w, x) }

func axpy4(y []float32, w []float32, n int, a0, a1, a2, a3 float32) {
	plainAxpy4(y, w, n, a0, a1, a2, a3)
}

// Axpy adds a times w to y.
func Axpy(y, w []float32, a float32) { plainAxpy(y, w, a) }
