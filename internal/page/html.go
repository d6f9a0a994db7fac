package page

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Bounds of a hostile page. Deeper elements count as part of the deepest kept one.
const (
	maxDepth  = 512
	maxBlocks = 200_000
	maxNodes  = 400_000
)

// open is an element that has not been closed.
type open struct {
	name   string // tag names are interned by the table of tags
	node   int32  // the node it made, or -1
	mark   int32  // the mark it made, or -1
	tag    tag
	level  int8
	unread bool
}

// builder makes a layout from HTML in one pass over the tokens.
type builder struct {
	*layout
	memo  *nameMemo
	stack []open
	cur   int32 // node that text falls into

	blockStart   int // in text, of the block being built; -1 if none
	linked       int
	linkDepth    int
	linkStart    int
	boldDepth    int
	boldBytes    int
	boldStart    int
	br, brBefore bool
	pendingGap   bool // a blank is due before the next word
	pre          int
	unread       int // depth of inline elements for screen readers
	attrs        attrs
	firstMark    int
	tagNameBuf   []byte
}

// attrs are the attributes that matter of one tag.
type attrs struct {
	class, id, role, itemprop, rel, href, datetime, name, property, content, typ, style, lang []byte
	httpEquiv, title, dataTime                                                                []byte
	pubdate                                                                                   bool
	hidden                                                                                    bool
}

