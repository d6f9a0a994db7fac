package page

import (
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data/languages.txt
var languagesText string

// maxLanguageBytes is how much of a text is looked at: enough to be sure, and no more.
const maxLanguageBytes = 4096

// languageTable tells languages by script and by function words.
type languageTable struct {
	codes   []string          // of all languages, those with words first
	words   map[string]uint64 // mask of the languages that have the word
	blocks  [1024]uint8       // by 64 code points: 0 no letters, 1 shared, 2+i of the language codes[i]
	longest int               // bytes of the longest word
}

var languages = mustReadLanguages(languagesText)

const (
	sharedScript = 1
	maxScripts   = 128
)

func mustReadLanguages(text string) *languageTable {
	t := &languageTable{words: make(map[string]uint64, 4096)}
	for f := range dataLines(text) {
		if f[0] != "words" {
			continue
		}
		i := t.code(f[1])
		for _, w := range f[2:] {
			t.words[w] |= 1 << i
			t.longest = max(t.longest, len(w))
		}
	}
	if len(t.codes) > 64 || t.longest > maxLanguageWord {
		panic("page: data/languages.txt: too many languages with words, or too long a word")
	}
	for f := range dataLines(text) {
		if f[0] != "script" {
			continue
		}
		from, to, _ := strings.Cut(f[1], "-")
		a, err := strconv.ParseUint(from, 16, 16)
		b, err2 := strconv.ParseUint(to, 16, 16)
		if err != nil || err2 != nil || len(f) < 3 {
			panic(fmt.Sprintf("page: data/languages.txt: script %q", f[1]))
		}
		script := uint8(sharedScript)
		if f[2] != "*" {
			script = uint8(sharedScript + 1 + t.code(f[2]))
		}
		for i := a >> 6; i <= b>>6; i++ {
			t.blocks[i] = script
		}
	}
	if len(t.codes)+sharedScript+1 > maxScripts {
		panic("page: data/languages.txt: too many languages")
	}
	return t
}

// code is the number of a language; those with words come first, so that they fit the mask.
func (t *languageTable) code(lang string) int {
	if i := slices.Index(t.codes, lang); i >= 0 {
		return i
	}
	t.codes = append(t.codes, lang)
	return len(t.codes) - 1
}

const (
	maxLanguageWord  = 24 // bytes; longer words are nobody's function words
	minLanguageWords = 12 // fewer are too few to tell
	fewLanguageWords = 40 // fewer leave doubt
	minScriptLetters = 12
)

// language gives the ISO 639-1 code of the language that most of a text is in, "" where the text is too short to tell or
// in none that we know. It looks at the first 4 KB, takes about 15 µs for them and allocates nothing.
func language(text string) string {
	t := languages
	if len(text) > maxLanguageBytes {
		text = text[:maxLanguageBytes]
	}
	var score [64]int32 // by language, in twelfths of a word
	var script [maxScripts]int32
	var word [maxLanguageWord + utf8.UTFMax]byte
	n, words := 0, int32(0)
	for i := 0; i <= len(text); {
		c := byte(' ')
		if i < len(text) {
			c = text[i]
		}
		if c >= utf8.RuneSelf {
			r, w := utf8.DecodeRuneInString(text[i:])
			i += w
			s := uint8(0)
			if r < 0x10000 && r != utf8.RuneError {
				s = t.blocks[r>>6]
			}
			if s != 0 {
				script[s]++
				if s == sharedScript && n < maxLanguageWord {
					n += utf8.EncodeRune(word[n:], smallLetter(r))
				}
				continue
			}
			c = ' '
		} else {
			i++
			if lower := c | 0x20; lower >= 'a' && lower <= 'z' {
				script[sharedScript]++
				if n < maxLanguageWord {
					word[n] = lower
					n++
				}
				continue
			}
		}
		if n > 0 {
			words++
			if n <= t.longest {
				mask := t.words[string(word[:n])]
				for part := int32(12 / max(1, bits.OnesCount64(mask))); mask != 0; mask &= mask - 1 {
					score[bits.TrailingZeros64(mask)] += max(1, part)
				}
			}
			n = 0
		}
	}
	return t.decide(&score, &script, words)
}

// decide weighs scripts of one language against the function words of the shared ones.
func (t *languageTable) decide(score *[64]int32, script *[maxScripts]int32, words int32) string {
	own, most := 0, int32(0)
	for i, n := range script[:] {
		if i > sharedScript && n > most {
			own, most = i, n
		}
	}
	if most >= minScriptLetters && 2*most > script[sharedScript] {
		lang := t.codes[own-sharedScript-1]
		if kana := script[sharedScript+1+slices.Index(t.codes, "ja")]; lang == "zh" && 10*kana > most {
			return "ja"
		}
		return lang
	}
	best, top := 0, int32(0)
	for i, n := range score[:] {
		if n > top {
			best, top = i, n
		}
	}
	if en := slices.Index(t.codes, "en"); words < fewLanguageWords && en >= 0 && 2*score[en] >= top {
		best, top = en, score[en] // a sentence or two with foreign names is told from Danish by little
	}
	if words < minLanguageWords || 3*top < 2*words { // one word in eighteen; English has one in three
		return ""
	}
	return t.codes[best]
}

// smallLetter is unicode.ToLower, fast for the letters that are common.
func smallLetter(r rune) rune {
	switch {
	case r >= 'à' && r <= 'ÿ', r >= 'а' && r <= 'џ', r >= 0x600 && r < 0x1c80:
		return r
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А'
	}
	return unicode.ToLower(r)
}
