package lang

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/doc"
)

//go:embed abbreviations.txt
var abbreviationsFile string

// Rules is an annotator that knows tokens and sentences by rule and abbreviations by list.
type Rules struct {
	abbreviations map[string]byte // 't' title, 'n' number, 'o' other
	starters      map[string]bool
}

// NewRules makes the annotator. It may be shared.
func NewRules() *Rules {
	r := &Rules{abbreviations: map[string]byte{}, starters: map[string]bool{}}
	for line := range strings.Lines(abbreviationsFile) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		for _, w := range words[1:] {
			if words[0] == "starters" {
				r.starters[w] = true
			} else {
				r.abbreviations[w] = words[0][0]
			}
		}
	}
	return r
}

// Annotate fills t with the tokens, sentences and quotations of raw.
func (r *Rules) Annotate(raw string, t *Text) {
	t.reset(raw)
	r.tokenize(t)
	r.split(t)
	pairQuotes(t)
	t.index()
}

// tokenize cuts the text at white space, marks, clitics and hyphens, as Universal Dependencies does for English.
func (r *Rules) tokenize(t *Text) {
	s := t.Raw
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isSpace(c):
			i += n
		case isWordRune(c):
			i = r.word(t, i)
		default:
			i = mark(t, i, c, n)
		}
	}
}

// word reads the word that begins at i and returns its end.
func (r *Rules) word(t *Text, i int) int {
	s := t.Raw
	if e := address(s, i); e > i {
		t.add(i, e, Word)
		return e
	}
	kind := Word
	if s[i] >= '0' && s[i] <= '9' {
		kind = Number
	}
	e, letters := i, 0 // letters since the last stop inside the word
	for e < len(s) {
		c, n := utf8.DecodeRuneInString(s[e:])
		if isWordRune(c) {
			e, letters = e+n, letters+1
			continue
		}
		next := rune(0)
		if e+n < len(s) {
			next, _ = utf8.DecodeRuneInString(s[e+n:])
		}
		inner := false
		switch c {
		case '.':
			// Decimals and rows of letters: 3.5, U.S., a.m.
			inner = kind == Number && next >= '0' && next <= '9' || kind == Word && letters == 1 && unicode.IsLetter(next) && rowOfLetters(s[i:e])
		case ',', ':':
			inner = kind == Number && next >= '0' && next <= '9'
		case '\'', '’':
			inner = isWordRune(next)
		}
		if !inner {
			break
		}
		e, letters = e+n, 0
	}
	if e < len(s) && s[e] == '.' && kind == Word && r.takesStop(s, i, e) {
		t.add(i, e+1, kind)
		return e + 1
	}
	if cut := clitic(s[i:e]); cut > 0 && kind == Word {
		t.add(i, i+cut, kind)
		t.add(i+cut, e, kind)
		return e
	}
	t.add(i, e, kind)
	return e
}

// takesStop says whether the stop at e belongs to the word s[i:e].
func (r *Rules) takesStop(s string, i, e int) bool {
	w := s[i:e]
	class := r.abbreviations[w]
	if class == 0 && i == 0 || class == 0 && s[i-1] == '\n' {
		class = r.abbreviations[titleCase(w)] // the labels of transcripts: "MR. VIK:"
	}
	switch class {
	case 't', 'o':
		return true
	case 'n':
		rest := strings.TrimLeft(s[e+1:], " \u00a0")
		return rest != "" && rest[0] >= '0' && rest[0] <= '9'
	}
	if strings.Contains(w, ".") {
		return rowOfLetters(w)
	}
	// An initial, but not the pronoun.
	return len(w) == 1 && w != "I" && unicode.IsUpper(rune(w[0]))
}

// titleCase writes a word of capital letters with the first one only.
func titleCase(w string) string {
	return w[:1] + strings.ToLower(w[1:])
}

// rowOfLetters says whether w is single letters parted by stops.
func rowOfLetters(w string) bool {
	for i := range len(w) {
		if (i%2 == 1) != (w[i] == '.') {
			return false
		}
	}
	return true
}

// clitic is where "n't", "'s" and the like begin in a word; 0 where it has none.
func clitic(w string) int {
	k := strings.IndexAny(w, "'’")
	if k <= 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(w[k:])
	switch strings.ToLower(w[k+n:]) {
	case "s", "ll", "re", "ve", "d", "m":
		return k
	case "t":
		if c := w[k-1]; k > 1 && (c == 'n' || c == 'N') {
			return k - 1
		}
	}
	return 0
}

// address is the end of a web or mail address that begins at i, or i.
func address(s string, i int) int {
	e := i
	for e < len(s) && s[e] > ' ' && s[e] < 0x80 && s[e] != '"' && s[e] != '<' && s[e] != '>' && s[e] != '(' && s[e] != ')' {
		e++
	}
	w := s[i:e]
	at := strings.IndexByte(w, '@')
	if !strings.Contains(w, "://") && !strings.HasPrefix(w, "www.") && (at <= 0 || !strings.Contains(w[at:], ".")) {
		return i
	}
	return i + len(strings.TrimRight(w, ".,;:!?'"))
}

