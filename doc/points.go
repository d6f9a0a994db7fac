package doc

import (
	"sort"
	"unicode/utf8"
)

// points converts between the bytes of a text and its code points, both ways. It holds one entry for each character of
// more than one byte: between two of them, bytes and code points run side by side. ASCII text has no entries at all.
//
// Beyond the text, on either side, numbers run on side by side too, so that a span that points nowhere survives the way
// there and back, and Validate can report it.
type points []bend

// bend is where a long character ends: that many bytes into the text, of which extra count no code point.
type bend struct{ at, extra int32 }

// measure reads the text once. A byte that is no UTF-8 counts as one code point, as it does in the JSON form.
func measure(text string) points {
	var p points
	extra := int32(0)
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if n > 1 {
			extra += int32(n - 1)
			p = append(p, bend{int32(i), extra})
		}
	}
	return p
}

// fromByte gives the code point at a byte; inside a character, the character's own.
func (p points) fromByte(b int) int {
	i := sort.Search(len(p), func(i int) bool { return int(p[i].at) > b })
	n := b
	if i > 0 {
		n -= int(p[i-1].extra)
	}
	if i < len(p) {
		n = min(n, int(p[i].at-p[i].extra)-1)
	}
	return n
}

// toByte gives the byte at which a code point starts.
func (p points) toByte(n int) int {
	i := sort.Search(len(p), func(i int) bool { return int(p[i].at-p[i].extra) > n })
	if i == 0 {
		return n
	}
	return n + int(p[i-1].extra)
}
