package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// day is a day of the calendar as printed: the zone of a timestamp is not applied, for readers see the outlet's own day.
type day struct{ year, month, mday int }

// Years before the web are dates in history, not days on which a page was published. There is no upper bound but
// a mistake's, for reading knows no clock.
const (
	firstYear = 1995
	lastYear  = 2100
)

var monthDays = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// valid tells whether d exists and a page can have been published on it.
func (d day) valid() bool {
	if d.year < firstYear || d.year > lastYear || d.month < 1 || d.month > 12 || d.mday < 1 || d.mday > monthDays[d.month] {
		return false
	}
	leap := d.year%4 == 0 && (d.year%100 != 0 || d.year%400 == 0)
	return d.month != 2 || d.mday < 29 || leap
}

// String is d as YYYY-MM-DD.
func (d day) String() string {
	return string([]byte{
		byte('0' + d.year/1000%10), byte('0' + d.year/100%10), byte('0' + d.year/10%10), byte('0' + d.year%10), '-',
		byte('0' + d.month/10), byte('0' + d.month%10), '-', byte('0' + d.mday/10), byte('0' + d.mday%10),
	})
}

// dayHint is what the page around a date says about how dates are written there.
type dayHint struct {
	Lang       string // ISO 639-1, "" where unknown
	MonthFirst bool   // 06/07/2024 is the seventh of June: so in the United States
}

// foundDay is a date in a text and where it stands.
type foundDay struct {
	day
	Start, End int
	Precise    bool // no other day can be meant
	WithTime   bool // hours and minutes follow
}

// parseDay reads the first date of s, a value made to be read by machines or people: an attribute, a meta element.
// precise is false where the order of day and month or the century had to be chosen.
func parseDay(s string, hint dayHint) (d day, precise, ok bool) {
	if len(s) > 200 {
		s = s[:200]
	}
	if f, ok := nextDay(s, 0, hint, true); ok {
		return f.day, f.Precise, true
	}
	return day{}, false, false
}

// scanDays yields the dates of a visible text in order, until yield returns false.
func scanDays(text string, hint dayHint, yield func(foundDay) bool) {
	for i := 0; i < len(text); {
		f, ok := nextDay(text, i, hint, false)
		if !ok || !yield(f) {
			return
		}
		i = f.End
	}
}

// nextDay finds the first date at or after byte i. Every date is tried at its first number, so a text without
// digits costs one look at each byte. In values made for machines a run of digits can be a date as well.
func nextDay(s string, i int, hint dayHint, machine bool) (foundDay, bool) {
	for i < len(s) {
		_, w := digitAt(s, i)
		if w == 0 {
			i++ // no digit of any script begins within a rune
			continue
		}
		n := numberAt(s, i)
		if f, ok := dayAtNumber(s, n, hint, machine); ok && f.valid() {
			f.WithTime = clockAhead(s, f.End)
			return f, true
		}
		i = n.end
	}
	return foundDay{}, false
}

// number is a run of digits.
type number struct{ start, end, digits, value int }

// dayAtNumber reads a date whose first number is a.
func dayAtNumber(s string, a number, hint dayHint, machine bool) (foundDay, bool) {
	if insideNumber(s, a.start) {
		return foundDay{}, false
	}
	switch {
	case a.digits == 4:
		if f, ok := yearFirst(s, a, hint); ok {
			return f, true
		}
	case a.digits <= 2:
		if f, ok := threeNumbers(s, a, hint); ok {
			return f, true
		}
		if f, ok := dayThenMonth(s, a, hint, machine); ok {
			return f, true
		}
		return monthThenDay(s, a, hint)
	case machine:
		return packed(s, a)
	}
	return foundDay{}, false
}

// insideNumber tells whether the digits at i go on a number begun before: "1,250", "10.2.2024.7".
func insideNumber(s string, i int) bool {
	if i < 2 {
		return false
	}
	c := s[i-1]
	return (c == ',' || c == '.') && s[i-2] >= '0' && s[i-2] <= '9'
}

