// Package event finds who did what to whom, in PLOVER types and CAMEO codes: a known verb, the actor right before it, the
// recipient behind it.
//
// It looks at words and not yet at trees, so it asks for both verb and actor to stand close, and lets everything else go.
package event

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds events. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	events *know.Events
	cues   *know.Cues
	t      *lang.Text
	d      *doc.Document

	endsAt, beginsAt []int32 // the mention that ends before or begins at a token, or -1
}

// New makes a Finder.
func New() *Finder {
	return &Finder{events: know.LoadEvents(), cues: know.LoadCues()}
}

// The quad class of each PLOVER type.
var quads = map[string]string{
	"AGREE": "verbal-cooperation", "CONSULT": "verbal-cooperation", "SUPPORT": "verbal-cooperation", "CONCEDE": "verbal-cooperation",
	"COOPERATE": "material-cooperation", "AID": "material-cooperation", "RETREAT": "material-cooperation",
	"REQUEST": "verbal-conflict", "ACCUSE": "verbal-conflict", "REJECT": "verbal-conflict", "THREATEN": "verbal-conflict",
	"PROTEST": "material-conflict", "SANCTION": "material-conflict", "MOBILIZE": "material-conflict", "COERCE": "material-conflict",
	"ASSAULT": "material-conflict",
}

// found is an event in tokens.
type found struct {
	verb       know.Form
	pattern    *know.Pattern
	trigger    [2]int
	object     int // the token behind the object word, or behind the verb
	actors     [2]int
	recipients [2]int // mentions [first, last)
	status     string
}

// Find adds the events of t to d, in order of the text. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
	f.indexMentions()
	for si := range t.Sentences {
		s := t.Sentences[si]
		if f.background(s) {
			continue
		}
		var last found // the sentence's event before, whose sides later verbs may share
		for i := s.First; i < s.Last; i++ {
			if t.Tokens[i].Kind != lang.Word {
				continue
			}
			v, n := f.events.At(t.From(i))
			if n == 0 || !t.Asserted(d, i) {
				continue
			}
			end := t.TokenAt(int(t.Tokens[i].Start)+n-1) + 1
			if end > s.Last {
				continue
			}
			e := found{verb: v.Form, trigger: [2]int{i, end}}
			if f.read(&e, v, &last, s) {
				f.emit(&e, si)
				last = e
				i = end - 1
			}
		}
	}
}

func (f *Finder) indexMentions() {
	n := len(f.t.Tokens) + 1
	f.endsAt, f.beginsAt = slices.Grow(f.endsAt[:0], n)[:n], slices.Grow(f.beginsAt[:0], n)[:n]
	for i := range n {
		f.endsAt[i], f.beginsAt[i] = -1, -1
	}
	for i, m := range f.t.Mentions {
		f.endsAt[m.Last], f.beginsAt[m.First] = int32(i), int32(i)
	}
}

// background says whether a sentence recalls what is no news of the day: another year, an anniversary, years ago.
func (f *Finder) background(s lang.Sentence) bool {
	year := ""
	if p := f.d.Published; p != nil && len(*p) >= 4 {
		year = (*p)[:4]
	}
	for i := s.First; i < s.Last; i++ {
		k := f.t.Tokens[i]
		if k.Kind == lang.Number && len(k.Form) == 4 && (k.Form[:2] == "19" || k.Form[:2] == "20") && k.Form[3] >= '0' && k.Form[3] <= '9' {
			if year == "" || k.Form < year {
				return true
			}
		}
		if k.Lower == "last" && i+1 < s.Last && f.t.Tokens[i+1].Lower == "year" || f.t.QuoteOf(i) < 0 && f.events.Status(k.Lower) == "recalls" {
			return true
		}
	}
	return false
}

