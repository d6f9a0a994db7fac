package event

import (
	"slices"

	"readout/internal/know"
	"readout/internal/lang"
)

// settle finds the sides of an act and says whether it is an event at all.
func (f *Finder) settle(a *act) bool {
	e := a.entry
	if a.real.would {
		a.real.own = a.real.said >= 0 && !f.saidByOther(a)
	}
	if e == refusal {
		a.real.refused, a.real.will, a.real.would, a.real.effect = false, false, false, know.Through // the refusal is done
	}
	if a.status = a.real.status(); a.status == "actual" && f.scheduled(a) {
		a.status = "planned"
	}
	if a.real.background && !f.recent(a) {
		return false
	}
	if f.recalls && a.verb >= 0 && f.t.Tokens[a.verb].Head >= 0 && !f.t.Is(a.verb, "ccomp") {
		return false
	}
	if !e.Noun && a.status == "actual" && f.general(a.verb) && !f.headline() && (!speech(a.kind.Type) || a.kind.Mode == "investigate" || f.passive(a.verb) && a.kind.Type != "REQUEST") && !f.standing(a) && !f.recent(a) {
		return false
	}
	if a.kind.Type == "ASSAULT" && f.rehearsed() {
		return false
	}
	f.deeds = !speech(e.Type) || e.Type == "THREATEN" || e.Type == "CONCEDE"
	a.actors = f.fill(a, e.Actors, true)
	named := a.frame.subj >= 0 && !e.Noun && e.Actors[0] == "subj" && f.blast(a.frame.subj) < 0
	suffers := e.Via != nil && e.Noun && a.verb >= 0 && f.among(e.Via, a.verb) && speech(e.Type) // "drew Kenyan criticism"
	if e.Noun && a.actors[0] == a.actors[1] && a.verb >= 0 && a.frame.subj >= 0 && !suffers {
		a.actors = f.collect(a.frame.subj, true)
		named = true
		if f.in(f.is.telling, a.verb) && !e.Mutual && (a.kind.Mode == "abduct" || !f.organs(a.actors)) {
			return false // "a Hamas official confirmed the arrests", "the ministry announced the kidnapping"
		}
	}
	if a.actors[0] == a.actors[1] && e.Type == "ASSAULT" && !e.Noun {
		a.actors = f.dealers(a)
	}
	if a.actors[0] == a.actors[1] && !e.Noun && a.frame.passive {
		a.actors = f.ordering(a.verb)
	}
	a.recipients = f.fill(a, e.Recipients, false)
	if e.Noun && f.in(f.is.suffered, a.head) && a.recipients[0] == a.recipients[1] && f.ofPerson(a.head) {
		a.recipients = f.collect(f.t.Child(a.head, "nmod:poss"), false) // "Otieno's arrest was announced"
		if f.alike(a) {
			a.actors = [2]int{}
		}
	}
	if f.recalls && e.Noun && f.recalled(a) {
		return false
	}
	if suffers && a.recipients[0] == a.recipients[1] && a.frame.subj >= 0 {
		a.recipients = f.collect(a.frame.subj, false) // "won Oslo's praise"
	}
	if e.Swap {
		a.actors, a.recipients = a.recipients, a.actors
		if a.actors[0] == a.actors[1] {
			return false
		}
	}
	f.turn(a)
	each := f.severalIn(a.actors) && f.codes(a.recipients) == 0 && f.eachOther(a)
	switch {
	case each:
		a.recipients = a.actors
	case a.recipients[0] == a.recipients[1]:
		for _, more := range [...]func(*act) [2]int{f.byDoing, f.given, f.takenUp, f.targets} {
			if a.recipients = more(a); a.recipients[0] < a.recipients[1] {
				break
			}
		}
	}
	if a.kind.Type == "PROTEST" && !named {
		f.crowds(a)
	}
	f.context(a)
	if f.codes(a.actors) == 0 {
		if at := f.custodian(a); at[1] > at[0] {
			a.actors = at
		} else if at := f.teller(a); at[1] > at[0] {
			a.actors = at
		}
	}
	if f.diplomatic(a) {
		a.kind = know.Future{Type: "ACCUSE", CAMEO: "113", Mode: "disapprove"}
	}
	switch {
	case a.kind.Type == "PROTEST" && f.backing(a):
		a.recipients = [2]int{}
	case a.kind.Type == "PROTEST" && f.onlyWhere(a):
		a.recipients = f.opposed(a)
		f.context(a)
	case a.kind.Type == "MOBILIZE" && a.recipients[1] > a.recipients[0] && f.onlyWhere(a):
		a.recipients = [2]int{} // troops moved within their own country
	}
	f.elsewhere(a)
	f.homeGround(a)
	f.suspects(a)
	if e.Mutual {
		f.balance(a, named)
	}
	if !e.Mutual {
		f.withoutOwn(a)
	}
	actors, recipients := f.codes(a.actors), f.codes(a.recipients)
	if actors > 0 && recipients > 0 && !e.Mutual && !each && f.alike(a) {
		a.recipients[1] = a.recipients[0] // "was endorsed by Japan"
		if f.passive(a.head) {
			a.recipients = f.fill(a, notBy(e.Recipients), false) // "a Kenyan request was rejected by Japan"
		} else if len(e.Recipients) > 0 && slices.Contains(e.Recipients[1:], "obj") {
			a.recipients = f.fill(a, []string{"obj"}, false) // "Japan shut the Kenyan consulate in Osaka"
		}
		if f.codes(a.recipients) > 0 && f.alike(a) {
			a.recipients[1] = a.recipients[0]
		}
	}
	if e.Mutual && e.Needs && actors > 0 && recipients == 0 {
		if a.recipients = f.partnersBefore(a); f.codes(a.recipients) > 0 {
			recipients = f.codes(a.recipients)
		}
	}
	if e.Mutual && actors > 0 && recipients == 0 && e.Needs {
		if !f.severalIn(a.actors) {
			return false
		}
	} else if e.Needs && recipients == 0 {
		return false
	}
	if f.idle(a) || f.joined(a) || f.together(a) || f.unmanned(a) || f.codes(a.recipients) == 0 && f.half(a) {
		return false
	}
	if actors == 0 && named {
		return false // somebody acts, but nobody that the record knows
	}
	if actors == 0 && a.kind.Type == "ASSAULT" && f.befell(a) {
		return false
	}
	if actors == 0 && f.mishap && (a.kind.Type == "ASSAULT" || a.kind.Mode == "restrict") {
		return false // homes destroyed by a fire, people killed in a crash, roads closed
	}
	if f.mishap && len(f.t.Sentences) >= page && f.relief(a, actors, recipients) {
		return false
	}
	if actors == 0 && !f.mayLackActor(a) || f.trade(a) {
		return false
	}
	if actors == 0 && recipients == 0 && len(f.t.Sentences) >= page {
		return false // a page tells elsewhere who met
	}
	if actors == 0 && recipients == 0 && !(e.Noun && e.Mutual && f.where(a) >= 0 && a.verb >= 0 && f.tellsAlone(a)) {
		return false
	}
	if e.Noun && e.Mutual && actors == 0 && recipients > 0 && !f.severalIn(a.recipients) && !f.tellsAlone(a) {
		return false // "the meeting comes before a debate with Oslo"
	}
	if actors > 0 && f.miscast(a) || f.severed(a) || f.slight(a, actors, recipients) {
		return false
	}
	if two, home := f.facing(a, actors, recipients); f.worldly && (!two || home) {
		return false // firms and lawyers tell each other things all day
	}
	if f.alone(a, actors, recipients) || f.campaign(a, actors, recipients) || f.contest(a) {
		return false
	}
	if a.kind.CAMEO == "042" {
		for k := a.recipients[0]; k < a.recipients[1]; k++ { // who visits Oslo visits a country and no government
			if s := &f.sides[k]; s.mention >= 0 && f.t.Mentions[s.mention].Entity >= 0 && f.t.Entities[f.t.Mentions[s.mention].Entity].Kind == lang.State {
				s.sector = ""
			}
		}
		if f.athome(a) {
			return false
		}
	}
	return true
}

