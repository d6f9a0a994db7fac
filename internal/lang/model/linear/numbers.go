package linear

import "math/bits"

// Numbers gives small numbers to hashes.
type Numbers struct {
	slots []uint32 // check above the number plus 1; a power of two of them; 0: free
	shift uint
	mask  uint32 // of the number
}

// MaxNumbers is how many numbers a table can tell apart. The check has the bits that the numbers leave, so with fewer numbers
// fewer hashes are taken for others.
const MaxNumbers = 1<<17 - 1

const leastBits = 12

func newNumbers(slots []uint32, limit int) Numbers {
	return Numbers{slots, shiftOf(len(slots)), 1<<max(leastBits, bits.Len(uint(limit))) - 1}
}

// Find gives the number of a hash, -1 where it has none.
func (n *Numbers) Find(hash uint64) int {
	if len(n.slots) == 0 {
		return -1
	}
	mask := uint64(len(n.slots) - 1)
	for i := hash >> (n.shift & 63); ; i++ {
		s := n.slots[i&mask]
		if s == 0 {
			return -1
		}
		if (s^uint32(hash))&^n.mask == 0 {
			return int(s&n.mask) - 1
		}
	}
}

// BuildNumbers makes a table of numbers below limit. Of hashes that come twice the first counts.
func BuildNumbers(hashes []uint64, numbers []int, limit int) Numbers {
	n := newNumbers(make([]uint32, 1<<bits.Len(uint(max(1, len(hashes)*4/3)))), limit)
	mask := uint64(len(n.slots) - 1)
	for k, h := range hashes {
		i := h >> (n.shift & 63)
		for n.slots[i&mask] != 0 {
			i++
		}
		n.slots[i&mask] = uint32(h)&^n.mask | uint32(numbers[k]+1)
	}
	return n
}

// NewNumbers makes a table of its slots, false if one gives limit or more or none is free.
func NewNumbers(slots []uint32, limit int) (Numbers, bool) {
	n := newNumbers(slots, limit)
	free := false
	for _, s := range slots {
		free = free || s == 0
		if s != 0 && (s&n.mask == 0 || int(s&n.mask) > limit) {
			return Numbers{}, false
		}
	}
	return n, free
}

// Slots is the table as NewNumbers takes it.
func (n *Numbers) Slots() []uint32 { return n.slots }
