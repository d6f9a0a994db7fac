package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"
	"time"

	"readout/internal/source/coding"
	"readout/internal/source/warc"
)

// archive reads the pages of a WARC: the answers of servers that hold HTML. Everything before a place where it is cut or broken
// is read.
func (r *run) archive(name string, c *content) {
	a := &archive{run: r, name: name, content: c, records: warc.NewReader(c), aside: map[string]int{}}
	for !r.done() {
		rec, err := a.records.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = a.record(rec)
		}
		if err != nil {
			a.failed++
			r.fail(a.fault(err))
			if errors.Is(err, errRecord) {
				continue
			}
			break
		}
	}
	if a.found == 0 && a.failed == 0 {
		r.fail(&Error{name, 0, "holds no page", "give an archive with answers of servers in HTML"})
	}
	if len(a.aside) > 0 && !r.done() {
		r.Note(fmt.Sprintf("%s: left aside what is no page: %s", name, counts(a.aside)))
	}
}

type archive struct {
	*run
	name          string
	content       *content
	records       *warc.Reader
	found, failed int
	aside         map[string]int // records left aside, by what they are
}

// errRecord marks errors that concern one record and none behind it.
var errRecord = errors.New("one record")

// maxAnswerHead is by how much a record may be longer than the page in it.
const maxAnswerHead = 1 << 20

// record gives out the page of a record, if it holds one.
func (a *archive) record(rec *warc.Record) error {
	place := a.content.place(rec.Offset)
	load, aside, err := answerOf(a.records, rec, a.MaxBytes)
	switch {
	case err != nil:
		return err
	case aside != "":
		a.aside[aside]++
		return nil
	}
	a.found++
	id := rec.ID
	if id == "" {
		id = fmt.Sprintf("%s#%d", a.name, rec.Number)
	}
	a.give(&Item{ID: id, Name: fmt.Sprintf("%s record %d", a.name, rec.Number), URL: rec.URI, Seen: fetched(rec), Place: place, load: load}, 0)
	return nil
}

// fetched is when the answer of a record was fetched.
func fetched(rec *warc.Record) time.Time {
	t, err := time.Parse(time.RFC3339, rec.Date)
	if err != nil {
		return time.Time{}
	}
	return t
}

// answerOf reads the answer of a server that a record holds, and gives what makes the page of it; or as what the record is left
// aside.
func answerOf(records *warc.Reader, rec *warc.Record, limit int64) (load func(*Item) error, aside string, err error) {
	if rec.Type != "response" || !isWeb(rec.URI) {
		return nil, rec.Type + " records", nil
	}
	answer, err := records.Response()
	switch {
	case errors.Is(err, warc.ErrCut):
		return nil, "", err
	case err != nil:
		return nil, "", fmt.Errorf("%w: %w", errRecord, err)
	case answer.Status < 200 || answer.Status > 299:
		return nil, fmt.Sprintf("answers with status %dxx", answer.Status/100), nil
	}
	if media, _, _ := mime.ParseMediaType(answer.ContentType); media != "" && !isHTMLType(media) {
		return nil, "answers without HTML", nil
	}
	if rec.Length > limit+maxAnswerHead {
		return nil, "", fmt.Errorf("%w: record %d is longer than %s", errRecord, rec.Number, coding.Size(limit))
	}
	body, err := io.ReadAll(records)
	if err != nil {
		return nil, "", err
	}
	if answer.ContentType == "" && !isHTML(body) && answer.ContentEncoding == "" {
		return nil, "answers without HTML", nil
	}
	truncated := rec.Truncated
	return func(it *Item) error {
		if truncated != "" {
			it.Damage = append(it.Damage, fmt.Sprintf("the archive holds only a part of it: %.40s (archive the page again)", truncated))
		}
		return it.unpack(body, answer, limit)
	}, "", nil
}

func isWeb(uri string) bool {
	return strings.HasPrefix(uri, "http://") || strings.HasPrefix(uri, "https://")
}

// unpack makes the item of an answer's body as the server sent it.
func (it *Item) unpack(body []byte, answer warc.Response, limit int64) error {
	if strings.Contains(answer.TransferEncoding, "chunked") {
		body = coding.Dechunk(body)
	}
	page, err := coding.Decode(body, answer.ContentEncoding, limit)
	switch {
	case errors.Is(err, coding.ErrTooLong):
		return &Error{it.Name, 0, "is longer than " + coding.Size(limit), "raise --max-bytes if it is one page all the same"}
	case err != nil && len(bytes.TrimSpace(page)) == 0:
		return &Error{it.Name, 0, err.Error(), "archive the page again"}
	case err != nil:
		it.Damage = append(it.Damage, err.Error()+": text may be missing (archive the page again)")
	}
	return it.take(page, formLook, answer.ContentType)
}

// fault puts what is wrong with an archive into words.
func (a *archive) fault(err error) *Error {
	switch {
	case errors.Is(err, errRecord):
		_, reason, _ := strings.Cut(err.Error(), ": ")
		return &Error{a.name, 0, reason, "the other records are read; archive that page again"}
	case errors.Is(err, warc.ErrCut):
		return &Error{a.name, 0, strings.Replace(err.Error(), ": ", ": the archive ", 1) + "; what stands before it is read", "get the file again"}
	}
	return &Error{a.name, 0, err.Error() + "; what stands before it is read", "get the file again"}
}
