// Package parse finds the syntactic tree of a sentence whose words have tags: a transition system that goes through the
// words once, with linear models that choose the moves and name the relations.
package parse

import (
	"slices"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// Model is what the parser has learned.
type Model struct {
	Labels []string      // at most 64; the root's is not among them
	Moves  linear.Packed // for one way at a time
	Wide   linear.Packed // for several ways side by side
	Names  linear.Table
	Commas []bool // which tags are commas and the like
	Verbs  []bool // which tags are verbs
}

// Parser parses with a model. It keeps scratch memory: one a goroutine.
type Parser struct {
	arena
	sentence
	model   *Model
	lexicon *lexicon.Lexicon
	weight  *linear.Packed
	width   int
	punct   int // the label of punctuation, none if there is none
	trail   []trial
	next    []choice
	heads   []int16
	rels    []uint8
	moves   [maxMoveFeatures]uint64
	names   [maxLabelFeatures]uint64
}

// New makes a parser that follows so many parses side by side; with one it makes the best move at each step.
func New(m *Model, l *lexicon.Lexicon, width int) *Parser {
	p := &Parser{model: m, lexicon: l, weight: &m.Moves, width: 1, punct: slices.Index(m.Labels, "punct")}
	if width > 1 {
		p.weight, p.width = &m.Wide, width
	}
	return p
}

// RootLabel is the label, in what Parse gives, of the word without a head.
const RootLabel = 255

// Start takes in the words of a sentence and their tags, and gives the state where no move has been made.
func (p *Parser) Start(words []conllu.Word, tags []uint8) State {
	p.views = append(p.views[:0], nowhere, nowhere)
	p.commas, p.verbs = p.commas[:0], p.verbs[:0]
	commas, verbs := uint8(0), uint8(0)
	for i := range words {
		t := tags[i]
		w := linear.HashLower(words[i].Form)
		p.views = append(p.views, view{w, tagValue[t], p.lexicon.Find(w).Fine})
		p.commas, p.verbs = append(p.commas, commas), append(p.verbs, verbs)
		if p.model.Commas[t] {
			commas++
		}
		if p.model.Verbs[t] {
			verbs++
		}
	}
	for range after {
		p.views = append(p.views, nowhere)
	}
	return p.reset(len(words))
}

// Parse gives the head of each word, counted from 0 and -1 for the root, and its label. Both are the parser's own until the
// next call.
func (p *Parser) Parse(words []conllu.Word, tags []uint8) (heads []int16, labels []uint8) {
	s := p.Start(words, tags)
	p.heads, p.rels = p.heads[:0], p.rels[:0]
	for range words {
		p.heads, p.rels = append(p.heads, none), append(p.rels, RootLabel)
	}
	if len(words) == 0 {
		return p.heads, p.rels
	}
	p.search(s)
	p.pairQuotes(words)
	return p.heads, p.rels
}

// trial is one way to have come so far.
type trial struct {
	State
	score int32
	prev  int32 // in the trail
	act   Action
	label uint8
}

// choice is a move that may be made from a trial.
type choice struct {
	score int32
	from  int32
	act   Action
}

// search makes the moves of the best way found, and writes down its arcs.
func (p *Parser) search(start State) {
	p.trail = append(p.trail[:0], trial{State: start, prev: none})
	from := 0
	// Every way has as many moves: each word but the root is shifted and gets a head, the root is shifted.
	for range 2*int(p.words) - 1 {
		to := len(p.trail)
		p.next = p.next[:0]
		for i := from; i < to; i++ {
			t := &p.trail[i]
			sum := p.weight.Sum(p.MoveFeatures(p.moves[:0], &t.State))
			for act := range actions {
				if p.Legal(&t.State, act) {
					p.offer(choice{t.score + sum[act], int32(i), act})
				}
			}
		}
		for _, c := range p.next {
			t := p.trail[c.from]
			label := uint8(0)
			if c.act != Shift {
				label = p.name(&t.State, c.act)
			}
			p.trail = append(p.trail, trial{p.Step(&t.State, c.act, label), c.score, c.from, c.act, label})
		}
		from = to
	}
	for i := int32(from); i >= 0; i = p.trail[i].prev {
		if t := &p.trail[i]; t.act != Shift {
			head, child := p.Arc(&p.trail[t.prev].State, t.act)
			p.heads[child], p.rels[child] = head, t.label
		}
	}
}

// offer keeps the best choices in order, of equal ones those offered first.
func (p *Parser) offer(c choice) {
	i := len(p.next)
	if i == p.width {
		if i--; p.next[i].score >= c.score {
			return
		}
		p.next[i] = c
	} else {
		p.next = append(p.next, c)
	}
	for ; i > 0 && p.next[i-1].score < c.score; i-- {
		p.next[i-1], p.next[i] = p.next[i], p.next[i-1]
	}
}

// name chooses the label of an arc.
func (p *Parser) name(s *State, act Action) uint8 {
	label, _ := p.model.Names.Best(p.LabelFeatures(p.names[:0], s, act), len(p.model.Labels))
	return uint8(label)
}
