package event

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// reality is what the words above an event say of it.
type reality struct {
	effect      know.Effect
	said        int  // the verb of speech that reports it, -1 for none
	own         bool // the one who says it is, or belongs to, the one who acts
	would       bool // it is told with "would", which after a verb of speech is a future told later
	will        bool // an auxiliary puts it into the future
	refused     bool // "will not", "would not"
	conditional bool // something must come first
	background  bool // it is told in an aside
	past        bool // it is told as the past before the past, which is news only in what somebody says
	open        bool // "whether": nothing above can make it certain
	skip        bool
}

// combine is the effect of two words on one event, the one nearer to it first.
func combine(a, b know.Effect) know.Effect {
	rank := func(e know.Effect) int {
		switch e {
		case know.Skips:
			return 5
		case know.Denied:
			return 4
		case know.Negated:
			return 3
		case know.Hypothetical:
			return 2
		case know.Planned:
			return 1
		}
		return 0
	}
	if rank(a) >= rank(b) {
		return a
	}
	return b
}

// supposed is the effect of a condition on what stands in it: "if they do not agree" denies nothing.
func supposed(e know.Effect) know.Effect {
	if e == know.Negated || e == know.Denied {
		return know.Hypothetical
	}
	return combine(e, know.Hypothetical)
}

// judge finds out whether an act happened, from the words of its clause and of those above. False where it is no event.
func (f *Finder) judge(a *act) bool {
	r := &a.real
	r.said = -1
	if a.verb < 0 {
		f.nounStatus(a.head, r)
		return !r.skip
	}
	if a.verb != a.head {
		f.nounStatus(a.head, r)
	}
	possible := r.effect == know.Hypothetical && f.t.Child(a.head, "amod") >= 0
	f.climb(a.verb, r)
	if possible && r.effect == know.Negated {
		r.effect = know.Hypothetical // "do not fear possible sanctions"
	}
	if a.frame.subj >= 0 && f.nobody(a.frame.subj) {
		r.effect = combine(r.effect, know.Negated)
	}
	if f.lower(a.verb-1) == "to" && f.lower(a.verb-2) == "yet" || f.lower(a.verb-2) == "to" && f.lower(a.verb-3) == "yet" {
		r.effect = combine(r.effect, know.Negated) // "has yet to formally recognise"
	}
	r.background = r.background || r.past && r.said < 0
	if r.effect == know.Skips {
		r.skip = true
	}
	return !r.skip
}

// nounStatus reads what describes a noun: "possible talks", "no strike", "a planned visit".
func (f *Finder) nounStatus(i int, r *reality) {
	for c := range f.t.Children(i) {
		if f.t.Is(c, "det") || f.t.Is(c, "amod") || f.t.Is(c, "advmod") || f.t.Is(c, "compound") {
			r.effect = combine(r.effect, f.events.Status("adj", f.t.Tokens[c].Lemma))
		}
	}
}