// read finds the sides and the status of a verb; false where it reports no event for sure.
func (f *Finder) read(e *found, v *know.EventVerb, last *found, s lang.Sentence) bool {
	t := f.t
	i := e.trigger[0]
	// Back over the verb group to the subject, gathering what it says of the status.
	e.status = "actual"
	passive, to, progressive, finite := false, false, false, false
	p := i
	for p > s.First {
		w := t.Tokens[p-1].Lower
		st := f.events.Status(w)
		switch {
		case w == "was" || w == "were" || w == "been" || w == "be" || w == "being" || w == "is" || w == "are" || w == "am" || w == "'re" || w == "’re":
			passive = e.verb == know.Past || e.verb == know.Participle
			progressive = e.verb == know.Gerund
			finite = finite || w != "be" && w != "being"
		case st == "aspect":
			to = false
			finite = finite || w != "continue"
		case st == "recalls" || st == "":
			if w == "to" {
				to = true
			} else if w == "has" || w == "have" || w == "had" || w == "did" || w == "does" {
				finite = true
			} else if !f.cues.Between(w) || f.endsAt[p] >= 0 {
				goto subject
			}
		case e.status == "actual" || st == "negated":
			if f.endsAt[p] >= 0 {
				goto subject
			}
			e.status = st
			finite = true
		}
		p--
	}
subject:
	switch e.verb {
	case know.Gerund:
		if !progressive {
			return false
		}
	case know.Base:
		if !finite && !f.plural(p) {
			return false
		}
		if to && e.status == "actual" {
			return false
		}
	case know.Participle:
		if !finite {
			return false
		}
	}
	if !f.subject(e, p, last, s) {
		return false
	}
	if first := t.Mentions[e.actors[0]].First; first-2 >= s.First && t.Tokens[first-1].Lower == "that" && f.cues.Claims(t.Tokens[first-2].Lower) {
		return false // "the claim that Kenya attacked"
	}
	if e.status == "actual" || e.status == "planned" {
		f.clauseStatus(e, s)
	}
	for _, p := range v.Patterns {
		e.pattern = p
		if p.Type == "NONE" {
			if e.trigger[1] < s.Last {
				if _, n := p.Objects.At(t.From(e.trigger[1])); n > 0 {
					return false
				}
			}
			continue
		}
		if passive {
			if f.passive(e, s) {
				return true
			}
			continue
		}
		if f.objects(e, last, s) {
			return true
		}
	}
	return false
}

// plural says whether the mention that ends at token p takes a verb without -s.
func (f *Finder) plural(p int) bool {
	if p == 0 || f.endsAt[p] < 0 {
		return false
	}
	m := &f.t.Mentions[f.endsAt[p]]
	if m.Pronoun {
		w := f.t.Tokens[m.First].Lower
		return w == "we" || w == "they" || w == "i"
	}
	first, last := f.t.Coordinated(int(f.endsAt[p]))
	return last-first > 1 || m.Code2 != "" || m.Entity >= 0 && f.t.Entities[m.Entity].Kind == lang.Group
}

