package know

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed warnings.txt
var warningsFile string

// Harms knows the words of warnings.
type Harms struct {
	sets     map[string]map[string]bool // warn, risk, danger, poses, harm: by lemma
	begins   []string                   // of words of harm
	horizons Phrases[string]
}

// LoadHarms gives the words of the embedded file.
var LoadHarms = sync.OnceValue(func() *Harms {
	h := &Harms{sets: map[string]map[string]bool{}}
	for n, row := range numbered(warningsFile) {
		if len(row) != 2 {
			bad("warnings.txt", row)
		}
		if row[0] != "horizon" {
			h.sets[row[0]] = map[string]bool{}
		}
		for _, w := range list(row[1], ",") {
			switch begin, ok := strings.CutSuffix(w, "*"); {
			case row[0] == "horizon":
				h.horizons.add(w, ruleOf("warnings.txt", n, w))
			case ok:
				h.begins = append(h.begins, begin)
			default:
				h.sets[row[0]][w] = true
			}
		}
	}
	return h
})

// Is says whether a lemma stands in one of the lists: warn, risk, danger, poses.
func (h *Harms) Is(set, lemma string) bool { return h.sets[set][lemma] }

// Harm says whether a word, by its lemma, names what may come.
func (h *Harms) Harm(lemma string) bool {
	if h.sets["harm"][lemma] {
		return true
	}
	for _, b := range h.begins {
		if strings.HasPrefix(lemma, b) {
			return true
		}
	}
	return false
}

// HorizonAt gives the length of the words of a time to come that s, in lower case, begins with; 0 for none.
func (h *Harms) HorizonAt(s string) int {
	_, n := h.horizons.At(s)
	return n
}
