package cli

import (
	"context"
	"time"

	"readout/internal/ledger"
	"readout/internal/ledger/alert"
)

const (
	tellAgain = 5 * time.Minute  // after something could not be told
	tellLast  = 10 * time.Second // for what is left to tell when a run is interrupted
)

// teller tells alerts beside a run that does not end, so that a slow webhook holds up nothing. What it does not get told is
// told by the next run. A nil teller tells nothing.
type teller struct {
	e      *env
	p      *progress
	alerts *alert.Config
	ledger ledger.Ledger
	wake   chan struct{}
	done   chan struct{}
}

func startTeller(e *env, p *progress, alerts *alert.Config, l ledger.Ledger) *teller {
	if alerts == nil {
		return nil
	}
	t := &teller{e: e, p: p, alerts: alerts, ledger: l, wake: make(chan struct{}, 1), done: make(chan struct{})}
	go t.run()
	return t
}

func (t *teller) run() {
	defer close(t.done)
	again := time.NewTimer(0)
	for {
		select {
		case _, more := <-t.wake:
			if !more {
				return
			}
		case <-again.C: // at first for what an earlier run has left
		}
		t.p.clear()
		if err := tell(t.e, t.alerts, t.ledger); err != nil && t.e.ctx.Err() == nil {
			t.e.say("%v; tried again in %v", err, tellAgain)
			again.Reset(tellAgain)
		}
	}
}

// news says that the ledger has something new.
func (t *teller) news() {
	if t == nil {
		return
	}
	select {
	case t.wake <- struct{}{}:
	default: // it is going to look
	}
}

// end tells what is left.
func (t *teller) end() error {
	if t == nil {
		return nil
	}
	close(t.wake)
	<-t.done
	e := t.e
	if e.ctx.Err() != nil {
		last, stop := context.WithTimeout(context.WithoutCancel(e.ctx), tellLast)
		defer stop()
		e = e.with(last)
	}
	return tell(e, t.alerts, t.ledger)
}