// mark reads one mark at i, a row of the same dots or dashes counting as one, and returns its end.
func mark(t *Text, i int, c rune, n int) int {
	s := t.Raw
	e := i + n
	switch c {
	case '.':
		for e < len(s) && s[e] == '.' {
			e++
		}
		t.add(i, e, Stop)
	case '!', '?':
		for e < len(s) && (s[e] == '!' || s[e] == '?') {
			e++
		}
		t.add(i, e, Stop)
	case '…':
		t.add(i, e, Stop)
	case '“', '„', '«':
		t.add(i, e, Open)
	case '”', '»':
		t.add(i, e, Close)
	case '"':
		t.add(i, e, side(s, i, e))
	case '\'', '`':
		if e < len(s) && rune(s[e]) == c { // two of them are a quotation mark
			e++
			t.add(i, e, side(s, i, e))
			break
		}
		t.add(i, e, Mark)
	case '-':
		for e < len(s) && s[e] == '-' {
			e++
		}
		t.add(i, e, Mark)
	default:
		t.add(i, e, Mark)
	}
	return e
}

// side tells whether the straight quotation mark s[i:e] opens or closes: one that opens stands before a word and after none.
func side(s string, i, e int) Kind {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[e:])
	free := i == 0 || isSpace(before) || before == '(' || before == '[' || before == '—' || before == '–'
	if free && e < len(s) && !isSpace(after) {
		return Open
	}
	return Close
}

func (t *Text) add(start, end int, k Kind) {
	t.Tokens = append(t.Tokens, Token{
		Start: int32(start), End: int32(end), Kind: k,
		Form: t.Raw[start:end], Lower: t.Lower[start:end],
	})
}

// split finds where sentences and paragraphs end. Quotations of several sentences are split inside, and marks that close
// stay with the sentence they close.
func (r *Rules) split(t *Text) {
	first, paragraph := 0, 0
	for i := range t.Tokens {
		if i == len(t.Tokens)-1 {
			t.endSentence(first, i+1, paragraph)
			break
		}
		gap := t.Raw[t.Tokens[i].End:t.Tokens[i+1].Start]
		if endsParagraph(gap, t.Tokens[i]) {
			t.endSentence(first, i+1, paragraph)
			first = i + 1
			paragraph++
			continue
		}
		if gap != "" && r.endsSentence(t, first, i) {
			t.endSentence(first, i+1, paragraph)
			first = i + 1
		}
	}
}

// endsSentence says whether a sentence that began at first ends with token i, which white space follows.
func (r *Rules) endsSentence(t *Text, first, i int) bool {
	next := t.Tokens[i+1]
	// Step back over what closes to the stop itself.
	k := i
	for k > first && (t.Tokens[k].Kind == Close || t.Tokens[k].Form == ")" || t.Tokens[k].Form == "]") {
		k--
	}
	stop := t.Tokens[k]
	if stop.Kind != Stop {
		if k < i || !strings.HasSuffix(stop.Form, ".") {
			return false
		}
		// An abbreviation's stop may be the sentence's too.
		w := strings.TrimSuffix(stop.Form, ".")
		if class := r.abbreviations[w]; class == 0 && !strings.Contains(w, ".") || class == 't' || class == 'n' || len(w) == 1 {
			return false
		}
		return r.starters[next.Form]
	}
	if k == first && k == i {
		return false // dots alone are no sentence
	}
	switch next.Kind {
	case Word:
		// A small letter goes on with the sentence: "Why?" he asked.
		c, _ := utf8.DecodeRuneInString(next.Form)
		return !unicode.IsLower(c)
	case Number, Open:
		return true
	case Mark:
		return next.Form == "(" || next.Form == "[" || next.Form == "—" || next.Form == "‘" || next.Form == "'" || next.Form == "•" || next.Form == "$" || next.Form == "#" || next.Form == "*"
	}
	return false
}

// endsParagraph says whether white space between two tokens parts paragraphs: a blank line does, and a line's end after a
// mark that ends things.
func endsParagraph(gap string, last Token) bool {
	lines := strings.Count(gap, "\n")
	return lines > 1 || lines == 1 && (last.Kind == Stop || last.Kind == Close || last.Form == ":" || last.Form == ")")
}

func (t *Text) endSentence(first, last, paragraph int) {
	t.Sentences = append(t.Sentences, Sentence{
		Span:  doc.Span{Start: int(t.Tokens[first].Start), End: int(t.Tokens[last-1].End)},
		First: first, Last: last, Paragraph: paragraph,
	})
}

// pairQuotes joins opening and closing marks inside a paragraph. A mark left open reaches to the paragraph's end only where
// the next paragraph opens again; any other is no quotation.
func pairQuotes(t *Text) {
	for si := 0; si < len(t.Sentences); {
		paragraph := t.Sentences[si].Paragraph
		first := t.Sentences[si].First
		for si < len(t.Sentences) && t.Sentences[si].Paragraph == paragraph {
			si++
		}
		last := t.Sentences[si-1].Last
		open := -1
		for i := first; i < last; i++ {
			switch t.Tokens[i].Kind {
			case Open:
				if open < 0 {
					open = i
				}
			case Close:
				if open >= 0 && i > open+1 {
					t.Quotes = append(t.Quotes, Quote{First: open, Last: i + 1})
				}
				open = -1
			}
		}
		if open >= 0 && last > open+1 && last < len(t.Tokens) && t.Tokens[last].Kind == Open {
			t.Quotes = append(t.Quotes, Quote{First: open, Last: last, Continues: true})
		}
	}
}

func isSpace(c rune) bool { return unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' }

func isWordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

func capitalRune(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}
