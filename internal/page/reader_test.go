package page

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is read to the golden files")

// TestRead reads the pages of testdata/read, all written for this test, and compares with the JSON beside each.
func TestRead(t *testing.T) {
	files, err := filepath.Glob("testdata/read/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages in testdata/read", err)
	}
	r := NewReader()
	for _, name := range files {
		if strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".md") {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p, err := r.Read(Input{Bytes: src})
			if err != nil {
				t.Fatal(err)
			}
			check(t, p)
			got, err := json.MarshalIndent(shown(p), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := name + ".json"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("read otherwise than %s (go test -update writes it anew; look at the change):\n%s", golden, d)
			}
		})
	}
}

// shown is a page as the golden files show it: its text by paragraphs.
func shown(p *Page) any {
	type turn struct{ Speaker, Role, Text string }
	var turns []turn
	for _, x := range p.Turns {
		turns = append(turns, turn{x.Speaker, x.Role, p.Text[x.Span.Start:x.Span.End]})
	}
	return struct {
		*Page
		Text  []string
		Turns []turn `json:",omitempty"`
	}{p, strings.Split(p.Text, "\n\n"), turns}
}

// check tests what must hold of every page, whatever it was read from.
func check(t *testing.T, p *Page) {
	t.Helper()
	if p.Text != strings.ToValidUTF8(p.Text, "?") {
		t.Errorf("text is not valid UTF-8: %q", p.Text)
	}
	if strings.Contains(p.Text, "\n\n\n") || strings.TrimSpace(p.Text) != p.Text {
		t.Errorf("paragraphs must be parted by one blank line: %q", p.Text)
	}
	end := 0
	for _, x := range p.Turns {
		if x.Span.Start < end || x.Span.End <= x.Span.Start || x.Span.End > len(p.Text) {
			t.Fatalf("turn %q at %v: out of order or outside of the text of %d bytes", x.Speaker, x.Span, len(p.Text))
		}
		end = x.Span.End
	}
	seen := map[string]bool{}
	for _, im := range p.Images {
		if im.Caption == "" || seen[im.Caption] {
			t.Errorf("caption %q is empty or given twice", im.Caption)
		}
		seen[im.Caption] = true
	}
	if p.Published == nil && p.DateWhy == "" {
		t.Error("no day of publication and no reason for it")
	}
}

// TestReadSame reads pages in two orders with one Reader: what it remembers must not show.
func TestReadSame(t *testing.T) {
	files, _ := filepath.Glob("testdata/read/*.html")
	var first []*Page
	for range 2 {
		r := NewReader()
		var pages []*Page
		for i := range files {
			if first != nil {
				i = len(files) - 1 - i
			}
			src, err := os.ReadFile(files[i])
			if err != nil {
				t.Fatal(err)
			}
			p, err := r.Read(Input{Bytes: src})
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, p)
		}
		if first == nil {
			first = pages
			continue
		}
		for i := range files {
			if a, b := first[i], pages[len(files)-1-i]; !reflect.DeepEqual(a, b) {
				t.Errorf("%s depends on what was read before it:\n%s", files[i], cmp.Diff(a, b))
			}
		}
	}
}

// TestReadHostile reads what nobody writes by hand; each must end soon and with what is there.
func TestReadHostile(t *testing.T) {
	const n = 200_000
	tests := map[string]string{
		"nested":          strings.Repeat("<div>", n) + "words " + strings.Repeat("</div>", n),
		"nested links":    strings.Repeat("<a><b>x", n),
		"unclosed":        "<html><body><p>One sentence here, and then <a href='",
		"unclosed script": "<html><body><p>A sentence.</p><script>if (a < b) {",
		"unclosed svg":    "<p>A sentence.</p>" + strings.Repeat("<svg>", n),
		"stray ends":      strings.Repeat("</p></div></li></h1>", n),
		"breaks":          "<p>" + strings.Repeat("word word word word<br>", n),
		"attributes":      "<div " + strings.Repeat("class=comment ", n) + ">text",
		"one name":        "<div class='" + strings.Repeat("a-", n) + "'>text",
		"metas":           strings.Repeat("<meta name=date content=2024-01-01>", n),
		"json nested":     "<script type='application/ld+json'>" + strings.Repeat("[{\"a\":", n) + "</script><p>text",
		"json broken":     "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"x</script><p>text",
		"equal lines":     strings.Repeat("the very same line of eight words comes again\n", n),
		"wrapped lines":   strings.Repeat("a line that is as long as a line in a column of text tends to be\n", n),
		"no letters":      strings.Repeat("\x00\x01\xff\xfe", 1000),
		"entities":        "<p>" + strings.Repeat("&amp;&#x10FFFF;&#0;", n),
	}
	r := NewReader()
	for name, src := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := r.Read(Input{Bytes: []byte(src)})
			if err == nil {
				check(t, p)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/read/*")
	for _, name := range files {
		if src, err := os.ReadFile(name); err == nil && !strings.HasSuffix(name, ".json") {
			f.Add(src, "")
		}
	}
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a"), "text/html; charset=utf-16")
	f.Add([]byte("<p>\x1b$B%F%9%H\x1b(B"), "text/html; charset=iso-2022-jp")
	f.Fuzz(func(t *testing.T, src []byte, contentType string) {
		p, err := NewReader().Read(Input{Bytes: src, ContentType: contentType})
		if err != nil {
			return
		}
		check(t, p)
		again, err := NewReader().Read(Input{Bytes: src, ContentType: contentType})
		if err != nil || !reflect.DeepEqual(p, again) {
			t.Errorf("the same bytes gave another page: %v\n%s", err, cmp.Diff(p, again))
		}
	})
}

// sharedPages reads the pages of a shared gold set, or skips.
func sharedPages(tb testing.TB, set string) (pages [][]byte, size int64) {
	tb.Helper()
	files, _ := filepath.Glob(filepath.Join(sharedRoot(), "data", set, "dev", "html", "*.html.gz"))
	if len(files) == 0 {
		tb.Skipf("NOT RUN, no pages of %s: the shared gold sets are not here (READOUT_SHARED names their folder)", set)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			tb.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			tb.Fatal(err)
		}
		b, err := io.ReadAll(z)
		if err != nil {
			tb.Fatal(err)
		}
		f.Close()
		pages = append(pages, bytes.Clone(b))
		size += int64(len(b))
	}
	return pages, size
}

// TestReadShared checks the properties on real pages.
func TestReadShared(t *testing.T) {
	r := NewReader()
	for _, set := range []string{"pages", "pages-meta"} {
		pages, _ := sharedPages(t, set)
		for _, src := range pages {
			if p, err := r.Read(Input{Bytes: src}); err == nil {
				check(t, p)
			}
		}
	}
}

// BenchmarkRead reads the pages of the article-extraction set; an operation is one page.
func BenchmarkRead(b *testing.B) {
	pages, size := sharedPages(b, "pages")
	b.SetBytes(size / int64(len(pages)))
	b.ReportAllocs()
	r := NewReader()
	i := 0
	for b.Loop() {
		if _, err := r.Read(Input{Bytes: pages[i%len(pages)]}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
