package event

import (
	"slices"
	"strings"
)

// state is a code as it is compared: three capital letters, "" for what is none, one code for what is one and the same.
func state(code string) string {
	code = head(code)
	if len(code) < 3 || strings.IndexFunc(code, func(c rune) bool { return c < 'A' || c > 'Z' }) >= 0 {
		return ""
	}
	if one, ok := same[code]; ok {
		return one
	}
	return code
}

// sector is a sector in PLOVER's terms.
func sector(s string) string {
	s = head(s)
	if one, ok := sectors[s]; ok {
		return one
	}
	return s
}

// head gives the first three letters as capitals.
func head(s string) string {
	r := []rune(strings.ToUpper(strings.TrimSpace(s)))
	return string(r[:min(3, len(r))])
}

func states(actors []actor) set {
	all := set{}
	for _, a := range actors {
		if c := state(a.Code); c != "" {
			all[c] = true
		}
	}
	return all
}

// pairs are states with their sectors, "USA GOV".
func pairs(actors []actor) set {
	all := set{}
	for _, a := range actors {
		if c := state(a.Code); c != "" {
			all[c+" "+sector(a.Sector)] = true
		}
	}
	return all
}

func pairsKey(actors []actor) string {
	var all []string
	for p := range pairs(actors) {
		all = append(all, p)
	}
	slices.Sort(all)
	return strings.Join(all, ",")
}

// alternatives are the codes that are as right as a gold actor's own.
func (a *actor) alternatives() []string {
	var all []string
	for _, code := range slices.Concat(a.CodeOK, also[state(a.Code)]) {
		if c := state(code); c != "" {
			all = append(all, c)
		}
	}
	return all
}

// wanted are the states of a gold side; of admissible codes the one that the system has.
func wanted(actors []actor, got set) set {
	all := set{}
	for i := range actors {
		c := state(actors[i].Code)
		if c == "" {
			continue
		}
		if !got[c] {
			for _, other := range actors[i].alternatives() {
				if got[other] {
					c = other
				}
			}
		}
		all[c] = true
	}
	return all
}

// sides compares the states of one event with those of a record.
type sides struct {
	right, extra, missing [2]int // actors, recipients
	named                 [2]bool
	exact, meets          [2]bool // or nothing is wanted
	event                 *event
}

// roles of an event.
const (
	actors = iota
	recipients
)

func compare(r *record, e *event) sides {
	got := [2]set{states(e.Actors), states(e.Recipients)}
	if r.Symmetric {
		got = [2]set{got[actors].union(got[recipients]), {}}
	}
	x := sides{event: e}
	for i, side := range [2][]actor{r.Actors, r.Recipients} {
		want := wanted(side, got[i])
		common := got[i].common(want)
		x.right[i], x.extra[i], x.missing[i] = common, len(got[i])-common, len(want)-common
		x.named[i] = len(want) > 0
		x.exact[i] = !x.named[i] || x.extra[i]+x.missing[i] == 0
		x.meets[i] = !x.named[i] || common > 0
	}
	if !x.named[recipients] { // a gold that names none asks for none
		x.right[recipients], x.extra[recipients], x.missing[recipients] = 0, 0, 0
	}
	return x
}

func (s set) union(t set) set {
	all := set{}
	for x := range s {
		all[x] = true
	}
	for x := range t {
		all[x] = true
	}
	return all
}

// f1 of both roles together.
func (x *sides) f1() float64 {
	n := x.right[0] + x.right[1]
	return tally{n, x.extra[0] + x.extra[1], x.missing[0] + x.missing[1]}.ratios().F1
}

// best gives the event of the record's type that agrees best, all of them together being one more; ok is false where there is none.
func (g *gold) best(r *record) (best sides, ok bool) {
	var all event
	n := 0
	q := -1.0
	try := func(e *event) {
		if x := compare(r, e); x.f1() > q {
			best, q = x, x.f1()
		}
	}
	given := g.given[r.ID.ID]
	for i := range given {
		if given[i].Type != r.Type {
			continue
		}
		n++
		all.Actors, all.Recipients = append(all.Actors, given[i].Actors...), append(all.Recipients, given[i].Recipients...)
		try(&given[i])
	}
	if n > 1 {
		try(&all)
	}
	return best, n > 0
}

// participants are the figures about actors and recipients.
type participants struct {
	found           int      // records whose type was found
	roles           [2]tally // states
	recipientsExact share
	sectors         share
	exact, overlap  int // records
}

func (g *gold) participants() participants {
	var p participants
	for i := range g.real {
		r := &g.real[i]
		x, ok := g.best(r)
		if !ok {
			continue
		}
		p.found++
		for k := range p.roles {
			if x.named[k] {
				p.roles[k].add(tally{x.right[k], x.extra[k], x.missing[k]})
			}
		}
		if x.named[recipients] {
			p.recipientsExact.add(x.exact[recipients])
		}
		if x.exact[actors] && x.exact[recipients] {
			p.exact++
		}
		if x.meets[actors] && x.meets[recipients] {
			p.overlap++
		}
		p.sector(r, x.event)
	}
	return p
}

// sector looks at the gold participants with a sector whose state the event has in their role.
func (p *participants) sector(r *record, e *event) {
	got := [2]set{pairs(e.Actors), pairs(e.Recipients)}
	if r.Symmetric {
		got[actors] = got[actors].union(got[recipients])
	}
	for k, side := range [2][]actor{r.Actors, r.Recipients} {
		for i := range side {
			want, c := sector(side[i].Sector), state(side[i].Code)
			if want == "" || c == "" {
				continue
			}
			there, right := false, false
			for _, code := range append(side[i].alternatives(), c) {
				there = there || slices.ContainsFunc(got[k].list(), func(p string) bool { return strings.HasPrefix(p, code+" ") })
				right = right || got[k][code+" "+want]
			}
			if there {
				p.sectors.add(right)
			}
		}
	}
}

func (s set) list() []string {
	all := make([]string, 0, len(s))
	for x := range s {
		all = append(all, x)
	}
	slices.Sort(all)
	return all
}
