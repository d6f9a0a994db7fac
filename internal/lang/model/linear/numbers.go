package linear

import "math/bits"

// Numbers gives small numbers to hashes.
type Numbers struct {
	slots []uint32 // check (20 bits) above the number plus 1; a power of two of them; 0: free
	shift uint
}

const (
	numberBits = 12
	numberMask = 1<<numberBits - 1
	// MaxNumbers is how many numbers a table can tell apart.
	MaxNumbers = numberMask
)

// Find gives the number of a hash, -1 where it has none.
func (n *Numbers) Find(hash uint64) int {
	mask := uint64(len(n.slots) - 1)
	for i := hash >> (n.shift & 63); ; i++ {
		s := n.slots[i&mask]
		if s == 0 {
			return -1
		}
		if (s^uint32(hash))&^numberMask == 0 {
			return int(s&numberMask) - 1
		}
	}
}

// BuildNumbers makes a table. Of hashes that come twice the first counts.
func BuildNumbers(hashes []uint64, numbers []int) Numbers {
	slots := make([]uint32, 1<<bits.Len(uint(max(1, len(hashes)*4/3))))
	n := Numbers{slots, shiftOf(len(slots))}
	mask := uint64(len(slots) - 1)
	for k, h := range hashes {
		i := h >> (n.shift & 63)
		for slots[i&mask] != 0 {
			i++
		}
		slots[i&mask] = uint32(h)&^numberMask | uint32(numbers[k]+1)
	}
	return n
}

// NewNumbers makes a table of its slots, false if one gives limit or more or none is free.
func NewNumbers(slots []uint32, limit int) (Numbers, bool) {
	free := false
	for _, s := range slots {
		free = free || s == 0
		if s != 0 && (s&numberMask == 0 || int(s&numberMask) > limit) {
			return Numbers{}, false
		}
	}
	return Numbers{slots, shiftOf(len(slots))}, free
}

// Slots is the table as NewNumbers takes it.
func (n *Numbers) Slots() []uint32 { return n.slots }
