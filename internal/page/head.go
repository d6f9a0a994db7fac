package page

import (
	"bytes"
	"strings"
)

// head is what a page says of itself outside its text.
type head struct {
	docTitle  string // <title>
	lang      string // <html lang>
	canonical string
	meta      []metaTag
	ld        []ldNode
}

// metaTag is a <meta> with a name, property, itemprop or http-equiv, in lower case.
type metaTag struct{ Name, Content string }

// maxMeta bounds the meta elements kept of one page.
const maxMeta = 500

func (h *head) reset() {
	*h = head{meta: h.meta[:0], ld: h.ld[:0]}
}

func (h *head) addMeta(a *attrs) {
	if len(a.content) == 0 || len(h.meta) >= maxMeta {
		return
	}
	for _, name := range [][]byte{a.property, a.name, a.itemprop, a.httpEquiv} {
		if len(name) > 0 {
			content := a.content
			if len(content) > 4096 {
				content = content[:4096]
			}
			h.meta = append(h.meta, metaTag{strings.ToLower(string(name)), squeeze(strings.ToValidUTF8(string(content), ""))})
			return
		}
	}
}

func (h *head) addLink(a *attrs) {
	if h.canonical == "" && bytes.EqualFold(a.rel, []byte("canonical")) {
		h.canonical = string(a.href)
	}
}

// first gives the first non-empty content of the named metas, by the order of the names.
func (h *head) first(names ...string) string {
	for _, n := range names {
		for i := range h.meta {
			if h.meta[i].Name == n && h.meta[i].Content != "" {
				return h.meta[i].Content
			}
		}
	}
	return ""
}

// all gives the contents of every meta of a name.
func (h *head) all(name string) []string {
	var out []string
	for i := range h.meta {
		if h.meta[i].Name == name && h.meta[i].Content != "" {
			out = append(out, h.meta[i].Content)
		}
	}
	return out
}

// address is where the page says it lives.
func (h *head) address() string {
	if h.canonical != "" {
		return h.canonical
	}
	return h.first("og:url")
}

func isLD(typ []byte) bool {
	return bytes.Contains(bytes.ToLower(typ), []byte("ld+json"))
}

// article gives the JSON-LD node that describes the article, or nil.
func (h *head) article() *ldNode {
	var best *ldNode
	for i := range h.ld {
		n := &h.ld[i]
		switch {
		case !n.isArticle() || n.nested:
		case best == nil, best.body == "" && n.body != "", best.published == "" && n.published != "":
			best = n
		}
	}
	return best
}

// bodyText is the article's text as JSON-LD gives it, with its paragraphs.
func (h *head) bodyText() string {
	ld := h.article()
	if ld == nil || ld.body == "" {
		return ""
	}
	var out strings.Builder
	for line := range strings.Lines(ld.body) {
		if line = squeeze(line); line != "" {
			if out.Len() > 0 {
				out.WriteString("\n\n")
			}
			out.WriteString(line)
		}
	}
	return out.String()
}
