package event

import (
	"strings"
	"time"

	"readout/internal/lang"
)

// age is what the words around an event tell of its day.
type age struct {
	date string // YYYY-MM-DD, "" where no day is told
	told bool   // some time is told
	old  bool   // more than a month before the document
	near bool   // within a month before the document, or after it
}

const month = 31 // days; what is older is no news

// day reads the time of an act from its clause.
func (f *Finder) day(a *act) age {
	f.ahead = !f.perfect(a.verb) && (a.status == "planned" || a.status == "hypothetical" || a.real.will || a.real.would)
	f.over = !f.ahead && a.status == "actual" && !speech(a.kind.Type) && a.verb >= 0 && (f.t.Tokens[a.verb].XPOS == "VBD" || f.t.Tokens[a.verb].XPOS == "VBN")
	top := a.head
	if a.verb >= 0 {
		top = a.verb
	}
	x := f.clauseAge(top)
	if a.head != top {
		if y := f.clauseAge(a.head); y.told && !x.told {
			x = y
		}
	}
	x = f.ago(top, x)
	if f.progressive(top) || present(&f.t.Tokens[top]) && x.date == "" && !f.annals {
		x.old = false // "is looking into calls during the war"
	}
	return x
}

// perfect says whether a verb is told as done before: "may have met on Friday".
func (f *Finder) perfect(v int) bool {
	if v < 0 {
		return false
	}
	for c := range f.t.Children(v) {
		if f.t.Is(c, "aux") && f.t.Tokens[c].Lemma == "have" {
			return true
		}
	}
	return false
}

// scheduled says whether a verb in the present tense bears a day of the week or one to come: "flies to Tokyo on Sunday", "is visiting
// Oslo on Friday".
func (f *Finder) scheduled(a *act) bool {
	if a.verb < 0 || !f.general(a.verb) && !f.progressive(a.verb) || f.headline() || strings.HasSuffix(quads[a.kind.Type], "conflict") {
		return false
	}
	f.ahead = true
	if x := f.clauseAge(a.verb); f.dated && x.date > f.day0.Format(time.DateOnly) && !f.t.Is(a.verb, "acl") {
		return true
	}
	if f.t.Tokens[a.verb].XPOS == "VBG" {
		return false // "is visiting Oslo on Friday", told on a Friday
	}
	for c := range f.t.Children(a.verb) {
		if _, ok := weekday(f.t.Tokens[c].Lower); ok && c > a.verb && f.lower(c-1) != "last" && f.lower(c-1) != "every" && f.lower(c-1) != "each" {
			return true
		}
	}
	return false
}

// progressive says whether a verb is told as under way: "is visiting".
func (f *Finder) progressive(v int) bool {
	if f.t.Tokens[v].XPOS != "VBG" {
		return false
	}
	for c := range f.t.Children(v) {
		if f.t.Is(c, "aux") {
			return present(&f.t.Tokens[c]) && f.t.Tokens[c].Lemma == "be"
		}
	}
	return false
}

// recent says whether words of the clause put an act within the last month.
func (f *Finder) recent(a *act) bool {
	x := f.day(a)
	if v := a.verb; v >= 0 && a.real.past && !x.told && f.t.Is(v, "conj") {
		x = f.clauseAge(int(f.t.Tokens[v].Head)) // "by the evening it had closed the roads and cut off the internet"
	}
	return x.near && !x.old
}

