package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// looksHTML says whether the bytes are a page in HTML rather than plain text.
func looksHTML(src []byte, contentType string) bool {
	if strings.HasPrefix(contentType, "text/html") || strings.HasPrefix(contentType, "application/xhtml") {
		return true
	}
	if strings.HasPrefix(contentType, "text/plain") {
		return false
	}
	head := bytes.ToLower(bytes.TrimLeft(src[:min(len(src), 4096)], " \t\r\n"))
	if len(head) == 0 || head[0] != '<' && !bytes.Contains(head, []byte("<html")) {
		return false
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<div", "<p", "<h1", "<article", "<section", "<!--", "<script", "<table", "<span", "<?xml"} {
		if bytes.Contains(head, []byte(tag)) {
			return true
		}
	}
	return false
}

// readPlain fills the layout from a text copy of a page: a block a line, the lines of wrapped paragraphs joined.
func (l *layout) readPlain(src []byte) {
	l.nodes = append(l.nodes, node{parent: -1})
	wrapped := wrappedText(src)
	gap := true // a blank line came before
	for len(src) > 0 && len(l.blocks) < maxBlocks {
		line, rest, _ := bytes.Cut(src, []byte("\n"))
		src = rest
		start := len(l.text)
		l.text = appendSqueezed(l.text, line)
		if len(l.text) == start {
			gap = true
			continue
		}
		x := block{start: start, end: len(l.text), br: !gap}
		x.measure(l.text)
		if !gap && wrapped && l.joinWrapped(x) {
			continue
		}
		gap = false
		l.text = append(l.text, '\n')
		switch {
		case x.words >= 8:
			x.kind = kindPara
		case bytes.HasPrefix(l.bytes(&x), []byte("• ")) || bytes.HasPrefix(l.bytes(&x), []byte("* ")):
			x.kind = kindItem
		}
		l.blocks = append(l.blocks, x)
	}
	l.nodes[0].last = int32(len(l.blocks))
	l.markHeader()
}

// wrappedText says whether the lines of a text end where a column ends, as in e-mail and old releases.
func wrappedText(src []byte) bool {
	long, full, after := 0, 0, 0
	for line := range bytes.Lines(src) {
		n := utf8.RuneCount(bytes.TrimSpace(line))
		if n > 100 {
			long++
		} else if n >= 55 {
			full++
		}
		if n > 0 {
			after++
		}
	}
	return long == 0 && full*3 > after && full >= 4
}

// joinWrapped adds a line to the paragraph before it.
func (l *layout) joinWrapped(x block) bool {
	if len(l.blocks) == 0 {
		return false
	}
	p := &l.blocks[len(l.blocks)-1]
	if n := p.end - p.start; n < 50 || n > maxJoined {
		return false
	}
	l.text[p.end] = ' '
	p.end = x.end
	p.kind = kindPara
	p.measure(l.text)
	l.text = append(l.text, '\n')
	return true
}

// maxHeader is how many lines above the text can belong to an article's head.
const maxHeader = 14

// markHeader tells captions by their looks: what HTML says with tags, plain text leaves to the reader.
func (l *layout) markHeader() {
	seen := map[string]int{}
	for i := range l.blocks {
		b := &l.blocks[i]
		t := l.str(b)
		first, again := seen[t]
		if b.words >= 8 && !again {
			seen[t] = i
		}
		if likeCaption(t, b.words) || again && (creditOf(t) != "" || b.words >= 20) {
			b.kind = kindCaption
			if again {
				l.blocks[first].kind = kindCaption
			}
		}
	}
}

// creditOf is the credit at the end of a caption, "" if there is none.
func creditOf(t string) string {
	_, credit := splitCredit(t)
	return credit
}

// maxAbove is how many lines above the text the headline is sought.
const maxAbove = 60

