// Package tag gives words their part of speech: the universal tag (UPOS) and the English one (XPOS) together, as one class.
// It reads a sentence twice from left to right. The second time it knows what the first made of the words to come, and looks
// again only at words of which the first was not sure. Forms that never change their class, such as "the", it does not look at.
package tag

import (
	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// Class is a pair of tags.
type Class struct{ UPOS, XPOS string }

// Model is what the tagger has learned.
type Model struct {
	Classes       []Class // at most linear.MaxClasses
	First, Second linear.Table
	Sure          linear.Numbers // the class of forms that have but one, by HashString
}

// Tagger tags with a model. It keeps scratch memory: one a goroutine.
type Tagger struct {
	model    *Model
	extract  Extractor
	draft    []uint8
	leads    []int // of the draft, over the next best
	tags     []uint8
	features [maxFeatures]uint64
}

// New makes a tagger.
func New(m *Model, l *lexicon.Lexicon) *Tagger { return &Tagger{model: m, extract: NewExtractor(l)} }

// sureLead is by how much the first reading's class must lead for the second not to look at the word again. Looking at all
// words is no better (the same 95.6 of 100 on the EWT dev file) and takes half as long again.
const sureLead = 50

// Tag gives the class of each word. The slice is the tagger's own until the next call.
func (t *Tagger) Tag(words []conllu.Word) []uint8 {
	t.extract.Prepare(words)
	t.first(len(words))
	t.second(t.draft, t.leads)
	return t.tags
}

// Draft is the first of the two readings alone.
func (t *Tagger) Draft(words []conllu.Word) []uint8 {
	t.extract.Prepare(words)
	t.first(len(words))
	return t.draft
}

// Revise is the second of the two readings, over a first.
func (t *Tagger) Revise(words []conllu.Word, draft []uint8) []uint8 {
	t.extract.Prepare(words)
	t.second(draft, nil)
	return t.tags
}

func (t *Tagger) first(n int) {
	t.draft, t.leads = t.draft[:0], t.leads[:0]
	for i := range n {
		if class := t.model.Sure.Find(t.extract.form(i)); class >= 0 {
			t.draft, t.leads = append(t.draft, uint8(class)), append(t.leads, sureLead)
			continue
		}
		class, lead := t.model.First.Best(t.extract.Append(t.features[:0], i, t.draft, nil), len(t.model.Classes))
		t.draft, t.leads = append(t.draft, uint8(class)), append(t.leads, lead)
	}
}

func (t *Tagger) second(draft []uint8, leads []int) {
	t.tags = t.tags[:0]
	for i, class := range draft {
		if leads == nil || leads[i] < sureLead {
			c, _ := t.model.Second.Best(t.extract.Append(t.features[:0], i, t.tags, draft), len(t.model.Classes))
			class = uint8(c)
		}
		t.tags = append(t.tags, class)
	}
}
