package event

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

// goldLines: records 5 and 6 share a text, so they are one sentence; 7 must stay uncoded; nothing is asked of 8.
const goldLines = `{"id":"1","type":"ACCUSE","actors":[{"code":"USA","sector":"GOV"}],"recipients":[{"code":"IRN"}],"text":"t1","cameo":"112"}
{"id":"2","type":"AGREE","actors":[{"code":"JAP"},{"code":"KOR"}],"recipients":[],"text":"t2","cameo":"03","symmetric":true}
{"id":"3","type":"AID","actors":[{"code":"IGO"}],"recipients":[{"code":"SDN"},{"code":"TCD"}],"text":"t3","cameo":"07"}
{"id":"4","type":"SANCTION","actors":[{"code":"USA"}],"recipients":[{"code":"PRK"}],"text":"t4","cameo":"16","accept":["COERCE"]}
{"id":"5","type":"ASSAULT","actors":[{"code":"AFG","sector":"REB"}],"recipients":[{"code":"RUS","sector":"CVL"}],"text":"t5"}
{"id":"6","type":"COERCE","actors":[{"code":"AFG","sector":"REB"}],"recipients":[{"code":"RUS","sector":"CVL"}],"text":"t5"}
{"id":"7","type":null,"text":"t7"}
{"id":"8","type":null,"text":"t8","dropped":true}
`

// outLines: a second event in 1, one event a pair in 3, an accepted type in 4, a wrong recipient in 5.
const outLines = `{"id":"1","events":[{"type":"CONSULT","confidence":0.4,"actors":[{"code":"USA"}]},{"type":"ACCUSE","confidence":0.9,"cameo":"112","actors":[{"code":"USA","sector":"GOV"}],"recipients":[{"code":"IRN","sector":"GOV"}]}]}
{"id":"2","events":[{"type":"AGREE","cameo":"030","actors":[{"code":"JPN"}],"recipients":[{"code":"KOR"}]}]}
{"id":"3","events":[{"type":"AID","cameo":"073","actors":[{"code":"UNO"}],"recipients":[{"code":"SDN"}]},{"type":"AID","cameo":"071","actors":[{"code":"UNO"}],"recipients":[{"code":"TCD"}]},{"type":"AID","cameo":"070","actors":[{"code":"UN."},{"code":"UNO"}],"recipients":[{"code":"tcd"}]}]}
{"id":"4","events":[{"type":"COERCE","cameo":"172","actors":[{"code":"USA"}],"recipients":[{"code":"PRK"}]}]}
{"id":"5","events":[{"type":"ASSAULT","cameo":"18","actors":[{"code":"AFG","sector":"INS"}],"recipients":[{"code":"USA"}]}]}
{"id":"6","events":[{"type":"ASSAULT","cameo":"18","actors":[{"code":"AFG","sector":"INS"}],"recipients":[{"code":"USA"}]}]}
{"id":"7","events":[]}
{"id":"8","events":[{"type":"AID"},{"type":"STATEMENT"}]}
`

