// Package warning finds stated dangers: what may come, whom it would hit, and by when.
//
// A warning needs a word of risk or futurity and a harm in the same clause, asserted by somebody; internal/know/warnings.txt has the
// words.
package warning

import (
	"slices"
	"strconv"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
	"readout/internal/lang/clause"
)

// Finder finds warnings. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	words  *know.Harms
	clause *clause.Reader
	t      *lang.Text
	d      *doc.Document
	codes  []string
}

// New makes a Finder.
func New() *Finder { return &Finder{words: know.LoadHarms(), clause: clause.New()} }

// confidence is the precision of warnings on the dev documents; docs/positions.md has the figures.
const confidence = 0.7

// Find adds the warnings of t to d. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
	f.clause.Reset(d, t)
	for si := range t.Sentences {
		s := t.Sentences[si]
		last := s.First // warnings do not nest
		for i := s.First; i < s.Last; i++ {
			if i < last || t.Tokens[i].Kind != lang.Word {
				continue
			}
			if w, ok := f.danger(i); ok && f.asserted(w.v) {
				last = f.add(&w, s)
			}
		}
	}
}

// danger is a claim that a harm may come, as the tree has it.
type danger struct {
	cue         int // the word of risk
	v           int // the same, or the predicate of the harm
	first, last int // the words of the claim
	about       int // where what may come begins
	hit         int // head of whom it would hit, -1 where the words do not say
}

// danger reads the word at token i as one of risk.
func (f *Finder) danger(i int) (danger, bool) {
	t := f.t
	k := &t.Tokens[i]
	lemma := f.clause.Lemma(i)
	w := danger{cue: i, v: i, hit: -1}
	switch {
	case k.UPOS == "VERB" && f.words.Is("warn", lemma):
		for c := range t.Children(i) {
			if c < i {
				continue
			}
			p := f.clause.Case(c)
			if f.clause.Negated(c) && f.clause.Modal(c) == "will" {
				continue // "warned that it will not give in"
			}
			if t.Is(c, "ccomp") && f.clause.Mark(c) != "to" && !t.Is(c, "xcomp") && (f.harmed(c) || f.may(c)) && f.harmIn(c) || (t.Is(c, "obl") && (p == "of" || p == "about" || p == "against") || t.Is(c, "obj")) && f.harmNear(c) {
				w.v, w.first, w.last = c, int(t.Tokens[c].Left), f.end(c)
				w.hit = f.victim(c)
				if o := t.Child(c, "obj"); o >= 0 && f.clause.Lemma(c) == "face" {
					w.about = int(t.Tokens[o].Left)
				}
				return w, true
			}
		}
	case k.UPOS == "VERB" && f.words.Is("risk", lemma):
		for c := range t.Children(i) {
			if lemma == "threaten" && f.clause.Mark(c) == "to" {
				continue // whoever threatens to act takes a position
			}
			if c > i && (t.Is(c, "obj") || t.Is(c, "xcomp") || t.Is(c, "ccomp") || t.Is(c, "advcl")) && f.harmNear(c) {
				w.first, w.last = i, f.end(c)
				return w, true
			}
		}
	case k.UPOS == "AUX" && (lemma == "could" || lemma == "may" || lemma == "might" || k.Lower == "could" || k.Lower == "can"):
		v := int(k.Head)
		if v < i || t.Child(v, "nsubj") < 0 && t.Child(v, "nsubj:pass") < 0 || f.clause.Negated(v) {
			return w, false
		}
		if k.Lower == "can" && !f.words.Is("poses", f.clause.Lemma(v)) || !f.harmed(v) || !f.feared(v) {
			return w, false
		}
		w.v, w.first, w.last, w.hit = v, int(t.Tokens[v].Left), f.end(v), f.victim(v)
		for c := range t.Children(v) {
			if m := f.clause.Mark(c); c < i && t.Is(c, "advcl") && (m == "if" || m == "unless") { // what may come is not what it hangs on
				w.first = int(t.Tokens[c].Right)
			}
		}
		for w.first < i && (t.Tokens[w.first].Kind != lang.Word || t.Tokens[w.first].UPOS == "SCONJ" || t.Tokens[w.first].UPOS == "CCONJ") {
			w.first++
		}
		return w, true
	case lemma == "likely" && k.UPOS == "ADJ":
		for c := range t.Children(i) {
			if c > i && t.Is(c, "xcomp") && f.harmed(c) {
				w.v, w.first, w.last = i, int(t.Tokens[i].Left), f.end(i)
				return w, !f.clause.Negated(i)
			}
		}
	case k.UPOS == "NOUN" && f.words.Is("danger", lemma):
		return f.noun(w, i)
	}
	return w, false
}

