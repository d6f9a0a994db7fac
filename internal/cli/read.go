package cli

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"runtime"
	"strconv"
	"strings"

	"readout"
	"readout/doc"
	"readout/internal/cli/text"
	"readout/internal/lang"
	"readout/internal/source"
)

type readCmd struct {
	Inputs     []string `arg:"" name:"input" help:"Files, folders, corpora, or - for the standard input."`
	Format     string   `enum:"text,json,jsonl,conllu" default:"text" help:"text for people; jsonl, one document a line; json, the same indented; conllu, its sentences as trees of words, as parse prints them."`
	Only       string   `enum:",page" default:"" placeholder:"page" help:"page: no records, only header fields and text."`
	Analysis   string   `enum:"fast,fine" default:"fast" help:"How sentences are parsed: fast takes the best step at each word; fine follows several ways at once, is slower and right more often."`
	Dictionary []string `sep:"none" placeholder:"FILE" help:"A PETRARCH dictionary to read beside the built-in ones; may be given several times."`
	Workers    int      `placeholder:"N" help:"How many documents to read at once; as many as there are processors unless given."`
	MaxBytes   byteSize `default:"32MB" placeholder:"SIZE" help:"How long a page or a line of a corpus may be, such as 500KB; ${default} unless given."`
}

func (c *readCmd) Help() string {
	return `Documents come out in the order of the inputs, those of a folder in the order of their names. The id of a file is its base name, in a folder its path from there; a corpus keeps its own ids. Spans are code points into the text.

Results go to stdout, everything else to stderr.

Exit status: 0 all read; 1 some inputs failed or were read in part, each named on stderr with its reason, the others are read; 2 the command line is wrong.`
}

// analyses are the ways to parse by their names on the command line.
var analyses = map[string]readout.Analysis{"fast": readout.Fast, "fine": readout.Fine}

// reading is one document on its way through the workers.
type reading struct {
	item  *source.Item
	err   error
	bad   []string // what of the item could not be read, though the rest was
	notes []string // what the source has to say before this item
	out   []byte
}

func (c *readCmd) Run(e *env) error {
	if err := c.check(); err != nil {
		return err
	}
	n := c.Workers
	if n == 0 {
		n = runtime.NumCPU()
	}
	first, read, failed, damaged := true, 0, 0, 0
	err := inOrder(e.ctx, n, c.items(e), func() func(reading) reading { return c.worker(c.printer(e)) }, func(r reading) error {
		for _, note := range r.notes {
			e.say("%s", note)
		}
		switch {
		case r.err != nil:
			failed++
			e.say("%v", r.err)
			return nil
		case r.item == nil:
			return nil
		}
		read++
		for _, s := range r.bad {
			e.say("%s", s)
		}
		if len(r.bad) > 0 {
			damaged++
		}
		if !first && c.Format == "text" {
			if err := text.Rule(e.stdout, textOptions(e)); err != nil {
				return err
			}
		}
		first = false
		_, err := e.stdout.Write(r.out)
		return err
	})
	if err != nil {
		return err
	}
	if failed+damaged > 0 {
		switch {
		case failed+read == 1:
		case damaged > 0:
			e.say("%d read, of which %d in part; %d failed", read, damaged, failed)
		default:
			e.say("%d read, %d failed", read, failed)
		}
		return errFailed
	}
	return nil
}

func (c *readCmd) check() error {
	switch {
	case c.Workers < 0:
		return usageError{fmt.Sprintf("--workers=%d is less than one", c.Workers)}
	case c.Format == "conllu" && c.Only != "":
		return usageError{"--format=conllu prints sentences, and --only=page reads none"}
	case len(c.Dictionary) > 0:
		return usageError{"--dictionary is not there yet in this version"}
	}
	return nil
}

