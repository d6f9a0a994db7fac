// Package conllu reads and writes CoNLL-U, the file form of Universal Dependencies treebanks: sentences of words with
// tags, lemmas, features, heads and relations, and the multiword tokens (don't = do + n't) they were written as.
package conllu

import "strings"

// Word is one syntactic word. Columns that a file leaves empty ("_") are empty strings; a word that is itself an
// underscore keeps its form and lemma.
type Word struct {
	Form, Lemma, UPOS, XPOS string
	Feats                   string // Number=Sing|Person=3
	Head                    int    // 0 the root, 1 the first word, -1 none given
	Deprel                  string // nsubj:pass
	Deps                    string // the enhanced graph, as it stands in the file
	Misc                    string // SpaceAfter=No|CorrectForm=their
}

// Range is a multiword token: words First to Last, from 1 and inclusive, are written Form.
type Range struct {
	First, Last int
	Form        string
	Misc        string
}

// Sentence is a tree with the comments above it. Comments are kept without "#" and the spaces around them.
type Sentence struct {
	Comments []string
	Words    []Word
	Ranges   []Range // in order, never overlapping
}

// Comment is the value of the first comment "key = value", "" where there is none.
func (s *Sentence) Comment(key string) string {
	for _, c := range s.Comments {
		if k, v, ok := strings.Cut(c, "="); ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// SpaceAfter says whether white space follows a word or multiword token with this MISC column.
func SpaceAfter(misc string) bool { return Attribute(misc, "SpaceAfter") != "No" }

// Attribute is the value of key in a column of key=value pairs (FEATS, MISC), "" where there is none.
func Attribute(column, key string) string {
	for column != "" {
		var pair string
		pair, column, _ = strings.Cut(column, "|")
		if k, v, ok := strings.Cut(pair, "="); ok && k == key {
			return v
		}
	}
	return ""
}

// AppendText adds the text of the sentence as its words and SpaceAfter=No tell it. A space ends it unless the last token
// says SpaceAfter=No.
func (s *Sentence) AppendText(text []byte) []byte {
	ranges := s.Ranges
	for i := 0; i < len(s.Words); i++ {
		form, misc := s.Words[i].Form, s.Words[i].Misc
		if len(ranges) > 0 && ranges[0].First == i+1 {
			form, misc = ranges[0].Form, ranges[0].Misc
			i = ranges[0].Last - 1
			ranges = ranges[1:]
		}
		text = append(text, form...)
		if SpaceAfter(misc) {
			text = append(text, ' ')
		}
	}
	return text
}
