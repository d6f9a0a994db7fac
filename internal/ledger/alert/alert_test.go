package alert

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/ledger"
	"readout/internal/ledger/sqlite"
)

func open(t *testing.T) ledger.Ledger {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// say adds a document with a position of France on talks.
func say(t *testing.T, l ledger.Ledger, id, day, stance, words string) {
	t.Helper()
	d := &doc.Document{Schema: doc.Schema, Coder: "test", ID: id, URL: ptr("https://courier.example/" + id), Kind: "article", Outlet: "The Courier", Text: words, Published: &day}
	d.Positions = []doc.Position{{ID: "p1", Holder: "FRA", Subject: "talks", Issue: "talks:IND+PAK", Stance: stance, Evidence: []doc.Span{{Start: 0, End: len(words)}}}}
	add(t, l, d)
}

func add(t *testing.T, l ledger.Ledger, d *doc.Document) {
	t.Helper()
	e, err := ledger.NewPreparer().Prepare(d.ID, d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), []*ledger.Entry{e}); err != nil {
		t.Fatal(err)
	}
}

func ptr(s string) *string { return &s }

func config(t *testing.T, text string) *Config {
	t.Helper()
	c, err := parse(text, func(string) string { return "key" })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// take runs a configuration that writes JSON lines into a file through a program, and gives what it wrote.
func take(t *testing.T, l ledger.Ledger, rule string) []string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	c := config(t, rule+fmt.Sprintf("\n[command]\nrun = [\"sh\", \"-c\", \"cat >>%s\"]", out))
	if _, err := c.Run(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	// Each test's program has another name and so a mark of its own.
	b, _ := os.ReadFile(out)
	var titles []string
	for line := range strings.Lines(string(b)) {
		var a Alert
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		titles = append(titles, a.Title)
	}
	return titles
}

// An alert is for a shift, not for a mention, and for a story once.
func TestShift(t *testing.T) {
	l := open(t)
	say(t, l, "1", "2024-01-01", "supports", "France backs talks.")
	say(t, l, "2", "2024-01-02", "supports", "France still backs talks.")
	say(t, l, "3", "2024-01-03", "opposes", "France is against talks that were planned for the spring in Geneva.")
	say(t, l, "4", "2024-01-03", "opposes", "France is against talks that were planned for the spring in Geneva.")
	say(t, l, "5", "2024-01-04", "opposes", "France stays against talks.")
	say(t, l, "old", "2023-01-01", "opposes", "Long ago France was against talks.")
	for rule, want := range map[string][]string{
		"[[rule]]\nname = 'r'\nholder = 'FRA'":                                           nil, // all is known: the newest statement only repeats
		"[[rule]]\nname = 'r'\nissue = 'talks:*'\ndelta = ['reiterated']":                {"FRA: reiterated on talks"},
		"[[rule]]\nname = 'r'\nholder = 'DEU'\ndelta = ['reiterated', 'new', 'shifted']": nil,
	} {
		if d := cmp.Diff(want, take(t, l, rule)); d != "" {
			t.Errorf("%s: %s", rule, d)
		}
	}
}

// Told as it comes, each shift is told once.
func TestShiftsAsTheyCome(t *testing.T) {
	l := open(t)
	out := filepath.Join(t.TempDir(), "feed.atom")
	c := config(t, "[[rule]]\nname = 'moves'\nissue = 'talks:IND+PAK'\n[feed]\nfile = '"+out+"'\nentries = 2")
	say(t, l, "0", "2023-12-31", "declines", "France declined.")
	if err := c.Begin(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	want := []int{0, 1, 0, 0, 1, 0, 1}
	for i, s := range []struct{ day, stance, words string }{
		{"2024-01-01", "opposes", "France is against the talks."},
		{"2024-01-02", "supports", "France backs the talks & <more>."},
		{"2024-01-03", "supports", "France backs the talks again."},
		{"2024-01-03", "supports", "France backs the talks again."},
		{"2024-01-05", "conditions", "France backs the talks if both sides want them."},
		{"2024-01-04", "opposes", "A report from before comes late."},
		{"2024-01-06", "opposes", "France is against the talks once more."},
	} {
		say(t, l, fmt.Sprint(i+1), s.day, s.stance, s.words)
		n, err := c.Run(t.Context(), l)
		if err != nil || n != want[i] {
			t.Errorf("%s %s: %d alerts, %v, want %d", s.day, s.stance, n, err, want[i])
		}
	}
	if n, err := c.Run(t.Context(), l); err != nil || n != 0 {
		t.Errorf("again: %d alerts, %v", n, err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var f atomFeed
	if err := xml.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	if len(f.Entries) != 2 || f.Entries[0].Title != "FRA: shifted on talks" || f.Entries[1].Title != "FRA: qualified on talks" ||
		f.Entries[0].Link.Href != "https://courier.example/7" || f.Updated != f.Entries[0].Updated ||
		!strings.Contains(f.Entries[0].Content.Text, "Before: France backs the talks if both sides want them.") {
		t.Errorf("%s", b)
	}
}

func TestEvents(t *testing.T) {
	l := open(t)
	struck := func(id, status, a, b, text string) {
		d := &doc.Document{Schema: doc.Schema, Coder: "test", ID: id, Kind: "article", Text: text}
		s := doc.Span{Start: 0, End: 6}
		d.Events = []doc.Event{{ID: "e1", Type: "ASSAULT", CAMEO: "190", Quad: "material-conflict", Status: status, Trigger: s, Sentence: 0,
			Actors: []doc.Actor{{Code: a, Text: text[:6], Span: s}}, Recipients: []doc.Actor{{Code: b, Text: text[:6], Span: s}}}}
		d.Sentences = []doc.Span{{Start: 0, End: len(text)}}
		add(t, l, d)
	}
	struck("1", "actual", "SWE", "NOR", "Sweden struck the pier of Vossvik at dawn today.")
	struck("2", "actual", "SWE", "NOR", "Sweden struck the pier of Vossvik at dawn today.")
	struck("3", "planned", "SWE", "NOR", "Sweden may strike.")
	struck("4", "actual", "DNK", "NOR", "Danish ships struck.")
	d := &doc.Document{Schema: doc.Schema, Coder: "test", ID: "5", Kind: "article", Text: "Hamas freed a hostage.", Sentences: []doc.Span{{Start: 0, End: 22}}}
	d.Events = []doc.Event{{ID: "e1", Type: "RETREAT", CAMEO: "0871", Quad: "material-cooperation", Status: "actual", Trigger: doc.Span{Start: 6, End: 11},
		Actors: []doc.Actor{{Code: "PSE", Sector: ptr("REB"), Name: ptr("Hamas"), Text: "Hamas", Span: doc.Span{Start: 0, End: 5}}}, Recipients: []doc.Actor{{Code: "ISR", Text: "hostage", Span: doc.Span{Start: 14, End: 21}}}}}
	add(t, l, d)
	for rule, want := range map[string][]string{
		"[[rule]]\nname = 'r'\nbetween = ['NOR', 'SWE']\ntype = ['ASSAULT']": {"SWE ASSAULT NOR"},
		"[[rule]]\nname = 'r'\ntype = ['ASSAULT']":                           {"SWE ASSAULT NOR", "DNK ASSAULT NOR"},
		"[[rule]]\nname = 'r'\nbetween = ['NOR', 'SWE']\ntype = ['AID']":     nil,
		"[[rule]]\nname = 'r'\nbetween = ['ISR', 'HAMAS']":                   {"HAMAS RETREAT ISR"},
		"[[rule]]\nname = 'r'\nbetween = ['ISR', 'PSE']":                     {"HAMAS RETREAT ISR"},
	} {
		if d := cmp.Diff(want, take(t, l, rule)); d != "" {
			t.Errorf("%s: %s", rule, d)
		}
	}
}

func TestWebhook(t *testing.T) {
	firstPause = time.Millisecond
	l := open(t)
	say(t, l, "1", "2024-01-01", "supports", "France backs talks.")
	answers := []int{503, 429, 200}
	var bodies []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if got, want := r.Header.Get(SignatureHeader), Sign([]byte("key"), r.Header.Get(TimeHeader), b); got != want {
			t.Errorf("signature %s, want %s", got, want)
		}
		bodies = append(bodies, string(b))
		w.WriteHeader(answers[0])
		answers = answers[1:]
	}))
	defer s.Close()
	c := config(t, "[[rule]]\nname = 'r'\nholder = 'FRA'\ndelta = ['new']\n[webhook]\nurl = '"+s.URL+"'\nsecret_env = 'KEY'\nattempts = 3")
	if n, err := c.Run(t.Context(), l); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	if len(bodies) != 3 || bodies[0] != bodies[2] || !strings.Contains(bodies[0], `"delta":"new"`) {
		t.Errorf("%v", bodies)
	}
	// What is not taken is told the next time.
	say(t, l, "2", "2024-01-02", "supports", "Now France backs talks again.")
	c.Rules[0].Delta = []string{"reiterated"}
	for i, code := range []int{400, 503, 200} {
		answers, bodies = []int{code, code, code}, nil
		_, err := c.Run(t.Context(), l)
		if tries := []int{1, 3, 1}[i]; (err == nil) != (code == 200) || len(bodies) != tries {
			t.Errorf("answer %d: %v after %d tries, want %d", code, err, len(bodies), tries)
		}
	}
}

func TestCommandFails(t *testing.T) {
	c := &Command{Run: []string{"sh", "-c", "echo no such desk >&2; exit 3"}}
	if err := c.tell(context.Background(), []Alert{{}}); err == nil || !strings.Contains(err.Error(), "no such desk") {
		t.Errorf("error %v", err)
	}
}

func TestParseRefuses(t *testing.T) {
	const rule = "[[rule]]\nname = 'r'\nholder = 'FRA'\n"
	for want, text := range map[string]string{
		"it has no [[rule]]":           "[feed]\nfile = 'a'",
		"it tells nobody":              rule,
		"colour means nothing here":    "colour = 'red'\n" + rule,
		"rule 1: give it a name":       "[[rule]]\nholder = 'FRA'\n[feed]\nfile='a'",
		"give a holder or an issue":    "[[rule]]\nname = 'r'\n[feed]\nfile='a'",
		"is no delta":                  rule + "delta = ['loud']\n[feed]\nfile='a'",
		"is no event type":             "[[rule]]\nname='r'\ntype = ['WAR']\n[feed]\nfile='a'",
		"between takes two actors":     "[[rule]]\nname='r'\nbetween = ['USA']\n[feed]\nfile='a'",
		"make two rules":               rule + "between = ['USA', 'PAK']\n[feed]\nfile='a'",
		"feed: give a file":            rule + "[feed]\nentries = 3",
		"is no address such as":        rule + "[webhook]\nurl = 'ftp://x'\nsecret_env = 'KEY'",
		"the environment variable tha": rule + "[webhook]\nurl = 'https://x.example'",
		"holds no key":                 rule + "[webhook]\nurl = 'https://x.example'\nsecret_env = 'NONE'",
		"command: give run":            rule + "[command]\nrun = []",
		"expected":                     "[[rule",
	} {
		_, err := parse(text, func(name string) string { return map[string]string{"KEY": "key"}[name] })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("[[rule]]\nname = 'r'\nholder = 'FRA'\n[feed]\nfile = 'a'")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = parse(text, func(string) string { return "" })
	})
}
