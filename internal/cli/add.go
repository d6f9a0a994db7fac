package cli

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"readout"
	"readout/doc"
	"readout/internal/lang"
	"readout/internal/ledger"
	"readout/internal/source"
)

type addCmd struct {
	intake
	ledgerFlag
	Again  bool   `help:"Read anew what the ledger has already, and replace its records. Corrections stay."`
	Alerts string `placeholder:"FILE" help:"Then tell of shifts and events as the rules of this file ask, as readout alert does."`
}

func (c *addCmd) Help() string {
	return `Reads documents like readout read and keeps them with their records. What the ledger has already is passed over, so a run that was cut short is completed by running it again. A document is known by its address, which is its URL, the id of its corpus line or its path, and by its text: another text at the same address is kept as a new version.

One line on stderr tells at the end what was done.

Exit status: 0 all added or there already; 1 some inputs failed or were read in part, each named on stderr with its reason, the others are added; 2 the command line is wrong.`
}

func (c *addCmd) Run(e *env) error {
	if err := c.check(); err != nil {
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
	k := newKeeper(e.ctx, l)
	var sum tally
	p := startProgress(e, c.count)
	defer p.stop()
	// The run ends where the ledger fails: reading on would be in vain.
	err = c.each(e.with(k.ctx), readout.Options{Analysis: analyses[c.Analysis]}, func() user { return &adding{ledger: l, again: c.Again, prepare: ledger.NewPreparer()} }, func(r reading) error {
		p.clear()
		defer func() { p.show(sum) }()
		for _, s := range append(r.notes, r.bad...) {
			e.say("%s", s)
		}
		switch {
		case r.err != nil:
			sum.failed++
			e.say("%v", r.err)
			return nil
		case r.item == nil:
			return nil
		}
		if len(r.bad) > 0 {
			sum.damaged++
		}
		sum.read++
		if r.entry == nil {
			sum.known++
			return nil
		}
		k.keep(r.entry)
		return nil
	})
	p.clear()
	// What was read is kept even where the run is cut short.
	if kept := k.close(&sum); kept != nil {
		err = kept
	}
	if sum.read+sum.failed > 0 {
		e.say("%s in %s, %s", sum, c.shown(), p.pace(sum.read))
	}
	switch {
	case e.ctx.Err() != nil:
		return errAddingCut
	case err != nil:
		return err
	}
	if alerts != nil {
		if err := tell(e, alerts, l); err != nil {
			return err
		}
	}
	switch {
	case sum.failed+sum.damaged > 0:
		return errFailed
	}
	return nil
}

// errInterrupted is in the error of a run that was cut short and says itself what became of it.
var errInterrupted = errors.New("interrupted")

var errAddingCut = fmt.Errorf("%w; what was added is kept: run again to go on", errInterrupted)

// tally counts what became of documents.
type tally struct {
	read, failed, damaged              int
	known, fresh, versions, same, anew int
}

// count takes in what became of entries.
func (t *tally) count(outcomes []ledger.Outcome) {
	for _, o := range outcomes {
		switch o {
		case ledger.New:
			t.fresh++
		case ledger.Version:
			t.versions++
		case ledger.Reread:
			t.anew++
		case ledger.Same:
			t.same++
		}
	}
}

func (t tally) String() string {
	s := fmt.Sprintf("%d read: %d new", t.read, t.fresh)
	for _, c := range []struct {
		n    int
		what string
	}{
		{t.versions, "new versions"}, {t.anew, "read again"}, {t.known + t.same, "known"}, {t.damaged, "in part"},
	} {
		if c.n > 0 {
			s += fmt.Sprintf(", %d %s", c.n, c.what)
		}
	}
	if t.failed > 0 {
		s += fmt.Sprintf("; %d failed", t.failed)
	}
	return s
}

// adding prepares documents for the ledger.
type adding struct {
	ledger  ledger.Ledger
	again   bool
	prepare *ledger.Preparer

	named  string // what the next item is known by, if its source has said so; "" for what it says itself
	input  string // of the item under way
	digest ledger.Digest
}

func (a *adding) known(e *env, it *source.Item) (bool, error) {
	if a.input = a.named; a.input == "" {
		a.input = addressOf(it)
	}
	a.digest = ledger.DigestOf(a.input, it.Bytes, []byte(it.ContentType), []byte(it.Text), []byte(it.Title), []byte(it.Date), []byte(it.URL))
	if a.again {
		return false, nil
	}
	return a.ledger.Known(e.ctx, a.digest)
}

func (a *adding) take(r *reading, d *doc.Document, _ *lang.Text) error {
	entry, err := a.prepare.Prepare(a.input, d)
	if err != nil {
		return err
	}
	entry.Input, entry.Again = a.digest, a.again
	if seen := r.item.Seen; !seen.IsZero() {
		entry.Seen = seen.Unix()
	}
	r.entry = entry
	return nil
}

// addressOf is what an item is known by where its page names no URL.
func addressOf(it *source.Item) string {
	switch {
	case it.URL != "":
		return it.URL
	case it.Corpus:
		return it.ID
	case it.Name == "stdin": // which is another page each time
		d := ledger.DigestOf("", it.Bytes)
		return "stdin:" + hex.EncodeToString(d[:8])
	}
	if path, err := filepath.Abs(it.Name); err == nil && !strings.Contains(it.Name, "://") {
		return filepath.ToSlash(path)
	}
	return it.Name
}

// What a transaction holds: many small documents or few long ones, so that memory stays flat, and not for long.
const (
	batchCount = 256
	batchBytes = 4 << 20
	batchTime  = 3 * time.Second
)

// keeper is the one writer of a run. While it writes a batch, the next one is read.
type keeper struct {
	ctx     context.Context // ends where the ledger fails
	batch   []*ledger.Entry
	size    int
	began   time.Time
	batches chan []*ledger.Entry
	done    chan struct{}
	sum     tally
	err     error
}

func newKeeper(ctx context.Context, l ledger.Ledger) *keeper {
	reading, stop := context.WithCancel(ctx)
	k := &keeper{ctx: reading, batches: make(chan []*ledger.Entry, 1), done: make(chan struct{})}
	// A batch under way is finished even when the run is interrupted.
	writing := context.WithoutCancel(ctx)
	go func() {
		defer close(k.done)
		defer stop()
		for batch := range k.batches {
			if k.err == nil {
				if k.err = k.write(writing, l, batch); k.err != nil {
					stop()
				}
			}
		}
	}()
	return k
}

func (k *keeper) write(ctx context.Context, l ledger.Ledger, batch []*ledger.Entry) error {
	outcomes, err := l.Add(ctx, batch)
	k.sum.count(outcomes)
	return err
}

// keep takes an entry. It waits while two batches are under way.
func (k *keeper) keep(e *ledger.Entry) {
	if len(k.batch) == 0 {
		k.began = time.Now()
	}
	k.batch = append(k.batch, e)
	k.size += e.Size()
	if len(k.batch) >= batchCount || k.size >= batchBytes || time.Since(k.began) > batchTime {
		k.send()
	}
}

func (k *keeper) send() {
	if len(k.batch) > 0 {
		k.batches <- k.batch
	}
	k.batch, k.size = nil, 0
}

// close writes what is left and adds to the sum what became of all.
func (k *keeper) close(sum *tally) error {
	k.send()
	close(k.batches)
	<-k.done
	sum.fresh, sum.versions, sum.same, sum.anew = k.sum.fresh, k.sum.versions, k.sum.same, k.sum.anew
	return k.err
}
