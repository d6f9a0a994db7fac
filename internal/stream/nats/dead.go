package nats

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/nats-io/nats.go/jetstream"

	"readout/internal/stream"
)

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
			var raw *jetstream.RawStreamMsg
			none := false
			err := s.patiently(ctx, func(ctx context.Context) (err error) {
				raw, err = s.dead.GetMsg(ctx, next, jetstream.WithGetMsgSubject(deadSubject))
				if none = errors.Is(err, jetstream.ErrMsgNotFound); none {
					return nil
				}
				return err
			})
			if none {
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
	return s.undig(ctx, ids, func(d stream.Dead, sequence uint64) error {
		_, err := s.publish(ctx, envelope(workSubject, d.Message, fmt.Sprintf("%s#%d", d.ID, sequence)))
		return err
	})
}

// Forget removes dead messages.
func (s *Stream) Forget(ctx context.Context, ids ...string) (int, error) {
	return s.undig(ctx, ids, func(stream.Dead, uint64) error { return nil })
}

// undig takes messages from the dead, when something has been done with each, and says how many.
func (s *Stream) undig(ctx context.Context, ids []string, first func(stream.Dead, uint64) error) (n int, err error) {
	for raw, err := range s.deadMessages(ctx) {
		if err != nil {
			return n, err
		}
		d := deadOf(raw)
		if len(ids) > 0 && !slices.Contains(ids, d.ID) {
			continue
		}
		if err := first(d, raw.Sequence); err != nil {
			return n, err
		}
		err := s.patiently(ctx, func(ctx context.Context) error {
			err := s.dead.DeleteMsg(ctx, raw.Sequence)
			if errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) { // a try may have done it whose answer was lost
				if _, gone := s.dead.GetMsg(ctx, raw.Sequence); errors.Is(gone, jetstream.ErrMsgNotFound) {
					return nil
				}
			}
			return err
		})
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
