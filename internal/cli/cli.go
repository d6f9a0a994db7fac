// Package cli is the command line: one file for each command. Errors end here. It is the only place that prints them and
// picks exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit statuses; users script against them.
const (
	exitOK     = 0 // all read
	exitFailed = 1 // some inputs failed, each named on stderr
	exitUsage  = 2 // the command line cannot be followed
)

const description = `Reads news pages and tells who said what, who did what to whom and where each government stands, every entry in the page's own words.

INPUT is an HTML, text or transcript file, a folder with such files, a corpus (jsonl, one {"id", "text"} a line), PETRARCH XML, a web archive (WARC), a feed or sitemap, a web address, or - for the standard input; files may be packed with gzip or zstd.

Exit status: 0 all read; 1 some inputs failed, each named on stderr, the others are read; 2 the command line is wrong.`

type commands struct {
	Read     readCmd     `cmd:"" help:"Read documents and print their records."`
	Add      addCmd      `cmd:"" help:"Read documents into the ledger."`
	Watch    watchCmd    `cmd:"" help:"Follow feeds and sitemaps into the ledger."`
	Search   searchCmd   `cmd:"" help:"Find documents and records of the ledger by their words."`
	Timeline timelineCmd `cmd:"" help:"Tell where holders stand on issues, and what happened between two actors, over time."`
	Story    storyCmd    `cmd:"" help:"Print the copies of a report, and whose text each is."`
	Export   exportCmd   `cmd:"" help:"Write records out of the ledger."`
	Correct  correctCmd  `cmd:"" help:"Correct a record of the ledger."`
	Alert    alertCmd    `cmd:"" help:"Tell of shifts and events that came into the ledger."`
	Serve    serveCmd    `cmd:"" help:"Open the desk: the record as pages for a browser."`
	Send     sendCmd     `cmd:"" help:"Put documents on a work stream, for many machines to read."`
	Work     workCmd     `cmd:"" help:"Read documents off a work stream into the ledger."`
	Stream   streamCmd   `cmd:"" help:"Look after a work stream."`
	Parse    parseCmd    `cmd:"" help:"Print the sentences of plain text as trees of words, in CoNLL-U."`
	Verify   verifyCmd   `cmd:"" help:"Check that every span lies in its text and every field keeps to the contract."`
	Eval     evalCmd     `cmd:"" help:"Score records, trees and texts against a gold set."`
	Explain  explainCmd  `cmd:"" help:"Tell why each record is there: its words, what made it, and the tree of its sentence."`
	Schema   schemaCmd   `cmd:"" help:"Print the JSON Schema of a document."`
	Version  versionCmd  `cmd:"" help:"Print the version of the program and of its output."`
}

// env is the world of one run.
type env struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
}

// with is the same world with another context.
func (e *env) with(ctx context.Context) *env {
	c := *e
	c.ctx = ctx
	return &c
}

// say prints a line for the user, apart from the results.
func (e *env) say(format string, args ...any) {
	fmt.Fprintf(e.stderr, "readout: "+format+"\n", args...)
}

// errFailed says that some inputs failed and that they have been named.
var errFailed = errors.New("some inputs failed")

// usageError is a command line that cannot be followed.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// Main runs one command line, without the program's name, and gives the exit status.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	e := &env{ctx, stdin, stdout, stderr}
	helped := false
	parser, err := kong.New(new(commands),
		kong.Name("readout"), kong.Description(description), kong.Writers(stdout, stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(int) { helped = true }), // kong goes on parsing behind --help
		kong.Bind(e),
	)
	if err != nil {
		panic(err) // the structs above are wrong; every test sees it
	}
	cmd, err := parser.Parse(args)
	if helped {
		return exitOK
	}
	if err != nil {
		return e.status(usageError{err.Error()}, helpFor(parser, args))
	}
	return e.status(cmd.Run(), helpFor(parser, args))
}

// helpFor is the command line that tells more about the one that was given.
func helpFor(k *kong.Kong, args []string) string {
	for _, c := range k.Model.Children {
		if len(args) > 0 && c.Name == args[0] {
			return "readout " + c.Name + " --help"
		}
	}
	return "readout --help"
}

// status prints what went wrong, if it is not said yet, and gives the exit status.
func (e *env) status(err error, help string) int {
	var usage usageError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE): // whoever reads the results has enough
		return exitOK
	case errors.As(err, &usage):
		e.say("%v (%s tells more)", err, help)
		return exitUsage
	case e.ctx.Err() != nil && !errors.Is(err, errInterrupted):
		e.say("interrupted; what is printed is whole")
	case !errors.Is(err, errFailed):
		e.say("%v", err)
	}
	return exitFailed
}
