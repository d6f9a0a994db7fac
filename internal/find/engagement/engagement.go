// Package engagement finds standing and planned channels between governments: dialogues, consultations, exercises, hotlines, visits,
// agreements.
//
// A channel needs a name from internal/know/engagements.txt and two parties that the same noun phrase, its verb or its speaker gives.
package engagement

import (
	"slices"
	"strconv"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
	"readout/internal/lang/clause"
)

// Finder finds engagements. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	words  *know.Channels
	cues   *know.Cues
	clause *clause.Reader
	t      *lang.Text
	d      *doc.Document
	codes  []string
	others []string
	reach  int // behind the names that a far "between" led to
}

// New makes a Finder.
func New() *Finder {
	return &Finder{words: know.LoadChannels(), cues: know.LoadCues(), clause: clause.New()}
}

// confidence is the precision of engagements on the dev documents; docs/positions.md has the figures.
const confidence = 0.8

// Find adds the engagements of t to d. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
	f.clause.Reset(d, t)
	for si := range t.Sentences {
		s := t.Sentences[si]
		for i := s.First; i < s.Last; i++ {
			if t.Tokens[i].Kind != lang.Word {
				continue
			}
			if t.Tokens[i].UPOS == "VERB" && !lang.Asking(d, int(t.Tokens[i].Start)) {
				switch lemma := f.clause.Lemma(i); {
				case f.words.Is("travels", lemma):
					f.travel(i)
				case f.words.Is("meets", lemma):
					f.meeting(i)
				case lemma == "mediate":
					f.mediation(i)
				case lemma == "receive":
					f.reception(i)
				case lemma == "train":
					f.training(i)
				}
			}
			c, n := f.words.At(t.From(i))
			if n == 0 {
				continue
			}
			end := t.TokenAt(int(t.Tokens[i].Start)+n-1) + 1
			if end > s.Last {
				continue
			}
			if h := f.nominal(i, end); h >= 0 && !t.Asked(i) {
				f.channel(c, i, h)
			}
			i = end - 1
		}
	}
}

// nominal is the head of the words [i, end), -1 where they are no noun phrase of their own or describe another noun.
func (f *Finder) nominal(i, end int) int {
	h := end - 1
	if up := int(f.t.Tokens[h].Head); up >= i && up < h && f.clause.Case(h)+f.clause.Mark(h) == "of" {
		h = up // "memorandum of understanding"
	}
	if u := f.t.Tokens[h].UPOS; u != "NOUN" && u != "PROPN" {
		return -1
	}
	for j := max(0, i-3); j < i; j++ {
		if code, last := f.clause.Name(j); code != "" && last > h {
			return -1 // "the European Commission" is a party, and no commission of parties
		}
	}
	if f.t.Is(h, "compound") && int(f.t.Tokens[h].Head) >= end {
		return -1 // "dialogue partner"
	}
	return h
}

// channel reads the channel whose name begins at token i and has its head at token h.
func (f *Finder) channel(c know.Channel, i, h int) {
	t := f.t
	if c.Kind == "visit" && f.clause.Lemma(h) == "trip" && t.Child(h, "nmod") < 0 {
		return
	}
	f.reach = 0
	f.codes = f.parties(c, i, h, f.codes[:0])
	slices.Sort(f.codes)
	f.codes = slices.Compact(f.codes)
	if len(f.codes) < 2 && !(c.Kind == "summit" && len(f.codes) == 1 && know.Body(f.codes[0])) {
		return
	}
	if len(f.codes) > 6 || c.Kind == "agreement" && t.Tokens[h].Capital() && !f.own(h) || f.manyParty(h) {
		return
	}
	g := doc.Engagement{Kind: c.Kind, Parties: slices.Clone(f.codes), Confidence: confidence, Rule: c.Rule}
	g.Status = f.status(c.Kind, i, h)
	if g.Status == "" {
		return
	}
	g.Cadence, g.Level = f.cadence(h), f.level(c.Kind, i, h)
	g.Topic = f.topic(i, h)
	g.Evidence = []doc.Span{f.evidence(i, h)}
	f.add(g)
}

// own says whether an agreement with a name in capitals is told of as that of its parties, and not as a norm that others cite: it is
// signed, or stands "between" them.
func (f *Finder) own(h int) bool {
	t := f.t
	for c := range t.Children(h) {
		if p := f.clause.Case(c); c > h && (p == "between" || p == "with") {
			return true
		}
	}
	v := f.verb(h)
	if v < 0 {
		return false
	}
	switch f.clause.Lemma(v) {
	case "sign", "conclude", "initial", "ratify", "negotiate", "suspend", "withdraw", "terminate", "renew", "extend":
		return true
	}
	return false
}

