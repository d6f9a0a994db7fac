package nats

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"

	"readout/internal/stream"
	"readout/internal/stream/streamtest"
)

// work sends n messages and lets workers do them until each has been done, while the fault happens. Every message must be
// done once at least, and none may be left.
func work(t *testing.T, sender, worker *Stream, n int, fault func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; i < n; i += 10 {
			var batch []stream.Message
			for k := i; k < i+10; k++ {
				batch = append(batch, stream.Message{ID: fmt.Sprint(k), Data: []byte(strings.Repeat("x", 1000))})
			}
			if _, err := sender.Send(ctx, batch...); err != nil {
				t.Errorf("sending: %v", err)
				return
			}
			if i == n/3 {
				wg.Go(fault)
			}
		}
	})
	done := map[string]bool{}
	for len(done) < n && ctx.Err() == nil {
		got, err := both(ctx, worker)
		if err != nil {
			t.Errorf("taking: %v", err)
			break
		}
		for _, d := range got {
			short, stop := context.WithTimeout(ctx, 5*time.Second)
			done[d.Message().ID] = true
			d.Done(short) // an error: the server may have heard it or not; if not, the message comes again
			stop()
		}
	}
	wg.Wait()
	if len(done) != n {
		t.Fatalf("%d of %d messages were done", len(done), n)
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		st, err := worker.Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if st.Left() == 0 && st.Dead == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("left on the stream: %+v", st)
		}
		// What was done without the server hearing of it comes again.
		got, _ := both(ctx, worker)
		for _, d := range got {
			d.Done(ctx)
		}
	}
}

// both takes new messages and those that came back.
func both(ctx context.Context, s *Stream) ([]stream.Delivery, error) {
	got, err := s.Take(ctx, 50, 200*time.Millisecond)
	if err != nil {
		return nil, err
	}
	back, err := s.Suspects(ctx, 50, 10*time.Millisecond)
	return append(got, back...), err
}

func TestServerRestart(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	dir := t.TempDir()
	first, err := Serve(dir, "127.0.0.1", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	url := first.ClientURL()
	port := first.Addr().(*net.TCPAddr).Port
	o := stream.Options{Silence: 2 * time.Second}
	work(t, open(t, Config{Options: o, URL: url}), open(t, Config{Options: o, URL: url}), 3000, func() {
		first.Close()
		time.Sleep(500 * time.Millisecond)
		second, err := Serve(dir, "127.0.0.1", port, false)
		if err != nil {
			t.Error(err)
			return
		}
		t.Cleanup(second.Close)
	})
}

// A server that has forgotten that messages were taken off, and not that they were done, would keep them for ever and give them to
// nobody. They are given out once more.
func TestServerForgetsRemovals(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	dir := t.TempDir()
	kept := filepath.Join(dir, "jetstream", "$G", "streams", workStream, "msgs")
	before := filepath.Join(t.TempDir(), "msgs")
	run := func(do func(ctx context.Context, s *Stream)) {
		server, err := Serve(dir, "", 0, true)
		if err != nil {
			t.Fatal(err)
		}
		defer server.Close()
		s := open(t, Config{Server: server})
		defer s.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		do(ctx, s)
	}
	drain := func(ctx context.Context, s *Stream) {
		for ctx.Err() == nil {
			ds, err := both(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range ds {
				if err := d.Done(ctx); err != nil {
					t.Fatal(err)
				}
			}
			st, err := s.Status(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if st.Left() == 0 {
				return
			}
		}
		t.Error("messages stay on the stream and are given to nobody")
	}
	run(func(ctx context.Context, s *Stream) {
		for i := range 4 {
			if _, err := s.Send(ctx, stream.Message{ID: fmt.Sprint(i), Data: []byte("x")}); err != nil {
				t.Fatal(err)
			}
		}
	})
	if err := os.CopyFS(before, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	run(drain)
	if err := os.RemoveAll(kept); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(kept, os.DirFS(before)); err != nil {
		t.Fatal(err)
	}
	run(func(ctx context.Context, s *Stream) {
		if st, err := s.Status(ctx); err != nil || st.Waiting != 4 {
			t.Fatalf("%+v, %v: the server remembers; the test shows nothing", st, err)
		}
		drain(ctx, s)
	})
}

func TestNetworkCut(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s, err := Serve(t.TempDir(), "127.0.0.1", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	p := streamtest.NewProxy(t, s.Addr().String())
	o := stream.Options{Silence: 2 * time.Second}
	direct, through := open(t, Config{Options: o, URL: s.ClientURL()}), open(t, Config{Options: o, URL: "nats://" + p.Address})
	work(t, direct, through, 3000, func() {
		p.Cut()
		time.Sleep(time.Second)
		p.Mend()
	})
}

func TestClusterLosesItsLeader(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	servers := cluster(t)
	var urls []string
	for _, s := range servers {
		urls = append(urls, s.ClientURL())
	}
	c := Config{Options: stream.Options{Silence: 2 * time.Second}, URL: strings.Join(urls, ","), Replicas: 3}
	sender, worker := open(t, c), open(t, c)
	work(t, sender, worker, 3000, func() {
		leader := leaderOf(t, worker.work.kept)
		for _, s := range servers {
			if s.Name() == leader {
				s.Shutdown() // no goodbye: the others must notice
				return
			}
		}
		t.Errorf("no server is called %q", leader)
	})
}

func leaderOf(t *testing.T, s jetstream.Stream) string {
	t.Helper()
	info, err := s.Info(context.Background())
	if err != nil {
		t.Error(err)
		return ""
	}
	return info.Cluster.Leader
}

// cluster starts three servers that know each other.
func cluster(t *testing.T) []*server.Server {
	t.Helper()
	var servers []*server.Server
	ports := freePorts(t, 3)
	var routes []string
	for _, p := range ports {
		routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", p))
	}
	for i, p := range ports {
		s, err := server.NewServer(&server.Options{
			ServerName: fmt.Sprintf("n%d", i), Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true,
			Cluster: server.ClusterOpts{Name: "readout", Host: "127.0.0.1", Port: p}, Routes: server.RoutesFromStr(strings.Join(routes, ",")),
		})
		if err != nil {
			t.Fatal(err)
		}
		s.Start()
		t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
		servers = append(servers, s)
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		ready := 0
		for _, s := range servers {
			if s.ReadyForConnections(time.Second) && s.JetStreamIsCurrent() {
				ready++
			}
		}
		if ready == len(servers) {
			return servers
		}
		if time.Now().After(end) {
			t.Fatal("the cluster did not come up")
		}
	}
}

func freePorts(t *testing.T, n int) []int {
	t.Helper()
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

func BenchmarkSendTakeDone(b *testing.B) {
	s, err := Serve(b.TempDir(), "", 0, false)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	c := open(b, Config{Server: s})
	ctx := b.Context()
	data := make([]byte, 4<<10)
	n := 0
	for b.Loop() {
		if _, err := c.Send(ctx, stream.Message{ID: fmt.Sprint(n), Data: data}); err != nil {
			b.Fatal(err)
		}
		n++
		got, err := c.Take(ctx, 1, time.Second)
		if err != nil || len(got) != 1 {
			b.Fatal(len(got), err)
		}
		if err := got[0].Done(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
