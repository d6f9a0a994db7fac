package event

import (
	"cmp"
	"slices"

	"readout/internal/lang"
)

// context gives those without a state the one that stands around them: where the act happens, the other side's among people of one
// country, the dateline's.
func (f *Finder) context(a *act) {
	open := false
	for k := a.actors[0]; k < a.actors[1]; k++ {
		open = open || f.sides[k].code == ""
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		open = open || f.sides[k].code == ""
	}
	if !open {
		return
	}
	home := ""
	if a.kind.Type == "PROTEST" {
		home = f.home(a)
	} else if p := f.whereabouts(a); p >= 0 {
		home = f.countryAt(p)
	} else if p := f.struck(a); p >= 0 {
		home = f.countryAt(p)
	} else if code := f.aimed(a); code != "" {
		home = code
	} else if o := a.frame.obj; o >= 0 && !speech(a.kind.Type) {
		if of := f.counted(o); of >= 0 {
			o = of
		}
		if p := f.placeOf(o); p >= 0 {
			home = f.countryAt(p) // "captured half of Goma airport"
		}
	}
	dateline := f.reportedFrom()
	for k := a.actors[0]; k < a.actors[1]; k++ {
		s := &f.sides[k]
		switch {
		case s.code != "":
		case s.sector == "GOV" && a.entry.Mutual: // they may meet anywhere
		case s.sector == "GOV":
			if p := f.where(a); p >= 0 {
				s.code = f.countryAt(p)
			} else if h := f.headOf(k); s.domestic && (f.scene != "" || f.t.Child(h, "det") >= 0) {
				s.code = f.native(h) // "the Federal Government"
			}
		case home != "" && s.sector != "MIL":
			s.code = home
		case s.sector == "MIL" && a.kind.Type == "ASSAULT" && f.in(f.is.agent, s.last-1):
			s.code = cmp.Or(f.oneState(a.actors), f.fielded(a))
		case s.domestic && f.ruled(s.sector) && (a.kind.Type == "PROTEST" || a.kind.Type == "REQUEST") && f.oneState(a.recipients) != "":
			s.code = f.oneState(a.recipients)
		case home != "" && f.in(f.is.agent, s.last-1): // helicopters come from anywhere
		case home != "":
			s.code = home
		case s.sector == "MIL" && a.entry.Mutual && f.insurgents(a.actors) != "": // "fighting between the army and the RSF"
			s.code = f.insurgents(a.actors)
		case s.domestic && f.oneState(a.actors) != "": // "Sudan and the rebels"
			s.code = f.oneState(a.actors)
		case (s.sector == "COP" || s.sector == "MIL" && f.sectorOf(a.recipients) == "GOV") && f.oneState(a.recipients) != "":
			s.code = f.oneState(a.recipients)
		case s.sector == "REB" && (speech(a.entry.Type) || f.total == f.named[f.oneState(a.recipients)]) && f.oneState(a.recipients) != "":
			s.code = f.oneState(a.recipients)
		case s.domestic || s.sector == "MIL":
			code := cmp.Or(f.telling(a, s.sector), dateline, f.native(f.headOf(k))) // adds sides, which may move them
			if code == "" && f.sides[k].domestic {
				code = f.around(a)
			}
			f.sides[k].code = code
		}
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		s := &f.sides[k]
		switch {
		case s.code != "":
		case home != "" && a.entry.Mutual && a.kind.Type != "ASSAULT" && (s.sector == "GOV" || s.sector == "" || s.sector == "REB"): // they may meet anywhere
		case home != "":
			s.code = home
		case s.domestic && f.oneState(a.recipients) != "": // "between Sudan and the rebels"
			s.code = f.oneState(a.recipients)
		case a.entry.Type == "SANCTION" || a.entry.Type == "CONSULT" || a.kind.Mode == "deport": // on others by nature
		case s.domestic && f.domesticActor(a) != "":
			s.code = f.domesticActor(a)
			if f.scene != "" && s.mention >= 0 && f.t.Mentions[s.mention].Name {
				s.code = f.scene // somebody whose name the text's readers know, in another land's hands
			}
		case s.sector == "MIL" && f.athomeActor(a):
			s.code = f.oneState(a.actors)
		case f.sectorOf(a.actors) == "MIL" && f.in(f.is.captured, s.last-1): // soldiers hold those of another side
		case s.domestic && f.codes(a.actors) > 0 && f.onlyState(!speech(a.kind.Type) && f.oneState(a.actors) != "") != "":
			s.code = f.onlyState(!speech(a.kind.Type) && f.oneState(a.actors) != "")
		case s.domestic && a.kind.Type == "ASSAULT" && f.insurgents(a.actors) != "": // who rebels does so at home
			s.code = f.insurgents(a.actors)
		case s.sector == "MIL" && speech(a.entry.Type) && f.oneState(a.actors) != "" && f.scene != "":
			s.code = f.scene // "Norway backed the army"
		case s.domestic:
			code := cmp.Or(f.telling(a, s.sector), dateline, f.native(f.headOf(k))) // adds sides, which may move them
			f.sides[k].code = code
		}
	}
}

