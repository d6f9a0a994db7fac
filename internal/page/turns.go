package page

import (
	"strings"
	"unicode"

	"readout/doc"
)

// findTurns cuts a transcript into its turns, in order; nil where the text is none.
//
// A turn runs from its label to the last word said. Paragraphs without a label belong to the running turn; headings, clock
// times, stage lines and sign-offs between two turns belong to none. Labels are looked for in several typographies, and
// only when their number, recurrence and spread show that the text is a transcript do they count.
func findTurns(text string) []doc.Turn {
	t := transcript{text: text}
	t.readLines()
	if !t.settle() {
		return nil
	}
	turns := t.cut()
	t.giveRoles(turns)
	return turns
}

// lineKind is what a line is besides a label or words.
type lineKind uint8

const (
	wordsLine  lineKind = iota
	asideLine           // a heading, clock time, day or stage line: part of a turn only inside it
	listedLine          // of the list of participants
	endLine             // the sign-off
)

type line struct {
	start, end int // in bytes of the text, without blanks around
	opens      bool
	kind       lineKind
	label      label
	key        string // of the label
}

type transcript struct {
	text   string
	lines  []line
	people []string // of the list of participants
	kinds  map[string]speakerKind
	labels map[string]int // how often each label stands in front of words
	names  map[string]int // likewise the last word of each
}

func (t *transcript) str(l *line) string { return t.text[l.start:l.end] }

// readLines cuts the text into lines and reads the label that each may have.
func (t *transcript) readLines() {
	opens, listed := true, false
	for at := 0; at < len(t.text); {
		n := strings.IndexByte(t.text[at:], '\n')
		if n < 0 {
			n = len(t.text) - at
		}
		raw := t.text[at : at+n]
		left := len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
		l := line{start: at + left, end: at + len(strings.TrimRightFunc(raw, unicode.IsSpace)), opens: opens}
		at += n + 1
		if l.end <= l.start {
			opens = true
			continue
		}
		opens = false
		s := t.str(&l)
		switch {
		case turnWord("list", strings.TrimSuffix(s, ":")):
			l.kind, listed = listedLine, true
		case listed && t.addPerson(s):
			l.kind = listedLine
		case isSignOff(s):
			l.kind = endLine
		case isAside(s):
			l.kind = asideLine
		default:
			listed = false
			l.label = labelAt(s)
		}
		t.lines = append(t.lines, l)
	}
}

// addPerson reads a line of the list of participants: "Ned Roe, Department Spokesperson". It is false behind the list.
func (t *transcript) addPerson(s string) bool {
	if len(s) > 160 || strings.ContainsAny(s, "?!") {
		return false
	}
	if l := labelAt(s); l.form == colonLabel && strings.HasSuffix(s, ".") || l.form == letterLabel && l.firm {
		return false
	} else if l.form == colonLabel { // "Moderator: Ann Roe, Senior Fellow"
		s = s[l.body:]
	}
	name, _, _ := strings.Cut(s, ",")
	for _, mark := range [...]string{"(", " - ", " – ", " — ", "\t", ":"} {
		name, _, _ = strings.Cut(name, mark)
	}
	name = strings.TrimSpace(strings.TrimLeft(name, "•-*–· "))
	l := loneLabelAt(name)
	if l.form == noLabel || strings.HasSuffix(s, ".") && len(strings.Fields(s)) > 8 {
		return false
	}
	if strings.Contains(name, " ") && len(t.people) < 100 {
		t.people = append(t.people, name)
	}
	return true
}

// settle decides which of the possible labels are labels, and whether they make a transcript.
func (t *transcript) settle() bool {
	t.labels, t.names, t.kinds = make(map[string]int), make(map[string]int), make(map[string]speakerKind)
	forms := t.count()
	if n := t.surnames(); n > 0 {
		forms[colonLabel] += n
	}
	if forms[colonLabel]+forms[letterLabel] == 0 {
		if forms[pointLabel] < 3 && (len(t.people) > 0 || t.partOpens()) {
			t.findUnmarked(false)
		}
	} else {
		t.drop(pointLabel)
		if len(t.people) > 0 {
			t.findUnmarked(true)
		}
	}
	t.dropUnsure()
	return t.convincing()
}

