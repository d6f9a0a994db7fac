package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A block is one stretch of running text between two breaks of a layout: a paragraph, a heading, a list item, a line of a
// page saved as text. HTML and plain text both become blocks, and one scorer judges them.
type block struct {
	start, end int // bytes of layout.text
	node       int32
	kind       blockKind
	level      int8 // of a heading, 1 to 6
	linked     int  // bytes of it inside links
	marks      int  // index of the first of its marks in layout.marks
	br         bool // parted from the block before by a line break only
	bold       bool // all of it is bold

	// What measure finds.
	words  int
	ends   bool // ends as a sentence does
	letter int  // letters
	upper  int  // capital letters
	commas int
}

type blockKind uint8

const (
	kindText    blockKind = iota // text of a div, a cell, or a line
	kindPara                     // <p>
	kindHeading                  // <h1> to <h6>
	kindItem                     // <li>, <dt>, <dd>
	kindQuote                    // text straight in a <blockquote>
	kindCaption                  // <figcaption>, <caption>
	kindPre
	kindButton
)

// A node is one element that parts text into blocks: as much of a tree as is needed to see what stands together. Node 0 is
// the page.
type node struct {
	parent int32
	depth  int16
	tag    tag
	named  named
	hints  hint // its own, as its names say
	own    hint // its own, without those that a wrapper of the article cannot have
	all    hint // own, and those of the elements around it (while building: hints and those around)
	first  int32
	last   int32 // blocks [first, last) lie in it
}

// named is what an element is called: its class, id and itemprop.
type named struct {
	class, id, prop string
	sense           dateSense
}

// String gives the names, parted by blanks.
func (n *named) String() string {
	switch {
	case n.id == "" && n.prop == "":
		return n.class
	case n.class == "" && n.prop == "":
		return n.id
	}
	return strings.TrimSpace(n.class + " " + n.id + " " + n.prop)
}

// A mark is an inline element that says what its words are: a linked author, a time.
type mark struct {
	start, end int // bytes of layout.text
	block      int
	hints      hint
	named      named
	time       string // its date for machines
	isTime     bool
	author     bool // rel=author or an author's page
}

// layout is a page in reading order.
type layout struct {
	text   []byte
	blocks []block
	nodes  []node
	marks  []mark
	head   head
	images []picture

	cut     bool // the page ends inside a tag
	tooDeep bool
}

// A picture is an <img>, by the element it stands in.
type picture struct{ node int32 }

func (l *layout) reset() {
	l.text, l.blocks, l.nodes, l.marks, l.images = l.text[:0], l.blocks[:0], l.nodes[:0], l.marks[:0], l.images[:0]
	l.head.reset()
	l.cut, l.tooDeep = false, false
}

func (l *layout) str(b *block) string { return string(l.text[b.start:b.end]) }

func (l *layout) bytes(b *block) []byte { return l.text[b.start:b.end] }

// within says whether a node lies in another, or is it.
func (l *layout) within(n, outer int32) bool {
	for l.nodes[n].depth > l.nodes[outer].depth {
		n = l.nodes[n].parent
	}
	return n == outer
}

// measure counts what the scorer needs of a block's text.
func (b *block) measure(text []byte) {
	s := text[b.start:b.end]
	in := false
	b.words, b.letter, b.upper, b.commas = 0, 0, 0, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'a' && c <= 'z':
				b.letter++
				if !in {
					b.words++
					in = true
				}
			case c >= 'A' && c <= 'Z':
				b.letter++
				b.upper++
				if !in {
					b.words++
					in = true
				}
			case c >= '0' && c <= '9':
				if !in {
					b.words++
					in = true
				}
			case c == ',':
				b.commas++
				in = false
			case c != '\'':
				in = false
			}
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		i += n
		switch {
		case wideScript(r): // no blanks between words: two characters a word
			b.letter++
			if in = !in; in {
				b.words++
			}
		case unicode.IsLetter(r):
			b.letter++
			if unicode.IsUpper(r) {
				b.upper++
			}
			if !in {
				b.words++
				in = true
			}
		case r == '，' || r == '、' || r == '،':
			b.commas++
			in = false
		case r == '’' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r):
		default:
			in = false
		}
	}
	b.ends = endsSentence(s)
}

// wideScript tells the scripts that are written without blanks.
func wideScript(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF ||
		r >= 0x0E00 && r <= 0x0EFF || r >= 0x1000 && r <= 0x109F || r >= 0x1780 && r <= 0x17FF
}

// endsSentence looks at the last character that is no closing quote or bracket.
func endsSentence(s []byte) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeLastRune(s)
		switch r {
		case '"', '\'', '”', '’', '»', '«', '“', ')', ']', '」', '』', ' ', '*', 0x200b:
			s = s[:len(s)-n]
			continue
		case '.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ';':
			return true
		}
		return false
	}
	return false
}

// linkShare is the share of a block's text that is linked.
func (b *block) linkShare() float64 {
	if b.end == b.start {
		return 0
	}
	return float64(b.linked) / float64(b.end-b.start)
}
