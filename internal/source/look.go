package source

import (
	"bytes"
	_ "embed"
	"fmt"
	"iter"
	"path"
	"strconv"
	"strings"

	"readout/internal/source/feed"
)

var (
	//go:embed endings.txt
	endingsText string
	//go:embed looks.txt
	looksText string

	endings = mustEndings(endingsText)
	looks   = mustLooks(looksText)
)

// form is how a file is read.
type form uint8

const (
	formLook form = iota // its first bytes decide
	formHTML
	formText
	formCorpus
	formAside
	formArchive  // WARC; this and the next two are told by their first bytes alone
	formPetrarch // XML of event coders
	formFeed     // a feed or a sitemap
)

var formNames = map[string]form{"look": formLook, "page HTML": formHTML, "page text": formText, "corpus": formCorpus, "aside": formAside}

func mustEndings(text string) map[string]form {
	m := map[string]form{}
	for line := range dataLines(text) {
		ending, name, _ := strings.Cut(line, " ")
		f, ok := formNames[strings.TrimSpace(name)]
		if !ok {
			panic(fmt.Sprintf("endings.txt: %q", line))
		}
		m[ending] = f
	}
	return m
}

// formOf tells by its name how a file is read.
func formOf(name string) form {
	return endings[ending(name)]
}

// ending gives "html" for "page.HTML.gz".
func ending(name string) string {
	name = strings.ToLower(name)
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	return strings.TrimPrefix(path.Ext(name), ".")
}

// look is one kind of file that is no page.
type look struct {
	start  string // its first bytes
	root   string // or the root element of its XML
	what   string
	remedy string
}

func mustLooks(text string) []look {
	var all []look
	for line := range dataLines(text) {
		f := strings.Split(line, "|")
		if len(f) != 3 {
			panic(fmt.Sprintf("looks.txt: %q", line))
		}
		l := look{what: strings.TrimSpace(f[1]), remedy: strings.TrimSpace(f[2])}
		by, value, _ := strings.Cut(strings.TrimSpace(f[0]), " ")
		switch by {
		case "start":
			s, err := strconv.Unquote(value)
			if err != nil {
				panic(fmt.Sprintf("looks.txt: %q: %v", line, err))
			}
			l.start = s
		case "root":
			l.root = value
		default:
			panic(fmt.Sprintf("looks.txt: %q", line))
		}
		all = append(all, l)
	}
	return all
}

// dataLines are the lines of an embedded file, without comments.
func dataLines(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// headBytes is how much of a file is looked at to tell what it is.
const headBytes = 8 << 10

// noPage says what a file looks like that is no page, and what to do; ok is false for what may be one.
func noPage(head []byte) (what, remedy string, ok bool) {
	head = head[:min(len(head), headBytes)]
	root := rootOf(head)
	for _, l := range looks {
		if l.start != "" && bytes.HasPrefix(head, []byte(l.start)) || l.root != "" && l.root == root {
			return l.what, l.remedy, true
		}
	}
	if binary(head) {
		return "a binary file", "give an HTML or text file", true
	}
	return "", "", false
}

// binary tells files of other programs by the control characters in them. A few of them are found in old pages, too.
func binary(head []byte) bool {
	if markOf(head) != "" {
		return false
	}
	controls := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b { // ISO-2022 is written with escapes
			controls++
		}
	}
	return controls*100 > len(head)
}

// The byte order marks of UTF-16.
const (
	littleEndian = "\xff\xfe"
	bigEndian    = "\xfe\xff"
)

// markOf gives the byte order mark that a page in UTF-16 has or should have: most of its characters are of ASCII, so that
// every other byte is zero. It is "" for other pages.
func markOf(head []byte) string {
	for _, mark := range []string{littleEndian, bigEndian} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return mark
		}
	}
	var zeros [2]int // at even and odd places
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	switch enough := len(head) / 2 * 3 / 4; {
	case len(head) < 8:
		return ""
	case zeros[0] == 0 && zeros[1] > enough:
		return littleEndian
	case zeros[1] == 0 && zeros[0] > enough:
		return bigEndian
	}
	return ""
}

// isHTML tells HTML from text by its first element.
func isHTML(head []byte) bool {
	head = head[:min(len(head), headBytes)]
	if mark := markOf(head); mark != "" {
		head = bytes.ReplaceAll(bytes.TrimPrefix(head, []byte(mark)), []byte{0}, nil)
	}
	switch rootOf(head) {
	case "html", "head", "body", "!doctype", "title", "meta", "div", "p", "article", "main":
		return true
	}
	return false
}

// rootOf gives the name of the first element, in lower case, with "!doctype" for a page that says it is HTML.
func rootOf(head []byte) string {
	b := bytes.TrimPrefix(head, []byte(bom))
	for {
		b = bytes.TrimLeft(b, " \t\r\n\f")
		if len(b) == 0 || b[0] != '<' {
			return ""
		}
		end := ">"
		switch {
		case bytes.HasPrefix(b, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(b, []byte("<!--")):
			end = "-->"
		case len(b) > 14 && strings.EqualFold(string(b[:9]), "<!doctype"):
			if kind := bytes.TrimLeft(b[9:], " \t\r\n"); len(kind) >= 4 && strings.EqualFold(string(kind[:4]), "html") {
				return "!doctype"
			}
		default:
			name := b[1:]
			if i := bytes.IndexAny(name, " \t\r\n\f/>"); i >= 0 {
				name = name[:i]
			}
			return strings.ToLower(string(name[:min(len(name), 40)]))
		}
		i := bytes.Index(b, []byte(end))
		if i < 0 {
			return ""
		}
		b = b[i+len(end):]
	}
}

// contentForm tells a file that holds or names several documents by its first bytes; formLook is for others.
func contentForm(head []byte) form {
	root := rootOf(head)
	if _, local, ok := strings.Cut(root, ":"); ok {
		root = local
	}
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return formArchive
	case root == "sentences" || root == "articles":
		return formPetrarch
	case feed.IsRoot(root), feed.IsJSON(head):
		return formFeed
	case isCorpus(head):
		return formCorpus
	}
	return formLook
}

// isCorpus tells a corpus by its first object.
func isCorpus(head []byte) bool {
	b := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bom)), " \t\r\n")
	if len(b) == 0 || b[0] != '{' {
		return false
	}
	b = bytes.TrimLeft(b[1:], " \t\r\n")
	return len(b) > 0 && (b[0] == '"' || b[0] == '}')
}