// count names the labels and counts their forms.
func (t *transcript) count() (forms [spacedLabel + 1]int) {
	for i := range t.lines {
		l := &t.lines[i]
		if l.label.form == noLabel {
			continue
		}
		t.name(l)
		forms[l.label.form]++
	}
	return forms
}

// surnames lets words that are no labels elsewhere be labels where they are the surname of a longer one, and tells how many: "PRICE:"
// behind "SENATOR JOANNA PRICE, MINISTER FOR DEFENCE:".
func (t *transcript) surnames() (n int) {
	for i := range t.lines {
		l := &t.lines[i]
		if l.kind != wordsLine || l.label.form != noLabel || !l.opens {
			continue
		}
		word, said, _ := strings.Cut(t.str(l), ":")
		if strings.Contains(word, " ") || !upperOnly(word) || said == "" || !turnWord("never", word) || t.names[foldLabel(word)] == 0 {
			continue
		}
		l.label = label{form: colonLabel, end: len(word), body: skipBlanks(t.str(l), len(word)+1), capitals: true}
		t.name(l)
		n++
	}
	return n
}

// name enters a line's label into the tables.
func (t *transcript) name(l *line) {
	s := t.str(l)
	l.key = foldLabel(s[l.label.start:l.label.end])
	t.labels[l.key]++
	t.names[surnameOf(l.key)]++
	if t.kinds[l.key] == someone {
		t.kinds[l.key] = l.label.kind
	}
}

func (t *transcript) drop(form labelForm) {
	for i := range t.lines {
		if l := &t.lines[i]; l.label.form == form {
			t.unlabel(l)
		}
	}
}

func (t *transcript) unlabel(l *line) {
	t.labels[l.key]--
	t.names[surnameOf(l.key)]--
	l.label, l.key = label{}, ""
}

// recurs tells whether a label stands in front of words more than once, with or without title and given name: "Prime Minister Ida
// Vik", then "Ida Vik" or "VIK".
func (t *transcript) recurs(l *line) bool {
	name := surnameOf(l.key)
	return t.labels[l.key] > 1 || t.names[name] > 1 && !turnWords["title"][name] && !turnWords["office"][name]
}

// partOpens tells whether a paragraph begins with a part in the event, "Question" or "Moderator": without one, and without
// a list of participants, no text has labels without a colon.
func (t *transcript) partOpens() bool {
	for i := range t.lines {
		if l := &t.lines[i]; l.opens && l.label.form == noLabel {
			word, _, _ := strings.Cut(t.str(l), " ")
			if turnWord("asker", word) || turnWord("chair", word) {
				return true
			}
		}
	}
	return false
}

// findUnmarked looks for labels without a colon: names of participants, recurring names, parts in the event.
func (t *transcript) findUnmarked(onlyListed bool) {
	names := make(map[string]int)
	for _, p := range t.people {
		names[p] += 100
	}
	for i := range t.lines {
		if l := &t.lines[i]; l.opens && l.kind != listedLine && l.label.form == noLabel && !onlyListed {
			for name := range leadingNames(t.str(l)) {
				names[name]++
			}
		}
	}
	for i := range t.lines {
		l := &t.lines[i]
		if l.kind == listedLine || l.label.form != noLabel || !l.opens && len(t.people) == 0 {
			continue
		}
		s := t.str(l)
		best, sure := "", false
		for name := range leadingNames(s) {
			low := foldLabel(name)
			part := turnWords["asker"][low] || turnWords["chair"][low]
			if n := names[name]; (n >= 2 || part) && (best == "" || n >= names[best]) {
				best, sure = name, part || n >= 100
			}
		}
		end := len(best)
		if open := firstBracket(s); open > 0 && (end == 0 || open <= end+1) { // "Jonas Eklund (SVT) Mr Tierney"
			if _, after, ok := bracketed(s, open); ok && spokenAfter(s[after:]) && loneLabelAt(s[:open]).form != noLabel {
				end, sure = after, true
			}
		}
		if end == 0 {
			continue
		}
		x := label{form: spacedLabel, end: end, body: skipBlanks(s, end)}
		if x.body == len(s) {
			x.form = loneLabel
		}
		if x.classify(s[:end]) && (sure || !allTitles(s[:end])) {
			x.firm = x.firm && x.kind != someone || sure
			l.label, l.kind = x, wordsLine
			t.name(l)
		}
	}
}

