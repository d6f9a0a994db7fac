package page

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed data/releases.txt
var releasesText string

// releaseWords are the marks of releases by key: title, line, site.
var releaseWords = dataLists(releasesText)

// isRelease says whether the page is an authority's own text. The lines near the headline and the text's first say so, or
// the site does.
func (s *scorer) isRelease(title, url string) bool {
	if startsWithAny(strings.ToLower(title), releaseWords["title"]) || releaseSite(url) {
		return true
	}
	first := s.firstProse()
	for i := max(0, min(s.title, first)-4); i <= first && i < len(s.blocks); i++ {
		if b := &s.blocks[i]; b.words <= 30 && startsWithAny(string(fold(s.scratch[:0], s.bytes(b), 200)), releaseWords["line"]) {
			return true
		}
	}
	return false
}

func startsWithAny(s string, starts []string) bool {
	for _, p := range starts {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// releaseSite says whether an address is an authority's.
func releaseSite(url string) bool {
	_, host, ok := strings.Cut(url, "://")
	if !ok {
		return false
	}
	host, _, _ = strings.Cut(host, "/")
	for _, site := range releaseWords["site"] {
		if strings.HasSuffix(host, "."+site) || host == site || strings.Contains("."+host+".", "."+site+".") {
			return true
		}
	}
	return false
}

// keepTurns completes the body of a transcript: the short lines and labels between its paragraphs are said words too. It says
// whether there were any.
func (s *scorer) keepTurns() (more bool) {
	first := slices.Index(s.keep, true)
	if first < 0 {
		return false
	}
	for first > s.title+1 && s.score[first-1] > -3 && s.blocks[first-1].words <= 6 && labelled(s.str(&s.blocks[first-1])) {
		first--
	}
	prose, last := s.firstProse(), s.lastKept()
	for i := first; i <= last; i++ {
		if b := &s.blocks[i]; !s.keep[i] && s.score[i] > -3 && (i > prose || !s.headerLine(s.str(b), b.words)) {
			s.keep[i], more = true, true
		}
	}
	return more
}

// labelled says whether a line is a speaker's label alone.
func labelled(t string) bool { return strings.HasSuffix(t, ":") || t == "Q" || t == "A" }
