package desk

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/doc"
)

var update = flag.Bool("update", false, "write the golden files anew")

const token = "a token of twenty letters"

func newDesk(t *testing.T, c Config) *Desk {
	t.Helper()
	if c.Read == nil {
		c.Read = func(context.Context, string, string, []byte) (*doc.Document, error) {
			return nil, errors.New("not a page")
		}
	}
	c.Version = "test"
	d, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ask(d *Desk, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func get(path string) *http.Request {
	r := httptest.NewRequest("GET", path, nil)
	r.Host = "localhost:8787"
	return r
}

// Every page tells browsers to load and run nothing but the desk's own files.
func TestEveryPageIsLocked(t *testing.T) {
	d := newDesk(t, Config{})
	for _, path := range []string{"/", "/read", "/login", "/nothing", "/static/desk.css", "/static/desk.js", "/v1/nothing"} {
		r := ask(d, get(path))
		if got := r.Header.Get("Content-Security-Policy"); got != policy {
			t.Errorf("%s: policy %q", path, got)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: browsers may guess its type", path)
		}
		if page := body(t, r); strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") &&
			(strings.Contains(page, "<script>") || strings.Contains(page, " style=") || strings.Contains(page, " onclick")) {
			t.Errorf("%s holds script or style of its own, which the policy forbids", path)
		}
	}
}

func TestHosts(t *testing.T) {
	for _, c := range []struct {
		host, token string
		want        int
	}{
		{"localhost:8787", "", 200},
		{"127.0.0.1:8787", "", 200},
		{"[::1]:8787", "", 200},
		{"desk.example", "", 200},
		{"DESK.example:80", "", 200},
		{"evil.example", "", 421},
		{"localhost.evil.example", "", 421},
		{"10.0.0.7:8787", "", 421},
		{"10.0.0.7:8787", token, 303}, // it has a token to ask for
		{"", "", 421},
	} {
		r := get("/read")
		r.Host = c.host
		if got := ask(newDesk(t, Config{Hosts: []string{"desk.example"}, Token: c.token}), r).StatusCode; got != c.want {
			t.Errorf("%q with token %q: status %d, want %d", c.host, c.token, got, c.want)
		}
	}
}

func TestToken(t *testing.T) {
	d := newDesk(t, Config{Token: token})
	r := ask(d, get("/read?x=1"))
	if r.StatusCode != 303 || r.Header.Get("Location") != "/login?to=%2Fread%3Fx%3D1" {
		t.Errorf("without a token: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	if r := ask(d, get("/v1/documents")); r.StatusCode != 401 || r.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("the API without a token: %d, %s", r.StatusCode, r.Header.Get("Content-Type"))
	}
	for given, want := range map[string]int{token: 200, token + "x": 303, "": 303} {
		q := get("/read")
		q.Header.Set("Authorization", "Bearer "+given)
		if got := ask(d, q).StatusCode; got != want {
			t.Errorf("bearer %q: status %d, want %d", given, got, want)
		}
	}
	login := func(given, to string) *http.Response {
		q := httptest.NewRequest("POST", "/login", strings.NewReader(url.Values{"token": {given}, "to": {to}}.Encode()))
		q.Host = "localhost"
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return ask(d, q)
	}
	if r := login("wrong", "/read"); r.StatusCode != 401 || len(r.Cookies()) > 0 {
		t.Errorf("a wrong token: status %d, %d cookies", r.StatusCode, len(r.Cookies()))
	}
	r = login(token, "/read?x=1")
	if r.StatusCode != 303 || r.Header.Get("Location") != "/read?x=1" || len(r.Cookies()) != 1 {
		t.Fatalf("the right token: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	c := r.Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
		t.Error("the cookie can be read by script or sent from other sites")
	}
	q := get("/read")
	q.AddCookie(c)
	if got := ask(d, q).StatusCode; got != 200 {
		t.Errorf("with the cookie: status %d", got)
	}
}

// No address given to the login leads away from the desk.
func TestNoOpenRedirect(t *testing.T) {
	for path, want := range map[string]string{
		"/a?b=c": "/a?b=c", "": "/", "a": "/", "//evil.example": "/", "/\\evil.example": "/", "https://evil.example/": "/",
		"javascript:alert(1)": "/", "/a\r\nX: y": "/",
	} {
		if got := own(path); got != want {
			t.Errorf("%q leads to %q, want %q", path, got, want)
		}
	}
}

func TestOtherSitesChangeNothing(t *testing.T) {
	d := newDesk(t, Config{})
	q := posted(t, "text", "", "Norway waits.")
	q.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := ask(d, q).StatusCode; got != 403 {
		t.Errorf("status %d, want 403", got)
	}
}

func TestNoFileOutsideStatic(t *testing.T) {
	d := newDesk(t, Config{})
	for _, path := range []string{"/static/../desk.go", "/static/%2e%2e/desk.go", "/static/..%2fdesk.go", "/static/", "/static/none.css"} {
		if r := ask(d, get(path)); r.StatusCode == 200 {
			t.Errorf("%s: status 200", path)
		}
	}
}

// posted makes the request by which a person brings a page.
func posted(t *testing.T, field, name, content string) *http.Request {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	var w io.Writer
	var err error
	if name != "" {
		w, err = m.CreateFormFile(field, name)
	} else {
		w, err = m.CreateFormField(field)
	}
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, content)
	m.Close()
	r := httptest.NewRequest("POST", "/read", &b)
	r.Host = "localhost"
	r.Header.Set("Content-Type", m.FormDataContentType())
	return r
}

func reader(t *testing.T) func(context.Context, string, string, []byte) (*doc.Document, error) {
	t.Helper()
	r, err := readout.New(readout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return func(_ context.Context, name, contentType string, page []byte) (*doc.Document, error) {
		return r.Read(readout.Input{ID: name, ContentType: contentType, Bytes: page})
	}
}

// A page that someone brings comes back with its records; a text with marks in it stays text.
func TestRead(t *testing.T) {
	d := newDesk(t, Config{Read: reader(t)})
	r := ask(d, posted(t, "text", "", "Norway supports talks with <b>Kenya</b> & “Oman”,\n\nKenyan Foreign Minister <script>alert(1)</script> Ida Vik said on Monday."))
	page := body(t, r)
	if r.StatusCode != 200 {
		t.Fatalf("status %d: %s", r.StatusCode, page)
	}
	if strings.Contains(page, "<script>") || strings.Contains(page, "<b>") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the text got into the page as HTML")
	}
}

// An address that someone pastes is fetched and read, where the desk may.
func TestReadAddress(t *testing.T) {
	asked := ""
	d := newDesk(t, Config{Read: reader(t), Fetch: func(_ context.Context, address string) (string, []byte, error) {
		if asked = address; strings.HasSuffix(address, "/none") {
			return "", nil, errors.New("the server answers 404")
		}
		return "text/plain", []byte("Norway supports talks with Kenya, Foreign Minister Ida Vik said on Monday.\n"), nil
	}})
	if page := body(t, ask(d, posted(t, "address", "", " https://harbour.example/a "))); asked != "https://harbour.example/a" || !strings.Contains(page, "Ida Vik") {
		t.Errorf("asked for %q: %s", asked, page)
	}
	if r := ask(d, posted(t, "address", "", "https://harbour.example/none")); r.StatusCode != 422 || !strings.Contains(body(t, r), "answers 404") {
		t.Errorf("a page that is not there: status %d", r.StatusCode)
	}
}

func TestReadFailures(t *testing.T) {
	d := newDesk(t, Config{Read: reader(t)})
	for _, c := range []struct {
		name, field, file, content, want string
		status                           int
	}{
		{"nothing", "text", "", " ", "nothing was brought", 422},
		{"an empty page", "file", "page.html", "<html></html>", "text", 422},
		{"an address, and no fetching", "address", "", "http://localhost/", "does not fetch", 422},
		{"too long", "file", "page.html", strings.Repeat("x", maxBody+1), "longer than 32 MB", 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ask(d, posted(t, c.field, c.file, c.content))
			if page := body(t, r); r.StatusCode != c.status || !strings.Contains(page, c.want) {
				t.Errorf("status %d, want %d; %q in the page: %v", r.StatusCode, c.status, c.want, strings.Contains(page, c.want))
			}
		})
	}
}

// The page of a document made by hand, with every kind of record.
func TestDocumentPage(t *testing.T) {
	const text = "Norway repeated that it supports talks with Kenya.\n\nThe two hold an annual dialogue. A report warns of storms in June."
	span := func(words string) doc.Span {
		i := strings.Index(text, words)
		return doc.Span{Start: i, End: i + len(words)}
	}
	str := func(s string) *string { return &s }
	x := &doc.Document{
		ID: "page.html", Title: "Norway <repeats>", Deck: "It says so & means it", Byline: []string{"Ida Vik"}, Outlet: "The Harbour Courier",
		Published: str("2031-05-16"), Dateline: &doc.Dateline{Place: "OSLO", Country: "NOR"}, Text: text,
		Attributions: []doc.Attribution{{
			ID: "a1", Type: "indirect", Cue: doc.Part{Spans: []doc.Span{span("repeated")}},
			Source:  &doc.Source{Spans: []doc.Span{span("Norway")}, Actor: str("NOR"), Name: str("Norway"), Kind: "state"},
			Content: doc.Part{Spans: []doc.Span{span("that it supports talks with Kenya")}}, Confidence: 0.9,
		}},
		Events: []doc.Event{{
			ID: "e1", Type: "SUPPORT", CAMEO: "051", Status: "actual", Actors: []doc.Actor{{Code: "NOR", Text: "Norway", Span: span("Norway")}},
			Recipients: []doc.Actor{{Code: "KEN", Text: "Kenya", Span: span("Kenya")}}, Date: str("2031-05-16"), Trigger: span("supports"),
			Attribution: str("a1"), Confidence: 0.7,
		}},
		Positions: []doc.Position{{
			ID: "p1", Holder: "NOR", Subject: "talks with Kenya", Issue: "talks:KEN+NOR", Stance: "supports", Delta: str("reiterated"),
			Terms: []doc.Term{{Aspect: "pace", DecidedBy: []string{"KEN"}, NotBy: []string{"NOR"}}}, Evidence: []doc.Span{span("it supports talks with Kenya")},
			Confidence: 0.8,
		}},
		Engagements: []doc.Engagement{{ID: "g1", Kind: "dialogue", Parties: []string{"NOR", "KEN"}, Cadence: str("annual"), Status: "ongoing",
			Evidence: []doc.Span{span("an annual dialogue")}, Confidence: 0.8}},
		Warnings: []doc.Warning{{ID: "w1", About: "storms", Horizon: str("in June"), Source: str("a report"), Evidence: []doc.Span{span("A report warns of storms in June")}, Confidence: 0.6}},
	}
	d := newDesk(t, Config{Read: func(context.Context, string, string, []byte) (*doc.Document, error) { return x, nil }})
	got := body(t, ask(d, posted(t, "text", "", "any")))
	path := filepath.Join("testdata", "document.html")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}
