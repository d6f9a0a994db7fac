package linear

import (
	"cmp"
	"math/bits"
	"slices"
)

// Feature is a feature and its weights, a weight a class.
type Feature struct {
	Hash    uint64
	Weights []int32
}

// An entry is how a weight of a Table is kept in a file: a class above a weight.
const (
	entryShift = 9
	entryZero  = 256
)

// Parts is a Table as it is kept in a file: the check and the number of entries (8 bits above 24) of each slot, and the
// entries in the order of the slots.
type Parts struct {
	Slots   []uint32
	Entries []uint16
}

// NewTable makes a table of its parts, false if they do not fit each other or the classes.
func NewTable(parts Parts, classes int) (Table, bool) {
	t := Table{
		slots: make([]uint64, len(parts.Slots)), shift: shiftOf(len(parts.Slots)),
		blocks: make([]uint64, 0, len(parts.Entries)),
	}
	entries, free := parts.Entries, false
	for i, s := range parts.Slots {
		n := int(s >> 24)
		if n > len(entries) {
			return Table{}, false
		}
		if n == 0 {
			free = true
			continue
		}
		from := len(t.blocks)
		for _, e := range entries[:n] {
			class, weight := int(e>>entryShift), int64(e&(1<<entryShift-1))-entryZero
			if class >= classes {
				return Table{}, false
			}
			g := uint64(class/lanes) << (lanes * laneBits)
			if last := len(t.blocks) - 1; last < from || t.blocks[last]&^blockMask != g {
				t.blocks = append(t.blocks, g)
			}
			b := &t.blocks[len(t.blocks)-1]
			*b = g | (*b+uint64(weight<<(class%lanes*laneBits)))&blockMask
		}
		entries = entries[n:]
		t.slots[i] = uint64(s&(1<<24-1)) | uint64(len(t.blocks)-from)<<24 | uint64(from)<<32
	}
	return t, free && len(entries) == 0
}

// Parts gives the table as it is kept in a file.
func (t *Table) Parts() Parts {
	p := Parts{Slots: make([]uint32, len(t.slots))}
	for i, s := range t.slots {
		from, n := int(s>>32), int(s>>24&0xff)
		before := len(p.Entries)
		for k := from; k < from+n; k++ {
			// Lane by lane from the lowest; what a negative one took from those above is given back.
			b, g := int64(t.blocks[k]), int(t.blocks[k]>>(lanes*laneBits))
			for c := range lanes {
				w := b << (64 - laneBits) >> (64 - laneBits)
				b = (b - w) >> laneBits
				if w != 0 {
					p.Entries = append(p.Entries, entry(g*lanes+c, int32(w)))
				}
			}
		}
		p.Slots[i] = uint32(s&(1<<24-1)) | uint32(len(p.Entries)-before)<<24
	}
	return p
}

func entry(class int, w int32) uint16 { return uint16(class<<entryShift) | uint16(w+entryZero) }

func shiftOf(slots int) uint { return uint(64 - bits.TrailingZeros64(uint64(slots))) }

// BuildTable makes a table of the weights that are not zero.
func BuildTable(features []Feature, classes int) Table {
	slices.SortFunc(features, func(a, b Feature) int { return cmp.Compare(a.Hash, b.Hash) })
	// At most three of four slots are taken: a feature that is not there must find a free one soon.
	slots := make([]int, 1<<bits.Len(uint(max(1, len(features)*4/3)))) // feature + 1
	shift := shiftOf(len(slots))
	for k, f := range features {
		if !slices.ContainsFunc(f.Weights, func(w int32) bool { return w != 0 }) {
			continue
		}
		i := f.Hash >> shift
		for slots[i&uint64(len(slots)-1)] != 0 {
			i++
		}
		slots[i&uint64(len(slots)-1)] = k + 1
	}
	p := Parts{Slots: make([]uint32, len(slots))}
	for i, k := range slots {
		if k == 0 {
			continue
		}
		f := features[k-1]
		before := len(p.Entries)
		for class, w := range f.Weights {
			if w = max(-MaxWeight, min(MaxWeight, w)); w != 0 {
				p.Entries = append(p.Entries, entry(class, w))
			}
		}
		p.Slots[i] = uint32(f.Hash&(1<<24-1)) | uint32(len(p.Entries)-before)<<24
	}
	t, _ := NewTable(p, classes)
	return t
}

// NewPacked makes a table of what Slots has given, any number but none.
func NewPacked(slots []uint32) Packed { return Packed{slots} }

// Slots is the table as it is kept in a file.
func (p *Packed) Slots() []uint32 { return p.slots }

// BuildPacked makes a table of so many places for features with three weights, which are taken to add up to nothing. A free place
// says nothing to whatever feature is taken for its own.
func BuildPacked(features []Feature, places int) Packed {
	slots, heaviest := make([]uint32, places), make([]int32, places)
	for i := range slots {
		slots[i] = packedZero<<packedBits | packedZero
	}
	slices.SortFunc(features, func(a, b Feature) int { return cmp.Compare(a.Hash, b.Hash) })
	for _, f := range features {
		weight := slices.Max(f.Weights) - slices.Min(f.Weights)
		i := place(f.Hash, places)
		if weight <= heaviest[i] {
			continue
		}
		heaviest[i] = weight
		slots[i] = uint32(f.Hash&0xffff)<<(2*packedBits) | packedWeight(f.Weights[1])<<packedBits | packedWeight(f.Weights[0])
	}
	return Packed{slots}
}

func packedWeight(w int32) uint32 { return uint32(max(-MaxWeight, min(MaxWeight, w)) + packedZero) }
