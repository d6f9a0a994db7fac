package syntax

import (
	"readout/internal/lang/conllu"
	"readout/internal/lang/parse"
)

// try is one way a parse may have gone.
type try struct {
	state parse.State
	score float32
	prev  int
	act   parse.Action
}

type option struct {
	score float32
	from  int
	act   parse.Action
}

// practiseBeam parses a sentence by following the best so many ways side by side, and the right way with them. Where the
// best way is furthest ahead of the right one, the weights of the moves that tell them apart change (max-violation: Huang,
// Fayong and Guo 2012).
func (p *pupil) practiseBeam(s *conllu.Sentence, tags []uint8, gold tree, width int) {
	p.tries = append(p.tries[:0], try{state: p.parser.Start(s.Words, tags), prev: -1})
	beam, next := []int{0}, []int(nil)
	right := 0 // the right way's place in tries
	worst, worstBest, worstRight := float32(0), -1, -1
	for range 2*len(s.Words) - 1 {
		want := p.rightMove(&p.tries[right].state, gold)
		p.options = p.options[:0]
		rightIn := false
		var rightScore float32
		for _, i := range beam {
			t := &p.tries[i]
			p.move = p.parser.MoveFeatures(p.move[:0], &t.state)
			p.moves.score(p.move, p.third)
			for a := range parse.Action(3) {
				if p.parser.Legal(&t.state, a) {
					p.offer(option{t.score + p.third[a], i, a}, width)
				}
			}
			if i == right {
				rightIn, rightScore = true, t.score+p.third[want]
			}
		}
		if !rightIn {
			t := &p.tries[right]
			p.move = p.parser.MoveFeatures(p.move[:0], &t.state)
			p.moves.score(p.move, p.third)
			rightScore = t.score + p.third[want]
		}
		next = next[:0]
		kept := -1
		for _, o := range p.options {
			t := p.tries[o.from].state
			var label uint8
			isRight := o.from == right && o.act == want
			if o.act != parse.Shift {
				label = p.labelTry(&t, o.act, gold, isRight)
			}
			p.tries = append(p.tries, try{p.parser.Step(&t, o.act, label), o.score, o.from, o.act})
			next = append(next, len(p.tries)-1)
			if isRight {
				kept = len(p.tries) - 1
			}
		}
		if kept < 0 {
			t := p.tries[right].state
			label := p.labelTry(&t, want, gold, true)
			p.tries = append(p.tries, try{p.parser.Step(&t, want, label), rightScore, right, want})
			kept = len(p.tries) - 1
		}
		right = kept
		beam, next = next, beam
		if ahead := p.tries[beam[0]].score - p.tries[right].score; ahead > worst || ahead == worst && beam[0] != right {
			worst, worstBest, worstRight = ahead, beam[0], right
		}
	}
	for a, b := worstRight, worstBest; a != b; a, b = p.tries[a].prev, p.tries[b].prev {
		p.learnMove(a, 1)
		p.learnMove(b, -1)
	}
	p.moves.step++
}

func (p *pupil) learnMove(i int, by float32) {
	t := &p.tries[i]
	p.move = p.parser.MoveFeatures(p.move[:0], &p.tries[t.prev].state)
	p.moves.update(p.move, int(t.act), by)
}

// labelTry names an arc; on the right way it learns as well.
func (p *pupil) labelTry(s *parse.State, act parse.Action, gold tree, learn bool) uint8 {
	if learn {
		return p.label(s, act, gold)
	}
	p.name = p.parser.LabelFeatures(p.name[:0], s, act)
	p.names.score(p.name, p.scores)
	return uint8(bestFloat(p.scores))
}

// rightMove is the move that keeps most arcs of the gold tree in reach: to draw an arc as soon as it can be.
func (p *pupil) rightMove(s *parse.State, gold tree) parse.Action {
	costs := p.parser.Costs(s, gold.heads)
	best, found := parse.Shift, false
	for _, a := range [...]parse.Action{parse.Left, parse.Right, parse.Shift} {
		if p.parser.Legal(s, a) && (!found || costs[a] < costs[best]) {
			best, found = a, true
		}
	}
	return best
}

func (p *pupil) offer(o option, width int) {
	i := len(p.options)
	if i == width {
		if i--; p.options[i].score >= o.score {
			return
		}
		p.options[i] = o
	} else {
		p.options = append(p.options, o)
	}
	for ; i > 0 && p.options[i-1].score < o.score; i-- {
		p.options[i-1], p.options[i] = p.options[i], p.options[i-1]
	}
}
