// Package feed reads what names new pages: RSS, Atom and JSON feeds, and sitemaps. It is one pass over the tokens of the
// XML and keeps no tree, since feeds come from outside and may nest as deep as they like.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// ErrCut means that a feed ends too early. What was read before is given with it.
var ErrCut = errors.New("ends in the middle of its data")

// MaxEntries is how many entries are read of one feed: what the sitemap protocol allows.
const MaxEntries = 50_000

const maxDepth = 200

// Feed is what a feed or a sitemap says.
type Feed struct {
	Title    string
	Entries  []Entry // in their order
	Sitemaps []Sitemap
	More     bool // there are more than MaxEntries
}

// Sitemap is a sitemap that an index names.
type Sitemap struct {
	URL  string
	Date time.Time // of its last change; zero where it is not said
}

// Entry is one page that a feed names.
type Entry struct {
	URL     string    // absolute, without its fragment; "" where the feed names none
	ID      string    // what the feed calls it, "" where it has no name
	Title   string    // plain text
	Date    time.Time // published or, failing that, changed; zero where it is not said or not understood
	Content string    // HTML of the whole entry as far as the feed carries it; "" where it has only a summary
}

// Parse reads a feed. base is its address, for links that are relative to it, and may be ""; contentType is the server's
// word, which counts for the charset.
func Parse(body []byte, contentType, base string) (*Feed, error) {
	from, _ := url.Parse(base)
	if IsJSON(body) {
		return parseJSON(body, from)
	}
	p := &parser{base: from}
	err := p.parse(body, contentType)
	if p.root == nil && err == nil {
		err = errors.New("is no feed and no sitemap")
	}
	return &p.feed, err
}

// element says how the elements of one kind of feed are read.
type element struct {
	item string   // the element of an entry
	path []string // where the feed's title stands below the root
	take map[string]func(p *parser, text string)
}

type parser struct {
	feed  Feed
	base  *url.URL
	root  *element
	names []string // of the open elements, without prefixes
	depth int      // of the entry's element; 0 outside

	entry     Entry
	published bool   // the entry's date is that of publication
	guid      string // an id that may serve as address
	text      strings.Builder
	markup    bool // the child is content in XHTML
}

