package attribution

import (
	"readout/internal/know"
	"readout/internal/lang"
	"readout/internal/lang/model/linear"
)

// most sentences and quotations that a content goes on over, either way.
const farSentences = 12

// mostStarts is how many places content is thought to begin at behind a cue.
const mostStarts = 14

// core is the stretch of cue and source together, which content stands before or behind.
func (r *Relation) core() Stretch {
	c := r.Cue
	if !r.Source.Empty() {
		c = Stretch{min(c.First, r.Source.First), max(c.Last, r.Source.Last)}
	}
	return c
}

// word says whether token i has letters or digits.
func (f *Finder) word(i int) bool {
	k := f.t.Tokens[i].Kind
	return k == lang.Word || k == lang.Number
}

// back is where a Stretch that ends at e ends without the marks at its end, not before first.
func (f *Finder) back(e, first int) int {
	for e > first && !f.word(e-1) {
		e--
	}
	return e
}

// findContent chooses the content of the relation whose cue has head i.
func (f *Finder) findContent(r *Relation, i int, s *lang.Sentence) {
	r.pBefore, r.pAfter = 1, 1
	f.contentBefore(r, i, s)
	f.contentAfter(r, i, s)
}

func (f *Finder) contentBefore(r *Relation, i int, s *lang.Sentence) {
	core := r.core()
	q := &f.ask
	q.begin(BeforeLast)
	chained := f.chainedOn(core.Last, s)
	if !chained {
		q.option(None)
	}
	c := &f.atoms[i]
	q.two(1, c.lemma, c.shape)
	q.two(2, c.tag, c.shape)
	q.two(3, c.lemma, bin(core.First-s.First, 2))
	q.two(4, c.tag, f.quotesNear(i, s))
	q.two(5, c.lemma, f.at(core.Last, s).form)
	q.three(6, c.tag, f.at(core.Last, s).tag, flag(core.First == r.Cue.First))
	q.two(7, c.rel, c.tag)
	q.two(8, c.tag, f.at(core.First-1, s).form)
	n := len(q.options)
	if chained {
		q.features = q.features[:0]
	}
	for e, seen := core.First, -1; e > s.First && e > core.First-reach/2 && len(q.options) < 8; e-- {
		p := f.back(e, s.First)
		if p == seen || p == s.First || e < core.First && f.word(e-1) && f.word(min(e, len(f.t.Tokens)-1)) {
			continue
		}
		seen = p
		f.beforeLastFeatures(r, p, i, core, s)
	}
	if s.First > 0 && core.First-s.First < 8 && (f.t.Tokens[s.First-1].Kind == lang.Close || f.atoms[s.First-1].inQuote) {
		f.beforeLastFeatures(r, f.back(s.First, 0), i, core, s)
	}
	if len(q.options) == n {
		return
	}
	last, p := f.choose(i)
	r.doubt(q)
	r.pBefore = p
	if last == None || last == 0 {
		return
	}
	first, p := f.beforeFirst(r, last, i, core)
	r.pBefore *= p
	if first < last {
		r.Before = Stretch{first, last}
	}
}

// beforeLastFeatures describes content that ends before token p.
func (f *Finder) beforeLastFeatures(r *Relation, p, i int, core Stretch, s *lang.Sentence) {
	t, q := f.t, &f.ask
	q.option(p)
	c := &f.atoms[i]
	near := flag(p == f.back(core.First, s.First))
	between := nothing
	if p < core.First {
		between = f.atoms[p].form
	}
	inside := f.atoms[p-1].inQuote
	q.three(20, near, between, c.lemma)
	q.three(21, near, between, flag(inside))
	q.three(22, near, flag(inside), c.tag)
	q.three(23, flag(p <= s.First), flag(inside), c.lemma)
	q.three(24, near, f.at(core.Last, s).form, between)
	q.three(25, near, f.at(core.Last, s).tag, flag(core.First == r.Cue.First))
	top := &beyond
	hangs := uint64(0)
	if p > s.First {
		n := f.atoms[p-1].right
		top, hangs = &f.atoms[n], f.attach(int(n), i, r)
	}
	q.three(26, near, top.rel, hangs)
	q.three(27, top.rel, hangs, c.lemma)
	q.three(28, near, c.rel, between)
	q.three(29, near, c.lemma, c.rel)
	q.three(30, near, bin(p-s.First, 4), c.tag)
	q.three(31, near, f.at(s.First, s).form, flag(f.atoms[s.First].inQuote))
	q.three(32, near, c.shape, c.tag)
	q.three(33, bin(core.First-p, 6), flag(inside), c.tag)
	q.two(34, near, f.at(core.First, s).tag)
	q.three(35, near, between, f.at(core.Last, s).form)
	// How it looks, whatever the tree: a verb in what stands before, what follows the cue, the first word.
	comma := flag(p < core.First && f.t.Tokens[p].Form == ",")
	clause := uint64(0)
	if p > s.First {
		clause = f.verbs(max(s.First, p-reach), p)
	}
	ahead := f.verbs(core.Last, min(s.Last, core.Last+reach))
	q.three(38, near, comma, bins[clause<<2|ahead])
	q.three(39, comma, bins[clause<<2|ahead], bin(s.Last-core.Last, 6))
	q.three(40, comma, bins[clause<<2|ahead], f.at(s.First, s).tag)
	q.three(41, comma, bins[clause<<2|ahead], f.at(s.First, s).form)
	q.three(42, comma, c.lemma, bins[clause<<2|ahead])
	q.three(43, comma, f.at(core.Last, s).form, bins[clause<<2|ahead])
	q.three(44, comma, bin(p-s.First, 5), bins[clause])
	root := int32(s.Root)
	q.three(36, near, flag(t.Above(int(root), i)), flag(p > s.First && int(root) < p))
	q.three(37, near, flag(c.clause >= 0 && int(c.clause) < core.First), c.lemma)
}

