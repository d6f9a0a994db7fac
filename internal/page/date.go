package page

import "strings"

// dateEvidence is all that a page shows of when it was published. It is collected while the page is read and judged by
// publishedDay at the end.
type dateEvidence struct {
	URL    string // the page's own address: as fetched, or its canonical link
	Lang   string // of the page, with its region where one is given: "en-US"
	LD     []ldDate
	Meta   []metaTag // names in small letters
	Times  []timeElem
	Lines  []dateLine
	Source []byte // the page's bytes, searched for the data of scripts where nothing else tells the day
}

// ldDate is one date of the page's JSON-LD.
type ldDate struct {
	Type   string // of its node, several joined by blanks
	Key    string // datePublished, dateCreated, uploadDate, dateModified
	Value  string
	Nested bool // in a node about something else than the page: a comment, a related article, a list's item
}

// place is where in the page a date stands.
type place struct {
	Block     int  // in the order of the page
	NearTitle int  // blocks from the headline on, negative before it; noTitle where the page has none
	InMain    bool // inside article or main, or an element named so
	InBody    bool // within running text
	InCaption bool
	InComment bool
	InChrome  bool // navigation, footer, aside, related articles
}

// noTitle is the NearTitle of pages without a headline.
const noTitle = 1 << 20

// timeElem is a <time>, or any element whose attributes carry a date for machines (abbr title=, span content=).
type timeElem struct {
	place
	Datetime string // the attribute
	Text     string
	Tag      string // "time", "abbr", "span"
	Class    string // class, id, itemprop of it; "pubdate" where it has that attribute
	Before   string // the text of its line before it
}

// dateLine is a visible line that holds a digit.
type dateLine struct {
	place
	Text  string
	Class string // class, id, itemprop of the elements next around it
	Label string // the line before, if short and without a date: "Published"
}

// publishedDay decides on which day a page was published, from the most telling evidence to the least, and says which
// one decided. It is nil, with the reason, where only dates of other things were found.
func publishedDay(e *dateEvidence) (published *string, why string) {
	j := dayJudge{dateEvidence: e, hint: e.dayHint()}
	for _, step := range daySteps {
		if d, ok := step.find(&j); ok {
			s := d.String()
			return &s, step.why
		}
	}
	return nil, "no day of publication in the page"
}

// daySteps are the kinds of evidence, most telling first.
var daySteps = []struct {
	why  string
	find func(*dayJudge) (day, bool)
}{
	{"meta element, printed at the headline", (*dayJudge).printedMeta},
	{"JSON-LD datePublished of the article", (*dayJudge).articleLD},
	{"meta element", func(j *dayJudge) (day, bool) { return j.meta(sensePublished) }},
	{"JSON-LD datePublished of the page", func(j *dayJudge) (day, bool) { return j.otherLD("datePublished") }},
	{"loose meta element, printed in the page", (*dayJudge).printedLoose},
	{"date marked as day of publication", func(j *dayJudge) (day, bool) { return j.seen(sensePublished) }},
	{"address", func(j *dayJudge) (day, bool) { return dayInURL(j.URL) }},
	{"JSON-LD dateCreated", func(j *dayJudge) (day, bool) { return j.otherLD("dateCreated") }},
	{"date printed near the headline", func(j *dayJudge) (day, bool) { return j.seen(senseNone) }},
	{"loose meta element", func(j *dayJudge) (day, bool) { return j.meta(senseDate) }},
	{"JSON-LD uploadDate", func(j *dayJudge) (day, bool) { return j.otherLD("uploadDate") }},
	{"hAtom updated", (*dayJudge).hAtom},
	{"only day in the page", (*dayJudge).onlyDay},
	{"page data in a script", func(j *dayJudge) (day, bool) { return dayInScripts(j.Source, j.hint) }},
}

