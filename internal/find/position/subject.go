package position

import (
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// subject is what a stance is about, as a noun phrase.
type subject struct {
	text        string
	words       int
	first, last int // tokens that it was made of lie in [first, last)
	widest      int // behind the last token of the clause it was cut from
}

// most is how many words a subject has at most.
const most = 11

// subject makes the noun phrase of what the stance is about: "withdraw its soldiers from the valley" is a withdrawal.
func (f *Finder) subject(st *stand) subject {
	t := f.t
	h := st.topic
	if h < 0 {
		return subject{}
	}
	f.keep = f.keep[:0]
	s := subject{first: h, last: h + 1, widest: f.widest(h)}
	lead := ""
	if t.Tokens[h].UPOS == "VERB" || t.Tokens[h].UPOS == "AUX" || t.Child(h, "nsubj") >= 0 && t.Child(h, "cop") < 0 {
		lead = f.nominal(st, h)
	} else {
		f.noun(h, most)
		f.beside(st, h)
	}
	if len(f.keep) == 0 && lead == "" {
		return subject{}
	}
	if len(f.keep) > most {
		f.keep = f.keep[:most]
	}
	for len(f.keep) > 0 && f.loose(f.keep[len(f.keep)-1]) {
		f.keep = f.keep[:len(f.keep)-1]
	}
	f.hyphened()
	var b strings.Builder
	b.WriteString(lead)
	for k, i := range f.keep {
		if b.Len() > 0 && !(t.Joined(i) && k > 0 && f.keep[k-1] == i-1) && t.Tokens[i].Form != "," {
			b.WriteByte(' ')
		}
		b.WriteString(t.Tokens[i].Form)
		s.first, s.last = min(s.first, i), max(s.last, i+1)
	}
	if st.earlier >= 0 && len(f.keep) < 3 && lead == "" {
		return f.subjectOf(st, st.earlier, s) // "those talks" are the talks named before
	}
	s.text = strings.TrimSuffix(b.String(), " of")
	if (st.stance == "demands" || st.stance == "opposes") && h != st.predicate && t.Tokens[h].UPOS == "VERB" && f.clause.Negated(h) {
		s.text = "no " + s.text // "urged Oman not to attack"
	}
	if strings.HasPrefix(f.clause.Lemma(st.cue), "recogni") && t.Tokens[h].UPOS != "VERB" && !strings.HasPrefix(s.text, "recognition") {
		s.text = "recognition of " + s.text // of a state, not the state, is what one is for or against
	}
	s.words = len(strings.Fields(s.text))
	if f.vague(st, h, s.words) {
		return subject{}
	}
	return s
}

// hyphened keeps both sides of a hyphen where one is kept: "anti-aircraft guns", "Guinea-Bissau".
func (f *Finder) hyphened() {
	t := f.t
	n := len(f.keep)
	for _, i := range f.keep[:n] {
		for j := i - 1; j > 0 && t.Tokens[j].Form == "-" && t.Joined(j) && t.Joined(j+1); j -= 2 {
			f.keep = append(f.keep, j, j-1)
		}
		if i > 0 && t.Joined(i) && strings.HasSuffix(t.Tokens[i-1].Form, "-") && len(t.Tokens[i-1].Form) > 1 {
			f.keep = append(f.keep, i-1) // "anti-"
		}
		for j := i + 1; j+1 < len(t.Tokens) && t.Tokens[j].Form == "-" && t.Joined(j) && t.Joined(j+1); j += 2 {
			f.keep = append(f.keep, j, j+1)
		}
	}
	if len(f.keep) > n {
		slices.Sort(f.keep)
		f.keep = slices.Compact(f.keep)
	}
}

// subjectOf is the subject in the words of an earlier noun phrase with head h; its tokens stay where s has them.
func (f *Finder) subjectOf(st *stand, h int, s subject) subject {
	x := *st
	x.topic, x.earlier = h, -1
	e := f.subject(&x)
	s.text, s.words = e.text, e.words
	return s
}

// beside keeps the phrase right behind the noun at token h that the parser hung on the verb: "paused its support to Oman".
func (f *Finder) beside(st *stand, h int) {
	t := f.t
	v := int(t.Tokens[h].Head)
	if v < 0 || t.Tokens[v].UPOS != "VERB" || !t.Is(h, "obj") && !t.Is(h, "obl") || len(f.keep) >= most {
		return
	}
	for c := range t.Children(v) {
		if c <= h || int(t.Tokens[c].Left) != int(t.Tokens[h].Right) || !t.Is(c, "obl") || f.calendar(c) || f.late(c) || f.conditional(c) {
			continue
		}
		switch f.clause.Case(c) {
		case "to", "for", "of", "on", "with", "between", "against", "from", "toward", "towards", "over", "in":
			f.whole(c)
		}
		return
	}
}

// vague says whether the subject is nothing that one can be for or against.
func (f *Finder) vague(st *stand, h, words int) bool {
	t := f.t
	lemma := f.clause.Lemma(h)
	if t.Tokens[h].UPOS == "PRON" || t.Tokens[h].UPOS == "DET" || t.Tokens[h].UPOS == "NUM" && words < 2 {
		return true
	}
	if t.Tokens[h].UPOS == "VERB" && st.stance == "declines" && mute(f.clause.Lemma(f.light(h))) {
		return true // "declined to comment"
	}
	if t.Tokens[h].UPOS == "VERB" && (st.stance == "supports" || st.stance == "offers") {
		switch lemma {
		case "meet", "discuss", "talk", "hold", "say", "speak", "deepen", "strengthen", "expand", "continue", "explore", "consult", "enhance", "intensify", "stay", "hear", "see", "establish":
			return true
		}
	}
	if st.stance == "opposes" && st.addressee < 0 {
		if code, last := f.clause.Name(max(h-words+1, 0)); code != "" && last == h+1 {
			return true // "condemned Oman": for what, the words do not say
		}
	}
	return words < 2 && f.words.Is("vague", lemma) || st.stance == "supports" && f.words.Is("vague", lemma)
}

// empty says whether the act at token v is left without what it is done to: "understanding", "doing of more". A verb with a noun of its
// own may stand alone: "withdrawal", "participation".
func (f *Finder) empty(v, words int) bool {
	t := f.t
	if t.Tokens[v].UPOS != "VERB" {
		return false
	}
	v = f.light(v)
	if o := t.Child(v, "obj"); o > v && len(f.keep) < 2 {
		switch t.Tokens[o].Lower {
		case "more", "less", "much", "so", "same", "thing", "things", "sure", "it", "this", "that":
			return true
		}
	}
	noun, _ := f.words.Nominal(f.clause.Lemma(v))
	return words < 2 && strings.HasSuffix(noun, "ing")
}

// widest is behind the last token of what hangs on token h, less what only stands beside it.
func (f *Finder) widest(h int) int {
	t := f.t
	last := int(t.Tokens[h].Right)
	for c := range t.Children(h) {
		if c > h && (t.Is(c, "parataxis") || t.Is(c, "acl:relcl") || t.Is(c, "advcl") && f.clause.Mark(c) != "to" || t.Is(c, "punct") && t.Tokens[c].Form == ",") {
			last = min(last, int(t.Tokens[c].Left))
		}
	}
	return max(last, h+1)
}

// loose says whether a subject must not end with the word at token i.
func (f *Finder) loose(i int) bool {
	k := &f.t.Tokens[i]
	return k.UPOS == "ADP" || k.UPOS == "DET" || k.UPOS == "CCONJ" || k.UPOS == "PART" && k.Lower == "to" || k.Kind == lang.Mark || k.UPOS == "SCONJ" || k.UPOS == "PRON"
}

// noun keeps the words of the noun phrase with head h: what describes it and what "of", "on", "between" add, no clauses.
func (f *Finder) noun(h, room int) {
	t := f.t
	for c := range t.Children(h) {
		if c > h {
			break
		}
		switch {
		case t.Is(c, "det"), t.Is(c, "punct") && t.Tokens[c].Form != "-", t.Is(c, "case"), t.Is(c, "mark"), t.Is(c, "cc"), t.Is(c, "advmod"), t.Is(c, "nsubj"), t.Is(c, "cop"), t.Is(c, "aux"), t.Is(c, "advcl"):
			if t.Is(c, "nsubj") && t.Child(h, "cop") < 0 {
				f.whole(c)
			}
		case t.Is(c, "nmod:poss") && t.Tokens[c].UPOS == "PRON":
		case t.Is(c, "amod") && (praise(t.Tokens[c].Lower) || t.Tokens[c].Lower == "own"):
		default:
			f.whole(c)
		}
	}
	f.keep = append(f.keep, h)
	for c := range t.Children(h) {
		if c < h {
			continue
		}
		if len(f.keep) >= room {
			return
		}
		switch {
		case t.Is(c, "nmod"), t.Is(c, "obl"), t.Is(c, "acl") && !t.Is(c, "acl:relcl"), t.Is(c, "compound"), t.Is(c, "flat"), t.Is(c, "nummod"), t.Is(c, "fixed"), t.Is(c, "case") && t.Tokens[c].UPOS == "PART",
			t.Is(c, "amod"), t.Is(c, "advcl") && f.clause.Mark(c) == "to":
			if f.calendar(c) || t.Is(c, "obl") && f.late(c) {
				continue
			}
			if t.Is(c, "acl") && t.Tokens[c].XPOS == "VBN" {
				for o := range t.Children(c) { // "talks held in May between Oslo and Lima"
					if p := f.clause.Case(o); p == "between" || p == "with" || p == "on" || p == "to" {
						f.whole(o)
					}
				}
				continue
			}
			f.whole(c)
		case t.Is(c, "conj") && (t.Tokens[c].UPOS == "VERB" || f.clause.Lemma(c) == "call" && c+1 < len(t.Tokens) && (t.Tokens[c+1].Lower == "on" || t.Tokens[c+1].Lower == "upon")):
			return // what follows is the verb's
		case t.Is(c, "conj"):
			if len(f.keep) < room/2 && int(t.Tokens[c].Right-t.Tokens[c].Left) <= room-len(f.keep) {
				f.whole(c)
			}
		case t.Is(c, "punct") && t.Tokens[c].Form == "-":
			f.keep = append(f.keep, c)
		}
	}
	if len(f.keep) == 1 { // "the treaty that protects the high seas": the noun alone says nothing
		for c := range t.Children(h) {
			if n := int(t.Tokens[c].Right - t.Tokens[c].Left); t.Is(c, "acl:relcl") && c > h && n < room && int(t.Tokens[c].Left) == h+1 {
				for i := int(t.Tokens[c].Left); i < int(t.Tokens[c].Right); i++ {
					f.keep = append(f.keep, i)
				}
				return
			}
		}
	}
}

// late says whether the phrase with head c tells a time.
func (f *Finder) late(c int) bool {
	switch f.clause.Case(c) {
	case "after", "before", "since", "during", "until":
		return true
	case "by":
		return f.t.Tokens[c].UPOS != "PROPN" && !f.t.Is(c, "obl:agent") && (f.calendar(c) || f.t.Tokens[c].UPOS == "NUM" || !f.abided(c))
	}
	return false
}

// abided says whether the noun at token c is what somebody keeps to: "abide by the deal".
func (f *Finder) abided(c int) bool {
	switch h := int(f.t.Tokens[c].Head); f.clause.Lemma(max(h, 0)) {
	case "abide", "stand", "stick", "bind", "live":
		return true
	}
	return false
}

// whole keeps all words that hang on token c, less relative clauses, articles and marks.
func (f *Finder) whole(c int) {
	t := f.t
	skip := -1
	for i := int(t.Tokens[c].Left); i < int(t.Tokens[c].Right); i++ {
		if i < skip {
			continue
		}
		k := &t.Tokens[i]
		if i > c && (k.Lower == "but" || k.Form == ";" || k.Form == ":" || k.Form == "," && i+1 < len(t.Tokens) && (t.Tokens[i+1].XPOS == "WDT" || t.Tokens[i+1].XPOS == "WP" || t.Tokens[i+1].XPOS == "VBG" || t.Tokens[i+1].XPOS == "IN" || t.Tokens[i+1].XPOS == "PRP")) {
			return
		}
		if i > c && k.Lower == "and" && i+2 < len(t.Tokens) && f.clause.Lemma(i+1) == "call" && (t.Tokens[i+2].Lower == "on" || t.Tokens[i+2].Lower == "upon") {
			return
		}
		if i > c && t.Is(i, "conj") && k.UPOS == "VERB" && f.clause.Partner(i) != int(k.Head) {
			return
		}
		if (t.Is(i, "acl:relcl") || t.Is(i, "parataxis") || t.Is(i, "appos")) && int(k.Left) > c && f.t.Above(c, i) {
			skip = int(k.Right)
			continue
		}
		// A relative clause begins before its verb.
		if k.UPOS == "PRON" && (k.Lower == "which" || k.Lower == "who" || k.Lower == "that") && i > c {
			v := int(k.Head)
			for v >= 0 && v > c && !t.Is(v, "acl") {
				v = int(t.Tokens[v].Head)
			}
			if v > c {
				skip = int(t.Tokens[v].Right)
				continue
			}
		}
		if k.UPOS == "DET" && len(f.keep) == 0 || k.Kind == lang.Open || k.Kind == lang.Close || k.Form == "(" || k.Form == ")" || k.UPOS == "PRON" && t.Is(i, "nmod:poss") {
			continue
		}
		f.keep = append(f.keep, i)
	}
}

func praise(w string) bool {
	switch w {
	case "strong", "important", "recent", "firm", "steadfast", "ironclad", "full", "continued", "ongoing", "longstanding", "great", "immediate", "urgent", "enduring", "new", "unwavering", "any", "unequivocal", "further":
		return true
	}
	return false
}

// nominal keeps the words of an act, and gives the noun that stands for its verb: "hosting of".
func (f *Finder) nominal(st *stand, v int) string {
	t := f.t
	v = f.light(v)
	noun, of := f.words.Nominal(f.clause.Lemma(v))
	if st.stance == "demands" && (f.clause.Lemma(v) == "refuse" || f.clause.Lemma(v) == "refrain") {
		x := t.Child(v, "xcomp") // "that Oman refuse to recognise it"
		if x < 0 {
			x = f.oblique(v, "from")
		}
		if x >= 0 && t.Tokens[x].UPOS == "VERB" {
			return "no " + f.nominal(st, x)
		}
	}
	if o := t.Child(v, "obj"); o >= 0 && t.Tokens[o].Lower == "part" {
		n := 0
		for c := range t.Children(v) {
			if c > o && (t.Is(c, "obl") || t.Is(c, "nmod")) && f.clause.Case(c) == "in" && n == 0 {
				f.whole(c)
				n++
			}
		}
		return "participation"
	}
	passive := t.Child(v, "nsubj:pass")
	o := t.Child(v, "obj")
	if passive >= 0 && o < 0 {
		o = passive
	}
	if o < 0 {
		o = t.Child(v, "ccomp")
		if x := t.Child(v, "xcomp"); o < 0 && x > v {
			o = x
		}
	}
	if t.Tokens[v].UPOS != "VERB" { // "Oman must be a member"
		f.noun(v, most)
		return ""
	}
	for c := range t.Children(v) {
		if t.Is(c, "compound:prt") && c > v && of == "of" && strings.HasSuffix(noun, "ing") {
			noun += " " + t.Tokens[c].Lower
		}
	}
	switch {
	case o >= 0 && t.Tokens[o].UPOS == "VERB":
		n, p := f.words.Nominal(f.clause.Lemma(o))
		noun += " " + of + " " + n
		of = p
		v = o
		o = t.Child(v, "obj")
	}
	if o < 0 {
		of = ""
		if st.topic == st.predicate && st.stance == "demands" && st.addressee >= 0 && t.Is(st.addressee, "nsubj") {
			of = "" // "the killing must stop" is about the killing
			if m := f.clause.Mention(st.addressee); m < 0 && t.Tokens[st.addressee].UPOS == "NOUN" {
				of = "of"
				f.noun(st.addressee, most/2)
			}
		}
	} else {
		f.noun(o, most-1)
	}
	n := 0
	for c := range t.Children(v) {
		if c < v || len(f.keep) >= most-2 {
			continue
		}
		switch {
		case t.Is(c, "obl"), t.Is(c, "nmod"), t.Is(c, "advcl") && f.clause.Mark(c) == "to" && o < 0:
			if f.calendar(c) || f.late(c) || f.clause.Case(c) == "" || n >= 2 || f.conditional(c) {
				continue
			}
			n++
			f.whole(c)
		}
	}
	slices.Sort(f.keep)
	f.keep = slices.Compact(f.keep)
	if of == "" {
		return noun
	}
	return noun + " " + of
}

// conditional says whether the phrase with head c names a condition.
func (f *Finder) conditional(c int) bool {
	_, n := f.words.ConditionAt(f.t.From(int(f.t.Tokens[c].Left)))
	return n > 0
}

// parties are the actors that the subject names, with whom a demand is made to.
func (f *Finder) parties(st *stand, s *subject) []string {
	t := f.t
	f.codes = f.codes[:0]
	last := min(s.widest, max(s.last, s.first+2*most))
	for i := s.first; i+2 < last; i++ {
		if t.Tokens[i].Lower == "as" && t.Tokens[i+1].Lower == "part" {
			last = i // "as part of a wider mission"
		}
	}
	if st.addressee >= 0 {
		f.codes = f.clause.Governments(f.codes, st.addressee)
		f.codes = f.clause.Codes(f.codes, int(t.Tokens[st.addressee].Left), min(int(t.Tokens[st.addressee].Right), max(st.topic, st.addressee+1)))
	}
	first := min(s.first, int(t.Tokens[st.topic].Left))
	if st.whole || st.own && st.topic > st.cue || first < st.cue {
		first = s.first
	}
	if st.from >= 0 {
		first = min(first, int(t.Tokens[st.from].Left))
	}
	f.codes = f.clause.Codes(f.codes, first, last)
	if st.earlier >= 0 {
		f.codes = f.clause.Codes(f.codes, int(t.Tokens[st.earlier].Left), f.widest(st.earlier))
	}
	if x := t.Child(st.topic, "det"); len(f.codes) == 0 && x >= 0 && (t.Tokens[x].Lower == "this" || t.Tokens[x].Lower == "these") {
		f.codes = f.clause.About(f.codes) // "this launch" is the one of the title
	}
	if len(f.codes) == 0 {
		f.codes = f.clause.Codes(f.codes, first, f.clauseEnd(st)) // "the sanctions that Oslo had imposed"
	}
	return f.codes
}

// nearby adds the one actor but the holders whom the sentence names before the stance or in its condition: "summoned the Omani envoy and
// demanded an explanation", "will lift the ban if Oman pays".
func (f *Finder) nearby(st *stand) []string {
	t := f.t
	s := t.Sentences[t.SentenceOf(st.cue)]
	first, last := s.First, st.cue
	if st.condition >= 0 {
		first, last = int(t.Tokens[st.condition].Left), int(t.Tokens[st.condition].Right)
	}
	f.codes = f.codes[:0]
	for i := first; i < last; { // names alone: "both sides" may be the holders
		code, next := f.clause.Name(i)
		if code != "" && !slices.Contains(f.codes, code) && !f.clause.Town(i) {
			f.codes = append(f.codes, code)
		}
		i = next
	}
	f.codes = slices.DeleteFunc(f.codes, func(c string) bool { return slices.Contains(f.holders, c) })
	if len(f.codes) != 1 {
		f.codes = f.codes[:0]
	}
	return f.codes
}

// kept says whether the subject is a channel, no talks or pact to come, in which the holder itself takes part.
func (f *Finder) kept(st *stand, s *subject) bool {
	t := f.t
	if v := st.topic; sets(f.clause.Lemma(v)) || sets(f.clause.Lemma(st.cue)) {
		o := v
		if t.Tokens[v].UPOS == "VERB" {
			o = t.Child(v, "obj")
		}
		for i := s.first; o >= 0 && i <= o; i++ { // "decided to establish a working group"
			if c, n := f.ways.At(t.From(i)); n > 0 && c.Kind != "agreement" && int(t.Tokens[i].Start)+n >= int(t.Tokens[o].End) {
				return true
			}
		}
	}
	if st.from >= 0 || t.Tokens[st.topic].UPOS == "VERB" || !slices.ContainsFunc(f.codes, func(c string) bool { return slices.Contains(f.holders, c) }) {
		return false
	}
	for i := s.first; i < s.last; i++ {
		if c, n := f.ways.At(t.From(i)); n > 0 && !c.Weak && c.Kind != "dialogue" && c.Kind != "agreement" && c.Kind != "summit" {
			return true
		}
	}
	return false
}

// sets says whether a verb means to set up or hold a channel.
func sets(w string) bool {
	switch w {
	case "establish", "create", "hold", "convene", "launch", "set", "conduct", "start", "open", "institute", "form":
		return true
	}
	return false
}

// asked adds the states that the question before an answer names: "another round" is one with whom the question was about.
func (f *Finder) asked(st *stand) []string {
	at := int(f.t.Tokens[st.cue].Start)
	for k := range f.d.Turns {
		turn := &f.d.Turns[k]
		if turn.Role != "answer" || at < turn.Span.Start || at >= turn.Span.End || k == 0 || f.d.Turns[k-1].Role != "question" {
			continue
		}
		q := f.d.Turns[k-1].Span
		return f.clause.Codes(f.codes, f.t.TokenAt(q.Start), f.t.TokenAt(q.End-1))
	}
	return f.codes
}

// key is the issue's key, and whether a frame made it.
func (f *Finder) key(st *stand, s *subject) (string, bool) {
	t := f.t
	f.issue = f.issue[:0]
	first := s.first
	if st.addressee >= 0 {
		first = min(first, int(t.Tokens[st.addressee].Left))
	}
	if st.topic >= 0 {
		first = min(first, max(int(t.Tokens[st.topic].Left), st.cue))
	}
	if st.whole || strings.HasPrefix(f.clause.Lemma(st.cue), "recogni") {
		first = min(first, st.cue)
	}
	if st.from >= 0 {
		first = min(first, int(t.Tokens[st.from].Left))
	}
	end := f.clauseEnd(st)
	if !f.onTalks(st) {
		end = max(end, s.last)
	}
	f.issueWords(st, first, end)
	if st.earlier >= 0 {
		f.issueWords(st, int(t.Tokens[st.earlier].Left), f.widest(st.earlier))
	}
	if st.condition >= 0 && !slices.ContainsFunc(f.issue, func(w know.Word) bool { return w.Codes[0] != "" }) {
		f.issueWords(st, int(t.Tokens[st.condition].Left), f.widest(st.condition)) // "will lift the sanctions if Oman pays"
	}
	return f.frames.Issue(f.issue, f.holders)
}

// issueWords adds the tokens [first, last) to the words that an issue is told by.
func (f *Finder) issueWords(st *stand, first, last int) {
	t := f.t
	behind := 0 // the last actor's name
	for i := first; i < last; i++ {
		k := &t.Tokens[i]
		if k.Form == "," && f.saying(i, last) {
			return
		}
		if k.Kind != lang.Word && k.Kind != lang.Number || k.UPOS == "ADP" && t.Is(i, "case") && (int(k.Head) == st.addressee || int(k.Head) == st.topic || int(k.Head) == st.from) {
			continue
		}
		if k.Lower == "according" {
			return
		}
		w := know.Word{Lower: k.Lower, Lemma: k.Lemma, Noun: k.UPOS == "NOUN" || k.UPOS == "VERB"}
		if code, next := f.clause.Name(i); code != "" && i >= behind {
			w.Codes[0], w.Town, behind = code, f.clause.Town(i), next
		} else if m := f.clause.Mention(i); m >= 0 && i >= behind {
			x := &t.Mentions[m]
			if i == x.First && (k.Lower == "it" || k.Lower == "its" || !x.Pronoun && !f.clause.HasName(m)) {
				w.Codes = [2]string{x.Code, x.Code2}
			}
		}
		w.Lower = strings.TrimSuffix(w.Lower, "-")
		w.Actor = i < behind
		w.Told = st.addressee >= 0 && f.t.Above(st.addressee, i) && i < max(st.topic, st.addressee+1)
		if a, b, ok := strings.Cut(w.Lower, "-"); ok && !w.Actor && a != "" && b != "" { // "no-fly" is two, as frames.txt has it
			f.issue = append(f.issue, know.Word{Lower: a, Lemma: a}, know.Word{Lower: b, Lemma: b, Noun: w.Noun})
			continue
		}
		f.issue = append(f.issue, w)
	}
}

// saying says whether the comma at token i is followed by who said it: ", an official said during a visit".
func (f *Finder) saying(i, last int) bool {
	for j := i + 1; j < min(i+8, last); j++ {
		switch f.t.Tokens[j].Lower {
		case "said", "told", "says":
			return true
		case ",":
			return false
		}
	}
	return false
}

// clauseEnd is behind all that the stance is about, with relative clauses and what the parser hung on a neighbour.
func (f *Finder) clauseEnd(st *stand) int {
	t := f.t
	last := int(t.Tokens[st.topic].Right)
	if h := f.talks(st); talk(f.clause.Lemma(h)) { // talks are one issue, whatever they are about
		for j := h + 1; j < t.Sentences[t.SentenceOf(h)].Last && t.Tokens[j].Form != ","; j++ {
			if w := t.Tokens[j].Lower; (w == "on" || w == "about" || w == "over") && t.Tokens[j].UPOS == "ADP" {
				return j
			}
		}
	}
	for c := range t.Children(st.topic) {
		if c > st.topic && (t.Is(c, "parataxis") || t.Is(c, "advcl") && f.clause.Mark(c) != "to" && t.Tokens[c].XPOS != "VBG") {
			last = min(last, int(t.Tokens[c].Left))
		}
	}
	// What follows without a comma and hangs on the verb belongs to it too: "objects to troops in the stabilisation force".
	if v := int(t.Tokens[st.topic].Head); v >= 0 && v < st.topic && last == int(t.Tokens[st.topic].Right) {
		for c := range t.Children(v) {
			if int(t.Tokens[c].Left) == last && (t.Is(c, "obl") || t.Is(c, "nmod") || t.Is(c, "acl")) && !f.late(c) && !f.calendar(c) && !f.conditional(c) {
				last = int(t.Tokens[c].Right)
			}
		}
	}
	return max(last, st.topic+1)
}

// talks is the noun that may name talks: the topic, or what it is done to ("to host talks").
func (f *Finder) talks(st *stand) int {
	if o := f.t.Child(st.topic, "obj"); f.t.Tokens[st.topic].UPOS == "VERB" && o > st.topic {
		return o
	}
	return st.topic
}

func (f *Finder) onTalks(st *stand) bool { return talk(f.clause.Lemma(f.talks(st))) }

func talk(w string) bool {
	switch w {
	case "talk", "talks", "dialogue", "discussion", "negotiation", "conversation":
		return true
	}
	return false
}

// evidence is the shortest run of words with the stance and the subject.
func (f *Finder) evidence(st *stand, s *subject) doc.Span {
	t := f.t
	first, last := min(st.cue, s.first), max(st.cue+1, s.last)
	if st.predicate >= 0 {
		first = min(first, st.predicate)
		if c := t.Child(st.predicate, "nsubj"); c >= 0 && c < first && first-int(t.Tokens[c].Left) <= 8 {
			if first = int(t.Tokens[c].Left); t.Tokens[c].UPOS == "PRON" {
				first = c
			}
		}
		for c := range t.Children(st.predicate) {
			if c < first && first-c <= 4 && (t.Tokens[c].UPOS == "AUX" || t.Tokens[c].UPOS == "ADV" || t.Tokens[c].UPOS == "PART") {
				first = c
			}
		}
	}
	if st.addressee >= 0 {
		first = min(first, int(t.Tokens[st.addressee].Left))
	}
	if st.condition >= 0 {
		first = min(first, int(t.Tokens[st.condition].Left))
		last = max(last, f.widest(st.condition))
	}
	first = max(first, t.Sentences[t.SentenceOf(st.cue)].First) // no dateline
	for first < last-1 && t.Tokens[first].Kind != lang.Word && t.Tokens[first].Kind != lang.Number {
		first++
	}
	for last > first+1 && t.Tokens[last-1].Kind != lang.Word && t.Tokens[last-1].Kind != lang.Number {
		last--
	}
	return t.Span(first, last)
}