// manyParty says whether the channel is one of a number of parties whom the text does not name: "the five-party talks".
func (f *Finder) manyParty(h int) bool {
	for j := int(f.t.Tokens[h].Left); j < h; j++ {
		if w := f.t.Tokens[j].Lower; strings.HasSuffix(w, "-party") || w == "party" && j > 0 && f.t.Tokens[j-1].Form == "-" {
			return true
		}
	}
	return false
}

// add enters an engagement, or adds its evidence to the record of the same channel.
func (f *Finder) add(g doc.Engagement) {
	slices.Sort(g.Parties)
	for k := range f.d.Engagements {
		old := &f.d.Engagements[k]
		if old.Kind != g.Kind || !slices.Equal(old.Parties, g.Parties) || !sameChannel(old, &g) || old.Topic != "" && g.Topic != "" && old.Topic != g.Topic {
			continue
		}
		if len(old.Evidence) < 3 {
			old.Evidence = doc.Join(append(old.Evidence, g.Evidence...)...)
		}
		if old.Topic == "" {
			old.Topic = g.Topic
		}
		if old.Cadence == nil {
			old.Cadence = g.Cadence
		}
		if old.Level == nil {
			old.Level = g.Level
		}
		return
	}
	g.ID = "g" + strconv.Itoa(len(f.d.Engagements)+1)
	f.d.Engagements = append(f.d.Engagements, g)
}

// sameChannel says whether cadence and level let two records be one: none contradicts, and each has not a mark of its own ("the
// high-level dialogue" and "the annual dialogue" are two).
func sameChannel(a, b *doc.Engagement) bool {
	if !agree(a.Cadence, b.Cadence) || !agree(a.Level, b.Level) {
		return false
	}
	own := func(x, y *string) bool { return x != nil && y == nil }
	return !(own(a.Cadence, b.Cadence) && own(b.Level, a.Level) || own(b.Cadence, a.Cadence) && own(a.Level, b.Level))
}

func agree(a, b *string) bool { return a == nil || b == nil || *a == *b }

// parties adds who takes part: those the phrase names or joins with "between" and "with", the speaker of "our", and whoever does
// what only those who take part do with a channel.
func (f *Finder) parties(c know.Channel, i, h int, dst []string) []string {
	dst = f.joined(i, h, dst)
	if len(dst) == 2 && c.Kind == "dialogue" {
		return f.mediator(h, dst)
	}
	if len(dst) >= 2 && c.Kind != "agreement" || len(dst) >= 3 {
		return dst
	}
	if c.Weak && len(dst) < 2 && !f.marked(i, h) {
		return dst
	}
	n := len(dst)
	if v := f.verb(h); v >= 0 {
		dst = f.doers(c.Kind, v, h, dst)
	}
	if len(dst) < 2 && n < 2 && c.Kind != "summit" && f.marked(i, h) {
		dst = f.counterparts(dst)
	}
	return dst
}

// joined adds those whom the noun phrase itself names.
func (f *Finder) joined(i, h int, dst []string) []string {
	t := f.t
	for j := int(t.Tokens[h].Left); j < h; j++ {
		if t.Tokens[j].UPOS == "PRON" && (t.Is(j, "nmod:poss") || t.Is(j, "det")) && int(t.Tokens[j].Head) >= i {
			dst = f.clause.Governments(dst, j)
		}
	}
	first := min(i, int(t.Tokens[h].Left))
	for first > 0 && i-first < 12 && f.linked(first-1) { // "the Kenya-Oman-Yemen working group", cut up by the parser
		first--
	}
	dst = f.clause.Codes(dst, first, h+1)
	for c := range t.Children(h) {
		if c < h {
			continue
		}
		switch {
		case t.Is(c, "nmod"), t.Is(c, "obl"):
			if f.leads(c) {
				dst = f.withIn(dst, c)
			}
		case t.Is(c, "acl"):
			for o := range t.Children(c) {
				if o > c && f.leads(o) && f.clause.Case(o) != "for" && f.clause.Case(o) != "to" {
					dst = f.withIn(dst, o)
				}
			}
		}
	}
	if len(dst) < 2 {
		dst = f.between(h, dst)
	}
	return dst
}

// linked says whether token j is a name or a hyphen that joins names before a channel.
func (f *Finder) linked(j int) bool {
	t := f.t
	if k := &t.Tokens[j]; (k.Form == "-" || k.Form == "–") && t.Joined(j) && t.Joined(j+1) {
		return true
	}
	if j+1 < len(t.Tokens) && t.Tokens[j+1].Kind == lang.Word && t.Tokens[j].Kind == lang.Word {
		// Only the last of the names stands right before the words of the channel.
		code, last := f.clause.Name(j)
		return code != "" && last == j+1 && j > 0 && t.Tokens[j-1].Form == "-"
	}
	code, _ := f.clause.Name(j)
	return code != ""
}

