package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readout/internal/know"
)

// blocksOf reads HTML into its layout.
func blocksOf(t *testing.T, src string) *layout {
	t.Helper()
	l := new(layout)
	b := builder{layout: l, memo: new(nameMemo)}
	b.readHTML([]byte(src))
	for i := range l.nodes {
		if n := &l.nodes[i]; n.first > n.last || int(n.last) > len(l.blocks) || i > 0 && int(n.parent) >= i {
			t.Fatalf("element %d is no part of a tree: %+v", i, *n)
		}
	}
	return l
}

func TestBlocks(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"paragraphs left open", "<p>One.<p>Two, <b>bold</b> and <i>not</i>.", "One.|Two, bold and not."},
		{"blanks", "<p>  A\n\t line&nbsp;with \u3000 gaps </p>", "A line with gaps"},
		{"words that touch tags", "<p>H<sub>2</sub>O, <a href=x>a link</a>, an end</p>", "H2O, a link, an end"},
		{"one break parts lines", "<p>Rua Nova 7<br>Porto</p>", "Rua Nova 7|Porto"},
		{"a typewriter's break does not", "<p>The council of the old town met on<br>Monday and adjourned.<br>It meets again<br>in June.</p>",
			"The council of the old town met on|Monday and adjourned.|It meets again|in June."},
		{"lines in small letters go on", "<p>The council of the old town met for<br>an hour and adjourned.</p>", "The council of the old town met for an hour and adjourned."},
		{"an initial", "<div><span class=dropcap>T</span><p>he council met.</p></div><div><div>A</div>nd so on.</div>", "The council met.|A|nd so on."},
		{"scripts and styles", "<p>a</p><script>var x = '<p>b</p>'</script><style>p{}</style><noscript><p>c</p></noscript><p>d</p>", "a|d"},
		{"drawings", "<p>a<svg><title>no</title><text>no</text></svg> b</p>", "a b"},
		{"list items left open", "<ul><li>one<li>two<ul><li>inner</ul><li>three</ul>", "one|two|inner|three"},
		{"cells left open", "<table><tr><td>a<td>b<tr><td>c</table>d", "a|b|c|d"},
		{"end tags of nothing", "</div><p>a</p></article></p></b>b", "a|b"},
		{"for screen readers only", "<p>Read it<span class=sr-only>, opens a window</span> here.</p>", "Read it here."},
		{"for screen readers by style", "<p>Read it<span style='clip:rect(0 0 0 0);position:absolute'>, opens</span> here.</p>", "Read it here."},
		{"soft hyphens", "<p>har\u00adbour\u200b office</p>", "harbour office"},
		{"preformatted", "<pre>one\ntwo</pre>", "one|two"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := blocksOf(t, tt.src)
			var got []string
			for i := range l.blocks {
				got = append(got, l.str(&l.blocks[i]))
			}
			if d := cmp.Diff(tt.want, strings.Join(got, "|")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLinked(t *testing.T) {
	l := blocksOf(t, "<p>Half <a href=x>of it</a></p><p>none</p><a href=y><div>all</div><p>of these</p></a>")
	want := []float64{5.0 / 10, 0, 1, 1}
	for i := range l.blocks {
		if got := l.blocks[i].linkShare(); got != want[i] {
			t.Errorf("%q: %v of it is linked, want %v", l.str(&l.blocks[i]), got, want[i])
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct {
		names string
		want  hint
	}{
		{"story-body__inner", hintMain | hintBody},
		{"articleBody", hintMain | hintBody},
		{"post-1234 category-world tag-harbour", hintMain | hintTags},
		{"StoryHeader-byline", hintMain | hintByline},
		{"css-1x2y3z", 0},
		{"related-articles", hintRelated},
		{"twitter-tweet", 0},
		{"share-buttons", hintShare},
		{"sr-only", hintUnread},
		{"embargo", 0}, // parts are whole words
	}
	for _, tt := range tests {
		if got := new(nameMemo).of([]byte(tt.names)).hints; got != tt.want {
			t.Errorf("%q: %b, want %b", tt.names, got, tt.want)
		}
	}
}

func TestChrome(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{"ADVERTISEMENT", true},
		{"Image 3 of 12", true},
		{"5 min read", true},
		{"Read more: Why the ferry left", true},
		{"READ ALSO | A town without a boat", true},
		{"(Reporting by Ann Ray; editing by Bo Lund)", true},
		{"© 2024 The Northern Ledger", true},
		{"Sign up to our newsletter for the news of the coast", true},
		{"“Read more,” the minister told the pupils, and they did, from the first page to the last and back again to the first.", false},
		{"Updated rules for ferries come into force in June, the ministry said, after a year in which none of the old ones were kept.", false},
		{"Sharing the lake has never been easy.", false},
		{"The related question of eels was left open.", false},
	}
	var buf []byte
	for _, tt := range tests {
		if got := chrome.has([]byte(tt.text), len(strings.Fields(tt.text)), &buf); got != tt.want {
			t.Errorf("%q: the site's words %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestTitle(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"the heading has the wording", "<title>Ferry back in June | Ledger</title><h1>Ledger</h1><h1>Ferry back in June</h1><p>x", "Ferry back in June"},
		{"outlet at the end", "<title>Ferry back in June - The Northern Ledger</title><meta property=og:site_name content='The Northern Ledger'>", "Ferry back in June"},
		{"outlet at the start", "<title>The Northern Ledger | Ferry back in June</title><meta property=og:site_name content='The Northern Ledger'>", "Ferry back in June"},
		{"a dash that belongs to it", "<title>Ferry - and train - back in June</title>", "Ferry - and train - back in June"},
		{"over two lines", "<title>Ferry back in June</title><h1>Ferry back<br>in June</h1>", "Ferry back in June"},
		{"in bold only", "<title>Ferry back in June - Ledger</title><b>Ferry back in June</b><br>A boat, said the office.", "Ferry back in June"},
		{"a related heading", "<title>Ferry back in June</title><div class=related><h2>Ferry to stay away in May</h2></div><h1>Ferry back in June</h1>", "Ferry back in June"},
		{"another heading", "<title>Ferry back in June</title><h1>Most read</h1>", "Ferry back in June"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := blocksOf(t, tt.src)
			if got, _ := l.findTitle(l.findOutlet()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestByline(t *testing.T) {
	tests := []struct {
		line string
		want []string
	}{
		{"By Ann Ray", []string{"Ann Ray"}},
		{"By Ann Ray and Bo Lund", []string{"Ann Ray", "Bo Lund"}},
		{"BY ANN RAY, BO LUND and CLEO MÜLLER-ÖSTLUND", []string{"ANN RAY", "BO LUND", "CLEO MÜLLER-ÖSTLUND"}},
		{"By Ann Ray, Staff Writer | The Northern Ledger", []string{"Ann Ray"}},
		{"By Ann Ray in Lisbon and Bo Lund", []string{"Ann Ray"}},
		{"By Ann Ray 21 June 2024 • 4:45pm", []string{"Ann Ray"}},
		{"Posted by Ann Ray on June 21, 2024", []string{"Ann Ray"}},
		{"Von Ann Ray, 21. Juni 2024, 17:05 Uhr", []string{"Ann Ray"}},
		{"By Ann Ray ann@ledger.example @annray", []string{"Ann Ray"}},
		{"By Ann Ray Jr.", []string{"Ann Ray Jr."}},
		{"By Reuters", []string{"Reuters"}},
		{"By Ann Ray, Reuters", []string{"Ann Ray"}},
		{"By Staff Reporter", nil},
		{"By sharing this page you agree", nil},
		{"Addis Ababa, 21 June 2024", nil},
		{"Follow us on Facebook", nil},
	}
	places := know.LoadPlaces()
	for _, tt := range tests {
		l := blocksOf(t, "<title>Ferry back in June</title><h1>Ferry back in June</h1><div>"+tt.line+
			"</div><p>The ferry is back in June, the office said on Monday, after a winter in which nobody missed it.</p>")
		s := scorer{layout: l}
		_, s.title = l.findTitle("")
		s.find()
		if d := cmp.Diff(tt.want, s.findByline("", places), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%q:\n%s", tt.line, d)
		}
	}
}

func TestCredit(t *testing.T) {
	tests := []struct{ text, caption, credit string }{
		{"The old ferry in the harbour. Photo: Lis Berg/Coast Images", "The old ferry in the harbour.", "Lis Berg/Coast Images"},
		{"The old ferry on May 3, 2019. — AFP", "The old ferry on May 3, 2019.", "AFP"},
		{"The old ferry (Image: Getty)", "The old ferry", "Getty"},
		{"The old ferry (AP Photo/Lis Berg)", "The old ferry", "AP Photo/Lis Berg"},
		{"The old ferry - a wreck since May", "The old ferry - a wreck since May", ""},
		{"The old ferry, seen from the quay.", "The old ferry, seen from the quay.", ""},
	}
	for _, tt := range tests {
		caption, credit := splitCredit(tt.text)
		if credit = trimCredit(credit); caption != tt.caption || credit != tt.credit {
			t.Errorf("%q: caption %q credit %q, want %q and %q", tt.text, caption, credit, tt.caption, tt.credit)
		}
	}
}

func TestJSONLD(t *testing.T) {
	tests := []struct {
		name, src string
		want      ldNode
	}{
		{"plain", `{"@type":"NewsArticle","headline":"A \"b\" c","author":{"@type":"Person","name":"Ann Ray"}}`,
			ldNode{types: "NewsArticle", headline: `A "b" c`, authors: []string{"Ann Ray"}}},
		{"in a graph", `{"@graph":[{"@type":"WebPage"},{"@type":["Article","NewsArticle"],"author":["Ann Ray","Bo Lund"]}]}`,
			ldNode{types: "Article NewsArticle", authors: []string{"Ann Ray", "Bo Lund"}}},
		{"with raw line ends, a comma too many and CDATA", "//<![CDATA[\n{\"@type\":\"NewsArticle\",\n\"headline\":\"two\nlines\",}\n//]]>",
			ldNode{types: "NewsArticle", headline: "two\nlines"}},
		{"escaped twice", `{"@type":"http://schema.org/NewsArticle","headline":"Ann &amp; Bo \u00e9\ud83d\ude00"}`,
			ldNode{types: "NewsArticle", headline: "Ann & Bo é😀"}},
		{"cut", `{"@type":"NewsArticle","headline":"Ferry","datePublished":"2024-06-2`,
			ldNode{types: "NewsArticle", headline: "Ferry", published: "2024-06-2"}},
		{"a related article inside", `{"@type":"NewsArticle","headline":"Ferry","mentions":{"@type":"NewsArticle","headline":"Train"}}`,
			ldNode{types: "NewsArticle", headline: "Ferry"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var h head
			h.addLD([]byte(tt.src))
			got := h.article()
			if got == nil {
				t.Fatal("no article in it")
			}
			if d := cmp.Diff(tt.want, *got, cmp.AllowUnexported(ldNode{})); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	tests := []struct{ name, src, contentType, want string }{
		{"UTF-8", "caf\xc3\xa9", "", "café"},
		{"UTF-8 that is called something else", "<meta charset=iso-8859-1>caf\xc3\xa9", "text/html; charset=iso-8859-1", "<meta charset=iso-8859-1>café"},
		{"something else that is called UTF-8", "<meta charset=utf-8>caf\xe9", "", "<meta charset=utf-8>café"},
		{"UTF-8 with a broken character", strings.Repeat("é", 20) + "\xc3", "", strings.Repeat("é", 20) + "\uFFFD"},
		{"the server's word", "\xe4\xe5", "text/html; charset=koi8-r", "ДЕ"},
		{"the page's word, far down", strings.Repeat("<meta name=x content=y>", 60) + "<meta charset='windows-1251'>\xc4\xe0", "",
			strings.Repeat("<meta name=x content=y>", 60) + "<meta charset='windows-1251'>Да"},
		{"byte order mark", "\xef\xbb\xbfa", "", "a"},
		{"UTF-16", "\xff\xfea\x00", "", "a"},
		{"nothing said", "caf\xe9", "", "café"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(decode([]byte(tt.src), tt.contentType)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestKind(t *testing.T) {
	const prose = "The Minister welcomed the opening of the eastern locks today, and thanked all who had a hand in it."
	tests := []struct{ name, src, want string }{
		{"news", "<h1>Locks open</h1><p>" + prose, Article},
		{"by its headline", "<title>Readout of the Minister's Call with Sandmark</title><h1>Readout of the Minister's Call with Sandmark</h1><p>" + prose, Release},
		{"by a line", "<h1>Locks open</h1><p>The following is attributable to the Spokesperson:</p><p>" + prose, Release},
		{"of a paper that has a ministry in its path", "<link rel=canonical href='https://ledger.example/mofa.gov/1'><h1>Locks open</h1><p>" + prose, Article},
		{"by its site", "<link rel=canonical href='https://www.mofa.go.example/press/1'><h1>Locks open</h1><p>" + prose, Release},
		{"turns", "<h1>Briefing</h1><p>MR ROE: " + prose + "</p><p>QUESTION: Why now?</p><p>MR ROE: Why not?</p><p>QUESTION: Who pays?</p><p>MR ROE: Both sides.</p>", Transcript},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := NewReader().Read(Input{Bytes: []byte("<html>" + tt.src)})
			if err != nil {
				t.Fatal(err)
			}
			if p.Kind != tt.want {
				t.Errorf("%s, want %s", p.Kind, tt.want)
			}
		})
	}
}
