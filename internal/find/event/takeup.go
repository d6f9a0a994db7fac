package event

import (
	"strings"

	"readout/doc"
	"readout/internal/lang"
)

// Sides that a sentence names by what was told before it.

// takenUp gathers those who did the deed that somebody condemns or praises by no more than a word for it: "condemned the launch", told
// of before. It is the last deed of that kind that was done, by somebody known.
func (f *Finder) takenUp(a *act) [2]int {
	from := len(f.sides)
	if a.kind.Type != "ACCUSE" && a.kind.Type != "SUPPORT" && a.kind.Type != "REJECT" || a.kind.CAMEO == "090" || a.entry.Noun {
		return [2]int{from, from}
	}
	o := a.frame.obj
	for _, p := range [...]string{"against", "at", "of", "for"} {
		if o < 0 && !a.frame.passive {
			o = f.prep(a.head, p, deep)
		}
	}
	if o < 0 || !nominal(&f.t.Tokens[o]) || !f.definite(o) {
		return [2]int{from, from}
	}
	const far = 3 // sentences
	t, si := f.t, f.t.SentenceOf(o)
	var last *doc.Event
	for k := len(f.d.Events) - 1; k >= 0; k-- {
		e := &f.d.Events[k]
		switch {
		case e.Status != "actual" || e.Trigger.Start >= int(t.Tokens[o].Start) || !f.deed(o, e.Type, t.TokenAt(e.Trigger.Start)):
		case last == nil:
			last = e
		case last.Sentence < si-far && !equal(e.Actors, last.Actors):
			return [2]int{from, from} // long ago, and by several
		}
	}
	if last == nil || len(last.Actors) == 0 {
		return [2]int{from, from}
	}
	for i := range last.Actors {
		x := &last.Actors[i]
		first, end := t.TokenAt(x.Span.Start), t.TokenAt(x.Span.End-1)+1
		s := side{code: x.Code, mention: f.at[first], first: first, last: end}
		if x.Sector != nil {
			s.sector = *x.Sector
		}
		if s.sector != "UAF" { // of whom nothing is known
			f.push(s)
		}
	}
	return [2]int{from, len(f.sides)}
}

// byDoing gathers those on the other side of the act by which this one is done: "went on with his attacks by accusing Oslo".
func (f *Finder) byDoing(a *act) [2]int {
	for i := range f.acts {
		b := &f.acts[i]
		if v := a.verb; v >= 0 && b.verb == b.head && int(f.t.Tokens[b.head].Head) == v && f.t.Is(b.head, "advcl") && f.marked(b.head, "by") && b.entry.Type == a.entry.Type {
			return f.fill(b, b.entry.Recipients, false)
		}
	}
	return [2]int{}
}

// given gathers those who were given what is handed over, the subject of a passive: "was handed the files by Oslo".
func (f *Finder) given(a *act) [2]int {
	if o := a.frame.iobj; a.frame.passive && o >= 0 && a.frame.obj >= 0 && o != a.frame.obj {
		return f.collect(o, false)
	}
	return [2]int{}
}

// definite says whether a noun takes up what was told of: it has "the" or "this" before it and nothing behind it that says which.
func (f *Finder) definite(o int) bool {
	the := false
	for c := range f.t.Children(o) {
		switch {
		case f.t.Is(c, "det"):
			w := f.t.Tokens[c].Lower
			the = w == "the" || w == "this" || w == "these" || w == "those"
		case c > o && (f.t.Is(c, "nmod") || f.t.Is(c, "acl") || f.t.Is(c, "acl:relcl")), f.t.Is(c, "nmod:poss"), f.at[c] >= 0:
			return false
		}
	}
	return the
}

