package attribution

import (
	"readout/internal/lang"
)

// afterLast chooses where content ends that begins at token a.
func (f *Finder) afterLast(r *Relation, a, i int, shape uint64) (last int, sure float32) {
	t, q := f.t, &f.ask
	si := t.SentenceOf(a)
	s := &t.Sentences[si]
	q.begin(AfterLast)
	end := f.back(s.Last, a+1)
	seen := -1
	f.passed = passed{}
	for e := a + 1; e <= min(end, a+reach); e++ {
		f.pass(a, e-1, i)
		if !f.word(e - 1) {
			continue
		}
		if e < end && f.word(e) {
			n := f.atoms[e-1].right
			if int(t.Tokens[n].Right) != e || int(t.Tokens[n].Head) >= e && f.atoms[e].upos != verb && f.atoms[e].upos != auxiliary {
				continue
			}
		}
		seen = e
		f.afterLastFeatures(r, a, e, i, end, shape, s)
	}
	if seen != end && end > a {
		f.afterLastFeatures(r, a, end, i, end, shape, s)
	}
	// A quotation that goes on over the next sentences, or one that follows at once.
	for n := 1; n < farSentences && si+n < len(t.Sentences); n++ {
		x, before := &t.Sentences[si+n], &t.Sentences[si+n-1]
		if !f.atoms[x.First].inQuote {
			break
		}
		if quote := t.QuoteOf(x.First); quote != t.QuoteOf(before.Last-1) && t.Tokens[before.Last-1].Kind != lang.Close && !(quote > 0 && t.Quotes[quote-1].Continues) {
			break
		}
		e := x.Last
		if qe := t.Quotes[t.QuoteOf(x.First)].Last; qe < e {
			e = qe
		}
		f.afterLastFeatures(r, a, f.back(e, x.First+1), i, end, shape, s)
		if e < x.Last {
			break
		}
	}
	return f.choose(i)
}

