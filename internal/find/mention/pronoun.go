package mention

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// about is what the finder keeps of an entity while it reads a text.
type about struct {
	weight int    // how much a pronoun is drawn to it: the later and the more central its last mention, the higher
	spoke  int    // how often it has been the subject of a verb of speech
	first  int    // the sentence that it came up in
	last   int    // the sentence of its last mention by name or description
	lone   bool   // it has been told of by a definite description alone: "the business secretary"
	title  string // the form of address it was given: "lord"
	body   string // the body it belongs to, in lower case: "coast guard"
	turn   bool   // it has turns of its own
	asks   bool   // it is a questioner whom nobody names
	led    bool   // it is the subject of the first sentence
	stood  bool   // it has taken a stand: "the council's head disputed the figure"
}

// enter adds an entity to the text's.
func (f *Finder) enter(e lang.Entity) int {
	i := len(f.t.Entities)
	if e.Kind == lang.Person && e.Gender == 0 {
		e.Gender = genderOfName(e.Name)
	}
	f.t.Entities = append(f.t.Entities, e)
	f.about = append(f.about, about{weight: -1, first: f.si})
	if e.Kind == lang.Person && e.Name != "" {
		f.people = append(f.people, i)
	}
	return i
}

// notice makes an entity the likelier for pronouns to come: the subject of a main clause, or whose name leads the sentence, more
// than what else it names.
func (f *Finder) notice(e, head int, leads bool) {
	w := 4 * f.si
	a := &f.about[e]
	if a.weight < 0 && f.placeLike(e, head) {
		return
	}
	if f.according(head) {
		w += 6
		a.spoke++
	}
	if f.subject(head) || leads {
		w += 6
		a.led = a.led || f.si == 0
		a.stood = a.stood || f.stands(int(f.t.Tokens[f.apposed(head)].Head))
	}
	a.weight = max(a.weight, w)
	if f.speaks(head) {
		a.spoke++
	}
}

// placeLike says whether an entity that nothing is known of but a name is likely a place: it comes up first behind "in" or "near".
func (f *Finder) placeLike(e, head int) bool {
	x := &f.t.Entities[e]
	if x.Kind != lang.Person || x.Role != "" || x.Code != "" || x.Sector != "" || x.Gender != 0 {
		return false
	}
	c := f.t.Child(head, "case")
	if c < 0 {
		return false
	}
	switch w := f.t.Tokens[c].Lower; w {
	case "into", "through", "via", "toward", "towards":
		return true
	default:
		return locative(w)
	}
}

// subject says whether token k is the subject of a main clause.
func (f *Finder) subject(k int) bool {
	t := f.t
	k = f.apposed(k)
	if !t.Is(k, "nsubj") {
		return false
	}
	const deep = 20 // clauses side by side
	for v, n := int(t.Tokens[k].Head), 0; v >= 0 && n < deep; v, n = int(t.Tokens[v].Head), n+1 {
		if v == t.Sentences[f.si].Root {
			return true
		}
		told := t.Is(v, "ccomp") && t.Child(int(t.Tokens[v].Head), "nsubj") > v // "Kenya would wait, its minister said"
		if !told && !t.Is(v, "parataxis") && !t.Is(v, "conj") {
			return false
		}
	}
	return false
}

// speaks says whether token k is the subject of a verb of speech.
func (f *Finder) speaks(k int) bool {
	k = f.apposed(k)
	if !f.t.Is(k, "nsubj") {
		return false
	}
	if f.t.Is(k, "nsubj:pass") {
		return false
	}
	v := int(f.t.Tokens[k].Head)
	if f.cue(v) {
		return true
	}
	for c := range f.t.Children(v) { // "declined to give her name and said"
		if f.t.Is(c, "conj") && f.t.Child(c, "nsubj") < 0 && f.cue(c) {
			return true
		}
	}
	return false
}

// according says whether token k is whom "according to" names.
func (f *Finder) according(k int) bool {
	for c := range f.t.Children(k) {
		if f.t.Tokens[c].Lower == "according" {
			return true
		}
	}
	return false
}

// cue says whether token v is a verb of speech.
func (f *Finder) cue(v int) bool {
	c, n := f.cues.At(f.t.From(v))
	return n > 0 && c.Uses&(know.Quotes|know.That) != 0
}

