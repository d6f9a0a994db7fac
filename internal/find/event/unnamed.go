package event

import (
	"slices"

	"readout/internal/know"
	"readout/internal/lang"
)

// unnamed adds those whom a noun names by what they are: "helicopters", "crowds", "a police watchdog". False where token i is no
// such noun.
func (f *Finder) unnamed(i int, acting bool, depth int) bool {
	t := f.t
	s := side{mention: -1, first: i, last: i + 1}
	switch {
	case f.in(f.is.crowd, i):
		if of := f.counted(i); of >= 0 && (f.at[of] >= 0 || f.counted(of) >= 0) {
			f.gatherOne(of, acting, depth+1)
			return true
		}
		s.sector, s.domestic, s.open = "CVL", true, true
	case f.in(f.is.craft, i):
	case t.Tokens[i].UPOS == "NUM" && (t.Is(i, "obj") || t.Is(i, "nsubj:pass")) && f.harmed(i): // "arrested twelve"
		s.sector, s.domestic, s.open = "CVL", true, true
	case f.in(f.is.ordnance, i):
		s.sector = "MIL" // who fired it is known only where it is told
	case f.in(f.is.agent, i), f.in(f.is.troops, i):
		s.sector, s.open = "MIL", true
		if r, n := f.names.RoleAt(t.From(i)); n > 0 && r.Sector == "COP" {
			s.sector, s.domestic = r.Sector, true // "police", "policemen"
		}
	case f.in(f.is.official, i):
		s.sector = "GOV"
	case f.in(f.is.faction, i) && acting && !f.race:
		s.domestic, s.open = true, true // "the federation of textile workers"
	case f.in(f.is.organ, i):
	case !f.deeds && f.authority(i):
		s.sector, s.domestic, s.open = "GOV", true, true
	default:
		return false
	}
	x := f.modifier(i, acting)
	if x >= 0 && f.in(f.is.ordnance, i) && f.placed(f.t.Mentions[x].Last-1, i) {
		return false // "an explosion in Oslo" is nobody of Oslo
	}
	if x >= 0 {
		s.code = t.Mentions[x].Code
		if y := &t.Mentions[x]; s.sector == "" && y.Sector != "" && f.in(f.is.organ, i) && t.Is(y.Last-1, "nmod:poss") && (y.Entity < 0 || t.Entities[y.Entity].Kind != lang.State) {
			s.sector = y.Sector // "the Kenyan army's mission"
		}
		if s.sector == "CVL" && t.Mentions[x].Sector == "REB" {
			s.sector = "REB" // "hundreds of Hamas members"
		}
		if s.sector == "" && f.owns(x, i) {
			s.sector = t.Mentions[x].Sector // "the Kenyan army's mission"
		}
		s.first, s.last = min(i, t.Mentions[x].First), max(i+1, t.Mentions[x].Last)
	} else if p := f.placeOf(i); p >= 0 {
		if f.in(f.is.ordnance, i) {
			return false
		}
		s.code = f.countryAt(p)
	} else if f.beside(i) {
		s.code = f.other(i, "")
	} else if p := t.Child(i, "nmod:poss"); p >= 0 && t.Tokens[p].UPOS == "PRON" && (!f.in(f.is.agent, i) || f.in(f.is.troops, i)) {
		at := len(f.sides)
		if f.gatherOne(p, true, depth+1); len(f.sides) > at {
			s.code = f.sides[at].code // "her office"
		}
		f.sides = f.sides[:at]
	}
	if s.code == "" && (!s.open || f.manyLands(i)) {
		return false
	}
	f.push(s)
	if x >= 0 && t.Mentions[x].Adjective {
		f.sharing(x, s)
	}
	if x >= 0 && t.Mentions[x].Last < i && f.at[t.Mentions[x].Last] < 0 {
		f.listedBefore(t.Mentions[x].Last, i, s)
	}
	return true
}

// owns says whether what mention m names, no place by its name alone, owns what token i names.
func (f *Finder) owns(m, i int) bool {
	x := &f.t.Mentions[m]
	if x.Entity >= 0 && f.t.Entities[x.Entity].Kind == lang.State {
		return false
	}
	p := f.t.Child(i, "nmod:poss")
	return p >= x.First && p < x.Last
}

// placed says whether token c hangs on the noun at token i as a place, or on one: "a bomb in the south of Oslo", "in the Kenyan capital".
func (f *Finder) placed(c, i int) bool {
	for depth := 0; c >= 0 && c != i && depth < deep; depth++ {
		if f.located(c) {
			return true
		}
		c = int(f.t.Tokens[c].Head)
	}
	return false
}

// listedBefore adds the peoples named between the first that describes the noun at token i and the noun: "his Chinese, Kenyan and
// Norwegian counterparts".
func (f *Finder) listedBefore(k, i int, s side) {
	for ; k < i; k++ {
		w := &f.t.Tokens[k]
		if !w.Capital() {
			if w.Lower != "and" && w.Form != "," {
				return
			}
			continue
		}
		n, size := f.names.At(f.t.Raw[w.Start:])
		if size != len(w.Form) || n.Sort != know.People {
			return
		}
		f.push(side{code: n.Code, sector: s.sector, mention: -1, first: k, last: k + 1})
	}
}

// harmed says whether the number at token i counts people, "twelve", "twelve of them": it is the object of a verb of force.
func (f *Finder) harmed(i int) bool {
	h := int(f.t.Tokens[i].Head)
	if of := f.t.Child(i, "nmod"); of >= 0 && f.t.Tokens[of].Lower != "them" || h < 0 || !verbal(&f.t.Tokens[h]) {
		return false
	}
	for _, e := range f.verbEntries(h) {
		if e.Type == "ASSAULT" || e.Mode == "arrest" || e.Mode == "deport" {
			return true
		}
	}
	return false
}

// authority says whether token i means those who run a place: "sued the city".
func (f *Finder) authority(i int) bool {
	switch f.t.Tokens[i].Lower {
	case "city", "state", "county", "province", "town":
		d := f.t.Child(i, "det")
		return f.t.Is(i, "obj") && d >= 0 && f.t.Tokens[d].Lower == "the"
	}
	return false
}

// province adds the government of a part of a state that acts or is acted on by name: "Texas sued".
func (f *Finder) province(i int) bool {
	if !f.t.Is(i, "nsubj") && !f.t.Is(i, "obj") && !f.t.Is(i, "obl:agent") || f.at[i] >= 0 && f.t.Mentions[f.at[i]].Code != "" {
		return false
	}
	p, ok := f.placeAt(i)
	if !ok || p.Kind != know.Region || p.Region == "" {
		return false
	}
	first, last := f.nameOf(i)
	if first > f.s.First && f.t.Tokens[first-1].Capital() && f.t.Tokens[first-1].Lower != "the" {
		first-- // "New Jersey"
	}
	f.push(side{code: p.Country, sector: "GOV", mention: -1, first: first, last: last})
	return true
}

// holder is who holds what the participle at token c describes: "Kenyan-held territory"; -1 for nobody.
func (f *Finder) holder(c int) int {
	switch f.t.Tokens[c].Lower {
	case "held", "controlled", "ruled", "run":
	default:
		return -1
	}
	for k := range f.t.Children(c) {
		if k < c && f.at[k] >= 0 {
			return k
		}
	}
	return -1
}

// violent says whether the noun at token i may be a deed of force.
func (f *Finder) violent(i int) bool {
	for _, e := range slices.Concat(f.nounEntries(i), f.events.VerbForms(f.t.Tokens[i].Lower)) {
		if e.Type == "ASSAULT" {
			return true
		}
	}
	return false
}
