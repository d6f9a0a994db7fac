// Package ledger keeps what was read and answers questions across time. It never interprets text: all it knows of a document
// are the records that the document came with, and what people corrected in them.
//
// A document is its address (URL, corpus id or path) together with the hash of its text. The same text at the same address is
// the same document, however often it is added; another text there is a new version, and answers come from the newest version
// of each address. Everything has an id made of nothing but its content, so that the same documents give the same ids in any
// ledger, whatever the order in which they came.
package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"readout/doc"
)

// Ledger is a store of documents. Any number of goroutines may read from one at once; Add and Correct wait for each other, in
// this process and in others. Orders are always the newest day first, documents without a day last, and then by id.
type Ledger interface {
	// Known says whether an input has been added before, in the same bytes.
	Known(ctx context.Context, input Digest) (bool, error)
	// Add keeps documents, all of them or none, and says for each what became of it.
	Add(ctx context.Context, entries []*Entry) ([]Outcome, error)
	// Correct keeps what a person says about a record. The document stays as the machine read it; answers have the correction.
	Correct(ctx context.Context, c Correction) error

	// Document gives a document by its id, corrections applied.
	Document(ctx context.Context, id string) (*Kept, error)
	// Documents gives all documents, corrections applied.
	Documents(ctx context.Context, f Filter) iter.Seq2[*Kept, error]
	// Search finds documents, or records where the query asks for some, by their words and codes.
	Search(ctx context.Context, q Query) (*Hits, error)
	// Newest finds the newest records of some kinds, so many of each at most, in one go: what Search finds with each Kind and Limit.
	Newest(ctx context.Context, q Query, most map[string]int) (*Hits, error)
	// Facets counts what the newest answers to a query have in common.
	Facets(ctx context.Context, q Query) (*Facets, error)
	// Moves gives the newest statements that a query finds, each with what its holder said before; the copies of one story as one.
	Moves(ctx context.Context, q Query) (*Moves, error)
	// Coverage counts the documents of so many days up to the newest.
	Coverage(ctx context.Context, days int) (*Coverage, error)
	// Issues gives the issues of positions whose words match, those with most statements first.
	Issues(ctx context.Context, q IssueQuery) ([]IssueCount, error)
	// Stands gives one line for each holder and issue, those with most statements first.
	Stands(ctx context.Context, q StandQuery) ([]Stand, error)
	// Statements gives what was said by a holder, on an issue, or both, the earliest first, the copies of one story as one.
	Statements(ctx context.Context, q StatementQuery) ([]Statement, error)
	// Dealings counts the events between two actors, by month, direction and quad class, the copies of one story as one.
	Dealings(ctx context.Context, q DealingsQuery) ([]Dealing, error)
	// Offices gives who was called what when, the latest first.
	Offices(ctx context.Context, q OfficeQuery) ([]Office, error)
	// Story gives the documents of the story of a document, by its id or address, the first published first.
	Story(ctx context.Context, document string) ([]Witness, error)
	// Corrections gives what people corrected, the earliest first; of one document where an id is given.
	Corrections(ctx context.Context, document string) ([]Correction, error)

	// Since gives the documents that came after a mark, in the order in which they came, and the mark behind the last of them.
	Since(ctx context.Context, mark int64, limit int) ([]*Kept, int64, error)
	// Last gives the mark behind the newest document.
	Last(ctx context.Context) (int64, error)
	// Mark and SetMark keep a number by a name, for those who follow the ledger.
	Mark(ctx context.Context, name string) (int64, error)
	SetMark(ctx context.Context, name string, mark int64) error
	// Notes and PutNote keep small things by kind and name, for those who follow feeds into the ledger. Notes gives those
	// that there are.
	Notes(ctx context.Context, kind string, names []string) (map[string][]byte, error)
	PutNote(ctx context.Context, kind, name string, note []byte) error
	// NotesOf gives all notes of a kind, in no order.
	NotesOf(ctx context.Context, kind string) ([][]byte, error)

	// State is something that changes when documents are added or corrected.
	State(ctx context.Context) (string, error)
	// Count says how much the ledger holds.
	Count(ctx context.Context) (Count, error)
	// Check reports everything that is not as it must be, and how many documents it looked at.
	Check(ctx context.Context, fault func(string)) (int, error)
	Close() error
}