// attach tells what node n hangs on, seen from the cue with head i.
func (f *Finder) attach(n, i int, r *Relation) uint64 {
	t := f.t
	h := int(t.Tokens[n].Head)
	switch {
	case t.Above(n, i):
		return bins[33]
	case h == i:
		return bins[34]
	case h < 0:
		return bins[35]
	case h == r.sourceHead:
		return bins[36]
	case t.Above(i, h):
		return bins[37]
	case t.Above(h, i):
		return bins[38]
	}
	return bins[39]
}

// edge says whether a phrase may begin at token j: a node of the tree does that is more than a modifier before a noun, or a
// mark stands before it.
func (f *Finder) edge(j, first int) bool {
	if !f.word(j) {
		return false
	}
	if j == first || !f.word(j-1) {
		return true
	}
	n := f.atoms[j].left
	if int(f.t.Tokens[n].Left) != j {
		return f.atoms[j].upos == verb || f.atoms[j-1].upos == conjunction
	}
	switch f.t.Tokens[n].Deprel {
	case "amod", "compound", "flat", "nummod", "fixed", "punct", "goeswith":
		return false
	}
	return true
}

// beforeFirst chooses where content begins that ends before token p.
func (f *Finder) beforeFirst(r *Relation, p, i int, core Stretch) (first int, sure float32) {
	t, q := f.t, &f.ask
	s := &t.Sentences[t.SentenceOf(p-1)]
	q.begin(BeforeFirst)
	for j := p - 1; j >= max(s.First, p-reach); j-- {
		if f.edge(j, s.First) {
			f.beforeFirstFeatures(j, p, i, s)
		}
	}
	// A quotation that goes back over the sentences before.
	quote := t.QuoteOf(p - 1)
	if quote < 0 && f.word(s.First) {
		quote = t.QuoteOf(s.First)
	}
	si := t.SentenceOf(p - 1)
	for n := 1; quote >= 0 && n < farSentences && si-n >= 0; n++ {
		x := &t.Sentences[si-n]
		if t.Quotes[quote].First >= x.Last {
			if quote == 0 || !t.Quotes[quote-1].Continues {
				break
			}
			quote--
		}
		j := max(x.First, t.Quotes[quote].First)
		for j < x.Last-1 && !f.word(j) {
			j++
		}
		f.beforeFirstFeatures(j, p, i, s)
	}
	if len(q.options) == 0 {
		return p - 1, 0.5
	}
	return f.choose(i)
}

