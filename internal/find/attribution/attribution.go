// Package attribution finds who said what: source, cue and content, in quotations, in "X said that ...", in beliefs, plans and
// findings, and in the turns of a transcript.
//
// A linear model is asked one small question after another: is this word the head of a cue, who is its source, where do source,
// cue and content begin and end, and is all of it right? Where two answers are near each other, both are gone after. Small trees then
// weigh each relation as a whole. Turns and reported questions are found by rule.
package attribution

import (
	"cmp"
	"slices"
	"strconv"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
	"readout/internal/lang/model"
	"readout/internal/lang/model/lexicon"
)

// Finder finds attributions. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	model   *Model
	teacher Teacher
	words   *lexicon.Lexicon
	known   *know.Cues
	t       *lang.Text
	d       *doc.Document

	ask       asking
	instead   Question // to which the second answer is taken; Questions for none
	atoms     []atom
	overFine  uint64
	weighed   Numbers
	said      float32   // how much of the text is cues
	quoted    float32   // and how much stands in quotation marks
	saidBy    []float32 // how much each entity says
	passed    passed
	cues      []likely
	found     []Relation
	relations []Relation
	outdoing  []int         // candidates that are kept instead of another
	heads     []bool        // of each token whether it is the head of the cue of a relation that is kept
	voices    map[int32]int // of each doer of a cue the surest relation that is kept, where a model found it
	cover     []int32       // of each token the relation whose content holds it, -1 where there is none
	beginsAt  []int32       // the mention that begins at token i, or -1
}

// New makes a Finder with the model that is built in.
func New() *Finder {
	m, err := BuiltIn()
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return NewWith(m)
}

// NewWith makes a Finder with another model.
func NewWith(m *Model) *Finder {
	english, err := model.English()
	if err != nil {
		panic(err)
	}
	return &Finder{model: m, words: &english.Words, known: know.LoadCues(), voices: map[int32]int{}}
}

// Stretch is a run of tokens [First, Last); empty where both are the same.
type Stretch struct{ First, Last int }

// Empty says whether there are no tokens in s.
func (s Stretch) Empty() bool { return s.Last <= s.First }

func (s Stretch) holds(i int) bool { return s.First <= i && i < s.Last }

// likely is a token that may be the head of a cue.
type likely struct {
	token int
	p     float32
}

// Relation is an attribution in tokens. Stretches of source and content begin and end with a word.
type Relation struct {
	Head          int // of the cue
	Source        Stretch
	Cue           Stretch
	Before, After Stretch // content before cue and source, and behind them

	sourceHead                     int // None where there is no source
	mention                        int // of the source, -1 where there is none
	pCue, pSource, pBefore, pAfter float32
	pWords                         float32 // that all of it is right, by its words
	p                              float32 // that it is, all in all
	entity                         int     // that the source is, -1 where nobody knows
	twin                           twin
	doubted                        Question // the question whose second answer was the likeliest
	pDoubted                       float32  // how likely that was
	otherLast                      int      // where content behind the cue would end by the second answer
	pOtherLast                     float32
	confidence                     float64
	asks                           bool    // it is a question
	replies                        Stretch // the content of the question that this one answers
	rule                           rule
}

// rule is the way in which a relation was found.
type rule uint8

const (
	byModel     rule = iota
	byTurn           // a transcript's turn
	byQuestion       // "asked whether ..., she said"
	byLabel          // "BRUN: ..."
	bySignature      // "..." — Ida Brun
	byRelease        // "The following is attributable to Ida Brun:"
	byThat           // "a report that warns that ...", where the model is not sure
)

// ruleNames stand in the records for readers of explanations.
var ruleNames = [...]string{byModel: "attribution model", byTurn: "turn of a transcript", byQuestion: "reported question", byLabel: "speaker before a colon", bySignature: "speaker behind a dash", byRelease: "line that says whose words a release is", byThat: "verb that takes that"}

// Confidence of what is found by rule: the precision on the dev documents of the speakers.
const (
	turnConfidence     = 0.95
	questionConfidence = 0.9

	labelConfidence     = 0.9
	signatureConfidence = 0.9
)

// Least probabilities: of a token to be looked at as a cue, and of a relation to be given. The second is best for F1.
const (
	leastCue   = 0.1
	leastRight = 0.34
)

// leastGlance is the score of a short look below which a token is no further looked at: more than half are left out, and with them
// 8 in 1,000 of those that are heads of cues.
const leastGlance = -5.4

// never is the score of a token that cannot be the head of a cue at all.
const never = -100

// Find adds the attributions of t to d, in order of the text. The mentions of t must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d, f.relations = t, d, f.relations[:0]
	f.indexMentions()
	f.turns()
	f.released()
	f.reportedQuestions()
	f.candidates()
	f.labelled()
	f.signed()
	f.judge()
	f.pick()
	slices.SortStableFunc(f.relations, func(a, b Relation) int {
		return cmp.Or(cmp.Compare(a.start(), b.start()), cmp.Compare(a.Head, b.Head)) // two may share their source
	})
	f.emit()
}

// Teach asks all questions about t of the teacher, but whether relations are right.
func (f *Finder) Teach(t *lang.Text, teacher Teacher) {
	f.t, f.d, f.teacher = t, &doc.Document{}, teacher
	f.indexMentions()
	f.candidates()
	f.teacher = nil
}

