package page

import "bytes"

// scorer tells the blocks of an article's text from those of the site around it. It judges HTML and plain text by the same
// weights; plain text just has no hints.
type scorer struct {
	*layout
	scorerMemory
	title  int    // block that shows the title, -1 if none
	titled string // the title in words
	plain  bool   // plain text: no element tells what a line is
	trust  trust
	bodyAt int32 // the node that holds the article
}

// scorerMemory is what a scorer reuses from page to page.
type scorerMemory struct {
	good    []int // words of good paragraphs in each node
	score   []float64
	keep    []bool
	site    []bool  // blocks that hold words of the site
	best    []int32 // the child of each node with the most of them
	seen    map[string]seenBlock
	scratch []byte
}

// goodWords is the length from which a paragraph of prose counts when the article's place is sought.
const goodWords = 12

// find marks the blocks of the body in s.keep. If the names of the elements leave little of the page's prose, they are
// trusted less: first only those near the text, then none.
func (s *scorer) find() {
	n := len(s.blocks)
	s.score, s.keep, s.site = resize(s.score, n), resize(s.keep, n), resize(s.site, n)
	for i := range s.blocks {
		b := &s.blocks[i]
		s.site[i] = chrome.has(s.bytes(b), b.words, &s.scratch) || b.words <= 12 && likeCredit(s.str(b))
	}
	s.captionsByImage()
	total := s.liftWrappers()
	best, bestTrust := -1, trustAll
	for trust := trustAll; trust <= trustNone; trust++ {
		kept := s.attempt(trust)
		if kept > 2*best {
			best, bestTrust = kept, trust
		}
		if kept*3 >= total || kept >= enoughWords {
			break
		}
	}
	if s.trust != bestTrust {
		s.attempt(bestTrust)
	}
}

// trust is how far the names of elements are believed.
type trust int

const (
	trustAll  trust = iota
	trustNear       // of an element's own name and its parent's
	trustNone
)

// enoughWords is the length of a text with which the search for more ends.
const enoughWords = 100

// attempt marks the body as the names say that far, and counts its words.
func (s *scorer) attempt(t trust) int {
	s.trust = t
	s.countProse()
	s.bodyAt = s.place()
	for i := range s.blocks {
		s.score[i] = s.weigh(i)
	}
	first, last := s.run()
	if s.bodyAt == 0 {
		first, last = s.rejoin(first, last)
	}
	kept := 0
	for i := range s.blocks {
		if s.keep[i] = i >= first && i < last && s.score[i] > 0; s.keep[i] {
			kept += s.blocks[i].words
		}
	}
	s.dropHeader(first)
	s.headings(first, last)
	s.dropRepeats()
	return kept
}

// dropHeader takes bylines and dates off the start of the body.
func (s *scorer) dropHeader(first int) {
	for i := first; i < len(s.keep) && i < first+maxHeader; i++ {
		b := &s.blocks[i]
		if prose(b) && s.keep[i] {
			return
		}
		if s.keep[i] && b.words <= 14 && s.headerLine(s.str(b), b.words) {
			s.keep[i] = false
		}
	}
}

// repeatWords is the length from which a paragraph that stands twice is a pulled-out line or a caption the second time.
const repeatWords = 8

// dropRepeats keeps one of two equal paragraphs: the later one if the earlier one opens the text, as pulled-out lines do.
func (s *scorer) dropRepeats() {
	clear(s.seen)
	opening := true
	for i := range s.blocks {
		b := &s.blocks[i]
		if !s.keep[i] || b.words < repeatWords {
			continue
		}
		if j, ok := s.seen[string(s.bytes(b))]; ok {
			if s.keep[j.at] && j.opening {
				s.keep[j.at] = false
			} else {
				s.keep[i] = false
			}
			continue
		}
		if s.seen == nil {
			s.seen = make(map[string]seenBlock)
		}
		s.seen[s.str(b)] = seenBlock{i, opening}
		opening = false
	}
}

// seenBlock is a paragraph that may be repeated further down.
type seenBlock struct {
	at      int
	opening bool
}

// captionsByImage takes the few words that share a small element with a picture for its caption.
func (s *scorer) captionsByImage() {
	for _, im := range s.images {
		for n := im.node; n > 0; n = s.nodes[n].parent {
			x := &s.nodes[n]
			if x.last-x.first > 3 || x.tag != tagBlock && x.tag != tagSpan && x.tag != tagSection && x.tag != tagFigure {
				break
			}
			total, plain := 0, true
			for i := x.first; i < x.last; i++ {
				b := &s.blocks[i]
				total += b.words
				plain = plain && b.kind != kindHeading && b.kind != kindItem && b.linkShare() < 0.5
			}
			if total > 45 || !plain {
				break
			}
			if total > 0 {
				x.hints |= hintFigure
			}
		}
	}
}

