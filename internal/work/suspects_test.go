package work

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/internal/ledger"
	"readout/internal/source"
	"readout/internal/stream"
	"readout/internal/stream/local"
)

// deadly is a reader that does not survive the documents whose ids begin with "killer".
func deadly(l ledger.Ledger) func() Reader {
	reader := plainReader(l)
	return func() Reader {
		read := reader()
		return func(ctx context.Context, it *source.Item, input string) Result {
			if strings.HasPrefix(it.ID, "killer") {
				panic("as if the process died")
			}
			return read(ctx, it, input)
		}
	}
}

// Whatever kills its reader is among the dead at the end, alone, with the number of its victims, and all else in the ledger: also on a
// stream that is full all the time, and where many batches are in hand when a process dies.
func TestKillerEndsAlone(t *testing.T) {
	for _, c := range []struct {
		name    string
		full    bool
		workers int
		tries   int
		killers []int
		batch   int
	}{
		{"one batch", false, 1, 3, []int{7}, 20},
		{"full", true, 1, 3, []int{7}, 20},
		{"two of a batch, and one of another, on a full stream", true, 1, 3, []int{7, 9, 25}, 20},
		{"many batches in hand", false, 6, 3, []int{7, 21}, 4},
		{"batches of one", false, 4, 3, []int{2, 3}, 1},
		{"as few tries as can be", true, 2, 2, []int{7}, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := stream.Options{Silence: 300 * time.Millisecond}
			if c.full {
				o.MaxBytes = 2000
			}
			s, l := local.New(o), newLedger(t)
			const n = 40
			var ids, want []string
			for i := range n {
				ids = append(ids, fmt.Sprintf("%02d", i))
			}
			for _, k := range c.killers {
				ids[k] = fmt.Sprintf("killer %d", k)
				want = append(want, fmt.Sprintf("document killer %d: %s", k, unsurvived(c.tries)))
			}
			var sending sync.WaitGroup
			sending.Go(func() {
				for part := range slices.Chunk(ids, c.batch) {
					put(t, s, part...)
				}
			})
			defer func() {
				s.Close() // a sender that waits for room ends, too
				sending.Wait()
			}()
			most := len(c.killers)*(c.tries+1) + 1
			// Each round is a process: it dies with what it has in hand, or is done.
			rounds := 0
			for alive := false; !alive; rounds++ {
				if rounds > 3*most {
					t.Fatalf("%d processes: %d documents of %d, dead %q", rounds, documents(t, l), n, dead(t, s))
				}
				if alive = !dies(t, s, Options{Stream: s, Ledger: l, Reader: deadly(l), Workers: c.workers, Tries: c.tries}); alive {
					if k := documents(t, l); k < n-len(c.killers) { // the sender was not done
						alive = false
					}
				}
			}
			if rounds > most {
				t.Errorf("%d processes, want %d at most", rounds, most)
			}
			if k := documents(t, l); k != n-len(c.killers) {
				t.Errorf("%d documents, want %d", k, n-len(c.killers))
			}
			got := dead(t, s)
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if st, err := s.Status(t.Context()); err != nil || st.Left() != 0 {
				t.Errorf("%+v, %v", st, err)
			}
		})
	}
}

