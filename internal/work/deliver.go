package work

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"readout/internal/ledger"
	"readout/internal/stream"
)

// batch is a delivery under way.
type batch struct {
	*slot
	d    stream.Delivery
	beat time.Time // when the stream was told last that the work goes on
	sum  Tally
}

// work does one batch. An error ends this worker; the batch goes to another one then.
//
// A batch that comes back is read once more, with nothing else in hand. Most often its worker was killed by something else. If it
// comes back again it is taken apart: nothing but a document that was given out alone counts as what kills its reader.
func (b *batch) work(ctx context.Context) error {
	id, tries := b.d.Message().ID, b.d.Tries()
	documents, err := Decode(b.d.Message().Data)
	switch {
	case err != nil:
		b.Log.Error("a message is no work and is kept among the dead", "batch", id, "reason", err.Error())
		b.report(Tally{Batches: 1})
		b.bury(ctx, err.Error())
		return nil
	case len(documents) > 1 && tries > 2:
		return b.split(ctx, documents)
	case len(documents) == 1 && tries > b.Tries:
		b.Log.Error("a document is kept among the dead: nobody survives it", "document", documents[0].Name, "id", id, "tries", tries-1)
		b.report(Tally{Batches: 1, Lost: 1})
		b.bury(ctx, unsurvived(tries-1))
		return nil
	case tries > 1:
		b.Log.Warn("a batch came back: its worker died or fell silent; it is read again, with nothing else in hand", "batch", id, "documents", len(documents), "tries", tries)
	}
	began := time.Now()
	if err = b.unfit(documents); err == nil {
		err = b.do(ctx, documents)
	}
	if err != nil {
		b.Log.Error("a batch is given back", "batch", id, "reason", err.Error())
		b.again(ctx)
		return err
	}
	b.sum.Batches++
	b.report(b.sum)
	b.Log.Debug("batch", "batch", id, "documents", b.sum.Documents(), "new", b.sum.New, "known", b.sum.Known, "dead", b.sum.Lost, "seconds", time.Since(began).Seconds())
	b.say(b.end(ctx, b.d.Done), "a finished batch could not be taken off the stream; it comes again", "batch", id)
	if b.stuck.Load() > maxStuck {
		return fmt.Errorf("%d documents could not be read to their end and still take time; start the worker again", b.stuck.Load())
	}
	return nil
}

// unsurvived is why a document is dead that nobody could read to the end.
func unsurvived(tries int) string {
	return fmt.Sprintf("given to %d workers, none of which finished it or said why", tries)
}

func (b *batch) bury(ctx context.Context, reason string) {
	err := b.end(ctx, func(c context.Context) error { return b.d.Bury(c, reason) })
	b.say(err, "a message could not be put among the dead; it comes again", "batch", b.d.Message().ID)
}

func (b *batch) again(ctx context.Context) {
	b.say(b.end(ctx, b.d.Again), "a batch could not be given back; it comes again", "batch", b.d.Message().ID)
}

// split puts the documents of a batch back on the stream one by one.
func (b *batch) split(ctx context.Context, documents []Document) error {
	id := b.d.Message().ID
	var parts []stream.Message
	for i := range documents {
		m, err := Encode(documents[i : i+1])
		if err != nil {
			return err
		}
		m.Sent = sentAs(b.d.Message(), i)
		parts = append(parts, m)
	}
	b.Log.Warn("a batch came back again; its documents are read one by one", "batch", id, "documents", len(documents), "tries", b.d.Tries())
	err := b.while(context.WithoutCancel(ctx), func(c context.Context) error {
		c, cancel := context.WithTimeout(c, b.Patience)
		defer cancel()
		return b.d.Split(c, parts...)
	})
	if err != nil {
		return fmt.Errorf("batch %s cannot be taken apart: %w", id, err)
	}
	b.report(Tally{Split: 1})
	return nil
}

// end tells the stream what became of a message, also when the worker is to end, but not waiting without end for a server that is away.
func (s *slot) end(ctx context.Context, tell func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(s.Stream.Silence()/2, time.Second))
	defer cancel()
	return tell(ctx)
}

// sentAs is when a document of a message was sent: those of a batch one microsecond after another, in their order. It is the same
// however often the batch is given out, and by whomever it is read.
func sentAs(m stream.Message, i int) time.Time {
	return m.Sent.Add(time.Duration(i) * time.Microsecond)
}

// sent is a document with its time.
type sent struct {
	*Document
	at time.Time
}