// beforeFirstFeatures describes content that begins at token j and ends before p.
func (f *Finder) beforeFirstFeatures(j, p, i int, s *lang.Sentence) {
	t, q := f.t, &f.ask
	q.option(j)
	c, a := &f.atoms[i], &f.atoms[j]
	inside, insideEnd := a.inQuote, f.atoms[p-1].inQuote
	prev := &beyond
	if j > 0 {
		prev = &f.atoms[j-1]
	}
	opens := j > 0 && t.Tokens[j-1].Kind == lang.Open || t.Tokens[j].Kind == lang.Open
	whole := t.QuoteOf(j) >= 0 && t.QuoteOf(j) == t.QuoteOf(p-1)
	place := bins[40]
	if j == s.First || j > s.First && f.back(j, s.First) == s.First {
		place = bins[41]
	} else if j < s.First {
		place = bins[42]
	}
	ql := uint64(0)
	if opens {
		ql |= 1
	}
	if whole {
		ql |= 2
	}
	if inside {
		ql |= 4
	}
	if insideEnd {
		ql |= 8
	}
	quotes := bins[ql]
	q.two(1, place, quotes)
	q.three(2, place, quotes, c.tag)
	q.three(3, place, a.form, flag(inside))
	q.three(4, prev.form, quotes, place)
	q.three(5, prev.form, a.tag, flag(inside))
	q.three(6, f.atoms[a.left].rel, prev.tag, flag(insideEnd))
	q.three(7, place, bin((p-j)/4, 8), quotes)
	q.three(8, f.atoms[a.left].rel, flag(int(t.Tokens[a.left].Right) >= p), place)
	q.three(9, flag(t.Above(int(a.left), i)), flag(int(t.Tokens[a.left].Right) >= p), f.atoms[a.left].rel)
	q.three(10, c.lemma, place, quotes)
	q.three(11, prev.lemma, prev.tag, place)
	q.three(12, a.form, prev.form, quotes)
	q.three(16, odds(f.likeliest(max(j-4, s.First, 0), j)), place, prev.form)
	q.three(17, odds(f.likeliest(j, p)), place, quotes)
	if j > s.First {
		q.three(18, f.atoms[f.atoms[j-1].right].rel, prev.form, a.tag)
		q.three(19, odds(f.likeliest(max(s.First, j-reach), j)), place, flag(insideEnd))
	}
	c0 := f.atoms[a.left].rel
	q.three(13, flag(t.Above(i, int(a.left))), c0, c.lemma)
	q.three(14, flag(j > 0 && t.Tokens[j-1].Form == ","), place, flag(f.commaBetween(j, p)))
	clause := c.clause
	q.three(15, flag(clause >= 0 && int(t.Tokens[clause].Left) == j), flag(clause >= 0 && int(clause) < p), place)
}

