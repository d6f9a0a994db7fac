// Package neural finds tags and trees with a small recurrent network: slower than the linear models, and right more often.
package neural

import (
	"unicode"

	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// MaxFeatures is how many features a word has at most.
const MaxFeatures = 16

// Features adds what the network sees of a word besides its vector: features that each have a row of numbers, if training
// met them often enough. The first is the word itself.
func Features(list []uint64, form string, tag uint8, s lexicon.Sense, first bool) []uint64 {
	template := uint64(0)
	add := func(a uint64) {
		template++
		list = append(list, linear.Join(template<<32, a))
	}
	var low [64]rune
	n, shape, last, run := 0, uint64(0), rune(0), 0
	for _, r := range form {
		kind := r
		switch {
		case unicode.IsUpper(r):
			kind, r = 'X', unicode.ToLower(r)
		case unicode.IsLetter(r):
			kind = 'x'
		case '0' <= r && r <= '9':
			kind, r = 'd', '0'
		}
		if kind != last {
			shape, run = linear.Join(shape, uint64(kind)), 1
		} else if run++; run == 2 {
			shape = linear.Join(shape, 1)
		}
		last = kind
		if n == len(low) {
			copy(low[:], low[1:])
			n--
		}
		low[n] = r
		n++
	}
	add(linear.HashLower(form))
	add(linear.Hash(uint64(tag)))
	add(s.Fine)
	if first {
		shape = linear.Join(shape, 2)
	}
	add(shape)
	h := uint64(1)
	for k := range 4 {
		if template++; k < n {
			h = linear.Join(h, uint64(low[n-1-k]))
			list = append(list, linear.Join(template<<32, h))
		}
	}
	h = 2
	for k := range 3 {
		if template++; k < n {
			h = linear.Join(h, uint64(low[k]))
			if k > 0 {
				list = append(list, linear.Join(template<<32, h))
			}
		}
	}
	return list
}

// Root is the feature of the place before the first word, which stands for the root.
var Root = linear.HashString("the root of the sentence")
