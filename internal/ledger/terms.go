package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"readout/doc"
)

// What one text puts into the index at most. PostgreSQL takes a little over 1 MB for a text; both stores keep to the same
// bound so that they answer alike.
const (
	maxTermBytes = 400 << 10
	maxTerms     = 40_000
	longestTerm  = 64 // bytes
)

// codeMark begins the terms that stand for codes; no word begins with it. gapTerm stands between two texts, so that no
// phrase reaches over.
const (
	codeMark = "§"
	gapTerm  = "§"
)

// terms collects what a text is found by: words in lower case, without accents and plural endings. Stores index them as they
// are, so all stores find the same.
type terms struct {
	list  []string
	bytes int
}

func (t *terms) add(term string) {
	if len(t.list) < maxTerms && t.bytes+len(term) <= maxTermBytes {
		t.list = append(t.list, term)
		t.bytes += len(term) + 1
	}
}

func (t *terms) text(s string) {
	for w := range words(s) {
		t.add(w.term)
	}
}

func (t *terms) gap() { t.add(gapTerm) }

func (t *terms) code(field, code string) {
	if code != "" {
		t.add(codeTerm(field, code))
	}
}

func (t *terms) String() string { return strings.Join(t.list, " ") }

// codeTerm is the term of a code: nothing in it parts words in any store.
func codeTerm(field, code string) string {
	var b strings.Builder
	b.WriteString(codeMark)
	b.WriteString(field)
	for _, r := range strings.ToLower(code) {
		switch {
		case r == utf8.RuneError, r < utf8.RuneSelf && !isWord(r):
			b.WriteString("·")
		default:
			b.WriteRune(r)
		}
	}
	return cut(b.String(), 4*longestTerm)
}

// word is one word of a text, as it is found.
type word struct {
	term  string
	whole string // with its plural ending
	span  doc.Span
}

// words cuts a text into its words. A word is a run of letters and digits; the s of a genitive is none.
func words(s string) func(func(word) bool) {
	return func(yield func(word) bool) {
		apostrophe := false
		for i := 0; i < len(s); {
			r, size := rune(s[i]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(s[i:])
			}
			if !isWord(r) {
				apostrophe = r == '\'' || r == '’'
				i += size
				continue
			}
			start, ascii := i, true
			for i < len(s) {
				r, size := rune(s[i]), 1
				if r >= utf8.RuneSelf {
					r, size = utf8.DecodeRuneInString(s[i:])
					ascii = false
				}
				if !isWord(r) {
					break
				}
				i += size
			}
			if apostrophe && i == start+1 && (s[start] == 's' || s[start] == 'S') {
				apostrophe = false
				continue
			}
			apostrophe = false
			whole := fold(s[start:i], ascii)
			if term := singular(whole); term != "" && !yield(word{term, whole, doc.Span{Start: start, End: i}}) {
				return
			}
		}
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// fold takes case and accents away.
func fold(w string, ascii bool) string {
	if !ascii {
		w = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) || !isWord(r) { // the letter ͺ comes apart into a blank and a mark
				return -1
			}
			return r
		}, norm.NFKD.String(w))
	}
	return cut(strings.ToLower(w), longestTerm)
}

// singular takes a plural's ending away, as far as that is sure for words of all kinds (Harman 1991).
func singular(w string) string {
	switch n := len(w); {
	case n < 4 || w[n-1] != 's':
	case strings.HasSuffix(w, "ies") && n > 4 && !strings.HasSuffix(w, "eies") && !strings.HasSuffix(w, "aies"):
		return w[:n-3] + "y"
	case strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"):
		return w[:n-2]
	case !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "is"):
		return w[:n-1]
	}
	return w
}

// cut shortens a string to whole characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
