package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/internal/source/fetch/fetchtest"
)

// site answers for courier.example.
func site(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	text := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=windows-1252")
			io.WriteString(w, body)
		})
	}
	to := func(path, where string, code int) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, where, code) })
	}
	text("/robots.txt", "User-agent: readout\nDisallow: /closed\n")
	text("/page", "<p>caf\xe9")
	text("/closed", "<p>x")
	to("/old", "/page", 301)
	to("/seen", "/page", 302)
	to("/loop", "/loop", 302)
	to("/shut", "/closed", 302)
	to("/file", "file:///etc/passwd", 302)
	mux.HandleFunc("/nowhere", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(302) })
	mux.HandleFunc("/gone", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(410) })
	mux.HandleFunc("/busy", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(503)
	})
	mux.HandleFunc("/known", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(304)
		}
	})
	mux.HandleFunc("/packed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, "<p>packed")
		z.Close()
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, strings.Repeat(" ", 1<<20))
		z.Close()
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for b := make([]byte, 1<<16); ; {
			if _, err := w.Write(b); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/said", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Length", "10000000000") })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "<p>")
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestGet(t *testing.T) {
	s := site(t)
	c := New(Options{AllowPrivate: true, MaxBytes: 1000, Delay: -1, Agent: "readout/test"})
	defer c.Close()
	for _, x := range []struct{ path, want string }{
		{"/page", `/page "<p>caf\xe9" text/html; charset=windows-1252`},
		{"/page#part", `/page "<p>caf\xe9" text/html; charset=windows-1252`},
		{"/old", `/page "<p>caf\xe9" text/html; charset=windows-1252 moved`},
		{"/seen", `/page "<p>caf\xe9" text/html; charset=windows-1252`},
		{"/packed", `/packed "<p>packed" `},
		{"/closed", "its robots.txt does not want it read"},
		{"/shut", "leads to /closed, which its robots.txt does not want it read"},
		{"/loop", "redirects more than 5 times"},
		{"/file", "leads to file:///etc/passwd, which is no address of the web"},
		{"/nowhere", "redirects nowhere"},
		{"/none", "the server answers 404 Not Found"},
		{"/gone", "the server answers 410 Gone"},
		{"/busy", "the server answers 503 Service Unavailable (temporary, after 2m0s)"},
		{"/bomb", "is longer than 1000 bytes"},
		{"/endless", "is longer than 1000 bytes"},
		{"/said", "is longer than 1000 bytes"},
		{"/broken", "the server broke off (temporary)"},
	} {
		if got := strings.ReplaceAll(get(t, c, s.URL+x.path), s.URL, ""); got != x.want {
			t.Errorf("%s: %s, want %s", x.path, got, x.want)
		}
	}
	for in, want := range map[string]string{
		"ftp://courier.example/":      "is no address of the web",
		"https://a:b@courier.example": "was given with a password",
		"https://":                    "is no address of the web",
		"https://[::1":                "is no address",
	} {
		if got := get(t, c, in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	if got := get(t, c, "https://a:secret@courier.example/"); strings.Contains(got, "secret") {
		t.Errorf("a password in an error: %s", got)
	}
}

// get fetches a page and puts what comes into a line.
func get(t *testing.T, c *Client, address string) string {
	t.Helper()
	p, err := c.Get(t.Context(), address, Validators{})
	var e *Error
	switch {
	case errors.As(err, &e):
		if e.Remedy == "" || e.URL == "" {
			t.Errorf("%+v: no remedy or no address", e)
		}
		switch {
		case e.RetryAfter > 0:
			return fmt.Sprintf("%s (temporary, after %v)", e.Reason, e.RetryAfter)
		case e.Temporary:
			return e.Reason + " (temporary)"
		}
		return e.Reason
	case err != nil:
		t.Errorf("%v is no *Error", err)
		return ""
	}
	s := fmt.Sprintf("%s %q %s", p.URL, p.Body, p.ContentType)
	if p.Moved {
		s += " moved"
	}
	return s
}

func TestConditional(t *testing.T) {
	s := site(t)
	c := New(Options{AllowPrivate: true, Delay: -1})
	defer c.Close()
	first, err := c.Get(t.Context(), s.URL+"/known", Validators{})
	if err != nil || first.NotModified || first.Validators.ETag != `"v1"` {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := c.Get(t.Context(), s.URL+"/known", first.Validators)
	if err != nil || !second.NotModified {
		t.Errorf("%+v, %v", second, err)
	}
}

func TestPrivateAddresses(t *testing.T) {
	s := site(t)
	c := New(Options{Delay: -1})
	defer c.Close()
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"} {
		got := get(t, c, "http://"+host+":"+port+"/page")
		if want := "may not be asked: " + strings.Trim(host, "[]") + " is a private address"; got != want {
			t.Errorf("%s: %s, want %s", host, got, want)
		}
	}
}

// A public host that redirects to a private one.
func TestRedirectToPrivate(t *testing.T) {
	inside := site(t)
	outside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside.URL+"/page", http.StatusFound)
	}))
	defer outside.Close()
	c := New(Options{Delay: -1})
	defer c.Close()
	transport := c.http.Transport.(*http.Transport)
	checked := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == "news.example:80" {
			return net.Dial("tcp", outside.Listener.Addr().String())
		}
		return checked(ctx, network, address)
	}
	want := "leads to " + inside.URL + "/page, which may not be asked: 127.0.0.1 is a private address"
	// Its robots.txt is redirected, too, and to a private address; so the page is not even asked for.
	if got := get(t, c, "http://news.example/page"); got != "may not be asked: 127.0.0.1 is a private address" && got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestIsPublic(t *testing.T) {
	for a, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "64:ff9b::808:808": true, "2002:808:808::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "0.0.0.0": false,
		"100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "192.0.2.1": false,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "ff02::1": false, "::ffff:10.0.0.1": false,
		"64:ff9b::a00:1": false, "2002:7f00:1::1": false, "2001:db8::1": false, "2001::1": false, "::7f00:1": false, "fd12::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s: public is %v", a, got)
		}
	}
}

