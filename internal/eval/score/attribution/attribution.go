// Package attribution scores attributions (source, cue, content) against a gold set, as PolNeAR's and Citron's evaluations do.
//
// What is equal. Letters are the letters and digits that a role covers, or its other characters where it has none. Roles are
// equal exactly if their spans are, and in the norm if they cover the same letters, whatever quotation marks, commas and spaces
// stand at their edges.
//
//	cue       equal to the cue of any relation of the other side
//	source    cues share a letter and sources are equal; of relations that have a source
//	content   cues share a letter and contents are equal
//	relation  all three are equal, with one relation of the other side
//	overlap   tokens of a role; a token in m gold and n system relations counts min(m, n) times
//	found     one to one, best content first: half of the contents' letters in common (IoU), and the sources share a letter or
//	          both have none; found+cue: the cues share a letter, too
//	type      direct: nine tenths of the content's letters or more stand in double quotation marks; indirect: none; mixed: the
//	          rest. Made from the text for both sides.
//
// Left out are gold relations without cue or content, what lies wholly in regions that the gold discards, relations nested in the
// content of a system relation that is right about it, unless their cue meets a gold cue (gold sets know the outermost relation
// only), second copies, and records of the title or the deck.
package attribution

import (
	"slices"

	"readout/doc"
	"readout/internal/eval/score"
)

// role is a part of a relation.
type role int

const (
	cue role = iota
	source
	content
	roles
)

var roleNames = [roles]string{"cue", "source", "content"}

// relation is one attribution, each role a sorted list of spans in code points.
type relation struct {
	parts [roles][]doc.Span
	typed string // as the system says: direct, indirect, mixed, or nothing
}

// document is the gold of one document.
type document struct {
	id        string
	text      *text
	relations []relation
	discard   []doc.Span // in letters of the text
}

// kind is the type of a relation as its text tells it.
type kind int

const (
	untyped kind = iota
	direct
	indirect
	mixed
	kinds
)

var kindNames = [kinds]string{"", "direct", "indirect", "mixed"}

// prepared is a relation with what is compared.
type prepared struct {
	*relation
	letters, tokens [roles][]doc.Span
	kind            kind
}

func (t *text) prepare(relations []relation) []prepared {
	all := make([]prepared, len(relations))
	for i := range relations {
		p := prepared{relation: &relations[i]}
		for r := range roles {
			p.letters[r], p.tokens[r] = t.lettersOf(p.parts[r]), t.tokensOf(p.parts[r])
		}
		p.kind = t.kindOf(p.letters[content])
		all[i] = p
	}
	return all
}

func (p *prepared) has(r role) bool { return len(p.parts[r]) > 0 }

// equal compares a role, in the norm or exactly.
func equal(g, s *prepared, r role, norm bool) bool {
	if norm {
		return slices.Equal(g.letters[r], s.letters[r])
	}
	return slices.Equal(g.parts[r], s.parts[r])
}

func meet(a, b []doc.Span) bool { return score.Common(a, b) > 0 }

// sourcesMeet says whether the sources share a letter, or both have none.
func sourcesMeet(g, s *prepared) bool {
	a, b := g.letters[source], s.letters[source]
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return meet(a, b)
}

// test is one way for relations to agree.
type test int

// The exact tests and, one higher each, those in the norm; then those that pair relations one to one.
const (
	cueTest test = 2 * iota
	sourceTest
	contentTest
	relationTest
	found
	foundCue  = found + 1
	content50 = found + 2
	tests     = found + 3
)

// tally counts the relations that a test asks, and those that pass it.
type tally struct{ right, system, found, gold int }

func (t *tally) ratios() score.PRF { return score.Ratios(t.right, t.system, t.found, t.gold) }

// counts are those of a document; everything is a sum, so documents add up.
type counts struct {
	gold, system, nested, discarded int

	tests   [tests][kinds]tally // untyped: all types together
	overlap [roles + 1]tally    // in tokens; the last of all roles together

	// Of pairs whose contents agree:
	pairs, agree                      int // on whether there is a source
	withSource, sourceMeets, sameNorm int
	without, withoutRight             int
	declared, declaredRight           int
}

