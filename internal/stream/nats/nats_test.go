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
