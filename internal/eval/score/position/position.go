// Package position scores positions, engagements and warnings against a gold file.
//
// Positions of a document that agree in stance, subject and evidence are one, held by several (a joint statement); their parties
// are united, less the holders.
//
//	positions    the same holder (several: half of the two sets together), the same stance, and either half of the subjects' words
//	             in common (F1) or the same parties and overlapping evidence
//	delta        of matched pairs
//	terms        of matched pairs: decided by the same, not by the same, a word of the aspect in common
//	engagements  the same kind and parties, overlapping evidence; cadence, level and status are asked of matched pairs
//	warnings     overlapping evidence
//
// Evidence overlaps when what is common is half of the shorter side or more, and a tenth of the longer, so that a whole document is
// no evidence. Pairs are made one to one, the best first. Records of the title or the deck are left out.
package position

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"readout/doc"
	"readout/internal/eval/score"
)

// record is a position, an engagement or a warning as it is compared.
type record struct {
	holders, parties set // of positions; parties of engagements too
	stance           string
	words            []string // of the subject
	delta            string
	terms            []term

	kind, cadence, level, status string // of engagements

	evidence []doc.Span
}

type set map[string]bool

func setOf(codes ...string) set {
	all := set{}
	for _, c := range codes {
		if c = strings.ToUpper(strings.TrimSpace(c)); c != "" {
			all[c] = true
		}
	}
	return all
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

func (s set) equal(t set) bool { return len(s) == len(t) && s.common(t) == len(s) }

func (s set) iou(t set) float64 {
	common := s.common(t)
	return score.Share(common, len(s)+len(t)-common)
}

// term says who decides an aspect.
type term struct {
	aspect           set // its words
	decidedBy, notBy set
}

func (t *term) agrees(u *term) bool {
	return t.decidedBy.equal(u.decidedBy) && t.notBy.equal(u.notBy) && t.aspect.common(u.aspect) > 0
}

// stop are words that say nothing of a subject.
var stop = func() set {
	all := set{}
	for _, w := range strings.Fields("a an the of for on in to and by with at from or its their his her our as is be it that this") {
		all[w] = true
	}
	return all
}()

// wordsOf cuts a subject into words in small letters, without the plural's s.
func wordsOf(s string) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(s), "’", "'"), "'s ", " ")
	var all []string
	for _, w := range strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.Is(unicode.N, c) }) {
		if stop[w] {
			continue
		}
		if len([]rune(w)) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			w = w[:len(w)-1]
		}
		all = append(all, w)
	}
	return all
}

// wordF1 is what two subjects have in common.
func wordF1(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	left := map[string]int{}
	for _, w := range b {
		left[w]++
	}
	hit := 0
	for _, w := range a {
		if left[w] > 0 {
			left[w]--
			hit++
		}
	}
	return 2 * float64(hit) / float64(len(a)+len(b))
}

func overlap(a, b []doc.Span) bool {
	c, short, long := score.Common(a, b), score.Size(a), score.Size(b)
	if short > long {
		short, long = long, short
	}
	return c > 0 && float64(c) >= 0.5*float64(short) && float64(c) >= 0.1*float64(long)
}

func sameHolder(g, s *record) bool {
	a, b := g.holders, s.holders
	common := a.common(b)
	switch {
	case len(a) == 0 || len(b) == 0:
		return false
	case len(a) == 1 && len(b) == 1:
		return common == 1
	}
	return 2*common >= len(a)+len(b)-common
}

func sameSubject(g, s *record) bool {
	return wordF1(g.words, s.words) >= 0.5 || g.parties.equal(s.parties) && overlap(g.evidence, s.evidence)
}

func oneIf(ok bool) float64 {
	if ok {
		return 1
	}
	return 0
}

// match is how records of a kind are paired: which may be, and how well they agree.
type match struct {
	ok   func(g, s *record) bool
	rank func(g, s *record) float64
}

func positionRank(g, s *record) float64 {
	return wordF1(g.words, s.words) + score.IoU(g.evidence, s.evidence) + 0.5*g.parties.iou(s.parties) + 0.5*g.holders.iou(s.holders) + 0.25*oneIf(g.stance == s.stance)
}

var (
	positions  = match{func(g, s *record) bool { return sameHolder(g, s) && g.stance == s.stance && sameSubject(g, s) }, positionRank}
	stanceless = match{func(g, s *record) bool { return sameHolder(g, s) && sameSubject(g, s) }, positionRank}
	channels   = match{
		func(g, s *record) bool {
			return g.kind == s.kind && g.parties.equal(s.parties) && overlap(g.evidence, s.evidence)
		},
		func(g, s *record) float64 {
			return score.IoU(g.evidence, s.evidence) + 0.1*oneIf(g.status == s.status)
		},
	}
	anyChannel = match{
		func(g, s *record) bool { return overlap(g.evidence, s.evidence) },
		func(g, s *record) float64 {
			return score.IoU(g.evidence, s.evidence) + 0.5*oneIf(g.kind == s.kind) + 0.5*oneIf(g.parties.equal(s.parties))
		},
	}
	warnings = match{
		func(g, s *record) bool { return overlap(g.evidence, s.evidence) },
		func(g, s *record) float64 { return score.IoU(g.evidence, s.evidence) },
	}
)

