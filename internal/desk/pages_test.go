package desk

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"html"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"readout/doc"
	"readout/internal/desk/demo"
	"readout/internal/know"
	"readout/internal/ledger"
	"readout/internal/ledger/sqlite"
)

// demoDesk is a desk over the sample pages and documents made by hand.
func demoDesk(t *testing.T, more ...*doc.Document) *Desk {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "demo.db"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	read, prepare := reader(t), ledger.NewPreparer()
	var entries []*ledger.Entry
	add := func(d *doc.Document) {
		e, err := prepare.Prepare(d.ID, d)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	fs.WalkDir(demo.Pages, ".", func(path string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		page, _ := demo.Pages.ReadFile(path)
		d, err := read(context.Background(), path, "text/html", page)
		if err != nil {
			t.Fatal(err)
		}
		add(d)
		return nil
	})
	for _, d := range more {
		add(d)
	}
	if _, err := l.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	return newDesk(t, Config{Ledger: l, Read: read, Name: know.LoadActors().Display, Feeds: demoFeeds, Now: func() time.Time { return time.Date(2031, 6, 13, 9, 0, 0, 0, time.UTC) }})
}

// demoFeeds are feeds as if they were watched: one that works, one that fails.
func demoFeeds(context.Context) ([]Feed, error) {
	at := time.Date(2031, 6, 13, 8, 40, 0, 0, time.UTC)
	return []Feed{
		{URL: "https://harbour.example/world.xml", Asked: at, Next: at.Add(15 * time.Minute), Taken: 17, Failed: []Failed{{URL: "https://harbour.example/2031/06/12/gallery", Reason: "the page has no text", At: at.Add(-26 * time.Hour)}}},
		{URL: "https://lamu.example/rss", Asked: at.Add(-2 * time.Hour), Next: at.Add(4 * time.Hour), Taken: 4, Failures: 3, Problem: "the server answers 503"},
	}, nil
}

const attack = `<script>alert("x")</script>`

// hostile is a document that tries to break out of pages, spreadsheets and feeds.
func hostile() *doc.Document {
	text := `=cmd() ` + attack + ` "'> said.`
	all := doc.Span{Start: 0, End: len(text)}
	str := func(s string) *string { return &s }
	return &doc.Document{
		Schema: doc.Schema, Coder: "made by hand", ID: attack, Kind: "article", Language: "en", Title: attack, Deck: attack, Outlet: "=" + attack, Byline: []string{attack},
		Published: str("2031-06-13"), Text: text, Sentences: []doc.Span{all}, Images: []doc.Image{}, Turns: []doc.Turn{},
		Attributions: []doc.Attribution{{ID: "a1", Type: "indirect", Cue: doc.Part{Spans: []doc.Span{{Start: len(text) - 5, End: len(text) - 1}}},
			Source: &doc.Source{Spans: []doc.Span{{Start: 0, End: 4}}, Name: str("=" + attack), Role: str(attack), Kind: "person"}, Content: doc.Part{Spans: []doc.Span{all}}, Confidence: 1}},
		Events: []doc.Event{}, Engagements: []doc.Engagement{}, Warnings: []doc.Warning{},
		Positions: []doc.Position{{ID: "p1", Holder: "NOR", Subject: attack, Issue: "words:" + attack, Parties: []string{}, Stance: "supports", Terms: []doc.Term{}, Evidence: []doc.Span{all}, Confidence: 1}},
	}
}

func find(t *testing.T, d *Desk, words string) string {
	t.Helper()
	hits, err := d.Ledger.Search(t.Context(), ledger.Query{Words: words})
	if err != nil || len(hits.Hits) == 0 {
		t.Fatalf("%q was not found: %v", words, err)
	}
	return hits.Hits[0].Head.ID
}

func TestPages(t *testing.T) {
	d := demoDesk(t)
	late := hostile() // half a year after the others were heard
	late.Published = new(string)
	*late.Published = "2031-12-01"
	later := demoDesk(t, late)
	if page := body(t, ask(later, get("/actor/ISL"))); !strings.Contains(page, "silent since 28 January 2031") {
		t.Error("Iceland is not said to be silent")
	}
	shift := find(t, d, "Norway now backs cod quota talks")
	for _, c := range []struct {
		name, path string
		status     int
		want       []string // patterns that the page holds
	}{
		{"today begins with what moved", "/", 200, []string{`(?s)What moved.*shifted.*<ins>supports</ins>.*Stories`, `2 copies`}},
		{"today until a day", "/?until=2031-01-31", 200, []string{`Portugal offers to host`}},
		{"document", "/document/" + shift, 200, []string{`<mark class="[^"]*position`, `href="#record-a1"`, `Sigrid Brekkestad`, `NOR\.GOV`, `Correct`}},
		{"no such document", "/document/0123456789abcdef", 404, []string{"not in the ledger"}},
		{"between", "/between?a=nor&b=isl", 200, []string{`<svg class="chart months"`, `How they meet`, `annual`, `Norway</a> and`}},
		{"between nobody", "/between", 200, []string{`The other`}},
		{"actor", "/actor/NOR", 200, []string{`Who spoke in its name`, `Sigrid Brekkestad`}},
		{"unknown actor", "/actor/XYZ", 404, nil},
		{"person", "/person?name=Sigrid+Brekkestad", 200, []string{`Foreign Minister`, `We will not talk about numbers`}},
		{"search for words", "/search?q=trawler", 200, []string{`<mark>trawler</mark>`}},
		{"search for records", "/search?type=position&holder=PRT", 200, []string{`pace`}},
		{"search for nothing", "/search", 200, []string{`<form action="/search"`}},
		{"search in vain", "/search?q=zebra", 200, []string{`Nothing was found`}},
		{"a day that is none", "/search?q=cod&since=soon", 400, []string{`soon`}},
		{"issues", "/issues", 200, []string{`Find issues`}},
		{"issues of a holder", "/issues?holder=nor", 200, []string{`Iceland, Norway`}},
		{"sources", "/sources", 200, []string{`<b>19</b>`, `chart days`, `The Harbour Courier`, `harbour\.example/world\.xml`, `the server answers 503`, `no text`}},
		{"issue, by stance", "/issue?key=talks:ISL%2BNOR", 200, []string{`(?s)Talks: Iceland, Norway.*tag supports.*Then.*<del>opposes</del>`, `(?s)Who decides what.*pace.*Iceland, Norway.*Portugal`}},
		{"a person's words by issue", "/person?name=Sigrid+Brekkestad", 200, []string{`On <a href="/issue\?key=talks%3aISL%2bNOR">`, `Said besides`}},
		{"facets", "/search?q=talks", 200, []string{`(?s)Record</h2>.*kind=position`, `(?s)Holder</h2>.*holder=NOR[^>]*>Norway`, `(?s)Outlet</h2>.*The Harbour Courier`, `(?s)Year</h2>|`}},
		{"narrowed by outlet", "/search?kind=position&outlet=Lisboa+Di%C3%A1rio", 200, []string{`class="chip"`, `Portugal`}},
		{"a rule for alerts", "/search?holder=NOR&q=cod", 200, []string{`\[\[rule\]\]`, `holder = &#34;NOR&#34;`, `does not look at words “cod”`}},
		{"no rule", "/search?q=cod", 200, []string{`An alert follows a holder`}},
		{"nothing ticked", "/selection", 200, []string{`Nothing is ticked`}},
		{"issue nobody speaks of", "/issue?key=talks:XXX", 404, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ask(d, get(c.path))
			page := body(t, r)
			if r.StatusCode != c.status {
				t.Errorf("status %d, want %d", r.StatusCode, c.status)
			}
			for _, p := range c.want {
				if !regexp.MustCompile(p).MatchString(page) {
					t.Errorf("%q is not in the page", p)
				}
			}
		})
	}
}

