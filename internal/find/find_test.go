// Package find_test reads invented sentences through all finders in the order of the pipeline.
package find_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/find/attribution"
	"readout/internal/find/engagement"
	"readout/internal/find/event"
	"readout/internal/find/mention"
	"readout/internal/find/position"
	"readout/internal/find/warning"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// reader is the language half of the pipeline.
type reader struct {
	english     *lang.English
	text        lang.Text
	mentions    *mention.Finder
	attribution *attribution.Finder
	event       *event.Finder
	position    *position.Finder
	engagement  *engagement.Finder
	warning     *warning.Finder
}

func newReader(t testing.TB) *reader {
	t.Helper()
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{english: english, mentions: mention.New(), attribution: attribution.New(), event: event.New(),
		position: position.New(), engagement: engagement.New(), warning: warning.New()}
}

func (r *reader) read(d *doc.Document) *doc.Document {
	r.english.Annotate(d.Text, &r.text)
	r.mentions.Find(d, &r.text)
	r.attribution.Find(d, &r.text)
	r.event.Find(d, &r.text)
	r.position.Find(d, &r.text)
	r.engagement.Find(d, &r.text)
	r.warning.Find(d, &r.text)
	return d
}

func (r *reader) readText(text string) *doc.Document {
	day := "2031-05-16" // a Friday
	return r.read(&doc.Document{Text: text, Published: &day})
}

func cut(d *doc.Document, spans []doc.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, d.Text[s.Start:s.End])
	}
	return strings.Join(parts, " / ")
}

func or(p *string) string {
	if p == nil {
		return "-"
	}
	return *p
}

