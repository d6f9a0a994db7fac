package event

import (
	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// side is one who takes part in an event.
type side struct {
	code, sector string
	mention      int32 // -1 for a word that is no mention: "helicopters"
	first, last  int   // tokens; [first, last)
	open         bool  // it has no state yet, but one may be known from what stands around it: "police", "demonstrators"
	domestic     bool  // people of the country in which it happens
}

// locate says whether token i hangs by a preposition of place.
func (f *Finder) located(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "case") && f.in(f.is.locative, c) {
			return true
		}
	}
	return false
}

// several says whether a noun phrase names more than one side: "Norway and Kenya", "the two countries", "US-Pakistan".
func (f *Finder) several(i int) bool {
	at := len(f.sides)
	f.gather(i, true)
	n := 0
	for k := at; k < len(f.sides); k++ {
		if f.sides[k].code != "" && (k == at || f.sides[k].code != f.sides[at].code) {
			n++
		}
	}
	f.sides = f.sides[:at]
	return n > 1
}

// actorLike says whether token i heads a phrase for somebody who can act.
func (f *Finder) actorLike(i int) bool {
	at := len(f.sides)
	f.gather(i, true)
	n := len(f.sides) - at
	f.sides = f.sides[:at]
	return n > 0
}

// gather adds those that the noun phrase headed by token i names. Of acting it asks that the head can act itself: "Kenyan troops"
// and not "Kenyan tomatoes"; whom a deed is done to may own or be of what the head names: "praised Kenya's efforts".
func (f *Finder) gather(i int, acting bool) {
	if f.nest >= 2*maxNest {
		return
	}
	f.nest++
	defer func() { f.nest-- }()
	from := len(f.sides)
	f.gatherOne(i, acting, 0)
	own := len(f.sides)
	if h := f.t.Tokens[i].Head; h >= 0 && f.t.Is(i, "nsubj") {
		for c := range f.t.Children(int(h)) {
			if c > i && f.t.Is(c, "nsubj") && f.t.Child(c, "cc") >= 0 {
				f.gatherOne(c, acting, 0) // "Sudan and the rebels", side by side
			}
		}
	}
	closed := false // by "and"
	for c := range f.t.Children(i) {
		if (f.t.Is(c, "conj") || f.t.Is(c, "appos") && f.listed(i, c)) && !verbal(&f.t.Tokens[c]) {
			cc := f.t.Child(c, "cc") >= 0
			if closed && !cc && f.t.Child(c, "det") >= 0 {
				break // "Norway and Oman, a paper reports"
			}
			closed = closed || cc
			at := len(f.sides)
			f.gatherOne(c, acting, 0)
			if own == from+1 && len(f.sides) == at+1 && f.sharesPeople(i, c) && f.sides[at].code == "" {
				f.sides[at].code = f.sides[from].code
			}
			for cc := range f.t.Children(c) {
				if f.t.Is(cc, "conj") && !verbal(&f.t.Tokens[cc]) {
					f.gatherOne(cc, acting, 0)
				}
			}
		}
	}
	for len(f.sides) > from && f.more(i, from, acting) {
	}
}

// more adds the name that goes on with a list of states and bodies where the tree loses it: behind "as well as", or where words set
// off by commas stand between: "Norway, Oman and, after some debate, Kenya"; "Oman, which had asked for it, and Kenya".
func (f *Finder) more(i, from int, acting bool) bool {
	t, last := f.t, &f.sides[len(f.sides)-1]
	if last.mention < 0 || !f.statelike(last.mention) {
		return false
	}
	k, joined := last.last, false
	if f.lower(k) == "," && f.relativeAt(k+1) {
		k = f.closing(k+1, 16)
	}
	if f.lower(k) == "," {
		k++
	}
	switch w := f.lower(k); {
	case w == "and":
		k, joined = k+1, true
	case (w == "as" || w == "along" || w == "together") && (f.lower(k+1) == "well" && f.lower(k+2) == "as"):
		k, joined = k+3, true
	case (w == "along" || w == "together") && f.lower(k+1) == "with":
		k, joined = k+2, true
	}
	if !joined {
		return false
	}
	if f.lower(k) == "," {
		k++
		k = f.closing(k, 8) + 1
	} else if c := f.closing(k, 8); f.lower(k) == "with" && f.lower(c) == "," {
		k = c + 1 // "and with strings attached, Kenya"
	}
	if f.lower(k) == "the" {
		k++
	}
	if k >= f.s.Last || f.at[k] < 0 || !f.statelike(f.at[k]) {
		return false
	}
	h := t.Mentions[f.at[k]].Last - 1
	if t.Is(h, "nsubj") && t.Tokens[h].Head != t.Tokens[i].Head || t.Is(h, "nmod:poss") || t.Is(h, "amod") || t.Is(h, "compound") {
		return false
	}
	for j := from; j < len(f.sides); j++ {
		if f.sides[j].mention == f.at[k] || f.sides[j].code == t.Mentions[f.at[k]].Code {
			return false
		}
	}
	at := len(f.sides)
	f.gatherOne(h, acting, 1)
	return len(f.sides) > at
}