// climb follows verb v up the tree and gathers what the words on the way say of it.
func (f *Finder) climb(v int, r *reality) {
	t := f.t
	apart := false // no part of the negation above
	told := false  // a verb of speech is next: who does not say so denies nothing
	bare := true   // no auxiliary of its own yet, so that it shares those of the verb it is joined to
	for depth := 0; v >= 0 && depth < deep && !r.skip; depth++ {
		if verbal(&t.Tokens[v]) || t.Tokens[v].UPOS == "AUX" || depth == 0 || t.Child(v, "cop") >= 0 {
			was := *r
			bare = !f.auxiliaries(v, r, depth == 0 || bare) && bare
			switch {
			case apart:
				*r = was
			case told && r.effect == know.Negated && was.effect != know.Negated:
				r.effect = combine(was.effect, know.Hypothetical)
			}
			apart, told = false, false
		}
		h := int(t.Tokens[v].Head)
		if v == f.mended || t.Is(v, "conj") && f.relativeBefore(h) && f.aside(v) >= 0 {
			return // the main verb, which the parser joins to that of the aside before it
		}
		if h < 0 {
			if depth == 0 && t.Tokens[v].XPOS == "VB" && f.marked(v, "to") && f.headline() {
				r.effect = combine(r.effect, know.Planned)
			}
			if f.conditionClause(v) {
				r.effect = supposed(r.effect) // "unless Oslo agrees", which the parser takes for a sentence
			}
			return
		}
		if !t.Is(v, "acl:relcl") && f.relativeSubject(v) {
			r.background = true // "..., who was shot", where the parser joins it to the main verb
			return
		}
		if f.marked(v, "whether") && !t.Is(v, "ccomp") {
			r.effect, r.open = combine(r.effect, know.Hypothetical), true
			return
		}
		switch {
		case t.Is(v, "conj") && f.denied(h) && !f.denied(v) && f.contrasts(v):
			apart, bare = true, false
			if t.Tokens[v].XPOS == "VB" {
				if c := t.Child(h, "aux"); c >= 0 && t.Tokens[c].Lower == "would" {
					r.effect = combine(r.effect, know.Hypothetical) // "would not sit idly but strike"
				}
			}
		case t.Is(v, "conj"):
			if t.Child(v, "nsubj") >= 0 || t.Child(v, "aux") >= 0 {
				bare, apart = false, true
			}
			if finite(&t.Tokens[v]) && t.Tokens[h].XPOS == "VB" {
				apart = true // "did not appear but rejected"
			}
		case t.Is(v, "ccomp"):
			f.reported(v, h, r)
			if r.open {
				return
			}
			bare, apart, told = false, f.taken(v), r.said == h
		case t.Is(v, "parataxis"):
			bare, apart = false, true
		case t.Is(v, "xcomp"), t.Is(v, "csubj"):
			f.governed(v, h, r)
			bare = true // "may try to", "will begin to"
		case f.claim(v) >= 0:
			h = f.claim(v)
			f.reported(v, h, r)
			bare, apart, told = false, false, r.said == h
		case t.Is(v, "acl:relcl"):
			r.background = true
			bare = false
			return
		case t.Is(v, "acl") && (t.Tokens[v].XPOS == "VBD" || f.hung(v)) && !f.conditionClause(v):
			return // no participle: the parser hung a sentence's verb on its subject
		case f.worded(v):
			h, bare = int(t.Tokens[h].Head), false
		case t.Is(v, "acl"):
			f.ofNoun(v, h, r)
			return
		case t.Is(v, "advcl"):
			f.subordinate(v, h, r)
			return
		default:
			if verbal(&t.Tokens[v]) && !t.Is(v, "root") {
				r.skip = depth == 0 // a verb in the place of a noun: "the attacking side"
			}
			return
		}
		v = h
	}
}

// claim is the verb of speech above clause v that the tree hangs on a noun between them, of which the clause tells the words: "denied
// charges that it had shelled the town", "said in an address that it would strike"; -1 where it is a relative clause.
func (f *Finder) claim(v int) int {
	t := f.t
	m := t.Child(v, "mark")
	if !t.Is(v, "acl:relcl") && !t.Is(v, "acl") || m < 0 || t.Tokens[m].Lower != "that" || t.Child(v, "nsubj") < 0 && t.Child(v, "nsubj:pass") < 0 {
		return -1
	}
	n := int(t.Tokens[v].Head)
	g := int(t.Tokens[n].Head)
	if g < f.s.First || g >= n || !verbal(&t.Tokens[g]) || t.Child(g, "ccomp") >= 0 {
		return -1
	}
	switch {
	case t.Is(n, "obl") && t.Tokens[g].Lemma == "say", t.Is(n, "obj") && t.Tokens[g].Lemma == "deny":
		return g
	}
	return -1
}