func file(t testing.TB, name, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func lines(text string) score.Lines {
	return score.Lines{Name: "out", Each: source.Lines(context.Background(), "-", source.Options{Stdin: strings.NewReader(text)})}
}

func scored(t *testing.T, gold, out string) *score.Report {
	t.Helper()
	s, err := Read(context.Background(), gold, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Score(lines(out), false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDefinitions(t *testing.T) {
	r := scored(t, file(t, "a.gold.jsonl", goldLines), outLines)
	for name, want := range map[string]float64{
		"type_recall":       4. / 6, // 1, 2, 3, 5
		"type_precision_lb": 5. / 7, // not CONSULT of 1, COERCE of 4; two of the three AIDs say the same
		"lenient_recall":    5. / 6, "lenient_precision_lb": 6. / 7,
		"quad_recall":  1, // sanctions are material conflict, as is coercion
		"top1":         4. / 6,
		"actor_f1":     1,                               // the UN is an IGO; a symmetric record's sides are one set
		"recipient_f1": 0.75, "recipient_exact": 2. / 3, // of 1, 3, 5; the AIDs together name both
		"triple_exact": 3. / 6, "triple_overlap": 3. / 6,
		"sector_acc":        1, // insurgents are rebels
		"cameo_root_recall": 3. / 4, "cameo_full_recall": 1,
		"silent": 0,
	} {
		if got := r.JSON[name].(float64); math.Abs(got-want) > 5e-5 {
			t.Errorf("%s is %.4f, want %.4f", name, got, want)
		}
	}
	for name, want := range map[string]int{"records": 6, "sentences": 7, "uncoded_sentences": 1, "uncoded_kept": 1, "matched": 4, "sector_n": 2} {
		if got := r.JSON[name]; got != want {
			t.Errorf("%s is %v, want %d", name, got, want)
		}
	}
	for _, want := range []string{"SANCTION       1     0       0      0  COERCE:1\n", "COERCE         1     0       1      0  ASSAULT:1\n"} {
		if !strings.Contains(r.Rows, want) {
			t.Errorf("the table lacks %q:\n%s", want, r.Rows)
		}
	}
	if empty := scored(t, file(t, "a.gold.jsonl", goldLines), `{"id":"1","events":[]}`); empty.JSON["silent"] != 1. || empty.JSON["type_f1"] != 0. {
		t.Errorf("no events: %v", empty.JSON)
	}
}

// Of codes that are as right, the one counts that the system has.
func TestAlternativeCodes(t *testing.T) {
	gold := file(t, "a.gold.jsonl", `{"id":"1","type":"AID","actors":[{"code":"SRB","sector":"MIL"}],"recipients":[{"code":"GZS","code_ok":["ISR"]}],"text":"t"}`)
	for out, want := range map[string]float64{`"YUG","sector":"MIL"}],"recipients":[{"code":"ISR"`: 1, `"SCG"}],"recipients":[{"code":"PSE"`: 1, `"HRV"}],"recipients":[{"code":"PSE"`: 0} {
		r := scored(t, gold, `{"id":"1","events":[{"type":"AID","actors":[{"code":`+out+`}]}]}`)
		if got := r.JSON["triple_exact"]; got != want {
			t.Errorf("%s: %v, want %g", out, got, want)
		}
	}
}

// Corrected documents are scored sentence by sentence: the second one must stay uncoded.
func TestCorrectedDocuments(t *testing.T) {
	const d = `{"schema":1,"id":"d","text":"France aids Chad. It rains. Fiji accuses Peru.","sentences":[[0,17],[18,27],[28,46]],"ledger":{"corrections":[{"kind":"event"}]},"events":[%]}` + "\n"
	const aid = `{"type":"AID","trigger":[7,11],"actors":[{"code":"FRA"}],"recipients":[{"code":"TCD"}],"cameo":"070"}`
	const accuse = `{"type":"ACCUSE","trigger":[33,40],"actors":[{"code":"FJI"}],"recipients":[{"code":"PER"}],"cameo":"110"}`
	const rain = `{"type":"ASSAULT","trigger":[21,26],"actors":[],"recipients":[],"cameo":"190"}`
	const title = `{"type":"ASSAULT","trigger":[0,2],"field":"title","actors":[],"recipients":[],"cameo":"190"}`
	gold := file(t, "gold.jsonl", strings.Replace(d, "%", aid+","+accuse, 1))
	r := scored(t, gold, strings.Replace(d, "%", strings.Join([]string{aid, rain, title}, ","), 1))
	for name, want := range map[string]any{"records": 2, "sentences": 3, "type_recall": 0.5, "type_precision_lb": 0.5, "uncoded_kept": 0, "silent": 0.5} {
		if got := r.JSON[name]; got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "1 documents with 2 records, 1 corrections") {
		t.Errorf("notes %q", r.Notes)
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct{ gold, out, want string }{
		{`{"id":"1","type":"SING"}`, "", `a.gold.jsonl:1: "SING" is no type of event (give one of AGREE, `},
		{`{"type":"AID"}`, "", `a.gold.jsonl:1: has no "id"`},
		{`{"id":"1","type":"AID","actors":"USA"}`, "", `a.gold.jsonl:1: "actors": a JSON string where a list is wanted`},
		{``, "", `a.gold.jsonl: holds no gold`},
		{`{"id":"1","type":"AID"}` + "\n" + `{"schema":1,"id":"2","text":""}`, "", `a.gold.jsonl:2: has not the form of the lines before it`},
		{`{"id":"1","type":"AID"}`, `{"id":"1"}`, `out:1: "1": has no list "events"`},
		{`{"id":"1","type":"AID"}`, `{"id":"2","events":[]}`, `out: none of its 1 ids is in the gold set`},
		{`{"schema":1,"id":"1","text":"A b.","sentences":[[0,4]],"events":[]}`, `{"id":"1","events":[{"type":"AID"}]}`, `out:1: events[0].trigger: [] is no span`},
	} {
		s, err := Read(context.Background(), file(t, "a.gold.jsonl", c.gold), source.Options{})
		if err == nil && c.out != "" {
			_, err = s.Score(lines(c.out), false)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s: %v, want %s", c.gold, c.out, err, c.want)
		}
	}
}

func TestCorpus(t *testing.T) {
	for _, c := range []struct {
		gold string
		ok   bool
	}{{`{"id":"1","type":"AID","text":"Fiji aids Peru."}`, true}, {`{"id":"1","type":"AID"}`, false}} {
		s, err := Read(context.Background(), file(t, "a.gold.jsonl", c.gold), source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if corpus, err := s.Corpus(); (err == nil) != c.ok || len(corpus.Items) != 1 {
			t.Errorf("%s: %+v, %v", c.gold, corpus, err)
		}
	}
}

// FuzzScore: neither gold nor output of strangers breaks the scorer.
func FuzzScore(f *testing.F) {
	f.Add(goldLines, outLines)
	f.Add(`{"schema":1,"id":"d","text":"A b.","sentences":[[0,4]],"events":[{"type":"AID","trigger":[0,1]}]}`, `{"id":"d","events":[{"type":"AID","trigger":[9,1]}]}`)
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
