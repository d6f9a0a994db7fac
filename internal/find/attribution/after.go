package attribution

import (
	"readout/internal/lang"
)

// mostStarts is how many places content is thought to begin at behind a cue.
const mostStarts = 10

func (f *Finder) contentAfter(r *Relation, i int, s *lang.Sentence) {
	t, q := f.t, &f.ask
	core := r.core()
	if !r.Before.Empty() && f.chainedOn(core.Last, s) {
		return
	}
	c := &f.atoms[i]
	q.begin(AfterFirst)
	q.option(None)
	shape := f.beforeShape(r)
	q.three(1, c.tag, shape, f.quotesNear(i, s))
	q.two(2, shape, bin(s.Last-core.Last, 4))
	q.three(3, shape, f.quoteAhead(core.Last, s), flag(core.First == r.Cue.First))
	n := len(q.options)
	rank := 0
	for j := core.Last; j < min(s.Last, core.Last+reach/2) && rank < mostStarts; j++ {
		if f.edge(j, core.Last) {
			f.afterFirstFeatures(r, j, i, rank, core, shape, s)
			rank++
		}
	}
	if si := t.SentenceOf(i) + 1; si < len(t.Sentences) {
		x := &t.Sentences[si]
		j := x.First
		for j < x.Last-1 && !f.word(j) {
			j++
		}
		if f.atoms[x.First].inQuote || t.Tokens[s.Last-1].Form == ":" || core.Last >= s.Last-1 && t.Tokens[s.Last-1].Form == "," {
			f.afterFirstFeatures(r, j, i, rank, core, shape, s)
		}
	}
	if len(q.options) == n {
		return
	}
	first, p := f.choose(i)
	r.doubt(q)
	r.pAfter = p
	if first == None {
		if first = f.takenUp(r, core, s); first == None {
			return
		}
	}
	last, p := f.afterLast(r, first, i, shape)
	r.otherLast, r.pOtherLast = q.other, r.pAfter*q.pOther
	r.pAfter *= p
	r.After = Stretch{first, last}
}

// beforeShape says what content there is before: none, a quotation, other.
func (f *Finder) beforeShape(r *Relation) uint64 {
	switch {
	case r.Before.Empty():
		return bins[33]
	case f.atoms[r.Before.Last-1].inQuote && f.atoms[r.Before.First].inQuote:
		return bins[34]
	case f.atoms[r.Before.Last-1].inQuote:
		return bins[35]
	}
	return bins[36]
}

// afterFirstFeatures describes content that begins at token j, before which rank other phrases stand.
func (f *Finder) afterFirstFeatures(r *Relation, j, i, rank int, core Stretch, shape uint64, s *lang.Sentence) {
	t, q := f.t, &f.ask
	q.option(j)
	c, a, prev := &f.atoms[i], &f.atoms[j], &f.atoms[j-1]
	n := a.left
	top := &f.atoms[n]
	hangs := f.attach(int(n), i, r)
	near := bin(rank, 4)
	next := f.at(j+1, s)
	if j >= s.Last {
		near, next = bins[45], &beyond
	}
	q.three(4, near, a.form, shape)
	q.three(5, near, prev.form, shape)
	q.three(6, near, c.lemma, shape)
	q.three(7, top.rel, hangs, c.lemma)
	q.three(8, top.rel, hangs, c.tag)
	q.three(9, top.rel, hangs, a.form)
	q.three(10, a.form, c.lemma, shape)
	q.three(11, a.tag, c.lemma, shape)
	q.three(12, a.form, prev.form, near)
	q.three(13, prev.form, a.tag, c.tag)
	q.three(14, flag(c.clause >= 0 && int(n) == int(c.clause)), flag(c.clause >= 0), near)
	q.three(15, f.at(core.Last, s).form, near, flag(f.commaBetween(core.Last, j)))
	q.three(16, prev.tag, a.tag, next.tag)
	q.three(17, odds(top.cue), top.rel, hangs)
	q.three(18, c.fine, a.form, near)
	q.three(19, prev.form, a.form, c.tag)
	q.three(20, a.tag, next.tag, near)
	q.three(21, top.who, top.rel, hangs)
	opens := flag(prev.inQuote && t.Tokens[j-1].Kind == lang.Open || t.Tokens[j].Kind == lang.Open)
	q.three(22, opens, shape, flag(j >= s.Last))
	q.three(23, opens, shape, bins[f.verbs(core.Last, min(j, core.Last+reach))])
	q.three(24, opens, shape, prev.form)
	if j >= s.Last {
		q.three(25, flag(f.ownCue(j)), shape, flag(t.Sentences[t.SentenceOf(j)].Paragraph != s.Paragraph))
	}
}

// ownCue says whether behind the quotation of token j, before the end of its sentence, a verb follows with a subject.
func (f *Finder) ownCue(j int) bool {
	t := f.t
	q := t.QuoteOf(j)
	if q < 0 {
		return false
	}
	e := t.Quotes[q].Last
	if e >= len(t.Tokens) || t.SentenceOf(e) != t.SentenceOf(e-1) {
		return false
	}
	last := t.Sentences[t.SentenceOf(e)].Last
	for k := e; k < last && k < e+8; k++ {
		if f.atoms[k].upos == verb {
			return true
		}
	}
	return false
}

// takenUp is where a quotation that stands before cue and source is taken up again behind them, whatever the model says: the next
// one, long enough, in the same sentence or at the beginning of the next, without a cue of its own on either side. None if there is
// none such.
func (f *Finder) takenUp(r *Relation, core Stretch, s *lang.Sentence) int {
	const short = 5 // tokens
	t := f.t
	if f.teacher != nil || r.Before.Empty() || !f.atoms[r.Before.Last-1].inQuote || t.QuoteOf(r.Before.First) != t.QuoteOf(r.Before.Last-1) {
		return None
	}
	for j := core.Last; j <= s.Last && j < len(t.Tokens) && j < core.Last+reach/2; j++ {
		if f.atoms[j].cue >= leastChained {
			return None
		}
		if t.Tokens[j].Kind != lang.Open {
			continue
		}
		q := t.QuoteOf(j)
		if q >= 0 && j < s.Last && t.Quotes[q].Last < s.Last && t.Quotes[q].Last-j < short {
			j = t.Quotes[q].Last - 1 // a title: told "The Evening Hour"
			continue
		}
		if q < 0 || t.Quotes[q].Last-j < short || f.ownCue(j) || j == s.Last && f.otherParagraph(j-1, j) || !f.word(j+1) {
			return None
		}
		return j + 1
	}
	return None
}

// quoteAhead says where the next quotation begins behind token k: right there, later in the sentence, with the next sentence of the
// paragraph, with the next paragraph, or nowhere near.
func (f *Finder) quoteAhead(k int, s *lang.Sentence) uint64 {
	for j := k; j < min(s.Last, k+reach/2); j++ {
		if f.t.Tokens[j].Kind == lang.Open {
			return bins[1+one(j > k+1)]
		}
	}
	if s.Last < len(f.t.Tokens) && f.t.Tokens[s.Last].Kind == lang.Open {
		return bins[3+one(f.otherParagraph(s.Last-1, s.Last))]
	}
	return bins[5]
}
