// Package stream is the work stream: messages go in, and each is given to workers until one of them says that its work is
// done. At least once, that is: who does the work must bear doing it twice.
//
// A message that comes back, since its worker fell silent, is set apart as a suspect: it may be what killed the worker. Suspects
// are given out by a call of their own, so that a worker can have nothing else in hand meanwhile; a suspect counts only its own
// victims. The stream gives nothing up by itself, and has always room to take a suspect apart.
//
// There are two: [readout/internal/stream/local] in memory, for one process, and [readout/internal/stream/nats] on NATS
// JetStream, for many machines. streamtest holds what is asked of both.
package stream

import (
	"context"
	"errors"
	"iter"
	"time"
)

// Message is one piece of work. The stream does not look into it.
type Message struct {
	ID   string // names the work: what was sent under it lately is not taken again
	Data []byte
	Sent time.Time // when it was sent first; the zero time where that is now. A message keeps it among the dead and when it is revived.
}

// Stream carries messages from senders to workers. It may be used by many goroutines at once.
type Stream interface {
	// Send puts messages on the stream and returns when it keeps them. While the stream is full it waits.
	Send(ctx context.Context, messages ...Message) (Sent, error)
	// Take gives up to n messages that were never given out, as soon as there is one; none after wait without any.
	Take(ctx context.Context, n int, wait time.Duration) ([]Delivery, error)
	// Suspects is Take for messages that came back, and for the parts of those that were taken apart.
	Suspects(ctx context.Context, n int, wait time.Duration) ([]Delivery, error)
	// Status counts what is on the stream.
	Status(ctx context.Context) (Status, error)
	// Dead gives the messages that were given up, oldest first.
	Dead(ctx context.Context) iter.Seq2[Dead, error]
	// Revive puts dead messages back on the stream, those of the ids given, or all without any, and says how many.
	Revive(ctx context.Context, ids ...string) (int, error)
	// Forget removes dead messages for good, those of the ids given, or all without any, and says how many.
	Forget(ctx context.Context, ids ...string) (int, error)
	// Limit is how long a message may be, in bytes.
	Limit() int
	// Silence is how long a worker may say nothing of a message.
	Silence() time.Duration
	// Close lets go of the stream. What was taken and is not done is given to others.
	Close() error
}

// Delivery is a message in the hands of one worker. It must be ended by Done, Again, Split or Bury, or the message is a suspect once
// [Options.Silence] has passed without a word.
type Delivery interface {
	Message() Message
	// Tries is how often it has been given out, this time included: 1 from Take, from Suspects 2 and more. What was given back does
	// not count, and a part has been given out once, with the whole.
	Tries() int
	// Working says that the work goes on.
	Working(ctx context.Context) error
	// Done takes the message off the stream. It returns when the stream has understood.
	Done(ctx context.Context) error
	// Again gives the message back, not done, to be given out once more.
	Again(ctx context.Context) error
	// Split puts parts among the suspects in place of the message, however full the stream is.
	Split(ctx context.Context, parts ...Message) error
	// Bury takes the message off the stream and keeps it among the dead with the reason.
	Bury(ctx context.Context, reason string) error
	// Lose keeps a part of the message's work among the dead, as a message of its own. The message itself stays in hand.
	// The same part of it, lost again when it is given out again, is kept once.
	Lose(ctx context.Context, part Message, reason string) error
}

// Sent counts messages that were sent.
type Sent struct {
	New   int // now on the stream
	Known int // sent before, so not taken again
}

// Dead is a message that was given up.
type Dead struct {
	Message
	Reason string
	Tries  int
	Since  time.Time
}

// Status counts the messages of a stream.
type Status struct {
	Waiting  int64 // for a worker
	Taken    int64 // in the hands of workers
	Suspects int64 // that came back, waiting or in hand; not among the two above
	Dead     int64
	Bytes    int64 // of those that are not dead
	Sent     int64 // ever; tells the pace when asked twice
	Done     int64 // of those sent: done, dead or set apart
}

// Left counts what is still to be done.
func (s Status) Left() int64 { return s.Waiting + s.Taken + s.Suspects }

// Options set up a stream. The zero value of a field is its default.
type Options struct {
	MaxBytes int64         // how much may wait before Send does; 4 GiB
	Silence  time.Duration // how long a worker may say nothing of a message; a minute
	Window   time.Duration // how long ids are remembered; an hour
}

// Defaults fills in the fields that are not set.
func (o Options) Defaults() Options {
	if o.MaxBytes == 0 {
		o.MaxBytes = 4 << 30
	}
	if o.Silence == 0 {
		o.Silence = time.Minute
	}
	if o.Window == 0 {
		o.Window = time.Hour
	}
	return o
}

// ErrClosed means that the stream has been closed.
var ErrClosed = errors.New("the work stream is closed")

// ErrTooLong means that a message can never fit on the stream.
var ErrTooLong = errors.New("the message is longer than the work stream allows")
