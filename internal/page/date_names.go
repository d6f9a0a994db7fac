package page

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data/months.txt
var monthsFile string

// calendarNames holds the names of months.
type calendarNames struct {
	month   map[string]uint8 // the month that most languages mean by a name
	special map[string]uint8 // "hr listopad": what one language means by it instead
	opener  map[string]bool  // first words of names of several words
	longest int              // bytes of the longest name
}

var months = mustReadMonths(monthsFile)

// mustReadMonths reads the data file; it is embedded, so a fault in it is a fault of the build.
func mustReadMonths(file string) calendarNames {
	c := calendarNames{month: map[string]uint8{}, special: map[string]uint8{}, opener: map[string]bool{}}
	for fields := range dataLines(file) {
		lang := strings.TrimSuffix(fields[0], ":")
		month := uint8(1)
		for _, name := range fields[1:] {
			if name == "|" {
				month++
				continue
			}
			name = string(foldInto(nil, strings.ReplaceAll(name, "_", " ")))
			if first, _, ok := strings.Cut(name, " "); ok {
				c.opener[first] = true
			}
			c.longest = max(c.longest, len(name))
			if have, ok := c.month[name]; !ok {
				c.month[name] = month
			} else if have != month {
				c.special[lang+" "+name] = month
			}
		}
		if month != 12 {
			panic(fmt.Sprintf("page: data/months.txt: %s has %d months", lang, month))
		}
	}
	return c
}

// opens tells whether a word may be the first of a name of several words.
func (c *calendarNames) opens(word string) bool {
	if len(word) < 4 || len(word) > longestName || word[0] < 0xd8 && word[0]|0x20 != 't' {
		return false // nearly all words end here
	}
	var buf [longestName + 16]byte
	return c.opener[string(foldInto(buf[:0], word))]
}

// longestName bounds what is looked up, in bytes: longer words name no month.
const longestName = 48

// monthAt is the month that the word at byte i names, 0 where it names none, and where the name ends. Names of two and
// three words are read ("كانون الثاني"), and Vietnamese months, which are counted ("tháng 6").
func monthAt(s string, i int, lang string) (month, end int) {
	end = wordEnd(s, i)
	if end == i {
		return 0, i
	}
	month = monthNamed(s[i:end], lang)
	if !months.opens(s[i:end]) || end >= len(s) || s[end] != ' ' {
		return month, end
	}
	if n := numberAt(s, end+1); foldEqual(s[i:end], "tháng") && n.digits > 0 && n.digits <= 2 && n.value <= 12 {
		return n.value, n.end
	}
	two := wordEnd(s, end+1)
	if two < len(s) && s[two] == ' ' {
		if m := monthNamed(s[i:wordEnd(s, two+1)], lang); m > 0 {
			return m, wordEnd(s, two+1)
		}
	}
	if m := monthNamed(s[i:two], lang); m > 0 {
		return m, two
	}
	return month, end
}

// monthBefore is the month whose name ends right before byte i, and where it begins.
func monthBefore(s string, i int, lang string) (month, start int) {
	end := i
	for n := 0; n < 3 && end > 0; n++ {
		if c := s[end-1]; c == ' ' || c == '.' || c == '-' || c == '/' || c == ',' {
			end--
		} else if strings.HasSuffix(s[:end], "\u00a0") {
			end -= 2
		}
	}
	start = end
	for start > 0 && end-start < longestName {
		r, w := utf8.DecodeLastRuneInString(s[:start])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			break
		}
		start -= w
	}
	if start == end {
		return 0, i
	}
	if m := monthNamed(s[start:end], lang); m > 0 {
		return m, start
	}
	return 0, i
}

// monthNamed looks one name up without keeping anything.
func monthNamed(name, lang string) int {
	if len(name) > months.longest {
		return 0
	}
	var buf [longestName + 16]byte
	key := foldInto(buf[:0], name)
	if len(lang) == 2 && len(months.special) > 0 {
		var sp [longestName + 24]byte
		full := append(append(append(sp[:0], lang...), ' '), key...)
		if m, ok := months.special[string(full)]; ok {
			return int(m)
		}
	}
	return int(months.month[string(key)])
}

// foldInto appends s in small letters. It stops at the length of the longest name.
func foldInto(dst []byte, s string) []byte {
	for i := 0; i < len(s) && len(dst) < longestName; {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		switch r = unicode.ToLower(r); r {
		case 'ي', 'ى': // Arabic letters typed for Persian ones
			r = 'ی'
		case 'ك':
			r = 'ک'
		}
		dst = utf8.AppendRune(dst, r)
		i += w
	}
	return dst
}

func foldEqual(s, small string) bool {
	var buf [longestName + 16]byte
	return len(s) <= longestName && string(foldInto(buf[:0], s)) == small
}

// wordEnd is the end of the run of letters at byte i; a full stop between two letters is part of it ("มิ.ย", "a.m").
func wordEnd(s string, i int) int {
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				i++
				continue
			}
			if c == '.' && i > 0 && i+1 < len(s) && s[i-1] >= 0xb0 && s[i+1] >= 0xc0 { // no full stop before a Latin letter
				i++
				continue
			}
			return i
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			return i
		}
		i += w
	}
	return i
}

// connectors are the small words between the parts of a date: "21 de junio de 2024", "21st of June",
// "2024 m. birželio 21", "ngày 21 tháng 6 năm 2024", "12 marca 2024 r.".
var connectors = map[string]bool{
	"de": true, "del": true, "do": true, "d": true, "of": true, "the": true, "di": true, "al": true, "da": true, "le": true,
	"m": true, "gada": true, "năm": true, "г": true, "року": true, "dd": true, "ta": true, "του": true, "στις": true,
	"st": true, "nd": true, "rd": true, "th": true, // parted from their number by markup
}

// skipConnectors passes up to two connectors.
func skipConnectors(s string, i int) int {
	for range 2 {
		end := wordEnd(s, i)
		if end == i || end-i > 10 {
			return i
		}
		var buf [longestName + 16]byte
		if !connectors[string(foldInto(buf[:0], s[i:end]))] {
			return i
		}
		i = skipMarks(s, end)
	}
	return i
}

// calendar turns the year of other calendars into ours: the Buddhist one of Thailand, 543 ahead,
// and on Persian pages the solar one of Iran.
func calendar(y, m, d int, hint dayHint) day {
	switch {
	case y >= firstYear+543 && y <= lastYear+543:
		return day{y - 543, m, d}
	case hint.Lang == "fa" && y >= 1374 && y <= 1479:
		return fromIran(y, m, d)
	}
	return day{y, m, d}
}

// fromIran turns a day of the solar calendar of Iran into ours. Six months of 31 days, five of 30, one of 29 or 30;
// the leap years of 1374 to 1479 are those whose remainder by 33 is in the list.
func fromIran(y, m, d int) day {
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return day{}
	}
	days := 9575 // 1375-01-01 was 1996-03-20, day 9575 since 1970
	for n := 1375; n < y; n++ {
		days += iranYear(n)
	}
	if y < 1375 {
		days -= iranYear(1374)
	}
	days += (m-1)*31 + d - 1
	if m > 7 {
		days -= m - 7
	}
	return civil(days)
}

func iranYear(y int) int {
	switch y % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return 366
	}
	return 365
}

// civil is the day that is so many days after the first of January 1970.
func civil(days int) day {
	// After Howard Hinnant's days algorithm: years begin in March, eras have 400 years.
	z := days + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d := day{yoe + era*400, mp + 3, doy - (153*mp+2)/5 + 1}
	if mp >= 10 {
		d.month, d.year = mp-9, d.year+1
	}
	return d
}
