package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const rssFeed = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
 <title>Harbour Courier &amp; Post</title>
 <link>https://courier.example/</link>
 <atom:link href="https://courier.example/feed" rel="self"/>
 <image><title>Logo</title><link>https://courier.example/logo</link></image>
 <item>
  <title><![CDATA[Cod <b>talks</b> &amp; quotas]]></title>
  <link>https://courier.example/a?x=1&amp;y=2#top</link>
  <guid isPermaLink="false">tag:1</guid>
  <pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded>
  <media:content url="https://courier.example/a.jpg"><media:title>Picture</media:title></media:content>
 </item>
 <item><title>Ferry</title><atom:link href="/self" rel="self"/><guid>https://courier.example/b</guid><pubDate>gestern</pubDate></item>
 <item><title>No address</title><description>Nothing to read.</description></item>
 <item><title>Script</title><link>javascript:alert(1)</link></item>
 <item><title>3 &lt; 4</title><link> ../c </link></item>
</channel></rss>`

const rdfFeed = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Old form</title></channel>
<item rdf:about="y"><title>One</title><link>https://old.example/1</link><dc:date>2024-03-05T09:00:00Z</dc:date></item></rdf:RDF>`

const atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://atom.example/news/">
<title type="html">Atom &lt;i&gt;news&lt;/i&gt;</title><id>f</id>
<entry><title>Bridge</title><link rel="edit" href="edit/1"/><link href="1.html"/><id>urn:1</id>
<updated>2024-03-06T00:00:00Z</updated><published>2024-03-05T09:00:00Z</published>
<source><title>Other</title><id>urn:other</id></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two &amp; <em>three</em></p></div></content></entry>
<entry><title>Later</title><link rel="alternate" href="https://atom.example/2"/><updated>2024-03-07T00:00:00Z</updated><summary>x</summary></entry>
</feed>`

const newsSitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://map.example/1</loc><image:image><image:loc>https://map.example/1.jpg</image:loc></image:image>
<news:news><news:publication><news:name>Map Times</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-03-05</news:publication_date><news:title>Quota</news:title></news:news></url>
<url><loc>https://map.example/2</loc><lastmod>2024-03-06T12:00+01:00</lastmod></url></urlset>`

const sitemapIndex = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://map.example/news.xml.gz</loc><lastmod>2024-03-05</lastmod></sitemap><sitemap><loc>/x.xml</loc></sitemap></sitemapindex>`

