package syntax

import (
	"fmt"
	"time"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/neural"
	"readout/internal/lang/parse"
	"readout/internal/lang/tag"
	train "readout/internal/train/neural"
)

// book says which row of numbers each feature of the network has, and which vector each word.
type book struct {
	lexicon *lexicon.Lexicon
	vectors *neural.Vectors
	rows    map[uint64]int32
	hashes  []uint64 // of the features, by row
	list    []uint64
}

func newBook(l *lexicon.Lexicon, v *neural.Vectors, sentences []conllu.Sentence, tags [][]uint8, seldom int) *book {
	b := &book{lexicon: l, vectors: v, rows: map[uint64]int32{}}
	b.add(neural.Root)
	count := map[uint64]int{}
	for i := range sentences {
		for j, word := range sentences[i].Words {
			for _, f := range b.features(word.Form, tags[i][j], j == 0) {
				if count[f]++; count[f] == seldom {
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

func (b *book) features(form string, tag uint8, first bool) []uint64 {
	b.list = neural.Features(b.list[:0], form, tag, b.lexicon.Find(linear.HashLower(form)), first)
	return b.list
}

// example makes what the network sees of a sentence. The first two rows of a word are the word itself and its tag, -1 where
// they have none.
func (b *book) example(words []conllu.Word, tags []uint8) train.Example {
	e := train.Example{Rows: [][]int32{{b.rows[neural.Root]}}, Vectors: [][]float32{nil}, Heads: []int16{0}, Labels: []uint8{0}, Tags: []uint8{0}}
	for j, word := range words {
		var rows []int32
		for k, f := range b.features(word.Form, tags[j], j == 0) {
			if r, ok := b.rows[f]; ok {
				rows = append(rows, r)
			} else if k < 2 {
				rows = append(rows, -1)
			}
		}
		var vector []float32
		if n := b.vectors.Words.Find(linear.HashLower(word.Form)); n >= 0 {
			vector = b.vectors.Vector(n)
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

// learnNet learns the network of the fine way, from tags given by taggers that have not seen the sentence.
func learnNet(words *lexicon.Lexicon, vectors *neural.Vectors, sentences []conllu.Sentence, tags [][]uint8, classes []tag.Class, c Config) *neural.Net {
	labels := labelsOf(sentences)
	gold, trees := goldTags(classes, sentences), goldTrees(labels, sentences)
	b := newBook(words, vectors, sentences, tags, c.Sure)
	var examples []train.Example
	for i := range sentences {
		if n := len(sentences[i].Words); n > 0 && n <= neural.MaxWords {
			e := b.example(sentences[i].Words, tags[i])
			learnt(&e, trees[i], gold[i], len(labels))
			examples = append(examples, e)
		}
	}
	p := c.Net
	p.Shape.Rows, p.Shape.Vector, p.Shape.Labels, p.Shape.Tags = len(b.hashes), vectors.Pieces*vectors.Piece, len(labels)+1, len(classes)
	start := time.Now()
	p.Each = func(epoch int, loss float64) {
		fmt.Fprintf(c.Log, "network: round %d, loss %.4f, %s\n", epoch+1, loss, time.Since(start).Round(time.Second))
	}
	return train.Learn(p, examples).Quantise(b.table(), *vectors)
}
