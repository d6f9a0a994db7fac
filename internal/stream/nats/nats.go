// Package nats is the work stream on NATS JetStream: for many machines, kept on disk, replicated where the servers are a
// cluster.
//
// Two JetStream streams hold it. READOUT has work-queue retention: a message goes once a worker has acknowledged it. What
// is given up is published to READOUT-DEAD with the reason, then taken off READOUT; a worker killed between the two leaves
// the message on both, so that it is done once too often rather than lost.
//
// JetStream acknowledges a message before it has forced it to disk, unless the server runs with sync_interval: always. A
// power cut on all replicas can so lose what was sent in the last two minutes: send it again, known ids cost nothing.
// What was done in them may come again.
package nats

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"readout/internal/stream"
)

// The names on the server.
const (
	workStream  = "READOUT"
	workSubject = "readout.work"
	deadStream  = "READOUT-DEAD"
	deadSubject = "readout.dead"
	consumer    = "workers"

	headerReason = "Readout-Reason"
	headerTries  = "Readout-Tries"
	headerSent   = "Readout-Sent" // microseconds from 1970; where it is missing, the message came when the server says
	headerID     = "Readout-Id"
)

// inFlight is how many messages Send has under way at once.
const inFlight = 256

// Config says where the servers are and how the stream is kept. Options that are not set leave a stream that is there as it is.
type Config struct {
	stream.Options
	URL      string                     // nats://host:port, several parted by commas; unused with Server
	Server   nats.InProcessConnProvider // a server in this process
	Replicas int                        // how many servers keep each message: 1, 3 or 5; 1
	Name     string                     // of this client, as the server's lists show it
}

// Stream is a work stream on a server.
type Stream struct {
	opts stream.Options
	conn *nats.Conn
	js   jetstream.JetStream
	work jetstream.Stream
	dead jetstream.Stream
	take jetstream.Consumer

	hands jetstream.ConsumerConfig // of take
	mu    sync.Mutex
	odd   uint64    // the first message that nobody is given, 0 for none
	since time.Time // when that was seen first
}

// Open connects to the servers and makes the streams there if they are not yet. The connection mends itself when servers go
// and come back.
func Open(ctx context.Context, c Config) (*Stream, error) {
	options := []nats.Option{nats.Name(c.Name), nats.MaxReconnects(-1), nats.ReconnectWait(250 * time.Millisecond), nats.Timeout(5 * time.Second)}
	if c.Server != nil {
		options = append(options, nats.InProcessServer(c.Server))
	}
	conn, err := nats.Connect(c.URL, options...)
	if err != nil {
		return nil, fmt.Errorf("no connection to the work stream at %s: %w", c.place(), err)
	}
	s := &Stream{opts: c.Options, conn: conn}
	if err := s.prepare(ctx, c.Replicas); err != nil {
		conn.Close()
		return nil, fmt.Errorf("the work stream at %s: %w", c.place(), err)
	}
	return s, nil
}

func (c *Config) place() string {
	if c.Server != nil {
		return "the server in this process"
	}
	return c.URL
}

// prepare makes the two streams and the consumer, or takes them as they are.
func (s *Stream) prepare(ctx context.Context, replicas int) (err error) {
	if s.js, err = jetstream.New(s.conn, jetstream.WithPublishAsyncMaxPending(inFlight), jetstream.WithPublishAsyncTimeout(10*time.Second)); err != nil {
		return err
	}
	err = s.patiently(ctx, func(ctx context.Context) error { return s.adopt(ctx, &replicas) })
	if err != nil {
		return err
	}
	s.opts = s.opts.Defaults()
	replicas = max(replicas, 1)
	base := jetstream.StreamConfig{Storage: jetstream.FileStorage, Replicas: replicas, Discard: jetstream.DiscardNew}
	work, dead := base, base
	work.Name, work.Subjects, work.Retention = workStream, []string{workSubject}, jetstream.WorkQueuePolicy
	work.MaxBytes, work.Duplicates = s.opts.MaxBytes, s.opts.Window
	dead.Name, dead.Subjects, dead.Retention = deadStream, []string{deadSubject}, jetstream.LimitsPolicy
	dead.Duplicates = s.opts.Window
	return s.patiently(ctx, func(ctx context.Context) error {
		if s.work, err = s.js.CreateOrUpdateStream(ctx, work); err != nil {
			return err
		}
		if s.dead, err = s.js.CreateOrUpdateStream(ctx, dead); err != nil {
			return err
		}
		s.hands = jetstream.ConsumerConfig{
			Durable: consumer, AckPolicy: jetstream.AckExplicitPolicy, AckWait: s.opts.Silence, MaxAckPending: 10_000, MaxDeliver: -1, Replicas: replicas,
		}
		s.take, err = s.work.CreateOrUpdateConsumer(ctx, s.hands)
		return err
	})
}

