// Package score holds what the scorers have in common: reading gold and output, sets of spans, ratios and their spread. The
// packages below it score one kind of record each; their package comments define the figures.
package score

import (
	"math"
	"slices"
	"strconv"

	"readout/internal/source"
)

// Report is the outcome of scoring.
type Report struct {
	Rows  string         // figures as a table
	JSON  map[string]any // the same figures by name: shares between 0 and 1, to four digits
	Notes []string       // what to know when reading the figures
}

// Corpus is what a program has to read to be scored: Files if there are any, else Items.
type Corpus struct {
	Files []string // in any form that source.Items takes
	Items []*source.Item
}

// PRF is precision, recall and their harmonic mean, as shares.
type PRF struct{ P, R, F1 float64 }

// Ratios makes a PRF: right of system on one side, found of gold on the other. 0 of 0 is 0.
func Ratios(right, system, found, gold int) PRF {
	p, r := Share(right, system), Share(found, gold)
	return PRF{p, r, Mean(p, r)}
}

// JSON gives the three by name.
func (f PRF) JSON() map[string]any {
	return map[string]any{"p": Round(f.P), "r": Round(f.R), "f1": Round(f.F1)}
}

// Share is n/of, 0 where there is nothing.
func Share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Mean is the harmonic mean of precision and recall.
func Mean(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Round cuts a figure to the four digits that are printed.
func Round(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0 // JSON has no word for them
	}
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 4, 64), 64)
	return y
}

// Percent prints a share as a percentage with one digit behind the point.
func Percent(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) }

// Intervals gives, for each figure, where 95 % of its resampled values lie. It sorts them.
func Intervals(values [][]float64) [][2]float64 {
	all := make([][2]float64, len(values))
	for i, v := range values {
		slices.Sort(v)
		n := float64(len(v))
		all[i] = [2]float64{v[int(n*0.025)], v[int(n*0.975)-1]}
	}
	return all
}
