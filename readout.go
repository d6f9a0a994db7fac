// Package readout reads a page and says who said what, who did what to whom and where each government stands.
//
// This file is the whole order of reading: page, language, then one finder after another, each adding its records to the
// [doc.Document]. Reading is pure: the same bytes give the same document on any machine.
package readout

import (
	"readout/doc"
	"readout/internal/find/attribution"
	"readout/internal/find/engagement"
	"readout/internal/find/event"
	"readout/internal/find/mention"
	"readout/internal/find/position"
	"readout/internal/find/tenure"
	"readout/internal/find/warning"
	"readout/internal/lang"
	"readout/internal/lang/model"
	"readout/internal/page"
)

// Version is the program's version, stamped on every document.
const Version = "0.1.0"

// ErrNoText means that an input holds nothing that could be read.
var ErrNoText = page.ErrNoText

// Options choose what a Reader does.
type Options struct {
	OnlyPage  bool       // stop after the page: header fields and text, no language, no records
	OnlyText  bool       // stop after the language of the text: no records
	Analysis  Analysis   // how sentences are parsed
	Knowledge *Knowledge // nil: what is built in
}

// Analysis is a way to parse sentences.
type Analysis int

// The ways to parse: the best step at each word, or a look at the whole sentence, slower and right more often.
const (
	Fast Analysis = iota
	Fine
)

func (a Analysis) width() int {
	if a == Fine {
		return model.FineWidth
	}
	return model.FastWidth
}

// Input is one document as it came: a page's bytes, or a corpus line.
type Input struct {
	ID          string
	URL         string // "" where unknown
	Outlet      string // as the source of the document says; the page's own word counts more
	ContentType string // media type, with its charset where the server gave one; "" where unknown
	Bytes       []byte // the page; unused for a corpus line

	Corpus bool // the document is a corpus line: Text comes back unchanged, Title and Date are as given
	Text   string
	Title  string
	Date   string // YYYY-MM-DD or ""
}

// Finder adds the records of one kind to a document. Finders know nothing of each other; those that come later read what
// the earlier ones found.
type Finder interface {
	Find(d *doc.Document, t *lang.Text)
}

// Reader reads documents one after another. It reuses its memory, so one goroutine uses it at a time.
type Reader struct {
	opts    Options
	coder   string
	page    *page.Reader
	lang    lang.Annotator
	text    lang.Text // scratch of one document
	skip    []int     // the tokens behind its dateline and labels
	parsed  bool      // text is that of the document read last
	finders []Finder
}

// New makes a Reader.
func New(o Options) (*Reader, error) {
	if o.Knowledge == nil {
		var err error
		if o.Knowledge, err = Learn(); err != nil {
			return nil, err
		}
	}
	r := &Reader{opts: o, coder: o.Knowledge.Coder(), page: page.NewReader()}
	if !o.OnlyPage {
		var err error
		if r.lang, err = lang.NewEnglish(o.Analysis.width()); err != nil {
			return nil, err
		}
	}
	if !o.OnlyPage && !o.OnlyText {
		r.finders = []Finder{
			mention.With(o.Knowledge.actors), // who is meant; the others build on it
			tenure.New(o.Knowledge.actors),   // which office a person holds on the day
			attribution.New(),
			event.New(),
			position.New(),
			engagement.New(),
			warning.New(),
		}
	}
	return r, nil
}

// Read reads one document. An error means that nothing could be read; what was left open inside a document stands in its
// Notices.
func (r *Reader) Read(in Input) (*doc.Document, error) {
	r.parsed = false
	p, err := r.readPage(in)
	if err != nil {
		return nil, err
	}
	d := document(in, p)
	d.Coder = r.coder
	switch {
	case r.opts.OnlyPage:
	case d.Language != "en" && d.Language != "":
		d.Notices = append(d.Notices, "the text is not English (it is "+d.Language+"): the page was read, records were not sought")
	default:
		r.findRecords(d)
	}
	return d, nil
}

// Text is the language of the document read last: its sentences and trees, and the mentions in them. It is nil where none was read,
// and the next document overwrites it.
func (r *Reader) Text() *lang.Text {
	if !r.parsed {
		return nil
	}
	return &r.text
}

// readPage takes the site away from a page; a corpus line has none.
func (r *Reader) readPage(in Input) (*page.Page, error) {
	if in.Corpus {
		return r.page.ReadText(in.Title, in.Text, in.Date), nil
	}
	return r.page.Read(page.Input{Bytes: in.Bytes, URL: in.URL, ContentType: in.ContentType})
}

// findRecords reads the language of the text and lets the finders work in their order.
func (r *Reader) findRecords(d *doc.Document) {
	r.lang.Annotate(d.Text, &r.text)
	r.skip = r.skip[:0]
	if d.Dateline != nil {
		r.skip = append(r.skip, r.text.BehindDateline(d.Dateline.Place))
	}
	for i := range d.Turns {
		label := d.Turns[i].Span.Start
		r.skip = append(r.skip, r.text.BehindLabel(label, label+len(d.Turns[i].Speaker)))
	}
	r.lang.Skip(&r.text, r.skip)
	r.parsed = true
	for i := range r.text.Sentences {
		d.Sentences = append(d.Sentences, r.text.Sentences[i].Span)
	}
	for _, f := range r.finders {
		f.Find(d, &r.text)
	}
}

// document starts the document with what the page gave.
func document(in Input, p *page.Page) *doc.Document {
	d := &doc.Document{
		Schema: doc.Schema, ID: in.ID,
		Kind: p.Kind, Title: p.Title, Deck: p.Deck, Byline: p.Byline, Outlet: p.Outlet, Language: p.Language,
		Published: p.Published, Dateline: p.Dateline, Images: p.Images, Text: p.Text, Heading: p.Heading, Turns: p.Turns, Notices: p.Notices, Damage: p.Damage,
	}
	if d.Outlet == "" {
		d.Outlet = in.Outlet
	}
	if url := p.URL; url != "" {
		d.URL = &url
	} else if in.URL != "" {
		d.URL = &in.URL
	}
	return d
}
