package page

import (
	"errors"
	"fmt"

	"readout/internal/know"
)

// ErrNoText means that a page holds no text that could be read.
var ErrNoText = errors.New("no readable text in it: not one sentence (if a browser shows some, save the page from the browser)")

// errTooDeep is ErrNoText of a page that hides what it holds.
var errTooDeep = fmt.Errorf("its elements are nested deeper than %d: %w", maxDepth, ErrNoText)

// The kinds of pages.
const (
	Article    = "article"
	Transcript = "transcript"
	Release    = "release"
)

// fewWords is the length under which a text found is doubted.
const fewWords = 40

// Reader reads pages one after another and reuses its memory: one goroutine uses it at a time.
type Reader struct {
	layout layout
	names  nameMemo
	build  builder
	score  scorer
	places *know.Places
}

// NewReader makes a Reader.
func NewReader() *Reader { return &Reader{places: know.LoadPlaces()} }

// Read reads one page: blocks first, then the title among them, the body round it, and the fields between the two.
func (r *Reader) Read(in Input) (*Page, error) {
	src := decode(in.Bytes, in.ContentType)
	l, s := &r.layout, &r.score
	l.reset()
	*s = scorer{layout: l, title: -1, scorerMemory: s.scorerMemory}
	p := &Page{URL: in.URL}
	if s.plain = !looksHTML(src, in.ContentType); s.plain {
		l.readPlain(src)
		s.find()
		if s.title = s.plainTitle(s.firstProse()); s.title >= 0 {
			p.Title = l.str(&l.blocks[s.title])
		}
	} else {
		r.build.layout, r.build.memo = l, &r.names
		r.build.readHTML(src)
		p.Outlet = l.findOutlet()
		p.Title, s.title = l.findTitle(p.Outlet)
		if p.URL == "" {
			p.URL = l.head.address()
		}
	}
	s.titled = words(p.Title)
	s.find()

	var deckAt int
	if p.Deck, deckAt = s.findDeck(); deckAt >= 0 {
		s.keep[deckAt] = s.isLead(deckAt)
	}
	s.deckOnly(deckAt, r.places)
	p.Published, p.DateWhy = publishedDay(l.collectDates(src, p.URL, s.title))
	p.Byline = s.findByline(p.Outlet, r.places)
	p.Images = s.findImages()
	release := s.isRelease(p.Title, p.URL)
	p.Heading = s.heading(deckAt)
	p.Text = s.body()
	if s.keptWords() < fewWords { // the page is built by scripts
		if text := l.head.bodyText(); len(text) > len(p.Text) {
			p.Text = text
			clear(s.keep) // the text is no block's
		}
	}
	if p.Text == "" && p.Title == "" {
		if l.tooDeep {
			return nil, errTooDeep
		}
		return nil, ErrNoText
	}
	if p.Turns = findTurns(p.Text); len(p.Turns) > 0 && s.keepTurns() {
		p.Text = s.body()
		p.Turns = findTurns(p.Text)
	}
	r.readText(p, release)
	l.report(p)
	return p, nil
}

// ReadText finds what can be found in a text that is clean already, a corpus line's: it comes back unchanged. published is
// YYYY-MM-DD or "".
func (r *Reader) ReadText(title, text, published string) *Page {
	p := &Page{Title: title, Text: text, DateWhy: "given"}
	if published != "" {
		p.Published = &published
	}
	r.layout.reset()
	r.layout.readPlain([]byte(text[:min(len(text), 2000)]))
	r.score = scorer{layout: &r.layout, title: -1, plain: true, scorerMemory: r.score.scorerMemory}
	r.score.find()
	p.Turns = findTurns(text)
	r.readText(p, r.score.isRelease(title, ""))
	return p
}

// readText finds what the clean text itself says besides its turns: kind, dateline, language.
func (r *Reader) readText(p *Page, release bool) {
	p.Language = language(p.Text)
	switch {
	case len(p.Turns) > 0:
		p.Kind = Transcript
		return // a speaker's label is no dateline
	case release:
		p.Kind = Release
	default:
		p.Kind = Article
	}
	published := ""
	if p.Published != nil {
		published = *p.Published
	}
	p.Dateline, _ = dateline(p.Text, published, r.places)
}

// report says what of a page was left open, and what could not be read.
func (l *layout) report(p *Page) {
	if p.Published == nil {
		p.Notices = append(p.Notices, "published: "+p.DateWhy)
	}
	if p.Text == "" {
		p.Damage = append(p.Damage, "no text of an article found in it (if a browser shows one, save the page from the browser)")
	}
	if l.cut {
		p.Damage = append(p.Damage, "ends in the middle of a tag: text may be missing (save the page again)")
	}
	if l.tooDeep {
		p.Damage = append(p.Damage, fmt.Sprintf("elements are nested deeper than %d, those below were read as one (save the page again from a browser)", maxDepth))
	}
}