// pairs matches records one to one, the best first; of equals the earlier ones.
func (m match) pairs(gold, system []record) [][2]*record {
	type candidate struct {
		rank float64
		i, j int
	}
	var all []candidate
	for i := range gold {
		for j := range system {
			if m.ok(&gold[i], &system[j]) {
				all = append(all, candidate{m.rank(&gold[i], &system[j]), i, j})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.rank, a.rank) })
	usedGold, usedSystem := make([]bool, len(gold)), make([]bool, len(system))
	var taken [][2]*record
	for _, c := range all {
		if !usedGold[c.i] && !usedSystem[c.j] {
			usedGold[c.i], usedSystem[c.j] = true, true
			taken = append(taken, [2]*record{&gold[c.i], &system[c.j]})
		}
	}
	return taken
}

// tally counts matched pairs, and the records of either side.
type tally struct{ matched, gold, system int }

func (t *tally) add(u tally) {
	t.matched, t.gold, t.system = t.matched+u.matched, t.gold+u.gold, t.system+u.system
}

func (t tally) ratios() score.PRF { return score.Ratios(t.matched, t.system, t.matched, t.gold) }

// stances in the order of the table.
var stances = []string{"supports", "opposes", "declines", "demands", "offers", "conditions"}

// Places in counts.
const (
	positionCount = iota
	stancelessCount
	termCount
	deltaCount
	channelCount
	anyChannelCount
	warningCount
	holderShare // from here on: matched right, of gold
	deltaShare
	cadenceShare
	levelShare
	statusShare
	stanceCount // one for each stance
	places      = stanceCount + 6
)

// counts are those of a document; documents add up.
type counts [places]tally

func (c *counts) add(d *counts) {
	for i := range c {
		c[i].add(d[i])
	}
}

func (c *counts) share(place int, right bool) { c[place].add(tally{int(oneIf(right)), 1, 0}) }

// compare counts one document.
func compare(gold, system *document) *counts {
	c := new(counts)
	pairs := positions.pairs(gold.positions, system.positions)
	n := tally{0, len(gold.positions), len(system.positions)}
	c[positionCount] = tally{len(pairs), n.gold, n.system}
	c[stancelessCount] = tally{len(stanceless.pairs(gold.positions, system.positions)), n.gold, n.system}
	for i, stance := range stances {
		x := &c[stanceCount+i]
		for _, p := range pairs {
			x.matched += int(oneIf(p[0].stance == stance))
		}
		x.gold, x.system = ofStance(gold.positions, stance), ofStance(system.positions, stance)
	}
	for _, p := range pairs {
		c.position(p[0], p[1])
	}
	pairs = channels.pairs(gold.engagements, system.engagements)
	c[channelCount] = tally{len(pairs), len(gold.engagements), len(system.engagements)}
	c[anyChannelCount] = tally{len(anyChannel.pairs(gold.engagements, system.engagements)), len(gold.engagements), len(system.engagements)}
	for _, p := range pairs {
		c.share(cadenceShare, p[0].cadence == p[1].cadence)
		c.share(levelShare, p[0].level == p[1].level)
		c.share(statusShare, p[0].status == p[1].status)
	}
	c[warningCount] = tally{len(warnings.pairs(gold.warnings, system.warnings)), len(gold.warnings), len(system.warnings)}
	return c
}

func ofStance(all []record, stance string) int {
	n := 0
	for i := range all {
		n += int(oneIf(all[i].stance == stance))
	}
	return n
}

// position looks at what a matched pair says beside holder, stance and subject.
func (c *counts) position(g, s *record) {
	c.share(holderShare, g.holders.equal(s.holders))
	c.share(deltaShare, g.delta == s.delta)
	c[deltaCount].add(tally{int(oneIf(g.delta != "" && g.delta == s.delta)), int(oneIf(g.delta != "")), int(oneIf(s.delta != ""))})
	c[termCount].add(tally{0, len(g.terms), len(s.terms)})
	left := slices.Clone(s.terms)
	for i := range g.terms {
		if j := slices.IndexFunc(left, func(t term) bool { return g.terms[i].agrees(&t) }); j >= 0 {
			left = slices.Delete(left, j, j+1)
			c[termCount].matched++
		}
	}
}