// commaBetween says whether a comma outside quotations stands between two tokens.
func (f *Finder) commaBetween(a, b int) bool {
	for k := a; k < b; k++ {
		if f.t.Tokens[k].Form == "," && !f.atoms[k].inQuote {
			return true
		}
	}
	return false
}

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
	next := f.at(core.Last, s)
	q.three(1, c.lemma, c.shape, shape)
	q.three(2, c.tag, c.shape, shape)
	q.three(3, next.form, shape, c.lemma)
	q.three(4, next.tag, shape, c.tag)
	q.three(5, c.tag, shape, f.quotesNear(i, s))
	q.two(6, shape, bin(s.Last-core.Last, 4))
	q.three(7, shape, next.form, f.at(core.Last+1, s).tag)
	q.three(8, c.rel, c.tag, shape)
	if r.Before.Empty() && core.Last >= s.Last-1 {
		q.one(9, c.lemma)
	}
	if !r.Before.Empty() {
		// Whether what stands before is only the beginning.
		verbs, comma := bins[f.verbs(core.Last, min(s.Last, core.Last+reach))], flag(next.form == commaForm)
		hangs := uint64(0)
		if r.Before.Last > s.First {
			top := f.atoms[r.Before.Last-1].right
			hangs = bins[uint64(one(int(f.t.Tokens[top].Head) >= core.Last))<<1|uint64(one(s.Root >= core.Last))]
		}
		first := &f.atoms[r.Before.First]
		q.three(10, verbs, comma, hangs)
		q.three(11, verbs, comma, first.form)
		q.three(12, verbs, hangs, shape)
		q.three(13, comma, hangs, first.tag)
		q.three(14, comma, bin(s.Last-core.Last, 8), shape)
		q.three(15, comma, f.at(core.Last+1, s).form, shape)
		q.three(16, comma, f.at(core.Last+1, s).tag, hangs)
	}
	ahead := f.quoteAhead(core.Last, s)
	q.three(17, shape, ahead, flag(core.First == r.Cue.First))
	q.three(18, shape, ahead, c.lemma)
	q.three(19, shape, ahead, next.form)
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
	q.three(20, near, a.form, shape)
	q.three(21, near, prev.form, shape)
	q.three(22, near, c.lemma, shape)
	q.three(23, top.rel, hangs, near)
	q.three(24, top.rel, hangs, c.lemma)
	q.three(25, top.rel, hangs, c.tag)
	q.three(26, top.rel, hangs, a.form)
	q.three(27, a.form, c.lemma, shape)
	q.three(28, a.tag, c.lemma, shape)
	q.three(29, a.form, prev.form, near)
	q.three(30, flag(a.inQuote), flag(prev.inQuote), near)
	q.three(31, flag(a.inQuote), shape, near)
	q.three(32, c.tag, near, a.tag)
	q.three(33, prev.form, a.tag, c.tag)
	q.three(34, top.tag, top.rel, hangs)
	q.three(35, top.fine, top.rel, c.fine)
	q.three(36, flag(c.clause >= 0 && int(n) == int(c.clause)), flag(c.clause >= 0), near)
	q.three(37, flag(c.clause >= 0 && t.Above(int(c.clause), j)), top.rel, hangs)
	q.three(38, f.at(core.Last, s).form, near, flag(f.commaBetween(core.Last, j)))
	q.three(39, prev.tag, a.tag, next.tag)
	q.three(40, a.form, next.form, hangs)
	q.three(44, odds(f.likeliest(core.Last, j)), near, shape)
	q.three(45, odds(top.cue), top.rel, hangs)
	opens := flag(prev.inQuote && t.Tokens[j-1].Kind == lang.Open || t.Tokens[j].Kind == lang.Open)
	q.three(46, opens, shape, flag(j >= s.Last))
	q.three(47, opens, shape, c.lemma)
	q.three(48, opens, shape, odds(f.likeliest(core.Last, min(j, core.Last+reach))))
	q.three(49, opens, shape, bins[f.verbs(core.Last, min(j, core.Last+reach))])
	q.three(50, opens, shape, prev.form)
	if j >= s.Last {
		q.three(41, flag(t.Sentences[t.SentenceOf(j)].Paragraph != s.Paragraph), shape, flag(t.Tokens[s.Last-1].Form == ":"))
		q.three(42, bin(s.Last-core.Last, 6), shape, flag(f.atoms[s.Last-1].inQuote))
		q.three(43, flag(f.ownCue(j)), shape, flag(t.Sentences[t.SentenceOf(j)].Paragraph != s.Paragraph))
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
		f.pass(r, a, e-1, i)
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
	n, top := last.right, f.atoms[last.right].rel
	next := f.at(e, s)
	hangs, nextRel, nextTop, inContent, nn := bins[44], outside, &beyond, bins[44], int32(-1)
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
	q.three(10, place, ql, re)
	q.three(11, place, ql, shape)
	q.three(12, place, re, c.lemma)
	q.three(13, place, re, c.tag)
	q.three(14, next.form, ql, hangs)
	q.three(15, next.form, nextRel, hangs)
	q.three(16, next.form, after.form, ql)
	q.three(17, nextRel, hangs, inContent)
	q.three(18, nextRel, next.tag, f.atoms[start].rel)
	q.three(19, nextRel, inContent, nextTop.tag)
	q.three(20, top, re, nextRel)
	q.three(21, bin((e-a)/3, 10), place, ql)
	q.three(22, bin((e-a), 4), c.tag, from.tag)
	q.three(23, bin(f.passed.commas, 4), place, next.form)
	q.three(24, place, from.form, re)
	q.three(25, c.lemma, next.form, inContent)
	q.three(26, c.lemma, bin((e-a)/2, 5), place)
	q.three(27, f.atoms[start].rel, re, place)
	q.three(28, after.form, nextRel, next.form)
	q.three(29, nextTop.lemma, nextRel, hangs)
	q.three(30, nextTop.fine, nextRel, hangs)
	q.three(31, place, flag(s.Last-e < 4), ql)
	q.three(32, last.form, next.form, flag(last.inQuote))
	q.three(33, last.tag, next.tag, inContent)
	q.three(34, f.atoms[n].tag, top, place)
	q.three(35, c.rel, hangs, next.form)
	q.three(36, flag(c.subject >= 0), hangs, nextRel)
	q.three(37, from.tag, f.atoms[start].rel, hangs)
	q.three(38, after.lemma, next.form, inContent)

	// Whether the next phrase is a cue itself, and what the content would hold that is hardly its own.
	cue := f.likeliest(e, min(s.Last, e+8))
	q.three(39, odds(cue), hangs, next.form)
	q.three(40, odds(nextTop.cue), hangs, nextRel)
	q.three(41, f.passed.value(), place, re)
	q.three(42, f.passed.value(), hangs, next.form)
	q.three(43, odds(f.passed.cue), place, hangs)
	q.three(44, f.passed.out, place, nextRel)
	q.three(45, nextTop.tag, c.tag, hangs)
	q.three(46, nextTop.tag, f.atoms[start].tag, inContent)
	q.three(47, f.childForm2(nn, "mark"), nextRel, hangs)
	q.three(48, f.childForm2(nn, "advmod"), nextRel, inContent)
	q.three(49, f.childForm2(nn, "case"), nextRel, hangs)
	q.three(50, f.childForm2(nn, "case"), c.lemma, hangs)
	q.three(51, flag(nextTop.subject >= 0), nextRel, next.form)
	q.three(52, f.lemmaOf(nextTop.subject), nextRel, next.form)
	q.three(53, nextTop.fine, f.childForm2(nn, "case"), nextRel)
	q.three(54, c.coarse, next.form, hangs)
	q.three(55, bin(e-a, 12), f.atoms[start].rel, flag(e == end))
	// Whether it is a whole: its own head and a finite verb in it.
	whole := bins[uint64(f.passed.verbs)<<1|uint64(min(1, max(0, int(start)-e+1)))]
	q.three(56, whole, place, from.form)
	q.three(57, whole, next.form, hangs)
	q.three(58, whole, c.lemma, place)
	q.three(59, whole, from.tag, f.atoms[start].rel)
}

