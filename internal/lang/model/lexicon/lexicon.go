// Package lexicon knows of words what a dictionary knows: which parts of speech they can be, and of what kind the things are
// that they name. Words that no treebank holds are understood by it.
package lexicon

import (
	"strings"

	"readout/internal/lang/model/linear"
)

// Lexicon sorts words into classes.
type Lexicon struct {
	Fine   []string // what a class holds, for whom reads the model: "n18 v32": a person, or to tell
	Coarse []int    // which wider class it belongs to
	Words  linear.Numbers
}

// Sense is what the features of a model see of a word: two values to hash, wider and finer. Words that are not in the lexicon
// share one.
type Sense struct{ Coarse, Fine uint64 }

// Unknown is the sense of words that are not in the lexicon.
var Unknown = Sense{linear.HashString("not in the lexicon"), linear.HashString("not in the lexicon either")}

// Find gives the sense of a word by its linear.HashLower.
func (l *Lexicon) Find(hash uint64) Sense {
	n := l.Words.Find(hash)
	if n < 0 {
		return Unknown
	}
	return Sense{linear.Hash(uint64(l.Coarse[n]) + 100_000), linear.Hash(uint64(n) + 200_000)}
}

// Base says what an uninflected word can be.
type Base uint8

// The bits of Base.
const (
	Noun Base = 1 << iota
	Name
	Verb
)

// Bases gives, for each class, what its words can be without an ending.
func (l *Lexicon) Bases() []Base {
	bases := make([]Base, len(l.Fine))
	for i, fine := range l.Fine {
		for kind := range strings.FieldsSeq(fine) {
			switch strings.TrimRight(kind, "0123456789") {
			case "n":
				bases[i] |= Noun
			case "N":
				bases[i] |= Name
			case "v":
				bases[i] |= Verb
			}
		}
	}
	return bases
}

// ThirdPersons says of each class whether its words can be verbs in the third person: "says".
func (l *Lexicon) ThirdPersons() []bool {
	verbs := make([]bool, len(l.Fine))
	for i, fine := range l.Fine {
		for kind := range strings.FieldsSeq(fine) {
			verbs[i] = verbs[i] || strings.HasPrefix(kind, "v") && strings.HasSuffix(kind, "z")
		}
	}
	return verbs
}