// yearFirst reads 2024-06-21, 2024/06/21, 2024.06.21, 2024年6月21日, "2024. június 21.", "2024 June 21".
func yearFirst(s string, y number, hint dayHint) (foundDay, bool) {
	i := skipSpace(s, y.end)
	if i >= len(s) {
		return foundDay{}, false
	}
	if after, ok := skipAny(s, i, "年", "년"); ok {
		m := numberAt(s, skipSpace(s, after))
		after, ok = skipAny(s, skipSpace(s, m.end), "月", "월")
		if !ok || m.digits == 0 || m.digits > 2 {
			return foundDay{}, false
		}
		d := numberAt(s, skipSpace(s, after))
		if d.digits == 0 || d.digits > 2 {
			return foundDay{}, false
		}
		end, _ := skipAny(s, d.end, "日", "일")
		return found(y, d, calendar(y.value, m.value, d.value, hint), end, true)
	}
	if c := s[i]; c == '-' || c == '/' || c == '.' {
		j := i + 1
		if c == '.' || i > y.end {
			j = skipSpace(s, j)
		}
		if m := numberAt(s, j); m.digits == 1 || m.digits == 2 {
			j = skipSpace(s, m.end)
			if j < len(s) && s[j] == c {
				if d := numberAt(s, skipSpace(s, j+1)); d.digits == 1 || d.digits == 2 {
					at := calendar(y.value, m.value, d.value, hint)
					if !at.valid() && m.value > 12 { // 2024-21-06, a slip seen in generated markup
						at = day{y.value, d.value, m.value}
						return found(y, d, at, d.end, false)
					}
					return found(y, d, at, d.end, true)
				}
			}
			return foundDay{}, false
		}
	}
	// "2024. június 21.", "2024 m. birželio 21", "2024ko ekainaren 21a", "2024-Jun-21"
	i = skipMarks(s, skipLetters(s, y.end, 2))
	i = skipConnectors(s, i)
	if d := numberAt(s, i); d.digits == 1 || d.digits == 2 { // "2024. gada 21. jūnijs"
		if i == skipMarks(s, y.end) {
			return foundDay{}, false
		}
		if m, end := monthAt(s, skipMarks(s, d.end), hint.Lang); m > 0 {
			return found(y, d, day{y.value, m, d.value}, end, true)
		}
		return foundDay{}, false
	}
	m, after := monthAt(s, i, hint.Lang)
	if m == 0 {
		return foundDay{}, false
	}
	d := numberAt(s, skipMarks(s, after))
	if d.digits == 0 || d.digits > 2 || d.end < len(s) && s[d.end] == ':' {
		return foundDay{}, false
	}
	return found(y, d, calendar(y.value, m, d.value, hint), d.end, true)
}

// threeNumbers reads 21.06.2024, 06/21/2024, "21. 6. 2024", 21-06-24.
func threeNumbers(s string, a number, hint dayHint) (foundDay, bool) {
	i := skipSpace(s, a.end)
	if i >= len(s) || s[i] != '.' && s[i] != '/' && s[i] != '-' {
		return foundDay{}, false
	}
	sep := s[i]
	b := numberAt(s, skipSpace(s, i+1))
	if b.digits == 0 || b.digits > 2 {
		return foundDay{}, false
	}
	i = skipSpace(s, b.end)
	if i >= len(s) || s[i] != sep {
		return foundDay{}, false
	}
	y := numberAt(s, skipSpace(s, i+1))
	if y.digits != 4 && y.digits != 2 || moreNumber(s, y.end, sep) {
		return foundDay{}, false
	}
	if y.digits == 2 {
		return shortYear(s, a, b, y, hint)
	}
	d, m := a.value, b.value
	sure := sep == '.' || d > 12 || m > 12 || d == m
	if m > 12 || sep != '.' && d <= 12 && hint.MonthFirst {
		d, m = m, d
	}
	return found(a, y, calendar(y.value, m, d, hint), y.end, sure)
}