// auxiliaries reads the auxiliaries, the negation and the subject of verb v; it says whether there were auxiliaries that a verb
// joined to it would share. own is false where v lends nothing to the event but its subject.
func (f *Finder) auxiliaries(v int, r *reality, own bool) bool {
	t := f.t
	not, found := false, false
	fx := know.Through
	had := false
	for c := range t.Children(v) {
		k := &t.Tokens[c]
		switch {
		case t.Is(c, "aux"):
			found = true
			if !own {
				continue
			}
			switch k.Lower {
			case "will", "'ll", "’ll", "wo", "shall":
				r.will = true
				fx = combine(fx, know.Planned)
			case "would", "'d", "’d":
				if k.Lower == "would" || t.Tokens[v].XPOS == "VB" {
					r.would = true
				}
			case "had":
				had = true
			default:
				fx = combine(fx, f.events.Status("aux", k.Lower))
			}
		case t.Is(c, "advmod") || t.Is(c, "cc:preconj") || t.Is(c, "det"):
			if f.events.Status("adv", k.Lower) == know.Negated {
				not = not || c+1 >= f.s.Last || t.Tokens[c+1].Lower != "only"
			} else if own {
				fx = combine(fx, f.events.Status("adv", k.Lower))
			}
		case (t.Is(c, "nsubj") || t.Is(c, "obj")) && f.nobody(c):
			not = true
		case t.Is(c, "advcl") && own:
			if f.conditionClause(c) && !f.marked(c, "until") && !f.marked(c, "till") {
				r.conditional = true
			}
		case t.Is(c, "case") && k.Lower == "due":
			fx = combine(fx, know.Planned)
		case t.Is(c, "mark") && own && k.Lower == "to" && c > f.s.First && c < v && t.Tokens[c-1].Lemma == "be":
			fx = combine(fx, know.Planned) // "is to visit"
		}
	}
	r.past = r.past || had && own && !r.would
	if not {
		if r.would && own || r.will && own {
			r.refused = true
		}
		if fx != know.Hypothetical {
			fx = know.Negated
		}
	}
	r.effect = combine(r.effect, fx)
	return found
}

// contrasts says whether verb v is set against one that is denied: "did not wait but struck".
func (f *Finder) contrasts(v int) bool {
	c := f.t.Child(v, "cc")
	return c >= 0 && f.t.Tokens[c].Lower == "but"
}

// taken says whether clause v tells when, how or why something happened, which takes it for granted: "nobody knows why they attacked".
func (f *Finder) taken(v int) bool {
	for c := range f.t.Children(v) {
		if f.t.Is(c, "advmod") && c < v {
			switch f.t.Tokens[c].Lower {
			case "why", "how", "where", "when":
				return finite(&f.t.Tokens[v]) || f.progressive(v)
			}
		}
	}
	return false
}

// finite says whether a verb's form is one that takes no auxiliary.
func finite(k *lang.Token) bool { return k.XPOS == "VBD" || k.XPOS == "VBZ" || k.XPOS == "VBP" }

// nobody says whether a noun phrase names nobody: "no troops", "nobody", "not a single truck", "neither side".
func (f *Finder) nobody(i int) bool {
	switch f.t.Tokens[i].Lower {
	case "nobody", "none", "neither", "nothing":
		return true
	}
	for c := range f.t.Children(i) {
		switch f.t.Tokens[c].Lower {
		case "no", "neither", "not":
			return c < i && i-c < 5 && !f.t.Is(i, "expl")
		}
	}
	return false
}

// conditionClause says whether clause c is a condition: "if ...", "unless ...", "had it come".
func (f *Finder) conditionClause(c int) bool {
	t := f.t
	for m := range t.Children(c) {
		if t.Is(m, "mark") || t.Is(m, "advmod") {
			if f.events.Status("mark", t.Tokens[m].Lower) == know.Hypothetical {
				return true
			}
		}
		if t.Is(m, "aux") && m == int(t.Tokens[c].Left) {
			switch t.Tokens[m].Lower {
			case "had", "should", "were":
				return true
			}
		}
	}
	return false
}

// reported reads what the verb h above a clause v says of it: "denied that", "feared that".
func (f *Finder) reported(v, h int, r *reality) {
	lemma := f.t.Tokens[h].Lemma
	if f.t.Tokens[h].UPOS == "ADJ" {
		f.governed(v, h, r)
		return
	}
	fx := f.events.Status("that", lemma)
	if fx == know.NoEffect {
		if f.speaks(h) {
			if r.said < 0 {
				r.said = h
			}
			fx = know.Through
		} else if fx = f.events.Status("verb", lemma); fx == know.NoEffect {
			fx = know.Through
		}
	} else if fx == know.Through || fx == know.Denied {
		r.said = h
	}
	for c := range f.t.Children(v) {
		if f.t.Is(c, "mark") && f.t.Tokens[c].Lower == "whether" || f.t.Is(c, "mark") && f.t.Tokens[c].Lower == "if" {
			fx = combine(fx, know.Hypothetical)
			r.open = true
		}
	}
	for c := range f.t.Children(h) {
		if f.in(f.is.courtroom, c) && c != v {
			r.background = true // "told the court that"
		}
	}
	r.effect = combine(r.effect, fx)
}