// ofPerson says whether a person owns noun i: "the minister's arrest".
func (f *Finder) ofPerson(i int) bool {
	p := f.t.Child(i, "nmod:poss")
	if p < 0 || f.at[p] < 0 {
		return false
	}
	e := f.t.Mentions[f.at[p]].Entity
	return e >= 0 && f.t.Entities[e].Kind == lang.Person
}

// recalled says whether the words between a noun and its verb mark a day long past: "prepare for the centenary of the king's visit".
func (f *Finder) recalled(a *act) bool {
	for i := a.verb + 1; a.verb >= 0 && i < a.head; i++ {
		if f.in(f.is.recall, i) {
			return true
		}
	}
	return false
}

// befell says whether a clause tells of what befell without anybody's will: "three were killed when a crane fell".
func (f *Finder) befell(a *act) bool {
	if a.verb < 0 {
		return false
	}
	for c := range f.t.Children(a.verb) {
		if f.t.Is(c, "advcl") && f.in(f.is.befall, c) && (f.marked(c, "when") || f.marked(c, "after") || f.marked(c, "as")) {
			return true
		}
	}
	return false
}

// rehearsed says whether the sentence tells of an exercise, in which nobody is attacked: "in a mock raid".
func (f *Finder) rehearsed() bool {
	for i := f.s.First; i < f.s.Last; i++ {
		if f.in(f.is.rehearsal, i) {
			return true
		}
	}
	return false
}

// relief says whether an act may be help for people in distress at home: soldiers sent, roads closed, villages cleared.
func (f *Finder) relief(a *act, actors, recipients int) bool {
	switch {
	case a.kind.Type == "MOBILIZE", a.kind.Type == "SANCTION" && recipients == 0, a.kind.Mode == "restrict", a.kind.Mode == "deport", a.kind.Mode == "martial-law":
		_, home := f.facing(a, actors, recipients)
		return home || actors == 0
	}
	return false
}

