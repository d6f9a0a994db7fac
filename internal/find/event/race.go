package event

import "readout/internal/lang"

// An election campaign is told in words of war and of diplomacy: candidates attack and battle each other, endorse, promise and urge all
// day, and none of it binds a state. Here a page about a campaign is told by its words, and who runs.

const (
	raceWords = 8 // words of an election campaign in a page about one, at the least
	raceShare = 8 // and one in so many sentences
)

// readRace finds out whether the text, which has n words of an election campaign, is a page about one, and which of its entities run.
func (f *Finder) readRace(n int) {
	t := f.t
	f.race = len(t.Sentences) >= page && n >= raceWords && n*raceShare >= len(t.Sentences)
	f.runs = f.runs[:0]
	if !f.race {
		return
	}
	for range t.Entities {
		f.runs = append(f.runs, false)
	}
	for i := range t.Mentions {
		m := &t.Mentions[i]
		if m.Entity >= 0 && t.Entities[m.Entity].Kind == lang.Person && (f.contends(m.First, m.Last) || f.campaigns(m.Last)) {
			f.runs[m.Entity] = true
		}
	}
}

// contends says whether one of the tokens [first, last) names somebody by what they run for: "the Republican nominee".
func (f *Finder) contends(first, last int) bool {
	for i := first; i < last; i++ {
		if f.bits[f.t.Tokens[i].Lemma]&uint64(f.is.contender) != 0 {
			return true
		}
	}
	return false
}

// campaigns says whether the words at token i give the person before them a campaign: "Brun's campaign", "Brun supporters".
func (f *Finder) campaigns(i int) bool {
	t := f.t
	if i < len(t.Tokens) && t.Tokens[i].XPOS == "POS" {
		i++
	}
	if i >= len(t.Tokens) {
		return false
	}
	switch t.Tokens[i].Lemma {
	case "campaign", "supporter", "voter", "delegate", "candidacy", "rally":
		return true
	}
	return false
}

// contest says whether an act is only a move in an election campaign: words that somebody of the state that the page is mostly about has for
// others there, or for nobody, where no organ of that state speaks; and whatever those who run have yet to do. Those who govern and do
// not run go on governing: what they do to somebody named who does not run counts.
func (f *Finder) contest(a *act) bool {
	if !f.race {
		return false
	}
	if a.status != "actual" && f.eachIs(a.actors, f.rival) {
		return true
	}
	if !speech(a.kind.Type) && a.kind.Type != "CONSULT" {
		return false
	}
	for _, at := range [...][2]int{a.actors, a.recipients} {
		if f.codes(at) > 0 && f.oneState(at) != f.top {
			return false // of another state
		}
	}
	if f.codes(a.recipients) > 0 && a.status == "actual" && f.main(a) && f.eachIs(a.actors, f.governs) && f.eachIs(a.recipients, func(k int) bool { return !f.stands(k) }) {
		return f.codes(a.actors) == 0
	}
	return f.codes(a.actors) == 0 || !f.eachIs(a.actors, f.institution)
}

// stands says whether side k is a candidate.
func (f *Finder) stands(k int) bool {
	m := f.sides[k].mention
	return f.sides[k].sector == "ELI" || m >= 0 && f.t.Mentions[m].Entity >= 0 && f.runs[f.t.Mentions[m].Entity]
}

// governs says whether side k is somebody by name who holds an office of government and does not run.
func (f *Finder) governs(k int) bool {
	s := &f.sides[k]
	if s.sector != "GOV" || s.mention < 0 {
		return false
	}
	e := f.t.Mentions[s.mention].Entity
	return e >= 0 && f.t.Entities[e].Kind == lang.Person && f.t.Mentions[s.mention].Name && !f.rival(k)
}

// institution says whether side k is an organ of a state that rules, judges or is armed, and no person, nor a candidate's people.
func (f *Finder) institution(k int) bool {
	s := &f.sides[k]
	switch s.sector {
	case "GOV", "MIL", "COP", "JUD", "SPY":
	default:
		return false
	}
	switch f.t.Tokens[s.last-1].Lemma {
	case "aide", "delegate", "delegation", "ally", "leader":
		return false
	}
	return s.mention < 0 || f.t.Mentions[s.mention].Entity < 0 || f.t.Entities[f.t.Mentions[s.mention].Entity].Kind != lang.Person
}

// eachIs says whether all of some sides are of a sort.
func (f *Finder) eachIs(at [2]int, sort func(k int) bool) bool {
	for k := at[0]; k < at[1]; k++ {
		if !sort(k) {
			return false
		}
	}
	return true
}

// rival says whether side k is somebody who runs, a party or the press.
func (f *Finder) rival(k int) bool {
	switch f.standingOf(k) {
	case "PTY", "ELI", "JRN", "BUS":
		return true
	}
	return f.stands(k)
}