// A server that never answers, and one that sends a byte a second, cost half a minute each.
func TestStallingServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := fetchtest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/robots.txt":
				w.WriteHeader(404)
			case "/drip":
				for r.Context().Err() == nil {
					io.WriteString(w, "x")
					w.(http.Flusher).Flush()
					time.Sleep(time.Second)
				}
			default:
				<-r.Context().Done()
			}
		}))
		c := New(Options{Dial: web.Dial, Delay: -1})
		for _, path := range []string{"/never", "/drip"} {
			start := time.Now()
			if got := get(t, c, "http://news.example"+path); got != "was not there after 30s (temporary)" {
				t.Errorf("%s: %s", path, got)
			}
			if d := time.Since(start); d != 30*time.Second {
				t.Errorf("%s: given up after %v", path, d)
			}
		}
		c.Close()
		web.Close()
	})
}

func TestPoliteness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		start := time.Now()
		var busy atomic.Int32
		web := fetchtest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				io.WriteString(w, "User-agent: *\nCrawl-delay: 3")
				return
			}
			if busy.Add(1) > 1 {
				t.Error("two requests at once")
			}
			at = append(at, time.Since(start))
			time.Sleep(time.Second)
			busy.Add(-1)
		}))
		c := New(Options{Dial: web.Dial})
		done := make(chan bool)
		for i := range 3 {
			go func() {
				get(t, c, fmt.Sprintf("http://news.example/%d", i))
				done <- true
			}()
		}
		for range 3 {
			<-done
		}
		want := []time.Duration{0, 3 * time.Second, 6 * time.Second}
		if diff := cmp.Diff(want, at); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		c.Close()
		web.Close()
	})
}

// A robots.txt that cannot be had allows nothing, and is asked for again.
func TestRobotsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status := 500
		asked := 0
		web := fetchtest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				asked++
				w.WriteHeader(status)
				return
			}
			io.WriteString(w, "x")
		}))
		c := New(Options{Dial: web.Dial, Delay: -1})
		for range 2 {
			if got := get(t, c, "http://news.example/a"); got != "its robots.txt cannot be had: the server answers 500 Internal Server Error (temporary)" {
				t.Error(got)
			}
		}
		status = 404
		time.Sleep(time.Hour)
		for range 2 {
			if got := get(t, c, "http://news.example/a"); !strings.Contains(got, `"x"`) {
				t.Error(got)
			}
		}
		if asked != 2 {
			t.Errorf("robots.txt was asked for %d times", asked)
		}
		c.Close()
		web.Close()
	})
}

func TestInterrupted(t *testing.T) {
	s := site(t)
	c := New(Options{AllowPrivate: true})
	defer c.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.Get(ctx, s.URL+"/page", Validators{})
	var e *Error
	if !errors.As(err, &e) || !strings.HasPrefix(e.Reason, "was not fetched") {
		t.Errorf("%v", err)
	}
}
