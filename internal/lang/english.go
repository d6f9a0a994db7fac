package lang

import (
	"unicode"
	"unicode/utf8"

	"readout/doc"
	"readout/internal/lang/conllu"
	"readout/internal/lang/model"
	"readout/internal/lang/token"
)

// English is the annotator of English texts: what the built-in model has learned of tokens, sentences and trees. It keeps
// scratch memory: one a goroutine.
type English struct {
	cutter    *token.Cutter
	annotator *model.Annotator
	cut       token.Text
	words     []conllu.Word
	titles    titles
}

// NewEnglish makes an annotator of a width, [model.FastWidth] or [model.FineWidth]. An error means that the model which is built in
// is damaged.
func NewEnglish(width int) (*English, error) {
	m, err := model.English()
	if err != nil {
		return nil, err
	}
	return EnglishOf(m, width), nil
}

// EnglishOf makes an annotator of a width that uses another model than the one that is built in.
func EnglishOf(m *model.Model, width int) *English {
	return &English{cutter: token.New(), annotator: model.NewAnnotator(m, width), titles: newTitles(&m.Words)}
}

// Annotate fills t with the tokens, sentences, trees and quotations of raw.
func (e *English) Annotate(raw string, t *Text) {
	t.reset(raw)
	e.cutter.Cut(raw, &e.cut)
	for i := range e.cut.Words {
		w := &e.cut.Words[i]
		t.Tokens = append(t.Tokens, Token{
			Start: w.Start, End: w.End, Form: raw[w.Start:w.End], Lower: t.Lower[w.Start:w.End], Kind: kind(raw, int(w.Start), int(w.End)), Inside: w.Inside,
		})
	}
	t.namesMay = t.surnamed()
	paragraph := -1
	for i := range e.cut.Sentences {
		s := &e.cut.Sentences[i]
		if s.Opens {
			paragraph++
		}
		first, last := int(s.First), int(s.Last)
		t.Sentences = append(t.Sentences, Sentence{
			Span:  doc.Span{Start: int(t.Tokens[first].Start), End: int(t.Tokens[last-1].End)},
			First: first, Last: last, Paragraph: max(paragraph, 0),
		})
		e.parse(t, first, last)
	}
	pairQuotes(t)
	t.index()
}

// parse fills in what is known of the tokens of one sentence, t.Tokens[first:last].
func (e *English) parse(t *Text, first, last int) {
	tokens := t.Tokens[first:last]
	titled := e.titles.headline(tokens)
	e.words = e.words[:0]
	for i := range tokens {
		form := tokens[i].Form
		if titled && i > 0 {
			form = e.titles.plain(t, first+i)
		}
		e.words = append(e.words, conllu.Word{Form: form})
	}
	if !titled {
		rename(t, e.words, first)
	}
	e.annotator.Annotate(e.words)
	for i := range tokens {
		k, w := &tokens[i], &e.words[i]
		k.Lemma, k.UPOS, k.XPOS, k.Feats, k.Deprel = w.Lemma, w.UPOS, w.XPOS, w.Feats, w.Deprel
		k.Head = int32(first+w.Head) - 1
		if w.Head == 0 {
			k.Head = -1
		}
		restore(k, w)
	}
}

// kind is the sort of the token raw[start:end].
func kind(raw string, start, end int) Kind {
	form := raw[start:end]
	switch form {
	case "“", "„", "«":
		return Open
	case "”", "»":
		return Close
	case `"`, "''", "``":
		return side(raw, start, end)
	}
	stops := true
	for i, c := range form {
		switch {
		case unicode.IsDigit(c) && i == 0:
			return Number
		case unicode.IsLetter(c) || unicode.IsMark(c) || c == '_':
			return Word
		case c != '.' && c != '!' && c != '?' && c != '…':
			stops = false
		}
	}
	if stops {
		return Stop
	}
	return Mark
}

func capitalRune(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}
