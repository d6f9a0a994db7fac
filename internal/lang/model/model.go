// Package model holds the language model that is built into the program, and the annotator that uses it: words come in,
// tags, lemmas, features, heads and relations come out.
package model

import (
	_ "embed"
	"encoding/hex"
	"strings"
	"sync"

	"readout/internal/lang/conllu"
	"readout/internal/lang/lemma"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/neural"
	"readout/internal/lang/parse"
	"readout/internal/lang/tag"
)

// Model is all that was learned about English. It does not change and may be shared.
type Model struct {
	Hash   string // SHA-256 of the file, hexadecimal
	Note   string // what it was made of, a line
	Words  lexicon.Lexicon
	Tags   tag.Model
	Trees  parse.Model
	Lemmas lemma.Model
	Net    neural.Net // for the fine way
}

// english is written by cmd/readout-train; docs/model-card.md tells of what.
//
//go:embed english.model
var english []byte

// English gives the model that is built in, read when first asked for.
var English = sync.OnceValues(func() (*Model, error) { return Read(english) })

// Hash is the Hash of the model that is built in, without reading it.
func Hash() string { return hex.EncodeToString(english[len(magic):head]) }

// Annotator annotates sentences. What it gives depends on the sentence alone, never on those before. It keeps scratch
// memory: one a goroutine.
type Annotator struct {
	model  *Model
	tagger *tag.Tagger
	parser *parse.Parser
	net    *neural.Parser // nil for the fast way
	lemmas *lemma.Lemmatizer
	told   *told
}

// How wide the annotator looks: from move to move, or at the whole sentence at once.
const (
	FastWidth = 1
	FineWidth = 2
)

// NewAnnotator makes an annotator of a width: with FastWidth linear models tag and parse; with more a network then does both
// again and heeds what they said, but for sentences of more than neural.MaxWords.
func NewAnnotator(m *Model, width int) *Annotator {
	a := &Annotator{model: m, tagger: tag.New(&m.Tags, &m.Words), parser: parse.New(&m.Trees, &m.Words), lemmas: lemma.New(&m.Lemmas, &m.Words, parts(m.Tags.Classes)), told: newTold(m)}
	if width > FastWidth {
		a.net = neural.New(&m.Words, &m.Net)
	}
	return a
}

// NewJury makes an annotator where several networks, learned for m in place of its own, say together what fine says.
func NewJury(m *Model, nets []*neural.Net) *Annotator {
	a := NewAnnotator(m, FastWidth)
	a.net = neural.New(&m.Words, nets...)
	return a
}

// parts says what each class is to the lemmatizer.
func parts(classes []tag.Class) []lemma.Part {
	list := make([]lemma.Part, len(classes))
	for i, c := range classes {
		switch {
		case c.XPOS == "NNP":
			list[i] = lemma.Name
		case c.XPOS == "NNS":
			list[i] = lemma.Noun
		case c.XPOS == "CD":
			list[i] = lemma.Number
		case strings.HasPrefix(c.XPOS, "VB"):
			list[i] = lemma.Verb
		}
	}
	return list
}

// trees gives the tags, heads and labels of a sentence.
func (a *Annotator) trees(words []conllu.Word) (tags []uint8, heads []int16, labels []uint8) {
	tags = a.tagger.Tag(words)
	heads, labels = a.parser.Parse(words, tags)
	if a.net != nil && len(words) <= neural.MaxWords {
		heads, labels, tags = a.net.Parse(words, neural.Draft{Tags: tags, Heads: heads, Labels: labels})
	}
	a.told.mend(words, tags, heads, labels)
	return tags, heads, labels
}

// Annotate fills in what is known of the words of one sentence but their forms: tags, lemmas, features, heads and
// relations. Sentences of more than conllu.MaxWords words are annotated in parts of that length, whose roots hang on the
// first as parataxis.
func (a *Annotator) Annotate(words []conllu.Word) {
	root := -1
	for from := 0; from < len(words); from += conllu.MaxWords {
		part := words[from:min(from+conllu.MaxWords, len(words))]
		tags, heads, labels := a.trees(part)
		for i := range part {
			w := &part[i]
			class := &a.model.Tags.Classes[tags[i]]
			w.UPOS, w.XPOS = class.UPOS, class.XPOS
			w.Lemma, w.Feats = a.lemmas.Find(w.Form, tags[i])
			switch {
			case labels[i] != parse.RootLabel:
				w.Head, w.Deprel = from+int(heads[i])+1, a.model.Trees.Labels[labels[i]]
			case root < 0:
				root = i + 1
				w.Head, w.Deprel = 0, "root"
			default:
				w.Head, w.Deprel = root, "parataxis"
			}
		}
	}
}
