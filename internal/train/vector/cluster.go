package vector

import (
	"math"
	"runtime"
	"sync"

	"readout/internal/train/dense"
)

// Cluster parts rows into k classes whose members lie near each other (k-means). It begins with the first k rows, goes over
// them so many times, and gives the middle of each class and the class of each row.
func Cluster(rows *dense.Rows, k, times int) (centres *dense.Rows, class []int) {
	k = min(k, rows.N)
	centres = dense.New(k, rows.W)
	copy(centres.V, rows.V)
	class = make([]int, rows.N)
	for range times {
		assign(rows, centres, class)
		sums, count := dense.New(k, rows.W), make([]float32, k)
		for i, c := range class {
			dense.Axpy(sums.Row(c), rows.Row(i), 1)
			count[c]++
		}
		for c := range k {
			if count[c] > 0 {
				row := centres.Row(c)
				clear(row)
				dense.Axpy(row, sums.Row(c), 1/count[c])
			}
		}
	}
	assign(rows, centres, class)
	return centres, class
}

// assign gives each row the class whose middle is nearest.
func assign(rows, centres *dense.Rows, class []int) {
	half := make([]float32, centres.N) // half the square of a middle's length
	for c := range half {
		half[c] = dense.Dot(centres.Row(c), centres.Row(c)) / 2
	}
	workers := runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			scores := make([]float32, centres.N)
			for i := w * rows.N / workers; i < (w+1)*rows.N/workers; i++ {
				clear(scores)
				centres.MulVec(scores, rows.Row(i))
				best := 0
				for c := range scores {
					scores[c] -= half[c]
					if scores[c] > scores[best] {
						best = c
					}
				}
				class[i] = best
			}
		})
	}
	all.Wait()
}

// Pieces puts each row together of so many pieces of 256 shapes for each place (product quantisation: Jégou, Douze and Schmid
// 2011): a byte a piece, row after row, and the shapes in steps of 1/127. The shapes are learned from the first sample rows.
func Pieces(rows *dense.Rows, pieces, sample, times int) (codes []byte, shapes []int8) {
	const kinds = 256
	wide := rows.W / pieces
	codes = make([]byte, rows.N*pieces)
	for k := range pieces {
		part := dense.New(rows.N, wide)
		for i := range rows.N {
			copy(part.Row(i), rows.Row(i)[k*wide:])
		}
		sample := min(sample, rows.N)
		centres, _ := Cluster(&dense.Rows{V: part.V[:sample*wide], N: sample, W: wide}, kinds, times)
		class := make([]int, rows.N)
		assign(part, centres, class)
		for i, c := range class {
			codes[i*pieces+k] = byte(c)
		}
		for i := range kinds * wide {
			x := float32(0)
			if i < len(centres.V) {
				x = centres.V[i]
			}
			shapes = append(shapes, int8(math.Round(float64(127*max(-1, min(1, x))))))
		}
	}
	return codes, shapes
}
