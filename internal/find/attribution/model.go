package attribution

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"sync"
)

// Model is what was learned about attributions: a weight for each feature of each question. It does not change and may be
// shared.
type Model struct {
	buckets []uint64 // of four places, the first lowest; a power of two of them
	shift   uint
	step    float32 // what a weight of 1 counts for
	Levels  Levels
	Forest  Forest
}

// A place holds a check of 10 bits above a weight of 6, or nothing: 0. A feature may stand in any place of its bucket, so that all are
// compared at once.
const (
	places     = 4
	placeBits  = 16
	weightBits = 6
	// MaxWeight is how much a feature may weigh, either way.
	MaxWeight = 1<<(weightBits-1) - 1

	eachPlace = 1 | 1<<placeBits | 1<<(2*placeBits) | 1<<(3*placeBits)
	checks    = (1<<placeBits - 1<<weightBits) * eachPlace
	tops      = 1 << (placeBits - 1) * eachPlace
)

// find is the place of a feature in its bucket x, shifted to the lowest bits; 0 if it is not there.
func find(x, feature uint64) uint64 {
	differs := (x ^ feature<<weightBits&(1<<placeBits-1)*eachPlace) & checks
	// What takes 1 from each place borrows only where there is no difference.
	same := (differs - eachPlace) &^ differs & tops
	return x >> (bits.TrailingZeros64(same) &^ (placeBits - 1))
}

// weightOf is the weight in the lowest place of x.
func weightOf(x uint64) int64 { return int64(x<<(64-weightBits)) >> (64 - weightBits) }

// Levels are the confidences of relations by how sure the last question's answer is: the first is for answers of less than
// 1/len, and so on. They are in hundredths.
type Levels [20]uint8

// At is the confidence of an answer that the model takes for right with probability p.
func (l *Levels) At(p float32) float64 {
	return float64(l[max(0, min(len(l)-1, int(p*float32(len(l)))))]) / 100
}

// Weight is the weight of a feature in steps.
type Weight struct {
	Feature uint64
	Weight  int8
}

// NewModel makes a model of 1<<size places. Where more features share a bucket than it holds, those that weigh least are left out.
func NewModel(weights []Weight, size int, step float32) *Model {
	m := &Model{buckets: make([]uint64, 1<<size/places), step: step}
	m.shift = uint(64 - bits.TrailingZeros(uint(len(m.buckets))))
	slices.SortFunc(weights, func(a, b Weight) int {
		return cmp.Or(cmp.Compare(magnitude(b.Weight), magnitude(a.Weight)), cmp.Compare(a.Feature, b.Feature))
	})
	for _, w := range weights {
		x := &m.buckets[w.Feature>>m.shift]
		if *x>>(3*placeBits) != 0 || find(*x, w.Feature) != 0 {
			continue // full, or it cannot be told from one that weighs more
		}
		free := uint(bits.Len64(*x)+placeBits-1) / placeBits * placeBits
		weight := uint64(max(-MaxWeight, min(MaxWeight, int(w.Weight))))
		*x |= (w.Feature<<weightBits | weight&(1<<weightBits-1)) & (1<<placeBits - 1) << free
	}
	return m
}

func magnitude(w int8) int { return max(int(w), -int(w)) }

// Score is the sum of the weights of the features.
func (m *Model) Score(features []uint64) float32 {
	buckets, shift, sum := m.buckets, m.shift&63, int64(0)
	for _, f := range features {
		sum += weightOf(find(buckets[f>>shift], f))
	}
	return float32(sum) * m.step
}

// A model file is a line of text that names its version, the SHA-256 of all that follows, the levels, the step, the places (how
// many as a power of two, a bit for each that is taken, and those that are), and the trees.
const magic = "readout attribution model 3\n"

const head = len(magic) + sha256.Size

// Append writes a model to the end of b. The same model always gives the same bytes.
func (m *Model) Append(b []byte) []byte {
	out := append(append(b, magic...), make([]byte, sha256.Size)...)
	out, _ = binary.Append(out, binary.LittleEndian, m.Levels)
	out, _ = binary.Append(out, binary.LittleEndian, m.step)
	n := places * len(m.buckets)
	out = append(out, byte(bits.TrailingZeros(uint(n))))
	taken := len(out)
	out = append(out, make([]byte, n/8)...)
	for i := range n {
		if x := m.place(i); x != 0 {
			out[taken+i/8] |= 1 << (i % 8)
			out = binary.LittleEndian.AppendUint16(out, x)
		}
	}
	out = m.Forest.append(out)
	sum := sha256.Sum256(out[len(b)+head:])
	copy(out[len(b)+len(magic):], sum[:])
	return out
}

// place is what stands in place i.
func (m *Model) place(i int) uint16 { return uint16(m.buckets[i/places] >> (i % places * placeBits)) }

// Places that a model file may have, as powers of two.
const leastPlaces, mostPlaces = 3, 22

// ReadModel reads a model. A damaged file is an error.
func ReadModel(b []byte) (*Model, error) {
	if len(b) < head || !bytes.HasPrefix(b, []byte(magic)) {
		return nil, fmt.Errorf("attribution model: not a file that begins with %q; make one with readout-train -polnear", magic)
	}
	damaged := errors.New("attribution model: damaged or cut short; make a new one with readout-train -polnear")
	sum := sha256.Sum256(b[head:])
	if !bytes.Equal(sum[:], b[len(magic):head]) {
		return nil, damaged
	}
	m := &Model{}
	r := bytes.NewReader(b[head:])
	if binary.Read(r, binary.LittleEndian, &m.Levels) != nil || binary.Read(r, binary.LittleEndian, &m.step) != nil {
		return nil, damaged
	}
	size, err := r.ReadByte()
	if err != nil || size < leastPlaces || size > mostPlaces {
		return nil, damaged
	}
	m.buckets, m.shift = make([]uint64, 1<<size/places), uint(64-size)+uint(bits.Len(places-1))
	taken := b[len(b)-r.Len():]
	n := 1 << size / 8
	if len(taken) < n {
		return nil, damaged
	}
	taken, rest := taken[:n], taken[n:]
	for i := range 1 << size {
		if taken[i/8]>>(i%8)&1 == 0 {
			continue
		}
		if len(rest) < 2 {
			return nil, damaged
		}
		m.buckets[i/places] |= uint64(binary.LittleEndian.Uint16(rest)) << (i % places * placeBits)
		rest = rest[2:]
	}
	var ok bool
	if m.Forest, rest, ok = readForest(rest); !ok || len(rest) > 0 {
		return nil, damaged
	}
	return m, nil
}

// builtIn is written by cmd/readout-train; docs/attribution.md tells of what.
//
//go:embed attribution.model
var builtIn []byte

// BuiltIn gives the model that is built in, read when first asked for.
var BuiltIn = sync.OnceValues(func() (*Model, error) { return ReadModel(builtIn) })
