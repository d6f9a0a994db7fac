package event

import (
	"strings"

	"readout/internal/lang"
)

// Reports are full of history. Here an act is known to be part of it: by a time in its sentence or shortly before it in the text, by a
// count over a long time, by the words of somebody who looks back.

// retold says whether a deed stands in a passage about a time long past.
func (f *Finder) retold(a *act) bool {
	v := a.verb
	if v < 0 || present(&f.t.Tokens[v]) && !f.annals || a.real.said >= 0 {
		return false
	}
	for f.t.Is(v, "conj") {
		v = int(f.t.Tokens[v].Head)
	}
	if f.apart && f.t.Tokens[v].Head < 0 && (speech(a.kind.Type) || a.kind.Type == "CONSULT") {
		return false // a paragraph on the past is told in deeds; who speaks behind it speaks of it today
	}
	return f.passage && f.day(a).date == "" && !(f.loose && (speech(a.kind.Type) || f.presentPerfect(v)))
}

// presentPerfect says whether a verb is told as done by now: "has met".
func (f *Finder) presentPerfect(v int) bool {
	for c := range f.t.Children(v) {
		if f.t.Is(c, "aux") && f.t.Tokens[c].Lemma == "have" {
			return f.t.Tokens[c].Lower != "had"
		}
	}
	return f.t.Is(v, "conj") && f.t.Tokens[v].XPOS == "VBN" && f.t.Child(v, "aux:pass") < 0 && f.presentPerfect(int(f.t.Tokens[v].Head))
}

// For so many years those who come from a land that is no more are still named after it.
const generation = 15

// bygone says whether the sentence puts an act into a time that is long past. Of words it asks that the time be theirs: what they are
// about may be old, "condemned the raid in 1998".
func (f *Finder) bygone(a *act) bool {
	if v := a.verb; v >= 0 {
		if f.t.Is(v, "advcl") && f.marked(v, "when") && f.t.Tokens[v].XPOS == "VBD" && v < int(f.t.Tokens[v].Head) {
			return true // "when Iraq invaded Kuwait, ..." reminds of what is known
		}
		for c := range f.t.Children(v) {
			if f.t.Is(c, "advcl") && nominal(&f.t.Tokens[c]) && (f.marked(c, "when") || f.marked(c, "while")) && f.pastBe(c) {
				return true // "when she was a prosecutor"
			}
			if f.t.Is(c, "advcl") && f.marked(c, "when") && f.longAgo(c) {
				return true // "when the rebels took the town in 1998"
			}
		}
	}
	for i := range f.t.Mentions {
		x := &f.t.Mentions[i]
		if s, ok := f.names.State(x.Code); ok && s.Successor != "" && f.dated && f.s.First <= x.First && x.First < f.s.Last {
			if f.day0.Year()-int(s.To)/10000 > generation {
				return true // a land that is no more
			}
		}
	}
	return f.datesOld(a)
}

// datesOld says whether the sentence names a time long past that is that of an act.
func (f *Finder) datesOld(a *act) bool {
	for i := f.s.First; i < f.s.Last; i++ {
		if f.timeWord(i).old && f.dating(i) && !f.inAside(a, i) && !f.anothers(a, i) && (!speech(a.kind.Type) || f.own(a, i)) {
			return true
		}
	}
	return false
}

// longPlanned says whether what is to come was announced or begun long ago: "said in January that it would send".
func (f *Finder) longPlanned(a *act) bool {
	if a.status != "planned" && a.status != "hypothetical" {
		return false
	}
	ahead, over := f.ahead, f.over
	defer func() { f.ahead, f.over = ahead, over }()
	f.ahead, f.over = false, true
	t := f.t
	for i, depth := a.verb, 0; i >= 0 && depth < deep && (t.Is(i, "ccomp") || t.Is(i, "xcomp")); depth++ {
		if i = int(t.Tokens[i].Head); i >= 0 && (t.Tokens[i].XPOS == "VBD" || f.perfect(i)) && f.clauseAge(i).old {
			return true
		}
	}
	return false
}

const fortnight = 14 // days

// outgone says whether somebody acts in an office that they had left a fortnight before the day: "President Obama signed", in 2019.
func (f *Finder) outgone(a *act) bool {
	if !f.dated || a.kind.Mode == "resign" || len(f.t.Sentences) < page {
		return false
	}
	for k := a.actors[0]; k < a.actors[1]; k++ {
		m := f.sides[k].mention
		if m < 0 || !f.t.Mentions[m].Name || f.sides[k].sector != "GOV" || f.t.Mentions[m].Entity < 0 {
			continue
		}
		e := &f.t.Entities[f.t.Mentions[m].Entity]
		if e.Kind != lang.Person || e.Role == "" {
			continue
		}
		name := strings.TrimPrefix(strings.TrimPrefix(e.Name, e.Role), " ")
		if h, ok := f.names.HeldOffice(name, e.Role, f.then); ok && h.Code == f.sides[k].code {
			_, again := f.names.InOffice(name, e.Role, f.today)
			return !again
		}
	}
	return false
}

