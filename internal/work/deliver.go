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

// work does one batch. An error ends this worker; the batch goes to another one then.
func (s *slot) work(ctx context.Context, d stream.Delivery) error {
	id := d.Message().ID
	finish := context.WithoutCancel(ctx) // a batch in hand is finished
	documents, err := Decode(d.Message().Data)
	if err != nil {
		s.Log.Error("a message is no work", "batch", id, "reason", err.Error())
		s.report(Tally{Batches: 1})
		s.say(s.end(finish, func(c context.Context) error { return d.Bury(c, err.Error()) }), "a message could not be buried; it comes again", "batch", id)
		return nil
	}
	// One of its documents may have killed the worker before. Alone, it will kill only for itself.
	chunk := len(documents)
	if d.Tries() > 1 && len(documents) > 1 {
		if s.split(finish, d, documents) {
			s.report(Tally{Split: 1})
			return nil
		}
		chunk = 1
	}
	began := time.Now()
	b := &batch{slot: s, d: d, beat: time.Now()}
	for from := 0; from < len(documents) && err == nil; from += chunk {
		err = b.do(ctx, documents[from:min(from+chunk, len(documents))], from)
	}
	switch {
	case err != nil:
		s.Log.Error("a batch is given back", "batch", id, "reason", err.Error())
		s.say(s.end(finish, func(c context.Context) error { return d.Again(c, time.Second) }), "a batch could not be given back; it comes again", "batch", id)
		return err
	}
	b.sum.Batches++
	s.report(b.sum)
	s.Log.Debug("batch", "batch", id, "documents", b.sum.Documents(), "new", b.sum.New, "known", b.sum.Known, "dead", b.sum.Lost, "seconds", time.Since(began).Seconds())
	s.say(s.end(finish, d.Done), "a finished batch could not be taken off the stream; it comes again", "batch", id)
	if s.stuck.Load() > maxStuck {
		return fmt.Errorf("%d documents could not be read to their end and still take time; start the worker again", s.stuck.Load())
	}
	return nil
}

// end tells the stream what became of a message, not waiting without end for a server that is away.
func (s *slot) end(ctx context.Context, tell func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, max(s.Stream.Silence()/2, time.Second))
	defer cancel()
	return tell(ctx)
}

// split puts the documents of a batch back on the stream one by one. It is false where that is not possible, as on a full stream.
func (s *slot) split(ctx context.Context, d stream.Delivery, documents []Document) bool {
	id := d.Message().ID
	var messages []stream.Message
	for i := range documents {
		m, err := Encode(documents[i : i+1])
		if err != nil || len(m.Data) > s.Stream.Limit() {
			return false
		}
		m.Sent = sentAs(d.Message(), i)
		messages = append(messages, m)
	}
	err := s.end(ctx, func(c context.Context) error {
		_, err := s.Stream.Send(c, messages...)
		return err
	})
	if err != nil {
		s.say(err, "a batch that came back cannot be split; its documents are read one by one", "batch", id)
		return false
	}
	s.Log.Warn("a batch came back: its worker died or fell silent; its documents are read one by one", "batch", id, "documents", len(documents), "tries", d.Tries())
	s.say(s.end(ctx, d.Done), "a split batch could not be taken off the stream; it comes again", "batch", id)
	return true
}

// batch is a delivery under way.
type batch struct {
	*slot
	d    stream.Delivery
	beat time.Time // when the stream was told last that the work goes on
	sum  Tally
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

// do reads some documents and keeps them at once. from is the place of the first one in its message.
func (b *batch) do(ctx context.Context, documents []Document, from int) error {
	var entries []*ledger.Entry
	var of []sent
	for i := range documents {
		d := sent{&documents[i], sentAs(b.d.Message(), from+i)}
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
	for pause := time.Second / 2; ; pause = min(2*pause, 30*time.Second) {
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
