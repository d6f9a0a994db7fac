// Package source turns what a user names on the command line into documents to read: files, folders, corpora, archives, feeds,
// addresses and the standard input, one after another. What cannot be read is an [Error], and the rest goes on.
package source

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"readout/internal/source/fetch"
)

// DefaultMaxBytes is how long a page, or a line of a corpus, may be.
const DefaultMaxBytes = 32 << 20

// Options say how inputs are read.
type Options struct {
	MaxBytes int64        // of a page, inflated, or of a line of a corpus; 0 means DefaultMaxBytes
	Stdin    io.Reader    // what "-" means
	Note     func(string) // is told what was left aside, and why; nil for nobody

	Client *fetch.Client // fetches addresses and the pages of feeds; nil for one with the defaults
}

// Item is one document.
type Item struct {
	// ID is of a file its base name, in a folder its path from there, of a corpus line and of a story in PETRARCH XML its
	// own id, of a page of an archive the id of its record, of one from the web its address, and "stdin".
	ID     string
	Name   string // what messages call it: a path, path:line, an address
	URL    string
	Outlet string    // as the input says; "" where it does not
	Seen   time.Time // when the page was fetched; the zero time where nobody knows

	// A page: Load fills these.
	Bytes       []byte
	ContentType string   // text/html or text/plain, with the charset where a server named one
	Damage      []string // what of it could not be had, though the rest was, and what to do

	// A line of a corpus, or a story in PETRARCH XML, as it stands there.
	Corpus            bool
	Text, Title, Date string

	// Place is of a page of an archive that can be opened there; nil for others.
	Place *Place

	load func(*Item) error
}

// Load reads and inflates a page; what came whole needs no loading. Any goroutine may do it, so that the slow part of
// reading files is not left to the one that lists them.
func (it *Item) Load() error {
	if it.load == nil {
		return nil
	}
	load := it.load
	it.load = nil
	return load(it)
}

// Error is an input that cannot be read.
type Error struct {
	Input  string
	Line   int // of a corpus, from 1; 0 where the whole input is meant
	Reason string
	Remedy string
}

func (e *Error) Error() string {
	s := e.Input
	if e.Line > 0 {
		s += fmt.Sprintf(":%d", e.Line)
	}
	s += ": " + e.Reason
	if e.Remedy != "" {
		s += " (" + e.Remedy + ")"
	}
	return s
}

// Items gives the documents of inputs in their order; folders are read in the order of names. It never holds more than one
// line of a corpus, and of a file only its name. Every error is an *Error; iteration goes on behind it.
func Items(ctx context.Context, inputs []string, o Options) iter.Seq2[*Item, error] {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.Note == nil {
		o.Note = func(string) {}
	}
	return func(yield func(*Item, error) bool) {
		r := &run{Options: o, ctx: ctx, yield: yield, seen: map[[16]byte]place{}}
		if r.Client == nil {
			r.Client = fetch.New(fetch.Options{MaxBytes: o.MaxBytes})
			defer r.Client.Close()
		}
		for _, input := range inputs {
			if r.input(input); r.done() {
				return
			}
		}
	}
}

// run is one iteration.
type run struct {
	Options
	ctx     context.Context
	yield   func(*Item, error) bool
	stopped bool

	names []string
	seen  map[[16]byte]place // by the hash of an id
}

// place is where an id was first seen: an index into names, and a line or 0.
type place struct{ name, line int32 }

func (r *run) done() bool { return r.stopped || r.ctx.Err() != nil }

func (r *run) fail(err error) {
	if !r.done() {
		r.stopped = !r.yield(nil, err)
	}
}

// give hands out an item unless its id is taken. The name of its input is the last one in r.names.
func (r *run) give(it *Item, line int) {
	if r.done() {
		return
	}
	key := keyOf(it.ID)
	if first, ok := r.seen[key]; ok {
		at := r.names[first.name]
		if first.line > 0 {
			at += fmt.Sprintf(":%d", first.line)
		}
		remedy := "give it another id"
		if line == 0 {
			remedy = "rename it, or give the folder that holds both: ids are then paths within it"
		}
		r.fail(&Error{r.names[len(r.names)-1], line, fmt.Sprintf("id %q is already that of %s", shorten(it.ID), at), remedy})
		return
	}
	r.seen[key] = place{int32(len(r.names) - 1), int32(line)}
	r.stopped = !r.yield(it, nil)
}

