package page

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLabel bounds a speaker's label in bytes.
const maxLabel = 110

//go:embed data/turns.txt
var turnsText string

var turnWords = dataSets(turnsText, nil)

// labelForm is the typography that sets a label off from what is said.
type labelForm uint8

const (
	noLabel     labelForm = iota
	letterLabel           // "Q    Will he", "Q. Will he", "A: Yes"
	colonLabel            // "MR CARNEY: I believe so"
	pointLabel            // "Mr. HALE. I believe so", as hearings have it
	loneLabel             // a line of its own
	spacedLabel           // "Mark Tierney Thanks.", set in bold on the page
)

// speakerKind is what a label says about its speaker's part.
type speakerKind uint8

const (
	someone speakerKind = iota
	asker
	answerer
	chair
)

// label is a possible label at the start of a line.
type label struct {
	form       labelForm
	start, end int // of the printed label, without its colon, in bytes of the line
	body       int // where the words start
	kind       speakerKind
	firm       bool // a title, an office or a part in the event makes it a speaker's
	capitals   bool
}

// labelAt reads the label at the start of a line; form is noLabel where there is none.
func labelAt(line string) label {
	start := skipTimestamp(line)
	s := line[start:]
	l := letterLabelAt(s)
	if l.form == noLabel {
		l = colonLabelAt(s)
	} else if inner := colonLabelAt(s[l.body:]); inner.form != noLabel && inner.firm && l.numbered(s) { // "Q12 Chair: ..."
		inner.start, inner.end, inner.body = inner.start+l.body, inner.end+l.body, inner.body+l.body
		l = inner
	}
	if l.form == noLabel {
		l = pointLabelAt(s)
	}
	l.start, l.end, l.body = l.start+start, l.end+start, l.body+start
	return l
}

func (l label) numbered(s string) bool {
	return l.end > 1 && s[l.end-1] >= '0' && s[l.end-1] <= '9'
}

// skipTimestamp passes over "[00:12:40]", "(12:40)", "00:12" and marks of bold type before a label.
func skipTimestamp(s string) int {
	i := 0
	for i < len(s) && i < 16 && strings.IndexByte("[](){}*_#>: .0123456789", s[i]) >= 0 {
		i++
	}
	for i > 0 && (s[i-1] == '(' || s[i-1] == '[') {
		i--
	}
	if i > 0 && (i == len(s) || !strings.ContainsRune(s[:i], ':') && strings.IndexByte("*_#>", s[0]) < 0) {
		return 0 // "3. Answer", "2024: ..."
	}
	return i
}

// letterLabelAt reads Q and A. A lone blank behind Q makes a weak label: "Q Will he"; none does behind A, an article.
func letterLabelAt(s string) label {
	if s == "" || s[0] != 'Q' && s[0] != 'A' {
		return label{}
	}
	i := 1
	if i+1 < len(s) && s[i] == '.' && s[i+1] >= '0' && s[i+1] <= '9' {
		i++
	}
	for i < len(s) && i < 5 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	l := label{form: letterLabel, end: i, kind: asker, firm: true, capitals: true}
	if s[0] == 'A' {
		l.kind = answerer
	}
	blanks := skipBlanks(s, i) - i
	switch {
	case i == len(s):
		l.form = loneLabel
		l.firm = s[0] == 'Q'
	case s[i] == ':' || s[i] == '.' && i+1 < len(s) && (s[i+1] == ' ' || s[i+1] == '\t' || s[i+1] >= 0x80), s[i] == ')':
		i++
	case blanks >= 2 || s[i] == '\t':
		l.firm = s[0] == 'Q' || i > 1
	case blanks == 1 && markAt(s, i+1) == dashMark:
		i = skipMarksOf(s, i+1)
		if s[0] == 'Q' { // the dash may belong to an interrupted question: "Q — not to act?"
			i = l.end
		}
	case markAt(s, i) == dashMark:
		i = skipMarksOf(s, i)
	case blanks == 1 && (s[0] == 'Q' || i > 1):
		l.firm = i > 1
	default:
		return label{}
	}
	l.body = skipBlanks(s, i)
	if l.body == len(s) && l.form == letterLabel {
		l.form = loneLabel
	}
	return l
}

// colonLabelAt reads a label in front of a colon: a name, an office, a part in the event, with an affiliation or without.
func colonLabelAt(s string) label {
	colon := -1
	depth := 0
	for i := 0; i < len(s) && i < maxLabel; i++ {
		switch c := s[i]; {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case c == ':' && depth <= 0:
			colon = i
		case c == '?' || c == '!' || c == ';' || c == '"' || c == '|' || c == '=':
			return label{}
		}
		if colon >= 0 {
			break
		}
	}
	if colon < 2 || colon+1 < len(s) && (s[colon+1] == '/' || s[colon+1] >= '0' && s[colon+1] <= '9') {
		return label{}
	}
	l := label{form: colonLabel, end: colon, body: skipBlanks(s, colon+1)}
	for l.end > 0 && (s[l.end-1] == ' ' || s[l.end-1] == '*') {
		l.end--
	}
	if l.end == 0 || !l.classify(s[:l.end]) {
		return label{}
	}
	for strings.HasPrefix(s[l.body:], "*") {
		l.body = skipBlanks(s, l.body+1)
	}
	if l.body == len(s) {
		l.form = loneLabel
	}
	return l
}

