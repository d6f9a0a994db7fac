// Package local is the work stream inside one process. It lives in memory and ends with it.
package local

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"readout/internal/stream"
)

// Stream keeps messages in memory.
type Stream struct {
	opts    stream.Options
	mu      sync.Mutex
	changed chan struct{} // closed and made anew when a message comes, ends or is given back
	closed  bool
	waiting []*entry // in order of sending
	taken   map[*entry]bool
	dead    []stream.Dead
	seen    map[string]time.Time // until when an id is remembered
	bytes   int64
	sent    int64
	done    int64 // of those sent
}

type entry struct {
	message stream.Message
	suspect bool
	tries   int
	lost    map[string]bool // parts that are among the dead; the parts of a suspect share it
	due     time.Time       // of a taken one: when its worker counts as silent
}

// New makes an empty stream.
func New(o stream.Options) *Stream {
	return &Stream{opts: o.Defaults(), changed: make(chan struct{}), taken: map[*entry]bool{}, seen: map[string]time.Time{}}
}

// wake tells all who wait that something has changed.
func (s *Stream) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait lets go of the lock until something changes, a time comes or the context ends.
func (s *Stream) wait(ctx context.Context, until time.Time) error {
	changed := s.changed
	s.mu.Unlock()
	defer s.mu.Lock()
	var alarm <-chan time.Time
	if !until.IsZero() {
		t := time.NewTimer(time.Until(until))
		defer t.Stop()
		alarm = t.C
	}
	select {
	case <-changed:
	case <-alarm:
	case <-ctx.Done():
		return ctx.Err()
	}
	if s.closed {
		return stream.ErrClosed
	}
	return nil
}

// Send puts messages on the stream.
func (s *Stream) Send(ctx context.Context, messages ...stream.Message) (stream.Sent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var sent stream.Sent
	for _, m := range messages {
		size := int64(len(m.Data))
		if size > int64(s.Limit()) {
			return sent, stream.ErrTooLong
		}
		for s.bytes+size > s.opts.MaxBytes && !s.closed {
			if err := s.wait(ctx, time.Time{}); err != nil {
				return sent, err
			}
		}
		if s.closed {
			return sent, stream.ErrClosed
		}
		now := time.Now()
		if s.seen[m.ID].After(now) {
			sent.Known++
			continue
		}
		s.seen[m.ID] = now.Add(s.opts.Window)
		if m.Sent.IsZero() {
			m.Sent = now
		}
		s.put(&entry{message: stream.Message{ID: m.ID, Data: slices.Clone(m.Data), Sent: m.Sent}})
		sent.New++
	}
	return sent, nil
}

func (s *Stream) put(e *entry) {
	s.waiting = append(s.waiting, e)
	s.bytes += int64(len(e.message.Data))
	s.sent++
	s.wake()
}

// Take gives out messages that are new.
func (s *Stream) Take(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	return s.take(ctx, n, wait, false)
}

// Suspects gives out messages that came back.
func (s *Stream) Suspects(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	return s.take(ctx, n, wait, true)
}

