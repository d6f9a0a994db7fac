package token

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"sync"
)

//go:embed model.bin
var modelFile string

// A Table is the weights of one question: the answer is yes where the weights of a place's features and the bias add up to
// more than nothing.
type Table struct {
	Bias    int32
	Weights []int8 // 1<<n of them
}

// NewTable makes a table of 1<<bits weights.
func NewTable(bits int) Table {
	return Table{Weights: make([]int8, 1<<bits)}
}

func (t *Table) score(f []uint32) int32 {
	sum := t.Bias
	w := t.Weights
	m := uint32(len(w) - 1)
	for _, x := range f {
		sum += int32(w[x&m])
	}
	return sum
}

// Question is one of those a model answers.
type Question uint8

// The questions.
const (
	Cut       Question = iota // is there a cut between two atoms?
	Inside                    // is the word behind the cut of the same token?
	End                       // does the sentence end here?
	Questions = 3
)

// Model answers the cutter's questions.
type Model struct {
	Tables [Questions]Table
	Small  WordSet // words that are seen in small letters
}

// WordSet is a set of words that now and then takes another for its own: a bit for each value of a hash's low bits.
type WordSet [1 << 11]uint64

func (s *WordSet) has(h uint32) bool { return s[h>>6&(1<<11-1)]>>(h&63)&1 != 0 }

// Learn puts in the words that a text writes small.
func (s *WordSet) Learn(t *Text) {
	for _, w := range t.Words {
		if form := t.Form(w); shapeOf(form) == shapeLower {
			h := hashString(form)
			s[h>>6&(1<<11-1)] |= 1 << (h & 63)
		}
	}
}

// magic begins a model file; its last byte is the version of the features, which a change to them raises.
const magic = "readout token 2\n"

// Append writes the model's file form: magic, and for each table its bias, the logarithm of its size, and its weights.
func (m *Model) Append(b []byte) []byte {
	b = append(b, magic...)
	for _, t := range m.Tables {
		bits := 0
		for 1<<bits < len(t.Weights) {
			bits++
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(t.Bias))
		b = append(b, byte(bits))
		for _, w := range t.Weights {
			b = append(b, byte(w))
		}
	}
	for _, x := range m.Small {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	return b
}

// ReadModel reads what [Model.Append] wrote.
func ReadModel(file string) (*Model, error) {
	rest, ok := file, false
	if len(file) < len(magic) || file[:len(magic)] != magic {
		return nil, errors.New("token: no model, or one of another version")
	}
	rest = file[len(magic):]
	m := new(Model)
	for k := range m.Tables {
		t := &m.Tables[k]
		if len(rest) < 5 {
			return nil, errors.New("token: the model is cut short")
		}
		bits := int(rest[4])
		if ok = bits <= 24 && len(rest) >= 5+1<<bits; !ok {
			return nil, errors.New("token: the model is cut short")
		}
		*t = NewTable(bits)
		t.Bias = int32(binary.LittleEndian.Uint32([]byte(rest[:4])))
		rest = rest[5:]
		for i := range t.Weights {
			t.Weights[i] = int8(rest[i])
		}
		rest = rest[len(t.Weights):]
	}
	if len(rest) != len(m.Small)*8 {
		return nil, errors.New("token: the model is not as long as it should be")
	}
	for i := range m.Small {
		m.Small[i] = binary.LittleEndian.Uint64([]byte(rest[i*8 : i*8+8]))
	}
	return m, nil
}

var embedded = sync.OnceValue(func() *Model {
	m, err := ReadModel(modelFile)
	if err != nil {
		panic(err) // the program was built with a wrong file; every test sees it
	}
	return m
})

var lexiconOnce = sync.OnceValue(func() *lexicon { return readLexicon(wordsFile) })