// afterLastFeatures describes content from token a up to e, e not included; end is where the sentence of a ends.
func (f *Finder) afterLastFeatures(r *Relation, a, e, i, end int, shape uint64, s *lang.Sentence) {
	t, q := f.t, &f.ask
	q.option(e)
	c, from, last := &f.atoms[i], &f.atoms[a], &f.atoms[e-1]
	quotes := uint64(0)
	if from.inQuote {
		quotes |= 1
	}
	if last.inQuote {
		quotes |= 2
	}
	if from.inQuote && t.QuoteOf(a) == t.QuoteOf(e-1) {
		quotes |= 4
	}
	if e < len(t.Tokens) && f.atoms[e].inQuote && last.inQuote && f.back(t.Quotes[t.QuoteOf(e-1)].Last, a) != e {
		quotes |= 8 // the quotation goes on
	}
	ql := bins[quotes]
	place := bins[40]
	switch {
	case e == end:
		place = bins[41]
	case e > end:
		place = bins[42]
		q.three(1, place, ql, shape)
		x, before := t.SentenceOf(e-1), t.SentenceOf(e-1)-1
		q.three(2, flag(t.Sentences[x].Paragraph != t.Sentences[before].Paragraph), ql, flag(f.ownCue(t.Sentences[x].First)))
		q.three(3, flag(t.Sentences[x].Paragraph != s.Paragraph), ql, bin(x-t.SentenceOf(a), 6))
		q.three(4, flag(t.QuoteOf(t.Sentences[x].First) == t.QuoteOf(a)), ql, flag(t.Tokens[t.Sentences[before].Last-1].Kind == lang.Close))
		return
	}
	top := &f.atoms[last.right]
	next := f.at(e, s)
	hangs, nextRel, nextTop, inContent, nn := bins[44], outside, &beyond, bins[44], int32(-1)
	word, behind := &beyond, &beyond
	if e < s.Last {
		// What would follow the content: the phrase behind the marks.
		k := e
		for k < s.Last-1 && !f.word(k) {
			k++
		}
		nn = f.atoms[k].left
		hangs = f.attach(int(nn), i, r)
		nextTop = &f.atoms[nn]
		nextRel = nextTop.rel
		word, behind = f.at(k, s), f.at(k+1, s)
		inContent = flag(t.Tokens[nn].Head >= int32(a) && t.Tokens[nn].Head < int32(e))
	}
	after := &beyond
	if e < s.Last {
		after = f.at(e+1, s)
	}
	start := from.left // what the content begins with
	reachEnd := uint64(0)
	if int(t.Tokens[start].Right) == e || f.back(int(t.Tokens[start].Right), a) == e {
		reachEnd |= 1
	}
	if c.clause >= 0 && f.back(int(t.Tokens[c.clause].Right), a) == e {
		reachEnd |= 2
	}
	if f.back(int(t.Tokens[i].Right), a) == e {
		reachEnd |= 4
	}
	if h := t.Tokens[start].Head; h >= 0 && f.back(int(t.Tokens[h].Right), a) == e {
		reachEnd |= 8
	}
	re := bins[reachEnd]
	q.three(5, place, ql, re)
	q.three(6, place, ql, shape)
	q.three(7, place, re, c.tag)
	q.three(8, next.form, ql, hangs)
	q.three(9, next.form, after.form, ql)
	q.three(10, nextRel, next.tag, f.atoms[start].rel)
	q.three(11, nextRel, inContent, nextTop.tag)
	q.three(12, top.rel, re, nextRel)
	q.three(13, bin((e-a)/3, 10), place, ql)
	q.three(14, bin((e-a), 4), c.tag, from.tag)
	q.three(15, bin(f.passed.commas, 4), place, next.form)
	q.three(16, c.lemma, bin((e-a)/2, 5), place)
	q.three(17, place, flag(s.Last-e < 4), ql)
	q.three(18, last.tag, next.tag, inContent)
	q.three(19, top.tag, top.rel, place)
	q.three(20, after.lemma, next.form, inContent)

	// Whether the next phrase is a cue itself, and what the content would hold that is hardly its own.
	cue := f.likeliest(e, min(s.Last, e+8))
	q.three(21, odds(cue), hangs, next.form)
	q.three(22, odds(f.passed.cue), place, hangs)
	q.three(23, nextTop.fine, f.childForm2(nn, "case"), nextRel)
	q.three(24, bin(e-a, 12), f.atoms[start].rel, flag(e == end))
	// Whether it is a whole: its own head and a finite verb in it.
	whole := bins[uint64(f.passed.verbs)<<1|uint64(min(1, max(0, int(start)-e+1)))]
	q.three(25, whole, place, from.form)
	q.three(26, whole, c.lemma, place)
	q.three(27, bins[f.verbs(e, s.Last)], next.form, hangs)
	q.three(28, next.form, word.form, behind.tag)
	q.three(29, nextRel, word.form, inContent)
	q.three(30, whole, from.tag, f.atoms[start].rel)
}

// passed is what content would hold that ends where it is looked at.
type passed struct {
	commas int
	verbs  uint8   // 0: none, 1: such as are not finite, 2: finite ones
	cue    float32 // the likeliest cue that is joined to this one, or over it
}

// pass takes token k into what content from token a on would hold, of the cue with head i.
func (f *Finder) pass(a, k, i int) {
	t, p := f.t, &f.passed
	x := &t.Tokens[k]
	p.verbs = max(p.verbs, uint8(f.verbs(k, k+1)))
	if x.Form == "," && !f.atoms[k].inQuote {
		p.commas++
	}
	if h := int(x.Head); 0 <= h && h < a && k != a && (h == i && x.Deprel == "conj" || h != i && t.Above(h, i) && x.Deprel != "punct") {
		p.cue = max(p.cue, f.atoms[k].cue)
	}
}

// childForm2 is childForm for a token that may be -1.
func (f *Finder) childForm2(i int32, rel string) uint64 {
	if i < 0 {
		return nothing
	}
	return f.childForm(int(i), rel)
}
