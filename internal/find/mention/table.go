package mention

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rows gives the key and the values of each line of a data file.
func rows(file string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for line := range strings.Lines(file) {
			line, _, _ = strings.Cut(line, "#")
			key, values, ok := strings.Cut(line, "|")
			if ok && !yield(strings.TrimSpace(key), strings.TrimSpace(values)) {
				return
			}
		}
	}
}

// words gives the offsets at which words begin in s.
func words(s string) iter.Seq[int] {
	return func(yield func(int) bool) {
		inside := false
		for i, c := range s {
			in := unicode.IsLetter(c) || unicode.IsDigit(c)
			if in && !inside && !yield(i) {
				return
			}
			inside = in
		}
	}
}

// firstWord is the word that s begins with.
func firstWord(s string) string {
	for i, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return s[:i]
		}
	}
	return s
}

// wordAt says whether the character at byte i of s is part of a word.
func wordAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}
