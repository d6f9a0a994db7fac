package lemma

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// Part is what a class of words is to the lemmatizer.
type Part uint8

// The parts of speech whose lemmas are mended.
const (
	Other Part = iota
	Noun
	Verb
	Name
	Number
)

// shortestName is how long a name written small must be to get its capital: shorter ones are parts like "al" and "de".
const shortestName = 4

// mend corrects what an end of a word alone has told. The ends of inflected words do not say whether an "e" or a double letter
// was lost, so that a lemma no dictionary has gives way to a like one that it has.
func (l *Lemmatizer) mend(lemma, form, lower string, part Part) string {
	switch part {
	case Verb:
		return l.exists(lemma, lower, lexicon.Verb)
	case Noun:
		return l.exists(lemma, lower, lexicon.Noun)
	case Name:
		if lemma == lower && form == lower && len(lower) >= shortestName && l.is(lower, lexicon.Name) {
			r, size := utf8.DecodeRuneInString(lower)
			l.made = append(utf8.AppendRune(l.made[:0], unicode.ToUpper(r)), lower[size:]...)
			return l.keep(l.made)
		}
	case Number:
		return l.withoutCommas(lemma)
	}
	return lemma
}

// is says whether a word can be so without an ending.
func (l *Lemmatizer) is(word string, want lexicon.Base) bool {
	n := l.words.Words.Find(linear.HashLower(word))
	return n >= 0 && l.bases[n]&want != 0
}

// exists gives a lemma that the dictionary has, if the one at hand or one like it is such.
func (l *Lemmatizer) exists(lemma, lower string, want lexicon.Base) string {
	n := len(lemma)
	if lemma == lower || n < 2 || lemma[n-1] >= utf8.RuneSelf || l.is(lemma, want) {
		return lemma
	}
	last := lemma[n-1]
	l.made = append(append(l.made[:0], lemma...), 'e')
	if last != 'e' && l.is(string(l.made), want) {
		return l.keep(l.made)
	}
	if (last == 'e' || last == lemma[n-2] || last == 'k') && l.is(lemma[:n-1], want) {
		return lemma[:n-1]
	}
	if l.made[n] = last; want == lexicon.Verb && l.is(string(l.made), want) {
		return l.keep(l.made)
	}
	return lemma
}

// withoutCommas takes the commas between thousands out of a number.
func (l *Lemmatizer) withoutCommas(number string) string {
	thousands, fraction, point := strings.Cut(number, ".")
	l.made = l.made[:0]
	for more := true; more; {
		var group string
		group, thousands, more = strings.Cut(thousands, ",")
		if group == "" || len(group) != 3 && (len(l.made) > 0 || len(group) > 3) || strings.Trim(group, "0123456789") != "" {
			return number
		}
		l.made = append(l.made, group...)
	}
	if point {
		l.made = append(append(l.made, '.'), fraction...)
	}
	return l.keep(l.made)
}
