package source

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"readout/internal/source/coding"
)

// Line is one line of a file. Its bytes are good until the next one is read.
type Line struct {
	Number int // from 1
	Bytes  []byte
}

// Lines gives the lines of a file, or of the standard input where the name is "-", inflated, blank ones left out. Every
// error is an *Error; a line that is too long is one, and the next ones are read.
func Lines(ctx context.Context, name string, o Options) iter.Seq2[Line, error] {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	return func(yield func(Line, error) bool) {
		if o.Stdin == nil {
			o.Stdin = strings.NewReader("")
		}
		var c *content
		var err error
		if name == "-" {
			name = "stdin"
			c, err = inflate(name, o.Stdin, -1)
		} else {
			c, err = open(name)
		}
		if err != nil {
			yield(Line{}, err)
			return
		}
		defer c.Close()
		for l, err := range lines(name, c, o.MaxBytes) {
			if ctx.Err() != nil || !yield(l, err) {
				return
			}
		}
	}
}

func lines(name string, c *content, limit int64) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		var long []byte // a line that does not fit the reader's buffer
		for n := 1; ; n++ {
			line, err := c.ReadSlice('\n')
			tooLong := false
			if errors.Is(err, bufio.ErrBufferFull) {
				long = append(long[:0], line...)
				for errors.Is(err, bufio.ErrBufferFull) {
					line, err = c.ReadSlice('\n')
					if tooLong = tooLong || int64(len(long)+len(line)) > limit; !tooLong {
						long = append(long, line...)
					}
				}
				line = long
			}
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte(bom))
			}
			line = bytes.TrimSpace(line)
			switch {
			case tooLong || int64(len(line)) > limit:
				if !yield(Line{}, &Error{name, n, "is longer than " + coding.Size(limit), "raise --max-bytes if it is one document all the same"}) {
					return
				}
			case err != nil && !errors.Is(err, io.EOF):
				yield(Line{}, broken(name, n, err))
				return
			case len(line) > 0 && !yield(Line{n, line}, nil):
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// badLines is how many lines one after another may be no records. Behind them a file is taken to be something else.
const badLines = 50

// corpus reads one JSON object a line.
func (r *run) corpus(name string, c *content) {
	if head, _ := c.Peek(headBytes); len(head) == 0 {
		r.fail(&Error{name, 0, "is empty", "write one JSON object a line into it, or leave it out"})
		return
	} else if what, remedy, ok := noPage(head); ok {
		r.fail(&Error{name, 0, "looks like " + what, remedy})
		return
	} else if t := bytes.TrimSpace(head); bytes.HasPrefix(t, []byte("[")) {
		r.fail(&Error{name, 0, "looks like a JSON array", "write one object a line: jq -c '.[]'"})
		return
	} else if bytes.HasPrefix(t, []byte("<")) {
		r.fail(&Error{name, 0, "looks like HTML or XML, not like a corpus", "name it .html to have it read as a page"})
		return
	}
	found, bad := 0, 0
	for l, err := range lines(name, c, r.MaxBytes) {
		var it *Item
		if err == nil {
			it, err = r.record(name, l)
		}
		if err != nil {
			r.fail(err)
			if bad++; bad == badLines && !r.done() {
				r.fail(&Error{name, l.Number, fmt.Sprintf("%d lines one after another are no records; the rest is not read", bad), "give a corpus with one JSON object a line"})
				return
			}
		} else {
			found, bad = found+1, 0
			r.give(it, l.Number)
		}
		if r.done() {
			return
		}
	}
	if found == 0 && bad == 0 {
		r.fail(&Error{name, 0, "is empty", "write one JSON object a line into it, or leave it out"})
	}
}

// record reads one line of a corpus.
func (r *run) record(name string, l Line) (*Item, error) {
	fault := func(remedy, format string, args ...any) (*Item, error) {
		return nil, &Error{name, l.Number, fmt.Sprintf(format, args...), remedy}
	}
	if !utf8.Valid(l.Bytes) {
		return fault("write the file in UTF-8", "is no valid UTF-8")
	}
	var rec struct {
		ID    *string `json:"id"`
		Text  *string `json:"text"`
		Title string  `json:"title"`
		Date  string  `json:"date"`
		URL   string  `json:"url"`
	}
	if err := json.Unmarshal(l.Bytes, &rec); err != nil {
		var syntax *json.SyntaxError
		var typ *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax) && strings.Contains(err.Error(), "unexpected end"):
			return fault("write the line again, whole", "ends in the middle of its JSON")
		case errors.As(err, &typ) && typ.Field == "":
			return fault(`write {"id": ..., "text": ...}`, "is a JSON %s, no object", typ.Value)
		case errors.As(err, &typ):
			return fault("write it in quotes", "%q is a JSON %s, no string", typ.Field, typ.Value)
		}
		return fault("write the line again", "is no JSON: %v", err)
	}
	switch {
	case rec.ID == nil || *rec.ID == "":
		return fault("give each line an id of its own", `has no "id"`)
	case rec.Text == nil:
		return fault("a corpus holds the text itself", `has no "text"`)
	}
	it := &Item{
		ID: *rec.ID, Name: fmt.Sprintf("%s:%d", name, l.Number), URL: rec.URL,
		Corpus: true, Text: *rec.Text, Title: rec.Title, Date: day(rec.Date),
	}
	if it.Date == "" && rec.Date != "" {
		r.Note(fmt.Sprintf("%s: date %q is no day like 2024-06-20; read without it", it.Name, shorten(rec.Date)))
	}
	return it, nil
}

// day gives the day of a date or of an RFC 3339 time as it is written, or nothing.
func day(s string) string {
	const n = len(time.DateOnly)
	if len(s) < n || len(s) > n && s[n] != 'T' && s[n] != ' ' {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, s[:n]); err != nil {
		return ""
	}
	return s[:n]
}
