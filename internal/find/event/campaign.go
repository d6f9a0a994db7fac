package event

import "strings"

// trade says whether only companies and journalists do something to each other, which is no event of politics.
func (f *Finder) trade(a *act) bool {
	press, firms, others := false, false, false
	for k := a.actors[0]; k < a.actors[1]; k++ {
		switch f.sides[k].sector {
		case "JRN":
			press = true
		case "BUS":
			firms = true
		default:
			others = true
		}
	}
	if others {
		if a.kind.Type == "CONSULT" || a.kind.Type == "REQUEST" { // who speaks to reporters consults nobody
			for k := a.recipients[0]; k < a.recipients[1]; k++ {
				if s := f.sides[k].sector; s != "JRN" {
					return false
				}
			}
			return a.recipients[1] > a.recipients[0]
		}
		return false
	}
	if press {
		return a.kind.Type != "PROTEST" && a.kind.Type != "REJECT"
	}
	if !firms {
		return false
	}
	switch a.kind.Type {
	case "ACCUSE", "REQUEST", "PROTEST", "SANCTION", "COERCE":
	default:
		return true
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		if s := f.sides[k].sector; s == "GOV" || s == "" {
			return false
		}
	}
	return true
}

// campaign says whether an act is only of those after votes, among themselves or before their voters: attacks and battles of words,
// promises and calls to the audience, party offices given up.
func (f *Finder) campaign(a *act, actors, recipients int) bool {
	all := func(at [2]int, sectors string) bool {
		for k := at[0]; k < at[1]; k++ {
			if s := f.standingOf(k); s == "" || !strings.Contains(sectors, s) {
				return false
			}
		}
		return true
	}
	switch a.kind.Type {
	case "ASSAULT":
		if recipients > 0 && all(a.recipients, "PTY ELI LEG JRN") && (a.kind.CAMEO == "190" || a.kind.Mode == "beat") && actors > 0 && !all(a.actors, "REB UAF MIL COP CVL CRM") {
			return true // "he can beat the senator"
		}
		return actors > 0 && all(a.actors, parties) || actors == 0 && recipients > 0 && all(a.recipients, parties) && (a.entry.Noun || a.kind.CAMEO == "190" && a.kind.Mode == "")
	case "PROTEST":
		return actors > 0 && f.sectorOf(a.actors) != "" && all(a.actors, "PTY ELI LEG GOV MIL COP") && a.entry.Words[0] != "boycott"
	case "AID":
		return recipients == 0 && a.status != "negated"
	case "AGREE", "SUPPORT", "CONSULT", "REQUEST", "THREATEN":
		own := f.oneState(a.actors)
		if own == "" || recipients == 0 || f.oneState(a.recipients) != own || !all(a.recipients, "CVL EDU JRN BUS") {
			return false
		}
		return all(a.actors, parties+" CVL") || all(a.actors, parties+" GOV") && a.kind.Type != "REQUEST" && a.kind.Type != "THREATEN"
	case "RETREAT":
		return a.kind.Mode == "resign" && actors > 0 && all(a.actors, "PTY JRN BUS CVL")
	}
	return false
}

// alone says whether an act that takes two names one: somebody who meets, visits or consults nobody; or a person after votes who promises
// something to nobody.
func (f *Finder) alone(a *act, actors, recipients int) bool {
	if actors == 0 && a.kind.CAMEO == "042" {
		return true // a trip of nobody's
	}
	if recipients > 0 || f.severalIn(a.actors) || a.entry.Noun && a.entry.Mutual && f.ofTwoSectors(a.actors) {
		if a.kind.CAMEO != "042" && a.kind.CAMEO != "043" {
			return false
		}
		for k := a.actors[0]; k < a.actors[1]; k++ {
			switch f.sides[k].sector {
			case "CVL", "REF", "EDU", "AGR":
			default:
				if a.kind.CAMEO != "042" || !f.aspirant(k) {
					return false
				}
			}
		}
		return actors > 0 // people who travel
	}
	switch a.kind.Type {
	case "CONSULT":
		return (actors > 0 || !a.entry.Mutual) && !(a.real.refused && a.real.said >= 0) // "said it would not talk to the rebels"
	case "AGREE":
		for k := a.actors[0]; k < a.actors[1]; k++ {
			if s := f.sides[k].sector; s != "PTY" && s != "ELI" && s != "JRN" && s != "CVL" {
				return false
			}
		}
		return actors > 0
	}
	return a.entry.Noun && a.entry.Mutual && actors > 0
}

// ofTwoSectors says whether some sides are those of two sectors, as a government and its rebels.
func (f *Finder) ofTwoSectors(at [2]int) bool {
	for k := at[0] + 1; k < at[1]; k++ {
		if s, first := &f.sides[k], &f.sides[at[0]]; s.code != "" && s.sector != "" && first.sector != "" && s.sector != first.sector {
			return true
		}
	}
	return false
}

// athome says whether a visit leads nowhere but to places of the visitor's own country.
func (f *Finder) athome(a *act) bool {
	own := f.oneState(a.actors)
	return own != "" && f.oneState(a.recipients) == own
}
