package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"readout"
	"readout/internal/cli/explain"
	"readout/internal/cli/text"
	"readout/internal/cli/tree"
	"readout/internal/source"
)

type explainCmd struct {
	Inputs   []string `arg:"" name:"input" help:"Files, folders, corpora, or - for the standard input."`
	Record   string   `placeholder:"ID" help:"Only the record with this id, such as e1."`
	Format   string   `enum:"text,json,svg" default:"text" help:"text for people; json, one document a line; svg, the tree of the one record that --record names."`
	SVG      string   `name:"svg" placeholder:"DIR" help:"Write the trees into this folder too, one SVG a record: DOCUMENT-RECORD.svg."`
	Analysis string   `enum:"fast,fine" default:"fast" help:"How sentences are parsed: fast takes the best step at each word; fine looks at whole sentences with a small neural network, is slower and right more often."`
	dictionaries
	MaxBytes byteSize `default:"32MB" placeholder:"SIZE" help:"How long a page or a line of a corpus may be, such as 500KB; ${default} unless given."`
}

func (c *explainCmd) Help() string {
	return `Tells of each record the words it was made from, the entry, rule or model that made it, its confidence, and the tree of its sentence: each word hangs on another by a relation of Universal Dependencies. Ids are those of readout read.

Pictures follow the light or dark setting of whoever shows them. Files of the same name are written over.

Exit status: 0 all read; 1 some inputs failed, each named on stderr with its reason, or no document has the record; 2 the command line is wrong.`
}

// explained is a document's records as scripts get them.
type explained struct {
	ID      string           `json:"id"`
	Title   string           `json:"title"`
	Records []explain.Record `json:"records"`
}

func (c *explainCmd) Run(e *env) error {
	if c.Format == "svg" && c.Record == "" {
		return usageError{"--format=svg prints one tree: name its record with --record, or write all with --svg DIR"}
	}
	knowledge, err := c.knowledge()
	if err != nil {
		return err
	}
	reader, err := readout.New(readout.Options{Analysis: analyses[c.Analysis], Knowledge: knowledge})
	if err != nil {
		return err
	}
	if c.SVG != "" {
		if err := os.MkdirAll(c.SVG, 0o777); err != nil {
			return fmt.Errorf("--svg=%s: %w", c.SVG, err)
		}
	}
	failed, found, first := false, 0, true
	o := source.Options{MaxBytes: int64(c.MaxBytes), Stdin: e.stdin, Note: func(s string) { e.say("%s", s) }}
	for it, err := range source.Items(e.ctx, c.Inputs, o) {
		var x explained
		if err == nil {
			x, err = c.explain(e, reader, it)
		}
		if err != nil {
			failed = true
			e.say("%v", err)
			continue
		}
		found += len(x.Records)
		if c.Record != "" && len(x.Records) == 0 {
			continue
		}
		if c.Format == "svg" && !first {
			return fmt.Errorf("%s: it has a record %s too, and --format=svg prints one tree (give one document, or use --svg DIR)", it.Name, c.Record)
		}
		if err := c.print(e, &x, first); err != nil {
			return err
		}
		first = false
	}
	switch {
	case e.ctx.Err() != nil:
		return e.ctx.Err()
	case failed:
		return errFailed
	case c.Record != "" && found == 0:
		return fmt.Errorf("no record %s in what was read (readout explain without --record lists them)", c.Record)
	}
	return nil
}

// explain reads one document, and writes the pictures asked for.
func (c *explainCmd) explain(e *env, reader *readout.Reader, it *source.Item) (explained, error) {
	if err := it.Load(); err != nil {
		return explained{}, err
	}
	d, err := reader.Read(readout.Input{
		ID: it.ID, URL: it.URL, ContentType: it.ContentType, Bytes: it.Bytes, Corpus: it.Corpus, Text: it.Text, Title: it.Title, Date: it.Date,
	})
	if err != nil {
		return explained{}, fmt.Errorf("%s: %w", it.Name, err)
	}
	for _, n := range d.Notices {
		e.say("%s: %s", it.Name, n)
	}
	x := explained{ID: d.ID, Title: d.Title, Records: explain.Records(d, reader.Text())}
	if c.Record != "" {
		x.Records = slices.DeleteFunc(x.Records, func(r explain.Record) bool { return r.ID != c.Record })
	}
	if c.SVG != "" {
		for i := range x.Records {
			if err := c.save(e, &x, &x.Records[i]); err != nil {
				return x, err
			}
		}
	}
	return x, nil
}

// save writes the picture of a record into the folder.
func (c *explainCmd) save(e *env, x *explained, r *explain.Record) error {
	if len(r.Tree) == 0 {
		return nil // it stands in the title or deck
	}
	var b bytes.Buffer
	if err := tree.SVG(&b, pictureTitle(x, r), r.Tree); err != nil {
		e.say("%s: %s: %v", x.ID, r.ID, err)
		return nil
	}
	name := filepath.Join(c.SVG, fileName(x.ID)+"-"+fileName(r.ID)+".svg")
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		return fmt.Errorf("--svg=%s: %w", c.SVG, err)
	}
	return nil
}

func (c *explainCmd) print(e *env, x *explained, first bool) error {
	switch c.Format {
	case "json":
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		return enc.Encode(x)
	case "svg":
		r := &x.Records[0]
		if len(r.Tree) == 0 {
			return errors.New(r.ID + " stands in the title or deck, which have no tree")
		}
		return tree.SVG(e.stdout, pictureTitle(x, r), r.Tree)
	}
	if !first {
		if err := text.Rule(e.stdout, textOptions(e)); err != nil {
			return err
		}
	}
	title := x.Title
	if strings.TrimSpace(title) == "" {
		title = x.ID
	}
	return text.Explain(e.stdout, title, x.Records, textOptions(e))
}

func pictureTitle(x *explained, r *explain.Record) string {
	return x.ID + ", " + r.ID + ", sentence " + strconv.Itoa(r.Sentence) + ": " + r.Says
}

// fileName is an id made fit for the name of a file anywhere: at most 100 characters, none of them a separator.
func fileName(id string) string {
	name := strings.Map(func(c rune) rune {
		if c == '.' || c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			return c
		}
		return '_'
	}, id)
	return strings.TrimLeft(name[:min(len(name), 100)], ".")
}
