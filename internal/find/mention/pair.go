package mention

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// states gives "the two countries" the codes of the two states that the text has told of together last, or of the only two it has
// named. "The three countries" have no codes, and "the countries" have some only where no third was named.
func (f *Finder) states(n *phrase, m *lang.Mention) {
	if !n.definite || n.code != "" {
		m.Code = n.code
		return
	}
	if f.manyLands(n) {
		return // "its Asian neighbours"
	}
	two := false
	for i := n.first; i < n.last; i++ {
		switch w := f.t.Tokens[i].Lower; {
		case w == "two" || w == "both" || w == "2" || w == "neighbours" || w == "neighbors": // of one another
			two = true

		case f.t.Tokens[i].Kind == lang.Number || number(w):
			return
		}
	}
	m.Code, m.Code2 = f.pair(two)
	if m.Code2 != "" && f.t.Tokens[n.last-1].Lower == "governments" {
		m.Sector = "GOV"
	}
}

// pair is the two actors whom "both sides" or, unless two, "the countries" mean: those named together last before the phrase that is
// read, by "and" or as the two ends of one clause. Who was merely told of in between is none of them. Where the text has told of no
// two together, it is the only two it has named. In a joint statement of two it is those.
func (f *Finder) pair(two bool) (a, b string) {
	if f.issuers[0] != "" {
		return f.issuers[0], f.issuers[1]
	}
	const far = 12 // sentences
	var last [2]string
	for si, k := f.si, len(f.t.Mentions); si >= max(0, f.si-far); si-- {
		first := k
		for first > 0 && f.t.Mentions[first-1].First >= f.t.Sentences[si].First {
			first--
		}
		if c := f.joint(first, k); c[0] != "" && c[1] != "" {
			// "Norway told Peru that both sides ...": who speaks to one of a pair is no part of it.
			if last[0] == "" || last[0] != c[0] && last[0] != c[1] && (last[1] == c[0] || last[1] == c[1]) {
				last = c
			}
			break
		}
		if last[0] == "" {
			last = f.ends(first, k)
		}
		k = first
	}
	if only := f.onlyTwo(); last[0] == "" || !two {
		return only[0], only[1]
	}
	return last[0], last[1]
}

// twoPersons is the states of the two persons who were named last before the phrase that is read, and their sector; "" where they are of
// one state, or the text has named but one lately.
func (f *Finder) twoPersons() (a, b, sector string) {
	const far = 12 // sentences
	last := -1
	for k := len(f.t.Mentions) - 1; k >= 0; k-- {
		m := &f.t.Mentions[k]
		if f.t.SentenceOf(m.First) < f.si-far {
			break
		}
		if m.Entity < 0 || m.Entity == last || f.t.Entities[m.Entity].Kind != lang.Person || f.t.Entities[m.Entity].Name == "" {
			continue
		}
		if last < 0 {
			last = m.Entity
			continue
		}
		b, sector = f.post(last)
		a, other := f.post(m.Entity)
		if len(a) != 3 || len(b) != 3 || a == b {
			return "", "", ""
		}
		if sector != other {
			sector = ""
		}
		return a, b, sector
	}
	return "", "", ""
}

// post is the state and sector of a named person: what the text tells, else what the office that they hold does.
func (f *Finder) post(e int) (code, sector string) {
	x := &f.t.Entities[e]
	if x.Code != "" {
		return x.Code, x.Sector
	}
	if h, tenure := f.actors.Person(x.Name, f.day); tenure == know.Holds {
		return h.Code, h.Sector
	}
	return "", ""
}

// joint is the last two actors among the mentions [first, last) that "and" or a hyphen joins, and no third with them.
func (f *Finder) joint(first, last int) (c [2]string) {
	for k := last - 1; k > first; {
		from, _ := f.t.Coordinated(k)
		if x, y := &f.t.Mentions[max(from, first)], &f.t.Mentions[k]; k-from == 1 && f.party(x) && f.party(y) && x.Code != y.Code {
			return [2]string{x.Code, y.Code}
		}
		k = from - 1
	}
	return c
}

// ends is the actor that is the subject of a clause and the only other one in it, which must be no subject beside it: "Peru held talks
// with Chile", "Kenya accused its neighbour Somalia". Those of the last clause among the mentions [first, last).
func (f *Finder) ends(first, last int) (c [2]string) {
	for s := last - 1; s >= first; s-- {
		x := &f.t.Mentions[s]
		h := f.head(x.First, x.Last)
		if !f.party(x) || !f.t.Is(h, "nsubj") {
			continue
		}
		other, several := "", false
		for k := s + 1; k < last; k++ {
			y := &f.t.Mentions[k]
			g := f.head(y.First, y.Last)
			if !f.party(y) || y.Code == x.Code || y.Code == other || f.where(g) {
				continue
			}
			if y.Code == "UN" || y.Code == "UNSC" {
				break // to whom states turn about each other
			}
			several = several || other != "" || !f.under(g, int(f.t.Tokens[h].Head))
			other = y.Code
		}
		if other != "" && !several {
			return [2]string{x.Code, other}
		}
	}
	return c
}

// party says whether a mention is of somebody who may be a side: a state, its government or forces, an armed group or a body of
// states, by name or through whoever speaks for them.
func (f *Finder) party(m *lang.Mention) bool {
	if m.Code == "" || m.Code2 != "" || m.Entity >= 0 && f.t.Entities[m.Entity].Kind == lang.Group && f.t.Entities[m.Entity].Guessed {
		return false
	}
	switch m.Sector {
	case "", "GOV", "MIL", "REB":
		return true
	}
	return false
}

// where says whether token k tells a place: "in Oslo".
func (f *Finder) where(k int) bool {
	c := f.t.Child(k, "case")
	if c < 0 {
		return false
	}
	switch f.t.Tokens[c].Lower {
	case "in", "at", "near", "via", "through", "after", "since", "under", "like", "unlike", "despite":
		return true
	}
	return false
}

// under says whether token k belongs to the clause of the verb v, or to what is said in it, and is not the subject of a clause beside it.
func (f *Finder) under(k, v int) bool {
	const deep = 16
	for n := 0; k >= 0 && n < deep; k, n = int(f.t.Tokens[k].Head), n+1 {
		if k == v {
			return true
		}
		if f.t.Is(k, "conj") && f.t.Child(k, "nsubj") >= 0 || f.t.Is(k, "advcl") || f.t.Is(k, "parataxis") {
			return false
		}
	}
	return false
}

// onlyTwo is the two states that the text has named so far; none where it has named a third, or only one.
func (f *Finder) onlyTwo() (c [2]string) {
	const far = 200 // mentions
	for k := len(f.t.Mentions) - 1; k >= max(0, len(f.t.Mentions)-far); k-- {
		switch x := &f.t.Mentions[k]; {
		case len(x.Code) != 3 || x.Pronoun || x.Code == c[0] || x.Code == c[1]:
		case c[1] == "":
			c[1] = x.Code
		case c[0] == "":
			c[0] = x.Code
		default:
			return [2]string{}
		}
	}
	if c[0] == "" {
		return [2]string{}
	}
	return c
}

// number says whether a word counts more than two, or nobody in particular.
func number(w string) bool {
	switch w {
	case "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "other", "all", "most", "some", "few":
		return true
	}
	return false
}
