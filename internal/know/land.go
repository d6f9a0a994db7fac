package know

import "strings"

// Land is the state that an armed group or movement belongs to: "PSE" for HAMAS; "" for a state, an organisation of states and a
// group of no one land.
func (a *Actors) Land(code string) string {
	if home := a.homes[code]; home != "" && home != code {
		if _, ok := a.states[home]; ok {
			return home
		}
	}
	return ""
}

// GroupOf is the code of the group of a land that words name first or are the name of a leader of: "HAMAS" in "two Hamas officials",
// with PSE; "" where they name none.
func (a *Actors) GroupOf(land, words string) string {
	for i := 0; i < len(words); {
		if n, size := a.At(words[i:]); size > 0 {
			if a.Land(n.Code) == land {
				return n.Code
			}
			i += size
			continue
		}
		k := strings.IndexAny(words[i:], " -/")
		if k < 0 {
			break
		}
		i += k + 1
	}
	if h, t := a.Person(words, 0); t != Unknown && a.Land(h.Code) == land {
		return h.Code
	}
	return ""
}
