package dedup

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/doc"
)

// Credit is what a page says about whose text it carries.
type Credit struct {
	Agency string   // the agency's full name where it is known, else as printed; "" where agencies are thanked without a name
	Whole  bool     // the text is the agency's; false: the outlet's own, with material of the agency
	Where  string   // "dateline", "byline", "first lines" or "last lines"
	Span   doc.Span // the words in the text that say so, in bytes; empty for byline and dateline, which are fields
}

// CreditOf finds whose text a document is. ok is false where no agency is credited: the text is the outlet's own as far as
// it says.
func CreditOf(d *doc.Document) (c Credit, ok bool) {
	own := ownNames(d)
	if c, ok := bylineCredit(d.Byline); ok {
		return c, true
	}
	if d.Dateline != nil && d.Dateline.Agency != "" && !own.is(d.Dateline.Agency) {
		return Credit{Agency: fullName(d.Dateline.Agency), Whole: true, Where: "dateline"}, true
	}
	lines := edges(d.Text)
	for _, l := range lines {
		if c, ok := l.credit(own); ok {
			return c, true
		}
	}
	return Credit{}, false
}

//go:embed credits.txt
var creditsText string

var credits = mustCredits(creditsText)

type creditData struct {
	agencies map[string]string // full names by their words in small letters
	longest  int               // words of one
	press    map[string]bool
	phrases  []phrase
}

type phrase struct {
	words  []string // in small letters
	before bool     // the name comes before it
	whole  bool
	nobody bool
}

func mustCredits(text string) *creditData {
	c := &creditData{agencies: map[string]string{}, press: map[string]bool{}}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		kind, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		switch kind {
		case "agency":
			name, others, _ := strings.Cut(rest, "|")
			name = strings.TrimSpace(name)
			for _, n := range append(strings.Split(others, ","), name) {
				if w := wordsOf(n, 0); len(w) > 0 {
					c.agencies[joined(w)] = name
					c.longest = max(c.longest, len(w))
				}
			}
		case "press":
			for _, w := range strings.Fields(rest) {
				c.press[w] = true
			}
		case "all", "some", "nobody":
			w := strings.Fields(rest)
			p := phrase{whole: kind == "all", nobody: kind == "nobody", before: w[0] == "_"}
			p.words = slices.DeleteFunc(w, func(s string) bool { return s == "_" })
			c.phrases = append(c.phrases, p)
		default:
			panic(fmt.Sprintf("credits.txt: %q", line))
		}
	}
	return c
}

// creditWord is a word of a line with its place in the text.
type creditWord struct {
	text, lower string
	span        doc.Span
	apart       bool // a sign other than a blank, a hyphen or a dot within an abbreviation stands before it
}

func wordsOf(s string, at int) []creditWord {
	var all []creditWord
	apart := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			stop := r == '.' && strings.HasPrefix(s[i+1:], " ")
			apart = apart || stop || !strings.ContainsRune(" -.'’", r)
			i += size
			continue
		}
		end := i
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			end += size
		}
		all = append(all, creditWord{s[i:end], strings.ToLower(s[i:end]), doc.Span{Start: at + i, End: at + end}, apart})
		i, apart = end, false
	}
	return all
}

func joined(w []creditWord) string {
	var b strings.Builder
	for i := range w {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w[i].lower)
	}
	return b.String()
}

// fullName gives an agency's full name where it is known.
func fullName(printed string) string {
	if name := credits.agencies[joined(wordsOf(printed, 0))]; name != "" {
		return name
	}
	return printed
}

// known gives the agency whose name stands at i, and how many words it has. A short name counts only as agencies write it.
func known(w []creditWord, i int) (string, int) {
	for n := min(credits.longest, len(w)-i); n > 0; n-- {
		name := credits.agencies[joined(w[i:i+n])]
		if name != "" && (n > 1 || isCapital(w[i].text) || w[i].text == "dpa") && (len(w[i].text) > 4 || w[i].text == "dpa" || w[i].text == strings.ToUpper(w[i].text) || n > 1) {
			return name, n
		}
	}
	return "", 0
}

func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// bylineCredit finds an agency among the authors: "Associated Press", "Ana Reyes, Reuters", "Staff with AFP".
func bylineCredit(byline []string) (Credit, bool) {
	for _, b := range byline {
		w := wordsOf(b, 0)
		for i := range w {
			if name, n := known(w, i); n > 0 && (n > 1 || len(w) == 1 || w[i].apart || w[i-min(i, 1)].lower == "with") {
				with := slices.ContainsFunc(w[:i], func(w creditWord) bool { return w.lower == "with" })
				return Credit{Agency: name, Whole: !with, Where: "byline"}, true
			}
		}
	}
	return Credit{}, false
}

// line is a short paragraph at an edge of the text.
type line struct {
	where string
	span  doc.Span
	words []creditWord
}

const (
	shortLine  = 30 // words
	firstLines = 2
	lastLines  = 4
)

