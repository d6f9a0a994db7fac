package syntax

import (
	"math/rand/v2"
	"sort"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/parse"
	"readout/internal/lang/tag"
	"readout/internal/train/spread"
)

// tree is the gold tree of a sentence as the parser counts: words from 0, -1 above the root.
type tree struct {
	heads  []int16
	labels []uint8
}

// labelsOf is all relations but the root's, the frequent first.
func labelsOf(sentences []conllu.Sentence) []string {
	count := map[string]int{}
	for i := range sentences {
		for _, w := range sentences[i].Words {
			if w.Head != 0 {
				count[w.Deprel]++
			}
		}
	}
	var labels []string
	for l := range count {
		labels = append(labels, l)
	}
	sort.Slice(labels, func(i, j int) bool {
		if count[labels[i]] != count[labels[j]] {
			return count[labels[i]] > count[labels[j]]
		}
		return labels[i] < labels[j]
	})
	return labels[:min(len(labels), 64)]
}

func goldTrees(labels []string, sentences []conllu.Sentence) []tree {
	index := map[string]uint8{"root": parse.RootLabel}
	for i, l := range labels {
		index[l] = uint8(i)
	}
	trees := make([]tree, len(sentences))
	for i := range sentences {
		for _, w := range sentences[i].Words {
			trees[i].heads = append(trees[i].heads, int16(w.Head-1))
			trees[i].labels = append(trees[i].labels, index[w.Deprel])
		}
	}
	return trees
}

// commasAndVerbs says which tags stand for commas and the like, and which for verbs.
func commasAndVerbs(classes []tag.Class) (commas, verbs []bool) {
	for _, c := range classes {
		commas = append(commas, c.UPOS == "PUNCT" && c.XPOS != "HYPH")
		verbs = append(verbs, c.UPOS == "VERB")
	}
	return commas, verbs
}

// pupil is a parser that is still learning: the moves, and the names of the arcs.
type pupil struct {
	parser        *parse.Parser
	moves, names  *perceptron
	move, name    []uint64
	scores, third []float32
}

func newPupil(words *lexicon.Lexicon, classes []tag.Class, labels []string, sure int) *pupil {
	commas, verbs := commasAndVerbs(classes)
	return &pupil{
		parser: parse.New(&parse.Model{Labels: labels, Commas: commas, Verbs: verbs}, words),
		moves:  newPerceptron(linear.Actions, sure), names: newPerceptron(len(labels), sure),
		scores: make([]float32, len(labels)), third: make([]float32, linear.Actions),
	}
}

// practise parses a sentence with what is known so far. Where a move that puts arcs out of reach is not clearly behind the
// best that does not, the weights change; then the parse goes on, mostly with the parser's own choice, so that it learns to go
// on after a mistake.
func (p *pupil) practise(s *conllu.Sentence, tags []uint8, gold tree, wander func() bool) {
	st := p.parser.Start(s.Words, tags)
	for !p.parser.Done(&st) {
		p.move = p.parser.MoveFeatures(p.move[:0], &st)
		p.moves.score(p.move, p.third)
		costs := p.parser.Costs(&st, gold.heads)
		got, want := -1, -1
		for a := range linear.Actions {
			if !p.parser.Legal(&st, parse.Action(a)) {
				continue
			}
			if got < 0 || p.third[a] > p.third[got] {
				got = a
			}
			if want < 0 || costs[a] < costs[want] || costs[a] == costs[want] && p.third[a] > p.third[want] {
				want = a
			}
		}
		rival := -1
		for a := range linear.Actions {
			if p.parser.Legal(&st, parse.Action(a)) && costs[a] > costs[want] && (rival < 0 || p.third[a] > p.third[rival]) {
				rival = a
			}
		}
		if rival >= 0 && p.third[want]-p.third[rival] < parseMargin {
			p.moves.update(p.move, want, rival)
		}
		p.moves.step++
		act := want
		if wander() {
			act = got
		}
		st = p.parser.Step(&st, parse.Action(act), p.label(&st, parse.Action(act), gold))
	}
}

