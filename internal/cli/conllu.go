package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"readout/internal/lang"
	"readout/internal/lang/conllu"
	"readout/internal/lang/token"
)

// sentenceWriter prints the sentences of texts as CoNLL-U. It reuses its memory from text to text.
type sentenceWriter struct {
	sentence conllu.Sentence
	out      *conllu.Writer
}

func newSentenceWriter(w io.Writer) *sentenceWriter { return &sentenceWriter{out: conllu.NewWriter(w)} }

// write prints the sentences of document id.
func (w *sentenceWriter) write(id string, t *lang.Text) error {
	prefix := sentenceID(id)
	s := &w.sentence
	for i := range t.Sentences {
		t.CoNLLU(i, s)
		if i == 0 {
			s.Comments = append(s.Comments, "newdoc id = "+id)
		}
		if t.Opens(i) {
			s.Comments = append(s.Comments, "newpar")
		}
		s.Comments = append(s.Comments, "sent_id = "+prefix+strconv.Itoa(i+1), "text = "+strings.TrimSuffix(string(s.AppendText(nil)), " "))
		if err := w.out.Write(s); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	return w.out.Flush()
}

// sentenceID begins the ids of a document's sentences: they hold neither white space nor slashes.
func sentenceID(id string) string {
	return strings.Map(func(r rune) rune {
		if token.IsSpace(r) || r == '/' || r == '\\' {
			return '_'
		}
		return r
	}, id) + "-"
}
