// Package train learns the models of internal/lang. Nothing of it is linked into the reading program.
package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"readout/internal/lang/conllu"
	"readout/internal/lang/token"
)

// TokenOptions says how the model of package token is learned.
type TokenOptions struct {
	Bits   [token.Questions]int     // logarithms of the sizes of the tables
	Rate   [token.Questions]float64 // how far a step goes
	Rare   [token.Questions]int     // a feature is learned once it is seen as often
	Epochs int
	// EndBias is added to the logarithm of the odds that a sentence ends. A sentence that is missed spoils two, so that ending
	// one is worth a risk.
	EndBias float64
}

// DefaultTokenOptions did best in five-fold cross-validation on the training part of EWT. Without EndBias the sentences there
// were 1.4 points of F1 worse.
var DefaultTokenOptions = TokenOptions{
	Bits:   [token.Questions]int{18, 13, 18},
	Rate:   [token.Questions]float64{0.04, 0.04, 0.02},
	Rare:   [token.Questions]int{3, 1, 1},
	Epochs: 10, EndBias: 1,
}

// Token learns a model from texts that are cut right. The same texts in the same order give the same model.
func Token(texts []*token.Text, o TokenOptions) *token.Model {
	m := new(token.Model)
	for _, t := range texts {
		m.Small.Learn(t)
	}
	for q := range m.Tables {
		m.Tables[q] = token.NewTable(o.Bits[q])
	}
	c := token.NewWith(m)
	var lessons [token.Questions]lesson
	var cut token.Text
	for _, t := range texts {
		c.Teach(t, &cut, func(q token.Question, features []uint32, yes bool) {
			lessons[q].add(features, yes)
		})
	}
	for q := range lessons {
		lessons[q].forget(o.Rare[q])
		weights := lessons[q].learn(1<<o.Bits[q], o.Rate[q], o.Epochs, uint64(q))
		bias := 0.0
		if token.Question(q) == token.End {
			bias = o.EndBias
		}
		m.Tables[q].Bias = round(weights, bias, m.Tables[q].Weights)
	}
	return m
}

// lesson is all places where one question was asked.
type lesson struct {
	width    int
	features []uint32 // width of them a place
	answers  []bool
}

func (l *lesson) add(features []uint32, yes bool) {
	l.width = len(features)
	l.features = append(l.features, features...)
	l.answers = append(l.answers, yes)
}

// nothing stands for a feature that is not learned.
const nothing = 1<<32 - 1

// forget drops the features that are seen less than least times: they tell little, and would share their places in the table
// with others.
func (l *lesson) forget(least int) {
	seen := make(map[uint32]int, len(l.features)/8)
	for _, f := range l.features {
		seen[f]++
	}
	for i, f := range l.features {
		if seen[f] < least {
			l.features[i] = nothing
		}
	}
}

// learn fits weights by logistic regression, each weight with a step of its own (AdaGrad), and averages them over the second
// half of the epochs.
func (l *lesson) learn(size int, rate float64, epochs int, seed uint64) []float64 {
	weights, squares, sum := make([]float64, size), make([]float64, size), make([]float64, size)
	mask := uint32(size - 1)
	order := make([]int, len(l.answers))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(seed, 1))
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			features := l.features[i*l.width : (i+1)*l.width]
			z := 0.0
			for _, f := range features {
				if f != nothing {
					z += weights[f&mask]
				}
			}
			g := 1 / (1 + math.Exp(-z))
			if l.answers[i] {
				g--
			}
			for _, f := range features {
				if f == nothing {
					continue
				}
				f &= mask
				squares[f] += g * g
				weights[f] -= rate * g / (math.Sqrt(squares[f]) + 1e-6)
			}
		}
		if epoch >= epochs/2 {
			for i, w := range weights {
				sum[i] += w
			}
		}
	}
	for i := range sum {
		sum[i] /= float64(epochs - epochs/2)
	}
	return sum
}

// round writes weights as bytes, in steps that clip one in a thousand, and gives the bias in these steps.
func round(weights []float64, bias float64, to []int8) int32 {
	var sizes []float64
	for _, w := range weights {
		if w != 0 {
			sizes = append(sizes, math.Abs(w))
		}
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	step := sizes[len(sizes)*999/1000] / 127
	for i, w := range weights {
		to[i] = int8(max(-127, min(127, math.Round(w/step))))
	}
	return int32(math.Round(bias / step))
}

// LearnToken gives the model file of package token, learned from the treebanks of a folder and from sentences of our own.
func LearnToken(treebanks string) ([]byte, error) {
	var texts []*token.Text
	for _, name := range []string{"en_ewt/en_ewt-ud-train.conllu", "en_gum/en_gum-train.conllu"} {
		f, err := os.Open(filepath.Join(treebanks, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		sentences, err := conllu.ReadAll(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		texts = append(texts, TokenText(sentences))
	}
	texts = append(texts, ownSentences())
	return Token(texts, DefaultTokenOptions).Append(nil), nil
}