// edges gives the short paragraphs at the bottom and at the top, the last one first, since credits stand there most.
func edges(text string) []line {
	var all []line
	for end := len(text); end > 0 && len(all) < lastLines; {
		start := strings.LastIndexByte(text[:end], '\n') + 1
		all = append(all, line{where: "last lines", span: doc.Span{Start: start, End: end}})
		end = len(strings.TrimRight(text[:start], "\n"))
	}
	for start, n := 0, 0; start < len(text) && n < firstLines; n++ {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		top := line{where: "first lines", span: doc.Span{Start: start, End: end}}
		if i := slices.IndexFunc(all, func(l line) bool { return l.span == top.span }); i < 0 {
			all = append(all, top)
		} else if i > 0 {
			all[i] = top
		}
		start = len(text) - len(strings.TrimLeft(text[end:], "\n"))
	}
	for i := range all {
		l := &all[i]
		// The words of a long paragraph that can matter are its last ones: "... he said. - AFP".
		from := l.span.Start
		if long := l.span.End - 400; from < long {
			for from = long; from < l.span.End && !utf8.RuneStart(text[from]); from++ {
			}
		}
		l.words = wordsOf(text[from:l.span.End], from)
	}
	return all
}

func (l *line) credit(own outletNames) (Credit, bool) {
	found := func(name string, whole bool, from, to int) (Credit, bool) {
		return Credit{name, whole, l.where, doc.Span{Start: l.words[from].span.Start, End: l.words[to-1].span.End}}, true
	}
	w := l.words
	// The name alone, or behind a stroke at the end.
	for i := max(0, len(w)-credits.longest); i < len(w); i++ {
		if name, n := known(w, i); n > 0 && i+n == len(w) && (i == 0 || w[i].apart && l.where == "last lines" || i == 1 && w[0].lower == "by") && !own.is(name) {
			return found(name, true, i, i+n)
		}
	}
	if len(w) > shortLine {
		return Credit{}, false
	}
	for _, p := range credits.phrases {
		for i := 0; i+len(p.words) <= len(w); i++ {
			if !startsWith(w[i:], p.words) {
				continue
			}
			end := i + len(p.words)
			if p.nobody {
				return found("", false, i, end)
			}
			from, to := end, 0
			if p.before {
				from, to = nameBefore(w, i)
			} else {
				from, to = nameAfter(w, end)
			}
			if name := l.agency(w[from:to], own); name != "" {
				return found(name, p.whole, min(i, from), max(end, to))
			}
		}
	}
	return Credit{}, false
}

func startsWith(w []creditWord, words []string) bool {
	for i := range words {
		if w[i].lower != words[i] {
			return false
		}
	}
	return true
}

// nameAfter gives the capitalised words behind i, an article and a year passed over.
func nameAfter(w []creditWord, i int) (from, to int) {
	for i < len(w) && (w[i].lower == "the" || w[i].lower == "c" || w[i].text[0] >= '0' && w[i].text[0] <= '9') {
		i++
	}
	for from, to = i, i; to < len(w) && isCapital(w[to].text) && (to == from || !w[to].apart); to++ {
	}
	return from, to
}

// nameBefore gives the capitalised words that end at i.
func nameBefore(w []creditWord, i int) (from, to int) {
	for from = i; from > 0 && isCapital(w[from-1].text) && (from == i || !w[from].apart); from-- {
	}
	if from < i && w[from].lower == "the" {
		from++
	}
	return from, i
}

// agency gives the agency that words name, "" for a person or the outlet itself. One that is not known is told by its words:
// Meridian Press. A single word is no person: Northwire.
func (l *line) agency(w []creditWord, own outletNames) string {
	for i := range w {
		if name, n := known(w, i); n > 0 && !own.is(name) {
			return name
		}
	}
	if len(w) == 0 || len(w) > 5 {
		return ""
	}
	printed := make([]string, len(w))
	press := len(w) == 1 && l.where == "last lines"
	for i := range w {
		printed[i] = w[i].text
		press = press || credits.press[w[i].lower]
	}
	name := strings.Join(printed, " ")
	if !press || own.is(name) {
		return ""
	}
	return name
}

// outletNames are the letters of what the outlet is called.
type outletNames []string

func ownNames(d *doc.Document) outletNames {
	var all outletNames
	if n := squeeze(d.Outlet); n != "" {
		all = append(all, n)
	}
	if d.URL != nil {
		_, host, _ := strings.Cut(*d.URL, "://")
		host, _, _ = strings.Cut(host, "/")
		for label := range strings.SplitSeq(host, ".") {
			if n := squeeze(label); len(n) > 3 {
				all = append(all, n)
			}
		}
	}
	return all
}

// is says whether a name is the outlet's own.
func (o outletNames) is(name string) bool {
	n := squeeze(name)
	return n != "" && slices.Contains(o, n)
}

// squeeze keeps the letters and digits of a name, in small letters, without its article.
func squeeze(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	return strings.TrimPrefix(s, "the")
}
