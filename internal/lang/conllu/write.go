package conllu

import (
	"bufio"
	"io"
	"strconv"
)

// Writer writes sentences. Close it with Flush.
type Writer struct {
	out *bufio.Writer
	row []byte
}

// NewWriter writes to w.
func NewWriter(w io.Writer) *Writer { return &Writer{out: bufio.NewWriter(w)} }

// Flush writes what is still held back, and gives the first error met.
func (w *Writer) Flush() error { return w.out.Flush() }

// Write writes one sentence and the blank line after it. White space inside a column, which CoNLL-U cannot hold, is
// written as a space. A sentence without words is left out.
func (w *Writer) Write(s *Sentence) error {
	if len(s.Words) == 0 {
		return nil
	}
	b := w.row[:0]
	for _, c := range s.Comments {
		b = append(b, "# "...)
		b = appendClean(b, c)
		b = append(b, '\n')
	}
	ranges := s.Ranges
	for i := range s.Words {
		if len(ranges) > 0 && ranges[0].First == i+1 {
			b = strconv.AppendInt(b, int64(ranges[0].First), 10)
			b = append(b, '-')
			b = strconv.AppendInt(b, int64(ranges[0].Last), 10)
			b = appendColumn(b, ranges[0].Form)
			b = append(b, "\t_\t_\t_\t_\t_\t_\t_"...)
			b = appendColumn(b, ranges[0].Misc)
			b = append(b, '\n')
			ranges = ranges[1:]
		}
		x := &s.Words[i]
		b = strconv.AppendInt(b, int64(i+1), 10)
		b = appendColumn(b, x.Form)
		b = appendColumn(b, x.Lemma)
		b = appendColumn(b, x.UPOS)
		b = appendColumn(b, x.XPOS)
		b = appendColumn(b, x.Feats)
		if x.Head < 0 {
			b = append(b, "\t_"...)
		} else {
			b = append(b, '\t')
			b = strconv.AppendInt(b, int64(x.Head), 10)
		}
		b = appendColumn(b, x.Deprel)
		b = appendColumn(b, x.Deps)
		b = appendColumn(b, x.Misc)
		b = append(b, '\n')
	}
	b = append(b, '\n')
	w.row = b
	_, err := w.out.Write(b)
	return err
}

func appendColumn(b []byte, s string) []byte {
	b = append(b, '\t')
	if s == "" {
		return append(b, '_')
	}
	return appendClean(b, s)
}

func appendClean(b []byte, s string) []byte {
	for i := range len(s) {
		switch s[i] {
		case '\t', '\n', '\r':
			b = append(b, ' ')
		default:
			b = append(b, s[i])
		}
	}
	return b
}