// Examine finds the relations of t, without choosing among them, and gives each with what it would be chosen by: the features
// of the last question, and numbers that count on its answers. Neither may be kept.
func (f *Finder) Examine(t *lang.Text, yield func(r *Relation, features []uint64, numbers *Numbers)) {
	f.t, f.d = t, &doc.Document{}
	f.indexMentions()
	f.candidates()
	f.judgeWords()
	for k := range f.found {
		f.rightFeatures(k)
		f.numbers(k)
		yield(&f.found[k], f.ask.features, &f.weighed)
	}
}

// candidates finds what may be a relation, for each likely cue.
func (f *Finder) candidates() {
	f.lookAtTokens()
	f.glances()
	f.cues, f.found = f.cues[:0], f.found[:0]
	for si := range f.t.Sentences {
		s := &f.t.Sentences[si]
		for i := s.First; i < s.Last; i++ {
			a, q := &f.atoms[i], &f.ask
			if a.glance < leastGlance {
				continue
			}
			q.begin(IsCue)
			q.option(i)
			f.cueFeatures(i, s)
			a.cue = logistic(f.model.Score(q.features))
			if f.teacher != nil && f.taught(i) || f.teacher == nil && a.cue >= leastCue {
				f.cues = append(f.cues, likely{i, a.cue})
			}
		}
	}
	for _, c := range f.cues {
		f.instead = Questions
		r := f.relation(c)
		f.propose(&r)
		if f.teacher == nil && c.p >= leastTwinCue {
			f.twins(c, &r)
		}
	}
}

// glances scores each token by a short look.
func (f *Finder) glances() {
	q := &f.ask
	for si := range f.t.Sentences {
		s := &f.t.Sentences[si]
		for i := s.First; i < s.Last; i++ {
			if !f.mayCue(i) {
				continue
			}
			q.begin(MayBeCue)
			q.option(i)
			f.glanceFeatures(i)
			f.atoms[i].glance = f.model.Score(q.features)
			if f.teacher != nil && f.atoms[i].glance >= leastGlance {
				f.taught(i)
			}
		}
	}
}

// relation asks all that makes a relation of a likely cue.
func (f *Finder) relation(c likely) Relation {
	s := &f.t.Sentences[f.t.SentenceOf(c.token)]
	r := Relation{Head: c.token, pCue: c.p, mention: -1, sourceHead: None, entity: -1}
	f.findSource(&r, c.token, s)
	f.cueEdges(&r, c.token, s)
	f.findContent(&r, c.token, s)
	return r
}

// propose makes r a candidate if it has content.
func (f *Finder) propose(r *Relation) {
	if !r.Before.Empty() || !r.After.Empty() {
		f.found = append(f.found, *r)
	}
}

// start is where a relation begins in the text.
func (r *Relation) start() int {
	s := r.After.First
	if !r.Before.Empty() {
		s = r.Before.First
	}
	if !r.Cue.Empty() {
		s = min(s, r.Cue.First)
	}
	if !r.Source.Empty() {
		s = min(s, r.Source.First)
	}
	return s
}

// emit writes the relations to the document.
func (f *Finder) emit() {
	ids := map[Stretch]string{} // of questions, by their content
	for i := range f.relations {
		r := &f.relations[i]
		if r.asks {
			ids[r.After] = "a" + strconv.Itoa(i+1)
		}
	}
	for i := range f.relations {
		r := &f.relations[i]
		a := doc.Attribution{ID: "a" + strconv.Itoa(i+1), Confidence: r.confidence, Rule: ruleNames[r.rule]}
		a.Cue.Spans = []doc.Span{}
		if !r.Cue.Empty() {
			a.Cue.Spans = append(a.Cue.Spans, f.t.Span(r.Cue.First, r.Cue.Last))
		}
		for _, c := range [...]Stretch{r.Before, r.After} {
			if c.Empty() {
				continue
			}
			if r.rule == byModel || r.rule == byThat {
				c = f.withMarks(c)
			}
			a.Content.Spans = append(a.Content.Spans, f.t.Span(c.First, c.Last))
		}
		a.Type = f.kind(r)
		a.Source = source(f.t, r.Source, r.mention)
		if !r.replies.Empty() {
			if id := ids[r.replies]; id != "" {
				a.ReplyTo = &id
			}
		}
		f.d.Attributions = append(f.d.Attributions, a)
	}
}

// withMarks widens a stretch of content to the marks that belong to it: those of quotations that it holds whole. Where all of
// it is one quotation, what stands inside its marks is the content.
func (f *Finder) withMarks(c Stretch) Stretch {
	t := f.t
	first, last := t.QuoteOf(c.First), t.QuoteOf(c.Last-1)
	if last >= 0 {
		end := t.Quotes[last].Last
		for c.Last < end && t.Tokens[c.Last].Kind != lang.Close && !f.word(c.Last) {
			c.Last++
		}
		if first != last && t.Quotes[last].First >= c.First && c.Last == end-1 {
			c.Last++
		}
	}
	if first >= 0 && first != last && c.First == t.Quotes[first].First+1 && c.Last >= t.Quotes[first].Last {
		c.First--
	}
	return c
}

// kind tells direct from indirect and mixed by how much of the content stands in quotation marks.
func (f *Finder) kind(r *Relation) string {
	if r.rule == byTurn {
		return "direct"
	}
	in, all := 0, 0
	for _, c := range [...]Stretch{r.Before, r.After} {
		for i := c.First; i < c.Last; i++ {
			if f.word(i) {
				all += len(f.t.Tokens[i].Form)
				if f.t.QuoteOf(i) >= 0 {
					in += len(f.t.Tokens[i].Form)
				}
			}
		}
	}
	switch {
	case in*10 >= all*9:
		return "direct"
	case in > 0:
		return "mixed"
	}
	return "indirect"
}
