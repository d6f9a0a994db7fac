package position

import (
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/lang"
)

// terms finds who settles what, behind the words of stance: "the pace and scope should be determined by those two countries, not by
// us". They are part of the evidence.
func (f *Finder) terms(p *doc.Position, st *stand) {
	p.Terms = []doc.Term{}
	s := f.t.Sentences[f.t.SentenceOf(st.cue)]
	for v := st.cue; v < s.Last-2; v++ {
		if terms, end := f.termsAt(v, st.cue+1, s); len(terms) > 0 {
			p.Terms = terms
			p.Evidence[0].End = max(p.Evidence[0].End, int(f.t.Tokens[end-1].End))
			f.taken = max(f.taken, end)
			return
		}
	}
}

// termsAt reads the verb at token v as one that tells who settles what; the aspects begin behind token from. It gives the token behind
// its words, too.
func (f *Finder) termsAt(v, from int, s lang.Sentence) (terms []doc.Term, end int) {
	t := f.t
	if !settles(f.clause.Lemma(v)) || t.Tokens[v].XPOS != "VBN" && t.Tokens[v].XPOS != "VBD" || v+2 >= s.Last || t.Tokens[v+1].Lower != "by" {
		return nil, 0
	}
	// Back over "should be", "have to be" to the nouns: the tree often goes astray here.
	k := v
	for k > from && (t.Tokens[k-1].UPOS == "AUX" || t.Tokens[k-1].UPOS == "PART" || t.Tokens[k-1].UPOS == "ADV" || f.words.Is("light", f.clause.Lemma(k-1))) {
		k--
	}
	aspects := f.aspects(from, k)
	by := f.deciders(v+2, s)
	if len(aspects) == 0 || len(by) == 0 {
		return nil, 0
	}
	not, end := f.notBy(v+2, s)
	if end > 0 && len(not) == 0 && t.Tokens[end-1].Lower == "us" { // told of the holder
		not = append(not, f.holders...)
	}
	not = slices.DeleteFunc(not, func(c string) bool { return slices.Contains(by, c) })
	if end == 0 {
		end = f.phraseEnd(v+2, s)
	}
	var p doc.Position
	f.settled(&p, aspects, by, not)
	return p.Terms, end
}

// settle hangs the terms that a sentence of its own tells on the last position about the same thing: "the timing of the withdrawal will
// be determined by officials of both".
func (f *Finder) settle(v int) {
	s := f.t.Sentences[f.t.SentenceOf(v)]
	terms, end := f.termsAt(v, s.First, s)
	if len(terms) == 0 || v < f.taken {
		return
	}
	f.taken = max(f.taken, end)
	words := f.t.Cut(s.First, v)
	for k := len(f.d.Positions) - 1; k >= 0; k-- {
		if p := &f.d.Positions[k]; shares(p.Subject, words) {
			if len(p.Terms) == 0 {
				p.Terms = terms
			}
			return
		}
	}
	// On no position yet: to leave it to them is one.
	switch m := f.clause.Modal(v); m {
	case "must", "should", "will":
	default:
		return
	}
	f.holders = f.judges(f.holders[:0], v)
	aspect := terms[0].Aspect
	at := v
	for k := s.First; k < v; k++ {
		if f.t.Tokens[k].Lower == aspect {
			at = k
		}
	}
	f.keep = f.keep[:0]
	f.noun(at, most-3)
	subject := "taking a side on"
	for _, k := range f.keep {
		subject += " " + f.t.Tokens[k].Form
	}
	f.issue = f.issue[:0]
	st := stand{topic: at, from: -1, addressee: -1, earlier: -1, condition: -1}
	f.issueWords(&st, int(f.t.Tokens[at].Left), v)
	issue, _ := f.frames.Issue(f.issue, nil)
	for _, h := range f.holders {
		if slices.Contains(terms[0].DecidedBy, h) {
			continue
		}
		f.enter(doc.Position{Holder: h, Subject: subject, Issue: issue, Parties: slices.Clone(terms[0].DecidedBy), Stance: "declines", Terms: slices.Clone(terms),
			Evidence: []doc.Span{f.t.Span(int(f.t.Tokens[at].Left), end)}, Confidence: confidence, Rule: ruleLeaving})
	}
}