// What came back is read while the process has nothing else in hand.
func TestSuspectsAreReadAlone(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	for i := range 8 {
		put(t, s, fmt.Sprint("suspect ", i), fmt.Sprint("its neighbour ", i))
	}
	got, err := s.Take(t.Context(), 8, time.Second)
	if err != nil || len(got) != 8 {
		t.Fatal(len(got), err)
	}
	for _, d := range got {
		if err := d.Again(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 60 {
		put(t, s, fmt.Sprint("new ", i), fmt.Sprint("new too ", i))
	}
	counted := &inHand{Stream: s}
	reader := plainReader(l)
	var seen atomic.Int32
	o := Options{Stream: counted, Ledger: l, Workers: 4, Reader: func() Reader {
		read := reader()
		return func(ctx context.Context, it *source.Item, input string) Result {
			time.Sleep(3 * time.Millisecond)
			if strings.HasPrefix(it.ID, "suspect") {
				seen.Add(1)
				if n := counted.n.Load(); n != 1 {
					t.Errorf("%s is read with %d messages in hand", it.ID, n)
				}
			}
			return read(ctx, it, input)
		}
	}}
	if diff := cmp.Diff(Tally{Batches: 68, New: 136}, work(t, o)); diff != "" || seen.Load() != 8 {
		t.Error(seen.Load(), diff)
	}
}

// A process that waits until its hands are empty has not taken the suspect: others can have it, and if the process dies meanwhile the
// suspect is not counted as what killed it.
func TestSuspectIsNotHeldWhileOthersAreRead(t *testing.T) {
	s, l := local.New(stream.Options{}), newLedger(t)
	defer s.Close()
	put(t, s, "suspect")
	got, err := s.Take(t.Context(), 1, time.Second)
	if err != nil || len(got) != 1 {
		t.Fatal(len(got), err)
	}
	put(t, s, "slow")
	ctx, stop := context.WithCancel(t.Context())
	reading, read := make(chan struct{}), make(chan struct{})
	reader := plainReader(l)
	var running sync.WaitGroup
	running.Go(func() {
		Run(ctx, Options{Stream: s, Ledger: l, Reader: func() Reader {
			plain := reader()
			return func(ctx context.Context, it *source.Item, input string) Result {
				if it.ID == "slow" {
					close(reading)
					<-read
				}
				return plain(ctx, it, input)
			}
		}})
	})
	defer running.Wait()
	defer close(read)
	defer stop()
	<-reading
	if err := got[0].Again(t.Context()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond) // for the process to see it
	got, err = s.Suspects(t.Context(), 1, 5*time.Second)
	if err != nil || len(got) != 1 || got[0].Tries() != 2 {
		t.Errorf("%d suspects, %v; want one, given out for the second time", len(got), err)
	}
}

// inHand counts the messages that a process has taken and not ended.
type inHand struct {
	stream.Stream
	n atomic.Int32
}

func (h *inHand) Take(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	got, err := h.Stream.Take(ctx, n, wait)
	return h.count(got), err
}

func (h *inHand) Suspects(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	got, err := h.Stream.Suspects(ctx, n, wait)
	return h.count(got), err
}

func (h *inHand) count(ds []stream.Delivery) []stream.Delivery {
	for i := range ds {
		h.n.Add(1)
		ds[i] = &counted{ds[i], h}
	}
	return ds
}

type counted struct {
	stream.Delivery
	h *inHand
}

func (c *counted) Done(ctx context.Context) error {
	c.h.n.Add(-1)
	return c.Delivery.Done(ctx)
}

func (c *counted) Again(ctx context.Context) error {
	c.h.n.Add(-1)
	return c.Delivery.Again(ctx)
}

// dies runs a worker until it is done or its reader panics, and then forgets it as if the process had died. It says whether it did.
func dies(t *testing.T, s stream.Stream, o Options) bool {
	t.Helper()
	died := make(chan struct{})
	var once sync.Once
	reader := o.Reader
	o.Reader = func() Reader {
		read := reader()
		return func(ctx context.Context, it *source.Item, input string) (r Result) {
			defer func() {
				if recover() != nil {
					once.Do(func() { close(died) })
					select {} // says nothing any more
				}
			}()
			return read(ctx, it, input)
		}
	}
	o.Stream, o.Once = &mortal{Stream: s, died: died}, true
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Run(t.Context(), o)
	}()
	select {
	case <-ended:
		return false
	case <-died:
		return true
	case <-time.After(20 * time.Second):
		t.Fatal("neither done nor dead")
	}
	return false
}

// mortal is the stream of a process that dies: behind that nothing is heard of it.
type mortal struct {
	stream.Stream
	died chan struct{}
}

func (m *mortal) Take(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	ctx, cancel := m.untilDeath(ctx)
	defer cancel()
	return m.hand(m.Stream.Take(ctx, n, wait))
}

func (m *mortal) Suspects(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	ctx, cancel := m.untilDeath(ctx)
	defer cancel()
	return m.hand(m.Stream.Suspects(ctx, n, wait))
}

// untilDeath ends with the process: who waits for a message when it dies is given none any more.
func (m *mortal) untilDeath(ctx context.Context) (context.Context, context.CancelFunc) {
	alive(m.died)
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-m.died:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

func (m *mortal) hand(ds []stream.Delivery, err error) ([]stream.Delivery, error) {
	for i := range ds {
		ds[i] = &mortalDelivery{ds[i], m.died}
	}
	return ds, err
}

type mortalDelivery struct {
	stream.Delivery
	died chan struct{}
}

// alive returns only if the process has not died.
func alive(died chan struct{}) {
	select {
	case <-died:
		select {}
	default:
	}
}

func (d *mortalDelivery) Working(ctx context.Context) error {
	alive(d.died)
	return d.Delivery.Working(ctx)
}

func (d *mortalDelivery) Done(ctx context.Context) error {
	alive(d.died)
	return d.Delivery.Done(ctx)
}

func (d *mortalDelivery) Again(ctx context.Context) error {
	alive(d.died)
	return d.Delivery.Again(ctx)
}

func (d *mortalDelivery) Split(ctx context.Context, parts ...stream.Message) error {
	alive(d.died)
	return d.Delivery.Split(ctx, parts...)
}

func (d *mortalDelivery) Bury(ctx context.Context, reason string) error {
	alive(d.died)
	return d.Delivery.Bury(ctx, reason)
}

func (d *mortalDelivery) Lose(ctx context.Context, part stream.Message, reason string) error {
	alive(d.died)
	return d.Delivery.Lose(ctx, part, reason)
}
