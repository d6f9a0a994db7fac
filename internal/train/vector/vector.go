// Package vector makes word classes and short codes of word vectors that others have learned from large texts.
package vector

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"readout/internal/lang/model/linear"
	"readout/internal/train/dense"
)

// Words are words and their vectors, the frequent first, each of length 1.
type Words struct {
	Hashes []uint64 // linear.HashLower
	Dense  *dense.Rows
}

// Read reads the vectors of the first so many words that hold a letter, from the JSON file of wink-embeddings: an object
// whose member "vectors" has a member a word.
func Read(r io.Reader, limit int) (*Words, error) {
	d := json.NewDecoder(r)
	if err := into(d, "vectors"); err != nil {
		return nil, fmt.Errorf("word vectors: %w", err)
	}
	w := &Words{Dense: &dense.Rows{}}
	known := map[uint64]bool{}
	for d.More() && len(w.Hashes) < limit {
		t, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("word vectors: %w", err)
		}
		word, _ := t.(string)
		var v []float32
		if err := d.Decode(&v); err != nil {
			return nil, fmt.Errorf("word vectors: %q: %w", word, err)
		}
		h := linear.HashLower(word)
		if !hasLetter(word) || known[h] {
			continue
		}
		if w.Dense.W == 0 {
			// The last two numbers are the vector's length and the word's rank.
			w.Dense.W = len(v) - 2
		}
		if len(v) != w.Dense.W+2 || w.Dense.W <= 0 {
			return nil, fmt.Errorf("word vectors: %q has %d numbers, want %d", word, len(v), w.Dense.W+2)
		}
		known[h] = true
		w.Hashes = append(w.Hashes, h)
		w.Dense.V = append(w.Dense.V, unit(v[:w.Dense.W])...)
		w.Dense.N++
	}
	if len(w.Hashes) == 0 {
		return nil, fmt.Errorf("word vectors: none found")
	}
	return w, nil
}

// into reads on to the value of a member of the outermost object, an object itself.
func into(d *json.Decoder, member string) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		if t == member {
			_, err := d.Token()
			return err
		}
		var skipped json.RawMessage
		if err := d.Decode(&skipped); err != nil {
			return err
		}
	}
	return fmt.Errorf("no member %q", member)
}

func hasLetter(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' {
			return true
		}
	}
	return false
}

func unit(v []float32) []float32 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum > 0 {
		by := float32(1 / math.Sqrt(sum))
		for i := range v {
			v[i] *= by
		}
	}
	return v
}
