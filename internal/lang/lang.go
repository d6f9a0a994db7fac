// Package lang turns text into sentences of tokens, and holds what is known of a text's language for the finders to read.
//
// All offsets are bytes of the text. Tokens are values in one slice, their strings are slices of the text, and a [Text] is
// reused from document to document: nothing of it may be kept when the next one is read.
package lang

import (
	"strings"

	"readout/doc"
)

// Kind is the sort of a token that can be told from its letters alone.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota
	Number      // begins with a digit
	Stop        // . ! ? and ellipses that are no part of a word
	Open        // opening quotation mark
	Close       // closing quotation mark
	Mark        // any other punctuation or symbol
)

// Token is one word or mark of a text, with its columns of Universal Dependencies: "don't" is two, "U.S." one.
type Token struct {
	Start, End int32
	Form       string // as in the text
	Lower      string // with its ASCII letters lowered
	Kind       Kind
	Inside     bool // it is written in one with the token before: "n't" of "don't"

	Lemma       string
	UPOS, XPOS  string
	Feats       string // Number=Sing|Person=3
	Deprel      string // with its subtype: nsubj:pass
	Head        int32  // the token it hangs on; -1 for the root of its sentence
	Left, Right int32  // what hangs on it, itself included, is Tokens[Left:Right]: trees have no crossing arcs
}

// Capital says whether the token is a word that begins with a capital letter.
func (t Token) Capital() bool {
	if t.Kind != Word {
		return false
	}
	c := t.Form[0]
	return 'A' <= c && c <= 'Z' || c >= 0x80 && capitalRune(t.Form)
}

// Sentence is a run of tokens.
type Sentence struct {
	Span        doc.Span
	First, Last int // its tokens are Tokens[First:Last] of the text, without a dateline or speaker's label
	Root        int // the token that hangs on none
	Paragraph   int
}

// Quote is a quotation by its marks. One that a new paragraph takes up again, as newspapers print long quotations, counts as
// one a paragraph; Continues says that it goes on in the next Quote.
type Quote struct {
	First, Last int // tokens, both marks included; [First, Last)
	Continues   bool
}

// Text is a text with everything language has found in it.
type Text struct {
	Raw       string
	Lower     string // Raw with its ASCII letters lowered, so that offsets stay
	Tokens    []Token
	Sentences []Sentence
	Quotes    []Quote

	Mentions []Mention // in order of the text; filled by mention.Find
	Entities []Entity  // what the mentions stand for

	namesMay    bool // whether somebody in it is called May
	sentenceOf  []int32
	inQuote     []int32 // index of the quotation a token stands in, or -1
	firstChild  []int32 // of each token the first that hangs on it, or -1
	nextSibling []int32 // of each token the next that hangs where it does, or -1
}

// An Annotator finds the tokens, sentences, quotations and trees of a text. A stronger and slower one can stand beside the fast.
type Annotator interface {
	// Annotate fills t with the analysis of raw, reusing t's memory.
	Annotate(raw string, t *Text)

	// Skip takes what stands before the given tokens, in order, out of their sentences: datelines and speakers' labels.
	Skip(t *Text, from []int)
}

// Mention is a stretch of text that stands for someone.
type Mention struct {
	First, Last int // tokens; [First, Last)
	Entity      int // index into Entities, -1 where nobody knows
	Pronoun     bool
	Name        bool // it holds a name, not only a role
	Code        string
	Code2       string // the second of "the two countries"
	Sector      string // of the words of this mention
	Open        bool   // an indefinite one: "a senior official", "officials"
	Adjective   bool   // a word of a people that describes or means one person: "Kenyan raids", "the Kenyan"
}

// The kinds of entities, as the contract names the kinds of a source.
const (
	Person       = "person"
	Office       = "office"
	State        = "state"
	Organisation = "organisation"
	Document     = "document"
	Group        = "group"
	Anonymous    = "anonymous"
)

// Entity is one person, office, state or body that a text speaks of.
type Entity struct {
	Name, Role   string
	Code, Sector string
	Kind         string
	Gender       byte // 'm', 'f' or 0
	Guessed      bool // no phrase tells its state: it is that of the text's home or the like
}

// Actor is the entity's code and sector as the contract joins them: "USA.GOV"; "" where it has none, as news media of no state.
func (e *Entity) Actor() string {
	if e.Code == e.Sector {
		return ""
	}
	return Join(e.Code, e.Sector)
}

// Span is the stretch of text from token first up to but not including token last.
func (t *Text) Span(first, last int) doc.Span {
	return doc.Span{Start: int(t.Tokens[first].Start), End: int(t.Tokens[last-1].End)}
}

// Cut is the text from token first up to but not including token last.
func (t *Text) Cut(first, last int) string {
	return t.Raw[t.Tokens[first].Start:t.Tokens[last-1].End]
}

// From is the lowered text from token i on, for looking phrases up.
func (t *Text) From(i int) string { return t.Lower[t.Tokens[i].Start:] }

// SentenceOf is the index of the sentence that holds token i.
func (t *Text) SentenceOf(i int) int { return int(t.sentenceOf[i]) }

// QuoteOf is the index of the quotation that holds token i, its marks included, or -1.
func (t *Text) QuoteOf(i int) int { return int(t.inQuote[i]) }

// Joined says whether token i follows the one before it without a space.
func (t *Text) Joined(i int) bool { return i > 0 && t.Tokens[i].Start == t.Tokens[i-1].End }

// TokenAt is the first token that ends behind byte offset b; len(Tokens) if none does.
func (t *Text) TokenAt(b int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(t.Tokens[mid].End) <= b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// reset makes t ready for raw.
func (t *Text) reset(raw string) {
	t.Raw, t.Lower = raw, lowerASCII(raw)
	t.Tokens, t.Sentences, t.Quotes = t.Tokens[:0], t.Sentences[:0], t.Quotes[:0]
	t.Mentions, t.Entities = t.Mentions[:0], t.Entities[:0]
}

// index fills the tables that lead from a token to its sentence, its quotation and what hangs on it.
func (t *Text) index() {
	t.sentenceOf, t.inQuote = t.sentenceOf[:0], t.inQuote[:0]
	for si, s := range t.Sentences {
		for range s.Last - s.First {
			t.sentenceOf = append(t.sentenceOf, int32(si))
			t.inQuote = append(t.inQuote, -1)
		}
	}
	for qi, q := range t.Quotes {
		for i := q.First; i < q.Last; i++ {
			t.inQuote[i] = int32(qi)
		}
	}
	t.indexTrees()
}

// lowerASCII lowers A to Z and nothing else, so that every offset stays what it was.
func lowerASCII(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}