// ago finds what puts the whole clause away from the day: "six months after ...".
func (f *Finder) ago(i int, x age) age {
	t := f.t
	for depth := 0; i >= 0 && depth < deep; depth++ {
		for c := range t.Children(i) {
			if (t.Is(c, "obl") || t.Is(c, "nmod") || t.Is(c, "advmod") || t.Is(c, "mark")) && c < i && f.in(f.is.measure, c) && t.Is(i, "advcl") {
				x.old, x.told = true, true
			}
		}
		h := int(t.Tokens[i].Head)
		if h >= 0 && t.Is(i, "advcl") && f.in(f.is.measure, h) {
			x.old, x.told = true, true
		}
		// Told beside what is long past: "in July 2008, when ...", "arrived in 1993 and voted ...".
		if h >= 0 && !x.told && (t.Is(i, "advcl") || t.Is(i, "acl:relcl") || t.Is(i, "conj")) {
			if y := f.clauseAge(h); y.old {
				x.old, x.told = true, true
			} else if y := f.timeWord(h); y.old {
				x.old, x.told = true, true
			}
		}
		if h >= 0 && !x.told && !f.ahead && t.Is(i, "ccomp") && f.speaks(h) {
			if y := f.clauseAge(h); y.old {
				x.old, x.told = true, true // "said in 2016 that it had signed"
				if present(&t.Tokens[i]) {
					x.date = y.date
				}
			}
		}
		if !t.Is(i, "ccomp") && !t.Is(i, "xcomp") && !t.Is(i, "conj") && !t.Is(i, "advcl") {
			break
		}
		i = h
	}
	return x
}

// clauseAge reads the times that hang on token i itself, not on clauses below it.
func (f *Finder) clauseAge(i int) age {
	t := f.t
	var x age
	for c := range t.Children(i) {
		if t.Is(c, "obl") || t.Is(c, "nmod") || t.Is(c, "advmod") || t.Is(c, "nummod") || t.Is(c, "obj") || t.Is(c, "compound") || t.Is(c, "amod") || t.Is(c, "dep") || t.Is(c, "xcomp") {
			x = x.and(f.timeAt(c, 0))
		}
	}
	return x
}

func (x age) and(y age) age {
	if !x.told {
		return y
	}
	if y.told {
		x.old = x.old || y.old
		x.near = x.near || y.near
		if x.date == "" {
			x.date = y.date
		}
	}
	return x
}

// timeAt reads a time off the phrase headed by token i and the phrases that hang on it.
func (f *Finder) timeAt(i, depth int) age {
	t := f.t
	for c := range t.Children(i) {
		if t.Is(c, "case") {
			switch t.Tokens[c].Lower {
			case "during", "in", "after", "since":
				if f.in(f.is.era, i) && f.lower(i-1) != "this" || !f.race && f.pastCampaign(i, t.Tokens[c].Lower) {
					return age{told: true, old: true}
				}
				if w := t.Tokens[c].Lower; w == "after" || w == "since" {
					return age{}
				}
			case "of":
				if t.Tokens[i].Kind != lang.Number {
					return age{}
				}
			case "by":
				if partOfDay(t.Tokens[i].Lower) {
					if t.Child(i, "nmod") < 0 {
						return age{told: true, near: true}
					}
				} else if !clock(t.Tokens[i].Lower) && !f.bygoneYear(i) {
					return age{}
				}
			case "before", "until", "till", "for", "following", "over", "with", "as", "about", "despite", "from", "under":
				return age{} // not when it happens
			}
		}
	}
	x := f.timeWord(i)
	if y := f.yearOf(i); y.old {
		x = x.and(y)
	}
	if depth >= 2 || t.Tokens[i].UPOS == "VERB" {
		return x
	}
	for c := range t.Children(i) {
		if t.Is(c, "nmod:poss") && t.Is(i, "obj") {
			continue // "defended last year's cut": the cut was last year
		}
		if t.Is(c, "nmod") || t.Is(c, "obl") || t.Is(c, "compound") || t.Is(c, "nmod:unmarked") || t.Is(c, "amod") && depth == 0 {
			x = x.and(f.timeAt(c, depth+1))
		}
	}
	return x
}

// yearOf reads the year before the noun at token i that tells when something was: "during the 2016 campaign".
func (f *Finder) yearOf(i int) age {
	if !f.caseIs(i, "during") && !f.caseIs(i, "at") {
		return age{}
	}
	for c := range f.t.Children(i) {
		if c < i && f.t.Tokens[c].Kind == lang.Number {
			return f.timeWord(c)
		}
	}
	return age{}
}

