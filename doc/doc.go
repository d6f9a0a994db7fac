// Package doc is the contract: what Readout finds in one document, as records whose spans quote the document's own words.
//
// In memory every Span counts bytes of UTF-8; [Encode] turns spans into Unicode code points and [Decode] turns them back,
// so that scripts in any language can cut the text. The package imports nothing of ours.
package doc

// Schema is the version of the JSON form, raised when its meaning changes.
const Schema = 1

// Span is the half-open range [Start, End) of a text: bytes in memory, Unicode code points in JSON.
type Span struct{ Start, End int }

// A Field names the part of a document that the spans of a record point into.
type Field string

// The fields that spans can point into; the empty one is the text.
const (
	InText  Field = ""
	InTitle Field = "title"
	InDeck  Field = "deck"
)

// Document is one read document and all records found in it.
type Document struct {
	Schema       int           `json:"schema"`
	Coder        string        `json:"coder"` // program, model and dictionaries that made the records
	ID           string        `json:"id"`
	URL          *string       `json:"url"`
	Kind         string        `json:"kind"` // article, transcript, release
	Title        string        `json:"title"`
	Deck         string        `json:"deck"`
	Byline       []string      `json:"byline"`
	Outlet       string        `json:"outlet"`
	Language     string        `json:"language"`  // ISO 639-1; "" where the text is too short to tell
	Published    *string       `json:"published"` // YYYY-MM-DD; null rather than a guess, never the day of saving
	Dateline     *Dateline     `json:"dateline"`
	Images       []Image       `json:"images"`
	Text         string        `json:"text"` // clean body, paragraphs parted by one blank line
	Sentences    []Span        `json:"sentences"`
	Turns        []Turn        `json:"turns,omitempty"` // transcripts only
	Attributions []Attribution `json:"attributions"`
	Events       []Event       `json:"events"`
	Positions    []Position    `json:"positions"`
	Engagements  []Engagement  `json:"engagements"`
	Warnings     []Warning     `json:"warnings"`

	// Heading is what stands between title and text and belongs to neither: who speaks, where and when. For the finders.
	Heading string `json:"-"`

	// Notices say what was left open and why (no date found, language not read). They are for stderr and logs.
	Notices []string `json:"-"`

	// Damage says what of the input could not be read, though the rest was, and how to mend it.
	Damage []string `json:"-"`
}

// Dateline is the place, and sometimes the day, from which a report is filed: "WASHINGTON, June 20 (Reuters) -".
type Dateline struct {
	Place   string  `json:"place"`            // as printed
	Country string  `json:"country"`          // ISO 3166-1 alpha-3, "" where it is not known
	Date    *string `json:"date"`             // YYYY-MM-DD
	Agency  string  `json:"agency,omitempty"` // as printed: "Reuters", "AP"
}

// Image is a picture of the page by its words; the same caption is given once.
type Image struct {
	Caption string `json:"caption"`
	Credit  string `json:"credit"`
}

// Turn is one speaker's stretch of a transcript, label included.
type Turn struct {
	Speaker string `json:"speaker"` // the label as printed, without its colon
	Role    string `json:"role"`    // question, answer, statement
	Span    Span   `json:"span"`
}

