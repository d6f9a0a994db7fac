package source

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"readout/internal/source/fetch"
)

// record writes a record of an archive.
func record(kind string, n int, uri, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, n, uri, len(block), block)
}

func answer(status int, header, body string) string {
	return fmt.Sprintf("HTTP/1.1 %d OK\r\n%s\r\n%s", status, strings.ReplaceAll(header, "\n", "\r\n"), body)
}

var (
	records = []string{
		record("warcinfo", 1, "", "software: test"),
		record("request", 2, "https://courier.example/a", "GET /a HTTP/1.1\r\n\r\n"),
		record("response", 3, "https://courier.example/a", answer(200, "Content-Type: text/html; charset=windows-1252\n", page)),
		record("response", 4, "https://courier.example/b", answer(200, "Content-Type: application/xhtml+xml\nContent-Encoding: gzip\nTransfer-Encoding: chunked\n", chunked(gzipped(page)))),
		record("response", 5, "https://courier.example/c.png", answer(200, "Content-Type: image/png\n", "\x89PNG")),
		record("response", 6, "https://courier.example/d", answer(404, "Content-Type: text/html\n", "gone")),
		record("revisit", 7, "https://courier.example/a", answer(200, "\n", "")),
		record("response", 8, "https://courier.example/e", answer(200, "", page)),
		record("response", 9, "dns:courier.example", "courier.example. 300 IN A"),
	}
	crawl = strings.Join(records, "")
)

func chunked(s string) string { return fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(s), s) }

const sentences = `<Sentences><Sentence date="20240309" id="A_1" source="HNA" sentence="True"><Text>
The ferry
sails.
</Text></Sentence>
<Sentence date="soon" id="A_2" source="HNA" sentence="True"><Text>It is late.</Text></Sentence>
<Sentence date="20240309" id="A_1"><Text>Again.</Text></Sentence>
<Sentence date="20240309"><Text>Nameless.</Text></Sentence><Sentence id="A_3"/>
</Sentences>`

