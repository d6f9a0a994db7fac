package event

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// announce makes of a future act what it is today: a promise to cooperate, a threat, a refusal.
func (f *Finder) announce(a *act) {
	r := &a.real
	kind := a.kind.Type
	switch {
	case r.refused && (r.will || r.would) && a.frame.subj >= 0:
		if x, ok := f.events.Future(kind, "REJECT"); ok {
			a.kind, a.status = x, "actual"
		}
	case a.status == "planned" || a.status == "hypothetical" && r.conditional && r.said >= 0 && (r.would || r.will):
		if x, ok := f.events.Future(kind, "AGREE"); ok {
			a.kind = x
			if a.status == "hypothetical" {
				a.status = "actual"
			}
			return
		}
		if (r.will || r.would) && f.saidByActor(a) {
			if kind == "THREATEN" {
				a.status = "actual" // "said that it would keep all options open"
			}
			if x, ok := f.events.Future(kind, "THREATEN"); ok {
				a.kind, a.status = x, "actual"
			}
		}
	}
}

// saidByActor says whether the one who is to act announces it.
func (f *Finder) saidByActor(a *act) bool {
	said := a.real.said
	if said < 0 || a.frame.subj < 0 {
		return false
	}
	s := f.frame(said, 0).subj
	if s < 0 {
		return false
	}
	if f.t.Tokens[a.frame.subj].UPOS == "PRON" {
		return true
	}
	if p := f.t.Child(s, "nmod:poss"); p >= 0 && f.t.Tokens[p].UPOS == "PRON" {
		return true // "its ministry said"
	}
	at := f.collect(s, true)
	own := f.collect(a.frame.subj, true)
	for k := at[0]; k < at[1]; k++ {
		for j := own[0]; j < own[1]; j++ {
			if f.sides[k].code == f.sides[j].code && f.sides[k].code != "" {
				return true
			}
		}
	}
	return false
}

// saidByOther says whether somebody of another state foretells what the actor is to do.
func (f *Finder) saidByOther(a *act) bool {
	if a.frame.subj < 0 || f.saidByActor(a) {
		return false
	}
	s := f.frame(a.real.said, 0).subj
	if s < 0 {
		return false
	}
	at, own := f.collect(s, true), f.collect(a.frame.subj, true)
	return f.codes(at) > 0 && f.codes(own) > 0
}

// matchDemand finds what somebody says that another must do: "said that Oslo must withdraw".
func (f *Finder) matchDemand() {
	t := f.t
	for i := f.s.First; i < f.s.Last; i++ {
		if !t.Is(i, "ccomp") {
			continue
		}
		h := int(t.Tokens[i].Head)
		if h < 0 || !verbal(&t.Tokens[h]) || !f.speaks(h) || f.of[h] >= 0 || f.events.Status("that", t.Tokens[h].Lemma) == know.Hypothetical || f.passive(i) || f.marked(i, "whether") || f.marked(i, "if") {
			continue
		}
		s := -1
		for c := range t.Children(i) {
			if t.Is(c, "nsubj") && !f.timeWord(c).told {
				s = c
				break
			}
		}
		if s < 0 || t.Tokens[s].UPOS == "PRON" || !f.must(i) || !f.actorLike(s) || f.at[s] >= 0 && (f.individual(int(f.at[s])) || t.Mentions[f.at[s]].Open && t.Tokens[s].XPOS == "NN" || t.Mentions[f.at[s]].Sector == "CVL" || f.indefinite(s)) {
			continue
		}
		fr := f.frame(h, 0)
		if fr.subj < 0 || !f.actorLike(fr.subj) || f.ownGovernment(fr.subj, s) {
			continue
		}
		fr.obj = s
		f.of[i] = -1
		e := demand
		if f.tooLate(i) {
			e = reproach
		}
		f.add(act{entry: e, head: h, verb: h, frame: fr, kind: know.Future{Type: e.Type, CAMEO: e.CAMEO, Mode: e.Mode}})
	}
}

var demand = &know.Entry{Rule: "must", Type: "REQUEST", CAMEO: "100", Actors: []string{"subj"}, Recipients: []string{"obj"}, Needs: true,
	Conditions: []know.Condition{{Slot: "do", Any: true}}}

// reproach is a demand that comes too late: "said that Oslo should have withdrawn".
var reproach = &know.Entry{Rule: "should have", Type: "ACCUSE", CAMEO: "111", Mode: "disapprove", Actors: demand.Actors, Recipients: demand.Recipients, Needs: true,
	Conditions: demand.Conditions}

// tooLate says whether a clause says what should have been done.
func (f *Finder) tooLate(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "aux") && f.t.Tokens[c].Lower == "have" {
			return true
		}
	}
	return false
}

// ownGovernment says whether both tokens name people of one government, or the second their land: ministers remind their government,
// and citizens say what their country should do, but demand nothing.
func (f *Finder) ownGovernment(i, j int) bool {
	a, b := f.collect(i, true), f.collect(j, true)
	defer func() { f.sides = f.sides[:a[0]] }()
	if a[0] == a[1] || b[0] == b[1] || f.sides[a[0]].code != f.sides[b[0]].code {
		return false
	}
	land := f.sides[b[0]].sector == "" && f.standingOf(b[0]) == ""
	return land || f.sectorOf(a) == "GOV" && f.sectorOf(b) == "GOV"
}

// indefinite says whether a noun means anybody of its kind: "any president".
func (f *Finder) indefinite(i int) bool {
	for c := range f.t.Children(i) {
		switch f.t.Tokens[c].Lower {
		case "any", "every", "each", "some", "no":
			return true
		}
	}
	return false
}

// individual says whether a mention is of one person, whom others advise rather than call on.
func (f *Finder) individual(m int) bool {
	e := f.t.Mentions[m].Entity
	return e >= 0 && f.t.Entities[e].Kind == lang.Person && f.t.Mentions[m].Sector != "GOV"
}

// must says whether a clause says what has to be done.
func (f *Finder) must(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "aux") {
			switch f.t.Tokens[c].Lower {
			case "must", "should", "ought":
				return true
			}
		}
	}
	if c := f.t.Child(i, "aux"); c >= 0 && (f.t.Tokens[c].Lower == "may" || f.t.Tokens[c].Lower == "might") {
		return false
	}
	switch f.t.Tokens[i].Lemma {
	case "need", "have":
		return f.lower(i+1) == "to" && !f.denied(i)
	}
	return false
}

// negates says whether token c is an adverb like "not".
func (f *Finder) negates(c int) bool {
	return f.t.Is(c, "advmod") && f.events.Status("adv", f.t.Tokens[c].Lower) == know.Negated
}

// denied says whether a clause has a "not".
func (f *Finder) denied(i int) bool {
	for c := range f.t.Children(i) {
		if f.negates(c) {
			return true
		}
	}
	return false
}
