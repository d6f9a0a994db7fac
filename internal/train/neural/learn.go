package neural

import (
	"math"
	"math/rand/v2"
	"sync"

	"readout/internal/train/dense"
)

// Plan is how to learn.
type Plan struct {
	Shape
	Rates
	Epochs int
	Fall   int // of the epochs, the last, in which steps become smaller and smaller
	Batch  int // words between two steps
	Sides  int // parts of a batch learned side by side: not the number of processors, so that the same network comes out everywhere
	Speed  float64
	Seed   uint64
	Each   func(epoch int, loss float64) // called after each epoch
}

// Standard is the plan that the built-in network is learned by.
func Standard() Plan {
	return Plan{
		Shape:  Shape{In: 128, Hidden: 128, Layers: 2, Arc: 128, Name: 96, TagWide: 96},
		Rates:  Rates{Word: 0.2, Tag: 0.2, Vector: 0.05, In: 0.2, Layer: 0.33, Rec: 0.2, Last: 0.33},
		Epochs: 10, Fall: 10, Batch: 500, Sides: 2, Speed: 0.002, Seed: 1,
	}
}

// Further is the plan by which a grown network is learned on.
func Further() Plan {
	p := Standard()
	p.Epochs, p.Fall, p.Speed = 12, 12, 0.0015
	return p
}

// Both is the plan by which the network that is kept learns from treebanks and texts, which fill most of a round.
func Both() Plan {
	p := Further()
	p.Hidden, p.Epochs, p.Fall = 192, 4, 4
	return p
}

// Alone is the plan by which it then learns on from treebanks alone.
func Alone() Plan {
	p := Both()
	p.Epochs, p.Fall, p.Speed = 6, 6, 0.0008
	return p
}

// adam changes weights by their gradients, each by about the same (Kingma and Ba 2015).
type adam struct {
	m, v [][]float32
	step float64
}

const (
	memory1, memory2 = 0.9, 0.98
	tiny             = 1e-8
	clip             = 5
)

func newAdam(n *Net) *adam {
	a := &adam{}
	for _, w := range append(n.all(), n.Emb) {
		a.m, a.v = append(a.m, make([]float32, len(w.V))), append(a.v, make([]float32, len(w.V)))
	}
	return a
}

func change(w, g, m, v []float32, rate, by float32) {
	g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
	for i := range w {
		d := g[i] * by
		g[i] = 0
		m[i] = memory1*m[i] + (1-memory1)*d
		v[i] = memory2*v[i] + (1-memory2)*d*d
		w[i] -= rate * m[i] / (float32(math.Sqrt(float64(v[i]))) + tiny)
	}
}

// Learn learns a network, from nothing if begin is nil.
func Learn(p Plan, begin *Net, examples []Example) *Net {
	rng := rand.New(rand.NewPCG(p.Seed, 5))
	net := begin
	if net == nil {
		net = newNet(p.Shape)
		net.begin(rng)
	}
	mean := newMean(net)
	passes := make([]*pass, p.Sides)
	for k := range passes {
		passes[k] = newPass(net, p.Seed+uint64(k))
		passes[k].rates = p.Rates
	}
	total := 0
	for i := range examples {
		total += len(examples[i].Rows)
	}
	steps := float64(p.Epochs) * float64(total) / float64(p.Batch)
	a := newAdam(net)
	for epoch := range p.Epochs {
		var batch []int
		words := 0
		for k, i := range rng.Perm(len(examples)) {
			batch = append(batch, i)
			words += len(examples[i].Rows)
			if words >= p.Batch || k == len(examples)-1 {
				side(passes, examples, batch)
				a.step++
				a.apply(net, passes, float32(p.rate(a.step, steps)), words)
				mean.add(int(a.step))
				batch, words = batch[:0], 0
			}
		}
		loss := 0.0
		for _, q := range passes {
			loss += q.loss
			q.loss = 0
		}
		if p.Each != nil {
			p.Each(epoch, loss/float64(total))
		}
	}
	return mean.net
}

// rate is how large a step is: little at first, and at last slower and slower (half a cosine).
func (p *Plan) rate(step, steps float64) float64 {
	fall := steps * float64(p.Fall) / float64(p.Epochs)
	part := min(max(step-(steps-fall), 0)/max(fall, 1), 1)
	return p.Speed * min(step/300, 1) * (0.02 + 0.98*(1+math.Cos(math.Pi*part))/2)
}

// mean is what the weights were on average over the last some hundred steps: it answers better than the weights themselves.
type mean struct{ net, of *Net }

const (
	meanEach = 8    // steps
	meanKeep = 0.98 // of the mean
)

func newMean(of *Net) *mean {
	m := &mean{net: newNet(of.Shape), of: of}
	m.take(1)
	return m
}

// add takes in the weights after a step.
func (m *mean) add(step int) {
	if step%meanEach == 0 {
		// Early weights say too little to be kept long.
		m.take(max(1-meanKeep, 1/float32(1+step/meanEach)))
	}
}

func (m *mean) take(part float32) {
	to := append(m.net.all(), m.net.Emb)
	for i, w := range append(m.of.all(), m.of.Emb) {
		v := to[i].V
		for k, x := range w.V {
			v[k] += (x - v[k]) * part
		}
	}
}

// side learns the sentences of a batch, every worker each so-manieth.
func side(passes []*pass, examples []Example, batch []int) {
	// The halves are to have about as many words.
	load, parts := make([]int, len(passes)), make([][]int, len(passes))
	for _, i := range batch {
		least := 0
		for k := range load {
			if load[k] < load[least] {
				least = k
			}
		}
		load[least] += len(examples[i].Rows)
		parts[least] = append(parts[least], i)
	}
	var all sync.WaitGroup
	for k, q := range passes {
		all.Go(func() {
			for _, i := range parts[k] {
				q.learn(&examples[i])
			}
		})
	}
	all.Wait()
}

func (a *adam) apply(net *Net, passes []*pass, rate float32, words int) {
	g := passes[0].grad
	into := g.all()
	for _, q := range passes[1:] {
		for i, w := range q.grad.all() {
			dense.Axpy(into[i].V, w.V, 1)
			clear(w.V)
		}
		for _, r := range q.touched {
			dense.Axpy(g.Emb.Row(int(r)), q.grad.Emb.Row(int(r)), 1)
			clear(q.grad.Emb.Row(int(r)))
			q.isTouched[r] = false
			if !passes[0].isTouched[r] {
				passes[0].isTouched[r] = true
				passes[0].touched = append(passes[0].touched, r)
			}
		}
		q.touched = q.touched[:0]
	}
	by := 1 / float32(words)
	square := float32(0)
	for _, w := range into {
		square += dense.Dot(w.V, w.V)
	}
	if size := float32(math.Sqrt(float64(square))) * by; size > clip {
		by *= clip / size
	}
	// Early averages know too little: the usual correction, in the rate.
	rate *= float32(math.Sqrt(1-math.Pow(memory2, a.step)) / (1 - math.Pow(memory1, a.step)))
	list := net.all()
	for i, w := range list {
		change(w.V, into[i].V, a.m[i], a.v[i], rate, by)
	}
	last := len(list)
	for _, r := range passes[0].touched {
		from, to := int(r)*net.In, (int(r)+1)*net.In
		change(net.Emb.V[from:to], g.Emb.V[from:to], a.m[last][from:to], a.v[last][from:to], rate, by)
		passes[0].isTouched[r] = false
	}
	passes[0].touched = passes[0].touched[:0]
}