func (p *parser) parse(body []byte, contentType string) error {
	d := xml.NewDecoder(bytes.NewReader(toUTF8(body, contentType)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	for {
		t, err := d.Token()
		if err != nil {
			return p.end(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = p.start(t)
		case xml.EndElement:
			if p.stop(); len(p.names) == 0 {
				return nil
			}
		case xml.CharData:
			if p.depth > 0 || p.atTitle() {
				if p.markup {
					xml.EscapeText(&p.text, t)
				} else {
					p.text.Write(t)
				}
			}
		}
		if err != nil || p.feed.More {
			return err
		}
	}
}

func (p *parser) end(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case p.root == nil:
		return errors.New("is no feed and no sitemap")
	case errors.Is(err, io.EOF), errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return ErrCut // the root was not closed
	case syntax != nil:
		return fmt.Errorf("is no XML any more on line %d: %s", syntax.Line, syntax.Msg)
	}
	return err
}

func (p *parser) start(t xml.StartElement) error {
	name := strings.ToLower(t.Name.Local)
	if len(p.names) == 0 {
		if p.root = roots[name]; p.root == nil {
			return fmt.Errorf("is no feed and no sitemap: its first element is <%.40s>", name)
		}
		p.rebase(t.Attr)
	}
	if p.names = append(p.names, name); len(p.names) > maxDepth {
		return fmt.Errorf("nests its elements deeper than %d", maxDepth)
	}
	switch at := len(p.names); {
	case p.depth == 0 && name == p.root.item && at > 1:
		p.depth, p.entry, p.published, p.guid = at, Entry{}, false, ""
	case p.depth > 0 && at == p.depth+1, p.depth == 0 && p.atTitle():
		p.text.Reset()
		p.markup = name == "content" && attr(t, "type") == "xhtml"
		p.attributes(name, t)
	case p.markup:
		p.text.WriteString("<" + name + ">")
	}
	return nil
}

// attributes reads children that say something by their attributes.
func (p *parser) attributes(name string, t xml.StartElement) {
	switch {
	case name == "link" && attr(t, "href") != "":
		if rel := attr(t, "rel"); (rel == "" || rel == "alternate") && p.entry.URL == "" {
			p.entry.URL = p.address(attr(t, "href"))
		}
	case name == "guid" && attr(t, "isPermaLink") == "false":
		p.names[len(p.names)-1] = "id"
	}
}

// rebase takes the address that an Atom feed gives for its relative links.
func (p *parser) rebase(attrs []xml.Attr) {
	for _, a := range attrs {
		if a.Name.Local == "base" {
			if u, err := url.Parse(a.Value); err == nil && u.IsAbs() {
				p.base = u
			}
		}
	}
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

func (p *parser) stop() {
	if len(p.names) == 0 {
		return
	}
	at, name := len(p.names), p.names[len(p.names)-1]
	switch {
	case p.depth == 0 && p.atTitle():
		if p.feed.Title == "" {
			p.feed.Title = plain(p.text.String())
		}
	case p.depth == at:
		p.add()
		p.depth = 0
	case p.depth > 0:
		// What a sitemap says of news is one element deeper.
		if take := p.root.take[name]; take != nil && (at == p.depth+1 || p.names[p.depth] == "news") {
			take(p, strings.TrimSpace(p.text.String()))
		}
		switch {
		case at == p.depth+1:
			p.markup = false
		case p.markup:
			p.text.WriteString("</" + name + ">")
		case p.names[p.depth] == "news":
			p.text.Reset()
		}
	}
	p.names = p.names[:at-1]
}

func (p *parser) atTitle() bool {
	if p.root == nil || len(p.root.path) == 0 || len(p.names) != len(p.root.path)+1 {
		return false
	}
	for i, n := range p.root.path {
		if p.names[i+1] != n {
			return false
		}
	}
	return true
}

// add ends an entry.
func (p *parser) add() {
	e := p.entry
	if e.URL == "" && p.guid != "" {
		if e.URL = p.address(p.guid); !strings.HasPrefix(p.guid, "http") {
			e.URL = ""
		}
	}
	if p.root.item == "sitemap" {
		if e.URL != "" && len(p.feed.Sitemaps) < MaxEntries {
			p.feed.Sitemaps = append(p.feed.Sitemaps, Sitemap{e.URL, e.Date})
		}
		return
	}
	p.feed.add(e)
}

func (f *Feed) add(e Entry) {
	switch {
	case e.URL == "" && e.Content == "":
	case len(f.Entries) == MaxEntries:
		f.More = true
	default:
		f.Entries = append(f.Entries, e)
	}
}

// IsRoot says whether a file whose first element has that name, in small letters and without prefix, is a feed or a sitemap.
func IsRoot(name string) bool { return roots[name] != nil }

var roots = map[string]*element{
	"rss":          rss,
	"rdf":          {item: "item", path: []string{"channel", "title"}, take: rss.take},
	"feed":         {item: "entry", path: []string{"title"}, take: atom},
	"urlset":       {item: "url", take: sitemap},
	"sitemapindex": {item: "sitemap", take: sitemap},
}

var rss = &element{item: "item", path: []string{"channel", "title"}, take: map[string]func(*parser, string){
	"title":    title,
	"link":     link,
	"origlink": func(p *parser, s string) { p.entry.URL = p.address(s) }, // the page itself, where link counts clicks
	"guid":     func(p *parser, s string) { p.entry.ID, p.guid = s, s },
	"id":       id, // a guid that is no address
	"pubdate":  published,
	"date":     published,
	"encoded":  content,
}}

var atom = map[string]func(*parser, string){
	"title":     title,
	"origlink":  rss.take["origlink"],
	"id":        id,
	"published": published,
	"issued":    published,
	"updated":   changed,
	"modified":  changed,
	"content":   content,
}

var sitemap = map[string]func(*parser, string){
	"loc":              link,
	"lastmod":          changed,
	"title":            title,
	"publication_date": published,
}

func title(p *parser, s string) {
	if p.entry.Title == "" {
		p.entry.Title = plain(s)
	}
}

func link(p *parser, s string) {
	if p.entry.URL == "" {
		p.entry.URL = p.address(s)
	}
}

func id(p *parser, s string) { p.entry.ID = s }

func content(p *parser, s string) {
	if p.entry.Content == "" {
		p.entry.Content = s
	}
}

func published(p *parser, s string) {
	if t := date(s); !t.IsZero() && !p.published {
		p.entry.Date, p.published = t, true
	}
}

func changed(p *parser, s string) {
	if p.entry.Date.IsZero() {
		p.entry.Date = date(s)
	}
}

func (p *parser) address(s string) string { return absolute(p.base, s) }

// absolute gives the address that a link means, or "" where it is none of the web.
func absolute(base *url.URL, s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || s == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// plain makes text of a title, which may hold HTML, escaped once more.
func plain(s string) string {
	var b strings.Builder
	for {
		text, tag, ok := strings.Cut(s, "<")
		b.WriteString(text)
		if !ok {
			break
		}
		end := strings.IndexByte(tag, '>')
		if isTag := tag != "" && (tag[0] == '/' || tag[0]|0x20 >= 'a' && tag[0]|0x20 <= 'z'); !isTag || end < 0 {
			b.WriteByte('<')
			s = tag
			continue
		}
		s = tag[end+1:]
	}
	return strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
}

// layouts are how feeds write times: RFC 1123 and 822 with their usual slips, and the forms of ISO 8601.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly,
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04 MST", "2 Jan 06 15:04:05 -0700",
	"2 Jan 06 15:04:05 MST", "2 January 2006 15:04:05 -0700", "2 January 2006 15:04:05 MST", "2 Jan 2006",
}

// date reads a time, or gives none. Abbreviations of zones other than GMT and UTC count as UTC.
func date(s string) time.Time {
	s = strings.TrimSpace(s)
	if i := strings.Index(s, ","); i >= 0 && i < 12 { // a weekday, which may be wrong or in another language
		s = strings.TrimSpace(s[i+1:])
	}
	if strings.HasSuffix(s, " UT") {
		s += "C"
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// toUTF8 gives the feed in UTF-8, without the control characters that XML forbids and some servers send.
func toUTF8(body []byte, contentType string) []byte {
	if !utf8.Valid(body) {
		r, err := charset.NewReader(bytes.NewReader(body), charsetOf(body, contentType))
		if err == nil {
			if out, err := io.ReadAll(r); err == nil {
				body = out
			}
		}
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, body)
}

// charsetOf gives a content type with the charset that the server or the XML itself names.
func charsetOf(body []byte, contentType string) string {
	if strings.Contains(strings.ToLower(contentType), "charset=") {
		return contentType
	}
	head := body[:min(len(body), 200)]
	if _, after, ok := bytes.Cut(head, []byte("encoding=")); ok && len(after) > 1 {
		if name, _, ok := bytes.Cut(after[1:], after[:1]); ok {
			return "text/xml; charset=" + string(name)
		}
	}
	return contentType
}
