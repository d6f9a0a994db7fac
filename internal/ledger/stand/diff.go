package stand

import "strings"

// Op says what became of words.
type Op uint8

// Words that stayed, words that are gone, words that came.
const (
	Kept Op = iota
	Gone
	Came
)

// Piece is words in a row of which the same became.
type Piece struct {
	Op   Op
	Text string
}

// maxWords is how many words of a text are compared; behind them all counts as changed. Time grows with their product.
const maxWords = 1000

// Diff compares two wordings word by word and gives the shortest way from one to the other: joined, the pieces that were kept
// or are gone are the words of the first, those kept or come the words of the second. White space counts as one blank.
func Diff(before, now string) []Piece {
	a, b := strings.Fields(before), strings.Fields(now)
	var d diff
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		d.add(Kept, a[start])
		start++
	}
	a, b = a[start:], b[start:]
	end := 0
	for end < len(a) && end < len(b) && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	d.middle(a[:len(a)-end], b[:len(b)-end])
	for _, w := range a[len(a)-end:] {
		d.add(Kept, w)
	}
	d.flush()
	return d.pieces
}

type diff struct {
	pieces     []Piece
	gone, came []string // not yet in pieces: what goes stands before what comes
}

func (d *diff) middle(a, b []string) {
	x, y := a[:min(len(a), maxWords)], b[:min(len(b), maxWords)]
	// common[i][j] is how many words x[i:] and y[j:] have in common, in order.
	width := len(y) + 1
	common := make([]int16, (len(x)+1)*width)
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		switch {
		case x[i] == y[j]:
			d.add(Kept, x[i])
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			d.add(Gone, x[i])
			i++
		default:
			d.add(Came, y[j])
			j++
		}
	}
	for _, w := range a[i:] {
		d.add(Gone, w)
	}
	for _, w := range b[j:] {
		d.add(Came, w)
	}
}

func (d *diff) add(op Op, word string) {
	switch op {
	case Gone:
		d.gone = append(d.gone, word)
	case Came:
		d.came = append(d.came, word)
	default:
		d.flush()
		d.put(Kept, word)
	}
}

func (d *diff) flush() {
	if len(d.gone) > 0 {
		d.put(Gone, strings.Join(d.gone, " "))
	}
	if len(d.came) > 0 {
		d.put(Came, strings.Join(d.came, " "))
	}
	d.gone, d.came = d.gone[:0], d.came[:0]
}

func (d *diff) put(op Op, words string) {
	if n := len(d.pieces); n > 0 && d.pieces[n-1].Op == op {
		d.pieces[n-1].Text += " " + words
		return
	}
	d.pieces = append(d.pieces, Piece{op, words})
}
