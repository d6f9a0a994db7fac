// Package event finds who did what to whom, and whether it happened, in PLOVER types and CAMEO codes: the codebook's entries are
// laid against the trees of sentences.
//
// A sentence is read in three steps. Every verb and noun that the codebook knows is matched with what hangs on it (match.go);
// what stands inside another event that speaks of it ("urged Oslo to attack") is left to that one; and each that remains gets
// its sides (side.go), its status (status.go), day and place (day.go, place.go).
package event

import (
	"slices"
	"strconv"
	"time"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds events. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	events *know.Events
	cues   *know.Cues
	places *know.Places
	names  *know.Actors
	is     classes
	bits   map[string]uint64 // of a lemma the rules' classes of which it heads a word or phrase
	flags  []uint64          // of each token the rules' classes that it is in
	sifted [][2]know.Sifted  // of each token the hashes of its lemma and of what may be its lemma as well
	day0   time.Time         // the day of the document
	dated  bool              // whether it has one
	today  know.Day          // the same day
	then   know.Day          // and the one a fortnight before it
	// Watch is shown each event that was found, before it is folded with others, and the clues to how likely it is right; nil shows none.
	Watch func(e *doc.Event, clues []float64)

	t *lang.Text
	d *doc.Document
	s lang.Sentence

	at       []int32         // of each token the mention that covers it, or -1
	used     []bool          // of each token whether it is part of an entry that matched, and so no event of its own
	acts     []act           // of the sentence
	of       []int32         // of each token the act that it carries, index into acts, or -1
	sides    []side          // of the sentence's acts, in stretches
	deeds    bool            // the act whose sides are gathered bears on those to whom things and places belong
	ahead    bool            // the times now read are of what is to come
	over     bool            // or of deeds that are done
	mended   int             // a verb that the tree hides, or -1
	nest     int             // how deep rules that call each other have gone, so that no text makes them run away
	recalls  bool            // the sentence looks back on a day long past
	begun    bool            // the text has come to speak of a time long past
	loose    bool            // it did so by the way, so that words and what is told in the perfect behind it may be news
	far      int             // how many sentences ago
	apart    bool            // and a paragraph has ended since
	byTheWay bool            // it did so in the midst of a paragraph
	race     bool            // the text is a page about an election campaign
	runs     []bool          // of each entity whether it runs there
	mishap   bool            // the text is about a fire, a storm or the like
	worldly  bool            // the text is a page about markets, sciences or pastimes
	named    map[string]int  // how often the text names each state
	known    map[string]bool // and which codes it knows by more than a party's name
	total    int             // and all of them
	top      string          // the state that it names most
	first    string          // the state that it names first
	lead     string          // the state that the text sets out with and goes on naming, "" where it does not
	scene    string          // the state that the text plays in, "" where it tells none
	passage  bool            // the sentence goes on with a passage about a time long past
	entry    string          // the day that heads the entry of a list of days in which the sentence stands
	annals   bool            // that passage is told in the present tense
}

// act is an event found in a sentence, in tokens.
type act struct {
	entry      *know.Entry
	head       int // the token that carries it
	verb       int // the verb of its clause: the head itself, or what the noun hangs on; -1 where a noun stands alone
	frame      frame
	actors     [2]int // a stretch of Finder.sides
	recipients [2]int
	real       reality
	kind       know.Future // what it counts as: the entry's type, or what an announcement makes of it
	status     string
}

// New makes a Finder.
func New() *Finder {
	e := know.LoadEvents()
	f := &Finder{is: ruleClasses, bits: classBits(e), events: e, cues: know.LoadCues(), places: know.LoadPlaces(), names: know.LoadActors(), named: map[string]int{}, known: map[string]bool{}}
	return f
}

// The quad class of each PLOVER type.
var quads = map[string]string{
	"AGREE": "verbal-cooperation", "CONSULT": "verbal-cooperation", "SUPPORT": "verbal-cooperation", "CONCEDE": "verbal-cooperation",
	"COOPERATE": "material-cooperation", "AID": "material-cooperation", "RETREAT": "material-cooperation",
	"REQUEST": "verbal-conflict", "ACCUSE": "verbal-conflict", "REJECT": "verbal-conflict", "THREATEN": "verbal-conflict",
	"PROTEST": "material-conflict", "SANCTION": "material-conflict", "MOBILIZE": "material-conflict", "COERCE": "material-conflict",
	"ASSAULT": "material-conflict",
}