// struck is the place of what struck: "an explosion in Oslo killed four people", "a series of blasts in the south of Oslo"; -1 where that
// tells none.
func (f *Finder) struck(a *act) int {
	s := f.blast(a.frame.subj)
	if s < 0 {
		return -1
	}
	if p := f.placeOf(s); p >= 0 {
		return p
	}
	for c := range f.t.Children(s) {
		if f.t.Is(c, "nmod") && f.located(c) {
			if p := f.placeOf(c); p >= 0 {
				return p
			}
		}
	}
	return -1
}

// aimed is the state that an attack was on in which somebody was killed or hurt: "were killed in six air strikes on Syria's Idlib"; "" where
// none is told.
func (f *Finder) aimed(a *act) string {
	if a.verb < 0 || a.entry.Noun || a.kind.Type != "ASSAULT" {
		return ""
	}
	for c := range f.t.Children(a.verb) {
		if !f.t.Is(c, "obl") || !f.caseIs(c, "in") && !f.caseIs(c, "by") && !f.caseIs(c, "during") || !f.violent(c) {
			continue
		}
		for _, p := range [...]string{"on", "against"} {
			if at := f.prep(c, p, 0); at >= 0 {
				from := f.collect(at, false)
				code := f.oneState(from)
				f.sides = f.sides[:from[0]]
				if code == "" {
					code = f.countryAt(at)
				}
				return code
			}
		}
	}
	return ""
}

// blast is the shell, bomb or explosion that subject i is or counts: "a series of blasts"; -1 where it is none.
func (f *Finder) blast(i int) int {
	if i < 0 {
		return -1
	}
	if of := f.counted(i); of >= 0 {
		i = of
	}
	if !f.in(f.is.ordnance, i) {
		return -1
	}
	return i
}

// around is the one state that the sentence names, and names as a place or owner: "attacked a police post in Kenya's north".
func (f *Finder) around(a *act) string {
	code := f.onlyState(false)
	if code == "" || speech(a.kind.Type) {
		return ""
	}
	for i := f.s.First; i < f.s.Last; i++ {
		m := f.at[i]
		if m < 0 || f.t.Mentions[m].Code == "" || !f.t.Tokens[i].Capital() || i == f.s.First {
			continue // "two officers" are only taken to be of it
		}
		if i = f.t.Mentions[m].Last - 1; !f.located(i) && !(f.t.Is(i, "nmod:poss") && f.located(int(f.t.Tokens[i].Head))) {
			return ""
		}
	}
	return code
}

// fielded is the state whose forces the text spoke of last, which are those that strike again: helicopters belong to whoever has sent
// some, not to those they strike, nor to those who report it; "" where it spoke of none.
func (f *Finder) fielded(a *act) string {
	const far = 4 // sentences
	t := f.t
	si := t.SentenceOf(f.s.First)
	behind, _ := slices.BinarySearchFunc(t.Mentions, a.head, func(m lang.Mention, i int) int { return cmp.Compare(m.First, i) })
	for k := behind - 1; k >= 0; k-- {
		m := &t.Mentions[k]
		if !f.state(m.Code) {
			continue
		}
		if t.SentenceOf(m.First) < si-far {
			break
		}
		h := int(t.Tokens[m.Last-1].Head)
		if m.Sector == "MIL" && !(h >= 0 && f.speaks(h)) {
			return m.Code
		}
		if h >= 0 && (t.Is(m.Last-1, "amod") || t.Is(m.Last-1, "nmod:poss")) && f.bits[singular(t.Tokens[h].Lemma)]&uint64(f.is.agent|f.is.troops|f.is.craft) != 0 {
			return m.Code
		}
	}
	return ""
}

