package know

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed events.txt
var eventsFile string

//go:embed status.txt
var statusFile string

// Pattern is one reading of a verb as an event.
type Pattern struct {
	Type, CAMEO string
	Context     string
	Objects     *Phrases[bool] // one of which must follow; nil where none is asked for
	Recipient   string         // "needed", "any", "none", or the word before the recipient
}

// EventVerb is one form of a verb that reports events, with its patterns: those with objects first.
type EventVerb struct {
	Form     Form
	Patterns []*Pattern
}

// Events knows which verbs report which events.
type Events struct {
	verbs  Phrases[*EventVerb]
	status map[string]string
}

// LoadEvents gives the patterns of the embedded file.
var LoadEvents = sync.OnceValue(func() *Events {
	e := &Events{status: map[string]string{}}
	seen := map[string]*EventVerb{}
	for pass := range 2 { // patterns with objects come first
		for _, row := range rows(eventsFile) {
			head := strings.Fields(row[0])
			if len(row) != 4 || len(head) < 2 {
				bad("events.txt", row)
			}
			if (row[2] == "") != (pass == 1) {
				continue
			}
			p := &Pattern{Type: head[0], CAMEO: head[1], Recipient: column(row, 3)}
			if len(head) > 2 {
				p.Context = head[2]
			}
			if row[2] != "" {
				p.Objects = new(Phrases[bool])
				for _, o := range list(row[2], ",") {
					p.Objects.add(o, true)
				}
			}
			if p.Recipient == "" {
				p.Recipient = "any"
			}
			enter := func(words string, f Form) {
				key := words
				v := seen[key]
				if v == nil {
					v = &EventVerb{Form: f}
					seen[key] = v
					e.verbs.add(words, v)
				}
				v.Patterns = append(v.Patterns, p)
			}
			for _, verb := range verbs(row[1]) {
				if words, ok := strings.CutPrefix(verb, "="); ok {
					enter(words, Gerund)
					continue
				}
				inflect(verb, enter)
			}
		}
	}
	for _, row := range rows(statusFile) {
		words := strings.Fields(row[0])
		for _, w := range words[1:] {
			e.status[w] = words[0]
		}
	}
	return e
})

// At gives the event verb that s, in lower case, begins with.
func (e *Events) At(s string) (*EventVerb, int) { return e.verbs.At(s) }

// Status gives what a word in lower case before a verb does to it: planned, hypothetical, negated, recalls or "".
func (e *Events) Status(w string) string { return e.status[w] }
