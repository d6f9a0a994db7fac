package position

import (
	"slices"

	"readout/doc"
)

// takeUp finds the noun that "those talks" or "the dam" takes up, where the text named its parties before.
func (f *Finder) takeUp(st *stand) {
	const far = 80 // tokens
	t := f.t
	h := st.topic
	if t.Tokens[h].UPOS != "NOUN" || len(f.clause.Codes(f.codes[:0], int(t.Tokens[h].Left), int(t.Tokens[h].Right))) > 0 {
		return
	}
	if det := t.Child(h, "det"); det >= 0 {
		switch t.Tokens[det].Lower {
		case "the", "this", "these", "those", "that", "such":
		default:
			return
		}
	} else if int(t.Tokens[h].Left) != h && t.Tokens[t.Tokens[h].Left].Lower != "such" {
		return
	}
	lemma := f.clause.Lemma(h)
	for i := int(t.Tokens[h].Left) - 1; i >= max(0, h-far); i-- {
		if t.Tokens[i].UPOS == "NOUN" && f.clause.Lemma(i) == lemma && len(f.clause.Codes(f.codes[:0], int(t.Tokens[i].Left), f.widest(i))) > 0 {
			st.earlier = i
			return
		}
	}
}

// told is the position of another holder that the subject takes up: "welcomed the decision", "offered to host it". The subject becomes
// that position's.
func (f *Finder) told(st *stand, s *subject) *doc.Position {
	t := f.t
	h := st.topic
	if h < 0 || len(f.d.Positions) == 0 {
		return nil
	}
	var last *doc.Position
	for i := len(f.d.Positions) - 1; i >= 0; i-- { // an act before anything else
		p := &f.d.Positions[i]
		if slices.Contains(f.holders, p.Holder) || p.Rule == ruleLeaving {
			continue
		}
		act := p.Delta != nil && (*p.Delta == "new" || *p.Delta == "withdrawn" || *p.Delta == "shifted")
		if last == nil || act {
			last = p
		}
		if act {
			break
		}
	}
	if t.Tokens[h].UPOS == "VERB" && last == nil {
		last = &f.d.Positions[len(f.d.Positions)-1]
	}
	if last == nil || len(last.Evidence) == 0 || int(t.Tokens[st.cue].Start)-last.Evidence[0].End > 700 {
		return nil
	}
	lead := ""
	if f.clause.Lemma(h) == "mediate" && len(f.clause.Codes(f.codes[:0], s.first, s.widest)) == 0 {
		s.text = "mediation"
		return last // between those who were at odds just before
	}
	if t.Tokens[h].UPOS == "VERB" {
		o := t.Child(f.light(h), "obj")
		if o < 0 || t.Tokens[o].Lower != "it" && t.Tokens[o].Lower != "them" {
			return nil
		}
		if own := &f.d.Positions[len(f.d.Positions)-1]; len(own.Evidence) > 0 {
			last = own // what was told last, by whomever
		}
		noun, of := f.words.Nominal(f.clause.Lemma(f.light(h)))
		lead = noun + " " + of + " "
	} else {
		det := t.Child(h, "det")
		if det < 0 || !f.words.Is("anaphor", f.clause.Lemma(h)) || h-det > 1 || int(t.Tokens[h].Right) != h+1 {
			return nil
		}
		switch t.Tokens[det].Lower {
		case "the", "this", "that":
		default:
			return nil
		}
	}
	s.text = lead + last.Subject
	s.words = 3
	s.first, s.last, s.widest = min(h, max(s.first, 0)), max(h+1, s.last), max(h+1, s.widest)
	if s.first == 0 {
		s.first = h
	}
	return last
}

// toldOf adds the parties of the position that is taken up: who holds it and who it is about.
func (f *Finder) toldOf(last *doc.Position, dst []string) []string {
	for _, c := range append([]string{last.Holder}, last.Parties...) {
		if !slices.Contains(dst, c) {
			dst = append(dst, c)
		}
	}
	return dst
}
