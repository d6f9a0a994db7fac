package attribution

import (
	"cmp"
	"slices"
	"strings"

	"readout/internal/know"
)

// leastWeighed is how likely a relation must be right by its words for the forest to be asked.
const leastWeighed = 0.05

// judge weighs each candidate.
func (f *Finder) judge() {
	f.judgeWords()
	for k := range f.found {
		r := &f.found[k]
		if r.p = r.pWords; r.p >= leastWeighed {
			f.numbers(k)
			r.p = logistic(f.model.Forest.Score(&f.weighed))
		}
		if r.p < leastRight && f.plain(r) {
			r.p, r.rule = leastRight, byThat
		}
	}
}

// judgeWords asks of each candidate whether it is right, by its words.
func (f *Finder) judgeWords() {
	f.coverTokens()
	for k := range f.found {
		f.rightFeatures(k)
		f.found[k].pWords = logistic(f.model.Score(f.ask.features))
	}
	f.survey()
}

// coverTokens notes for each token the likeliest candidate whose content holds it.
func (f *Finder) coverTokens() {
	n := len(f.t.Tokens)
	f.cover = slices.Grow(f.cover[:0], n)[:n]
	for i := range f.cover {
		f.cover[i] = -1
	}
	for k := range f.found {
		r := &f.found[k]
		for _, c := range [...]Stretch{r.Before, r.After} {
			for i := c.First; i < c.Last; i++ {
				if o := f.cover[i]; o < 0 || f.found[o].pCue < r.pCue {
					f.cover[i] = int32(k)
				}
			}
		}
	}
}

// rightFeatures describes candidate k as a whole.
func (f *Finder) rightFeatures(k int) {
	q := &f.ask
	r := &f.found[k]
	c := &f.atoms[r.Head]
	q.begin(IsRight)
	q.option(r.Head)

	cue, source := odds(r.pCue), odds(r.pSource)
	before, after := odds(r.pBefore), odds(r.pAfter)
	all := odds(r.pCue * r.pSource * r.pBefore * r.pAfter)
	shape := uint64(0)
	if !r.Before.Empty() {
		shape |= 1
	}
	if !r.After.Empty() {
		shape |= 2
	}
	if !r.Source.Empty() {
		shape |= 4
		if r.Source.First > r.Head {
			shape |= 8
		}
	}
	sh := bins[shape]
	quoted := f.quotedPart(r)
	q.one(1, cue)
	q.one(2, all)
	q.two(3, cue, sh)
	q.two(4, all, sh)
	q.three(5, sh, quoted, all)
	q.two(6, before, sh)
	q.two(7, after, sh)
	q.two(8, source, sh)
	length := r.length()
	q.three(9, bin(length/3, 8), sh, quoted)
	q.two(10, c.tag, bin(length, 8))

	// Another that holds this one, or that this one holds.
	over := uint64(0)
	if o := f.cover[r.Head]; o >= 0 && int(o) != k {
		x := &f.found[o]
		mutual := flag(r.Before.holds(x.Head) || r.After.holds(x.Head))
		q.three(11, f.atoms[x.Head].lemma, mutual, c.tag)
		over = 1
	}
	held := max(f.likeliest(r.Before.First, min(r.Before.Last, r.Before.First+reach)), f.likeliest(r.After.First, min(r.After.Last, r.After.First+reach)))
	q.three(12, odds(held), cue, bins[over])
	if r.Source.Empty() {
		q.two(13, c.lemma, cue)
	}
	if c.inQuote {
		q.two(14, quoted, cue)
	}
	if !r.After.Empty() {
		q.three(15, f.atoms[f.atoms[r.After.First].left].rel, c.tag, quoted)
	}
	q.one(16, bins[0])
}

// odds are a probability as a value of a feature: steps of its log odds.
func odds(p float32) uint64 {
	switch {
	case p < 0.02:
		return bins[0]
	case p < 0.05:
		return bins[1]
	case p < 0.1:
		return bins[2]
	case p < 0.16:
		return bins[3]
	case p < 0.24:
		return bins[4]
	case p < 0.34:
		return bins[5]
	case p < 0.44:
		return bins[6]
	case p < 0.54:
		return bins[7]
	case p < 0.64:
		return bins[8]
	case p < 0.74:
		return bins[9]
	case p < 0.84:
		return bins[10]
	case p < 0.92:
		return bins[11]
	case p < 0.97:
		return bins[12]
	case p < 0.99:
		return bins[13]
	}
	return bins[14]
}

