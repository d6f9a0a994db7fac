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
	slots  []uint32 // check (16 bits) above the weight (8 bits); a power of two of them
	shift  uint
	step   float32 // what a weight of 1 counts for
	Levels Levels
	Forest Forest
}

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

// bucket is how many places a feature may stand in, one beside the other.
const bucket = 4

// NewModel makes a model of 1<<size places. Where more features share a bucket than it holds, those that weigh least are left out.
func NewModel(weights []Weight, size int, step float32) *Model {
	m := &Model{slots: make([]uint32, 1<<size), shift: uint(64 - size), step: step}
	slices.SortFunc(weights, func(a, b Weight) int {
		return cmp.Or(cmp.Compare(magnitude(b.Weight), magnitude(a.Weight)), cmp.Compare(a.Feature, b.Feature))
	})
	for _, w := range weights {
		places := m.slots[w.Feature>>m.shift&^(bucket-1):][:bucket]
		for k := range places {
			if places[k] == 0 {
				places[k] = uint32(w.Feature)<<16 | uint32(uint8(w.Weight))
				break
			}
			if places[k]>>16 == uint32(w.Feature)&0xffff {
				break // cannot be told from one that weighs more
			}
		}
	}
	return m
}

func magnitude(w int8) int { return max(int(w), -int(w)) }

// Score is the sum of the weights of the features.
func (m *Model) Score(features []uint64) float32 {
	slots, shift, sum := m.slots, m.shift&63, int32(0)
	for _, f := range features {
		i := f >> shift &^ (bucket - 1)
		p := (*[bucket]uint32)(slots[i:])
		check := uint32(f) & 0xffff
		for _, s := range p {
			if s>>16 == check {
				sum += int32(int8(s))
				break
			}
		}
	}
	return float32(sum) * m.step
}

// A model file is a line of text that names its version, the SHA-256 of all that follows, the levels, the step, the places (how
// many as a power of two, a bit for each that is taken, and the checks and weights of those), and the trees.
const magic = "readout attribution model 2\n"

const head = len(magic) + sha256.Size

// Append writes a model to the end of b. The same model always gives the same bytes.
func (m *Model) Append(b []byte) []byte {
	out := append(append(b, magic...), make([]byte, sha256.Size)...)
	out, _ = binary.Append(out, binary.LittleEndian, m.Levels)
	out, _ = binary.Append(out, binary.LittleEndian, m.step)
	out = append(out, byte(bits.TrailingZeros(uint(len(m.slots)))))
	taken := make([]byte, (len(m.slots)+7)/8)
	for i, s := range m.slots {
		if s != 0 {
			taken[i/8] |= 1 << (i % 8)
		}
	}
	out = append(out, taken...)
	for _, s := range m.slots {
		if s != 0 {
			out = append(out, byte(s>>16), byte(s>>24), byte(s))
		}
	}
	out = m.Forest.append(out)
	sum := sha256.Sum256(out[len(b)+head:])
	copy(out[len(b)+len(magic):], sum[:])
	return out
}

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
	m.slots, m.shift = make([]uint32, 1<<size), uint(64-size)
	taken := b[len(b)-r.Len():]
	n := len(m.slots) / 8
	if len(taken) < n {
		return nil, damaged
	}
	taken, rest := taken[:n], taken[n:]
	for i := range m.slots {
		if taken[i/8]>>(i%8)&1 == 0 {
			continue
		}
		if len(rest) < 3 {
			return nil, damaged
		}
		m.slots[i] = uint32(rest[0])<<16 | uint32(rest[1])<<24 | uint32(rest[2])
		rest = rest[3:]
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
