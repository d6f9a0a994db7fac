package model

import (
	"slices"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/tag"
)

// told mends a misreading that news is prone to: in "The government partners with them on trade, the envoy said" the first verb
// looks like a noun, and "said" is left with two subjects.
type told struct {
	lexicon                           *lexicon.Lexicon
	verbs                             []bool // which of the lexicon's classes have words like "partners", the verb
	plural, singular, comma           []bool // tags
	opens                             []bool // tags of words that may follow such a verb: prepositions and determiners
	verb                              int    // the tag of such a verb; negative where the model lacks what is needed
	subject, object, compound, of, to int    // labels: nsubj, ccomp, compound, nmod, obl
}

func newTold(m *Model) *told {
	label := func(name string) int { return slices.Index(m.Trees.Labels, name) }
	t := &told{
		lexicon: &m.Words, verbs: m.Words.ThirdPersons(), verb: slices.Index(m.Tags.Classes, tag.Class{UPOS: "VERB", XPOS: "VBZ"}),
		subject: label("nsubj"), object: label("ccomp"), compound: label("compound"), of: label("nmod"), to: label("obl"),
	}
	if min(t.subject, t.object, t.compound, t.of, t.to) < 0 {
		t.verb = -1
	}
	for _, c := range m.Tags.Classes {
		t.plural = append(t.plural, c.XPOS == "NNS")
		t.singular = append(t.singular, c.XPOS == "NN" || c.XPOS == "NNP")
		t.comma = append(t.comma, c.XPOS == ",")
		t.opens = append(t.opens, c.UPOS == "ADP" || c.UPOS == "DET")
	}
	return t
}

// mend makes verbs of the nouns that are one subject too many.
func (t *told) mend(words []conllu.Word, tags []uint8, heads []int16, labels []uint8) {
	if t.verb < 0 {
		return
	}
	for x := 1; x+1 < len(words); x++ {
		if !t.plural[tags[x]] || !t.opens[tags[x+1]] || !t.singular[tags[x-1]] || int(heads[x-1]) != x || int(labels[x-1]) != t.compound {
			continue
		}
		says := int(heads[x])
		if says < x || int(labels[x]) != t.subject && int(labels[x]) != t.object || !t.speaks(x, says, tags, heads, labels) {
			continue
		}
		if n := t.lexicon.Words.Find(linear.HashLower(words[x].Form)); n < 0 || !t.verbs[n] {
			continue
		}
		tags[x], labels[x], labels[x-1] = uint8(t.verb), uint8(t.object), uint8(t.subject)
		for i, h := range heads {
			switch {
			case int(h) != x:
			case i < x-1:
				heads[i] = int16(x - 1)
			case i > x && int(labels[i]) == t.of:
				labels[i] = uint8(t.to)
			}
		}
	}
}

// speaks says whether the verb says has a subject of its own after word x and a comma.
func (t *told) speaks(x, says int, tags []uint8, heads []int16, labels []uint8) bool {
	comma := false
	for i := x + 1; i < len(heads); i++ {
		if i < says {
			comma = comma || t.comma[tags[i]]
		}
		if comma && int(heads[i]) == says && int(labels[i]) == t.subject {
			return true
		}
	}
	return false
}