// leadingNames yields the beginnings of a line that may be a name before the first word said: two to four capitalised
// words, or a word for a part in the event.
func leadingNames(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		words := 0
		for at := 0; at < len(s) && words < 5; {
			end := at
			for end < len(s) && s[end] != ' ' {
				end++
			}
			word := s[at:end]
			low := foldLabel(word)
			if !unicode.IsUpper(firstRune(word)) || strings.ContainsAny(word, ",;:.?!\"“”") && !turnWords["title"][low] {
				return
			}
			words++
			part := words == 1 && len(low) > 1 && (turnWords["asker"][low] || turnWords["chair"][low])
			if (words > 1 || part) && spokenAfter(s[end:]) && !yield(s[:end]) {
				return
			}
			at = end + 1
		}
	}
}

// firstBracket is where a bracket opens within the length of a name, 0 where none does.
func firstBracket(s string) int {
	return max(0, strings.IndexByte(s[:min(len(s), 60)], '('))
}

// allTitles tells whether a label has no name behind its titles: "Prime Minister".
func allTitles(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if !turnWord("title", word) {
			return false
		}
	}
	return true
}

// spokenAfter tells whether speech can begin behind a label without a colon.
func spokenAfter(rest string) bool {
	if rest == "" {
		return true
	}
	trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if len(trimmed) == len(rest) || trimmed == "" {
		return trimmed == ""
	}
	r := firstRune(trimmed)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("“\"‘'[(—–…", r)
}

// dropUnsure takes away labels that neither their words nor the rest of the text bear out.
func (t *transcript) dropUnsure() {
	capitals, titled := 0, 0
	for i := range t.lines {
		if l := &t.lines[i]; l.label.form == colonLabel && (l.label.firm || t.recurs(l)) {
			if l.label.capitals {
				capitals++
			} else {
				titled++
			}
		}
	}
	for i := range t.lines {
		l := &t.lines[i]
		x := &l.label
		again := t.recurs(l)
		keep := true
		switch x.form {
		case letterLabel, pointLabel:
			keep = x.firm || again
		case loneLabel:
			next := i + 1
			keep = next < len(t.lines) && t.lines[next].label.form == noLabel && (x.firm && x.kind != someone || again)
		case colonLabel:
			switch {
			case again:
			case !l.opens && !x.firm: // a single newline and a single use
				keep = false
			case x.capitals:
				keep = x.firm || x.kind == asker || capitals > 1
			case x.firm:
				keep = titled > 0 || capitals == 0 || x.kind != someone
			default: // once: the name of an outlet, a person's
				keep = titled > 0 && x.kind == asker || titled >= 3 && strings.Contains(l.key, " ")
			}
		}
		if !keep {
			t.unlabel(l)
		}
	}
}

