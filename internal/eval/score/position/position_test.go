package position

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/internal/eval/score"
	"readout/internal/source"
)

const (
	joint    = `{"holder":"NOR","subject":"ceasefire talks in Geneva","parties":["SYR"],"stance":"supports","delta":"reiterated","terms":[{"aspect":"the agenda","decided_by":["SYR"],"not_by":[]}],"evidence":[[0,40]]},{"holder":"SWE","subject":"ceasefire talks in Geneva","parties":["SYR","NOR"],"stance":"supports","delta":null,"terms":[],"evidence":[[0,40]]}`
	demand   = `{"holder":"NOR","subject":"withdrawal of troops from the valley","parties":["TUR"],"stance":"demands","delta":null,"terms":[],"evidence":[[50,90]]}`
	dialogue = `{"kind":"dialogue","parties":["NOR","SYR"],"cadence":"annual","level":null,"status":"ongoing","evidence":[[150,190]]}`
	famine   = `{"about":"famine","evidence":[[200,240]]}`
)

func line(positions, engagements, warnings string) string {
	return `{"id":"d","positions":[` + positions + `],"engagements":[` + engagements + `],"warnings":[` + warnings + `]}`
}

func lines(text string) score.Lines {
	return score.Lines{Name: "out", Each: source.Lines(context.Background(), "-", source.Options{Stdin: strings.NewReader(text)})}
}

