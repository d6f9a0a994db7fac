package position_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"readout"
	"readout/doc"
)

// record is a position as testdata/sentences.txt writes it.
type record struct {
	holders []string
	stance  string
	delta   string
	subject string
	parties []string
	terms   []string // "pace: IND PAK < USA", sorted
}

// gold is a text with what it holds.
type gold struct {
	line        int
	title, text string
	records     []record
	channels    []channel
	warnings    int
}

// channel is an engagement as testdata/documents.txt writes it: "+ dialogue | KEN OMN | planned".
type channel struct{ kind, parties, status string }

// readGold reads a file of cases: in sentences.txt a case is a line and the indented lines below it; in documents.txt it begins with
// "-- title", has its text and then the indented lines.
func readGold(t testing.TB, name string) []gold {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	documents := strings.HasPrefix(name, "documents")
	var cases []gold
	for n, line := range strings.Split(string(data), "\n") {
		switch {
		case strings.HasPrefix(line, "#"), line == "" && !documents:
		case strings.HasPrefix(line, "-- "):
			cases = append(cases, gold{line: n + 1, title: strings.TrimSpace(line[3:])})
		case strings.HasPrefix(line, "  "):
			g := &cases[len(cases)-1]
			if rest, ok := strings.CutPrefix(line, "  + "); ok {
				cells := strings.Split(rest, "|")
				if len(cells) < 3 {
					t.Fatalf("%s:%d: cannot read %q", name, n+1, line)
				}
				parties := strings.Fields(cells[1])
				slices.Sort(parties)
				g.channels = append(g.channels, channel{strings.TrimSpace(cells[0]), strings.Join(parties, " "), strings.TrimSpace(cells[2])})
				continue
			}
			if strings.HasPrefix(line, "  ! ") {
				g.warnings++
				continue
			}
			r, err := parseRecord(line)
			if err != nil {
				t.Fatalf("%s:%d: %v", name, n+1, err)
			}
			g.records = append(g.records, r)
		case documents:
			if len(cases) > 0 {
				g := &cases[len(cases)-1]
				g.text = strings.TrimSpace(g.text + "\n" + line)
			}
		default:
			cases = append(cases, gold{line: n + 1, text: line})
		}
	}
	return cases
}

// parseRecord reads "NOR+KEN supports new | subject | parties | pace: IND PAK < USA".
func parseRecord(line string) (record, error) {
	cells := strings.Split(line, "|")
	head := strings.Fields(cells[0])
	if len(cells) < 3 || len(head) < 2 || len(head) > 3 {
		return record{}, fmt.Errorf("cannot read %q", line)
	}
	r := record{holders: strings.Split(head[0], "+"), stance: head[1], subject: strings.TrimSpace(cells[1]), parties: strings.Fields(cells[2])}
	if len(head) == 3 {
		r.delta = head[2]
	}
	for _, c := range cells[3:] {
		r.terms = append(r.terms, strings.Join(strings.Fields(c), " "))
	}
	slices.Sort(r.holders)
	slices.Sort(r.parties)
	slices.Sort(r.terms)
	return r, nil
}

// found folds the positions of a document that differ in holder only.
func found(d *doc.Document) []record {
	var out []record
	for _, p := range d.Positions {
		r := record{holders: []string{p.Holder}, stance: p.Stance, subject: p.Subject, parties: slices.Clone(p.Parties)}
		if p.Delta != nil {
			r.delta = *p.Delta
		}
		for _, t := range p.Terms {
			term := t.Aspect + ": " + strings.Join(t.DecidedBy, " ")
			if len(t.NotBy) > 0 {
				term += " < " + strings.Join(t.NotBy, " ")
			}
			r.terms = append(r.terms, term)
		}
		slices.Sort(r.parties)
		slices.Sort(r.terms)
		if k := slices.IndexFunc(out, func(x record) bool { return x.stance == r.stance && x.subject == r.subject }); k >= 0 {
			out[k].holders = append(out[k].holders, p.Holder)
			slices.Sort(out[k].holders)
			continue
		}
		out = append(out, r)
	}
	return out
}