// shares says whether a word of a subject stands in words, too.
func shares(subject, words string) bool {
	for w := range strings.FieldsSeq(subject) {
		if len(w) > 4 && strings.Contains(words, w) {
			return true
		}
	}
	return false
}

const ruleLeaving = "stances.txt leaving"

// leaving reads a sentence that leaves a matter to others: "the route is for Oslo and Lima to settle", "is a matter for Oman alone". It
// is a stance of its own, to take no side, unless an earlier one is about the same.
func (f *Finder) leaving(i int) (doc.Position, bool) {
	t := f.t
	p := doc.Position{Stance: "declines", Terms: []doc.Term{}, Confidence: confidence, Rule: ruleLeaving}
	if t.Tokens[i].Lower != "for" || i == 0 || t.Tokens[i].UPOS != "ADP" && t.Tokens[i].UPOS != "SCONJ" {
		return p, false
	}
	s := t.Sentences[t.SentenceOf(i)]
	be := i - 1
	matter := false
	if w := f.clause.Lemma(be); w == "matter" || w == "question" || w == "issue" || w == "choice" || w == "decision" {
		matter = true
		for be--; be > s.First && (t.Tokens[be].UPOS == "DET" || t.Tokens[be].UPOS == "ADJ"); be-- {
		}
	}
	if be < s.First || f.clause.Lemma(be) != "be" && !(be > s.First && t.Tokens[be].Lower == "up" && f.clause.Lemma(be-1) == "be") {
		return p, false
	}
	end := f.phraseEnd(i+1, s)
	alone, settle := false, false
	for j := i + 1; j < min(end+4, s.Last); j++ {
		switch {
		case t.Tokens[j].Lower == "alone":
			alone = true
		case t.Tokens[j].Lower == "to" && j+1 < s.Last && settles(f.clause.Lemma(j+1)):
			settle, end = true, min(end, j)
		}
	}
	if !matter && !alone && !settle {
		return p, false
	}
	by := f.deciders(i+1, s)
	if len(by) == 0 && settle {
		if t.Tokens[i+1].UPOS == "PRON" { // "is for them to decide"
			by = f.clause.Codes(nil, s.First, be)
		}
	}
	subj := -1
	for h := be; h < end && subj < 0; h++ {
		subj = t.Child(h, "nsubj")
	}
	if len(by) == 0 || subj < 0 || subj > be {
		return p, false
	}
	not, _ := f.notBy(i+1, s)
	first := int(t.Tokens[subj].Left)
	f.keep = f.keep[:0]
	aspect := t.Tokens[subj].Lower
	if t.Tokens[subj].UPOS == "VERB" || t.Tokens[subj].UPOS == "PRON" {
		return p, false
	}
	f.noun(subj, most-3)
	words := ""
	for _, k := range f.keep {
		words += " " + t.Tokens[k].Form
	}
	p.Subject = "taking a side on" + words
	f.settled(&p, []string{aspect}, by, not)
	f.codes = append(f.codes[:0], by...)
	f.codes = f.clause.Codes(f.codes, first, be)
	p.Parties = append([]string{}, f.codes...)
	last := end
	for last < s.Last && t.Tokens[last].Kind == lang.Word && t.Tokens[last].Lower != "but" && last < end+4 {
		last++
	}
	p.Evidence = []doc.Span{t.Span(first, last)}
	f.issue = f.issue[:0]
	st := stand{topic: subj, from: -1, addressee: -1, earlier: -1, condition: -1}
	f.issueWords(&st, first, be)
	p.Issue, _ = f.frames.Issue(f.issue, nil)
	return p, true
}

// leave enters the position that a sentence of leaving takes, or its terms with the holder's earlier one on the same.
func (f *Finder) leave(i int) {
	p, ok := f.leaving(i)
	if !ok {
		return
	}
	f.holders = f.judges(f.holders[:0], i)
	aspect := p.Terms[0].Aspect
	for _, h := range f.holders {
		if slices.Contains(p.Terms[0].DecidedBy, h) {
			continue
		}
		if k := slices.IndexFunc(f.d.Positions, func(x doc.Position) bool {
			return x.Holder == h && (x.Issue == p.Issue || len(x.Terms) == 0 && alike(x.Subject, aspect))
		}); k >= 0 {
			f.d.Positions[k].Terms = append(f.d.Positions[k].Terms, p.Terms...)
			continue
		}
		q := p
		q.Holder = h
		q.Parties = slices.DeleteFunc(slices.Clone(p.Parties), func(c string) bool { return c == h })
		if a := lang.Said(f.d, int(f.t.Tokens[i].Start)); a >= 0 {
			id := f.d.Attributions[a].ID
			q.Attribution = &id
		}
		f.enter(q)
	}
}

