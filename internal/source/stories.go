package source

import (
	"errors"
	"fmt"
	"io"

	"readout/internal/source/coding"
	"readout/internal/source/petrarch"
)

// stories reads PETRARCH XML: each sentence or article is a document of its own, under its own id.
func (r *run) stories(name string, c *content) {
	in := petrarch.NewReader(c, r.MaxBytes)
	for n := 0; !r.done(); n++ {
		s, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			if n == 0 {
				r.fail(&Error{name, 0, "is empty", "write a <Sentence> or <Article> for each document, or leave it out"})
			}
			return
		case errors.Is(err, petrarch.ErrCut), errors.Is(err, io.ErrUnexpectedEOF):
			r.fail(&Error{name, 0, "ends in the middle of its XML; the stories before are read", "get the file again"})
			return
		case errors.Is(err, petrarch.ErrTooLong):
			r.fail(&Error{name, 0, "holds a story longer than " + coding.Size(r.MaxBytes) + "; those before are read", "raise --max-bytes if it is one document all the same"})
			return
		case err != nil:
			r.fail(&Error{name, 0, err.Error() + "; the stories before are read", "mend the XML"})
			return
		}
		switch at := fmt.Sprintf("%s:%d", name, s.Line); {
		case s.ID == "":
			r.fail(&Error{name, s.Line, "has no id", "give each story an id of its own"})
		case s.Text == "":
			r.fail(&Error{name, s.Line, fmt.Sprintf("story %q has no text", shorten(s.ID)), "write its words into <Text>, or leave it out"})
		default:
			if s.Date == "" && s.DateText != "" {
				r.Note(fmt.Sprintf("%s: date %q is no day like 20240620; read without it", at, shorten(s.DateText)))
			}
			r.give(&Item{ID: s.ID, Name: at, Corpus: true, Text: s.Text, Title: s.Headline, Date: s.Date, Outlet: s.Source}, s.Line)
		}
	}
}
