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

// teaser says whether the sentence at si belongs to the summary of an older story, which ends with that story's day in brackets:
// "Oslo has expelled the envoy. (27.12.2016)".
func (f *Finder) teaser(si int) bool {
	if !f.dated {
		return false
	}
	for next := si + 1; next <= si+3 && next < len(f.t.Sentences); next++ {
		day, ok := f.bracketed(next)
		if !ok {
			continue
		}
		return (next == si+1 || f.afterTeaser(si)) && day.Before(f.day0.AddDate(0, 0, -month))
	}
	return false
}

// afterTeaser says whether a summary ended shortly before the sentence at si.
func (f *Finder) afterTeaser(si int) bool {
	for last := si - 1; last >= 0 && last >= si-2; last-- {
		if _, ok := f.bracketed(last); ok {
			return true
		}
	}
	return false
}

// bracketed reads the sentence at si as a day in brackets.
func (f *Finder) bracketed(si int) (time.Time, bool) {
	s := f.t.Sentences[si]
	if s.Last-s.First != 3 || f.t.Tokens[s.First].Form != "(" || f.t.Tokens[s.First+1].Kind != lang.Number {
		return time.Time{}, false
	}
	day, err := time.Parse("02.01.2006", f.t.Tokens[s.First+1].Form)
	return day, err == nil
}