// subjectOf is the subject that stands before verb v; -1 for none.
func (f *Finder) subjectOf(v int) int {
	if c := f.t.Child(v, "nsubj"); c < v {
		return c
	}
	return -1
}

// longAgo says whether a clause tells of a time long past.
func (f *Finder) longAgo(v int) bool {
	for c := range f.t.Children(v) {
		if f.timeWord(c).old && f.dating(c) {
			return true
		}
	}
	return false
}

// anothers says whether the time at token i is that of a participle or relative clause below the act's verb: "freed soldiers captured in
// 2019".
func (f *Finder) anothers(a *act, i int) bool {
	below := false
	for depth := 0; i >= 0 && depth < deep; depth++ {
		if i == a.verb {
			return below
		}
		below = below || f.t.Is(i, "acl") || f.t.Is(i, "acl:relcl") || f.t.Is(i, "conj") && verbal(&f.t.Tokens[i]) && f.subjectOf(i) >= 0
		i = int(f.t.Tokens[i].Head)
	}
	return false
}

// pastBe says whether a noun is what somebody was.
func (f *Finder) pastBe(i int) bool {
	c := f.t.Child(i, "cop")
	return c >= 0 && (f.t.Tokens[c].Lower == "was" || f.t.Tokens[c].Lower == "were")
}

// own says whether token i hangs on the verb of an act by nothing but infinitives.
func (f *Finder) own(a *act, i int) bool {
	top := a.verb
	for top >= 0 && f.t.Is(top, "xcomp") {
		top = int(f.t.Tokens[top].Head) // "in 2013 they began investigating"
	}
	for depth := 0; i >= 0 && depth < deep; depth++ {
		if i == a.verb || i == top {
			return true
		}
		if depth > 0 && !f.t.Is(i, "xcomp") && !(f.t.Is(i, "obj") && a.kind.Type == "REQUEST" && int(f.t.Tokens[i].Head) != a.verb) && !f.t.Is(i, "obl") && !f.t.Is(i, "nmod") {
			return false
		}
		i = int(f.t.Tokens[i].Head)
	}
	return false
}

// dating says whether a time is given as when something was: "in 1998", "last year", and not "the 1998 treaty".
func (f *Finder) dating(i int) bool {
	if f.lower(i-1) == "last" && f.t.Child(i, "case") < 0 && (f.t.Tokens[i].XPOS == "NN" || f.t.Tokens[i].XPOS == "NNP") && f.lower(i+1) != "'s" && f.lower(i+1) != "’s" && f.t.Tokens[i].Head >= 0 && !f.t.Is(i, "compound") {
		return true
	}
	if f.t.Tokens[i].Lower == "ago" {
		return f.plain(i)
	}
	for c := range f.t.Children(i) {
		if f.t.Is(c, "case") {
			if f.t.Tokens[c].Lower == "since" && f.t.Is(i, "nmod") {
				continue // "the first visit since 1998"
			}
			switch f.t.Tokens[c].Lower {
			case "in", "since", "during", "between", "from", "until", "on", "by", "after":
				return true
			}
		}
	}
	return false
}

// plain says whether the phrase that token i hangs on has no preposition but "of", so that what is told of it is told of the verb as
// well: "broke off a round of talks nine months ago", and not "arrested him over a raid nine months ago".
func (f *Finder) plain(i int) bool {
	for depth := 0; depth < deep; depth++ {
		i = int(f.t.Tokens[i].Head)
		if i < 0 || !nominal(&f.t.Tokens[i]) {
			return true
		}
		if c := f.t.Child(i, "case"); c >= 0 && f.t.Tokens[c].Lower != "of" {
			return false
		}
	}
	return false
}

// stretch is for how many sentences a time long past is thought of, unless a recent one comes in between.
const stretch = 3

// follow finds out whether the sentence at si goes on with a passage about a time long past: one shortly before it gives such a time,
// and none since a recent one. A time that is first given within a paragraph is thought of to its end alone.
func (f *Finder) follow(si int) {
	t := f.t
	if si == 0 || f.far > stretch || f.byTheWay && t.Sentences[si].Paragraph != t.Sentences[si-1].Paragraph && !f.goesOn() {
		f.begun, f.passage, f.annals, f.entry = false, false, false, ""
	}
	f.far++
	f.apart = f.apart || si > 0 && t.Sentences[si].Paragraph != t.Sentences[si-1].Paragraph
	if f.s.First == f.s.Last {
		return
	}
	f.ahead, f.over = false, false
	x := f.clauseAge(f.s.Root)
	now := present(&t.Tokens[f.s.Root])
	loose := false
	if !x.told && t.Tokens[f.s.Root].XPOS == "VBD" && !f.speaks(f.s.Root) && f.datesOld(&act{verb: f.s.Root}) {
		x.old, x.told, loose = true, true, true
	}
	if c := t.Child(f.s.Root, "ccomp"); c >= 0 && f.speaks(f.s.Root) {
		x.near = x.near || f.clauseAge(c).near // "is now weighing a ban, an official said"
	}
	if y := f.heading(); y.told {
		x, now, f.begun, f.annals, f.far, f.entry = y, false, y.old, y.old, 0, y.date
	} else if x.old {
		f.annals = now
	}
	if x.near || now && !f.annals {
		f.begun, f.passage, f.annals = false, false, false
		return
	}
	f.passage = f.begun
	if x.old {
		f.byTheWay = (!f.begun || f.byTheWay) && si > 0 && t.Sentences[si].Paragraph == t.Sentences[si-1].Paragraph
		f.loose = loose && (f.loose || !f.begun)
		f.begun, f.far, f.apart = true, 0, false
	}
}

