package attribution

import (
	"math"
	"math/rand/v2"
	"slices"

	find "readout/internal/find/attribution"
)

// whole are relations that were found, in numbers, and whether they are right: what the forest is learned from.
type whole struct {
	numbers []find.Numbers
	right   []bool
	folds   []uint8
}

func (w *whole) add(right bool, fold uint8, numbers *find.Numbers) {
	w.numbers, w.right, w.folds = append(w.numbers, *numbers), append(w.right, right), append(w.folds, fold)
}

// How a forest is learned: gradient boosting, each tree after the gradient and curvature of the logarithm of the probability of what is
// right, on a part of the relations and of the numbers.
const (
	trees     = 140
	treeRate  = 0.08 // how much of what a tree says counts
	rowPart   = 0.7
	colPart   = 0.5
	leastRows = 60 // in a leaf
	pull      = 5  // of leaves to nothing
	mostBins  = 64 // that the values of a number are sorted into
)

// grower grows the trees of one forest.
type grower struct {
	w      *whole
	rows   []int32 // that are learned from
	bounds [][]float32
	bins   [][]uint8 // of each number, of each relation
	score  []float32
	g, h   []float32
	node   []int8 // of each row the node it has come to, -1 where this tree does not see it
	hist   [][mostBins][2]float32
	random *rand.Rand
}

// learn learns a forest from all relations but those of a fold.
func (w *whole) learn(without int) find.Forest {
	g := &grower{w: w, random: rand.New(rand.NewPCG(3, 4))}
	for k := range w.right {
		if int(w.folds[k]) != without {
			g.rows = append(g.rows, int32(k))
		}
	}
	g.sort()
	n := len(w.right)
	g.score, g.g, g.h, g.node = make([]float32, n), make([]float32, n), make([]float32, n), make([]int8, n)
	var f find.Forest
	for range trees {
		f.Trees = append(f.Trees, g.tree())
	}
	return f
}

// sort puts the values of each number into bins that hold about as many relations each.
func (g *grower) sort() {
	var values []float32
	for c := range len(find.Numbers{}) {
		values = values[:0]
		for _, k := range g.rows {
			values = append(values, g.w.numbers[k][c])
		}
		slices.Sort(values)
		var bounds []float32
		for b := 1; b < mostBins; b++ {
			v := values[b*len(values)/mostBins]
			if v < values[len(values)-1] && (len(bounds) == 0 || v > bounds[len(bounds)-1]) {
				bounds = append(bounds, v)
			}
		}
		// Few values: bounds between all of them.
		if distinct := slices.Compact(values); len(distinct) <= mostBins {
			bounds = slices.Clone(distinct[:len(distinct)-1])
		}
		bins := make([]uint8, len(g.w.right))
		for _, k := range g.rows {
			at, _ := slices.BinarySearch(bounds, g.w.numbers[k][c])
			bins[k] = uint8(at)
		}
		g.bounds, g.bins = append(g.bounds, bounds), append(g.bins, bins)
	}
}

func (g *grower) tree() find.Tree {
	for _, k := range g.rows {
		p := sigmoid(g.score[k])
		g.g[k], g.h[k], g.node[k] = p-float32(one(g.w.right[k])), p*(1-p), -1
		if g.random.Float32() < rowPart {
			g.node[k] = 0
		}
	}
	columns := g.columns()
	var t find.Tree
	inner := len(t.Bounds)
	cuts := make([]int, inner) // bins above which rows go on to the right
	for first := 0; first < inner; first = 2*first + 1 {
		g.fill(first, first+1, columns)
		for i := first; i <= 2*first; i++ {
			c, cut := g.cut((i-first)*len(columns), columns)
			t.Numbers[i], cuts[i], t.Bounds[i] = uint8(c), cut, float32(math.Inf(1))
			if cut < len(g.bounds[c]) {
				t.Bounds[i] = g.bounds[c][cut]
			}
		}
		for _, k := range g.rows {
			if i := g.node[k]; i >= 0 {
				g.node[k] = 2*i + 1 + int8(one(int(g.bins[t.Numbers[i]][k]) > cuts[i]))
			}
		}
	}
	var sums [len(t.Leaves)][2]float64
	for _, k := range g.rows {
		if i := int(g.node[k]) - inner; i >= 0 {
			sums[i][0] += float64(g.g[k])
			sums[i][1] += float64(g.h[k])
		}
	}
	for i, s := range sums {
		t.Leaves[i] = float32(-treeRate * s[0] / (s[1] + pull))
	}
	one := find.Forest{Trees: []find.Tree{t}}
	for _, k := range g.rows {
		g.score[k] += one.Score(&g.w.numbers[k])
	}
	return t
}

// columns draws a part of the numbers that are not always the same.
func (g *grower) columns() []int {
	var columns []int
	for c := range g.bounds {
		if len(g.bounds[c]) > 0 {
			columns = append(columns, c)
		}
	}
	g.random.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	columns = columns[:int(math.Ceil(colPart*float64(len(columns))))]
	slices.Sort(columns)
	return columns
}

// fill sums gradient and curvature for n nodes from node first on, each number and each bin.
func (g *grower) fill(first, n int, columns []int) {
	g.hist = slices.Grow(g.hist[:0], n*len(columns))[:n*len(columns)]
	clear(g.hist)
	for j, c := range columns {
		bins := g.bins[c]
		for _, k := range g.rows {
			if i := int(g.node[k]); i >= 0 {
				b := &g.hist[(i-first)*len(columns)+j][bins[k]]
				b[0] += g.g[k]
				b[1] += g.h[k]
			}
		}
	}
}

// cut is the number, and the bin of it, by which the rows of a node are best parted; the last bin where none is any good.
func (g *grower) cut(at int, columns []int) (column, cut int) {
	column, cut = 0, mostBins
	best := float32(1e-3)
	for j, c := range columns {
		hist := &g.hist[at+j]
		var all [2]float32
		for b := range hist {
			all[0] += hist[b][0]
			all[1] += hist[b][1]
		}
		// A row weighs a quarter at most.
		const least = leastRows * 0.1
		var left [2]float32
		for b := range g.bounds[c] {
			left[0] += hist[b][0]
			left[1] += hist[b][1]
			right := [2]float32{all[0] - left[0], all[1] - left[1]}
			if left[1] < least || right[1] < least {
				continue
			}
			gain := left[0]*left[0]/(left[1]+pull) + right[0]*right[0]/(right[1]+pull) - all[0]*all[0]/(all[1]+pull)
			if gain > best {
				best, column, cut = gain, c, b
			}
		}
	}
	return column, cut
}

// accuracy says how many of a hundred relations forests that have not seen their fold judge right, and the mean logarithm of the
// probability that they give what is right.
func (w *whole) accuracy(without []find.Forest) (right, likelihood float64) {
	for k := range w.right {
		p := sigmoid(without[w.folds[k]].Score(&w.numbers[k]))
		if !w.right[k] {
			p = 1 - p
		}
		right += float64(one(p > 0.5))
		likelihood += math.Log(float64(max(p, 1e-9)))
	}
	n := float64(max(1, len(w.right)))
	return 100 * right / n, likelihood / n
}