// apposed is the token that k stands beside as another word for the same: "deputy" in "the deputy, Ida Vik,".
func (f *Finder) apposed(k int) int {
	for range 4 {
		if !f.t.Is(k, "appos") {
			break
		}
		k = int(f.t.Tokens[k].Head)
	}
	return k
}

// head is the token of [first, last) that hangs on one outside, the first of them.
func (f *Finder) head(first, last int) int {
	for i := first; i < last; i++ {
		if h := int(f.t.Tokens[i].Head); (h < first || h >= last) && f.t.Tokens[i].UPOS != "PUNCT" && !f.t.Is(i, "case") {
			return i
		}
	}
	return first
}

// pronoun is the entity that a pronoun stands for, or -1.
func (f *Finder) pronoun(w string) int {
	switch w {
	case "he", "she":
		return f.salient(isPerson, genderOf(w))
	case "it":
		return f.salient(isBody, 0)
	case "they":
		if e := f.salient(isGroup, 0); e >= 0 {
			return e
		}
		if e := f.salient(isOrganisation, 0); e >= 0 && f.about[e].weight%4 == 2 {
			return e // it was the subject
		}
		return -1
	case "i":
		return f.speaker
	case "you":
		return f.answerer
	case "one":
		return f.oneOf()
	case "aged":
		return f.salient(isPerson, 0)
	}
	return -1
}

// within is the person named last before a clause of "in which" that a pronoun begins: "a statement by Ida Brun in which she said";
// -1 elsewhere.
func (f *Finder) within(n *phrase) int {
	g := genderOf(n.pronoun)
	if i := n.first - 1; g == 0 || i < f.first+2 || f.t.Tokens[i].Lower != "which" || !preposition(f.t.Tokens[i-1].Lower) {
		return -1
	}
	for k := len(f.t.Mentions) - 1; k >= 0 && f.t.Mentions[k].First >= f.first; k-- {
		if e := f.t.Mentions[k].Entity; e >= 0 && isPerson(&f.t.Entities[e]) && (f.t.Entities[e].Gender == 0 || f.t.Entities[e].Gender == g) {
			return e
		}
	}
	return -1
}

// oneOf is somebody of the group told of last, of whom nothing more is known.
func (f *Finder) oneOf() int {
	e := lang.Entity{Kind: lang.Anonymous}
	if g := f.salient(isGroup, 0); g >= 0 {
		x := &f.t.Entities[g]
		e.Code, e.Sector, e.Role = x.Code, x.Sector, strings.TrimSuffix(x.Role, "s")
	}
	return f.enter(e)
}

// memory is how many mentions, entities or persons back anyone is looked for, so that a text without end costs no more a word than
// a short one.
const memory = 400

// oldest is the first of a list that is still looked at.
func oldest[T any](list []T) int { return max(0, len(list)-memory) }

// salient is the entity of a sort that the text has told of last and most centrally, or -1. Persons far back come in only where
// none is near, bodies not at all.
func (f *Finder) salient(sort func(*lang.Entity) bool, gender byte) int {
	const far = 3 // sentences, for all but persons
	best := -1
	for k := len(f.t.Mentions) - 1; k >= max(0, len(f.t.Mentions)-memory); k-- {
		i := f.t.Mentions[k].Entity
		if i < 0 || i == best {
			continue
		}
		e, a := &f.t.Entities[i], &f.about[i]
		if a.weight < 0 || gender != 0 && (i == f.speaker || i == f.spokenTo || a.asks) || !sort(e) || gender != 0 && e.Gender != 0 && e.Gender != gender {
			continue
		}
		if gender == 0 && a.weight < 4*(f.si-far) {
			continue
		}
		if best < 0 || a.weight > f.about[best].weight || a.weight == f.about[best].weight && gender != 0 && e.Gender == gender && f.t.Entities[best].Gender == 0 {
			best = i
		}
	}
	return best
}

func isPerson(e *lang.Entity) bool { return e.Kind == lang.Person || e.Kind == lang.Anonymous }
func isGroup(e *lang.Entity) bool  { return e.Kind == lang.Group }
func isOrganisation(e *lang.Entity) bool {
	return e.Kind == lang.Organisation || e.Kind == lang.Office
}
func isBody(e *lang.Entity) bool {
	switch e.Kind {
	case lang.State, lang.Organisation, lang.Office, lang.Document:
		return true
	case lang.Group:
		return e.Role == "" // a force with a name of its own
	}
	return false
}
