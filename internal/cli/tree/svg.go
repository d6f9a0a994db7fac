package tree

import (
	"fmt"
	"html"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Sizes of the picture, in pixels.
const (
	margin   = 16
	letter   = 9  // of the words
	small    = 7  // of the labels
	gap      = 14 // between words
	lane     = 20 // between the arcs above each other
	foot     = 64 // words and what stands below them
	bend     = 6  // of the corners of an arc
	leastGap = 34 // of a word, so that short ones have room for an arc's label
)

// style sets the colours for light and dark surroundings. It holds inside the picture alone, wherever that is put into a page.
const style = `<style>
.readout-tree{--ink:#1f2328;--soft:#59636e;--line:#8c959f;--paper:#ffffff;--part:#ddf4ff;--edge:#0969da}
@media (prefers-color-scheme:dark){.readout-tree{--ink:#e6edf3;--soft:#9198a1;--line:#6e7681;--paper:#0d1117;--part:#12304f;--edge:#4493f8}}
.readout-tree .paper{fill:var(--paper)}.readout-tree .part{fill:var(--part)}
.readout-tree path{fill:none;stroke:var(--line)}.readout-tree .head{fill:var(--line);stroke:none}
.readout-tree text{font-family:ui-monospace,Menlo,Consolas,monospace;text-anchor:middle;fill:var(--soft);font-size:11px}
.readout-tree .word{fill:var(--ink);font-size:15px}.readout-tree .name{fill:var(--edge)}
</style>
`

// SVG writes the tree as a picture: the words in a line, above them an arc from each word to what hangs on it with the relation's
// name, below them their parts of speech and what they are to a record. The title is for those who hear the picture read.
func SVG(w io.Writer, title string, words []Word) error {
	if len(words) > Most {
		return fmt.Errorf("the sentence has %d words; a picture holds %d", len(words), Most)
	}
	x, right := places(words)
	lanes := lanesOf(words)
	top := 0
	for _, n := range lanes {
		top = max(top, n)
	}
	line := margin + (top+1)*lane + lane // the words' upper edge
	height := line + foot
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="readout-tree" role="img" viewBox="0 0 %d %d" width="%d" height="%d">`+"\n", right, height, right, height)
	fmt.Fprintf(&b, "<title>%s</title>\n%s", escape(title), style)
	fmt.Fprintf(&b, `<rect class="paper" width="%d" height="%d"/>`+"\n", right, height)
	for i := range words {
		if words[i].Part != "" {
			wide := max(len(words[i].Part)*small, columns(words[i].Form)*letter) + gap - 4
			fmt.Fprintf(&b, `<rect class="part" x="%d" y="%d" width="%d" height="%d" rx="4"/>`+"\n", x[i]-wide/2, line+2, wide, foot-margin+4)
		}
	}
	for i := range words {
		arc(&b, words, i, x, lanes, line)
	}
	for i := range words {
		k := &words[i]
		fmt.Fprintf(&b, `<text class="word" x="%d" y="%d">%s</text><text x="%d" y="%d">%s</text>`, x[i], line+18, escape(k.Form), x[i], line+33, escape(k.UPOS))
		if k.Part != "" {
			fmt.Fprintf(&b, `<text class="name" x="%d" y="%d">%s</text>`, x[i], line+47, escape(k.Part))
		}
		b.WriteByte('\n')
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// arc draws what leads to word i: from its head, or from above where it is the root.
func arc(b *strings.Builder, words []Word, i int, x, lanes []int, line int) {
	to := x[i]
	h := words[i].Head
	if !inside(h, words) || h == i {
		fmt.Fprintf(b, `<path d="M%d %dV%d"/><text x="%d" y="%d">%s</text>`, to, margin+10, line, to, margin+6, escape(words[i].Deprel))
	} else {
		from, side := x[h]+3, 1
		if h > i {
			from, side = x[h]-3, -1
		}
		y := line - lanes[i]*lane
		fmt.Fprintf(b, `<path d="M%d %dV%dQ%d %d %d %dH%dQ%d %d %d %dV%d"/>`, from, line, y+bend, from, y, from+side*bend, y, to-side*bend, to, y, to, y+bend, line)
		fmt.Fprintf(b, `<text x="%d" y="%d">%s</text>`, (from+to)/2, y-3, escape(words[i].Deprel))
	}
	fmt.Fprintf(b, `<path class="head" d="M%d %dl-3 -6h6z"/>`+"\n", to, line)
}

// places gives the middle of each word and the right edge of the picture.
func places(words []Word) (x []int, right int) {
	x = make([]int, len(words))
	right = margin
	for i := range words {
		k := &words[i]
		wide := max(columns(k.Form)*letter, len(k.UPOS)*small, len(k.Part)*small, leastGap)
		if h := k.Head; h == i-1 || h == i+1 { // the label of a short arc needs room
			wide = max(wide, len(k.Deprel)*small)
		}
		x[i] = right + wide/2
		right += wide + gap
	}
	return x, right - gap + margin
}

// lanesOf gives the height of the arc to each word, in lanes from 1: above all arcs between its ends. The root's is 0.
func lanesOf(words []Word) []int {
	lanes := make([]int, len(words))
	for span := 1; span < len(words); span++ { // short arcs first
		for i := range words {
			h := words[i].Head
			if !inside(h, words) || max(h, i)-min(h, i) != span {
				continue
			}
			for k := min(h, i); k <= max(h, i); k++ {
				if j := words[k].Head; k != i && inside(j, words) && j >= min(h, i) && j <= max(h, i) {
					lanes[i] = max(lanes[i], lanes[k])
				}
			}
			lanes[i]++
		}
	}
	return lanes
}

// columns is how wide words stand, in letters.
func columns(s string) int {
	n := 0
	for _, c := range s {
		switch width.LookupRune(c).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			if !unicode.In(c, unicode.Mn, unicode.Me) {
				n++
			}
		}
	}
	return n
}

// escape makes words safe inside a picture: marks of XML are written out, and what XML cannot hold is left out.
func escape(s string) string {
	return html.EscapeString(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == utf8.RuneError || c == 0xfffe || c == 0xffff || unicode.Is(unicode.Cf, c) && c != '\u200c' && c != '\u200d' {
			return -1
		}
		return c
	}, s))
}
