package page

import "strings"

// dayInURL reads the day that a page's address carries: /2024/06/21/, /2024/jun/21/, /2024-06-21-, /20240621/,
// -20240621.html, /21-06-2024. A year and month alone are no day.
func dayInURL(url string) (day, bool) {
	if len(url) > 2000 {
		url = url[:2000]
	}
	if i := strings.LastIndex(url, "://"); i >= 0 {
		url = url[i+3:] // an archive's address ends in that of the page, and has the day of saving before it
	}
	slash := strings.IndexByte(url, '/')
	if slash < 0 {
		return day{}, false
	}
	for i := slash; i < len(url); i++ {
		if url[i] < '0' || url[i] > '9' {
			continue
		}
		n := numberAt(url, i)
		if d, ok := dayInPath(url, n); ok {
			return d, true
		}
		i = n.end
	}
	return day{}, false
}

func dayInPath(url string, n number) (day, bool) {
	c := url[n.start-1]
	if n.digits >= 12 { // with the hour and minute a date is told from a number, whatever stands round it
		v := atoi(url[n.start : n.start+12])
		d := day{v / 1e8, v / 1e6 % 100, v / 1e4 % 100}
		return d, d.valid() && v/100%100 < 24 && v%100 < 60
	}
	if c|0x20 >= 'a' && c|0x20 <= 'z' || c == '%' {
		return day{}, false // part of a name or an escaped sign
	}
	switch n.digits {
	case 4:
		return yearFirstInPath(url, n)
	case 8:
		v := atoi(url[n.start : n.start+8])
		d := day{v / 10000, v / 100 % 100, v % 100}
		return d, d.valid() && (n.end == len(url) || url[n.end]|0x20 < 'a' || url[n.end]|0x20 > 'z')
	case 1, 2:
		sep := byteAt(url, n.end)
		if sep != '-' && sep != '/' && sep != '.' && sep != '_' {
			return day{}, false
		}
		m := numberAt(url, n.end+1)
		if m.digits == 0 || m.digits > 2 || byteAt(url, m.end) != sep {
			return day{}, false
		}
		y := numberAt(url, m.end+1)
		d := day{y.value, m.value, n.value}
		return d, y.digits == 4 && n.digits == 2 && d.valid() && (n.value > 12 || n.value == m.value)
	}
	return day{}, false
}

// yearFirstInPath reads 2024/06/21, 2024-06-21, 2024_06_21, 2024/0621, 2024/jun/21.
func yearFirstInPath(url string, y number) (day, bool) {
	sep := byteAt(url, y.end)
	if sep != '-' && sep != '/' && sep != '.' && sep != '_' {
		return day{}, false
	}
	m := numberAt(url, y.end+1)
	if m.digits == 4 {
		d := day{y.value, m.value / 100, m.value % 100}
		return d, d.valid() && (byteAt(url, m.end) == '/' || m.end == len(url))
	}
	after := m.end
	if m.digits == 0 {
		m.value, after = monthAt(url, y.end+1, "en")
		m.digits = 2
	}
	if m.digits > 2 || m.value == 0 || byteAt(url, after) != sep {
		return day{}, false
	}
	d := numberAt(url, after+1)
	at := day{y.value, m.value, d.value}
	end := byteAt(url, d.end)
	return at, d.digits > 0 && d.digits <= 2 && at.valid() && (end < '0' || end > '9')
}

// byteAt is the byte at i, 0 beyond the end.
func byteAt(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}
