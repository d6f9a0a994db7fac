package model

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/parse"
	"readout/internal/lang/tag"
)

// Where "said" has two subjects, the first of which can be a verb, it is one; elsewhere nothing changes.
func TestTold(t *testing.T) {
	const det, noun, nouns, adp, name, comma, past, verbs = 0, 1, 2, 3, 4, 5, 6, 7
	const nsubj, ccomp, compound, nmod, obl, detOf, punct, caseOf = 0, 1, 2, 3, 4, 5, 6, 7
	m := &Model{
		Words: lexicon.Lexicon{
			Fine: []string{"n18s v40z", "n6s"}, Coarse: []int{0, 0},
			Words: linear.BuildNumbers([]uint64{linear.HashLower("partners"), linear.HashLower("ferries")}, []int{0, 1}, 2),
		},
		Tags: tag.Model{Classes: []tag.Class{
			{UPOS: "DET", XPOS: "DT"}, {UPOS: "NOUN", XPOS: "NN"}, {UPOS: "NOUN", XPOS: "NNS"}, {UPOS: "ADP", XPOS: "IN"},
			{UPOS: "PROPN", XPOS: "NNP"}, {UPOS: "PUNCT", XPOS: ","}, {UPOS: "VERB", XPOS: "VBD"}, {UPOS: "VERB", XPOS: "VBZ"},
		}},
		Trees: parse.Model{Labels: []string{"nsubj", "ccomp", "compound", "nmod", "obl", "det", "punct", "case"}},
	}
	for _, c := range []struct {
		name, subject string
		comma         uint8
		mended        bool
	}{
		{"a verb read as a noun", "partners", comma, true},
		{"a word that is no verb", "ferries", comma, false},
		{"no comma", "partners", noun, false},
	} {
		// The government partners with Oslo , the envoy said
		words := sentence("The government " + c.subject + " with Oslo , the envoy said")
		tags := []uint8{det, noun, nouns, adp, name, c.comma, det, noun, past}
		heads := []int16{2, 2, 8, 4, 2, 2, 7, 8, -1}
		labels := []uint8{detOf, compound, nsubj, caseOf, nmod, punct, detOf, nsubj, parse.RootLabel}
		wantTags, wantHeads, wantLabels := slices.Clone(tags), slices.Clone(heads), slices.Clone(labels)
		if c.mended {
			wantTags[2], wantHeads[0] = verbs, 1
			wantLabels[1], wantLabels[2], wantLabels[4] = nsubj, ccomp, obl
		}
		newTold(m).mend(words, tags, heads, labels)
		if d := cmp.Diff([]any{wantTags, wantHeads, wantLabels}, []any{tags, heads, labels}); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// A model without the tags and labels at hand is left alone.
func TestToldOfNothing(t *testing.T) {
	newTold(&Model{}).mend(sentence("Boats sail in"), []uint8{0, 0, 0}, []int16{1, -1, 1}, []uint8{0, parse.RootLabel, 0})
}
