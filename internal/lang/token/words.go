package token

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var wordsFile string

// The sorts of known words, as bits.
const (
	isTitle uint8 = 1 << iota
	isNumber
	isAbbr
	isPrefix
	isDomain
	isFile
	isStarter
	isNamesake
)

// lexicon holds words.txt, keyed by the hash of the lowered word. Words of one hash share their hints, which harms nobody.
type lexicon struct {
	hints  map[uint32]uint8
	joined map[uint32]joined
	// present tells in one load that most words are in neither map: a bit for each value of a hash's low bits.
	present [1 << 10]uint64
}

// joined is two words that are written as one.
type joined struct {
	word  string
	first int // length of the first
}

func readLexicon(file string) *lexicon {
	l := &lexicon{hints: map[uint32]uint8{}, joined: map[uint32]joined{}}
	bits := map[string]uint8{"title": isTitle, "number": isNumber, "abbr": isAbbr, "prefix": isPrefix, "domain": isDomain, "file": isFile, "starter": isStarter, "namesake": isNamesake}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		for _, w := range words[1:] {
			first, second, _ := strings.Cut(w, "|")
			h := hashString(first + second)
			if words[0] == "joined" {
				l.joined[h] = joined{first + second, len(first)}
			} else {
				l.hints[h] |= bits[words[0]]
			}
			l.present[h>>6&1023] |= 1 << (h & 63)
		}
	}
	return l
}

func (l *lexicon) has(h uint32) bool { return l.present[h>>6&1023]&(1<<(h&63)) != 0 }

// look gives the hints of the word with this hash.
func (l *lexicon) look(h uint32) uint8 {
	if !l.has(h) {
		return 0
	}
	return l.hints[h]
}

// part gives the length of the first of two words that a word may be; 0 where it is one.
func (l *lexicon) part(h uint32, word string) int {
	if !l.has(h) {
		return 0
	}
	if j := l.joined[h]; len(j.word) == len(word) && strings.EqualFold(j.word, word) {
		return j.first
	}
	return 0
}