// convincing tells whether the labels that are left make the text a transcript.
func (t *transcript) convincing() bool {
	var forms [spacedLabel + 1]int
	n, firm, recurring, first, paragraphs := 0, 0, 0, -1, 0
	distinct, again := make(map[string]bool), make(map[string]bool)
	for i := range t.lines {
		l := &t.lines[i]
		if first >= 0 && l.opens && l.kind == wordsLine {
			paragraphs++
		}
		if l.label.form == noLabel {
			continue
		}
		if first < 0 {
			first, paragraphs = l.start, 1
		}
		n++
		forms[l.label.form]++
		distinct[l.key] = true
		if l.label.firm {
			firm++
		}
		if t.recurs(l) {
			recurring++
			again[surnameOf(l.key)] = true
		}
	}
	if n == 0 {
		return false
	}
	covered := float64(len(t.text)-first) / float64(len(t.text))
	density := float64(n) / float64(max(paragraphs, 1))
	letters := forms[letterLabel]
	switch {
	case n == 1: // remarks of one speaker
		l := t.firstLabelled()
		return l.label.capitals && l.label.form == colonLabel && titleFirst(l.key) && covered > 0.6 && paragraphs >= 3
	case n == 2:
		return firm == 2 && len(distinct) == 2 && covered > 0.7 && density > 0.3 && t.hasKind(asker) && forms[spacedLabel] == 0
	case len(distinct) < 2: // only the questions are marked
		return letters == n && covered > 0.5 && density > 0.3 && t.hasKind(asker)
	case recurring == 0:
		return firm == n && covered > 0.8 && density > 0.5 && t.hasKind(asker)
	case 2*forms[spacedLabel] > n:
		return n >= 4 && covered > 0.5 && (len(t.people) > 0 && density > 0.3 || density > 0.6 && (t.hasKind(asker) || t.hasKind(chair)))
	case 2*forms[loneLabel] > n:
		return n >= 4 && covered > 0.5 && density > 0.2
	case letters == n:
		return covered > 0.5 && density > 0.3
	case 2*firm >= n:
		return covered > 0.5 && density > 0.08
	}
	return n >= 4 && (len(again) >= 2 || t.hasKind(asker)) && 2*recurring >= n && covered > 0.5 && density > 0.35
}

func (t *transcript) firstLabelled() *line {
	for i := range t.lines {
		if t.lines[i].label.form != noLabel {
			return &t.lines[i]
		}
	}
	return nil
}

func (t *transcript) hasKind(k speakerKind) bool {
	for i := range t.lines {
		if l := &t.lines[i]; l.label.form != noLabel && t.kinds[l.key] == k {
			return true
		}
	}
	return false
}

// titleFirst tells whether a label is a title and a name: "mr miller", "the president".
func titleFirst(key string) bool {
	word, name, _ := strings.Cut(key, " ")
	return turnWords["title"][word] && name != ""
}

// cut makes the turns; the role is still open, and kinds are looked up by label again in giveRoles.
func (t *transcript) cut() []doc.Turn {
	var turns []doc.Turn
	running := -1
	for i := range t.lines {
		l := &t.lines[i]
		switch {
		case l.label.form != noLabel:
			speaker := t.text[l.start+l.label.start : l.start+l.label.end]
			turns = append(turns, doc.Turn{Speaker: speaker, Span: doc.Span{Start: l.start + l.label.start, End: l.end}})
			running = len(turns) - 1
		case l.kind == endLine:
			running = -1
		case running >= 0 && l.kind == wordsLine:
			turns[running].Span.End = l.end
		}
	}
	kept := turns[:0]
	for _, x := range turns { // a label without words is no turn
		said := strings.Trim(t.text[x.Span.Start+len(x.Speaker):x.Span.End], " :.*\t\n\u00a0")
		if said != "" {
			kept = append(kept, x)
		}
	}
	return kept
}

// giveRoles tells questions from answers and statements by the speakers' parts and the order of turns.
func (t *transcript) giveRoles(turns []doc.Turn) {
	t.shareKinds(turns)
	askers := false
	for _, x := range turns {
		askers = askers || t.kinds[foldLabel(x.Speaker)] == asker
	}
	if !askers {
		t.findAskers(turns)
	}
	asked, answering := false, false // a question is open; the turn before was an answer to one
	for i := range turns {
		x := &turns[i]
		said := t.text[x.Span.Start+len(x.Speaker) : x.Span.End]
		switch t.kinds[foldLabel(x.Speaker)] {
		case asker:
			x.Role = "question"
			if !isQuestion(said) {
				x.Role = "statement"
			}
			asked, answering = true, false
		case chair:
			x.Role = "statement"
			answering = false
		default:
			x.Role = "statement"
			if next := i + 1; givesFloor(said) && (!asked || next < len(turns) && t.kinds[foldLabel(turns[next].Speaker)] != asker) {
				answering = false
				continue // the question stays open
			}
			if asked || answering {
				x.Role = "answer"
			}
			answering = x.Role == "answer"
			asked = false
		}
	}
}

