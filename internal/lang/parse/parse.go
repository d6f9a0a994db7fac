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
	Labels []string // at most 64; the root's is not among them
	Moves  linear.Packed
	Names  linear.Table
	Commas []bool // which tags are commas and the like
	Verbs  []bool // which tags are verbs

	// Plain holds, by Pair, the labels plus 1 of arcs whose tags say all: a determiner to the left of its noun is "det". 0 is for
	// the others.
	Plain []uint8
}

// Pair is the place of an arc in Plain.
func (m *Model) Pair(head, child uint8, right bool) int {
	i := (int(head)*len(m.Commas) + int(child)) * 2
	if right {
		i++
	}
	return i
}

// Parser parses with a model. It keeps scratch memory: one a goroutine.
type Parser struct {
	arena
	sentence
	model   *Model
	lexicon *lexicon.Lexicon
	punct   int // the label of punctuation, none if there is none
	heads   []int16
	rels    []uint8
	moves   [maxMoveFeatures]uint64
	names   [maxLabelFeatures]uint64
}

// New makes a parser.
func New(m *Model, l *lexicon.Lexicon) *Parser {
	return &Parser{model: m, lexicon: l, punct: slices.Index(m.Labels, "punct")}
}

// RootLabel is the label, in what Parse gives, of the word without a head.
const RootLabel = 255

// Start takes in the words of a sentence and their tags, and gives the state where no move has been made.
func (p *Parser) Start(words []conllu.Word, tags []uint8) State {
	p.views = append(p.views[:0], nowhere, nowhere)
	p.commas, p.verbs, p.tags = p.commas[:0], p.verbs[:0], tags
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
	p.walk(s)
	p.pairQuotes(words)
	return p.heads, p.rels
}

// walk makes the best move at each step, and writes down the arcs.
func (p *Parser) walk(s State) {
	for !p.Done(&s) {
		sum := p.model.Moves.Sum(p.MoveFeatures(p.moves[:0], &s))
		best := none
		for act := range actions {
			if p.Legal(&s, act) && (best == none || sum[act] > sum[best]) {
				best = int(act)
			}
		}
		act, label := Action(best), uint8(0)
		if act != Shift {
			label = p.name(&s, act)
			head, child := p.Arc(&s, act)
			p.heads[child], p.rels[child] = head, label
		}
		s = p.Step(&s, act, label)
	}
}

// name chooses the label of an arc.
func (p *Parser) name(s *State, act Action) uint8 {
	head, child := p.Arc(s, act)
	if l := p.model.Plain[p.model.Pair(p.tags[head], p.tags[child], head < child)]; l > 0 {
		return l - 1
	}
	label, _ := p.model.Names.Best(p.LabelFeatures(p.names[:0], s, act), len(p.model.Labels))
	return uint8(label)
}
