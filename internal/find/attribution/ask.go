package attribution

import (
	"math"
	"math/bits"

	"readout/internal/lang/model/linear"
)

// Question is a sort of decision that the model is asked for.
type Question uint8

// The questions, in the order in which they are asked of a text. All but the first and the last offer tokens to choose from.
const (
	MayBeCue    Question = iota // can this token be the head of a cue, by a short look?
	IsCue                       // is it one?
	SourceHead                  // which token is the head of the source, or is there none?
	SourceFirst                 // where does the source begin?
	SourceLast                  // behind which token does it end?
	CueFirst                    // where does the cue begin?
	CueLast                     // and end?
	BeforeLast                  // where does content that stands before cue and source end, or is there none?
	BeforeFirst                 // and begin?
	AfterFirst                  // where does content behind the cue begin, or is there none?
	AfterLast                   // and end?
	IsRight                     // is all of it right?
	Questions                   // how many there are
)

// None is the option of there being none.
const None = -1

// Teacher answers in place of the model, so that the model can learn from its answers.
type Teacher interface {
	// Answer is the option, counted from 0, that is right for a question about the cue whose head is token cue. The options are
	// tokens, None among them where that may be; ends tells where the features of each option end. Nothing of it may be kept.
	Answer(q Question, cue int, options, ends []int32, features []uint64) int
}

// asking is a question while it is put together: its options and what they look like.
type asking struct {
	question Question
	base     uint64 // of the question, for its features to begin with
	features []uint64
	options  []int32
	ends     []int32 // of the features of each option
	scores   []float32

	other  int     // the option that came second
	pOther float32 // how likely that one is right
}

func (a *asking) begin(q Question) {
	a.question, a.base = q, linear.Hash(uint64(q)+1)
	a.features, a.options, a.ends = a.features[:0], a.options[:0], a.ends[:0]
}

// option begins an option; the features that are added next are its.
func (a *asking) option(token int) {
	if len(a.options) > 0 {
		a.ends = append(a.ends, int32(len(a.features)))
	}
	a.options = append(a.options, int32(token))
}

// one, two and three add a feature: number n among those of its question, with the values that it joins.
func (a *asking) one(n, x uint64) { a.features = append(a.features, linear.Hash(a.base+n+x)) }

func (a *asking) two(n, x, y uint64) {
	a.features = append(a.features, linear.Hash(a.base+n+x+bits.RotateLeft64(y, 21)))
}

func (a *asking) three(n, x, y, z uint64) {
	a.features = append(a.features, linear.Hash(a.base+n+x+bits.RotateLeft64(y, 21)+bits.RotateLeft64(z, 42)))
}

// taught says whether the teacher answers yes to the question about token i, which has one option.
func (f *Finder) taught(i int) bool {
	a := &f.ask
	a.ends = append(a.ends, int32(len(a.features)))
	return f.teacher.Answer(a.question, i, a.options, a.ends, a.features) == 1
}

// choose is the option that is chosen for the cue with head cue, and how likely it is right.
func (f *Finder) choose(cue int) (token int, p float32) {
	a := &f.ask
	a.ends = append(a.ends, int32(len(a.features)))
	a.other, a.pOther = None, 0
	if f.teacher != nil {
		return int(a.options[f.teacher.Answer(a.question, cue, a.options, a.ends, a.features)]), 1
	}
	if len(a.options) == 1 {
		return int(a.options[0]), 1
	}
	f.score()
	best, other := 0, -1
	for k := 1; k < len(a.scores); k++ {
		switch {
		case a.scores[k] > a.scores[best]:
			best, other = k, best
		case other < 0 || a.scores[k] > a.scores[other]:
			other = k
		}
	}
	sum := float32(0)
	for _, s := range a.scores {
		sum += exp(s - a.scores[best])
	}
	if a.question == f.instead {
		best, other = other, best
	}
	most := max(a.scores[best], a.scores[other])
	a.other, a.pOther = int(a.options[other]), exp(a.scores[other]-most)/sum
	return int(a.options[best]), exp(a.scores[best]-most) / sum
}

// score scores the options.
func (f *Finder) score() {
	a := &f.ask
	a.scores = a.scores[:0]
	from := int32(0)
	for _, end := range a.ends {
		a.scores = append(a.scores, f.model.Score(a.features[from:end]))
		from = end
	}
}

// exp is e to the power of x; 0 where that is next to nothing.
func exp(x float32) float32 {
	if x < -16 {
		return 0
	}
	return float32(math.Exp(float64(x)))
}

func logistic(x float32) float32 { return 1 / (1 + exp(-x)) }

// bin is a small number as a value of a feature; those past limit, at most 31, either way are one.
func bin(n, limit int) uint64 { return bins[max(-limit, min(limit, n))+32] }

// bins are values for numbers from -32 to 31.
var bins = func() (b [64]uint64) {
	for i := range b {
		b[i] = linear.Hash(uint64(i) + 1_000_000)
	}
	return b
}()

// flag is a condition as a value of a feature.
func flag(yes bool) uint64 {
	if yes {
		return bins[33]
	}
	return bins[32]
}
