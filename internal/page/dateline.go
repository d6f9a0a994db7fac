package page

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/doc"
	"readout/internal/know"
)

// maxDateline bounds a dateline in bytes; the longest name several places, a day and an agency.
const maxDateline = 160

//go:embed data/datelines.txt
var datelinesText string

// datelineWords are the words of each kind, as place keys.
var datelineWords = dataSets(datelinesText, know.PlaceKey)

// datelineMark is what closes a dateline.
type datelineMark uint8

const (
	noMark    datelineMark = iota // the end of the line
	dashMark                      // "PARIS —"
	colonMark                     // "PARIS:"
	pipeMark                      // "PARIS |"
)

// datelineParts is what stands before the prose.
type datelineParts struct {
	place      string // as printed
	names      string // of the place or places, without what is behind the comma
	areas      []string
	date       looseDay
	agency     string
	wire       bool // the agency is a known one
	mark       datelineMark
	end        int // where the prose starts, in bytes
	hasProse   bool
	proseFirst rune
}

// dateline reads the dateline at the start of a body and gives the byte at which the prose starts; nil and 0 where there
// is none. published, YYYY-MM-DD or "", is the day near which a day without a year is sought.
//
// A name in front of a dash or a colon is a dateline only with evidence for it: a known city, or an unknown name in
// capitals with a known country, a day or an agency. "WARNING:", "EXCLUSIVE -" and speakers' labels have none of these.
func dateline(text, published string, places *know.Places) (dl *doc.Dateline, end int) {
	start := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	body := text[start:]
	p, place, ok := readDateline(body, places)
	if !ok && p.mark == pipeMark { // "MORNING MAIL | OSLO | The ..." carries the outlet's name first
		start, body = start+p.end, body[p.end:]
		p, place, ok = readDateline(body, places)
		ok = ok && p.mark == pipeMark && upperOnly(p.names) && len(p.areas) == 0
	}
	if !ok {
		return nil, 0
	}
	dl = &doc.Dateline{Place: p.place, Country: place.Country, Agency: p.agency}
	if d, ok := p.date.near(published); ok {
		s := d.String()
		dl.Date = &s
	}
	return dl, start + p.end
}

// readDateline reads the head of a text; the parts hold even where they make no dateline.
func readDateline(text string, places *know.Places) (p datelineParts, place know.Place, ok bool) {
	if p, ok = splitDateline(text); ok {
		place, ok = p.judge(text, places)
	}
	return p, place, ok
}

// judge tells whether the parts make a dateline, and of which place.
func (p *datelineParts) judge(body string, places *know.Places) (know.Place, bool) {
	var place know.Place
	known, capitals, labelled := false, true, false
	for i, name := range splitNamesOf(p.names) {
		shape := nameShape(name)
		if shape == noName {
			return place, false
		}
		capitals = capitals && shape == capitalName
		bare, vantage := cutVantage(name)
		key := know.PlaceKey(bare)
		labelled = labelled || datelineWords["label"][key]
		x, ok := places.Find(bare)
		aboard := strings.EqualFold(vantage, "aboard") || strings.EqualFold(vantage, "on board")
		if aboard && capitals {
			x, ok = know.Place{Kind: know.City, Size: 1000}, true // a ship or a plane is in no country
		}
		if i == 0 {
			place, known = x, ok
		} else if !ok || !known {
			known = false
		}
	}
	inArea := false
	if n := len(p.areas); n > 0 {
		bare, _ := cutVantage(splitNamesOf(p.names)[0])
		x, ok := places.FindIn(bare, p.areas[n-1])
		if ok && place.Kind == know.Country { // "UK, France, Belgium:" is a list
			return place, false
		}
		if ok {
			place, inArea = x, true
		} else if !p.wire {
			return place, false
		}
	}
	dated := p.date.month > 0
	city := known && place.Kind == know.City
	switch {
	case p.wire:
		// "DAHIYEH (AFP) The": a known agency is enough, whatever the name, if it looks like one
		return place, capitals || known || inArea
	case p.agency != "":
		return place, p.mark != noMark && (capitals && (known || dated || inArea) || inArea || city && (dated || place.Size >= 100))
	case labelled && !inArea && !dated:
		return place, false
	case dated:
		return place, (p.mark != noMark || !p.hasProse || known) && (known || inArea || capitals && p.mark == dashMark)
	}
	if !p.proseStarts() {
		return place, false
	}
	switch p.mark {
	case dashMark, pipeMark:
		return place, inArea || city && (capitals || place.Size >= 100 || place.Capital)
	case colonMark:
		label := strings.TrimSpace(p.place) + ":"
		if strings.Contains(body[min(len(body), p.end):], "\n"+label) {
			return place, false // it recurs: a speaker, or a list of places
		}
		if place.Size < 300 && !place.Capital && !inArea && !datelineWords["colon"][strings.ToLower(place.Country)] {
			return place, false // most papers set a dash; a small town's name is a speaker's or a club's: "CLINTON:"
		}
		return place, inArea || city && (capitals || place.Size >= 200 || place.Capital)
	case noMark: // the place has a line of its own
		if p.hasProse || !capitals {
			return place, false
		}
		return place, inArea && known || city && (place.Size >= 500 || place.Capital) && longParagraph(body[p.end:])
	}
	return place, false
}

