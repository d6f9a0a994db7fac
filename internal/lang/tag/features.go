package tag

import (
	"unicode"
	"unicode/utf8"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// affixes is how long the word beginnings and ends are that speak for themselves, in characters.
const (
	suffixes = 5
	prefixes = 3
)

// word is what the features of a place in the sentence are made of.
type word struct {
	form, lower, shape uint64
	sense              lexicon.Sense
	suffix             [suffixes]uint64 // of 1 to 5 characters, 0 where the word is shorter
	prefix             [prefixes]uint64
}

// Hashes that stand for what is not there.
var (
	outside   = linear.HashString("outside the sentence")
	wordShout = linear.HashString("a sentence in capitals")
	more      = linear.HashString("more of the kind")
)

// Extractor makes the features of a sentence's words. It keeps scratch memory: one a goroutine.
type Extractor struct {
	lexicon *lexicon.Lexicon
	words   []word // with two of outside before and after
	chars   []rune
}

// NewExtractor makes an extractor that looks words up in a lexicon.
func NewExtractor(l *lexicon.Lexicon) Extractor { return Extractor{lexicon: l} }

const margin = 2

// form is the hash of the form of word i.
func (x *Extractor) form(i int) uint64 { return x.words[i+margin].form }

// Prepare looks at the words of a sentence.
func (x *Extractor) Prepare(words []conllu.Word) {
	x.words = x.words[:0]
	out := word{form: outside, lower: outside, shape: outside, sense: lexicon.Sense{Coarse: outside, Fine: outside}}
	x.words = append(x.words, out, out)
	shout := inCapitals(words)
	for i := range words {
		x.words = append(x.words, word{})
		x.look(&x.words[len(x.words)-1], words[i].Form, shout)
	}
	x.words = append(x.words, out, out)
}

// inCapitals says whether a sentence is written in capitals, so that capitals say nothing.
func inCapitals(words []conllu.Word) bool {
	upper, lower := 0, 0
	for i := range words {
		for _, r := range words[i].Form {
			switch {
			case 'a' <= r && r <= 'z':
				lower++
			case 'A' <= r && r <= 'Z':
				upper++
			}
		}
	}
	return upper > 4*lower && upper > 8
}

func (x *Extractor) look(w *word, form string, shout bool) {
	w.form = linear.HashString(form)
	x.chars = x.chars[:0]
	shape, last, run := uint64(0), rune(0), 0
	for _, r := range form {
		kind := r
		switch {
		case 'a' <= r && r <= 'z':
			kind = 'x'
		case 'A' <= r && r <= 'Z':
			kind = 'X'
			r += 'a' - 'A'
		case '0' <= r && r <= '9':
			kind = 'd'
			r = '0'
		case r < utf8.RuneSelf:
		case unicode.IsUpper(r):
			kind = 'X'
			r = unicode.ToLower(r)
		case unicode.IsLetter(r):
			kind = 'x'
		}
		// Of characters of a kind in a row it matters whether there is one or more.
		if kind != last {
			shape, run = linear.Join(shape, uint64(kind)), 1
		} else if run++; run == 2 {
			shape = linear.Join(shape, more)
		}
		last = kind
		x.chars = append(x.chars, r)
	}
	if shout {
		shape = linear.Join(shape, wordShout)
	}
	w.shape = shape
	h := uint64(0)
	for k, r := range x.chars {
		h = linear.Join(h, uint64(r))
		if k < prefixes {
			w.prefix[k] = h
		}
	}
	w.lower = h
	w.sense = x.lexicon.Find(linear.HashLower(form))
	h = 1
	for k := range min(suffixes, len(x.chars)) {
		h = linear.Join(h, uint64(x.chars[len(x.chars)-1-k]))
		w.suffix[k] = h
	}
}

// maxFeatures is how many features a word has at most.
const maxFeatures = linear.MaxTableFeatures

// noTag stands for the tag of a place outside the sentence.
const noTag = 255

func at(tags []uint8, i int) uint64 {
	if i < 0 || i >= len(tags) {
		return tagValue[noTag]
	}
	return tagValue[tags[i]]
}

// tagValue spreads the tags, which are small numbers, over 64 bits: else a tag in one template were another tag in the next.
var tagValue = func() (v [256]uint64) {
	for i := range v {
		v[i] = linear.Hash(uint64(i) + 1000)
	}
	return v
}()

// Append adds the features of word i: its own form and its neighbours', the tags given so far to the words before it, and,
// where draft is not nil, a first reading of the tags of the whole sentence.
func (x *Extractor) Append(f []uint64, i int, tags, draft []uint8) []uint64 {
	w := x.words[i : i+2*margin+1]
	w0, p1, p2, n1, n2 := &w[2], &w[1], &w[0], &w[3], &w[4]
	template := uint64(0)
	add := func(a uint64) {
		template++
		f = append(f, linear.Join(template, a))
	}
	add2 := func(a, b uint64) {
		template++
		f = append(f, linear.Join(linear.Join(template, a), b))
	}
	add3 := func(a, b, c uint64) {
		template++
		f = append(f, linear.Join(linear.Join(linear.Join(template, a), b), c))
	}
	t1, t2 := at(tags[:i], i-1), at(tags[:i], i-2)

	add(0)
	add(w0.form)
	add(w0.lower)
	for k := range suffixes {
		if template++; w0.suffix[k] != 0 {
			f = append(f, linear.Join(template, w0.suffix[k]))
		}
	}
	for k := range prefixes {
		if template++; w0.prefix[k] != 0 {
			f = append(f, linear.Join(template, w0.prefix[k]))
		}
	}
	first := uint64(0)
	if i == 0 {
		first = 1
	}
	add2(w0.shape, first)
	add2(w0.shape, w0.suffix[2])
	add2(w0.shape, p1.shape)
	add2(w0.shape, n1.shape)
	add(p1.lower)
	add(p2.lower)
	add(n1.lower)
	add(n2.lower)
	add2(p1.lower, w0.lower)
	add2(w0.lower, n1.lower)
	add2(p1.lower, n1.lower)
	add3(p1.lower, w0.lower, n1.lower)
	add(n1.suffix[2])
	add(n1.suffix[1])
	add(p1.suffix[2])
	add2(w0.suffix[1], n1.suffix[1])
	add2(t1, 0)
	add2(t1, t2)
	add2(t1, w0.lower)
	add2(t1, w0.suffix[2])
	add2(t1, n1.lower)
	add2(t1, w0.shape)
	add3(t1, t2, w0.lower)
	add3(t1, n1.suffix[2], w0.suffix[1])
	add(w0.sense.Coarse)
	add(w0.sense.Fine)
	add(n1.sense.Coarse)
	add(n1.sense.Fine)
	add(p1.sense.Fine)
	add2(w0.sense.Coarse, w0.shape)
	add2(w0.sense.Coarse, w0.suffix[2])
	add2(w0.sense.Coarse, n1.sense.Coarse)
	add2(w0.sense.Coarse, t1)
	add3(w0.sense.Coarse, t1, n1.sense.Coarse)
	add3(w0.sense.Coarse, p1.lower, n1.sense.Coarse)
	add2(w0.sense.Coarse, n1.lower)
	add2(t1, n1.sense.Coarse)
	if draft != nil {
		d0, d1, d2 := at(draft, i), at(draft, i+1), at(draft, i+2)
		add(d0)
		add(d1)
		add2(d1, d2)
		add2(d1, t1)
		add3(d1, t1, t2)
		add2(d1, w0.lower)
		add3(d1, t1, w0.lower)
		add2(d1, w0.suffix[2])
		add3(d1, d2, w0.lower)
		add2(d2, w0.lower)
		add2(at(draft, i+3), w0.lower)
		add2(t2, w0.lower)
		add2(d0, n1.lower)
		add3(d0, d1, t1)
	}
	return f
}
