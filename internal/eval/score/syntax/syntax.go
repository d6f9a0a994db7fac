// Package syntax scores CoNLL-U parses of raw text, as the shared task of CoNLL 2018 did.
//
// Tokens, sentences, words, tags, lemmas and attachments as precision, recall and F1; "aligned" is the share of the words that could
// be aligned. Both sides must hold the same characters, white space aside, and all tokens are laid on them. Words that are tokens
// of their own align when they cover the same characters. Words of multiword tokens (don't = do + n't) have no place of their
// own: multiword tokens of either side that overlap make a zone, and the words of the two sides inside it are aligned by the
// longest common subsequence of their lower-cased forms.
//
// UAS: the aligned word's head is the aligned gold head, or both are roots. LAS: and the relation agrees, without its subtype. CLAS:
// LAS over words whose relation is one of content.
package syntax

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"readout/doc"
	"readout/internal/eval/score"
	"readout/internal/lang/conllu"
)

// content are the relations of content words; the others are those of function words and punctuation.
var content = func() map[string]bool {
	all := map[string]bool{}
	for _, r := range strings.Fields(`nsubj obj iobj csubj ccomp xcomp obl vocative expl dislocated advcl advmod discourse nmod appos
		nummod acl amod conj fixed flat compound list parataxis orphan goeswith reparandum root dep`) {
		all[r] = true
	}
	return all
}()

// word is a word of a parse.
type word struct {
	*conllu.Word
	at    doc.Span // of its token, in characters of the text without white space
	multi bool     // the token has several words
	head  int      // index of the head's word, -1 for the root
	rel   string
}

// parse is the sentences of a file laid on its characters.
type parse struct {
	text              []rune
	tokens, sentences []doc.Span
	words             []word
}

// lay puts sentences on their characters; s is the sentence that has a word without a head, if there is one.
func lay(sentences []conllu.Sentence) (p *parse, headless *conllu.Sentence) {
	p = new(parse)
	for i := range sentences {
		s := &sentences[i]
		start, first := len(p.text), len(p.words)
		ranges := s.Ranges
		for k := 0; k < len(s.Words); {
			end, form := k+1, s.Words[k].Form
			if len(ranges) > 0 && ranges[0].First == k+1 {
				end, form = ranges[0].Last, ranges[0].Form
				ranges = ranges[1:]
			}
			at := p.token(form)
			for multi := end-k > 1; k < end; k++ {
				w := &s.Words[k]
				if w.Head < 0 {
					return nil, s
				}
				rel, _, _ := strings.Cut(w.Deprel, ":")
				p.words = append(p.words, word{w, at, multi, first + w.Head - 1, rel})
				if w.Head == 0 {
					p.words[len(p.words)-1].head = -1
				}
			}
		}
		p.sentences = append(p.sentences, doc.Span{Start: start, End: len(p.text)})
	}
	return p, nil
}

// token lays a token on the text.
func (p *parse) token(form string) doc.Span {
	at := doc.Span{Start: len(p.text)}
	for _, c := range form {
		if !unicode.Is(unicode.Zs, c) && !strings.ContainsRune("\t\r\n\v\f", c) {
			p.text = append(p.text, c)
		}
	}
	at.End = len(p.text)
	p.tokens = append(p.tokens, at)
	return at
}

// zones are where either side has multiword tokens; those that overlap are one.
func zones(sides ...*parse) []doc.Span {
	var all []doc.Span
	for _, p := range sides {
		for i := range p.words {
			if p.words[i].multi {
				all = append(all, p.words[i].at)
			}
		}
	}
	slices.SortFunc(all, score.Compare)
	n := 0
	for _, s := range all {
		if n > 0 && s.Start < all[n-1].End {
			all[n-1].End = max(all[n-1].End, s.End)
		} else {
			all[n] = s
			n++
		}
	}
	return all[:n]
}