const jsonFeed = `{ "title": "JSON <b>feed</b>", "home_page_url": "https://json.example/", "version" : "https://jsonfeed.org/version/1.1", "feed_url": "https://json.example/feed.json",
"items": [{"id": 7, "url": "/7", "title": "Seven", "date_published": "2024-03-05T09:00:00Z", "content_text": "One & two.\n\nThree."}, {"id": "x", "external_url": "https://else.example/", "content_html": "<p>x"}, {"id":"none"}]}`

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, body, base string
		want             Feed
		fails            string
	}{
		{"RSS", rssFeed, "https://courier.example/feeds/all", Feed{Title: "Harbour Courier & Post", Entries: []Entry{
			{URL: "https://courier.example/a?x=1&y=2", ID: "tag:1", Title: "Cod talks & quotas", Date: at("2024-03-05T09:00:00Z"), Content: "<p>The whole text.</p>"},
			{URL: "https://courier.example/b", ID: "https://courier.example/b", Title: "Ferry"},
			{URL: "https://courier.example/c", Title: "3 < 4"},
		}}, ""},
		{"RSS 1.0", rdfFeed, "", Feed{Title: "Old form", Entries: []Entry{{URL: "https://old.example/1", Title: "One", Date: at("2024-03-05T09:00:00Z")}}}, ""},
		{"Atom", atomFeed, "https://elsewhere.example/", Feed{Title: "Atom news", Entries: []Entry{
			{URL: "https://atom.example/news/1.html", ID: "urn:1", Title: "Bridge", Date: at("2024-03-05T09:00:00Z"), Content: "<div><p>Two &amp; <em>three</em></p></div>"},
			{URL: "https://atom.example/2", Title: "Later", Date: at("2024-03-07T00:00:00Z")},
		}}, ""},
		{"news sitemap", newsSitemap, "", Feed{Entries: []Entry{
			{URL: "https://map.example/1", Title: "Quota", Date: at("2024-03-05T00:00:00Z")},
			{URL: "https://map.example/2", Date: at("2024-03-06T11:00:00Z")},
		}}, ""},
		{"sitemap index", sitemapIndex, "https://map.example/sitemap.xml", Feed{Sitemaps: []Sitemap{{"https://map.example/news.xml.gz", at("2024-03-05T00:00:00Z")}, {URL: "https://map.example/x.xml"}}}, ""},
		{"JSON", jsonFeed, "", Feed{Title: "JSON feed", Entries: []Entry{
			{URL: "https://json.example/7", ID: "7", Title: "Seven", Date: at("2024-03-05T09:00:00Z"), Content: "<p>One &amp; two.</p><p>Three.</p>"},
			{URL: "https://else.example/", ID: "x", Content: "<p>x"},
		}}, ""},
		{"Latin-1 and control characters", "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>M\xe9xico\x0b</title></channel></rss>", "", Feed{Title: "México"}, ""},
		{"empty", "<rss><channel/></rss>", "", Feed{}, ""},
		{"cut short", rssFeed[:strings.Index(rssFeed, "<item><title>Ferry")+20], "", Feed{Title: "Harbour Courier & Post", Entries: []Entry{
			{URL: "https://courier.example/a?x=1&y=2", ID: "tag:1", Title: "Cod talks & quotas", Date: at("2024-03-05T09:00:00Z"), Content: "<p>The whole text.</p>"},
		}}, "ends in the middle of its data"},
		{"JSON cut short", jsonFeed[:200], "", Feed{}, "ends in the middle of its data"},
		{"a page", "<html><body>x", "", Feed{}, "is no feed and no sitemap: its first element is <html>"},
		{"nothing", "", "", Feed{}, "is no feed and no sitemap"},
		{"deep", "<rss><channel><item>" + strings.Repeat("<a>", 1e6), "", Feed{}, "nests its elements deeper than 200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.body), "", c.base)
			if diff := cmp.Diff(&c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if fails := fmt.Sprint(err); c.fails != fails && (c.fails != "" || err != nil) {
				t.Errorf("error %v, want %q", err, c.fails)
			}
		})
	}
}

func TestTooManyEntries(t *testing.T) {
	f, err := Parse([]byte("<urlset>"+strings.Repeat("<url><loc>https://map.example/</loc></url>", MaxEntries+10)), "", "")
	if err != nil || len(f.Entries) != MaxEntries || !f.More {
		t.Errorf("%d entries, more %v, %v", len(f.Entries), f.More, err)
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"Tue, 05 Mar 2024 10:00:00 +0100":    "2024-03-05T09:00:00Z",
		"Tue, 5 Mar 2024 10:00:00 GMT":       "2024-03-05T10:00:00Z",
		"mar., 5 Mar 2024 10:00 GMT":         "2024-03-05T10:00:00Z",
		"5 Mar 24 10:00:00 UT":               "2024-03-05T10:00:00Z",
		"2024-03-05T10:00:00.5+01:00":        "2024-03-05T09:00:00.5Z",
		"2024-03-05 10:00:00":                "2024-03-05T10:00:00Z",
		"2024-03-05":                         "2024-03-05T00:00:00Z",
		"Wednesday, 5 March 2024 10:00 noon": "",
		"":                                   "",
	} {
		got := date(in)
		if s := got.Format(time.RFC3339Nano); got.IsZero() && want != "" || !got.IsZero() && s != want {
			t.Errorf("%q gives %s, want %q", in, s, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{rssFeed, rdfFeed, atomFeed, newsSitemap, sitemapIndex, jsonFeed, rssFeed[:500], "<feed><entry><content type='xhtml'></entry></feed>", "<rss></a></b>", "{"} {
		f.Add([]byte(s), "text/xml")
	}
	f.Fuzz(func(t *testing.T, b []byte, contentType string) {
		got, err := Parse(b, contentType, "https://courier.example/feed")
		if got == nil {
			t.Fatal(err)
		}
		for _, e := range got.Entries {
			if e.URL == "" && e.Content == "" || e.URL != "" && !strings.HasPrefix(e.URL, "http") {
				t.Errorf("%+v", e)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	body := []byte("<urlset>" + strings.Repeat("<url><loc>https://map.example/2024/03/05/a-page-of-news</loc><lastmod>2024-03-06T12:00+01:00</lastmod></url>", 1000) + "</urlset>")
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(body, "", ""); err != nil {
			b.Fatal(err)
		}
	}
}