// ErrNotFound means that no document, record or story has the id that was asked for.
var ErrNotFound = errors.New("is not in the ledger")

// Error is a ledger that cannot do what it is asked to.
type Error struct {
	Ledger string // its path or address, without password
	Reason string
	Remedy string
	Err    error // the cause, may be nil
}

func (e *Error) Error() string {
	s := fmt.Sprintf("ledger %s: %s", e.Ledger, e.Reason)
	if e.Remedy != "" {
		s += " (" + e.Remedy + ")"
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// What became of an added document.
type Outcome uint8

const (
	Same    Outcome = iota // it was there already
	New                    // its address was unknown
	Version                // its address was known with another text
	Reread                 // it was there, and its records were replaced
)

// Kept is a document of the ledger.
type Kept struct {
	ID      string // of address and text
	Address string
	Version int    // of this address, from 1
	Latest  bool   // no newer version is there
	Story   string // the id of the story's first document
	Input   string // the document's own id: corpus id or path
	Seq     int64  // in which order documents came
	Added   string // RFC 3339

	Doc         *doc.Document // with the corrections
	Corrections []Correction  // that people made, the earliest first

	machine []byte // as it was read, in the contract's JSON
}

// Machine is the document as the machine read it, without corrections, as one line of the contract's JSON.
func (k *Kept) Machine() []byte { return k.machine }

// Filter chooses documents.
type Filter struct {
	Since, Until string // days of publication, YYYY-MM-DD, both included; "" for no bound
	All          bool   // old versions too
}

// Query asks for documents, or for records where it names a holder, an actor, an issue, a kind, a type or a status.
type Query struct {
	Words        string // all must be there; "words in quotes" in a row, pre* by their beginning; may be empty beside codes
	Holder       string // of a position: USA, or USA.GOV
	Actor        string // on any side of a record
	With         string // another one on any side of it
	Issue        string
	Kind         string // of record: "position"
	Type         string // a kind of record too, or an event type, stance or engagement kind
	Status       string // of an event or engagement: "planned"
	Outlet       string // as documents name it
	Since, Until string // days of publication, both included
	Limit        int    // 0 for 20
	Before       string // the Next of the page before
}

// Hits is one page of answers.
type Hits struct {
	Hits []Hit  `json:"hits"`
	Next string `json:"next,omitempty"` // asks for the next page; "" on the last
}

// Hit is a document, or a record in it.
type Hit struct {
	Head

	Kind    string  `json:"kind,omitempty"`   // of the record; "" for a document
	Record  string  `json:"record,omitempty"` // id within the document, "" for a document
	Says    string  `json:"says,omitempty"`   // the record in one line
	Excerpt Excerpt `json:"excerpt"`

	Kept *Kept `json:"-"` // the document itself
}

// Head is what is shown of a document without opening it.
type Head struct {
	ID        string `json:"document"`
	Address   string `json:"address"`
	Title     string `json:"title"`
	Outlet    string `json:"outlet"`
	Published string `json:"published,omitempty"`
	Story     string `json:"story,omitempty"` // id of its first document
	Seq       int64  `json:"-"`               // in which order documents came
}

// Excerpt is words of a text, with those that were searched for.
type Excerpt struct {
	Text   string     `json:"text"`
	Marked []doc.Span `json:"marked"` // bytes into Text
}

// IssueQuery asks for issues by words of theirs, and by who holds positions on them.
type IssueQuery struct {
	Words, Holder string // one must be given; the words are those of statements, or the beginning of an issue's key
	Since, Until  string
	Limit         int // 0 for 10
}

// IssueCount is an issue and how often it was spoken of, among the latest statements that match.
type IssueCount struct {
	Issue string `json:"issue"`
	Count int    `json:"count"`
}

// StandQuery chooses holders and issues. One of Holder and Issue must be given.
type StandQuery struct {
	Holder, Issue string
	Since, Until  string // days, both included
	Limit         int    // 0 for 50
	SilentAfter   int    // days without a word that count as silence; 0 for 180
}

// StatementQuery chooses statements. One of Holder and Issue must be given.
type StatementQuery struct {
	Holder, Issue string
	Since, Until  string // days on which they were first said, both included
	Limit         int    // the newest so many; 0 for all, 100,000 at most
}

// Stand is where a holder stands on an issue, then and now.
type Stand struct {
	Holder string    `json:"holder"`
	Issue  string    `json:"issue"`
	Count  int       `json:"count"` // statements, the copies of one story as one
	First  Statement `json:"first"`
	Last   Statement `json:"last"`
	Delta  string    `json:"delta"`                  // of the last statement against those before it
	Before string    `json:"words_before,omitempty"` // the words of the statement before the last
	// Speakers are who said it most often, five at most.
	Speakers []Speaker `json:"speakers"`
	// Silent is the day of the last statement where long nothing has been said since, seen from the newest document.
	Silent string        `json:"silent_since,omitempty"`
	Months []MonthsCount `json:"months"` // when it was said, the earliest first
}

// Speaker is who spoke for a holder, and how often.
type Speaker struct {
	Name  string `json:"name"`
	Role  string `json:"role,omitempty"`
	Count int    `json:"count"` // statements
}

// MonthsCount is how often something happened in a month.
type MonthsCount struct {
	Month string `json:"month"` // YYYY-MM
	Count int    `json:"count"`
}

// Statement is one position, said once, with all documents that have it.
type Statement struct {
	Holder    string     `json:"holder"`
	Issue     string     `json:"issue"`
	Day       string     `json:"day,omitempty"` // of publication; "" where it is not known
	Subject   string     `json:"subject"`
	Stance    string     `json:"stance"`
	Delta     string     `json:"delta"`               // against what the ledger has from before
	Own       string     `json:"own_delta,omitempty"` // what the document's own words say of it: "reiterated", or ""
	Terms     []doc.Term `json:"terms,omitempty"`
	Words     string     `json:"words"` // the document's own
	Speaker   string     `json:"speaker,omitempty"`
	Role      string     `json:"role,omitempty"` // "" where nobody is named
	Previous  *Statement `json:"-"`              // the holder's one before it on the issue, without witnesses; nil for the first
	Record    string     `json:"record"`         // id of the first document's record
	Document  string     `json:"document"`       // id of the first document
	Witnesses []Head     `json:"witnesses"`      // all of its story that have the statement, the first published first
}

// DealingsQuery asks for the events between two actors.
type DealingsQuery struct {
	A, B         string
	Type         string // event type, "" for all
	Since, Until string // days of the events, both included
}

// Dealing counts the events of one direction, month and quad class.
type Dealing struct {
	Actor     string `json:"actor"`
	Recipient string `json:"recipient"`
	Month     string `json:"month,omitempty"` // YYYY-MM, "" where the day is not known
	Quad      string `json:"quad"`
	Count     int    `json:"count"`
}

// OfficeQuery asks for persons, offices or actors.
type OfficeQuery struct {
	Name, Actor string // one must be given; USA means USA.GOV and all its other sectors too
	Limit       int    // 0 for 50
}

// Office is what a person was called from when to when, with a record that shows it first and one that shows it last.
type Office struct {
	Name        string `json:"name"`
	Role        string `json:"role"`
	Actor       string `json:"actor"`
	First       string `json:"first,omitempty"`
	Last        string `json:"last,omitempty"` // days of publication
	Count       int    `json:"count"`          // stories
	FirstRecord string `json:"first_record"`
	LastRecord  string `json:"last_record"`
}

// Witness is a document of a story.
type Witness struct {
	Head
	Agency string `json:"agency,omitempty"` // whose text it is; "with AFP" where it is the outlet's own with material of AFP, "" where it is its own as far as it says
	Added  string `json:"added"`
}

// Count is how much a ledger holds.
type Count struct {
	Documents int `json:"documents"` // of all versions
	Addresses int `json:"addresses"`
	Stories   int `json:"stories"`
	Records   int `json:"records"` // of the newest versions
}

// Correction is what a person says about a record.
type Correction struct {
	Document string          `json:"document"`
	Kind     string          `json:"kind"`
	Record   string          `json:"record,omitempty"` // its id within the document when it was corrected
	Action   string          `json:"action"`           // wrong, mend, add
	Before   json.RawMessage `json:"before,omitempty"` // the record as the machine had it
	After    json.RawMessage `json:"after,omitempty"`  // the record as it should be, spans in code points
	By       string          `json:"by"`
	At       string          `json:"at"` // RFC 3339
	Why      string          `json:"why,omitempty"`
}