// feared says whether what may come by the words of the predicate at token v is told to warn: somebody says so or the words tell whom or
// when it would hit, the harm is a harm whoever it comes to, and it is no mere mark of a thing ("measures that could ruin them") nor
// what somebody is after ("so he could kill").
func (f *Finder) feared(v int) bool {
	t := f.t
	if t.Is(v, "acl:relcl") || f.words.Is("relief", f.clause.Lemma(v)) {
		return false
	}
	for c := range t.Children(v) {
		if c < v && t.Tokens[c].Lower == "have" && t.Tokens[c].UPOS == "AUX" {
			return false // "may have failed" guesses at what was
		}
	}
	if m := f.clause.Mark(v); t.Is(v, "advcl") && (m == "so" || m == "that" || m == "because" || m == "when" || m == "as") {
		return false
	}
	a := lang.Said(f.d, int(t.Tokens[v].Start))
	stately := len(f.clause.Issuers) > 0
	if a >= 0 && f.d.Attributions[a].Source != nil {
		if s := f.d.Attributions[a].Source; s.Actor != nil {
			stately = stately || public(s)
		}
	} else if !stately {
		h := f.victim(v)
		return f.grave(v) && (f.horizon(v) || h >= 0 && len(f.clause.Codes(f.codes[:0], int(t.Tokens[h].Left), int(t.Tokens[h].Right))) > 0)
	}
	return stately || f.grave(v)
}

// horizon says whether the clause of token v tells by when.
func (f *Finder) horizon(v int) bool {
	for i := int(f.t.Tokens[v].Left); i < f.end(v); i++ {
		if f.words.HorizonAt(f.t.From(i)) > 0 || f.year(i) > 0 {
			return true
		}
	}
	return false
}

// grave says whether the clause of token v names a harm that is one whoever it comes to.
func (f *Finder) grave(v int) bool {
	for i := int(f.t.Tokens[v].Left); i < f.end(v); i++ {
		if l := f.clause.Lemma(i); f.t.Tokens[i].Kind == lang.Word && f.words.Harm(l) && !f.words.Is("mild", l) {
			return true
		}
	}
	return false
}

// noun reads "faces a threat of famine", "because of the danger of more bombings".
func (f *Finder) noun(w danger, i int) (danger, bool) {
	t := f.t
	of := -1
	for c := range t.Children(i) {
		if c > i && (t.Is(c, "nmod") && f.clause.Case(c) == "of" || t.Is(c, "acl")) && f.harmNear(c) {
			of = c
		}
		if c < i && (t.Is(c, "compound") || t.Is(c, "amod")) && f.words.Harm(f.clause.Lemma(c)) {
			of = c
		}
	}
	v := int(t.Tokens[i].Head)
	if v < 0 {
		return w, false
	}
	because := t.Is(i, "obl") && f.clause.Case(i) == "because"
	if !(f.words.Is("poses", f.clause.Lemma(v)) && t.Tokens[v].UPOS == "VERB" && (t.Is(i, "obj") || t.Is(i, "nsubj"))) && !because || of < 0 && f.clause.Lemma(v) != "face" && f.clause.Lemma(v) != "pose" || f.clause.Negated(v) {
		return w, false
	}
	if x := t.Child(i, "det"); x >= 0 && t.Tokens[x].Lower == "the" && of < 0 || x >= 0 && (t.Tokens[x].Lower == "no" || t.Tokens[x].Lower == "little") {
		return w, false // "face the threat": which one, the words do not say
	}
	w.first, w.last = i, f.end(i)
	if x := int(t.Tokens[i].Left); x < i {
		w.first = x
	}
	if w.about = w.first; f.clause.Lemma(v) == "face" {
		w.v, w.hit = v, f.clause.Subject(v)
		if w.hit >= 0 && w.hit < i {
			w.first = int(t.Tokens[w.hit].Left)
		}
		w.last = max(w.last, f.end(v))
	}
	return w, true
}

// may says whether the predicate at token v tells what may come.
func (f *Finder) may(v int) bool {
	switch f.clause.Modal(v) {
	case "could", "may", "might", "will", "would":
		return true
	}
	return false
}

