// Package desk is the record where people look at it: pages and an API over a ledger.
//
// Pages are rendered here, work without script, and load nothing from anywhere else.
package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"readout/doc"
	"readout/internal/ledger"
	"readout/internal/ledger/alert"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// Config says what the desk shows and to whom.
type Config struct {
	Ledger ledger.Ledger    // nil: the desk only reads what people bring
	Now    func() time.Time // for the time of a correction; time.Now unless given
	// Read reads one page or text that a person brings.
	Read func(ctx context.Context, name, contentType string, page []byte) (*doc.Document, error)
	// Fetch gets the page at an address; nil where the desk may not fetch.
	Fetch func(ctx context.Context, address string) (contentType string, page []byte, err error)

	Name   func(code string) string                  // what a state or body is called; nil shows codes
	Feeds  func(ctx context.Context) ([]Feed, error) // that are watched; nil where that is not known
	Alerts func(rule alert.Rule) error               // keeps a rule for alerts; nil where the desk may not

	Token   string   // who does not bring it is not let in; "" lets everyone in
	Hosts   []string // names that the desk answers to, besides localhost
	Version string
}

// Desk serves the pages.
type Desk struct {
	Config
	token     []byte // its hash; nil where there is none
	hosts     []string
	names     names
	templates map[string]*template.Template
	handler   http.Handler
}

// New makes a desk.
func New(c Config) (*Desk, error) {
	d := &Desk{Config: c, hosts: c.Hosts, names: c.Name}
	if d.Now == nil {
		d.Now = time.Now
	}
	if c.Token != "" {
		sum := sha256.Sum256([]byte(c.Token))
		d.token = sum[:]
	}
	var err error
	if d.templates, err = d.parseTemplates(); err != nil {
		return nil, err
	}
	nothing := func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, r, http.StatusNotFound, "There is nothing at this address.")
	}
	mux := http.NewServeMux()
	if c.Ledger == nil {
		mux.HandleFunc("/", nothing)
		mux.HandleFunc("GET /{$}", d.today)
	} else {
		kept := d.pages()
		kept.HandleFunc("/", nothing)
		mux.Handle("/", newCache(kept, c.Ledger.State))
	}
	mux.HandleFunc("GET /read", d.readPage)
	mux.HandleFunc("POST /read", d.read)
	mux.HandleFunc("GET /login", d.loginPage)
	mux.HandleFunc("POST /login", d.login)
	mux.HandleFunc("GET /static/", d.static)
	d.handler = d.guard(mux)
	return d, nil
}

// pages are those that show the ledger.
func (d *Desk) pages() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.today)
	mux.HandleFunc("GET /issue", d.issue)
	mux.HandleFunc("GET /issues", d.issues)
	mux.HandleFunc("GET /between", d.between)
	mux.HandleFunc("GET /actor/{code}", d.actor)
	mux.HandleFunc("GET /person", d.person)
	mux.HandleFunc("GET /story/{id}", d.story)
	mux.HandleFunc("GET /document/{id}", d.document)
	mux.HandleFunc("POST /document/{id}/correct", d.correct)
	mux.HandleFunc("GET /search", d.search)
	mux.HandleFunc("GET /selection", d.selection)
	mux.HandleFunc("GET /sources", d.sources)
	if d.Alerts != nil {
		mux.HandleFunc("POST /alerts", d.addAlert)
	}
	d.api(mux)
	return mux
}

// ServeHTTP answers one request.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.handler.ServeHTTP(w, r) }

