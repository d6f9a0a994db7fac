// Package tree draws the syntax tree of a sentence: with lines for a terminal, and as an SVG picture with arcs over the words.
//
// It knows nothing of documents and makes no choice by clock, map or terminal: the same words give the same drawing.
package tree

// Most is how many words a drawing holds; longer sentences are for programs.
const Most = 300

// Word is one word of a sentence and what it hangs on.
type Word struct {
	Form   string `json:"form"`
	Lemma  string `json:"lemma"`
	UPOS   string `json:"upos"`
	Head   int    `json:"head"` // index of the word it hangs on, -1 for the root
	Deprel string `json:"deprel"`
	Part   string `json:"part,omitempty"` // what it is to a record: "cue", "actor"
}

// stretch is the first and the last row of a word and what hangs on it straight.
type stretch struct{ first, last int }

// stretches gives the stretch of each word.
func stretches(words []Word) []stretch {
	all := make([]stretch, len(words))
	for i := range words {
		all[i] = stretch{i, i}
	}
	for i := range words {
		if h := words[i].Head; inside(h, words) {
			all[h].first, all[h].last = min(all[h].first, i), max(all[h].last, i)
		}
	}
	return all
}

func inside(h int, words []Word) bool { return h >= 0 && h < len(words) }

// chain adds the words from word i up to the root to c, and gives what it is then. A ring ends it, so that no input can make it run on.
func chain(c []int, words []Word, i int) []int {
	for n := 0; inside(i, words) && n <= len(words); n++ {
		c = append(c, i)
		i = words[i].Head
	}
	return c
}
