package event

import "readout/internal/lang"

// diplomatic says whether a protest is one of words, by a government: "its foreign minister protested in a note".
func (f *Finder) diplomatic(a *act) bool {
	return a.kind.Type == "PROTEST" && a.entry.Words[0] == "protest" && f.codes(a.actors) > 0 && f.eachIs(a.actors, func(k int) bool {
		s := &f.sides[k]
		if s.sector != "" || s.mention < 0 {
			return s.sector == "GOV"
		}
		e := f.t.Mentions[s.mention].Entity
		return e >= 0 && f.t.Entities[e].Kind == lang.State && f.t.Tokens[s.last-1].UPOS == "PROPN"
	})
}

// onlyWhere says whether the recipients of a protest are no more than the place of it, in the protesters' own country.
func (f *Finder) onlyWhere(a *act) bool {
	own := f.oneState(a.actors)
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		if s := &f.sides[k]; s.mention >= 0 && s.sector != "" || s.code != own || !f.placeLike(s.last-1) {
			return false
		}
	}
	return own != "" || a.recipients[1] == a.recipients[0]
}

// backing says whether the recipients of a protest are those whom it is meant to help: "in a show of support for the strikers".
func (f *Finder) backing(a *act) bool {
	if a.recipients[0] == a.recipients[1] {
		return false
	}
	for i := a.head + 1; i < f.sides[a.recipients[0]].first; i++ {
		switch f.t.Tokens[i].Lower {
		case "support", "solidarity", "sympathy", "favour", "favor":
			return true
		}
	}
	return false
}

// opposed gathers those whom a protest names as its cause: "in defiance of the police", "in protest at the raid by Kenya".
func (f *Finder) opposed(a *act) [2]int {
	if a.verb < 0 {
		return [2]int{}
	}
	t := f.t
	for i := a.verb + 1; i+1 < f.s.Last; i++ {
		if t.Tokens[i].Lower == "protesting" || t.Tokens[i].Lower == "demonstrating" {
			if against := f.prep(i, "against", 0); against >= 0 {
				return f.collect(against, false) // "took to the streets, protesting against the government's plan"
			}
		}
		if t.Tokens[i].Lower != "in" {
			continue
		}
		switch t.Tokens[i+1].Lower {
		case "protest", "defiance", "opposition", "response", "anger":
			for _, p := range [...]string{"against", "at", "of", "over", "to"} {
				if at := f.prepBehind(i+1, p); at >= 0 {
					return f.collect(at, false)
				}
				for _, top := range [...]int{i + 1, a.verb} {
					if at := f.prep(top, p, 0); at > i {
						return f.collect(at, false)
					}
				}
			}
		}
	}
	return [2]int{}
}