// figures counts as shared/eval/score_positions.py does, evidence aside: a sentence has little of it to get wrong.
type figures struct {
	hit, gold, found     int
	stanceless           int
	deltaRight, deltaAll int
	deltaHit, deltaGold  int
	deltaFound           int
	termHit, termGold    int

	channelHit, channelGold, channelFound, statusRight int
	warningHit, warningGold, warningFound              int
}

func (f *figures) count(want, got []record, report func(string)) {
	f.gold += len(want)
	f.found += len(got)
	used := make([]bool, len(got))
	for pass := range 2 { // the right stance first
		for i := range want {
			w := &want[i]
			if w.stance == "" {
				continue
			}
			for k := range got {
				g := &got[k]
				if used[k] || !slices.Equal(w.holders, g.holders) || pass == 0 && w.stance != g.stance ||
					!(overlap(w.subject, g.subject) >= 0.5 || slices.Equal(w.parties, g.parties) && overlap(w.subject, g.subject) > 0) {
					continue
				}
				used[k] = true
				f.stanceless++
				if w.stance != g.stance {
					report(fmt.Sprintf("stance %s, want %s: %s", g.stance, w.stance, w.subject))
					w.stance = ""
					break
				}
				w.stance = ""
				f.hit++
				f.deltaAll++
				if w.delta == g.delta {
					f.deltaRight++
				} else {
					report(fmt.Sprintf("delta %q, want %q", g.delta, w.delta))
				}
				if w.delta != "" {
					f.deltaGold++
				}
				if g.delta != "" {
					f.deltaFound++
				}
				if w.delta != "" && w.delta == g.delta {
					f.deltaHit++
				}
				f.termGold += len(w.terms)
				for _, term := range w.terms {
					if slices.Contains(g.terms, term) {
						f.termHit++
					} else {
						report(fmt.Sprintf("terms %q, want %q", g.terms, w.terms))
					}
				}
				break
			}
		}
	}
	for _, w := range want {
		if w.stance != "" {
			report(fmt.Sprintf("missed: %s %s [%s] %v", strings.Join(w.holders, "+"), w.stance, w.subject, w.parties))
		}
	}
	for k, g := range got {
		if !used[k] {
			report(fmt.Sprintf("false: %s %s [%s] %v", strings.Join(g.holders, "+"), g.stance, g.subject, g.parties))
		}
	}
}

