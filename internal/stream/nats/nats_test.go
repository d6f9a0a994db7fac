package nats

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"readout/internal/stream"
	"readout/internal/stream/streamtest"
)

func TestStream(t *testing.T) {
	streamtest.Run(t, func(t *testing.T, o stream.Options) stream.Stream { return alone(t, o) })
}

// alone is a stream with a server of its own in this process.
func alone(t testing.TB, o stream.Options) *Stream {
	t.Helper()
	server, err := Serve(t.TempDir(), "", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return open(t, Config{Options: o, Server: server})
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

// lines is a log that can be read while it is written.
type lines chan string

func (l lines) Write(b []byte) (int, error) {
	l <- string(b)
	return len(b), nil
}

// Who works with a stream is told when its server goes, when it comes back, and when a full stream lets it wait.
func TestTellsWhatIsWaitedFor(t *testing.T) {
	dir := t.TempDir()
	first, err := Serve(dir, "127.0.0.1", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	log := make(lines, 100)
	open(t, Config{URL: first.ClientURL(), Log: slog.New(slog.NewTextHandler(log, nil))})
	says := func(want string) {
		t.Helper()
		select {
		case got := <-log:
			if !strings.Contains(got, want) {
				t.Errorf("says %q, want %q", got, want)
			}
		case <-time.After(30 * time.Second):
			t.Fatalf("does not say %q", want)
		}
	}
	port := first.Addr().(*net.TCPAddr).Port
	first.Close()
	says("is away")
	second, err := Serve(dir, "127.0.0.1", port, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(second.Close)
	says("is back")
	if t.Failed() || testing.Short() { // ten seconds
		return
	}
	o := stream.Options{MaxBytes: 10 << 10}
	sender := open(t, Config{Options: o, URL: second.ClientURL(), Log: slog.New(slog.NewTextHandler(log, nil))})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var sending sync.WaitGroup
	sending.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			_, _ = sender.Send(ctx, stream.Message{ID: fmt.Sprint(i), Data: make([]byte, 1000)})
		}
	})
	says("is full")
	cancel()
	sending.Wait()
}

// A server whose disk is too small for the stream that is the default gets a smaller one; one that has no room for what somebody asked
// for says so at once.
func TestSmallDisk(t *testing.T) {
	small, err := serve(&server.Options{JetStream: true, StoreDir: t.TempDir(), DontListen: true, NoSigs: true, NoLog: true, JetStreamMaxStore: 600 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(small.Close)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := Open(ctx, Config{Server: small, Options: stream.Options{MaxBytes: 1 << 30}}); err == nil || !strings.Contains(err.Error(), "no room for 1024 MB") {
		t.Errorf("a stream larger than the disk: %v", err)
	}
	s := open(t, Config{Server: small})
	if s.opts.MaxBytes != 512<<20 {
		t.Errorf("%d MB may wait, want 512", s.opts.MaxBytes>>20)
	}
	if _, err := s.Send(ctx, stream.Message{ID: "1", Data: []byte("x")}); err != nil {
		t.Error(err)
	}
}

// Whoever deletes the list of what was given out costs nothing: what is not done is given out again.
func TestConsumerIsDeleted(t *testing.T) {
	s := alone(t, stream.Options{})
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
	s := alone(t, stream.Options{})
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
