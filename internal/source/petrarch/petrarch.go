// Package petrarch reads the XML that the PETRARCH family of event coders takes: <Sentences> with a <Sentence>, or <Articles>
// with an <Article>, for each document.
package petrarch

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// ErrCut means that a file ends in the middle of its XML.
var ErrCut = errors.New("ends in the middle of its XML")

// ErrTooLong means that one element is longer than allowed.
var ErrTooLong = errors.New("holds an element that is too long")

// Story is one sentence or one article.
type Story struct {
	Line     int // on which its element begins, from 1
	ID       string
	Date     string // YYYY-MM-DD, "" where there is none or it is no day
	DateText string // as it is written
	Source   string // the outlet, as it is written
	Headline string
	Text     string // lines joined, paragraphs parted by a blank line
}

// Reader reads the stories of a file.
type Reader struct {
	dec   *xml.Decoder
	bound *bound
	limit int64
}

// NewReader makes a Reader. limit is how many bytes an element may take, whatever stands between two of them included.
func NewReader(in io.Reader, limit int64) *Reader {
	b := &bound{in: in}
	d := xml.NewDecoder(b)
	d.Strict = false // coders wrote it without escaping what they should
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	return &Reader{dec: d, bound: b, limit: limit}
}

// bound is a reader that can be read so far and no further.
type bound struct {
	in   io.Reader
	left int64
}

func (b *bound) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooLong
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// Next gives the next story; the end is io.EOF. Other errors are for good.
func (r *Reader) Next() (*Story, error) {
	r.bound.left = r.limit
	for {
		t, err := r.dec.Token()
		if err != nil {
			return nil, r.fault(err)
		}
		if e, ok := t.(xml.StartElement); ok && (is(e.Name, "Sentence") || is(e.Name, "Article")) {
			line, _ := r.dec.InputPos()
			s := &Story{Line: line}
			for _, a := range e.Attr {
				switch strings.ToLower(a.Name.Local) {
				case "id":
					s.ID = a.Value
				case "date":
					s.DateText = a.Value
					s.Date = day(a.Value)
				case "source":
					s.Source = a.Value
				}
			}
			if err := r.read(s, e.Name); err != nil {
				return nil, r.fault(err)
			}
			return s, nil
		}
	}
}

func is(n xml.Name, local string) bool { return strings.EqualFold(n.Local, local) }

// read reads the children of a story's element up to its end.
func (r *Reader) read(s *Story, of xml.Name) error {
	var text strings.Builder
	in := "" // the child that the text stands in
	for depth := 0; ; {
		t, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				in = strings.ToLower(t.Name.Local)
				text.Reset()
			}
		case xml.CharData:
			if in == "text" || in == "headline" {
				text.Write(t)
			}
		case xml.EndElement:
			if depth == 0 && t.Name == of {
				return nil
			}
			if depth--; depth <= 0 {
				switch in {
				case "text":
					s.Text = flow(text.String())
				case "headline":
					s.Headline = flow(text.String())
				}
				in, depth = "", 0
			}
		}
	}
}

// fault tells a file that ends too early from one with broken XML.
func (r *Reader) fault(err error) error {
	var syntax *xml.SyntaxError
	line, _ := r.dec.InputPos()
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, ErrTooLong):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return ErrCut
	case errors.As(err, &syntax):
		return fmt.Errorf("is no XML any more on line %d: %s", syntax.Line, syntax.Msg)
	}
	return fmt.Errorf("cannot be read on line %d: %w", line, err)
}

// flow joins the lines of paragraphs, which these files break anywhere.
func flow(s string) string {
	var b strings.Builder
	gap := ""
	for line := range strings.Lines(s) {
		words := strings.Fields(line)
		if len(words) == 0 {
			if b.Len() > 0 {
				gap = "\n\n"
			}
			continue
		}
		b.WriteString(gap)
		b.WriteString(strings.Join(words, " "))
		gap = " "
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

// day makes 2008-08-01 of 20080801, 2008-08-01 and 2008-08-01T00:00:00Z.
func day(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, "T "); i >= 0 {
		s = s[:i]
	}
	s = strings.ReplaceAll(s, "-", "")
	if len(s) != 8 || strings.Trim(s, "0123456789") != "" || s[4:6] == "00" || s[4:6] > "12" || s[6:] == "00" || s[6:] > "31" {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}