// settled enters a term for each aspect.
func (f *Finder) settled(p *doc.Position, aspects, by, not []string) {
	for _, a := range aspects {
		p.Terms = append(p.Terms, doc.Term{Aspect: a, DecidedBy: slices.Clone(by), NotBy: append([]string{}, not...)})
	}
}

// settles says whether a verb means to settle something.
func settles(w string) bool {
	switch w {
	case "determine", "decide", "settle", "set", "agree", "choose", "fix", "define", "shape", "judge", "resolve":
		return true
	}
	return false
}

// deciders are the actors named from token i to the next comma or "not": "the two countries", "us", "Oslo and Nairobi".
func (f *Finder) deciders(i int, s lang.Sentence) []string {
	t := f.t
	if i >= s.Last {
		return nil
	}
	end := f.phraseEnd(i, s)
	codes := f.clause.Codes(nil, i, end)
	for j := i; j < end && len(codes) == 0; j++ {
		if u := t.Tokens[j].UPOS; u == "PRON" || u == "NOUN" {
			codes = f.clause.Governments(codes, j)
		}
	}
	slices.Sort(codes)
	return codes
}

// phraseEnd is where the run of words from token i ends: at a comma, "not", a stop or a new clause.
func (f *Finder) phraseEnd(i int, s lang.Sentence) int {
	t := f.t
	for j := i; j < s.Last; j++ {
		k := &t.Tokens[j]
		if k.Kind != lang.Word && k.Kind != lang.Number && k.Form != "-" || k.Lower == "not" || k.Lower == "but" || k.Lower == "rather" || j > i && (k.UPOS == "SCONJ" || k.UPOS == "AUX") {
			return max(j, i+1)
		}
	}
	return s.Last
}

// notBy are those who do not settle it, with the token behind them: "not by us", "not for outsiders".
func (f *Finder) notBy(i int, s lang.Sentence) (codes []string, end int) {
	t := f.t
	for ; i+2 < s.Last; i++ {
		if t.Tokens[i].Lower == "not" {
			switch t.Tokens[i+1].Lower {
			case "by", "for":
				return f.deciders(i+2, s), f.phraseEnd(i+2, s)
			}
		}
	}
	return nil, 0
}

// aspects are the heads of the nouns that end before token k, in order: "pace" and "scope" of "the exact pace and scope of the talks".
// They begin at token i or behind it.
func (f *Finder) aspects(i, k int) []string {
	var out []string
	t := f.t
	head := true // the next word to the left is the head of its noun phrase
	for k--; k >= i; k-- {
		w := &t.Tokens[k]
		switch {
		case w.Form == "," || w.Lower == "and" || w.Lower == "or":
			head = true
			continue
		case w.UPOS == "ADP":
			if w.Lower != "of" && w.Lower != "for" && w.Lower != "in" && w.Lower != "on" && w.Lower != "between" {
				return f.reversed(out)
			}
			out, head = out[:0], true // it only told whose aspects
			continue
		case w.UPOS == "DET" || w.UPOS == "PRON" && t.Is(k, "nmod:poss"):
			if k > i && t.Tokens[k-1].UPOS == "ADP" || k > i && (t.Tokens[k-1].Form == "," || t.Tokens[k-1].Lower == "and") {
				continue
			}
			return f.reversed(out)
		}
		if w.UPOS != "NOUN" && w.UPOS != "ADJ" && w.UPOS != "PROPN" && w.UPOS != "VERB" || w.UPOS == "VERB" && !head {
			return f.reversed(out)
		}
		if head {
			out = append(out, w.Lower)
			head = false
		}
	}
	return f.reversed(out)
}

func (f *Finder) reversed(out []string) []string {
	slices.Reverse(out)
	return out
}