// statelike says whether a mention is the name of a state or body.
func (f *Finder) statelike(m int32) bool {
	x := &f.t.Mentions[m]
	if !x.Name || x.Adjective || x.Code == "" || x.Entity < 0 {
		return false
	}
	k := f.t.Entities[x.Entity].Kind
	return k == lang.State || k == lang.Organisation
}

// relativeAt says whether a relative clause begins at token i.
func (f *Finder) relativeAt(i int) bool {
	switch f.lower(i) {
	case "which", "who", "whose", "where":
		return true
	}
	return false
}

// closing is the next comma at or behind token i, at most so many tokens on; the end of the sentence where there is none.
func (f *Finder) closing(i, far int) int {
	for k := i; k < f.s.Last && k < i+far; k++ {
		if f.t.Tokens[k].Form == "," {
			return k
		}
	}
	return f.s.Last
}

// sharesPeople says whether what describes noun i describes the noun at token c, too, which is joined to it and has no word of its
// own before it: "Kenyan tanks and troops".
func (f *Finder) sharesPeople(i, c int) bool {
	t := f.t
	first := i
	for k := range t.Children(i) {
		if k < i && (t.Is(k, "amod") || t.Is(k, "compound") || t.Is(k, "nmod:poss")) && f.at[k] >= 0 && t.Mentions[f.at[k]].Code != "" {
			first = k
		}
	}
	if m := f.at[i]; m >= 0 && first == i && t.Mentions[m].First < i && t.Tokens[t.Mentions[m].First].UPOS == "ADJ" {
		first = t.Mentions[m].First
	}
	return first < i && t.Tokens[c].UPOS == "NOUN" && t.Is(c-1, "cc") && int(t.Tokens[c-1].Head) == c
}

// listed says whether a comma joins two names of states, as headlines do: "Oslo, Nairobi sign pact".
func (f *Finder) listed(i, c int) bool {
	a, b := f.at[i], f.at[c]
	return f.headline() && a >= 0 && b >= 0 && f.t.Mentions[a].Code != "" && f.t.Mentions[b].Code != "" && f.t.Mentions[a].Code != f.t.Mentions[b].Code
}

