package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"readout"
	"readout/internal/ledger"
	"readout/internal/source"
	"readout/internal/watch"
)

type watchCmd struct {
	Feeds []string `arg:"" name:"feed" help:"Addresses of feeds (RSS, Atom, JSON) and sitemaps."`
	Once  bool     `help:"Ask each feed that is due once, take what is new, and end."`
	Since string   `placeholder:"DAY" help:"Pass over pages that a feed dates earlier, such as 2024-06-20."`
	fetching
	Alerts   string   `placeholder:"FILE" help:"Tell of shifts and events as they come, as the rules of this file ask; like readout alert."`
	MaxBytes byteSize `default:"32MB" placeholder:"SIZE" help:"How long a page or a feed may be; ${default} unless given."`
	reads
	ledgerFlag
}

func (c *watchCmd) Help() string {
	return `Asks feeds and sitemaps again and again and keeps each page that they name once, like readout add. A feed that brings news is asked more often, down to every 5 minutes, a quiet one less often, one that fails ever less often. What was seen is kept in the ledger: after a stop of any kind the same command goes on where it was, and gets no page twice.

It ends with Ctrl-C, or with --once after one round, and tells on stderr what was done.

Exit status: 0 ended as asked; 1 the ledger failed, no feed is left to follow, or, with --once, something could not be read; 2 the command line is wrong.`
}

func (c *watchCmd) Run(e *env) error {
	since, err := c.check()
	if err != nil {
		return err
	}
	knowledge, err := c.knowledge()
	if err != nil {
		return err
	}
	alerts, err := loadAlerts(c.Alerts)
	if err != nil {
		return err
	}
	l, err := c.open(e, true)
	if err != nil {
		return err
	}
	defer l.Close()
	if alerts != nil {
		if err := alerts.Begin(e.ctx, l); err != nil {
			return err
		}
	}
	client := c.client(c.MaxBytes)
	defer client.Close()
	p := startProgress(e, func(context.Context, *env) int64 { return -1 })
	defer p.stop()
	w := &watching{
		ledger: l, p: p, sum: new(tally), tell: startTeller(e, p, alerts, l),
		use: &adding{ledger: l, prepare: ledger.NewPreparer()},
	}
	w.work = worker(e.with(context.WithoutCancel(e.ctx)), readout.Options{Analysis: analyses[c.Analysis], Knowledge: knowledge}, w.use)
	err = watch.Follow(e.ctx, c.Feeds, watch.Options{
		Client: client, State: watch.Kept{Notes: l}, Since: since, MaxBytes: int64(c.MaxBytes), Once: c.Once,
		Take: func(_ context.Context, it *source.Item) error { return w.take(e, it) },
		Note: func(s string) {
			w.failed++
			p.clear()
			e.say("%s", s)
		},
	})
	p.clear()
	told := w.tell.end()
	e.say("%s in %s, %s", w.sum, c.shown(), p.pace(w.sum.read))
	switch {
	case err != nil:
		return err
	case told != nil:
		return told
	case c.Once && w.failed+w.sum.damaged > 0, !c.Once && e.ctx.Err() == nil:
		return errFailed
	}
	return nil
}

func (c *watchCmd) check() (since time.Time, err error) {
	for _, f := range c.Feeds {
		if !strings.HasPrefix(f, "http://") && !strings.HasPrefix(f, "https://") {
			return since, usageError{fmt.Sprintf("%q is no address of a feed: it must begin with http:// or https:// (readout add reads files)", f)}
		}
	}
	if c.Since != "" {
		if since, err = time.Parse(time.DateOnly, c.Since); err != nil {
			return since, usageError{fmt.Sprintf("--since=%q is no day such as 2024-06-20", c.Since)}
		}
	}
	return since, c.fetching.check()
}

// watching takes the pages of feeds into the ledger, one at a time.
type watching struct {
	ledger ledger.Ledger
	use    *adding
	work   func(reading) reading
	p      *progress
	sum    *tally
	tell   *teller
	failed int // pages and feeds that were noted
}

// take reads and keeps a page. It is called while nothing is noted.
func (w *watching) take(e *env, it *source.Item) error {
	r := w.work(reading{item: it})
	var broken *ledger.Error
	switch {
	case errors.As(r.err, &broken):
		return r.err
	case r.err != nil:
		w.sum.failed++
		return pageError{r.err}
	}
	w.p.clear()
	defer func() { w.p.show(*w.sum) }()
	for _, s := range append(r.notes, r.bad...) {
		e.say("%s", s)
	}
	w.sum.read++
	if len(r.bad) > 0 {
		w.sum.damaged++
	}
	if r.entry == nil {
		w.sum.known++
		return nil
	}
	// A page in hand is kept even when the run is interrupted.
	outcomes, err := w.ledger.Add(context.WithoutCancel(e.ctx), []*ledger.Entry{r.entry})
	w.sum.count(outcomes)
	w.tell.news()
	return err
}

// pageError says what is wrong with one page, and that the others are not concerned.
type pageError struct{ error }

func (pageError) Is(target error) bool { return target == watch.ErrPage }
func (e pageError) Unwrap() error      { return e.error }
