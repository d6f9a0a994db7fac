//go:build unix

// Command desk measures how fast the desk answers on a large ledger of made-up news, with many readers at once while documents
// are added.
//
//	go run ./internal/eval/ledger -documents 100000 -ledger big.db # fills it
//	go run ./internal/eval/desk -ledger big.db
//
// Each reader asks for a page as soon as the one before is there. Pages are drawn as people ask for them: what is spoken of most is
// asked for most. The exit status is 1 where the median of any page is above -median.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime/pprof"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"readout/internal/desk"
	"readout/internal/eval/made"
	"readout/internal/ledger"
	"readout/internal/ledger/sqlite"
)

var (
	path    = flag.String("ledger", "big.db", "the ledger, a `file` that internal/eval/ledger has filled")
	readers = flag.Int("readers", 20, "how many read at once")
	pause   = flag.Duration("pause", 0, "how long a reader looks at a page before asking for the next")
	each    = flag.Duration("each", 9*time.Second, "how long each page is measured")
	only    = flag.String("only", "", "measure only the page of this `name`")
	adding  = flag.Bool("add", true, "add documents meanwhile, as fast as the ledger takes them")
	median  = flag.Duration("median", 100*time.Millisecond, "what the median may be")
	profile = flag.String("profile", "", "a `file` for a profile of the processor")
)

func main() {
	flag.Parse()
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "desk:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	l, err := sqlite.Open(ctx, *path, sqlite.Options{})
	if err != nil {
		return err
	}
	defer l.Close()
	count, err := l.Count(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%d documents, %d records, %d readers\n", count.Documents, count.Records, *readers)
	d, err := desk.New(desk.Config{Ledger: l})
	if err != nil {
		return err
	}
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := d.Server()
	go server.Serve(at)
	defer server.Close()

	if *adding {
		stop, err := add(ctx)
		if err != nil {
			return err
		}
		defer func() { fmt.Printf("%d documents were added meanwhile\n", stop()) }()
	}
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	ids, err := someDocuments(ctx, l)
	if err != nil {
		return err
	}
	return measure("http://"+at.Addr().String(), ids)
}

// add adds documents that the ledger has not, from a connection of its own, until it is told to stop.
func add(ctx context.Context) (stop func() int64, err error) {
	l, err := sqlite.Open(ctx, *path, sqlite.Options{Create: true})
	if err != nil {
		return nil, err
	}
	first, err := l.Last(ctx)
	if err != nil {
		return nil, err
	}
	const batch, words = 100, 60
	ctx, cancel := context.WithCancel(ctx)
	var added atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer l.Close()
		p := ledger.NewPreparer()
		for i := 1_000_000_000 + int(first); ctx.Err() == nil; i += batch {
			var entries []*ledger.Entry
			for k := range batch {
				x := made.Document(i+k, words)
				e, err := p.Prepare(x.ID, x)
				if err != nil {
					fmt.Fprintln(os.Stderr, "desk:", err)
					return
				}
				entries = append(entries, e)
			}
			if _, err := l.Add(ctx, entries); err == nil {
				added.Add(batch)
			}
		}
	}()
	return func() int64 { cancel(); <-done; return added.Load() }, nil
}

// someDocuments gives ids of documents to look at.
func someDocuments(ctx context.Context, l ledger.Ledger) (ids []string, err error) {
	g := made.NewStock(7)
	for len(ids) < 1000 {
		hits, err := l.Search(ctx, ledger.Query{Words: g.Word(), Limit: 50})
		if err != nil {
			return nil, err
		}
		for _, h := range hits.Hits {
			ids = append(ids, h.Head.ID)
		}
	}
	return ids, nil
}

