package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"time"

	"readout"
	"readout/internal/ledger"
	"readout/internal/source"
	"readout/internal/stream"
	"readout/internal/work"
)

type workCmd struct {
	streamFlag
	ledgerFlag
	Workers  int           `placeholder:"N" help:"How many batches to read at once; as many as there are processors unless given."`
	Once     bool          `help:"End when nothing is left on the stream."`
	Archives string        `placeholder:"DIR" help:"Where the WARC files lie of which readout send --archives sent the places."`
	Tries    int           `default:"5" placeholder:"N" help:"How often a document that its workers do not survive is given out before it counts as dead; ${default} unless given, 2 at least."`
	Silence  time.Duration `placeholder:"TIME" help:"How long a worker may say nothing of a batch before another one gets it; the stream keeps it. 1m unless given once."`
	Slow     time.Duration `default:"2m" placeholder:"TIME" help:"How long a document may take; ${default} unless given. Longer ones are kept among the dead."`
	Patience time.Duration `default:"10m" placeholder:"TIME" help:"How long to go on trying while the ledger fails; ${default} unless given."`
	Log      string        `enum:"text,json" default:"text" help:"What is said on stderr: text for people, json for programs, one object a line."`
	Metrics  string        `placeholder:"ADDR" help:"Serve /metrics for Prometheus, /healthz and /readyz at this address, such as 127.0.0.1:9464. Without a host it is this machine alone."`
	MaxBytes byteSize      `default:"32MB" placeholder:"SIZE" help:"How long a page of an archive may be; ${default} unless given."`
	reads
}

func (c *workCmd) Help() string {
	return `Takes batches of documents off a work stream, reads them, and keeps them in the ledger. Any number of workers may run on any number of machines, and be started and stopped at will: a batch of a worker that dies is given to another one, and the ledger keeps each document once. A document that cannot be read is kept among the dead with the reason (readout stream dead), and the rest of its batch in the ledger.

It ends with Ctrl-C or SIGTERM, the batches in hand finished, or with --once when nothing is left. One line on stderr tells at the end what was done.

Exit status: 0 ended as asked; 1 the stream or the ledger failed, or documents are kept among the dead; 2 the command line is wrong.`
}

func (c *workCmd) Run(e *env) error {
	if err := c.check(); err != nil {
		return err
	}
	knowledge, err := c.knowledge()
	if err != nil {
		return err
	}
	// Batches in hand are read to their end when the run is interrupted.
	held := e.with(context.WithoutCancel(e.ctx))
	l, err := c.open(e, true)
	if err != nil {
		return err
	}
	defer l.Close()
	p := startProgress(e, func(context.Context, *env) int64 { return -1 })
	defer p.stop()
	log := c.logger(e, p)
	s, err := c.openStream(e, log, stream.Options{Silence: c.Silence}, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	o := work.Options{
		Stream: s, Ledger: l, Workers: c.Workers, MaxBytes: int64(c.MaxBytes), Once: c.Once, Tries: c.Tries, Slow: c.Slow, Patience: c.Patience, Log: log,
		Reader: func() work.Reader {
			return workReader(held, readout.Options{Analysis: analyses[c.Analysis], Knowledge: knowledge}, l)
		},
		Report: func(t work.Tally) { p.show(tally{read: t.Documents(), failed: t.Lost}) },
	}
	if o.Workers == 0 {
		o.Workers = runtime.NumCPU()
	}
	if c.Archives != "" {
		if o.Archives, err = os.OpenRoot(c.Archives); err != nil {
			return fmt.Errorf("--archives=%s: %w", c.Archives, err)
		}
		defer o.Archives.Close()
	}
	if c.Metrics != "" {
		m, err := serveMetrics(c.Metrics, &o)
		if err != nil {
			return err
		}
		defer m.Close()
		o.Log.Info("figures are served", "address", m.address)
	}
	sum, err := work.Run(e.ctx, o)
	p.clear()
	pace := p.pace(sum.Documents())
	if c.Log == "json" {
		o.Log.Info("ended", "batches", sum.Batches, "documents", sum.Documents(), "new", sum.New, "versions", sum.Versions, "known", sum.Known, "damaged", sum.Damaged, "dead", sum.Lost, "took", pace)
	} else {
		e.say("%s in %s, %s", sum, c.shown(), pace)
	}
	switch {
	case err != nil && e.ctx.Err() != nil:
		return fmt.Errorf("%w; what was in hand goes to others: %w", errInterrupted, err)
	case err != nil:
		return err
	case sum.Lost > 0 && c.Once:
		return errFailed
	}
	return nil
}

func (c *workCmd) check() error {
	switch {
	case c.Workers < 0:
		return usageError{fmt.Sprintf("--workers=%d is less than one", c.Workers)}
	case c.Tries < 2:
		return usageError{fmt.Sprintf("--tries=%d is less than two: what came back is given out once more at least, alone", c.Tries)}
	case c.Silence < 0 || c.Silence > 0 && c.Silence < time.Second:
		return usageError{"--silence must be a second or longer"}
	case c.Slow <= 0 || c.Patience <= 0:
		return usageError{"--slow and --patience must be longer than nothing"}
	}
	return nil
}

// workReader reads documents of the stream as readout add reads inputs.
func workReader(e *env, o readout.Options, l ledger.Ledger) work.Reader {
	use := &adding{ledger: l, prepare: ledger.NewPreparer()}
	do := worker(e, o, use)
	return func(_ context.Context, it *source.Item, input string) work.Result {
		use.named = input
		r := do(reading{item: it})
		return work.Result{Entry: r.entry, Notes: r.notes, Damage: r.bad, Err: r.err}
	}
}

// logger writes for people or for programs.
func (c *workCmd) logger(e *env, p *progress) *slog.Logger {
	if c.Log == "json" {
		return slog.New(slog.NewJSONHandler(clearing{p, e.stderr}, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return plainLog(e, p)
}

// plainLog writes for people.
func plainLog(e *env, p *progress) *slog.Logger { return slog.New(&plain{out: clearing{p, e.stderr}}) }

// clearing takes the line of progress away before anything else is printed.
type clearing struct {
	p   *progress
	out io.Writer
}

func (c clearing) Write(b []byte) (int, error) {
	c.p.clear()
	return c.out.Write(b)
}

// plain is a log that reads as the program's other messages.
type plain struct {
	out   io.Writer
	attrs []slog.Attr
}

func (h *plain) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelInfo }

func (h *plain) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	b.WriteString("readout: " + r.Message)
	sep := ": "
	add := func(a slog.Attr) bool {
		fmt.Fprintf(&b, "%s%s %v", sep, a.Key, a.Value)
		sep = ", "
		return true
	}
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	b.WriteByte('\n')
	_, err := io.WriteString(h.out, b.String())
	return err
}

func (h *plain) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &plain{h.out, append(append([]slog.Attr{}, h.attrs...), attrs...)}
}

func (h *plain) WithGroup(string) slog.Handler { return h }
