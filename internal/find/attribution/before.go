package attribution

import (
	"readout/internal/lang"
)

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
		if p := f.back(s.First, 0); p > 0 { // more than marks stand before
			f.beforeLastFeatures(r, p, i, core, s)
		}
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
	q := &f.ask
	q.option(p)
	c := &f.atoms[i]
	near := flag(p == f.back(core.First, s.First))
	between := nothing
	if p < core.First {
		between = f.atoms[p].form
	}
	inside := f.atoms[p-1].inQuote
	q.three(9, near, between, c.lemma)
	q.three(10, near, between, flag(inside))
	q.three(11, flag(p <= s.First), flag(inside), c.lemma)
	q.three(12, near, f.at(core.Last, s).form, between)
	q.three(13, near, f.at(core.Last, s).tag, flag(core.First == r.Cue.First))
	top := &beyond
	hangs := uint64(0)
	if p > s.First {
		n := f.atoms[p-1].right
		top, hangs = &f.atoms[n], f.attach(int(n), i, r)
	}
	q.three(14, near, top.rel, hangs)
	q.three(15, top.rel, hangs, c.lemma)
	q.three(16, near, c.rel, between)
	q.three(17, near, c.lemma, c.rel)
	q.three(18, near, f.at(s.First, s).form, flag(f.atoms[s.First].inQuote))
	q.three(19, bin(core.First-p, 6), flag(inside), c.tag)
	q.two(20, near, f.at(core.First, s).tag)
	q.three(21, near, between, f.at(core.Last, s).form)
	// How it looks, whatever the tree: a verb in what stands before, what follows the cue, the first word.
	comma := flag(p < core.First && f.t.Tokens[p].Form == ",")
	clause := uint64(0)
	if p > s.First {
		clause = f.verbs(max(s.First, p-reach), p)
	}
	ahead := f.verbs(core.Last, min(s.Last, core.Last+reach))
	q.three(22, near, comma, bins[clause<<2|ahead])
	q.three(23, comma, bins[clause<<2|ahead], bin(s.Last-core.Last, 6))
	q.three(24, comma, bins[clause<<2|ahead], f.at(s.First, s).tag)
	q.three(25, comma, c.lemma, bins[clause<<2|ahead])
	q.three(26, comma, f.at(core.Last, s).form, bins[clause<<2|ahead])
	q.three(27, comma, bin(p-s.First, 5), bins[clause])
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
	q.three(1, place, quotes, c.tag)
	q.three(2, place, a.form, flag(inside))
	q.three(3, prev.form, a.tag, flag(inside))
	q.three(4, f.atoms[a.left].rel, prev.tag, flag(insideEnd))
	q.three(5, place, bin((p-j)/4, 8), quotes)
	q.three(6, f.atoms[a.left].rel, flag(int(t.Tokens[a.left].Right) >= p), place)
	q.three(7, flag(t.Above(int(a.left), i)), flag(int(t.Tokens[a.left].Right) >= p), f.atoms[a.left].rel)
	q.three(8, c.lemma, place, quotes)
	q.three(9, prev.lemma, prev.tag, place)
	if j > s.First {
		q.three(10, odds(f.likeliest(max(s.First, j-reach), j)), place, flag(insideEnd))
	}
	c0 := f.atoms[a.left].rel
	q.three(11, flag(t.Above(i, int(a.left))), c0, c.lemma)
	q.three(12, flag(j > 0 && t.Tokens[j-1].Form == ","), place, flag(f.commaBetween(j, p)))
	clause := c.clause
	q.three(13, flag(clause >= 0 && int(t.Tokens[clause].Left) == j), flag(clause >= 0 && int(clause) < p), place)
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