// passed is what content would hold that ends where it is looked at.
type passed struct {
	commas int
	verbs  uint8 // 0: none, 1: such as are not finite, 2: finite ones
	v      uint8
	cue    float32 // the likeliest cue that is joined to this one, or over it
	out    uint64  // the relation of the last phrase that hangs on the cue or above it
}

func (p *passed) value() uint64 { return bins[p.v&31] }

// pass takes token k into what content from token a on would hold.
func (f *Finder) pass(r *Relation, a, k, i int) {
	t, p := f.t, &f.passed
	x := &t.Tokens[k]
	p.verbs = max(p.verbs, uint8(f.verbs(k, k+1)))
	if x.Form == "," && !f.atoms[k].inQuote {
		p.commas++
	}
	if int(x.Head) >= a || k == a {
		return
	}
	switch {
	case int(x.Head) == i:
		switch {
		case x.Deprel == "conj":
			p.v |= 1
			p.cue = max(p.cue, f.atoms[k].cue)
		case x.Deprel == "advcl":
			p.v |= 2
		case f.t.Is(k, "obl"):
			p.v |= 4
		case x.Deprel == "ccomp" || x.Deprel == "obj" || x.Deprel == "xcomp" || x.Deprel == "punct":
			return
		}
		p.out = f.atoms[k].rel
	case x.Head >= 0 && t.Above(int(x.Head), i) && x.Deprel != "punct":
		p.v |= 8
		p.out = f.atoms[k].rel
		p.cue = max(p.cue, f.atoms[k].cue)
		if x.Deprel == "conj" {
			p.v |= 16
		}
	}
}

// likeliest is how likely the likeliest cue among the tokens from a up to b is one.
func (f *Finder) likeliest(a, b int) float32 {
	p := float32(0)
	for k := a; k < b; k++ {
		p = max(p, f.atoms[k].cue)
	}
	return p
}

// childForm2 is childForm for a token that may be -1.
func (f *Finder) childForm2(i int32, rel string) uint64 {
	if i < 0 {
		return nothing
	}
	return f.childForm(int(i), rel)
}

// verbs says what verbs stand among the tokens from a up to b: none, such as are not finite, finite ones.
func (f *Finder) verbs(a, b int) uint64 {
	v := uint64(0)
	for k := a; k < b; k++ {
		if u := f.atoms[k].upos; u == verb || u == auxiliary {
			switch f.t.Tokens[k].XPOS {
			case "VBD", "VBZ", "VBP", "MD":
				return 2
			}
			v = 1
		}
	}
	return v
}

// chainedOn says whether another saying of the same source follows at token k: "said, adding that ...", "said declaring that ...".
func (f *Finder) chainedOn(k int, s *lang.Sentence) bool {
	if k < s.Last && f.t.Tokens[k].Form == "," {
		k++
	}
	if k >= s.Last || f.t.Tokens[k].XPOS != "VBG" || f.atoms[k].cue < leastChained {
		return false
	}
	c, n := f.known.At(f.t.From(k))
	return n > 0 && c.Form == know.Gerund && c.Uses&know.Participial != 0
}

// leastChained is how likely a cue must be one to be chained on to another.
const leastChained = 0.3

var commaForm = linear.HashLower(",")

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
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
