// Package syntax learns the tagger, the lemmatizer and the parser from treebanks. Nothing of it is linked into the reading program.
package syntax

import (
	"math"
	"slices"

	"readout/internal/lang/model/linear"
)

// perceptron is an averaged perceptron that is still learning. Features get weights when a mistake first needs them.
type perceptron struct {
	classes int
	sure    uint8     // how many changes a feature needs before it counts (Goldberg and Elhadad 2011)
	slots   []slot    // an open table by hash, a power of two
	hashes  []uint64  // of the features, by row
	w, u    []float32 // a row of weights a feature, and the same weighted by when they changed
	step    float32
}

// slot is where a feature is found: all that tells whether its weights count lies side by side.
type slot struct {
	hash    uint64
	row     int32 // +1, 0: free
	changes uint8 // how often its weights changed, up to 255
}

func newPerceptron(classes, sure int) *perceptron {
	return &perceptron{classes: classes, sure: uint8(sure), slots: make([]slot, 1<<16), step: 1}
}

// find gives the slot of a feature, or the free one where it belongs.
func (p *perceptron) find(f uint64) *slot {
	mask := uint64(len(p.slots) - 1)
	for i := f & mask; ; i = (i + 1) & mask {
		if s := &p.slots[i]; s.row == 0 || s.hash == f {
			return s
		}
	}
}

// add gives the slot of a feature, which has weights from now on.
func (p *perceptron) add(f uint64) *slot {
	s := p.find(f)
	if s.row > 0 {
		return s
	}
	if len(p.hashes)*2 >= len(p.slots) {
		old := p.slots
		p.slots = make([]slot, 2*len(old))
		for _, o := range old {
			if o.row > 0 {
				*p.find(o.hash) = o
			}
		}
		s = p.find(f)
	}
	p.hashes = append(p.hashes, f)
	for range p.classes {
		p.w = append(p.w, 0)
		p.u = append(p.u, 0)
	}
	*s = slot{hash: f, row: int32(len(p.hashes))}
	return s
}

// score sums the weights of the features.
func (p *perceptron) score(features []uint64, scores []float32) {
	scores = scores[:p.classes]
	clear(scores)
	for _, f := range features {
		if s := p.find(f); s.row > 0 && s.changes >= p.sure {
			for c, w := range p.w[int(s.row-1)*p.classes:][:p.classes] {
				scores[c] += w
			}
		}
	}
}

// update adds 1 to the weights of the features for a class, and takes 1 from those for its rival.
func (p *perceptron) update(features []uint64, want, rival int) {
	for _, f := range features {
		s := p.add(f)
		if s.changes < 255 {
			s.changes++
		}
		i := int(s.row-1) * p.classes
		w, u := p.w[i:i+p.classes], p.u[i:i+p.classes]
		w[want]++
		w[rival]--
		u[want] += p.step
		u[rival] -= p.step
	}
}

// By how much the right class must lead for the weights to be left alone. Best of 0, 10, 30, 80 for tags, and of 0, 15, 50,
// 150, 500 for the parser.
const (
	tagMargin   = 30
	parseMargin = 50
)

// learn changes the weights of the features where the right class does not lead all others by the margin.
func (p *perceptron) learn(features []uint64, scores []float32, want int, margin float32) {
	rival := -1
	for c, s := range scores {
		if c != want && (rival < 0 || s > scores[rival]) {
			rival = c
		}
	}
	if rival >= 0 && scores[want]-scores[rival] < margin {
		p.update(features, want, rival)
	}
}

// mixture is the mean weights of perceptrons that learned the same in another order: what they agree on stays, chance goes.
type mixture struct{ all *perceptron }

func newMixture(classes int) *mixture { return &mixture{newPerceptron(classes, 0)} }

// add takes in what a perceptron has learned so far: the mean of its weights over all steps.
func (m *mixture) add(p *perceptron) {
	for r, h := range p.hashes {
		if p.find(h).changes < p.sure {
			continue
		}
		to := int(m.all.add(h).row-1) * p.classes
		for c := range p.classes {
			m.all.w[to+c] += p.mean(r*p.classes + c)
		}
	}
}

// features gives the weights, scaled so that all but one in 100,000 stay within limit, and rounded. Only the keep features
// that weigh most are given: most features were seen seldom and say little. Of these, weights below least, either way, are left out.
func (m *mixture) features(limit, least int32, keep int) []linear.Feature {
	all, classes := m.all, m.all.classes
	scale := all.scale(limit)
	features := make([]linear.Feature, 0, len(all.hashes))
	weight := make([]int32, 0, len(all.hashes)) // of a feature: how far it can move a decision
	for r, h := range all.hashes {
		low, high := int32(0), int32(0)
		f := linear.Feature{Hash: h, Weights: make([]int32, classes)}
		for c := range f.Weights {
			v := int32(math.Round(float64(all.w[r*classes+c]) * scale))
			low, high = min(low, v), max(high, v)
			if v >= least || v <= -least {
				f.Weights[c] = v
			}
		}
		if high > low {
			features = append(features, f)
			weight = append(weight, high-low)
		}
	}
	if len(features) <= keep {
		return features
	}
	sorted := slices.Clone(weight)
	slices.Sort(sorted)
	lightest := sorted[len(sorted)-keep]
	kept := features[:0]
	for i, f := range features {
		if weight[i] >= lightest && len(kept) < keep {
			kept = append(kept, f)
		}
	}
	return kept
}

func (p *perceptron) mean(i int) float32 { return p.w[i] - p.u[i]/p.step }

// scale finds by how much to multiply the weights.
func (p *perceptron) scale(limit int32) float64 {
	const bins = 1 << 16
	largest := float32(0)
	for i := range p.w {
		largest = max(largest, abs(p.w[i]))
	}
	if largest == 0 {
		return 1
	}
	var counts [bins + 1]int
	used := 0
	for i := range p.w {
		if m := abs(p.w[i]); m > 0 {
			counts[int(m/largest*bins)]++
			used++
		}
	}
	over, bin := 0, bins
	for ; bin > 1 && over+counts[bin] <= used/100_000; bin-- {
		over += counts[bin]
	}
	return float64(limit) * bins / (float64(largest) * float64(bin+1))
}

func abs(x float32) float32 { return max(x, -x) }