// measure asks for each kind of page and prints a line for it.
func measure(base string, ids []string) error {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *readers}}
	fmt.Println("page                               pages   median      p95      max     size")
	slow := false
	for _, k := range append(pages[:len(pages):len(pages)], mixed) {
		if *only != "" && *only != k.name {
			continue
		}
		took, size, err := ask(client, base, k.address, ids)
		if err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
		slices.Sort(took)
		m := took[len(took)/2]
		slow = slow || m > *median
		ms := func(d time.Duration) string { return fmt.Sprintf("%6.0f ms", float64(d.Microseconds())/1000) }
		fmt.Printf("%-32s%8d%s%s%s%6d KB\n", k.name, len(took), ms(m), ms(took[len(took)*95/100]), ms(took[len(took)-1]), size/int64(len(took))>>10)
	}
	if slow {
		return errors.New("it answers too slowly")
	}
	return nil
}

// ask lets all readers ask for one kind of page for a while and gives how long each took.
func ask(client *http.Client, base string, address func(*made.Stock, []string) string, ids []string) (all []time.Duration, size int64, failed error) {
	end := time.Now().Add(*each)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range *readers {
		wg.Go(func() {
			g := made.NewStock(uint64(1000 + i))
			for time.Now().Before(end) {
				begin := time.Now()
				n, err := get(client, base+address(g, ids))
				mu.Lock()
				all, size = append(all, time.Since(begin)), size+n
				failed = errors.Join(failed, err)
				stop := failed != nil
				mu.Unlock()
				if stop {
					return
				}
				time.Sleep(*pause)
			}
		})
	}
	wg.Wait()
	if failed == nil && len(all) == 0 {
		failed = errors.New("there was no time for a single page: give a longer -each")
	}
	return all, size, failed
}

func get(client *http.Client, address string) (int64, error) {
	r, err := client.Get(address)
	if err != nil {
		return 0, err
	}
	defer r.Body.Close()
	n, err := io.Copy(io.Discard, r.Body)
	if err == nil && r.StatusCode != http.StatusOK && r.StatusCode != http.StatusNotFound { // rare things are drawn that nobody spoke of
		err = fmt.Errorf("%s: %s", address, r.Status)
	}
	return n, err
}

// page is a kind of page with addresses drawn.
type page struct {
	name    string
	address func(g *made.Stock, ids []string) string
}

// pages are what is measured.
var pages = []page{
	{"today", func(*made.Stock, []string) string { return "/" }},
	{"issue", func(g *made.Stock, _ []string) string { return "/issue?key=" + url.QueryEscape(g.Issue()) }},
	{"issue, the commonest", func(g *made.Stock, _ []string) string { return "/issue?key=" + url.QueryEscape(g.Common()) }},
	{"issues", func(g *made.Stock, _ []string) string {
		return "/issues?" + url.Values{"q": {g.Frame()}, "holder": {g.Actor()}}.Encode()
	}},
	{"between", func(g *made.Stock, _ []string) string {
		return "/between?" + url.Values{"a": {g.Actor()}, "b": {g.Actor()}}.Encode()
	}},
	{"actor", func(g *made.Stock, _ []string) string { return "/actor/" + g.Actor() }},
	{"person", func(g *made.Stock, _ []string) string { return "/person?name=" + url.QueryEscape(g.Name()) }},
	{"document", func(g *made.Stock, ids []string) string { return "/document/" + ids[g.N(len(ids))] }},
	{"story", func(g *made.Stock, ids []string) string { return "/story/" + ids[g.N(len(ids))] }},
	{"search, words", func(g *made.Stock, _ []string) string { return "/search?q=" + g.Word() }},
	{"search, records", func(g *made.Stock, _ []string) string { return "/search?q=" + g.Word() + "&holder=" + g.Actor() }},
	{"sources", func(*made.Stock, []string) string { return "/sources" }},
	{"API search", func(g *made.Stock, _ []string) string { return "/v1/search?q=" + g.Word() }},
}

// mixed is all of them, drawn.
var mixed = page{"all of them, mixed", func(g *made.Stock, ids []string) string { return pages[g.N(len(pages))].address(g, ids) }}
