package nats

import (
	"context"
	"testing"
	"time"

	"readout/internal/stream"
	"readout/internal/stream/streamtest"
)

func TestStream(t *testing.T) {
	streamtest.Run(t, func(t *testing.T, o stream.Options) stream.Stream {
		server, err := Serve(t.TempDir(), "", 0, false)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(server.Close)
		return open(t, Config{Options: o, Server: server})
	})
}

func open(t testing.TB, c Config) *Stream {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	s, err := Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Whoever deletes the list of what was given out costs nothing: what is not done is given out again.
func TestConsumerIsDeleted(t *testing.T) {
	server, err := Serve(t.TempDir(), "", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	s := open(t, Config{Server: server})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if _, err := s.Send(ctx, stream.Message{ID: "1", Data: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	if err := s.work.kept.DeleteConsumer(ctx, consumer); err != nil {
		t.Fatal(err)
	}
	for ctx.Err() == nil {
		got, err := s.Take(ctx, 1, 100*time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 1 {
			return
		}
	}
	t.Error("the message is given to nobody")
}

// Saying twice that a message is done is answered twice, so that a worker whose server's word was lost does not wait in vain.
func TestDoneTwice(t *testing.T) {
	server, err := Serve(t.TempDir(), "", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	s := open(t, Config{Server: server})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if _, err := s.Send(ctx, stream.Message{ID: "1", Data: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Take(ctx, 1, time.Second)
	if err != nil || len(got) != 1 {
		t.Fatal(len(got), err)
	}
	ack := got[0].(*delivery).msg.Reply()
	for i := range 2 {
		if _, err := s.conn.RequestWithContext(ctx, ack, []byte("+ACK")); err != nil {
			t.Errorf("time %d: %v", i+1, err)
		}
	}
}
