package event

import (
	"strings"

	"readout/internal/lang"
)

// frame is who does what to whom in the clause of a verb, in tokens; -1 for nobody.
type frame struct {
	subj    int // who acts: the subject, in the passive the agent
	obj     int // who is acted on: the object, in the passive the subject
	iobj    int // to whom something is given
	agent   int
	clause  int // the token that heads the clause
	passive bool
	silent  bool // nobody is named as acting, though somebody might be: a passive without an agent, an infinitive
}

// passive says whether verb i is a passive.
func (f *Finder) passive(i int) bool {
	t := f.t
	if i == f.mended {
		return false
	}
	if t.Tokens[i].XPOS != "VBN" && t.Tokens[i].XPOS != "VBD" {
		return false
	}
	own, suffers := false, false
	for c := range t.Children(i) {
		switch d := t.Tokens[c].Deprel; {
		case d == "aux:pass":
			return true
		case d == "nsubj:pass":
			suffers = true
		case strings.HasPrefix(d, "aux"), strings.HasPrefix(d, "nsubj"):
			own = true
		}
	}
	if t.Tokens[i].Lemma == "accuse" && f.lower(i+1) == "of" && t.Child(i, "obj") < 0 && t.Child(i, "aux") < 0 {
		return true // a headline's "Oslo accused of spying", run into the sentence behind it
	}
	if suffers && !own {
		return t.Child(i, "obj") < 0
	}
	if (t.Child(i, "obj") < 0 || f.lower(i+1) == "over") && f.headline() && (t.Tokens[i].Head < 0 || t.Is(i, "ccomp")) && f.in(f.is.undergo, i) {
		return true // the headline's "Ten killed in blast"
	}
	if t.Tokens[i].XPOS != "VBN" || own {
		return false
	}
	switch {
	case t.Is(i, "acl") && !t.Is(i, "acl:relcl"):
		return !f.hung(i)
	case t.Is(i, "conj"):
		return f.passive(int(t.Tokens[i].Head))
	case t.Tokens[i].Head < 0 || t.Is(i, "advcl"), t.Is(i, "parataxis"):
		return t.Child(i, "obj") < 0
	}
	return false
}

// hung says whether the parser hung a sentence's verb on its subject as if it were a participle: "A missile strike killed two people,
// officials said". What has an object of its own is no passive.
func (f *Finder) hung(i int) bool {
	t := f.t
	if !t.Is(i, "acl") || t.Tokens[i].XPOS != "VBN" && t.Tokens[i].XPOS != "VBD" || f.in(f.is.giving, i) {
		return false
	}
	o, h := t.Child(i, "obj"), int(t.Tokens[i].Head)
	return o > i && !f.timeWord(o).told && (t.Is(h, "nsubj") || t.Tokens[h].Head < 0 || f.conjoined(h)) && t.Child(i, "obl:agent") < 0 && h < i
}

// conjoined says whether what passes for the preposition of noun i joins two clauses: "as railway workers downed tools".
func (f *Finder) conjoined(i int) bool {
	return f.t.Is(i, "obl") && (f.caseIs(i, "as") || f.caseIs(i, "after") || f.caseIs(i, "while"))
}

// afterPlace is the subject that the parser takes for another name of the place before it: "In Geneva the United Nations appealed to";
// -1 for none.
func (f *Finder) afterPlace(i int) int {
	t := f.t
	if !finite(&t.Tokens[i]) {
		return -1
	}
	for c := range t.Children(i) {
		if c > i || !t.Is(c, "obl") || !f.located(c) {
			continue
		}
		for s := range t.Children(c) {
			if t.Is(s, "appos") && int(t.Tokens[s].Right) == i && f.at[s] >= 0 && t.Mentions[f.at[s]].Code != "" && t.Tokens[t.Tokens[s].Left-1].Kind == lang.Word {
				return s
			}
		}
	}
	return -1
}

