package nats

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"readout/internal/stream"
)

// queue is a stream of which messages are given out.
type queue struct {
	s      *Stream
	kept   jetstream.Stream
	hands  jetstream.Consumer
	config jetstream.ConsumerConfig // of hands

	mu     sync.Mutex
	looked time.Time // when mend looked last
	odd    uint64    // the first message that nobody is given, 0 for none
	since  time.Time // when that was seen first
	said   time.Time // when it was said last that nothing can be taken
}

func (q *queue) open(ctx context.Context, s *Stream, kept jetstream.StreamConfig, hands jetstream.ConsumerConfig) (err error) {
	q.s, q.config = s, hands
	if q.kept, err = s.js.CreateOrUpdateStream(ctx, kept); err != nil {
		return err
	}
	q.hands, err = q.kept.CreateOrUpdateConsumer(ctx, hands)
	return err
}

// Take gives out messages that are new.
func (s *Stream) Take(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	return s.work.take(ctx, n, wait)
}

// Suspects gives out messages that came back.
func (s *Stream) Suspects(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	return s.suspects.take(ctx, n, wait)
}

func (q *queue) take(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	end := time.Now().Add(wait)
	for {
		got, err := q.fetch(ctx, n, max(time.Until(end), time.Millisecond))
		switch {
		case ctx.Err() != nil:
			return got, ctx.Err()
		case len(got) > 0:
			return got, nil
		case err != nil && permanent(err):
			return nil, told(err)
		case !time.Now().Before(end):
			return nil, q.mend(ctx)
		case err != nil: // the server is away for a while, which the connection has told
			time.Sleep(min(100*time.Millisecond, time.Until(end)))
		}
	}
}

const (
	// oddTime is how long messages must be given to nobody before that is mended; they may be on their way off the stream.
	oddTime = 3 * time.Second
	// lookEvery is how often a process looks for such messages, however many goroutines have nothing to do.
	lookEvery = time.Second
)

// mend lets messages be given out that the server keeps and gives to nobody. After a crash it may have forgotten that messages were
// taken off the stream, but not that they were acknowledged: they would fill the stream for ever. Or, after a power cut, it has
// lost messages whose numbers new ones bear now. Either way its list of what was given out is wrong, and is made anew. What was
// done comes once more then.
func (q *queue) mend(ctx context.Context) error {
	if !q.mu.TryLock() {
		return nil // another one looks
	}
	defer q.mu.Unlock()
	if time.Since(q.looked) < lookEvery {
		return nil
	}
	q.looked = time.Now()
	var hands *jetstream.ConsumerInfo
	var kept *jetstream.StreamInfo
	err := once(ctx, func(ctx context.Context) (err error) {
		if hands, err = q.hands.Info(ctx); err != nil {
			return err
		}
		kept, err = q.kept.Info(ctx)
		return err
	})
	switch {
	case errors.Is(err, jetstream.ErrConsumerNotFound): // somebody deleted it
		return q.anew(ctx, false)
	case err != nil:
		if ctx.Err() == nil && time.Since(q.said) > time.Minute {
			q.said = time.Now()
			q.s.log.Warn("nothing can be taken off the work stream; tried again", "stream", q.kept.CachedInfo().Config.Name, "reason", err.Error())
		}
		return nil
	}
	switch first := kept.State.FirstSeq; {
	case kept.State.Msgs == 0 || hands.NumPending > 0 || hands.NumAckPending > 0:
		q.odd = 0
		return nil
	case q.odd != first:
		q.odd, q.since = first, time.Now()
		return nil
	case time.Since(q.since) < oddTime:
		return nil
	}
	q.odd = 0
	q.s.log.Warn("the work stream's server keeps messages and gives them to nobody, as after a crash; they are given out once more", "messages", kept.State.Msgs)
	return q.anew(ctx, true)
}

// anew makes the list of what was given out anew.
func (q *queue) anew(ctx context.Context, remove bool) error {
	return q.s.patiently(ctx, func(ctx context.Context) error {
		if remove {
			if err := q.kept.DeleteConsumer(ctx, consumer); err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
				return err
			}
		}
		_, err := q.kept.CreateOrUpdateConsumer(ctx, q.config)
		return err
	})
}

// fetch asks the server for messages. It waits for the first one, not for all.
func (q *queue) fetch(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	if q.s.conn.IsClosed() {
		return nil, nats.ErrConnectionClosed
	}
	batch, err := q.hands.FetchNoWait(n)
	if err != nil {
		return nil, err
	}
	got, err := q.gather(ctx, batch)
	if err != nil || len(got) > 0 {
		return got, err
	}
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	first, err := q.hands.Fetch(1, jetstream.FetchContext(waiting))
	if err != nil {
		return nil, err
	}
	return q.gather(ctx, first)
}

// gather makes deliveries of messages. Those of the stream of work that come back are set apart.
func (q *queue) gather(ctx context.Context, batch jetstream.MessageBatch) ([]stream.Delivery, error) {
	var got []stream.Delivery
	for msg := range batch.Messages() {
		meta, err := msg.Metadata()
		if err != nil {
			return got, err
		}
		d := &delivery{s: q.s, msg: msg, tries: int(meta.NumDelivered), sequence: meta.Sequence.Stream, came: meta.Timestamp}
		if q == &q.s.suspects {
			before, _ := strconv.Atoi(msg.Headers().Get(headerTries))
			d.tries += max(before, 1)
			d.origin = msg.Headers().Get(headerOrigin)
		} else {
			d.origin = strconv.FormatUint(d.sequence, 10)
			if d.tries > 1 {
				if err := d.setApart(ctx); err != nil {
					q.s.log.Warn("a message that came back could not be set apart; it comes again", "id", d.Message().ID, "reason", err.Error())
				}
				continue
			}
		}
		got = append(got, d)
	}
	return got, batch.Error()
}
