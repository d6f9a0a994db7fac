package lang

import "strings"

// BehindDateline is the token that the first sentence goes on with behind a dateline that begins with place: "OSLO, May 3 (Reuters) -
// Norway said". It is the sentence's first where there is none.
func (t *Text) BehindDateline(place string) int {
	const far = 20 // tokens; no dateline is longer
	if len(t.Sentences) == 0 {
		return 0
	}
	s := &t.Sentences[0]
	if place == "" || !strings.HasPrefix(t.Raw[t.Tokens[s.First].Start:], place) {
		return s.First
	}
	for i := s.First; i+1 < min(s.Last, s.First+far); i++ {
		switch t.Tokens[i].Form {
		case ":", "-", "–", "—", "--", "|":
			return i + 1
		}
	}
	return s.First
}

// BehindLabel is the token that a turn's words begin with, behind the label of the speaker that stands in the text from byte start to
// byte end, and its colon.
func (t *Text) BehindLabel(start, end int) int {
	k := t.TokenAt(end-1) + 1
	if start >= end || k >= len(t.Tokens) {
		return k
	}
	if f := t.Tokens[k].Form; f == ":" || f == "." {
		k++
	}
	return k
}

// Skip parses sentences anew from the given tokens on, which are in order and one a sentence: what stands before, a dateline or a
// speaker's label, is no part of them. [Sentence.First] is behind it then; its words keep a tree of their own that no table leads to.
func (e *English) Skip(t *Text, from []int) {
	skipped := false
	for _, k := range from {
		if k >= len(t.Tokens) {
			continue
		}
		s := &t.Sentences[t.SentenceOf(k)]
		if k <= s.First {
			continue
		}
		e.parse(t, s.First, k)
		e.parse(t, k, s.Last)
		s.First, skipped = k, true
	}
	if skipped {
		t.indexTrees()
	}
}
