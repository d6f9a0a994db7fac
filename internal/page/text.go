package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// squeeze makes runs of white space one blank and trims the ends.
func squeeze(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= utf8.RuneSelf || s[i] == ' ' && (i == 0 || s[i-1] == ' ' || i == len(s)-1) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			gap = out.Len() > 0
			continue
		case r == 0x200B || r == 0xAD || r == 0xFEFF || unicode.IsControl(r):
			continue
		}
		if gap {
			out.WriteByte(' ')
			gap = false
		}
		out.WriteRune(r)
	}
	return out.String()
}

// appendSqueezed appends a line with runs of white space as one blank.
func appendSqueezed(dst, line []byte) []byte {
	start, gap := len(dst), false
	for i := 0; i < len(line); {
		r, n := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(line[i:])
		}
		switch {
		case unicode.IsSpace(r):
			gap = len(dst) > start
		case r == 0x200B || r == 0xAD || r == 0xFEFF || unicode.IsControl(r):
		default:
			if gap {
				dst = append(dst, ' ')
				gap = false
			}
			dst = append(dst, line[i:i+n]...)
		}
		i += n
	}
	return dst
}

// words gives a text's words in lower case, parted by one blank each: what two wordings of one title share.
func words(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r):
			if gap && out.Len() > 0 {
				out.WriteByte(' ')
			}
			gap = false
			out.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '‘' || r == 0xAD || r == 0x200B:
		default:
			gap = true
		}
	}
	return out.String()
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' || c >= 0x80 }

func trimPunct(s []byte) []byte {
	const cut = " .:;!?-|>*\"'()[]"
	for len(s) > 0 && strings.IndexByte(cut, s[0]) >= 0 {
		s = s[1:]
	}
	for len(s) > 0 && strings.IndexByte(cut, s[len(s)-1]) >= 0 {
		s = s[:len(s)-1]
	}
	return s
}

// fold writes at most limit bytes of text in lower case with plain quotes and dashes, and # for a number.
func fold(dst, text []byte, limit int) []byte {
	if len(text) > limit {
		text = text[:limit]
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		case c >= '0' && c <= '9':
			if n := len(dst); n == 0 || dst[n-1] != '#' {
				dst = append(dst, '#')
			}
		case c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80:
			switch text[i+2] {
			case 0x98, 0x99, 0x9A, 0x9B:
				dst = append(dst, '\'')
			case 0x9C, 0x9D, 0x9E, 0x9F:
				dst = append(dst, '"')
			case 0x90, 0x91, 0x92, 0x93, 0x94, 0x95:
				dst = append(dst, '-')
			case 0xA6:
				dst = append(dst, "..."...)
			default:
				dst = append(dst, c, text[i+1], text[i+2])
			}
			i += 2
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
