// Package neural finds tags and trees with a small recurrent network: slower than the linear models, and right more often.
package neural

import (
	"unicode"
	"unicode/utf8"

	"readout/internal/lang/conllu"
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

// More adds features that a network learns when it knows what Features say: a longer end, the word with its capitals, and what
// capitals are worth in its sentence, as Capitals says.
func More(list []uint64, form string, capitals uint8) []uint64 {
	const template = 100
	upper, first := false, rune(0)
	var last [5]rune
	n := 0
	for _, r := range form {
		if n == 0 {
			first = r
		}
		if unicode.IsUpper(r) {
			upper, r = true, unicode.ToLower(r)
		}
		last[n%len(last)] = r
		n++
	}
	if n >= len(last) {
		h := uint64(template) << 32
		for k := range last {
			h = linear.Join(h, uint64(last[(n+k)%len(last)]))
		}
		list = append(list, h)
	}
	if upper {
		list = append(list, linear.Join((template+1)<<32, linear.HashString(form)))
	}
	worth := uint64(capitals)
	switch {
	case unicode.IsUpper(first):
	case unicode.IsLetter(first):
		worth += 10
	default:
		worth += 20
	}
	return append(list, linear.Join((template+2)<<32, worth))
}

// Capitals says how many words of a sentence begin with a capital, in a few steps: in a heading it does not tell a name.
func Capitals(words []conllu.Word) uint8 {
	letters, upper, loud := 0, 0, 0
	for i := range words {
		r, size := utf8.DecodeRuneInString(words[i].Form)
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.IsUpper(r) {
			upper++
			if r, _ = utf8.DecodeRuneInString(words[i].Form[size:]); unicode.IsUpper(r) {
				loud++
			}
		}
	}
	if 2*loud > letters {
		return 5
	}
	return uint8(4 * upper / max(letters, 1))
}

// Root is the feature of the place before the first word, which stands for the root.
var Root = linear.HashString("the root of the sentence")
