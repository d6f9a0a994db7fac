package attribution

import (
	"encoding/binary"
	"math"
)

// depth is how many comparisons a tree makes, one after the other.
const depth = 4

// Tree compares numbers: it begins with its first comparison and goes on with number 2i+1 behind number i, or with 2i+2 where the
// number was more than the bound, until it comes to a leaf.
type Tree struct {
	Numbers [1<<depth - 1]uint8
	Bounds  [1<<depth - 1]float32
	Leaves  [1 << depth]float32
}

// Forest is what was learned about relations as a whole: the sum of what its trees say is the log odds that one is right.
type Forest struct {
	Trees []Tree
}

// Score is the sum of what the trees say to x.
func (f *Forest) Score(x *Numbers) float32 {
	sum := float32(0)
	for k := range f.Trees {
		t := &f.Trees[k]
		i := 0
		for range depth {
			more := 0
			if x[t.Numbers[i]&(mostNumbers-1)] > t.Bounds[i] {
				more = 1
			}
			i = 2*i + 1 + more
		}
		sum += t.Leaves[i-len(t.Bounds)]
	}
	return sum
}

// mostTrees bounds the trees of a file.
const mostTrees = 1 << 12

func (f *Forest) append(out []byte) []byte {
	out = binary.LittleEndian.AppendUint16(out, uint16(len(f.Trees)))
	for k := range f.Trees {
		out, _ = binary.Append(out, binary.LittleEndian, &f.Trees[k])
	}
	return out
}

// readForest reads a forest and gives what follows; false where the file is damaged.
func readForest(b []byte) (f Forest, rest []byte, ok bool) {
	if len(b) < 2 {
		return f, nil, false
	}
	n := int(binary.LittleEndian.Uint16(b))
	b = b[2:]
	size := binary.Size(Tree{})
	if n > mostTrees || len(b) < n*size {
		return f, nil, false
	}
	f.Trees = make([]Tree, n)
	for k := range f.Trees {
		if _, err := binary.Decode(b[k*size:], binary.LittleEndian, &f.Trees[k]); err != nil {
			return f, nil, false
		}
		for _, x := range f.Trees[k].Leaves {
			if x != x || math.Abs(float64(x)) > 100 {
				return f, nil, false
			}
		}
	}
	return f, b[n*size:], true
}
