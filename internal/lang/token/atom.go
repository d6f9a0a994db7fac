package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An atom is the least that can be a word: a run of letters, a run of digits, a single mark, or a clitic. Cuts are only made
// between atoms.
type atom struct {
	start, end int32
	hash       uint32 // of the lowered text; digits count as the same
	class      class
	gap        Gap   // what stands before it
	hints      uint8 // of words.txt
	address    uint8 // the sort of address it stands in
	inside     bool  // the atom before it stands in the same address
}

type class uint8

const (
	edge    class = iota // before the first atom and behind the last
	lower                // word
	capital              // Word
	upper                // WORD, W
	mixed                // wOrd
	digits
	clitic // n't, 's
	mark   // ASCII punctuation
	symbol // any other mark
)

func (c class) letters() bool { return lower <= c && c <= mixed }

func (a *atom) alphanumeric() bool { return lower <= a.class && a.class <= digits }

// pad is how many edge atoms stand at either end, so that looking at neighbours needs no checks.
const pad = 4

// Byte classes of ASCII.
const (
	byteOther = iota
	byteSpace
	byteLower
	byteUpper
	byteDigit
	byteMark
)

var byteClass = func() (t [256]uint8) {
	for i := range 128 {
		switch c := byte(i); {
		case c == ' ' || '\t' <= c && c <= '\r':
			t[i] = byteSpace
		case 'a' <= c && c <= 'z':
			t[i] = byteLower
		case 'A' <= c && c <= 'Z':
			t[i] = byteUpper
		case '0' <= c && c <= '9':
			t[i] = byteDigit
		default:
			t[i] = byteMark
		}
	}
	return t
}()

const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

// hashString is the hash of a word as atoms have it.
func hashString(s string) uint32 {
	h := uint32(hashSeed)
	for i := range len(s) {
		h = (h ^ uint32(lowByte(s[i]))) * hashPrime
	}
	return h
}

// lowByte lowers ASCII letters and makes all digits alike.
func lowByte(c byte) byte {
	switch byteClass[c] {
	case byteUpper:
		return c + 'a' - 'A'
	case byteDigit:
		return '0'
	}
	return c
}

// scan parts raw into atoms, edges at both ends.
func (c *Cutter) scan(raw string) {
	c.atoms = append(c.atoms[:0], atom{}, atom{}, atom{}, atom{})
	gap, first := Paragraph, pad // first atom of the run without white space
	suspect := false             // the run may hold an address
	lines := false
	for i := 0; i < len(raw); {
		b := raw[i]
		k, n := byteClass[b], 1
		if k == byteOther {
			var r rune
			r, n = utf8.DecodeRuneInString(raw[i:])
			k = runeClass(r)
		}
		if suspect && (k == byteSpace || len(c.atoms)-first >= maxRun) {
			c.markAddress(raw, first)
			first, suspect = len(c.atoms), false
		}
		switch k {
		case byteSpace:
			i, gap = c.space(raw, i)
			lines = lines || gap == Line
			first = len(c.atoms)
			continue
		case byteLower, byteUpper:
			i = c.letters(raw, i, gap)
		case byteDigit:
			i = c.digits(raw, i, i+n, gap)
		default:
			suspect = suspect || b == '@' || b == '/' || b == '.'
			i = c.sign(raw, i, i+n, gap)
		}
		gap = None
	}
	if suspect {
		c.markAddress(raw, first)
	}
	for range pad {
		c.atoms = append(c.atoms, atom{gap: Paragraph})
	}
	if lines {
		c.wrap(raw)
	}
}

// maxRun is how many atoms an address may have.
const maxRun = 1000

func runeClass(r rune) uint8 {
	switch {
	case unicode.IsLower(r):
		return byteLower
	case unicode.IsUpper(r), unicode.IsTitle(r):
		return byteUpper
	case unicode.IsLetter(r), unicode.IsMark(r):
		return byteLower
	case unicode.IsSpace(r):
		return byteSpace
	case unicode.IsDigit(r):
		return byteDigit
	}
	return byteMark
}

