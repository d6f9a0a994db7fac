// Package clause reads the trees of a text as clauses: who acts in them, for which governments these stand, and whether what they
// tell is told as so.
package clause

import (
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Reader reads the clauses of one text after another. It keeps scratch memory, so one goroutine uses it at a time.
type Reader struct {
	Issuers []string // who issues the document, as codes: for them "we" stands where nobody speaks; none for a report

	t       *lang.Text
	d       *doc.Document
	actors  *know.Actors
	stances *know.Stances
	at      []int32  // of each token the innermost mention that holds it, or -1
	pair    []string // scratch of Sides
	last    []string // whom Sides found last
	lastAt  int      // in which sentence
}

// New makes a Reader.
func New() *Reader { return &Reader{actors: know.LoadActors(), stances: know.LoadStances()} }

// Reset makes r ready for t, whose mentions and attributions must have been found.
func (r *Reader) Reset(d *doc.Document, t *lang.Text) {
	r.d, r.t = d, t
	if cap(r.at) < len(t.Tokens) {
		r.at = make([]int32, len(t.Tokens)+len(t.Tokens)/4)
	}
	r.at = r.at[:len(t.Tokens)]
	for i := range r.at {
		r.at[i] = -1
	}
	for m := range t.Mentions {
		for i := t.Mentions[m].First; i < t.Mentions[m].Last; i++ {
			r.at[i] = int32(m)
		}
	}
	r.Issuers, r.last = r.Issuers[:0], r.last[:0]
	r.findIssuers()
}

// Mention is the mention that holds token i, or -1.
func (r *Reader) Mention(i int) int { return int(r.at[i]) }

// hops bounds every walk up a tree.
const hops = 12

// Subject is the token of whoever does what the predicate at token v tells, found through coordination, control and relative
// clauses; -1 where nobody does. Of a passive it is the agent.
func (r *Reader) Subject(v int) int {
	t := r.t
	from := v
	for range hops {
		if v < 0 {
			return -1
		}
		if s := t.Child(v, "nsubj:pass"); s >= 0 {
			if v != from && t.Is(from, "xcomp") && int(t.Tokens[from].Head) == v {
				return r.antecedent(s) // "are set to meet"
			}
			return r.agent(v)
		}
		if s := r.subjectOf(v); s >= 0 {
			return r.behindDateline(r.antecedent(s))
		}
		switch h := int(t.Tokens[v].Head); {
		case t.Is(v, "conj") && (t.Tokens[v].XPOS == "VBD" || t.Tokens[v].XPOS == "VBN" && t.Child(v, "aux") < 0) && t.Tokens[h].XPOS == "VB" && t.Is(h, "ccomp"):
			v = int(t.Tokens[h].Head) // "agreed that Oslo must act, and expressed": the second is joined to the first verb
		case t.Is(v, "conj"):
			v = r.Partner(v)
		case t.Is(v, "xcomp"), t.Is(v, "advcl"), t.Is(v, "parataxis"), t.Is(v, "dep"):
			v = h
		case t.Is(v, "acl"):
			if t.Tokens[h].UPOS == "VERB" {
				v = h
				continue
			}
			if k := int(t.Tokens[h].Head); t.Is(h, "obj") && k >= 0 && paper(r.Lemma(h)) {
				v = k // "handed over a note protesting": who hands it over protests
				continue
			}
			return h
		case t.Is(v, "ccomp") && t.Child(v, "mark") < 0 && (r.Lemma(h) == "have" || r.Lemma(h) == "be"):
			v = h // "has today paused", which the parser takes for two verbs
		default:
			return -1
		}
	}
	return -1
}

// paper says whether a noun is something that governments put their stances into.
func paper(w string) bool {
	switch w {
	case "note", "letter", "statement", "message", "declaration", "resolution", "speech", "communique", "communiqué", "memorandum", "appeal", "decree":
		return true
	}
	return false
}

// Partner is the predicate that the one at token v is coordinated with, -1 where there is none. The parser joins "rejected the plan and
// called" to the plan.
func (r *Reader) Partner(v int) int {
	t := r.t
	h := int(t.Tokens[v].Head)
	if !t.Is(v, "conj") || h < 0 {
		return -1
	}
	if k := &t.Tokens[v]; k.UPOS == "VERB" && (k.XPOS == "VBD" || k.XPOS == "VBZ" || k.XPOS == "VBP") && (t.Tokens[h].UPOS == "NOUN" || t.Tokens[h].UPOS == "PROPN") && t.Child(h, "cop") < 0 {
		for n := 0; n < hops && h >= 0 && t.Tokens[h].UPOS != "VERB"; n++ {
			h = int(t.Tokens[h].Head)
		}
	}
	return h
}

// behindDateline is token s, or what stands for it behind a dateline that the parser took for its name: "LIMA - Peru".
func (r *Reader) behindDateline(s int) int {
	if s < 0 {
		return s
	}
	first := r.t.Sentences[r.t.SentenceOf(s)].First
	if s >= first {
		return s
	}
	for c := range r.t.Children(s) {
		if c >= first && (r.t.Is(c, "flat") || r.t.Is(c, "appos") || r.t.Is(c, "conj") || r.t.Is(c, "nmod")) {
			return c
		}
	}
	return s
}

// subjectOf is the subject that hangs on the predicate at token v: the nearest before it where the parser gave it two.
func (r *Reader) subjectOf(v int) int {
	best := -1
	for c := range r.t.Children(v) {
		if r.t.Is(c, "nsubj") && (c < v || best < 0) {
			best = c
		}
	}
	return best
}

// Beside is the last token of the mention that ends right before the predicate at token v, or before the verbs and adverbs that lead
// up to it; -1 where none does. The parser may have taken "regrets and opposes" for nouns.
func (r *Reader) Beside(v int) int {
	t := r.t
	for i, n := v-1, 0; i >= t.Sentences[t.SentenceOf(v)].First && n < 5; i, n = i-1, n+1 {
		if m := int(r.at[i]); m >= 0 {
			if i+1 == t.Mentions[m].Last {
				return i
			}
			return -1
		}
		switch k := &t.Tokens[i]; k.UPOS {
		case "ADV", "AUX", "CCONJ":
		case "VERB", "NOUN":
			if len(k.Lower) < 4 || k.Lower[len(k.Lower)-1] != 's' && k.Lower[len(k.Lower)-1] != 'd' {
				return -1
			}
		default:
			return -1
		}
	}
	return -1
}

// agent is who did what a passive tells: "was condemned by Oslo".
func (r *Reader) agent(v int) int {
	if a := r.t.Child(v, "obl:agent"); a >= 0 {
		return a
	}
	for c := range r.t.Children(v) {
		if r.t.Is(c, "obl") && r.Case(c) == "by" {
			return c
		}
	}
	return -1
}

// antecedent is the noun that a relative pronoun stands for, any other token itself.
func (r *Reader) antecedent(s int) int {
	t := r.t
	for range hops {
		switch t.Tokens[s].Lower {
		case "who", "which", "that":
		default:
			return s
		}
		v := int(t.Tokens[s].Head)
		for v >= 0 && !t.Is(v, "acl") && (t.Is(v, "conj") || t.Is(v, "xcomp")) {
			v = int(t.Tokens[v].Head)
		}
		if v < 0 || !t.Is(v, "acl") {
			return s
		}
		s = int(t.Tokens[v].Head)
		if s < 0 {
			return -1
		}
	}
	return s
}

// Case is the preposition that hangs on token i, in lower case; "" where none does.
func (r *Reader) Case(i int) string {
	if c := r.t.Child(i, "case"); c >= 0 && r.t.Tokens[c].UPOS != "PART" {
		return r.t.Tokens[c].Lower
	}
	return ""
}

// Mark is the word that begins a clause whose predicate is token v: "if", "that", "to"; "" where none does.
func (r *Reader) Mark(v int) string {
	if c := r.t.Child(v, "mark"); c >= 0 {
		return r.t.Tokens[c].Lower
	}
	return ""
}

// Negated says whether token v is denied, in its own clause or by the verb it completes.
func (r *Reader) Negated(v int) bool {
	for c := range r.t.Children(v) {
		if c < v+3 && r.negative(c) {
			return true
		}
	}
	return false
}

func (r *Reader) negative(c int) bool {
	k := &r.t.Tokens[c]
	switch k.Lower {
	case "not", "n't", "n’t", "never", "neither", "nor", "hardly":
		return true
	case "longer":
		return c > 0 && r.t.Tokens[c-1].Lower == "no"
	case "no", "nobody", "none":
		return k.UPOS == "DET" || k.Deprel == "nsubj"
	}
	return false
}

// Modal is the modal verb of the clause whose predicate is token v, in lower case and its short forms in full; "" where there is
// none. Coordinated predicates share it.
func (r *Reader) Modal(v int) string {
	t := r.t
	for range hops {
		for c := range t.Children(v) {
			if !t.Is(c, "aux") {
				continue
			}
			switch w := t.Tokens[c].Lower; w {
			case "will", "'ll", "’ll", "shall", "wo":
				return "will"
			case "would", "'d", "’d":
				return "would"
			case "could", "may", "might", "can", "ca", "should", "must":
				if w == "ca" {
					return "can"
				}
				return w
			}
		}
		if !t.Is(v, "conj") || t.Child(v, "nsubj") >= 0 || t.Tokens[v].XPOS == "VBD" || t.Tokens[v].XPOS == "VBZ" || t.Tokens[v].XPOS == "VBN" && t.Tokens[t.Tokens[v].Head].XPOS == "VB" {
			return ""
		}
		v = int(t.Tokens[v].Head)
	}
	return ""
}

// Lemma is the lemma of token i in lower case.
func (r *Reader) Lemma(i int) string {
	k := &r.t.Tokens[i]
	for j := range len(k.Lemma) {
		if c := k.Lemma[j]; c >= 'A' && c <= 'Z' {
			if k.Lemma == k.Form {
				return k.Lower
			}
			return strings.ToLower(k.Lemma)
		}
	}
	return k.Lemma
}
