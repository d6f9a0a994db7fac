package know

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed engagements.txt
var engagementsFile string

// Channels knows what engagements between governments are called.
type Channels struct {
	names    Phrases[Channel]
	words    map[string]map[string]string // cadence, level, status: by word in lower case
	cadences Phrases[string]
	sets     map[string]map[string]bool // suspends, ends, proposes, plans, takes-part, meets, travels: by lemma
}

// Channel is a name of a channel.
type Channel struct {
	Kind string
	Weak bool   // the words alone are too common: it takes "joint", "annual", or the names of both sides
	Rule string // "engagements.txt:3 working group"
}

// LoadChannels gives the channels of the embedded file.
var LoadChannels = sync.OnceValue(func() *Channels {
	c := &Channels{words: map[string]map[string]string{"cadence": {}, "level": {}, "status": {}}, sets: map[string]map[string]bool{}}
	for n, row := range numbered(engagementsFile) {
		switch {
		case len(row) != 2:
			bad("engagements.txt", row)
		case c.words[row[0]] != nil:
			for _, pair := range strings.Fields(row[1]) {
				w, v, _ := strings.Cut(pair, "=")
				c.words[row[0]][w] = v
			}
		case row[0] == "cadences":
			for _, pair := range list(row[1], ",") {
				w, v, _ := strings.Cut(pair, "=")
				c.cadences.add(w, v)
			}
		case engagementKinds[row[0]]:
			for _, w := range list(row[1], ",") {
				name, weak := strings.CutSuffix(w, "?")
				c.names.add(name, Channel{Kind: row[0], Weak: weak, Rule: ruleOf("engagements.txt", n, name)})
			}
		default:
			c.sets[row[0]] = map[string]bool{}
			for _, w := range list(row[1], ",") {
				c.sets[row[0]][w] = true
			}
		}
	}
	return c
})

var engagementKinds = map[string]bool{"dialogue": true, "consultation": true, "exercise": true, "military-to-military": true,
	"capacity-building": true, "visit": true, "summit": true, "hotline": true, "agreement": true}

// At gives the channel whose name s, in lower case, begins with.
func (c *Channels) At(s string) (Channel, int) { return c.names.At(s) }

// Word gives what a word in lower case says of a channel's cadence, level or status; "" for nothing.
func (c *Channels) Word(table, w string) string { return c.words[table][w] }

// CadenceAt gives the cadence whose words s, in lower case, begins with.
func (c *Channels) CadenceAt(s string) (string, int) { return c.cadences.At(s) }

// Is says whether a lemma stands in one of the lists: suspends, ends, proposes, plans, takes-part, meets, travels.
func (c *Channels) Is(set, lemma string) bool { return c.sets[set][lemma] }
