package attribution

import (
	"readout/internal/lang"
	"readout/internal/lang/model/linear"
)

// atom is what features see of a token, as values to hash.
type atom struct {
	form, lemma  uint64
	tag, rel     uint64 // XPOS, relation to its head with its subtype
	coarse, fine uint64 // word class
	left, right  int32  // the highest token whose stretch begins here, and the one whose stretch ends here
	shape        uint64 // what hangs on it: the relations
	subject      int32  // what hangs on it as its subject, or -1
	clause       int32  // what hangs on it as its clause or object, or -1
	mark         int32  // "that", "if", "to"
	auxiliary    bool
	passive      bool
	upos         pos
	inQuote      bool
	glance       float32 // its score by a short look
	cue          float32 // how likely it is the head of a cue; 0 where it cannot be one
	mention      int32   // the mention it stands in, or -1
	who          uint64  // what mention it stands in: of a person, a state, a pronoun ...; nothing outside mentions
	doer         int32   // who does it: its subject, or that of the verb it hangs on; -1 where there is none
}

// pos is a part of speech.
type pos uint8

const (
	other pos = iota
	noun
	name
	verb
	auxiliary
	adjective
	adverb
	pronoun
	preposition
	conjunction
	determiner
	number
	punctuation
)

func partOfSpeech(upos string) pos {
	switch upos {
	case "NOUN":
		return noun
	case "PROPN":
		return name
	case "VERB":
		return verb
	case "AUX":
		return auxiliary
	case "ADJ":
		return adjective
	case "ADV":
		return adverb
	case "PRON":
		return pronoun
	case "ADP":
		return preposition
	case "SCONJ", "CCONJ", "PART":
		return conjunction
	case "DET":
		return determiner
	case "NUM":
		return number
	case "PUNCT", "SYM":
		return punctuation
	}
	return other
}

var (
	outside = linear.HashString("outside the sentence")
	nothing = linear.HashString("nothing")
)

// lookAtTokens fills in the atoms of the text.
func (f *Finder) lookAtTokens() {
	t := f.t
	n := len(t.Tokens)
	if cap(f.atoms) < n+1 {
		f.atoms = make([]atom, n+1, n+1+n/4)
	}
	f.atoms = f.atoms[:n+1]
	for i := range t.Tokens {
		k, a := &t.Tokens[i], &f.atoms[i]
		*a = atom{form: linear.HashLower(k.Form), left: int32(i), right: int32(i), glance: never, who: nothing, mention: -1, subject: -1, clause: -1, mark: -1, doer: -1}
		a.lemma = a.form
		if k.Lemma != k.Form && k.Lemma != k.Lower {
			a.lemma = linear.HashLower(k.Lemma)
		}
		sense := f.words.Find(a.lemma)
		a.coarse, a.fine = sense.Coarse, sense.Fine
		a.tag, a.rel = linear.HashString(k.XPOS), linear.HashString(k.Deprel)
		a.upos = partOfSpeech(k.UPOS)
		a.inQuote = t.QuoteOf(i) >= 0
	}
	f.atoms[n] = atom{left: int32(n), right: int32(n), glance: never}
	for i := range t.Mentions {
		m := &t.Mentions[i]
		who := f.sortOf(m)
		for k := m.First; k < m.Last; k++ {
			f.atoms[k].who, f.atoms[k].mention = who, int32(i)
		}
	}
	for i := range t.Tokens {
		f.lookAtTree(i)
	}
	for i := range t.Tokens {
		f.atoms[i].doer = f.doerOf(i)
	}
}

// lookAtTree tells the head of token i what i is to it, and the edges of i's stretch that it is there.
func (f *Finder) lookAtTree(i int) {
	t := f.t
	k := &t.Tokens[i]
	width := k.Right - k.Left
	if a := &f.atoms[k.Left]; width > t.Tokens[a.left].Right-t.Tokens[a.left].Left {
		a.left = int32(i)
	}
	if a := &f.atoms[k.Right-1]; width > t.Tokens[a.right].Right-t.Tokens[a.right].Left {
		a.right = int32(i)
	}
	if k.Head < 0 {
		return
	}
	h := &f.atoms[k.Head]
	switch {
	case t.Is(i, "nsubj") || t.Is(i, "csubj"):
		if h.subject < 0 {
			h.subject = int32(i)
		}
		h.shape += 1
	case k.Deprel == "ccomp":
		h.clause = int32(i)
		h.shape += 1 << 4
	case k.Deprel == "xcomp":
		h.clause = int32(i)
		h.shape += 1 << 8
	case k.Deprel == "obj":
		if h.clause < 0 {
			h.clause = int32(i)
		}
		h.shape += 1 << 12
	case k.Deprel == "mark":
		if h.mark < 0 {
			h.mark = int32(i)
		}
	case t.Is(i, "obl"):
		h.shape |= 1 << 16
	case k.Deprel == "parataxis":
		h.shape |= 1 << 17
	case t.Is(i, "acl"):
		h.shape |= 1 << 18
		if k.Deprel == "acl" && h.clause < 0 {
			h.clause = int32(i)
		}
	case k.Deprel == "aux:pass":
		h.passive = true
	case t.Is(i, "aux"):
		h.auxiliary = true
	case k.Deprel == "cop":
		h.shape |= 1 << 19
	case k.Deprel == "nmod:poss":
		h.shape |= 1 << 20
		if h.subject < 0 {
			h.subject = int32(i)
		}
	case k.Deprel == "case":
		h.shape |= 1 << 21
	case t.Is(i, "nmod"):
		h.shape |= 1 << 22
	case k.Deprel == "advcl":
		h.shape |= 1 << 23
	case k.Deprel == "iobj":
		h.shape |= 1 << 24
	}
}

// at are the values of token i, of nothing where it lies outside sentence s.
func (f *Finder) at(i int, s *lang.Sentence) *atom {
	if i < s.First || i >= s.Last {
		return &beyond
	}
	return &f.atoms[i]
}

var beyond = atom{glance: never, form: outside, lemma: outside, tag: outside, rel: outside, coarse: outside, fine: outside, who: outside, mention: -1, subject: -1, clause: -1, mark: -1, doer: -1}

// doerOf is who does what token i says: its subject, or that of the verb that it is joined to or depends on.
func (f *Finder) doerOf(i int) int32 {
	t := f.t
	for range 4 {
		if s := f.atoms[i].subject; s >= 0 {
			return s
		}
		h := int(t.Tokens[i].Head)
		if h < 0 {
			return -1
		}
		switch t.Tokens[i].Deprel {
		case "conj", "xcomp", "advcl", "parataxis":
		case "acl", "acl:relcl":
			return int32(h)
		default:
			return -1
		}
		i = h
	}
	return -1
}

// sortOf is what a mention stands for as a value of a feature.
func (f *Finder) sortOf(m *lang.Mention) uint64 {
	v := uint64(0)
	if m.Pronoun {
		v |= 1
	}
	if m.Name {
		v |= 2
	}
	if m.Open {
		v |= 4
	}
	if m.Adjective {
		v |= 8
	}
	if m.Entity < 0 {
		return bins[v]
	}
	return linear.Join(linear.HashString(f.t.Entities[m.Entity].Kind), bins[v])
}
