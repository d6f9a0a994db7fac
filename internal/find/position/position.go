// Package position finds where governments stand: holder, subject, stance, and who is to settle which part of it.
//
// It goes through the words of stance of each sentence, asks the tree who holds it and what it is about, and leaves out what is only
// supposed, asked, denied, or said of nobody who governs. What words say what stands in internal/know/stances.txt.
package position

import (
	"slices"
	"strconv"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
	"readout/internal/lang/clause"
)

// Finder finds positions. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	words  *know.Stances
	ways   *know.Channels
	cues   *know.Cues
	frames *know.Frames
	clause *clause.Reader
	t      *lang.Text
	d      *doc.Document

	taken    int // tokens before this one are what an earlier stance is about
	demanded int // head of what the last demand was for, -1 where there is none
	holders  []string
	codes    []string
	keep     []int // tokens of a subject in order
	issue    []know.Word
}

// New makes a Finder.
func New() *Finder {
	return &Finder{words: know.LoadStances(), ways: know.LoadChannels(), cues: know.LoadCues(), frames: know.LoadFrames(), clause: clause.New()}
}

// Find adds the positions of t to d. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
	f.clause.Reset(d, t)
	for si := range t.Sentences {
		s := t.Sentences[si]
		f.taken, f.demanded = s.First, -1
		for i := s.First; i < s.Last; i++ {
			if t.Tokens[i].Kind != lang.Word {
				continue
			}
			if st, ok := f.stand(i); ok && t.Asserted(d, i) {
				f.add(&st)
			} else if t.Tokens[i].Lower == "for" && t.Asserted(d, i) {
				f.leave(i)
			} else if settles(f.clause.Lemma(i)) && t.Asserted(d, i) {
				f.settle(i)
			}
		}
	}
}

// stand is a stance as the tree has it.
type stand struct {
	stance    string
	cue       int  // the word of stance
	predicate int  // whose subject holds it: the cue, or the verb that carries it
	topic     int  // head of what it is about
	from      int  // head of the noun phrase that led to the topic
	earlier   int  // head of the noun that the topic takes up: "those talks"
	addressee int  // of a demand, -1 where there is none
	own       bool // the topic is an act of the holder's own
	whole     bool // the topic is the predicate itself: "will not negotiate"
	judged    bool // whoever says so holds it, and not the predicate's subject
	act       bool // the word of stance is one of acting, not of saying
	gaveUp    bool // the holder ends something of its own
	refusal   bool // it is the holder's "will not"
	condition int  // predicate of what it depends on, -1 where it depends on nothing
	weak      bool // the word makes a stance only on a public matter
	rule      string
}

// stand reads the word at token i as one of stance.
func (f *Finder) stand(i int) (stand, bool) {
	if st, ok := f.modal(i); ok {
		return st, true
	}
	if st, ok := f.line(i); ok {
		return st, true
	}
	lemma := f.clause.Lemma(i)
	if w := f.t.Tokens[i].Lower; w != lemma { // "committed" is no form of "commit"
		for _, c := range f.words.At(w) {
			if st, ok := f.read(c, i); ok {
				return st, true
			}
		}
	}
	for _, c := range f.words.At(lemma) {
		if st, ok := f.read(c, i); ok {
			return st, true
		}
	}
	return stand{}, false
}

