// Package export writes what a ledger keeps in the forms that other programs read. Documents go in one after another and come
// out at once, so memory does not grow with their number.
package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"readout/internal/ledger"
)

// What can be exported.
var Whats = []string{"documents", "attributions", "events", "positions", "engagements", "warnings", "gold"}

// Formats are the forms. Those behind parquet are for events alone.
var Formats = []string{"jsonl", "csv", "parquet", "plover", "gdelt", "icews", "petrarch", "phoenix"}

// Options say what is written.
type Options struct {
	What, Format string
	Header       bool // the names of the columns in the first line, where the form itself has none (gdelt, icews, petrarch, phoenix)
	Copies       bool // in forms for events: those of all copies of a story, not of its first document alone

	// Witnesses gives the documents of a story, for how often an event was reported.
	Witnesses func(story string) ([]ledger.Witness, error)
}

// Writer writes documents.
type Writer interface {
	Write(k *ledger.Kept) error
	// Close ends the output. It does not close what it goes to.
	Close() error
}

// New makes a Writer. An error says what of the options cannot be had.
func New(w io.Writer, o Options) (Writer, error) {
	if !slices.Contains(Whats, o.What) {
		return nil, fmt.Errorf("%q cannot be exported: give one of %s", o.What, strings.Join(Whats, ", "))
	}
	i := slices.Index(Formats, o.Format)
	switch {
	case i < 0:
		return nil, fmt.Errorf("%q is no format: give one of %s", o.Format, strings.Join(Formats, ", "))
	case i > slices.Index(Formats, "parquet") && o.What != "events":
		return nil, fmt.Errorf("%s is a form for events only: give --what events, or another format", o.Format)
	case o.What == "gold" && o.Format != "jsonl":
		return nil, fmt.Errorf("gold is written as jsonl only")
	}
	switch o.Format {
	case "jsonl":
		return newLines(w, o.What), nil
	case "plover":
		return &plover{newEncoder(w), o}, nil
	case "csv", "parquet":
		return newTable(w, o)
	}
	return newDyads(w, o)
}

// folded says whether a document's events are left to another document of its story.
func (o *Options) folded(k *ledger.Kept) bool { return !o.Copies && k.Story != "" && k.Story != k.ID }
