package event

import "readout/internal/lang"

// An aside between subject and verb makes the parser cut them apart: of "Oslo, which had warned Lima, closed the border" it makes a
// vocative and two clauses. Where a finite verb without a subject follows a comma, what stands before the comma that opens the aside
// is its subject.

// aside is the head of the noun phrase before the aside that ends right before verb i, its auxiliaries and adverbs; -1 for none. What the
// parser takes for a participle counts where resumes says that it is the sentence's verb.
func (f *Finder) aside(i int) int {
	t := f.t
	end := i - 1
	for end > f.s.First && (t.Tokens[end].UPOS == "AUX" || t.Tokens[end].UPOS == "ADV" || t.Tokens[end].UPOS == "PART") {
		end--
	}
	top := f.asideBefore(end)
	if top >= 0 && !finite(&t.Tokens[i]) && !f.auxiliary(i) && i != f.mended && !f.resumes(i, top) {
		return -1
	}
	return top
}

// resumed says whether verb i, which the parser takes for a participle or for the aside's, is the sentence's: "Oslo, which chairs the
// group, released a loan".
func (f *Finder) resumed(i int) bool {
	top := f.aside(i)
	return top >= 0 && f.resumes(i, top)
}

// resumes says whether verb i may be the one of a sentence that begins with the phrase headed by top, before the aside: only where the
// sentence has no other verb before it.
func (f *Finder) resumes(i, top int) bool {
	t := f.t
	if t.Tokens[i].XPOS != "VBN" && (t.Tokens[i].XPOS != "VBD" || t.Tokens[i].Head < 0 || !nominal(&t.Tokens[t.Tokens[i].Head])) || f.auxiliary(i) ||
		t.Child(i, "nsubj") >= 0 || t.Child(i, "nsubj:pass") >= 0 || f.lower(i+1) == "by" || int(t.Tokens[i].Head) > i {
		return false
	}
	for k := f.s.First; k < top; k++ {
		if t.Tokens[k].UPOS == "VERB" || t.Tokens[k].UPOS == "AUX" || t.Tokens[k].Form == "," {
			return false
		}
	}
	return true
}

// inAside says whether token i stands in the aside between the subject of an act and its verb: "who took office in 2019".
func (f *Finder) inAside(a *act, i int) bool {
	v := a.verb
	if v < 0 || i > v {
		return false
	}
	top := f.aside(v)
	return top >= 0 && i > top
}

// asideBefore is the head of the noun phrase before the aside that ends with the comma at token end; -1 for none.
func (f *Finder) asideBefore(end int) int {
	t := f.t
	if end <= f.s.First {
		return -1
	}
	dash := f.dash(end)
	if !dash && t.Tokens[end].Form != "," {
		return -1
	}
	for open := end - 2; open > f.s.First; open-- {
		switch x := &t.Tokens[open]; {
		case x.Kind == lang.Stop || x.Form == ";" || x.Form == ":":
			return -1
		case dash && f.dash(open), !dash && x.Form == "," && f.opens(open+1):
			return f.phraseBefore(open)
		}
	}
	return -1
}

// dash says whether token i is a dash with spaces around it, or a long one.
func (f *Finder) dash(i int) bool {
	switch f.t.Tokens[i].Form {
	case "-", "--", "–":
		return !f.t.Joined(i)
	}
	return f.t.Tokens[i].Form == "—"
}

// opens says whether an aside may begin at token i: "which", "through whose ports", "one of whom", "angered by", "citing".
func (f *Finder) opens(i int) bool {
	if f.t.Tokens[i].UPOS == "ADP" && i+1 < f.s.Last {
		i++
	} else if i+2 < f.s.Last && f.t.Tokens[i+1].Lower == "of" {
		i += 2
	}
	switch k := &f.t.Tokens[i]; k.XPOS {
	case "WDT", "WP", "WP$":
		return true
	case "VBN", "VBG", "VBD":
		return k.UPOS == "VERB"
	}
	return f.t.Is(i, "acl") // "stung by the tariffs", where "stung" passes for an adjective
}

// auxiliary says whether verb i has a finite auxiliary.
func (f *Finder) auxiliary(i int) bool {
	for c := range f.t.Children(i) {
		if f.t.Tokens[c].UPOS == "AUX" && (finite(&f.t.Tokens[c]) || f.t.Tokens[c].XPOS == "MD") {
			return true
		}
	}
	return false
}

// phraseBefore is the head of the noun phrase that ends right before token end; -1 where something else does.
func (f *Finder) phraseBefore(end int) int {
	t := f.t
	k := end - 1
	if u := t.Tokens[k].UPOS; u != "NOUN" && u != "PROPN" {
		return -1
	}
	for depth := 0; depth < deep; depth++ {
		h := int(t.Tokens[k].Head)
		if h < f.s.First || h >= end || !nominal(&t.Tokens[h]) && t.Tokens[h].UPOS != "ADJ" {
			break
		}
		k = h
	}
	if t.Child(k, "case") >= 0 {
		return -1 // "in Oslo, which"
	}
	return k
}

// afterAside finds the verb of a sentence whose tree has none but in an aside, taken for a participle: "Oslo, which blames Lima, fired
// missiles". -1 where there is no such.
func (f *Finder) afterAside() int {
	t := f.t
	root := f.s.Root
	if c := t.Child(root, "nsubj"); !(verbal(&t.Tokens[root]) && c >= 0 && f.relative(c)) && !(nominal(&t.Tokens[root]) && root+2 < f.s.Last && t.Tokens[root+1].Form == "," && f.opens(root+2)) {
		return -1
	}
	for i := f.s.First + 3; i+1 < f.s.Last; i++ {
		k := &t.Tokens[i]
		if finite(k) && i != root && t.Tokens[i-1].Form == "," {
			return -1
		}
		if k.XPOS == "VBN" && k.UPOS == "VERB" && t.Tokens[i-1].Form == "," && f.lower(i+1) != "by" && !f.opensHere(i) {
			return i
		}
	}
	return -1
}

// opensHere says whether the participle at token i opens the first aside.
func (f *Finder) opensHere(i int) bool {
	for k := f.s.First; k < i-1; k++ {
		if f.t.Tokens[k].Form == "," {
			return false
		}
	}
	return true
}