// adopt takes over what is not set from the streams that are there.
func (s *Stream) adopt(ctx context.Context, replicas *int) error {
	there, err := s.js.Stream(ctx, workStream)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil
	case err != nil:
		return err
	}
	c := there.CachedInfo().Config
	if s.opts.MaxBytes == 0 {
		s.opts.MaxBytes = c.MaxBytes
	}
	if s.opts.Window == 0 {
		s.opts.Window = c.Duplicates
	}
	if *replicas == 0 {
		*replicas = c.Replicas
	}
	if s.opts.Silence == 0 {
		hands, err := there.Consumer(ctx, consumer)
		switch {
		case errors.Is(err, jetstream.ErrConsumerNotFound):
		case err != nil:
			return err
		default:
			s.opts.Silence = hands.CachedInfo().Config.AckWait
		}
	}
	return nil
}

// patiently tries until it works, an error says that it never will, or the context ends.
func (s *Stream) patiently(ctx context.Context, try func(context.Context) error) error {
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		err := once(ctx, try)
		switch {
		case err == nil || permanent(err):
			return told(err)
		case ctx.Err() != nil:
			return ctx.Err()
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return fmt.Errorf("%w; the last try: %w", ctx.Err(), err)
		}
	}
}

// tryTime is how long one try waits for the server's word: it may have been lost with the server.
const tryTime = 5 * time.Second

func once(ctx context.Context, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	return try(ctx)
}

// permanent says whether trying again is of no use.
func permanent(err error) bool {
	var api *jetstream.APIError
	switch {
	case errors.Is(err, nats.ErrMaxPayload), errors.Is(err, nats.ErrConnectionClosed), errors.Is(err, nats.ErrAuthorization),
		errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount):
		return true
	case errors.As(err, &api):
		return api.Code == 400 && !full(api)
	}
	return false
}

// full says whether the server refused a message because the stream holds as much as it may.
func full(err *jetstream.APIError) bool {
	return strings.Contains(err.Description, "maximum bytes exceeded") || strings.Contains(err.Description, "maximum messages exceeded")
}

// told puts an error into this package's words where it has some.
func told(err error) error {
	var api *jetstream.APIError
	switch {
	case errors.Is(err, nats.ErrConnectionClosed):
		return stream.ErrClosed
	case errors.Is(err, nats.ErrMaxPayload), errors.As(err, &api) && strings.Contains(api.Description, "message size exceeds"):
		return fmt.Errorf("%w: %w", stream.ErrTooLong, err)
	}
	return err
}

// Send puts messages on the stream. Each is kept by as many servers as the stream has replicas when it returns.
func (s *Stream) Send(ctx context.Context, messages ...stream.Message) (stream.Sent, error) {
	var sent stream.Sent
	count := func(ack *jetstream.PubAck) {
		if ack.Duplicate {
			sent.Known++
		} else {
			sent.New++
		}
	}
	for part := range slices.Chunk(messages, inFlight) {
		acks := make([]jetstream.PubAckFuture, len(part))
		for i, m := range part {
			// An error here is met again below, where it is tried patiently.
			acks[i], _ = s.js.PublishMsgAsync(workMessage(m), jetstream.WithMsgID(m.ID))
		}
		for i, m := range part {
			if acks[i] != nil {
				select {
				case ack := <-acks[i].Ok():
					count(ack)
					continue
				case <-acks[i].Err():
				case <-ctx.Done():
					return sent, ctx.Err()
				}
			}
			err := s.patiently(ctx, func(ctx context.Context) error {
				ack, err := s.js.PublishMsg(ctx, workMessage(m), jetstream.WithMsgID(m.ID))
				if err == nil {
					count(ack)
				}
				return err
			})
			if err != nil {
				return sent, err
			}
		}
	}
	return sent, nil
}

func workMessage(m stream.Message) *nats.Msg {
	return &nats.Msg{Subject: workSubject, Data: m.Data, Header: headerOf(m)}
}

func headerOf(m stream.Message) nats.Header {
	h := nats.Header{headerID: {m.ID}}
	if !m.Sent.IsZero() {
		h.Set(headerSent, strconv.FormatInt(m.Sent.UnixMicro(), 10))
	}
	return h
}