// Find adds the events of t to d, in order of the text. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
	f.dated = false
	if d.Published != nil {
		day, err := time.Parse(time.DateOnly, *d.Published)
		f.day0, f.dated = day, err == nil
		f.today, f.then = know.ParseDay(*d.Published), know.ParseDay(day.AddDate(0, 0, -fortnight).Format(time.DateOnly))
	}
	f.indexMentions()
	f.survey()
	f.begun, f.passage, f.annals, f.far, f.entry = false, false, false, 0, ""
	for si := range t.Sentences {
		f.sentence(si)
	}
	for i := range d.Events {
		f.atHome(d.Events[i].Actors)
		f.atHome(d.Events[i].Recipients)
	}
}

// atHome writes groups of one land as PLOVER does, by their state and name: HAMAS is PSE, called Hamas.
func (f *Finder) atHome(side []doc.Actor) {
	for i := range side {
		a := &side[i]
		land := f.names.Land(a.Code)
		if land == "" {
			continue
		}
		if a.Name == nil {
			name := f.names.Display(a.Code)
			a.Name = &name
		}
		a.Code = land
	}
}

func (f *Finder) indexMentions() {
	n := len(f.t.Tokens)
	f.at, f.of = slices.Grow(f.at[:0], n)[:n], slices.Grow(f.of[:0], n)[:n]
	f.used, f.flags = slices.Grow(f.used[:0], n)[:n], slices.Grow(f.flags[:0], n)[:n]
	f.sifted = slices.Grow(f.sifted[:0], n)[:n]
	for i := range n {
		f.at[i], f.of[i], f.used[i] = -1, -1, false
		k := &f.t.Tokens[i]
		f.sifted[i] = [2]know.Sifted{know.Sift(k.Lemma), know.Sift(otherLemma(k))}
	}
	for i := range f.t.Mentions {
		for k := f.t.Mentions[i].First; k < f.t.Mentions[i].Last; k++ {
			f.at[k] = int32(i)
		}
	}
}

// sentence finds the events of one sentence.
func (f *Finder) sentence(si int) {
	s := f.t.Sentences[si]
	f.s, f.acts, f.sides = s, f.acts[:0], f.sides[:0]
	f.classify()
	f.mended, f.deeds, f.recalls = f.mend(), true, f.looksBack()
	f.follow(si)
	for i := s.First; i < s.Last; i++ {
		if verbal(&f.t.Tokens[i]) && !f.inName(i) && !f.goingTo(i) || i == f.mended || f.verbForNoun(i) {
			f.matchVerb(i)
		}
	}
	for i := s.First; i < s.Last; i++ {
		if (nominal(&f.t.Tokens[i]) || f.gerund(i)) && !f.used[i] && !f.titled(i) {
			f.matchNoun(i)
		}
	}
	f.matchDemand()
	f.matchRefusal()
	if len(f.acts) == 0 || f.sporting() || f.almanac() {
		return
	}
	slices.SortFunc(f.acts, func(a, b act) int { return a.head - b.head })
	for k := range f.acts {
		f.of[f.acts[k].head] = int32(k)
	}
	for k := range f.acts {
		a := &f.acts[k]
		if a.entry.Type == "NONE" || f.spokenOf(a) || f.linked(a) || !f.t.Asserted(f.d, a.head) {
			continue
		}
		if f.judge(a) && f.settle(a) {
			f.announce(a)
			f.emit(a, si)
		}
		f.deeds = true
	}
}

// verbal says whether a token may be a verb of the codebook.
func verbal(k *lang.Token) bool { return k.UPOS == "VERB" || k.UPOS == "AUX" && k.Deprel == "root" }

// nominal says whether a token may be a noun of the codebook.
func nominal(k *lang.Token) bool { return k.UPOS == "NOUN" || k.UPOS == "PROPN" && k.Kind == lang.Word }

// titled says whether a noun is part of a name: "the Kenya War".
func (f *Finder) titled(i int) bool {
	return f.t.Tokens[i].Capital() && f.t.Tokens[i].UPOS == "PROPN" && i > f.s.First
}

