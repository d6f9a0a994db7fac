package mention

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// topic is the actor whose acts or words the text has told last: the subject of a main clause.
type topic struct {
	entity int    // whom the clause is about
	code   string // "" for a body of no state, and for several states
	joint  bool   // it is several, none of them the home
	si     int    // the sentence
	speaks bool   // it said something there, or took a stand, and did no more
}

// turnTo notes that a main clause, with its subject in mention m with head h, is about somebody.
func (f *Finder) turnTo(m *lang.Mention, h int) {
	if !f.subject(h) {
		return
	}
	if m.Pronoun {
		if f.topic.si == f.si-1 && m.Entity == f.topic.entity {
			f.topic.si = f.si // the text goes on with the same
		}
		return
	}
	e := &f.t.Entities[m.Entity]
	switch e.Kind {
	case lang.State, lang.Office:
	case lang.Organisation:
		if e.Sector == "JRN" { // a paper tells of others
			return
		}
	case lang.Person, lang.Anonymous, lang.Group:
		if posts(e.Role) {
			return
		}
	default:
		return
	}
	code := or(m.Code, e.Code)
	if code == "" && e.Kind != lang.Organisation {
		return
	}
	joint := false
	if other := f.besides(h); other != "" && other != code && code != f.home { // "Greece and Turkey have agreed"
		if code, joint = other, other != f.home; joint {
			code = ""
		}
	}
	f.heard[code]++
	f.topic = topic{m.Entity, code, joint, f.si, f.speaks(h) || f.stands(int(f.t.Tokens[f.apposed(h)].Head))}
}

// besides is the state or body that is joined to the one with head h by "and"; "" where none is.
func (f *Finder) besides(h int) string {
	for c := range f.t.Children(h) {
		if f.t.Is(c, "conj") && f.t.Tokens[c].Capital() {
			name, _ := f.actors.At(f.t.Raw[f.t.Tokens[c].Start:])
			return name.Code
		}
	}
	return ""
}

// stands says whether the verb v takes a stand or answers: "Morocco rejected the charge". Those who do are heard again soon.
func (f *Finder) stands(v int) bool {
	if v < 0 {
		return false
	}
	if _, n := f.cues.At(f.t.From(v)); n > 0 {
		return true
	}
	switch f.t.Tokens[v].Lemma {
	case "reject", "dismiss", "dispute", "contest", "challenge", "contradict", "refute", "rebut", "hail", "applaud", "condemn", "welcome", "back", "support", "oppose", "criticise", "criticize", "denounce", "thank", "praise", "accept",
		"accuse", "blame", "deplore", "regret", "condole", "summon", "express", "voice", "react", "offer", "call", "describe", "term", "label", "brand", "demand", "defend", "decry", "protest", "object", "counter", "hit", "decline", "apologise", "apologize":
		return true
	}
	return false
}

// topicSide is the side of somebody whom nothing places but what the text has just told of: the state or body whose words came before,
// in the same paragraph or right before it. known is false where the text's home may stand.
func (f *Finder) topicSide(n *phrase, e *lang.Entity) (code, sector string, known bool) {
	t := &f.topic
	if h := f.head(n.first, n.last); e.Name == "" && !f.t.Is(f.apposed(h), "nsubj") && !f.according(h) {
		return "", "", false // "a military hotline", "a vote on a head of state": nobody who speaks or acts there
	}
	group := e.Kind == lang.Group && e.Sector != "GOV" && e.Sector != "COP" // "two soldiers": whose, only who tells of them may say
	if f.official || len(f.d.Turns) > 0 || group && (t.si != f.si || t.code == "") {
		return "", "", false
	}
	if t.si == 0 && t.code == "" && t.entity == 0 && !t.joint || t.code == f.home && t.code != "" || f.si-t.si > 1 {
		return "", "", false
	}
	x := &f.t.Entities[t.entity]
	same := f.t.Sentences[t.si].Paragraph == f.t.Sentences[f.si].Paragraph
	switch {
	case t.joint:
		return "", "", same
	case x.Kind == lang.Organisation:
		if !delegate(e.Role) && !bodyRole(e.Role) || ofBody(e.Role) {
			return "", "", false
		}
		return t.code, x.Sector, true
	case e.Sector != "GOV" && e.Sector != "MIL":
		return "", "", f.heard[f.home] == 0
	case same && x.Kind == lang.Office && t.si+1 == f.si && delegate(e.Role) && !ofBody(e.Role):
		return t.code, "", true // "The Kremlin was cooler. A spokesman said"
	case !t.speaks:
		return "", "", false
	case know.Body(t.code):
		if ofStates(e.Role) || ofBody(e.Role) {
			return "", "", false
		}
		return t.code, "", same
	case same && !(e.Name == "" && (f.namesAhead(n.last, t.code) || f.heard[f.home] > f.heard[t.code]+1)):
		return t.code, "", true
	case same || f.heard[f.home] == 0:
		return "", "", true // whose it is, nobody can tell
	}
	return "", "", false
}

