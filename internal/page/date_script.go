package page

import "bytes"

// scriptKeys are the names under which pages that are drawn by script keep the day of publication in their data,
// most telling first. All have scriptStem in them, so one search finds them all.
var scriptKeys = [...]string{"datePublished", "publishedAt", "published_at", "publishedDate", "publishDate", "publish_date",
	"publishedTime", "published_time", "firstPublished", "publishTime"}

const scriptStem = "ublish"

// dayInScripts searches the source of a page for a day of publication in the data of its scripts. Such data often
// holds other articles as well, so the values of a key must agree.
func dayInScripts(src []byte, hint dayHint) (day, bool) {
	var days [len(scriptKeys)]day
	var several [len(scriptKeys)]bool
	for i := 0; ; {
		n := bytes.Index(src[i:], []byte(scriptStem))
		if n < 0 {
			break
		}
		i += n + len(scriptStem)
		key, end := scriptKey(src, i-len(scriptStem))
		if key < 0 {
			continue
		}
		if d, ok := scriptValue(src[end:], hint); ok {
			several[key] = several[key] || days[key] != d && days[key] != day{}
			days[key] = d
		}
	}
	for key, d := range days {
		if d != (day{}) {
			return d, !several[key]
		}
	}
	return day{}, false
}

// scriptKey tells which key the stem at byte i belongs to, -1 for none, and where the key ends.
func scriptKey(src []byte, i int) (key, end int) {
	for k, name := range scriptKeys {
		start := i - bytes.Index([]byte(name), []byte(scriptStem))
		if start >= 1 && !isLetterByte(src[start-1]) && bytes.HasPrefix(src[start:], []byte(name)) {
			return k, start + len(name)
		}
	}
	return -1, 0
}

func isLetterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

// scriptValue reads the value after a key: `": "2024-06-21T10:00:00Z"`, `\":\"2024-06-21\"`, `":1718928000000`.
func scriptValue(rest []byte, hint dayHint) (day, bool) {
	rest = rest[:min(len(rest), 48)]
	i, colon := 0, false
	for i < len(rest) && (rest[i] == '"' || rest[i] == '\\' || rest[i] == '\'' || rest[i] == ' ' || rest[i] == ':') {
		colon = colon || rest[i] == ':'
		i++
	}
	if !colon {
		return day{}, false
	}
	value := rest[i:]
	if end := bytes.IndexAny(value, `"\,}'`); end >= 0 {
		value = value[:end]
	}
	d, _, ok := parseDay(string(value), hint)
	return d, ok
}
