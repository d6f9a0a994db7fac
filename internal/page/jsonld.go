package page

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// ldNode is one object of a page's JSON-LD (schema.org), as far as news pages use it.
type ldNode struct {
	types       string // joined by blanks
	headline    string
	name        string
	description string
	body        string // articleBody
	published   string // datePublished
	created     string // dateCreated
	uploaded    string // uploadDate
	modified    string // dateModified
	caption     string
	url         string
	authors     []string
	publisher   string
	nested      bool // inside another node's relatedLink, comment and the like
}

func (n *ldNode) isArticle() bool {
	return isArticleType(n.types) || n.published != "" && slices.Contains(strings.Fields(n.types), "Recipe")
}

// Bounds of hostile JSON-LD.
const (
	maxLDNodes = 400
	maxLDDepth = 24
)

// ldParser reads JSON as pages write it: with comments and CDATA marks round it, raw line ends in strings, commas too many.
// What is no JSON at all ends the reading and keeps what was read.
type ldParser struct {
	s    []byte
	i    int
	head *head
	bad  bool
}

func (h *head) addLD(src []byte) {
	p := ldParser{s: src, head: h}
	for p.i < len(src) && src[p.i] != '{' && src[p.i] != '[' {
		p.i++
	}
	p.value(-1, "", 0, false)
}

func (p *ldParser) space() byte {
	for p.i < len(p.s) {
		switch c := p.s[p.i]; c {
		case ' ', '\t', '\n', '\r', ',', 0xEF, 0xBB, 0xBF:
			p.i++
		default:
			return c
		}
	}
	p.bad = true
	return 0
}

// value reads one value: of a key of the node at, which is -1 outside all nodes.
func (p *ldParser) value(at int, key string, depth int, nested bool) {
	if depth > maxLDDepth {
		p.bad = true
	}
	if p.bad {
		return
	}
	switch c := p.space(); c {
	case '{':
		p.i++
		me := -1
		if len(p.head.ld) < maxLDNodes {
			p.head.ld = append(p.head.ld, ldNode{nested: nested})
			me = len(p.head.ld) - 1
		}
		for !p.bad {
			switch p.space() {
			case '}':
				p.i++
				p.close(at, me, key)
				return
			case '"':
				k := p.str()
				if p.space() != ':' {
					p.bad = true
					return
				}
				p.i++
				p.value(me, k, depth+1, nested || apart(k))
			default:
				p.bad = true
			}
		}
		p.close(at, me, key)
	case '[':
		p.i++
		for !p.bad {
			if p.space() == ']' {
				p.i++
				return
			}
			before := p.i
			p.value(at, key, depth+1, nested)
			if p.i == before {
				p.bad = true
			}
		}
	case '"':
		s := p.str()
		if at >= 0 {
			p.head.ld[at].set(key, s)
		}
	case '}', ']', ':':
		p.bad = true
	default: // number, true, false, null
		start := p.i
		for p.i < len(p.s) && !strings.ContainsRune(",]}: \t\r\n", rune(p.s[p.i])) {
			p.i++
		}
		if at >= 0 && p.i-start < 32 && (strings.HasPrefix(key, "date")) {
			p.head.ld[at].set(key, string(p.s[start:p.i]))
		}
	}
}

// apart are the keys whose objects are other pages and people than the article.
func apart(key string) bool {
	switch key {
	case "comment", "relatedLink", "citation", "itemListElement", "video", "hasPart", "review", "mentions", "about", "liveBlogUpdate", "isBasedOn", "associatedMedia", "image", "author", "creator", "publisher":
		return true
	}
	return false
}

// close hands the name of a finished node to the one it belongs to.
func (p *ldParser) close(at, me int, key string) {
	if at < 0 || me < 0 {
		return
	}
	n, o := &p.head.ld[me], &p.head.ld[at]
	switch key {
	case "author", "creator":
		if name := n.name; name != "" {
			o.authors = append(o.authors, name)
		}
	case "publisher", "sourceOrganization":
		if o.publisher == "" {
			o.publisher = n.name
		}
	}
}

func (n *ldNode) set(key, s string) {
	if s == "" {
		return
	}
	put := func(dst *string) {
		if *dst == "" {
			*dst = s
		}
	}
	switch key {
	case "@type":
		if n.types != "" {
			n.types += " "
		}
		n.types += s[strings.LastIndexByte(s, '/')+1:]
	case "headline":
		put(&n.headline)
	case "name":
		put(&n.name)
	case "description":
		put(&n.description)
	case "articleBody":
		put(&n.body)
	case "datePublished":
		put(&n.published)
	case "dateCreated":
		put(&n.created)
	case "uploadDate":
		put(&n.uploaded)
	case "dateModified":
		put(&n.modified)
	case "caption":
		put(&n.caption)
	case "url", "@id", "mainEntityOfPage":
		put(&n.url)
	case "author", "creator":
		n.authors = append(n.authors, s)
	case "publisher":
		put(&n.publisher)
	}
}

// str reads a string, its entities too: many pages escape twice.
func (p *ldParser) str() string {
	p.i++
	start := p.i
	plain := true
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == '"':
			s := p.s[start:p.i]
			p.i++
			if plain {
				return string(s)
			}
			return unescape(s)
		case c == '\\':
			plain = false
			p.i += 2
		case c == '&' || c < ' ' || c >= utf8.RuneSelf:
			plain = false
			p.i++
		default:
			p.i++
		}
	}
	p.bad = true
	return unescape(p.s[start:])
}

func unescape(s []byte) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '\\' || i+1 >= len(s) {
			out = append(out, c)
			continue
		}
		i++
		switch s[i] {
		case 'n':
			out = append(out, '\n')
		case 't', 'r', 'b', 'f':
			out = append(out, ' ')
		case 'u':
			r, n := hex4(s[i+1:])
			i += n
			if utf16.IsSurrogate(r) {
				if i+2 < len(s) && s[i+1] == '\\' && s[i+2] == 'u' {
					if r2, n := hex4(s[i+3:]); n == 4 {
						r = utf16.DecodeRune(r, r2)
						i += 2 + n
					}
				} else {
					r = utf8.RuneError
				}
			}
			if n == 4 {
				out = utf8.AppendRune(out, r)
			}
		default:
			out = append(out, s[i])
		}
	}
	t := strings.ToValidUTF8(string(out), "")
	if strings.IndexByte(t, '&') >= 0 {
		t = html.UnescapeString(t)
	}
	return t
}

func hex4(s []byte) (rune, int) {
	if len(s) < 4 {
		return 0, 0
	}
	x, err := strconv.ParseUint(string(s[:4]), 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(x), 4
}