// hints of the elements around a block, as far as they are trusted.
func (s *scorer) hints(b *block) hint {
	n := &s.nodes[b.node]
	switch s.trust {
	case trustAll:
		return n.all
	case trustNear:
		return n.own | s.nodes[max(0, n.parent)].own | n.all&(hintComment|hintFooter|hintFigure)
	}
	return n.own & (hintCaption | hintFigure | hintBody)
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// prose says whether a block reads like a paragraph of an article, by its own looks.
func prose(b *block) bool {
	return b.words >= goodWords && b.linkShare() < 0.4 && (b.ends || b.commas > 1) && b.kind != kindCaption && b.kind != kindHeading
}

// liftWrappers takes hints like "sidebar" away from elements that hold the article itself: class="has-sidebar".
// It gives the words of all prose.
func (s *scorer) liftWrappers() int {
	words := resize(s.good, len(s.nodes))
	s.good = words
	total := 0
	for i := range s.blocks {
		if b := &s.blocks[i]; prose(b) && !s.site[i] {
			total += b.words
			words[b.node] += b.words
		}
	}
	for n := len(s.nodes) - 1; n > 0; n-- {
		words[s.nodes[n].parent] += words[n]
	}
	for n := range s.nodes {
		x := &s.nodes[n]
		x.own = x.hints
		if n > 0 {
			holdsTitle := s.title >= 0 && int(x.first) <= s.title && s.title < int(x.last)
			share := float64(words[n]) / float64(max(1, total))
			const loose = hintTags | hintHidden | hintShare | hintTools | hintAd | hintGallery | hintNotice | hintNewsletter | hintDate | hintByline | hintTitle | hintCredit
			if x.hints&hintMain != 0 || share > 0.25 { // class="post category-news", a paywall round the second half
				x.own &^= loose
			}
			if holdsTitle && share > 0.33 || share > 0.6 && x.hints&hintComment == 0 {
				x.own &^= hintsAway | hintCaption | hintDeck | hintFigure
			}
			x.all = x.own | s.nodes[x.parent].all
		}
	}
	return total
}

// countProse counts for each node the prose that its names do not speak against.
func (s *scorer) countProse() {
	words := s.good
	clear(words)
	for i := range s.blocks {
		if b := &s.blocks[i]; prose(b) && !s.site[i] && s.hints(b)&(hintsAway|hintCaption|hintFigure) == 0 {
			words[b.node] += b.words
		}
	}
	for n := len(s.nodes) - 1; n > 0; n-- {
		words[s.nodes[n].parent] += words[n]
	}
}

// place walks from the page towards the prose: into the one element that holds nearly all of what its parent holds.
func (s *scorer) place() int32 {
	s.best = resize(s.best, len(s.nodes))
	best := s.best
	for n := len(s.nodes) - 1; n > 0; n-- {
		p := s.nodes[n].parent
		if best[p] == 0 || s.good[n] >= s.good[best[p]] {
			best[p] = int32(n)
		}
	}
	cur := int32(0)
	for {
		c := best[cur]
		if c == 0 || s.good[c] == 0 {
			return cur
		}
		share := float64(s.good[c]) / float64(max(1, s.good[cur]))
		need := 0.85
		if s.nodes[cur].hints&hintBody != 0 {
			need = 0.95
		}
		if share < need {
			// Nearly all, but in an element that says it is the body?
			if s.nodes[c].hints&hintBody == 0 || share < 0.6 {
				return cur
			}
		}
		if s.leavesOut(cur, c) {
			return cur
		}
		if tag := s.nodes[c].tag; tag == tagP || tag == tagLi || tag == tagQuote || tag == tagList {
			return cur
		}
		cur = c
	}
}

// leavesOut says whether going from an element into a child would leave prose out that stands between title and child:
// more than a deck.
func (s *scorer) leavesOut(cur, child int32) bool {
	if s.title < 0 || s.title >= int(s.nodes[child].first) {
		return false
	}
	words := 0
	for i := max(s.title+1, int(s.nodes[cur].first)); i < int(s.nodes[child].first); i++ {
		if b := &s.blocks[i]; prose(b) && s.hints(b)&(hintsAway|hintCaption|hintFigure|hintDeck|hintGallery) == 0 {
			words += b.words
		}
	}
	return words > 45
}

// weigh says how much a block looks like a part of the article's text: above 0 it does.
func (s *scorer) weigh(i int) float64 {
	b := &s.blocks[i]
	if !s.within(b.node, s.bodyAt) {
		return -9
	}
	h := s.hints(b)
	if s.bodyAt != 0 { // what the chosen element says of itself is settled
		h &^= s.nodes[s.bodyAt].all &^ (hintBody | hintMain)
	}
	w := 0.0
	switch b.kind {
	case kindPara, kindQuote:
		w = 1
	case kindItem:
		w = 0.5
	case kindPre:
		w = 1
	case kindHeading, kindCaption, kindButton:
		w = -1.5
	}
	n := float64(min(b.words, 40))
	w += n/20 - 0.5
	if b.ends && b.words >= 3 {
		w += 1
	}
	signed := b.kind == kindQuote && bytes.HasPrefix(s.bytes(b), []byte("—")) // of a quoted post
	if ls := b.linkShare(); ls > 0.3 && !signed {
		w -= 4 * ls
		if b.words < 15 {
			w -= 2 * ls
		}
	}
	if h&hintsAway != 0 {
		w -= 6
	}
	if h&hintGallery != 0 {
		w -= 4
	}
	if h&(hintCaption|hintCredit) != 0 || h&hintFigure != 0 && b.kind != kindPara {
		w -= 6
	}
	if h&(hintByline|hintDate|hintTitle|hintDeck) != 0 && (b.words < 40 || !b.ends) {
		w -= 4
	}
	if h&hintBody != 0 {
		w += 0.5
	}
	if s.site[i] {
		w -= 6
	}
	if s.plain && !b.ends && b.words < 30 { // a line of a list, a related headline
		w -= 1.2
	}
	if s.plain && b.words >= 3 && s.text[b.end-1] == ':' && i+1 < len(s.blocks) && prose(&s.blocks[i+1]) { // "The minister said:"
		w += 2.5
	}
	if s.plain && i <= s.title {
		w -= 9
	}
	if i == s.title || b.words < 60 && s.titled != "" && words(s.str(b)) == s.titled {
		w -= 9
	}
	return w
}

// run is the stretch of blocks with the highest sum. Blocks that are no text cost the more the more of them come in a row: a
// list of headlines between two stretches parts them, one line does not.
func (s *scorer) run() (first, last int) {
	if s.bodyAt != 0 {
		x := s.nodes[s.bodyAt]
		return int(x.first), int(x.last)
	}
	sum, best, from, gap := 0.0, 0.0, 0, 0
	for i, w := range s.score {
		if w > 0 {
			sum += min(3, w)
			gap = 0
		} else {
			gap++
			sum -= min(0.6*float64(gap), 5)
		}
		if sum <= 0 {
			sum, from = 0, i+1
		} else if sum > best {
			best, first, last = sum, from, i+1
		}
	}
	return first, last
}

// kin is the share of a stretch's words that the text has too from which on the two are one article.
const kin = 0.35

// rejoin adds the stretches next to the run that speak of the same things: an article goes on after a list of links, the
// teasers of other articles do not.
func (s *scorer) rejoin(first, last int) (int, int) {
	clear(s.keep)
	for i := first; i < last; i++ {
		s.keep[i] = s.score[i] > 0
	}
	stems := s.bodyStems()
	clear(s.keep)
	akin := func(from, to int) bool { // over the blocks that may be text
		n, in := 0, 0
		for i := from; i < to; i++ {
			if b := &s.blocks[i]; s.score[i] > 0 && prose(b) {
				eachStem(s.str(b), func(stem string) {
					n++
					if stems[stem] {
						in++
					}
				})
			}
		}
		return n >= 15 && float64(in) >= kin*float64(n)
	}
	for from := last; from < len(s.blocks) && from < last+maxAbove; {
		to := from
		for to < len(s.blocks) && s.score[to] > 0 {
			to++
		}
		if akin(from, to) {
			last = to
		}
		from = to + 1
	}
	for to := first; to > 0 && to > first-maxAbove; {
		from := to
		for from > 0 && s.score[from-1] > 0 {
			from--
		}
		if akin(from, to) {
			first = from
		}
		to = from - 1
	}
	return first, last
}

// headings keeps those that stand before kept text, pictures and their like between them apart.
func (s *scorer) headings(first, last int) {
	follows := false // kept text comes next
	for i := last - 1; i >= first; i-- {
		b := &s.blocks[i]
		h := s.hints(b)
		switch {
		case s.keep[i] && b.kind != kindHeading:
			follows = true
		case b.kind == kindCaption || h&(hintFigure|hintCaption|hintCredit|hintAd|hintShare|hintHidden|hintNewsletter) != 0 && b.kind != kindHeading:
		case b.kind == kindHeading:
			s.keep[i] = follows && i > s.title && s.score[i] > -4 && b.linkShare() < 0.5 && h&hintsAway == 0
			follows = false
		default:
			follows = false
		}
	}
}

// firstProse is the first kept block that reads like a paragraph.
func (s *scorer) firstProse() int {
	for i := range s.blocks {
		if s.keep[i] && prose(&s.blocks[i]) {
			return i
		}
	}
	return 0
}

// keptWords counts the words of the body.
func (s *scorer) keptWords() int {
	n := 0
	for i, k := range s.keep {
		if k {
			n += s.blocks[i].words
		}
	}
	return n
}

// lastKept is the last block of the body, -1 if there is none.
func (s *scorer) lastKept() int {
	for i := len(s.keep) - 1; i >= 0; i-- {
		if s.keep[i] {
			return i
		}
	}
	return -1
}

// text joins the kept blocks, paragraphs parted by a blank line.
func (s *scorer) body() string {
	var out bytes.Buffer
	for i := range s.blocks {
		if !s.keep[i] {
			continue
		}
		b := &s.blocks[i]
		if out.Len() > 0 {
			out.WriteString("\n\n")
		}
		out.Write(s.bytes(b))
	}
	return out.String()
}