// channels counts the engagements of the same kind and parties, and warnings by their number.
func (f *figures) channels(g *gold, d *doc.Document, report func(string)) {
	f.channelGold += len(g.channels)
	f.channelFound += len(d.Engagements)
	want := slices.Clone(g.channels)
	for _, e := range d.Engagements {
		parties := slices.Clone(e.Parties)
		slices.Sort(parties)
		k := slices.IndexFunc(want, func(c channel) bool { return c.kind == e.Kind && c.parties == strings.Join(parties, " ") })
		if k < 0 {
			report(fmt.Sprintf("false engagement: %s %v %s", e.Kind, e.Parties, e.Status))
			continue
		}
		f.channelHit++
		if want[k].status == e.Status {
			f.statusRight++
		} else {
			report(fmt.Sprintf("status of %s %v: %s, want %s", e.Kind, e.Parties, e.Status, want[k].status))
		}
		want = slices.Delete(want, k, k+1)
	}
	for _, c := range want {
		report(fmt.Sprintf("missed engagement: %s %s", c.kind, c.parties))
	}
	f.warningGold += g.warnings
	f.warningFound += len(d.Warnings)
	f.warningHit += min(g.warnings, len(d.Warnings))
	if g.warnings != len(d.Warnings) {
		report(fmt.Sprintf("%d warnings, want %d", len(d.Warnings), g.warnings))
	}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (f *figures) f1() float64 {
	p, r := ratio(f.hit, f.found), ratio(f.hit, f.gold)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (f *figures) String() string {
	return fmt.Sprintf("P %.1f R %.1f F1 %.1f (%d of %d, %d found), stance ignored %d; delta right %.1f, not null %d of %d (%d found); terms %d of %d",
		100*ratio(f.hit, f.found), 100*ratio(f.hit, f.gold), 100*f.f1(), f.hit, f.gold, f.found, f.stanceless,
		100*ratio(f.deltaRight, f.deltaAll), f.deltaHit, f.deltaGold, f.deltaFound, f.termHit, f.termGold)
}

// overlap is the F1 of the words of two subjects, as the shared scorer has it.
func overlap(a, b string) float64 {
	x, y := words(a), words(b)
	n := 0
	for _, w := range x {
		if k := slices.Index(y, w); k >= 0 {
			y[k] = ""
			n++
		}
	}
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(n) / float64(len(x)+len(y))
}

func words(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(s, "'s", "")), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		switch w {
		case "a", "an", "the", "of", "for", "on", "in", "to", "and", "by", "with", "at", "from", "or", "its", "their", "his", "her", "our", "as", "is", "be", "it", "that", "this":
			continue
		}
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			w = w[:len(w)-1]
		}
		out = append(out, w)
	}
	return out
}

// measure reads the cases through the whole pipeline, and fails where the figures fall below the floor.
func measure(t *testing.T, name string, floor float64) {
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var f figures
	for _, g := range readGold(t, name) {
		d, err := r.Read(readout.Input{Corpus: true, ID: name, Title: g.title, Text: g.text, Date: "2031-05-16"})
		if err != nil {
			t.Fatal(err)
		}
		report := func(s string) {
			t.Logf("%s:%d: %s\n      %s", name, g.line, strings.SplitN(g.text, "\n", 2)[0], s)
		}
		if g.title != "" {
			f.channels(&g, d, report)
		}
		f.count(slices.Clone(g.records), found(d), report)
	}
	t.Logf("%s: %s", name, f.String())
	if f.channelGold > 0 {
		t.Logf("%s: engagements %d of %d, %d found, status right %d; warnings %d of %d, %d found", name,
			f.channelHit, f.channelGold, f.channelFound, f.statusRight, f.warningHit, f.warningGold, f.warningFound)
	}
	if f.f1() < floor {
		t.Errorf("%s: F1 %.3f is below the floor of %.3f", name, f.f1(), floor)
	}
}

func TestSentences(t *testing.T) { measure(t, "sentences.txt", 0.88) }

func TestDocuments(t *testing.T) { measure(t, "documents.txt", 0.75) }

// TestIssues reads pairs of wordings and asks whether a position of the one and one of the other have the same key.
func TestIssues(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "issues.txt"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	keys := func(text string) []string {
		d, err := r.Read(readout.Input{Corpus: true, ID: "issue", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range d.Positions {
			out = append(out, p.Issue)
		}
		return out
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	hit, said, same, covered := 0, 0, 0, 0
	for i := 0; i+2 < len(lines); i += 3 {
		want := lines[i] == "same"
		a, b := keys(lines[i+1]), keys(lines[i+2])
		got := slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) })
		if len(a) > 0 && len(b) > 0 {
			covered++
		}
		if got {
			said++
		}
		if want {
			same++
		}
		if got && want {
			hit++
		}
		if got != want {
			t.Logf("%s %v\n     %s %v\n     %s", lines[i], a, lines[i+1], b, lines[i+2])
		}
	}
	t.Logf("issues.txt: precision %d of %d, recall %d of %d, covered %d of %d", hit, said, hit, same, covered, len(lines)/3)
	if 20*hit < 19*said || 4*hit < 3*same {
		t.Errorf("precision below .95 or recall below .75")
	}
}