func keyOf(id string) [16]byte {
	sum := sha256.Sum256([]byte(id))
	return [16]byte(sum[:])
}

// has says whether an id was given out.
func (r *run) has(id string) bool {
	_, ok := r.seen[keyOf(id)]
	return ok
}

func (r *run) input(input string) {
	switch {
	case input == "-":
		r.stdin()
		return
	case input == "":
		r.fail(&Error{`""`, 0, "is no name of a file", "check the command line"})
		return
	case strings.HasPrefix(input, "http://"), strings.HasPrefix(input, "https://"):
		r.address(input)
		return
	}
	info, err := os.Stat(input)
	switch {
	case err != nil:
		r.fail(notOpened(input, err))
	case info.IsDir():
		r.folder(input)
	case info.Mode().IsRegular():
		r.file(input, filepath.Base(input))
	default: // a pipe can be read only once, and only now
		f, err := os.Open(input)
		if err != nil {
			r.fail(notOpened(input, err))
			return
		}
		defer f.Close()
		r.stream(input, filepath.Base(input), f)
	}
}

func (r *run) stdin() {
	const name = "stdin"
	in := r.Stdin
	if in == nil {
		in = strings.NewReader("")
	}
	r.Stdin = strings.NewReader("") // a second "-" finds nothing
	r.stream(name, name, in)
}

// stream reads what comes only once, as its first bytes say.
func (r *run) stream(name, id string, in io.Reader) {
	r.names = append(r.names, name)
	c, err := inflate(name, in, -1)
	if err != nil {
		r.fail(err)
		return
	}
	defer c.Close()
	head, _ := c.Peek(headBytes)
	if f := contentForm(head); f != formLook {
		r.several(name, c, f)
		return
	}
	it := &Item{ID: id, Name: name}
	if err := it.fill(c, formLook, r.MaxBytes); err != nil {
		r.fail(err)
		return
	}
	r.give(it, 0)
}

// several reads a file that holds more than one document.
func (r *run) several(name string, c *content, f form) {
	switch f {
	case formCorpus:
		r.corpus(name, c)
	case formArchive:
		r.archive(name, c)
	case formPetrarch:
		r.stories(name, c)
	case formFeed:
		r.feedFile(name, c)
	}
}

// file reads a regular file. Of a page only the name is needed before it is loaded.
func (r *run) file(path, id string) {
	r.names = append(r.names, path)
	f := formOf(path)
	if f == formLook || f == formAside {
		f = r.lookAt(path)
	}
	switch f {
	case formCorpus, formArchive, formPetrarch, formFeed:
		c, err := open(path)
		if err != nil {
			r.fail(err)
			return
		}
		defer c.Close()
		r.several(path, c, f)
		return
	}
	limit := r.MaxBytes
	r.give(&Item{ID: id, Name: path, load: func(it *Item) error {
		c, err := open(path)
		if err != nil {
			return err
		}
		defer c.Close()
		return it.fill(c, f, limit)
	}}, 0)
}

// lookAt tells what a file holds by its first bytes. What is wrong with it comes out when it is read.
func (r *run) lookAt(path string) form {
	c, err := open(path)
	if err != nil {
		return formLook
	}
	defer c.Close()
	head, _ := c.Peek(headBytes)
	if f := contentForm(head); f != formLook || ending(path) != "json" {
		return f
	}
	return formCorpus
}

func notOpened(name string, err error) *Error {
	switch {
	case os.IsNotExist(err):
		return &Error{name, 0, "there is no such file or folder", "check the path"}
	case os.IsPermission(err):
		return &Error{name, 0, "may not be read", "allow reading it, or leave it out"}
	}
	return &Error{name, 0, "cannot be read: " + cause(err), "check the file and the disk"}
}

// cause is what the system says, without the path and the name of the call.
func cause(err error) string {
	if p, ok := err.(*fs.PathError); ok {
		err = p.Err
	}
	return err.Error()
}

// shorten keeps messages short.
func shorten(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
