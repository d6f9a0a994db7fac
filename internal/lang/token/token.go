// Package token cuts English text into words and sentences by the conventions of Universal Dependencies: "don't" is one token
// of two words, "user-friendly" three tokens, "U.S." one.
//
// Rules say where a cut is possible, a linear model over hashed features says whether it is made, and a second one where
// sentences end. Both are learned by cmd/readout-train from treebanks. All offsets are bytes of the text.
package token

// Gap is what follows a word.
type Gap uint8

// The gaps, from the narrowest to the widest.
const (
	None      Gap = iota // nothing
	Space                // white space, or a line's end that only wraps the line
	Line                 // the end of a line that is a line of its own
	Paragraph            // a blank line, or the end of the text
)

// Word is one syntactic word. Its form is Raw[Start:End] of the text.
type Word struct {
	Start, End int32
	Gap        Gap  // what follows
	Inside     bool // it belongs to the token of the word before: "n't" of "don't"
}

// Sentence is the words from First up to but not including Last. A sentence always holds whole tokens.
type Sentence struct {
	First, Last int32
	Opens       bool // it opens a paragraph
}

// Text is a text cut up. Words and white space tile it. It is reused from text to text: nothing of it may be kept when the
// next one is cut.
type Text struct {
	Raw       string
	Words     []Word
	Sentences []Sentence
}

// Form is the word's characters.
func (t *Text) Form(w Word) string { return t.Raw[w.Start:w.End] }

// Cutter cuts texts. It keeps scratch memory, so each goroutine needs its own.
type Cutter struct {
	model   *Model
	words   *lexicon
	atoms   []atom
	cut     cutState
	end     endState
	teacher *teacher // answers the questions in the model's place
}

// New makes a cutter with the embedded model.
func New() *Cutter { return NewWith(embedded()) }

// NewWith makes a cutter with another model.
func NewWith(m *Model) *Cutter { return &Cutter{model: m, words: lexiconOnce()} }

// Model is what the cutter decides by.
func (c *Cutter) Model() *Model { return c.model }

// Cut fills t with the words and sentences of raw, which must be shorter than 2 GB.
func (c *Cutter) Cut(raw string, t *Text) {
	t.Raw, t.Words, t.Sentences = raw, t.Words[:0], t.Sentences[:0]
	c.scan(raw)
	c.cutWords(t)
	c.endSentences(t)
}