// proseStarts tells whether what follows begins like a sentence.
func (p *datelineParts) proseStarts() bool {
	r := p.proseFirst
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r) ||
		strings.ContainsRune("“\"‘'«„[$€£¿", r)
}

// longParagraph tells whether the text begins with a paragraph of prose rather than with another heading.
func longParagraph(text string) bool {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.TrimRight(line, " ”\"’")
	return len(line) >= 80 && strings.IndexByte(".?!", line[len(line)-1]) >= 0
}

// splitDateline cuts the head of a text into parts.
func splitDateline(text string) (p datelineParts, ok bool) {
	line, _, whole := strings.Cut(text[:min(len(text), maxDateline)], "\n")
	if !whole && len(text) > maxDateline {
		line = line[:len(line)-utf8.UTFMax] // may be cut inside a letter
	}
	i, digits := 0, 0
	for i < len(line) && i < 100 { // to the first mark
		r, w := utf8.DecodeRuneInString(line[i:])
		if r == '(' || r == '/' && i > 0 && line[i-1] == ' ' || markAt(line, i) != noMark {
			break
		}
		if strings.ContainsRune("\"“”!?;[]<>@#*=", r) || r == utf8.RuneError {
			return p, false
		}
		if r >= '0' && r <= '9' {
			digits++
		}
		i += w
	}
	if i >= 100 || i == 0 || digits > 8 {
		return p, false
	}
	ok = p.readPlace(line[:i])
	p.readTail(line, i)
	if rest := line[p.end:]; rest != "" {
		p.hasProse = true
		p.proseFirst, _ = utf8.DecodeRuneInString(rest)
	} else {
		rest = text[len(line):]
		trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
		p.end = len(line) + len(rest) - len(trimmed)
		p.proseFirst, _ = utf8.DecodeRuneInString(trimmed)
	}
	return p, ok
}

// readPlace reads "LA CROSSE, Wis.", "London, 5 May 2024", "21 June 2024, Geneva", "Bengaluru, PTI".
func (p *datelineParts) readPlace(s string) bool {
	from, to := -1, 0 // of the place as printed
	for at := 0; at <= len(s); {
		piece := s[at:]
		if n := strings.IndexByte(piece, ','); n >= 0 {
			piece = piece[:n]
		}
		next := at + len(piece) + 1
		left := at + len(piece) - len(strings.TrimLeftFunc(piece, unicode.IsSpace))
		piece = strings.TrimSpace(piece)
		name := p.date.cut(piece)
		switch {
		case piece == "" || name == "":
		case from < 0:
			from, to = left, left+len(name)
			p.names = name
		case datelineWords["agency"][know.PlaceKey(name)]:
			p.agency, p.wire = name, true
		case p.date.month > 0 && len(name) == len(piece):
			if p.names != "" {
				return false // words behind the day
			}
		default:
			p.areas = append(p.areas, name)
			to = left + len(name)
		}
		if len(p.areas) > 3 {
			return false
		}
		at = next
	}
	if from < 0 {
		return false
	}
	p.place = strings.Join(strings.Fields(s[from:to]), " ")
	return true
}

