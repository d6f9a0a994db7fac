package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"mime"
	"time"

	"readout/internal/source/coding"
	"readout/internal/source/feed"
	"readout/internal/source/fetch"
)

// address reads what a web address holds: a page, or a feed, a sitemap or a corpus.
func (r *run) address(input string) {
	r.names = append(r.names, input)
	got, err := r.Client.Get(r.ctx, input, fetch.Validators{})
	if err != nil {
		r.fail(FetchError(err))
		return
	}
	c, err := inflate(input, bytes.NewReader(got.Body), int64(len(got.Body)))
	if err != nil {
		r.fail(err)
		return
	}
	defer c.Close()
	head, _ := c.Peek(headBytes)
	f := contentForm(head)
	if media, _, _ := mime.ParseMediaType(got.ContentType); isHTMLType(media) && f != formFeed { // feeds are often called HTML
		f = formLook
	}
	switch f {
	case formLook:
		it := &Item{ID: input, Name: input, URL: got.URL, Seen: time.Now()}
		if err := it.take(got.Body, formLook, got.ContentType); err != nil {
			r.fail(err)
			return
		}
		r.give(it, 0)
	case formFeed:
		body, err := readAll(input, c, r.MaxBytes)
		if err != nil {
			r.fail(err)
			return
		}
		r.feed(input, body, got.ContentType, got.URL)
	default:
		r.several(input, c, f)
	}
}

// feedFile reads a feed that was saved.
func (r *run) feedFile(name string, c *content) {
	body, err := readAll(name, c, r.MaxBytes)
	if err != nil {
		r.fail(err)
		return
	}
	r.feed(name, body, "", "")
}

func readAll(name string, c *content, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(c, limit+1))
	switch {
	case err != nil:
		return nil, broken(name, 0, err)
	case int64(len(body)) > limit:
		return nil, &Error{name, 0, "is longer than " + coding.Size(limit), "raise --max-bytes if it is one feed all the same"}
	}
	return body, nil
}

// sitemapDepth is how deep indexes of sitemaps may name one another.
const sitemapDepth = 3

// feed gives out the pages that a feed or a sitemap names, and those of the sitemaps that an index names.
func (r *run) feed(name string, body []byte, contentType, base string) {
	type source struct {
		name, base, contentType string
		body                    []byte
		depth                   int
	}
	seen := map[string]bool{}
	for todo := []source{{name, base, contentType, body, 1}}; len(todo) > 0 && !r.done(); todo = todo[1:] {
		s := todo[0]
		if s.body == nil { // a sitemap of an index
			got, err := r.Client.Get(r.ctx, s.name, fetch.Validators{})
			if err != nil {
				r.fail(FetchError(err))
				continue
			}
			s.body, s.base, s.contentType = Inflate(got.Body, r.MaxBytes), got.URL, got.ContentType
		}
		f, err := feed.Parse(s.body, s.contentType, s.base)
		r.entries(s.name, f)
		for _, u := range f.Sitemaps {
			if !seen[u.URL] && s.depth < sitemapDepth {
				seen[u.URL] = true
				todo = append(todo, source{name: u.URL, depth: s.depth + 1})
			}
		}
		switch {
		case errors.Is(err, feed.ErrCut):
			r.fail(&Error{s.name, 0, err.Error() + "; what stands before is read", "get it again"})
		case err != nil:
			r.fail(&Error{s.name, 0, err.Error(), "give a feed, a sitemap or a page"})
		case len(f.Entries)+len(f.Sitemaps) == 0:
			r.fail(&Error{s.name, 0, "names no pages", "try again later, or give another feed"})
		case f.More:
			r.Note(fmt.Sprintf("%s: names more than %d pages; the others were left out", s.name, feed.MaxEntries))
		}
	}
}

// entries gives out the pages of a feed. A page that two feeds name is read once.
func (r *run) entries(name string, f *feed.Feed) {
	for n, e := range f.Entries {
		if r.done() {
			return
		}
		id := e.URL
		if id == "" {
			if id = e.ID; id == "" {
				id = fmt.Sprintf("%s#%d", name, n+1)
			}
		}
		if r.has(id) {
			continue
		}
		r.give(EntryItem(r.ctx, r.Client, id, name, e), 0)
	}
}

// EntryItem makes the document of a feed's entry: loading it fetches its page. Where that fails, what the feed carries of it
// is read, with a word on the damage. feedName is what messages call the feed. An error of the fetching is an *Error and a
// *[fetch.Error], which says whether to try again.
func EntryItem(ctx context.Context, client *fetch.Client, id, feedName string, e feed.Entry) *Item {
	name := e.URL
	if name == "" {
		name = fmt.Sprintf("%s entry %q", feedName, shorten(e.Title))
	}
	return &Item{ID: id, Name: name, URL: e.URL, load: func(it *Item) error {
		if e.URL == "" {
			return it.take(entryPage(e), formHTML, "text/html; charset=utf-8")
		}
		got, err := client.Get(ctx, e.URL, fetch.Validators{})
		if err == nil {
			it.URL, it.Seen = got.URL, time.Now()
			return it.take(got.Body, formLook, got.ContentType)
		}
		if e.Content == "" || ctx.Err() != nil {
			return &fetchFailure{FetchError(err), err}
		}
		it.Damage = append(it.Damage, "read as the feed carries it; its page: "+FetchError(err).says())
		return it.take(entryPage(e), formHTML, "text/html; charset=utf-8")
	}}
}

// fetchFailure is an error with the one of the fetching that it comes from.
type fetchFailure struct {
	said  *Error
	cause error
}

func (f *fetchFailure) Error() string   { return f.said.Error() }
func (f *fetchFailure) Unwrap() []error { return []error{f.said, f.cause} }

// entryPage makes a page of what a feed carries.
func entryPage(e feed.Entry) []byte {
	title := html.EscapeString(e.Title)
	return []byte("<!DOCTYPE html><html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1>\n" + e.Content + "</article></body></html>")
}

// Inflate gives what was compressed once more than HTTP says, as sitemaps are that end in .gz. What is too long or broken
// ends where it does.
func Inflate(body []byte, limit int64) []byte {
	c, err := inflate("", bytes.NewReader(body), -1)
	if err != nil {
		return body
	}
	defer c.Close()
	out, _ := io.ReadAll(io.LimitReader(c, limit))
	return out
}

// FetchError makes an *Error of what a fetch ended with.
func FetchError(err error) *Error {
	var e *fetch.Error
	if errors.As(err, &e) {
		return &Error{e.URL, 0, e.Reason, e.Remedy}
	}
	return &Error{"fetching", 0, err.Error(), "try again later"}
}

// says is the error without the name of the input.
func (e *Error) says() string { return e.Reason + " (" + e.Remedy + ")" }
