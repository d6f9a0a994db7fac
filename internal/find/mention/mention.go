// Package mention finds who a text speaks of, and who is meant each time: names with their roles and states ("the Ruritanian
// foreign minister Ida Brun"), surnames, "the minister", "she".
//
// It reads a text once, from left to right, and knows at each mention only what came before, with two exceptions: what heading and
// dateline tell of the whole, and the name that a description gets later ("the minister said ... Ida Brun added").
// docs/mentions.md has its figures and what it does not try.
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
	cues   *know.Cues
	places *know.Places
	t      *lang.Text
	d      *doc.Document

	home      string    // the state a report is filed from, or whose text it is
	alone     bool      // the home is no more than the only state that the text names
	here      string    // the state that a paragraph has moved to
	hereAt    int       // the sentence it did in
	issuers   [2]string // the two states of a joint statement, "" for any other text
	official  bool      // it is a text of a government or body itself
	moderated bool      // it was a moderator
	day       know.Day  // of the text, 0 where it is not known
	press     bool      // those who ask in a transcript are journalists for sure

	si       int            // the sentence that is read
	first    int            // the token that it begins with
	about    []about        // of each entity
	people   []int          // entities that are named persons, in order of first mention
	speaker  int            // of the turn that is read, -1 outside turns
	answerer int            // who has answered last, or is interviewed; -1 where nobody is known
	asking   bool           // the turn that is read is a question
	spokenTo int            // whom the turn that is read speaks to, -1 where nobody is known: "you", never "she"
	called   string         // who was given the word last, by name
	caller   string         // the label of who gave it
	labels   map[string]int // of turns: whose they are
	body     int            // the state or body that has spoken last, -1 where none has
	bodyAt   int            // the sentence it did in
	topic    topic          // whose side the text tells of
	heard    map[string]int // how often it was each

	capitals   bool            // the sentence is written in capitals
	meansOther map[string]bool // of names with namesakes, whether the text means those; nil before it was asked
}

// New makes a Finder.
func New() *Finder {
	return &Finder{actors: know.LoadActors(), cues: know.LoadCues(), places: know.LoadPlaces(), labels: map[string]int{}, heard: map[string]int{}}
}

// Find fills the mentions and entities of t. It reads heading, turns and dateline of d and adds nothing to it.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
	clear(f.labels)
	f.about, f.people, f.speaker, f.body, f.called, f.caller, f.moderated, f.here = f.about[:0], f.people[:0], -1, -1, "", "", false, ""
	f.answerer, f.asking, f.spokenTo, f.meansOther, f.topic = -1, false, -1, nil, topic{}
	clear(f.heard)
	f.issuers[0], f.issuers[1] = f.actors.Jointly(d.Title)
	f.alone = false
	if f.day = 0; d.Published != nil {
		f.day = know.ParseDay(*d.Published)
	}
	f.home, f.official, f.press = f.homeOf(d), official(d), f.isPress(d)
	turn := 0
	if d.Dateline != nil && len(t.Sentences) > 0 {
		// No finder reads the dateline: its place and agency are nobody that the text speaks of.
		t.Sentences[0].First = t.BehindDateline(d.Dateline.Place)
	}
	for si := range t.Sentences {
		s := t.Sentences[si]
		f.si = si
		f.move(si)
		i := s.First
		for turn < len(d.Turns) && d.Turns[turn].Span.Start < s.Span.End {
			// The label of a turn stands for its speaker.
			if label := d.Turns[turn]; label.Span.Start >= s.Span.Start && label.Speaker != "" {
				last := t.TokenAt(label.Span.Start + len(label.Speaker) - 1)
				first := t.TokenAt(label.Span.Start)
				if last < s.Last {
					f.label(first, last+1, turn)
					i = last + 1
				}
			}
			turn++
		}
		f.sentence(i, s.Last)
	}
	f.settle()
}

