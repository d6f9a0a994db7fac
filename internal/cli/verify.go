package cli

import (
	"errors"
	"fmt"

	"readout/doc"
	"readout/internal/source"
)

type verifyCmd struct {
	Files    []string `arg:"" optional:"" name:"file" help:"Output of readout read --format jsonl, or - for the standard input."`
	Ledger   string   `placeholder:"FILE|postgres://..." help:"A ledger to check instead of files."`
	MaxBytes byteSize `default:"256MB" placeholder:"SIZE" help:"How long a line may be; ${default} unless given."`
}

func (c *verifyCmd) Help() string {
	return `Each document must keep the contract: spans inside their text and quoting it exactly, references that lead somewhere, fixed words from their lists, ids given once.

Of a ledger, every document is read, its id made again of its address and text, and what it is found by compared with what its records ask for.

Faults go to stderr, one a line, with file, line, document and record; a count for each file goes to stdout.

Exit status: 0 all is well; 1 there are faults; 2 the command line is wrong.`
}

func (c *verifyCmd) Run(e *env) error {
	if c.Ledger != "" && len(c.Files) > 0 || c.Ledger == "" && len(c.Files) == 0 {
		return usageError{"expected \"<file> ...\" or --ledger"}
	}
	if c.Ledger != "" {
		return c.ledger(e)
	}
	failed := false
	for _, name := range c.Files {
		documents, faults := c.verify(e, name)
		if e.ctx.Err() != nil {
			return e.ctx.Err()
		}
		failed = failed || faults > 0
		if _, err := fmt.Fprintf(e.stdout, "%s: documents %d, faults %d\n", shown(name), documents, faults); err != nil {
			return err
		}
	}
	if failed {
		return errFailed
	}
	return nil
}

// ledger checks a whole ledger.
func (c *verifyCmd) ledger(e *env) error {
	l, err := openLedger(e, c.Ledger, false)
	if err != nil {
		return err
	}
	defer l.Close()
	name, faults := (&ledgerFlag{c.Ledger}).shown(), 0
	documents, err := l.Check(e.ctx, func(s string) {
		faults++
		e.say("%s: %s", name, s)
	})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(e.stdout, "%s: documents %d, faults %d\n", name, documents, faults); err != nil {
		return err
	}
	if faults > 0 {
		return errFailed
	}
	return nil
}

func (c *verifyCmd) verify(e *env, name string) (documents, faults int) {
	lines := map[string]int{} // by the id of their document
	fault := func(line int, format string, args ...any) {
		faults++
		e.say("%s:%d: %s", shown(name), line, fmt.Sprintf(format, args...))
	}
	for l, err := range source.Lines(e.ctx, name, source.Options{MaxBytes: int64(c.MaxBytes), Stdin: e.stdin}) {
		if err != nil {
			faults++
			e.say("%v", err)
			continue
		}
		documents++
		d, err := doc.Decode(l.Bytes)
		if err != nil {
			fault(l.Number, "is no document: %v", err)
			continue
		}
		if first, ok := lines[d.ID]; ok {
			fault(l.Number, "id %q is already that of line %d", d.ID, first)
		} else {
			lines[d.ID] = l.Number
		}
		var all doc.Faults
		if errors.As(doc.Validate(d), &all) {
			for _, f := range all {
				fault(l.Number, "%s: %v", d.ID, f)
			}
		}
	}
	if documents == 0 && faults == 0 && e.ctx.Err() == nil {
		faults++
		e.say("%s: there is no document in it", shown(name))
	}
	return documents, faults
}

// shown is what messages call a file.
func shown(name string) string {
	if name == "-" {
		return "stdin"
	}
	return name
}