// space passes over white space and says how wide it is.
func (c *Cutter) space(raw string, i int) (end int, gap Gap) {
	lines := 0
	for i < len(raw) {
		b := raw[i]
		n := 1
		if k := byteClass[b]; k == byteOther {
			var r rune
			r, n = utf8.DecodeRuneInString(raw[i:])
			if !unicode.IsSpace(r) {
				break
			}
			if r == '\u2029' {
				lines += 2
			}
		} else if k != byteSpace {
			break
		} else if b == '\n' {
			lines++
		}
		i += n
	}
	switch {
	case len(c.atoms) == pad || lines > 1:
		return i, Paragraph
	case lines == 1:
		return i, Line
	}
	return i, Space
}

// letters reads a run of letters as one atom, or as two where it ends in n't or is two words written as one.
func (c *Cutter) letters(raw string, i int, gap Gap) int {
	h := uint32(hashSeed)
	ups, lows := 0, 0
	first := byteClass[raw[i]]
	e := i
	for e < len(raw) {
		b := raw[e]
		k := byteClass[b]
		n := 1
		if k == byteOther {
			var r rune
			r, n = utf8.DecodeRuneInString(raw[e:])
			k = runeClass(r)
			if e == i {
				first = k
			}
		}
		if k == byteUpper {
			ups++
		} else if k == byteLower {
			lows++
		} else {
			break
		}
		for j := e; j < e+n; j++ {
			h = (h ^ uint32(lowByte(raw[j]))) * hashPrime
		}
		e += n
	}
	cl := mixed
	switch {
	case ups == 0:
		cl = lower
	case lows == 0:
		cl = upper
	case ups == 1 && first == byteUpper:
		cl = capital
	}
	if e < len(raw) && e-i > 1 && raw[e-1]|0x20 == 'n' && (raw[e] == '\'' || raw[e] == 0xE2 || raw[e] == '`') {
		if t := notEnd(raw, e); t > 0 {
			c.add(raw, i, e-1, cl, gap)
			c.add(raw, e-1, t, clitic, None)
			c.atoms[len(c.atoms)-1].hash = hashString("n't")
			return t
		}
	}
	if part := c.words.part(h, raw[i:e]); part > 0 && (h != itsHash || becomes(raw[e:])) {
		m := i + part
		c.add(raw, i, m, cl, gap)
		c.add(raw, m, e, lower, None)
		return e
	}
	c.atoms = append(c.atoms, atom{start: int32(i), end: int32(e), hash: h, class: cl, gap: gap, hints: c.words.look(h)})
	return e
}

var itsHash = hashString("its")

// becomes says whether what follows "its" is what may follow "it is", of the words that hardly follow the pronoun: "its a shame".
func becomes(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	n := 0
	for n < len(rest) && (rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z') {
		n++
	}
	switch rest[:n] {
	case "a", "an", "the", "not", "been", "just", "so", "very", "too", "really", "like", "going", "gonna", "all", "no", "about", "always", "never",
		"also", "still", "because", "what", "in", "on", "at", "my", "your", "his", "her", "our", "this", "that", "time", "ok", "okay", "good", "great",
		"bad", "hard", "easy", "nice", "called", "only", "more", "pretty", "quite", "already", "to", "for", "easier", "better", "worth":
		return true
	}
	return false
}

// digits reads a run of digits, whose first ends at e.
func (c *Cutter) digits(raw string, i, e int, gap Gap) int {
	for e < len(raw) && byteClass[raw[e]] == byteDigit {
		e++
	}
	c.add(raw, i, e, digits, gap)
	return e
}

// sign reads a mark or symbol, whose first rune ends at e, or the clitic that an apostrophe begins.
func (c *Cutter) sign(raw string, i, e int, gap Gap) int {
	switch raw[i:e] {
	case "'", "`", "’", "‘":
		if end := apostrophe(raw, e); end > e {
			c.add(raw, i, end, clitic, gap)
			c.atoms[len(c.atoms)-1].hash = hashString(raw[e:end]) ^ '\'' // whichever the apostrophe
			return end
		}
	}
	if raw[i] < utf8.RuneSelf {
		end := row(raw, i)
		if long := i + longRow; end >= long { // however long, it is the same
			c.add(raw, i, long, mark, gap)
			c.atoms[len(c.atoms)-1].end = int32(end)
			return end
		}
		if raw[i] == '$' { // "it cost a lot of $$$"
			e = end
		}
		c.add(raw, i, e, mark, gap)
		return e
	}
	e = cluster(raw, e)
	c.add(raw, i, e, symbol, gap)
	return e
}