// dayJudge weighs the evidence of one page.
type dayJudge struct {
	*dateEvidence
	hint    dayHint
	weighed bool
	all     []candidate
	only    day  // the first day seen
	several bool // and another one
}

func (j *dayJudge) parse(s string) (day, bool) {
	d, _, ok := parseDay(s, j.hint)
	return d, ok
}

// articleLD is the day of the first node that is an article and of its own.
func (j *dayJudge) articleLD() (day, bool) {
	for i := range j.LD {
		if n := &j.LD[i]; n.Key == "datePublished" && !n.Nested && isArticleType(n.Type) {
			if d, ok := j.parse(n.Value); ok {
				return d, true
			}
		}
	}
	return day{}, false
}

// otherLD is the first date under a key in a node that can stand for the page.
func (j *dayJudge) otherLD(key string) (day, bool) {
	for i := range j.LD {
		if n := &j.LD[i]; n.Key == key && !n.Nested && !isApartType(n.Type) {
			if d, ok := j.parse(n.Value); ok {
				return d, true
			}
		}
	}
	return day{}, false
}

func isArticleType(types string) bool {
	for t := range strings.FieldsSeq(types) {
		t = t[strings.LastIndexByte(t, '/')+1:]
		if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report" {
			return true
		}
	}
	return false
}

// isApartType tells nodes whose dates are not the page's.
func isApartType(types string) bool {
	for t := range strings.FieldsSeq(types) {
		switch t[strings.LastIndexByte(t, '/')+1:] {
		case "Comment", "Review", "Event", "Person", "Organization", "NewsMediaOrganization", "ImageObject", "Product", "Answer":
			return true
		}
	}
	return false
}

// meta is the day in the first, by the order of date_meta.txt, of the meta elements of a sense.
func (j *dayJudge) meta(sense dateSense) (day, bool) {
	best, rank := day{}, 1<<20
	for i := range j.Meta {
		m := &j.Meta[i]
		r, ok := metaRanks[m.Name]
		if !ok || r.sense != sense || r.rank >= rank {
			continue
		}
		if d, ok := j.parse(m.Content); ok {
			best, rank = d, r.rank
		}
	}
	return best, rank < 1<<20
}

// printedMeta settles a dispute: where JSON-LD and meta elements name different days and only the latter's is printed
// at the headline, it counts.
func (j *dayJudge) printedMeta() (day, bool) {
	m, ok := j.meta(sensePublished)
	if !ok {
		return day{}, false
	}
	ld, ok := j.articleLD()
	if !ok || ld == m {
		return day{}, false
	}
	return m, j.printed(m) && !j.printed(ld)
}

func (j *dayJudge) printedLoose() (day, bool) {
	m, ok := j.meta(senseDate)
	return m, ok && j.printed(m)
}

// printed tells whether a day is among the dates seen that could be the page's.
func (j *dayJudge) printed(d day) bool {
	for _, c := range j.candidates() {
		if c.day == d {
			return true
		}
	}
	return false
}

// seen is the day of the date that stands best of those that have at least a sense.
func (j *dayJudge) seen(least dateSense) (day, bool) {
	best, cost := day{}, tooFar
	for _, c := range j.candidates() {
		if c.sense >= least && c.cost < cost {
			best, cost = c.day, c.cost
		}
	}
	return best, cost < tooFar
}

// hAtom is the day of an element named "updated", which that format asks for where a post has one date only.
func (j *dayJudge) hAtom() (day, bool) {
	for i := range j.Times {
		x := &j.Times[i]
		if x.Class != "updated" && !strings.HasPrefix(x.Class, "updated ") {
			continue
		}
		if x.cost(senseDate) < tooFar {
			if d, ok := j.parse(x.Datetime); ok {
				return d, true
			}
			if d, ok := j.parse(x.Text); ok {
				return d, true
			}
		}
	}
	return day{}, false
}

