package engagement

import (
	"slices"

	"readout/doc"
)

// mediator adds to the two whose talks the noun at token h names the government that leads them to these, as it takes part.
func (f *Finder) mediator(h int, dst []string) []string {
	v := f.verb(h)
	if v < 0 || !f.t.Is(h, "obj") || f.clause.Negated(v) {
		return dst
	}
	switch f.clause.Lemma(int(f.t.Tokens[h].Head)) {
	case "facilitate", "mediate", "broker", "moderate":
		if s := f.clause.Subject(v); s >= 0 && s < h {
			return f.clause.Governments(dst, s)
		}
	}
	return dst
}

// training reads "Norwegian officers have trained the Ghanaian coast guard since 2029": forces of one state teach those of another.
func (f *Finder) training(v int) {
	t := f.t
	s, o := f.clause.Subject(v), t.Child(v, "obj")
	if s < 0 || o < v || f.clause.Negated(v) {
		return
	}
	m := f.clause.Mention(o)
	if m < 0 || !forces(t.Mentions[m].Sector) {
		return
	}
	f.codes = f.clause.Codes(f.codes[:0], int(t.Tokens[s].Left), f.stop(s))
	if len(f.codes) == 0 {
		f.codes = f.clause.Governments(f.codes, s)
	}
	f.codes = f.clause.Codes(f.codes, int(t.Tokens[o].Left), o+1)
	if slices.Sort(f.codes); len(f.codes) != 2 || f.codes[0] == f.codes[1] {
		return
	}
	status := "ongoing"
	switch f.clause.Modal(v) {
	case "":
		switch up := int(t.Tokens[v].Head); {
		case t.Is(v, "xcomp") && up >= 0 && f.words.Is("proposes", f.clause.Lemma(up)):
			status = "proposed"
		case t.Is(v, "xcomp") && up >= 0 && f.words.Is("plans", f.clause.Lemma(up)):
			status = "planned"
		case f.clause.Mark(v) == "if":
			return
		}
	case "will":
		status = "planned"
	default:
		return
	}
	f.add(doc.Engagement{Kind: "capacity-building", Parties: append([]string{}, f.codes...), Status: status, Confidence: confidence,
		Rule: "engagements.txt train", Evidence: []doc.Span{t.Span(min(s, v), f.stop(o))}})
}

// forces says whether a sector is that of those whom states train for each other.
func forces(sector string) bool {
	switch sector {
	case "MIL", "COP", "GOV", "SPY", "JUD":
		return true
	}
	return false
}
