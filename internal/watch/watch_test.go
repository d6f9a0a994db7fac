package watch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/internal/source"
	"readout/internal/source/fetch"
	"readout/internal/source/fetch/fetchtest"
	"readout/internal/watch"
	"readout/internal/watch/watchtest"
)

func TestMemory(t *testing.T) {
	m := watch.NewMemory()
	watchtest.State(t, func(*testing.T) watch.State { return m })
}

// web is a site whose answers a test changes, and a follower of it.
type web struct {
	t     *testing.T
	start time.Time
	state watch.State

	mu      sync.Mutex
	answers map[string]http.HandlerFunc // by path
	asked   []string                    // path and minute
	taken   []string
	notes   []string
	takes   func(*source.Item) error
}

func newWeb(t *testing.T) *web {
	return &web{t: t, start: time.Now(), state: watch.NewMemory(), answers: map[string]http.HandlerFunc{}}
}

func (w *web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	h := w.answers[r.URL.Path]
	if r.URL.Path != "/robots.txt" {
		w.asked = append(w.asked, fmt.Sprintf("%s %d", r.URL.Path, int(time.Since(w.start).Minutes())))
	}
	w.mu.Unlock()
	if h == nil {
		rw.WriteHeader(404)
		return
	}
	h(rw, r)
}

func (w *web) set(path string, h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers[path] = h
}

func status(code int, header ...string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			rw.Header().Set(header[i], header[i+1])
		}
		rw.WriteHeader(code)
	}
}

// feed answers with a feed that names pages, the latest first, and with validators.
func feed(pages ...string) http.HandlerFunc {
	tag := fmt.Sprintf(`"%s"`, strings.Join(pages, " "))
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			rw.WriteHeader(304)
			return
		}
		io.WriteString(rw, "<rss><channel>")
		for _, p := range pages {
			fmt.Fprintf(rw, "<item><link>http://news.example%s</link></item>", p)
		}
		io.WriteString(rw, "</channel></rss>")
	}
}

func page(rw http.ResponseWriter, r *http.Request) { io.WriteString(rw, "<p>The ferry sails.") }

// follow follows feeds for a while and gives what was taken, in order.
func (w *web) follow(d time.Duration, change func(*watch.Options), feeds ...string) error {
	w.t.Helper()
	server := fetchtest.Serve(w)
	defer server.Close()
	client := fetch.New(fetch.Options{Dial: server.Dial, Delay: -1})
	defer client.Close()
	ctx, cancel := context.WithTimeout(w.t.Context(), d)
	defer cancel()
	o := watch.Options{Client: client, State: w.state, Note: func(s string) { w.notes = append(w.notes, s) }, Take: func(_ context.Context, it *source.Item) error {
		if w.takes != nil {
			if err := w.takes(it); err != nil {
				return err
			}
		}
		w.taken = append(w.taken, strings.TrimPrefix(it.ID, "http://news.example"))
		return nil
	}}
	if change != nil {
		change(&o)
	}
	for i := range feeds {
		feeds[i] = "http://news.example" + feeds[i]
	}
	return watch.Follow(ctx, feeds, o)
}

func (w *web) count(path string) int {
	n := 0
	for _, a := range w.asked {
		if p, _, _ := strings.Cut(a, " "); p == path {
			n++
		}
	}
	return n
}

func (w *web) want(taken, notes []string) {
	w.t.Helper()
	if diff := cmp.Diff(taken, w.taken); diff != "" {
		w.t.Errorf("taken: -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(notes, w.notes); diff != "" {
		w.t.Errorf("notes: -want +got:\n%s", diff)
	}
}

// follows runs a test in a time of its own.
func follows(t *testing.T, name string, f func(*testing.T, *web)) {
	t.Run(name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { f(t, newWeb(t)) }) })
}