// place sorts words into zones, by index; words outside go by their characters.
func (p *parse) place(zones []doc.Span) (inside [][]int, plain map[doc.Span]int) {
	inside, plain = make([][]int, len(zones)), map[doc.Span]int{}
	z := 0
	for i := range p.words {
		w := &p.words[i]
		for z < len(zones) && zones[z].End <= w.at.Start {
			z++
		}
		if z < len(zones) && zones[z].Start <= w.at.Start && w.at.End <= zones[z].End {
			inside[z] = append(inside[z], i)
		} else if !w.multi {
			plain[w.at] = i
		}
	}
	return inside, plain
}

// align pairs the words of gold and system, by index, in order.
func align(g, s *parse) [][2]int {
	zones := zones(g, s)
	gIn, gPlain := g.place(zones)
	sIn, sPlain := s.place(zones)
	var pairs [][2]int
	for at, i := range gPlain {
		if j, ok := sPlain[at]; ok {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	for z := range zones {
		pairs = append(pairs, common(g, s, gIn[z], sIn[z])...)
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return pairs
}

// common aligns the words of a zone by the longest common subsequence of their forms.
func common(g, s *parse, in, on []int) [][2]int {
	same := func(i, j int) bool {
		return strings.EqualFold(g.words[in[i]].Form, s.words[on[j]].Form)
	}
	n, m := len(in), len(on)
	length := make([][]int, n+1) // of what is common from i and j on
	for i := range length {
		length[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if same(i, j) {
				length[i][j] = 1 + length[i+1][j+1]
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case same(i, j):
			pairs = append(pairs, [2]int{in[i], on[j]})
			i, j = i+1, j+1
		case length[i][j] == length[i+1][j]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// metric is one line of the table.
type metric int

const (
	tokens metric = iota
	sentences
	words
	upos
	xpos
	lemmas
	uas
	las
	clas
	metrics
)

var metricNames = [metrics]string{"Tokens", "Sentences", "Words", "UPOS", "XPOS", "Lemmas", "UAS", "LAS", "CLAS"}

// tally counts units that are right, and those of either side; aligned is -1 where nothing is aligned.
type tally struct{ right, gold, system, aligned int }

func (t tally) p() float64  { return score.Share(t.right, t.system) }
func (t tally) r() float64  { return score.Share(t.right, t.gold) }
func (t tally) f1() float64 { return score.Share(2*t.right, t.gold+t.system) }

// compare counts two parses of the same text.
func compare(g, s *parse) [metrics]tally {
	pairs := align(g, s)
	var t [metrics]tally
	for m := range metrics {
		t[m] = tally{0, len(g.words), len(s.words), len(pairs)}
	}
	t[tokens] = tally{shared(g.tokens, s.tokens), len(g.tokens), len(s.tokens), -1}
	t[sentences] = tally{shared(g.sentences, s.sentences), len(g.sentences), len(s.sentences), -1}
	t[words] = tally{len(pairs), len(g.words), len(s.words), -1}
	t[clas] = tally{0, g.contentWords(), s.contentWords(), 0}
	gold := make([]int, len(s.words)) // the gold word that one of the system is aligned with
	for j := range gold {
		gold[j] = -2
	}
	for _, p := range pairs {
		gold[p[1]] = p[0]
	}
	for _, p := range pairs {
		x, y := &g.words[p[0]], &s.words[p[1]]
		head := -1
		if y.head >= 0 {
			head = gold[y.head]
		}
		attached := head == x.head
		labelled := attached && x.rel == y.rel
		t[upos].add(x.UPOS == y.UPOS)
		t[xpos].add(x.XPOS == y.XPOS)
		t[lemmas].add(x.Lemma == "" || x.Lemma == "_" || x.Lemma == y.Lemma)
		t[uas].add(attached)
		t[las].add(labelled)
		if content[x.rel] {
			t[clas].aligned++
			t[clas].add(labelled)
		}
	}
	return t
}

func (t *tally) add(right bool) {
	if right {
		t.right++
	}
}

func (p *parse) contentWords() int {
	n := 0
	for i := range p.words {
		if content[p.words[i].rel] {
			n++
		}
	}
	return n
}

// shared counts the spans that are in both lists.
func shared(a, b []doc.Span) int {
	in := map[doc.Span]bool{}
	for _, s := range a {
		in[s] = true
	}
	n := 0
	for _, s := range b {
		if in[s] {
			n++
			in[s] = false
		}
	}
	return n
}
