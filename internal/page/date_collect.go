package page

import "strings"

// maxDateLine is the longest block, in bytes, that dates are looked for in.
const maxDateLine = 2000

// collectDates gathers what the page shows of its day of publication. url is the page's address, its own word for it where it came without; titleAt is the block with the headline, -1 if none.
func (l *layout) collectDates(src []byte, url string, titleAt int) *dateEvidence {
	e := &dateEvidence{URL: url, Lang: l.head.lang, Meta: l.head.meta, Source: src}
	for i := range l.head.ld {
		n := &l.head.ld[i]
		for _, d := range [...]struct{ key, value string }{
			{"datePublished", n.published}, {"dateCreated", n.created}, {"uploadDate", n.uploaded}, {"dateModified", n.modified},
		} {
			if d.value != "" {
				e.LD = append(e.LD, ldDate{Type: n.types, Key: d.key, Value: d.value, Nested: n.nested})
			}
		}
	}
	for i := range l.marks {
		if m := &l.marks[i]; m.block < len(l.blocks) && (m.isTime || m.named.sense >= senseDate) && m.end >= m.start {
			b := &l.blocks[m.block]
			tag := "span"
			if m.isTime {
				tag = "time"
			}
			x := timeElem{place: l.datePlace(m.block, titleAt), Datetime: m.time, Tag: tag, Class: m.named.String()}
			if m.start >= b.start && m.end <= len(l.text) && m.start <= m.end {
				x.Text, x.Before = strings.TrimSpace(string(l.text[m.start:min(m.end, m.start+200)])), string(l.text[b.start:m.start])
			}
			e.Times = append(e.Times, x)
		}
	}
	for i := range l.nodes {
		n := &l.nodes[i]
		if n.named.sense < senseDate || n.last <= n.first || n.last-n.first > 4 {
			continue
		}
		from, to := l.blocks[n.first].start, l.blocks[n.last-1].end
		e.Times = append(e.Times, timeElem{place: l.datePlace(int(n.first), titleAt), Tag: "div", Class: n.named.String(),
			Text: strings.ReplaceAll(string(l.text[from:min(to, from+200)]), "\n", " ")})
	}
	for i := range l.blocks {
		b := &l.blocks[i]
		if b.end-b.start > maxDateLine || !hasDigit(l.text[b.start:b.end]) {
			continue
		}
		x := dateLine{place: l.datePlace(i, titleAt), Text: l.str(b), Class: l.namesAround(b)}
		if i > 0 && l.blocks[i-1].end-l.blocks[i-1].start < 40 {
			x.Label = l.str(&l.blocks[i-1])
		}
		e.Lines = append(e.Lines, x)
	}
	return e
}

// datePlace says where a block stands. What the elements that hold the headline too are called does not matter: an
// article's own header may be an ArticleHeaderComment.
func (l *layout) datePlace(block, titleAt int) place {
	b := &l.blocks[block]
	p := place{Block: block, NearTitle: noTitle, InBody: b.end-b.start > 250, InCaption: b.kind == kindCaption}
	if titleAt >= 0 {
		p.NearTitle = block - titleAt
	}
	for n := b.node; n > 0; n = l.nodes[n].parent {
		x := &l.nodes[n]
		p.InMain = p.InMain || x.hints&hintMain != 0 || x.tag == tagMain || x.tag == tagArticle
		if titleAt >= 0 && int(x.first) <= titleAt && titleAt < int(x.last) {
			continue
		}
		p.InChrome = p.InChrome || x.hints&(hintNav|hintFooter|hintAside|hintRelated) != 0 || embedded(x.named.class)
		p.InComment = p.InComment || x.hints&hintComment != 0
		p.InCaption = p.InCaption || x.hints&hintCaption != 0
	}
	return p
}

// embedded tells the elements of other sites' posts.
func embedded(class string) bool {
	return strings.Contains(class, "twitter-tweet") || strings.Contains(class, "instagram-media") || strings.Contains(class, "embed")
}

// namesAround are the names of the inline elements in a block and of the three elements next around it.
func (l *layout) namesAround(b *block) string {
	var out strings.Builder
	add := func(n *named) {
		if n.class == "" && n.id == "" && n.prop == "" {
			return
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(n.String())
	}
	for k := b.marks; k < len(l.marks) && l.marks[k].start < b.end; k++ {
		add(&l.marks[k].named)
	}
	for n, i := b.node, 0; n > 0 && i < 3; n, i = l.nodes[n].parent, i+1 {
		add(&l.nodes[n].named)
	}
	return out.String()
}

// hasDigit says whether there is a digit, of whatever script.
func hasDigit(s []byte) bool {
	for i, c := range s {
		if c >= '0' && c <= '9' {
			return true
		}
		if c >= 0xD9 && c <= 0xE0 && i+1 < len(s) { // the scripts of Arabic, Persian and India
			switch {
			case c == 0xD9 && s[i+1] >= 0xA0 && s[i+1] <= 0xA9, c == 0xDB && s[i+1] >= 0xB0 && s[i+1] <= 0xB9,
				c == 0xE0 && i+2 < len(s) && (s[i+1] == 0xA5 || s[i+1] == 0xA7) && s[i+2] >= 0xA6 && s[i+2] <= 0xAF:
				return true
			}
		}
	}
	return false
}