// bygoneYear says whether token i is a year that is over, or a month of one: "by January 2014 they had taken the city".
func (f *Finder) bygoneYear(i int) bool {
	k := i
	if _, ok := monthOf(&f.t.Tokens[i]); ok {
		k = i + 1
	}
	return f.dated && len(f.lower(k)) == 4 && f.t.Tokens[k].Kind == lang.Number && f.lower(k) >= "1900" && f.lower(k) < f.day0.Format("2006")
}

// pastCampaign says whether "during" leads to a campaign before an election, which on a page about something else is over.
func (f *Finder) pastCampaign(i int, before string) bool {
	if before != "during" || f.t.Tokens[i].Lemma != "campaign" {
		return false
	}
	bare := true
	for c := range f.t.Children(i) {
		switch f.t.Tokens[c].Lemma {
		case "election", "electoral", "presidential":
			return true
		}
		bare = bare && (f.t.Is(c, "case") || f.t.Is(c, "det") || f.t.Is(c, "punct") || f.t.Tokens[c].UPOS == "PRON")
	}
	return bare && len(f.t.Sentences) >= page
}

// timeWord reads the time that token i heads: "Thursday", "March 3", "last year", "1998", "two years ago".
func (f *Finder) timeWord(i int) age {
	t := f.t
	k := &t.Tokens[i]
	switch k.UPOS {
	case "VERB", "AUX", "ADP", "DET", "PRON", "PUNCT", "CCONJ", "PART":
		return age{}
	}
	w := k.Lower
	pub, known := f.day0, f.dated
	prev, next := f.lower(i-1), f.lower(i+1)
	switch {
	case k.Kind == lang.Number && len(w) == 4 && (w[:2] == "19" || w[:2] == "20" || w[:2] == "18"):
		return f.year(w, pub, known)
	case len(w) == 5 && w[4] == 's' && (w[:2] == "19" || w[:2] == "20"):
		return age{told: true, old: true}
	case w == "today", w == "tonight":
		return f.back(pub, known, 0)
	case w == "yesterday":
		return f.back(pub, known, 1)
	case w == "tomorrow":
		return f.back(pub, known, -1)
	}
	if d, ok := weekday(w); ok {
		if !known {
			return age{told: true, near: true}
		}
		back := (int(pub.Weekday()) - d + 7) % 7
		if prev == "last" && back == 0 {
			back = 7
		}
		if prev == "next" || f.ahead && back > 0 && prev != "last" && prev != "past" {
			back -= 7
		}
		return f.back(pub, known, back)
	}
	if m, ok := monthOf(k); ok {
		return f.monthAge(i, m, pub, known)
	}
	if clock(w) {
		return age{told: true, near: true}
	}
	switch w {
	case "year", "years", "decade", "decades", "century", "centuries":
		switch {
		case prev == "last" && w == "year", prev == "previous", f.lower(i+1) == "ago", f.lower(i+1) == "earlier", f.lower(i+1) == "before", prev == "past" && w != "year":
			return age{told: true, old: true}
		case next == "ago", next == "earlier", next == "later":
			return age{told: true, old: true}
		case prev == "this", prev == "next":
			return age{told: true, near: prev == "next", old: known && f.lower(i-2) == "earlier" && !pub.AddDate(0, 0, -month).Before(time.Date(pub.Year(), time.February, 1, 0, 0, 0, 0, time.UTC))}
		}
	case "spring", "summer", "autumn", "fall", "winter":
		if prev == "last" {
			return f.season(w, pub, known)
		}
	case "month", "months":
		switch {
		case prev == "last" && w == "month":
			return age{told: true}
		case next == "ago", next == "earlier":
			return age{told: true, old: prev != "a" && prev != "one"}
		case prev == "this", prev == "next":
			return age{told: true, near: true}
		}
	case "day", "evening", "night", "morning":
		if x := f.after(i, prev); x.told {
			return x
		}
		if w == "day" && (prev == "last" || prev == "this" || prev == "next" || prev == "past" || next == "ago" || next == "earlier") {
			return age{told: true, near: true}
		}
	case "week", "weeks", "weekend", "days", "hour", "hours":
		if prev == "last" || prev == "this" || prev == "next" || prev == "past" || next == "ago" || next == "earlier" {
			return age{told: true, near: true}
		}
	case "now", "recently", "earlier", "overnight", "currently":
		if w == "earlier" {
			return age{}
		}
		return age{told: true, near: true}
	case "once", "formerly", "previously", "historically", "originally", "long", "ago":
		if w == "long" || w == "ago" {
			if w == "ago" {
				for c := range t.Children(i) {
					if f.in(f.is.measure, c) {
						return age{told: true, old: t.Tokens[c].Lemma != "week" && t.Tokens[c].Lemma != "day" && t.Tokens[c].Lemma != "hour"}
					}
				}
			}
			return age{}
		}
		return age{told: true, old: prev != "at"} // "at once"
	}
	return age{}
}

