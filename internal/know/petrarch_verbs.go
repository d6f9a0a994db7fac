package know

import "strings"

// PetrarchVerbs is a PETRARCH dictionary of verbs as it was read. Readout's events are found by its own lexicon; this is for those
// who compare or convert.
type PetrarchVerbs struct {
	Name       string              // of the file
	Sets       map[string][]string // words that stand for one another, by the set's name without "&"
	Blocks     []PetrarchBlock
	Transforms []string // the lines behind "~", as they are
	Skipped    []int    // lines that are in no form of that family
}

// PetrarchBlock is a group of verbs with one code and the patterns that change it.
type PetrarchBlock struct {
	Name     string
	Code     PetrarchCode
	Verbs    []PetrarchVerb
	Patterns []PetrarchPattern
}

// PetrarchVerb is a verb in lower case; Forms are the irregular ones, and empty for a regular verb.
type PetrarchVerb struct {
	Word  string
	Forms []string
}

// PetrarchCode is a CAMEO code; Reverse is the one from the object to the subject, as in [057:057]. Both are "" for no event.
type PetrarchCode struct{ Code, Reverse string }

// PetrarchPattern is what stands before and behind the verb, "*" in the file.
type PetrarchPattern struct {
	Line          int
	Before, After []PetrarchPart
	Code          PetrarchCode
}

// PetrarchPart is a word, a set, or parts that belong together: {a compound}, (a preposition and its object).
type PetrarchPart struct {
	Kind  byte // 'w' word, '&' set, '{' compound, '(' preposition, and '+', '$', '%', '^' as they stand
	Word  string
	Parts []PetrarchPart
}

// ReadPetrarchVerbs reads a PETRARCH dictionary of verbs. Lines in no form of that family are counted and passed over.
func ReadPetrarchVerbs(d Dictionary) (*PetrarchVerbs, error) {
	v := &PetrarchVerbs{Name: d.Name, Sets: map[string][]string{}}
	set := ""
	var block *PetrarchBlock
	err := petrarchLines(d, func(n int, line string) error {
		line = strings.TrimSpace(line)
		ok := true
		switch {
		case strings.HasPrefix(line, "---"):
			v.Blocks = append(v.Blocks, PetrarchBlock{})
			block, set = &v.Blocks[len(v.Blocks)-1], ""
			block.Name, block.Code, ok = petrarchHead(line)
		case line[0] == '&':
			set = petrarchSet(line)
			if _, known := v.Sets[set]; !known {
				v.Sets[set] = nil // a set may be empty
			}
		case line[0] == '+' && set != "":
			if w := petrarchWords(line[1:]); w != "" {
				v.Sets[set] = append(v.Sets[set], strings.ToLower(w))
			}
		case line[0] == '~':
			v.Transforms = append(v.Transforms, strings.TrimSpace(line[1:]))
		case block == nil:
			ok = false
		case line[0] == '-':
			var p PetrarchPattern
			if p, ok = petrarchPattern(line[1:]); ok {
				p.Line = n
				block.Patterns = append(block.Patterns, p)
			}
		default:
			var w PetrarchVerb
			if w, ok = petrarchVerb(line); ok {
				block.Verbs = append(block.Verbs, w)
			}
		}
		if !ok {
			v.Skipped = append(v.Skipped, n)
		}
		return nil
	})
	if err == nil && len(v.Blocks) == 0 {
		err = &FormError{d.Name, 0, "it holds no block of verbs", "begin one with --- NAME [CODE] ---"}
	}
	return v, err
}

func petrarchSet(s string) string { return strings.Trim(strings.TrimSpace(s), "&_ ") }

// petrarchHead reads "--- ABANDON [345] ---".
func petrarchHead(line string) (name string, code PetrarchCode, ok bool) {
	name, rest, ok := strings.Cut(strings.Trim(line, "- "), "[")
	c, _, closed := strings.Cut(rest, "]")
	code, valid := petrarchEvent(c)
	return strings.TrimSpace(name), code, ok && closed && valid
}

// petrarchEvent reads "190", "057:057", ":112" or "---".
func petrarchEvent(s string) (c PetrarchCode, ok bool) {
	s = strings.TrimSpace(s)
	if s == "---" || s == "" {
		return c, s != ""
	}
	c.Code, c.Reverse, _ = strings.Cut(s, ":")
	for _, x := range [...]string{c.Code, c.Reverse} {
		for i := range len(x) {
			if (x[i] < '0' || x[i] > '9') && x[i] != '!' {
				return PetrarchCode{}, false
			}
		}
	}
	return c, true
}

// petrarchVerb reads "FREEZE {FREEZES FREEZING FROZE FROZEN}" or "+STIR_UP {...}", whose "+" marks the verb among its words.
func petrarchVerb(line string) (v PetrarchVerb, ok bool) {
	word, forms, _ := strings.Cut(line, "{")
	forms, _, _ = strings.Cut(forms, "}")
	word, _, _ = strings.Cut(word, "[")
	v.Word = verbWords(word)
	for f := range strings.FieldsSeq(forms) {
		if f = verbWords(f); f != "" {
			v.Forms = append(v.Forms, f)
		}
	}
	return v, v.Word != ""
}

func verbWords(s string) string {
	return strings.ToLower(petrarchWords(strings.ReplaceAll(s, "+", "")))
}

// petrarchPattern reads "&MILITARY * {ARMS SHIPMENT} (TO BORDER) [154]".
func petrarchPattern(s string) (p PetrarchPattern, ok bool) {
	words, code, ok := strings.Cut(s, "[")
	code, _, closed := strings.Cut(code, "]")
	if p.Code, closed = firstOf(code, closed); !ok || !closed {
		return p, false
	}
	before, after, ok := strings.Cut(words, "*")
	if !ok {
		return p, false
	}
	var whole bool
	if p.Before, _, whole = petrarchParts(before, 0); !whole {
		return p, false
	}
	p.After, _, whole = petrarchParts(after, 0)
	return p, whole
}

func firstOf(code string, closed bool) (PetrarchCode, bool) {
	c, ok := petrarchEvent(code)
	return c, ok && closed
}

// petrarchParts reads parts up to the bracket that closes them; whole is false where brackets do not pair.
func petrarchParts(s string, depth int) (parts []PetrarchPart, rest string, whole bool) {
	const deepest = 8
	if depth > deepest {
		return nil, "", false
	}
	for {
		s = strings.TrimLeft(s, " \t")
		if s == "" {
			return parts, "", depth == 0
		}
		switch s[0] {
		case '{', '(':
			inner, after, ok := petrarchParts(s[1:], depth+1)
			if !ok || after == "" || after[0] != closing(s[0]) {
				return nil, "", false
			}
			parts = append(parts, PetrarchPart{Kind: s[0], Parts: inner})
			s = after[1:]
		case '}', ')':
			return parts, s, depth > 0
		case '+', '$', '%', '^':
			parts = append(parts, PetrarchPart{Kind: s[0]})
			s = s[1:]
		default:
			n := strings.IndexAny(s, " \t{}()")
			if n < 0 {
				n = len(s)
			}
			if s[0] == '&' {
				parts = append(parts, PetrarchPart{Kind: '&', Word: petrarchSet(s[:n])})
			} else if w := strings.ToLower(petrarchWords(s[:n])); w != "" {
				parts = append(parts, PetrarchPart{Kind: 'w', Word: w})
			}
			s = s[n:]
		}
	}
}

func closing(c byte) byte {
	if c == '{' {
		return '}'
	}
	return ')'
}