func (f *Finder) gatherOne(i int, acting bool, depth int) {
	t := f.t
	if depth > 3 {
		return
	}
	k := &t.Tokens[i]
	if k.UPOS == "PRON" || k.UPOS == "DET" {
		f.pronoun(i)
		return
	}
	m := f.at[i]
	if f.province(i) || f.counterparts(i) || !acting && f.theCountry(i) {
		return
	}
	if m >= 0 && !t.Mentions[m].Adjective {
		if x := &t.Mentions[m]; x.Code == "" && x.Sector == "" && !x.Name && f.unnamed(i, acting, depth) {
			return // "about 200 people"
		}
		f.mention(i, int(m), acting)
		return
	}
	switch {
	case m >= 0 && !acting, m >= 0 && (k.UPOS == "PROPN" || k.UPOS == "NOUN"):
		f.mention(i, int(m), acting) // "the Kenyan"
		return
	case f.unnamed(i, acting, depth):
		return
	}
	if of := f.counted(i); of >= 0 { // "a group of soldiers", "dozens of rebels"
		f.gatherOne(of, acting, depth+1)
		return
	}
	if acting {
		return
	}
	// What belongs to somebody, or is of somebody.
	if c := t.Child(i, "compound"); c >= 0 && t.Tokens[c].Lower == "host" {
		return // "his host country" is not his own
	}
	if c := t.Child(i, "nmod:poss"); c >= 0 {
		at := len(f.sides)
		f.gather(c, false)
		if f.located(i) {
			for k := at; k < len(f.sides); k++ {
				if f.isCity(&f.sides[k]) {
					f.sides[k].sector = "" // "in Oslo's eastern suburb" is no government
				}
			}
		}
		if len(f.sides) > at || !f.deeds && f.somebody(c) && t.Tokens[c].UPOS != "PRON" {
			return
		}
	}
	found, at := false, len(f.sides)
	for c := range t.Children(i) {
		if t.Is(c, "compound") && k.UPOS == "PROPN" && k.Capital() {
			continue // "the Kenya War" is no Kenya
		}
		if h := f.holder(c); h >= 0 {
			f.gatherOne(h, false, depth+1)
			if n := len(f.sides); n == at+1 && f.sides[at].code == "" {
				if of := f.adjectives(i); of[1] > of[0] {
					f.sides[at].code = f.sides[of[0]].code // "Kenyan rebel-held land"
				}
				f.sides = f.sides[:n]
			}
			return
		}
		if f.at[c] >= 0 && t.Tokens[c].UPOS == "ADJ" && (t.Mentions[f.at[c]].Code == "" || !t.Tokens[c].Capital() && f.t.Mentions[f.at[c]].Last == f.t.Mentions[f.at[c]].First+1) {
			continue // "terrorist activities", "military cooperation"
		}
		if f.dubbed(i, c) {
			continue
		}
		if (t.Is(c, "amod") || t.Is(c, "compound")) && f.at[c] >= 0 && (t.Mentions[f.at[c]].Code != "" || t.Mentions[f.at[c]].Sector != "") {
			f.mention(c, int(f.at[c]), false)
			found = true
		}
	}
	if found {
		return
	}
	for _, by := range [...]bool{true, false} { // who did it goes before whom it was done to: "the killing of two reporters by rebels"
		for c := range t.Children(i) {
			if (t.Is(c, "nmod") || t.Is(c, "obl")) && !t.Is(c, "nmod:poss") && f.caseIs(c, "by") == by && f.reaches(c) {
				at := len(f.sides)
				f.gather(c, false)
				if len(f.sides) > at {
					return
				}
			}
		}
	}
	for c := range t.Children(i) {
		if t.Is(c, "acl") && !t.Is(c, "acl:relcl") && t.Child(c, "mark") >= 0 && (t.Child(c, "nsubj:pass") >= 0 || t.Child(c, "nsubj") >= 0) {
			continue // "the request, despite it being welcomed by Oslo"
		}
		if t.Is(c, "acl") && (f.deeds || !t.Is(c, "acl:relcl")) || t.Is(c, "appos") {
			at := len(f.sides)
			for cc := range t.Children(c) {
				if t.Is(cc, "obl") && len(f.sides) == at && (f.deeds || !f.located(cc)) {
					f.gather(cc, false)
				}
			}
			if len(f.sides) > at {
				return
			}
		}
	}
}

// reaches says whether a deed done to a noun is done to what hangs on it at token c: "condemned the raids by Kenya", but not "the
// raid on Kenya"; who shells a town in Kenya shells Kenya, who condemns it there does not condemn Kenya.
func (f *Finder) reaches(c int) bool {
	for k := range f.t.Children(c) {
		if !f.t.Is(k, "case") {
			continue
		}
		switch f.t.Tokens[k].Lower {
		case "of":
			return f.deeds || !f.violent(int(f.t.Tokens[c].Head)) // who condemns a killing does not condemn the killed
		case "by", "from":
			return true
		case "with":
			return f.deeds && f.in(f.is.frontier, int(f.t.Tokens[c].Head))
		case "as", "after", "before", "under", "without", "since", "during", "about":
			return false
		}
		return f.deeds
	}
	return f.deeds
}

