// Package page turns a saved page, a text copy of one, or a transcript into clean text and header fields.
package page

import "readout/doc"

// Input is one document as it came.
type Input struct {
	Bytes       []byte
	URL         string // "" where unknown
	ContentType string // of the HTTP answer or file kind, "" where unknown; its charset counts before the page's own
}

// Page is what is left of a page when the site around it is taken away.
type Page struct {
	Kind      string // article, transcript, release
	Title     string // without the outlet's name
	Deck      string
	Heading   string // the lines between title and body that are neither deck nor body: "Ida Vik, Spokesperson · Lisbon"
	Byline    []string
	Outlet    string
	Language  string  // ISO 639-1, "" where it cannot be told
	Published *string // YYYY-MM-DD
	Dateline  *doc.Dateline
	Images    []doc.Image
	Text      string     // body, paragraphs parted by one blank line
	Turns     []doc.Turn // byte spans into Text
	URL       string     // the page's own address (canonical link) where the input had none

	// DateWhy names the evidence that gave Published, or says why there is none.
	DateWhy string

	// Notices say what was left open and why.
	Notices []string

	// Damage says what could not be read, though the rest was, and how to mend it.
	Damage []string
}