func (s *Stream) take(ctx context.Context, n int, wait time.Duration, suspects bool) ([]stream.Delivery, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	end := time.Now().Add(wait)
	for {
		if s.closed {
			return nil, stream.ErrClosed
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		now := time.Now()
		next := s.sweep(now)
		if got := s.give(now, n, suspects); len(got) > 0 {
			return got, nil
		}
		if !now.Before(end) {
			return nil, nil
		}
		if next.IsZero() || next.After(end) {
			next = end
		}
		if err := s.wait(ctx, next); err != nil {
			return nil, err
		}
	}
}

// give takes up to n messages of one kind.
func (s *Stream) give(now time.Time, n int, suspects bool) []stream.Delivery {
	var got []stream.Delivery
	s.waiting = slices.DeleteFunc(s.waiting, func(e *entry) bool {
		if len(got) == n || e.suspect != suspects {
			return false
		}
		e.tries++
		e.due = now.Add(s.opts.Silence)
		s.taken[e] = true
		got = append(got, &delivery{s: s, e: e, tries: e.tries})
		return true
	})
	return got
}

// sweep takes back what workers have been silent about, forgets old ids, and says when the next worker will have been silent.
func (s *Stream) sweep(now time.Time) (next time.Time) {
	for e := range s.taken {
		switch {
		case !e.due.After(now):
			s.back(e)
		case next.IsZero() || e.due.Before(next):
			next = e.due
		}
	}
	for id, until := range s.seen {
		if !until.After(now) {
			delete(s.seen, id)
		}
	}
	return next
}

// back makes a taken entry a suspect that waits.
func (s *Stream) back(e *entry) {
	delete(s.taken, e)
	if !e.suspect {
		e.suspect = true
		s.done++
	}
	s.waiting = append(s.waiting, e)
	s.wake()
}

// off takes a taken entry off the stream.
func (s *Stream) off(e *entry) {
	delete(s.taken, e)
	if !e.suspect {
		s.done++
	}
	s.bytes -= int64(len(e.message.Data))
	s.wake()
}

// Status counts messages.
func (s *Stream) Status(context.Context) (stream.Status, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(time.Now())
	st := stream.Status{Dead: int64(len(s.dead)), Bytes: s.bytes, Sent: s.sent, Done: s.done}
	for _, e := range s.waiting {
		if e.suspect {
			st.Suspects++
		} else {
			st.Waiting++
		}
	}
	for e := range s.taken {
		if e.suspect {
			st.Suspects++
		} else {
			st.Taken++
		}
	}
	return st, nil
}

// Dead gives the messages that were given up.
func (s *Stream) Dead(context.Context) iter.Seq2[stream.Dead, error] {
	s.mu.Lock()
	dead := slices.Clone(s.dead)
	s.mu.Unlock()
	return func(yield func(stream.Dead, error) bool) {
		for _, d := range dead {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// Revive puts dead messages back.
func (s *Stream) Revive(_ context.Context, ids ...string) (int, error) {
	return s.undig(ids, func(d stream.Dead) { s.put(&entry{message: d.Message}) }), nil
}

// Forget removes dead messages.
func (s *Stream) Forget(_ context.Context, ids ...string) (int, error) {
	return s.undig(ids, func(stream.Dead) {}), nil
}

// undig takes messages from the dead and says how many.
func (s *Stream) undig(ids []string, then func(stream.Dead)) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dead = slices.DeleteFunc(s.dead, func(d stream.Dead) bool {
		if len(ids) > 0 && !slices.Contains(ids, d.ID) {
			return false
		}
		then(d)
		n++
		return true
	})
	return n
}

// Limit is how long a message may be.
func (s *Stream) Limit() int { return int(min(s.opts.MaxBytes, 8<<20)) }

// Silence is how long a worker may say nothing of a message.
func (s *Stream) Silence() time.Duration { return s.opts.Silence }

// Close ends the stream.
func (s *Stream) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		s.wake()
	}
	return nil
}

// delivery is one message in the hands of a worker. Once it has fallen silent for too long its word counts no more.
type delivery struct {
	s     *Stream
	e     *entry
	tries int
}

func (d *delivery) Message() stream.Message { return d.e.message }
func (d *delivery) Tries() int              { return d.tries }

// held runs f if the message is still in this worker's hands.
func (d *delivery) held(f func()) error {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	if d.s.taken[d.e] && d.e.tries == d.tries {
		f()
	}
	return nil
}

func (d *delivery) Working(context.Context) error {
	return d.held(func() { d.e.due = time.Now().Add(d.s.opts.Silence) })
}

func (d *delivery) Done(context.Context) error {
	return d.held(func() { d.s.off(d.e) })
}

func (d *delivery) Again(context.Context) error {
	return d.held(func() {
		d.e.tries = max(d.e.tries-1, 1)
		d.s.back(d.e)
	})
}

func (d *delivery) Split(_ context.Context, parts ...stream.Message) error {
	return d.held(func() {
		d.s.off(d.e)
		if d.e.lost == nil {
			d.e.lost = map[string]bool{}
		}
		for _, p := range parts {
			p.Data = slices.Clone(p.Data)
			d.s.bytes += int64(len(p.Data))
			d.s.waiting = append(d.s.waiting, &entry{message: p, suspect: true, tries: 1, lost: d.e.lost})
		}
		d.s.wake()
	})
}

func (d *delivery) Bury(_ context.Context, reason string) error {
	return d.held(func() {
		d.lose(d.e.message, reason)
		d.s.off(d.e)
	})
}

func (d *delivery) Lose(_ context.Context, part stream.Message, reason string) error {
	return d.held(func() { d.lose(part, reason) })
}

func (d *delivery) lose(part stream.Message, reason string) {
	if d.e.lost[part.ID] {
		return
	}
	if d.e.lost == nil {
		d.e.lost = map[string]bool{}
	}
	d.e.lost[part.ID] = true
	part.Data = slices.Clone(part.Data)
	d.s.dead = append(d.s.dead, stream.Dead{Message: part, Reason: reason, Tries: d.tries, Since: time.Now()})
}
