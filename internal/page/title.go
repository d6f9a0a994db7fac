package page

import (
	"slices"
	"strings"
)

// findTitle gives the title without the outlet's name, and the block that shows it (-1 if none does). The page's metadata
// say what the title is about; the heading that agrees with them has the wording people saw.
func (l *layout) findTitle(outlet string) (title string, at int) {
	var told []string // what the metadata give, in words
	add := func(s string) {
		if w := words(s); w != "" && !slices.Contains(told, w) {
			told = append(told, w)
		}
	}
	ld := l.head.article()
	if ld != nil {
		add(ld.headline)
	}
	add(l.head.first("og:title"))
	add(l.head.first("twitter:title"))
	add(l.head.first("dc.title", "parsely-title", "sailthru.title", "title", "headline"))
	add(l.head.docTitle)
	outletWords := words(outlet)
	best, bestAt := 0.0, -1
	headings := 0
	for i := range l.blocks {
		b := &l.blocks[i]
		h := l.nodes[b.node].hints | l.nodes[max(0, l.nodes[b.node].parent)].hints
		if b.bold && b.kind != kindHeading && b.words >= 3 && h&hintTitle == 0 && len(told) > 0 {
			// Old pages set their headlines in bold only.
			if w := words(l.str(b)); strings.HasPrefix(told[len(told)-1], w) && 0.7 > best {
				best, bestAt = 0.7, i
			}
			continue
		}
		heading := b.kind == kindHeading && b.level <= 3
		if !heading && h&hintTitle == 0 || b.words == 0 || b.words > 60 || (h|l.nodes[b.node].all&hintNav)&(hintRelated|hintHidden|hintNav) != 0 && b.level != 1 {
			continue
		}
		if headings++; headings > 60 {
			break
		}
		w := words(l.str(b))
		if w == outletWords && len(told) > 1 {
			continue
		}
		s := 0.0
		for _, t := range told {
			s = max(s, agree(w, t))
		}
		if s < 0.5 {
			if b.level != 1 || len(told) > 0 && s < 0.3 || b.words < 3 {
				continue
			}
			s = 0.3
		}
		if b.level == 1 {
			s += 0.3
		} else if !heading {
			s -= 0.1
		}
		if l.proseFollows(i) {
			s += 0.15
		}
		if l.nodes[b.node].all&(hintNav|hintHidden|hintRelated|hintFooter) != 0 {
			s -= 0.2
		}
		if s > best {
			best, bestAt = s, i
		}
	}
	if bestAt >= 0 {
		t := l.str(&l.blocks[bestAt])
		// A heading set over two lines by a break.
		for j := bestAt + 1; j < len(l.blocks) && l.blocks[j].br && l.blocks[j].kind == kindHeading && l.blocks[j].node == l.blocks[bestAt].node; j++ {
			t += " " + l.str(&l.blocks[j])
		}
		return t, bestAt
	}
	if ld != nil && ld.headline != "" {
		return stripOutlet(squeeze(ld.headline), outlet), -1
	}
	for _, s := range []string{l.head.first("og:title"), l.head.docTitle, l.head.first("twitter:title")} {
		if s != "" {
			return stripOutlet(s, outlet), -1
		}
	}
	return "", -1
}

// proseFollows says whether a paragraph comes soon after a heading, with no other heading of its rank between.
func (l *layout) proseFollows(i int) bool {
	for j := i + 1; j < min(i+25, len(l.blocks)); j++ {
		if b := &l.blocks[j]; prose(b) {
			return true
		} else if b.kind == kindHeading && b.level <= l.blocks[i].level {
			return false
		}
	}
	return false
}

// agree says how well a heading's words and a told title's go together: 1 the same, 0 nothing in common.
func agree(heading, told string) float64 {
	switch {
	case heading == "" || told == "":
		return 0
	case heading == told:
		return 1
	case len(heading) >= 8 && strings.Contains(" "+told+" ", " "+heading+" "):
		return 0.55 + 0.4*float64(len(heading))/float64(len(told))
	case len(told) >= 8 && strings.Contains(" "+heading+" ", " "+told+" "):
		return 0.5 + 0.4*float64(len(told))/float64(len(heading))
	}
	var a, b [64]string
	na, nb := fieldsInto(a[:], heading), fieldsInto(b[:], told)
	both := 0
	for _, x := range a[:na] {
		if slices.Contains(b[:nb], x) {
			both++
		}
	}
	return 0.95 * 2 * float64(both) / float64(na+nb)
}

func fieldsInto(dst []string, s string) int {
	n := 0
	for f := range strings.FieldsSeq(s) {
		if n == len(dst) {
			break
		}
		dst[n] = f
		n++
	}
	return n
}

// titleBreaks part a title from the outlet's name in <title> and og:title.
var titleBreaks = []string{" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " « ", " / ", " // ", " : ", ": ", " ― "}

// stripOutlet takes the outlet's name, a section and the like off the end of a title, or the outlet's name off its start.
func stripOutlet(s, outlet string) string {
	out := words(outlet)
	for {
		cut := -1
		for _, br := range titleBreaks {
			i := strings.LastIndex(s, br)
			if i <= 0 {
				continue
			}
			tail := words(s[i+len(br):])
			known := out != "" && (tail == out || strings.HasPrefix(out, tail) && len(tail) > 3 || strings.HasPrefix(tail, out) && len(tail) < len(out)+12)
			short := len(strings.Fields(tail)) <= 3 && len(tail)*3 < i && (strings.ContainsAny(br, "|»«·•") || strings.HasPrefix(br, " ::"))
			if known || short && strings.Contains(br, "|") {
				cut = max(cut, i)
			}
			if j := strings.Index(s, br); out != "" && words(s[:j]) == out && j+len(br) < len(s) {
				return strings.TrimSpace(s[j+len(br):])
			}
		}
		if cut < 0 {
			return s
		}
		s = strings.TrimSpace(s[:cut])
	}
}

// findOutlet gives the outlet's name as the page states it, "" where it does not.
func (l *layout) findOutlet() string {
	if s := l.head.first("og:site_name"); s != "" {
		return s
	}
	if ld := l.head.article(); ld != nil && ld.publisher != "" {
		return squeeze(ld.publisher)
	}
	if s := l.head.first("application-name", "cre", "dc.publisher", "article:publisher_name"); s != "" && !strings.Contains(s, "/") {
		return s
	}
	return ""
}