// items lists what there is to read. What the source notes travels with the next item, to be said in its turn.
func (c *readCmd) items(e *env) iter.Seq[reading] {
	return func(yield func(reading) bool) {
		var notes []string
		o := source.Options{MaxBytes: int64(c.MaxBytes), Stdin: e.stdin, Note: func(s string) { notes = append(notes, s) }}
		for it, err := range source.Items(e.ctx, c.Inputs, o) {
			if !yield(reading{item: it, err: err, notes: notes}) {
				return
			}
			notes = nil
		}
		if len(notes) > 0 {
			yield(reading{notes: notes})
		}
	}
}

// worker gives the work of one goroutine: load, read, print into memory.
func (c *readCmd) worker(print printer) func(reading) reading {
	var reader *readout.Reader
	return func(r reading) (done reading) {
		if r.err != nil || r.item == nil {
			return r
		}
		// A fault of the program on one page must not cost the others.
		defer func() {
			if v := recover(); v != nil {
				reader = nil
				done = reading{notes: r.notes, err: fmt.Errorf("%s: the program is at fault: %v (report it with the page)", r.item.Name, v)}
			}
		}()
		if reader == nil {
			if reader, r.err = readout.New(readout.Options{OnlyPage: c.Only == "page", OnlyText: c.Format == "conllu", Analysis: analyses[c.Analysis]}); r.err != nil {
				return r
			}
		}
		it := r.item
		if r.err = it.Load(); r.err != nil {
			return r
		}
		d, err := reader.Read(readout.Input{
			ID: it.ID, URL: it.URL, ContentType: it.ContentType, Bytes: it.Bytes,
			Corpus: it.Corpus, Text: it.Text, Title: it.Title, Date: it.Date,
		})
		it.Bytes = nil
		if err != nil {
			r.err = fmt.Errorf("%s: %w", it.Name, err)
			return r
		}
		for _, n := range d.Notices {
			r.notes = append(r.notes, it.Name+": "+n)
		}
		for _, s := range d.Damage {
			r.bad = append(r.bad, it.Name+": "+s)
		}
		var out bytes.Buffer
		if r.err = print(&out, d, reader.Text()); r.err != nil {
			r.err = fmt.Errorf("%s: %w", it.Name, r.err)
		}
		r.out = out.Bytes()
		return r
	}
}

// printer writes a document; t is its language, nil where it was not read.
type printer func(b *bytes.Buffer, d *doc.Document, t *lang.Text) error

// printer gives the printer of one worker.
func (c *readCmd) printer(e *env) printer {
	switch c.Format {
	case "json":
		return func(b *bytes.Buffer, d *doc.Document, _ *lang.Text) error { return doc.EncodeIndent(b, d) }
	case "jsonl":
		return func(b *bytes.Buffer, d *doc.Document, _ *lang.Text) error { return doc.Encode(b, d) }
	case "conllu":
		return func(b *bytes.Buffer, d *doc.Document, t *lang.Text) error {
			if t == nil {
				return nil // the notice says why
			}
			return newSentenceWriter(b).write(d.ID, t)
		}
	}
	o := textOptions(e)
	return func(b *bytes.Buffer, d *doc.Document, _ *lang.Text) error { return text.Write(b, d, o) }
}

func textOptions(e *env) text.Options {
	if f, ok := e.stdout.(*os.File); ok {
		return text.Detect(f)
	}
	return text.Options{}
}

// byteSize is a number of bytes on the command line: 1000, 500KB, 32MB, 1GB. K, M and G count in steps of 1024.
type byteSize int64

func (s *byteSize) UnmarshalText(b []byte) error {
	number := strings.ToUpper(string(b))
	number = strings.TrimSuffix(strings.TrimSuffix(number, "B"), "I")
	shift := 0
	if i := len(number) - 1; i > 0 {
		if k := strings.IndexByte("KMG", number[i]); k >= 0 {
			number, shift = number[:i], 10*(k+1)
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 || n > maxSize>>shift {
		return fmt.Errorf("%q is no size between 1 byte and 1GB, such as 500KB or 32MB", b)
	}
	*s = byteSize(n << shift)
	return nil
}

// maxSize is what a span can count.
const maxSize = 1 << 30
