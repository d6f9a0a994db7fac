package know

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed cues.txt
var cuesFile string

// Use is a set of the ways in which a verb ties words to a source.
type Use uint16

// The uses of cues; cues.txt explains them.
const (
	Quotes      Use = 1 << iota // q
	That                        // t
	Bare                        // b
	Addressed                   // o
	Infinitive                  // i
	AskedTo                     // a
	Participial                 // x
	Final                       // s
)

const useLetters = "qtboiaxs"

// Cue is one form of a verb of speech.
type Cue struct {
	Form Form
	Uses Use
}

// Cues knows the verbs of speech.
type Cues struct {
	verbs   Phrases[Cue]
	between map[string]bool
	claims  map[string]bool
}

// LoadCues gives the cues of the embedded file.
var LoadCues = sync.OnceValue(func() *Cues {
	c := &Cues{between: map[string]bool{}, claims: map[string]bool{}}
	uses := map[string]Use{} // of a verb, over all its lines
	var order []string       // the verbs, each as on its first line, where its irregular forms stand
	for _, row := range rows(cuesFile) {
		if words, ok := strings.CutPrefix(row[0], "between "); ok {
			for _, w := range strings.Fields(words) {
				c.between[w] = true
			}
			continue
		}
		if words, ok := strings.CutPrefix(row[0], "claims "); ok {
			for _, w := range strings.Fields(words) {
				c.claims[w] = true
			}
			continue
		}
		if len(row) != 2 {
			bad("cues.txt", row)
		}
		var u Use
		for _, letter := range row[0] {
			i := strings.IndexRune(useLetters, letter)
			if i < 0 {
				bad("cues.txt", row)
			}
			u |= 1 << i
		}
		for _, verb := range verbs(row[1]) {
			key, _, _ := strings.Cut(verb, " (")
			if uses[key] == 0 {
				order = append(order, verb)
			}
			uses[key] |= u
		}
	}
	for _, verb := range order {
		key, _, _ := strings.Cut(verb, " (")
		inflect(verb, func(words string, f Form) { c.verbs.add(words, Cue{Form: f, Uses: uses[key]}) })
	}
	return c
})

// verbs cuts a list of verbs at its commas, but not at those inside brackets.
func verbs(cell string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range cell + "," {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				if v := strings.TrimSpace(cell[from:i]); v != "" {
					out = append(out, v)
				}
				from = i + 1
			}
		}
	}
	return out
}

// At gives the cue that s, in lower case, begins with.
func (c *Cues) At(s string) (Cue, int) { return c.verbs.At(s) }

// Claims says whether a word in lower case puts forward what the text does not vouch for: "the claim that ...".
func (c *Cues) Claims(w string) bool { return c.claims[w] }

// Between says whether a word may stand between a source and its cue.
func (c *Cues) Between(w string) bool {
	return c.between[w] || len(w) > 4 && strings.HasSuffix(w, "ly")
}
