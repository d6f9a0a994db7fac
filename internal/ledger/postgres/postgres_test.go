package postgres

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/doc"
	"readout/internal/eval/made"
	"readout/internal/ledger"
	"readout/internal/ledger/ledgertest"
	"readout/internal/ledger/postgres/pgtest"
	"readout/internal/ledger/sqlite"
	"readout/internal/watch"
	"readout/internal/watch/watchtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	pgtest.Close()
	os.Exit(code)
}

func empty(t *testing.T) ledger.Ledger {
	l, err := Open(t.Context(), pgtest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLedger(t *testing.T) { ledgertest.Run(t, empty) }

// Whatever is asked of SQLite and PostgreSQL, the answers agree.
func TestAgreesWithSQLite(t *testing.T) {
	address := pgtest.Database(t)
	n := 0
	ledgertest.Compare(t, func(t *testing.T) (a, b ledger.Ledger) {
		n++
		one, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), fmt.Sprint(n, ".db")), sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		two, err := Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		return one, two
	})
}

// A server that goes away in the middle and comes back costs nothing.
func TestServerRestarts(t *testing.T) {
	l := empty(t)
	defer l.Close()
	restarted := make(chan error, 1)
	const n = 60
	p := ledger.NewPreparer()
	for i := range n {
		if i == n/3 {
			go func() {
				if err := pgtest.Stop(); err != nil {
					restarted <- err
					return
				}
				time.Sleep(200 * time.Millisecond)
				restarted <- pgtest.Start()
			}()
		}
		e, err := p.Prepare(fmt.Sprint(i), &doc.Document{Schema: doc.Schema, Coder: "test", ID: fmt.Sprint(i), Kind: "article", Text: fmt.Sprint("Ferry number ", i)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Add(t.Context(), []*ledger.Entry{e}); err != nil {
			t.Fatalf("document %d: %v", i, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := <-restarted; err != nil {
		t.Fatal(err)
	}
	// Connections from before the restart are dead; the first question finds out.
	var got int
	var err error
	for range 10 {
		if got, err = l.Check(t.Context(), func(s string) { t.Error(s) }); err == nil {
			break
		}
	}
	if err != nil || got != n {
		t.Errorf("%d documents, %v, want %d", got, err, n)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://localhost:port/x":                           "is no address of a PostgreSQL server",
		"postgres://ann:secret@127.0.0.1:1/x?connect_timeout=2": "ledger postgres://ann:xxxxx@127.0.0.1:1/x?connect_timeout=2: the server cannot be reached",
	} {
		_, err := Open(t.Context(), address)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: error %v, want %q", address, err, want)
		}
	}
	address := strings.Replace(pgtest.Database(t), "/l", "/no-such-", 1)
	if _, err := Open(t.Context(), address); err == nil || !strings.Contains(err.Error(), "there is no such database") {
		t.Errorf("error %v", err)
	}
}

// What a follower of feeds keeps is there again after a stop.
func TestWatchState(t *testing.T) {
	address := pgtest.Database(t)
	watchtest.State(t, func(t *testing.T) watch.State {
		l, err := Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return watch.Kept{Notes: l}
	})
}

// BenchmarkAdd writes batches as readout work does: articles of 300 to 600 words with ten records, one in five a copy.
func BenchmarkAdd(b *testing.B) {
	for _, batch := range []int{100, 256} {
		b.Run(fmt.Sprint(batch), func(b *testing.B) {
			l, err := Open(b.Context(), pgtest.Database(b))
			if err != nil {
				b.Fatal(err)
			}
			defer l.Close()
			p, n := ledger.NewPreparer(), 0
			for b.Loop() {
				b.StopTimer()
				var all []*ledger.Entry
				for range batch {
					e, err := p.Prepare(fmt.Sprint(n), made.Article(n))
					if err != nil {
						b.Fatal(err)
					}
					all = append(all, e)
					n++
				}
				b.StartTimer()
				if _, err := l.Add(b.Context(), all); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
		})
	}
}
