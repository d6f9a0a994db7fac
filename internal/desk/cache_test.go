package desk

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
)

// A cache over a page that counts how often it is made, with a clock and a state that the test sets.
func TestCache(t *testing.T) {
	var madeTimes atomic.Int64
	var mu sync.Mutex
	now, state := time.Unix(0, 0), "1"
	slow := make(chan struct{}, 100)
	c := newCache(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			<-slow
		}
		if r.URL.Path == "/broken" {
			panic("no")
		}
		fmt.Fprintf(w, "page %d %s", madeTimes.Add(1), strings.Repeat("x", 2000))
	}), func(context.Context) (string, error) { mu.Lock(); defer mu.Unlock(); return state, nil })
	c.clock = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	set := func(after time.Duration, s string) { mu.Lock(); defer mu.Unlock(); now, state = now.Add(after), s }
	ask := func(path string, header ...string) *http.Response {
		r := httptest.NewRequest("GET", path, nil)
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		c.ServeHTTP(w, r)
		return w.Result()
	}
	page := func(path string) string {
		b, _ := io.ReadAll(ask(path).Body)
		word, _, _ := strings.Cut(string(b), " x")
		return word
	}
	want := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	want("first", page("/a"), "page 1")
	want("again", page("/a"), "page 1")
	set(time.Hour, "1")
	want("an hour later, nothing new", page("/a"), "page 1")
	set(time.Second, "2")
	want("long ago and changed", page("/a"), "page 2")
	set(time.Second, "3")
	want("a second ago and changed", page("/a"), "page 2")
	set(2*time.Second, "4")
	want("the old for the last time", page("/a"), "page 2")
	for end := time.Now().Add(10 * time.Second); page("/a") != "page 3" && time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	want("renewed behind", page("/a"), "page 3")

	// A change is seen at once.
	c.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/a", nil))
	want("after a change", page("/a"), "page 5")

	// Many ask, one makes.
	before := madeTimes.Load()
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { page("/slow") })
	}
	slow <- struct{}{}
	all.Wait()
	if n := madeTimes.Load() - before; n != 1 {
		t.Errorf("made %d times for 20 who asked at once", n)
	}

	r := ask("/a", "Accept-Encoding", "gzip")
	if z, err := gzip.NewReader(r.Body); err != nil || r.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("not packed: %v", err)
	} else if b, _ := io.ReadAll(z); !strings.HasPrefix(string(b), "page 5") {
		t.Errorf("packed: %.20s", b)
	}
	if r := ask("/a", "If-None-Match", r.Header.Get("ETag")); r.StatusCode != http.StatusNotModified {
		t.Errorf("with its tag: status %d", r.StatusCode)
	}
	if r := ask("/broken"); r.StatusCode != http.StatusInternalServerError {
		t.Errorf("a page that panics: status %d", r.StatusCode)
	}
	c.most = 100_000 // no end of pages does not fill the memory
	for i := range 200 {
		ask(fmt.Sprintf("/?%d", i))
		if c.size > c.most || c.order.Len() != len(c.by) {
			t.Fatalf("%d bytes are kept in %d of %d answers", c.size, c.order.Len(), len(c.by))
		}
	}
	size := 0
	for _, m := range c.by {
		size += len(m.body) + len(m.zipped)
	}
	if size != c.size {
		t.Errorf("%d bytes are kept, %d counted", size, c.size)
	}
}
