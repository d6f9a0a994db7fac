package attribution

import (
	"unicode"

	"readout/doc"
	"readout/internal/eval/score"
)

// text knows of each of its code points how many letters, other characters and tokens come before it, so that what a span covers
// takes no walk over it. Letters are numbered from 0; characters that are neither letters nor space follow behind the last one.
type text struct {
	runes    []rune
	letters  []int  // before a code point; one more at the end
	others   []int  // likewise
	starts   []int  // tokens that begin before it
	inQuotes []bool // stands in double quotation marks
	quoted   []int  // by number of a letter or other character: how many before it are in quotes
}

func newText(s string) *text {
	t := &text{runes: []rune(s)}
	n := len(t.runes)
	t.letters, t.others = make([]int, n+1), make([]int, n+1)
	for i, c := range t.runes {
		t.letters[i+1], t.others[i+1] = t.letters[i], t.others[i]
		if isLetter(c) {
			t.letters[i+1]++
		} else if !isSpace(c) {
			t.others[i+1]++
		}
	}
	t.starts = tokenStarts(t.runes)
	t.inQuotes = quotes(t.runes)
	t.quoted = t.quotedBefore()
	return t
}

func isLetter(c rune) bool { return unicode.IsLetter(c) || unicode.Is(unicode.N, c) }

func isSpace(c rune) bool { return unicode.IsSpace(c) || c >= 0x1c && c <= 0x1f }

func isWord(c rune) bool { return isLetter(c) || c == '_' }

// lettersOf gives the letters of spans by number, or their other characters where they have none.
func (t *text) lettersOf(spans []doc.Span) []doc.Span {
	var set []doc.Span
	for _, s := range spans {
		set = append(set, doc.Span{Start: t.letters[s.Start], End: t.letters[s.End]})
	}
	if set = score.Merge(set); len(set) > 0 {
		return set
	}
	return t.othersOf(spans)
}

func (t *text) othersOf(spans []doc.Span) []doc.Span {
	behind := t.letters[len(t.runes)]
	var set []doc.Span
	for _, s := range spans {
		set = append(set, doc.Span{Start: behind + t.others[s.Start], End: behind + t.others[s.End]})
	}
	return score.Merge(set)
}

// allOf gives letters and other characters.
func (t *text) allOf(spans []doc.Span) []doc.Span {
	return score.Merge(append(t.lettersOf(spans), t.othersOf(spans)...))
}

// tokensOf gives the tokens of spans by number: those that they cover in part, too.
func (t *text) tokensOf(spans []doc.Span) []doc.Span {
	var set []doc.Span
	for _, s := range spans {
		first := t.starts[s.Start]
		if !isSpace(t.runes[s.Start]) {
			first = t.starts[s.Start+1] - 1
		}
		set = append(set, doc.Span{Start: first, End: t.starts[s.End]})
	}
	return score.Merge(set)
}

// tokenStarts cuts a text into words, with the apostrophes inside, and single other characters.
func tokenStarts(r []rune) []int {
	starts := make([]int, len(r)+1)
	inside := 0 // where the token ends that has begun
	for i, c := range r {
		starts[i+1] = starts[i]
		if i < inside || isSpace(c) {
			continue
		}
		starts[i+1]++
		for inside = i + 1; isWord(c) && inside < len(r); inside++ {
			apostrophe := (r[inside] == '\'' || r[inside] == '’') && inside+1 < len(r) && isWord(r[inside+1])
			if !apostrophe && !isWord(r[inside]) {
				break
			}
		}
	}
	return starts
}

// quotes flags what stands in double quotation marks: “ ” „ « », the typewriter's ", “ and two apostrophes. A quotation ends at
// the latest with its line.
func quotes(r []rune) []bool {
	q := make([]bool, len(r))
	open := -1
	for i := 0; i <= len(r); {
		c, long := '\n', 1
		if i < len(r) {
			c = r[i]
		}
		begins, ends := false, false
		switch c {
		case '“', '„', '«':
			begins = true
		case '”', '»':
			ends = true
		case '"':
			begins, ends = true, true
		case '\'', '`':
			if i+1 < len(r) && r[i+1] == c {
				begins, ends, long = true, c == '\'', 2
			}
		case '\n':
			long = 0 // the end of the line is not in quotes
			ends = true
		}
		switch {
		case begins && open < 0:
			open = i
		case ends && open >= 0:
			for k := open; k < i+long; k++ {
				q[k] = true
			}
			open = -1
		}
		i += max(long, 1)
	}
	return q
}

func (t *text) quotedBefore() []int {
	behind := t.letters[len(t.runes)]
	n := make([]int, behind+t.others[len(t.runes)]+1)
	for i, c := range t.runes {
		if !t.inQuotes[i] || isSpace(c) {
			continue
		}
		if isLetter(c) {
			n[t.letters[i]+1] = 1
		} else {
			n[behind+t.others[i]+1] = 1
		}
	}
	for i := 1; i < len(n); i++ {
		n[i] += n[i-1]
	}
	return n
}

// kindOf is the type of a content, by its letters.
func (t *text) kindOf(letters []doc.Span) kind {
	quoted := 0
	for _, s := range letters {
		quoted += t.quoted[s.End] - t.quoted[s.Start]
	}
	switch n := score.Size(letters); {
	case n == 0:
		return untyped
	case quoted == 0:
		return indirect
	case float64(quoted) >= 0.9*float64(n):
		return direct
	}
	return mixed
}