// telling is the state of the one who reports an act, where those of a sector in it are likely of the same: of armed groups governments tell all
// over the world.
func (f *Finder) telling(a *act, sector string) string {
	code := f.source(a)
	if code != f.top && (sector == "REB" || sector == "UAF") {
		return ""
	}
	return code
}

// source is the state of the one who reports an act, "" where none does: police and soldiers mostly tell of their own country.
func (f *Finder) source(a *act) string {
	if a.real.said < 0 {
		return ""
	}
	s := f.frame(a.real.said, 0).subj
	if s < 0 || f.at[s] >= 0 && f.seated(&f.t.Mentions[f.at[s]]) {
		return ""
	}
	code := f.oneState(f.collect(s, true))
	if code == "" {
		if p := f.placeOf(s); p >= 0 {
			code = f.countryAt(p)
		}
	}
	return code
}

// athomeActor says whether an act is one among the people and organs of one country: soldiers dismissed, rebels who surrender.
func (f *Finder) athomeActor(a *act) bool {
	switch a.kind.Type {
	case "CONCEDE", "COERCE":
		return f.oneState(a.actors) != ""
	}
	for k := a.actors[0]; k < a.actors[1]; k++ {
		if s := f.sides[k].sector; s != "REB" && s != "OPP" && s != "UAF" {
			return false
		}
	}
	return f.oneState(a.actors) != ""
}

// insurgents is the land of the armed groups among some sides, "" where there are none or several lands.
func (f *Finder) insurgents(at [2]int) string {
	code := ""
	for k := at[0]; k < at[1]; k++ {
		s := &f.sides[k]
		if s.code == "" || s.sector != "REB" && s.sector != "OPP" {
			continue
		}
		land := cmp.Or(f.names.Land(s.code), s.code)
		if !f.state(land) || code != "" && code != land {
			return ""
		}
		code = land
	}
	return code
}

// ruled says whether those of a sector mostly turn to the rulers of their own country.
func (f *Finder) ruled(sector string) bool {
	switch sector {
	case "LAB", "EDU", "CVL", "OPP", "AGR", "REL", "MED", "JRN", "HLH", "SOC":
		return true
	}
	return false
}

// oneState is the code of the only state among some sides; "" where there are none or several.
func (f *Finder) oneState(at [2]int) string {
	code := ""
	for k := at[0]; k < at[1]; k++ {
		c := f.sides[k].code
		if c == "" {
			continue
		}
		if !f.state(c) || code != "" && c != code {
			return ""
		}
		code = c
	}
	return code
}

// onlyState is the one state that the sentence names, "" where it names none or several; the groups of a land may count for it.
func (f *Finder) onlyState(groups bool) string {
	code := ""
	for k := range f.t.Mentions {
		x := &f.t.Mentions[k]
		if x.First < f.s.First || x.First >= f.s.Last || x.Code == "" {
			continue
		}
		of := x.Code
		if land := f.names.Land(of); groups && land != "" {
			of = land
		}
		if code != "" && code != of || !f.state(of) {
			return ""
		}
		code = of
	}
	return code
}

// state says whether a code is a state's.
func (f *Finder) state(code string) bool {
	_, ok := f.names.State(code)
	return ok
}

// sectorOf is the sector of the first of some sides, "" for none.
func (f *Finder) sectorOf(at [2]int) string {
	if at[0] < at[1] {
		return f.sides[at[0]].sector
	}
	return ""
}

// domesticActor is the state whose organs act, "" where soldiers do, who may be anywhere.
func (f *Finder) domesticActor(a *act) string {
	for k := a.actors[0]; k < a.actors[1]; k++ {
		if f.sides[k].sector == "MIL" {
			return ""
		}
		if land := f.names.Land(f.sides[k].code); land != "" && a.kind.Type == "COERCE" {
			return land // a movement that rules: "the Taliban banned women"
		}
	}
	return f.oneState(a.actors)
}
