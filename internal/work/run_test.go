package work

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
	"readout/internal/ledger"
	"readout/internal/ledger/sqlite"
	"readout/internal/source"
	"readout/internal/stream"
	"readout/internal/stream/local"
)

// text makes a document whose text is what it is.
func text(id string) Document {
	return Document{Input: id, ID: id, Name: "document " + id, Corpus: true, Text: "The ferry " + id + " sails."}
}

// plainReader reads a text as it stands. What begins with "bad" cannot be read, what begins with "slow" takes a second.
func plainReader(l ledger.Ledger) func() Reader {
	return func() Reader {
		p := ledger.NewPreparer()
		return func(ctx context.Context, it *source.Item, input string) Result {
			in := ledger.DigestOf(input, it.Bytes, []byte(it.Text))
			if known, err := l.Known(ctx, in); known || err != nil {
				return Result{Err: err}
			}
			switch {
			case strings.HasPrefix(it.ID, "bad"):
				return Result{Err: fmt.Errorf("%s: is no page", it.Name)}
			case strings.HasPrefix(it.ID, "slow"):
				time.Sleep(time.Second)
			}
			e, err := p.Prepare(input, &doc.Document{Schema: doc.Schema, Coder: "test", ID: it.ID, Kind: "article", Text: it.Text})
			if err != nil {
				return Result{Err: err}
			}
			e.Input = in
			return Result{Entry: e}
		}
	}
}