// readTail reads what follows the place: agencies in brackets, a day, dashes.
func (p *datelineParts) readTail(line string, i int) {
	p.end = i
	for {
		i = skipBlanks(line, i)
		if m := markAt(line, i); m != noMark {
			if p.mark != noMark && (p.agency == "" || line[i] == ':') {
				return // a second one belongs to the prose
			}
			p.mark = m
			i = skipMarksOf(line, i)
		} else if inner, after, ok := bracketed(line, i); ok {
			if !p.readBracket(inner) {
				return
			}
			i = after
		} else if i < len(line) && (line[i] == '.' || line[i] == ',' || line[i] == ';') && p.agency != "" && p.mark == noMark {
			i++
			p.mark = dashMark
		} else {
			return
		}
		p.end = skipBlanks(line, i)
	}
}

// readBracket reads "Reuters", "21 June 2024", "France" from brackets.
func (p *datelineParts) readBracket(s string) bool {
	if p.agency != "" {
		return false
	}
	if d := p.date; d.cut(s) == "" { // "(1988)" is the year of a film
		p.date = d
		return d.month > 0
	}
	key := know.PlaceKey(s)
	if datelineWords["agency"][key] {
		p.agency, p.wire = s, true
		return true
	}
	letters := false
	for _, r := range s {
		if strings.ContainsRune(":;\"“”!?%$", r) {
			return false
		}
		letters = letters || unicode.IsLetter(r)
	}
	if !letters || len(strings.Fields(s)) > 5 || !unicode.IsUpper(firstRune(s)) && !strings.Contains(s, ".") {
		return false
	}
	p.agency = s
	return true
}

// bracketed gives what stands between brackets or strokes at byte i.
func bracketed(line string, i int) (inner string, after int, ok bool) {
	if i >= len(line) || line[i] != '(' && line[i] != '/' {
		return "", i, false
	}
	closing := byte(')')
	if line[i] == '/' {
		closing = '/'
	}
	n := strings.IndexByte(line[i+1:], closing)
	if n <= 0 || n > 48 {
		return "", i, false
	}
	return strings.TrimSpace(line[i+1 : i+1+n]), i + n + 2, true
}

// markAt tells which mark stands at byte i. A hyphen counts between blanks or doubled: Port-au-Prince has none.
func markAt(s string, i int) datelineMark {
	if i >= len(s) {
		return noMark
	}
	switch s[i] {
	case ':':
		return colonMark
	case '|':
		return pipeMark
	case '-':
		blank := i == 0 || s[i-1] == ' ' || s[i-1] == ')' || s[i-1] == '/' || i+1 == len(s) || s[i+1] == ' '
		if double := i+1 < len(s) && s[i+1] == '-'; blank || double {
			return dashMark
		}
	case 0xe2: // – — ― − •
		for _, dash := range [...]string{"–", "—", "―", "−", "•"} {
			if strings.HasPrefix(s[i:], dash) {
				return dashMark
			}
		}
	}
	return noMark
}

// skipMarksOf passes over a run of marks: "--", "- -", ": —".
func skipMarksOf(s string, i int) int {
	for markAt(s, i) != noMark || i < len(s) && s[i] == '-' {
		_, w := utf8.DecodeRuneInString(s[i:])
		i = skipBlanks(s, i+w)
	}
	return i
}

