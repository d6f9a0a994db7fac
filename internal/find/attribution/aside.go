package attribution

import "readout/internal/lang"

// settleSource moves a source off what only stands beside it: an aside between commas ("Ida Brun, herself a judge, said"; "the
// adviser, once Oslo's envoy, said") and the address of whoever listens ("Minister, the council says").
func (f *Finder) settleSource(r *Relation) {
	if r.Source.Empty() {
		return
	}
	f.leaveAside(r)
	f.leaveAddress(r)
}

// leaveAside makes the noun before the comma the head of a source that is an aside, and its phrase with the aside the source.
func (f *Finder) leaveAside(r *Relation) {
	t := f.t
	i := r.Source.First
	if i > 0 && aside(t.Tokens[i-1].Lower) {
		i--
	}
	s := &t.Sentences[t.SentenceOf(i)]
	if !aside(t.Tokens[i].Lower) || i < s.First+2 || t.Tokens[i-1].Form != "," {
		return
	}
	at := f.nearBefore(i, len(t.Mentions)-1)
	for m := at; m >= 0; m-- {
		if x := &t.Mentions[m]; x.Last == i-1 && x.First >= s.First {
			r.Source.First = x.First
			r.sourceHead = x.Last - 1
			return
		}
	}
}

// aside says whether a word opens a phrase that tells more of whom the phrase before the comma names.
func aside(w string) bool {
	switch w {
	case "himself", "herself", "itself", "themselves", "once", "then", "formerly", "previously", "now", "later":
		return true
	}
	return false
}

// leaveAddress cuts the address from a source that begins a turn: a title or office without an article, and a comma.
func (f *Finder) leaveAddress(r *Relation) {
	t := f.t
	first := f.behindLabel(r.Source)
	if len(f.d.Turns) == 0 || first >= len(t.Tokens) || f.beginsAt[first] < 0 || !f.beginsTurn(first) {
		return
	}
	for i := first + 1; i < min(r.Source.Last+1, first+6, len(t.Tokens)-1); i++ {
		if t.Tokens[i].Form != "," {
			continue
		}
		if m := f.beginsAt[i+1]; i+1 >= r.Source.Last {
			if m >= 0 && t.Mentions[m].Last <= r.Cue.First {
				r.Source, r.sourceHead = Stretch{i + 1, t.Mentions[m].Last}, t.Mentions[m].Last-1
			}
			return
		}
		if k := &t.Tokens[i+1]; k.Kind == lang.Word && (k.UPOS == "DET" || k.Capital()) {
			r.Source.First = i + 1
			if r.sourceHead < i {
				r.sourceHead = r.Source.Last - 1
			}
		}
		return
	}
}

// behindLabel is where a source begins that has taken in the label of its turn.
func (f *Finder) behindLabel(s Stretch) int {
	if f.beginsLine(s.First) {
		for i := s.First; i < s.Last-1; i++ {
			if f.t.Tokens[i].Form == ":" {
				return i + 1
			}
		}
	}
	return s.First
}

// beginsTurn says whether the words of a turn begin at token i.
func (f *Finder) beginsTurn(i int) bool {
	for i--; i >= 0 && (f.t.Tokens[i].Form == ":" || f.t.Tokens[i].Form == "."); i-- {
		if f.t.Tokens[i].Form == ":" {
			return true
		}
	}
	return false
}

// released finds the line by which an office says whose words a release is: "The following is attributable to Ida Brun:". All that
// follows is theirs.
func (f *Finder) released() {
	t := f.t
	for i := range min(len(t.Tokens), 40) {
		if t.Tokens[i].Lower != "attributable" && t.Tokens[i].Lower != "attributed" || i+2 >= len(t.Tokens) || t.Tokens[i+1].Lower != "to" {
			continue
		}
		for colon := i + 3; colon < min(len(t.Tokens), i+20); colon++ {
			switch {
			case t.Tokens[colon].Kind == lang.Stop && t.Tokens[colon].Form != ":":
				return
			case t.Tokens[colon].Form != ":":
				continue
			case colon+1 == len(t.Tokens) || !f.beginsLine(colon+1):
				return
			}
			r := Relation{Head: i, Source: Stretch{i + 2, colon}, sourceHead: colon - 1, Cue: Stretch{i, i + 2}, After: Stretch{colon + 1, len(t.Tokens)},
				mention: -1, rule: byRelease, confidence: labelConfidence}
			r.mention = f.mentionOf(&r)
			f.relations = append(f.relations, r)
			return
		}
		return
	}
}

// shareSource gives relation r the source of the surest kept one whose cue has the same doer, where their sources overlap: "the envoy Ida
// Brun said, adding that".
func (f *Finder) shareSource(r *Relation) {
	doer := f.doerOf(r.Head)
	if r.rule != byModel || doer < 0 {
		return
	}
	k, ok := f.voices[doer]
	if !ok {
		f.voices[doer] = len(f.relations) // where r will be
		return
	}
	if x := &f.relations[k]; r.Source.meets(x.Source) {
		r.Source, r.sourceHead, r.mention, r.entity = x.Source, x.sourceHead, x.mention, x.entity
	}
}
