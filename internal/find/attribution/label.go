package attribution

import (
	"strings"

	"readout/internal/lang"
)

// paragraph is the sentences [first, last) of one.
type paragraph struct{ first, last int }

// labelled finds what stands in an article as in a transcript: paragraphs that begin with the name of who speaks, in capitals,
// and a colon. One such line is often a heading, so that there must be several.
func (f *Finder) labelled() {
	if len(f.d.Turns) > 0 {
		return
	}
	const several = 4
	from := len(f.relations)
	f.eachParagraph(func(p paragraph) {
		first, last := f.t.Sentences[p.first].First, f.t.Sentences[p.last-1].Last
		if f.t.Tokens[first].Kind == lang.Open {
			first++ // reports put one before each line of a transcript
		}
		colon := f.label(first, last)
		if colon < 0 || colon+1 >= last {
			return
		}
		f.relations = append(f.relations, Relation{
			Head: colon, Source: Stretch{first, colon}, sourceHead: colon - 1, Cue: Stretch{colon, colon + 1}, After: Stretch{colon + 1, last},
			mention: int(f.beginsAt[first]), rule: byLabel, confidence: labelConfidence,
		})
	})
	if len(f.relations)-from < several {
		f.relations = f.relations[:from]
	}
}

// label is the colon behind a name in capitals of up to three words with which the tokens from first on begin, or -1.
func (f *Finder) label(first, last int) int {
	const words = 3
	for i := first; i < min(last, first+words+1); i++ {
		k := &f.t.Tokens[i]
		if k.Form == ":" {
			if i == first {
				return -1
			}
			return i
		}
		if k.Kind != lang.Word || !capitals(k.Form) {
			return -1
		}
	}
	return -1
}

// capitals says whether a word has more than one letter and no small one.
func capitals(w string) bool {
	n := 0
	for i := range len(w) {
		switch c := w[i]; {
		case 'a' <= c && c <= 'z':
			return false
		case 'A' <= c && c <= 'Z':
			n++
		}
	}
	return n > 1
}

// signed finds quotations with the name of who speaks behind a dash, as releases and letters have them: "We wait." — Ida Brun.
func (f *Finder) signed() {
	t := f.t
	for q := range t.Quotes {
		dash := t.Quotes[q].Last
		if dash+1 >= len(t.Tokens) || !dashed(t.Tokens[dash].Form) || !t.Tokens[dash+1].Capital() {
			continue
		}
		if !f.beginsLine(t.Quotes[q].First) {
			continue
		}
		const longest = 12 // words of the signature
		end, line := dash+1, dash+1
		for line < min(len(t.Tokens), dash+longest) && !f.beginsLine(line) {
			if end == line && f.word(line) {
				end++
			}
			line++
		}
		if line < len(t.Tokens) && !f.beginsLine(line) || f.verbs(dash, line) == 2 || t.Quotes[q].Last-t.Quotes[q].First < 4 {
			continue // a sentence that goes on
		}
		content := Stretch{t.Quotes[q].First + 1, t.Quotes[q].Last}
		if t.Tokens[content.Last-1].Kind == lang.Close {
			content.Last--
		}
		f.relations = append(f.relations, Relation{
			Head: dash, Source: Stretch{dash + 1, end}, sourceHead: dash + 1, Cue: Stretch{dash, dash + 1}, Before: content,
			mention: int(f.beginsAt[dash+1]), rule: bySignature, confidence: signatureConfidence,
		})
	}
}

// beginsLine says whether a line of the text begins with token i.
func (f *Finder) beginsLine(i int) bool {
	return i == 0 || strings.Contains(f.t.Raw[f.t.Tokens[i-1].End:f.t.Tokens[i].Start], "\n")
}

func dashed(w string) bool {
	switch w {
	case "-", "--", "–", "—", "―":
		return true
	}
	return false
}

func (f *Finder) otherParagraph(a, b int) bool {
	return f.t.Sentences[f.t.SentenceOf(a)].Paragraph != f.t.Sentences[f.t.SentenceOf(b)].Paragraph
}

// eachParagraph gives the paragraphs of the text in order.
func (f *Finder) eachParagraph(yield func(p paragraph)) {
	s := f.t.Sentences
	for first := 0; first < len(s); {
		last := first + 1
		for last < len(s) && s[last].Paragraph == s[first].Paragraph {
			last++
		}
		yield(paragraph{first, last})
		first = last
	}
}
