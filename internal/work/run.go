package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"readout/internal/ledger"
	"readout/internal/source"
	"readout/internal/stream"
)

// Reader reads one document for the ledger. One goroutine uses it at a time.
type Reader func(ctx context.Context, it *source.Item, input string) Result

// Result is what came of a document. Without an error and an entry, the ledger has it already.
type Result struct {
	Entry  *ledger.Entry
	Notes  []string // what is to be said of it
	Damage []string // what of it could not be read, though the rest was
	Err    error    // a *ledger.Error concerns the ledger, others the document
}

// Options say how work is done.
type Options struct {
	Stream   stream.Stream
	Ledger   ledger.Ledger
	Reader   func() Reader // makes one for each goroutine
	Workers  int           // goroutines; 0 for one
	Archives *os.Root      // where documents lie that are sent by their place; nil for nowhere
	MaxBytes int64         // of a page in an archive; 0 means source.DefaultMaxBytes

	Once     bool          // end when nothing is left on the stream
	Tries    int           // how often a document that its worker did not survive is given out before it counts as dead; 0 for five, two at least
	Slow     time.Duration // after which a document counts as one that cannot be read; 0 for two minutes
	Patience time.Duration // how long a failing ledger is tried again; 0 for ten minutes

	Log     *slog.Logger // nil for nowhere
	Metrics *Metrics     // may be nil
	Report  func(Tally)  // is told the sum now and then, by several goroutines, one at a time; may be nil
}