// governed reads what the verb, adjective or noun h above an infinitive or gerund v says of it: "plans to", "failed to".
func (f *Finder) governed(v, h int, r *reality) {
	k := &f.t.Tokens[h]
	table := "verb"
	switch k.UPOS {
	case "ADJ":
		table = "adj"
	case "NOUN":
		table = "noun"
	}
	fx := f.events.Status(table, k.Lemma)
	if k.Lemma == "have" || k.Lemma == "be" {
		for c := range f.t.Children(h) {
			if f.t.Tokens[c].Lower == "yet" {
				r.effect = combine(r.effect, know.Negated) // "has yet to"
				return
			}
		}
	}
	if table == "adj" {
		for c := range f.t.Children(h) {
			if c < h && f.negates(c) && fx != know.NoEffect {
				fx = combine(fx, know.Negated) // "is not ready to"
			}
		}
	}
	if table == "verb" && k.Lemma == "go" && k.XPOS == "VBG" && f.marked(v, "to") {
		fx = know.Planned // "is going to"
		if c := f.t.Child(h, "aux"); c >= 0 && (f.t.Tokens[c].Lower == "was" || f.t.Tokens[c].Lower == "were") {
			fx = know.Hypothetical
		}
	}
	if table == "verb" && (fx == know.NoEffect || fx == know.Hypothetical) && f.speaks(h) && f.speaks(v) && !f.marked(v, "to") {
		fx = know.Through // "said adding that"
	}
	if fx == know.NoEffect && table == "verb" {
		fx = f.events.Status("adj", k.Lower) // "is set to", "is expected to"
	}
	if fx == know.NoEffect {
		if k.Lemma == "be" {
			fx = know.Planned
		} else {
			fx = know.Skips
		}
	}
	r.effect = combine(r.effect, fx)
}

// firstTo is who is the first of its kind to do what hangs on noun h: "became the first country to recognise Oslo"; -1 where h says
// nothing of the kind.
func (f *Finder) firstTo(h int) int {
	t := f.t
	ranked := false
	for c := range t.Children(h) {
		switch t.Tokens[c].Lower {
		case "first", "second", "third", "latest":
			ranked = ranked || t.Is(c, "amod")
		}
	}
	switch g := int(t.Tokens[h].Head); {
	case !ranked:
	case t.Child(h, "cop") >= 0 && t.Tokens[t.Child(h, "cop")].XPOS == "VBZ": // who was the first is history
		return t.Child(h, "nsubj")
	case t.Is(h, "xcomp") && g >= 0 && t.Tokens[g].Lemma == "become":
		return t.Child(g, "nsubj")
	}
	return -1
}

// ofNoun reads what a noun says of the clause that hangs on it: "a plan to", "threats to", "troops fighting in".
func (f *Finder) ofNoun(v, h int, r *reality) {
	if f.conditionClause(v) {
		r.effect = supposed(r.effect)
		return
	}
	if !f.marked(v, "to") && f.t.Tokens[v].XPOS != "VB" {
		r.background = true // "prisoners held in"
		return
	}
	fx := f.events.Status("noun", f.t.Tokens[h].Lemma)
	if f.firstTo(h) >= 0 {
		fx = know.Through
	}
	if fx == know.NoEffect {
		if f.headline() && f.at[h] >= 0 {
			r.effect = combine(r.effect, know.Planned)
			return
		}
		r.skip = true
		return
	}
	r.effect = combine(r.effect, fx)
	// The noun's own verb: "dropped his plan to", "announced a decision to".
	if g := int(f.t.Tokens[h].Head); g >= 0 && verbal(&f.t.Tokens[g]) {
		if x := f.events.Status("act", f.t.Tokens[g].Lemma); x == know.Negated || x == know.Denied || x == know.Hypothetical {
			r.effect = combine(r.effect, x)
		}
		up := reality{effect: know.Through, said: -1}
		f.climb(g, &up)
		r.effect = combine(r.effect, up.effect)
		r.skip = r.skip || up.skip
		r.said = up.said
	}
}