// deed says whether the noun at token o may stand for an event of a type whose word stands at token v: the same word ("arrested ... the
// arrests"), or one of those for such deeds.
func (f *Finder) deed(o int, kind string, v int) bool {
	for _, e := range f.nounEntries(o) {
		if e.Type == kind {
			return true
		}
	}
	if kind == "MOBILIZE" {
		switch singular(f.t.Tokens[o].Lower) {
		case "launch", "test", "firing", "drill":
			return true
		}
	}
	a, b := singular(f.t.Tokens[o].Lower), f.t.Tokens[v].Lemma
	return len(a) > 4 && len(b) > 4 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// targets gathers those against whom a protest, a threat or weapons are told to be further on in the clause ("took to the streets with
// banners against Oslo"), and those for whom a way is opened: "reopened the bridge to let grain through to Oslo".
func (f *Finder) targets(a *act) [2]int {
	from := len(f.sides)
	none := [2]int{from, from}
	p := "against"
	switch a.kind.Type {
	case "PROTEST", "THREATEN", "MOBILIZE":
	case "RETREAT":
		p = "to"
		if a.kind.Mode != "access" {
			return none
		}
	default:
		return none
	}
	if a.verb < 0 {
		return none
	}
	k := &f.t.Tokens[a.verb]
	for c := a.head + 1; c < int(k.Right); c++ {
		if w := &f.t.Tokens[c]; w.Lower != p || w.UPOS != "ADP" || int(w.Head) < c {
			continue
		}
		h := int(f.t.Tokens[c].Head)
		if f.timeWord(h).told || f.told(a, h) {
			continue
		}
		if at := f.collect(h, false); f.codes(at) > 0 {
			return at
		}
		f.sides = f.sides[:from]
	}
	return none
}

// told says whether another act stands between token i and act a, which it belongs to.
func (f *Finder) told(a *act, i int) bool {
	for depth := 0; i >= 0 && i != a.verb && depth < deep; depth++ {
		if k := f.of[i]; i != a.head && k >= 0 && f.acts[k].entry.Type != a.entry.Type {
			return true
		}
		i = int(f.t.Tokens[i].Head)
	}
	return false
}

// theCountry adds the state that "the country" means where somebody else acts on it: the last one told of before, by its name.
func (f *Finder) theCountry(i int) bool {
	t := f.t
	switch t.Tokens[i].Lower {
	case "country", "nation", "kingdom", "republic":
	default:
		return false
	}
	if d := t.Child(i, "det"); !t.Is(i, "obj") || d < 0 || t.Tokens[d].Lower != "the" && t.Tokens[d].Lower != "that" || t.Child(i, "nmod") >= 0 || t.Child(i, "amod") >= 0 {
		return false
	}
	own, si := "", t.SentenceOf(i)
	if s := f.subjectOver(i); s >= 0 {
		at := f.collect(s, true)
		own = f.oneState(at)
		f.sides = f.sides[:at[0]]
	}
	for k := len(t.Mentions) - 1; k >= 0; k-- {
		m := &t.Mentions[k]
		if m.First >= i {
			continue
		}
		if t.SentenceOf(m.First) < si-1 {
			return false
		}
		if m.Entity >= 0 && t.Entities[m.Entity].Kind == lang.State && m.Code != own && !m.Pronoun {
			f.push(side{code: m.Code, mention: int32(k), first: m.First, last: m.Last})
			return true
		}
	}
	return false
}

// eachOther says whether those who act do so on each other: "accused each other", "expelled each other's envoys".
func (f *Finder) eachOther(a *act) bool {
	if a.entry.Mutual || a.verb < 0 || f.t.Tokens[a.verb].Head >= 0 && a.frame.subj < 0 {
		return false
	}
	for k := a.verb + 1; k < min(a.verb+5, f.s.Last); k++ {
		switch w := f.lower(k); {
		case w == "each" && f.lower(k+1) == "other", w == "one" && f.lower(k+1) == "another":
			return true
		case f.t.Tokens[k].UPOS == "VERB" || f.t.Tokens[k].Kind != lang.Word:
			return false
		}
	}
	return false
}
