package cli

import (
	"fmt"
	"iter"
	"runtime"

	"readout"
	"readout/doc"
	"readout/internal/lang"
	"readout/internal/ledger"
	"readout/internal/source"
)

// intake is what the commands have in common that read inputs.
type intake struct {
	inputs
	reads
	Workers int `placeholder:"N" help:"How many documents to read at once; as many as there are processors unless given."`
}

// inputs are what commands get documents from.
type inputs struct {
	Inputs []string `arg:"" name:"input" help:"Files, folders, corpora, archives, feeds, web addresses, or - for the standard input."`
	fetching
	MaxBytes byteSize `default:"32MB" placeholder:"SIZE" help:"How long a page or a line of a corpus may be, such as 500KB; ${default} unless given."`
}

// reads say how documents are read, wherever they come from.
type reads struct {
	Analysis string `enum:"fast,fine" default:"fast" help:"How sentences are parsed: fast takes the best step at each word; fine looks at whole sentences with a small neural network, is slower and right more often."`
	dictionaries
}

func (c *intake) check() error {
	if c.Workers < 0 {
		return usageError{fmt.Sprintf("--workers=%d is less than one", c.Workers)}
	}
	return c.fetching.check()
}

// analyses are the ways to parse by their names on the command line.
var analyses = map[string]readout.Analysis{"fast": readout.Fast, "fine": readout.Fine}

// reading is one document on its way through the workers.
type reading struct {
	item  *source.Item
	err   error
	bad   []string // what of the item could not be read, though the rest was
	notes []string // what the source has to say before this item

	out   []byte        // of read
	entry *ledger.Entry // of add, none where the item is known already
}

// user is what a command does with documents, in the goroutine that reads them.
type user interface {
	// known says whether a loaded item need not be read.
	known(e *env, it *source.Item) (bool, error)
	// take uses a document, with its language where that was read, and puts what comes of it into the reading.
	take(r *reading, d *doc.Document, t *lang.Text) error
}

// each reads all inputs and gives what came of each to out, in order. It makes one user for each goroutine.
func (c *intake) each(e *env, o readout.Options, use func() user, out func(reading) error) error {
	return c.eachOf(e, c.items(e), o, use, out)
}

// eachOf is each for documents that come from elsewhere.
func (c *intake) eachOf(e *env, items iter.Seq[reading], o readout.Options, use func() user, out func(reading) error) error {
	var err error
	if o.Knowledge, err = c.knowledge(); err != nil {
		return err
	}
	n := c.Workers
	if n == 0 {
		n = runtime.NumCPU()
	}
	return inOrder(e.ctx, n, items, func() func(reading) reading { return worker(e, o, use()) }, out)
}

// items lists what there is to read. What the source notes travels with the next item, to be said in its turn.
func (c *inputs) items(e *env) iter.Seq[reading] {
	return func(yield func(reading) bool) {
		var notes []string
		client := c.client(c.MaxBytes)
		defer client.Close()
		o := source.Options{MaxBytes: int64(c.MaxBytes), Stdin: e.stdin, Client: client, Note: func(s string) { notes = append(notes, s) }}
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

// worker gives the work of one goroutine: load, read, use.
func worker(e *env, o readout.Options, use user) func(reading) reading {
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
			if reader, r.err = readout.New(o); r.err != nil {
				return r
			}
		}
		it := r.item
		if r.err = it.Load(); r.err != nil {
			return r
		}
		known, err := use.known(e, it)
		if known || err != nil {
			it.Bytes, r.err = nil, err
			return r
		}
		d, err := reader.Read(readout.Input{
			ID: it.ID, URL: it.URL, Outlet: it.Outlet, ContentType: it.ContentType, Bytes: it.Bytes,
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
		for _, s := range it.Damage {
			r.bad = append(r.bad, it.Name+": "+s)
		}
		for _, s := range d.Damage {
			r.bad = append(r.bad, it.Name+": "+s)
		}
		if r.err = use.take(&r, d, reader.Text()); r.err != nil {
			r.err = fmt.Errorf("%s: %w", it.Name, r.err)
		}
		return r
	}
}
