package lang

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"readout/internal/lang/conllu"
	"readout/internal/lang/token"
)

// Range is the tokens of sentence i with the dateline or speaker's label that [Sentence.First] passes over.
func (t *Text) Range(i int) (first, last int) {
	if i > 0 {
		first = t.Sentences[i-1].Last
	}
	return first, t.Sentences[i].Last
}

// Opens says whether sentence i is the first of a paragraph.
func (t *Text) Opens(i int) bool {
	return i == 0 || t.Sentences[i].Paragraph != t.Sentences[i-1].Paragraph
}

// CoNLLU fills s with sentence i as a CoNLL-U file has it, comments aside, reusing its memory. Characters are composed where there
// is a choice, as Universal Dependencies ask for.
func (t *Text) CoNLLU(i int, s *conllu.Sentence) {
	s.Comments, s.Words, s.Ranges = s.Comments[:0], s.Words[:0], s.Ranges[:0]
	first, end := t.Range(i)
	for k := first; k < end; {
		last := k
		for last+1 < end && t.Tokens[last+1].Inside {
			last++
		}
		misc := t.spaces(last)
		if last > k {
			s.Ranges = append(s.Ranges, conllu.Range{First: k - first + 1, Last: last - first + 1, Form: norm.NFC.String(t.Cut(k, last+1)), Misc: misc})
			misc = ""
		}
		for ; k <= last; k++ {
			w := &t.Tokens[k]
			head, deprel := 0, w.Deprel
			switch {
			case w.Head >= 0:
				head = int(w.Head) - first + 1
			case k < t.Sentences[i].First: // a dateline or label
				head, deprel = t.Sentences[i].Root-first+1, "parataxis"
			}
			s.Words = append(s.Words, conllu.Word{
				Form: norm.NFC.String(w.Form), Lemma: norm.NFC.String(w.Lemma), UPOS: w.UPOS, XPOS: w.XPOS, Feats: w.Feats, Head: head, Deprel: deprel, Misc: misc,
			})
		}
	}
}

// spaces tells the white space behind token i, as MISC has it: nothing where it is one space, or the end of the text.
func (t *Text) spaces(i int) string {
	rest := t.Raw[t.Tokens[i].End:]
	if i+1 < len(t.Tokens) {
		rest = rest[:t.Tokens[i+1].Start-t.Tokens[i].End]
		if rest == "" {
			return "SpaceAfter=No"
		}
	} else {
		rest = rest[:len(rest)-len(strings.TrimLeftFunc(rest, token.IsSpace))]
	}
	if rest == " " || rest == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("SpacesAfter=")
	for _, r := range rest {
		switch r {
		case ' ':
			b.WriteString(`\s`)
		case '\t':
			b.WriteString(`\t`)
		case '\r':
			b.WriteString(`\r`)
		case '\n':
			b.WriteString(`\n`)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	return b.String()
}
