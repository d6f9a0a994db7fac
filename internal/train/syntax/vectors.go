package syntax

import (
	"fmt"
	"os"

	"readout/internal/lang/model/linear"
	"readout/internal/lang/neural"
	"readout/internal/train/vector"
)

const (
	vectorWords = 120_000 // that have vectors
	pieces      = 20      // of a vector, a byte each
	pieceWords  = 20_000  // that the pieces are learned from
	pieceRounds = 8
)

func readVectors(file string) (*vector.Words, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w, err := vector.Read(f, vectorWords)
	if err == nil && w.Dense.W%pieces != 0 {
		err = fmt.Errorf("%s: vectors of %d numbers cannot be put together of %d pieces", file, w.Dense.W, pieces)
	}
	return w, err
}

// shorten makes short codes of vectors.
func shorten(w *vector.Words) *neural.Vectors {
	v := &neural.Vectors{Pieces: pieces, Piece: w.Dense.W / pieces}
	numbers := make([]int, len(w.Hashes))
	for i := range numbers {
		numbers[i] = i
	}
	v.Words = linear.BuildNumbers(w.Hashes, numbers, len(numbers))
	v.Codes, v.Shapes = vector.Pieces(w.Dense, pieces, pieceWords, pieceRounds)
	return v
}

// firstVectors are those of the words that are the most frequent, whose hashes come first.
func firstVectors(v *neural.Vectors, hashes []uint64, most int) *neural.Vectors {
	n := min(most, len(hashes))
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	first := *v
	first.Words, first.Codes = linear.BuildNumbers(hashes[:n], numbers, n), v.Codes[:n*v.Pieces]
	return &first
}