func newLedger(t *testing.T) ledger.Ledger {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "l.db"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// put sends documents in one batch.
func put(t *testing.T, s stream.Stream, ids ...string) {
	t.Helper()
	send := &Sender{Stream: s}
	for _, id := range ids {
		if err := send.Send(t.Context(), text(id)); err != nil {
			t.Fatal(err)
		}
	}
	if err := send.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func dead(t *testing.T, s stream.Stream) []string {
	t.Helper()
	var all []string
	for d, err := range s.Dead(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, Describe(d.Data)+": "+d.Reason)
	}
	return all
}

func work(t *testing.T, o Options) Tally {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	o.Once = true
	sum, err := Run(ctx, o)
	if err != nil || ctx.Err() != nil {
		t.Fatal(err, ctx.Err())
	}
	return sum
}

func documents(t *testing.T, l ledger.Ledger) int {
	t.Helper()
	n, err := l.Check(t.Context(), func(s string) { t.Error(s) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWork(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	put(t, s, "1", "2", "bad 3", "4")
	put(t, s, "2", "5") // 2 once more
	got := work(t, Options{Stream: s, Ledger: l, Reader: plainReader(l)})
	if diff := cmp.Diff(Tally{Batches: 2, New: 4, Known: 1, Lost: 1}, got); diff != "" {
		t.Error(diff)
	}
	if n := documents(t, l); n != 4 {
		t.Errorf("%d documents, want 4", n)
	}
	if diff := cmp.Diff([]string{"document bad 3: document bad 3: is no page"}, dead(t, s)); diff != "" {
		t.Error(diff)
	}
}

// What is no batch is among the dead, whole.
func TestNoBatch(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	if _, err := s.Send(t.Context(), stream.Message{ID: "x", Data: []byte("hello")}); err != nil {
		t.Fatal(err)
	}
	work(t, Options{Stream: s, Ledger: l, Reader: plainReader(l)})
	if got := dead(t, s); len(got) != 1 || !strings.HasSuffix(got[0], ": is no batch of documents, or one of another version of the program") {
		t.Errorf("%q", got)
	}
}

// A document that never ends is given up, and the rest of its batch is kept.
func TestSlowDocument(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	put(t, s, "1", "slow", "2")
	got := work(t, Options{Stream: s, Ledger: l, Reader: plainReader(l), Slow: 100 * time.Millisecond})
	if diff := cmp.Diff(Tally{Batches: 1, New: 2, Lost: 1}, got); diff != "" {
		t.Error(diff)
	}
	if got := dead(t, s); len(got) != 1 || !strings.Contains(got[0], "document slow: is not read after 100ms") {
		t.Errorf("%q", got)
	}
}

// A batch in hand is finished when the worker is to end, and nothing more is begun.
func TestDrain(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	put(t, s, "slow 1", "2")
	put(t, s, "3")
	ctx, cancel := context.WithCancel(t.Context())
	began := make(chan struct{})
	var once sync.Once
	reader := plainReader(l)
	o := Options{Stream: s, Ledger: l, Reader: func() Reader {
		read := reader()
		return func(ctx context.Context, it *source.Item, input string) Result {
			once.Do(func() { close(began) })
			return read(ctx, it, input)
		}
	}}
	go func() {
		<-began
		cancel()
	}()
	got, err := Run(ctx, o)
	if diff := cmp.Diff(Tally{Batches: 1, New: 2}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	st, err := s.Status(t.Context())
	if err != nil || st.Waiting != 1 || st.Taken != 0 {
		t.Errorf("%+v, %v", st, err)
	}
}

// failing is a ledger that fails as long as it is told to.
type failing struct {
	ledger.Ledger
	mu  sync.Mutex
	err func(entries []*ledger.Entry) error
}

func (f *failing) Add(ctx context.Context, entries []*ledger.Entry) ([]ledger.Outcome, error) {
	f.mu.Lock()
	err := f.err(entries)
	f.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return f.Ledger.Add(ctx, entries)
}

// A ledger that fails for a while delays a batch; one that fails for good ends the worker, and the batch goes to others.
func TestLedgerFails(t *testing.T) {
	s, l := local.New(stream.Options{Silence: time.Second}), newLedger(t)
	left := 1
	f := &failing{Ledger: l, err: func([]*ledger.Entry) error {
		if left--; left >= 0 {
			return &ledger.Error{Ledger: "l", Reason: "is away"}
		}
		return nil
	}}
	put(t, s, "1", "2")
	if diff := cmp.Diff(Tally{Batches: 1, New: 2}, work(t, Options{Stream: s, Ledger: f, Reader: plainReader(l)})); diff != "" {
		t.Error(diff)
	}
	put(t, s, "3")
	left = 1 << 30
	_, err := Run(t.Context(), Options{Stream: s, Ledger: f, Reader: plainReader(l), Patience: time.Millisecond, Once: true})
	if err == nil || !strings.Contains(err.Error(), "is away") {
		t.Errorf("error %v", err)
	}
	if st, err := s.Status(t.Context()); err != nil || st.Suspects != 1 || st.Left() != 1 || st.Dead != 0 {
		t.Errorf("%+v, %v", st, err)
	}
}

// away is a ledger that does not answer as long as it is away.
type away struct {
	ledger.Ledger
	is atomic.Bool
}

func (a *away) Known(ctx context.Context, d ledger.Digest) (bool, error) {
	if a.is.Load() {
		return false, &ledger.Error{Ledger: "l", Reason: "is away"}
	}
	return a.Ledger.Known(ctx, d)
}

// While the ledger is away, nothing is taken off the stream: however long that lasts and however many workers start and end
// meanwhile, no try is counted.
func TestNothingIsTakenWithoutLedger(t *testing.T) {
	s := local.New(stream.Options{Silence: 200 * time.Millisecond})
	l := &away{Ledger: newLedger(t)}
	put(t, s, "1", "2")
	l.is.Store(true)
	for range 3 {
		_, err := Run(t.Context(), Options{Stream: s, Ledger: l, Reader: plainReader(l), Patience: time.Millisecond, Workers: 2})
		if err == nil || strings.Count(err.Error(), "is away") != 1 { // said once, not by each
			t.Errorf("error %v", err)
		}
	}
	if st, err := s.Status(t.Context()); err != nil || st.Waiting != 1 || st.Left() != 1 {
		t.Errorf("%+v, %v", st, err)
	}
	time.AfterFunc(100*time.Millisecond, func() { l.is.Store(false) })
	if diff := cmp.Diff(Tally{Batches: 1, New: 2}, work(t, Options{Stream: s, Ledger: l, Reader: plainReader(l)})); diff != "" {
		t.Error(diff)
	}
}

// state is an error of a database.
type state string

func (s state) Error() string    { return "refused" }
func (s state) SQLState() string { return string(s) }

// A document that the database does not take is among the dead, alone.
func TestLedgerRefusesADocument(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	f := &failing{Ledger: l, err: func(entries []*ledger.Entry) error {
		for _, e := range entries {
			if e.Name == "odd" {
				return &ledger.Error{Ledger: "l", Reason: "takes no oddities", Err: state("22021")}
			}
		}
		return nil
	}}
	put(t, s, "1", "odd", "2")
	got := work(t, Options{Stream: s, Ledger: f, Reader: plainReader(l)})
	if diff := cmp.Diff(Tally{Batches: 1, New: 2, Lost: 1}, got); diff != "" {
		t.Error(diff)
	}
	if got := dead(t, s); len(got) != 1 || !strings.Contains(got[0], "document odd: ledger l: takes no oddities") {
		t.Errorf("%q", got)
	}
}

// A stream that is gone for good is said.
func TestStreamIsClosed(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	s.Close()
	if _, err := Run(t.Context(), Options{Stream: s, Ledger: l, Reader: plainReader(l)}); !errors.Is(err, stream.ErrClosed) {
		t.Errorf("error %v", err)
	}
}