// organs says whether all of some sides are organs of a state.
func (f *Finder) organs(at [2]int) bool {
	return f.eachIs(at, func(k int) bool {
		switch f.sides[k].sector {
		case "", "GOV", "MIL", "COP", "JUD", "SPY":
			return true
		}
		return false
	})
}

// notBy are the slots that name no agent.
func notBy(slots []string) []string {
	return slices.DeleteFunc(slices.Clone(slots), func(s string) bool { return s == "by" })
}

// standing says whether an act is one of those that states say of themselves in the present: "Norway partners with Kenya".
func (f *Finder) standing(a *act) bool {
	return a.kind.Type == "COOPERATE" && a.entry.Needs && a.real.said >= 0 || a.kind.Type == "COOPERATE" && f.t.QuoteOf(a.head) >= 0
}

// mayLackActor says whether an act without an actor is told as one that happened: a passive without an agent, or a noun; and of what
// did not happen somebody must be said to have left it.
func (f *Finder) mayLackActor(a *act) bool {
	if a.entry.Noun {
		return a.entry.Mutual || (a.status == "actual" || a.entry.Type == "ASSAULT") && (f.where(a) >= 0 || f.headline() || a.verb >= 0 && f.passive(a.verb))
	}
	i := a.verb
	if f.passive(i) && a.frame.agent < 0 {
		t := f.t
		if a.status == "negated" || a.status == "hypothetical" && a.kind.Type != "ASSAULT" {
			return false
		}
		for k := i + 1; k < f.s.Last && k < i+10 && t.Tokens[k].Kind == lang.Word; k++ {
			if t.Tokens[k].Lower == "by" {
				return false // somebody is named, but nobody that the record knows
			}
		}
		if speech(a.kind.Type) && a.kind.Type != "ACCUSE" || a.kind.Type == "CONSULT" || a.kind.Type == "PROTEST" && f.where(a) < 0 || a.kind.Type == "AID" {
			return false
		}
		return t.Tokens[i].Head < 0 || t.Is(i, "ccomp") || t.Is(i, "parataxis") || t.Is(i, "conj") || i == f.mended
	}
	return a.frame.subj >= 0 && (a.entry.Actors[0] != "subj" || f.blast(a.frame.subj) >= 0)
}

// tellsAlone says whether a noun tells of the affairs of states though no side is named: fighting, a truce, peace talks.
func (f *Finder) tellsAlone(a *act) bool {
	if a.entry.Type != "CONSULT" {
		return true
	}
	switch singular(f.t.Tokens[a.head].Lower) {
	case "talk", "negotiation", "summit":
		return true
	}
	return false
}

// speech says whether a type is an act of words, which the present tense reports as of the day.
func speech(kind string) bool {
	switch kind {
	case "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return true
	}
	return false
}

// besides says whether clause i tells what happened besides what the verb above it tells: "fans booed after the minister resigned".
func (f *Finder) besides(i int) bool {
	if !f.t.Is(i, "advcl") || f.t.Child(i, "nsubj") < 0 && f.t.Child(i, "nsubj:pass") < 0 {
		return false
	}
	for c := range f.t.Children(i) {
		if f.t.Is(c, "mark") {
			return f.events.Status("mark", f.t.Tokens[c].Lower) == know.Through
		}
	}
	return false
}

// spokenOf says whether an act is only the content of another that was found: what was demanded, threatened, agreed or refused.
func (f *Finder) spokenOf(a *act) bool {
	t := f.t
	i := a.head
	if a.verb >= 0 {
		i = a.verb
	}
	below, beside := false, false
	for depth := 0; depth < deep; depth++ {
		h := int(t.Tokens[i].Head)
		beside = beside || f.besides(i)
		if h < 0 || f.worded(i) {
			return false
		}
		if k := f.of[h]; k >= 0 && h != a.head && &f.acts[k] != a {
			b := &f.acts[k]
			switch {
			case b.entry.Type == "NONE" && a.verb >= 0 && f.claim(a.verb) == h:
				return false // "denied charges that it had shelled the town"
			case b.entry.Type == "NONE":
				return !t.Is(i, "conj") && !t.Is(i, "parataxis") && !beside
			case t.Is(i, "xcomp"), t.Is(i, "acl") && !t.Is(i, "acl:relcl"), t.Is(i, "ccomp") && speech(b.entry.Type):
				return true
			case t.Is(i, "advcl") && (f.marked(i, "to") || t.Tokens[i].XPOS == "VBG" && (t.Child(i, "mark") >= 0 || i > f.s.First && t.Is(i-1, "compound:prt"))):
				return true
			case below && (t.Is(i, "obj") || t.Is(i, "nsubj:pass")):
				return true
			case nominal(&t.Tokens[i]) && (t.Is(i, "obj") || t.Is(i, "obl") || t.Is(i, "nmod")) && a.entry.Noun && i == a.head:
				return true
			}
		}
		below = t.Is(i, "acl") && !t.Is(i, "acl:relcl") // "signed an agreement to allow"
		i = h
	}
	return false
}