// messageOf is the opposite of headerOf. came is when the server took the message.
func messageOf(h nats.Header, data []byte, came time.Time) stream.Message {
	if n, err := strconv.ParseInt(h.Get(headerSent), 10, 64); err == nil {
		came = time.UnixMicro(n)
	}
	return stream.Message{ID: h.Get(headerID), Data: data, Sent: came}
}

// Take gives messages out.
func (s *Stream) Take(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	end := time.Now().Add(wait)
	for {
		got, err := s.fetch(ctx, n, max(time.Until(end), time.Millisecond))
		switch {
		case ctx.Err() != nil:
			return got, ctx.Err()
		case len(got) > 0:
			return got, nil
		case err != nil && permanent(err):
			return nil, told(err)
		case !time.Now().Before(end):
			return nil, s.mend(ctx)
		case err != nil: // the server is away for a while
			time.Sleep(min(100*time.Millisecond, time.Until(end)))
		}
	}
}

// oddTime is how long messages must be given to nobody before that is mended; they may be on their way off the stream.
const oddTime = 3 * time.Second

// mend lets messages be given out that the server keeps and gives to nobody. After a crash it may have forgotten that messages were
// taken off the stream, but not that they were acknowledged: they would fill the stream for ever. Or, after a power cut, it has
// lost messages whose numbers new ones bear now. Either way its list of what was given out is wrong, and is made anew. What was
// done comes once more then.
func (s *Stream) mend(ctx context.Context) error {
	hands, err1 := s.take.Info(ctx)
	work, err2 := s.work.Info(ctx)
	if err1 != nil || err2 != nil {
		return nil // the server is away; the next take will tell
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch first := work.State.FirstSeq; {
	case work.State.Msgs == 0 || hands.NumPending > 0 || hands.NumAckPending > 0:
		s.odd = 0
		return nil
	case s.odd != first:
		s.odd, s.since = first, time.Now()
		return nil
	case time.Since(s.since) < oddTime:
		return nil
	}
	s.odd = 0
	if err := s.work.DeleteConsumer(ctx, consumer); err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
		return nil
	}
	return s.patiently(ctx, func(ctx context.Context) error {
		_, err := s.work.CreateOrUpdateConsumer(ctx, s.hands)
		return err
	})
}

// fetch asks the server for messages and takes out those that too many workers have failed at. It waits for the first
// message, not for all.
func (s *Stream) fetch(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
	if s.conn.IsClosed() {
		return nil, nats.ErrConnectionClosed
	}
	batch, err := s.take.FetchNoWait(n)
	if err != nil {
		return nil, err
	}
	got, err := s.gather(ctx, batch)
	if err != nil || len(got) > 0 {
		return got, err
	}
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	first, err := s.take.Fetch(1, jetstream.FetchContext(waiting))
	if err != nil {
		return nil, err
	}
	return s.gather(ctx, first)
}

func (s *Stream) gather(ctx context.Context, batch jetstream.MessageBatch) ([]stream.Delivery, error) {
	var got []stream.Delivery
	for msg := range batch.Messages() {
		d := &delivery{s: s, msg: msg, tries: 1}
		if meta, err := msg.Metadata(); err == nil {
			d.tries, d.sequence, d.came = int(meta.NumDelivered), meta.Sequence.Stream, meta.Timestamp
		}
		if d.tries > s.opts.Tries {
			d.tries--
			if err := d.Bury(ctx, stream.Lost(d.tries)); err != nil {
				return got, err
			}
			continue
		}
		got = append(got, d)
	}
	return got, batch.Error()
}

// Status counts messages.
func (s *Stream) Status(ctx context.Context) (stream.Status, error) {
	var st stream.Status
	err := s.patiently(ctx, func(ctx context.Context) error {
		work, err := s.work.Info(ctx)
		if err != nil {
			return err
		}
		hands, err := s.take.Info(ctx)
		if err != nil {
			return err
		}
		dead, err := s.dead.Info(ctx)
		if err != nil {
			return err
		}
		taken := int64(hands.NumAckPending)
		st = stream.Status{Waiting: int64(work.State.Msgs) - taken, Taken: taken, Dead: int64(dead.State.Msgs), Bytes: int64(work.State.Bytes), Sent: int64(work.State.LastSeq)}
		return nil
	})
	return st, err
}

