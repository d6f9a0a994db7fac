package know

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// PlaceKey is the form under which places are kept and looked up: lower case, without accents, dots and apostrophes, one
// blank between words, and "st", "ft", "mt" written out. "St. John's" and "SAINT JOHNS" have one key.
func PlaceKey(name string) string {
	var buf [64]byte
	return string(appendPlaceKey(buf[:0], name))
}

// unmarked are letters that Unicode does not split into a plain letter and a mark.
var unmarked = map[rune]string{
	'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ə': "a", 'ħ': "h",
}

func appendPlaceKey(key []byte, name string) []byte {
	start := 0 // of the current word
	for i := 0; i < len(name); {
		r, n := rune(name[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(name[i:])
		}
		part := name[i : i+n]
		i += n
		switch {
		case r >= 'A' && r <= 'Z':
			key = append(key, byte(r)+'a'-'A')
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			key = append(key, byte(r))
		case r == '.' || r == '\'' || r == '’' || r == '‘' || r == 'ʻ' || r == 'ʼ' || r == '`' || r == 'ʿ' || r == 'ʾ':
		case r < utf8.RuneSelf || unicode.IsSpace(r) || unicode.IsPunct(r):
			key, start = endPlaceWord(key, start)
		default:
			key = appendUnmarked(key, part)
		}
	}
	key, _ = endPlaceWord(key, start)
	if n := len(key); n > 0 && key[n-1] == ' ' {
		key = key[:n-1]
	}
	return key
}

func appendUnmarked(key []byte, letter string) []byte {
	for _, r := range norm.NFD.String(letter) {
		r = unicode.ToLower(r)
		if s, ok := unmarked[r]; ok {
			key = append(key, s...)
		} else if sign := r < utf8.RuneSelf && !unicode.IsLetter(r); !sign && !unicode.Is(unicode.Mn, r) { // "≠" is "=" and a mark
			key = utf8.AppendRune(key, r)
		}
	}
	return key
}

// endPlaceWord writes the word begun at start in full and a blank after it.
func endPlaceWord(key []byte, start int) ([]byte, int) {
	if len(key) == start {
		return key, start
	}
	switch string(key[start:]) {
	case "st":
		key = append(key[:start], "saint"...)
	case "ste":
		key = append(key[:start], "sainte"...)
	case "ft":
		key = append(key[:start], "fort"...)
	case "mt":
		key = append(key[:start], "mount"...)
	}
	key = append(key, ' ')
	return key, len(key)
}
