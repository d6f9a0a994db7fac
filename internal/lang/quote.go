package lang

import (
	"unicode"
	"unicode/utf8"
)

// pairQuotes joins opening and closing marks inside a paragraph. A mark left open reaches to the paragraph's end only where
// the next paragraph opens again; any other is no quotation.
func pairQuotes(t *Text) {
	for si := 0; si < len(t.Sentences); {
		paragraph := t.Sentences[si].Paragraph
		first := t.Sentences[si].First
		for si < len(t.Sentences) && t.Sentences[si].Paragraph == paragraph {
			si++
		}
		last := t.Sentences[si-1].Last
		open := -1
		for i := first; i < last; i++ {
			switch t.Tokens[i].Kind {
			case Open:
				if open < 0 {
					open = i
				}
			case Close:
				if open >= 0 && i > open+1 {
					t.Quotes = append(t.Quotes, Quote{First: open, Last: i + 1})
				}
				open = -1
			}
		}
		if open >= 0 && last > open+1 && last < len(t.Tokens) && t.Tokens[last].Kind == Open {
			t.Quotes = append(t.Quotes, Quote{First: open, Last: last, Continues: true})
		}
	}
}

// side tells whether the straight quotation mark s[i:e] opens or closes: one that opens stands before a word and after none.
func side(s string, i, e int) Kind {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[e:])
	free := i == 0 || isSpace(before) || before == '(' || before == '[' || before == '—' || before == '–'
	if free && e < len(s) && !isSpace(after) {
		return Open
	}
	return Close
}

func isSpace(c rune) bool { return unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' }