// sharing adds the peoples that share a noun with mention m: "Kenyan and Omani officials".
func (f *Finder) sharing(m int, s side) {
	t := f.t
	first, last := t.Coordinated(m)
	for y := first; y < last; y++ {
		if y > m && t.Mentions[y].Adjective && !t.Mentions[m].Adjective {
			break // "Norway and Oman, a Kenyan paper reports"
		}
		if z := &t.Mentions[y]; y != m && z.Code != "" && z.Code != s.code && (z.Adjective || t.Tokens[z.Last-1].UPOS == "ADJ" || t.Mentions[m].Adjective || t.Joined(max(z.First, t.Mentions[m].First))) {
			f.push(side{code: z.Code, sector: s.sector, mention: int32(y), first: z.First, last: z.Last})
		}
	}
}

// mention adds who mention m stands for, with the state of what stands around it where it has none itself.
func (f *Finder) mention(i, m int, acting bool) {
	t := f.t
	x := &t.Mentions[m]
	if f.opposes(i, x) {
		if n, size := f.names.At(t.Raw[t.Tokens[i].Start:]); size > 0 {
			f.push(side{code: n.Code, mention: -1, first: i, last: i + 1})
		}
		return
	}
	if x.Entity >= 0 && t.Entities[x.Entity].Kind == lang.Document {
		if f.law(i, x) {
			return
		}
		if x.Code != "" && (!acting || !f.deeds) {
			f.push(side{code: x.Code, sector: x.Sector, mention: int32(m), first: x.First, last: x.Last}) // "a UN resolution"
		} else if !acting {
			f.owner(i)
		}
		return
	}
	if x.Name && f.in(f.is.statute, i) && (x.Entity < 0 || t.Entities[x.Entity].Kind == lang.Organisation) {
		return // "the Nairobi Treaty"
	}
	if f.couple(i, x) {
		return
	}
	if c := t.Child(i, "case"); i > x.First && c > x.First && t.Tokens[c].XPOS != "POS" && (x.Entity < 0 || t.Entities[x.Entity].Kind != lang.State) {
		if c := f.countryAt(i); c != "" {
			f.push(side{code: c, mention: -1, first: i, last: i + 1}) // "troops in Oslo" were sent there, and are not of it
		}
		return
	}
	s := side{code: x.Code, sector: x.Sector, mention: int32(m), first: x.First, last: x.Last}
	if f.borrowed(x) {
		return
	}
	if f.beside(i) && !f.namesState(x) {
		if s.code, s.sector = f.other(i, x.Code), ""; s.code != "" {
			f.push(s)
		}
		return
	}
	if code := f.described(x); code != "" {
		s.code = code
	}
	if s.sector == "GOV" && f.heads(x) {
		s.sector = "" // "NFU president"
	}
	if s.sector == "CVL" && f.neighbour(x) {
		s.sector = ""
	}
	if of := f.serves(i, x, s.sector); of != "" {
		if s.sector == "MIL" && x.Entity >= 0 && t.Entities[x.Entity].Guessed {
			s.code = "" // rebels are not of the state whose report it is
		}
		s.sector = of
	}
	if (s.sector == "PTY" || s.sector == "LEG" && f.ofParty(x)) && f.foreign(s.code) {
		s.code = f.top // parties of many lands are called the same
	}
	s.domestic = f.domesticSector(s.sector)
	private := x.Entity >= 0 && t.Entities[x.Entity].Kind == lang.Person && s.sector == "" && t.Entities[x.Entity].Role == ""
	for k := x.First; k < i; k++ {
		if t.Tokens[k].XPOS == "VBD" { // two phrases and a verb that were taken for one name
			if c := f.countryAt(i); c != "" {
				f.push(side{code: c, mention: -1, first: i, last: i + 1})
				return
			}
		}
	}
	if s.code == "" && !private {
		code, of := f.swallowed(x)
		if s.code = code; of != "" && s.sector == "GOV" {
			s.sector = of
		}
	}
	if s.code == "" && !private {
		if y := f.modifier(i, true); y >= 0 {
			s.code = t.Mentions[y].Code
			if of := t.Mentions[y].Sector; s.sector == "GOV" && (of == "REB" || of == "OPP") {
				s.sector = of // "leaders of the Shining Path"
			}
			s.first, s.last = min(s.first, t.Mentions[y].First), max(s.last, t.Mentions[y].Last)
		} else if p := f.placeOf(i); p >= 0 {
			s.code = f.countryAt(p)
		}
	}
	if s.code == "" && !acting && s.sector == "" {
		if f.located(i) || t.Is(i, "obj") {
			if c := f.countryAt(i); c != "" {
				s.code, s.sector = c, "CVL"
			}
		}
		if s.code == "" {
			f.owner(i)
			return
		}
	}
	switch {
	case s.code != "":
	case s.sector == "NGO":
		s.code = s.sector // of no land
	case f.manyLands(i):
		return
	case acting:
		s.code = f.local(i, x)
	}
	if s.code == "" {
		s.open = s.sector != "" && !(acting && x.Name && t.Entities[max(x.Entity, 0)].Kind == lang.Person)
		if !s.open {
			return
		}
	}
	if f.located(i) && (x.Entity >= 0 && t.Entities[x.Entity].Kind == lang.State && s.sector == "GOV" || t.Is(i, "nmod") && f.at[t.Tokens[i].Head] == int32(m)) {
		s.sector = "" // "in Oslo" is a place and no government; "troops in Oslo"
		s.first = i
		s.last = max(s.last, i+1)
	}
	f.push(s)
	if x.Code2 != "" {
		s.code = x.Code2
		f.push(s)
	}
	// "Kenyan and Omani officials", "US-Pakistan": the adjectives before share the noun.
	f.sharing(m, s)
	f.within(x, s)
	// "The ministers of Kenya, Oman and Norway": one each.
	for k := x.First; k < x.Last; k++ {
		for c := range t.Children(k) {
			if t.Is(c, "conj") && c >= x.Last && f.at[c] >= 0 && k != i {
				f.each(c, s.sector)
				for cc := range t.Children(c) {
					if t.Is(cc, "conj") && f.at[cc] >= 0 {
						f.each(cc, s.sector)
					}
				}
			}
		}
	}
}