// plainTitle finds the headline of a text copy: among the lines above the text, the one whose words the text takes up.
// Decks and captions do so too; they stand below it.
func (s *scorer) plainTitle(first int) int {
	stems := s.bodyStems()
	var share [maxAbove]float64 // of a line's words that the text takes up; 0 for lines that are no headline
	best, bestAt := 0.0, -1
	for i := first - 1; i >= max(0, first-maxAbove); i-- {
		b := &s.blocks[i]
		t := s.str(b)
		if b.kind == kindCaption || b.words < 3 || b.words > 40 || s.site[i] || s.headerLine(t, b.words) {
			continue
		}
		taken := takenUp(t, stems)
		w := 2*taken - 0.01*float64(first-i) - 0.03*float64(max(0, b.words-16))
		if b.words < 5 {
			w -= 0.5
		}
		if b.ends && !strings.HasSuffix(t, "?") && !strings.HasSuffix(t, "!") {
			w -= 0.5
		}
		if unicode.IsLower(firstRune(t)) {
			w -= 0.4
		}
		for j := max(0, i-3); j < min(first, i+4); j++ { // the headline twice: breadcrumb and heading
			if j != i && s.str(&s.blocks[j]) == t {
				w += 0.6
				break
			}
		}
		for j := i + 1; j < min(first, i+5); j++ {
			if s.headerLine(s.str(&s.blocks[j]), s.blocks[j].words) {
				w += 0.3
				break
			}
		}
		if b.words >= 4 && !b.ends {
			share[first-1-i] = taken
		}
		if w > best {
			best, bestAt = w, i
		}
	}
	// A deck was taken if a headline stands right above it.
	for up := bestAt - 1; bestAt >= 0 && up >= max(0, bestAt-4, first-maxAbove); up-- {
		if x := share[first-1-up]; x >= 0.6*share[first-1-bestAt] && x >= 0.3 && s.blocks[up].words <= 20 {
			return up
		}
	}
	return bestAt
}

// bodyStems are the beginnings of the words of the text's first paragraphs.
func (s *scorer) bodyStems() map[string]bool {
	stems := make(map[string]bool, 256)
	n := 0
	for i := range s.blocks {
		if b := &s.blocks[i]; s.keep[i] && prose(b) {
			eachStem(s.str(b), func(stem string) { stems[stem] = true })
			if n += b.words; n > 600 {
				break
			}
		}
	}
	return stems
}

// eachStem gives the first five letters of each longer word and of each name.
func eachStem(t string, yield func(string)) {
	for w := range strings.FieldsSeq(words(t)) {
		if n := utf8.RuneCountInString(w); n < 4 && !unicode.IsDigit(firstRune(w)) {
			continue
		}
		end, n := len(w), 0
		for k := range w {
			if n == 5 {
				end = k
				break
			}
			n++
		}
		yield(w[:end])
	}
}

// takenUp is the share of a line's words that the text takes up.
func takenUp(t string, stems map[string]bool) float64 {
	n, in := 0, 0
	eachStem(t, func(stem string) {
		n++
		if stems[stem] {
			in++
		}
	})
	if n == 0 {
		return 0
	}
	return float64(in) / float64(n+1) // the longer line is surer
}

// headerLine says whether a line is a byline or a date.
func (s *scorer) headerLine(t string, words int) bool {
	if words > 14 {
		return false
	}
	if rest, ok := cutBy(t); ok && words <= 10 {
		for _, n := range splitNames(rest) {
			if likeName(n, false) || isDesk(n) {
				return true
			}
		}
	}
	return hasDay(t) && !namesTalk(t)
}

// namesTalk says whether a line names a talk, as headlines of transcripts do that give its day.
func namesTalk(t string) bool {
	for w := range strings.FieldsSeq(words(t)) {
		if slices.Contains(releaseWords["talk"], w) {
			return true
		}
	}
	return false
}

// hasDay says whether a line names a day with its year.
func hasDay(t string) bool {
	found := false
	scanDays(t, dayHint{}, func(foundDay) bool {
		found = true
		return false
	})
	return found
}

// likeCaption says whether a line of plain text reads as a picture's caption.
func likeCaption(t string, words int) bool {
	if words < 3 || words > 80 {
		return false
	}
	low := strings.ToLower(t)
	for _, p := range captionWords["caption"] {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	if strings.HasPrefix(low, "in this ") && strings.Contains(low, " photo") {
		return true
	}
	if likeCredit(creditOf(t)) {
		return true
	}
	tail := low[max(0, len(low)-60):]
	for _, p := range captionWords["agency"] {
		if strings.HasSuffix(strings.TrimRight(tail, " )]."), p) && (strings.Contains(tail, " / ") || strings.Contains(tail, "/") || strings.Contains(tail, "via ") || strings.Contains(tail, "photo") || strings.Contains(tail, "courtesy")) {
			return true
		}
	}
	return strings.HasSuffix(tail, "[file photo]") || strings.HasSuffix(tail, "(file photo)") || strings.HasSuffix(tail, "(file)") || strings.HasSuffix(tail, "[file]")
}