// after reads a day told by the one before it: "the next day", "that evening".
func (f *Finder) after(i int, prev string) age {
	days := 0
	switch prev {
	case "next", "following":
		if f.lower(i-2) != "the" {
			return age{}
		}
		days = 1
	case "same":
	default:
		return age{}
	}
	day, ok := f.dayBefore(i)
	if !ok {
		return age{told: true, old: f.begun}
	}
	day = day.AddDate(0, 0, days)
	old := day.Before(f.day0.AddDate(0, 0, -month))
	return age{told: true, date: day.Format(time.DateOnly), old: old, near: !old}
}

// dayBefore is the last day that the text gives before token i, in its sentence or the two before it.
func (f *Finder) dayBefore(i int) (time.Time, bool) {
	if !f.dated || f.nest >= maxNest {
		return time.Time{}, false
	}
	s, over, si := f.s, f.over, f.t.SentenceOf(f.s.First)
	f.nest++
	defer func() { f.s, f.over = s, over; f.nest-- }()
	f.over = true
	for back := 0; back <= 2 && si-back >= 0; back++ {
		f.s = f.t.Sentences[si-back]
		for k := min(i, f.s.Last) - 1; k >= f.s.First; k-- {
			if x := f.timeWord(k); x.date != "" {
				day, err := time.Parse(time.DateOnly, x.date)
				return day, err == nil
			}
		}
	}
	return time.Time{}, false
}

// year is the age of what happened in a year.
func (f *Finder) year(w string, pub time.Time, known bool) age {
	if !known {
		return age{told: true, old: true}
	}
	this := pub.Format("2006")
	switch {
	case w == this:
		return age{told: true}
	case w > this:
		return age{told: true, near: true}
	}
	return age{told: true, old: w < pub.AddDate(0, 0, -month).Format("2006")}
}

// monthAge is the age of what happened in a month, on the day that stands with it.
func (f *Finder) monthAge(i int, m time.Month, pub time.Time, known bool) age {
	t := f.t
	if !known {
		return age{told: true}
	}
	day, year := 0, 0
	for k := max(i-1, f.s.First); k <= i+3 && k < f.s.Last; k++ {
		if n, ok := numeral(t.Tokens[k].Lower); ok {
			switch {
			case n >= 1 && n <= 31 && day == 0 && (k == i-1 || k == i+1):
				day = n
			case n >= 1900 && n < 2100 && k > i:
				year = n
			}
		}
	}
	if year == 0 {
		// The one nearest to the day of the document, rather the past one.
		year = pub.Year()
		if n, ok := f.yearBeside(i); ok {
			year += n
		} else if w := f.lower(i - 1); w == "last" || w == "past" {
			if !time.Date(year, m, 1, 0, 0, 0, 0, time.UTC).Before(time.Date(year, pub.Month(), 1, 0, 0, 0, 0, time.UTC)) {
				year--
			}
		} else if f.ahead {
			if time.Date(year, m+1, 1, 0, 0, 0, 0, time.UTC).Before(pub) {
				year++
			}
		} else if d := time.Date(year, m, max(day, 1), 0, 0, 0, 0, time.UTC); d.After(pub.AddDate(0, 4, 0)) || f.over && d.After(pub) && !f.caseIs(i, "until") {
			year--
		} else if !f.over && d.Before(pub.AddDate(0, -8, 0)) {
			year++
		}
	}
	if day == 0 {
		end := time.Date(year, m+1, 1, 0, 0, 0, 0, time.UTC)
		return age{told: true, old: end.Before(pub.AddDate(0, 0, -month)), near: !end.Before(pub)}
	}
	d := time.Date(year, m, day, 0, 0, 0, 0, time.UTC)
	if d.Month() != m {
		return age{told: true}
	}
	return age{told: true, date: d.Format(time.DateOnly), old: d.Before(pub.AddDate(0, 0, -month)), near: !d.Before(pub.AddDate(0, 0, -month))}
}