// subject finds the mentions that end at token p and act; a verb behind "and" shares the subject of the one before.
func (f *Finder) subject(e *found, p int, last *found, s lang.Sentence) bool {
	t := f.t
	for p > s.First && calendar(t.Tokens[p-1].Lower) {
		p--
		if p > s.First && t.Tokens[p-1].Lower == "on" {
			p--
		}
	}
	if p <= s.First {
		return false
	}
	switch w := t.Tokens[p-1].Lower; w {
	case "who", "which", "that", ",":
		if w != "," && p-1 > s.First && t.Tokens[p-2].Form == "," {
			p--
		}
		if f.endsAt[p-1] >= 0 && w != "," {
			p--
		}
	case "and":
		if last.pattern != nil && f.endsAt[p-1] < 0 {
			e.actors = last.actors
			return true
		}
	}
	m := int(f.endsAt[p])
	if m < 0 {
		return false
	}
	// "Police in Kenya", "a member of Kenya's parliament": the head acts, the place lends its state.
	for m > 0 && t.Mentions[m-1].Last == t.Mentions[m].First-1 && f.inside(t.Tokens[t.Mentions[m].First-1].Lower) {
		if t.Mentions[m-1].Code == "" {
			t.Mentions[m-1].Code = t.Mentions[m].Code
		}
		m--
	}
	x := &t.Mentions[m]
	if x.First > s.First && f.inside(t.Tokens[x.First-1].Lower) && !x.Pronoun {
		return false // an object of something else
	}
	if x.Entity >= 0 && (f.t.Entities[x.Entity].Kind == lang.Document) {
		return false
	}
	if x.Adjective || x.Pronoun && t.Tokens[x.First].Lower == "it" && !f.near(m) {
		return false // "Kenyan raids"; an "it" whose state was named long ago
	}
	if i := x.First - 1; i > s.First && (t.Tokens[i].Lower == "after" || t.Tokens[i].Lower == "since") && span(t.Tokens[i-1].Lower) {
		return false // "six months after Kenya seized the port" recalls it
	}
	first, end := t.Coordinated(m)
	e.actors = [2]int{first, min(end, m+1)}
	return f.anyCode(e.actors) || f.speaker(first) != ""
}

// span says whether a word measures a time that makes what lies behind it no news.
func span(w string) bool {
	switch w {
	case "month", "months", "year", "years", "decade", "decades", "generation":
		return true
	}
	return false
}

// near says whether what pronoun m stands for is named in its sentence or the one before.
func (f *Finder) near(m int) bool {
	t := f.t
	x := &t.Mentions[m]
	si := t.SentenceOf(x.First)
	for k := m - 1; k >= 0 && t.SentenceOf(t.Mentions[k].First) >= si-1; k-- {
		if y := &t.Mentions[k]; y.Entity == x.Entity && !y.Pronoun {
			return true
		}
	}
	return false
}

func (f *Finder) inside(w string) bool {
	switch w {
	case "of", "from", "for", "with", "by", "against", "to", "between", "on":
		return true
	}
	return locative(w)
}

// locative says whether a preposition tells where something happens.
func locative(w string) bool {
	switch w {
	case "in", "at", "near", "inside", "outside", "across", "throughout", "around", "off":
		return true
	}
	return false
}

func (f *Finder) anyCode(ms [2]int) bool {
	for m := ms[0]; m < ms[1]; m++ {
		if f.t.Mentions[m].Code != "" {
			return true
		}
	}
	return false
}

// speaker is the side that "we" stands for, "" where the mention is no such pronoun.
func (f *Finder) speaker(m int) string {
	x := &f.t.Mentions[m]
	if !x.Pronoun || f.t.Tokens[x.First].Lower != "we" {
		return ""
	}
	return lang.Speaker(f.d, int(f.t.Tokens[x.First].Start))
}

// objects finds the object word and the recipients that a pattern asks for behind an active verb.
func (f *Finder) objects(e *found, last *found, s lang.Sentence) bool {
	t := f.t
	from := e.trigger[1]
	limit := f.clauseEnd(from, s)
	e.object = from
	e.recipients = [2]int{}
	if e.pattern.Objects != nil {
		at := -1
		for j := from; j < limit && j < from+9; j++ {
			if t.Tokens[j].Kind != lang.Word || t.Tokens[j].Lower == "march" && t.Tokens[j].Capital() {
				continue // the month is no protest
			}
			if _, n := e.pattern.Objects.At(t.From(j)); n > 0 {
				at = t.TokenAt(int(t.Tokens[j].Start)+n-1) + 1
				break
			}
		}
		if at < 0 {
			return false
		}
		e.object = at
	}
	switch r := e.pattern.Recipient; r {
	case "none":
		return true
	case "next":
		if from < limit && f.beginsAt[from] >= 0 {
			f.firstActor(e, from, from+1)
		}
		return e.recipients[1] > e.recipients[0]
	case "any", "needed":
		f.firstActor(e, from, limit)
		return r == "any" || e.recipients[1] > e.recipients[0] || e.pattern.CAMEO == "040" && f.several(e.actors) // those who meet
	default:
		// Two partners that act together need no "with".
		if f.several(e.actors) && (r == "with") {
			return true
		}
		for j := from; j < limit; j++ {
			w := t.Tokens[j].Lower
			if w == r || r == "on" && w == "against" || r == "to" && w == "for" || r == "with" && (w == "between" || w == "to") {
				if f.firstActor(e, j+1, min(limit, j+8)); e.recipients[1] > e.recipients[0] {
					return true
				}
			}
		}
		// "Support a series of US-Pakistan engagements": partners named before the object word.
		f.firstActor(e, from, e.object)
		if e.recipients[1] > e.recipients[0] && e.pattern.Objects != nil {
			return true
		}
		// Verbs joined by "and" go on with the partner before.
		if r == "with" && last.pattern != nil && last.recipients[1] > last.recipients[0] && f.same(last.actors, e.actors) {
			e.recipients = last.recipients
			return true
		}
	}
	return false
}

