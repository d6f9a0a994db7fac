package source

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"readout/internal/source/fetch"
)

const page = "<!DOCTYPE html><html><head><title>Ferry resumes</title></head><body><p>The ferry sails again.</p></body></html>"

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func zstded(s string) string {
	var b bytes.Buffer
	z, _ := zstd.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

// folderOf writes files into a new folder and makes it the working directory.
func folderOf(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, body := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// read gives one line for each item and each error, as a user would see them.
func read(t *testing.T, o Options, inputs ...string) []string {
	t.Helper()
	var got []string
	o.Note = func(s string) { got = append(got, "note: "+s) }
	for it, err := range Items(t.Context(), inputs, o) {
		if err == nil {
			err = it.Load()
		}
		var e *Error
		switch {
		case errors.As(err, &e):
			if e.Reason == "" || e.Remedy == "" {
				t.Errorf("%v: names no reason or no remedy", err)
			}
			got = append(got, "error: "+err.Error())
		case err != nil:
			t.Errorf("%v is no *Error", err)
		case it.Corpus:
			got = append(got, fmt.Sprintf("line %s %s %q", it.ID, it.Name, it.Text))
		default:
			got = append(got, fmt.Sprintf("page %s %s %d", it.ID, it.ContentType, len(it.Bytes)))
			if it.URL != "" && it.URL != it.ID {
				got[len(got)-1] += " " + it.URL
			}
			for _, d := range it.Damage {
				got = append(got, "damage: "+d)
			}
		}
	}
	return got
}

func TestItems(t *testing.T) {
	bad := strings.Repeat("x\n", 60)
	var givenUp []string
	for i := range badLines {
		givenUp = append(givenUp, fmt.Sprintf("error: bad.jsonl:%d: is no JSON: invalid character 'x' looking for beginning of value (write the line again)", i+1))
	}
	givenUp = append(givenUp, "error: bad.jsonl:50: 50 lines one after another are no records; the rest is not read (give a corpus with one JSON object a line)")

	for _, c := range []struct {
		name   string
		files  map[string]string
		inputs []string
		stdin  string
		want   []string
	}{
		{
			"files in the order given",
			map[string]string{"b.html": page, "a.txt": "The ferry sails.", "c.htm": "<p>x"},
			[]string{"b.html", "a.txt", "c.htm"}, "",
			[]string{"page b.html text/html 111", "page a.txt text/plain 16", "page c.htm text/html 4"},
		},
		{
			"the content counts more than the name",
			map[string]string{"a.txt": page, "b": page, "c": "just text", "d": `{"id":"1","text":"t"}`, "e.txt": gzipped("packed")},
			[]string{"a.txt", "b", "c", "d", "e.txt"}, "",
			[]string{"page a.txt text/html 111", "page b text/html 111", "page c text/plain 9", `line 1 d:1 "t"`, "page e.txt text/plain 6"},
		},
		{
			"compressed",
			map[string]string{"a.html.gz": gzipped(page), "b.txt.zst": zstded("text"), "c.jsonl.zst": zstded(`{"id":"1","text":"t"}` + "\n"), "d.jsonl.gz": gzipped(`{"id":"2","text":"u"}`)},
			[]string{"a.html.gz", "b.txt.zst", "c.jsonl.zst", "d.jsonl.gz"}, "",
			[]string{"page a.html.gz text/html 111", "page b.txt.zst text/plain 4", `line 1 c.jsonl.zst:1 "t"`, `line 2 d.jsonl.gz:1 "u"`},
		},
		{
			"UTF-16 without its mark gets one", map[string]string{"a": "<\x00h\x00t\x00m\x00l\x00>\x00", "b": "\xff\xfe<\x00p\x00>\x00x\x00"},
			[]string{"a", "b"}, "",
			[]string{"page a text/html 14", "page b text/html 10"},
		},
		{
			"a folder, in the order of names",
			map[string]string{"f/b.html": page, "f/a/z.txt": "z", "f/.git/x.html": page, "f/.hidden.html": page, "f/c.jsonl": `{"id":"1","text":"t"}`, "f/style.css": "p{}", "f/x.png": "\x89PNG", "f/y.png": "\x89PNG"},
			[]string{"f"}, "",
			[]string{"page a/z.txt text/plain 1", "page b.html text/html 111", `line 1 f/c.jsonl:1 "t"`, "note: f: left aside what is no document: 1 .css, 2 .png"},
		},
		{
			"a folder without pages", map[string]string{"f/x.png": "\x89PNG"}, []string{"f"}, "",
			[]string{"error: f: holds no page or corpus (give a folder with HTML, text or jsonl files)", "note: f: left aside what is no document: 1 .png"},
		},
		{"stdin: HTML", nil, []string{"-"}, page, []string{"page stdin text/html 111"}},
		{"stdin: text", nil, []string{"-"}, "text", []string{"page stdin text/plain 4"}},
		{"stdin: packed", nil, []string{"-"}, gzipped(page), []string{"page stdin text/html 111"}},
		{"stdin: a corpus", nil, []string{"-"}, `{"id":"1","text":"t"}` + "\n" + `{"id":"2","text":""}`, []string{`line 1 stdin:1 "t"`, `line 2 stdin:2 ""`}},
		{"stdin twice", nil, []string{"-", "-"}, "text", []string{"page stdin text/plain 4", "error: stdin: is empty (save the page again, or leave it out)"}},
		{
			"empty files", map[string]string{"a.html": "", "b.txt": " \n\t", "c.jsonl": "", "d.jsonl": "\n\n", "e.html.gz": gzipped(""), "f.txt": "read"},
			[]string{"a.html", "b.txt", "c.jsonl", "d.jsonl", "e.html.gz", "f.txt"}, "",
			[]string{
				"error: a.html: is empty (save the page again, or leave it out)",
				"error: b.txt: is empty (save the page again, or leave it out)",
				"error: c.jsonl: is empty (write one JSON object a line into it, or leave it out)",
				"error: d.jsonl: is empty (write one JSON object a line into it, or leave it out)",
				"error: e.html.gz: is empty (save the page again, or leave it out)",
				"page f.txt text/plain 4",
			},
		},
		{
			"other files", map[string]string{"a.html": "%PDF-1.7 x", "b": "PK\x03\x04x", "c.txt": "ab\x00\x01\x02", "d.html": "<?xml version='1.0'?><!-- x --><rss version='2.0'/>", "g.json": "[\n{}]", "h.jsonl": page, "i.html": gzipped(gzipped("x"))},
			[]string{"a.html", "b", "c.txt", "d.html", "g.json", "h.jsonl", "i.html"}, "",
			[]string{
				"error: a.html: looks like a PDF (save its text and give that)",
				"error: b: looks like a ZIP archive or Office file (unpack it and give the folder, or save the document as HTML)",
				"error: c.txt: looks like a binary file (give an HTML or text file)",
				"error: d.html: looks like a feed where a page was expected (give its address, or name the file .xml)",
				"error: g.json: looks like a JSON array (write one object a line: jq -c '.[]')",
				"error: h.jsonl: looks like HTML or XML, not like a corpus (name it .html to have it read as a page)",
				"error: i.html: looks like gzip data inside gzip data (inflate it once and give that)",
			},
		},
		{
			"what is not there", map[string]string{"a.txt": "a"}, []string{"no.html", "", "http://127.0.0.1:1/", "a.txt"}, "",
			[]string{
				"error: no.html: there is no such file or folder (check the path)",
				`error: "": is no name of a file (check the command line)`,
				"error: http://127.0.0.1:1/: may not be asked: 127.0.0.1 is a private address (allow it with --allow-private)",
				"page a.txt text/plain 1",
			},
		},
		{
			"bad lines of a corpus",
			map[string]string{"c.jsonl": strings.Join([]string{
				bom + `{"id":"1","text":"t","title":null,"date":"2024-05-06T07:08:09Z"}`, `{"id":"2","te`, `{"id":3,"text":"t"}`, `["4"]`, `{"text":"t"}`, `{"id":"6"}`,
				"{\"id\":\"7\",\"text\":\"\xff\"}", ``, `{"id":"1","text":"again"}`, `{"id":"10","text":"u","date":"May 6"}`, `{"id":"11","text":"` + strings.Repeat("x", 300) + `"}`, `{"id":"12","text":"last"}`,
			}, "\r\n")},
			[]string{"c.jsonl"}, "",
			[]string{
				`line 1 c.jsonl:1 "t"`,
				"error: c.jsonl:2: ends in the middle of its JSON (write the line again, whole)",
				`error: c.jsonl:3: "id" is a JSON number, no string (write it in quotes)`,
				`error: c.jsonl:4: is a JSON array, no object (write {"id": ..., "text": ...})`,
				`error: c.jsonl:5: has no "id" (give each line an id of its own)`,
				`error: c.jsonl:6: has no "text" (a corpus holds the text itself)`,
				"error: c.jsonl:7: is no valid UTF-8 (write the file in UTF-8)",
				`error: c.jsonl:9: id "1" is already that of c.jsonl:1 (give it another id)`,
				`note: c.jsonl:10: date "May 6" is no day like 2024-06-20; read without it`,
				`line 10 c.jsonl:10 "u"`,
				"error: c.jsonl:11: is longer than 200 bytes (raise --max-bytes if it is one document all the same)",
				`line 12 c.jsonl:12 "last"`,
			},
		},
		{"not a corpus at all", map[string]string{"bad.jsonl": bad}, []string{"bad.jsonl"}, "", givenUp},
		{
			"same name twice", map[string]string{"x/a.txt": "a", "y/a.txt": "b", "z.txt": "z"}, []string{"x/a.txt", "y/a.txt", "z.txt"}, "",
			[]string{"page a.txt text/plain 1", `error: y/a.txt: id "a.txt" is already that of x/a.txt (rename it, or give the folder that holds both: ids are then paths within it)`, "page z.txt text/plain 1"},
		},
		{
			"too long", map[string]string{"a.html": strings.Repeat("<p>", 100), "b.html.gz": gzipped(strings.Repeat("<p>", 1e6)), "c.txt": "c"},
			[]string{"a.html", "b.html.gz", "c.txt"}, "",
			[]string{
				"error: a.html: is longer than 200 bytes (raise --max-bytes if it is one page all the same)",
				"error: b.html.gz: is longer than 200 bytes (raise --max-bytes if it is one page all the same)",
				"page c.txt text/plain 1",
			},
		},
		{
			"cut short", map[string]string{"a.html.gz": gzipped(page)[:60], "b.jsonl.gz": gzipped(`{"id":"1","text":"t"}` + "\n" + strings.Repeat(" ", 500) + page)[:70], "c.gz": "\x1f\x8b", "d.zst": "\x28\xb5\x2f\xfd"},
			[]string{"a.html.gz", "b.jsonl.gz", "c.gz", "d.zst"}, "",
			[]string{
				"error: a.html.gz: its compressed data ends too early (get the file again)",
				`line 1 b.jsonl.gz:1 "t"`,
				"error: b.jsonl.gz:2: its compressed data ends too early (get the file again)",
				"error: c.gz: its compressed data ends too early (get the file again)",
				"error: d.zst: its compressed data ends too early (get the file again)",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			folderOf(t, c.files)
			got := read(t, Options{MaxBytes: 200, Stdin: strings.NewReader(c.stdin)}, c.inputs...)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	folderOf(t, map[string]string{"f/a.txt": "a", "real.txt": "r"})
	for name, to := range map[string]string{"f/loop": "..", "f/link.txt": "../real.txt", "f/none.txt": "nowhere", "g": "f"} {
		if err := os.Symlink(to, name); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	want := []string{
		"page a.txt text/plain 1", "page link.txt text/plain 1",
		"error: g/none.txt: is a link that leads nowhere (mend the link, or remove it)",
		"note: g: left aside what is no document: 1 links to folders",
	}
	if diff := cmp.Diff(want, read(t, Options{}, "g")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestUnreadableFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	folderOf(t, map[string]string{"f/closed/a.txt": "a", "f/d.txt": "d"})
	if err := os.Chmod("f/closed", 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod("f/closed", 0o755)
	want := []string{"error: f/closed: is a folder that may not be read (allow reading it, or leave it out)", "page d.txt text/plain 1"}
	if diff := cmp.Diff(want, read(t, Options{}, "f")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A bomb of 400 MB, and a page of 200 MB, cost next to nothing.
func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a large file")
	}
	folderOf(t, nil)
	bomb, err := os.Create("bomb.html.gz")
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(bomb)
	if _, err := io.CopyN(z, zeros{}, 400<<20); err != nil {
		t.Fatal(err)
	}
	z.Close()
	bomb.Close()
	if err := os.WriteFile("large.html", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate("large.html", 200<<20); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := read(t, Options{MaxBytes: 4 << 20}, "large.html", "bomb.html.gz")
	runtime.ReadMemStats(&after)
	want := []string{
		"error: large.html: is longer than 4 MiB (raise --max-bytes if it is one page all the same)",
		"error: bomb.html.gz: is longer than 4 MiB (raise --max-bytes if it is one page all the same)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 32<<20 {
		t.Errorf("%d bytes were allocated", n)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestStopsWhenAsked(t *testing.T) {
	folderOf(t, map[string]string{"f/a.txt": "a", "f/b.txt": "b", "f/c.txt": "c"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range Items(ctx, []string{"f", "f/a.txt"}, Options{}) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d items after the end was asked for", n)
	}
	for range Items(t.Context(), []string{"f", "none"}, Options{}) {
		break // must not call on
	}
}

func TestBinary(t *testing.T) {
	noise := make([]byte, 4096)
	rand.Read(noise)
	utf16 := func(s string) []byte {
		var b []byte
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return b
	}
	for name, c := range map[string]struct {
		head []byte
		want bool
	}{
		"text":               {[]byte("The ferry sails.\n"), false},
		"Windows-1252":       {[]byte("Le caf\xe9 \x93ouvert\x94"), false},
		"Shift JIS":          {[]byte("\x93\xfa\x96\x7b\x8c\xea"), false},
		"ISO-2022-JP":        {[]byte("\x1b$BF|K\\8l\x1b(B"), false},
		"UTF-16 with a mark": {append([]byte("\xff\xfe"), utf16("日本語 text")...), false},
		"UTF-16 without":     {utf16("<html><p>The ferry sails again."), false},
		"UTF-16, big end":    {append([]byte{0}, utf16("<html><p>The ferry sails again.")[:50]...), false},
		"one stray zero":     {[]byte("\x00" + strings.Repeat("The ferry sails. ", 100)), false},
		"zeros":              {make([]byte, 100), true},
		"noise":              {noise, true},
	} {
		if got := binary(c.head); got != c.want {
			t.Errorf("%s: binary is %v, want %v", name, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	long := strings.Repeat("y", 3*headBytes)
	folderOf(t, map[string]string{"a.txt": "one\n\n" + long + "\nthree"})
	var got []string
	for l, err := range Lines(t.Context(), "a.txt", Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%d %d", l.Number, len(l.Bytes)))
	}
	want := []string{"1 3", fmt.Sprintf("3 %d", len(long)), "4 5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Whatever comes over the standard input, it is an item or an error with a remedy.
func FuzzItems(f *testing.F) {
	for _, s := range []string{page, gzipped(page), zstded(page), `{"id":"1","text":"t"}` + "\n{", "[1]", "\xff\xfeh\x00", "<?xml", "<!--", "<!doctype", "\x1f\x8b", "WARC/1.0", "{\x00}", crawl, sentences, rssFeed, jsonFeed, gzipped(crawl), dictMagic + "\x04\x00\x00\x00abcd" + zstdMagic} {
		f.Add([]byte(s))
	}
	offline := fetch.New(fetch.Options{Delay: -1, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no network") }})
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for it, err := range Items(t.Context(), []string{"-"}, Options{Stdin: bytes.NewReader(b), MaxBytes: 1 << 12, Client: offline}) {
			n++
			if err == nil && it.ID == "" {
				t.Errorf("%+v has no id", it)
			}
			if err == nil {
				err = it.Load()
			}
			var e *Error
			if err != nil && (!errors.As(err, &e) || e.Remedy == "") {
				t.Errorf("item %v, error %v", it, err)
			}
		}
		if n == 0 {
			t.Error("the input vanished without a word")
		}
	})
}