// between adds the actors behind a "between" or "with" that follows the noun at token h, wherever the parser hung it.
func (f *Finder) between(h int, dst []string) []string {
	const far = 12 // tokens
	t := f.t
	last := min(t.Sentences[t.SentenceOf(h)].Last, h+far)
	for j := h + 1; j < last; j++ {
		k := &t.Tokens[j]
		if k.Form == "," || k.Kind == lang.Stop || k.UPOS == "VERB" && k.XPOS != "VBN" || k.UPOS == "SCONJ" || k.UPOS == "CCONJ" {
			return dst
		}
		if k.Lower != "between" && k.Lower != "with" {
			continue
		}
		for j++; j < last+far && j < t.Sentences[t.SentenceOf(h)].Last; {
			k := &t.Tokens[j]
			if k.Kind == lang.Stop || k.UPOS == "VERB" || k.UPOS == "SCONJ" || k.Lower == "in" || k.Lower == "on" || k.Lower == "about" || k.Lower == "at" || k.Lower == "after" {
				break
			}
			code, next := f.clause.Name(j)
			if code != "" {
				dst = f.clause.Codes(dst, j, j+1)
			}
			j = max(next, j+1)
			f.reach = j
		}
		return dst
	}
	return dst
}

// leads says whether a preposition before the noun at token c leads to those who take part.
func (f *Finder) leads(c int) bool {
	switch f.clause.Case(c) {
	case "between", "with", "among", "of", "by", "involving", "for", "to":
		return true
	}
	return false
}

// marked says whether words before the name tell that it is a channel of its own: "our annual dialogue", "the Joint Ministerial Forum".
func (f *Finder) marked(i, h int) bool {
	t := f.t
	for j := int(t.Tokens[h].Left); j <= h; j++ {
		switch k := &t.Tokens[j]; {
		case k.Lower == "our", k.Lower == "joint", k.Lower == "bilateral", k.Lower == "ministerial", f.words.Word("cadence", k.Lower) != "":
			return true
		case j < h && j > int(t.Tokens[h].Left) && k.Capital() && t.Tokens[h].Capital():
			return true
		}
	}
	return false
}

// verb is the verb that the noun at token h hangs on, by way of what only those who take part do: as its object or subject, or behind
// "through" and the like; -1 where there is none.
func (f *Finder) verb(h int) int {
	t := f.t
	v := h
	for n := 0; n < 7 && (!f.predicate(v) || v == h || f.clause.Lemma(v) == "include"); n++ {
		if t.Is(v, "obl") || t.Is(v, "nmod") {
			switch f.clause.Case(v) {
			case "through", "via", "in", "on", "at", "under", "of", "including", "for", "as", "into", "to", "within", "from", "toward", "towards":
			default:
				return -1
			}
		}
		if v = int(t.Tokens[v].Head); v < 0 {
			return -1
		}
	}
	if !f.predicate(v) || v == h {
		return -1
	}
	for range 4 { // "continue to discuss through", "agreed to establish"
		if up := int(t.Tokens[v].Head); t.Is(v, "xcomp") && up >= 0 && t.Child(up, "obj") < 0 && t.Tokens[up].UPOS == "VERB" {
			v = up
			continue
		}
		break
	}
	return v
}

// predicate says whether token v tells what somebody does: a verb, or a noun with a subject that the parser took for none ("the
// government partners with").
func (f *Finder) predicate(v int) bool {
	return f.t.Tokens[v].UPOS == "VERB" || f.t.Tokens[v].UPOS == "NOUN" && f.t.Child(v, "nsubj") >= 0 && f.t.Child(v, "cop") < 0
}

// doers adds who does what the verb at token v tells, if it is what those who take part do, and "with" whom.
func (f *Finder) doers(kind string, v, h int, dst []string) []string {
	t := f.t
	for c := range t.Children(v) {
		if p := f.clause.Case(c); (t.Is(c, "obl") || t.Is(c, "nmod") && t.Tokens[v].UPOS == "NOUN") && (p == "between" || p == "with") {
			dst = f.withIn(dst, c)
		}
	}
	lemma := f.clause.Lemma(v)
	if !f.words.Is("takes-part", lemma) || lemma == "discuss" && t.Is(h, "obj") || lemma == "speak" && kind != "hotline" {
		return dst
	}
	if s := f.clause.Subject(v); s < 0 && len(dst) == 0 {
		dst = f.clause.PairBefore(dst, h) // "it is time for Oslo and Lima to work towards an accord"
	} else if s >= 0 && s != h {
		dst = f.clause.Governments(dst, s)
		if len(dst) == 0 || kind == "hotline" && len(dst) < 2 {
			dst = f.clause.Codes(dst, int(t.Tokens[s].Left), f.stop(s))
		}
	}
	if len(dst) == 1 { // "we discuss it through our dialogue": with whom the sentence says elsewhere
		f.others = f.sentenceCodes(v, f.others[:0])
		if len(f.others) == 1 && f.others[0] != dst[0] || len(f.others) == 2 && slices.Contains(f.others, dst[0]) {
			for _, c := range f.others {
				if !slices.Contains(dst, c) {
					dst = append(dst, c)
				}
			}
		}
	}
	return dst
}