// goingTo says whether verb i only says that something is to come: "is going to close the port".
func (f *Finder) goingTo(i int) bool {
	t := f.t
	return t.Tokens[i].Lower == "going" && i+2 < f.s.Last && t.Tokens[i+1].Lower == "to" && t.Tokens[i+2].XPOS == "VB"
}

// inName says whether token i stands within a name, where it is no verb: "Save the Children".
func (f *Finder) inName(i int) bool {
	m := f.at[i]
	return m >= 0 && f.t.Tokens[i].Capital() && f.t.Mentions[m].Last-f.t.Mentions[m].First > 1 && i > f.s.First
}

// verbForNoun says whether what passes for a noun has a subject and no "is", so that it must be a verb: "Oslo partners with Nairobi".
func (f *Finder) verbForNoun(i int) bool {
	return f.t.Tokens[i].UPOS == "NOUN" && f.t.Child(i, "nsubj") >= 0 && f.t.Child(i, "cop") < 0 && (f.t.Is(i, "ccomp") || f.t.Is(i, "root") || f.t.Is(i, "parataxis"))
}

// gerund says whether a verb's -ing form stands where a noun does: "fighting broke out".
func (f *Finder) gerund(i int) bool {
	return f.t.Tokens[i].XPOS == "VBG" && f.of[i] < 0 && (f.t.Is(i, "nsubj") || f.t.Is(i, "obj") || f.t.Is(i, "csubj"))
}

// add enters an act for a token that its entry was found to match.
func (f *Finder) add(a act) {
	f.of[a.head] = int32(len(f.acts))
	f.acts = append(f.acts, a)
}

// emit writes an event to the document.
func (f *Finder) emit(a *act, si int) {
	d, t := f.d, f.t
	when := f.day(a)
	day, older := f.summary(a, si)
	if older {
		when.old = day.Before(f.day0.AddDate(0, 0, -month))
		if when.date == "" && !when.old {
			when.date = day.Format(time.DateOnly)
		}
	}
	if !when.told && when.date == "" && (a.status == "actual" || a.status == "negated") {
		when.date = f.entry
	}
	if when.old && when.date == "" {
		return
	}
	ev := doc.Event{
		Type: a.kind.Type, CAMEO: a.kind.CAMEO, Quad: quads[a.kind.Type], Contexts: f.contexts(a),
		Status: a.status, Sentence: si, Trigger: t.Span(a.head, a.head+1), Rule: a.entry.Rule,
		Actors: f.people(a.actors), Recipients: f.people(a.recipients),
	}
	if a.kind.Mode != "" {
		mode := a.kind.Mode
		ev.Mode = &mode
	}
	if when.date != "" {
		date := when.date
		ev.Date = &date
	}
	if p := f.where(a); p >= 0 {
		place := f.placeName(p)
		ev.Place = &place
	}
	if s := lang.Said(d, int(t.Tokens[a.head].Start)); s >= 0 && d.Attributions[s].Cue.Spans != nil {
		id := d.Attributions[s].ID
		ev.Attribution = &id
	}
	ev.Confidence = f.confidence(a, &ev)
	for i := range d.Events {
		if same(&d.Events[i], &ev) && !(older && d.Events[i].Date == nil) { // a summary tells of another day
			merge(&d.Events[i], &ev)
			return
		}
	}
	ev.ID = "e" + strconv.Itoa(len(d.Events)+1)
	d.Events = append(d.Events, ev)
}

// same says whether two events are one: same type, root of the code and status, and no side of the one that the other contradicts.
func same(a, b *doc.Event) bool {
	if a.Type != b.Type || a.CAMEO[:2] != b.CAMEO[:2] && a.Type != "ASSAULT" || a.Status != b.Status || a.Date != nil && b.Date != nil && *a.Date != *b.Date {
		return false
	}
	if equal(a.Actors, b.Actors) && equal(a.Recipients, b.Recipients) {
		return !equal(a.Actors, a.Recipients) || a.Type == "ASSAULT" || sectors(a.Recipients, b.Recipients) // at home, whom is told by sectors
	}
	// "Shelled the town, killing two", "two were killed when the army shelled the town": one attack.
	if a.Type == "ASSAULT" && a.Sentence == b.Sentence && (equal(a.Actors, b.Actors) || len(a.Actors) == 0 || len(b.Actors) == 0) {
		return true
	}
	// "Talks between A and B" and "A met B" are told of one meeting; what names fewer sides is told again.
	return len(a.Actors) > 0 && len(b.Actors) > 0 && equal(a.Actors, b.Actors) && (len(a.Recipients) == 0 || len(b.Recipients) == 0)
}

