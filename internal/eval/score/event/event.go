// Package event scores events against gold records, sentence by sentence.
//
//	type       recall: gold records whose sentence got an event of the record's type. Precision: events of those sentences whose
//	           type is a gold type of the sentence; a lower bound where the gold names one event a sentence.
//	lenient    the same, with the other types that a record accepts
//	quad       the same, with the four classes of types (sanctions are material conflict)
//	top        records whose type is that of the event that the system is surest of
//	countries  among records whose type was found: actors and recipients as sets of states. The event of the type that agrees
//	           best counts; all of the type together are one more. A symmetric record (several actors, no recipient) has one set.
//	sector     of gold actors and recipients that have one and whose state was found in their role
//	triple     of all records: type and both sets of states right; overlap: type and one of each right
//	CAMEO      of records with a code: the root in the sentence; and the full code, where the gold has one
//	silent     sentences with gold events that got no event at all
//
// Records whose texts are equal are one sentence. Of events that agree in type, CAMEO root, states and sectors one counts. What the
// gold drops (codes without a type in PLOVER) is asked of nobody. Whether an event happened is not asked either.
package event

import (
	"cmp"
	"slices"
	"strings"

	"readout/internal/eval/score"
)

// actor is a participant.
type actor struct {
	Code   string   `json:"code"`
	Sector string   `json:"sector"`
	CodeOK []string `json:"code_ok"` // gold: codes that are as right
}

// event is one event of the system.
type event struct {
	Type       string  `json:"type"`
	CAMEO      string  `json:"cameo"`
	Actors     []actor `json:"actors"`
	Recipients []actor `json:"recipients"`
	Confidence float64 `json:"confidence"`

	Field   string `json:"field"`
	Trigger []int  `json:"trigger"`
}

// record is one event of the gold, or a sentence that has none.
type record struct {
	score.ID
	Type       string   `json:"type"` // "" for a sentence without events
	CAMEO      string   `json:"cameo"`
	Actors     []actor  `json:"actors"`
	Recipients []actor  `json:"recipients"`
	Text       string   `json:"text"`
	Accept     []string `json:"accept"`
	Symmetric  bool     `json:"symmetric"`
	Dropped    bool     `json:"dropped"` // nothing is asked of the sentence
}

// sentence is what the records of one text say together.
type sentence struct {
	id        string // of its first record
	types, ok set
	free      bool
}

func (s *sentence) scored() bool { return len(s.types) > 0 || !s.free }

type set map[string]bool

func (s set) with(more ...string) set {
	for _, x := range more {
		s[x] = true
	}
	return s
}

func (s set) common(t set) int {
	n := 0
	for x := range s {
		if t[x] {
			n++
		}
	}
	return n
}

// gold is a gold set with what its sentences were given.
type gold struct {
	real      []record // those with a type
	sentences []*sentence
	given     map[string][]event // by id of a record, the surest first, none twice
}

func newGold(records []record, system map[string][]event) *gold {
	g := &gold{given: map[string][]event{}}
	byText := map[string]*sentence{}
	for _, r := range records {
		if _, ok := g.given[r.ID.ID]; !ok {
			g.given[r.ID.ID] = distinct(system[r.ID.ID])
		}
		key := cmp.Or(r.Text, r.ID.ID)
		s := byText[key]
		if s == nil {
			s = &sentence{id: r.ID.ID, types: set{}, ok: set{}}
			byText[key] = s
			g.sentences = append(g.sentences, s)
		}
		s.free = s.free || r.Dropped
		if r.Type != "" {
			s.types.with(r.Type)
			s.ok.with(r.Type).with(r.Accept...)
			g.real = append(g.real, r)
		}
	}
	return g
}

// distinct orders events by confidence and drops those of no known type and second copies.
func distinct(events []event) []event {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b event) int { return cmp.Compare(b.Confidence, a.Confidence) })
	seen := set{}
	return slices.DeleteFunc(sorted, func(e event) bool {
		key := strings.Join([]string{e.Type, root(e.CAMEO), pairsKey(e.Actors), pairsKey(e.Recipients)}, "|")
		drop := quads[e.Type] == 0 || seen[key]
		seen[key] = true
		return drop
	})
}

func root(cameo string) string { return cameo[:min(2, len(cameo))] }

// row is recall over records and precision over events.
type row struct{ hit, records, right, events int }

func (x row) ratios() score.PRF { return score.Ratios(x.right, x.events, x.hit, x.records) }

// row counts records that one of their events hits, and events that are right in their sentence.
func (g *gold) row(hit func(*record, *event) bool, right func(*sentence, *event) bool) row {
	x := row{records: len(g.real)}
	for i := range g.real {
		if g.any(&g.real[i], func(e *event) bool { return hit(&g.real[i], e) }) {
			x.hit++
		}
	}
	for _, s := range g.sentences {
		if !s.scored() {
			continue
		}
		for i := range g.given[s.id] {
			x.events++
			if right(s, &g.given[s.id][i]) {
				x.right++
			}
		}
	}
	return x
}

func (g *gold) any(r *record, ok func(*event) bool) bool {
	given := g.given[r.ID.ID]
	for i := range given {
		if ok(&given[i]) {
			return true
		}
	}
	return false
}

func sameType(r *record, e *event) bool { return e.Type == r.Type }

func (g *gold) byType() row {
	return g.row(sameType, func(s *sentence, e *event) bool { return s.types[e.Type] })
}

func (g *gold) lenient() row {
	return g.row(func(r *record, e *event) bool { return sameType(r, e) || slices.Contains(r.Accept, e.Type) },
		func(s *sentence, e *event) bool { return s.ok[e.Type] })
}

func (g *gold) byQuad() row {
	return g.row(func(r *record, e *event) bool { return quads[e.Type] == quads[r.Type] },
		func(s *sentence, e *event) bool {
			for t := range s.types {
				if quads[t] == quads[e.Type] {
					return true
				}
			}
			return false
		})
}

// share counts records among those with a property.
type share struct{ n, of int }

func (x share) value() float64 { return score.Share(x.n, x.of) }

func (x *share) add(ok bool) {
	x.of++
	if ok {
		x.n++
	}
}

// top counts records whose type is the system's surest one.
func (g *gold) top() (x share) {
	for _, r := range g.real {
		given := g.given[r.ID.ID]
		x.add(len(given) > 0 && given[0].Type == r.Type)
	}
	return x
}

// silent counts sentences with events that were given none; kept, sentences without events that were given none.
func (g *gold) silent() (silent, kept share) {
	for _, s := range g.sentences {
		none := len(g.given[s.id]) == 0
		if len(s.types) > 0 {
			silent.add(none)
		} else if !s.free {
			kept.add(none)
		}
	}
	return silent, kept
}

// codes counts records with a CAMEO code whose root was found, and those with a full code that was.
func (g *gold) codes() (roots, full share) {
	for i := range g.real {
		r := &g.real[i]
		if r.CAMEO == "" {
			continue
		}
		roots.add(g.any(r, func(e *event) bool { return root(e.CAMEO) == root(r.CAMEO) }))
		if len(r.CAMEO) > 2 {
			full.add(g.any(r, func(e *event) bool { return e.CAMEO == r.CAMEO }))
		}
	}
	return roots, full
}
