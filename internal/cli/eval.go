package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"

	"golang.org/x/text/unicode/norm"

	"readout"
	"readout/doc"
	"readout/internal/eval/score"
	"readout/internal/eval/score/attribution"
	"readout/internal/eval/score/body"
	"readout/internal/eval/score/event"
	"readout/internal/eval/score/position"
	"readout/internal/eval/score/syntax"
	"readout/internal/lang"
	"readout/internal/source"
)

type evalCmd struct {
	Kind     string `arg:"" enum:"attributions,events,parse,pages,positions" help:"What is scored: attributions, events, parse (words and trees), pages (the text taken out of them), or positions (with engagements and warnings)."`
	Gold     string `arg:"" help:"The gold set, or corrections of a ledger: readout export --what gold."`
	Out      string `arg:"" optional:"" help:"Output of readout read --format jsonl (of readout parse, for parse), or - for the standard input. Unless given, the documents of the gold set are read now."`
	Format   string `enum:"text,json" default:"text" help:"${enum}: a table, or the same figures as one JSON object."`
	CI       bool   `name:"ci" help:"95 % intervals of the main figures of attributions and positions, by resampling documents."`
	Analysis string `enum:"fast,fine" default:"fast" help:"How sentences are parsed where they are read now."`
	dictionaries
	Workers  int      `placeholder:"N" help:"How many documents to read at once; as many as there are processors unless given."`
	MaxBytes byteSize `default:"256MB" placeholder:"SIZE" help:"How long a page or a line may be; ${default} unless given."`
}

func (c *evalCmd) Help() string {
	return `GOLD is for

attributions: a folder with text/ID.txt and attributions/ID.ann (brat, as PolNeAR has it)

events: NAME.gold.jsonl, a record a line: {"id", "type", "actors", "recipients", "text"}

parse: a treebank in CoNLL-U

pages: a JSON object {ID: {"articleBody"}}; the pages are in the folder html beside it

positions: NAME.gold.jsonl, a document a line: {"id", "positions", "engagements", "warnings"}

NAME.corpus.jsonl beside NAME.gold.jsonl, and corpus.jsonl in the folder of attributions, hold the texts. For attributions, events and positions GOLD may be a file of documents as readout read --format jsonl prints them, with their records mended: readout export --what gold writes one with the corrections of a ledger. All records of such documents count as gold, those that nobody corrected too.

docs/evaluation.md defines each figure. Scores are of records in the text; those of title and deck are left out.

Exit status: 0 scored; 1 something could not be read; 2 the command line is wrong.`
}

// goldSet is what the gold of documents has in common.
type goldSet interface {
	Corpus() (score.Corpus, error)
	Score(out score.Lines, spread bool) (*score.Report, error)
}

func (c *evalCmd) Run(e *env) error {
	switch {
	case c.Gold == "-" && c.Out == "-":
		return usageError{"the standard input can be GOLD or OUT, not both"}
	case c.Workers < 0:
		return usageError{"--workers is less than one"}
	case c.CI && c.Kind != "attributions" && c.Kind != "positions":
		return usageError{"--ci is for attributions and positions"}
	}
	score := c.documents
	if c.Kind == "parse" {
		score = c.treebank
	}
	failed := false
	report, err := score(e, func(err error) {
		failed = true
		e.say("%v", err)
	})
	if err != nil {
		return err
	}
	if e.ctx.Err() != nil {
		return e.ctx.Err()
	}
	for _, n := range report.Notes {
		e.say("%s", n)
	}
	if err := c.print(e.stdout, report); err != nil {
		return err
	}
	if failed {
		return errFailed
	}
	return nil
}

func (c *evalCmd) print(w io.Writer, r *score.Report) error {
	if c.Format == "json" {
		return json.NewEncoder(w).Encode(r.JSON)
	}
	_, err := io.WriteString(w, r.Rows)
	return err
}

// documents scores what is found in documents; failed is told of those that cannot be read.
func (c *evalCmd) documents(e *env, failed func(error)) (*score.Report, error) {
	o := source.Options{MaxBytes: int64(c.MaxBytes), Stdin: e.stdin}
	gold, err := c.gold(e.ctx, o)
	if err != nil {
		return nil, err
	}
	if c.Out != "" {
		return gold.Score(score.Lines{Name: shown(c.Out), Each: source.Lines(e.ctx, c.Out, o)}, c.CI)
	}
	corpus, err := gold.Corpus()
	if err != nil {
		return nil, err
	}
	return gold.Score(score.Lines{Name: "what was read", Each: c.read(e, corpus, failed)}, c.CI)
}

func (c *evalCmd) gold(ctx context.Context, o source.Options) (goldSet, error) {
	switch c.Kind {
	case "attributions":
		return attribution.Read(ctx, c.Gold, o)
	case "events":
		return event.Read(ctx, c.Gold, o)
	case "pages":
		return body.Read(ctx, c.Gold, o)
	}
	return position.Read(ctx, c.Gold, o)
}

// read reads a corpus as readout read --format jsonl does.
func (c *evalCmd) read(e *env, corpus score.Corpus, failed func(error)) iter.Seq2[source.Line, error] {
	stopped := errors.New("stopped")
	in := &intake{inputs: inputs{Inputs: corpus.Files, MaxBytes: c.MaxBytes}, reads: reads{c.Analysis, c.dictionaries}, Workers: c.Workers}
	items := in.items(e)
	if len(corpus.Files) == 0 {
		items = func(yield func(reading) bool) {
			for _, it := range corpus.Items {
				if !yield(reading{item: it}) {
					return
				}
			}
		}
	}
	lines := printer(func(b *bytes.Buffer, d *doc.Document, _ *lang.Text) error { return doc.Encode(b, d) })
	return func(yield func(source.Line, error) bool) {
		n := 0
		o := readout.Options{OnlyPage: c.Kind == "pages", Analysis: analyses[c.Analysis]}
		err := in.eachOf(e, items, o, func() user { return lines }, func(r reading) error {
			switch n++; {
			case r.err != nil:
				failed(r.err)
			case r.item != nil && !yield(source.Line{Number: n, Bytes: r.out}, nil):
				return stopped
			}
			return nil
		})
		if err != nil && err != stopped {
			yield(source.Line{}, err)
		}
	}
}

// treebank scores words and trees.
func (c *evalCmd) treebank(e *env, _ func(error)) (*score.Report, error) {
	var gold *syntax.Set
	err := opened(e, c.Gold, func(r io.Reader) (err error) {
		gold, err = syntax.Read(shown(c.Gold), r)
		return err
	})
	if err != nil {
		return nil, err
	}
	var report *score.Report
	if c.Out != "" {
		err = opened(e, c.Out, func(r io.Reader) (err error) {
			report, err = gold.Score(shown(c.Out), r)
			return err
		})
		return report, err
	}
	english, err := lang.NewEnglish(widths[c.Analysis])
	if err != nil {
		return nil, err
	}
	var t lang.Text
	var out bytes.Buffer
	english.Annotate(norm.NFC.String(gold.Text()), &t)
	if err := newSentenceWriter(&out).write("treebank", &t); err != nil {
		return nil, err
	}
	return gold.Score("what was parsed", &out)
}

// opened reads a file, or the standard input.
func opened(e *env, name string, read func(io.Reader) error) error {
	if name == "-" {
		return read(e.stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return &source.Error{Input: name, Reason: "cannot be opened", Remedy: "check the path"}
	}
	defer f.Close()
	return read(f)
}