// Server makes the HTTP server for the desk, with limits on what a slow or greedy visitor can hold.
func (d *Desk) Server() *http.Server {
	return &http.Server{
		Handler: d, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
}

func (d *Desk) parseTemplates() (map[string]*template.Template, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	base, err := template.New("base").Funcs(d.functions()).ParseFS(templateFiles, "templates/base.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, n := range names {
		name := strings.TrimSuffix(path.Base(n), ".html")
		if name == "base" || name == "parts" {
			continue
		}
		if name == "note" { // it leaves the desk, so it stands for itself
			if out[name], err = template.New(name).Funcs(d.functions()).ParseFS(templateFiles, n); err != nil {
				return nil, err
			}
			continue
		}
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if out[name], err = t.ParseFS(templateFiles, n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// page is what every template gets.
type page struct {
	Title   string
	Path    string // of the request, to mark where one is
	Version string
	Ledger  bool   // there is one, so there is more than reading
	Feed    string // the address of the list as a feed; "" where the page has no list
	Data    any
}

// show renders a page whole before it sends anything, so that a failure is an error page and not half a page.
func (d *Desk) show(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	p.Path, p.Version, p.Ledger = r.URL.Path, d.Version, d.Ledger != nil
	if m, ok := p.Data.(map[string]any); ok {
		if l, ok := m["List"].(list); ok {
			p.Feed = l.in("atom")
		}
	}
	var b bytes.Buffer
	if err := d.templates[name].ExecuteTemplate(&b, "base.html", p); err != nil {
		http.Error(w, "this page cannot be shown: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// fail tells what went wrong: as a page to people, as problem+json to programs.
func (d *Desk) fail(w http.ResponseWriter, r *http.Request, status int, words string) {
	if strings.HasPrefix(r.URL.Path, "/v1/") {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"status":%d,"title":%q,"detail":%q}`+"\n", status, http.StatusText(status), words)
		return
	}
	d.show(w, r, status, "failure", page{Title: http.StatusText(status), Data: words})
}

func (d *Desk) static(w http.ResponseWriter, r *http.Request) {
	b, err := staticFiles.ReadFile(strings.TrimPrefix(path.Clean(r.URL.Path), "/"))
	if err != nil {
		d.fail(w, r, http.StatusNotFound, "There is nothing at this address.")
		return
	}
	sum := sha256.Sum256(b)
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sum[:8]))
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

func (d *Desk) readPage(w http.ResponseWriter, r *http.Request) {
	d.show(w, r, http.StatusOK, "read", page{Title: "Read a page", Data: bring{CanFetch: d.Fetch != nil}})
}

// bring is the form by which a person brings a page.
type bring struct {
	CanFetch bool
	Wrong    string
}

// read reads what a person brings and shows it. Nothing of it is kept.
func (d *Desk) read(w http.ResponseWriter, r *http.Request) {
	name, contentType, body, err := d.brought(r)
	if err == nil {
		var x *doc.Document
		if x, err = d.Read(r.Context(), name, contentType, body); err == nil {
			d.show(w, r, http.StatusOK, "document", page{Title: titleOf(x), Data: d.names.view(x)})
			return
		}
	}
	status := http.StatusUnprocessableEntity
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		status, err = http.StatusRequestEntityTooLarge, fmt.Errorf("the page is longer than %d MB", maxBody>>20)
	}
	d.show(w, r, status, "read", page{Title: "Read a page", Data: bring{CanFetch: d.Fetch != nil, Wrong: err.Error()}})
}

// brought is the page in a request: a file, an address or pasted text, in this order.
func (d *Desk) brought(r *http.Request) (name, contentType string, body []byte, err error) {
	if err := r.ParseMultipartForm(maxBody); err != nil {
		return "", "", nil, err
	}
	defer r.MultipartForm.RemoveAll()
	if f, head, err := r.FormFile("file"); err == nil && head.Size > 0 {
		defer f.Close()
		body, err := io.ReadAll(f)
		return path.Base(head.Filename), head.Header.Get("Content-Type"), body, err
	}
	if address := strings.TrimSpace(r.FormValue("address")); address != "" {
		if d.Fetch == nil {
			return "", "", nil, errors.New("this desk does not fetch pages")
		}
		contentType, body, err := d.Fetch(r.Context(), address)
		return address, contentType, body, err
	}
	if text := r.FormValue("text"); strings.TrimSpace(text) != "" {
		return "pasted text", "text/plain; charset=utf-8", []byte(text), nil
	}
	return "", "", nil, errors.New("nothing was brought: choose a file, or paste a text")
}