// counterparts adds the two sides of a text that speaks for one state about another: its issuer, and the state named far more often
// than any third.
func (f *Finder) counterparts(dst []string) []string {
	if len(f.clause.Issuers) != 1 {
		if len(dst) == 0 {
			dst = append(dst, f.clause.Issuers...)
		}
		return dst
	}
	home := f.clause.Issuers[0]
	if len(dst) == 1 && dst[0] != home {
		return append(dst, home)
	}
	if len(dst) > 1 {
		return dst
	}
	var codes [12]string
	var count [12]int
	n, all := 0, 0
	for m := range f.t.Mentions {
		c := f.t.Mentions[m].Code
		if len(c) != 3 || c == home || know.Body(c) || f.t.Mentions[m].Pronoun {
			continue
		}
		all++
		k := 0
		for k < n && codes[k] != c {
			k++
		}
		if k == n {
			if n == len(codes) {
				continue
			}
			codes[n] = c
			n++
		}
		count[k]++
	}
	for k := range n {
		if 3*count[k] >= 2*all {
			return append(append(dst[:0], home), codes[k])
		}
	}
	return dst
}

// withIn adds the actors of the phrase with head c and of those joined to it: "between India and Pakistan", "with its Omani
// counterpart".
func (f *Finder) withIn(dst []string, c int) []string {
	t := f.t
	n := len(dst)
	for j := int(t.Tokens[c].Left); j < f.stop(c); {
		if x := f.aside(c, j); x > j {
			j = x // "with the delegation in Lima": the town takes no part
			continue
		}
		dst = f.clause.Codes(dst, j, j+1)
		_, j = f.clause.Name(j)
	}
	for j := int(t.Tokens[c].Left); j < c; j++ {
		if t.Tokens[j].UPOS == "PRON" && t.Is(j, "nmod:poss") {
			dst = f.clause.Governments(dst, j)
		}
	}
	for x := range t.Children(c) {
		switch {
		case x > c && t.Is(x, "conj"):
			dst = f.withIn(dst, x)
		case x > c && (t.Is(x, "nmod") && f.clause.Case(x) == "of" || t.Is(x, "flat") || t.Is(x, "appos")):
			dst = f.withIn(dst, x)
		}
	}
	if len(dst) == n {
		dst = f.clause.Governments(dst, c)
	}
	if x := t.Child(c, "nummod"); len(dst) == n && x >= 0 && t.Tokens[x].Lower == "two" { // "between the two navies"
		dst = f.clause.Sides(dst, c)
	}
	return dst
}

// aside is behind the phrase that begins at token j, below the noun at token c, and only tells where or when; 0 for none.
func (f *Finder) aside(c, j int) int {
	t := f.t
	for x := range t.Children(c) {
		if int(t.Tokens[x].Left) == j && x > c && (t.Is(x, "nmod") || t.Is(x, "obl")) {
			switch f.clause.Case(x) {
			case "in", "at", "on", "after", "before", "about", "over", "during", "since", "under":
				return int(t.Tokens[x].Right)
			}
		}
	}
	return 0
}

// stop is where the phrase with head c ends, clauses left out.
func (f *Finder) stop(c int) int {
	t := f.t
	last := int(t.Tokens[c].Right)
	for x := range t.Children(c) {
		if x > c && (t.Is(x, "acl") || t.Is(x, "advcl") || t.Is(x, "parataxis") || t.Is(x, "appos")) {
			last = min(last, int(t.Tokens[x].Left))
		}
	}
	return max(last, c+1)
}

// sentenceCodes adds the actors that the words up to the verb at token v and right behind it name, in the same speech.
func (f *Finder) sentenceCodes(v int, dst []string) []string {
	t := f.t
	s := t.Sentences[t.SentenceOf(v)]
	said := lang.Said(f.d, int(t.Tokens[v].Start))
	for i := s.First; i < s.Last; i++ {
		if m := f.clause.Mention(i); m >= 0 && i == t.Mentions[m].First && lang.Said(f.d, int(t.Tokens[i].Start)) == said && !t.Mentions[m].Pronoun {
			dst = f.clause.Codes(dst, t.Mentions[m].First, t.Mentions[m].Last)
		}
	}
	return dst
}
