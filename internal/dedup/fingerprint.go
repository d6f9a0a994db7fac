// Package dedup tells near-duplicate documents, copies of one wire story with other headlines, cut, extended or touched up,
// from different reports, and says whose text a document is.
//
// A copy keeps the names and figures and the words round them; two reports of one event, or two official statements in the
// same set phrases, do not. So a fingerprint samples only such places, and it holds no more than they need.
package dedup

import (
	"encoding/binary"
	"errors"
	"html"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	samples = 128 // places of a text that a fingerprint keeps at most
	keys    = 12  // of them by which it is looked up
	window  = 3   // words of a place

	// Size is how long a marshalled fingerprint is, in bytes.
	Size = 2 + 4*samples
)

// Fingerprint is a sample of the places of a text: those whose hashes are the smallest. The same places are kept of every
// copy, so that the samples of two texts tell how much of one is in the other.
type Fingerprint struct {
	hashes [samples]uint32 // ascending, distinct
	n      uint8           // how many there are
	flags  uint8
}

const (
	flagFull   = 1 << iota // more places than are kept
	flagDigest             // holds several stories
)

// Of makes the fingerprint of a text, its title left out: copies bear other headlines.
func Of(text string) Fingerprint {
	var p places
	p.hashes = make([]uint32, 0, len(text)/12+8)
	if strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text) // pages copied from pages
	}
	p.all = !hasCase(text)
	p.read(text)
	slices.Sort(p.hashes)
	p.hashes = slices.Compact(p.hashes)
	var f Fingerprint
	f.n = uint8(copy(f.hashes[:], p.hashes))
	if len(p.hashes) > samples {
		f.flags |= flagFull
	}
	return f
}

// Digest says whether the document was found to hold several stories, each known from elsewhere.
func (f *Fingerprint) Digest() bool { return f.flags&flagDigest != 0 }

// MarkDigest returns the fingerprint with the mark that the document holds several stories. The mark is for good.
func (f Fingerprint) MarkDigest() Fingerprint {
	f.flags |= flagDigest
	return f
}

// Keys are what a ledger looks a document's candidates up by: two documents of which one holds half of the other share at
// least one of them, but for one pair in thousands. A text with hardly a name or figure has few or none.
func (f *Fingerprint) Keys() []uint32 { return f.hashes[:min(int(f.n), keys)] }

// AppendBinary appends the Size bytes that a ledger stores.
func (f Fingerprint) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, f.n, f.flags)
	for _, h := range f.hashes {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	return b, nil
}

// MarshalBinary gives the Size bytes that a ledger stores.
func (f Fingerprint) MarshalBinary() ([]byte, error) { return f.AppendBinary(make([]byte, 0, Size)) }

// UnmarshalBinary reads what MarshalBinary gave.
func (f *Fingerprint) UnmarshalBinary(b []byte) error {
	if len(b) != Size || b[0] > samples || b[1] >= flagDigest<<1 || b[1]&flagFull != 0 && b[0] != samples {
		return errors.New("dedup: no fingerprint of this version")
	}
	g := Fingerprint{n: b[0], flags: b[1]}
	for i := range g.hashes {
		g.hashes[i] = binary.LittleEndian.Uint32(b[2+4*i:])
		if used := i < int(g.n); !used && g.hashes[i] != 0 || used && i > 0 && g.hashes[i] <= g.hashes[i-1] {
			return errors.New("dedup: the hashes of a fingerprint are out of order")
		}
	}
	*f = g
	return nil
}

// overlap is what two fingerprints have in common, over the hashes up to which both are complete.
type overlap struct{ both, a, b int }

func compare(a, b *Fingerprint) overlap {
	limit := min(a.limit(), b.limit())
	x, y := a.upTo(limit), b.upTo(limit)
	o := overlap{0, len(x), len(y)}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		h, g := x[i], y[j]
		// Apart, so that they become moves and not jumps, which nobody can foretell.
		if h == g {
			o.both++
		}
		if h <= g {
			i++
		}
		if g <= h {
			j++
		}
	}
	return o
}

// upTo gives the hashes up to a limit.
func (f *Fingerprint) upTo(limit uint32) []uint32 {
	n := int(f.n)
	for n > 0 && f.hashes[n-1] > limit {
		n--
	}
	return f.hashes[:n]
}

// same says whether two texts are long and the same throughout, as far as their fingerprints tell.
func same(a, b *Fingerprint) bool { return a.flags&b.flags&flagFull != 0 && a.hashes == b.hashes }

// limit is the hash up to which a fingerprint has all places of its text.
func (f *Fingerprint) limit() uint32 {
	if f.flags&flagFull != 0 {
		return f.hashes[samples-1]
	}
	return math.MaxUint32
}

// places collects the hashes of the places of a text.
type places struct {
	hashes []uint32
	all    bool // of every place, as in scripts without capitals

	words [window]uint64
	named [window]bool
	n     int
}

// read cuts the text into words. A place is a run of words with a name or a figure among them: a word with a capital that
// does not begin a sentence, or one with a digit.
func (p *places) read(text string) {
	start := true // of a sentence
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			named := unicode.IsDigit(r) || !start && unicode.IsUpper(r)
			var h uint64
			h, i = word(text, i)
			p.add(h, named)
			start = false
			continue
		case strings.ContainsRune(".!?:\n\"“”„«»", r):
			start = true
		}
		i += size
	}
}

// word hashes the word at i, case aside, and gives its end. Signs of scripts that part no words are words each.
func word(text string, i int) (uint64, int) {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h := uint64(offset)
	for first := i; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r < utf8.RuneSelf:
			return h, i
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			if i > first {
				return h, i
			}
			return (h ^ uint64(r)) * prime, i + size
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			r = unicode.ToLower(r)
		default:
			return h, i
		}
		h = (h ^ uint64(r)) * prime
		i += size
	}
	return h, i
}

func (p *places) add(h uint64, named bool) {
	copy(p.words[:], p.words[1:])
	copy(p.named[:], p.named[1:])
	p.words[window-1], p.named[window-1] = h, named
	if p.n++; p.n < window || !p.all && p.named == [window]bool{} {
		return
	}
	var x uint64
	for _, w := range p.words {
		x = (x ^ w) * 0x9e3779b97f4a7c15
		x ^= x >> 29
	}
	x = (x ^ x>>32) * 0xd6e8feb86659fd93 // so that every bit counts: the smallest are kept
	p.hashes = append(p.hashes, uint32(x>>32))
}

// hasCase says whether a text is in a script that has capitals.
func hasCase(text string) bool {
	cased, letters := 0, 0
	for _, r := range text {
		if letters == 400 {
			break
		}
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) || unicode.IsLower(r) {
				cased++
			}
		}
	}
	return 2*cased >= letters
}
