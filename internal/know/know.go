// Package know holds what the world calls things: states, offices, roles, the verbs of speech and the words of diplomacy.
//
// The knowledge stands in text files beside the code, one entry a line, "#" before a comment, so that a researcher can read
// and change it without Go. They are read once, when the program first needs them; after that all of it is read only and may be
// shared.
package know

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Phrases finds the longest known phrase at a place of a text.
type Phrases[T any] struct {
	byFirst map[string][]phrase[T] // by first word, longest first
}

type phrase[T any] struct {
	words string
	value T
}

// add enters a phrase; the first entry of the same words stays and is returned, entered false.
func (p *Phrases[T]) add(words string, v T) (old T, entered bool) {
	if p.byFirst == nil {
		p.byFirst = map[string][]phrase[T]{}
	}
	w := firstWord(words)
	list := p.byFirst[w]
	at := len(list)
	for i := range list {
		if list[i].words == words {
			return list[i].value, false
		}
		if at == len(list) && len(list[i].words) < len(words) {
			at = i
		}
	}
	p.byFirst[w] = slices.Insert(list, at, phrase[T]{words, v})
	return v, true
}

// At gives the longest phrase that s begins with, and how many bytes it takes; 0 bytes where there is none. The phrase ends
// where a word ends.
func (p *Phrases[T]) At(s string) (v T, n int) {
	for _, ph := range p.byFirst[firstWord(s)] {
		if strings.HasPrefix(s, ph.words) && endsWord(s, len(ph.words)) {
			return ph.value, len(ph.words)
		}
	}
	return v, 0
}

// firstWord is what s holds up to its first character that is no letter or digit; at least one byte where s has any.
func firstWord(s string) string {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80) {
			return s[:max(i, 1)]
		}
		if c >= 0x80 && strings.HasPrefix(s[i:], "’") && i > 0 {
			return s[:i]
		}
	}
	return s
}

func endsWord(s string, n int) bool {
	if n >= len(s) || !wordByte(s[n-1]) {
		return true
	}
	if s[n] >= 0x80 {
		// Curly quotes and dashes end a word, letters with accents go on with it.
		c, _ := utf8.DecodeRuneInString(s[n:])
		return c == '’' || c == '‘' || c == '”' || c == '“' || c == '—' || c == '–' || c == '…' || c == '\u00a0'
	}
	return !wordByte(s[n])
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// rows gives the lines of a data file without comments, cut at "|" and trimmed.
func rows(file string) [][]string {
	var out [][]string
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, cells)
	}
	return out
}

// list cuts a cell at sep and drops what is empty.
func list(cell, sep string) []string {
	var out []string
	for s := range strings.SplitSeq(cell, sep) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// column gives cell i of a row, "" where the row is shorter.
func column(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// wordSet is a set of the words of a file without keys.
func wordSet(file string) map[string]bool {
	set := map[string]bool{}
	for _, row := range rows(file) {
		for _, w := range strings.Fields(row[0]) {
			set[w] = true
		}
	}
	return set
}

// bad reports a mistake in an embedded file: a programmer's error that every test run meets.
func bad(file string, row []string) {
	panic(fmt.Sprintf("know: %s: cannot read the line %q", file, strings.Join(row, " | ")))
}
