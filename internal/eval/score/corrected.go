package score

import (
	"encoding/json"
	"fmt"

	"readout/internal/source"
)

// Document is the part of a document in the form of the contract that makes it gold: its text, to be read again, and where it
// stands. People's corrections are exported in this form (readout export --what gold), and any output of readout read can be
// mended by hand and used. All records of the document are gold, those that nobody corrected too.
type Document struct {
	ID
	Schema    int     `json:"schema"`
	Text      *string `json:"text"`
	Title     string  `json:"title"`
	URL       *string `json:"url"`
	Published *string `json:"published"`
	Sentences [][]int `json:"sentences"`
	Ledger    struct {
		Corrections []struct {
			Kind string `json:"kind"`
		} `json:"corrections"`
	} `json:"ledger"`
}

// IsDocument says whether a line has the form of the contract.
func IsDocument(line []byte) bool {
	var d struct {
		Schema int              `json:"schema"`
		Text   *json.RawMessage `json:"text"`
	}
	return json.Unmarshal(line, &d) == nil && d.Schema > 0 && d.Text != nil
}

// Item is the document to be read again: its text with its title and day, as a line of a corpus.
func (d *Document) Item(name string, line int) *source.Item {
	it := &source.Item{ID: d.ID.ID, Name: fmt.Sprintf("%s:%d", name, line), Corpus: true, Title: d.Title, Text: *d.Text}
	if d.URL != nil {
		it.URL = *d.URL
	}
	if d.Published != nil {
		it.Date = *d.Published
	}
	return it
}

// Corrections counts those of one kind of record.
func (d *Document) Corrections(kind string) int {
	n := 0
	for _, c := range d.Ledger.Corrections {
		if c.Kind == kind {
			n++
		}
	}
	return n
}

// CorrectedNote tells readers of the figures what such gold is worth.
func CorrectedNote(name string, documents, records, corrections int) string {
	return fmt.Sprintf("%s: %d documents with %d records, %d corrections; a record that nobody corrected counts as right", name, documents, records, corrections)
}