var links = regexp.MustCompile(`href="(/[^"]*)`)

// Every link of every page leads somewhere, and no page lets the hostile document's words act.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	d := demoDesk(t, hostile())
	seen, queue := map[string]bool{"/": true}, []string{"/"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		r := ask(d, get(path))
		page := body(t, r)
		if r.StatusCode != 200 {
			t.Errorf("%s: status %d", path, r.StatusCode)
		}
		if strings.Contains(page, attack) && !strings.Contains(path, "form=") {
			t.Errorf("%s holds the hostile words as they are", path)
		}
		for _, m := range links.FindAllStringSubmatch(page, -1) {
			if next, _, _ := strings.Cut(html.UnescapeString(m[1]), "#"); !seen[next] && strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") && strings.Count(next, "&") < 2 { // searches can be narrowed without end
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d pages were found", len(seen))
	}
}

func TestForms(t *testing.T) {
	d := demoDesk(t, hostile())
	page := func(path string) string { return body(t, ask(d, get(path))) }
	rows, err := csv.NewReader(strings.NewReader(page("/?form=csv"))).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a spreadsheet would compute %q", cell)
			}
		}
	}
	n := 0
	for line := range strings.Lines(page("/?form=jsonl")) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != len(rows)-1 {
		t.Errorf("%d lines of JSON, %d rows of CSV", n, len(rows)-1)
	}
	var feed struct {
		Entries []struct {
			ID string `xml:"id"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(page("/?form=atom")), &feed); err != nil || len(feed.Entries) != n {
		t.Errorf("%d entries in the feed: %v", len(feed.Entries), err)
	}
	if note := page("/?form=markdown"); strings.Contains(note, attack) || !strings.Contains(note, "> ") {
		t.Error("the note holds the hostile words as HTML, or no words at all")
	}
	if r := ask(d, get("/?form=exe")); r.StatusCode != http.StatusBadRequest {
		t.Errorf("an unknown form: status %d", r.StatusCode)
	}
}

func correctWith(d *Desk, id string, v url.Values) *http.Response {
	r := httptest.NewRequest("POST", "/document/"+id+"/correct", strings.NewReader(v.Encode()))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return ask(d, r)
}

func TestCorrect(t *testing.T) {
	d := demoDesk(t)
	id := find(t, d, "Norway now backs cod quota talks")
	k, err := d.Ledger.Document(t.Context(), id)
	if err != nil || len(k.Doc.Positions) == 0 {
		t.Fatalf("%v, %d positions", err, len(k.Doc.Positions))
	}
	p := k.Doc.Positions[0].ID
	for _, c := range []struct {
		name   string
		form   url.Values
		status int
		want   string // on the document's page afterwards, or in the answer
	}{
		{"nobody's", url.Values{"record": {p}, "action": {"wrong"}}, 422, "who"},
		{"of no record", url.Values{"record": {"p99"}, "action": {"wrong"}, "by": {"Ida"}}, 422, "p99"},
		{"to no stance", url.Values{"record": {p}, "action": {"mend"}, "stance": {"loves"}, "by": {"Ida"}}, 422, "loves"},
		{"mended", url.Values{"record": {p}, "action": {"mend"}, "subject": {"talks about fish"}, "by": {"Ida"}}, 303, "talks about fish"},
		{"words that are not there", url.Values{"action": {"add"}, "kind": {"position"}, "words": {"zebras"}, "by": {"Ida"}}, 422, "not in the text"},
		{"added", url.Values{"action": {"add"}, "kind": {"position"}, "words": {"We have counted."}, "holder": {"nor"}, "stance": {"supports"}, "subject": {"a count of all herring"}, "by": {"Ida"}}, 303, "a count of all herring"},
		{"wrong", url.Values{"record": {p}, "action": {"wrong"}, "by": {"Ida"}, "why": {"a test"}}, 303, "a test"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := correctWith(d, id, c.form)
			page := body(t, r)
			if r.StatusCode != c.status {
				t.Fatalf("status %d, want %d: %s", r.StatusCode, c.status, page)
			}
			if r.StatusCode == 303 {
				page = body(t, ask(d, get("/document/"+id)))
			}
			if !strings.Contains(page, c.want) {
				t.Errorf("%q is not in the page", c.want)
			}
		})
	}
}