// merge keeps of an event told twice the words that tell more of it.
func merge(a, b *doc.Event) {
	if a.Sentence == b.Sentence && a.Type == "ASSAULT" && len(a.Recipients) == 1 && len(b.Recipients) == 1 && a.Recipients[0].Code == b.Recipients[0].Code {
		if a.Recipients[0].Sector == nil { // "an explosion in Oslo killed four people"
			a.Recipients = b.Recipients
		} else if b.Recipients[0].Sector == nil {
			b.Recipients = a.Recipients
		}
	}
	if len(a.Actors) == 0 && len(b.Actors) > 0 || len(b.Recipients) > len(a.Recipients) && len(a.Recipients) == 0 || len(b.Recipients) == len(a.Recipients) && b.Confidence > a.Confidence {
		id := a.ID
		date, place := a.Date, a.Place
		*a = *b
		a.ID = id
		if a.Date == nil {
			a.Date = date
		}
		if a.Place == nil {
			a.Place = place
		}
		return
	}
	if a.Date == nil {
		a.Date = b.Date
	}
	if a.Place == nil {
		a.Place = b.Place
	}
}

// equal says whether two lists of actors hold the same codes.
func equal(a, b []doc.Actor) bool { return subset(a, b) && subset(b, a) }

// sectors says whether two lists of actors begin with one sector.
func sectors(a, b []doc.Actor) bool {
	return len(a) == 0 || len(b) == 0 || a[0].Sector == nil || b[0].Sector == nil || *a[0].Sector == *b[0].Sector
}

func subset(a, b []doc.Actor) bool {
	for i := range a {
		if !slices.ContainsFunc(b, func(x doc.Actor) bool { return x.Code == a[i].Code }) {
			return false
		}
	}
	return true
}

// contexts are what the words around an event tell of its setting, at most three.
func (f *Finder) contexts(a *act) []string {
	out := []string{}
	if a.frame.clause < 0 {
		return out
	}
	k := &f.t.Tokens[a.frame.clause]
	for i := int(k.Left); i < int(k.Right) && len(out) < 3; i++ {
		if c := f.events.Context(f.t.Tokens[i].Lemma); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// looksBack says whether the sentence marks a day long past: an anniversary, so many years since.
func (f *Finder) looksBack() bool {
	for i := f.s.First; i < f.s.Last; i++ {
		if f.in(f.is.recall, i) || f.t.Tokens[i].Lower == "since" && i > f.s.First && f.in(f.is.measure, i-1) {
			return true
		}
	}
	return false
}

// sporting says whether the sentence is about a game: by its words, or by a score behind a name: "beat Oslo 2-0".
func (f *Finder) sporting() bool {
	for i := f.s.First; i < f.s.Last; i++ {
		if f.in(f.is.sport, i) || i > f.s.First && f.at[i-1] >= 0 && f.score(i) {
			return true
		}
	}
	return false
}

// score says whether two numbers with a dash between them begin at token i.
func (f *Finder) score(i int) bool {
	t := f.t
	return i+2 < f.s.Last && len(t.Tokens[i].Form) <= 3 && t.Tokens[i].UPOS == "NUM" && (t.Tokens[i+1].Form == "-" || t.Tokens[i+1].Form == "–") &&
		t.Tokens[i+2].UPOS == "NUM" && len(t.Tokens[i+2].Form) <= 3 && t.Joined(i+1) && t.Joined(i+2)
}

// almanac says whether the sentence recalls what happened on its day in another year: "On this day Oslo invaded".
func (f *Finder) almanac() bool {
	i := f.s.First
	return f.lower(i) == "on" && f.lower(i+1) == "this" && f.lower(i+2) == "day" && f.lower(i+3) != "of"
}
