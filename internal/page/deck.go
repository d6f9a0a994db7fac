package page

import (
	"strings"

	"readout/internal/know"
)

// findDeck gives the standfirst: the line under the title that says more of it, and the block it stands in (-1 if none).
// It is no deck if it is the article's first paragraph.
func (s *scorer) findDeck() (deck string, at int) {
	if s.title < 0 {
		return "", -1
	}
	if s.plain {
		return s.plainDeck()
	}
	var told [4]string
	told[0] = words(s.head.first("og:description"))
	told[1] = words(s.head.first("description"))
	told[2] = words(s.head.first("twitter:description"))
	if ld := s.head.article(); ld != nil {
		told[3] = words(ld.description)
	}
	first := s.title + 1
	for first < len(s.keep) && !s.keep[first] {
		first++
	}
	best := 0.0
	at = -1
	for i := s.title + 1; i < min(first+1, s.title+25, len(s.blocks)); i++ {
		b := &s.blocks[i]
		if b.words < 3 || b.words > 80 || b.linkShare() > 0.5 || b.kind == kindCaption || b.kind == kindButton || b.kind == kindItem {
			continue
		}
		text := s.str(b)
		if _, by := cutBy(text); by && b.words < 12 {
			continue
		}
		w := words(text)
		if w == s.titled {
			continue
		}
		h := s.nodes[b.node].all
		score := 0.0
		for _, t := range told {
			if t != "" && agree(w, t) > 0.8 {
				score = 1
			}
		}
		own := s.nodes[b.node].hints | s.nodes[max(0, s.nodes[b.node].parent)].hints
		if own&hintDeck != 0 && b.words >= 5 {
			score += 1.2
		}
		if b.kind == kindHeading && b.words >= 6 && (i <= s.title+3 || b.words >= 12 && b.ends) {
			score += 0.6
		}
		if score != 1 && score < 2 && (h&(hintFooter|hintRelated|hintComment|hintNewsletter|hintCaption|hintFigure|hintByline|hintShare|hintDate) != 0 || s.site[i]) {
			continue
		}
		if s.keep[i] { // the first paragraph, if nothing sets it apart
			if own&hintDeck == 0 && b.kind != kindHeading && !b.bold && !s.apart(i) {
				continue
			}
			score -= 0.3
		}
		if score > best && score >= 0.6 {
			best, at = score, i
		}
	}
	if at < 0 {
		return "", -1
	}
	return s.str(&s.blocks[at]), at
}

// apart says whether a block lies outside the element that holds the next kept one.
func (s *scorer) apart(i int) bool {
	for j := i + 1; j < len(s.keep); j++ {
		if s.keep[j] {
			a, b := s.blocks[i].node, s.blocks[j].node
			return a != b && s.nodes[a].parent != b && s.nodes[a].parent != s.nodes[b].parent
		}
	}
	return false
}

// plainDeck takes the line right under the headline, if byline or date come after it and before the text, or stand right over
// the headline.
func (s *scorer) plainDeck() (deck string, at int) {
	i := s.title + 1
	for i < len(s.blocks) && words(s.str(&s.blocks[i])) == s.titled {
		i++
	}
	if i >= len(s.blocks) {
		return "", -1
	}
	b := &s.blocks[i]
	if b.words < 6 || b.words > 50 || b.kind == kindCaption || s.headerLine(s.str(b), b.words) || s.site[i] {
		return "", -1
	}
	for j := max(0, s.title-2); j < min(len(s.blocks), i+maxHeader); j++ {
		switch x := &s.blocks[j]; {
		case j >= s.title && j <= i:
		case s.headerLine(s.str(x), x.words):
			return s.str(b), i
		case j > i && s.keep[j] && prose(x):
			return "", -1
		}
	}
	return "", -1
}

// leadWords is the length from which a deck in whole sentences is the article's first paragraph too, and stays in the text.
const leadWords = 20

// heading is what stands between title and body and is no link: who speaks, where and when.
func (s *scorer) heading(deckAt int) string {
	const most = 600 // bytes
	if s.title < 0 {
		return ""
	}
	var b strings.Builder
	for i := s.title + 1; i < len(s.blocks) && !s.keep[i]; i++ {
		x := &s.blocks[i]
		line := s.str(x)
		if i == deckAt || x.linkShare() > 0.3 || x.words < 2 || x.kind == kindButton || x.kind == kindCaption {
			continue
		}
		if b.Len()+len(line) > most {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

// isLead says whether a deck is the first paragraph as well: a long one, or one that stands among the others in bold.
func (s *scorer) isLead(deckAt int) bool {
	b := &s.blocks[deckAt]
	return b.ends && b.words >= leadWords || s.keep[deckAt] && b.kind == kindPara && !s.apart(deckAt) && s.nodes[b.node].hints&hintDeck == 0
}

// deckOnly takes a deck out of the text where the next paragraph opens with a dateline: that one is the first.
func (s *scorer) deckOnly(deckAt int, places *know.Places) {
	if deckAt < 0 || !s.keep[deckAt] {
		return
	}
	for i := deckAt + 1; i < len(s.blocks); i++ {
		if s.keep[i] {
			if dl, _ := dateline(s.str(&s.blocks[i]), "", places); dl != nil {
				s.keep[deckAt] = false
			}
			return
		}
	}
}
