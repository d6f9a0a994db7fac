package nats

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"readout/internal/stream"
)

// delivery is one message in the hands of a worker.
type delivery struct {
	s        *Stream
	msg      jetstream.Msg
	tries    int
	sequence uint64
	origin   string    // the number under which it, or what it is a part of, came from the stream of work
	came     time.Time // to the server
}

func (d *delivery) Message() stream.Message {
	return messageOf(d.msg.Headers(), d.msg.Data(), d.came)
}

func (d *delivery) Tries() int                    { return d.tries }
func (d *delivery) Working(context.Context) error { return d.msg.InProgress() }

// Done waits for the server's word, so that a message whose acknowledgement got lost is not counted as done.
func (d *delivery) Done(ctx context.Context) error { return d.s.patiently(ctx, d.msg.DoubleAck) }

// Again lets the server give out a new message once more, which makes it a suspect. A suspect is put behind the others as if it
// were a new one, with the tries that it had: the server would count this one, too.
func (d *delivery) Again(ctx context.Context) error {
	if d.tries == 1 {
		return d.msg.Nak()
	}
	m := d.suspect(d.Message(), fmt.Sprintf("%s#%s#%d", d.Message().ID, d.origin, d.sequence))
	m.Header.Set(headerTries, strconv.Itoa(d.tries-1))
	return d.replace(ctx, m)
}

// setApart makes a message of the stream of work a suspect, also when the worker is to end.
func (d *delivery) setApart(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(d.s.opts.Silence/2, time.Second))
	defer cancel()
	return d.replace(ctx, d.suspect(d.Message(), d.name(d.Message())))
}

// Split puts parts in place of the message.
func (d *delivery) Split(ctx context.Context, parts ...stream.Message) error {
	out := make([]*nats.Msg, len(parts))
	for i, p := range parts {
		out[i] = d.suspect(p, d.name(p))
	}
	return d.replace(ctx, out...)
}

// replace puts suspects in place of the message.
func (d *delivery) replace(ctx context.Context, suspects ...*nats.Msg) error {
	if _, err := d.s.publish(ctx, suspects...); err != nil {
		return err
	}
	return d.Done(ctx)
}

func (d *delivery) suspect(m stream.Message, name string) *nats.Msg {
	out := envelope(suspectSubject, m, name)
	out.Header.Set(headerOrigin, d.origin)
	out.Header.Set(headerTries, "1")
	return out
}

// name is that of the message, or of a part of it, for the server: the same however often the message is given out.
func (d *delivery) name(part stream.Message) string { return part.ID + "#" + d.origin }

func (d *delivery) Bury(ctx context.Context, reason string) error {
	if err := d.Lose(ctx, d.Message(), reason); err != nil {
		return err
	}
	return d.Done(ctx)
}

func (d *delivery) Lose(ctx context.Context, part stream.Message, reason string) error {
	const longest = headRoom / 2
	reason = strings.ToValidUTF8(strings.Map(printable, reason[:min(len(reason), longest)]), "")
	msg := envelope(deadSubject, part, d.name(part))
	msg.Header.Set(headerReason, reason)
	msg.Header.Set(headerTries, strconv.Itoa(d.tries))
	_, err := d.s.publish(ctx, msg)
	return err
}

// printable keeps line ends out of headers.
func printable(c rune) rune {
	if c < ' ' {
		return ' '
	}
	return c
}