func TestFollow(t *testing.T) {
	follows(t, "each page once, the oldest first", func(t *testing.T, w *web) {
		w.set("/feed", feed("/b", "/a"))
		for _, p := range []string{"/a", "/b", "/c"} {
			w.set(p, page)
		}
		time.AfterFunc(20*time.Hour, func() { w.set("/feed", feed("/c", "/b", "/a")) })
		if err := w.follow(48*time.Hour, nil, "/feed", "/feed"); err != nil {
			t.Error(err)
		}
		w.want([]string{"/a", "/b", "/c"}, nil)
		for _, p := range []string{"/a", "/b", "/c"} {
			if n := w.count(p); n != 1 {
				t.Errorf("%s was fetched %d times", p, n)
			}
		}
		// Every two hours while nothing comes.
		if n := w.count("/feed"); n < 24 || n > 40 {
			t.Errorf("the feed was asked %d times in two days", n)
		}
	})
	follows(t, "two feeds with one page", func(t *testing.T, w *web) {
		w.set("/one", feed("/a"))
		w.set("/two", feed("/a", "/b"))
		w.set("/a", page)
		w.set("/b", page)
		if err := w.follow(time.Hour, nil, "/one", "/two"); err != nil {
			t.Error(err)
		}
		slices.Sort(w.taken)
		w.want([]string{"/a", "/b"}, nil)
	})
	follows(t, "goes on after a stop", func(t *testing.T, w *web) {
		w.set("/feed", feed("/c", "/b", "/a"))
		for _, p := range []string{"/a", "/b", "/c"} {
			w.set(p, page)
		}
		stopped := errors.New("disk full")
		w.takes = func(it *source.Item) error {
			if strings.HasSuffix(it.ID, "/b") {
				return stopped
			}
			return nil
		}
		if err := w.follow(time.Hour, nil, "/feed"); !errors.Is(err, stopped) {
			t.Errorf("ended with %v", err)
		}
		w.takes = nil
		if err := w.follow(time.Hour, nil, "/feed"); err != nil {
			t.Error(err)
		}
		w.want([]string{"/a", "/b", "/c"}, nil)
		if n := w.count("/a"); n != 1 {
			t.Errorf("/a was fetched %d times", n)
		}
		asked := w.count("/feed")
		if err := w.follow(time.Minute, nil, "/feed"); err != nil || w.count("/feed") > asked+1 {
			t.Errorf("a feed that is not due was asked, %v", err)
		}
	})
	follows(t, "a page that fails for now", func(t *testing.T, w *web) {
		w.set("/feed", feed("/a"))
		w.set("/a", status(503))
		time.AfterFunc(20*time.Minute, func() { w.set("/a", page) })
		if err := w.follow(3*time.Hour, nil, "/feed"); err != nil {
			t.Error(err)
		}
		w.want([]string{"/a"}, []string{
			"http://news.example/a: the server answers 503 Service Unavailable (try again later); tried again in 10m0s",
			"http://news.example/a: the server answers 503 Service Unavailable (try again later); tried again in 20m0s",
		})
	})
	follows(t, "a page that fails for good is named once", func(t *testing.T, w *web) {
		w.set("/feed", feed("/none", "/pdf", "/unread", "/a"))
		w.set("/a", page)
		w.set("/pdf", func(rw http.ResponseWriter, r *http.Request) { io.WriteString(rw, "%PDF-1.7") })
		w.set("/unread", page)
		w.takes = func(it *source.Item) error {
			if strings.HasSuffix(it.ID, "/unread") {
				return fmt.Errorf("%s: %w", it.ID, watch.ErrPage)
			}
			return nil
		}
		if err := w.follow(24*time.Hour, nil, "/feed"); err != nil {
			t.Error(err)
		}
		w.want([]string{"/a"}, []string{
			"http://news.example/unread: the page cannot be read",
			"http://news.example/pdf: looks like a PDF (save its text and give that)",
			"http://news.example/none: the server answers 404 Not Found (try it in a browser)",
		})
	})
	follows(t, "what is kept for people", func(t *testing.T, w *web) {
		w.set("/feed", feed("/b", "/a"))
		w.set("/a", page)
		w.set("/b", status(404))
		if err := w.follow(10*time.Minute, nil, "/feed"); err != nil {
			t.Error(err)
		}
		f, err := w.state.Feed(t.Context(), "http://news.example/feed")
		if err != nil || f.URL != "http://news.example/feed" || f.Asked.IsZero() || f.Taken != 1 || len(f.Failed) != 1 || f.Failed[0].URL != "http://news.example/b" || !strings.Contains(f.Failed[0].Problem, "404") {
			t.Errorf("%+v, %v", f, err)
		}
	})
	follows(t, "a page that never comes is given up", func(t *testing.T, w *web) {
		w.set("/feed", feed("/a"))
		w.set("/a", status(500))
		if err := w.follow(100*time.Hour, nil, "/feed"); err != nil {
			t.Error(err)
		}
		if n := w.count("/a"); n != 5 || len(w.notes) != 5 {
			t.Errorf("fetched %d times; %q", n, w.notes)
		}
	})
	follows(t, "a dead feed is asked ever less often", func(t *testing.T, w *web) {
		w.set("/feed", status(500))
		if err := w.follow(10*24*time.Hour, nil, "/feed"); err != nil {
			t.Error(err)
		}
		if n := w.count("/feed"); n < 12 || n > 18 {
			t.Errorf("asked %d times in ten days", n)
		}
		if n := len(w.notes); n == 0 || !strings.HasPrefix(w.notes[0], "http://news.example/feed: the server answers 500 Internal Server Error; asked again in 3") {
			t.Errorf("%q", w.notes)
		}
	})
	follows(t, "a feed that is gone", func(t *testing.T, w *web) {
		w.set("/feed", status(410))
		if err := w.follow(24*time.Hour, nil, "/feed"); err != nil {
			t.Error(err)
		}
		w.want(nil, []string{"http://news.example/feed: is gone and not followed any more (the server answers 410 Gone)"})
	})
	follows(t, "the server says when", func(t *testing.T, w *web) {
		w.set("/feed", status(503, "Retry-After", "36000"))
		if err := w.follow(11*time.Hour, nil, "/feed"); err != nil || w.count("/feed") != 2 {
			t.Errorf("%v, %q", err, w.asked)
		}
	})
	follows(t, "a server that stalls and one that sends without end hold up nobody", func(t *testing.T, w *web) {
		w.set("/stalls", func(rw http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		w.set("/endless", func(rw http.ResponseWriter, r *http.Request) {
			b := []byte(strings.Repeat("<rss>", 1<<12))
			for {
				if _, err := rw.Write(b); err != nil {
					return
				}
			}
		})
		w.set("/feed", feed("/a"))
		w.set("/a", page)
		if err := w.follow(10*time.Minute, nil, "/stalls", "/endless", "/feed"); err != nil {
			t.Error(err)
		}
		slices.Sort(w.notes)
		if len(w.notes) != 2 || !strings.Contains(w.notes[0], "/endless: is longer than 32 MiB; asked again in ") || !strings.Contains(w.notes[1], "/stalls: was not there after 30s; asked again in ") {
			t.Errorf("%q", w.notes)
		}
		w.want([]string{"/a"}, w.notes)
	})
	follows(t, "a feed that is cut short gives what it has", func(t *testing.T, w *web) {
		w.set("/feed", func(rw http.ResponseWriter, r *http.Request) {
			io.WriteString(rw, "<rss><channel><item><link>http://news.example/a</link></item><item><li")
		})
		w.set("/a", page)
		if err := w.follow(10*time.Minute, nil, "/feed"); err != nil || len(w.notes) != 1 || !strings.Contains(w.notes[0], "/feed: ends in the middle of its data; asked again in ") {
			t.Errorf("%v, %q", err, w.notes)
		}
		w.want([]string{"/a"}, w.notes)
	})
	follows(t, "sitemaps of an index", func(t *testing.T, w *web) {
		sitemap := func(pages ...string) http.HandlerFunc {
			return func(rw http.ResponseWriter, r *http.Request) {
				io.WriteString(rw, "<urlset>")
				for i, p := range pages {
					fmt.Fprintf(rw, "<url><loc>http://news.example%s</loc><lastmod>1999-12-%02d</lastmod></url>", p, 10+i)
				}
				io.WriteString(rw, "</urlset>")
			}
		}
		w.set("/index.xml", func(rw http.ResponseWriter, r *http.Request) {
			io.WriteString(rw, "<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>1990-01-01</lastmod></sitemap><sitemap><loc>/new.xml</loc></sitemap></sitemapindex>")
		})
		w.set("/old.xml", sitemap("/z"))
		w.set("/new.xml", sitemap("/x", "/a", "/b"))
		for _, p := range []string{"/x", "/a", "/b", "/c"} {
			w.set(p, page)
		}
		time.AfterFunc(5*time.Hour, func() { w.set("/new.xml", sitemap("/x", "/a", "/b", "/c")) })
		since := func(o *watch.Options) { o.Since = time.Date(1999, 12, 11, 0, 0, 0, 0, time.UTC) }
		if err := w.follow(24*time.Hour, since, "/index.xml"); err != nil {
			t.Error(err)
		}
		w.want([]string{"/a", "/b", "/c"}, nil)
		if w.count("/old.xml") != 0 {
			t.Error("an old sitemap was asked")
		}
	})
	follows(t, "once", func(t *testing.T, w *web) {
		w.set("/feed", feed("/a"))
		w.set("/a", page)
		start := time.Now()
		for range 2 { // the second time it is not due
			if err := w.follow(24*time.Hour, func(o *watch.Options) { o.Once = true }, "/feed"); err != nil {
				t.Error(err)
			}
		}
		if d := time.Since(start); d > 5*time.Minute || w.count("/feed") != 1 {
			t.Errorf("took %v, asked %q", d, w.asked)
		}
		w.want([]string{"/a"}, nil)
	})
}

// Stopped at any moment and started again, the follower takes every page, and none is kept as done that was not taken.
func TestStops(t *testing.T) {
	follows(t, "anywhere", func(t *testing.T, w *web) {
		var pages []string
		for i := range 30 {
			p := fmt.Sprintf("/%02d", 29-i)
			pages = append(pages, p)
			w.set(p, func(rw http.ResponseWriter, r *http.Request) {
				time.Sleep(700 * time.Millisecond)
				page(rw, r)
			})
		}
		w.set("/feed", feed(pages...))
		for range 40 {
			if err := w.follow(1500*time.Millisecond, nil, "/feed"); err != nil {
				t.Error(err)
			}
		}
		slices.Sort(pages)
		w.want(pages, nil)
	})
}
