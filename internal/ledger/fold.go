package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"

	"readout/internal/dedup"
)

// Neighbour is a document that may be of one story with another.
type Neighbour struct {
	Story int64
	Key   Key // its day counts
	Print []byte
}

// Placement says where a new document belongs.
type Placement struct {
	Join  []int64     // the stories that it joins: one, or several that prove to be one; none for a new story
	Print []byte      // to be kept of the document
	Split []Neighbour // that move to a story of their own each, with what is kept of them then
}

// What is looked at to place a document, so that the largest story and the commonest place cost little.
const (
	MaxByKey   = dedup.MaxByKey   // documents of one key at most, the latest ones
	MaxOfStory = dedup.MaxOfStory // documents of one story at most, the earliest ones
)

// A print is a fingerprint and behind it the hash of the text, because a text without names and figures has a fingerprint that
// tells nothing, and equal texts are one story all the same.
const hashSize = 8

// fewestPlaces is how many places of a text must be known for its fingerprint to tell it from others: a sentence that begins
// with its speaker's name has two, and the same in everything that the speaker says.
const fewestPlaces = 8

// fewestWords is how many words a text must have for its equal to be a copy of it: less is a caption or a notice.
const fewestWords = 8

// printOf gives what is kept of a text to compare it with others.
func printOf(text string) []byte {
	f := dedup.Of(text)
	b, _ := f.AppendBinary(make([]byte, 0, dedup.Size+hashSize)) // never fails
	var hash [hashSize]byte
	if hasWords(text, fewestWords) {
		sum := sha256.Sum256([]byte(text))
		copy(hash[:], sum[:])
	}
	return append(b, hash[:]...)
}

// hasWords says whether a text has at least n words.
func hasWords(text string, n int) bool {
	for range strings.FieldsSeq(text) {
		if n--; n == 0 {
			return true
		}
	}
	return false
}

// keysOf gives the keys by which the candidates of a document are looked up.
func keysOf(print []byte) []uint64 {
	f, hash, err := readPrint(print)
	if err != nil {
		return nil
	}
	var keys []uint64
	if k := f.Keys(); len(k) >= fewestPlaces {
		for _, k := range k {
			keys = append(keys, uint64(k))
		}
	}
	if hash != 0 {
		keys = append(keys, hash|1<<63) // apart from the others, which have 32 bits
	}
	return keys
}

func readPrint(b []byte) (f dedup.Fingerprint, hash uint64, err error) {
	if len(b) != dedup.Size+hashSize {
		return f, 0, fmt.Errorf("a fingerprint of %d bytes, want %d", len(b), dedup.Size+hashSize)
	}
	return f, binary.LittleEndian.Uint64(b[dedup.Size:]), f.UnmarshalBinary(b[:dedup.Size])
}

// candidates are the documents that one may be a copy of.
type candidates struct {
	near  []Neighbour
	given []dedup.Neighbour
	hash  []uint64 // of each text
	seen  map[Key]bool
}

func (c *candidates) add(near []Neighbour) error {
	for _, n := range near {
		if c.seen[n.Key] {
			continue
		}
		c.seen[n.Key] = true
		g, h, err := readPrint(n.Print)
		if err != nil {
			return err
		}
		if len(g.Keys()) < fewestPlaces {
			g = dedup.Fingerprint{}
		}
		c.near = append(c.near, n)
		c.given = append(c.given, dedup.Neighbour{Story: n.Story, Day: n.Key.dayNumber(), Print: g})
		c.hash = append(c.hash, h)
	}
	return nil
}

// equal gives the lowest story of a document with that text and about that day, -1 for none.
func (c *candidates) equal(hash uint64, day int) int64 {
	equal := int64(-1)
	for i, n := range c.near {
		if c.hash[i] == hash && hash != 0 && dedup.Apart(day, c.given[i].Day) <= dedup.MaxDays && (equal < 0 || n.Story < equal) {
			equal = n.Story
		}
	}
	return equal
}

// Place says which story an entry belongs to. look gives the documents that share one of some keys and others of their stories.
func Place(e *Entry, look func(keys []uint64) ([]Neighbour, error)) (Placement, error) {
	print, day := e.Print, e.First.dayNumber()
	f, hash, err := readPrint(print)
	if err != nil {
		return Placement{}, err
	}
	near, err := look(e.Keys)
	if err != nil {
		return Placement{}, err
	}
	c := candidates{seen: make(map[Key]bool, len(near))}
	if err := c.add(near); err != nil {
		return Placement{}, err
	}
	equal := c.equal(hash, day)
	if len(f.Keys()) < fewestPlaces {
		p := Placement{Print: print}
		if equal >= 0 {
			p.Join = []int64{equal}
		}
		return p, nil
	}
	marked := func(f dedup.Fingerprint, print []byte) []byte {
		b, _ := f.MarkDigest().AppendBinary(nil)
		return append(b, print[dedup.Size:]...)
	}
	for _, i := range dedup.Wider(&f, day, c.given) {
		if near, err = look(keysOf(c.near[i].Print)); err != nil {
			return Placement{}, err
		}
		if err := c.add(near); err != nil {
			return Placement{}, err
		}
	}
	placed := dedup.Place(&f, day, c.given)
	p := Placement{Join: placed.Join, Print: print}
	if placed.Digest {
		p.Print = marked(f, print)
	}
	for _, i := range placed.Split {
		n := c.near[i]
		n.Print = marked(c.given[i].Print, n.Print)
		p.Split = append(p.Split, n)
	}
	if len(p.Join) == 0 && !placed.Digest && equal >= 0 {
		p.Join = []int64{equal}
	}
	return p, nil
}
