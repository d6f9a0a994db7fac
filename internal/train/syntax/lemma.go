package syntax

import (
	"sort"
	"strings"

	"readout/internal/lang/conllu"
	"readout/internal/lang/lemma"
	"readout/internal/lang/model/linear"
)

// maxRules is how many different lemma scripts or sets of features are kept.
const maxRules = 4095

// learnLemmas learns the rules that give lemmas and features to words of a class.
func learnLemmas(sentences []conllu.Sentence, gold [][]uint8) *lemma.Model {
	m := &lemma.Model{}
	scripts, feats := newVote(), newVote()
	index := map[lemma.Script]int{}
	features := map[string]int{}
	written := keepCapitals(sentences, gold)
	for i := range sentences {
		for j, w := range sentences[i].Words {
			lower := strings.ToLower(w.Form)
			if w.Lemma != "" {
				s := lemma.ScriptOf(w.Form, w.Lemma)
				if w.Form == lower {
					s.Written = written[gold[i][j]]
				}
				n, ok := index[s]
				if !ok {
					n = len(m.Scripts)
					index[s] = n
					m.Scripts = append(m.Scripts, s)
				}
				scripts.count(gold[i][j], w.Form, lower, n)
			}
			n, ok := features[w.Feats]
			if !ok {
				n = len(m.Features)
				features[w.Feats] = n
				m.Features = append(m.Features, w.Feats)
			}
			feats.count(gold[i][j], w.Form, lower, n)
		}
	}
	m.Scripts = m.Scripts[:min(len(m.Scripts), maxRules)]
	m.Features = m.Features[:min(len(m.Features), maxRules)]
	m.Lemmas = scripts.rules(len(m.Scripts))
	m.Feats = feats.rules(len(m.Features))
	return m
}

// keepCapitals says of which classes more forms keep their capitals in the lemma than lose them. Forms without a capital do not
// tell, and follow these.
func keepCapitals(sentences []conllu.Sentence, gold [][]uint8) [256]bool {
	var votes [256]int
	counted := map[seen]bool{}
	for i := range sentences {
		for j, w := range sentences[i].Words {
			k := seen{class: gold[i][j], form: w.Form}
			if w.Lemma == "" || w.Form == strings.ToLower(w.Form) || counted[k] {
				continue
			}
			counted[k] = true
			if lemma.ScriptOf(w.Form, w.Lemma).Written {
				votes[gold[i][j]]++
			} else {
				votes[gold[i][j]]--
			}
		}
	}
	var keep [256]bool
	for c, n := range votes {
		keep[c] = n > 0
	}
	return keep
}

// vote counts which number goes with which word.
type vote struct {
	words map[seen]map[int]int
}

type seen struct {
	class       uint8
	form, lower string
}

func newVote() *vote { return &vote{map[seen]map[int]int{}} }

// count counts a number for a word. Numbers past what a table can hold were first met late, in rare words: they are left out.
func (v *vote) count(class uint8, form, lower string, n int) {
	if n >= maxRules {
		return
	}
	k := seen{class, form, lower}
	if v.words[k] == nil {
		v.words[k] = map[int]int{}
	}
	v.words[k][n]++
}

// rules makes the shortest list of rules: an end of words is one only where it says something else than the ends within it.
func (v *vote) rules(limit int) lemma.Rules {
	words := make([]seen, 0, len(v.words))
	for k := range v.words {
		words = append(words, k)
	}
	sort.Slice(words, func(i, j int) bool {
		a, b := words[i], words[j]
		if a.class != b.class {
			return a.class < b.class
		}
		return a.form < b.form
	})
	// ends[k] counts for the ends of k bytes; the last two for whole words.
	const lower, written = lemma.MaxEnd + 1, lemma.MaxEnd + 2
	type end struct {
		class uint8
		text  string
	}
	var ends [written + 1]map[end]map[int]int
	for k := range ends {
		ends[k] = map[end]map[int]int{}
	}
	witnesses := map[end]int{} // how many words have an end
	put := func(k int, e end, n, by int) {
		if ends[k][e] == nil {
			ends[k][e] = map[int]int{}
		}
		ends[k][e][n] += by
	}
	for _, w := range words {
		for n, count := range v.words[w] {
			for k := 0; k <= min(lemma.MaxEnd, len(w.lower)); k++ {
				witnesses[end{w.class, w.lower[len(w.lower)-k:]}]++
				put(k, end{w.class, w.lower[len(w.lower)-k:]}, n, min(count, 3)) // a frequent word is one word yet
			}
			put(lower, end{w.class, w.lower}, n, count)
			put(written, end{w.class, w.form}, n, count)
		}
	}
	var hashes []uint64
	var numbers []int
	decided := map[end]int{} // what the rules so far give for whole words and ends, by longest end
	shorter := func(e end, k int) int {
		for ; k >= 0; k-- {
			if k <= len(e.text) {
				if n, ok := decided[end{e.class, e.text[len(e.text)-k:]}]; ok {
					return n
				}
			}
		}
		return -1
	}
	for k := 0; k <= lemma.MaxEnd; k++ {
		for _, e := range sortedKeys(ends[k], func(a, b end) bool { return a.class < b.class || a.class == b.class && a.text < b.text }) {
			n := most(ends[k][e])
			if k > 0 && (witnesses[e] < 2 || n == shorter(e, k-1)) {
				continue
			}
			decided[e] = n
			hashes, numbers = append(hashes, lemma.Key(e.class, e.text, false, false)), append(numbers, n)
		}
	}
	whole := map[end]int{}
	for _, e := range sortedKeys(ends[lower], func(a, b end) bool { return a.class < b.class || a.class == b.class && a.text < b.text }) {
		n := most(ends[lower][e])
		whole[e] = shorter(e, lemma.MaxEnd)
		if n != whole[e] {
			whole[e] = n
			hashes, numbers = append(hashes, lemma.Key(e.class, e.text, true, false)), append(numbers, n)
		}
	}
	for _, e := range sortedKeys(ends[written], func(a, b end) bool { return a.class < b.class || a.class == b.class && a.text < b.text }) {
		if n := most(ends[written][e]); n != whole[end{e.class, strings.ToLower(e.text)}] {
			hashes, numbers = append(hashes, lemma.Key(e.class, e.text, true, true)), append(numbers, n)
		}
	}
	return lemma.Rules{Numbers: linear.BuildNumbers(hashes, numbers, limit)}
}

func sortedKeys[K comparable, V any](m map[K]V, less func(a, b K) bool) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return less(keys[i], keys[j]) })
	return keys
}

// most is the number with the most votes, the first of equals.
func most(votes map[int]int) int {
	best := -1
	for k, c := range votes {
		if best < 0 || c > votes[best] || c == votes[best] && k < best {
			best = k
		}
	}
	return best
}
