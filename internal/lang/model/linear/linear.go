// Package linear holds linear models over hashed features, as small and as fast to ask as they can be made: weights are
// integers, a feature is found by its hash in an open table, and what a feature has no weight for is not stored.
package linear

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Hash turns a value into one that feature hashes can be made of.
func Hash(v uint64) uint64 {
	hi, lo := bits.Mul64(v^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
	return hi ^ lo
}

// Join makes the hash of a feature longer by one value.
func Join(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^v, 0xD6E8FEB86659FD93)
	return hi ^ lo ^ 0x2545F4914F6CDD1D
}

// HashString hashes a string (FNV-1a, then mixed).
func HashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return Hash(h)
}

// MaxClasses is how many classes a Table can tell apart.
const MaxClasses = 128

const (
	lanes    = 4  // weights that are summed side by side in one number
	laneBits = 14 // for each of them; 8 bits above say which four classes a block is for
	laneMask = 1<<laneBits - 1
	// half is what sums start from, so that no lane falls below nothing and takes from its neighbour.
	half      = 1 << (laneBits - 1)
	allHalves = half | half<<laneBits | half<<(2*laneBits) | half<<(3*laneBits)
	blockMask = 1<<(lanes*laneBits) - 1

	// MaxTableFeatures is how many features may be asked for at once: with weights of at most MaxWeight the sums fit a lane.
	MaxTableFeatures = 64
	// MaxWeight is the largest weight, either way: a byte in the model file.
	MaxWeight = 127
)

// Table gives features weights for some of many classes. Most features speak for or against few of them, so the weights lie
// in one list, in blocks of four classes, and a feature knows its stretch of it. The weights of a block are added in one
// addition: a block is the number w0 + w1<<14 + w2<<28 + w3<<42, whose sums are such numbers again.
type Table struct {
	slots  []uint64 // check (24 bits), number of blocks (8), first block (32); a power of two of them; 0: free
	blocks []uint64 // which four classes (8 bits), their weights (56)
	shift  uint
}

// Best is the class with the highest sum of weights, of equals the first, and by how much it leads the next. At most
// MaxTableFeatures features count.
func (t *Table) Best(features []uint64, classes int) (class int, lead int) {
	var sums [MaxClasses / lanes]uint64
	n := (classes + lanes - 1) / lanes
	for g := range n {
		sums[g] = allHalves
	}
	// First all slots are read, then looked at: what is read does not hang on what was read before, so that the memory can
	// work at many reads at once.
	var first, hits [MaxTableFeatures]uint64
	features = features[:min(len(features), MaxTableFeatures)]
	slots, shift := t.slots, t.shift&63
	mask := uint64(len(slots) - 1)
	for k, f := range features {
		first[k] = slots[f>>shift]
	}
	found := 0
	for k, f := range features {
		s := first[k]
		for i := f >> shift; s != 0 && (s^f)<<40 != 0; s = slots[i&mask] {
			i++ // another feature's
		}
		hits[found] = s
		if s != 0 {
			found++
		}
	}
	for _, s := range hits[:found] {
		from, n := int(s>>32), int(s>>24&0xff)
		for _, b := range t.blocks[from : from+n] {
			sums[b>>(lanes*laneBits)%(MaxClasses/lanes)] += b & blockMask
		}
	}
	best, most, next := 0, -1, -1
	for g, sum := range sums[:n] {
		for c := range min(lanes, classes-g*lanes) {
			v := int(sum >> (c * laneBits) & laneMask)
			if v > most {
				best, most, next = g*lanes+c, v, most
			} else if v > next {
				next = v
			}
		}
	}
	return best, most - next
}

// Packed gives features a weight for each of three actions, all in the one word of memory where the feature is looked for.
// A feature has one place only: of those that share a place, the one that weighs most has it. So asking is one read without
// a branch. The three weights of a feature add up to nothing, as only their differences tell, so that two are kept.
type Packed struct {
	slots []uint32 // check (16 bits), weights of the second and the first action plus packedZero (8 each)
}

const (
	// Actions is how many classes a Packed tells apart.
	Actions = 3
	// MaxFeatures is how many features may be summed at once: with weights of at most MaxWeight the sums fit 16 bits.
	MaxFeatures = 128

	packedBits = 8
	packedMask = 1<<packedBits - 1
	packedZero = 128
	sumBits    = 16
)

// place is where a feature is looked for.
func place(feature uint64, places int) int {
	i, _ := bits.Mul64(feature, uint64(places))
	return int(i)
}

// Sum is the score of each action: the sum of the weights of the features, at most MaxFeatures of them.
func (p *Packed) Sum(features []uint64) [Actions]int32 {
	// Side by side: the sums of the two weights, and how many features have weights.
	sum, places := uint64(0), uint64(len(p.slots))
	for _, f := range features {
		i, _ := bits.Mul64(f, places)
		s := uint64(p.slots[i])
		differs := (s>>(2*packedBits) ^ f) & 0xffff
		sum += (s&packedMask | s>>packedBits&packedMask<<sumBits | 1<<(2*sumBits)) & -((differs - 1) >> 63)
	}
	zero := int32(sum>>(2*sumBits)) * packedZero
	first, second := int32(sum&0xffff)-zero, int32(sum>>sumBits&0xffff)-zero
	return [Actions]int32{first, second, -first - second}
}

// HashLower is HashString of the lower-case form of s, with all digits as one.
func HashLower(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case '0' <= c && c <= '9':
			c = '0'
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
			i += n - 1
			continue
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return Hash(h)
}
