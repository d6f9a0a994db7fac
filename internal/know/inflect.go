package know

import "strings"

// Form is the form of a verb.
type Form uint8

// The forms of English verbs. A verb whose past and participle are one has Past for both.
const (
	Base       Form = iota // back
	Third                  // backs
	Past                   // backed
	Gerund                 // backing
	Participle             // withdrawn; only where it differs from Past
)

// inflect gives the forms of a verb, of which particles may follow ("call on"). Irregular ones follow the verb in brackets:
// "write (wrote, written)".
func inflect(entry string, yield func(words string, f Form)) {
	entry, irregular, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(entry), ")"), "(")
	entry = strings.TrimSpace(entry)
	head, rest, _ := strings.Cut(entry, " ")
	if rest != "" {
		rest = " " + rest
	}
	yield(entry, Base)
	yield(third(head)+rest, Third)
	yield(gerund(head)+rest, Gerund)
	if irregular == "" {
		yield(past(head)+rest, Past)
		return
	}
	for i, w := range list(irregular, ",") {
		f := Past
		if i > 0 {
			f = Participle
		}
		yield(w, f)
	}
}

func third(w string) string {
	switch {
	case hasAnySuffix(w, "s", "x", "z", "ch", "sh", "o"):
		return w + "es"
	case consonantY(w):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

func past(w string) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case consonantY(w):
		return w[:len(w)-1] + "ied"
	case doubles(w):
		return w + w[len(w)-1:] + "ed"
	}
	return w + "ed"
}

func gerund(w string) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "e") && !hasAnySuffix(w, "ee", "oe", "ye"):
		return w[:len(w)-1] + "ing"
	case doubles(w):
		return w + w[len(w)-1:] + "ing"
	}
	return w + "ing"
}

func consonantY(w string) bool {
	return len(w) > 1 && w[len(w)-1] == 'y' && !vowel(w[len(w)-2])
}

// doubles says whether the last consonant is doubled: in words of one syllable, and in the few longer ones stressed at the end
// that the lists use.
func doubles(w string) bool {
	n := len(w)
	if n < 3 || vowel(w[n-1]) || !vowel(w[n-2]) || vowel(w[n-3]) || strings.IndexByte("wxyh", w[n-1]) >= 0 {
		return hasAnySuffix(w, "quit", "quip")
	}
	syllables := 0
	for i := range n {
		if vowel(w[i]) && (i == 0 || !vowel(w[i-1])) {
			syllables++
		}
	}
	if strings.HasSuffix(w, "ffer") {
		return false // offered, differed
	}
	return syllables == 1 || hasAnySuffix(w, "mit", "fer", "pel", "occur", "cur", "deter", "abet", "control", "patrol", "begin", "regret", "handicap", "kidnap")
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}