func skipBlanks(s string, i int) int {
	return len(s) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// splitNamesOf parts the places of "BEIRUT/THE HAGUE" and "LONDON and PARIS"; it never gives an empty list.
func splitNamesOf(names string) []string {
	for _, joint := range [...]string{"/", " and ", " AND ", " & "} {
		if strings.Contains(names, joint) && len(names) < maxDateline {
			parts := strings.Split(names, joint)
			for i, part := range parts {
				parts[i] = strings.TrimSpace(part)
			}
			return parts
		}
	}
	return []string{names}
}

// cutVantage cuts "NEAR", "ABOARD" and the like off a name.
func cutVantage(name string) (place, vantage string) {
	for i := range len(name) {
		if name[i] == ' ' && datelineWords["vantage"][strings.ToLower(name[:i])] {
			place, vantage = name[i+1:], name[:i]
			if strings.HasPrefix(strings.ToLower(place), "the ") && vantage != "" {
				place = place[len("the "):]
			}
		}
	}
	if vantage == "" {
		return name, ""
	}
	return place, vantage
}

type shapeOfName uint8

const (
	noName      shapeOfName = iota
	titledName              // Geneva
	capitalName             // GENEVA
)

// nameShape tells whether a string can be the name of a place: a few words, each with a capital, of letters only.
func nameShape(name string) shapeOfName {
	if name == "" || len(name) > 60 {
		return noName
	}
	shape, words, large := capitalName, 0, false
	for word := range strings.FieldsSeq(name) {
		words++
		if words == 1 && (strings.EqualFold(word, "in") || strings.EqualFold(word, "on")) {
			return noName
		}
		small := datelineWords["small"][strings.ToLower(word)]
		if !small && !unicode.IsUpper(firstRune(word)) && !strings.HasPrefix(word, "al-") && !strings.HasPrefix(word, "el-") && word[0] != '\'' {
			if words > 1 || !datelineWords["vantage"][strings.ToLower(word)] {
				return noName
			}
		}
		if !small && !upperOnly(word) {
			shape = titledName
		}
		large = large || !small
		for _, r := range word {
			if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(".'’‘ʻʼ`-", r) {
				return noName
			}
		}
	}
	if words > 7 || !large {
		return noName
	}
	return shape
}

// upperOnly tells whether all letters are capitals, but for those of "al-", "McALLEN" and "d'".
func upperOnly(s string) bool {
	for _, small := range [...]string{"al-", "el-", "Mc", "d'", "d’", "O’", "O'"} {
		s = strings.TrimPrefix(s, small)
	}
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
	}
	return s != ""
}

// looseDay is a day of which the year may be missing.
type looseDay struct{ year, month, mday int }

// cut takes a day from the end of a piece, or all of it, and returns what is left: "LONDON" of "LONDON June 21".
func (d *looseDay) cut(piece string) (rest string) {
	for at := 0; at < len(piece) && at < 60; {
		if x, ok := readLooseDay(piece[at:]); ok && (x.month > 0 || at == 0) {
			if x.year > 0 {
				d.year = x.year
			}
			if x.month > 0 {
				d.month, d.mday = x.month, x.mday
			}
			return strings.TrimSpace(piece[:at])
		}
		n := strings.IndexByte(piece[at:], ' ')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return piece
}

// readLooseDay reads "June 21", "Friday", "21 June 2024", "2024", "Nov. 22nd"; nothing else may stand there.
func readLooseDay(s string) (d looseDay, ok bool) {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '\u00a0' }) {
		n, rest := leadingNumber(word)
		switch {
		case n >= firstYear && n <= lastYear && rest == "" && d.year == 0:
			d.year = n
		case n > 0 && n <= 31 && d.mday == 0 && (rest == "" || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" || rest[0] == '-'):
			d.mday = n
		case n == 0 && d.month == 0 && monthNamed(word, "en") > 0:
			d.month = monthNamed(word, "en")
		case n == 0 && weekday(word):
		default:
			return d, false
		}
		ok = true
	}
	if d.month == 0 && d.mday != 0 || d.month != 0 && d.mday == 0 {
		return d, false
	}
	return d, ok
}

// near gives the full day; a missing year is the one that brings it nearest to the published day.
func (d looseDay) near(published string) (day, bool) {
	x := day(d)
	if x.year == 0 {
		pub, _, ok := parseDay(published, dayHint{})
		if !ok || x.month == 0 {
			return day{}, false
		}
		x.year = pub.year
		switch months := x.month - pub.month; { // a report of 30 December is printed on 2 January
		case months > 6:
			x.year--
		case months < -6:
			x.year++
		}
	}
	return x, x.valid()
}

func leadingNumber(s string) (n int, rest string) {
	i := 0
	for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:]
}

func weekday(word string) bool {
	switch strings.ToLower(word) {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun":
		return true
	}
	return false
}
