package event

import (
	"cmp"
	"slices"
	"strings"

	"readout/internal/lang"
)

// settle finds the sides of an act and says whether it is an event at all.
func (f *Finder) settle(a *act) bool {
	e := a.entry
	if a.real.would {
		a.real.own = a.real.said >= 0 && !f.saidByOther(a)
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
	if !e.Noun && a.status == "actual" && f.general(a.verb) && !f.headline() && !speech(a.kind.Type) && !f.standing(a) && !f.recent(a) {
		return false
	}
	f.deeds = !speech(e.Type) || e.Type == "THREATEN" || e.Type == "CONCEDE"
	a.actors = f.fill(a, e.Actors, true)
	named := a.frame.subj >= 0 && !e.Noun && e.Actors[0] == "subj" && !f.in(f.is.ordnance, a.frame.subj)
	if e.Noun && a.actors[0] == a.actors[1] && a.verb >= 0 && a.frame.subj >= 0 {
		a.actors = f.collect(a.frame.subj, true)
		named = true
	}
	a.recipients = f.fill(a, e.Recipients, false)
	if e.Noun && e.Via != nil && a.verb >= 0 && f.among(e.Via, a.verb) && a.recipients[0] == a.recipients[1] && !named && speech(e.Type) {
		a.recipients = f.collect(a.frame.subj, false) // "won Oslo's praise"
	}
	if e.Swap {
		a.actors, a.recipients = a.recipients, a.actors
		if a.actors[0] == a.actors[1] {
			return false
		}
	}
	f.context(a)
	switch {
	case a.kind.Type == "PROTEST" && f.onlyWhere(a):
		a.recipients = f.opposed(a)
		f.context(a)
	case a.kind.Type == "MOBILIZE" && a.recipients[1] > a.recipients[0] && f.onlyWhere(a):
		a.recipients = [2]int{} // troops moved within their own country
	}
	if e.Mutual {
		f.balance(a, named)
	}
	actors, recipients := f.codes(a.actors), f.codes(a.recipients)
	if actors > 0 && recipients > 0 && !e.Mutual && f.alike(a) {
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
	if f.idle(a) || f.joined(a) || f.codes(a.recipients) == 0 && f.half(a) {
		return false
	}
	if actors == 0 && named {
		return false // somebody acts, but nobody that the record knows
	}
	if actors == 0 && !f.mayLackActor(a) || f.trade(a) {
		return false
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
	if f.alone(a, actors, recipients) || f.campaign(a, actors, recipients) {
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
	a.confidence = f.confidence(a, actors, recipients)
	return true
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
	return a.frame.subj >= 0 && (a.entry.Actors[0] != "subj" || f.in(f.is.ordnance, a.frame.subj))
}

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

// balance lets the sides of a mutual act stand once, as actors.
func (f *Finder) balance(a *act, named bool) {
	if !named && f.codes(a.actors) == 0 && f.severalIn(a.recipients) {
		a.actors, a.recipients = a.recipients, [2]int{}
		return
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		found := false
		for j := a.actors[0]; j < a.actors[1]; j++ {
			found = found || f.sides[j].code == f.sides[k].code && f.sides[j].sector == f.sides[k].sector
		}
		if !found {
			return
		}
	}
	a.recipients = [2]int{}
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

// campaign says whether an act is only of those after votes, among themselves or before their voters: attacks and battles of words,
// threats to nobody, calls on the audience, party offices given up.
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
	case "THREATEN":
		if actors > 0 && recipients > 0 && all(a.actors, parties) && all(a.recipients, "CVL") {
			return true // who warns followers threatens nobody
		}
		return actors > 0 && recipients == 0 && all(a.actors, parties)
	case "AID":
		return recipients == 0 && a.status != "negated"
	case "AGREE", "SUPPORT", "CONSULT":
		if a.kind.Type == "CONSULT" && actors > 0 && all(a.actors, "CVL EDU") && f.sectorOf(a.recipients) == "" {
			return true // the people of a country take part in conversations
		}
		if a.kind.Type == "AGREE" && recipients == 0 && a.status == "hypothetical" || a.kind.Type == "SUPPORT" && actors > 0 && all(a.actors, "CVL") {
			return true
		}
		own := f.oneState(a.actors)
		if a.kind.Type == "AGREE" && own != "" && all(a.actors, parties+" GOV") && recipients > 0 && f.oneState(a.recipients) == own && all(a.recipients, "GOV MIL") && a.recipients[1]-a.recipients[0] == 1 && f.sides[a.recipients[0]].mention < 0 {
			return true // agrees to keep apart from official business
		}
		if a.kind.Type == "AGREE" && own != "" && all(a.actors, parties) && f.oneState(a.recipients) == own && f.sectorOf(a.recipients) == "" {
			return true // a candidate who agrees to something before a state's vote
		}
		return own != "" && recipients > 0 && f.oneState(a.recipients) == own && all(a.actors, "PTY ELI LEG GOV") && all(a.recipients, "CVL EDU JRN BUS")
	case "REQUEST":
		if recipients == 0 && actors > 0 && all(a.actors, parties) {
			return true
		}
		return a.status == "negated" && a.entry.Words[0] == "want" || actors > 0 && recipients > 0 && all(a.actors, parties) && all(a.recipients, "CVL")
	case "ACCUSE":
		return a.kind.CAMEO == "090" && actors > 0 && all(a.actors, "PTY ELI BUS EDU")
	case "CONCEDE":
		return actors > 0 && all(a.actors, "GOV") && recipients > 0 && all(a.recipients, "GOV MIL COP") && f.oneState(a.recipients) == f.oneState(a.actors)
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
	if recipients > 0 || f.severalIn(a.actors) {
		if a.kind.CAMEO != "042" && a.kind.CAMEO != "043" {
			return false
		}
		for k := a.actors[0]; k < a.actors[1]; k++ {
			switch f.sides[k].sector {
			case "CVL", "REF", "EDU", "AGR":
			default:
				return false
			}
		}
		return actors > 0 // people who travel
	}
	switch a.kind.Type {
	case "CONSULT":
		return actors > 0 || !a.entry.Mutual
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

// athome says whether a visit leads nowhere but to places of the visitor's own country.
func (f *Finder) athome(a *act) bool {
	own := f.oneState(a.actors)
	return own != "" && f.oneState(a.recipients) == own
}

// fill gathers the sides that stand in the first of the slots that names any.
func (f *Finder) fill(a *act, slots []string, acting bool) [2]int {
	for _, s := range slots {
		var at [2]int
		if acting && s == "of" { // of an actor only what is right behind the noun: "the army of Kenya"
			for c := range f.t.Children(a.head) {
				if f.t.Is(c, "nmod") && f.caseIs(c, "of") {
					if at = f.collect(c, true); at[1] > at[0] {
						return at
					}
				}
			}
			continue
		}
		switch s {
		case "inner":
			at = f.innerSides(a)
		case "adj":
			at = f.adjectives(a.head)
		case "with", "between", "to", "from", "on", "against", "of", "for", "in", "by", "at", "over", "into", "towards", "toward", "near", "upon", "alongside":
			i := f.slot(s, a.head, &a.frame)
			if i < 0 && a.verb >= 0 && a.verb != a.head {
				i = f.slot(s, a.verb, &a.frame)
			}
			if i < 0 {
				continue
			}
			at = f.collect(i, acting)
			if at[0] == at[1] {
				at = f.placeSides(i)
			}
			if s == "between" && at[1] == at[0]+1 {
				at = f.partner(at)
			}
		default:
			i := f.slot(s, a.head, &a.frame)
			if i < 0 || acting && s == "obj" && (a.frame.subj >= 0 || !a.frame.passive) && len(slots) > 1 {
				continue
			}
			at = f.collect(i, acting && s == "subj")
		}
		if at[1] > at[0] {
			return at
		}
	}
	return [2]int{}
}

// partner adds to the one side found behind "between" the one that follows with "and", where the tree hangs it elsewhere.
func (f *Finder) partner(at [2]int) [2]int {
	k := f.sides[at[0]].last
	if k+1 >= f.s.Last || f.t.Tokens[k].Lower != "and" {
		return at
	}
	k++
	if f.t.Tokens[k].Lower == "the" {
		k++
	}
	if k < f.s.Last && f.at[k] >= 0 {
		f.gatherOne(f.t.Mentions[f.at[k]].Last-1, true, 1)
		return [2]int{at[0], len(f.sides)}
	}
	return at
}

// placeSides makes the places named at token i sides: "blocked the road between Lyon and Geneva".
func (f *Finder) placeSides(i int) [2]int {
	from := len(f.sides)
	if c := f.countryAt(i); c != "" {
		f.push(side{code: c, mention: -1, first: i, last: i + 1})
	}
	for k := range f.t.Children(i) {
		if f.t.Is(k, "conj") {
			if c := f.countryAt(k); c != "" {
				f.push(side{code: c, mention: -1, first: k, last: k + 1})
			}
		}
	}
	return [2]int{from, len(f.sides)}
}

// collect gathers the sides named at token i as a stretch of their own.
func (f *Finder) collect(i int, acting bool) [2]int {
	from := len(f.sides)
	f.gather(i, acting)
	return [2]int{from, len(f.sides)}
}

// adjectives gathers the peoples that describe a noun: "Kenyan raids", "US-Pakistan talks".
func (f *Finder) adjectives(i int) [2]int {
	t := f.t
	from := len(f.sides)
	for c := range t.Children(i) {
		if (t.Is(c, "amod") || t.Is(c, "compound") || t.Is(c, "nmod:desc")) && f.at[c] >= 0 && t.Mentions[f.at[c]].Code != "" {
			if m := &t.Mentions[f.at[c]]; !t.Is(c, "amod") && m.Sector == "GOV" && m.Entity >= 0 && t.Entities[m.Entity].Kind == lang.State {
				continue // "the Paris attacks": a city is where
			}
			f.mention(c, int(f.at[c]), true)
		}
	}
	return [2]int{from, len(f.sides)}
}

// innerSides gathers those to whom the act done in a complement would be done: "threatened to break off relations with Congo"; where
// it names nobody, those who would do it.
func (f *Finder) innerSides(a *act) [2]int {
	c := f.content(a.head, &a.frame)
	if c < 0 || f.nest >= maxNest {
		return [2]int{}
	}
	f.nest++
	defer func() { f.nest-- }()
	deeds := f.deeds
	f.deeds = true
	defer func() { f.deeds = deeds }()
	fr := f.frame(c, 0)
	if fr.passive && a.kind.Type == "REQUEST" {
		return [2]int{} // "asked that the prisoners be freed": nobody is named who is to do it
	}
	for _, e := range f.verbEntries(c) {
		if f.particles(e, c) && f.conditions(e, c, &fr) {
			in := act{entry: e, head: c, verb: c, frame: fr}
			if at := f.fill(&in, e.Recipients, false); at[1] > at[0] {
				return at
			}
			break
		}
	}
	if fr.obj >= 0 {
		if at := f.collect(fr.obj, false); at[1] > at[0] {
			return at
		}
	}
	for _, p := range [...]string{"with", "to", "against", "on", "in", "from", "for", "at", "of"} {
		if i := f.prep(c, p, 0); i >= 0 {
			if at := f.collect(i, false); at[1] > at[0] {
				return at
			}
			if at := f.placeSides(i); at[1] > at[0] {
				return at
			}
		}
	}
	for _, p := range [...]string{"to", "for", "with", "against", "on"} {
		if i := f.prepBehind(c, p); i >= 0 {
			if at := f.collect(i, false); at[1] > at[0] {
				return at
			}
		}
	}
	return [2]int{}
}

// codes counts the sides of a stretch that have a state.
func (f *Finder) codes(at [2]int) int {
	n := 0
	for k := at[0]; k < at[1]; k++ {
		if f.sides[k].code != "" {
			n++
		}
	}
	return n
}

func (f *Finder) severalIn(at [2]int) bool {
	for k := at[0] + 1; k < at[1]; k++ {
		if f.sides[k].code != "" && f.sides[k].code != f.sides[at[0]].code {
			return true
		}
	}
	return false
}

// alike says whether the recipients are the actors over again: "Norway's army withdrew from Norway" aside, nobody acts on themselves
// as a whole.
func (f *Finder) alike(a *act) bool {
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		same := false
		for j := a.actors[0]; j < a.actors[1]; j++ {
			same = same || f.sides[j].first == f.sides[k].first
		}
		if !same {
			return false
		}
	}
	return true
}

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
	}
	dateline := ""
	if f.d.Dateline != nil {
		dateline = f.d.Dateline.Country
	}
	for k := a.actors[0]; k < a.actors[1]; k++ {
		s := &f.sides[k]
		switch {
		case s.code != "":
		case s.sector == "GOV":
			if p := f.where(a); p >= 0 {
				s.code = f.countryAt(p)
			}
		case home != "" && s.sector != "MIL":
			s.code = home
		case s.domestic && f.ruled(s.sector) && (a.kind.Type == "PROTEST" || a.kind.Type == "REQUEST") && f.oneState(a.recipients) != "":
			s.code = f.oneState(a.recipients)
		case home != "":
			s.code = home
		case s.domestic && f.oneState(a.actors) != "": // "Sudan and the rebels"
			s.code = f.oneState(a.actors)
		case (s.sector == "COP" || s.sector == "MIL" && f.sectorOf(a.recipients) == "GOV") && f.oneState(a.recipients) != "":
			s.code = f.oneState(a.recipients)
		case s.sector == "REB" && speech(a.entry.Type) && f.oneState(a.recipients) != "":
			s.code = f.oneState(a.recipients)
		case s.domestic || s.sector == "MIL":
			code := cmp.Or(f.source(a), dateline) // adds sides, which may move them
			f.sides[k].code = code
		}
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		s := &f.sides[k]
		switch {
		case s.code != "":
		case home != "":
			s.code = home
		case s.domestic && f.oneState(a.recipients) != "": // "between Sudan and the rebels"
			s.code = f.oneState(a.recipients)
		case a.entry.Type == "SANCTION" || a.entry.Type == "CONSULT": // on others by nature
		case s.domestic && f.domesticActor(a) != "":
			s.code = f.domesticActor(a)
		case s.sector == "MIL" && f.athomeActor(a):
			s.code = f.oneState(a.actors)
		case s.domestic && f.codes(a.actors) > 0 && f.onlyState() != "":
			s.code = f.onlyState()
		case s.domestic:
			code := cmp.Or(f.source(a), dateline) // adds sides, which may move them
			f.sides[k].code = code
		}
	}
}

// source is the state of the one who reports an act, "" where none does: police and soldiers mostly tell of their own country.
func (f *Finder) source(a *act) string {
	if a.real.said < 0 {
		return ""
	}
	s := f.frame(a.real.said, 0).subj
	if s < 0 {
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

// partnersBefore are the recipients of the act before in the sentence, where the same actors go on with them: "we are in touch with
// Oslo and will continue to discuss security".
func (f *Finder) partnersBefore(a *act) [2]int {
	for k := range f.acts {
		b := &f.acts[k]
		if b.head >= a.head || b == a || f.codes(b.recipients) == 0 || f.codes(b.actors) == 0 {
			continue
		}
		if f.sides[b.actors[0]].code == f.sides[a.actors[0]].code {
			return b.recipients
		}
	}
	return [2]int{}
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

// onlyState is the one state that the sentence names, "" where it names none or several.
func (f *Finder) onlyState() string {
	code := ""
	for k := range f.t.Mentions {
		x := &f.t.Mentions[k]
		if x.First < f.s.First || x.First >= f.s.Last || x.Code == "" {
			continue
		}
		if code != "" && code != x.Code || !f.state(x.Code) {
			return ""
		}
		code = x.Code
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
	}
	return f.oneState(a.actors)
}

// speech says whether a type is an act of words, which the present tense reports as of the day.
func speech(kind string) bool {
	switch kind {
	case "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return true
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
	below := false
	for depth := 0; depth < deep; depth++ {
		h := int(t.Tokens[i].Head)
		if h < 0 {
			return false
		}
		if k := f.of[h]; k >= 0 && h != a.head && &f.acts[k] != a {
			b := &f.acts[k]
			switch {
			case b.entry.Type == "NONE":
				return !t.Is(i, "conj") && !t.Is(i, "parataxis")
			case t.Is(i, "xcomp"), t.Is(i, "acl") && !t.Is(i, "acl:relcl"), t.Is(i, "ccomp") && speech(b.entry.Type):
				return true
			case t.Is(i, "advcl") && (f.marked(i, "to") || t.Tokens[i].XPOS == "VBG" && t.Child(i, "mark") >= 0):
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
