package syntax

import (
	"math/rand/v2"
	"slices"
	"sort"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/tag"
	"readout/internal/train/spread"
)

// tagClasses is all pairs of tags of the sentences, the frequent first; rare ones past what a model can hold, or seen
// less than min times, are given up.
func tagClasses(sentences []conllu.Sentence, seldom int) []tag.Class {
	count := map[tag.Class]int{}
	for i := range sentences {
		for _, w := range sentences[i].Words {
			count[tag.Class{UPOS: w.UPOS, XPOS: w.XPOS}]++
		}
	}
	var classes []tag.Class
	for c, n := range count {
		if n >= seldom {
			classes = append(classes, c)
		}
	}
	sort.Slice(classes, func(i, j int) bool {
		a, b := classes[i], classes[j]
		if count[a] != count[b] {
			return count[a] > count[b]
		}
		return a.UPOS+" "+a.XPOS < b.UPOS+" "+b.XPOS
	})
	return classes[:min(len(classes), linear.MaxClasses)]
}

// goldTags gives the class of each word; a class that was given up becomes the most frequent one of the same UPOS.
func goldTags(classes []tag.Class, sentences []conllu.Sentence) [][]uint8 {
	index := map[tag.Class]uint8{}
	for i := len(classes) - 1; i >= 0; i-- {
		index[classes[i]] = uint8(i)
		index[tag.Class{UPOS: classes[i].UPOS}] = uint8(i)
	}
	gold := make([][]uint8, len(sentences))
	for i := range sentences {
		for _, w := range sentences[i].Words {
			c, ok := index[tag.Class{UPOS: w.UPOS, XPOS: w.XPOS}]
			if !ok {
				c = index[tag.Class{UPOS: w.UPOS}]
			}
			gold[i] = append(gold[i], c)
		}
	}
	return gold
}

// How many features each reading of the tagger keeps, and from what weight on.
const (
	keepTags = 190_000
	leastTag = 3
)

// learnTags learns one reading of the tagger. drafts is nil for the first.
func learnTagWeights(words *lexicon.Lexicon, sentences []conllu.Sentence, gold, drafts [][]uint8, classes int, c Config, seed uint64) *perceptron {
	p := newPerceptron(classes, c.Sure)
	rng := rand.New(rand.NewPCG(seed, 1))
	x := tag.NewExtractor(words)
	var features []uint64
	var tags []uint8
	scores := make([]float32, classes)
	for range c.TagEpochs {
		for _, i := range rng.Perm(len(sentences)) {
			x.Prepare(sentences[i].Words)
			tags = tags[:0]
			var draft []uint8
			if drafts != nil {
				draft = drafts[i]
			}
			for j, want := range gold[i] {
				features = x.Append(features[:0], j, tags, draft)
				p.score(features, scores)
				got := bestFloat(scores)
				p.learn(features, scores, int(want), tagMargin)
				p.step++
				tags = append(tags, uint8(got))
			}
		}
	}
	return p
}

func tagTable(learned []*perceptron) linear.Table {
	m := newMixture(learned[0].classes)
	for _, p := range learned {
		m.add(p)
	}
	return linear.BuildTable(m.features(linear.MaxWeight, leastTag, keepTags), learned[0].classes)
}

func learnTags(words *lexicon.Lexicon, sentences []conllu.Sentence, gold, drafts [][]uint8, classes int, c Config, seed uint64) linear.Table {
	return tagTable([]*perceptron{learnTagWeights(words, sentences, gold, drafts, classes, c, seed)})
}

func bestFloat(scores []float32) int {
	b := 0
	for c, s := range scores {
		if s > scores[b] {
			b = c
		}
	}
	return b
}

// A form that is met so often, and but for so small a share in one class, has this class everywhere, if it is a class that takes in
// no new words: "free" is nearly always an adjective in the treebanks, and yet somebody frees somebody.
const (
	oftenSure   = 30
	seldomOther = 0.01
)

var closed = map[string]bool{"ADP": true, "AUX": true, "CCONJ": true, "DET": true, "PART": true, "PRON": true, "PUNCT": true, "SCONJ": true}

// sureForms finds the forms whose class needs no look at their neighbours.
func sureForms(sentences []conllu.Sentence, gold [][]uint8, classes []tag.Class) linear.Numbers {
	count := map[string]map[int]int{}
	for i := range sentences {
		for j, w := range sentences[i].Words {
			if count[w.Form] == nil {
				count[w.Form] = map[int]int{}
			}
			count[w.Form][int(gold[i][j])]++
		}
	}
	var hashes []uint64
	var numbers []int
	for _, form := range sortedKeys(count, func(a, b string) bool { return a < b }) {
		all := 0
		for _, n := range count[form] {
			all += n
		}
		class := most(count[form])
		if all >= oftenSure && closed[classes[class].UPOS] && float64(all-count[form][class]) <= seldomOther*float64(all) {
			hashes, numbers = append(hashes, linear.HashString(form)), append(numbers, class)
		}
	}
	return linear.BuildNumbers(hashes, numbers, len(classes))
}

// folds parts the sentences into n, each a run of its own documents' neighbours.
func folds(n, total int) [][2]int {
	var f [][2]int
	for k := range n {
		f = append(f, [2]int{k * total / n, (k + 1) * total / n})
	}
	return f
}

// without gives the sentences outside [from, to).
func without[T any](all []T, from, to int) []T {
	rest := make([]T, 0, len(all)-(to-from))
	rest = append(rest, all[:from]...)
	return append(rest, all[to:]...)
}

// learnTagger learns both readings of the tagger. It also gives tags for all sentences by taggers that have not seen
// them, for what is to be learned above.
func learnTagger(words *lexicon.Lexicon, sentences []conllu.Sentence, classes []tag.Class, c Config) (*tag.Model, [][]uint8) {
	gold := goldTags(classes, sentences)
	m := &tag.Model{Classes: classes, Sure: sureForms(sentences, gold, classes)}
	drafts, tags := make([][]uint8, len(sentences)), make([][]uint8, len(sentences))
	parts := folds(c.TagFolds, len(sentences))
	// One round more than there are parts: the last is for the tagger itself, which learns from all.
	spread.Each(len(parts)+1, func(k int) {
		if k == len(parts) {
			m.First = learnTags(words, sentences, gold, nil, len(classes), c, 11)
			return
		}
		from, to := parts[k][0], parts[k][1]
		first := learnTags(words, without(sentences, from, to), without(gold, from, to), nil, len(classes), c, 11)
		t := tag.New(&tag.Model{Classes: classes, First: first}, words)
		for i := from; i < to; i++ {
			drafts[i] = slices.Clone(t.Draft(sentences[i].Words))
		}
	})
	spread.Each(len(parts)+1, func(k int) {
		if k == len(parts) {
			m.Second = learnTags(words, sentences, gold, drafts, len(classes), c, 12)
			return
		}
		from, to := parts[k][0], parts[k][1]
		second := learnTags(words, without(sentences, from, to), without(gold, from, to), without(drafts, from, to), len(classes), c, 12)
		t := tag.New(&tag.Model{Classes: classes, Second: second}, words)
		for i := from; i < to; i++ {
			tags[i] = slices.Clone(t.Revise(sentences[i].Words, drafts[i]))
		}
	})
	return m, tags
}