// each adds the state or body at token c as one of several that have officials of a sector there.
func (f *Finder) each(c int, sector string) {
	if z := &f.t.Mentions[f.at[c]]; z.Code != "" && (z.Sector == "" || z.Entity >= 0 && f.t.Entities[z.Entity].Kind == lang.State) {
		f.push(side{code: z.Code, sector: sector, mention: f.at[c], first: z.First, last: z.Last})
	}
}

// ofParty says whether a mention begins with the name of a party: "Labour MP Ida Brun".
func (f *Finder) ofParty(x *lang.Mention) bool {
	n, size := f.names.At(f.t.Raw[f.t.Tokens[x.First].Start:])
	return size > 0 && n.Sector == "PTY"
}

// within adds the second of two peoples that one mention holds: "Kenyan and Omani warships".
func (f *Finder) within(x *lang.Mention, s side) {
	t := f.t
	for k := x.First + 1; k+1 < x.Last; k++ {
		if t.Tokens[k].Lower != "and" || !t.Tokens[k-1].Capital() || !t.Tokens[k+1].Capital() {
			continue
		}
		for _, at := range [...]int{k - 1, k + 1} {
			n, size := f.names.At(t.Raw[t.Tokens[at].Start:])
			if size > 0 && n.Sort == know.People && n.Code != s.code {
				f.push(side{code: n.Code, sector: s.sector, mention: -1, first: at, last: at + 1})
			}
		}
	}
}

// swallowed is the state or armed group named inside a mention that has none, and the group's sector: "prisoners in a Kenyan jail",
// "leaders of the outlawed Shining Path"; "" where it names none.
func (f *Finder) swallowed(x *lang.Mention) (code, sector string) {
	for k := x.First; k < x.Last; k++ {
		if u := f.t.Tokens[k].UPOS; !f.t.Tokens[k].Capital() || u != "ADJ" && u != "PROPN" || x.Name {
			continue
		}
		switch n, size := f.names.At(f.t.Raw[f.t.Tokens[k].Start:]); {
		case size == 0:
		case n.Sort == know.StateName || n.Sort == know.People:
			return n.Code, ""
		case n.Sort == know.Group && k > x.First:
			return n.Code, n.Sector
		}
	}
	return "", ""
}

