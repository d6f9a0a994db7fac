package attribution

import (
	"math"

	"readout/internal/lang"
)

// Numbers describe a relation as a whole: how surely its parts were found, what they look like, and what else is said around it. Their
// order is the model's: whoever changes it learns the model anew.
type Numbers [mostNumbers]float32

const mostNumbers = 64

// numbering is Numbers while they are put down.
type numbering struct {
	x *Numbers
	n int
}

// add puts down the next numbers.
func (w *numbering) add(x ...float32) { w.n += copy(w.x[w.n:], x) }

func yes(b bool) float32 { return float32(one(b)) }

// logOdds are those of a probability, in bounds.
func logOdds(p float32) float32 {
	p = max(0.001, min(0.999, p))
	return float32(math.Log(float64(p / (1 - p))))
}

// survey notes what counts for all relations of the text: how much of it is said and quoted, and who says how much.
func (f *Finder) survey() {
	f.said, f.quoted = 0, 0
	f.saidBy = append(f.saidBy[:0], make([]float32, len(f.t.Entities))...)
	for k := range f.found {
		r := &f.found[k]
		if r.twin == firstChoice {
			f.said += r.pCue
		}
		r.entity = -1
		if m := f.mentionOf(r); m >= 0 {
			r.entity = f.t.Mentions[m].Entity
		}
		if r.entity >= 0 && r.twin == firstChoice {
			f.saidBy[r.entity] += r.pWords
		}
	}
	words := 0
	for i := range f.t.Tokens {
		if f.t.Tokens[i].Kind == lang.Word {
			words++
			f.quoted += yes(f.atoms[i].inQuote)
		}
	}
	f.said /= float32(max(1, words))
	f.quoted /= float32(max(1, words))
}

// numbers describe candidate k.
func (f *Finder) numbers(k int) {
	r := &f.found[k]
	f.weighed = Numbers{}
	w := &numbering{x: &f.weighed}
	w.add(logOdds(r.pWords), logOdds(r.pCue), logOdds(r.pSource), logOdds(r.pBefore), logOdds(r.pAfter), r.pCue*r.pSource*r.pBefore*r.pAfter)
	f.numberCue(w, r)
	f.numberSource(w, r)
	f.numberContent(w, r)
	f.numberRivals(w, k)
	w.add(f.said, f.quoted)
}

func (f *Finder) numberCue(w *numbering, r *Relation) {
	t := f.t
	c := &f.atoms[r.Head]
	s := &t.Sentences[t.SentenceOf(r.Head)]
	uses := float32(0)
	if x, n := f.known.At(t.From(r.Head)); n > 0 {
		uses = float32(x.Uses) + 1
	}
	above, below := float32(0), float32(0)
	if h := t.Tokens[r.Head].Head; h >= 0 {
		above = f.atoms[h].cue
	}
	if c.clause >= 0 {
		below = f.atoms[c.clause].cue
	}
	w.add(float32(c.upos), float32(tagNumbers[t.Tokens[r.Head].XPOS]), float32(relationNumbers[t.Tokens[r.Head].Deprel]), uses,
		yes(c.inQuote), yes(c.passive), yes(c.auxiliary), yes(c.subject >= 0), yes(c.doer >= 0), float32(r.Cue.Last-r.Cue.First),
		float32(r.Head-s.First), float32(s.Last-r.Head), float32(s.Last-s.First), above, below)
}

func (f *Finder) numberSource(w *numbering, r *Relation) {
	if r.Source.Empty() {
		w.add(1, 0, 0, -1, -1, 0, 0)
		return
	}
	x := &f.atoms[r.sourceHead]
	distance := r.Cue.First - r.Source.Last
	if r.Source.First > r.Head {
		distance = r.Cue.Last - r.Source.First - 1
	}
	who, said := float32(-1), float32(-1)
	if x.mention >= 0 {
		m := &f.t.Mentions[x.mention]
		who = yes(m.Pronoun) + 2*yes(m.Name) + 4*yes(m.Open) + 8*yes(m.Adjective) + 16*yes(m.Entity < 0)
	}
	if r.entity >= 0 {
		said = f.saidBy[r.entity]
		if r.twin == firstChoice {
			said -= r.pWords
		}
	}
	w.add(0, float32(distance), float32(r.Source.Last-r.Source.First), float32(x.upos), who,
		yes(int(f.atoms[r.Head].doer) == r.sourceHead), said)
}

