package syntax

import (
	"fmt"
	"slices"
	"time"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/neural"
	"readout/internal/lang/parse"
	"readout/internal/lang/tag"
	train "readout/internal/train/neural"
	"readout/internal/train/vector"
)

// book says which row of numbers each feature of the network has, and which vector each word.
type book struct {
	lexicon *lexicon.Lexicon
	vectors *neural.Vectors
	more    bool // whether words have the features of a grown network
	rows    map[uint64]int32
	hashes  []uint64 // of the features, by row
	list    []uint64
	known   map[int][]float32 // vectors that were met
}

// newBook gives a row to each feature that is met as often as seldom, or that young knows, the book of the network before this
// one; nil if there was none.
func newBook(l *lexicon.Lexicon, v *neural.Vectors, sentences []conllu.Sentence, tags [][]uint8, seldom int, young *book) *book {
	b := &book{lexicon: l, vectors: v, more: young != nil, rows: map[uint64]int32{}, known: map[int][]float32{}}
	b.add(neural.Root)
	count := map[uint64]int{}
	for i := range sentences {
		capitals := neural.Capitals(sentences[i].Words)
		for j, word := range sentences[i].Words {
			for _, f := range b.features(word.Form, tags[i][j], j == 0, capitals) {
				least := seldom
				if young != nil {
					if _, known := young.rows[f]; known {
						least = 1
					}
				}
				if count[f]++; count[f] == least {
					b.add(f)
				}
			}
		}
	}
	return b
}

func (b *book) add(feature uint64) {
	b.rows[feature] = int32(len(b.hashes))
	b.hashes = append(b.hashes, feature)
}

// table is the rows of the features as the reading program finds them.
func (b *book) table() linear.Numbers {
	numbers := make([]int, len(b.hashes))
	for i := range numbers {
		numbers[i] = i
	}
	return linear.BuildNumbers(b.hashes, numbers, len(numbers))
}

func (b *book) features(form string, tag uint8, first bool, capitals uint8) []uint64 {
	b.list = neural.Features(b.list[:0], form, tag, b.lexicon.Find(linear.HashLower(form)), first)
	if b.more {
		b.list = neural.More(b.list, form, capitals)
	}
	return b.list
}

// example makes what the network sees of a sentence. The first two rows of a word are the word itself and its tag, -1 where
// they have none.
func (b *book) example(words []conllu.Word, tags []uint8) train.Example {
	capitals := neural.Capitals(words)
	e := train.Example{Rows: [][]int32{{b.rows[neural.Root]}}, Vectors: [][]float32{nil}, Heads: []int16{0}, Labels: []uint8{0}, Tags: []uint8{0}}
	for j, word := range words {
		var rows []int32
		for k, f := range b.features(word.Form, tags[j], j == 0, capitals) {
			if r, ok := b.rows[f]; ok {
				rows = append(rows, r)
			} else if k < 2 {
				rows = append(rows, -1)
			}
		}
		var vector []float32
		if n := b.vectors.Words.Find(linear.HashLower(word.Form)); n >= 0 {
			if b.known[n] == nil {
				b.known[n] = b.vectors.Vector(n)
			}
			vector = b.known[n]
		}
		e.Rows, e.Vectors = append(e.Rows, rows), append(e.Vectors, vector)
	}
	return e
}

// learnt adds what is to be learned of the sentence; root is the label of the root.
func learnt(e *train.Example, gold tree, tags []uint8, root int) {
	for i, h := range gold.heads {
		label := gold.labels[i]
		if label == parse.RootLabel {
			label = uint8(root)
		}
		e.Heads, e.Labels, e.Tags = append(e.Heads, h+1), append(e.Labels, label), append(e.Tags, tags[i])
	}
}

// lectures is what networks are learned from.
type lectures struct {
	all       *vector.Words
	vectors   *neural.Vectors
	sentences []conllu.Sentence
	tags      [][]uint8 // by taggers that have not seen the sentence
	classes   []tag.Class
	labels    []string
	young     *book // of a first network, and of what grows from it
	grown     *book
}