func (c *counts) add(d *counts) {
	for _, x := range [][2]*int{{&c.gold, &d.gold}, {&c.system, &d.system}, {&c.nested, &d.nested}, {&c.discarded, &d.discarded},
		{&c.pairs, &d.pairs}, {&c.agree, &d.agree}, {&c.withSource, &d.withSource}, {&c.sourceMeets, &d.sourceMeets}, {&c.sameNorm, &d.sameNorm},
		{&c.without, &d.without}, {&c.withoutRight, &d.withoutRight}, {&c.declared, &d.declared}, {&c.declaredRight, &d.declaredRight}} {
		*x[0] += *x[1]
	}
	for i := range c.tests {
		for k := range c.tests[i] {
			c.tests[i][k].add(d.tests[i][k])
		}
	}
	for r := range c.overlap {
		c.overlap[r].add(d.overlap[r])
	}
}

func (t *tally) add(u tally) {
	t.right, t.system, t.found, t.gold = t.right+u.right, t.system+u.system, t.found+u.found, t.gold+u.gold
}

// compare counts one document.
func (d *document) compare(gold, system []relation) *counts {
	c := new(counts)
	g := d.text.prepare(gold)
	s := d.leaveOut(c, g, d.text.prepare(system))
	c.gold, c.system = len(g), len(s)
	c.byEquality(g, s)
	c.byTokens(g, s)
	c.count(found, g, s, matched(pairs(g, s, sourcesMeet)), nil)
	c.count(foundCue, g, s, matched(pairs(g, s, func(g, s *prepared) bool { return sourcesMeet(g, s) && meet(g.letters[cue], s.letters[cue]) })), nil)
	both := pairs(g, s, func(_, _ *prepared) bool { return true })
	c.count(content50, g, s, matched(both), nil)
	for _, p := range both {
		c.sources(&g[p[0]], &s[p[1]])
	}
	return c
}

// leaveOut drops the system relations that the gold says nothing of.
func (d *document) leaveOut(c *counts, gold, system []prepared) []prepared {
	var outer []int
	for i := range system {
		if slices.ContainsFunc(gold, func(g prepared) bool { return score.IoU(system[i].letters[content], g.letters[content]) >= 0.5 }) {
			outer = append(outer, i)
		}
	}
	var kept []prepared
	for i := range system {
		s := &system[i]
		in := func(part []doc.Span) bool { return len(part) > 0 && score.Within(part, d.discard) }
		whole := score.Merge(slices.Concat(s.letters[cue], s.letters[content]))
		switch {
		case in(s.letters[cue]) || in(s.letters[content]):
			c.discarded++
		case slices.ContainsFunc(outer, func(o int) bool { return o != i && score.Within(whole, system[o].letters[content]) }) &&
			!slices.ContainsFunc(gold, func(g prepared) bool { return meet(s.letters[cue], g.letters[cue]) }):
			c.nested++
		default:
			kept = append(kept, *s)
		}
	}
	return kept
}

// hits marks which relations of either side pass a test.
type hits struct{ gold, system []int } // sorted indices, each once

func (c *counts) byEquality(gold, system []prepared) {
	for norm := range 2 {
		var h [4]hits
		for i := range gold {
			for j := range system {
				g, s := &gold[i], &system[j]
				same := [roles]bool{}
				for r := range roles {
					same[r] = equal(g, s, r, norm == 1)
				}
				over := meet(g.letters[cue], s.letters[cue])
				for n, ok := range [4]bool{same[cue], over && g.has(source) && same[source], over && same[content], over && same[cue] && same[source] && same[content]} {
					if ok {
						h[n].gold, h[n].system = append(h[n].gold, i), append(h[n].system, j)
					}
				}
			}
		}
		for n, t := range []test{cueTest, sourceTest, contentTest, relationTest} {
			asked := func(p *prepared) bool { return t != sourceTest || p.has(source) }
			c.count(t+test(norm), gold, system, h[n].once(), asked)
		}
	}
}

func (h hits) once() hits {
	slices.Sort(h.gold)
	slices.Sort(h.system)
	return hits{slices.Compact(h.gold), slices.Compact(h.system)}
}