// same says whether two groups of actors stand for the same codes, as far as pronouns can be told.
func (f *Finder) same(a, b [2]int) bool {
	return f.codeOf(a[0]) == f.codeOf(b[0]) && f.codeOf(a[0]) != ""
}

func (f *Finder) codeOf(m int) string {
	if c := f.t.Mentions[m].Code; c != "" {
		return c
	}
	return f.speaker(m)
}

func (f *Finder) several(ms [2]int) bool {
	n := 0
	first := ""
	for m := ms[0]; m < ms[1]; m++ {
		x := &f.t.Mentions[m]
		if x.Code2 != "" {
			return true
		}
		if x.Code != "" && x.Code != first {
			first = x.Code
			n++
		}
	}
	return n > 1
}

// firstActor takes the first actor between two tokens that is not the subject, with all that is joined to it.
func (f *Finder) firstActor(e *found, from, limit int) {
	for j := from; j < limit; j++ {
		m := int(f.beginsAt[j])
		if m < 0 {
			continue
		}
		x := &f.t.Mentions[m]
		if x.Code == "" || x.Pronoun || f.ownSide(e, x) {
			continue
		}
		if j > from && (f.place(e, x) || e.pattern.Type == "SUPPORT" && f.against(j, from)) {
			return // who stands behind it belongs to the place
		}
		_, last := f.t.Coordinated(m)
		for last > m+1 && f.speechAfter(f.t.Mentions[last-1].First, f.t.Sentences[f.t.SentenceOf(j)]) {
			last-- // "..., the Kenyan navy said"
		}
		e.recipients = [2]int{m, last}
		return
	}
}

// place says whether a mention only tells where: "signed in Lisbon", "met in Kenya". Deeds that bear on a whole country bear on the one
// they happen in: "deployed troops in Kenya".
func (f *Finder) place(e *found, x *lang.Mention) bool {
	if x.Entity < 0 || f.t.Entities[x.Entity].Kind != lang.State {
		return false
	}
	i := x.First - 1 // back over "rebel-held eastern"
	for i > 0 && i > x.First-6 && (f.t.Tokens[i].Form == "-" || strings.HasSuffix(f.t.Tokens[i].Lower, "ern") || seized(f.t.Tokens[i].Lower) || f.t.Tokens[i+1].Form == "-") {
		i--
	}
	if !locative(f.t.Tokens[i].Lower) {
		return false
	}
	switch e.pattern.Type {
	case "CONCEDE", "RETREAT", "AID", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT":
		return x.Sector != "" // a city is where, a country is whom
	}
	return true
}

// seized says whether a word before a place says whose hands it is in.
func seized(w string) bool {
	return w == "occupied" || w == "held" || w == "controlled" || w == "annexed" || w == "central"
}

