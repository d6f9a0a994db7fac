package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// cell is one character as a terminal shows it, with the marks that combine with it.
type cell struct {
	text  string
	width int // columns: 1, or 2 for the wide characters of East Asia and most pictographs
	style style
}

func (c cell) space() bool { return c.text == " " }

// cells cuts words into cells. Each stretch of white space becomes one blank. What a terminal would obey rather than show is
// dropped here, and nothing reaches a sheet but through here: a page may hold sequences that clear the screen, retitle the
// window or turn the reading direction round.
func cells(words []run) []cell {
	var out []cell
	for _, w := range words {
		for i, size := 0, 0; i < len(w.text); i += size {
			var c rune
			c, size = utf8.DecodeRuneInString(w.text[i:])
			switch {
			case unicode.IsSpace(c):
				if len(out) > 0 && !out[len(out)-1].space() {
					out = append(out, cell{" ", 1, w.style})
				}
			case c == utf8.RuneError && size == 1:
				out = append(out, cell{"\uFFFD", 1, w.style})
			case unicode.In(c, unicode.Mn, unicode.Me) || joiner(c):
				if n := len(out); n > 0 && len(out[n-1].text) < maxMarks && !out[n-1].space() {
					out[n-1].text += w.text[i : i+size]
				}
			case !unicode.IsGraphic(c):
			default:
				out = append(out, cell{w.text[i : i+size], columnsOf(c), w.style})
			}
		}
	}
	for len(out) > 0 && out[len(out)-1].space() {
		out = out[:len(out)-1]
	}
	return out
}

// maxMarks is how many bytes a character may take with its marks. Real scripts need a few; towers of hundreds are made to spill
// over neighbouring lines.
const maxMarks = 32

// joiner says whether c is one of the two invisible characters that Persian, the scripts of India and pictographs need.
func joiner(c rune) bool { return c == '\u200c' || c == '\u200d' }

func columnsOf(c rune) int {
	switch width.LookupRune(c).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if 0x1160 <= c && c <= 0x11ff { // vowels and finals of Hangul, which join the letter before
		return 0
	}
	return 1
}

// columns is how wide plain words of ours are.
func columns(s string) int {
	n := 0
	for _, c := range s {
		n += columnsOf(c)
	}
	return n
}

// wrap cuts a paragraph into lines of at most room columns: at blanks and beside wide characters, and inside a word only where it
// is longer than a line.
func wrap(c []cell, room int) [][]cell {
	var lines [][]cell
	for len(c) > 0 {
		n := fit(c, room)
		line := c[:n]
		for len(line) > 0 && line[len(line)-1].space() {
			line = line[:len(line)-1]
		}
		lines = append(lines, line)
		c = c[n:]
	}
	return lines
}

// fit is how many of the cells make the next line, blanks at its end included.
func fit(c []cell, room int) int {
	used, last := 0, 0
	for i := range c {
		if i > 0 && !c[i].space() && breaks(c[i-1], c[i]) {
			last = i
		}
		if used+c[i].width > room && !c[i].space() {
			if last > 0 {
				return last
			}
			return max(i, 1)
		}
		used += c[i].width
	}
	return len(c)
}

// breaks says whether a line may end between two cells.
func breaks(a, b cell) bool {
	if a.space() || a.text == "—" {
		return true
	}
	if a.width < 2 && b.width < 2 {
		return false
	}
	before, _ := utf8.DecodeRuneInString(a.text)
	after, _ := utf8.DecodeRuneInString(b.text)
	return !unicode.In(before, unicode.Ps, unicode.Pi) && !unicode.In(after, unicode.Pe, unicode.Pf, unicode.Po)
}
