package event

import (
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Not all that is told is news of the day, and a record that is half right is worse than none. Here an act that was found is left out
// where the sentence or the text around it tells that it is old, a habit or a matter of opinion, or names a side that nobody knows.

// idle says whether an act is none of the day: an old one, a habit, a thought.
func (f *Finder) idle(a *act) bool {
	return f.mentioned(a) || f.provided(a) || f.polled(a) || f.opined(a) || f.refuted(a) || f.pondered(a) || f.surmised(a) || f.advised(a) || f.foretold(a) || f.compared(a) || f.longPlanned(a) || f.others(a) || f.habit(a) || (a.status == "actual" || a.status == "negated") && !f.recent(a) && (f.retold(a) || f.bygone(a) || f.outgone(a) || f.recounted(a) || f.summed(a))
}

// provided says whether an act is only what a law or treaty lets somebody do: "the law allows police to detain migrants".
func (f *Finder) provided(a *act) bool {
	if a.verb < 0 || !f.t.Is(a.verb, "xcomp") {
		return false
	}
	h := int(f.t.Tokens[a.verb].Head)
	s := f.t.Child(h, "nsubj")
	return s >= 0 && f.in(f.is.letting, h) && f.in(f.is.law, s)
}

// polled says whether an act of words is what a share of the people hold: "most Norwegians oppose", "51% of voters support".
func (f *Finder) polled(a *act) bool {
	s := a.frame.subj
	if s < 0 || !speech(a.kind.Type) || a.entry.Noun || !f.eachIs(a.actors, func(k int) bool { return f.sides[k].sector == "" || f.sides[k].sector == "CVL" }) {
		return false
	}
	if f.in(f.is.share, s) {
		return true
	}
	for c := range f.t.Children(s) {
		if c < s && f.in(f.is.share, c) && f.general(a.verb) {
			return true
		}
	}
	return false
}

// refuted says whether an act on a page is only one that is not done in general, or no refusal: "the police do not arrest tenants", "is not
// ruling out a vote". What somebody denies to have done stays.
func (f *Finder) refuted(a *act) bool {
	if len(f.t.Sentences) < page || a.status != "negated" || a.real.effect == know.Denied || a.entry.Noun || a.verb < 0 {
		return false
	}
	switch f.t.Tokens[a.verb].Lemma {
	case "rule", "deny", "exclude", "preclude":
		return a.kind.Type == "REJECT"
	}
	v := a.verb
	if f.t.Is(v, "conj") && f.t.Child(v, "aux") < 0 {
		v = int(f.t.Tokens[v].Head)
	}
	c := f.t.Child(v, "aux")
	return c >= 0 && !speech(a.kind.Type) && (f.t.Tokens[c].Lower == "do" || f.t.Tokens[c].Lower == "does")
}

// mentioned says whether an act on a page hangs on a noun by which the sentence only refers to it: "in the wake of Oslo's decision to withdraw",
// "the decision to withdraw angered Lima".
func (f *Finder) mentioned(a *act) bool {
	t := f.t
	if a.verb < 0 || len(t.Sentences) < page || !t.Is(a.verb, "acl") || t.Tokens[a.verb].XPOS != "VB" || f.headline() {
		return false
	}
	n := int(t.Tokens[a.verb].Head)
	return nominal(&t.Tokens[n]) && (t.Is(n, "obl") || t.Is(n, "nmod") || t.Is(n, "nsubj"))
}

// pondered says whether an act is only a thought of somebody who decides nothing: "whether she opposes the deal".
func (f *Finder) pondered(a *act) bool {
	if a.status == "hypothetical" && a.real.open && f.unasked(a) {
		return true
	}
	if a.status != "hypothetical" || !speech(a.kind.Type) || a.kind.Type == "THREATEN" {
		return false
	}
	if _, promise := f.events.Future(a.kind.Type, "AGREE"); promise && a.real.said >= 0 && (a.real.will || a.real.would) {
		return false // "told voters that, if elected, he would reopen the embassy"
	}
	return a.real.open && !f.undecided(a) || f.private(a.actors)
}

// unasked says whether on a page it is only by the way that it is open whether an act was done, "misled him about whether they met", or
// somebody was asked about it.
func (f *Finder) unasked(a *act) bool {
	v := a.verb
	if v < 0 || len(f.t.Sentences) < page {
		return false
	}
	h := int(f.t.Tokens[v].Head)
	if f.t.Is(v, "ccomp") || f.t.Is(v, "csubj") {
		return h >= 0 && f.t.Tokens[h].Lemma == "ask"
	}
	return f.t.Tokens[v].XPOS == "VBD" || f.perfect(v)
}

// surmised says whether, on a page, what may be is told by nobody who holds a power: the writer thinks so, an analyst, a candidate.
func (f *Finder) surmised(a *act) bool {
	if a.status != "hypothetical" || len(f.t.Sentences) < page || a.real.open || f.headline() || f.weighed(a) || a.kind.Type == "PROTEST" {
		return false
	}
	k := lang.Said(f.d, int(f.t.Tokens[a.head].Start))
	return k < 0 || !f.powerful(f.d.Attributions[k].Source)
}

// advised says whether, on a page, people who hold no office only say what should be done: "experts say that Oslo must act", "voters
// want the government to act".
func (f *Finder) advised(a *act) bool {
	if a.kind.Type != "REQUEST" || a.actors[0] == a.actors[1] || len(f.t.Sentences) < page || a.entry != demand && f.t.Tokens[a.head].Lemma != "want" {
		return false
	}
	return f.eachIs(a.actors, func(k int) bool { return f.sides[k].sector == "CVL" || f.sides[k].sector == "EDU" })
}

// weighed says whether the one who is to act weighs, risks or threatens it: "is considering sending troops".
func (f *Finder) weighed(a *act) bool {
	if a.verb < 0 || !f.t.Is(a.verb, "xcomp") {
		return false
	}
	h := int(f.t.Tokens[a.verb].Head)
	return verbal(&f.t.Tokens[h]) && !f.passive(h)
}

// powerful says whether a source speaks for a state, a body of states or an armed group, or is one: "Norway's minister", "diplomats".
func (f *Finder) powerful(s *doc.Source) bool {
	if s == nil {
		return false
	}
	if s.Actor == nil {
		return f.sourceIs(f.is.official, s)
	}
	switch _, sector, _ := strings.Cut(*s.Actor, "."); sector {
	case "", "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "REB", "OPP":
		return true
	}
	return false
}

// sourceIs says whether a source in the sentence is named by a word of a class.
func (f *Finder) sourceIs(c class, s *doc.Source) bool {
	for i := f.s.First; i < f.s.Last; i++ {
		if f.in(c, i) && slices.ContainsFunc(s.Spans, func(x doc.Span) bool { return x.Start <= int(f.t.Tokens[i].Start) && int(f.t.Tokens[i].End) <= x.End }) {
			return true
		}
	}
	return false
}

// opined says whether on a page only somebody who studies such things says what will be, is not or is so in general.
func (f *Finder) opined(a *act) bool {
	if len(f.t.Sentences) < page || a.verb < 0 || a.status == "actual" && !f.general(a.verb) {
		return false
	}
	s := f.onlookers(a)
	return s != nil && !f.powerful(s)
}

// onlookers is the source that tells of an act, where it is of those who only watch: analysts, experts, critics; nil where it is not.
func (f *Finder) onlookers(a *act) *doc.Source {
	if k := lang.Said(f.d, int(f.t.Tokens[a.head].Start)); k >= 0 {
		if s := f.d.Attributions[k].Source; s != nil && f.sourceIs(f.is.onlooker, s) {
			return s
		}
	}
	return nil
}

// undecided says whether the one who is to act weighs it: "is considering whether to recognise the new government".
func (f *Finder) undecided(a *act) bool {
	return a.verb >= 0 && f.marked(a.verb, "to") && !f.private(a.actors)
}

// foretold says whether an act, or one of words, is only what onlookers or others think will come: "will attack, analysts say".
func (f *Finder) foretold(a *act) bool {
	if (a.real.will || a.real.would) && a.status != "actual" && f.onlookers(a) != nil {
		return true
	}
	switch a.kind.Type {
	case "THREATEN", "ACCUSE", "REQUEST", "REJECT":
		return a.status == "planned" && a.real.will && !f.recent(a) && !f.saidByActor(a) && (!f.atTop(a) || a.kind.Type == "THREATEN")
	}
	return false
}

// atTop says whether an act of a known side is what the text opens with: then it is its news.
func (f *Finder) atTop(a *act) bool {
	return f.t.SentenceOf(a.head) < opening && f.codes(a.actors) > 0 && f.main(a)
}

// The first so many sentences of a text tell its news.
const opening = 2

// compared says whether a deed is only counted against others: "deported more people than any other president".
func (f *Finder) compared(a *act) bool {
	if a.verb < 0 || a.frame.obj < a.verb {
		return false
	}
	for i := a.verb + 1; i < a.frame.obj; i++ {
		if w := f.t.Tokens[i].Lower; w == "more" || w == "fewer" {
			return f.lower(a.frame.obj+1) == "than"
		}
	}
	return false
}

// habit says whether an act is told as one that comes again and again, or a verb of stance in the simple present stands in an aside
// and so tells what is always so: "since Oslo backs the rebels".
func (f *Finder) habit(a *act) bool {
	v := a.verb
	if v < 0 {
		return false
	}
	if lang.Said(f.d, int(f.t.Tokens[v].Start)) < 0 && (f.ofHabit(v) || f.t.Is(v, "conj") && f.t.Child(v, "nsubj") < 0 && f.ofHabit(int(f.t.Tokens[v].Head))) {
		return true
	}
	for c := range f.t.Children(v) {
		if f.t.Is(c, "obl") && (f.caseIs(c, "throughout") || f.t.Tokens[c].Lower == "past" && f.caseIs(c, "in")) || f.t.Is(c, "advmod") && c > v && f.t.Tokens[c].Lower == "before" && f.t.Child(v, "aux") >= 0 {
			return true // "throughout his presidency", "in the past", "has been arrested before"
		}
	}
	if a.entry.Noun || !speech(a.kind.Type) || !f.general(v) {
		return false
	}
	for f.t.Is(v, "conj") {
		v = int(f.t.Tokens[v].Head)
	}
	if f.private(a.actors) && len(f.t.Sentences) > 3 && !f.headline() && (f.t.Tokens[v].Head < 0 || f.t.Is(v, "parataxis")) && f.t.QuoteOf(v) < 0 && a.kind.Type != "REQUEST" {
		return true // what a candidate stands for: "dismisses the polls"
	}
	if a.kind.Type == "AGREE" && f.t.Tokens[v].Lemma == "agree" && len(f.t.Sentences) >= page && !f.headline() && f.private(a.actors) {
		return true // what doctors agree on
	}
	if f.t.Is(v, "ccomp") {
		h := int(f.t.Tokens[v].Head)
		return f.t.Tokens[h].Lower == "given" || f.t.Is(h, "advcl") && !f.speaks(h)
	}
	return f.t.Is(v, "advcl") || f.t.Is(v, "acl:relcl") || f.t.Is(v, "acl")
}

// ofHabit says whether an adverb tells that what verb v tells comes again and again.
func (f *Finder) ofHabit(v int) bool {
	for c := range f.t.Children(v) {
		if f.t.Is(c, "advmod") && f.in(f.is.often, c) {
			return true
		}
	}
	return false
}

// miscast says whether all who act are of sectors that hardly ever do such a thing: candidates who "invest" in a state, lobbies that
// "whip" lawmakers.
func (f *Finder) miscast(a *act) bool {
	for k := a.actors[0]; k < a.actors[1]; k++ {
		if f.sides[k].code != "" && !f.events.Unlikely(a.kind.Type, f.standingOf(k)) {
			return false
		}
	}
	return true
}

// page is the number of sentences from which on a text is a page, of which most only talks about things, and no report of one.
const page = 5

// severed says whether the tree has cut the verb of an act that several take part in from its subject: "Oslo's envoy, who ..., held
// talks with Lima", where only Lima would be left.
func (f *Finder) severed(a *act) bool {
	v := a.verb
	return v >= 0 && !a.entry.Noun && a.entry.Mutual && a.frame.subj < 0 && !f.passive(v) && finite(&f.t.Tokens[v]) && !f.headline()
}

// slight says whether an act of one side is told so by the way that it may mean anything: in an aside, or on a page as what may be or
// is not. What audits of pages found wrong was mostly of this kind.
func (f *Finder) slight(a *act, actors, recipients int) bool {
	if len(f.t.Sentences) >= page && a.status == "hypothetical" && (speech(a.kind.Type) || a.kind.Type == "AID") && !f.main(a) {
		return true
	}
	if len(f.t.Sentences) >= page && f.homely(a, recipients) {
		return true
	}
	if s := a.frame.subj; s >= 0 && f.t.Tokens[s].Lower == "i" && (recipients == 0 || a.status != "actual" || f.t.Tokens[a.head].Lemma == "want") {
		return true // what one says of oneself is news where it is done to somebody: "I have asked Oslo for help"
	}
	if actors > 0 && recipients > 0 || a.entry.Mutual && f.severalIn(a.actors) || a.entry.Recipients == nil || a.entry.Recipients[0] == "-" {
		return false
	}
	if len(f.t.Sentences) < page || f.headline() {
		return false
	}
	if f.private(a.actors) && a.kind.Type != "PROTEST" {
		return true
	}
	if !f.main(a) || f.race && a.status != "actual" {
		return true
	}
	switch a.kind.Type {
	case "THREATEN", "RETREAT":
		return f.race
	case "ACCUSE":
		return actors == 0 && !f.prosecuted(a)
	}
	return false
}

// prosecuted says whether the text opens with somebody charged of whom the words tell the land or the office: that a state does it goes
// without saying. What is done to "a man" is mostly an affair of the courts.
func (f *Finder) prosecuted(a *act) bool {
	return !a.entry.Noun && f.t.SentenceOf(a.head) < opening && f.in(f.is.prosecuting, a.head) && f.codes(a.recipients) > 0 && f.eachIs(a.recipients, func(k int) bool {
		s := &f.sides[k]
		switch {
		case s.sector == "CRM" || s.sector == "BUS":
			return false
		case s.mention >= 0:
			return f.t.Mentions[s.mention].Code != ""
		}
		return s.last > s.first+1
	})
}

// homely says whether a deed of force, help or yielding has no side abroad and nobody armed or judging on it: in politics at home
// such words are figures of speech.
func (f *Finder) homely(a *act, recipients int) bool {
	switch a.kind.Type {
	case "MOBILIZE":
		if !f.race && !f.private(a.actors) {
			return false // who moves troops moves them
		}
	case "ASSAULT", "AID", "RETREAT", "COOPERATE":
	default:
		return false
	}
	own := f.oneState(a.actors)
	if own == "" || recipients > 0 && f.oneState(a.recipients) != own || a.kind.Mode == "resign" || a.kind.Mode == "release" && a.status == "actual" && f.organs(a.actors) {
		return false
	}
	if a.real.said >= 0 && (a.real.refused || a.real.effect == know.Denied) {
		return false // who refuses to withdraw, or denies having fired, speaks of troops
	}
	for k := a.actors[0]; k < a.actors[1]; k++ {
		switch f.sides[k].sector {
		case "MIL", "COP", "JUD", "REB", "UAF", "CRM", "SPY":
			return false
		case "":
			if !f.race && recipients == 0 && f.main(a) && !a.entry.Noun && a.status == "actual" && f.t.Tokens[f.sides[k].first].UPOS != "PRON" {
				return false // a state by its name: "Norway is sending tents"
			}
		}
	}
	return true
}

// main says whether an act stands in the main clause or in what somebody says.
func (f *Finder) main(a *act) bool {
	c := a.frame.clause
	for c >= 0 && f.t.Is(c, "conj") && !f.private(a.actors) {
		c = int(f.t.Tokens[c].Head)
	}
	return c >= 0 && (f.t.Tokens[c].Head < 0 || f.t.Is(c, "ccomp") || f.claim(c) >= 0 || !a.entry.Noun && f.misled(c))
}

// misled says whether the verb at token c passes for a participle of its subject because who says it comes last: of "The army shelled
// Goma, officials said" the parser makes officials and an army that speak.
func (f *Finder) misled(c int) bool {
	t := f.t
	if !t.Is(c, "acl") || t.Tokens[c].XPOS != "VBN" || f.passiveLike(c) {
		return false
	}
	s := int(t.Tokens[c].Head)
	said := int(t.Tokens[s].Head)
	if said < 0 || !t.Is(s, "nsubj") || !f.speaks(said) {
		return false
	}
	for k := range t.Children(said) {
		if k > c && k < said && t.Is(k, "nsubj") {
			return true
		}
	}
	return false
}

// facing says whether an act has two sides, and whether it is at home: all of one state.
func (f *Finder) facing(a *act, actors, recipients int) (two, home bool) {
	two = actors > 0 && recipients > 0 || a.entry.Mutual && f.severalIn(a.actors)
	own := f.oneState(a.actors)
	return two, own != "" && (recipients == 0 || f.oneState(a.recipients) == own)
}

// others says whether the forces that are made ready belong to somebody else: "bolstering Kenya's army" is no move of one's own.
func (f *Finder) others(a *act) bool {
	if a.kind.Type != "MOBILIZE" || a.frame.obj < 0 || a.entry.Noun {
		return false
	}
	p := f.t.Child(a.frame.obj, "nmod:poss")
	if p < 0 || f.t.Tokens[p].UPOS == "PRON" {
		return false
	}
	own, other := f.oneState(a.actors), f.collect(p, false)
	return own != "" && f.codes(other) > 0 && f.oneState(other) != own
}

// half says whether the sentence names somebody on the other side of an act of whom the record knows nothing: "accused him".
func (f *Finder) half(a *act) bool {
	if a.entry.Mutual || a.entry.Swap {
		return false
	}
	for _, s := range a.entry.Recipients {
		if s == "inner" {
			if c := f.content(a.head, &a.frame); c >= 0 && f.t.Child(c, "obj") >= 0 && f.somebody(f.t.Child(c, "obj")) {
				return true // "decided to support him"
			}
		}
		if s == "inner" || s == "adj" || s == "subj" {
			continue
		}
		i := f.slot(s, a.head, &a.frame)
		if i < 0 {
			continue
		}
		if f.t.Tokens[i].UPOS == "PRON" && f.somebody(i) || s == "obj" && f.somebody(i) {
			if a.kind.Type == "ASSAULT" && f.armed(a.actors) && !f.race {
				continue // "used a water cannon on them": whoever they are
			}
			return true
		}
		if p := f.t.Child(i, "nmod:poss"); p >= 0 && f.lower(p+1) != "own" && speech(a.kind.Type) && a.kind.CAMEO != "090" && (f.somebody(p) && (f.t.Tokens[p].Lower != "their" || a.kind.Type == "REQUEST") || f.t.Tokens[p].Lower == "its" && a.kind.Type == "SUPPORT") {
			return true // "slammed his plan", "defended its record"
		}
	}
	return false
}

// armed says whether all of some sides bear arms.
func (f *Finder) armed(at [2]int) bool {
	return at[1] > at[0] && f.eachIs(at, func(k int) bool {
		switch f.sides[k].sector {
		case "MIL", "COP", "REB", "UAF":
			return true
		}
		return false
	})
}

// joined says whether somebody by name acts together with those who are known, but is not known himself.
func (f *Finder) joined(a *act) bool {
	if a.frame.subj < 0 {
		return false
	}
	for c := range f.t.Children(a.frame.subj) {
		if !f.t.Is(c, "conj") || !f.somebody(c) {
			continue
		}
		at := f.collect(c, true)
		n := f.codes(at)
		f.sides = f.sides[:at[0]]
		if n == 0 {
			return true
		}
	}
	return false
}

// somebody says whether token i stands for a person.
func (f *Finder) somebody(i int) bool {
	switch f.t.Tokens[i].Lower {
	case "him", "her", "them", "he", "she", "they", "his", "their", "you", "your", "me", "us":
		return f.t.Tokens[i].UPOS == "PRON"
	}
	if m := f.at[i]; m >= 0 && f.t.Mentions[m].Entity >= 0 {
		return f.t.Mentions[m].Name && f.t.Entities[f.t.Mentions[m].Entity].Kind == lang.Person
	}
	return false
}

// standingOf is the sector in which side k acts: a person of whom no office is known is taken for one of those who are after votes.
func (f *Finder) standingOf(k int) string {
	if f.aspirant(k) {
		return "ELI"
	}
	return f.sides[k].sector
}

// private says whether all of some sides are people or parties who decide nothing for a state.
func (f *Finder) private(at [2]int) bool {
	for k := at[0]; k < at[1]; k++ {
		if s := f.standingOf(k); s == "" || !strings.Contains(parties+" CVL EDU MED SOC", s) {
			return false
		}
	}
	return at[1] > at[0]
}

// parties are the sectors of those who are after votes, or write about it.
const parties = "PTY ELI LEG JRN BUS"
