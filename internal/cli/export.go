package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"readout/internal/export"
	"readout/internal/ledger"
)

type exportCmd struct {
	ledgerFlag
	What     string `enum:"documents,attributions,events,positions,engagements,warnings,gold" default:"documents" help:"${enum}; gold: the documents that people corrected, with the corrections."`
	Format   string `enum:"jsonl,csv,parquet,plover,gdelt,icews,petrarch,phoenix" default:"jsonl" help:"${enum}. Those from plover on are for events."`
	Output   string `short:"o" placeholder:"FILE" help:"Write into this file instead of the standard output; it appears when it is whole."`
	Since    string `placeholder:"DAY" help:"Published on this day or later."`
	Until    string `placeholder:"DAY" help:"Published on this day or before."`
	Versions string `enum:",all,latest" default:"" placeholder:"all|latest" help:"Of each address all versions or the latest one; all with --what documents, else the latest unless given."`
	Copies   bool   `help:"With forms for events: those of all copies of a story, not of its first document alone."`
	Header   bool   `help:"With gdelt, icews, petrarch, phoenix: the names of the columns in the first line."`
}

func (c *exportCmd) Help() string {
	return `Writes records out of the ledger, the newest documents first. Corrections are applied. Forms that know one actor and one recipient (gdelt, icews, petrarch, phoenix) get a row for each pair of an event, and only events that happened. docs/ledger.md lists the columns.

Exit status: 0 all written; 1 the ledger or the output failed; 2 the command line is wrong.`
}

func (c *exportCmd) Run(e *env) (err error) {
	if f, ok := e.stdout.(*os.File); ok && c.Format == "parquet" && c.Output == "" && term.IsTerminal(int(f.Fd())) {
		return usageError{"parquet is no form for a terminal: give --output FILE"}
	}
	l, err := c.open(e, false)
	if err != nil {
		return err
	}
	defer l.Close()
	out := e.stdout
	if c.Output != "" {
		f, err := os.CreateTemp(filepath.Dir(c.Output), ".export-*")
		if err != nil {
			return err
		}
		defer os.Remove(f.Name()) // nothing is left of it where it has been renamed
		defer f.Close()
		out = f
		defer func() {
			if err == nil {
				err = finish(f, c.Output)
			}
		}()
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	w, err := export.New(buffered, export.Options{What: c.What, Format: c.Format, Header: c.Header, Copies: c.Copies,
		Witnesses: func(story string) ([]ledger.Witness, error) { return l.Story(e.ctx, story) }})
	if err != nil {
		return usageError{err.Error()}
	}
	n := 0
	p := startProgress(e, func(ctx context.Context, _ *env) int64 { return documentsIn(ctx, l) })
	defer p.stop()
	for k, err := range l.Documents(e.ctx, ledger.Filter{Since: c.Since, Until: c.Until, All: c.Versions == "all" || c.Versions == "" && c.What == "documents"}) {
		if err != nil {
			return askedWrong(err)
		}
		if err := w.Write(k); err != nil {
			return err
		}
		n++
		if c.Output != "" {
			p.show(tally{read: n})
		}
	}
	p.clear()
	if e.ctx.Err() != nil {
		return e.ctx.Err()
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if c.Output != "" {
		e.say("%s of %d documents in %s", c.What, n, c.Output)
	}
	return nil
}

// finish gives a file its name when all of it is on the disk.
func finish(f *os.File, name string) error {
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// documentsIn counts a ledger for the sake of progress.
func documentsIn(ctx context.Context, l ledger.Ledger) int64 {
	n, err := l.Count(ctx)
	if err != nil {
		return -1
	}
	return int64(n.Documents)
}