func (o Options) defaults() Options {
	if o.Workers <= 0 {
		o.Workers = 1
	}
	if o.Tries <= 0 {
		o.Tries = 5
	}
	o.Tries = max(o.Tries, 2)
	if o.Slow <= 0 {
		o.Slow = 2 * time.Minute
	}
	if o.Patience <= 0 {
		o.Patience = 10 * time.Minute
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// How long a worker waits for a batch before it looks up.
const (
	takeWait = time.Second
	onceWait = takeWait / 5
)

// How long a worker waits before it asks a failing ledger again, at first and at most.
const (
	firstPause   = time.Second / 2
	longestPause = 30 * time.Second
)

// Run takes batches off the stream, reads them and keeps them, until the context ends, or with Once until nothing is left. A batch in
// hand is finished then. An error means that the stream or the ledger failed for good; what was in hand goes to others.
func Run(ctx context.Context, o Options) (Tally, error) {
	o = o.defaults()
	r := &run{Options: o}
	taking, stop := context.WithCancel(ctx)
	defer stop()
	errs := make([]error, o.Workers+1)
	begin := func(g *sync.WaitGroup, i int, ctx context.Context, loop func(*slot, context.Context) error) {
		g.Go(func() {
			s := &slot{run: r}
			defer s.close()
			if errs[i] = loop(s, ctx); errs[i] != nil {
				stop()
			}
		})
	}
	var fresh, suspects sync.WaitGroup
	for i := range o.Workers {
		begin(&fresh, i, taking, (*slot).fresh)
	}
	until, end := context.WithCancel(taking)
	defer end()
	begin(&suspects, o.Workers, until, (*slot).suspects)
	fresh.Wait() // they find out whether anything is left, suspects too
	end()
	suspects.Wait()
	return r.sum, errors.Join(distinct(errs)...)
}

// distinct leaves out what another one has said already: a ledger that fails fails all of them.
func distinct(errs []error) []error {
	said := map[string]bool{}
	return slices.DeleteFunc(errs, func(err error) bool {
		if err == nil || said[err.Error()] {
			return true
		}
		said[err.Error()] = true
		return false
	})
}

// Ready says what keeps a worker from working: nothing if stream and ledger answer.
func (o Options) Ready(ctx context.Context) error {
	if _, err := o.Stream.Status(ctx); err != nil {
		return fmt.Errorf("the work stream does not answer: %w", err)
	}
	_, err := o.Ledger.Known(ctx, ledger.Digest{})
	return err
}

type run struct {
	Options
	stuck atomic.Int32 // documents that were given up and may still be read
	alone sync.RWMutex // held for reading by whoever has a new batch in hand, for writing by who reads suspects

	mu  sync.Mutex
	sum Tally
}

func (r *run) report(t Tally) {
	r.Metrics.count(t)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.add(t)
	if r.Report != nil {
		r.Report(r.sum)
	}
}

// slot is one worker.
type slot struct {
	*run
	read    Reader   // made when the first document comes
	archive *os.File // opened last
	path    string
}

func (s *slot) close() {
	if s.archive != nil {
		s.archive.Close()
	}
}

// fresh works on new batches, one after another.
func (s *slot) fresh(ctx context.Context) error {
	wait := takeWait
	if s.Once {
		wait = onceWait
	}
	for {
		s.alone.RLock()
		took, err := s.next(ctx, s.Stream.Take, wait)
		s.alone.RUnlock()
		if err != nil || ctx.Err() != nil {
			return err
		}
		if s.Once && !took {
			if st, err := s.Stream.Status(ctx); err == nil && st.Left() == 0 {
				return nil
			}
		}
	}
}

// suspects works on what came back, one message after another. It lets the others finish what they have in hand first, so that a
// document that kills its reader takes nothing with it, and so that it is told by its victims. While it waits for them it has nothing
// in hand: if one of them dies, no suspect is counted as what may have killed it.
func (s *slot) suspects(ctx context.Context) error {
	for {
		came, err := s.came(ctx)
		if came {
			s.alone.Lock()
			for took := true; took && err == nil && ctx.Err() == nil; {
				took, err = s.next(ctx, s.Stream.Suspects, 0)
			}
			s.alone.Unlock()
		}
		if err != nil || ctx.Err() != nil {
			return err
		}
	}
}

// came waits for a suspect, gives it back, and says whether there was one.
func (s *slot) came(ctx context.Context) (bool, error) {
	got, err := s.one(ctx, s.Stream.Suspects, takeWait)
	for _, d := range got {
		(&batch{slot: s, d: d}).again(ctx)
	}
	return len(got) > 0, err
}

// take gives out messages, as [stream.Stream] does.
type take func(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error)

// one takes one message, if there is one before wait is over.
func (s *slot) one(ctx context.Context, take take, wait time.Duration) ([]stream.Delivery, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	got, err := take(ctx, 1, wait)
	if err != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("the work stream: %w", err)
	}
	return got, nil
}

// next takes one message and works on it. It says whether there was one.
func (s *slot) next(ctx context.Context, take take, wait time.Duration) (took bool, err error) {
	got, err := s.one(ctx, take, wait)
	if err != nil {
		return false, err
	}
	for _, d := range got {
		b := &batch{slot: s, d: d, beat: time.Now()}
		if ctx.Err() != nil { // what came at the last moment
			b.again(ctx)
			return true, nil
		}
		if err := b.work(ctx); err != nil {
			return true, err
		}
	}
	return len(got) > 0, nil
}

// ready waits for a ledger that does not answer, with empty hands: what is in hand meanwhile would have to be given back. Its error is
// one that lasts.
func (s *slot) ready(ctx context.Context) error {
	began := time.Now()
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		_, err := s.Ledger.Known(ctx, ledger.Digest{})
		if err == nil || ctx.Err() != nil {
			return nil
		}
		if time.Since(began) > s.Patience {
			return err
		}
		s.Log.Warn("the ledger fails; nothing is taken off the stream until it answers", "after", pause.String(), "reason", err.Error())
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// say logs a failure that costs nothing but time.
func (s *slot) say(err error, what string, args ...any) {
	if err != nil {
		s.Log.Warn(what, append(args, "reason", err.Error())...)
	}
}

// maxStuck is how many documents may be given up before a process is worn out.
const maxStuck = 4

// unfit says why this worker cannot read some documents that others can.
func (s *slot) unfit(documents []Document) error {
	for _, d := range documents {
		if d.Archive != "" && s.Archives == nil {
			return fmt.Errorf("%s: lies in the archive %s, and this worker was not told where archives are (start it with --archives)", d.Name, d.Archive)
		}
	}
	return nil
}

// load gives the item of a document.
func (s *slot) load(d *Document) (*source.Item, error) {
	if d.Archive == "" {
		return d.item(), nil
	}
	if s.path != d.Archive || s.archive == nil {
		s.close()
		var err error
		if s.archive, err = s.Archives.Open(d.Archive); err != nil {
			s.archive = nil
			return nil, fmt.Errorf("%s: its archive cannot be opened: %w", d.Name, err)
		}
		s.path = d.Archive
	}
	it, err := source.At(s.archive, d.Name, d.Offset, s.MaxBytes)
	if err != nil {
		return nil, err
	}
	it.ID = d.ID
	return it, nil
}

// try reads a document, but not for longer than it may take.
func (s *slot) try(ctx context.Context, it *source.Item, input string) Result {
	defer s.Metrics.took("read", time.Now())
	name := it.Name
	done := make(chan Result, 1)
	if s.read == nil {
		s.read = s.Reader()
	}
	read := s.read
	go func() { done <- read(ctx, it, input) }()
	slow := time.NewTimer(s.Slow)
	defer slow.Stop()
	select {
	case r := <-done:
		return r
	case <-slow.C:
		s.stuck.Add(1)
		s.read = nil // it is lost with its goroutine
		return Result{Err: fmt.Errorf("%s: is not read after %v (report it with the page)", name, s.Slow)}
	}
}