// namesAhead says whether the sentence names a state behind token i, so that who speaks there may not be its own: "The minister said
// the ship would go back to Togo".
func (f *Finder) namesAhead(i int, code string) bool {
	for last := f.t.Sentences[f.si].Last; i < last; i++ {
		if name, size := f.actors.At(f.t.Raw[f.t.Tokens[i].Start:]); size > 0 && name.Code == code && name.Sort == know.StateName {
			return true
		}
	}
	return false
}

// spokeIn is the state of somebody who speaks in its capital: the home, what the text tells of, or for who does not travel any state
// it has named; "" where the place tells nothing.
func (f *Finder) spokeIn(n *phrase, e *lang.Entity) string {
	at := f.speaksIn(n)
	if at != "" && (at == f.home || at == f.topic.code || !travels(e.Role) && f.named(at)) {
		return at
	}
	return ""
}

// speaksIn is the state of the seat of government where somebody says something: "told reporters in Rabat"; "" where none is named.
func (f *Finder) speaksIn(n *phrase) string {
	h := f.apposed(f.head(n.first, n.last))
	if !f.speaks(h) {
		return ""
	}
	v := int(f.t.Tokens[h].Head)
	for c := range f.t.Children(v) {
		if f.t.Is(c, "obl") {
			if code := f.seatIn(c); code != "" {
				return code
			}
		}
		if f.t.Is(c, "obj") || f.t.Is(c, "iobj") || f.t.Is(c, "obl") { // "reporters in Rabat", "at a briefing in Rabat"
			for g := range f.t.Children(c) {
				if code := f.seatIn(g); code != "" {
					return code
				}
			}
		}
	}
	return ""
}

// seatIn is the state of the seat of government that token k names behind "in"; "" for any other.
func (f *Finder) seatIn(k int) string {
	if c := f.t.Child(k, "case"); c < 0 || f.t.Tokens[c].Lower != "in" {
		return ""
	}
	if name, size := f.actors.At(f.t.Raw[f.t.Tokens[k].Start:]); size > 0 && name.Sort == know.Seat {
		return name.Code
	}
	return ""
}

// named says whether the text has named a state before, or its people.
func (f *Finder) named(code string) bool {
	for k := len(f.t.Mentions) - 1; k >= max(0, len(f.t.Mentions)-memory); k-- {
		if f.t.Mentions[k].Code == code {
			return true
		}
	}
	return false
}

// travels says whether who bears a role speaks in many capitals.
func travels(role string) bool {
	switch roleHead(role) {
	case "minister", "president", "secretary", "chancellor", "king", "queen", "envoy", "adviser", "advisor", "leader", "commissioner", "chief", "diplomat", "general":
		return true
	}
	return false
}

// bodyRole says whether a role is one that organisations have as states do: "chairman".
func bodyRole(role string) bool {
	switch roleHead(role) {
	case "chairman", "chairwoman", "chair", "director", "chief", "head", "secretary-general", "representative", "commissioner":
		return true
	}
	return false
}
