package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math/bits"

	"readout/internal/lang/lemma"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/tag"
)

// A model file is a line of text that names its version, the SHA-256 of all that follows, and then the parts of the model
// one after the other, without a table of contents: numbers in little-endian order, each list after its length.
const magic = "readout language model 3\n"

const head = len(magic) + sha256.Size

// Append writes a model to the end of b. The same model always gives the same bytes.
func Append(b []byte, m *Model) []byte {
	w := writer{b: append(append(b, magic...), make([]byte, sha256.Size)...)}
	w.text(m.Note)
	w.texts(m.Words.Fine)
	for _, c := range m.Words.Coarse {
		w.count(c)
	}
	w.numbers(&m.Words.Words)
	w.count(len(m.Tags.Classes))
	for _, c := range m.Tags.Classes {
		w.text(c.UPOS)
		w.text(c.XPOS)
	}
	w.table(&m.Tags.First)
	w.table(&m.Tags.Second)
	w.numbers(&m.Tags.Sure)
	w.texts(m.Trees.Labels)
	w.flags(m.Trees.Commas)
	w.flags(m.Trees.Verbs)
	w.b = append(w.b, m.Trees.Plain...)
	w.packed(&m.Trees.Moves)
	w.table(&m.Trees.Names)
	w.count(len(m.Lemmas.Scripts))
	for _, s := range m.Lemmas.Scripts {
		w.flags([]bool{s.Written})
		w.b = append(w.b, byte(s.Cut))
		w.text(s.Add)
	}
	w.numbers(&m.Lemmas.Lemmas.Numbers)
	w.texts(m.Lemmas.Features)
	w.numbers(&m.Lemmas.Feats.Numbers)
	w.net(&m.Net)
	sum := sha256.Sum256(w.b[len(b)+head:])
	copy(w.b[len(b)+len(magic):], sum[:])
	return w.b
}

var errDamaged = errors.New("language model: damaged or cut short")

// Read reads a model. It checks all that a lookup relies on, so that a damaged file is an error here and no panic later.
func Read(b []byte) (*Model, error) {
	if len(b) < head || !bytes.HasPrefix(b, []byte(magic)) {
		return nil, fmt.Errorf("language model: not a file that begins with %q", magic)
	}
	r := reader{b: b[head:]}
	m := &Model{Hash: hex.EncodeToString(b[len(magic):head]), Note: r.text()}
	m.Words.Fine = r.texts(linear.MaxNumbers)
	m.Words.Coarse = make([]int, len(m.Words.Fine))
	for i := range m.Words.Coarse {
		m.Words.Coarse[i] = r.count(linear.MaxNumbers)
	}
	m.Words.Words = r.numbers(len(m.Words.Fine))
	m.Tags.Classes = make([]tag.Class, r.count(linear.MaxClasses))
	for i := range m.Tags.Classes {
		m.Tags.Classes[i] = tag.Class{UPOS: r.text(), XPOS: r.text()}
	}
	classes := len(m.Tags.Classes)
	m.Tags.First = r.table(classes)
	m.Tags.Second = r.table(classes)
	m.Tags.Sure = r.numbers(classes)
	m.Trees.Labels = r.texts(64)
	m.Trees.Commas = r.flags(classes)
	m.Trees.Verbs = r.flags(classes)
	m.Trees.Plain = r.take(2 * classes * classes)
	for _, l := range m.Trees.Plain {
		r.failed = r.failed || int(l) > len(m.Trees.Labels)
	}
	m.Trees.Moves = r.packed()
	m.Trees.Names = r.table(len(m.Trees.Labels))
	m.Lemmas.Scripts = make([]lemma.Script, r.count(linear.MaxNumbers))
	for i := range m.Lemmas.Scripts {
		written, cut := r.flags(1), r.take(1)
		if r.failed {
			return nil, errDamaged
		}
		m.Lemmas.Scripts[i] = lemma.Script{Written: written[0], Cut: int(cut[0]), Add: r.text()}
	}
	m.Lemmas.Lemmas = lemma.Rules{Numbers: r.numbers(len(m.Lemmas.Scripts))}
	m.Lemmas.Features = r.texts(linear.MaxNumbers)
	m.Lemmas.Feats = lemma.Rules{Numbers: r.numbers(len(m.Lemmas.Features))}
	m.Net = r.net()
	if r.failed || len(r.b) > 0 || !m.Net.Check(len(m.Trees.Labels), classes) || classes == 0 || len(m.Trees.Labels) == 0 {
		return nil, errDamaged
	}
	return m, nil
}

