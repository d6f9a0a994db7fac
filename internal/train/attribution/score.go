package attribution

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"readout/doc"
	find "readout/internal/find/attribution"
	"readout/internal/lang"
)

// spans are a relation in letters of the text.
type spans struct{ source, cue, content []int32 }

func (a *article) gold(k int) spans {
	g := &a.relations[k]
	raw := a.text.Raw
	return spans{letters(raw, g.source), letters(raw, g.cue), letters(raw, g.content)}
}

// same says whether two relations are one: half of what their contents hold together is shared, and their sources overlap or
// both lack one.
func (x spans) same(y spans) bool {
	return overlap(x.content, y.content) >= 0.5 && x.sourceLike(y)
}

func (x spans) sourceLike(y spans) bool {
	if len(x.source) == 0 || len(y.source) == 0 {
		return len(x.source) == len(y.source)
	}
	return shared(x.source, y.source) > 0
}

func shared(a, b []int32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// overlap is the letters that two stretches share over those of both.
func overlap(a, b []int32) float64 {
	n := shared(a, b)
	if n == 0 {
		return 0
	}
	return float64(n) / float64(len(a)+len(b)-n)
}

func stretchSpan(t *lang.Text, s find.Stretch) []doc.Span {
	if s.Empty() {
		return nil
	}
	return []doc.Span{t.Span(s.First, s.Last)}
}

func (a *article) found(r *find.Relation) spans {
	t := &a.text
	return spans{
		letters(t.Raw, stretchSpan(t, r.Source)), letters(t.Raw, stretchSpan(t, r.Cue)),
		letters(t.Raw, append(stretchSpan(t, r.Before), stretchSpan(t, r.After)...)),
	}
}

// tally counts what was found and what was not.
type tally struct {
	gold, system             int // relations
	sourceGold, sourceSystem int // of them with a source
	found, content50         int // one to one, with like sources and without regard to them
	cue, source, content     int // marked ones that have their like, of source and content beside an overlapping cue
	touched                  int // marked ones whose cue overlaps one that was found
}

// count compares the relations of a document with the marked ones, as shared/eval/score_attribution.py does without its view after Citron.
func (c *tally) count(a *article, d *doc.Document) {
	raw := a.text.Raw
	var golds, systems []spans
	for k := range a.relations {
		golds = append(golds, a.gold(k))
	}
	for k := range d.Attributions {
		x := &d.Attributions[k]
		s := spans{cue: letters(raw, x.Cue.Spans), content: letters(raw, x.Content.Spans)}
		if x.Source != nil {
			s.source = letters(raw, x.Source.Spans)
		}
		systems = append(systems, s)
	}
	c.gold += len(golds)
	c.system += len(systems)
	c.found += pairs(golds, systems, true)
	c.content50 += pairs(golds, systems, false)
	for i := range golds {
		if len(golds[i].source) > 0 {
			c.sourceGold++
		}
		cue, source, content, touched := false, false, false, false
		for j := range systems {
			cue = cue || slices.Equal(golds[i].cue, systems[j].cue)
			if shared(golds[i].cue, systems[j].cue) > 0 {
				touched = true
				source = source || len(golds[i].source) > 0 && slices.Equal(golds[i].source, systems[j].source)
				content = content || slices.Equal(golds[i].content, systems[j].content)
			}
		}
		c.cue += one(cue)
		c.source += one(source)
		c.content += one(content)
		c.touched += one(touched)
	}
	for j := range systems {
		if len(systems[j].source) > 0 {
			c.sourceSystem++
		}
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// pairs is how many relations are found one to one, the best contents first.
func pairs(golds, systems []spans, sources bool) int {
	type pair struct {
		overlap float64
		i, j    int
	}
	var all []pair
	for i := range golds {
		for j := range systems {
			if v := overlap(golds[i].content, systems[j].content); v >= 0.5 && (!sources || golds[i].sourceLike(systems[j])) {
				all = append(all, pair{v, i, j})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return cmp.Compare(b.overlap, a.overlap) })
	usedGold, usedSystem := map[int]bool{}, map[int]bool{}
	for _, p := range all {
		if !usedGold[p.i] && !usedSystem[p.j] {
			usedGold[p.i], usedSystem[p.j] = true, true
		}
	}
	return len(usedGold)
}

func (c *tally) print(w io.Writer) {
	f1 := func(hit, system, gold int) float64 { return 200 * float64(hit) / float64(max(1, system+gold)) }
	fmt.Fprintf(w, "gold %d, system %d: found P %.1f R %.1f F1 %.1f, content50 %.1f, cue %.1f (touched R %.1f), source %.1f, content %.1f\n",
		c.gold, c.system, 100*float64(c.found)/float64(max(1, c.system)), 100*float64(c.found)/float64(max(1, c.gold)), f1(c.found, c.system, c.gold),
		f1(c.content50, c.system, c.gold), f1(c.cue, c.system, c.gold), 100*float64(c.touched)/float64(c.gold), f1(c.source, c.sourceSystem, c.sourceGold), f1(c.content, c.system, c.gold))
}