func read(t testing.TB, gold string) *Set {
	t.Helper()
	s, err := Read(context.Background(), "-", source.Options{Stdin: strings.NewReader(gold)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDefinitions(t *testing.T) {
	gold := read(t, line(joint+","+demand, dialogue, famine))
	swap := func(s string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(s) }
	for _, c := range []struct {
		name, out string
		want      map[string]float64
	}{
		{"gold itself; a joint statement is one", line(joint+","+demand, dialogue, famine), map[string]float64{
			"positions.f1": 1, "positions.gold": 2, "by_stance.supports.f1": 1, "terms.f1": 1, "delta.acc": 1, "holder_exact.acc": 1,
			"engagements.f1": 1, "cadence.acc": 1, "warnings.f1": 1}},
		{"nothing", line("", "", ""), map[string]float64{"positions.f1": 0, "engagements.f1": 0, "warnings.f1": 0}},
		{"one of two holders", line(joint[:strings.Index(joint, `,{"holder":"SWE"`)], "", ""), map[string]float64{"positions.matched": 1, "holder_exact.acc": 0}},
		{"wrong stance", line(swap(demand, "demands", "opposes"), "", ""), map[string]float64{"positions.f1": 0, "positions_lenient.matched": 1, "by_stance.opposes.system": 1}},
		{"wrong holder", line(swap(demand, "NOR", "FIN"), "", ""), map[string]float64{"positions.matched": 0, "positions_lenient.matched": 0}},
		{"other subject, same parties and words", line(swap(demand, "withdrawal of troops from the valley", "x"), "", ""), map[string]float64{"positions.matched": 1}},
		{"other subject, the whole text as evidence", line(swap(demand, "withdrawal of troops from the valley", "x", "[50,90]", "[0,900]"), "", ""), map[string]float64{"positions.matched": 0}},
		{"half of the subject elsewhere", line(swap(demand, "withdrawal of troops from the valley", "the valley's troop withdrawals", "[50,90]", "[500,540]"), "", ""), map[string]float64{"positions.matched": 1}},
		{"delta", line(swap(joint, `"reiterated"`, "null"), "", ""), map[string]float64{"delta.acc": 0, "delta_nonnull.gold": 1, "delta_nonnull.r": 0}},
		{"term decided by another", line(swap(joint, `"decided_by":["SYR"]`, `"decided_by":["USA"]`), "", ""), map[string]float64{"terms.matched": 0, "terms.system": 1}},
		{"kind of channel", line("", swap(dialogue, "dialogue", "visit"), ""), map[string]float64{"engagements.matched": 0, "engagements_lenient.matched": 1}},
		{"cadence", line("", swap(dialogue, `"annual"`, "null"), ""), map[string]float64{"engagements.matched": 1, "cadence.acc": 0, "status.acc": 1}},
		{"half of the evidence", line("", "", swap(famine, "[200,240]", "[220,260]")), map[string]float64{"warnings.matched": 1}},
		{"less than half", line("", "", swap(famine, "[200,240]", "[221,261]")), map[string]float64{"warnings.matched": 0}},
		{"in the title", line(swap(demand, `"holder"`, `"field":"title","holder"`), "", swap(famine, `"about"`, `"field":"title","about"`)), map[string]float64{"positions.system": 0, "warnings.system": 0}},
	} {
		r, err := gold.Score(lines(c.out), false)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		for path, want := range c.want {
			if got := at(t, r, path); math.Abs(got-want) > 5e-5 {
				t.Errorf("%s: %s is %g, want %g", c.name, path, got, want)
			}
		}
	}
}

func at(t *testing.T, r *score.Report, path string) float64 {
	t.Helper()
	var v any = r.JSON
	for _, name := range strings.Split(path, ".") {
		v = v.(map[string]any)[name]
	}
	switch v := v.(type) {
	case int:
		return float64(v)
	case float64:
		return v
	}
	t.Fatalf("%s is %v", path, v)
	return 0
}

func TestWords(t *testing.T) {
	if got, want := strings.Join(wordsOf("The valley’s Troops, across 3 passes_of glass"), " "), "valley troop across 3 passe glass"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCorpus(t *testing.T) {
	dir := t.TempDir()
	gold := filepath.Join(dir, "a.gold.jsonl")
	put := func(path, body string) {
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	corpus := func() (score.Corpus, error) {
		s, err := Read(context.Background(), gold, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s.Corpus()
	}
	put(gold, line(demand, "", ""))
	if _, err := corpus(); err == nil || !strings.Contains(err.Error(), "has no texts") {
		t.Errorf("without texts: %v", err)
	}
	put(gold, `{"id":"d","schema":1,"text":"Oslo wants peace.","positions":[]}`)
	if c, err := corpus(); err != nil || len(c.Items) != 1 {
		t.Errorf("corrected documents: %v, %v", c, err)
	}
	put(filepath.Join(dir, "a.corpus.jsonl"), "")
	if c, err := corpus(); err != nil || len(c.Files) != 1 {
		t.Errorf("a corpus beside it: %v, %v", c, err)
	}
}

func TestBadInput(t *testing.T) {
	gold := read(t, line(demand, "", ""))
	for _, c := range []struct{ out, want string }{
		{`{"id":"d","positions":[{"evidence":[[3]]}]}`, "out:1: positions[0].evidence: [3] is no span"},
		{`{"id":"d","engagements":[{"evidence":[[3,1]]}]}`, "out:1: engagements[0].evidence: [3, 1] is empty, reversed or too far"},
		{`{"id":"d","warnings":{}}`, `out:1: "warnings": a JSON object where a list is wanted`},
		{`{"id":"e"}`, "out: none of its 1 ids is in the gold set"},
	} {
		if _, err := gold.Score(lines(c.out), false); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.out, err, c.want)
		}
	}
}

// FuzzScore: neither gold nor output of strangers breaks the scorer.
func FuzzScore(f *testing.F) {
	f.Add(line(joint+","+demand, dialogue, famine), line(demand, dialogue, famine))
	f.Fuzz(func(t *testing.T, gold, out string) {
		s, err := Read(context.Background(), "-", source.Options{Stdin: strings.NewReader(gold)})
		if err != nil {
			return
		}
		if r, err := s.Score(lines(out), false); err == nil && strings.Contains(r.Rows, "NaN") {
			t.Error(r.Rows)
		}
	})
}