// readHTML fills the layout from UTF-8 HTML.
func (b *builder) readHTML(src []byte) {
	b.stack = b.stack[:0]
	b.nodes = append(b.nodes, node{parent: -1})
	b.cur, b.blockStart, b.linkDepth, b.boldDepth, b.pre, b.unread = 0, -1, 0, 0, 0, 0
	b.br, b.pendingGap, b.linked, b.boldBytes = false, false, 0, 0
	b.cut = bytes.LastIndexByte(src, '<') > bytes.LastIndexByte(src, '>') && unfinishedTag(src)
	z := html.NewTokenizer(bytes.NewReader(src))
	z.SetMaxBuf(0)
	for len(b.blocks) < maxBlocks && len(b.nodes) < maxNodes {
		switch z.Next() {
		case html.ErrorToken:
			b.finish()
			return
		case html.TextToken:
			b.addText(z.Text())
		case html.StartTagToken:
			b.startTag(z, false)
		case html.SelfClosingTagToken:
			b.startTag(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.endTag(name)
		}
	}
	b.finish()
}

// finish closes what is open at the end of the page.
func (b *builder) finish() {
	b.breakBlock()
	b.popTo(0)
	b.nodes[0].last = int32(len(b.blocks))
}

// unfinishedTag says whether the bytes end inside a tag, and not with a stray "<" in the text.
func unfinishedTag(src []byte) bool {
	tail := src[bytes.LastIndexByte(src, '<')+1:]
	return len(tail) == 0 || tail[0] == '/' || tail[0] == '!' || tail[0] >= 'a' && tail[0] <= 'z' || tail[0] >= 'A' && tail[0] <= 'Z'
}

// startTag reads a start tag; elements that hold no text of the page are read whole.
func (b *builder) startTag(z *html.Tokenizer, selfClosing bool) {
	raw, more := z.TagName()
	t, known := tags[string(raw)]
	if !known || t == tagInline {
		return
	}
	b.tagNameBuf = append(b.tagNameBuf[:0], raw...)
	b.attrs = attrs{}
	if more && t != tagBR && t != tagHR && t != tagSkip {
		b.readAttrs(z)
	}
	a := &b.attrs
	if b.single(z, t, a, selfClosing) {
		return
	}
	if selfClosing && t != tagP && t != tagBlock {
		return
	}
	hints, names := b.readNames(a, t)
	switch t {
	case tagA, tagBold, tagSpan, tagTime:
		b.openInline(t, a, hints, names)
		return
	}
	b.breakBlock()
	b.closeImplied(t)
	if len(b.stack) >= maxDepth {
		b.tooDeep = true
		return
	}
	level := int8(0)
	if t == tagH {
		level = int8(b.tagNameBuf[1] - '0')
	}
	switch t {
	case tagPre:
		b.pre++
	case tagLi, tagP, tagH, tagCell: // no hints, no node of its own: the text belongs to the list or section
		if hints == 0 && t != tagCell && names.sense == senseNone {
			b.stack = append(b.stack, open{name: tagName(b.tagNameBuf), node: -1, mark: -1, tag: t, level: level})
			return
		}
	}
	b.openNode(t, hints, names)
	b.stack = append(b.stack, open{name: tagName(b.tagNameBuf), node: b.cur, mark: -1, tag: t, level: level})
}

// openNode adds an element to the tree; what follows lies in it.
func (b *builder) openNode(t tag, h hint, names named) {
	outer := &b.nodes[b.cur]
	b.nodes = append(b.nodes, node{parent: b.cur, depth: outer.depth + 1, tag: t, named: names, hints: h, all: outer.all | h, first: int32(len(b.blocks))})
	b.cur = int32(len(b.nodes) - 1)
}

// single reads the elements that are no part of the tree of text: those of the head, breaks, pictures, and what is skipped.
func (b *builder) single(z *html.Tokenizer, t tag, a *attrs, selfClosing bool) bool {
	switch t {
	case tagSkip:
		if !selfClosing {
			b.skip(z, tagName(b.tagNameBuf))
		}
	case tagScript:
		if z.Next() == html.TextToken && isLD(a.typ) {
			b.head.addLD(z.Text())
		}
	case tagTitle:
		if z.Next() == html.TextToken && b.head.docTitle == "" {
			b.head.docTitle = squeeze(string(z.Text()))
		}
	case tagMeta:
		b.head.addMeta(a)
	case tagLink:
		b.head.addLink(a)
	case tagHTML:
		if b.head.lang == "" {
			b.head.lang = string(a.lang)
		}
	case tagBR:
		b.lineBreak()
	case tagHR:
		b.breakBlock()
	case tagImg:
		b.images = append(b.images, picture{node: b.cur})
	default:
		return false
	}
	return true
}

func (b *builder) readAttrs(z *html.Tokenizer) {
	a := &b.attrs
	for more := true; more; {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "class":
			a.class = v
		case "id":
			a.id = v
		case "role":
			a.role = v
		case "itemprop":
			a.itemprop = v
		case "rel":
			a.rel = v
		case "href":
			a.href = v
		case "datetime":
			a.datetime = v
		case "name":
			a.name = v
		case "property":
			a.property = v
		case "content":
			a.content = v
		case "type":
			a.typ = v
		case "style":
			a.style = v
		case "lang":
			a.lang = v
		case "http-equiv":
			a.httpEquiv = v
		case "data-component", "data-testid", "data-qa":
			if len(a.id) == 0 {
				a.id = v
			}
		case "hidden":
			a.hidden = true
		case "title":
			a.title = v
		case "data-datetime", "data-time", "data-timestamp":
			a.dataTime = v
		case "pubdate":
			a.pubdate = true
		}
	}
}

// readNames reads tag, class, id, role and itemprop.
func (b *builder) readNames(a *attrs, t tag) (hint, named) {
	class, id, prop := b.memo.of(a.class), b.memo.of(a.id), b.memo.of(a.itemprop)
	h := class.hints | id.hints | prop.hints | b.memo.of(a.role).hints
	n := named{class: class.names, id: id.names, prop: prop.names, sense: class.sense}
	if id.names != "" || prop.names != "" {
		n.sense = max(class.sense, id.sense, prop.sense)
		if n.sense != sensePublished && n.sense != senseNone {
			n.sense = dateSenseOfClass(n.String())
		}
	}
	switch t {
	case tagNav:
		h |= hintNav
	case tagFooter:
		h |= hintFooter
	case tagAside:
		h |= hintAside
	case tagFigure:
		h |= hintFigure
	case tagCaption:
		h |= hintCaption
	case tagTable:
		h |= hintTable
	case tagMain, tagArticle:
		h |= hintMain
	}
	if a.hidden || len(a.style) > 0 && hiddenStyle(a.style) {
		h |= hintHidden
	}
	if len(a.style) > 0 && bytes.Contains(a.style, []byte("clip:rect(0")) { // the usual way to hide from the eye alone
		h |= hintUnread
	}
	return h, n
}