// push adds a side, once.
func (f *Finder) push(s side) {
	f.sides = append(f.sides, s)
}

// modifier is the mention with a state that describes the noun at token i, or says whose or where it is; -1 for none.
func (f *Finder) modifier(i int, acting bool) int {
	t := f.t
	owner := t.Child(i, "nmod:poss")
	owned := owner >= 0 && t.Tokens[owner].UPOS == "PRON"
	for c := range t.Children(i) {
		if t.Is(c, "compound") && t.Tokens[i].UPOS == "PROPN" && t.Tokens[c].UPOS == "PROPN" && f.at[c] == f.at[i] {
			continue // "the Kenya War" is no Kenya
		}
		if (t.Is(c, "amod") || t.Is(c, "compound") || t.Is(c, "nmod:poss") || t.Is(c, "nmod") || t.Is(c, "nmod:desc") || t.Is(c, "appos") || t.Is(c, "flat")) && f.at[c] >= 0 && t.Mentions[f.at[c]].Code != "" {
			if f.inclined(c) || owned && t.Is(c, "nmod") && f.located(c) {
				continue // "its neighbours in Doha" are not of it
			}
			if t.Is(c, "nmod") && (f.caseIs(c, "with") || f.caseIs(c, "against") || f.caseIs(c, "to") || f.caseIs(c, "by") || f.caseIs(c, "for") || f.caseIs(c, "on")) {
				continue
			}
			return int(f.at[c])
		}
	}
	// One step further: "members of the Kenyan opposition", "students of universities in Kenya", "guerrillas operating in Kenya".
	for c := range t.Children(i) {
		if t.Is(c, "nmod") && (f.caseIs(c, "of") || f.caseIs(c, "from") || f.located(c)) || t.Is(c, "acl") && !t.Is(c, "acl:relcl") || t.Is(c, "amod") {
			for cc := range t.Children(c) {
				if (t.Is(cc, "amod") || t.Is(cc, "compound") || t.Is(cc, "nmod") || t.Is(cc, "nmod:poss") || t.Is(cc, "obl")) && f.at[cc] >= 0 && t.Mentions[f.at[cc]].Code != "" && !f.inclined(cc) && !f.caseIs(cc, "by") && !f.caseIs(cc, "against") {
					return int(f.at[cc])
				}
			}
		}
	}
	return -1
}

// politician says whether token i heads a person or party whose sector is politics or the press: their attacks are words.
func (f *Finder) politician(i int) bool {
	at := f.collect(i, true)
	defer func() { f.sides = f.sides[:at[0]] }()
	for k := at[0]; k < at[1]; k++ {
		s := &f.sides[k]
		switch f.standingOf(k) {
		case "PTY", "ELI", "LEG", "OPP", "JRN":
			return true
		case "GOV":
			if s.mention >= 0 {
				if e := f.t.Mentions[s.mention].Entity; e >= 0 && f.t.Entities[e].Kind == lang.Person {
					return true
				}
			}
		}
	}
	return false
}

// people lists the sides [first, last) as actors of a record, each code and sector once.
func (f *Finder) people(at [2]int) []doc.Actor {
	out := []doc.Actor{}
	t := f.t
next:
	for k := at[0]; k < at[1]; k++ {
		s := &f.sides[k]
		if s.code == "" {
			continue
		}
		for i := range out {
			if out[i].Code == s.code && (out[i].Sector == nil) == (s.sector == "") && (out[i].Sector == nil || *out[i].Sector == s.sector) {
				continue next
			}
		}
		a := doc.Actor{Code: s.code, Text: t.Cut(s.first, s.last), Span: t.Span(s.first, s.last)}
		if s.sector != "" {
			sector := s.sector
			a.Sector = &sector
		}
		if s.mention >= 0 {
			if e := t.Mentions[s.mention].Entity; e >= 0 && t.Entities[e].Kind == lang.Person && t.Entities[e].Name != "" {
				name := t.Entities[e].Name
				a.Name = &name
			}
		}
		out = append(out, a)
	}
	return out
}