func (f *Finder) numberContent(w *numbering, r *Relation) {
	in, all, verbs := 0, 0, uint64(0)
	sum, most := float32(0), float32(0)
	for _, x := range [...]Stretch{r.Before, r.After} {
		verbs = max(verbs, f.verbs(x.First, x.Last))
		for i := x.First; i < x.Last; i++ {
			a := &f.atoms[i]
			all++
			in += one(a.inQuote)
			sum += a.cue
			most = max(most, a.cue)
		}
	}
	s := &f.t.Sentences[f.t.SentenceOf(r.Head)]
	lead, gap, upos, rest, opens := float32(-1), float32(-1), float32(-1), float32(-1), float32(-1)
	if !r.Before.Empty() {
		lead = float32(r.Before.First - s.First)
	}
	if x := r.After; !x.Empty() {
		gap, rest = float32(x.First-r.Cue.Last), float32(s.Last-x.Last)
		upos, opens = float32(f.atoms[x.First].upos), float32(opener(f.t.Tokens[x.First].Lower))
	}
	w.add(float32(r.Before.Last-r.Before.First), float32(r.After.Last-r.After.First), float32(in)/float32(max(1, all)), float32(verbs),
		sum, most, lead, gap, upos, rest, opens)
}

// farRivals is how many candidates away others are looked at that take the same words, farFellows those that count as around.
const farRivals, farFellows = 12, 4

// rivals are what stands against a relation: how likely the likeliest is right of those that stand in its content, that hold it, that do
// both, and that share content with it; all together of the first; and of its own twins, -1 where there are none.
type rivals struct{ held, holds, both, shared, sum, twin float32 }

// meet takes x among the rivals of r.
func (v *rivals) meet(r, x *Relation) {
	in, out := r.tells(x.Head), x.tells(r.Head)
	switch {
	case x.Head == r.Head:
		v.twin = max(v.twin, x.pWords)
		return
	case in && out:
		v.both = max(v.both, x.pWords)
	case in:
		v.held = max(v.held, x.pWords)
	case out:
		v.holds = max(v.holds, x.pWords)
	case r.Before.meets(x.Before) || r.Before.meets(x.After) || r.After.meets(x.Before) || r.After.meets(x.After):
		v.shared = max(v.shared, x.pWords)
	}
	if in {
		v.sum += x.pWords
	}
}

// numberRivals tells of the candidates that candidate k meets, and of those beside it.
func (f *Finder) numberRivals(w *numbering, k int) {
	r := &f.found[k]
	s := &f.t.Sentences[f.t.SentenceOf(r.Head)]
	v := rivals{twin: -1}
	var likeliest, near, fellows, around float32 // cues: in the sentence, next to this one, how many, of the text around
	for j := max(0, k-farRivals); j < min(len(f.found), k+farRivals+1); j++ {
		x := &f.found[j]
		if j == k {
			continue
		}
		v.meet(r, x)
		if x.Head == r.Head {
			continue
		}
		if k-farFellows <= j && j <= k+farFellows {
			around += x.pCue
		}
		if s.First <= x.Head && x.Head < s.Last {
			likeliest = max(likeliest, x.pCue)
			fellows++
			if j == k-1 || j == k+1 {
				near = max(near, x.pCue)
			}
		}
	}
	same, before := float32(0), float32(0)
	if k > 0 {
		before = f.found[k-1].pWords
		same = yes(r.entity >= 0 && f.found[k-1].entity == r.entity)
	}
	w.add(v.held, v.holds, v.both, v.shared, v.sum, likeliest, near, fellows, around, same, before,
		float32(r.twin), v.twin, r.pDoubted, r.pOtherLast)
}

// tells says whether token i stands in the content of r.
func (r *Relation) tells(i int) bool { return r.Before.holds(i) || r.After.holds(i) }

// meets says whether r and o share tokens, sources aside.
func (r *Relation) meets(o *Relation) bool {
	for _, a := range [...]Stretch{r.Cue, r.Before, r.After} {
		if a.meets(o.Cue) || a.meets(o.Before) || a.meets(o.After) {
			return true
		}
	}
	return false
}

// meets says whether two stretches share tokens.
func (s Stretch) meets(o Stretch) bool { return max(s.First, o.First) < min(s.Last, o.Last) }

// opener tells how content begins.
func opener(w string) int {
	switch w {
	case "that":
		return 1
	case "to":
		return 2
	case "what", "who", "whom", "which", "how", "why", "where", "when", "whether", "if":
		return 3
	case "the", "a", "an", "this", "these", "those":
		return 4
	case "he", "she", "it", "they", "i", "we", "you", "there":
		return 5
	case "as":
		return 6
	case "of", "for", "about", "on", "against", "over":
		return 7
	case "his", "her", "its", "their", "my", "our":
		return 8
	}
	return 0
}

// The tags and relations of cues that trees tell apart; all others are 0.
var (
	tagNumbers = map[string]int{"VBD": 1, "VBZ": 2, "VBP": 3, "VB": 4, "VBG": 5, "VBN": 6, "NN": 7, "NNS": 8, "IN": 9, "JJ": 10}

	relationNumbers = map[string]int{"root": 1, "conj": 2, "ccomp": 3, "xcomp": 4, "advcl": 5, "acl": 6, "acl:relcl": 7, "parataxis": 8,
		"obj": 9, "obl": 10, "nmod": 11, "nsubj": 12, "case": 13, "punct": 14, "amod": 15, "mark": 16, "nsubj:pass": 17}
)