type writer struct{ b []byte }

func (w *writer) count(n int) { w.b = binary.LittleEndian.AppendUint32(w.b, uint32(n)) }

func (w *writer) text(s string) {
	w.count(len(s))
	w.b = append(w.b, s...)
}

func (w *writer) texts(list []string) {
	w.count(len(list))
	for _, s := range list {
		w.text(s)
	}
}

func (w *writer) flags(list []bool) {
	for _, f := range list {
		if f {
			w.b = append(w.b, 1)
		} else {
			w.b = append(w.b, 0)
		}
	}
}

func (w *writer) numbers(t *linear.Numbers) { w.slots(t.Slots()) }

// slots are written as a bit for each, whether it is taken, and then the taken ones.
func (w *writer) slots(slots []uint32) {
	w.count(len(slots))
	taken := make([]byte, (len(slots)+7)/8)
	for i, s := range slots {
		if s != 0 {
			taken[i/8] |= 1 << (i % 8)
		}
	}
	w.b = append(w.b, taken...)
	for _, s := range slots {
		if s != 0 {
			w.b = binary.LittleEndian.AppendUint32(w.b, s)
		}
	}
}

func (w *writer) table(t *linear.Table) {
	p := t.Parts()
	w.slots(p.Slots)
	w.count(len(p.Entries))
	for _, e := range p.Entries {
		w.b = binary.LittleEndian.AppendUint16(w.b, e)
	}
}

func (w *writer) packed(p *linear.Packed) {
	slots := p.Slots()
	w.count(len(slots))
	for _, s := range slots {
		w.b = binary.LittleEndian.AppendUint32(w.b, s)
	}
}

type reader struct {
	b      []byte
	failed bool
}

// take gives the next n bytes, nil where there are fewer.
func (r *reader) take(n int) []byte {
	if r.failed || n < 0 || n > len(r.b) {
		r.failed = true
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) count(limit int) int {
	b := r.take(4)
	if b == nil {
		return 0
	}
	n := binary.LittleEndian.Uint32(b)
	if uint64(n) > uint64(limit) {
		r.failed = true
		return 0
	}
	return int(n)
}

func (r *reader) text() string { return string(r.take(r.count(1 << 16))) }

func (r *reader) texts(limit int) []string {
	list := make([]string, r.count(limit))
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *reader) flags(n int) []bool {
	list := make([]bool, n)
	for i, b := range r.take(n) {
		list[i] = b != 0
	}
	return list
}

// maxSlots bounds the tables of a file.
const maxSlots = 1 << 24

// places is how many slots a table has: a power of two of them.
func (r *reader) places() int {
	n := r.count(maxSlots)
	if n == 0 || n&(n-1) != 0 {
		r.failed = true
		return 0
	}
	return n
}

func (r *reader) slots() []uint32 {
	n := r.places()
	taken := r.take((n + 7) / 8)
	count := 0
	for _, b := range taken {
		count += bits.OnesCount8(b)
	}
	b := r.take(4 * count)
	if r.failed {
		return nil
	}
	slots := make([]uint32, n)
	for i := range slots {
		if taken[i/8]>>(i%8)&1 != 0 {
			slots[i], b = binary.LittleEndian.Uint32(b), b[4:]
		}
		if len(b) == 0 {
			break
		}
	}
	return slots
}

func (r *reader) table(classes int) linear.Table {
	p := linear.Parts{Slots: r.slots(), Entries: make([]uint16, r.count(maxSlots))}
	e := r.take(2 * len(p.Entries))
	if r.failed {
		return linear.Table{}
	}
	for i := range p.Entries {
		p.Entries[i] = binary.LittleEndian.Uint16(e[2*i:])
	}
	t, ok := linear.NewTable(p, classes)
	r.failed = !ok
	return t
}

func (r *reader) packed() linear.Packed {
	slots := make([]uint32, r.count(maxSlots))
	b := r.take(4 * len(slots))
	if r.failed || len(slots) == 0 {
		r.failed = true
		return linear.Packed{}
	}
	for i := range slots {
		slots[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return linear.NewPacked(slots)
}

func (r *reader) numbers(limit int) linear.Numbers {
	slots := r.slots()
	if r.failed {
		return linear.Numbers{}
	}
	t, ok := linear.NewNumbers(slots, limit)
	r.failed = !ok
	return t
}