// Dead gives the messages that were given up.
func (s *Stream) Dead(ctx context.Context) iter.Seq2[stream.Dead, error] {
	return func(yield func(stream.Dead, error) bool) {
		for raw, err := range s.deadMessages(ctx) {
			if err != nil {
				yield(stream.Dead{}, err)
				return
			}
			if !yield(deadOf(raw), nil) {
				return
			}
		}
	}
}

func (s *Stream) deadMessages(ctx context.Context) iter.Seq2[*jetstream.RawStreamMsg, error] {
	return func(yield func(*jetstream.RawStreamMsg, error) bool) {
		for next := uint64(1); ; {
			raw, err := s.dead.GetMsg(ctx, next, jetstream.WithGetMsgSubject(deadSubject))
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				return
			}
			if !yield(raw, err) || err != nil {
				return
			}
			next = raw.Sequence + 1
		}
	}
}

func deadOf(raw *jetstream.RawStreamMsg) stream.Dead {
	tries, _ := strconv.Atoi(raw.Header.Get(headerTries))
	return stream.Dead{
		Message: messageOf(raw.Header, raw.Data, raw.Time),
		Reason:  raw.Header.Get(headerReason), Tries: tries, Since: raw.Time,
	}
}

// Revive puts dead messages back. Sent under a name of its own, so that the server does not take it for one it knows.
func (s *Stream) Revive(ctx context.Context, ids ...string) (int, error) {
	n := 0
	for raw, err := range s.deadMessages(ctx) {
		if err != nil {
			return n, err
		}
		d := deadOf(raw)
		if len(ids) > 0 && !slices.Contains(ids, d.ID) {
			continue
		}
		err := s.patiently(ctx, func(ctx context.Context) error {
			_, err := s.js.PublishMsg(ctx, workMessage(d.Message), jetstream.WithMsgID(fmt.Sprintf("%s#%d", d.ID, raw.Sequence)))
			return err
		})
		if err != nil {
			return n, err
		}
		if err := s.dead.DeleteMsg(ctx, raw.Sequence); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// headRoom is what the headers of a message may take, that of a dead one with its reason.
const headRoom = 8 << 10

// Limit is how long a message may be: as the server has it, its headers left out.
func (s *Stream) Limit() int {
	most := s.conn.MaxPayload()
	if s.opts.MaxBytes > 0 { // a stream that others made may have no bound
		most = min(most, s.opts.MaxBytes)
	}
	return int(most - headRoom)
}

// Silence is how long a worker may say nothing of a message.
func (s *Stream) Silence() time.Duration { return s.opts.Silence }

// Close ends the connection.
func (s *Stream) Close() error {
	s.conn.Close()
	return nil
}

// delivery is one message in the hands of a worker.
type delivery struct {
	s        *Stream
	msg      jetstream.Msg
	tries    int
	sequence uint64
	came     time.Time // to the server
}

func (d *delivery) Message() stream.Message {
	return messageOf(d.msg.Headers(), d.msg.Data(), d.came)
}

func (d *delivery) Tries() int                    { return d.tries }
func (d *delivery) Working(context.Context) error { return d.msg.InProgress() }

// Done waits for the server's word, so that a message whose acknowledgement got lost is not counted as done.
func (d *delivery) Done(ctx context.Context) error { return told(d.msg.DoubleAck(ctx)) }

func (d *delivery) Again(_ context.Context, after time.Duration) error {
	if after <= 0 {
		return d.msg.Nak()
	}
	return d.msg.NakWithDelay(after)
}

func (d *delivery) Bury(ctx context.Context, reason string) error {
	if err := d.Lose(ctx, d.Message(), reason); err != nil {
		return err
	}
	return told(d.msg.DoubleAck(ctx))
}

// Lose publishes under a name made of the part and the message that it comes from, so that the server takes it once.
func (d *delivery) Lose(ctx context.Context, part stream.Message, reason string) error {
	const longest = headRoom / 2
	reason = strings.ToValidUTF8(strings.Map(printable, reason[:min(len(reason), longest)]), "")
	msg := &nats.Msg{Subject: deadSubject, Data: part.Data, Header: headerOf(part)}
	msg.Header.Set(headerReason, reason)
	msg.Header.Set(headerTries, strconv.Itoa(d.tries))
	return d.s.patiently(ctx, func(ctx context.Context) error {
		_, err := d.s.js.PublishMsg(ctx, msg, jetstream.WithMsgID(fmt.Sprintf("%s#%d", part.ID, d.sequence)))
		return err
	})
}

// printable keeps line ends out of headers.
func printable(c rune) rune {
	if c < ' ' {
		return ' '
	}
	return c
}