// add makes the record of a stance, if somebody holds it and it is about something.
func (f *Finder) add(st *stand) {
	f.holders = f.holding(st, f.holders[:0])
	if len(f.holders) == 0 || f.supposed(st) {
		return
	}
	f.condition(st)
	f.turn(st)
	if st.stance == "demands" && st.addressee >= 0 && f.clause.Private(st.addressee) {
		return
	}
	f.takeUp(st)
	sub := f.subject(st)
	last := f.told(st, &sub)
	if sub.text == "" {
		return
	}
	f.codes = f.parties(st, &sub)
	if last != nil {
		f.codes = f.toldOf(last, f.codes)
	}
	if st.stance == "supports" && f.kept(st, &sub) {
		return // keeping up a channel of its own is an engagement and no stand
	}
	if len(f.codes) == 0 {
		f.codes = f.asked(st)
	}
	if n := len(f.d.Positions); len(f.codes) == 0 && st.stance == "demands" && n > 0 {
		// "condemned the coup in Oman and urged the army to": the same as before in the sentence.
		if old := &f.d.Positions[n-1]; slices.Contains(f.holders, old.Holder) && old.Evidence[len(old.Evidence)-1].Start >= int(f.t.Tokens[f.t.Sentences[f.t.SentenceOf(st.cue)].First].Start) {
			f.codes = append(f.codes, old.Parties...)
		}
	}
	if len(f.codes) == 0 && (st.stance == "demands" || st.stance == "opposes" || st.stance == "conditions") {
		f.codes = f.nearby(st)
	}
	if len(f.codes) == 0 && st.stance != "supports" {
		if f.codes = f.clause.About(f.codes); len(f.codes) != 1 { // what a statement "on Oman" condemns is Oman's
			f.codes = f.codes[:0]
		}
	}
	issue, framed := f.key(st, &sub)
	delta := f.delta(st)
	if sub.words < 2 && len(f.codes) == 0 && !(framed && delta != nil) { // "reaffirmed its opposition to the blockade"
		return
	}
	if last != nil {
		issue, framed = last.Issue, true
	}
	if len(f.clause.Issuers) == 0 && !framed && last == nil && f.empty(st.topic, sub.words) {
		return
	}
	if st.weak && len(f.clause.Issuers) == 0 && !framed && !slices.ContainsFunc(f.codes, func(c string) bool { return !slices.Contains(f.holders, c) }) {
		return // "wants the car washed": nothing that others could take the other side of; what a government issues itself is public
	}
	if len(f.codes) == 0 && !framed && (len(f.clause.Issuers) == 0 && sub.words < 3 || st.addressee < 0 && sub.words < 3) {
		return
	}
	if issue == "" {
		issue = strings.ToLower(sub.text)
	}
	p := doc.Position{Subject: sub.text, Stance: st.stance, Issue: issue, Delta: delta, Rule: st.rule, Confidence: confidence}
	p.Evidence = []doc.Span{f.evidence(st, &sub)}
	f.terms(&p, st)
	if a := lang.Said(f.d, int(f.t.Tokens[st.cue].Start)); a >= 0 {
		id := f.d.Attributions[a].ID
		p.Attribution = &id
	}
	for _, h := range f.holders {
		q := p
		q.Holder = h
		q.Parties = slices.DeleteFunc(append([]string{}, f.codes...), func(c string) bool { return slices.Contains(f.holders, c) })
		q.Terms = append([]doc.Term{}, p.Terms...)
		q.Evidence = slices.Clone(p.Evidence)
		f.enter(q)
	}
	f.taken = max(f.taken, sub.last)
	if st.stance == "demands" {
		f.demanded = st.topic
	}
}

// confidence is the precision of positions on the dev documents; docs/positions.md has the figures.
const confidence = 0.8

// enter adds a position, or adds its evidence to the one of the same holder, stance and issue.
func (f *Finder) enter(p doc.Position) {
	for i := range f.d.Positions {
		old := &f.d.Positions[i]
		if old.Holder != p.Holder || old.Stance != p.Stance || old.Issue != p.Issue || !alike(old.Subject, p.Subject) {
			continue
		}
		if len(old.Evidence) < 3 {
			old.Evidence = doc.Join(append(old.Evidence, p.Evidence...)...)
		}
		if old.Delta == nil {
			old.Delta = p.Delta
		}
		for _, t := range p.Terms {
			if !slices.ContainsFunc(old.Terms, func(x doc.Term) bool { return x.Aspect == t.Aspect }) {
				old.Terms = append(old.Terms, t)
			}
		}
		return
	}
	p.ID = "p" + strconv.Itoa(len(f.d.Positions)+1)
	f.d.Positions = append(f.d.Positions, p)
}

// alike says whether two subjects share a good part of the words of the shorter.
func alike(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	n, all := 0, 0
	for _, w := range x {
		if len(w) < 3 || w == "the" || w == "and" || w == "for" || w == "with" || w == "between" {
			continue
		}
		all++
		for _, v := range y {
			if w == v || len(w) >= 3 && len(v) >= 3 && (strings.HasPrefix(v, w) || strings.HasPrefix(w, v) || strings.Contains(w, v) || strings.Contains(v, w)) {
				n++
				break
			}
		}
	}
	return 10*n >= 3*all
}
