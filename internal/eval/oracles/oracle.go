package main

import (
	"bytes"
	"io"
	"net/url"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/abadojack/whatlanggo"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"readout/internal/page"
)

// sheet is one page to be read.
type sheet struct {
	file  string // its name, which the scorers match by
	url   string // "" where unknown
	bytes []byte
}

// answer is what one reader makes of a page, in the form that the scorers take. A reader fills what it can.
type answer struct {
	File      string   `json:"file"`
	Title     string   `json:"title,omitempty"`
	Deck      string   `json:"deck,omitempty"`
	Byline    []string `json:"byline,omitempty"`
	Outlet    string   `json:"outlet,omitempty"`
	Language  string   `json:"language,omitempty"`
	Published *string  `json:"published,omitempty"`
	Text      string   `json:"text"`
}

// oracle is a reader to compare with. open makes one that reads pages one after another.
type oracle struct {
	name string
	open func() func(sheet) (answer, error)
}

// oracles in the order of the tables in docs/performance.md; Readout's own page reader stands first.
var oracles = []oracle{
	{"readout", func() func(sheet) (answer, error) {
		r := page.NewReader()
		return func(s sheet) (answer, error) { return readOurs(r, s) }
	}},
	{"readability", func() func(sheet) (answer, error) { return readReadability }},
	{"trafilatura", func() func(sheet) (answer, error) {
		return func(s sheet) (answer, error) { return readTrafilatura(s, false) }
	}},
	{"trafilatura-fallback", func() func(sheet) (answer, error) {
		return func(s sheet) (answer, error) { return readTrafilatura(s, true) }
	}},
	{"htmldate-fast", func() func(sheet) (answer, error) {
		return func(s sheet) (answer, error) { return readDate(s, true) }
	}},
	{"htmldate", func() func(sheet) (answer, error) {
		return func(s sheet) (answer, error) { return readDate(s, false) }
	}},
	{"whatlanggo", func() func(sheet) (answer, error) { return readLanguage }},
	{"tokenizer", func() func(sheet) (answer, error) { return readTokens }},
}

func readOurs(r *page.Reader, s sheet) (answer, error) {
	p, err := r.Read(page.Input{Bytes: s.bytes, URL: s.url})
	if err != nil {
		return answer{}, err
	}
	return answer{Title: p.Title, Deck: p.Deck, Byline: p.Byline, Outlet: p.Outlet, Language: p.Language, Published: p.Published, Text: p.Text}, nil
}

func readReadability(s sheet) (answer, error) {
	a, err := readability.FromReader(bytes.NewReader(s.bytes), address(s.url))
	if err != nil {
		return answer{}, err
	}
	var text strings.Builder
	if a.Node != nil {
		if err := a.RenderText(&text); err != nil {
			return answer{}, err
		}
	}
	out := answer{Title: a.Title(), Deck: a.Excerpt(), Outlet: a.SiteName(), Language: a.Language(), Text: text.String()}
	if a.Byline() != "" {
		out.Byline = []string{a.Byline()}
	}
	if t, err := a.PublishedTime(); err == nil {
		out.Published = day(t)
	}
	return out, nil
}

func readTrafilatura(s sheet, fallback bool) (answer, error) {
	r, err := trafilatura.Extract(bytes.NewReader(s.bytes), trafilatura.Options{
		OriginalURL: address(s.url), EnableFallback: fallback, ExcludeComments: true,
	})
	if err != nil {
		return answer{}, err
	}
	m := r.Metadata
	out := answer{Title: m.Title, Deck: m.Description, Outlet: m.Sitename, Language: m.Language, Published: day(m.Date), Text: r.ContentText}
	if m.Author != "" {
		out.Byline = strings.Split(m.Author, "; ")
	}
	return out, nil
}

func readDate(s sheet, fast bool) (answer, error) {
	r, err := htmldate.FromReader(bytes.NewReader(s.bytes), htmldate.Options{URL: s.url, UseOriginalDate: true, SkipExtensiveSearch: fast})
	if err != nil {
		return answer{}, err
	}
	return answer{Published: day(r.DateTime)}, nil
}

// readLanguage tells the language of the whole page's words: whatlanggo takes text, not HTML.
func readLanguage(s sheet) (answer, error) {
	return answer{Language: whatlanggo.DetectLang(words(s.bytes)).Iso6391()}, nil
}

// readTokens does what every reader on the same tokenizer must do at least: it is the floor of the times, and reads nothing.
func readTokens(s sheet) (answer, error) {
	z := html.NewTokenizer(bytes.NewReader(s.bytes))
	for z.Next() != html.ErrorToken {
	}
	if z.Err() != io.EOF {
		return answer{}, z.Err()
	}
	return answer{}, nil
}

// words is the text of a page outside scripts and styles, at most 4,000 bytes of it, as much as an article has.
func words(src []byte) string {
	const most = 4000
	var out []byte
	hidden := false
	z := html.NewTokenizer(bytes.NewReader(src))
	for len(out) < most {
		switch z.Next() {
		case html.ErrorToken:
			return string(out)
		case html.StartTagToken:
			name, _ := z.TagName()
			hidden = string(name) == "script" || string(name) == "style"
		case html.EndTagToken:
			hidden = false
		case html.TextToken:
			if !hidden {
				out = append(append(out, bytes.TrimSpace(z.Text())...), ' ')
			}
		}
	}
	return string(out)
}

func address(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || s == "" {
		return &url.URL{Scheme: "http", Host: "localhost"}
	}
	return u
}

func day(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.DateOnly)
	return &s
}
