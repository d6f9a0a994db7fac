package page

import (
	"bytes"
	_ "embed"
	"strings"
)

//go:embed data/chrome.txt
var chromeText string

// chromeWords are the phrases that sites put round and between the paragraphs of an article.
type chromeWords struct {
	line  map[string]bool
	start map[string][]chromeStart // by their first word
	any   [][]byte                 // in blocks of at most maxChromeWords
	all   [][]byte                 // in any block
}

type chromeStart struct {
	phrase string
	long   bool // in blocks of any length
}

// The longest blocks that phrases condemn which are no leads: at the start, anywhere.
const (
	maxStartWords  = 22
	maxChromeWords = 40
)

var chrome = mustChrome(chromeText)

func mustChrome(text string) *chromeWords {
	c := &chromeWords{line: map[string]bool{}, start: map[string][]chromeStart{}}
	for f := range dataLines(text) {
		phrase := strings.Join(f[1:], " ")
		switch f[0] {
		case "line":
			c.line[phrase] = true
		case "start", "lead":
			first, _, _ := strings.Cut(phrase, " ")
			first = strings.TrimRight(first, ":")
			c.start[first] = append(c.start[first], chromeStart{phrase, f[0] == "lead"})
		case "any":
			c.any = append(c.any, []byte(phrase))
		case "all":
			c.all = append(c.all, []byte(phrase))
		default:
			panic("page: data/chrome.txt: unknown key " + f[0])
		}
	}
	return c
}

// has says whether a block of that many words is the site's. buf is scratch.
func (c *chromeWords) has(text []byte, words int, buf *[]byte) bool {
	s := fold((*buf)[:0], text, 400)
	*buf = s
	if words <= 8 && c.line[string(trimPunct(s))] {
		return true
	}
	head := s
	for len(head) > 0 && strings.IndexByte("-–*>•|:. \"'[", head[0]) >= 0 {
		head = head[1:]
	}
	n := 0
	for n < len(head) && head[n] != ' ' && head[n] != ':' {
		n++
	}
	for _, p := range c.start[string(head[:n])] {
		if (p.long || words <= maxStartWords) && len(head) >= len(p.phrase) && string(head[:len(p.phrase)]) == p.phrase &&
			(len(head) == len(p.phrase) || !isLower(p.phrase[len(p.phrase)-1]) || !isLower(head[len(p.phrase)])) {
			return true
		}
	}
	for _, p := range c.all {
		if bytes.Contains(s, p) {
			return true
		}
	}
	if words <= maxChromeWords {
		for _, p := range c.any {
			if bytes.Contains(s, p) {
				return true
			}
		}
	}
	return false
}
