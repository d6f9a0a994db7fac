package event

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"readout/doc"
	"readout/internal/lang"
)

// Clue is something about an event by which it is more or less likely to be right.
type Clue int

// The clues, in the order of [Clues]. Those that count are logarithms of one more.
const (
	clueAlways     Clue = iota // 1, whatever the event
	clueHome                   // all sides are of one state
	clueNoun                   // a noun carries it
	clueAccuse                 // an accusation
	clueActual                 // told as done
	clueDeep                   // how many clauses it stands under
	clueLate                   // the number of its sentence
	clueLong                   // how many sentences the text has
	clueStates                 // how many states the text names
	clueLeading                // the actor's state is the one that the text names most
	clueShare                  // the share of the recipient's state in all that the text names
	clueNamed                  // an actor is called by name
	clueGovernment             // a recipient is a government
	clueGuessed                // no phrase tells the state of a side
	clueApart                  // how many tokens lie between it and its recipient
	clueAlone                  // one acts, and nobody is told on whom
	clueNobody                 // nobody is told who acts
	clueCount
)

// Clues are their names, as confidence.txt has them.
var Clues = [clueCount]string{"always", "home", "noun", "accuse", "actual", "deep", "late", "long",
	"states", "leading", "share", "named", "government", "guessed", "apart", "alone", "nobody"}

//go:embed confidence.txt
var confidenceFile string

// Weights are the weights of the clues that confidence.txt has.
var Weights = sync.OnceValue(func() [clueCount]float64 { return weightsOf(confidenceFile) })

// weightsOf reads a weight a line, behind the name of its clue.
func weightsOf(file string) (weights [clueCount]float64) {
	names := map[string]Clue{}
	for c, name := range Clues {
		names[name] = Clue(c)
	}
	for line := range strings.Lines(file) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		c, known := names[f[0]]
		w, err := strconv.ParseFloat(f[len(f)-1], 64)
		if !known || err != nil || len(f) != 2 {
			panic(fmt.Sprintf("confidence.txt: %q is no clue with a weight", line)) // built in: every test sees it
		}
		weights[c] = w
	}
	return weights
}

// confidence is how likely an event is right, by what readers judged of such (docs/events.md): a logistic regression over clues.
func (f *Finder) confidence(a *act, ev *doc.Event) float64 {
	clues, weights := f.clues(a, ev), Weights()
	if f.Watch != nil {
		shown := clues // so that clues need no memory of their own where nobody watches
		f.Watch(ev, shown[:])
	}
	return math.Round(100*Likely(weights[:], clues[:])) / 100
}

// Likely is how likely an event with such clues is right, from 0 to 1: the logistic curve over the weighted sum of its clues.
func Likely(weights, clues []float64) float64 {
	sum := 0.0
	for c, w := range weights {
		sum += w * clues[c]
	}
	return 1 / (1 + math.Exp(-sum))
}

func (f *Finder) clues(a *act, ev *doc.Event) (clues [clueCount]float64) {
	t := f.t
	yes := func(c Clue, is bool) {
		if is {
			clues[c] = 1
		}
	}
	count := func(c Clue, n int) { clues[c] = max(clues[c], math.Log1p(float64(n))) }
	clues[clueAlways] = 1
	actors, recipients := f.codes(a.actors), f.codes(a.recipients)
	_, home := f.facing(a, actors, recipients)
	yes(clueHome, home)
	yes(clueNoun, a.entry.Noun)
	yes(clueAccuse, ev.Type == "ACCUSE")
	yes(clueActual, ev.Status == "actual")
	yes(clueAlone, len(ev.Recipients) == 0 && len(ev.Actors) < 2)
	yes(clueNobody, len(ev.Actors) == 0)
	over := 0
	for k := a.frame.clause; k >= 0 && over < clueDepth; k = int(t.Tokens[k].Head) {
		over++
	}
	count(clueDeep, over)
	count(clueLate, ev.Sentence)
	count(clueLong, len(t.Sentences))
	count(clueStates, len(f.named))
	for k := a.actors[0]; k < a.actors[1]; k++ {
		s := &f.sides[k]
		yes(clueLeading, s.code != "" && s.code == f.top)
		yes(clueNamed, s.mention >= 0 && t.Mentions[s.mention].Name)
		yes(clueGuessed, f.guessed(s))
	}
	for k := a.recipients[0]; k < a.recipients[1]; k++ {
		s := &f.sides[k]
		if f.total > 0 {
			clues[clueShare] = max(clues[clueShare], float64(f.named[s.code])/float64(f.total))
		}
		yes(clueGovernment, s.code != "" && s.sector == "GOV")
		yes(clueGuessed, f.guessed(s))
		count(clueApart, max(s.first-a.head, a.head-s.first))
	}
	return clues
}

const clueDepth = 12 // how far up a tree is counted

// guessed says whether no phrase of the text tells which state a side is of.
func (f *Finder) guessed(s *side) bool {
	if s.code == "" {
		return false
	}
	if s.mention < 0 {
		return s.open || s.domestic
	}
	m := &f.t.Mentions[s.mention]
	return m.Code != s.code && m.Code2 != s.code || m.Entity >= 0 && f.t.Entities[m.Entity].Guessed && f.t.Entities[m.Entity].Kind != lang.State
}
