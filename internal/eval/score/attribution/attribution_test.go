package attribution

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"readout/doc"
	"readout/internal/eval/score"
	input "readout/internal/source"
)

// sample has a direct, a mixed and an indirect relation, one whose content is in two pieces, and a line of boilerplate.
const sample = `The mayor said “taxes will fall,” adding that Ms. Étienne, the auditor, was “very” happy.
It is believed that rain will come. “We will stay,” said Ann Lee. “For good.”
Read more here, Bob said.`

type parts struct{ source, cue, content string } // pieces are parted by |; "said#1" is the second "said"

var goldParts = []parts{
	{"The mayor", "said", "“taxes will fall,”"},
	{"The mayor", "adding", "that Ms. Étienne, the auditor, was “very” happy"},
	{"", "is believed", "that rain will come"},
	{"Ann Lee", "said#1", "“We will stay,”|“For good.”"},
}

func place(t testing.TB, words string) [][]int {
	t.Helper()
	var all [][]int
	for _, w := range strings.Split(words, "|") {
		if w == "" {
			continue
		}
		w, nth, _ := strings.Cut(w, "#")
		at := 0
		for range len(nth) { // "#1" is one occurrence further; no case needs more
			at = strings.Index(sample, w) + 1
		}
		i := strings.Index(sample[at:], w)
		if i < 0 {
			t.Fatalf("%q is not in the sample", w)
		}
		start := len([]rune(sample[:at+i]))
		all = append(all, []int{start, start + len([]rune(w))})
	}
	return all
}

