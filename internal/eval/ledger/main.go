//go:build unix

// Command ledger measures how fast a large ledger answers. It fills a ledger with made-up documents and their records and asks
// it what people and the desk ask: searches, timelines, issue pages.
//
//	go run ./internal/eval/ledger -documents 1000000 -ledger million.db
//
// A ledger that is there already is filled up to the number. The exit status is 1 where the median of any kind of question is
// above -median, or the 95th percentile above -p95.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"readout/internal/eval/made"
	"readout/internal/ledger"
	"readout/internal/ledger/postgres"
	"readout/internal/ledger/sqlite"
)

var (
	path      = flag.String("ledger", "million.db", "the ledger, a `file` or postgres://...")
	documents = flag.Int("documents", 1_000_000, "how many documents it holds")
	words     = flag.Int("words", 60, "how many words a document has, on average")
	questions = flag.Int("questions", 200, "how many questions of each kind are asked")
	median    = flag.Duration("median", 100*time.Millisecond, "what the median may be")
	p95       = flag.Duration("p95", 400*time.Millisecond, "what the 95th percentile may be")
)

func main() {
	flag.Parse()
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "ledger:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	l, err := open(ctx, true)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(ctx, l), l.Close()); err != nil {
		return err
	}
	if l, err = open(ctx, false); err != nil {
		return err
	}
	defer l.Close()
	return ask(ctx, l)
}

func open(ctx context.Context, toFill bool) (ledger.Ledger, error) {
	if strings.Contains(*path, "://") {
		return postgres.Open(ctx, *path)
	}
	return sqlite.Open(ctx, *path, sqlite.Options{Create: toFill, Cache: cache})
}

// While the ledger is filled, documents are prepared some at a time and a transaction holds many: places in the indexes are
// random, and of many some lie together. The memory that SQLite may take then is in MB.
const (
	some  = 1000
	many  = 10_000
	cache = 512
)

// fill adds documents until there are enough. They are prepared on all processors and written by one goroutine.
func fill(ctx context.Context, l ledger.Ledger) error {
	count, err := l.Count(ctx)
	if err != nil {
		return err
	}
	start := time.Now()
	queue := make(chan chan []*ledger.Entry, runtime.NumCPU())
	failed := make(chan error, 1)
	var once sync.Once
	go func() {
		defer close(queue)
		for from := count.Documents; from < *documents; from += some {
			ready := make(chan []*ledger.Entry, 1)
			queue <- ready
			go func() {
				p := ledger.NewPreparer()
				var all []*ledger.Entry
				for i := from; i < min(from+some, *documents); i++ {
					d := made.Document(i, *words)
					e, err := p.Prepare(d.ID, d)
					if err != nil {
						once.Do(func() { failed <- err })
						break
					}
					all = append(all, e)
				}
				ready <- all
			}()
		}
	}()
	n := count.Documents
	var entries []*ledger.Entry
	for ready := range queue {
		entries = append(entries, <-ready...)
		if len(entries) >= many || n+len(entries) == *documents {
			if _, err := l.Add(ctx, entries); err != nil {
				return err
			}
			n += len(entries)
			entries = nil
			fmt.Fprintf(os.Stderr, "%d documents, %.0f a second\n", n, float64(n-count.Documents)/time.Since(start).Seconds())
		}
		select {
		case err := <-failed:
			return err
		default:
		}
	}
	fmt.Printf("%d documents added in %.0f s\n", n-count.Documents, time.Since(start).Seconds())
	return nil
}

// ask measures all kinds of questions.
func ask(ctx context.Context, l ledger.Ledger) error {
	g := made.NewStock(20_240_620)
	bad := false
	fmt.Println("question                               median       p95       max   processor time, mean")
	for _, k := range kinds {
		var took []time.Duration
		before := processorTime()
		for range *questions {
			q := k.make(g)
			start := time.Now()
			if err := q(ctx, l); err != nil {
				return fmt.Errorf("%s: %w", k.name, err)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		m, p := took[len(took)/2], took[len(took)*95/100]
		bad = bad || m > *median || p > *p95
		ms := func(d time.Duration) string { return fmt.Sprintf("%7.1f ms", float64(d.Microseconds())/1000) }
		fmt.Printf("%-35s%s%s%s%s\n", k.name, ms(m), ms(p), ms(took[len(took)-1]), ms((processorTime()-before)/time.Duration(*questions)))
	}
	if bad {
		return errors.New("it answers too slowly")
	}
	return nil
}

// processorTime is what this process has used. It tells how long an answer takes on a machine with nothing else to do.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// kinds are the questions, each drawn as people draw them: what is spoken of most is asked for most.
var kinds = []struct {
	name string
	make func(g *made.Stock) func(context.Context, ledger.Ledger) error
}{
	{"search, one word", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return search(ledger.Query{Words: g.Word()})
	}},
	{"search, three words", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return search(ledger.Query{Words: g.Word() + " " + g.Word() + " " + g.Word()})
	}},
	{"search, a phrase", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return search(ledger.Query{Words: `"` + g.Word() + " " + g.Word() + `"`})
	}},
	{"search, a word of a year", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return search(ledger.Query{Words: g.Word(), Since: "2018-01-01", Until: "2018-12-31"})
	}},
	{"search, a holder's words", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return search(ledger.Query{Words: g.Word(), Holder: g.Actor()})
	}},
	{"search, an actor's events", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return search(ledger.Query{Actor: g.Actor(), Type: "event"})
	}},
	{"issue page", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return stands(ledger.StandQuery{Issue: g.Issue(), Limit: 20})
	}},
	{"issue page of a common issue", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return stands(ledger.StandQuery{Issue: g.Common(), Limit: 20})
	}},
	{"timeline of a holder", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		return stands(ledger.StandQuery{Holder: g.Actor(), Limit: 20})
	}},
	{"timeline by subject", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		words, holder := g.Frame(), g.Actor()
		return func(ctx context.Context, l ledger.Ledger) error {
			_, err := l.Issues(ctx, ledger.IssueQuery{Words: words, Holder: holder})
			return err
		}
	}},
	{"timeline between two", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		a, b := g.Actor(), g.Actor()
		return func(ctx context.Context, l ledger.Ledger) error {
			_, err := l.Dealings(ctx, ledger.DealingsQuery{A: a, B: b})
			return err
		}
	}},
	{"offices of an actor", func(g *made.Stock) func(context.Context, ledger.Ledger) error {
		actor := g.Actor() + ".GOV"
		return func(ctx context.Context, l ledger.Ledger) error {
			_, err := l.Offices(ctx, ledger.OfficeQuery{Actor: actor})
			return err
		}
	}},
}

func search(q ledger.Query) func(context.Context, ledger.Ledger) error {
	return func(ctx context.Context, l ledger.Ledger) error {
		_, err := l.Search(ctx, q)
		return err
	}
}

func stands(q ledger.StandQuery) func(context.Context, ledger.Ledger) error {
	return func(ctx context.Context, l ledger.Ledger) error {
		_, err := l.Stands(ctx, q)
		return err
	}
}
