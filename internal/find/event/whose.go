package event

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// Whose somebody is, where the words beside the name tell.

// manyLands says whether those whom token i names are told to be of abroad or of many lands, so that they are not of the one in which
// they are: "European members of parliament", "foreign journalists", "lawmakers from several African states".
func (f *Finder) manyLands(i int) bool {
	first := i
	if m := f.at[i]; m >= 0 {
		first = f.t.Mentions[m].First
	}
	for c := range f.t.Children(i) {
		if c < i && f.t.Is(c, "amod") && f.names.Wide(f.t.Tokens[c].Lower, f.t.Tokens[c+1].Lemma) || f.t.Is(c, "nmod") && f.lands(c) && f.manyLands(c) {
			return true
		}
	}
	for k := first; k < i; k++ {
		if f.names.Wide(f.t.Tokens[k].Lower, f.t.Tokens[k+1].Lemma) && f.t.Tokens[k+1].Form != "-" {
			return true
		}
	}
	return false
}

// lands says whether token i means countries.
func (f *Finder) lands(i int) bool {
	switch singular(f.t.Tokens[i].Lower) {
	case "country", "nation", "state", "parliament", "capital", "government", "power":
		return true
	}
	return false
}

// beside says whether token i means somebody who is never of the side whose they are: "its neighbour", "their northern ally".
func (f *Finder) beside(i int) bool {
	switch singular(f.t.Tokens[i].Lower) {
	case "neighbour", "neighbor", "ally", "rival", "foe", "enemy", "adversary", "patron", "backer", "partner":
		p := f.t.Child(i, "nmod:poss")
		return p >= 0 && f.t.Tokens[p].UPOS == "PRON"
	}
	return false
}

// other is the state that token i, somebody beside the one with a code or else the subject, must mean: the one that the text names most beside
// that, and clearly more often than any third; "" where there is no such.
func (f *Finder) other(i int, code string) string {
	const clearly = 3 // times
	if s := f.subjectOver(i); code == "" && s >= 0 && s != i {
		at := f.collect(s, true)
		code = f.oneState(at)
		f.sides = f.sides[:at[0]]
	}
	if code == "" || f.t.Tokens[i].XPOS == "NNS" {
		return "" // "its allies" are several
	}
	best, next := "", 0
	for c, n := range f.named {
		switch {
		case c == code:
		case n > f.named[best]:
			best, next = c, f.named[best]
		case n > next:
			next = n
		}
	}
	if f.named[best] < clearly*next {
		return ""
	}
	return best
}

// inclined says whether the people's name at token c only tells whom somebody likes or is like: "a China-friendly president".
func (f *Finder) inclined(c int) bool {
	k := c + 1
	if k+1 >= f.s.Last || f.t.Tokens[k].Form != "-" || !f.t.Joined(k) {
		return false
	}
	switch f.t.Tokens[k+1].Lower {
	case "friendly", "leaning", "sceptic", "skeptic", "critical", "sympathetic", "bound", "style", "inspired", "born", "educated", "trained":
		return true
	}
	return false
}

// described is the state by whose people's name a mention describes somebody who was taken for a body's: "the Russian ambassador" at the
// United Nations; "" where its own words name the body, or no state.
func (f *Finder) described(x *lang.Mention) string {
	if x.Name || x.Pronoun || x.Code == "" || f.state(x.Code) {
		return ""
	}
	code := ""
	for k := x.First; k < x.Last; k++ {
		if !f.t.Tokens[k].Capital() {
			continue
		}
		switch n, size := f.names.At(f.t.Raw[f.t.Tokens[k].Start:]); {
		case size == 0:
		case n.Sort == know.People && code == "":
			code = n.Code
		default:
			return ""
		}
	}
	return code
}

// borrowed says whether a mention is of an armed group by letters that may be anybody's, in a page that never names its land: "the FSA"
// is a food agency, too.
func (f *Finder) borrowed(x *lang.Mention) bool {
	land := f.names.Land(x.Code)
	if land == "" || f.named[land] > 0 || len(f.t.Sentences) < page || x.Last > x.First+2 {
		return false
	}
	w := f.t.Tokens[x.Last-1].Form
	return len(w) <= 4 && strings.ToUpper(w) == w
}

// isCity says whether a side is a capital by its name, which stands for a government where it acts.
func (f *Finder) isCity(s *side) bool {
	if s.mention < 0 || s.sector != "GOV" {
		return false
	}
	e := f.t.Mentions[s.mention].Entity
	return e >= 0 && f.t.Entities[e].Kind == lang.State
}

// owner adds those to whom what token i names belongs.
func (f *Finder) owner(i int) {
	if c := f.t.Child(i, "nmod:poss"); c >= 0 {
		f.gather(c, false)
	}
}

// domesticSector says whether those of a sector are people of the country in which something happens, unless said otherwise.
func (f *Finder) domesticSector(sector string) bool {
	switch sector {
	case "CVL", "OPP", "LAB", "EDU", "MED", "JRN", "AGR", "HLH", "REL", "ELI", "LEG", "JUD", "COP", "CRM", "REF", "PTY", "SOC", "GOV", "REB", "UAF":
		return true
	}
	return false
}
