package linear

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// made gives n features with weights of all sizes for some of the classes.
func made(n, classes int, limit int32) []Feature {
	var features []Feature
	for i := range n {
		f := Feature{Hash: Hash(uint64(i)), Weights: make([]int32, classes)}
		for c := range f.Weights {
			h := Join(f.Hash, uint64(c))
			if h%3 == 0 {
				f.Weights[c] = int32(h>>40)%(2*limit+1) - limit
			}
		}
		features = append(features, f)
	}
	return features
}

func sums(features []Feature, asked []uint64, classes int) []int32 {
	sum := make([]int32, classes)
	for _, f := range features {
		if slices.Contains(asked, f.Hash) {
			for c, w := range f.Weights {
				sum[c] += w
			}
		}
	}
	return sum
}

// asking is up to n features of so many that may be, in order, once each.
func asking(round, n int, of uint64) []uint64 {
	var asked []uint64
	for k := range n {
		asked = append(asked, Hash(Join(uint64(round), uint64(k))%of))
	}
	slices.Sort(asked)
	return slices.Compact(asked)
}

// A table gives the class that plain sums give, of any features, known or not.
func TestTableIsPlainSums(t *testing.T) {
	for _, classes := range []int{1, 3, 4, 54, 128} {
		features := made(300, classes, MaxWeight)
		table := BuildTable(features, classes)
		for round := range 200 {
			asked := asking(round, 1+round%MaxTableFeatures, 600)
			want := sums(features, asked, classes)
			got, lead := table.Best(asked, classes)
			if want[got] != slices.Max(want) {
				t.Fatalf("%d classes: class %d with %d, want %d", classes, got, want[got], slices.Max(want))
			}
			slices.Sort(want)
			if classes > 1 && int(want[classes-1]-want[classes-2]) != lead {
				t.Fatalf("%d classes: leads by %d, want %d", classes, lead, want[classes-1]-want[classes-2])
			}
		}
		again, ok := NewTable(table.Parts(), classes)
		if d := cmp.Diff(table, again, cmp.AllowUnexported(Table{})); d != "" || !ok {
			t.Errorf("not the same after taking it apart: %v %s", ok, d)
		}
	}
}

// balanced makes the weights of a feature add up to nothing, as those of a Packed do.
func balanced(features []Feature) []Feature {
	for _, f := range features {
		f.Weights[2] = -f.Weights[0] - f.Weights[1]
	}
	return features
}

func TestPackedIsPlainSums(t *testing.T) {
	features := balanced(made(100, Actions, MaxWeight))
	for _, places := range []int{1 << 20, 999_999} {
		p := BuildPacked(features, places)
		for round := range 200 {
			asked := asking(round, 1+round%MaxFeatures, 200)
			want := sums(features, asked, Actions)
			if got := p.Sum(asked); !slices.Equal(got[:], want) {
				t.Fatalf("%d places: sums %v, want %v", places, got, want)
			}
		}
	}
}

// The heaviest and the lightest weights, as often as may be, fill no sum over.
func TestPackedDoesNotRunOver(t *testing.T) {
	for _, w := range []int32{-MaxWeight, MaxWeight} {
		p := BuildPacked([]Feature{{Hash: 7, Weights: []int32{w, w, -2 * w}}}, 1)
		asked := slices.Repeat([]uint64{7}, MaxFeatures)
		if got, want := p.Sum(asked), [Actions]int32{w * MaxFeatures, w * MaxFeatures, -2 * w * MaxFeatures}; got != want {
			t.Errorf("sums %v, want %v", got, want)
		}
	}
}

// The heaviest and the lightest weights fill no lane over.
func TestLanesDoNotRunOver(t *testing.T) {
	var features []Feature
	var asked []uint64
	for i := range MaxTableFeatures {
		h := Hash(uint64(i))
		features = append(features, Feature{h, []int32{-MaxWeight, MaxWeight, -MaxWeight, MaxWeight - 1, MaxWeight}})
		asked = append(asked, h)
	}
	table := BuildTable(features, 5)
	if got, _ := table.Best(asked, 5); got != 1 {
		t.Errorf("class %d, want 1", got)
	}
}

func TestDamagedParts(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts Parts
	}{
		{"more entries than there are", Parts{[]uint32{1<<24 | 5, 0}, nil}},
		{"entries left over", Parts{[]uint32{0, 0}, []uint16{entry(0, 1)}}},
		{"a class there is not", Parts{[]uint32{1<<24 | 5, 0}, []uint16{entry(9, 1)}}},
		{"no free slot", Parts{[]uint32{1<<24 | 5}, []uint16{entry(0, 1)}}},
	} {
		if _, ok := NewTable(c.parts, 3); ok {
			t.Errorf("made a table of parts with %s", c.name)
		}
	}
}

func TestHashLower(t *testing.T) {
	for _, c := range []struct{ a, b string }{{"Oslo", "oslo"}, {"1999", "2026"}, {"ÉTÉ", "été"}} {
		if HashLower(c.a) != HashLower(c.b) {
			t.Errorf("%s and %s differ", c.a, c.b)
		}
	}
	if HashLower("boat") == HashLower("boats") {
		t.Error("boat and boats are one")
	}
}
