package event

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// placeLike says whether token i heads the name of a place.
func (f *Finder) placeLike(i int) bool { return f.countryAt(i) != "" }

// countryAt is the country in which the place at token i lies, "" where it is none.
func (f *Finder) countryAt(i int) string {
	t := f.t
	if m := f.at[i]; m >= 0 {
		x := &t.Mentions[m]
		if len(x.Code) == 3 && x.Entity >= 0 && t.Entities[x.Entity].Kind == lang.State {
			return x.Code
		}
		if x.Entity >= 0 && t.Entities[x.Entity].Kind == lang.Person && !f.prepositioned(i) {
			if p, ok := f.placeAt(i); ok && f.conquered(i, x, p.Country) {
				return p.Country
			}
			return "" // people are called like places
		}
	}
	if p, ok := f.placeAt(i); ok {
		return p.Country
	}
	if f.in(f.is.settlement, i) {
		for c := range t.Children(i) {
			if m := f.at[c]; c < i && m >= 0 && t.Mentions[m].Adjective && f.state(t.Mentions[m].Code) {
				return t.Mentions[m].Code // "the Kenyan town of Garissa"
			}
		}
	}
	return ""
}

// conquered says whether the name at token i, of a place in that country, is what forces take and not somebody: nobody is shelled or
// retaken, and who is captured bears no town's name in a text about its country.
func (f *Finder) conquered(i int, x *lang.Mention, country string) bool {
	e := &f.t.Entities[x.Entity]
	h := int(f.t.Tokens[i].Head)
	if h < 0 || x.Last-x.First != 1 || e.Role != "" || e.Gender != 0 || !f.t.Is(i, "obj") && !f.t.Is(i, "nsubj:pass") {
		return false
	}
	return f.in(f.is.conquer, h) || f.in(f.is.capture, h) && f.named[country] > 0
}

// prepositioned says whether token i hangs by a preposition: "from Oslo", and not "Oslo's".
func (f *Finder) prepositioned(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "case") && c < i {
			return true
		}
	}
	return false
}

// placeAt looks the name that token i heads up in the gazetteer.
func (f *Finder) placeAt(i int) (know.Place, bool) {
	t := f.t
	if !t.Tokens[i].Capital() || t.Tokens[i].UPOS != "PROPN" || f.timeWord(i).told {
		return know.Place{}, false
	}
	first, last := f.nameOf(i)
	if f.names.Hidden(t.Raw[t.Tokens[first].Start:]) > 0 {
		return know.Place{}, false // "the Paris Agreement"
	}
	if w := t.Tokens[first].Form; last == first+1 && len(w) == 2 && strings.ToUpper(w) != w {
		return know.Place{}, false // "Ri" is no Rhode Island
	}
	if first > f.s.First && t.Tokens[first-1].Capital() && t.Tokens[first-1].UPOS != "ADP" && t.Tokens[first-1].UPOS != "DET" {
		if p, ok := f.places.Find(t.Cut(first-1, last)); ok {
			return p, true // "New York", where the parser takes "New" for an adjective
		}
		if first > f.s.First+1 {
			return know.Place{}, false
		}
	}
	if last+1 < f.s.Last && t.Tokens[last].Form == "," && t.Tokens[last+1].Capital() {
		for end := min(last+4, f.s.Last); end > last+1; end-- {
			closed := end == f.s.Last || t.Tokens[end].Kind != lang.Word
			if p, ok := f.places.Within(t.Cut(first, last), t.Cut(last+1, end)); ok && (closed || p.Size > 0) {
				return p, true // "Alexandria, Virginia"
			}
		}
	}
	return f.places.Find(t.Cut(first, last))
}

// nameOf is the run of capitalised words of the name around token i; [first, last).
func (f *Finder) nameOf(i int) (first, last int) {
	t := f.t
	first, last = i, i+1
	for first > f.s.First && t.Tokens[first-1].Capital() && t.Tokens[first-1].UPOS == "PROPN" && t.Above(i, first-1) {
		first--
	}
	for last < f.s.Last && t.Above(i, last) && (t.Tokens[last].Capital() && t.Tokens[last].UPOS == "PROPN" || t.Tokens[last].Form == "-" && t.Joined(last) && last+1 < f.s.Last && t.Joined(last+1)) {
		last++
	}
	return first, last
}