// frame reads the sides of verb i off the tree, with those it shares with the verbs above it.
func (f *Finder) frame(i, depth int) frame {
	t := f.t
	if i == f.mended {
		return f.mendedFrame(i)
	}
	fr := frame{subj: -1, obj: -1, iobj: -1, agent: -1, clause: i, passive: f.passive(i)}
	subject := -1
	for c := range t.Children(i) {
		switch {
		case c < f.s.First: // in the dateline
		case t.Is(c, "nsubj") && (subject < 0 || c == subject+1 && c < i && t.Tokens[c+1].Form != "-"):
			subject = c // the later of two that stand side by side: "customs officers", but not "Oslo test-fired"
		case t.Is(c, "obj") && t.Tokens[c].Lower != "that" && !f.timeWord(c).told:
			switch {
			case fr.obj >= 0 && c == fr.obj+1:
				fr.obj = c // two words of one noun
			case fr.obj >= 0 && t.Tokens[t.Tokens[c].Left].Form == ",":
				// "accused Oslo of spying, something it denies": said of the whole
			case fr.obj >= 0:
				fr.obj, fr.iobj = c, fr.obj // "sold Oslo two tanks", where the parser takes both for objects
			default:
				fr.obj = c
			}
		case t.Is(c, "xcomp") && c > i && fr.obj < 0 && t.Tokens[c].UPOS == "NOUN" && t.Child(c, "case") < 0 && t.Child(c, "mark") < 0:
			fr.obj = c // "called off a strike"
		case t.Is(c, "xcomp") && c > i && fr.obj < 0 && t.Tokens[c].UPOS == "ADJ" && t.Child(c, "nsubj") > i:
			fr.obj = t.Child(c, "nsubj") // "holds Oslo responsible"
		case t.Is(c, "ccomp") && c > i && fr.obj < 0 && t.Tokens[c].Lower == "crossing":
			fr.obj = c // "reopened the Rafah crossing", where it passes for a verb
		case t.Is(c, "iobj"):
			fr.iobj = c
		case (t.Is(c, "obl") || t.Is(c, "xcomp")) && f.in(f.is.giving, i) && fr.obj >= 0 && fr.obj < c && fr.iobj < 0 && f.actorLike(fr.obj) && t.Tokens[c].UPOS == "NOUN" && t.Child(c, "case") < 0 && !f.timeWord(c).told:
			fr.obj, fr.iobj = c, fr.obj // "to hand Oslo two tanks"
		case t.Is(c, "obl") && fr.passive && fr.agent < 0 && f.caseIs(c, "by"):
			fr.agent = c
		}
	}
	if fr.obj == i+1 {
		if o := t.Child(fr.obj, "obj"); o >= 0 {
			if f.actorLike(fr.obj) {
				fr.iobj = fr.obj // "grants Oslo a loan"
			}
			fr.obj = o // "brought home its soldiers"
		}
	}
	if o := fr.obj; o > i && fr.iobj < 0 && f.in(f.is.giving, i) && t.Tokens[o].UPOS != "VERB" {
		if s := t.Child(o, "nsubj"); s == i+1 || s > i && int(t.Tokens[s].Left) == i+1 {
			fr.iobj = s // "grants Oslo NOK 6 million", where the parser makes a clause of the two
		}
	}
	if s := f.raised(i, fr.obj); s >= 0 {
		fr.obj = s
	}
	if subject >= 0 && f.relative(subject) && t.Is(i, "acl:relcl") {
		subject = int(t.Tokens[i].Head)
	}
	if subject >= 0 && (f.timeWord(subject).told || f.afterwards(subject)) {
		subject = f.before(i) // "Oslo today agreed", "Hours later Oslo agreed"
	}
	if subject < 0 || f.relative(subject) && !t.Is(i, "acl:relcl") {
		if s := f.aside(i); s >= 0 {
			subject = s
		}
	}
	if subject < 0 {
		subject = f.participleLike(i)
	}
	if subject < 0 {
		subject = f.afterPlace(i)
	}
	if subject < 0 && depth < deep {
		subject = f.shared(i, &fr, depth)
	}
	if fr.obj < 0 && !fr.passive {
		if fr.obj = fr.iobj; fr.obj < 0 {
			fr.obj = f.particled(i)
		}
		if fr.obj < 0 {
			fr.obj = f.behind(i)
		}
		if fr.obj < 0 && i+3 < f.s.Last && f.t.Tokens[i+2].Form == "-" && f.at[i+1] >= 0 && f.lower(i+3) == "held" {
			fr.obj = i + 1 // "shelled Kenyan-held territory", where "held" passes for a verb
		}
	}
	if fr.obj >= 0 && f.relative(fr.obj) && t.Is(i, "acl:relcl") {
		fr.obj = int(t.Tokens[i].Head)
	} else if fr.obj < 0 && t.Is(i, "acl:relcl") && subject >= 0 && subject != int(t.Tokens[i].Head) && !fr.passive {
		fr.obj = int(t.Tokens[i].Head)
	}
	subject, fr.obj = f.included(subject), f.included(fr.obj)
	if fr.passive {
		switch {
		case subject >= 0 && fr.obj >= 0 && f.in(f.is.giving, i) && f.prep(subject, "to", deep) < 0:
			fr.iobj = subject // "were given shelter"
		case subject >= 0:
			fr.obj = subject
		}
		if fr.agent < 0 {
			if by := f.prepBehind(i, "by"); by >= 0 && f.at[by] >= 0 {
				fr.agent = by // "delivered to the camp by Oslo", where the parser hangs Oslo on the camp
			}
		}
		fr.subj = fr.agent
		fr.silent = fr.agent < 0
		return fr
	}
	fr.subj = subject
	fr.silent = subject < 0
	return fr
}

// included is the head of what a list with "including" is of, where the tree takes one of the list for it: "300 Kenyans, including two
// nurses, were freed".
func (f *Finder) included(i int) int {
	if i < 0 {
		return i
	}
	c := f.t.Child(i, "case")
	if c < f.s.First+2 || f.t.Tokens[c].Lower != "including" || f.t.Tokens[c-1].Form != "," || f.at[c-2] < 0 {
		return i
	}
	return c - 2
}

