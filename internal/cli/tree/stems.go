package tree

import (
	"slices"
	"strings"
)

// cut stands for the part of a stem that the room did not hold.
const cut = "‥"

// Stems gives what stands left of each word when the words of a sentence stand one below the other: the lines that lead from a word
// to what hangs on it. No stem is wider than room columns; of deep trees the outer lines are left out.
//
//	╭─╼ Norwegian
//	┾ minister
//	╰─╼ waits
func Stems(words []Word, room int) []string {
	all := stretches(words)
	levels := max(1, (room-2)/2) // lines beside a word's own mark
	stems := make([]string, len(words))
	var up []int
	var b strings.Builder
	for i := range words {
		up = chain(up[:0], words, i)
		slices.Reverse(up) // from the root down
		b.Reset()
		first := 1
		if len(up)-1 > levels {
			first = len(up) - levels
			b.WriteString(cut)
		}
		for l := first; l < len(up); l++ {
			s := all[up[l-1]]
			switch {
			case l < len(up)-1 && (i <= s.first || i >= s.last):
				b.WriteString("  ")
			case l < len(up)-1:
				b.WriteString("│ ")
			case i == s.first:
				b.WriteString("╭─")
			case i == s.last:
				b.WriteString("╰─")
			default:
				b.WriteString("├─")
			}
		}
		switch s := all[i]; {
		case s.first < i && i < s.last:
			b.WriteString("┼")
		case s.first < i:
			b.WriteString("┴")
		case i < s.last:
			b.WriteString("┬")
		default:
			b.WriteString("╼")
		}
		b.WriteString(" ")
		stems[i] = b.String()
	}
	return stems
}