// placeOf is the place that a phrase names as where its people are: "residents of Goma", "police in Nakuru"; -1 for none.
func (f *Finder) placeOf(i int) int {
	t := f.t
	if p := t.Child(i, "nmod:poss"); p >= 0 && t.Tokens[p].UPOS == "PRON" {
		return -1 // "a deal with its neighbours in Doha"
	}
	for c := range t.Children(i) {
		if t.Is(c, "compound") && t.Tokens[i].UPOS == "PROPN" && t.Tokens[c].UPOS == "PROPN" {
			continue // "the Kenya War"
		}
		if (t.Is(c, "nmod") || t.Is(c, "acl") || t.Is(c, "nmod:poss") || t.Is(c, "compound")) && f.placeLike(c) {
			if t.Is(c, "nmod") && !f.located(c) && !f.caseIs(c, "of") && !f.caseIs(c, "from") {
				continue
			}
			return c
		}
	}
	return -1
}

// where is the place at which an act happens, the token that heads its name; -1 where its clause tells none.
func (f *Finder) where(a *act) int {
	if p := f.locative(a.head, 0); p >= 0 {
		return p
	}
	if a.verb >= 0 && a.verb != a.head {
		return f.locative(a.verb, 0)
	}
	return -1
}

// whereabouts is where, or where a clause of time that belongs to it tells of a place: "killed two when they attacked in Oslo".
func (f *Finder) whereabouts(a *act) int {
	if p := f.where(a); p >= 0 || a.verb < 0 {
		return p
	}
	if h := int(f.t.Tokens[a.verb].Head); h >= 0 && !speech(a.kind.Type) && f.t.Is(a.verb, "advcl") && f.t.Tokens[a.verb].XPOS == "VBG" && verbal(&f.t.Tokens[h]) {
		if p := f.locative(h, 0); p >= 0 {
			return p // "carried out raids in Chad, killing nine"
		}
	}
	if h := int(f.t.Tokens[a.verb].Head); h >= 0 && f.t.Is(a.verb, "conj") && verbal(&f.t.Tokens[h]) {
		for c := range f.t.Children(h) {
			if c < h && f.t.Is(c, "obl") && f.located(c) && f.placeLike(c) {
				return c // "In Oslo the ministry accused Lima and threatened": the place of both
			}
		}
	}
	for c := range f.t.Children(a.verb) {
		if f.t.Is(c, "advcl") && (f.marked(c, "when") || f.marked(c, "as")) {
			if p := f.locative(c, 0); p >= 0 {
				return p
			}
		}
	}
	return -1
}

// locative is the nearest place below token i that hangs by a preposition of place.
func (f *Finder) locative(i, depth int) int {
	t := f.t
	for c := range t.Children(i) {
		if (t.Is(c, "obl") || t.Is(c, "nmod")) && f.located(c) && f.placeLike(c) && !(f.caseIs(c, "at") && f.isState(c)) {
			return c // "lashed out at Turkey" is no place
		}
	}
	if depth >= 3 {
		return -1
	}
	for c := range t.Children(i) {
		if t.Is(c, "obj") || t.Is(c, "obl") || t.Is(c, "nmod") || t.Is(c, "nsubj:pass") || t.Is(c, "xcomp") && depth == 0 {
			if p := f.locative(c, depth+1); p >= 0 {
				return p
			}
		}
	}
	return -1
}

// isState says whether token i heads the name of a state.
func (f *Finder) isState(i int) bool {
	m := f.at[i]
	return m >= 0 && f.t.Mentions[m].Name && f.t.Mentions[m].Entity >= 0 && f.t.Entities[f.t.Mentions[m].Entity].Kind == lang.State && f.t.Entities[f.t.Mentions[m].Entity].Name == f.names.Display(f.t.Mentions[m].Code)
}

// placeName is the name of the place at token i, as the text has it.
func (f *Finder) placeName(i int) string {
	if f.in(f.is.settlement, i) {
		for c := range f.t.Children(i) {
			if c > i && f.t.Tokens[c].Capital() && f.caseIs(c, "of") {
				i = c // "the Kenyan town of Garissa"
				break
			}
		}
	}
	first, last := f.nameOf(i)
	return f.t.Cut(first, last)
}

// home is the country that an act happens in, so far as its clause or the document's dateline tell.
func (f *Finder) home(a *act) string {
	if p := f.where(a); p >= 0 {
		return f.countryAt(p)
	}
	// "The road between Lyon and Geneva".
	for i := a.head + 1; i < f.s.Last && i < a.head+10; i++ {
		if p, ok := f.placeAt(i); ok && f.t.Above(a.frame.clause, i) && (f.t.Is(i, "obl") || f.t.Is(i, "nmod") || f.t.Is(i, "obj")) {
			return p.Country
		}
	}
	return ""
}