// count adds a test's figures, for all types and for each; asked says which relations it is about, nil for all.
func (c *counts) count(t test, gold, system []prepared, h hits, asked func(*prepared) bool) {
	for k := range kinds {
		of := func(p *prepared) int {
			if k == untyped || p.kind == k {
				return 1
			}
			return 0
		}
		x := &c.tests[t][k]
		for i := range gold {
			if asked == nil || asked(&gold[i]) {
				x.gold += of(&gold[i])
			}
		}
		for i := range system {
			if asked == nil || asked(&system[i]) {
				x.system += of(&system[i])
			}
		}
		for _, i := range h.gold {
			x.found += of(&gold[i])
		}
		for _, i := range h.system {
			x.right += of(&system[i])
		}
	}
}

// byTokens counts how often each token stands in a role on either side.
func (c *counts) byTokens(gold, system []prepared) {
	for r := range roles {
		g, s := tokenCounts(gold, r), tokenCounts(system, r)
		common := 0
		for i := range min(len(g), len(s)) {
			common += min(g[i], s[i])
		}
		t := tally{common, total(s), common, total(g)}
		c.overlap[r].add(t)
		c.overlap[roles].add(t)
	}
}

func tokenCounts(all []prepared, r role) []int {
	end := 0
	for i := range all {
		if t := all[i].tokens[r]; len(t) > 0 {
			end = max(end, t[len(t)-1].End)
		}
	}
	n := make([]int, end+1) // first the differences from token to token
	for i := range all {
		for _, s := range all[i].tokens[r] {
			n[s.Start]++
			n[s.End]--
		}
	}
	for i := 1; i < len(n); i++ {
		n[i] += n[i-1]
	}
	return n
}

func total(counts []int) int {
	n := 0
	for _, x := range counts {
		n += x
	}
	return n
}

// pairs matches relations one to one whose contents have half of their letters in common, the best contents first.
func pairs(gold, system []prepared, ok func(g, s *prepared) bool) [][2]int {
	type candidate struct {
		iou  float64
		cues int
		pair [2]int
	}
	var all []candidate
	for i := range gold {
		for j := range system {
			g, s := &gold[i], &system[j]
			if v := score.IoU(g.letters[content], s.letters[content]); v >= 0.5 && ok(g, s) {
				all = append(all, candidate{v, score.Common(g.letters[cue], s.letters[cue]), [2]int{i, j}})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { // of equals, the earlier ones
		switch {
		case a.iou > b.iou, a.iou == b.iou && a.cues > b.cues:
			return -1
		case a.iou == b.iou && a.cues == b.cues:
			return 0
		}
		return 1
	})
	usedGold, usedSystem := make([]bool, len(gold)), make([]bool, len(system))
	var taken [][2]int
	for _, c := range all {
		if i, j := c.pair[0], c.pair[1]; !usedGold[i] && !usedSystem[j] {
			usedGold[i], usedSystem[j] = true, true
			taken = append(taken, c.pair)
		}
	}
	return taken
}

func matched(pairs [][2]int) hits {
	var h hits
	for _, p := range pairs {
		h.gold, h.system = append(h.gold, p[0]), append(h.system, p[1])
	}
	return h
}

// sources compares the sources of a pair whose contents agree.
func (c *counts) sources(g, s *prepared) {
	one := func(ok bool) int {
		if ok {
			return 1
		}
		return 0
	}
	c.pairs++
	c.agree += one(g.has(source) == s.has(source))
	if g.has(source) {
		c.withSource++
		c.sourceMeets += one(meet(g.letters[source], s.letters[source]))
		c.sameNorm += one(equal(g, s, source, true))
	} else {
		c.without++
		c.withoutRight += one(!s.has(source))
	}
	if s.typed != "" {
		c.declared++
		c.declaredRight += one(s.typed == kindNames[g.kind])
	}
}

// citron reduces relations as Citron reduces PARC3 before it scores: those without a source and those whose cue is quoted are
// dropped, and a source ends before its first comma.
func (t *text) citron(all []relation) []relation {
	var kept []relation
	for _, r := range all {
		quoted := slices.ContainsFunc(r.parts[cue], func(s doc.Span) bool { return t.inQuotes[s.Start] || t.inQuotes[s.End-1] })
		if len(r.parts[cue]) == 0 || len(r.parts[source]) == 0 || len(r.parts[content]) == 0 || quoted {
			continue
		}
		r.parts[source] = slices.Clone(r.parts[source])
		for i, s := range r.parts[source] {
			if k := slices.Index(t.runes[s.Start:s.End], ','); k > 0 {
				r.parts[source][i].End = s.Start + k
			}
		}
		kept = append(kept, r)
	}
	return kept
}
