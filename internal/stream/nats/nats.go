// Package nats is the work stream on NATS JetStream: for many machines, kept on disk, replicated where the servers are a
// cluster.
//
// Three JetStream streams hold it. READOUT has work-queue retention: a message goes once a worker has acknowledged it. One that
// comes back is published to READOUT-SUSPECTS, of the same kind and without a bound, then taken off READOUT. What is given up is
// published to READOUT-DEAD with the reason, then taken off. A worker killed between two such steps leaves the message on both
// streams, so that it is done once too often rather than lost; done again, the step changes nothing, as the server knows the
// message by its id and its origin: its number on READOUT.
//
// JetStream acknowledges a message before it has forced it to disk, unless the server runs with sync_interval: always. A
// power cut on all replicas can so lose what was sent in the last two minutes: send it again, known ids cost nothing.
// What was done in them may come again.
package nats

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"readout/internal/stream"
)

// The names on the server.
const (
	workStream     = "READOUT"
	workSubject    = "readout.work"
	suspectStream  = "READOUT-SUSPECTS"
	suspectSubject = "readout.suspects"
	deadStream     = "READOUT-DEAD"
	deadSubject    = "readout.dead"
	consumer       = "workers"

	headerReason = "Readout-Reason"
	headerTries  = "Readout-Tries" // of a suspect: before it was put among them
	headerSent   = "Readout-Sent"  // microseconds from 1970; where it is missing, the message came when the server says
	headerID     = "Readout-Id"
	headerOrigin = "Readout-Origin"
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
	Log      *slog.Logger               // is told when servers go and come back, and what has to wait; nil for nobody
}

// Stream is a work stream on a server.
type Stream struct {
	opts     stream.Options
	log      *slog.Logger
	conn     *nats.Conn
	js       jetstream.JetStream
	work     queue
	suspects queue
	dead     jetstream.Stream
}

// Open connects to the servers and makes the streams there if they are not yet. The connection mends itself when servers go
// and come back.
func Open(ctx context.Context, c Config) (*Stream, error) {
	log := c.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	options := []nats.Option{
		nats.Name(c.Name), nats.MaxReconnects(-1), nats.ReconnectWait(250 * time.Millisecond), nats.Timeout(5 * time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				log.Warn("the work stream's server is away; it is looked for until it is back", "reason", err.Error())
			}
		}),
		nats.ReconnectHandler(func(c *nats.Conn) { log.Info("the work stream is back", "server", c.ConnectedUrlRedacted()) }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			log.Error("the work stream's server complains", "reason", err.Error())
		}),
	}
	if c.Server != nil {
		options = append(options, nats.InProcessServer(c.Server))
	}
	conn, err := nats.Connect(c.URL, options...)
	if err != nil {
		if bad := (*url.Error)(nil); errors.As(err, &bad) { // it repeats the address, password and all
			err = bad.Err
		}
		return nil, fmt.Errorf("no connection to the work stream at %s: %w (readout stream serve starts a server)", c.place(), err)
	}
	s := &Stream{opts: c.Options, log: log, conn: conn}
	if err := s.prepare(ctx, c.Replicas); err != nil {
		conn.Close()
		return nil, fmt.Errorf("the work stream at %s: %w", c.place(), err)
	}
	return s, nil
}

// place says where the servers are, passwords left out.
func (c *Config) place() string {
	if c.Server != nil {
		return "the server in this process"
	}
	all := strings.Split(c.URL, ",")
	for i, a := range all {
		if at := strings.LastIndex(a, "@"); at >= 0 {
			scheme, _, ok := strings.Cut(a[:at], "://")
			if ok {
				scheme += "://"
			} else {
				scheme = ""
			}
			all[i] = scheme + "..." + a[at:]
		}
	}
	return strings.Join(all, ",")
}

// prepare makes the streams and their consumers, or takes them as they are.
func (s *Stream) prepare(ctx context.Context, replicas int) (err error) {
	if s.js, err = jetstream.New(s.conn, jetstream.WithPublishAsyncMaxPending(inFlight), jetstream.WithPublishAsyncTimeout(10*time.Second)); err != nil {
		return err
	}
	err = s.patiently(ctx, func(ctx context.Context) error { return s.adopt(ctx, &replicas) })
	if err != nil {
		return err
	}
	least := int64(leastBytes)
	if s.opts.MaxBytes > 0 { // somebody chose it
		least = s.opts.MaxBytes
	}
	s.opts = s.opts.Defaults()
	replicas = max(replicas, 1)
	base := jetstream.StreamConfig{Storage: jetstream.FileStorage, Replicas: replicas, Discard: jetstream.DiscardNew, Duplicates: s.opts.Window}
	work, suspects, dead := base, base, base
	work.Name, work.Subjects, work.Retention = workStream, []string{workSubject}, jetstream.WorkQueuePolicy
	suspects.Name, suspects.Subjects, suspects.Retention = suspectStream, []string{suspectSubject}, jetstream.WorkQueuePolicy
	dead.Name, dead.Subjects, dead.Retention = deadStream, []string{deadSubject}, jetstream.LimitsPolicy
	hands := jetstream.ConsumerConfig{
		Durable: consumer, AckPolicy: jetstream.AckExplicitPolicy, AckWait: s.opts.Silence, MaxAckPending: 10_000, MaxDeliver: -1, Replicas: replicas,
	}
	return s.patiently(ctx, func(ctx context.Context) error {
		if err := s.openWork(ctx, work, hands, least); err != nil {
			return err
		}
		if err := s.suspects.open(ctx, s, suspects, hands); err != nil {
			return err
		}
		s.dead, err = s.js.CreateOrUpdateStream(ctx, dead)
		return err
	})
}