// harmed says whether the clause of the predicate at token v tells a harm: its verb does, or what it does or suffers.
func (f *Finder) harmed(v int) bool {
	t := f.t
	if f.words.Harm(f.clause.Lemma(v)) {
		return true
	}
	for c := range t.Children(v) {
		if (t.Is(c, "obj") || t.Is(c, "nsubj") || t.Is(c, "obl") || t.Is(c, "xcomp")) && f.harmNear(c) {
			return true
		}
	}
	return false
}

// harmNear says whether token c or what is closest to it names a harm.
func (f *Finder) harmNear(c int) bool {
	t := f.t
	if f.words.Harm(f.clause.Lemma(c)) {
		return true
	}
	for x := range t.Children(c) {
		if (t.Is(x, "obj") || t.Is(x, "xcomp") || t.Is(x, "compound") || t.Is(x, "amod") || t.Is(x, "nmod") || t.Is(x, "conj")) && f.words.Harm(f.clause.Lemma(x)) {
			return true
		}
	}
	return false
}

// harmIn says whether any word of the clause names a harm.
func (f *Finder) harmIn(c int) bool {
	for i := int(f.t.Tokens[c].Left); i < f.end(c); i++ {
		if f.t.Tokens[i].Kind == lang.Word && f.words.Harm(f.clause.Lemma(i)) {
			return true
		}
	}
	return false
}

// victim is the head of whom the harm of the predicate at token v would hit: of a passive its subject, else what it is done to.
func (f *Finder) victim(v int) int {
	if s := f.t.Child(v, "nsubj:pass"); s >= 0 {
		return s
	}
	if f.clause.Lemma(v) == "face" || f.clause.Lemma(v) == "suffer" || f.clause.Lemma(v) == "run" || f.clause.Lemma(v) == "collapse" {
		return f.t.Child(v, "nsubj")
	}
	return f.t.Child(v, "obj")
}

// end is behind the words of the clause with head c, less what only stands beside it: another clause, the words of who says so.
func (f *Finder) end(c int) int {
	t := f.t
	last := int(t.Tokens[c].Right)
	for x := range t.Children(c) {
		if x > c && (t.Is(x, "parataxis") || t.Is(x, "conj") && t.Child(x, "nsubj") >= 0 || t.Is(x, "advcl") && (f.clause.Mark(x) == "if" || f.clause.Mark(x) == "unless" || f.clause.Mark(x) == "as")) {
			last = min(last, int(t.Tokens[x].Left))
		}
	}
	for last > c+1 && t.Tokens[last-1].Kind != lang.Word && t.Tokens[last-1].Kind != lang.Number {
		last--
	}
	return max(last, c+1)
}

// asserted says whether somebody claims it: no demand, no condition, no denial, no question of one who passes on nothing.
func (f *Finder) asserted(v int) bool {
	t := f.t
	b := int(t.Tokens[v].Start)
	if lang.Asking(f.d, b) {
		a := lang.Said(f.d, b)
		if a < 0 || len(f.d.Attributions[a].Cue.Spans) == 0 || f.d.Attributions[a].Source == nil {
			return f.says(v) // a questioner's own is none; what they pass on has its source
		}
	} else if t.Asked(v) {
		return false
	}
	for n := 0; n < 8; n++ {
		switch f.clause.Mark(v) {
		case "if", "unless", "whether", "lest":
			return false
		}
		h := int(t.Tokens[v].Head)
		if h < 0 {
			return true
		}
		if t.Is(v, "acl") && t.Tokens[h].UPOS == "NOUN" || t.Is(v, "xcomp") || t.Is(v, "ccomp") {
			switch f.clause.Lemma(h) {
			case "avoid", "prevent", "avert", "urge", "call", "deny", "step", "action", "refrain", "weigh", "discuss", "ask", "doubt":
				return false
			}
		}
		if f.clause.Negated(h) && (t.Is(v, "ccomp") || t.Is(v, "acl")) {
			return false
		}
		v = h
	}
	return true
}

// says says whether a verb of saying in the sentence has the clause at token v as its content.
func (f *Finder) says(v int) bool {
	t := f.t
	for n := 0; n < 5; n++ {
		h := int(t.Tokens[v].Head)
		if h < 0 {
			return false
		}
		if t.Is(v, "ccomp") && t.Child(h, "nsubj") >= 0 {
			return true
		}
		v = h
	}
	return false
}

