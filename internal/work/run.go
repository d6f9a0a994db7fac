package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
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

// Run takes batches off the stream, reads them and keeps them, until the context ends, or with Once until nothing is left. A batch in
// hand is finished then. An error means that the stream or the ledger failed for good; what was in hand goes to others.
func Run(ctx context.Context, o Options) (Tally, error) {
	o = o.defaults()
	r := &run{Options: o}
	taking, stop := context.WithCancel(ctx)
	defer stop()
	var all sync.WaitGroup
	errs := make([]error, o.Workers)
	for i := range o.Workers {
		all.Go(func() {
			s := &slot{run: r, read: o.Reader()}
			defer s.close()
			if errs[i] = s.loop(taking); errs[i] != nil {
				stop()
			}
		})
	}
	all.Wait()
	return r.sum, errors.Join(errs...)
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
	read    Reader
	archive *os.File // opened last
	path    string
}

func (s *slot) close() {
	if s.archive != nil {
		s.archive.Close()
	}
}

func (s *slot) loop(ctx context.Context) error {
	wait := takeWait
	if s.Once {
		wait = onceWait
	}
	for {
		got, err := s.Stream.Take(ctx, 1, wait)
		switch {
		case ctx.Err() != nil:
			// What came at the last moment goes back at once.
			for _, d := range got {
				s.say(d.Again(context.WithoutCancel(ctx), 0), "a batch could not be given back; it comes again")
			}
			return nil
		case err != nil:
			return fmt.Errorf("the work stream: %w", err)
		}
		for _, d := range got {
			if err := s.work(ctx, d); err != nil {
				return err
			}
		}
		if len(got) == 0 && s.Once {
			if st, err := s.Stream.Status(ctx); err == nil && st.Waiting+st.Taken == 0 {
				return nil
			}
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

// load gives the item of a document.
func (s *slot) load(d *Document) (*source.Item, error) {
	if d.Archive == "" {
		return d.item(), nil
	}
	if s.Archives == nil {
		return nil, fmt.Errorf("%s: lies in the archive %s, and this worker was not told where archives are (start it with --archives)", d.Name, d.Archive)
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
	read := s.read
	go func() { done <- read(ctx, it, input) }()
	slow := time.NewTimer(s.Slow)
	defer slow.Stop()
	select {
	case r := <-done:
		return r
	case <-slow.C:
		s.stuck.Add(1)
		s.read = s.Reader() // the other one is lost with its goroutine
		return Result{Err: fmt.Errorf("%s: is not read after %v (report it with the page)", name, s.Slow)}
	}
}
