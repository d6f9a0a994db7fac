package page

import (
	_ "embed"
	"fmt"
	"strings"
)

// hint is what an element's names say about the text in it.
type hint uint32

const (
	hintBody hint = 1 << iota
	hintMain
	hintNav
	hintFooter
	hintAside
	hintRelated
	hintShare
	hintComment
	hintAd
	hintNewsletter
	hintCaption
	hintCredit
	hintByline
	hintDate
	hintTitle
	hintDeck
	hintTags
	hintHidden
	hintUnread // seen by screen readers only
	hintBio
	hintGallery
	hintTools
	hintNotice
	hintFigure // by tag only
	hintTable  // by tag only
)

// hintsAway are the hints of elements that are no part of an article's text.
const hintsAway = hintNav | hintFooter | hintAside | hintRelated | hintShare | hintComment | hintAd | hintNewsletter |
	hintTags | hintHidden | hintUnread | hintBio | hintTools | hintNotice

var hintNames = map[string]hint{
	"body": hintBody, "main": hintMain, "nav": hintNav, "footer": hintFooter, "aside": hintAside, "related": hintRelated,
	"share": hintShare, "comment": hintComment, "ad": hintAd, "newsletter": hintNewsletter, "caption": hintCaption,
	"credit": hintCredit, "byline": hintByline, "date": hintDate, "title": hintTitle, "deck": hintDeck, "tags": hintTags,
	"hidden": hintHidden, "unread": hintUnread, "bio": hintBio, "gallery": hintGallery, "tools": hintTools, "notice": hintNotice,
}

//go:embed data/hints.txt
var hintsText string

// hintWord is what one word of hints.txt gives and takes.
type hintWord struct{ give, take hint }

var hintWords = mustHints(hintsText)

func mustHints(text string) map[string]hintWord {
	words := make(map[string]hintWord)
	for f := range dataLines(text) {
		h, ok := hintNames[f[0]]
		if !ok {
			panic(fmt.Sprintf("page: data/hints.txt: unknown hint %q", f[0]))
		}
		for _, w := range f[1:] {
			key := strings.TrimPrefix(w, "!")
			x := words[key]
			if key == w {
				x.give |= h
			} else {
				x.take |= h
			}
			words[key] = x
		}
	}
	return words
}

// nameInfo is what an attribute's names say. The zero nameInfo is of no name.
type nameInfo struct {
	names string
	hints hint
	sense dateSense
}

// maxNames bounds the memo of class names over a Reader's life; pages of one outlet share nearly all of theirs.
const maxNames = 1 << 15

// nameMemo remembers what a class or id attribute means: the same few hundred recur on every page of an outlet.
type nameMemo struct {
	seen map[string]nameInfo
	word []byte
}

func (m *nameMemo) of(attr []byte) nameInfo {
	if len(attr) == 0 || len(attr) > 1024 {
		return nameInfo{}
	}
	if x, ok := m.seen[string(attr)]; ok {
		return x
	}
	names := string(attr)
	x := nameInfo{names: names, hints: m.read(attr), sense: dateSenseOfClass(names)}
	if m.seen == nil || len(m.seen) >= maxNames {
		m.seen = make(map[string]nameInfo, 1024)
	}
	m.seen[names] = x
	return x
}

// read looks up each part of a name and each run of two or three neighbouring parts of one name.
func (m *nameMemo) read(attr []byte) hint {
	var give, take hint
	var starts [64]int // in word, of the parts of the current name
	n := 0
	m.word = m.word[:0]
	flush := func() { // a part has ended: try it, alone and with the one and two before
		if n == 0 || starts[n-1] == len(m.word) {
			return
		}
		for k := n - 1; k >= 0 && k >= n-3; k-- {
			x := hintWords[string(m.word[starts[k]:])]
			give |= x.give
			take |= x.take
		}
	}
	const (
		none = iota
		lower
		upper
	)
	last := none
	for i := 0; i < len(attr); i++ {
		c := attr[i]
		kind := none
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80:
			kind = lower
		case c >= 'A' && c <= 'Z':
			kind, c = upper, c+'a'-'A'
		}
		if kind == none || kind == upper && last == lower {
			flush()
			last = none
		}
		if kind == none {
			if c <= ' ' { // another name
				n, m.word = 0, m.word[:0]
			}
			continue
		}
		if last == none {
			if n == len(starts) {
				n = 0
			}
			starts[n] = len(m.word)
			n++
		}
		m.word = append(m.word, c)
		last = kind
	}
	flush()
	return give &^ take
}