// add makes the record, and gives the token behind it.
func (f *Finder) add(w *danger, s lang.Sentence) int {
	t := f.t
	for w.first < w.last-1 && (t.Tokens[w.first].Kind != lang.Word && t.Tokens[w.first].Kind != lang.Number || t.Tokens[w.first].UPOS == "SCONJ" || t.Tokens[w.first].UPOS == "ADP") {
		w.first++
	}
	f.within(w)
	r := doc.Warning{Target: []string{}, Confidence: confidence, Rule: "warnings.txt " + f.clause.Lemma(w.cue)}
	if w.hit >= 0 {
		f.codes = f.clause.Codes(f.codes[:0], int(t.Tokens[w.hit].Left), int(t.Tokens[w.hit].Right))
		if len(f.codes) == 0 && !f.words.Harm(f.clause.Lemma(w.hit)) {
			f.codes = f.clause.Governments(f.codes, w.hit)
		}
		slices.Sort(f.codes)
		r.Target = append(r.Target, f.codes...)
	}
	about, last := max(w.first, w.about), w.last
	for i := w.first; i < min(s.Last, w.last+8); i++ {
		if i >= w.last && t.Tokens[i].Kind != lang.Word && t.Tokens[i].Kind != lang.Number {
			break
		}
		n := f.words.HorizonAt(t.From(i))
		if n == 0 {
			n = f.year(i)
		}
		if n == 0 {
			continue
		}
		end := t.TokenAt(int(t.Tokens[i].Start)+n-1) + 1
		if end > s.Last {
			break
		}
		h := t.Cut(i, end)
		r.Horizon, r.Until = &h, until(h, f.d.Published)
		if i > about && end >= last {
			last = i
		}
		w.last = max(w.last, end)
		break
	}
	r.About = t.Cut(about, max(last, about+1))
	r.Source = f.source(w.v)
	r.Evidence = []doc.Span{t.Span(w.first, w.last)}
	r.ID = "w" + strconv.Itoa(len(f.d.Warnings)+1)
	f.d.Warnings = append(f.d.Warnings, r)
	return w.last
}

// within keeps the words of a claim to what its source says: "A blockade could ruin the ports, an institute warned".
func (f *Finder) within(w *danger) {
	t := f.t
	a := lang.Said(f.d, int(t.Tokens[w.v].Start))
	if a < 0 {
		return
	}
	for _, s := range f.d.Attributions[a].Content.Spans {
		first, last := t.TokenAt(s.Start), t.TokenAt(s.End-1)+1
		if first > w.v || w.v >= last || f.d.Attributions[a].Source == nil {
			continue
		}
		if w.last > last && w.first < last {
			w.last = last
			for w.last > w.v+1 && t.Tokens[w.last-1].Kind != lang.Word && t.Tokens[w.last-1].Kind != lang.Number {
				w.last--
			}
		}
	}
}

// year gives the length of "by 2031" at token i.
func (f *Finder) year(i int) int {
	t := f.t
	if w := t.Tokens[i].Lower; (w == "by" || w == "before" || w == "in") && i+1 < len(t.Tokens) {
		if k := &t.Tokens[i+1]; k.Kind == lang.Number && len(k.Form) == 4 && (k.Form[:2] == "20" || k.Form[:2] == "21") {
			return int(k.End - t.Tokens[i].Start)
		}
	}
	return 0
}

// public says whether a source speaks for its state, as an institute or a firm in it does not.
func public(s *doc.Source) bool {
	code, sector, _ := strings.Cut(*s.Actor, ".")
	switch sector {
	case "GOV", "MIL", "COP", "JUD", "LEG", "SPY":
		return true
	case "":
		return s.Kind != lang.Organisation || know.Body(code)
	}
	return false
}

// source names who warns: a state or body by its code, anyone else by name or words; the issuer of a release speaks for itself.
func (f *Finder) source(v int) *string {
	a := lang.Said(f.d, int(f.t.Tokens[v].Start))
	if codes, ok := f.clause.Source(f.codes[:0], v); len(codes) > 0 && (ok || a < 0) {
		who := strings.Join(codes, ", ")
		return &who
	}
	if a < 0 {
		return nil
	}
	s := f.d.Attributions[a].Source
	if s == nil {
		return nil
	}
	var who string
	switch {
	case s.Actor != nil && public(s):
		who, _, _ = strings.Cut(*s.Actor, ".")
	case s.Name != nil:
		who = *s.Name
	case len(s.Spans) > 0:
		who = f.d.Text[s.Spans[0].Start:s.Spans[0].End]
	default:
		return nil
	}
	return &who
}