func hiddenStyle(style []byte) bool {
	i := bytes.Index(style, []byte("display"))
	if i < 0 {
		return false
	}
	rest := bytes.TrimLeft(style[i+len("display"):], " \t:")
	return bytes.HasPrefix(rest, []byte("none"))
}

// closeImplied ends the elements that HTML lets authors leave open.
func (b *builder) closeImplied(t tag) {
	if len(b.stack) == 0 {
		return
	}
	if top := b.stack[len(b.stack)-1].tag; top == tagP || top == tagH && t == tagH {
		b.pop()
	}
	var until tag
	switch t {
	case tagLi:
		until = tagList
	case tagCell:
		until = tagTable
	default:
		return
	}
	for i := len(b.stack) - 1; i >= 0; i-- {
		switch b.stack[i].tag {
		case t:
			b.popTo(i)
			return
		case until, tagBlock, tagArticle, tagSection, tagTable:
			return
		}
	}
}

func (b *builder) endTag(name []byte) {
	t, known := tags[string(name)]
	if !known || t == tagInline {
		return
	}
	switch t {
	case tagBR:
		b.lineBreak()
		return
	case tagA, tagBold, tagSpan, tagTime:
		for i := len(b.stack) - 1; i >= 0 && b.stack[i].node < 0 && isInline(b.stack[i].tag); i-- {
			if b.stack[i].name == string(name) {
				b.popTo(i)
				return
			}
		}
		// Badly nested: <a><p></a></p>. The link ends, wherever it was opened.
		if t == tagA && b.linkDepth > 0 {
			for i := len(b.stack) - 1; i >= 0; i-- {
				if b.stack[i].tag == tagA {
					b.closeInline(b.stack[i])
					b.stack[i].tag = tagInline
					return
				}
			}
		}
		return
	}
	for i := len(b.stack) - 1; i >= 0; i-- {
		if b.stack[i].name == string(name) {
			b.breakBlock()
			b.popTo(i)
			return
		}
		// A stray end tag must not close the article around it.
		if s := b.stack[i].tag; s == tagArticle || s == tagMain || s == tagCell && t != tagTable || (s == tagBlock || s == tagSection) && t == tagP {
			break
		}
	}
	if t == tagP || t == tagBlock {
		b.breakBlock()
	}
}

func isInline(t tag) bool {
	return t == tagA || t == tagBold || t == tagSpan || t == tagTime || t == tagInline
}

func (b *builder) popTo(i int) {
	for len(b.stack) > i {
		b.pop()
	}
}

func (b *builder) pop() {
	o := b.stack[len(b.stack)-1]
	if isInline(o.tag) {
		b.closeInline(o)
	} else {
		b.breakBlock()
		if o.tag == tagPre && b.pre > 0 {
			b.pre--
		}
	}
	b.stack = b.stack[:len(b.stack)-1]
	if o.node >= 0 {
		b.nodes[o.node].last = int32(len(b.blocks))
		b.cur = b.nodes[o.node].parent
	}
}