// sentence scans the tokens [i, last) of one sentence from left to right.
func (f *Finder) sentence(i, last int) {
	start := i
	f.first, f.capitals = i, f.inCapitals(i, last)
	for i < last {
		n := f.scan(i, last, i == start || f.opens(i-1))
		if n.last == 0 {
			i = f.pastName(i, last)
			continue
		}
		m := f.resolve(&n)
		f.abbreviated(&m, last)
		f.t.Mentions = append(f.t.Mentions, m)
		if m.Entity >= 0 && f.t.QuoteOf(n.first) < 0 { // "he said" means nobody that a quotation speaks of
			head := f.head(n.first, n.last)
			f.notice(m.Entity, head, n.first == start && m.Name)
			if e := &f.t.Entities[m.Entity]; f.speaks(head) && (e.Kind == lang.State || e.Kind == lang.Office) && f.besides(head) == "" {
				f.body, f.bodyAt = m.Entity, f.si
			}
			f.turnTo(&m, head)
		}
		i = n.last
	}
	f.reflexive(start, last)
}

// abbreviated gives a body of whom nothing is known what is known of the letters in brackets behind its name: "the Harbour Workers' Union
// (HWU)".
func (f *Finder) abbreviated(m *lang.Mention, last int) {
	i := m.Last
	if !m.Name || m.Code != "" || m.Entity < 0 || i+2 >= last || f.t.Tokens[i].Form != "(" || f.t.Tokens[i+2].Form != ")" || !acronym(f.t.Tokens[i+1].Form) {
		return
	}
	e := &f.t.Entities[m.Entity]
	name, size := f.actors.At(f.t.Raw[f.t.Tokens[i+1].Start:])
	if size != len(f.t.Tokens[i+1].Form) || name.Code == "" || e.Kind != lang.Organisation && e.Kind != lang.Office || name.Sort == know.StateName {
		return
	}
	for k := m.First; k < m.Last; k++ {
		if of, size := f.actors.At(f.t.Raw[f.t.Tokens[k].Start:]); size > 0 && of.Code != name.Code {
			return // "the Kenyan Bottling Company (NBC)" is another
		}
	}
	m.Code, m.Sector = name.Code, name.Sector
	fill := func(s *string, with string) {
		if *s == "" {
			*s = with
		}
	}
	fill(&e.Code, name.Code)
	fill(&e.Sector, name.Sector)
}

// pastName is the token behind token i, or behind the name that begins there and only looks like an actor's: there is no Wales in "New
// South Wales".
func (f *Finder) pastName(i, last int) int {
	end := int(f.t.Tokens[i].Start) + f.actors.Hidden(f.t.Raw[f.t.Tokens[i].Start:])
	for i++; i < last && int(f.t.Tokens[i].Start) < end; {
		i++
	}
	return i
}

// reflexive learns from "his" and "herself" in a sentence with one person what they are.
func (f *Finder) reflexive(first, last int) {
	one := -1
	for k := len(f.t.Mentions) - 1; k >= 0 && f.t.Mentions[k].First >= first; k-- {
		e := f.t.Mentions[k].Entity
		if e < 0 || !isPerson(&f.t.Entities[e]) || e == one {
			continue
		}
		if one >= 0 {
			return
		}
		one = e
	}
	if one < 0 || f.t.Entities[one].Gender != 0 {
		return
	}
	for i := first; i < last; i++ {
		switch w := f.t.Tokens[i].Lower; w {
		case "his", "her", "himself", "herself":
			if f.t.QuoteOf(i) < 0 && !f.owns(i, one) {
				f.t.Entities[one].Gender = genderOf(w)
				return
			}
		}
	}
}

// owns says whether the pronoun i is somebody else's whom the phrase of entity e belongs to: "his deputy, Ida Brun".
func (f *Finder) owns(i, e int) bool {
	h := int(f.t.Tokens[i].Head)
	for k := len(f.t.Mentions) - 1; k >= 0 && f.t.Mentions[k].First >= f.first; k-- {
		m := &f.t.Mentions[k]
		if m.Entity == e && (m.First <= h && h < m.Last || f.apposed(f.head(m.First, m.Last)) == h) {
			return true
		}
	}
	return false
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
	// Where a government answers, those without a name who ask are the press.
	for i := range d.Turns {
		if len(f.home) == 3 && nobody(d.Turns[i].Speaker) {
			return true
		}
	}
	return false
}

// opens says whether token i begins something where a capital letter makes no name: a quotation or what follows a colon.
func (f *Finder) opens(i int) bool {
	k := f.t.Tokens[i]
	return k.Kind == lang.Open || k.Kind == lang.Stop || k.Form == ":" || k.Form == "‘"
}
