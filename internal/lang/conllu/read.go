package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What a file may hold at most. Treebanks stay far below; files of strangers need not.
const (
	MaxLine  = 64 << 10 // bytes a line
	MaxWords = 4096     // words a sentence
)

// Reader reads sentences one by one.
type Reader struct {
	lines *bufio.Reader
	line  int // of the line read last, from 1
}

// NewReader reads from r.
func NewReader(r io.Reader) *Reader {
	return &Reader{lines: bufio.NewReaderSize(r, MaxLine)}
}

// ReadAll reads all sentences of r.
func ReadAll(r io.Reader) ([]Sentence, error) {
	reader := NewReader(r)
	var all []Sentence
	for {
		s, err := reader.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, s)
	}
}

// Read gives the next sentence, io.EOF after the last. Errors name the line. Empty nodes of the enhanced graph (8.1) are
// checked for their form and left out: the basic tree does not know them.
func (r *Reader) Read() (Sentence, error) {
	var s Sentence
	for {
		line, err := r.next()
		if err == io.EOF && len(s.Words) > 0 {
			return s, r.check(&s)
		}
		if err == io.EOF && len(s.Comments) > 0 {
			return s, r.errorf("comments without a sentence")
		}
		if err != nil {
			return s, err
		}
		switch {
		case line == "" && len(s.Words) == 0 && len(s.Comments) == 0:
			// Blank lines before a sentence do no harm.
		case line == "" && len(s.Words) == 0:
			return s, r.errorf("comments without a sentence")
		case line == "":
			return s, r.check(&s)
		case line[0] == '#' && len(s.Words) == 0 && len(s.Ranges) == 0:
			if len(s.Comments) == MaxWords {
				return s, r.errorf("more than %d comments", MaxWords)
			}
			s.Comments = append(s.Comments, strings.TrimSpace(line[1:]))
		case line[0] == '#':
			return s, r.errorf("comment inside a sentence")
		default:
			if err := r.row(&s, line); err != nil {
				return s, err
			}
		}
	}
}

// next gives the next line without its end.
func (r *Reader) next() (string, error) {
	b, err := r.lines.ReadSlice('\n')
	if len(b) == 0 && err != nil {
		return "", err
	}
	r.line++
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", r.errorf("longer than %d bytes", MaxLine)
	}
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("conllu line %d: %w", r.line, err)
	}
	if !utf8.Valid(b) {
		return "", r.errorf("not UTF-8")
	}
	line := strings.TrimSuffix(string(b), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

const columns = 10

// row reads one line of ten columns into s.
func (r *Reader) row(s *Sentence, line string) error {
	var c [columns]string
	rest, more := line, true
	for i := range c {
		if !more {
			return r.errorf("%d columns, not %d", i, columns)
		}
		if c[i], rest, more = strings.Cut(rest, "\t"); c[i] == "" {
			return r.errorf("column %d is empty; write _", i+1)
		}
	}
	if more {
		return r.errorf("more than %d columns", columns)
	}
	id, next := c[0], len(s.Words)+1
	switch {
	case strings.Contains(id, "."):
		at, after, _ := strings.Cut(id, ".")
		n, err := number(at)
		if m, err2 := number(after); err != nil || err2 != nil || n != next-1 || m < 1 {
			return r.errorf("empty node %q after word %d", id, next-1)
		}
		return nil
	case strings.Contains(id, "-"):
		from, to, _ := strings.Cut(id, "-")
		first, err := number(from)
		last, err2 := number(to)
		if err != nil || err2 != nil || first != next || last <= first || last > MaxWords {
			return r.errorf("multiword token %q before word %d", id, next)
		}
		if n := len(s.Ranges); n > 0 && s.Ranges[n-1].Last >= first {
			return r.errorf("multiword token %q overlaps %d-%d", id, s.Ranges[n-1].First, s.Ranges[n-1].Last)
		}
		s.Ranges = append(s.Ranges, Range{first, last, c[1], blank(c[9])})
		return nil
	}
	if n, err := number(id); err != nil || n != next {
		return r.errorf("word %q where %d should stand", id, next)
	}
	if next > MaxWords {
		return r.errorf("more than %d words", MaxWords)
	}
	w := Word{
		Form: c[1], Lemma: c[2], UPOS: blank(c[3]), XPOS: blank(c[4]), Feats: blank(c[5]), Head: -1,
		Deprel: blank(c[7]), Deps: blank(c[8]), Misc: blank(c[9]),
	}
	if w.Lemma == "_" && w.Form != "_" {
		w.Lemma = ""
	}
	if c[6] != "_" {
		head, err := number(c[6])
		if err != nil || head == next {
			return r.errorf("head %q of word %d", c[6], next)
		}
		w.Head = head
	}
	s.Words = append(s.Words, w)
	return nil
}

// check looks at what only a whole sentence shows.
func (r *Reader) check(s *Sentence) error {
	for i := range s.Words {
		if s.Words[i].Head > len(s.Words) {
			return r.errorf("head %d of word %d, in a sentence of %d words", s.Words[i].Head, i+1, len(s.Words))
		}
	}
	if n := len(s.Ranges); n > 0 && s.Ranges[n-1].Last > len(s.Words) {
		return r.errorf("multiword token %d-%d, in a sentence of %d words", s.Ranges[n-1].First, s.Ranges[n-1].Last, len(s.Words))
	}
	return nil
}

func (r *Reader) errorf(format string, args ...any) error {
	return fmt.Errorf("conllu line %d: "+format, append([]any{r.line}, args...)...)
}

func blank(column string) string {
	if column == "_" {
		return ""
	}
	return column
}

// number reads a number as CoNLL-U writes it: digits, no sign, no leading zero.
func number(s string) (int, error) {
	if s == "" || len(s) > 6 || s[0] == '0' && len(s) > 1 || s[0] == '+' || s[0] == '-' {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(s)
}
