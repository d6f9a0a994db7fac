package cli

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"readout"
	"readout/doc"
	"readout/internal/cli/text"
	"readout/internal/lang"
	"readout/internal/source"
)

type readCmd struct {
	intake
	Format string `enum:"text,json,jsonl,conllu" default:"text" help:"text for people; jsonl, one document a line; json, the same indented; conllu, its sentences as trees of words, as parse prints them."`
	Only   string `enum:",page" default:"" placeholder:"page" help:"page: no records, only header fields and text."`
}

func (c *readCmd) Help() string {
	return `Documents come out in the order of the inputs, those of a folder in the order of their names. The id of a file is its base name, in a folder its path from there; a corpus keeps its own ids, an archive those of its records; a page of the web goes by its address. Spans are code points into the text.

A feed or a sitemap stands for the pages that it names. They are fetched as robots.txt allows, and from public addresses only unless --allow-private says otherwise.

Results go to stdout, everything else to stderr.

Exit status: 0 all read; 1 some inputs failed or were read in part, each named on stderr with its reason, the others are read; 2 the command line is wrong.`
}

func (c *readCmd) Run(e *env) error {
	if err := c.check(); err != nil {
		return err
	}
	o := readout.Options{OnlyPage: c.Only == "page", OnlyText: c.Format == "conllu", Analysis: analyses[c.Analysis]}
	first, read, failed, damaged := true, 0, 0, 0
	err := c.each(e, o, func() user { return c.printer(e) }, func(r reading) error {
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
	if c.Format == "conllu" && c.Only != "" {
		return usageError{"--format=conllu prints sentences, and --only=page reads none"}
	}
	return c.intake.check()
}

// printer writes a document; t is its language, nil where it was not read.
type printer func(b *bytes.Buffer, d *doc.Document, t *lang.Text) error

func (p printer) known(*env, *source.Item) (bool, error) { return false, nil }

func (p printer) take(r *reading, d *doc.Document, t *lang.Text) error {
	var out bytes.Buffer
	err := p(&out, d, t)
	r.out = out.Bytes()
	return err
}

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
