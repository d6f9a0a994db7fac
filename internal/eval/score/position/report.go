package position

import (
	"fmt"
	"strings"

	"readout/internal/eval/score"
)

const (
	rounds = 1000 // resampled sets of documents
	seed   = 7
)

// rows of the table, and their names in JSON.
var rows = func() []struct {
	label, name string
	place       int
} {
	type row = struct {
		label, name string
		place       int
	}
	all := []row{{"positions", "positions", positionCount}, {"  stance ignored", "positions_lenient", stancelessCount}}
	for i, s := range stances {
		all = append(all, row{"  " + s, s, stanceCount + i})
	}
	return append(all, row{"  terms (on matched)", "terms", termCount}, row{"  delta not null (matched)", "delta_nonnull", deltaCount},
		row{"engagements", "engagements", channelCount}, row{"  evidence only", "engagements_lenient", anyChannelCount}, row{"warnings", "warnings", warningCount})
}()

func report(each []*counts, spread bool, notes []string) *score.Report {
	c := new(counts)
	for _, d := range each {
		c.add(d)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d documents\n", len(each))
	fmt.Fprintf(&b, "%-24s %6s %6s %6s   %7s %5s %6s\n", "", "P", "R", "F1", "matched", "gold", "system")
	out, byStance := map[string]any{}, map[string]any{}
	for _, r := range rows {
		t, f := c[r.place], c[r.place].ratios()
		fmt.Fprintf(&b, "%-24s %6s %6s %6s   %7d %5d %6d\n", r.label, score.Percent(f.P), score.Percent(f.R), score.Percent(f.F1), t.matched, t.gold, t.system)
		figures := f.JSON()
		figures["matched"], figures["gold"], figures["system"] = t.matched, t.gold, t.system
		if r.place >= stanceCount {
			byStance[r.name] = figures
		} else {
			out[r.name] = figures
		}
	}
	out["by_stance"] = byStance
	for i, name := range []string{"holder_exact", "delta", "cadence", "level", "status"} {
		t := c[holderShare+i]
		acc := score.Share(t.matched, t.gold)
		fmt.Fprintf(&b, "%-24s accuracy %5s over %d matched\n", name, score.Percent(acc), t.gold)
		out[name] = map[string]any{"acc": score.Round(acc), "n": t.gold}
	}
	if spread {
		for _, x := range []struct {
			place int
			name  string
		}{{positionCount, "positions"}, {channelCount, "engagements"}, {warningCount, "warnings"}} {
			v := interval(each, x.place)
			fmt.Fprintf(&b, "%-24s F1 95%% interval %s to %s (documents resampled)\n", x.name, score.Percent(v[0]), score.Percent(v[1]))
			out[x.name].(map[string]any)["ci95"] = []float64{score.Round(v[0]), score.Round(v[1])}
		}
	}
	return &score.Report{Rows: b.String(), JSON: out, Notes: notes}
}

// interval gives where 95 % of the F1s of resampled sets of documents lie.
func interval(each []*counts, place int) [2]float64 {
	random := score.NewTwister(seed)
	var f1 []float64
	for range rounds {
		var t tally
		for range each {
			t.add(each[random.Below(len(each))][place])
		}
		f1 = append(f1, t.ratios().F1)
	}
	return score.Intervals([][]float64{f1})[0]
}