func newLectures(words *lexicon.Lexicon, all *vector.Words, sentences []conllu.Sentence, tags [][]uint8, classes []tag.Class, c Config) *lectures {
	l := &lectures{all: all, vectors: shorten(all), sentences: sentences, tags: tags, classes: classes, labels: labelsOf(sentences)}
	l.young = newBook(words, l.vectors, sentences, tags, c.Sure, nil)
	l.grown = newBook(words, firstVectors(l.vectors, all.Hashes, grownVectors), sentences, tags, grownSeldom, l.young)
	return l
}

// examples makes what a network learns from sentences.
func (l *lectures) examples(b *book, sentences []conllu.Sentence, tags [][]uint8) []train.Example {
	gold, trees := goldTags(l.classes, sentences), goldTrees(l.labels, sentences)
	var list []train.Example
	for i := range sentences {
		if n := len(sentences[i].Words); n > 0 && n <= neural.MaxWords {
			e := b.example(sentences[i].Words, tags[i])
			learnt(&e, trees[i], gold[i], len(l.labels))
			list = append(list, e)
		}
	}
	return list
}

// learn learns a network by a plan; begin gives where it begins, nil for nothing.
func (l *lectures) learn(p train.Plan, b *book, examples []train.Example, begin func(train.Shape) *train.Net, c Config) *train.Net {
	p.Shape.Rows, p.Shape.Vector, p.Shape.Labels, p.Shape.Tags = len(b.hashes), l.vectors.Pieces*l.vectors.Piece, len(l.labels)+1, len(l.classes)
	start := time.Now()
	p.Each = func(epoch int, loss float64) {
		fmt.Fprintf(c.Log, "network: round %d, loss %.4f, %s\n", epoch+1, loss, time.Since(start).Round(time.Second))
	}
	return train.Learn(p, begin(p.Shape), examples)
}

// net learns a network of the fine way; then a grown one from it, which has more features and fewer vectors.
func (l *lectures) net(seed uint64, c Config) *neural.Net {
	c.Net.Seed, c.Again.Seed = seed, seed
	b := l.young
	net := l.learn(c.Net, b, l.examples(b, l.sentences, l.tags), func(train.Shape) *train.Net { return nil }, c).Quantise(b.table(), *b.vectors)
	if c.Again.Epochs == 0 {
		return net
	}
	rows := make([]int32, len(b.hashes))
	for i, h := range b.hashes {
		rows[i] = l.grown.rows[h]
	}
	b = l.grown
	return l.learn(c.Again, b, l.examples(b, l.sentences, l.tags), func(s train.Shape) *train.Net { return train.Grow(net, s, rows, seed) }, c).Quantise(b.table(), *b.vectors)
}

// heir learns the one network that is kept of a jury: wider than the first of them, from which it is grown, it learns from the treebanks
// and from texts that the jury has parsed, and at last from the treebanks alone. tags are those of the texts.
func (l *lectures) heir(first *neural.Net, silver []conllu.Sentence, tags [][]uint8, c Config) *neural.Net {
	b := *l.grown
	b.vectors, b.known = firstVectors(l.vectors, l.all.Hashes, heirVectors), map[int][]float32{}
	rows := make([]int32, len(b.hashes))
	for i := range rows {
		rows[i] = int32(i)
	}
	gold := l.examples(&b, l.sentences, l.tags)
	both := slices.Concat(gold, gold, l.examples(&b, silver, tags))
	net := l.learn(c.Both, &b, both, func(s train.Shape) *train.Net { return train.Grow(first, s, rows, c.Both.Seed) }, c)
	return l.learn(c.Alone, &b, gold, func(train.Shape) *train.Net { return net }, c).Quantise(b.table(), *b.vectors)
}

// What grown networks have: features that the first one lacks come this often, and so many words have vectors; fewer in the one that
// is kept, whose width costs as much.
const (
	grownSeldom  = 8
	grownVectors = 106_000
	heirVectors  = 84_000
)