// onlyDay is the one day that all dates seen in the page itself agree on, however far from the headline.
func (j *dayJudge) onlyDay() (day, bool) {
	j.candidates()
	return j.only, j.only != day{} && !j.several
}

// candidate is a date seen in the page.
type candidate struct {
	day
	sense dateSense
	cost  int
	near  int    // its place's NearTitle
	class string // names of its element
}

// maxCandidates bounds how many dates of a page are weighed.
const maxCandidates = 100

// candidates are the dates of elements and visible lines that may be the page's.
func (j *dayJudge) candidates() []candidate {
	if j.weighed {
		return j.all
	}
	j.weighed = true
	for i := range j.Times {
		if len(j.all) < maxCandidates {
			j.weighElement(&j.Times[i])
		}
	}
	for i := range j.Lines {
		if len(j.all) < maxCandidates {
			j.weighLine(&j.Lines[i])
		}
	}
	j.markLists()
	return j.all
}

// inList is what it costs a date to be one of a list of articles.
const inList = 25

// markLists makes dates dearer that are of one kind with others of other days, for they belong to the items of a list
// of articles. The headline's own line may share that kind.
func (j *dayJudge) markLists() {
	for i := range j.all {
		c := &j.all[i]
		if c.class == "" || c.near >= -2 && c.near <= 3 {
			continue
		}
		for k := range j.all {
			if o := &j.all[k]; o.class == c.class && o.day != c.day && (o.near < -2 || o.near > 3) {
				c.cost += inList
				break
			}
		}
	}
}

// add keeps a date that may be the page's. class is empty for dates of no named element.
func (j *dayJudge) add(d day, p *place, class string, sense dateSense, more int) {
	if !p.InChrome { // there stand the site's own calendar and the dates of other articles
		if j.only == (day{}) {
			j.only = d
		}
		j.several = j.several || j.only != d
	}
	if c := p.cost(sense) + more; c < tooFar {
		j.all = append(j.all, candidate{d, sense, c, p.NearTitle, class})
	}
}

func (j *dayJudge) weighElement(x *timeElem) {
	if x.away() {
		return
	}
	sense := dateSenseOfClass(x.Class)
	shown, inText := nextDay(x.Text[:min(len(x.Text), 120)], 0, j.hint, false)
	d, ok := j.parse(x.Datetime)
	if !ok {
		d, ok = shown.day, inText
	}
	if !ok {
		return
	}
	if sense != sensePublished {
		if words := dateSenseOfWords(x.Before); words != senseNone {
			sense = words
		}
		before := x.Text[:shown.Start]
		if !inText {
			before = x.Text[:min(len(x.Text), 60)] // "Updated 3 hours ago"
		}
		if words := dateSenseOfWords(before); words != senseNone {
			sense = words
		}
	}
	if sense < senseModified {
		more := 0
		if x.Tag == "time" {
			more = -5
		}
		j.add(d, &x.place, x.Class, sense, more)
	}
}

func (j *dayJudge) weighLine(l *dateLine) {
	if l.away() {
		return
	}
	class := dateSenseOfClass(l.Class)
	from := 0
	scanDays(l.Text, j.hint, func(f foundDay) bool {
		sense := dateSenseOfWords(l.Text[from:f.Start])
		if l.InBody && f.Start > 0 {
			// Running text has many dates, and may yet be of a blog's "This entry was posted on ... at 5:10 pm and is
			// filed under ...".
			if after := l.Text[f.End:min(len(l.Text), f.End+40)]; !f.WithTime ||
				sense != sensePublished && (sense != senseNone || dateSenseOfWords(after) != sensePublished) {
				return true
			}
			sense = sensePublished
		}
		if sense == senseNone && from == 0 {
			sense = dateSenseOfWords(l.Label)
		}
		if sense == senseNone && class != senseModified {
			sense = class
		}
		if sense == senseNone && l.NearTitle < 0 && weekdayBefore(l.Text[:f.Start]) {
			sense = senseOther // the site's own calendar
		}
		rest := len(l.Text) - (f.End - f.Start)
		if rest > 80 && f.Start > 0 && !f.WithTime && class < senseDate {
			sense = senseOther // a sentence: "The picture, posted on 2 May 2024, shows ..."
		}
		if sense < senseModified {
			more := 0
			if f.WithTime {
				more -= 5
			}
			if l.InBody && f.Start == 0 && l.NearTitle >= 0 && l.NearTitle < 8 {
				more -= 5 // "21.06.2024 - The council ..."
			} else if rest > 40 {
				more += min(rest/10, 30)
			}
			j.add(f.day, &l.place, l.Class, sense, more)
		}
		from = f.End
		return true
	})
}

