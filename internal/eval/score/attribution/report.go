package attribution

import (
	"fmt"
	"slices"
	"strings"

	"readout/internal/eval/score"
)

const (
	rounds = 1000 // resampled sets of documents
	seed   = 7
)

func report(c, citron *counts, each []*counts, spread bool, notes []string) *score.Report {
	var b strings.Builder
	table(&b, c, len(each), "attribution")
	typeTable(&b, c)
	figures := figuresOf(c, len(each))
	figures["by_type"] = byType(c)
	if spread {
		lines := intervals(each)
		all := map[string]any{}
		for i, f := range mainFigures {
			fmt.Fprintf(&b, "  95%% interval %-16s %s .. %s\n", f.name, score.Percent(lines[i][0]), score.Percent(lines[i][1]))
			all[f.name] = []float64{score.Round(lines[i][0]), score.Round(lines[i][1])}
		}
		figures["ci95"] = all
	}
	table(&b, citron, len(each), "Citron view")
	figures["citron_view"] = figuresOf(citron, len(each))
	return &score.Report{Rows: b.String(), JSON: figures, Notes: notes}
}

// figure is a row of the table: how it is called there and in JSON.
type figure struct {
	label, name string
	of          func(c *counts) *tally
}

func tested(t test) func(*counts) *tally {
	return func(c *counts) *tally { return &c.tests[t][untyped] }
}

func overlapped(r role) func(*counts) *tally {
	return func(c *counts) *tally { return &c.overlap[r] }
}

var figures = []figure{
	{"cue exact", "cue_exact", tested(cueTest)}, {"cue norm", "cue_norm", tested(cueTest + 1)}, {"cue overlap", "cue_overlap", overlapped(cue)},
	{"source exact", "source_exact", tested(sourceTest)}, {"source norm", "source_norm", tested(sourceTest + 1)}, {"source overlap", "source_overlap", overlapped(source)},
	{"content exact", "content_exact", tested(contentTest)}, {"content norm", "content_norm", tested(contentTest + 1)}, {"content overlap", "content_overlap", overlapped(content)},
	{"relation exact", "relation_exact", tested(relationTest)}, {"relation norm", "relation_norm", tested(relationTest + 1)},
	{"all overlap", "all_overlap", overlapped(roles)},
	{"relation found", "found", tested(found)}, {"relation found+cue", "found+cue", tested(foundCue)}, {"content IoU>=0.5", "content50", tested(content50)},
}

// mainFigures are those that get intervals.
var mainFigures = func() []figure {
	var main []figure
	for _, name := range []string{"cue_norm", "source_norm", "content_norm", "relation_norm", "content_overlap", "found", "found+cue"} {
		main = append(main, figures[slices.IndexFunc(figures, func(f figure) bool { return f.name == name })])
	}
	return main
}()

func table(b *strings.Builder, c *counts, documents int, title string) {
	fmt.Fprintf(b, "%s: %d documents, %d gold relations, %d system relations (ignored: %d nested, %d boilerplate)\n", title, documents, c.gold, c.system, c.nested, c.discarded)
	fmt.Fprintf(b, "  %-22s %5s %5s %5s\n", "", "P", "R", "F1")
	for _, f := range figures {
		x := f.of(c).ratios()
		fmt.Fprintf(b, "  %-22s %5s %5s %5s\n", f.label, score.Percent(x.P), score.Percent(x.R), score.Percent(x.F1))
	}
}

func typeTable(b *strings.Builder, c *counts) {
	b.WriteString("  by type  gold   sys |  found P     R    F1 | content norm F1 | source norm F1 | cue norm F1\n")
	for k := direct; k < kinds; k++ {
		f := c.tests[found][k].ratios()
		f1 := func(t test) float64 { return 100 * c.tests[t+1][k].ratios().F1 }
		fmt.Fprintf(b, "  %-8s %4d %5d |   %5.1f %5.1f %5.1f |           %5.1f |          %5.1f |       %5.1f\n", kindNames[k],
			c.tests[found][k].gold, c.tests[found][k].system, 100*f.P, 100*f.R, 100*f.F1, f1(contentTest), f1(sourceTest), f1(cueTest))
	}
	pc := func(n, of int) string {
		if of == 0 {
			return "-"
		}
		return score.Percent(score.Share(n, of))
	}
	fmt.Fprintf(b, "  given content (%d pairs): source presence right %s, source overlaps %s, source equal %s, no-source found %s of %d, declared type right %s\n",
		c.pairs, pc(c.agree, c.pairs), pc(c.sourceMeets, c.withSource), pc(c.sameNorm, c.withSource), pc(c.withoutRight, c.without), c.without, pc(c.declaredRight, c.declared))
}

func figuresOf(c *counts, documents int) map[string]any {
	out := map[string]any{"documents": documents, "gold": c.gold, "system": c.system,
		"ignored": map[string]any{"nested": c.nested, "discard": c.discarded}}
	for _, f := range figures {
		out[f.name] = f.of(c).ratios().JSON()
	}
	share := func(n, of int) any {
		if of == 0 {
			return nil
		}
		return score.Round(score.Share(n, of))
	}
	out["given_content"] = map[string]any{
		"matched": c.pairs, "source_present_accuracy": share(c.agree, c.pairs),
		"source_overlap": share(c.sourceMeets, c.withSource), "source_norm": share(c.sameNorm, c.withSource),
		"no_source": c.without, "no_source_right": share(c.withoutRight, c.without), "declared_type_accuracy": share(c.declaredRight, c.declared)}
	return out
}

func byType(c *counts) map[string]any {
	all := map[string]any{}
	for k := direct; k < kinds; k++ {
		out := map[string]any{"gold": c.tests[found][k].gold, "system": c.tests[found][k].system}
		for name, t := range map[string]test{"cue_norm": cueTest + 1, "source_norm": sourceTest + 1, "content_norm": contentTest + 1,
			"relation_norm": relationTest + 1, "found": found, "content50": content50} {
			out[name] = c.tests[t][k].ratios().JSON()
		}
		all[kindNames[k]] = out
	}
	return all
}

// intervals gives where 95 % of the F1s of resampled sets of documents lie.
func intervals(each []*counts) [][2]float64 {
	random := score.NewTwister(seed)
	f1 := make([][]float64, len(mainFigures))
	for range rounds {
		sum := make([]tally, len(mainFigures))
		for range each {
			c := each[random.Below(len(each))]
			for i, f := range mainFigures {
				sum[i].add(*f.of(c))
			}
		}
		for i := range sum {
			f1[i] = append(f1[i], sum[i].ratios().F1)
		}
	}
	return score.Intervals(f1)
}
