package ledger

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
)

func TestTerms(t *testing.T) {
	for in, want := range map[string]string{
		"India’s talks with Pakistan's envoys":   "india talk with pakistan envoy",
		"Ferries, parties; boxes and churches":   "ferry party box and church",
		"the press, crisis, status, gas, us, US": "the press crisis status gas us us",
		"naïve Åse MÜLLER":                       "naive ase muller",
		"2,000 AK-47s":                           "2 000 ak 47s",
		"中文 支持":                                  "中文 支持",
		"a\x00b \xff c":                          "a b c",
		"'s ’s":                                  "",
	} {
		var got []string
		for w := range words(in) {
			got = append(got, w.term)
			if in[w.span.Start:w.span.End] == "" {
				t.Errorf("%q: an empty word", in)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %q, want %q", in, s, want)
		}
	}
}

// What is indexed of a hostile text stays bounded, and no term can be taken for another language's syntax.
func FuzzTerms(f *testing.F) {
	f.Add("India’s talks", `"direct talks" pak*`)
	f.Fuzz(func(t *testing.T, text, query string) {
		var all terms
		all.text(text)
		if all.bytes > maxTermBytes+maxTerms {
			t.Errorf("%d bytes", all.bytes)
		}
		for _, term := range all.list {
			if len(term) > longestTerm || strings.ContainsAny(term, " '\"\\*§\x00") {
				t.Errorf("term %q", term)
			}
		}
		m, err := readWords(query)
		if err == nil {
			m.mark(text)
		}
	})
}

func TestKeys(t *testing.T) {
	k := firstKey(738000, "ffffffffffffffff")
	if k.Document() != k || (k+MaxRecords).Document() != k || (k+MaxRecords+1).Document() == k {
		t.Errorf("records of %x", k)
	}
	if n := k.Next(); n != firstKey(738000, "0000000000000000") {
		t.Errorf("behind the last key of a day comes %x, want the first", n)
	}
	least, greatest, err := DayKeys("2021-07-28", "2021-07-28")
	day, _ := dayNumber("2021-07-28")
	if k := firstKey(day, "8000000000000000"); err != nil || k < least || k > greatest || firstKey(day+1, "0000000000000000") <= greatest || firstKey(day-1, "ffffffffffffffff") >= least {
		t.Errorf("%x to %x, %v", least, greatest, err)
	}
	for _, s := range []string{"0001-01-01", "1969-12-31", "1970-01-01", "9999-12-31"} {
		if n, err := dayNumber(s); err != nil || n < 1 || n >= 1<<22 {
			t.Errorf("%s: %d, %v", s, n, err)
		}
	}
}

func TestAddress(t *testing.T) {
	url := func(s string) *doc.Document { return &doc.Document{URL: &s} }
	for _, c := range []struct {
		d    *doc.Document
		want string
	}{
		{url("https://courier.example/a"), "https://courier.example/a"},
		{url("https://courier.example/?id=3"), "https://courier.example/?id=3"},
		{url("https://courier.example/"), "in"}, // the address of a site is none of a page
		{url("nonsense"), "in"},
		{&doc.Document{}, "in"},
	} {
		if got := Address(c.d, "in"); got != c.want {
			t.Errorf("%v: %q, want %q", value(c.d.URL), got, c.want)
		}
	}
	long := "https://courier.example/" + strings.Repeat("x", 5000)
	if a, b := Address(url(long), ""), Address(url(long+"y"), ""); a == b || len(a) > 1000 {
		t.Errorf("%d bytes, equal: %v", len(a), a == b)
	}
}

func TestApplyKeepsWhatItDoesNotKnow(t *testing.T) {
	machine := `{"id":"x","later":{"a":1},"events":[{"id":"e1","trigger":[0,1],"type":"AID","attribution":"a1","new":true}],"attributions":[{"id":"a1","content":{"spans":[[0,1]]}}]}`
	got, err := Apply([]byte(machine), []Correction{{Kind: Attribution, Action: Wrong, Before: json.RawMessage(`{"id":"a1","content":{"spans":[[0,1]]}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if json.Unmarshal(got, &a) != nil || json.Unmarshal([]byte(`{"id":"x","later":{"a":1},"events":[{"id":"e1","trigger":[0,1],"type":"AID","attribution":null,"new":true}],"attributions":[],"positions":[],"engagements":[],"warnings":[]}`), &b) != nil {
		t.Fatal(string(got))
	}
	if d := cmp.Diff(b, a); d != "" {
		t.Error(d)
	}
}

func TestExcerpt(t *testing.T) {
	text := "One sentence. The ferry sails to Bergen. The end."
	d := &doc.Document{Text: text, Sentences: []doc.Span{{Start: 0, End: 13}, {Start: 14, End: 40}, {Start: 41, End: 49}}}
	m, err := readWords("ferries berg*")
	if err != nil {
		t.Fatal(err)
	}
	e := m.Excerpt(d)
	if e.Text != "The ferry sails to Bergen." || len(e.Marked) != 2 {
		t.Errorf("%+v", e)
	}
	if b, err := json.Marshal(Excerpt{"Åse sails", []doc.Span{{Start: 5, End: 10}}}); err != nil || string(b) != `{"text":"Åse sails","marked":[[4,9]]}` {
		t.Errorf("%s, %v", b, err)
	}
}

// Equal texts are one story, and so are copies; short texts that only begin alike are not.
func TestPlace(t *testing.T) {
	wire := "The harbour of Vossvik was closed on Tuesday after the ferry Nordstjernen ran into the pier, the port office said. On board were 120 passengers from Bergen and Molde. Captain Leif Aas blamed fog over the Vossfjord and a buoy of the Coastal Authority."
	for _, c := range []struct {
		name, a, b string
		want       bool
		days       int
	}{
		{"equal", wire, wire, true, 0},
		{"with a paragraph more", wire, wire + "\n\nThe Courier wrote of the pier in March.", true, 0},
		{"equal, without names", "it rains again and nobody knows when it ends", "it rains again and nobody knows when it ends", true, 0},
		{"equal, but hardly a text", "Read more here", "Read more here", false, 0},
		{"one speaker", "Ann Berg said that it rains again and again.", "Ann Berg said that the bakery will open soon.", false, 0},
		{"other texts", wire, "A bakery opened in Oslo on Friday. Baker Nils Holm sold 300 loaves to people from Grefsen and Tøyen before Mayor Kari Dahl came with Ole Vik.", false, 0},
		{"equal, ten days later", wire, wire, true, 10},
		{"equal, weeks later", wire, wire, false, 35},
		{"equal, without names, weeks later", "it rains again and nobody knows when it ends", "it rains again and nobody knows when it ends", false, 35},
	} {
		p, err := Place(&Entry{First: firstKey(738_900+c.days, "00000001"), Print: printOf(c.b)}, func([]uint64) ([]Neighbour, error) {
			return []Neighbour{{Story: 7, Key: firstKey(738_900, "00000002"), Print: printOf(c.a)}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(p.Join) == 1; got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if _, err := Place(&Entry{Print: []byte("no print")}, nil); err == nil {
		t.Error("no error")
	}
}

func BenchmarkPrepare(b *testing.B) {
	text := strings.Repeat("Norway’s foreign minister Ann Berg said on Thursday that the ferries between Vossvik and Bergen would sail again. ", 30)
	d := &doc.Document{Schema: doc.Schema, Coder: "test", ID: "one", Kind: "article", Text: text}
	for i := range 10 {
		d.Positions = append(d.Positions, doc.Position{ID: "p" + string(rune('0'+i)), Holder: "NOR", Subject: "ferries", Issue: "ferries", Stance: "supports", Evidence: []doc.Span{{Start: 0, End: 110}}})
	}
	p := NewPreparer()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Prepare("one", d); err != nil {
			b.Fatal(err)
		}
	}
}