// against says whether the actor at token j is the one that something praised is turned on: "the response to Kenya". from is the token
// behind the verb.
func (f *Finder) against(j, from int) bool {
	if f.t.Tokens[j-1].Lower == "against" {
		return true
	}
	if f.t.Tokens[j-1].Lower != "to" || j-2 < from {
		return false
	}
	switch f.t.Tokens[j-2].Lower {
	case "response", "resistance", "opposition", "reaction", "threat", "answer":
		return true
	}
	return false
}

// ownSide says whether a mention is among the actors by code: "the US supports a series of US-Pakistan engagements".
func (f *Finder) ownSide(e *found, x *lang.Mention) bool {
	for m := e.actors[0]; m < e.actors[1]; m++ {
		if f.codeOf(m) == x.Code && (x.Sector == "" || x.Sector == f.t.Mentions[m].Sector) {
			return true
		}
	}
	return false
}

// passive turns "X was attacked by Y" round. Without "by" nobody is known to have acted.
func (f *Finder) passive(e *found, s lang.Sentence) bool {
	limit := f.clauseEnd(e.trigger[1], s)
	for j := e.trigger[1]; j < limit && j < e.trigger[1]+10; j++ {
		if f.t.Tokens[j].Lower != "by" || j+1 >= limit || f.beginsAt[j+1] < 0 {
			continue
		}
		m := int(f.beginsAt[j+1])
		first, last := f.t.Coordinated(m)
		if !f.anyCode([2]int{first, last}) || e.pattern.Objects != nil {
			return false
		}
		e.recipients = e.actors
		e.actors = [2]int{first, last}
		e.object = e.trigger[1]
		return true
	}
	return false
}

// clauseEnd is where the clause that token i stands in ends, for all that words can tell.
func (f *Finder) clauseEnd(i int, s lang.Sentence) int {
	for j := i; j < s.Last; j++ {
		k := f.t.Tokens[j]
		switch {
		case k.Kind == lang.Stop || k.Kind == lang.Open || k.Kind == lang.Close || k.Form == ";" || k.Form == ":":
			return j
		case k.Lower == "that" || k.Lower == "but" || k.Lower == "after" || k.Lower == "while" || k.Lower == "when" || k.Lower == "because" || k.Lower == "which" || k.Lower == "who" || k.Lower == "despite":
			return j
		case k.Lower == "and" && j > i && j+1 < s.Last && f.verb(j+1):
			return j
		case k.Form == "," && j+1 < s.Last && (f.beginsAt[j+1] >= 0 && f.speechAfter(j+1, s) || f.t.Tokens[j+1].Lower == "which" || f.t.Tokens[j+1].Lower == "who"):
			return j
		}
	}
	return s.Last
}

// verb says whether token i is an event's verb in a form that goes on with the subject before: "opposes the plan and calls on Oslo".
func (f *Finder) verb(i int) bool {
	v, n := f.events.At(f.t.From(i))
	return n > 0 && (v.Form == know.Third || v.Form == know.Past)
}

// speechAfter says whether the mention at token i is followed by a verb of speech: "..., officials said".
func (f *Finder) speechAfter(i int, s lang.Sentence) bool {
	end := f.t.Mentions[f.beginsAt[i]].Last
	if end >= s.Last {
		return false
	}
	_, n := f.cues.At(f.t.From(end))
	return n > 0
}

// clauseStatus looks at what begins the clause: "if", "no", "denied that".
func (f *Finder) clauseStatus(e *found, s lang.Sentence) {
	first := f.t.Mentions[e.actors[0]].First
	for j := first - 1; j >= s.First && j >= first-7; j-- {
		k := f.t.Tokens[j]
		if k.Form == "," || k.Kind == lang.Stop {
			return
		}
		if k.Lower == "nobody" || k.Lower == "none" {
			e.status = "negated"
			return
		}
		if j < first-4 {
			continue
		}
		switch k.Lower {
		case "if", "unless", "whether", "should", "possible", "any":
			e.status = "hypothetical"
			return
		case "no", "denied", "denies", "neither":
			e.status = "negated"
			return
		}
	}
}