// Attribution ties a content to its source by a cue, after PARC3 (Pareti 2016) and PolNeAR (Newell et al. 2018).
type Attribution struct {
	ID         string  `json:"id"`
	Type       string  `json:"type"` // direct, indirect, mixed
	Field      Field   `json:"field,omitempty"`
	Source     *Source `json:"source"`
	Cue        Part    `json:"cue"`
	Content    Part    `json:"content"`
	ReplyTo    *string `json:"reply_to"` // id of the question's attribution
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"-"` // which entry or model made it, for readers of `readout explain`; not part of the contract
}

// Part is the words of one element of a record, possibly in several pieces.
type Part struct {
	Spans []Span `json:"spans"`
}

// Source is who an attribution's content comes from.
type Source struct {
	Spans []Span  `json:"spans"`
	Actor *string `json:"actor"` // actor code and sector, "USA.GOV"
	Name  *string `json:"name"`
	Role  *string `json:"role"`
	Kind  string  `json:"kind"` // person, office, state, organisation, document, group, anonymous
}

// Event is who did what to whom, in PLOVER 0.8 and CAMEO terms.
type Event struct {
	ID          string   `json:"id"`
	Type        string   `json:"type"` // PLOVER event type
	Mode        *string  `json:"mode"`
	Contexts    []string `json:"contexts"`
	CAMEO       string   `json:"cameo"`
	Quad        string   `json:"quad"`
	Actors      []Actor  `json:"actors"`
	Recipients  []Actor  `json:"recipients"`
	Status      string   `json:"status"` // actual, planned, hypothetical, negated
	Date        *string  `json:"date"`
	Place       *string  `json:"place"`
	Trigger     Span     `json:"trigger"`
	Field       Field    `json:"field,omitempty"`
	Sentence    int      `json:"sentence"` // index into Sentences, -1 outside the text
	Attribution *string  `json:"attribution"`
	Confidence  float64  `json:"confidence"`
	Rule        string   `json:"-"` // which entry or model made it, for readers of `readout explain`; not part of the contract
}

// Actor is one participant of an event.
type Actor struct {
	Code   string  `json:"code"`
	Sector *string `json:"sector"`
	Text   string  `json:"text"`
	Name   *string `json:"name"`
	Span   Span    `json:"span"`
}

// Position is where a holder stands on a subject.
type Position struct {
	ID          string   `json:"id"`
	Holder      string   `json:"holder"`
	Subject     string   `json:"subject"`
	Issue       string   `json:"issue"` // frame and participants: "talks:IND+PAK"
	Parties     []string `json:"parties"`
	Stance      string   `json:"stance"` // supports, opposes, declines, demands, offers, conditions
	Delta       *string  `json:"delta"`  // new, reiterated, shifted, qualified, withdrawn; from the document's own words
	Terms       []Term   `json:"terms"`
	Field       Field    `json:"field,omitempty"`
	Evidence    []Span   `json:"evidence"`
	Attribution *string  `json:"attribution"`
	Confidence  float64  `json:"confidence"`
	Rule        string   `json:"-"` // which entry or model made it, for readers of `readout explain`; not part of the contract
}

// Term says who decides one aspect of a position's subject, and who does not.
type Term struct {
	Aspect    string   `json:"aspect"`
	DecidedBy []string `json:"decided_by"`
	NotBy     []string `json:"not_by"`
}

// Engagement is a standing or planned channel between parties.
type Engagement struct {
	ID         string   `json:"id"`
	Kind       string   `json:"kind"` // dialogue, consultation, exercise, military-to-military, capacity-building, visit, summit, hotline, agreement
	Parties    []string `json:"parties"`
	Topic      string   `json:"topic"`
	Cadence    *string  `json:"cadence"`
	Level      *string  `json:"level"`
	Status     string   `json:"status"` // ongoing, planned, proposed, suspended, ended
	Field      Field    `json:"field,omitempty"`
	Evidence   []Span   `json:"evidence"`
	Confidence float64  `json:"confidence"`
	Rule       string   `json:"-"` // which entry or model made it, for readers of `readout explain`; not part of the contract
}

// Warning is a stated danger, with whom it threatens and until when.
type Warning struct {
	ID         string   `json:"id"`
	About      string   `json:"about"`
	Target     []string `json:"target"`
	Horizon    *string  `json:"horizon"` // as printed
	Until      *string  `json:"until"`   // YYYY-MM-DD
	Source     *string  `json:"source"`
	Field      Field    `json:"field,omitempty"`
	Evidence   []Span   `json:"evidence"`
	Confidence float64  `json:"confidence"`
	Rule       string   `json:"-"` // which entry or model made it, for readers of `readout explain`; not part of the contract
}