// joint is the subject of verb i that the parser hangs on the clause before it by the word that joins the two: "cut ties after Oslo's
// police also stopped ministers"; -1 for none.
func (f *Finder) joint(i int) int {
	k := i - 1
	for k > f.s.First && f.t.Tokens[k].UPOS == "ADV" {
		k--
	}
	if k <= f.s.First || !f.t.Is(i, "parataxis") || !finite(&f.t.Tokens[i]) || !nominal(&f.t.Tokens[k]) || !f.t.Is(k, "nmod") && !f.t.Is(k, "obl") ||
		!f.caseIs(k, "after") && !f.caseIs(k, "as") && !f.caseIs(k, "before") {
		return -1
	}
	return k
}

// shared is the subject that verb i, which has none of its own, has in common with what it hangs on.
func (f *Finder) shared(i int, fr *frame, depth int) int {
	t := f.t
	h := int(t.Tokens[i].Head)
	if h < 0 {
		return -1
	}
	switch {
	case t.Is(i, "conj"), t.Is(i, "parataxis") && i > h && !f.speaks(h):
		if !verbal(&t.Tokens[h]) {
			return -1
		}
		if s := f.joint(i); s >= 0 {
			return s
		}
		up := f.frame(h, depth+1)
		if up.passive {
			return up.obj
		}
		return up.subj
	case t.Is(i, "xcomp"):
		if !verbal(&t.Tokens[h]) {
			// "Ready to", "able to", "a threat to".
			return t.Child(h, "nsubj")
		}
		up := f.frame(h, depth+1)
		if up.obj >= 0 && (up.passive || t.Child(h, "obj") >= 0 && t.Tokens[h].Lemma != "promise") {
			return up.obj
		}
		if o := t.Child(h, "iobj"); o >= 0 {
			return o
		}
		for c := range t.Children(h) {
			if t.Is(c, "obl") && c < i && c > h && (f.caseIs(c, "on") || f.caseIs(c, "upon")) {
				return c // "called on Oslo to withdraw"
			}
		}
		return up.subj
	case t.Is(i, "ccomp") && verbal(&t.Tokens[h]) && (t.Tokens[i].XPOS == "VBG" || f.lower(i-1) == "having"):
		return f.frame(h, depth+1).subj // "denies having attacked"
	case t.Is(i, "acl:relcl"):
		return -1
	case t.Is(i, "acl"):
		if f.worded(i) {
			return f.frame(int(t.Tokens[h].Head), depth+1).subj
		}
		if t.Tokens[i].XPOS == "VBG" || t.Tokens[i].XPOS == "VBD" || fr.passive || f.hung(i) {
			return h
		}
		if s := f.firstTo(h); s >= 0 {
			return s
		}
		if f.in(f.is.addressed, h) {
			return -1 // "its request to withdraw": another is to
		}
		// "Its decision to withdraw", "vowed in a letter to": who owns or does the noun.
		if p := t.Child(h, "nmod:poss"); p >= 0 {
			return p
		}
		if g := int(t.Tokens[h].Head); g >= 0 && verbal(&t.Tokens[g]) {
			if up := f.frame(g, depth+1); t.Is(h, "obj") || up.passive {
				return up.subj
			}
		}
		if f.headline() && f.marked(i, "to") {
			return h // "Envoy to visit Oslo"
		}
		return -1
	case t.Is(i, "advcl"):
		if !verbal(&t.Tokens[h]) {
			if t.Tokens[h].Head < 0 && f.headline() && f.marked(i, "to") {
				return h // "Oslo, Nairobi to sign pact"
			}
			return t.Child(h, "nsubj")
		}
		up := f.frame(h, depth+1)
		if up.passive {
			return up.obj
		}
		return up.subj
	}
	return -1
}

// worded says whether verb i tells what stands in a paper that somebody issues, signs or adopts, and so says: "issued a statement
// condemning the raid".
func (f *Finder) worded(i int) bool {
	t := f.t
	h := int(t.Tokens[i].Head)
	if h < 0 || t.Tokens[i].XPOS != "VBG" || !t.Is(i, "acl") || !f.in(f.is.paper, h) || !t.Is(h, "obj") || f.of[h] >= 0 {
		return false
	}
	g := int(t.Tokens[h].Head)
	return g >= 0 && g < h && verbal(&t.Tokens[g]) && f.in(f.is.uttering, g)
}

// relative says whether token i is a pronoun that takes up a noun: "which".
func (f *Finder) relative(i int) bool {
	switch f.t.Tokens[i].Lower {
	case "who", "which", "that", "whom":
		return true
	}
	return false
}

// speaks says whether token i is a verb of speech.
func (f *Finder) speaks(i int) bool {
	_, n := f.cues.At(f.t.From(i))
	return n > 0
}
