// Package warc reads web archives, WARC 1.0 and 1.1 (ISO 28500), one record after another.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ErrCut means that an archive ends in the middle of a record.
var ErrCut = errors.New("ends in the middle of a record")

const (
	maxLine   = 64 << 10 // of a header
	maxHeader = 1 << 20  // of a record, all its lines
	maxBlanks = 1 << 10  // bytes between records
)

// Record is one record of an archive. Its block can be read until the next record is asked for.
type Record struct {
	Number    int    // from 1
	Offset    int64  // of its first byte in the inflated archive
	Type      string // in small letters: response, request, warcinfo, ...
	ID        string // WARC-Record-ID without its brackets, such as urn:uuid:...; "" where it is missing
	URI       string // WARC-Target-URI
	Date      string // WARC-Date, as it stands there: when the answer was fetched
	Media     string // Content-Type of the block
	Length    int64  // bytes of the block
	Truncated string // why the archive holds only a part of what the server sent: length, time, ...; "" for the whole
}

// Reader reads the records of an archive that is inflated already; one compressed record by record reads as one stream.
type Reader struct {
	in     *bufio.Reader
	record int
	at     int64 // bytes that were read
	left   int64 // bytes of the block that are not read yet
}

// NewReader makes a Reader. It keeps its own buffer, so in may be read further than the records that are asked for.
func NewReader(in io.Reader) *Reader { return &Reader{in: bufio.NewReaderSize(in, maxLine)} }

// Next goes to the next record. The end is io.EOF; other errors are for good.
func (r *Reader) Next() (*Record, error) {
	if err := r.skip(); err != nil {
		return nil, err
	}
	version, offset, err := r.versionLine()
	if err != nil {
		return nil, err
	}
	r.record++
	if !strings.HasPrefix(version, "WARC/") {
		return nil, fmt.Errorf("record %d does not begin with WARC/1.0 or WARC/1.1", r.record)
	}
	rec := &Record{Number: r.record, Offset: offset, Length: -1}
	if err := r.header(func(name, value string) { rec.set(name, value) }, maxHeader); err != nil {
		return nil, err
	}
	if rec.Length < 0 {
		return nil, fmt.Errorf("record %d has no Content-Length", r.record)
	}
	r.left = rec.Length
	return rec, nil
}

func (rec *Record) set(name, value string) {
	switch strings.ToLower(name) {
	case "warc-type":
		rec.Type = strings.ToLower(value)
	case "warc-record-id":
		rec.ID = strings.Trim(value, "<>")
	case "warc-target-uri":
		rec.URI = strings.Trim(value, "<>") // some writers of 1.0 put brackets round it
	case "warc-date":
		rec.Date = value
	case "content-type":
		rec.Media = value
	case "warc-truncated":
		rec.Truncated = value
	case "content-length":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 {
			rec.Length = n
		}
	}
}

// skip passes over what is left of the block.
func (r *Reader) skip() error {
	for r.left > 0 {
		n, err := r.in.Discard(int(min(r.left, 1<<20)))
		r.left -= int64(n)
		r.at += int64(n)
		if err != nil {
			return r.cut(err)
		}
	}
	return nil
}

// cut says that the archive ends too early, in the words that fit the place.
func (r *Reader) cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("record %d: %w", max(r.record, 1), ErrCut)
	}
	return fmt.Errorf("record %d cannot be read: %w", max(r.record, 1), err)
}

// versionLine gives the first line of a record and where it begins, blank lines before it passed over.
func (r *Reader) versionLine() (line string, offset int64, err error) {
	for blanks := 0; ; {
		offset = r.at
		line, err := r.in.ReadSlice('\n')
		r.at += int64(len(line))
		text := bytes.TrimSpace(line)
		switch {
		case len(text) > 0 && (err == nil || errors.Is(err, io.EOF) || errors.Is(err, bufio.ErrBufferFull)):
			return string(text[:min(len(text), 80)]), offset, nil
		case errors.Is(err, io.EOF):
			return "", 0, io.EOF
		case err != nil:
			r.record++
			return "", 0, r.cut(err)
		}
		if blanks += len(line); blanks > maxBlanks {
			return "", 0, fmt.Errorf("more than %d blank bytes follow record %d", maxBlanks, r.record)
		}
	}
}

// header reads "Name: value" lines up to a blank one.
func (r *Reader) header(set func(name, value string), most int64) error {
	var name, value string
	for {
		line, err := r.in.ReadSlice('\n')
		r.at += int64(len(line))
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return fmt.Errorf("record %d has a header line longer than %d bytes", r.record, maxLine)
		case err != nil:
			return r.cut(err)
		}
		if most -= int64(len(line)); most < 0 {
			return fmt.Errorf("the header of record %d is longer than %d bytes", r.record, maxHeader)
		}
		text := bytes.TrimRight(line, "\r\n")
		if len(text) > 0 && (text[0] == ' ' || text[0] == '\t') { // goes on with the line before
			value += " " + string(bytes.TrimSpace(text))
			continue
		}
		if name != "" {
			set(name, value)
		}
		if len(text) == 0 {
			return nil
		}
		n, v, _ := bytes.Cut(text, []byte(":"))
		name, value = string(bytes.TrimSpace(n)), string(bytes.TrimSpace(v))
	}
}

// Read reads the block of the record.
func (r *Reader) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n, err := r.in.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	r.at += int64(n)
	if err != nil {
		err = r.cut(err)
	}
	return n, err
}

// Response is the head of a server's answer.
type Response struct {
	Status           int
	ContentType      string
	ContentEncoding  string
	TransferEncoding string
}

// Response reads the head of the answer that the block of a response record holds; its body is what is left of the block.
func (r *Reader) Response() (Response, error) {
	status, err := r.blockLine()
	if err != nil {
		return Response{}, err
	}
	protocol, rest, _ := strings.Cut(status, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, err := strconv.Atoi(code)
	if !strings.HasPrefix(strings.ToUpper(protocol), "HTTP/") || err != nil {
		return Response{}, fmt.Errorf("record %d holds no answer of a web server", r.record)
	}
	resp := Response{Status: n}
	for lines := 0; lines < 1000; lines++ {
		line, err := r.blockLine()
		if err != nil {
			return Response{}, err
		}
		if line == "" {
			return resp, nil
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "content-type":
			resp.ContentType = value
		case "content-encoding":
			resp.ContentEncoding = value
		case "transfer-encoding":
			resp.TransferEncoding = strings.ToLower(value)
		}
	}
	return Response{}, fmt.Errorf("record %d: the answer has more than 1000 header lines", r.record)
}

// blockLine reads a line within the block; the end of the block ends a line, too.
func (r *Reader) blockLine() (string, error) {
	line, err := r.in.Peek(int(min(r.left, maxLine)))
	if err != nil && len(line) == 0 {
		if r.left == 0 {
			return "", nil
		}
		return "", r.cut(err)
	}
	i := bytes.IndexByte(line, '\n')
	switch {
	case i >= 0:
		line = line[:i+1]
	case int64(len(line)) < r.left && err == nil:
		return "", fmt.Errorf("record %d: the answer has a header line longer than %d bytes", r.record, maxLine)
	case err != nil && int64(len(line)) < r.left:
		return "", r.cut(err)
	}
	text := string(bytes.TrimRight(line, "\r\n"))
	n, _ := r.in.Discard(len(line))
	r.left -= int64(n)
	r.at += int64(n)
	return text, nil
}
