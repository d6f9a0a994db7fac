//go:build goexperiment.simd && amd64

package dense

import "simd/archsimd"

var wide = archsimd.X86.AVX512()

type lanes = archsimd.Float32x16

const width = 16

func fold(v lanes) archsimd.Float32x8 { return v.GetLo().Add(v.GetHi()) }

func sum(v lanes) (s float32) {
	var t [width]float32
	v.Store(&t)
	for _, x := range t {
		s += x
	}
	return s
}

func dot4(w []float32, n int, x []float32) (s0, s1, s2, s3 float32) {
	if !wide {
		return plainDot4(w, n, x)
	}
	w0, w1, w2, w3 := w[:len(x)], w[n:][:len(x)], w[2*n:][:len(x)], w[3*n:][:len(x)]
	var a0, a1, a2, a3 lanes
	for len(x) >= width && len(w0) >= width && len(w1) >= width && len(w2) >= width && len(w3) >= width {
		v := archsimd.LoadFloat32x16Slice(x)
		a0 = v.MulAdd(archsimd.LoadFloat32x16Slice(w0), a0)
		a1 = v.MulAdd(archsimd.LoadFloat32x16Slice(w1), a1)
		a2 = v.MulAdd(archsimd.LoadFloat32x16Slice(w2), a2)
		a3 = v.MulAdd(archsimd.LoadFloat32x16Slice(w3), a3)
		x, w0, w1, w2, w3 = x[width:], w0[width:], w1[width:], w2[width:], w3[width:]
	}
	var t [4]float32
	p := fold(a0).AddPairsGrouped(fold(a1)).AddPairsGrouped(fold(a2).AddPairsGrouped(fold(a3)))
	p.GetLo().Add(p.GetHi()).Store(&t)
	s0, s1, s2, s3 = t[0], t[1], t[2], t[3]
	for i, v := range x {
		s0 += w0[i] * v
		s1 += w1[i] * v
		s2 += w2[i] * v
		s3 += w3[i] * v
	}
	return s0, s1, s2, s3
}

// Dot is the sum of the products.
func Dot(w, x []float32) float32 {
	if !wide {
		return plainDot(w, x)
	}
	w = w[:len(x)]
	var a lanes
	for len(x) >= width && len(w) >= width {
		a = archsimd.LoadFloat32x16Slice(x).MulAdd(archsimd.LoadFloat32x16Slice(w), a)
		x, w = x[width:], w[width:]
	}
	s := sum(a)
	for i, v := range x {
		s += w[i] * v
	}
	return s
}

func axpy4(y []float32, w []float32, n int, a0, a1, a2, a3 float32) {
	if !wide {
		plainAxpy4(y, w, n, a0, a1, a2, a3)
		return
	}
	w0, w1, w2, w3 := w[:len(y)], w[n:][:len(y)], w[2*n:][:len(y)], w[3*n:][:len(y)]
	b0, b1, b2, b3 := archsimd.BroadcastFloat32x16(a0), archsimd.BroadcastFloat32x16(a1), archsimd.BroadcastFloat32x16(a2), archsimd.BroadcastFloat32x16(a3)
	for len(y) >= width && len(w0) >= width && len(w1) >= width && len(w2) >= width && len(w3) >= width {
		v := archsimd.LoadFloat32x16Slice(y)
		v = b0.MulAdd(archsimd.LoadFloat32x16Slice(w0), v)
		v = b1.MulAdd(archsimd.LoadFloat32x16Slice(w1), v)
		v = b2.MulAdd(archsimd.LoadFloat32x16Slice(w2), v)
		v = b3.MulAdd(archsimd.LoadFloat32x16Slice(w3), v)
		v.StoreSlice(y)
		y, w0, w1, w2, w3 = y[width:], w0[width:], w1[width:], w2[width:], w3[width:]
	}
	plainTail(y, w0, w1, w2, w3, a0, a1, a2, a3)
}

func plainTail(y, w0, w1, w2, w3 []float32, a0, a1, a2, a3 float32) {
	for i := range y {
		y[i] += a0*w0[i] + a1*w1[i] + a2*w2[i] + a3*w3[i]
	}
}

// Axpy adds a times w to y.
func Axpy(y, w []float32, a float32) {
	if !wide {
		plainAxpy(y, w, a)
		return
	}
	w = w[:len(y)]
	b := archsimd.BroadcastFloat32x16(a)
	for len(y) >= width && len(w) >= width {
		b.MulAdd(archsimd.LoadFloat32x16Slice(w), archsimd.LoadFloat32x16Slice(y)).StoreSlice(y)
		y, w = y[width:], w[width:]
	}
	for i := range y {
		y[i] += a * w[i]
	}
}
