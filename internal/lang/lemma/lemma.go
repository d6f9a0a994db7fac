// Package lemma gives words their dictionary form and their features. What it has learned is a list of rules: the longest
// end of the word, with its part of speech, that a rule knows decides. Whole words are such ends too.
package lemma

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// MaxEnd is how long the end of a word may be that a rule looks at, in bytes. Longer ones are whole words.
const MaxEnd = 8

// Rules finds the number that the longest matching rule gives.
type Rules struct{ linear.Numbers }

// Key is the hash of a rule for words of a class with an end. The whole word is another rule than an end of the same letters,
// and the word as it is written another than in lower case.
func Key(class uint8, end string, whole, written bool) uint64 {
	kind := uint64(class) << 2
	if whole {
		kind |= 1
	}
	if written {
		kind |= 2
	}
	return linear.Join(linear.HashString(end), kind)
}

// Longest gives the number of the longest rule for a word of a class, -1 where there is none, and whether it is one for the
// whole word.
func (r *Rules) Longest(class uint8, form, lower string) (n int, whole bool) {
	if n := r.Find(Key(class, form, true, true)); n >= 0 {
		return n, true
	}
	if n := r.Find(Key(class, lower, true, false)); n >= 0 {
		return n, true
	}
	for k := min(MaxEnd, len(lower)); k >= 0; k-- {
		if n := r.Find(Key(class, lower[len(lower)-k:], false, false)); n >= 0 {
			return n, false
		}
	}
	return -1, false
}

// Script tells how a lemma is made of a form: cut so many bytes from its end, and add.
type Script struct {
	Written bool // from the form as it is written; else from its lower case
	Cut     int  // WholeWord: all
	Add     string
}

// WholeWord cuts all of a word.
const WholeWord = 255

// ScriptOf is the shortest script that makes lemma of form.
func ScriptOf(form, lemma string) Script {
	lower := strings.ToLower(form)
	a, b := cut(form, lemma), cut(lower, lemma)
	// The lower case is the rule, unless the form as written needs less.
	if form != lower && len(a.Add) < len(b.Add) {
		a.Written = true
		return a
	}
	return b
}

func cut(form, lemma string) Script {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && n < len(lemma) && !utf8.RuneStart(lemma[n]) {
		n--
	}
	if n == 0 || len(form)-n >= WholeWord {
		return Script{Cut: WholeWord, Add: lemma}
	}
	return Script{Cut: len(form) - n, Add: lemma[n:]}
}

// Model is what is known of lemmas and features.
type Model struct {
	Scripts  []Script
	Lemmas   Rules // numbers of scripts
	Features []string
	Feats    Rules // numbers of features
}

// Lemmatizer gives lemmas and features with a model. It keeps scratch memory and the lemmas it has made: one a goroutine.
type Lemmatizer struct {
	model *Model
	words *lexicon.Lexicon
	bases []lexicon.Base // of the lexicon's classes
	parts []Part
	lower []byte
	made  []byte
	known map[string]string
}

// New makes a lemmatizer. words is asked what words there are; parts says of each class which part of speech it is.
func New(m *Model, words *lexicon.Lexicon, parts []Part) *Lemmatizer {
	return &Lemmatizer{model: m, words: words, bases: words.Bases(), parts: parts, known: map[string]string{}}
}

// maxKnown bounds how many strings a lemmatizer keeps so as not to make them again.
const maxKnown = 1 << 16

// Find gives the lemma and the features of a form of a class. For strings that are not in the form or the model it makes new
// ones, each once.
func (l *Lemmatizer) Find(form string, class uint8) (lemma, feats string) {
	lower := l.toLower(form)
	m := l.model
	lemma = lower
	n, whole := m.Lemmas.Longest(class, form, lower)
	if n >= 0 {
		lemma = l.apply(&m.Scripts[n], form, lower)
	}
	if !whole {
		lemma = l.mend(lemma, form, lower, l.parts[class])
	}
	if lemma == "" {
		lemma = form
	}
	if n, _ := m.Feats.Longest(class, form, lower); n >= 0 {
		feats = m.Features[n]
	}
	return lemma, feats
}

func (l *Lemmatizer) apply(s *Script, form, lower string) string {
	base := lower
	if s.Written {
		base = form
	}
	switch {
	case s.Cut == WholeWord:
		return s.Add
	case s.Cut > len(base), s.Cut > 0 && s.Cut < len(base) && !utf8.RuneStart(base[len(base)-s.Cut]):
		return base // too short, or the cut would go through a character
	case s.Add == "":
		return base[:len(base)-s.Cut]
	}
	l.made = append(append(l.made[:0], base[:len(base)-s.Cut]...), s.Add...)
	return l.keep(l.made)
}

// toLower is strings.ToLower that makes each string once.
func (l *Lemmatizer) toLower(form string) string {
	for i := range len(form) {
		if c := form[i]; 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf {
			l.lower = l.lower[:0]
			for _, r := range form {
				l.lower = utf8.AppendRune(l.lower, unicode.ToLower(r))
			}
			if string(l.lower) == form {
				return form
			}
			return l.keep(l.lower)
		}
	}
	return form
}

func (l *Lemmatizer) keep(b []byte) string {
	if s, ok := l.known[string(b)]; ok {
		return s
	}
	if len(l.known) >= maxKnown {
		clear(l.known)
	}
	s := string(b)
	l.known[s] = s
	return s
}