// output is a line as readout read prints it.
func output(t testing.TB, all []parts) string {
	list := []any{}
	for _, p := range all {
		a := map[string]any{"cue": map[string]any{"spans": place(t, p.cue)}, "content": map[string]any{"spans": place(t, p.content)}, "source": nil}
		if p.source != "" {
			a["source"] = map[string]any{"spans": place(t, p.source)}
		}
		list = append(list, a)
	}
	b, err := json.Marshal(map[string]any{"id": "d", "text": sample, "attributions": list})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// goldFolder writes the gold in brat's form.
func goldFolder(t testing.TB) string {
	dir := t.TempDir()
	var ann strings.Builder
	n := 0
	span := func(kind, words string) string {
		var places []string
		for _, s := range place(t, words) {
			places = append(places, fmt.Sprintf("%d %d", s[0], s[1]))
		}
		n++
		fmt.Fprintf(&ann, "T%d\t%s %s\t%s\n", n, kind, strings.Join(places, ";"), words)
		return fmt.Sprintf("%s:T%d", kind, n)
	}
	for i, p := range goldParts {
		refs := []string{span("Content", p.content), span("Cue", p.cue)}
		if p.source != "" {
			refs = append(refs, span("Source", p.source))
		}
		fmt.Fprintf(&ann, "E%d\tAttribution:T1 %s\n", i+1, strings.Join(refs, " "))
	}
	span("Discard", "Read more here, Bob said.")
	fmt.Fprintf(&ann, "E9\tCue:T1\n#1\tAnnotatorNotes E9\tno content, so it is left out\n")
	write(t, filepath.Join(dir, "text", "d.txt"), sample)
	write(t, filepath.Join(dir, "attributions", "d.ann"), ann.String())
	return dir
}

func write(t testing.TB, path, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

func lines(text string) score.Lines {
	return score.Lines{Name: "out", Each: input.Lines(context.Background(), "-", input.Options{Stdin: strings.NewReader(text)})}
}

func scored(t *testing.T, gold, out string) *score.Report {
	t.Helper()
	s, err := Read(context.Background(), gold, input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Score(lines(out), false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// at gives the figure of a path such as "found.f1".
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

func TestDefinitions(t *testing.T) {
	dir := goldFolder(t)
	changed := func(i int, change func(*parts)) []parts {
		all := append([]parts(nil), goldParts...)
		change(&all[i])
		return all
	}
	for _, c := range []struct {
		name string
		out  []parts
		want map[string]float64
	}{
		{"gold itself", goldParts, map[string]float64{"gold": 4, "system": 4, "cue_exact.f1": 1, "source_exact.f1": 1, "content_exact.f1": 1,
			"relation_exact.f1": 1, "found.f1": 1, "found+cue.f1": 1, "all_overlap.f1": 1, "given_content.source_present_accuracy": 1,
			"by_type.direct.gold": 2, "by_type.indirect.gold": 1, "by_type.mixed.gold": 1, "citron_view.gold": 3, "citron_view.found.f1": 1}},
		{"nothing", nil, map[string]float64{"gold": 4, "system": 0, "found.f1": 0, "all_overlap.f1": 0}},
		{"quotation marks do not count in the norm", changed(0, func(p *parts) { p.content = "taxes will fall" }),
			map[string]float64{"content_exact.f1": 0.75, "content_norm.f1": 1, "found.f1": 1}},
		{"a third of the content is too little", changed(0, func(p *parts) { p.content = "taxes" }),
			map[string]float64{"content_norm.r": 0.75, "found.r": 0.75, "content50.r": 0.75, "cue_norm.f1": 1, "content_overlap.p": 1}},
		{"another source", changed(0, func(p *parts) { p.source = "Ann Lee" }),
			map[string]float64{"source_norm.f1": 0.6667, "found.f1": 0.75, "content_norm.f1": 1, "given_content.source_overlap": 0.6667}},
		{"no source", changed(0, func(p *parts) { p.source = "" }),
			map[string]float64{"source_norm.p": 1, "source_norm.r": 0.6667, "found.f1": 0.75, "given_content.source_present_accuracy": 0.75}},
		{"cue elsewhere", changed(0, func(p *parts) { p.cue = "taxes" }),
			map[string]float64{"cue_norm.f1": 0.75, "content_norm.f1": 0.75, "found.f1": 1, "found+cue.f1": 0.75}},
		{"nested in a right content", append(changed(0, func(*parts) {}), parts{"Ms. Étienne", "auditor", "happy"}),
			map[string]float64{"ignored.nested": 1, "found.f1": 1}},
		{"a wrong content hides nothing", append(changed(0, func(*parts) {}), parts{"", "rain", sample}, parts{"", "Ann", "Lee"}),
			map[string]float64{"ignored.nested": 0, "cue_norm.p": 0.6667}},
		{"boilerplate", append(changed(0, func(*parts) {}), parts{"Bob", "Bob said", "Read more here"}),
			map[string]float64{"ignored.discard": 1, "found.f1": 1}},
		{"copies gain nothing", append(changed(0, func(*parts) {}), parts{"Ann Lee", "said#1", "“We will stay,”"}, goldParts[0]),
			map[string]float64{"found.r": 1, "found.p": 0.8, "cue_norm.p": 1}},
	} {
		r := scored(t, dir, output(t, c.out))
		for path, want := range c.want {
			if got := at(t, r, path); math.Abs(got-want) > 5e-5 {
				t.Errorf("%s: %s is %g, want %g", c.name, path, got, want)
			}
		}
	}
}

func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{
		`a ''b'' c`: "001111100", `x "y" z`: "0011100", "“a\nb” c": "1100000", "``a'' it's": "1111100000", "„a“ «b»": "1111111"} {
		var got strings.Builder
		for _, in := range quotes([]rune(text)) {
			got.WriteByte("01"[map[bool]int{true: 1}[in]])
		}
		if got.String() != want {
			t.Errorf("%q: %s, want %s", text, got.String(), want)
		}
	}
}

// Nine tenths of the letters in quotation marks make a content direct; marks and spaces do not count.
func TestKind(t *testing.T) {
	for content, want := range map[string]kind{"“abc def ghi” j": direct, "“abc def gh” ij": mixed, "abc": indirect, "“abc”": direct, " ": untyped} {
		x := newText(content)
		if got := x.kindOf(x.lettersOf([]doc.Span{{Start: 0, End: len(x.runes)}})); got != want {
			t.Errorf("%q is %q, want %q", content, kindNames[got], kindNames[want])
		}
	}
}

// Citron knows no relation without a source or with a quoted cue, and no source beyond its first comma.
func TestCitronView(t *testing.T) {
	x := newText(`Ann Lee, the mayor, said it rains, “Bob says so”.`)
	span := func(words string) []doc.Span {
		i := strings.Index(string(x.runes), words)
		start := len([]rune(string(x.runes)[:i]))
		return []doc.Span{{Start: start, End: start + len([]rune(words))}}
	}
	got := x.citron([]relation{
		{parts: [roles][]doc.Span{span("said"), span("Ann Lee, the mayor,"), span("it rains")}},
		{parts: [roles][]doc.Span{span("said"), nil, span("it rains")}},
		{parts: [roles][]doc.Span{span("says"), span("Bob"), span("so")}},
	})
	if len(got) != 1 || !slices.Equal(got[0].parts[source], span("Ann Lee")) {
		t.Errorf("%+v, want the first alone, said by Ann Lee", got)
	}
}

// A token covered in part counts whole; apostrophes stand inside words.
func TestTokens(t *testing.T) {
	x := newText("It isn’t 3.5, 'so' it_is")
	if got, want := x.starts[len(x.starts)-1], 10; got != want { // It isn’t 3 . 5 , ' so ' it_is
		t.Errorf("%d tokens, want %d", got, want)
	}
	if got := x.tokensOf([]doc.Span{{Start: 4, End: 12}}); len(got) != 1 || got[0].Start != 1 || got[0].End != 5 {
		t.Errorf("tokens %v, want 1 to 5", got)
	}
}

// Corrected documents are gold as they stand.
func TestCorrectedDocuments(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gold.jsonl")
	line := output(t, goldParts)
	write(t, file, strings.Replace(line, `"id":"d"`, `"id":"d","schema":1,"title":"T","published":"2024-05-01","ledger":{"corrections":[{"kind":"attribution"},{"kind":"event"}]}`, 1)+"\n")
	r := scored(t, file, output(t, goldParts[:3]))
	if got := at(t, r, "found.r"); got != 0.75 {
		t.Errorf("recall %g, want 0.75", got)
	}
	if want := "1 documents with 4 records, 1 corrections"; len(r.Notes) == 0 || !strings.Contains(r.Notes[0], want) {
		t.Errorf("notes %q, want %q", r.Notes, want)
	}
	s, err := Read(context.Background(), file, input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	corpus, _ := s.Corpus()
	if len(corpus.Items) != 1 || corpus.Items[0].Text != sample || corpus.Items[0].Date != "2024-05-01" || corpus.Items[0].Title != "T" {
		t.Errorf("corpus %+v", corpus.Items)
	}
}

func TestBadInput(t *testing.T) {
	dir := goldFolder(t)
	s, err := Read(context.Background(), dir, input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, out, want string }{
		{"other text", `{"id":"d","text":"The mayor sang.","attributions":[]}`, "out:1: \"d\": the text is another one from code point 12 on"},
		{"no list", `{"id":"d"}`, `out:1: has no list "attributions"`},
		{"neither", `{"id":"d","attributions":[{}]}`, "out:1: attributions[0]: has neither cue nor content"},
		{"outside", `{"id":"d","attributions":[{"cue":{"spans":[[0,9999]]}}]}`, "out:1: attributions[0].cue: [0, 9999] leaves the text"},
		{"type", `{"id":"d","attributions":[{"type":"sung","cue":{"spans":[[0,4]]}}]}`, `out:1: attributions[0].type: "sung" is no type`},
		{"other set", `{"id":"e","attributions":[]}`, "out: none of its 1 ids is in the gold set"},
	} {
		if _, err := s.Score(lines(c.out), false); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	for _, c := range []struct{ name, ann, want string }{
		{"dangling", "E1\tCue:T7 Content:T8\n", "d.ann:1: E1 names T7, which the file lacks"},
		{"outside", "T1\tCue 3 9999\tx\n", "d.ann:1: T1: span \"3 9999\" is empty, reversed or leaves the text"},
	} {
		write(t, filepath.Join(dir, "attributions", "d.ann"), c.ann)
		if _, err := Read(context.Background(), dir, input.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// FuzzStandoff: no annotation file of strangers breaks the reader, and what it reads stays inside the text.
func FuzzStandoff(f *testing.F) {
	f.Add("T1\tCue 3 9\tx\nT2\tContent 10 14;16 20\ty\nE1\tCue:T1 Content:T2\n")
	f.Add("T1\tDiscard 0 99999999999999999999\t\nE1\t:\n")
	path := filepath.Join(f.TempDir(), "d.ann")
	x := newText(sample)
	f.Fuzz(func(t *testing.T, ann string) {
		write(t, path, ann)
		d := document{id: "d", text: x}
		if d.standoff(path) != nil {
			return
		}
		c := d.compare(d.relations, d.relations)
		if n := c.tests[cueTest][untyped]; n.found > n.gold || n.right > n.system {
			t.Errorf("more hits than relations: %+v", n)
		}
	})
}

// FuzzOutput: no output of strangers breaks the scorer.
func FuzzOutput(f *testing.F) {
	dir := goldFolder(f)
	f.Add(output(f, goldParts))
	f.Add(`{"id":"d","attributions":[{"cue":{"spans":[[88,89]]},"content":null,"source":{"spans":[]}}]}`)
	s, err := Read(context.Background(), dir, input.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, out string) {
		r, err := s.Score(lines(out), false)
		if err == nil && strings.Contains(r.Rows, "NaN") {
			t.Error(r.Rows)
		}
	})
}