// shortYear reads three numbers of at most two digits: 21.06.24, 6/21/24, 24.06.21. All are written with
// two digits but the day and month of slashed dates; anything else is a version or a score.
func shortYear(s string, a, b, c number, hint dayHint) (foundDay, bool) {
	if a.start > 0 && (s[a.start-1] == '.' || s[a.start-1] == '-' || s[a.start-1] == '/') || a.end-a.start != a.digits ||
		b.start != a.end+1 || c.start != b.end+1 || (a.digits != 2 || b.digits != 2) && s[a.end] != '/' {
		return foundDay{}, false
	}
	y, m, d := c.value, b.value, a.value
	switch {
	case a.value > 31 || hint.Lang == "ko" || hint.Lang == "ja" || hint.Lang == "zh" || hint.Lang == "hu":
		y, d = a.value, c.value
	case m > 12 || s[a.end] != '.' && hint.MonthFirst && d <= 12:
		m, d = d, m
	}
	return found(a, c, day{fullYear(y), m, d}, c.end, false)
}

// fullYear puts a two-digit year into the century in which the web has it.
func fullYear(y int) int {
	if y >= firstYear%100 {
		return 1900 + y
	}
	return 2000 + y
}

// dayThenMonth reads "21 June 2024", "21. Juni 2024", "21 de junio de 2024", "Fri, 21 Jun 2024", 21-Jun-24,
// "ngày 21 tháng 6 năm 2024", "21 يونيو/حزيران 2024".
func dayThenMonth(s string, d number, hint dayHint, machine bool) (foundDay, bool) {
	i := skipMarks(s, d.end)
	m, after := monthAt(s, i, hint.Lang)
	if m == 0 {
		if i == d.end {
			i = skipMarks(s, skipLetters(s, d.end, 3)) // 21st, 21er
		}
		i = skipConnectors(s, i)
		m, after = monthAt(s, i, hint.Lang)
	}
	if m == 0 {
		return foundDay{}, false
	}
	if after < len(s) && s[after] == '/' { // Arabic news print both names of a month
		if other, end := monthAt(s, after+1, hint.Lang); other > 0 {
			after = end
		}
	}
	i = skipMarks(s, after)
	i = skipConnectors(s, i)
	y := numberAt(s, i)
	switch {
	case y.digits == 4:
		return found(d, y, calendar(y.value, m, d.value, hint), y.end, true)
	case y.digits == 2 && (machine || strings.HasSuffix(s[:y.start], "'") || strings.HasSuffix(s[:y.start], "’") ||
		strings.HasSuffix(s[:y.start], "-")) &&
		!moreNumber(s, y.end, ':') && !moreNumber(s, y.end, '.'):
		return found(d, y, day{fullYear(y.value), m, d.value}, y.end, false)
	}
	return foundDay{}, false
}

// monthThenDay reads "June 21, 2024", "Jun 21st 2024", "Fri Jun 21 10:20:30 UTC 2024", Jun-21-2024.
func monthThenDay(s string, d number, hint dayHint) (foundDay, bool) {
	m, start := monthBefore(s, d.start, hint.Lang)
	if m == 0 {
		return foundDay{}, false
	}
	i := skipMarks(s, skipLetters(s, d.end, 2))
	i = skipConnectors(s, i)
	y := numberAt(s, i)
	if y.digits == 2 { // a clock between day and year
		if i = skipClock(s, i); i > 0 {
			i = skipSpace(s, i)
			if j := skipLetters(s, i, 4); j > i {
				i = skipSpace(s, j)
			}
			y = numberAt(s, i)
		}
	}
	if y.digits != 4 || moreNumber(s, y.end, ':') {
		return foundDay{}, false
	}
	f, ok := found(d, y, calendar(y.value, m, d.value, hint), y.end, true)
	f.Start = start
	return f, ok
}

// packed reads 20240621, 20240621T1020, 20240621102030 and seconds or milliseconds since 1970.
func packed(s string, n number) (foundDay, bool) {
	if n.end-n.start != n.digits {
		return foundDay{}, false // other scripts do not write machine values
	}
	switch n.digits {
	case 8, 12, 14:
		v := atoi(s[n.start : n.start+8])
		return found(n, n, day{v / 10000, v / 100 % 100, v % 100}, n.end, true)
	case 10, 13:
		seconds := atoi(s[n.start : n.start+10])
		return found(n, n, civil(seconds/86400), n.end, true)
	}
	return foundDay{}, false
}