// quotedPart says how much of the content stands in quotation marks.
func (f *Finder) quotedPart(r *Relation) uint64 {
	switch f.kind(r) {
	case "direct":
		return bins[1]
	case "mixed":
		return bins[2]
	}
	return bins[3]
}

// pick keeps the candidates that are likely right, the likeliest first, and none that stands in the content of one that is
// kept or takes tokens of it: relations do not nest. Those of turns and their questions hold others.
func (f *Finder) pick() {
	n := len(f.cover)
	for i := range n {
		f.cover[i] = -1
	}
	f.heads = slices.Grow(f.heads[:0], n)[:n]
	clear(f.heads)
	clear(f.voices)
	slices.SortStableFunc(f.found, func(a, b Relation) int { return cmp.Compare(b.p, a.p) })
	rules := len(f.relations)
	for k := range f.relations {
		if x := &f.relations[k]; x.rule == byLabel || x.rule == bySignature {
			f.keep(k)
		}
	}
	for k := range f.found {
		r := &f.found[k]
		if r.p < leastRight {
			break
		}
		if f.supposed(r) || f.outdone(k) || f.taken(r) || f.clashes(r, rules) || !f.fits(r) {
			continue
		}
		r.confidence = f.model.Levels.At(r.p)
		f.settleSource(r)
		f.findMention(r)
		f.shareSource(r)
		f.relations = append(f.relations, *r)
		f.keep(len(f.relations) - 1)
	}
}

// outdone says whether candidates that candidate k gets in the way of, and which do not get in each other's, are together more likely
// right than it is alone.
func (f *Finder) outdone(k int) bool {
	r := &f.found[k]
	sum := float32(0)
	f.outdoing = f.outdoing[:0]
	for j := k + 1; j < len(f.found) && f.found[j].p >= leastRight; j++ {
		x := &f.found[j]
		if !r.meets(x) || f.hasKept(x) || slices.ContainsFunc(f.outdoing, func(o int) bool { return x.meets(&f.found[o]) }) {
			continue
		}
		f.outdoing = append(f.outdoing, j)
		sum += x.p
	}
	return len(f.outdoing) > 1 && sum > r.p
}

// hasKept says whether a kept relation takes tokens of r.
func (f *Finder) hasKept(r *Relation) bool {
	for _, s := range [...]Stretch{r.Cue, r.Before, r.After} {
		for i := s.First; i < s.Last; i++ {
			if f.cover[i] >= 0 {
				return true
			}
		}
	}
	return false
}

// keep notes what tokens relation k takes.
func (f *Finder) keep(k int) {
	r := &f.relations[k]
	for _, s := range [...]Stretch{r.Cue, r.Before, r.After} {
		for i := s.First; i < s.Last; i++ {
			f.cover[i] = int32(k)
		}
	}
	f.heads[r.Head] = true
}

// taken says whether a kept relation has the cue of r, or r's content the cue of a kept one. Where r is only chained on to a kept one,
// "said the port was safe, adding that ...", what r says is taken away from that.
func (f *Finder) taken(r *Relation) bool {
	for i := r.Cue.First; i < r.Cue.Last; i++ {
		if k := f.cover[i]; k >= 0 && (f.relations[k].rule != byModel || !f.chained(r, &f.relations[k])) {
			return true
		}
	}
	for _, s := range [...]Stretch{r.Before, r.After} {
		for i := s.First; i < s.Last; i++ {
			if f.heads[i] {
				return true
			}
		}
	}
	if k := f.cover[r.Head]; k >= 0 {
		x := &f.relations[k]
		x.After.Last = f.back(min(r.Head, r.Cue.First), x.After.First)
		for i := x.After.Last; i < len(f.cover) && f.cover[i] == k; i++ {
			f.cover[i] = -1
		}
	}
	return false
}

// fits takes from the content of r what others that are kept hold already, and says whether any is left.
func (f *Finder) fits(r *Relation) bool {
	for _, c := range [...]*Stretch{&r.Before, &r.After} {
		for i := c.First; i < c.Last; i++ {
			if f.cover[i] >= 0 {
				*c = Stretch{}
			}
		}
	}
	return !r.Before.Empty() || !r.After.Empty()
}