// pointLabelAt reads "Mr. HALE. Thank you", "The CHAIRMAN. Thank you", "Senator Moran of Ohio. Thank you".
func pointLabelAt(s string) label {
	words := 0
	for i := 0; i < len(s) && i < 50; {
		end := i
		for end < len(s) && s[end] != ' ' {
			end++
		}
		word := s[i:end]
		small := words > 1 && word == "of"
		if word == "" || !unicode.IsUpper(firstRune(word)) && !small {
			return label{}
		}
		words++
		if title := turnWord("title", word); words == 1 && !title {
			return label{}
		} else if words > 1 && len(word) > 3 && strings.HasSuffix(word, ".") && (!title || len(word) > 6 && upperOnly(word)) {
			l := label{form: pointLabel, end: end - 1, body: skipBlanks(s, end)}
			if l.body == len(s) || !l.classify(s[:l.end]) || unicode.IsLower(firstRune(s[l.body:])) {
				return label{}
			}
			return l
		}
		if words > 7 {
			return label{}
		}
		i = skipBlanks(s, end)
	}
	return label{}
}

// loneLabelAt reads a line that is nothing but a label, without a colon.
func loneLabelAt(line string) label {
	l := label{form: loneLabel, end: len(line), body: len(line)}
	if len(line) > 70 || !l.classify(line) || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ",") {
		return label{}
	}
	return l
}

// classify tells whether a string can be a speaker's label and what it says of the speaker.
func (l *label) classify(s string) bool {
	if len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' { // "(Amir Khan, Dawn News): What"
		s = s[1 : len(s)-1]
	}
	main, affiliation := s, ""
	if i := strings.IndexAny(s, "(["); i > 0 {
		main, affiliation = s[:i], strings.Trim(s[i:], "()[] ")
	}
	if i := strings.IndexByte(main, ','); i > 0 {
		affiliation = strings.TrimSpace(main[i+1:] + " " + affiliation)
		main = main[:i]
	}
	for _, dash := range [...]string{" – ", " — ", " - "} {
		if before, after, ok := strings.Cut(main, dash); ok && before != "" {
			main, affiliation = before, after+" "+affiliation
		}
	}
	main = strings.TrimSpace(main)
	key := foldLabel(main)
	var d looseDay
	if key == "" || turnWords["never"][key] || turnWords["list"][key] || d.cut(main) == "" {
		return false
	}
	if affiliation != "" && !strings.ContainsFunc(affiliation, unicode.IsLetter) { // "Lions (1-0)"
		return false
	}
	words, office := 0, false
	l.capitals = true
	for word := range strings.FieldsSeq(main) {
		low := foldLabel(word)
		words++
		first := firstRune(word)
		if !unicode.IsUpper(first) && !strings.HasPrefix(low, "al-") &&
			!(words > 1 && (turnWords["small"][low] || unicode.IsDigit(first) || first == '#')) {
			return false
		}
		if words == 1 && turnWords["never"][low] && !turnWords["title"][low] {
			return false
		}
		for _, r := range word {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(".'’‘`-/&#", r) {
				return false
			}
		}
		if n := len(word); word[n-1] == '.' && n > 6 {
			return false // the end of a sentence
		}
		if !upperOnly(strings.TrimPrefix(word, "Mc")) && !turnWords["small"][low] {
			l.capitals = false
		}
		office = office || turnWords["office"][low]
		switch {
		case turnWords["asker"][low]:
			l.kind, l.firm = asker, true
		case turnWords["answerer"][low] && words == 1:
			l.kind, l.firm = answerer, true
		case turnWords["chair"][low] && l.kind == someone:
			l.kind, l.firm = chair, true
		case turnWords["title"][low] && words == 1 && key != "the" || low == "speaker":
			l.firm = true
		}
	}
	if words > 9 || strings.Count(affiliation, " ") > 9 {
		return false
	}
	if office && l.kind == asker { // "PRESS SECRETARY"
		l.kind = someone
	}
	if affiliation != "" {
		l.affiliate(affiliation)
	}
	if l.kind == someone && !office && (datelineWords["agency"][key] || anyWord(main, "outlet")) {
		l.kind = asker // "AFP:", "Deccan Mirror:"
	}
	return true
}

// affiliate weighs what stands behind a comma or in brackets: an office or body, an outlet, or how the turn is rendered.
func (l *label) affiliate(s string) {
	switch {
	case anyWord(s, "manner") && !anyWord(s, "outlet"):
	case anyWord(s, "office"):
		l.firm = true
	case anyWord(s, "chair"):
		l.kind, l.firm = chair, true
	default:
		l.kind, l.firm = asker, true
	}
}

func anyWord(s, kind string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' || r == '/' }) {
		if turnWords[kind][foldLabel(word)] {
			return true
		}
	}
	return false
}

// foldLabel is the form under which labels and their words are compared: small letters, without full stops.
func foldLabel(s string) string {
	var buf [maxLabel + utf8.UTFMax]byte
	return strings.TrimSpace(string(appendFolded(buf[:0], s)))
}

// turnWord tells whether a word, or a short label, is of a kind of turns.txt.
func turnWord(kind, word string) bool {
	if len(word) > 40 {
		return false
	}
	var buf [40 + utf8.UTFMax]byte
	return turnWords[kind][string(appendFolded(buf[:0], word))]
}

func appendFolded(key []byte, s string) []byte {
	for i := 0; i < len(s) && len(key) < maxLabel; {
		r, w := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(s[i:])
		}
		i += w
		switch {
		case r == '.' || r == '*':
		case r == '’':
			key = append(key, '\'')
		case r >= 'A' && r <= 'Z':
			key = append(key, byte(r)+'a'-'A')
		case r < utf8.RuneSelf:
			key = append(key, byte(r))
		default:
			key = utf8.AppendRune(key, unicode.ToLower(r))
		}
	}
	return key
}
