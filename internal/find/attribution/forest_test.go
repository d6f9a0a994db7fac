package attribution

import (
	"math"
	"testing"
)

// aboveTwo says 1 where number 3 is more than 2, -1 otherwise, whatever the rest.
func aboveTwo() Tree {
	var t Tree
	for i := range t.Bounds {
		t.Bounds[i] = float32(math.Inf(1)) // always to the left
	}
	t.Numbers[0], t.Bounds[0] = 3, 2
	t.Leaves[0], t.Leaves[len(t.Leaves)/2] = -1, 1
	return t
}

func TestForestScore(t *testing.T) {
	f := Forest{Trees: []Tree{aboveTwo(), aboveTwo()}}
	for x, want := range map[float32]float32{1: -2, 2: -2, 2.5: 2, float32(math.Inf(1)): 2} {
		if got := f.Score(&Numbers{3: x}); got != want {
			t.Errorf("where the number is %v the trees say %v, want %v", x, got, want)
		}
	}
	if got := (&Forest{}).Score(&Numbers{}); got != 0 {
		t.Errorf("no trees say %v, want 0", got)
	}
}

// No comparison of a tree from a file may lead out of the numbers, and no leaf may make sums that are none.
func TestForestOfFile(t *testing.T) {
	tree := aboveTwo()
	tree.Numbers[0] = 255
	b := (&Forest{Trees: []Tree{tree}}).append(nil)
	f, rest, ok := readForest(append(b, 7))
	if !ok || len(rest) != 1 {
		t.Fatalf("read %v, %d bytes left, want 1", ok, len(rest))
	}
	f.Score(&Numbers{})
	tree.Leaves[5] = float32(math.NaN())
	if _, _, ok := readForest((&Forest{Trees: []Tree{tree}}).append(nil)); ok {
		t.Error("a leaf that is not a number is read")
	}
	if _, _, ok := readForest(b[:len(b)-1]); ok {
		t.Error("a tree cut short is read")
	}
}
