// Package model holds the language model that is built into the program, and the annotator that uses it: words come in,
// tags, lemmas, features, heads and relations come out.
package model

import (
	_ "embed"
	"encoding/hex"
	"sync"

	"readout/internal/lang/conllu"
	"readout/internal/lang/lemma"
	"readout/internal/lang/model/lexicon"
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
	lemmas *lemma.Lemmatizer
}

// How many parses of a sentence are followed side by side: the fast way and the fine one.
const (
	FastWidth = 1
	FineWidth = 8
)

// NewAnnotator makes an annotator that follows so many parses side by side.
func NewAnnotator(m *Model, width int) *Annotator {
	return &Annotator{m, tag.New(&m.Tags, &m.Words), parse.New(&m.Trees, &m.Words, width), lemma.New(&m.Lemmas)}
}

// Annotate fills in what is known of the words of one sentence but their forms: tags, lemmas, features, heads and
// relations. Sentences of more than conllu.MaxWords words are annotated in parts of that length, whose roots hang on the
// first as parataxis.
func (a *Annotator) Annotate(words []conllu.Word) {
	root := -1
	for from := 0; from < len(words); from += conllu.MaxWords {
		part := words[from:min(from+conllu.MaxWords, len(words))]
		tags := a.tagger.Tag(part)
		heads, labels := a.parser.Parse(part, tags)
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