// label names the arc of a move, and learns from it where the arc is right.
func (p *pupil) label(st *parse.State, act parse.Action, gold tree) uint8 {
	if act == parse.Shift {
		return 0
	}
	p.name = p.parser.LabelFeatures(p.name[:0], st, act)
	p.names.score(p.name, p.scores)
	got := bestFloat(p.scores)
	if head, child := p.parser.Arc(st, act); gold.heads[child] == head {
		p.names.learn(p.name, p.scores, int(gold.labels[child]), parseMargin)
		p.names.step++
	}
	return uint8(got)
}

// learnPupil learns from the treebanks, which are the first of the sentences, and from what share leaves of the others.
func learnPupil(words *lexicon.Lexicon, l lessons, c Config, seed uint64, share func(i int) bool) *pupil {
	p := newPupil(words, l.classes, l.labels, c.Sure)
	rng := rand.New(rand.NewPCG(seed, 3))
	for e := range c.ParseEpochs {
		wander := func() bool { return e > 0 && rng.IntN(10) > 0 }
		for _, i := range rng.Perm(len(l.sentences)) {
			if len(l.sentences[i].Words) > 0 && (i < l.treebanks || share(i)) {
				p.practise(&l.sentences[i], l.tags[i], l.trees[i], wander)
			}
		}
	}
	return p
}

// How many features of names are kept, and from what weight on.
const (
	keepNames = 280_000
	leastName = 6
)

// A pair of tags whose arcs are met so often, and but for so small a share with one label, has this label everywhere.
const (
	oftenPlain  = 30
	seldomPlain = 0.005
)

// plainArcs finds the arcs whose tags tell their label.
func plainArcs(labels []string, classes int, sentences []conllu.Sentence, tags [][]uint8) []uint8 {
	plain := make([]uint8, 2*classes*classes)
	m := &parse.Model{Commas: make([]bool, classes)}
	count := make([]map[int]int, len(plain))
	for i, t := range goldTrees(labels, sentences) {
		for child, head := range t.heads {
			if head < 0 {
				continue
			}
			k := m.Pair(tags[i][head], tags[i][child], int(head) < child)
			if count[k] == nil {
				count[k] = map[int]int{}
			}
			count[k][int(t.labels[child])]++
		}
	}
	for k, votes := range count {
		all := 0
		for _, n := range votes {
			all += n
		}
		if label := most(votes); all >= oftenPlain && float64(all-votes[label]) <= seldomPlain*float64(all) {
			plain[k] = uint8(label + 1)
		}
	}
	return plain
}

// learnParser learns the moves and the names of the arcs.
func learnParser(words *lexicon.Lexicon, sentences []conllu.Sentence, tags [][]uint8, classes []tag.Class, c Config) *parse.Model {
	labels := labelsOf(sentences)
	commas, verbs := commasAndVerbs(classes)
	m := &parse.Model{
		Labels: labels, Commas: commas, Verbs: verbs, Plain: plainArcs(labels, len(classes), sentences, goldTags(classes, sentences)),
	}
	m.Moves, m.Names = learnArcs(words, lessons{sentences, len(sentences), tags, goldTrees(labels, sentences), classes, labels}, c)
	return m
}

// lessons are what the moves and the names are learned from: trees, and tags by taggers that have not seen the sentence.
type lessons struct {
	sentences []conllu.Sentence
	treebanks int // how many of them, the first, are of treebanks
	tags      [][]uint8
	trees     []tree
	classes   []tag.Class
	labels    []string
}

// learnArcs has each pupil learn from all sentences of treebanks, and from its part of the others.
func learnArcs(words *lexicon.Lexicon, l lessons, c Config) (linear.Packed, linear.Table) {
	pupils := make([]*pupil, c.Seeds)
	spread.Each(c.Seeds, func(k int) {
		pupils[k] = learnPupil(words, l, c, uint64(21+k), func(i int) bool { return i%c.Seeds == k })
	})
	moves, names := newMixture(linear.Actions), newMixture(len(l.labels))
	for _, p := range pupils {
		moves.add(p.moves)
		names.add(p.names)
	}
	return linear.BuildPacked(moves.features(linear.MaxWeight, 1, 1<<30), c.Moves),
		linear.BuildTable(names.features(linear.MaxWeight, leastName, keepNames), len(l.labels))
}