// shareKinds gives the part of "PETER NAGY, HOST" to the "NAGY" of later labels.
func (t *transcript) shareKinds(turns []doc.Turn) {
	surnames := make(map[string]speakerKind)
	for _, x := range turns {
		key := foldLabel(x.Speaker)
		surname := surnameOf(key)
		if kind := t.kinds[key]; kind != someone {
			surnames[surname] = kind
		} else if kind, ok := surnames[surname]; ok {
			t.kinds[key] = kind
		}
	}
}

// surnameOf is the last word of a label before its comma or bracket.
func surnameOf(key string) string {
	if i := strings.IndexAny(key, ",(["); i > 0 {
		key = strings.TrimSpace(key[:i])
	}
	return key[strings.LastIndexByte(key, ' ')+1:]
}

// findAskers finds who puts the questions where no label says so: whose turns mostly end in a question mark.
func (t *transcript) findAskers(turns []doc.Turn) {
	ends, all := make(map[string]int), make(map[string]int)
	answerers := 0
	for _, x := range turns {
		key := foldLabel(x.Speaker)
		all[key]++
		if strings.HasSuffix(strings.TrimRight(t.text[:x.Span.End], "”\"’')"), "?") {
			ends[key]++
		}
	}
	for key := range all {
		if 2*ends[key] < all[key] {
			answerers++
		}
	}
	if answerers == 0 {
		return
	}
	for key := range all {
		if 2*ends[key] >= all[key] && ends[key] > 0 && t.kinds[key] != answerer {
			t.kinds[key] = asker
		}
	}
}

// givesFloor tells whether a turn does no more than call on the next speaker: "Second row, please."
func givesFloor(said string) bool {
	n := 0
	for word := range strings.FieldsFuncSeq(said, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		if n++; n > 25 {
			return false
		}
		if turnWord("floor", word) {
			return true
		}
	}
	return false
}

// isQuestion tells whether a questioner's turn asks: "Right." and "Thank you, Minister." do not.
func isQuestion(said string) bool {
	return strings.ContainsAny(said, "?") || len(strings.Fields(said)) > 6 || strings.HasSuffix(said, "—") || strings.HasSuffix(said, "--")
}

// isSignOff tells whether a line closes a transcript.
func isSignOff(s string) bool {
	if len(s) > 160 {
		return false
	}
	low := foldLabel(strings.Trim(s, "()[]-–—* \t"))
	switch low {
	case "", "end", "ends", "30", "#", "##", "###", "# # #", "end of transcript", "end transcript", "end text", "unofficial transcript ends":
		return true
	}
	if rest, ok := strings.CutPrefix(low, "end "); ok && len(rest) < 40 && (strings.ContainsAny(rest, "0123456789") || strings.HasPrefix(rest, "of ")) {
		return true
	}
	if s[0] != '(' && s[0] != '[' {
		return false
	}
	for _, word := range [...]string{"concluded", "was adjourned", "ended at", "whereupon", "briefing ended", "call ends", "end of"} {
		if strings.Contains(low, word) {
			return true
		}
	}
	return false
}

// isAside tells whether a line is a stage line, a clock time, a day or a heading.
func isAside(s string) bool {
	if len(s) > 90 {
		return false
	}
	last := s[len(s)-1]
	if s[0] == '(' || s[0] == '[' {
		inner := s[1:]
		end := strings.IndexAny(inner, ")]")
		return end >= 0 && end >= len(inner)-2
	}
	var d looseDay
	if d.cut(s) == "" {
		return true
	}
	if low := foldLabel(s); s[0] >= '0' && s[0] <= '9' && len(s) < 40 && (strings.Contains(low, "am ") || strings.Contains(low, "pm ") ||
		strings.HasSuffix(low, "am") || strings.HasSuffix(low, "pm") || strings.Contains(low, "hrs")) {
		return true
	}
	if strings.IndexByte(".?!,;:-)\"'", last) >= 0 || last >= 0x80 {
		return false
	}
	words := 0
	for word := range strings.FieldsSeq(s) {
		r := firstRune(word)
		if unicode.IsLower(r) && !turnWords["small"][word] || strings.ContainsRune("“\"", r) || r == '—' || r == '–' {
			return false
		}
		words++
	}
	return words <= 10
}
