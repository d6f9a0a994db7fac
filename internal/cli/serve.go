package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"readout"
	"readout/doc"
	"readout/internal/desk"
	"readout/internal/desk/demo"
	"readout/internal/know"
	"readout/internal/ledger"
	"readout/internal/ledger/alert"
	"readout/internal/source/fetch"
	"readout/internal/watch"
)

type serveCmd struct {
	ledgerFlag
	Demo      bool     `help:"Show sample pages that we wrote, in a ledger that is gone afterwards."`
	Addr      string   `default:"127.0.0.1:8787" placeholder:"HOST:PORT" help:"Where to listen; ${default} unless given."`
	TokenFile string   `type:"existingfile" placeholder:"FILE" help:"A file whose first line visitors must know; needed to listen to other machines."`
	Alerts    string   `type:"existingfile" placeholder:"FILE" help:"The file of readout alert; searches can be kept in it as rules."`
	Fetch     bool     `help:"Get pages whose addresses are pasted into the desk, from the web."`
	Host      []string `placeholder:"NAME" help:"A name that the desk answers to, beside localhost; may be given several times."`
	fetching
}

func (c *serveCmd) Help() string {
	return `Opens the desk on this machine: pages to read with a browser. It listens to this machine only unless --addr says otherwise, and then it wants a token. It ends with Ctrl-C, after the requests under way.`
}

func (c *serveCmd) Run(e *env) error {
	token, err := c.token()
	if err != nil {
		return err
	}
	if err := c.fetching.check(); err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen at %s: %w; --addr takes another place", c.Addr, err)
	}
	defer l.Close()
	if !l.Addr().(*net.TCPAddr).IP.IsLoopback() && token == "" {
		return usageError{"other machines could read everything at " + c.Addr + ": give a token with --token-file, or listen to this machine only"}
	}
	readers := new(pageReaders)
	kept, err := c.ledger(e, readers)
	if err != nil {
		return err
	}
	if kept != nil {
		defer kept.Close()
	}
	config := desk.Config{Ledger: kept, Read: readers.read, Name: know.LoadActors().Display, Token: token, Hosts: c.Host, Version: readout.Version}
	if kept != nil {
		config.Feeds = func(ctx context.Context) ([]desk.Feed, error) { return feedsOf(ctx, kept) }
	}
	if c.Fetch {
		const longest = 32 << 20
		client := c.client(longest)
		defer client.Close()
		config.Fetch = func(ctx context.Context, address string) (string, []byte, error) {
			p, err := client.Get(ctx, address, fetch.Validators{})
			if err != nil {
				return "", nil, err
			}
			return p.ContentType, p.Body, nil
		}
	}
	if c.Alerts != "" {
		if _, err := alert.Load(c.Alerts); err != nil {
			return usageError{err.Error()}
		}
		var one sync.Mutex
		config.Alerts = func(r alert.Rule) error {
			one.Lock()
			defer one.Unlock()
			return alert.Keep(c.Alerts, r)
		}
	}
	d, err := desk.New(config)
	if err != nil {
		return err
	}
	server := d.Server()
	e.say("the desk is at http://%s/ (Ctrl-C ends it)", l.Addr())
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-e.ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return fmt.Errorf("some requests were cut off: %w", err)
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// feedsOf are the feeds that readout watch follows into a ledger.
func feedsOf(ctx context.Context, l ledger.Ledger) (all []desk.Feed, err error) {
	feeds, err := watch.Kept{Notes: l}.Feeds(ctx)
	for _, f := range feeds {
		x := desk.Feed{URL: f.URL, Asked: f.Asked, Next: f.Next, Taken: f.Taken, Failures: f.Failures, Problem: f.Problem, Gone: f.Gone}
		for _, p := range f.Failed {
			x.Failed = append(x.Failed, desk.Failed{URL: p.URL, Reason: p.Problem, At: p.At})
		}
		all = append(all, x)
	}
	return all, err
}

// ledger opens what the desk shows: the ledger that was named or stands at its usual place, or one with the sample pages. Without
// any the desk only reads what people bring.
func (c *serveCmd) ledger(e *env, readers *pageReaders) (ledger.Ledger, error) {
	if c.Demo {
		return demoLedger(e, readers)
	}
	if _, err := os.Stat(c.Ledger); errors.Is(err, fs.ErrNotExist) && c.Ledger == defaultLedger {
		e.say("there is no %s here, so the desk only reads what you bring; readout add FILES makes one, and --demo shows sample pages", defaultLedger)
		return nil, nil
	}
	return c.open(e, false)
}

// demoLedger keeps the sample pages in a ledger that goes with the program.
func demoLedger(e *env, readers *pageReaders) (ledger.Ledger, error) {
	dir, err := os.MkdirTemp("", "readout-demo-")
	if err != nil {
		return nil, err
	}
	l, err := openLedger(e, filepath.Join(dir, "demo.db"), true)
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	gone := passingLedger{l, dir}
	prepare := ledger.NewPreparer()
	var entries []*ledger.Entry
	err = fs.WalkDir(demo.Pages, ".", func(path string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		page, err := demo.Pages.ReadFile(path)
		if err != nil {
			return err
		}
		d, err := readers.read(e.ctx, filepath.Base(path), "text/html; charset=utf-8", page)
		if err != nil {
			return err
		}
		entry, err := prepare.Prepare(d.ID, d)
		entries = append(entries, entry)
		return err
	})
	if err == nil {
		_, err = l.Add(e.ctx, entries)
	}
	if err != nil {
		gone.Close()
		return nil, err
	}
	return gone, nil
}

// passingLedger is gone once it is closed.
type passingLedger struct {
	ledger.Ledger
	dir string
}

func (l passingLedger) Close() error {
	return errors.Join(l.Ledger.Close(), os.RemoveAll(l.dir))
}

func (c *serveCmd) token() (string, error) {
	if c.TokenFile == "" {
		return "", nil
	}
	b, err := os.ReadFile(c.TokenFile)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimSpace(line); len(line) < 16 {
		return "", usageError{c.TokenFile + ": the token in its first line is shorter than 16 letters, so it could be guessed"}
	}
	return line, nil
}

// pageReaders reads pages for several visitors at once.
type pageReaders struct{ readers sync.Pool }

func (p *pageReaders) read(_ context.Context, name, contentType string, page []byte) (*doc.Document, error) {
	r, _ := p.readers.Get().(*readout.Reader)
	if r == nil {
		var err error
		if r, err = readout.New(readout.Options{}); err != nil {
			return nil, err
		}
	}
	defer p.readers.Put(r)
	return r.Read(readout.Input{ID: name, ContentType: contentType, Bytes: page})
}