// openInline notes links, bold runs and inline elements with a telling name. In a caption a credit is a block of its own.
func (b *builder) openInline(t tag, a *attrs, h hint, names named) {
	if len(b.stack) >= maxDepth {
		b.tooDeep = true
		return
	}
	o := open{name: tagName(b.tagNameBuf), node: -1, mark: -1, tag: t}
	switch t {
	case tagA:
		if b.linkDepth++; b.linkDepth == 1 {
			b.linkStart = b.next()
		}
	case tagBold:
		if b.boldDepth++; b.boldDepth == 1 {
			b.boldStart = b.next()
		}
	}
	if t == tagSpan && h&hintUnread != 0 && b.blockStart >= 0 {
		o.unread = true
		b.unread++
		b.stack = append(b.stack, o)
		return
	}
	author := t == tagA && (bytes.Contains(a.rel, []byte("author")) || authorLink(a.href))
	if b.nodes[b.cur].all&(hintFigure|hintCaption) != 0 && h&(hintCredit|hintCaption|hintHidden) != 0 ||
		t == tagSpan && h&hintsAway&^hintTags != 0 && b.blockStart < 0 {
		b.breakBlock()
		b.openNode(t, h, names)
		o.node = b.cur
	} else if t == tagTime || author || h&(hintByline|hintCredit) != 0 || names.sense >= senseDate {
		b.marks = append(b.marks, mark{hints: h, named: names, isTime: t == tagTime, author: author, time: string(a.datetime)})
		m := &b.marks[len(b.marks)-1]
		for _, v := range [...][]byte{a.content, a.title, a.dataTime} {
			if m.time == "" && names.sense >= senseDate {
				m.time = string(v)
			}
		}
		if a.pubdate {
			m.named.prop += " pubdate"
		}
		m.start = b.next()
		m.block = len(b.blocks)
		o.mark = int32(len(b.marks) - 1)
	}
	b.stack = append(b.stack, o)
}

// next is where in the text the next word will stand.
func (b *builder) next() int {
	if b.pendingGap {
		return len(b.text) + 1
	}
	return len(b.text)
}

func (b *builder) closeInline(o open) {
	switch o.tag {
	case tagA:
		if b.linkDepth--; b.linkDepth == 0 {
			b.linked += max(0, len(b.text)-max(b.linkStart, b.blockStart))
			if b.blockStart < 0 {
				b.linked = 0
			}
		}
	case tagBold:
		if b.boldDepth--; b.boldDepth == 0 && b.blockStart >= 0 {
			b.boldBytes += max(0, len(b.text)-max(b.boldStart, b.blockStart))
		}
	}
	if o.unread {
		b.unread--
	}
	if o.node >= 0 {
		b.breakBlock()
	}
	if o.mark >= 0 {
		m := &b.marks[o.mark]
		m.end = max(m.start, len(b.text))
	}
}

func authorLink(href []byte) bool {
	for _, s := range authorPaths {
		if bytes.Contains(href, []byte(s)) {
			return true
		}
	}
	return false
}

// lineBreak is a <br>: one parts lines, two part paragraphs.
func (b *builder) lineBreak() {
	if b.blockStart < 0 {
		return
	}
	b.breakBlock()
	b.br = true
}

// breakBlock ends the block being built.
func (b *builder) breakBlock() {
	b.br = false
	b.pendingGap = false
	start := b.blockStart
	if start < 0 {
		return
	}
	b.blockStart = -1
	end := len(b.text)
	if b.linkDepth > 0 {
		b.linked += max(0, end-max(b.linkStart, start))
	}
	if b.boldDepth > 0 {
		b.boldBytes += max(0, end-max(b.boldStart, start))
	}
	x := block{start: start, end: end, node: b.cur, linked: min(b.linked, end-start), marks: b.firstMark, bold: b.boldBytes*10 >= (end-start)*9}
	b.linked, b.boldBytes = 0, 0
	x.br = b.brBefore
	b.brBefore = false
	for i := len(b.stack) - 1; i >= 0; i-- {
		switch o := b.stack[i]; o.tag {
		case tagA, tagBold, tagSpan, tagTime, tagInline:
			continue
		case tagP:
			x.kind = kindPara
		case tagH:
			x.kind, x.level = kindHeading, o.level
		case tagLi:
			x.kind = kindItem
		case tagQuote:
			x.kind = kindQuote
		case tagCaption:
			x.kind = kindCaption
		case tagPre:
			x.kind = kindPre
		case tagButton:
			x.kind = kindButton
		}
		break
	}
	if x.br && b.joinLine(x) || b.joinInitial(x) {
		return
	}
	x.measure(b.text)
	b.text = append(b.text, '\n')
	b.blocks = append(b.blocks, x)
	b.firstMark = len(b.marks)
}

// maxJoined is the longest paragraph, in bytes, that a line is added to: it is measured anew each time.
const maxJoined = 8000