// weekdayBefore tells whether a word stands before the date in its line, as weekdays do in a masthead.
func weekdayBefore(s string) bool {
	return strings.TrimRight(s, " ,.") != ""
}

// tooFar is the cost from which on a date is not taken for the page's.
const tooFar = 100

// reach is how many blocks behind and before the headline a date of a sense may stand.
var reach = [...]struct{ after, before int }{
	senseNone:      {15, 4},
	senseNear:      {40, 8},
	senseDate:      {150, 15},
	sensePublished: {300, 40},
}

// away tells places whose dates are never the page's, unless they are right at the headline: a header may be called
// "ArticleHeaderComment".
func (p *place) away() bool {
	return p.InCaption || p.InComment && (p.NearTitle < -1 || p.NearTitle > 2)
}

// cost is low for dates that stand where the day of publication uses to.
func (p *place) cost(sense dateSense) int {
	c, near := 40, p.NearTitle
	switch {
	case near == noTitle:
		if sense == senseNone && p.Block > 30 {
			return tooFar
		}
		c += min(p.Block/4, 40)
	case near > reach[sense].after || near < -reach[sense].before:
		return tooFar
	case near >= 0:
		c += min(near, 45)
	default:
		c += min(10-2*near, 45)
	}
	if p.InChrome {
		if sense < sensePublished && (near < -1 || near > 4) {
			return tooFar
		}
		c += 20
	}
	if !p.InMain {
		c += 5
	}
	switch sense {
	case sensePublished:
		c -= 30
	case senseDate:
		c -= 15
	case senseNear:
		c -= 5
	}
	return c
}

// dayHint tells how the page writes its dates. Americans write the month first; a page is theirs where its language
// or locale says so, or where it is English of no stated country and prints a date that can be read in no other way.
func (e *dateEvidence) dayHint() dayHint {
	locale := e.Lang
	if len(locale) < 5 {
		for i := range e.Meta {
			if m := &e.Meta[i]; m.Name == "og:locale" && len(m.Content) == 5 && (e.Lang == "" || strings.HasPrefix(m.Content, e.Lang)) {
				locale = m.Content
			}
		}
	}
	h := dayHint{Lang: strings.ToLower(locale)}
	switch {
	case len(h.Lang) == 5:
		h.MonthFirst = h.Lang == "en-us" || h.Lang == "en_us"
	case h.Lang == "en" || h.Lang == "":
		h.MonthFirst = e.printsMonthFirst()
	}
	if len(h.Lang) > 2 {
		h.Lang = h.Lang[:2]
	}
	return h
}

// printsMonthFirst tells whether a date like 06/21/2024 is in the page.
func (e *dateEvidence) printsMonthFirst() bool {
	first := false
	for i := range e.Lines {
		if l := &e.Lines[i]; strings.IndexByte(l.Text, '/') >= 0 {
			scanDays(l.Text, dayHint{}, func(f foundDay) bool {
				n := numberAt(l.Text, f.Start)
				first = n.digits <= 2 && byteAt(l.Text, n.end) == '/' && n.value == f.month && f.mday > 12
				return !first
			})
		}
		if first {
			return true
		}
	}
	return false
}
