package event

import (
	"time"

	"readout/internal/lang"
)

// Pages carry links to other stories among their sentences. What a link tells is no news of the page.

// linked says whether an act is told by the title of a link: "READ MORE: Oslo expels the envoy". Where the title has no stop, the
// sentence after it is read with it, so only what is told in a title's tense is taken for its part.
func (f *Finder) linked(a *act) bool {
	from := f.link(a.head)
	if from < 0 {
		return false
	}
	i := a.head
	for depth := 0; i >= from && depth < deep; depth++ {
		if present(&f.t.Tokens[i]) || from == f.s.First && f.headline() {
			return true
		}
		i = int(f.t.Tokens[i].Head)
	}
	return false
}

// link is where the link before token i begins, at the head of the sentence or behind the words that it stands among; -1 for none.
func (f *Finder) link(i int) int {
	for k := i - 1; k > f.s.First; k-- {
		switch f.lower(k) {
		case ":", "-", "–", "—":
		default:
			continue
		}
		first := f.t.Tokens[k-1].Form
		switch w := f.lower(k - 1); {
		case k-1 == f.s.First && (w == "related" || w == "watch" || w == "more"), first == "RELATED", first == "WATCH":
			return k - 1
		case k-2 < f.s.First || !f.t.Tokens[k-2].Capital():
			continue
		}
		switch f.lower(k-2) + " " + f.lower(k-1) {
		case "read more", "read also", "also read", "see also", "see more", "more on", "watch more":
			return k - 2
		}
	}
	return -1
}

// summary reads the day of the older story whose summary an act stands in. It stands in brackets behind the summary of a sentence or
// two, and often before the next: "Oslo has expelled the envoy. (27.12.2016)".
func (f *Finder) summary(a *act, si int) (time.Time, bool) {
	if !f.dated {
		return time.Time{}, false
	}
	t := f.t
	for next := si; next <= si+2 && next < len(t.Sentences); next++ {
		s := t.Sentences[next]
		day, ok := f.bracketed(max(a.head, s.First), s.Last)
		if !ok {
			continue
		}
		return day, next < si+2 || f.bracketedWithin(si-2, si) || f.bracketedWithin(next+1, next+3)
	}
	return time.Time{}, false
}

// bracketedWithin says whether a day in brackets stands in one of some sentences.
func (f *Finder) bracketedWithin(first, last int) bool {
	for si := max(first, 0); si <= last && si < len(f.t.Sentences); si++ {
		if _, ok := f.bracketed(f.t.Sentences[si].First, f.t.Sentences[si].Last); ok {
			return true
		}
	}
	return false
}

// bracketed reads the first day in brackets that begins among some tokens.
func (f *Finder) bracketed(first, last int) (time.Time, bool) {
	t := f.t
	for i := first; i < last && i+2 < len(t.Tokens); i++ {
		if t.Tokens[i].Form != "(" || t.Tokens[i+1].Kind != lang.Number || t.Tokens[i+2].Form != ")" {
			continue
		}
		if day, err := time.Parse("02.01.2006", t.Tokens[i+1].Form); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}