// leastBytes is how much must be able to wait on a stream of which nobody said how much.
const leastBytes = 64 << 20

// openWork opens the stream of work. A server sets the room for all that may wait aside at once, so one with a small disk gets a
// stream of half the size, and half again, but not of less than least.
func (s *Stream) openWork(ctx context.Context, kept jetstream.StreamConfig, hands jetstream.ConsumerConfig, least int64) error {
	for {
		kept.MaxBytes = s.opts.MaxBytes
		err := s.work.open(ctx, s, kept, hands)
		var api *jetstream.APIError
		switch {
		case !errors.As(err, &api) || api.ErrorCode != noRoom:
			return err
		case s.opts.MaxBytes/2 < least:
			return hopeless{fmt.Errorf("%w: the server has no room for %d MB of waiting messages (free space where it stores them, raise its max_file_store, or send with a smaller --max-size)", err, s.opts.MaxBytes>>20)}
		}
		s.opts.MaxBytes /= 2
	}
}

// noRoom is how the server says that a stream may grow larger than the disk (JSStorageResourcesExceededErr of nats-server).
const noRoom = 10047

// adopt takes over what is not set from the streams that are there.
func (s *Stream) adopt(ctx context.Context, replicas *int) error {
	there, err := s.js.Stream(ctx, workStream)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil
	case errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount):
		return hopeless{fmt.Errorf("%w (start nats-server with -js, or readout stream serve)", err)}
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

// sayAfter is how long something is tried before that is said, and twice as long each time until it is said again.
const sayAfter = 10 * time.Second

// patiently tries until it works, an error says that it never will, or the context ends.
func (s *Stream) patiently(ctx context.Context, try func(context.Context) error) error {
	said, quiet := time.Now(), sayAfter
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second/2) {
		err := once(ctx, try)
		switch {
		case err == nil || permanent(err):
			return told(err)
		case ctx.Err() != nil:
			return ctx.Err()
		case time.Since(said) > quiet:
			said, quiet = time.Now(), 2*quiet
			if full(err) {
				s.log.Info("the work stream is full; sending goes on when workers have made room")
			} else {
				s.log.Warn("the work stream does not do as asked; tried again", "reason", err.Error())
			}
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

// hopeless is an error that trying again does not mend.
type hopeless struct{ error }

func (h hopeless) Unwrap() error { return h.error }

// permanent says whether trying again is of no use.
func permanent(err error) bool {
	var api *jetstream.APIError
	var no hopeless
	switch {
	case errors.As(err, &no), errors.Is(err, nats.ErrMaxPayload), errors.Is(err, nats.ErrConnectionClosed), errors.Is(err, nats.ErrAuthorization):
		return true
	case errors.As(err, &api):
		return api.Code == 400 && !full(err)
	}
	return false
}

// full says whether the server refused a message because the stream holds as much as it may.
func full(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && (strings.Contains(api.Description, "maximum bytes exceeded") || strings.Contains(api.Description, "maximum messages exceeded"))
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
	out := make([]*nats.Msg, len(messages))
	for i, m := range messages {
		out[i] = envelope(workSubject, m, m.ID)
	}
	return s.publish(ctx, out...)
}

// publish puts messages on the streams of their subjects, many at once, each until the server has it.
func (s *Stream) publish(ctx context.Context, messages ...*nats.Msg) (stream.Sent, error) {
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
			// A copy, as the client writes its address into what it sends. An error here is met again below, where it is tried patiently.
			copied := *m
			acks[i], _ = s.js.PublishMsgAsync(&copied)
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
				ack, err := s.js.PublishMsg(ctx, m)
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

// envelope makes what travels of a message. The server takes what bears a name once.
func envelope(subject string, m stream.Message, name string) *nats.Msg {
	h := nats.Header{headerID: {m.ID}, jetstream.MsgIDHeader: {name}}
	if !m.Sent.IsZero() {
		h.Set(headerSent, strconv.FormatInt(m.Sent.UnixMicro(), 10))
	}
	return &nats.Msg{Subject: subject, Data: m.Data, Header: h}
}

// messageOf is the opposite of envelope. came is when the server took the message.
func messageOf(h nats.Header, data []byte, came time.Time) stream.Message {
	if n, err := strconv.ParseInt(h.Get(headerSent), 10, 64); err == nil {
		came = time.UnixMicro(n)
	}
	return stream.Message{ID: h.Get(headerID), Data: data, Sent: came}
}

// Status counts messages.
func (s *Stream) Status(ctx context.Context) (stream.Status, error) {
	var st stream.Status
	err := s.patiently(ctx, func(ctx context.Context) error {
		work, err := s.work.kept.Info(ctx)
		if err != nil {
			return err
		}
		hands, err := s.work.hands.Info(ctx)
		if err != nil {
			return err
		}
		suspects, err := s.suspects.kept.Info(ctx)
		if err != nil {
			return err
		}
		dead, err := s.dead.Info(ctx)
		if err != nil {
			return err
		}
		// The two counts of work are not of the same moment.
		taken := min(int64(hands.NumAckPending), int64(work.State.Msgs))
		st = stream.Status{
			Waiting: int64(work.State.Msgs) - taken, Taken: taken, Suspects: int64(suspects.State.Msgs), Dead: int64(dead.State.Msgs),
			Bytes: int64(work.State.Bytes + suspects.State.Bytes), Sent: int64(work.State.LastSeq), Done: int64(work.State.LastSeq - work.State.Msgs),
		}
		return nil
	})
	return st, err
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
