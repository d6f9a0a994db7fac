package neural

import (
	"fmt"
	"testing"

	"readout/internal/lang/model/linear"
)

// scoresOf gives scores of all sizes for n words.
func scoresOf(seed uint64, n int) []float32 {
	s := make([]float32, (n+1)*(n+1))
	for i := range s {
		s[i] = float32(linear.Join(seed, uint64(i))%2001)/100 - 10
	}
	return s
}

func total(scores []float32, heads []int16) (sum float32) {
	for d, h := range heads {
		sum += scores[(d+1)*(len(heads)+1)+int(h)+1]
	}
	return sum
}

// eachTree goes through all projective trees of n words with one root.
func eachTree(n int, use func(heads []int16)) {
	t := tree{heads: make([]int16, n)}
	var fill func(i int)
	fill = func(i int) {
		if i == n {
			if t.good() {
				use(t.heads)
			}
			return
		}
		for h := -1; h < n; h++ {
			if h != i {
				t.heads[i] = int16(h)
				fill(i + 1)
			}
		}
	}
	fill(0)
}

// There are as many such trees as there should be (OEIS A006013), so good says yes and no where it should.
func TestGood(t *testing.T) {
	for n, want := range []int{1: 1, 2: 2, 3: 7, 4: 30, 5: 143} {
		count := 0
		if n > 0 {
			eachTree(n, func([]int16) { count++ })
		}
		if count != want {
			t.Errorf("%d trees of %d words, want %d", count, n, want)
		}
	}
}

// No tree scores higher than the one that is decoded.
func TestDecodeIsBest(t *testing.T) {
	for seed := range uint64(60) {
		n := int(1 + seed%5)
		scores := scoresOf(seed, n)
		most := float32(-1e9)
		eachTree(n, func(heads []int16) { most = max(most, total(scores, heads)) })
		var tr tree
		tr.heads = make([]int16, n)
		tr.decode(scores, n)
		if !tr.good() {
			t.Fatalf("%v is no projective tree with one root", tr.heads)
		}
		if got := total(scores, tr.heads); got < most-0.001 {
			t.Errorf("%v scores %v, another tree %v", tr.heads, got, most)
		}
	}
}

// Any scores give a projective tree with one root, also after other sentences.
func FuzzBest(f *testing.F) {
	f.Add(uint64(1), uint8(1), uint8(40))
	f.Add(uint64(5), uint8(60), uint8(3))
	f.Fuzz(func(t *testing.T, seed uint64, n, m uint8) {
		if n == 0 || m == 0 || n > 100 || m > 100 {
			return
		}
		var used, fresh tree
		used.best(scoresOf(seed+1, int(m)), int(m))
		got := used.best(scoresOf(seed, int(n)), int(n))
		if !used.good() {
			t.Fatal("no projective tree with one root: ", got)
		}
		if want := fresh.best(scoresOf(seed, int(n)), int(n)); fmt.Sprint(want) != fmt.Sprint(got) {
			t.Fatalf("%v after another sentence, %v alone", got, want)
		}
	})
}