// emit writes an event to the document.
func (f *Finder) emit(e *found, si int) {
	d := f.d
	at := int(f.t.Tokens[e.trigger[0]].Start)
	ev := doc.Event{
		Type: e.pattern.Type, CAMEO: e.pattern.CAMEO, Quad: quads[e.pattern.Type], Contexts: []string{},
		Status: e.status, Sentence: si, Trigger: f.t.Span(e.trigger[0], e.trigger[1]), Confidence: 0.6,
	}
	if e.pattern.Context != "" {
		ev.Contexts = append(ev.Contexts, e.pattern.Context)
	}
	ev.Actors = f.side(e.actors)
	ev.Recipients = f.side(e.recipients)
	if len(ev.Actors) == 0 {
		return
	}
	if len(ev.Recipients) > 0 {
		ev.Confidence = 0.7
	}
	if e.status == "actual" {
		ev.Date = f.date(f.t.Sentences[si])
	}
	if a := lang.Said(d, at); a >= 0 && d.Attributions[a].Cue.Spans != nil {
		id := d.Attributions[a].ID
		ev.Attribution = &id
	}
	// Told twice is one event.
	for i := range d.Events {
		if same(&d.Events[i], &ev) {
			return
		}
	}
	ev.ID = "e" + strconv.Itoa(len(d.Events)+1)
	d.Events = append(d.Events, ev)
}

// same says whether two events are one: same code and status, same sides.
func same(a, b *doc.Event) bool {
	return a.CAMEO == b.CAMEO && a.Status == b.Status && subset(a.Actors, b.Actors) && subset(b.Actors, a.Actors) &&
		subset(a.Recipients, b.Recipients) && subset(b.Recipients, a.Recipients)
}

// subset says whether each code of a is among those of b.
func subset(a, b []doc.Actor) bool {
	for i := range a {
		if !slices.ContainsFunc(b, func(x doc.Actor) bool { return x.Code == a[i].Code }) {
			return false
		}
	}
	return true
}

// side lists the actors of the mentions [first, last).
func (f *Finder) side(ms [2]int) []doc.Actor {
	out := []doc.Actor{}
	for m := ms[0]; m < ms[1]; m++ {
		x := &f.t.Mentions[m]
		for _, code := range [...]string{f.codeOf(m), x.Code2} {
			if code == "" {
				continue
			}
			a := doc.Actor{Code: code, Text: f.t.Cut(x.First, x.Last), Span: f.t.Span(x.First, x.Last)}
			if x.Sector != "" {
				sector := x.Sector
				a.Sector = &sector
			}
			if x.Entity >= 0 && f.t.Entities[x.Entity].Kind == lang.Person && f.t.Entities[x.Entity].Name != "" {
				name := f.t.Entities[x.Entity].Name
				a.Name = &name
			}
			out = append(out, a)
		}
	}
	return out
}

// date is the day a sentence names by weekday, counted back from the day of publication; nil where it names none.
func (f *Finder) date(s lang.Sentence) *string {
	if f.d.Published == nil {
		return nil
	}
	day, err := time.Parse(time.DateOnly, *f.d.Published)
	if err != nil {
		return nil
	}
	for i := s.First; i < s.Last; i++ {
		back := -1
		switch w := f.t.Tokens[i].Lower; w {
		case "today":
			back = 0
		case "yesterday":
			back = 1
		default:
			for wd := range 7 {
				if len(w) > 5 && w == lowerDays[wd] {
					back = (int(day.Weekday()) - wd + 7) % 7
				}
			}
		}
		if back >= 0 {
			out := day.AddDate(0, 0, -back).Format(time.DateOnly)
			return &out
		}
	}
	return nil
}

var lowerDays = [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func calendar(w string) bool {
	return w == "today" || w == "yesterday" || slices.Contains(lowerDays[:], w)
}