// do reads documents and keeps them at once.
func (b *batch) do(ctx context.Context, documents []Document) error {
	var entries []*ledger.Entry
	var of []sent
	for i := range documents {
		d := sent{&documents[i], sentAs(b.d.Message(), i)}
		b.alive(ctx)
		r, err := b.result(ctx, d.Document)
		if err != nil {
			return err
		}
		for _, n := range r.Notes {
			b.Log.Info(n)
		}
		for _, n := range r.Damage {
			b.Log.Warn(n)
		}
		if r.Err != nil {
			if err := b.lose(ctx, d, r.Err); err != nil {
				return err
			}
			continue
		}
		if len(r.Damage) > 0 {
			b.sum.Damaged++
		}
		if r.Entry == nil {
			b.sum.Known++
			continue
		}
		r.Entry.Sent = d.at.UnixMicro()
		entries, of = append(entries, r.Entry), append(of, d)
	}
	return b.keep(ctx, entries, of)
}

// result loads and reads a document. Its error is one of the ledger that lasts.
func (b *batch) result(ctx context.Context, d *Document) (r Result, err error) {
	err = b.insist(ctx, func(c context.Context) error {
		it, err := b.load(d)
		if err != nil {
			r = Result{Err: err}
			return nil
		}
		r = b.try(c, it, d.Input)
		if ofLedger(r.Err) {
			return r.Err
		}
		return nil
	})
	return r, err
}

// keep adds entries. Where the ledger refuses one of them for what it is, the others are kept without it.
func (b *batch) keep(ctx context.Context, entries []*ledger.Entry, of []sent) error {
	if len(entries) == 0 {
		return nil
	}
	defer b.Metrics.took("store", time.Now())
	var outcomes []ledger.Outcome
	var refused error
	err := b.insist(ctx, func(c context.Context) (err error) {
		outcomes, err = b.Ledger.Add(c, entries)
		if refused = nil; ofDocument(err) {
			refused, err = err, nil
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case refused == nil:
		b.sum.count(outcomes)
		return nil
	case len(entries) == 1:
		return b.lose(ctx, of[0], refused)
	}
	for i := range entries {
		if err := b.keep(ctx, entries[i:i+1], of[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// lose keeps a document among the dead, alone.
func (b *batch) lose(ctx context.Context, d sent, reason error) error {
	m, err := Encode([]Document{*d.Document})
	if err != nil {
		return err
	}
	m.Sent = d.at
	b.sum.Lost++
	b.Log.Error("a document is kept among the dead", "document", d.Name, "id", m.ID, "reason", reason.Error())
	return b.while(context.WithoutCancel(ctx), func(c context.Context) error { return b.d.Lose(c, m, reason.Error()) })
}

// insist does something with the ledger, again and again while the ledger fails, until it lasts too long or the worker is to end.
func (b *batch) insist(ctx context.Context, f func(context.Context) error) error {
	began := time.Now()
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		err := b.while(context.WithoutCancel(ctx), f)
		if err == nil || ctx.Err() != nil || time.Since(began) > b.Patience {
			return err
		}
		b.Log.Warn("the ledger fails; tried again", "after", pause.String(), "reason", err.Error())
		b.while(ctx, func(c context.Context) error {
			select {
			case <-c.Done():
			case <-time.After(pause):
			}
			return nil
		})
	}
}

// while tells the stream that the work goes on, as long as something takes.
func (b *batch) while(ctx context.Context, f func(context.Context) error) error {
	tick := time.NewTicker(b.Stream.Silence() / 4)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				b.say(b.d.Working(ctx), "the stream could not be told that a batch is worked on")
			case <-stop:
				return
			}
		}
	}()
	err := f(ctx)
	close(stop)
	<-stopped
	b.beat = time.Now()
	return err
}

// alive tells the stream between documents that the work goes on.
func (b *batch) alive(ctx context.Context) {
	if time.Since(b.beat) > b.Stream.Silence()/4 {
		b.beat = time.Now()
		b.say(b.d.Working(context.WithoutCancel(ctx)), "the stream could not be told that a batch is worked on")
	}
}

// ofLedger says whether an error is one of the ledger, not of a document.
func ofLedger(err error) bool {
	var l *ledger.Error
	return errors.As(err, &l)
}

// ofDocument says whether a ledger refuses a document for what it is: data that its database does not take.
func ofDocument(err error) bool {
	var sql interface{ SQLState() string }
	if !errors.As(err, &sql) {
		return false
	}
	class := sql.SQLState()
	for _, c := range []string{"22", "54"} { // bad data, beyond a limit
		if strings.HasPrefix(class, c) {
			return true
		}
	}
	return false
}
