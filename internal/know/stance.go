package know

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed stances.txt
var stancesFile string

//go:embed nominals.txt
var nominalsFile string

// StanceSort is the sort of word that says where somebody stands.
type StanceSort uint8

// The sorts of words of stance; stances.txt explains them.
const (
	StanceVerb StanceSort = iota
	StanceNoun
	StanceAdjective
	StanceVerdict
	StanceWill
	StanceAct
	StanceModal
	StanceSide
	StanceDuty
	StanceNo
	StanceNot
)

var stanceSorts = map[string]StanceSort{
	"verb": StanceVerb, "noun": StanceNoun, "adjective": StanceAdjective, "verdict": StanceVerdict, "will": StanceWill, "act": StanceAct, "modal": StanceModal, "side": StanceSide, "duty": StanceDuty, "no": StanceNo, "not": StanceNot,
}

// StanceCue is one way to say where somebody stands.
type StanceCue struct {
	Stance string
	Sort   StanceSort
	Second string   // of "rule out" the second word
	Takes  []string // what may follow, in order of preference
	Weak   bool     // it is a stance only on a public matter: one with a frame or another party
	Rule   string   // "stances.txt:31 support"
}

// Stances knows the words of stances and what goes with them. Words are looked up by lemma, in lower case.
type Stances struct {
	cues       map[string][]StanceCue
	sets       map[string]map[string]bool // leave, carry, through, light, lead, request, anaphor, line, part, vague, avow, sought
	delta      map[string]string          // by lemma or word
	deltas     Phrases[string]            // of several words
	conditions Phrases[string]
	nominals   map[string]string // withdraw: withdrawal from
}

// LoadStances gives the stances of the embedded files.
var LoadStances = sync.OnceValue(func() *Stances {
	s := &Stances{cues: map[string][]StanceCue{}, delta: map[string]string{}, nominals: map[string]string{},
		sets: map[string]map[string]bool{"leave": {}, "carry": {}, "through": {}, "light": {}, "vague": {}, "lead": {}, "request": {}, "anaphor": {}, "line": {}, "part": {}, "avow": {}, "sought": {}}}
	for n, row := range numbered(stancesFile) {
		kind, sort, _ := strings.Cut(row[0], " ")
		words := list(column(row, 1), ",")
		switch set := s.sets[kind]; {
		case set != nil:
			for _, w := range words {
				set[w] = true
			}
		case kind == "delta":
			for _, w := range words {
				if strings.Contains(w, " ") {
					s.deltas.add(w, sort)
				} else if s.delta[w] == "" {
					s.delta[w] = sort
				}
			}
		case kind == "condition":
			for _, w := range words {
				s.conditions.add(w, w)
			}
		default:
			at, ok := stanceSorts[sort]
			if !ok {
				bad("stances.txt", row)
			}
			for _, w := range words {
				w, weak := strings.CutSuffix(w, "?")
				first, second, _ := strings.Cut(w, " ")
				s.cues[first] = append(s.cues[first], StanceCue{Stance: kind, Sort: at, Second: second,
					Takes: strings.Fields(column(row, 2)), Weak: weak, Rule: ruleOf("stances.txt", n, w)})
			}
		}
	}
	for _, row := range rows(nominalsFile) {
		for _, pair := range list(row[0], ",") {
			verb, noun, ok := strings.Cut(pair, "=")
			if !ok {
				bad("nominals.txt", row)
			}
			s.nominals[strings.TrimSpace(verb)] = strings.TrimSpace(noun)
		}
	}
	return s
})

// At gives the cues whose first word has that lemma.
func (s *Stances) At(lemma string) []StanceCue { return s.cues[lemma] }

// Is says whether a lemma stands in one of the lists: leave, carry, through, light, lead, request, anaphor, line, part, vague, avow, sought.
func (s *Stances) Is(set, lemma string) bool { return s.sets[set][lemma] }

// Delta gives what a word, by its lemma or as it stands, says of an earlier stance; "" for nothing.
func (s *Stances) Delta(lemma string) string { return s.delta[lemma] }

// DeltaAt gives what the words that text, in lower case, begins with say of an earlier stance.
func (s *Stances) DeltaAt(text string) (string, int) { return s.deltas.At(text) }

// ConditionAt gives the words of a condition that text, in lower case, begins with.
func (s *Stances) ConditionAt(text string) (string, int) { return s.conditions.At(text) }

// Nominal gives the noun of a verb and the preposition before its object: "withdrawal of" for "withdraw", "hosting of" for "host".
func (s *Stances) Nominal(lemma string) (noun, of string) {
	n := s.nominals[lemma]
	if n == "" {
		return gerund(lemma), "of"
	}
	noun, of, ok := strings.Cut(n, " ")
	if !ok {
		of = "of"
	}
	return noun, of
}

// numbered gives the rows of a data file by the number of their line, from 1.
func numbered(file string) func(func(int, []string) bool) {
	return func(yield func(int, []string) bool) {
		n := 0
		for line := range strings.Lines(file) {
			n++
			for _, row := range rows(line) {
				if !yield(n, row) {
					return
				}
			}
		}
	}
}

// ruleOf names an entry of a data file: "stances.txt:31 reiterate".
func ruleOf(file string, line int, words string) string {
	return fmt.Sprintf("%s:%d %s", file, line, words)
}
