package page

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data/date_words.txt
var dateWordsFile string

//go:embed data/date_meta.txt
var dateMetaFile string

// dateSense is what the words round a date say about it.
type dateSense uint8

const (
	senseNone dateSense = iota
	senseNear           // where dates use to stand, beside the byline
	senseDate           // a date, no more is said
	sensePublished
	senseModified
	senseOther // no day of this page: a right, a birth, an event
)

// dateWords are the words of date_words.txt.
type dateWords struct {
	text    map[rune][]dateWord // by first letter
	classes map[string]dateSense
}

// dateWord is a word or phrase of running text.
type dateWord struct {
	word  string
	whole bool // not the beginning of a longer word
	sense dateSense
}

var dateLexicon = mustReadDateWords(dateWordsFile)

func mustReadDateWords(file string) dateWords {
	w := dateWords{map[rune][]dateWord{}, map[string]dateSense{}}
	kinds := map[string]dateSense{"published": sensePublished, "modified": senseModified, "other": senseOther,
		"class-published": sensePublished, "class-modified": senseModified, "class-date": senseDate, "class-near": senseNear, "class-other": senseOther}
	for fields := range dataLines(file) {
		kind := strings.TrimSuffix(fields[0], ":")
		sense, ok := kinds[kind]
		if !ok {
			panic(fmt.Sprintf("page: data/date_words.txt: unknown kind %q", kind))
		}
		for _, word := range fields[1:] {
			if strings.HasPrefix(kind, "class-") {
				w.classes[word] = sense
				continue
			}
			key, whole := strings.CutSuffix(strings.ReplaceAll(word, "_", " "), "!")
			first, _ := utf8.DecodeRuneInString(key)
			w.text[first] = append(w.text[first], dateWord{key, whole, sense})
		}
	}
	return w
}

// metaRank is the place of a meta name in date_meta.txt, and what it tells.
type metaRank struct {
	rank  int
	sense dateSense // sensePublished, senseDate for a loose name, senseModified
}

var metaRanks = mustReadDateMeta(dateMetaFile)

func mustReadDateMeta(file string) map[string]metaRank {
	ranks := map[string]metaRank{}
	kinds := map[string]dateSense{"published": sensePublished, "loose": senseDate, "modified": senseModified}
	for fields := range dataLines(file) {
		sense, ok := kinds[fields[0]]
		if !ok || len(fields) != 2 {
			panic(fmt.Sprintf("page: data/date_meta.txt: cannot read %q", fields))
		}
		ranks[fields[1]] = metaRank{len(ranks), sense}
	}
	return ranks
}

// dateSenseOfClass tells what the class, id, itemprop or property of an element says about a date in it:
// "entry-date published" is sensePublished, "post-meta" senseNear, "last-updated" senseModified, "lead" senseNone.
// A bare "updated" beside the name of a date says nothing: the hAtom format asks for it on the only date of a post.
func dateSenseOfClass(names string) dateSense {
	best, modified, bare, other := senseNone, false, false, false
	for name := range strings.FieldsSeq(names) {
		switch s := dateSenseOfName(name); {
		case s == senseModified && name == "updated":
			bare = true
		case s == senseModified:
			modified = true
		case s == senseOther:
			other = true
		default:
			best = max(best, s)
		}
	}
	switch {
	case best == sensePublished:
		return sensePublished
	case other:
		return senseOther
	case modified || bare && best < senseDate:
		return senseModified
	}
	return best
}

// dateSenseOfName judges one name by its parts.
func dateSenseOfName(name string) dateSense {
	best := senseNone
	var buf [32]byte
	part := buf[:0]
	for i := 0; i <= len(name); i++ {
		c := byteAt(name, i)
		small := c >= 'a' && c <= 'z'
		if capital := c >= 'A' && c <= 'Z'; !small && !capital || capital && i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z' {
			best = max(best, dateLexicon.classes[string(part)])
			part = part[:0]
			if !capital {
				continue
			}
			c |= 0x20
		} else if capital {
			c |= 0x20
		}
		if len(part) < len(buf) {
			part = append(part, c)
		}
	}
	return best
}

// dateSenseOfWords tells what the words before a date say about it; the last word that says anything counts.
func dateSenseOfWords(before string) dateSense {
	if len(before) > 60 {
		before = before[len(before)-60:]
	}
	var buf [96]byte
	small := foldAll(buf[:0], before)
	sense := senseNone
	inWord := false
	for i := 0; i < len(small); {
		r, w := utf8.DecodeRune(small[i:])
		if !inWord {
			if x := lookDateWord(small[i:], r); x != senseNone {
				sense = x
			}
		}
		inWord = unicode.IsLetter(r) && r < 0x3000 // Han, kana and hangul are written without blanks
		i += w
	}
	return sense
}

// lookDateWord finds the longest word of the lexicon that rest begins with.
func lookDateWord(rest []byte, first rune) dateSense {
	sense, longest := senseNone, 0
	for _, w := range dateLexicon.text[first] {
		if len(w.word) <= longest || len(rest) < len(w.word) || string(rest[:len(w.word)]) != w.word {
			continue
		}
		if next, _ := utf8.DecodeRune(rest[len(w.word):]); w.whole && unicode.IsLetter(next) {
			continue
		}
		sense, longest = w.sense, len(w.word)
	}
	return sense
}

// foldAll appends s in small letters.
func foldAll(dst []byte, s string) []byte {
	for _, r := range s {
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst
}
