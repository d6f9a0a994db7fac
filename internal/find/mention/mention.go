// Package mention finds who a text speaks of, and who is meant each time: names with their roles and states ("the Ruritanian
// foreign minister Ida Brun"), surnames, "the minister", "she".
//
// It is careful rather than clever: it does not try groups of people over several sentences, cataphora, or anyone who is only
// described.
package mention

import (
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds mentions. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	actors *know.Actors
	t      *lang.Text
	home   string // the state a report is filed from
	press  bool   // those who ask in a transcript are journalists for sure
	first  int    // token that the sentence begins with

	people    []int // entities that are named persons, in order of first mention
	pronounHe int   // entity that "he" or "she" stands for now, -1 for none
	pronounIt int   // likewise "it" and "they"
}

// New makes a Finder.
func New() *Finder { return &Finder{actors: know.LoadActors()} }

// Find fills the mentions and entities of t. It reads turns and dateline of d and adds nothing to it.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.home, f.people, f.pronounHe, f.pronounIt = t, "", f.people[:0], -1, -1
	if d.Dateline != nil {
		f.home = d.Dateline.Country
	}
	f.press = f.isPress(d)
	turn := 0
	if d.Dateline != nil && len(t.Sentences) > 0 {
		// No finder reads the dateline: its place and agency are nobody that the text speaks of.
		s := &t.Sentences[0]
		s.First = f.afterDateline(d.Dateline.Place, s.First, s.Last)
	}
	for si := range t.Sentences {
		s := t.Sentences[si]
		i := s.First
		for turn < len(d.Turns) && d.Turns[turn].Span.Start < s.Span.End {
			// The label of a turn stands for its speaker.
			if label := d.Turns[turn]; label.Span.Start >= s.Span.Start && label.Speaker != "" {
				last := t.TokenAt(label.Span.Start + len(label.Speaker) - 1)
				first := t.TokenAt(label.Span.Start)
				if last < s.Last {
					f.label(first, last+1, label)
					i = last + 1
				}
			}
			turn++
		}
		f.sentence(i, s.Last)
	}
}

// afterDateline is the token that the report begins with.
func (f *Finder) afterDateline(place string, first, last int) int {
	const far = 20 // tokens; no dateline is longer
	t := f.t
	if first >= last || !strings.HasPrefix(t.Raw[t.Tokens[first].Start:], place) {
		return first
	}
	for i := first; i < min(last, first+far); i++ {
		switch t.Tokens[i].Form {
		case ":", "-", "–", "—", "--", "|":
			return i + 1
		}
	}
	return first
}

// sentence scans the tokens [i, last) of one sentence from left to right.
func (f *Finder) sentence(i, last int) {
	start := i
	f.first = i
	subject := i < last && !answers(f.t.Tokens[i].Lower) // no mention yet that a later pronoun could stand for
	for i < last {
		n := f.scan(i, last, i == start || f.opens(i-1))
		if n.last == 0 {
			i++
			continue
		}
		m := f.resolve(&n)
		f.t.Mentions = append(f.t.Mentions, m)
		if m.Entity >= 0 && f.t.QuoteOf(n.first) < 0 { // "he said" means nobody that a quotation speaks of
			f.remember(m.Entity, subject)
			if n.first == start || !preposition(f.t.Tokens[n.first-1].Lower) { // "In Oslo, a minister said"
				subject = false
			}
		}
		i = n.last
	}
}

// isPress says whether the words of a transcript tell that journalists ask.
func (f *Finder) isPress(d *doc.Document) bool {
	if len(d.Turns) == 0 {
		return false
	}
	for _, s := range [...]string{d.Title, d.Deck, d.Text} {
		for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(c rune) bool { return c < 'a' || c > 'z' }) {
			if f.actors.Press(w) {
				return true
			}
		}
	}
	return false
}

// answers says whether a sentence's first word puts a question before the one who answers: who is named in it is not "she".
func answers(w string) bool {
	return w == "asked" || w == "responding" || w == "replying" || w == "answering"
}

// opens says whether token i begins something where a capital letter makes no name: a quotation or what follows a colon.
func (f *Finder) opens(i int) bool {
	k := f.t.Tokens[i]
	return k.Kind == lang.Open || k.Kind == lang.Stop || k.Form == ":" || k.Form == "‘"
}

// remember makes entity e the one that pronouns stand for. Persons that speak or act as subject count, later ones only where
// there was none.
func (f *Finder) remember(e int, subject bool) {
	switch f.t.Entities[e].Kind {
	case lang.Person, lang.Anonymous:
		if subject || f.pronounHe < 0 {
			f.pronounHe = e
		}
	case lang.State, lang.Organisation, lang.Office, lang.Group:
		if subject || f.pronounIt < 0 {
			f.pronounIt = e
		}
	}
}
