package tag

import (
	"slices"
	"strings"
	"testing"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

var noLexicon = &lexicon.Lexicon{Words: linear.BuildNumbers(nil, nil, 1)}

func sentence(text string) []conllu.Word {
	var words []conllu.Word
	for _, f := range strings.Fields(text) {
		words = append(words, conllu.Word{Form: f})
	}
	return words
}

// All features fit where they are summed, for long words in the middle of a sentence, and no two are one.
func TestFeatures(t *testing.T) {
	x := NewExtractor(noLexicon)
	words := sentence("Harbourmasters' representatives unanimously counterproposed a re-opening of the Öresund-route .")
	x.Prepare(words)
	tags := []uint8{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for i := range words {
		draft := x.Append(nil, i, tags[:i], nil)
		f := x.Append(nil, i, tags[:i], tags[:len(words)])
		if len(f) > linear.MaxTableFeatures {
			t.Errorf("word %d has %d features, more than %d", i, len(f), linear.MaxTableFeatures)
		}
		if !slices.Equal(draft, f[:len(draft)]) {
			t.Errorf("word %d: the second reading has not all features of the first", i)
		}
		sorted := slices.Clone(f)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) != len(f) {
			t.Errorf("word %d has a feature twice", i)
		}
	}
}

// What the features of a word are made of: which pairs of words look alike.
func TestShape(t *testing.T) {
	shape := func(form string) uint64 {
		x := NewExtractor(noLexicon)
		x.Prepare(sentence(form))
		return x.words[margin].shape
	}
	for _, c := range []struct {
		a, b  string
		alike bool
	}{
		{"Oslo", "Kenya", true},
		{"1999", "2026", true},
		{"Élan", "Oslo", true},
		{"NATO", "Oslo", false},
		{"ferry", "Ferry", false},
		{"U.N.", "E.U.", true},
		{"15-day", "14-day", true},
		{"a", "ab", false}, // one of a kind is not a run of them
		{"ab", "abc", true},
	} {
		if got := shape(c.a) == shape(c.b); got != c.alike {
			t.Errorf("%s and %s alike: %v", c.a, c.b, got)
		}
	}
}

// Capitals say nothing in a sentence that is all capitals.
func TestInCapitals(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"HARBOUR CLOSED AFTER STORM", true},
		{"UN and EU meet", false},
		{"OK", false},
		{"", false},
	} {
		if got := inCapitals(sentence(c.text)); got != c.want {
			t.Errorf("%q in capitals: %v", c.text, got)
		}
	}
}

// A tagger that knows one word's class by its form gives it, and the first class to all others.
func TestTag(t *testing.T) {
	x := NewExtractor(noLexicon)
	words := sentence("the ferry left")
	x.Prepare(words)
	// The second feature is the form alone.
	form := x.Append(nil, 1, []uint8{0}, nil)[1]
	table := linear.BuildTable([]linear.Feature{{Hash: form, Weights: []int32{0, 0, 90}}}, 3)
	m := &Model{Classes: make([]Class, 3), First: table, Second: table}
	if got := New(m, noLexicon).Tag(words); !slices.Equal(got, []uint8{0, 2, 0}) {
		t.Errorf("tags %v", got)
	}
}
