package neural

import "readout/internal/lang/model/linear"

// Linear is a matrix and what is added to its products.
type Linear struct {
	Matrix
	Bias []float32
}

// Cells is one direction of a recurrent layer. Each cell has three rows: what it keeps of what it held (the rest it takes from
// what is new), what is new, and how much of it it shows.
type Cells struct {
	In  Linear
	Rec Matrix
}

// Vectors gives words vectors that others learned from large texts, put together of pieces: a byte a piece says which of 256.
type Vectors struct {
	Words  linear.Numbers
	Codes  []byte // Pieces of them a word
	Pieces int
	Piece  int    // numbers a piece
	Shapes []int8 // 256 pieces for the first place, 256 for the next, and so on
}

// Net is what the network has learned. All its widths fit each other, or Check says so.
type Net struct {
	Rows     linear.Numbers // of features
	Emb      []int8         // a row of numbers a feature
	EmbScale []float32      // a scale a row
	Vectors  Vectors
	Vec      Linear // from a vector to what goes in
	Layers   [][2]Cells
	Head     Linear // of a word as the head of others
	Dep      Linear // of a word as dependent
	Pair     Matrix // what a dependent of a head is like; the last row: how likely it has dependents at all
	NameHead Matrix
	NameDep  Linear
	NameOut  Linear // the last relation is the root's
	TagIn    Linear
	TagOut   Linear
}

// Check says whether all widths fit each other, for so many labels and tags.
func (n *Net) Check(labels, tags int) bool {
	in := n.Vec.rows
	v := &n.Vectors
	ok := in > 0 && len(n.Emb) == len(n.EmbScale)*in && len(n.Layers) > 0 && n.Vec.fits(v.Pieces*v.Piece) &&
		v.Pieces > 0 && len(v.Codes)%v.Pieces == 0 && len(v.Shapes) == 256*v.Pieces*v.Piece
	for _, l := range n.Layers {
		hidden := l[0].Rec.cols
		for _, c := range l {
			ok = ok && c.In.fits(in) && c.Rec.cols == hidden && c.Rec.rows == gates*hidden && c.In.rows == gates*hidden
		}
		in = 2 * hidden
	}
	return ok && n.Head.fits(in) && n.Dep.fits(in) && n.Pair.cols == n.Head.rows && n.Pair.rows == n.Dep.rows+1 &&
		n.NameHead.cols == in && n.NameDep.fits(in) && n.NameHead.rows == n.NameDep.rows &&
		n.NameOut.fits(n.NameDep.rows) && n.NameOut.rows == labels+1 &&
		n.TagIn.fits(in) && n.TagOut.fits(n.TagIn.rows) && n.TagOut.rows == tags
}

func (l *Linear) fits(in int) bool { return l.cols == in && len(l.Bias) == l.rows }

const gates = 3