// longRow is how many of the same mark make a line of them, which is one atom.
const longRow = 4

// row is the end of a row of the same mark, such as draws a line.
func row(raw string, i int) int {
	e := i + 1
	switch raw[i] {
	case '_', '-', '=', '*', '~', '.', '+', '#', '$':
		for e < len(raw) && raw[e] == raw[i] {
			e++
		}
	}
	return e
}

// notEnd is the end of n't if its apostrophe stands at e, else 0.
func notEnd(raw string, e int) int {
	n := 1
	if raw[e] == 0xE2 {
		if !strings.HasPrefix(raw[e:], "’") {
			return 0
		}
		n = 3
	}
	if t := e + n; t < len(raw) && raw[t]|0x20 == 't' && !letterAt(raw, t+1) {
		return t + 1
	}
	return 0
}

// apostrophe is the end of a clitic such as 's or 'll whose apostrophe ends at e; e if there is none.
func apostrophe(raw string, e int) int {
	if e >= len(raw) {
		return e
	}
	switch raw[e] | 0x20 {
	case 's', 'm', 'd', 't':
		if !letterAt(raw, e+1) {
			return e + 1
		}
	case 'l', 'r', 'v':
		if e+1 < len(raw) {
			switch x, y := raw[e]|0x20, raw[e+1]|0x20; {
			case x == 'l' && y == 'l', x == 'r' && y == 'e', x == 'v' && y == 'e':
				if !letterAt(raw, e+2) {
					return e + 2
				}
			}
		}
	}
	return e
}

func letterAt(raw string, i int) bool {
	if i >= len(raw) {
		return false
	}
	k := byteClass[raw[i]]
	if k == byteOther {
		r, _ := utf8.DecodeRuneInString(raw[i:])
		return unicode.IsLetter(r)
	}
	return k == byteLower || k == byteUpper
}

// cluster is the end of what shows as one sign with the rune that ends at e: variation selectors, skin colours, and what a
// zero-width joiner ties to it.
func cluster(raw string, e int) int {
	for e < len(raw) && raw[e] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(raw[e:])
		switch {
		case r == '\ufe0e' || r == '\ufe0f' || r == '\u20e3' || '\U0001F3FB' <= r && r <= '\U0001F3FF':
			e += n
		case r == '\u200d' && e+n < len(raw) && !unicode.IsSpace(first(raw[e+n:])):
			_, m := utf8.DecodeRuneInString(raw[e+n:])
			e += n + m
		default:
			return e
		}
	}
	return e
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// IsSpace says whether a rune parts words.
func IsSpace(r rune) bool { return unicode.IsSpace(r) }

func (c *Cutter) add(raw string, start, end int, cl class, gap Gap) {
	a := atom{start: int32(start), end: int32(end), hash: hashString(raw[start:end]), class: cl, gap: gap}
	a.hints = c.words.look(a.hash)
	c.atoms = append(c.atoms, a)
}

// wrap tells line ends that only wrap a line from those that end it: where the next word would still have fitted, the writer
// meant the line to end.
func (c *Cutter) wrap(raw string) {
	width, from := 0, 0
	for i := 0; i <= len(raw); i++ {
		if i == len(raw) || raw[i] == '\n' {
			width, from = max(width, i-from), i+1
		}
	}
	if width > maxWrap {
		width = 1 << 30
	}
	for k := pad; k < len(c.atoms)-pad; k++ {
		a := &c.atoms[k]
		if a.gap != Line {
			continue
		}
		before := c.atoms[k-1]
		line := int(before.end) - 1 - strings.LastIndexByte(raw[:before.end], '\n')
		word := k
		for word+1 < len(c.atoms)-pad && c.atoms[word+1].gap == None {
			word++
		}
		if line+1+int(c.atoms[word].end-a.start) > width || a.class == lower && !ends(raw[before.end-1]) {
			a.gap = Space
		}
	}
}

// maxWrap is the widest line that programs wrap text at.
const maxWrap = 132

func ends(b byte) bool { return b == '.' || b == '!' || b == '?' || b == ':' }