// goesOn says whether the sentence's subject is only a pronoun, so that it goes on with what was told before: "It formed a coalition".
func (f *Finder) goesOn() bool {
	for c := range f.t.Children(f.s.Root) {
		if f.t.Is(c, "nsubj") && c < f.s.Root {
			switch f.t.Tokens[c].Lower {
			case "it", "they", "this", "that":
				return true
			}
		}
	}
	return false
}

// heading reads the day that heads an entry of a list of days: "October 7: Oslo expels the envoy".
func (f *Finder) heading() age {
	i := f.s.First
	for k := i + 1; k < min(i+5, f.s.Last); k++ {
		switch f.t.Tokens[k].Form {
		case ":", "–", "—", "-":
			f.over = true
			for ; i < k; i++ {
				if x := f.timeWord(i); x.told {
					return x
				}
			}
			return age{}
		case ",":
			continue
		}
		if f.t.Tokens[k].Kind != lang.Number {
			if _, month := monthOf(&f.t.Tokens[k]); !month {
				return age{}
			}
		}
	}
	return age{}
}

// present says whether a verb stands in the present tense.
func present(k *lang.Token) bool { return k.XPOS == "VBZ" || k.XPOS == "VBP" }

// summed says whether an act on a page is a count over a long time, or of the month before: "has tested five missiles in recent years",
// "have been killed since the war began".
func (f *Finder) summed(a *act) bool {
	t := f.t
	if len(t.Sentences) < page {
		return false // such a count is what a short report is about
	}
	for v, depth := a.verb, 0; v >= 0 && depth < deep; depth++ {
		for c := range t.Children(v) {
			if f.lately(c) || (f.perfect(v) || a.kind.Type == "ASSAULT") && f.since(c) {
				return true
			}
		}
		if !t.Is(v, "conj") && !t.Is(v, "xcomp") && !(t.Is(v, "advcl") && t.Tokens[v].XPOS == "VBG") {
			return false
		}
		v = int(t.Tokens[v].Head)
	}
	return false
}

// lately says whether token i heads the month before or a longer stretch that ends with the day: "last month", "in the past year", "in
// the last three months", "in recent years".
func (f *Finder) lately(i int) bool {
	if !f.in(f.is.measure, i) {
		return false
	}
	if f.t.Tokens[i].Lower == "month" && f.lower(i-1) == "last" {
		return true
	}
	for k := i - 1; k >= i-3 && f.t.Child(i, "case") >= 0; k-- {
		switch f.lower(k) {
		case "past", "recent":
			return true
		case "last":
			return k < i-1
		}
		if f.lower(k) == "" || f.t.Tokens[k].UPOS != "NUM" && f.t.Tokens[k].UPOS != "ADJ" {
			return false
		}
	}
	return false
}

// since says whether token i tells for how long something has gone on, but for days: "since 2014", "since the war began", "for months".
func (f *Finder) since(i int) bool {
	switch {
	case f.marked(i, "since"):
		return !f.timeWord(i).near && !f.clauseAge(i).near
	case f.caseIs(i, "for"):
		return f.in(f.is.measure, i) && f.t.Tokens[i].XPOS == "NNS"
	}
	return f.t.Tokens[i].Lower == "repeatedly"
}

// recounted says whether an act is what somebody tells of themselves and others in their own words, about a day that they do not
// name: who speaks for no government in any past, who does in the first person.
func (f *Finder) recounted(a *act) bool {
	t := f.t
	v := a.verb
	if v < 0 || a.frame.subj < 0 || t.Tokens[v].XPOS != "VBD" && t.Tokens[v].XPOS != "VBN" || t.QuoteOf(v) < 0 || t.QuoteOf(a.frame.subj) != t.QuoteOf(v) || a.real.will || a.real.would {
		return false
	}
	k := lang.Said(f.d, int(t.Tokens[v].Start))
	if k < 0 || f.d.Attributions[k].Source == nil || f.d.Attributions[k].Source.Kind != lang.Person {
		return false
	}
	sector := ""
	if s := f.d.Attributions[k].Source.Actor; s != nil {
		_, sector, _ = strings.Cut(*s, ".")
	}
	if sector == "MIL" || sector == "COP" || sector == "REB" {
		return false
	}
	switch t.Tokens[a.frame.subj].Lower {
	case "i", "we":
		return !speech(a.kind.Type)
	}
	return sector != "GOV" && a.kind.Type != "REQUEST"
}