// joinLine adds a line to the one before it where the break between them is a typewriter's: no sentence ends before it and
// none begins after it.
func (b *builder) joinLine(x block) bool {
	p := &b.blocks[len(b.blocks)-1]
	if p.node != x.node || p.kind != x.kind || p.ends || p.end+1 != x.start || p.words < 4 || x.kind == kindPre || p.end-p.start > maxJoined {
		return false
	}
	if !b.startsLow(x) {
		return false
	}
	b.text[p.end] = ' '
	b.join(p, x)
	return true
}

// joinInitial adds a paragraph to its first letter, where that is set apart as an initial.
func (b *builder) joinInitial(x block) bool {
	if len(b.blocks) == 0 {
		return false
	}
	p := &b.blocks[len(b.blocks)-1]
	if p.node != x.node || p.upper != 1 || p.letter != 1 || p.end+1 != x.start || p.end-p.start > utf8.UTFMax || !b.startsLow(x) {
		return false
	}
	copy(b.text[p.end:], b.text[x.start:x.end])
	b.text = b.text[:x.end-1]
	x.end--
	for i := x.marks; i < len(b.marks); i++ {
		b.marks[i].start--
		b.marks[i].end--
	}
	p.kind = x.kind
	b.join(p, x)
	return true
}

func (b *builder) startsLow(x block) bool {
	r, _ := utf8.DecodeRune(b.text[x.start:])
	return unicode.IsLower(r)
}

// join makes the text up to x's end part of p.
func (b *builder) join(p *block, x block) {
	p.end, p.linked, p.bold = x.end, p.linked+x.linked, p.bold && x.bold
	p.measure(b.text)
	for i := x.marks; i < len(b.marks); i++ {
		b.marks[i].block = len(b.blocks) - 1
	}
	b.text = append(b.text, '\n')
	b.firstMark = len(b.marks)
}

// addText adds words to the block being built; runs of white space become one blank.
func (b *builder) addText(s []byte) {
	if b.unread > 0 {
		return
	}
	i := 0
	for i < len(s) {
		c := s[i]
		if c <= ' ' {
			if b.pre > 0 && c == '\n' {
				b.lineBreak()
			} else {
				b.pendingGap = b.blockStart >= 0
			}
			i++
			continue
		}
		if c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0 { // no-break space
			b.pendingGap = b.blockStart >= 0
			i += 2
			continue
		}
		if c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0x8B || s[i+2] >= 0x80 && s[i+2] <= 0x8A || s[i+2] == 0xAF) {
			if s[i+2] != 0x8B { // the blanks of U+2000 to U+200A, U+202F; a zero-width space is nothing
				b.pendingGap = b.blockStart >= 0
			}
			i += 3
			continue
		}
		if c == 0xE3 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80 { // the blank of Chinese and Japanese
			b.pendingGap = b.blockStart >= 0
			i += 3
			continue
		}
		if c == 0xC2 && i+1 < len(s) && s[i+1] == 0xAD || c < ' ' || c == 0x7F { // soft hyphen, control
			i += 1 + int(c>>7)
			continue
		}
		j := i + 1
		for j < len(s) && s[j] > ' ' && s[j] != 0xC2 && s[j] != 0xE2 && s[j] != 0xE3 && s[j] != 0x7F {
			j++
		}
		if b.blockStart < 0 {
			b.blockStart = len(b.text)
			b.brBefore = b.br
			if b.linkDepth > 0 {
				b.linkStart = b.blockStart
			}
			if b.boldDepth > 0 {
				b.boldStart = b.blockStart
			}
		} else if b.pendingGap {
			b.text = append(b.text, ' ')
		}
		b.pendingGap = false
		b.text = append(b.text, s[i:j]...)
		i = j
	}
}

// skip passes over an element that holds no text of the page.
func (b *builder) skip(z *html.Tokenizer, name string) {
	if rawText[name] {
		if z.Next() == html.TextToken {
			z.Next()
		}
		return
	}
	for depth := 1; depth > 0; {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken:
			if n, _ := z.TagName(); string(n) == name {
				depth++
			}
		case html.EndTagToken:
			if n, _ := z.TagName(); string(n) == name {
				depth--
			}
		}
	}
}
