package event

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// refusal is what somebody says that they will not do.
var refusal = &know.Entry{Rule: "will not", Type: "REJECT", CAMEO: "120", Actors: []string{"subj"}, Recipients: []string{"with", "to", "inner"}}

// matchRefusal finds what somebody says that they will not do, where no entry tells it: "said that it would not yield", "we will not
// negotiate with Oslo".
func (f *Finder) matchRefusal() {
	t := f.t
	for i := f.s.First; i < f.s.Last; i++ {
		if f.of[i] >= 0 || !f.in(f.is.refusable, i) || !verbal(&t.Tokens[i]) || !f.refuses(i) {
			continue
		}
		h := int(t.Tokens[i].Head)
		if !(t.Is(i, "ccomp") && h >= 0 && f.speaks(h)) && (t.QuoteOf(i) < 0 || lang.Said(f.d, int(t.Tokens[i].Start)) < 0) {
			continue
		}
		if fr := f.frame(i, 0); fr.subj >= 0 && !fr.passive && f.actorLike(fr.subj) && !(t.QuoteOf(i) >= 0 && f.third(fr.subj)) {
			f.add(act{entry: refusal, head: i, verb: i, frame: fr, kind: know.Future{Type: refusal.Type, CAMEO: refusal.CAMEO}})
		}
	}
}

// third says whether token i is a pronoun of the third person, which in somebody's own words is another.
func (f *Finder) third(i int) bool {
	switch f.t.Tokens[i].Lower {
	case "he", "she", "it", "they":
		return true
	}
	return false
}

// refuses says whether a clause says what will not be done.
func (f *Finder) refuses(i int) bool {
	will, not := false, false
	for c := range f.t.Children(i) {
		switch w := f.t.Tokens[c].Lower; {
		case f.negates(c):
			not = true
		case f.t.Is(c, "aux"):
			will = will || w == "will" || w == "would" || w == "wo" || w == "shall" || w == "'ll" || w == "’ll"
		case f.t.Is(c, "advcl") && f.conditionClause(c):
			return false // "would not yield unless"
		}
	}
	return will && not
}