// yearBeside is how many years from the document's year lies the one told behind the month at token i: "in May last year".
func (f *Finder) yearBeside(i int) (int, bool) {
	k := i + 1
	if _, ok := numeral(f.lower(k)); ok {
		k++
	}
	for f.lower(k) == "," || f.lower(k) == "of" {
		k++
	}
	if f.lower(k+1) != "year" {
		return 0, false
	}
	switch f.lower(k) {
	case "last", "previous":
		return -1, true
	case "this":
		return 0, true
	case "next":
		return 1, true
	}
	return 0, false
}

// season reads the last season of a name: "last summer".
func (f *Finder) season(w string, pub time.Time, known bool) age {
	if !known {
		return age{told: true}
	}
	end := time.Date(pub.Year(), seasons[w], 1, 0, 0, 0, 0, time.UTC)
	if !end.Before(pub) {
		end = end.AddDate(-1, 0, 0)
	}
	return age{told: true, old: end.Before(pub.AddDate(0, 0, -month))}
}

// The month that follows each season.
var seasons = map[string]time.Month{"spring": time.June, "summer": time.September, "autumn": time.December, "fall": time.December, "winter": time.March}

// back is the day so many days before the document's.
func (f *Finder) back(pub time.Time, known bool, days int) age {
	if !known {
		return age{told: true, near: true}
	}
	return age{told: true, near: true, date: pub.AddDate(0, 0, -days).Format(time.DateOnly)}
}

func (f *Finder) lower(i int) string {
	if i < f.s.First || i >= f.s.Last {
		return ""
	}
	return f.t.Tokens[i].Lower
}

// clock says whether a word is an hour of the day itself: "by noon".
func clock(w string) bool {
	switch w {
	case "noon", "midday", "midnight", "dawn", "dusk", "daybreak", "sunrise", "sunset", "nightfall":
		return true
	}
	return false
}

// partOfDay says whether a word is a part of the day, which "by" makes one of this day: "by the evening".
func partOfDay(w string) bool { return w == "morning" || w == "afternoon" || w == "evening" }

// afterwards says whether token i measures how long after something else: "hours later".
func (f *Finder) afterwards(i int) bool {
	switch f.lower(i + 1) {
	case "later", "earlier", "before", "afterwards":
	default:
		return false
	}
	switch f.t.Tokens[i].Lemma {
	case "minute", "hour", "day", "week":
		return true
	}
	return f.in(f.is.measure, i)
}

func numeral(w string) (int, bool) {
	n := 0
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' || i > 4 {
			return n, i > 0 && (strings.HasSuffix(w, "st") || strings.HasSuffix(w, "nd") || strings.HasSuffix(w, "rd") || strings.HasSuffix(w, "th"))
		}
		n = n*10 + int(w[i]-'0')
	}
	return n, w != ""
}

var days = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func weekday(w string) (int, bool) {
	for i, d := range days {
		if w == d {
			return i, true
		}
	}
	return 0, false
}

var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

func monthOf(k *lang.Token) (time.Month, bool) {
	w, mid := strings.CutPrefix(strings.TrimSuffix(k.Lower, "."), "mid-")
	if !mid && (k.UPOS != "PROPN" || !k.Capital()) {
		return 0, false
	}
	for i, m := range months {
		if w == m || len(w) >= 3 && len(w) <= 4 && strings.HasPrefix(m, w) {
			return time.Month(i + 1), true
		}
	}
	return 0, false
}