func TestArchives(t *testing.T) {
	var multi, frames bytes.Buffer // one member for each record
	for _, r := range records {
		multi.WriteString(gzipped(r))
		frames.WriteString(zstded(r))
	}
	read200 := []string{
		"page urn:uuid:3 text/html; charset=windows-1252 111 https://courier.example/a",
		"page urn:uuid:4 text/html 111 https://courier.example/b",
		"page urn:uuid:8 text/html 111 https://courier.example/e",
	}
	aside := "left aside what is no page: 1 answers with status 4xx, 1 answers without HTML, 1 request records, 1 response records, 1 revisit records, 1 warcinfo records"
	whole := func(name string) []string {
		return append(append([]string(nil), read200...), "note: "+name+": "+aside)
	}
	cutAt := multi.Len() - len(gzipped(records[8])) - len(gzipped(records[7]))/2
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"a.warc", crawl, whole("a.warc")},
		{"a.warc.gz", multi.String(), whole("a.warc.gz")},
		{"one-member.warc.gz", gzipped(crawl), whole("one-member.warc.gz")},
		{"a.warc.zst", frames.String(), whole("a.warc.zst")},
		{"dict.warc.zst", withDictionary(t, records), whole("dict.warc.zst")},
		{"without-a-name", multi.String(), whole("without-a-name")},
		{"cut.warc.gz", multi.String()[:cutAt], []string{
			read200[0], read200[1],
			"error: cut.warc.gz: record 8: the archive ends in the middle of a record; what stands before it is read (get the file again)",
			"note: cut.warc.gz: left aside what is no page: 1 answers with status 4xx, 1 answers without HTML, 1 request records, 1 revisit records, 1 warcinfo records",
		}},
		{"broken.warc", records[2] + "WARC/1.0\r\nWARC-Type: response\r\n\r\n" + records[7], []string{
			read200[0],
			"error: broken.warc: record 2 has no Content-Length; what stands before it is read (get the file again)",
		}},
		{"odd.warc", record("response", 1, "https://x.example/", "FTP") + records[2] + record("response", 5, "https://x.example/", answer(200, "Content-Type: text/html\nContent-Encoding: gzip\n", gzipped(page)[:90])), []string{
			"error: odd.warc: record 1 holds no answer of a web server (the other records are read; archive that page again)",
			read200[0],
			"page urn:uuid:5 text/html 75 https://x.example/",
			"damage: its gzip data is broken or cut short: unexpected EOF: text may be missing (archive the page again)",
		}},
		{"long.warc", record("response", 1, "https://x.example/", answer(200, "Content-Type: text/html\n", strings.Repeat("<p>", 1000))) + records[2], []string{
			"error: long.warc record 1: is longer than 200 bytes (raise --max-bytes if it is one page all the same)", read200[0],
		}},
		{"no-pages.warc", records[0] + records[4], []string{"error: no-pages.warc: holds no page (give an archive with answers of servers in HTML)", "note: no-pages.warc: left aside what is no page: 1 answers without HTML, 1 warcinfo records"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			folderOf(t, map[string]string{c.name: c.body})
			if diff := cmp.Diff(c.want, read(t, Options{MaxBytes: 200}, c.name)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// withDictionary compresses records one by one with a dictionary of their own, which stands in front.
func withDictionary(t *testing.T, records []string) string {
	t.Helper()
	var contents [][]byte
	for i := range 8 {
		for _, r := range records {
			contents = append(contents, []byte(strings.Replace(r, "courier", fmt.Sprintf("courier%d", i), -1)))
		}
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 1, Contents: contents, History: []byte(strings.Join(records, "")), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	packed := zstded(string(dict))
	var b bytes.Buffer
	b.WriteString(dictMagic)
	b.Write([]byte{byte(len(packed)), byte(len(packed) >> 8), byte(len(packed) >> 16), byte(len(packed) >> 24)})
	b.WriteString(packed)
	w, err := zstd.NewWriter(nil, zstd.WithEncoderDict(dict))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		b.Write(w.EncodeAll([]byte(r), nil))
	}
	return b.String()
}

func TestPetrarchXML(t *testing.T) {
	folderOf(t, map[string]string{"a.xml": sentences, "cut.xml": sentences[:200], "f/b.xml": "<Articles><Article id='B' date='2024-03-09'><Text>One.</Text></Article></Articles>", "empty.xml": "<Sentences></Sentences>"})
	want := []string{
		`line A_1 a.xml:1 "The ferry sails."`,
		`note: a.xml:5: date "soon" is no day like 20240620; read without it`,
		`line A_2 a.xml:5 "It is late."`,
		`error: a.xml:6: id "A_1" is already that of a.xml:1 (give it another id)`,
		"error: a.xml:7: has no id (give each story an id of its own)",
		`error: a.xml:7: story "A_3" has no text (write its words into <Text>, or leave it out)`,
		`error: cut.xml:1: id "A_1" is already that of a.xml:1 (give it another id)`,
		"error: cut.xml: ends in the middle of its XML; the stories before are read (get the file again)",
		`line B f/b.xml:1 "One."`,
		"error: empty.xml: is empty (write a <Sentence> or <Article> for each document, or leave it out)",
	}
	if diff := cmp.Diff(want, read(t, Options{}, "a.xml", "cut.xml", "f", "empty.xml")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

const (
	rssFeed  = `<rss><channel><title>T</title><item><title>A</title><link>HOST/a</link></item><item><title>Not there</title><link>HOST/none</link></item><item><title>Carried</title><link>HOST/none2</link><encoded>&lt;p&gt;All of it.</encoded></item><item><guid isPermaLink="false">g1</guid><encoded>&lt;p&gt;Only here.</encoded></item></channel></rss>`
	jsonFeed = `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"HOST/b"},{"id":"2","url":"HOST/a"}]}`
)

func TestWeb(t *testing.T) {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	defer s.Close()
	serve := func(path, contentType, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", contentType)
			io.WriteString(w, strings.ReplaceAll(body, "HOST", s.URL))
		})
	}
	serve("/a", "text/html; charset=shift_jis", page)
	serve("/b", "text/html", page)
	serve("/plain", "text/plain", "The ferry sails.")
	serve("/feed", "application/rss+xml", rssFeed)
	serve("/called-html", "text/html", "<rss><channel><item><link>HOST/b</link></item></channel></rss>")
	serve("/feed.json", "application/json", jsonFeed)
	serve("/index.xml", "text/xml", "<sitemapindex><sitemap><loc>HOST/news.xml.gz</loc></sitemap><sitemap><loc>HOST/lost.xml</loc></sitemap><sitemap><loc>HOST/index.xml</loc></sitemap></sitemapindex>")
	serve("/corpus", "application/octet-stream", `{"id":"1","text":"t"}`)
	serve("/crawl.warc.gz", "application/gzip", gzipped(records[2]))
	serve("/pdf", "application/pdf", "%PDF-1.7")
	serve("/cut", "text/xml", rssFeed[:100])
	mux.HandleFunc("/news.xml.gz", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, gzipped("<urlset><url><loc>"+s.URL+"/b</loc></url></urlset>"))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/a", http.StatusMovedPermanently) })
	client := fetch.New(fetch.Options{AllowPrivate: true, Delay: -1})
	defer client.Close()
	folderOf(t, map[string]string{"saved.xml": strings.ReplaceAll(rssFeed[:100], "HOST", s.URL), "saved.json": strings.ReplaceAll(jsonFeed, "HOST", s.URL)})
	for _, c := range []struct {
		input string
		want  []string
	}{
		{"HOST/a", []string{"page HOST/a text/html; charset=shift_jis 111"}},
		{"HOST/moved", []string{"page HOST/moved text/html; charset=shift_jis 111 HOST/a"}},
		{"HOST/plain", []string{"page HOST/plain text/plain 16"}},
		{"HOST/none", []string{"error: HOST/none: the server answers 404 Not Found (try it in a browser)"}},
		{"HOST/pdf", []string{"error: HOST/pdf: looks like a PDF (save its text and give that)"}},
		{"HOST/corpus", []string{`line 1 HOST/corpus:1 "t"`}},
		{"HOST/crawl.warc.gz", []string{"page urn:uuid:3 text/html; charset=windows-1252 111 https://courier.example/a"}},
		{"HOST/feed", []string{
			"page HOST/a text/html; charset=shift_jis 111",
			"error: HOST/none: the server answers 404 Not Found (try it in a browser)",
			"page HOST/none2 text/html; charset=utf-8 125",
			"damage: read as the feed carries it; its page: the server answers 404 Not Found (try it in a browser)",
			"page g1 text/html; charset=utf-8 111",
		}},
		{"HOST/called-html", []string{"page HOST/b text/html 111"}},
		{"HOST/feed.json", []string{"page HOST/b text/html 111", "page HOST/a text/html; charset=shift_jis 111"}},
		{"HOST/index.xml", []string{"page HOST/b text/html 111", "error: HOST/lost.xml: the server answers 404 Not Found (try it in a browser)"}},
		{"HOST/cut", []string{"page HOST/a text/html; charset=shift_jis 111", "error: HOST/cut: ends in the middle of its data; what stands before is read (get it again)"}},
		{"saved.xml", []string{"page HOST/a text/html; charset=shift_jis 111", "error: saved.xml: ends in the middle of its data; what stands before is read (get it again)"}},
		{"saved.json", []string{"page HOST/b text/html 111", "page HOST/a text/html; charset=shift_jis 111"}},
	} {
		var got []string
		for _, line := range read(t, Options{Client: client}, strings.ReplaceAll(c.input, "HOST", s.URL)) {
			got = append(got, strings.ReplaceAll(line, s.URL, "HOST"))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.input, diff)
		}
	}
}

func BenchmarkArchive(b *testing.B) {
	var multi bytes.Buffer
	body := answer(200, "Content-Type: text/html\n", strings.Repeat(page, 1000))
	for i := range 20 {
		multi.WriteString(gzipped(record("response", i, "https://courier.example/a", body)))
	}
	b.SetBytes(int64(20 * len(body)))
	b.ReportAllocs()
	for b.Loop() {
		for it, err := range Items(b.Context(), []string{"-"}, Options{Stdin: bytes.NewReader(multi.Bytes())}) {
			if err != nil || it.Load() != nil {
				b.Fatal(err)
			}
		}
	}
}
