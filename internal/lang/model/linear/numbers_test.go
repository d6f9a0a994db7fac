package linear

import "testing"

func TestNumbers(t *testing.T) {
	var hashes []uint64
	var numbers []int
	for i := range 3000 {
		hashes, numbers = append(hashes, Hash(uint64(i))), append(numbers, i)
	}
	n := BuildNumbers(hashes, numbers, 3000)
	for i, h := range hashes {
		if got := n.Find(h); got != i {
			t.Fatalf("number %d, want %d", got, i)
		}
	}
	unknown := 0
	for i := range 3000 {
		if n.Find(Hash(uint64(10_000+i))) < 0 {
			unknown++
		}
	}
	// The check has 20 bits, so one in some hundred thousand is taken for another.
	if unknown < 2999 {
		t.Errorf("%d of 3000 hashes that have no number are given one", 3000-unknown)
	}
	if _, ok := NewNumbers(n.Slots(), 3000); !ok {
		t.Error("its own slots are refused")
	}
	if _, ok := NewNumbers(n.Slots(), 2999); ok {
		t.Error("a number past the limit is taken")
	}
	if _, ok := NewNumbers([]uint32{5, 5}, 9); ok {
		t.Error("a table without a free slot is taken")
	}
}