// subordinate reads what joins clause v to the one above it.
func (f *Finder) subordinate(v, h int, r *reality) {
	t := f.t
	if f.conditionClause(v) {
		r.effect = supposed(r.effect)
		return
	}
	if t.Tokens[h].UPOS == "ADJ" && f.events.Status("adj", t.Tokens[h].Lemma) == know.Skips {
		r.skip = true
		return
	}
	for c := range t.Children(v) {
		if !t.Is(c, "mark") && !t.Is(c, "advmod") && !t.Is(c, "case") || c > v {
			continue
		}
		switch fx := f.events.Status("mark", t.Tokens[c].Lower); fx {
		case know.NoEffect:
		case know.Skips:
			r.skip = true
			return
		default:
			r.effect = combine(r.effect, fx)
		}
		if w := t.Tokens[c].Lower; w == "to" || (w == "when" || w == "whenever" || w == "once") && f.general(v) {
			r.skip = true
			return
		}
	}
	// "..., killing two": as real as what it hangs on.
	up := reality{effect: know.Through, said: -1}
	f.climb(h, &up)
	if up.effect == know.Negated && t.Tokens[v].XPOS == "VBG" && f.also(v) {
		up.effect = know.Through // "did not stop there, also calling on Oslo to"
	}
	if (up.effect == know.Hypothetical || up.effect == know.Negated) && f.ownTense(v) {
		up.effect = know.Through // "may wait while Oslo negotiates"
	}
	r.effect = combine(r.effect, up.effect)
	r.skip, r.background = r.skip || up.skip, r.background || up.background
	if r.said < 0 {
		r.said = up.said
	}
}

// relativeSubject says whether verb v has "who" or "which" for its subject and is no question.
func (f *Finder) relativeSubject(v int) bool {
	for c := range f.t.Children(v) {
		if (f.t.Is(c, "nsubj") || f.t.Is(c, "nsubj:pass")) && (f.t.Tokens[c].Lower == "who" || f.t.Tokens[c].Lower == "which") {
			return c > f.s.First
		}
	}
	return false
}

// ownTense says whether a clause with a conjunction and a subject tells something of its own, whatever may be of the main clause.
func (f *Finder) ownTense(v int) bool {
	if f.t.Child(v, "nsubj") < 0 && f.t.Child(v, "nsubj:pass") < 0 {
		return false
	}
	for c := range f.t.Children(v) {
		if !f.t.Is(c, "mark") && !f.t.Is(c, "advmod") || c > v {
			continue
		}
		switch f.t.Tokens[c].Lower {
		case "while", "because", "although", "though", "whereas", "since":
			return true
		case "after", "when", "as", "before":
			return f.t.Tokens[v].XPOS == "VBD"
		}
	}
	return false
}

// also says whether a clause adds to what was said: "also calling".
func (f *Finder) also(v int) bool {
	for c := range f.t.Children(v) {
		switch f.t.Tokens[c].Lower {
		case "also", "instead", "rather", "but":
			return true
		}
	}
	return false
}

// status is the word of the contract for what was found out.
func (r *reality) status() string {
	switch {
	case r.effect == know.Denied, r.effect == know.Negated:
		return "negated"
	case r.effect == know.Hypothetical:
		return "hypothetical"
	case r.would && (r.conditional || !r.own):
		return "hypothetical"
	case r.conditional && (r.will || r.would):
		return "hypothetical"
	case r.effect == know.Planned, r.would:
		return "planned"
	}
	return "actual"
}

// general says whether the verb tells what is so in general and not what was done: "police arrest drivers who ...".
func (f *Finder) general(v int) bool {
	k := &f.t.Tokens[v]
	if c := f.t.Child(v, "aux:pass"); c >= 0 && k.XPOS == "VBN" {
		switch f.t.Tokens[c].Lower {
		case "is", "are", "'s", "’s", "'re", "’re":
			for x := range f.t.Children(v) {
				if f.t.Is(x, "aux") && x != c {
					return false // "is being moved"
				}
			}
			return true
		}
	} else if c < 0 && k.XPOS == "VBN" && f.t.Is(v, "conj") && f.t.Child(v, "nsubj:pass") < 0 && f.t.Child(v, "aux") < 0 && f.t.Tokens[k.Head].XPOS == "VBN" {
		return f.general(int(k.Head)) // "are armed and backed by"
	}
	if !present(k) || f.in(f.is.unchanging, v) && !strings.HasSuffix(k.Lower, "s") {
		return false
	}
	for c := range f.t.Children(v) {
		if f.t.Is(c, "aux") {
			return false
		}
	}
	return strings.Contains(k.Feats, "Tense=Pres") || k.Feats == ""
}
