package lang

import (
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// titles reads headlines as if they were sentences: the models have seen few.
type titles struct {
	words *lexicon.Lexicon
	bases []lexicon.Base
	verbs []bool // of each class of words whether it holds verbs in the third person: "says"
}

func newTitles(words *lexicon.Lexicon) titles {
	return titles{words: words, bases: words.Bases(), verbs: words.ThirdPersons()}
}

// headline says whether tokens are written as titles are, nearly every longer word with a capital, and one is a verb: "Former Mayor Says
// Port May Close".
func (h *titles) headline(tokens []Token) bool {
	const short, least = 3, 4
	words, capitals, verb := 0, 0, false
	for i := range tokens {
		k := &tokens[i]
		if i == 0 || k.Kind != Word || len(k.Form) <= short {
			continue
		}
		words++
		if k.Capital() && k.Form[1] == k.Lower[1] {
			capitals++
			n := h.words.Words.Find(linear.HashLower(k.Form))
			verb = verb || n >= 0 && h.verbs[n]
		}
		if 8*(words-capitals) > len(tokens) {
			return false // too many small words for one of this length
		}
	}
	return words >= least && verb && 8*capitals >= 7*words
}

// plain is how token i of a headline is read: with a small letter if the text around writes the word so more often than as a name, or
// if it does neither and the lexicon knows the word and no name like it; else as it stands.
func (h *titles) plain(t *Text, i int) string {
	const far = 1000 // tokens, so that a text without end costs no more a word than a short one
	k := &t.Tokens[i]
	if !k.Capital() {
		return k.Form
	}
	small := 0
	for j := max(1, i-far); j < min(len(t.Tokens), i+far); j++ {
		x := &t.Tokens[j]
		switch before := &t.Tokens[j-1]; {
		case x.Lower != k.Lower || j == i:
		case x.Form == x.Lower:
			small++
		case before.Kind == Word && before.Form == before.Lower:
			small-- // amid a sentence, so a name
		}
	}
	if small == 0 {
		if n := h.words.Words.Find(linear.HashLower(k.Form)); n >= 0 && h.bases[n]&lexicon.Name == 0 {
			small = 1
		}
	}
	if small > 0 {
		return k.Lower
	}
	return k.Form
}
