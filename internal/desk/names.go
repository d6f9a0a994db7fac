package desk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/internal/ledger"
)

// names tells what codes mean: Norway for NOR. It gives the code where it does not know; nil knows nothing.
type names func(code string) string

// of is the name of an actor, without its sector.
func (n names) of(code string) string {
	state := ledger.StateOf(code)
	if n == nil {
		return state
	}
	return n(state)
}

func (n names) known(code string) bool { return code != "" && n.of(code) != ledger.StateOf(code) }

// all are the names of several.
func (n names) all(codes []string) string {
	var list []string
	for _, c := range codes {
		list = append(list, n.of(c))
	}
	return strings.Join(list, ", ")
}

// issue writes an issue's key for people: "Talks: Iceland, Norway" for talks:ISL+NOR, the words alone for words:….
func (n names) issue(key string) string {
	frame, rest, ok := strings.Cut(key, ":")
	switch {
	case !ok:
		return capital(key)
	case frame == "words":
		return capital(rest)
	}
	var b strings.Builder
	for piece := range strings.SplitAfterSeq(rest, "/") {
		var list []string
		piece, slash := strings.CutSuffix(piece, "/")
		for c := range strings.SplitSeq(piece, "+") {
			if c == code(c) {
				c = n.of(c)
			}
			list = append(list, c)
		}
		b.WriteString(strings.Join(list, ", "))
		if slash {
			b.WriteString(" / ")
		}
	}
	return capital(strings.ReplaceAll(frame, "-", " ")) + ": " + b.String()
}

// capital begins words with a capital letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
