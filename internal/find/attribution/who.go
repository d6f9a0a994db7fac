package attribution

import (
	"slices"

	"readout/internal/lang"
)

func (f *Finder) indexMentions() {
	n := len(f.t.Tokens) + 1
	f.beginsAt = slices.Grow(f.beginsAt[:0], n)[:n]
	for i := range n {
		f.beginsAt[i] = -1
	}
	for i, m := range f.t.Mentions {
		f.beginsAt[m.First] = int32(i)
	}
}

// mentionOf is the mention that the source of a relation is: the one that holds its head, else the first inside it; -1 if
// there is none. "Who" and "which" are what their clause describes.
func (f *Finder) mentionOf(r *Relation) int {
	if r.Source.Empty() {
		return -1
	}
	words, head := r.Source, r.sourceHead
	if d := f.described(head); d != head {
		words, head = Stretch{int(f.t.Tokens[d].Left), d + 1}, d
	}
	inside := -1
	at, _ := slices.BinarySearchFunc(f.t.Mentions, words.First, func(m lang.Mention, first int) int { return m.Last - 1 - first })
	for m := at; m < len(f.t.Mentions) && f.t.Mentions[m].First < words.Last; m++ {
		x := &f.t.Mentions[m]
		if x.First <= head && head < x.Last {
			return m
		}
		if inside < 0 && x.First >= words.First && x.Last <= words.Last {
			inside = m
		}
	}
	if inside < 0 && head != r.sourceHead {
		return f.nearBefore(r.sourceHead, at)
	}
	return inside
}

// findMention finds the mention of the source of r. A source that is only "that" becomes what it stands for: "a report that
// warns".
func (f *Finder) findMention(r *Relation) {
	r.mention = f.mentionOf(r)
	r.Source.Last = f.closed(r.Source)
	if r.mention >= 0 && r.Source.Last == r.Source.First+1 && f.t.Tokens[r.Source.First].Lower == "that" {
		m := &f.t.Mentions[r.mention]
		r.Source = Stretch{m.First, m.Last}
	}
}

// nearBefore is the last mention that ends before the relative pronoun i and not far from it, m or one before; -1 if there is none.
// Parsers often miss which noun a clause describes: "a report this week that warns".
func (f *Finder) nearBefore(i, m int) int {
	const far = 6
	for m = min(m, len(f.t.Mentions)-1); m >= 0 && f.t.Mentions[m].Last > i-far; m-- {
		if x := &f.t.Mentions[m]; x.Last <= i && f.t.SentenceOf(x.First) == f.t.SentenceOf(i) {
			return m
		}
	}
	return -1
}

// described is the noun that a relative pronoun stands for; any other token is itself.
func (f *Finder) described(i int) int {
	t := f.t
	switch t.Tokens[i].XPOS {
	case "WP", "WDT":
	default:
		return i
	}
	for k, step := i, 0; step < 4 && t.Tokens[k].Head >= 0; step++ {
		h := int(t.Tokens[k].Head)
		if t.Tokens[k].Deprel == "acl:relcl" && h < i {
			return h
		}
		k = h
	}
	return i
}

// closed is where a source ends with the bracket that closes one in it: "Brun (Coast Party)".
func (f *Finder) closed(c Stretch) int {
	open := false
	for i := c.First; i < c.Last; i++ {
		switch f.t.Tokens[i].Form {
		case "(":
			open = true
		case ")":
			open = false
		}
	}
	for i := c.Last; open && i < min(c.Last+2, len(f.t.Tokens)); i++ {
		if f.t.Tokens[i].Form == ")" {
			return i + 1
		}
	}
	return c.Last
}
