package event

import (
	"strings"

	"readout/internal/lang"
)

// serves is the sector of the body that somebody with a general office speaks or works for, where that tells more than the office
// does: "a spokesman for the union", "leaders of the strike", "head of the government delegation"; "" where it does not.
func (f *Finder) serves(i int, x *lang.Mention, sector string) string {
	if sector != "" && sector != "GOV" && sector != "MIL" && sector != "CVL" || x.Pronoun {
		return ""
	}
	t := f.t
	for k := x.First; k < x.Last; k++ {
		switch lemma := singular(t.Tokens[k].Lemma); {
		case sector == "MIL" && lemma == "commander", sector == "CVL" && (lemma == "lawyer" || lemma == "attorney") && f.lower(k+1) == "for":
		case sector == "MIL" || sector == "CVL" || !f.in(f.is.post, k):
			continue
		}
		for c := k + 1; c < min(k+nearby, f.s.Last); c++ {
			if w := t.Tokens[c].Lower; c == k+1 && w != "of" && w != "for" && w != "from" && w != "to" || t.Tokens[c].Kind != lang.Word && !t.Joined(c) {
				break
			}
			r, n := f.names.RoleAt(t.From(c))
			if n == 0 || t.Tokens[c].UPOS == "ADJ" || !t.Above(k, c) && c >= x.Last {
				continue
			}
			if sector == "MIL" && r.Sector != "REB" && r.Sector != "OPP" || sector == "CVL" && r.Sector != "GOV" {
				return ""
			}
			if r.Sector == "" || r.Sector == "CVL" || r.Sector == "LEG" && t.Tokens[k].Lemma == "member" {
				return ""
			}
			if r.Sector == "OPP" && f.lower(c-1) == "armed" {
				return "REB"
			}
			return r.Sector
		}
	}
	return ""
}

// nearby is how many tokens behind an office the body stands at most that it is of.
const nearby = 8

// heads says whether a mention is of the head of a body known by letters that nobody knows: "NFU president Aisha Otieno".
func (f *Finder) heads(x *lang.Mention) bool {
	for k := x.First + 1; k < x.Last; k++ {
		if !f.in(f.is.chief, k) {
			continue
		}
		w := &f.t.Tokens[k-1]
		if w.UPOS != "PROPN" || len(w.Form) < 3 || strings.ToUpper(w.Form) != w.Form {
			return false
		}
		_, size := f.names.At(f.t.Raw[w.Start:])
		return size == 0
	}
	return false
}
