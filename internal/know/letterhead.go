package know

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed letterheads.txt
var letterheadsFile string

// letterheads are the words that tell whose text it is, in the order of the file.
var letterheads = sync.OnceValue(func() [][2]string {
	var out [][2]string
	for _, row := range rows(letterheadsFile) {
		for _, w := range list(column(row, 1), ",") {
			out = append(out, [2]string{w, row[0]})
		}
	}
	return out
})

// Letterhead is the code of the government or body whose text begins with s, a title or first lines; "" where none is known. Case
// counts.
func Letterhead(s string) string {
	best, at := "", len(s)
	for _, l := range letterheads() {
		if i := strings.Index(s, l[0]); i >= 0 && i < at && endsWord(s[i:], len(l[0])) {
			best, at = l[1], i
		}
	}
	return best
}
