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

// SkipDateline parses the first sentence of t anew without the dateline, which is no part of it: [Sentence.First] is behind it then.
// The words of the dateline keep a tree of their own that no table leads to.
func (e *English) SkipDateline(t *Text, place string) {
	k := t.BehindDateline(place)
	if len(t.Sentences) == 0 || k == t.Sentences[0].First {
		return
	}
	s := &t.Sentences[0]
	e.parse(t.Tokens[s.First:k], int32(s.First))
	e.parse(t.Tokens[k:s.Last], int32(k))
	s.First = k
	t.indexTrees()
}
