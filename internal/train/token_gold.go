package train

import (
	"bytes"
	_ "embed"
	"strings"

	"readout/internal/lang/conllu"
	"readout/internal/lang/token"
)

// TokenText is the text behind a treebank, cut up as the treebank has it: sentences follow each other on one line, and a blank
// line parts paragraphs and documents.
func TokenText(sentences []conllu.Sentence) *token.Text {
	b := new(textBuilder)
	for i := range sentences {
		s := &sentences[i]
		opens := i == 0
		for _, c := range s.Comments {
			opens = opens || strings.HasPrefix(c, "newpar") || strings.HasPrefix(c, "newdoc")
		}
		if opens {
			b.gap(token.Paragraph)
		}
		first := int32(len(b.words))
		ranges := s.Ranges
		for k := 0; k < len(s.Words); k++ {
			misc := s.Words[k].Misc
			if len(ranges) > 0 && ranges[0].First == k+1 {
				b.token(&ranges[0], s.Words[k:ranges[0].Last])
				misc, k = ranges[0].Misc, ranges[0].Last-1
				ranges = ranges[1:]
			} else {
				b.word(s.Words[k].Form, false)
			}
			if conllu.SpaceAfter(misc) {
				b.gap(token.Space)
			}
		}
		b.sentences = append(b.sentences, token.Sentence{First: first, Last: int32(len(b.words)), Opens: opens})
	}
	b.gap(token.Paragraph)
	return &token.Text{Raw: string(b.raw), Words: b.words, Sentences: b.sentences}
}

type textBuilder struct {
	raw       []byte
	words     []token.Word
	sentences []token.Sentence
}

func (b *textBuilder) word(form string, inside bool) {
	start := int32(len(b.raw))
	b.raw = append(b.raw, form...)
	b.words = append(b.words, token.Word{Start: start, End: int32(len(b.raw)), Inside: inside})
}

// token adds a token of several words; as one word where the words do not stand in it as they are, as "du" does not hold "de le".
func (b *textBuilder) token(r *conllu.Range, words []conllu.Word) {
	rest := r.Form
	for _, w := range words {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, w.Form); !ok {
			b.word(r.Form, false)
			return
		}
	}
	if rest != "" {
		b.word(r.Form, false)
		return
	}
	for k, w := range words {
		b.word(w.Form, k > 0)
	}
}

// gap says what follows the last word.
func (b *textBuilder) gap(g token.Gap) {
	if len(b.words) == 0 {
		return
	}
	b.words[len(b.words)-1].Gap = g
	switch g {
	case token.Space:
		b.raw = append(b.raw, ' ')
	case token.Paragraph:
		b.raw = append(bytes.TrimRight(b.raw, " "), "\n\n"...)
	}
}

// TokenScore is how far two ways to cut one text agree, as F1 over their spans.
type TokenScore struct{ Tokens, Words, Sentences float64 }

// ScoreToken compares a text as it was cut with gold.
func ScoreToken(gold, got *token.Text) TokenScore {
	return TokenScore{
		Tokens:    f1(tokenSpans(gold), tokenSpans(got)),
		Words:     f1(wordSpans(gold), wordSpans(got)),
		Sentences: f1(sentenceSpans(gold), sentenceSpans(got)),
	}
}

type span struct{ start, end int32 }

func wordSpans(t *token.Text) (all []span) {
	for _, w := range t.Words {
		all = append(all, span{w.Start, w.End})
	}
	return all
}

func tokenSpans(t *token.Text) (all []span) {
	for _, w := range t.Words {
		if w.Inside {
			all[len(all)-1].end = w.End
		} else {
			all = append(all, span{w.Start, w.End})
		}
	}
	return all
}

func sentenceSpans(t *token.Text) (all []span) {
	for _, s := range t.Sentences {
		all = append(all, span{t.Words[s.First].Start, t.Words[s.Last-1].End})
	}
	return all
}

// f1 takes spans in order.
func f1(gold, got []span) float64 {
	if len(gold)+len(got) == 0 {
		return 1
	}
	same, j := 0, 0
	for _, g := range gold {
		for j < len(got) && got[j].start < g.start {
			j++
		}
		if j < len(got) && got[j] == g {
			same++
		}
	}
	return 2 * float64(same) / float64(len(gold)+len(got))
}

//go:embed sentences.txt
var sentencesFile string

func ownSentences() *token.Text { return markedText(sentencesFile) }

// markedText reads a text whose cuts are marked: a sentence a line, | between two tokens that no space parts, + between two
// words of one token, # before a comment.
func markedText(marked string) *token.Text {
	b := new(textBuilder)
	opens := false
	for line := range strings.Lines(marked) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			opens = true
			continue
		}
		if opens {
			b.gap(token.Paragraph)
		}
		first := int32(len(b.words))
		for run := range strings.FieldsSeq(line) {
			for whole := range strings.SplitSeq(run, "|") {
				for k, form := range strings.Split(whole, "+") {
					b.word(form, k > 0)
				}
			}
			b.gap(token.Space)
		}
		b.sentences = append(b.sentences, token.Sentence{First: first, Last: int32(len(b.words)), Opens: opens})
		opens = false
	}
	b.gap(token.Paragraph)
	return &token.Text{Raw: string(b.raw), Words: b.words, Sentences: b.sentences}
}