func found(first, last number, d day, end int, precise bool) (foundDay, bool) {
	end = max(end, last.end)
	return foundDay{day: d, Start: first.start, End: end, Precise: precise}, d.valid()
}

// digitAt is the value of the digit at byte i and its width in bytes, 0 where there is none.
func digitAt(s string, i int) (value, width int) {
	if i >= len(s) {
		return 0, 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		if c >= '0' && c <= '9' {
			return int(c - '0'), 1
		}
		return 0, 0
	} else if c != 0xd9 && c != 0xdb && c != 0xe0 && c != 0xef { // the first bytes of the digits below
		return 0, 0
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	for _, zero := range [...]rune{'٠', '۰', '०', '০', '๐', '\uff10'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero), w
		}
	}
	return 0, 0
}

// numberAt is the run of digits at byte i, empty where there is none. Its value is cut off at nine digits.
func numberAt(s string, i int) number {
	n := number{start: i, end: i}
	for {
		v, w := digitAt(s, n.end)
		if w == 0 {
			return n
		}
		if n.digits < 9 {
			n.value = n.value*10 + v
		}
		n.digits++
		n.end += w
	}
}

// moreNumber tells whether a separator and a digit go on the number that ends at i.
func moreNumber(s string, i int, sep byte) bool {
	return i+1 < len(s) && s[i] == sep && s[i+1] >= '0' && s[i+1] <= '9'
}

// atoi reads ASCII digits.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// skipSpace passes up to four spaces of any kind.
func skipSpace(s string, i int) int { return skipOver(s, i, false) }

// skipMarks passes what stands between the parts of a date: spaces, full stops, commas, hyphens, strokes, apostrophes.
func skipMarks(s string, i int) int { return skipOver(s, i, true) }

func skipOver(s string, i int, marks bool) int {
	for n := 0; n < 6 && i < len(s); n++ {
		switch c := s[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			i++
		case marks && (c == '.' || c == ',' || c == '-' || c == '/' || c == '\''):
			i++
		case c < utf8.RuneSelf:
			return i
		default:
			r, w := utf8.DecodeRuneInString(s[i:])
			space := unicode.IsSpace(r) || r == '\u200e' || r == '\u200f' || r == '\u200b'
			if !space && !(marks && (r == '،' || r == '’' || r == 'º' || r == '°' || r == 'ª' || r == '–')) {
				return i
			}
			i += w
		}
	}
	return i
}

// skipAny passes one of two markers.
func skipAny(s string, i int, a, b string) (int, bool) {
	if rest := s[min(i, len(s)):]; len(rest) >= len(a) && (rest[:len(a)] == a || rest[:len(b)] == b) {
		return i + len(a), true // both are one Han or Hangul letter of three bytes
	}
	return i, false
}

// skipLetters passes a run of at most n letters, and nothing where the run is longer: 21st, 2024ko.
func skipLetters(s string, i, n int) int {
	end := wordEnd(s, i)
	if utf8.RuneCountInString(s[i:end]) > n {
		return i
	}
	return end
}

// skipClock passes 10:20 or 10:20:30 and returns 0 where there is none.
func skipClock(s string, i int) int {
	h := numberAt(s, i)
	if h.digits == 0 || h.digits > 2 || !moreNumber(s, h.end, ':') {
		return 0
	}
	m := numberAt(s, h.end+1)
	if moreNumber(s, m.end, ':') {
		m = numberAt(s, m.end+1)
	}
	return m.end
}

// clockAhead tells whether a time of day stands within the next few words, as it does after the day of publication
// and seldom in running text.
func clockAhead(s string, i int) bool {
	for end := min(len(s)-2, i+14); i < end; i++ {
		if s[i] >= '0' && s[i] <= '9' && (s[i+1] == ':' || s[i+2] == ':' || s[i+2] == 'h' || s[i+2] == '.') {
			return true
		}
	}
	return false
}
