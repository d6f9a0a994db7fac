//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"readout/internal/ledger"
	"readout/internal/ledger/sqlite"
)

// harbour is a page with enough of a text to be one.
func harbour(n int) string {
	return fmt.Sprintf("<html><title>Ferry %d</title><body><article><h1>Ferry %d sails</h1><p>The ferry number %d sails to Vossvik on Monday, the port office said on Friday, with %d passengers on board.</p></article></body></html>", n, n, n, n)
}

// ill is a server that names three pages in a feed. While it is ill, what it answers for one of its paths is left to sick.
func ill(t *testing.T, path string, sick http.HandlerFunc) (address string, heal func()) {
	var well atomic.Bool
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		switch _, err := fmt.Sscanf(r.URL.Path, "/page%d.html", &n); {
		case r.URL.Path == path && !well.Load():
			sick(w, r)
		case err == nil:
			fmt.Fprint(w, harbour(n))
		case r.URL.Path == "/feed.xml":
			fmt.Fprint(w, "<urlset><url><loc>/page1.html</loc></url><url><loc>/page2.html</loc></url><url><loc>/page3.html</loc></url></urlset>")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(web.Close)
	return web.URL, func() { well.Store(true) }
}

// archive writes a WARC with three pages, and the first so many bytes of it for less than all (0).
func archive(t *testing.T, path string, most int) {
	t.Helper()
	var b bytes.Buffer
	for n := range 3 {
		body := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + harbour(n)
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/page%d.html\r\nWARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:%d>\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", n, n, len(body), body)
	}
	whole := b.Bytes()
	if most > 0 {
		whole = whole[:most]
	}
	if err := os.WriteFile(path, whole, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Whatever an input does, the ledger is whole and has the rest; and once the input is well, running again completes it.
func TestFaultyInputs(t *testing.T) {
	fetching := []string{"--allow-private", "--delay", "0s", "--timeout", "700ms", "--max-bytes", "1MB"}
	stalls := func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<html><title>Ferry 2</title>")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
	var sent atomic.Int64
	endless := func(w http.ResponseWriter, r *http.Request) {
		filler := []byte(strings.Repeat("The ferry sails. ", 4000))
		for sent.Load() < 10<<30 {
			n, err := w.Write(filler)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	}
	hangsUp := func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }
	dir := t.TempDir()
	warc, corpus := filepath.Join(dir, "news.warc"), filepath.Join(dir, "news.jsonl")
	lines := []byte(`{"id":"1","text":"The ferry sails to Vossvik."}` + "\n" + `{"id":"2","text":"The pier is closed."}` + "\n" + `{"id":"3","text":"The quay is open."}` + "\n")
	for _, c := range []struct {
		name   string
		path   string // of the server, that is ill
		sick   http.HandlerFunc
		before func() (input string) // makes a file that is cut
		heal   func()
		want   string // on stderr
		kept   int    // while it is ill
	}{
		{name: "a server stalls", path: "/page2.html", sick: stalls, want: "/page2.html: ", kept: 2},
		{name: "a server sends 10 GB", path: "/page2.html", sick: endless, want: "/page2.html: ", kept: 2},
		{name: "a server hangs up", path: "/page2.html", sick: hangsUp, want: "/page2.html: ", kept: 2},
		{name: "a feed is dead", path: "/feed.xml", sick: hangsUp, want: "/feed.xml: ", kept: 0},
		{name: "a feed stalls", path: "/feed.xml", sick: stalls, want: "/feed.xml: ", kept: 0},
		{name: "a WARC is cut", before: func() string { archive(t, warc, 1000); return warc }, heal: func() { archive(t, warc, 0) }, want: "news.warc", kept: 2},
		{name: "a corpus is cut", before: func() string {
			if err := os.WriteFile(corpus, lines[:80], 0o644); err != nil {
				t.Fatal(err)
			}
			return corpus
		}, heal: func() {
			if err := os.WriteFile(corpus, lines, 0o644); err != nil {
				t.Fatal(err)
			}
		}, want: "news.jsonl", kept: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var input string
			heal := c.heal
			if c.before != nil {
				input = c.before()
			} else {
				input, heal = ill(t, c.path, c.sick)
				input += "/feed.xml"
			}
			path := filepath.Join(t.TempDir(), "l.db")
			add := append([]string{"add", input, "--ledger", path}, fetching...)
			status, _, stderr := run(t, "", add...)
			if status != exitFailed || !strings.Contains(stderr, c.want) {
				t.Errorf("status %d, want %d: %s", status, exitFailed, stderr)
			}
			hasDocuments(t, path, c.kept)
			heal()
			if status, _, stderr := run(t, "", add...); status != exitOK {
				t.Errorf("well again: status %d: %s", status, stderr)
			}
			hasDocuments(t, path, 3)
		})
	}
	if n := sent.Load(); n == 0 || n > 64<<20 {
		t.Errorf("of an endless page %d bytes were taken", n)
	}
}

// hasDocuments wants a whole ledger with so many documents.
func hasDocuments(t *testing.T, path string, want int) {
	t.Helper()
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got, err := l.Check(t.Context(), func(s string) { t.Errorf("%s", s) })
	if err != nil || got != want {
		t.Errorf("%d documents, %v, want %d", got, err, want)
	}
	if n, err := l.Count(t.Context()); err != nil || n != (ledger.Count{Documents: want, Addresses: want, Stories: n.Stories, Records: n.Records}) {
		t.Errorf("%+v, %v, want %d documents", n, err, want)
	}
}
