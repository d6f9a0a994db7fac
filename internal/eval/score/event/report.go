package event

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/internal/eval/score"
)

// tally counts states: right, too many, missing.
type tally struct{ right, extra, missing int }

func (t *tally) add(u tally) {
	t.right, t.extra, t.missing = t.right+u.right, t.extra+u.extra, t.missing+u.missing
}

func (t tally) ratios() score.PRF {
	return score.Ratios(t.right, t.right+t.extra, t.right, t.right+t.missing)
}

// wilson is the 95 % interval of a share (Wilson 1927).
func wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 0
	}
	const z = 1.96
	p, of := score.Share(k, n), float64(n)
	d := 1 + z*z/of
	m := (p + z*z/(2*of)) / d
	h := z * math.Sqrt(p*(1-p)/of+z*z/(4*of*of)) / d
	return m - h, m + h
}

func (g *gold) report(notes []string) *score.Report {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	pc := score.Percent
	silent, kept := g.silent()
	line("gold records %d, sentences %d, without any event %s %%", len(g.real), len(g.sentences), pc(silent.value()))
	out := map[string]any{"records": len(g.real), "sentences": len(g.sentences), "silent": score.Round(silent.value()),
		"uncoded_sentences": kept.of, "uncoded_kept": kept.n}

	line("%-22s %8s %14s %8s", "", "recall", "precision (lb)", "F1")
	for _, x := range []struct {
		name, label string
		row         row
	}{{"type", "type", g.byType()}, {"lenient", "type, lenient", g.lenient()}, {"quad", "quad class", g.byQuad()}} {
		f, n := x.row.ratios(), x.row
		line("%-22s %8s %14s %8s   %d/%d  %d/%d", x.label, pc(f.R), pc(f.P), pc(f.F1), n.hit, n.records, n.right, n.events)
		out[x.name+"_recall"], out[x.name+"_precision_lb"], out[x.name+"_f1"] = score.Round(f.R), score.Round(f.P), score.Round(f.F1)
		out[x.name+"_n"] = []int{n.hit, n.records, n.right, n.events}
	}
	byType, top := g.byType(), g.top()
	low, high := wilson(byType.hit, byType.records)
	line("%-22s 95 %% interval of type recall %s to %s; top event right %s", "", pc(low), pc(high), pc(top.value()))
	out["top1"] = score.Round(top.value())

	p := g.participants()
	a, r, exact := p.roles[actors].ratios(), p.roles[recipients].ratios(), p.recipientsExact.value()
	line("with the type found (%d records):", p.found)
	line("%-22s %8s %14s %8s   (recall, precision, F1)", "actor country", pc(a.R), pc(a.P), pc(a.F1))
	line("%-22s %8s %14s %8s   exact %s", "recipient country", pc(r.R), pc(r.P), pc(r.F1), pc(exact))
	line("%-22s %8s   of %d", "sector", pc(p.sectors.value()), p.sectors.of)
	triple, overlap := share{p.exact, len(g.real)}, share{p.overlap, len(g.real)}
	line("of all gold records:")
	line("%-22s %8s   exact; overlap %s", "type+actor+recipient", pc(triple.value()), pc(overlap.value()))
	for name, v := range map[string]float64{"actor_p": a.P, "actor_r": a.R, "actor_f1": a.F1, "recipient_p": r.P, "recipient_r": r.R, "recipient_f1": r.F1,
		"recipient_exact": exact, "sector_acc": p.sectors.value(), "triple_exact": triple.value(), "triple_overlap": overlap.value()} {
		out[name] = score.Round(v)
	}
	out["matched"], out["sector_n"] = p.found, p.sectors.of

	if roots, full := g.codes(); roots.of > 0 {
		behind := ""
		out["cameo_root_recall"] = score.Round(roots.value())
		if full.of > 0 {
			behind = "   full code " + pc(full.value())
			out["cameo_full_recall"] = score.Round(full.value())
		}
		line("%-22s %8s%s", "CAMEO root", pc(roots.value()), behind)
	}
	if kept.of > 0 {
		line("sentences to leave uncoded: %d of %d kept so", kept.n, kept.of)
	}
	line("%-10s %5s %5s %7s %6s  missed records were given", "type", "gold", "hit", "system", "right")
	for _, t := range types {
		if x := g.ofType(t); x.gold+x.system > 0 {
			line("%-10s %5d %5d %7d %6d  %s", t, x.gold, x.hit, x.system, x.right, x.missedAs())
		}
	}
	return &score.Report{Rows: b.String(), JSON: out, Notes: notes}
}

// typeCount is a line of the table of types.
type typeCount struct {
	gold, hit, system, right int
	given                    []string // types that missed records were given, once each, in the order of records; "-" for none
	times                    map[string]int
}

func (g *gold) ofType(t string) typeCount {
	x := typeCount{times: map[string]int{}}
	for i := range g.real {
		r := &g.real[i]
		if r.Type != t {
			continue
		}
		x.gold++
		if g.any(r, func(e *event) bool { return e.Type == t }) {
			x.hit++
			continue
		}
		given := set{}
		for _, e := range g.given[r.ID.ID] {
			given[e.Type] = true
		}
		if len(given) == 0 {
			given["-"] = true
		}
		for _, u := range given.list() {
			if x.times[u] == 0 {
				x.given = append(x.given, u)
			}
			x.times[u]++
		}
	}
	for _, s := range g.sentences {
		if !s.scored() {
			continue
		}
		for _, e := range g.given[s.id] {
			if e.Type == t {
				x.system++
				if s.types[t] {
					x.right++
				}
			}
		}
	}
	return x
}

func (x *typeCount) missedAs() string {
	slices.SortStableFunc(x.given, func(a, b string) int { return cmp.Compare(x.times[b], x.times[a]) })
	var all []string
	for _, u := range x.given {
		all = append(all, fmt.Sprintf("%s:%d", u, x.times[u]))
	}
	return strings.Join(all, " ")
}