// chained says whether the cue of r hangs on that of x, behind the content that x begins with.
func (f *Finder) chained(r, x *Relation) bool {
	h := &f.t.Tokens[r.Head]
	return int(h.Head) == x.Head && (h.Deprel == "advcl" || h.Deprel == "conj") && x.After.holds(r.Cue.First) && x.After.holds(r.Head) &&
		r.Cue.First > x.After.First+2 && r.Source.First < x.After.First && r.Before.Empty()
}

// clashes says whether r gets in the way of what rules have found: the label of a turn, a reported question, what speakers say of
// themselves in their turn. It ties an answer to its reported question.
func (f *Finder) clashes(r *Relation, rules int) bool {
	for k := range f.relations[:rules] {
		x := &f.relations[k]
		switch {
		case x.rule == byLabel || x.rule == bySignature:
		case x.rule == byTurn:
			if x.Source.holds(r.Head) || r.Head >= x.Source.Last && r.Head < x.After.First {
				return true
			}
			if x.After.holds(r.Head) && !r.Source.Empty() {
				if w := f.t.Tokens[r.sourceHead].Lower; w == "i" || w == "we" {
					return true
				}
			}
		case f.t.SentenceOf(r.Head) != f.t.SentenceOf(x.Head):
		case x.After.holds(r.Head) && f.plain(r):
			// "a question about a report that warns that ..."
		case r.Head < x.After.Last:
			return true
		default:
			r.replies = x.After
			if r.Before.First < x.After.Last {
				r.Before.First = x.After.Last + 1
			}
			if r.Before.Empty() && r.After.Empty() {
				return true
			}
		}
	}
	return false
}

// supposed says whether nobody says yet what a relation holds, or it is about the reporting itself: "if they ask you to
// mediate", "Will Oslo say that ...?", "no officials said", "asked not to be named".
func (f *Finder) supposed(r *Relation) bool {
	t := f.t
	s := &t.Sentences[t.SentenceOf(r.Head)]
	first := r.Cue.First
	if !r.Source.Empty() {
		first = min(first, r.Source.First)
		switch t.Tokens[r.Source.First].Lower {
		case "no", "nobody":
			return true
		}
	}
	if f.dateline(r) {
		return true
	}
	if first > s.First {
		switch t.Tokens[first-1].Lower {
		case "if", "unless", "lest", "suppose", "should":
			return true
		}
	}
	if c := r.After; c.Last-c.First >= 4 && t.Tokens[c.First].Lower == "not" && t.Tokens[c.First+1].Lower == "to" && t.Tokens[c.First+2].Lower == "be" {
		switch t.Tokens[c.First+3].Lower {
		case "named", "identified", "quoted":
			return true
		}
	}
	if r.Source.Empty() && f.onlyPronoun(r) {
		return true // "It is said."
	}
	return !f.atoms[r.Head].inQuote && t.Asked(r.Head)
}

// dateline says whether the source of r is the place that the text is filed from: "NARVIK: The ferry will sail".
func (f *Finder) dateline(r *Relation) bool {
	return f.d.Dateline != nil && !r.Source.Empty() && r.Source.First == f.t.Sentences[0].First &&
		strings.HasPrefix(f.d.Dateline.Place, f.t.Cut(r.Source.First, r.Source.Last))
}

// onlyPronoun says whether the content of r is no more than a word like "it".
func (f *Finder) onlyPronoun(r *Relation) bool {
	n, first := r.Before.Last-r.Before.First+r.After.Last-r.After.First, r.Before.First
	if r.Before.Empty() {
		first = r.After.First
	}
	return n == 1 && f.atoms[first].upos == pronoun
}

// plain says whether r is said in so many words: a source, a verb that the dictionary knows to take "that", and "that" right
// behind it.
func (f *Finder) plain(r *Relation) bool {
	if r.Source.Empty() || r.After.Empty() || r.After.First != r.Cue.Last || f.t.Tokens[r.After.First].Lower != "that" {
		return false
	}
	c, n := f.known.At(f.t.From(r.Head))
	return n > 0 && c.Uses&know.That != 0
}
