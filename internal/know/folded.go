package know

import "strings"

// folded finds names without regard to capitals, for dictionaries that write all in capitals. A name in a text begins with a capital
// or a digit all the same.
type folded struct {
	names map[string]Name  // by words in lower case, one blank between
	words map[string]uint8 // how many words the longest name has that begins with this one
}

const maxFolded = 128 // bytes of a name

func (f *folded) add(name string, n Name) {
	var buf [maxFolded]byte
	key, _, words := foldWords(buf[:0], name, maxFolded)
	if len(key) == 0 {
		return
	}
	if f.names == nil {
		f.names, f.words = map[string]Name{}, map[string]uint8{}
	}
	if _, ok := f.names[string(key)]; ok {
		return
	}
	f.names[string(key)] = n
	first, _, _ := strings.Cut(string(key), " ")
	f.words[first] = max(f.words[first], uint8(min(words, 255)))
}

// at gives the longest name that s begins with, and how many bytes it takes.
func (f *folded) at(s string) (Name, int) {
	if s == "" || !(s[0] >= 'A' && s[0] <= 'Z' || s[0] >= '0' && s[0] <= '9' || s[0] >= 0x80) {
		return Name{}, 0
	}
	var buf [maxFolded]byte
	first, _, _ := foldWords(buf[:0], s, 1)
	most := int(f.words[string(first)])
	for n := most; n > 0; n-- {
		key, size, words := foldWords(buf[:0], s, n)
		if words < n {
			n = words
		}
		if name, ok := f.names[string(key)]; ok {
			return name, size
		}
	}
	return Name{}, 0
}

// foldWords appends up to so many words of s in lower case, one blank between; size is where the last one ends in s. A word ends at
// anything but letters, digits and the signs that names hold; between two words of a name is one blank or hyphen.
func foldWords(key []byte, s string, most int) (_ []byte, size, words int) {
	i := 0
	for words < most {
		start := len(key)
		if words > 0 {
			key = append(key, ' ')
		}
		from := i
		for i < len(s) && len(key) < maxFolded && (wordByte(s[i]) || i > from && (s[i] == '.' || s[i] == '\'' || s[i] == '&') && i+1 < len(s) && wordByte(s[i+1])) {
			if strings.HasPrefix(s[i:], "’") || strings.HasPrefix(s[i:], "—") || strings.HasPrefix(s[i:], "–") || strings.HasPrefix(s[i:], "”") {
				break
			}
			if s[i] == '\'' && i+2 == len(s) || s[i] == '\'' && i+2 < len(s) && s[i+1] == 's' && !wordByte(s[i+2]) {
				break // a possessive
			}
			if s[i] != '.' && s[i] != '\'' {
				key = append(key, lowerByte(s[i]))
			}
			i++
		}
		if i == from || len(key) >= maxFolded {
			return key[:start], size, words
		}
		words++
		size = i
		if i < len(s) && (s[i] == ' ' || s[i] == '-') {
			i++
			continue
		}
		if i+1 < len(s) && s[i] == '.' && s[i+1] == ' ' && i-from == 1 { // the point of an initial: "J. Brun"
			i += 2
			continue
		}
		break
	}
	return key, size, words
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