func TestAttributions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // type | source = name, role, actor, kind | cue | content
	}{
		{"that", "Norway said on Monday that the strait is open.",
			[]string{"indirect | Norway = Norway, -, NOR, state | said | that the strait is open"}},
		{"quotation before", "“We wait,” Kenyan Foreign Minister Ida Vik said.",
			[]string{"direct | Kenyan Foreign Minister Ida Vik = Ida Vik, Foreign Minister, KEN.GOV, person | said | We wait,"}},
		{"quotation goes on", "“We wait,” said Ida Vik. “It is late.”",
			[]string{"direct | Ida Vik = Ida Vik, -, -, person | said | We wait, / It is late."}},
		{"clause before", "The port will close in June, two officials said.",
			[]string{"indirect | two officials = -, officials, -, group | said | The port will close in June"}},
		{"chain", "Norwegian spokesman Per Dahl said the port was safe, adding that ships could come.",
			[]string{"indirect | Norwegian spokesman Per Dahl = Per Dahl, spokesman, NOR.GOV, person | said | the port was safe",
				"indirect | Norwegian spokesman Per Dahl = Per Dahl, spokesman, NOR.GOV, person | adding | that ships could come"}},
		{"pronoun", "Norwegian spokesman Per Dahl said that the port was safe. He added that ships could come.",
			[]string{"indirect | Norwegian spokesman Per Dahl = Per Dahl, spokesman, NOR.GOV, person | said | that the port was safe",
				"indirect | He = Per Dahl, spokesman, NOR.GOV, person | added | that ships could come"}},
		{"according to", "According to the ministry, the quay will close.",
			[]string{"indirect | the ministry = -, ministry, -, office | According to | the quay will close"}},
		{"reported question", "Asked whether the quay would close, Per Dahl said that it would not.",
			[]string{"indirect | nobody | Asked | whether the quay would close",
				"indirect | Per Dahl = Per Dahl, -, -, person | said | that it would not > a1"}},
		{"pledged to", "Norway pledged to open the port.",
			[]string{"indirect | Norway = Norway, -, NOR, state | pledged | to open the port"}},
		{"source with an apposition", "Ida Brun, a doctor at the harbour, said that the port was safe.",
			[]string{"indirect | Ida Brun, a doctor at the harbour = Ida Brun, doctor, -, person | said | that the port was safe"}},
		{"belief", "Many voters believe that the ferry will be late.",
			[]string{"indirect | Many voters = -, voters, -, group | believe | that the ferry will be late"}},
		{"another state's minister of the same office", "“We are ready,” Foreign Secretary Ida Larkin said. The Kenyan foreign secretary said that nobody was.",
			[]string{"direct | Foreign Secretary Ida Larkin = Ida Larkin, Foreign Secretary, -, person | said | We are ready,",
				"indirect | The Kenyan foreign secretary = -, foreign secretary, KEN.GOV, person | said | that nobody was"}},
		{"an aside is no source", "Senator Ida Brun, herself a judge, argued that the law was late. The senator, once Kenya's envoy to Oslo, recalled that nobody came.",
			[]string{"indirect | Senator Ida Brun, herself a judge = Ida Brun, Senator, -, person | argued | that the law was late",
				"indirect | The senator, once Kenya's envoy to Oslo = Ida Brun, Senator, -, person | recalled | that nobody came"}},
		{"a line that says whose words a release is", "The following is attributable to Spokesperson Ida Vik:\n\nThe port is open. Ships may come.",
			[]string{"indirect | Spokesperson Ida Vik = Ida Vik, Spokesperson, -, person | attributable to | The port is open. Ships may come."}},
		{"no source, no content, no speech", "The “blue” ferry came late. It is said. The report was long.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, attributionLines(newReader(t).readText(c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func attributionLines(d *doc.Document) []string {
	var lines []string
	for _, a := range d.Attributions {
		who := "nobody"
		if s := a.Source; s != nil {
			who = cut(d, s.Spans) + " = " + or(s.Name) + ", " + or(s.Role) + ", " + or(s.Actor) + ", " + s.Kind
		}
		line := a.Type + " | " + who + " | " + cut(d, a.Cue.Spans) + " | " + cut(d, a.Content.Spans)
		if a.ReplyTo != nil {
			line += " > " + *a.ReplyTo
		}
		lines = append(lines, line)
	}
	return lines
}

// A question that is cut short leaves the one before it open.
func TestBrokenOffQuestion(t *testing.T) {
	text := "Q: Will the port close?\n\nMS VIK: We —\n\nQ: Right. But do you —\n\nMS VIK: It will not."
	d := &doc.Document{Text: text}
	for _, x := range []struct{ speaker, role, said string }{{"Q", "question", "Will the port close?"}, {"MS VIK", "answer", "We —"}, {"Q", "question", "Right. But do you —"}, {"MS VIK", "answer", "It will not."}} {
		line := x.speaker + ": " + x.said
		start := strings.Index(text, line)
		d.Turns = append(d.Turns, doc.Turn{Speaker: x.speaker, Role: x.role, Span: doc.Span{Start: start, End: start + len(line)}})
	}
	newReader(t).read(d)
	last := d.Attributions[len(d.Attributions)-1]
	if or(last.ReplyTo) != d.Attributions[0].ID {
		t.Errorf("the last answer replies to %s", or(last.ReplyTo))
	}
}

// Who is addressed at the beginning of a turn is not who has said it.
func TestAddress(t *testing.T) {
	for said, want := range map[string]string{
		"Minister, the Opposition says that the quay is lost.":   "the Opposition",
		"Minister, Oslo said last month that the quay was lost.": "Oslo",
		"Minister Vik said last month that the quay was lost.":   "Minister Vik",
	} {
		text := "MS VIK: Good morning.\n\nREPORTER: " + said
		d := newReader(t).read(&doc.Document{Text: text, Turns: []doc.Turn{
			{Speaker: "MS VIK", Role: "statement", Span: doc.Span{Start: 0, End: 21}},
			{Speaker: "REPORTER", Role: "question", Span: doc.Span{Start: 23, End: len(text)}},
		}})
		last := d.Attributions[len(d.Attributions)-1]
		if last.Source == nil || cut(d, last.Source.Spans) != want {
			t.Errorf("%q: %q, not %q", said, attributionLines(d), want)
		}
	}
}

func TestTurns(t *testing.T) {
	text := "QUESTION: Will the port close?\n\nMS VIK: It will not."
	d := newReader(t).read(&doc.Document{Text: text, Turns: []doc.Turn{
		{Speaker: "QUESTION", Role: "question", Span: doc.Span{Start: 0, End: 30}},
		{Speaker: "MS VIK", Role: "answer", Span: doc.Span{Start: 32, End: len(text)}},
	}})
	if len(d.Attributions) != 2 {
		t.Fatalf("%d attributions, want one a turn", len(d.Attributions))
	}
	q, a := d.Attributions[0], d.Attributions[1]
	if got := cut(d, q.Content.Spans); got != "Will the port close?" || q.Source.Kind != lang.Anonymous {
		t.Errorf("question %q by %s", got, q.Source.Kind)
	}
	if got := cut(d, a.Content.Spans); got != "It will not." || or(a.Source.Name) != "Vik" || or(a.ReplyTo) != q.ID {
		t.Errorf("answer %q by %s to %s", got, or(a.Source.Name), or(a.ReplyTo))
	}
}

func TestEvents(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // type status actors > recipients [date]
	}{
		{"plain", "Norway condemned Kenya on Thursday.", []string{"ACCUSE actual NOR > KEN 2031-05-15"}},
		{"passive", "Kenya was condemned by Norway.", []string{"ACCUSE actual NOR > KEN"}},
		{"sectors", "The Kenyan army shelled Norwegian positions.", []string{"ASSAULT actual KEN.MIL > NOR"}},
		{"planned", "Norway's prime minister will visit Kenya.", []string{"AGREE planned NOR.GOV > KEN"}},
		{"hypothetical", "Norway could impose sanctions on Kenya.", []string{"SANCTION hypothetical NOR > KEN"}},
		{"negated", "Norway has not accused Kenya.", []string{"ACCUSE negated NOR > KEN"}},
		{"both sides", "Norway and Kenya signed a trade agreement.", []string{"SUPPORT actual NOR+KEN > "}},
		{"we", "“We condemn Kenya,” Norwegian spokesman Per Dahl said.", []string{"ACCUSE actual NOR.GOV > KEN"}},
		{"background", "Norway attacked Kenya in 1998.", nil},
		{"nobody known acts", "The champions attacked Kenya from the kick-off.", nil},
		{"no recipient", "Norway praised the weather.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, eventLines(newReader(t).readText(c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func eventLines(d *doc.Document) []string {
	side := func(as []doc.Actor) string {
		var out []string
		for _, a := range as {
			if a.Sector != nil {
				a.Code += "." + *a.Sector
			}
			out = append(out, a.Code)
		}
		return strings.Join(out, "+")
	}
	var lines []string
	for _, e := range d.Events {
		line := e.Type + " " + e.Status + " " + side(e.Actors) + " > " + side(e.Recipients)
		if e.Date != nil {
			line += " " + *e.Date
		}
		lines = append(lines, line)
	}
	return lines
}

func TestPositions(t *testing.T) {
	d := newReader(t).readText("Norway on Monday repeated that it supports talks between Kenya and Oman but the date and " +
		"place should be decided by the two countries, not by us.")
	if len(d.Positions) != 1 {
		t.Fatalf("%d positions, want 1", len(d.Positions))
	}
	p := d.Positions[0]
	p.ID, p.Evidence, p.Attribution, p.Confidence, p.Rule = "", nil, nil, 0, ""
	delta := "reiterated"
	want := doc.Position{
		Holder: "NOR", Subject: "talks between Kenya and Oman", Issue: "talks:KEN+OMN", Parties: []string{"KEN", "OMN"}, Stance: "supports", Delta: &delta,
		Terms: []doc.Term{
			{Aspect: "date", DecidedBy: []string{"KEN", "OMN"}, NotBy: []string{"NOR"}},
			{Aspect: "place", DecidedBy: []string{"KEN", "OMN"}, NotBy: []string{"NOR"}},
		},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"Norway would support talks with Kenya.", "Rebels support talks with Kenya.", "If Norway supports talks with Kenya, all is well."} {
		if d := newReader(t).readText(text); len(d.Positions) != 0 {
			t.Errorf("%q holds no position, found %+v", text, d.Positions)
		}
	}
}

func TestEngagements(t *testing.T) {
	d := newReader(t).readText("“We talk to Kenya through our annual fisheries dialogue,” Norwegian spokesman Per Dahl said.")
	if len(d.Engagements) != 1 {
		t.Fatalf("%d engagements, want 1", len(d.Engagements))
	}
	g := d.Engagements[0]
	if g.Kind != "dialogue" || g.Topic != "fisheries" || or(g.Cadence) != "annual" || !slices.Equal(g.Parties, []string{"KEN", "NOR"}) || cut(d, g.Evidence) != "our annual fisheries dialogue" {
		t.Errorf("%+v", g)
	}
}

func TestWarnings(t *testing.T) {
	d := newReader(t).readText("A report warns that Norway faces a grave drought threat in coming months.")
	if len(d.Warnings) != 1 {
		t.Fatalf("%d warnings, want 1", len(d.Warnings))
	}
	w := d.Warnings[0]
	if or(w.Horizon) != "in coming months" || !slices.Equal(w.Target, []string{"NOR"}) || or(w.Source) != "A report" {
		t.Errorf("%+v", w)
	}
}

// Whatever the text, every span lies in it and is not empty, and a second reading gives the same document.
func TestSpansAndSameness(t *testing.T) {
	r := newReader(t)
	for _, text := range sampleTexts(t) {
		d := r.readText(text)
		first, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		check := func(what string, spans ...doc.Span) {
			for _, s := range spans {
				if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
					t.Errorf("%s has the span %v in a text of %d bytes", what, s, len(text))
				}
			}
		}
		for _, a := range d.Attributions {
			check(a.ID, a.Cue.Spans...)
			check(a.ID, a.Content.Spans...)
			if len(a.Content.Spans) == 0 {
				t.Errorf("%s has no content", a.ID)
			}
			if a.Source != nil {
				check(a.ID, a.Source.Spans...)
			}
			for i := 1; i < len(a.Content.Spans); i++ {
				if a.Content.Spans[i].Start < a.Content.Spans[i-1].End {
					t.Errorf("%s has content in two pieces that overlap", a.ID)
				}
			}
		}
		for _, e := range d.Events {
			check(e.ID, e.Trigger)
			for _, a := range slices.Concat(e.Actors, e.Recipients) {
				check(e.ID, a.Span)
			}
		}
		for _, p := range d.Positions {
			check(p.ID, p.Evidence...)
		}
		for _, g := range d.Engagements {
			check(g.ID, g.Evidence...)
		}
		for _, w := range d.Warnings {
			check(w.ID, w.Evidence...)
		}
		second, _ := json.Marshal(newReader(t).readText(text))
		if diff := cmp.Diff(string(first), string(second)); diff != "" {
			t.Errorf("a second reading differs: %s", diff)
		}
	}
}

// sampleTexts are odd texts of ours and, where the shared data is at hand, the articles of PolNeAR's dev part.
func sampleTexts(t *testing.T) []string {
	texts := []string{"", "said", "“", "”said", "He said: “", "asked,", "Mr. said that.", "“a”, he said, “b", "according to", "US-", "the two", "Norway will",
		"Norway faces a", "the US-Kenya-", "“We,” “we”, said", "\xff said that \xfe is \xfd"}
	shared := os.Getenv("READOUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "data", "polnear", "dev", "text", "*.txt"))
	if len(files) == 0 {
		t.Log("NOT RUN on real articles: no shared data (set READOUT_SHARED)")
	}
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			texts = append(texts, string(b))
		}
	}
	return texts
}

func FuzzFinders(f *testing.F) {
	f.Add("“We wait,” Kenyan Foreign Minister Ida Vik said, adding that Norway faces a threat. Asked, he said no.")
	r := newReader(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := r.readText(text)
		for _, a := range d.Attributions {
			for _, s := range a.Content.Spans {
				if s.Start >= s.End || s.End > len(text) {
					t.Fatalf("span %v", s)
				}
			}
		}
	})
}

// About 600 words of invented news.
func BenchmarkFinders(b *testing.B) {
	text := strings.Repeat("Norway on Monday said that it supports talks between Kenya and Oman but would not send troops to the port of Mombasa. "+
		"“We wait for the ferry, and we are in regular contact with Kenya,” Norwegian Foreign Minister Ida Vik told reporters. "+
		"Asked whether sanctions would follow, she said the quay could close in June.\n\n", 10)
	r := newReader(b)
	b.Run("language", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.english.Annotate(text, &r.text)
		}
	})
	b.Run("language and finders", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.readText(text)
		}
	})
}
