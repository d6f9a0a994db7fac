//go:build unix

package work

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/internal/ledger"
	"readout/internal/ledger/postgres"
	"readout/internal/ledger/postgres/pgtest"
	"readout/internal/source"
	"readout/internal/stream"
	"readout/internal/stream/nats"
)

// The long run, some minutes:
//
//	go test ./internal/work -run TestFaults -documents 20000 -v
var howMany = flag.Int("documents", 0, "how many documents TestFaults sends; 0 for 600, with -short 150")

// TestMain is a test, a worker or a server: the faults are those of processes.
func TestMain(m *testing.M) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if os.Getenv("READOUT_WORK_TEST") != "" {
		go func() { // a process does not outlive its test
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(3)
		}()
	}
	var err error
	switch os.Getenv("READOUT_WORK_TEST") {
	case "worker":
		err = workerProcess(ctx, os.Args[1], os.Args[2])
	case "server":
		err = serverProcess(ctx, os.Args[1], os.Args[2])
	default:
		code := m.Run()
		pgtest.Close()
		os.Exit(code)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// faultOptions are those of a stream that is soon full and soon misses its workers.
var faultOptions = stream.Options{Silence: 2 * time.Second, Tries: 6, MaxBytes: 96 << 10}

// startless is what a worker says that cannot start.
const startless = "not begun"

// workerProcess reads plain texts. One of them kills it.
func workerProcess(ctx context.Context, url, address string) error {
	l, err := postgres.Open(ctx, address)
	if err != nil {
		return fmt.Errorf("%s: %w", startless, err)
	}
	defer l.Close()
	s, err := nats.Open(ctx, nats.Config{Options: faultOptions, URL: url})
	if err != nil {
		return fmt.Errorf("%s: %w", startless, err)
	}
	defer s.Close()
	reader := plainReader(l)
	sum, err := Run(ctx, Options{Stream: s, Ledger: l, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Reader: func() Reader {
		read := reader()
		return func(ctx context.Context, it *source.Item, input string) Result {
			if it.ID == "killer" {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			}
			return read(ctx, it, input)
		}
	}})
	fmt.Fprintln(os.Stderr, sum)
	return err
}

func serverProcess(ctx context.Context, dir, port string) error {
	n, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	s, err := nats.Serve(dir, "127.0.0.1", n, false)
	if err != nil {
		return err
	}
	<-ctx.Done()
	s.Close()
	return nil
}

// process is this test's binary in another part.
type process struct {
	*exec.Cmd
	said strings.Builder
	done chan struct{}
}

func begin(t *testing.T, part string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], args...), done: make(chan struct{})}
	p.Env = append(os.Environ(), "READOUT_WORK_TEST="+part)
	p.Stderr = &p.said
	if _, err := p.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.done)
		_ = p.Wait()
	}()
	t.Cleanup(func() { p.kill() })
	return p
}

func (p *process) kill() {
	_ = p.Process.Kill()
	<-p.done
}

// crew keeps some workers running: who dies is replaced.
type crew struct {
	mu      sync.Mutex
	workers []*process
	deaths  int
	over    bool
	all     sync.WaitGroup
}

func (c *crew) hire(t *testing.T, n int, url, address string) {
	for i := range n {
		c.workers = append(c.workers, nil)
		c.all.Go(func() {
			for {
				c.mu.Lock()
				if c.over {
					c.mu.Unlock()
					return
				}
				p := begin(t, "worker", url, address)
				c.workers[i] = p
				c.mu.Unlock()
				<-p.done
				c.mu.Lock()
				c.deaths++
				over := c.over
				c.mu.Unlock()
				if over || p.ProcessState.ExitCode() < 0 { // -1: by a signal
					continue
				}
				// One that starts while a server is away ends, and is started again, as systemd does it.
				if said := p.said.String(); strings.Contains(said, startless) {
					time.Sleep(100 * time.Millisecond)
				} else {
					t.Errorf("a worker ended by itself: %s", said)
				}
			}
		})
	}
}

// killOne kills a worker, without goodbye.
func (c *crew) killOne() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.workers[rand.IntN(len(c.workers))]; p != nil {
		_ = p.Process.Kill()
	}
}

// dismiss lets all workers end what they have in hand.
func (c *crew) dismiss() {
	c.mu.Lock()
	c.over = true
	for _, p := range c.workers {
		if p != nil {
			_ = p.Process.Signal(syscall.SIGTERM)
		}
	}
	c.mu.Unlock()
	c.all.Wait()
}

// Workers, the server of the stream and the database die in the middle, everything is sent twice, some documents cannot be read and
// one kills who reads it, and the stream is full all the time: each document is kept exactly once, and those that cannot be read
// are among the dead.
func TestFaults(t *testing.T) {
	n := *howMany
	switch {
	case n > 0:
	case testing.Short():
		n = 150
	default:
		n = 600
	}
	address := pgtest.Database(t)
	dir, port := t.TempDir(), freePort(t)
	url := "nats://127.0.0.1:" + port
	server := begin(t, "server", dir, port)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute+time.Duration(n)*60*time.Millisecond)
	defer cancel()
	s := connect(t, ctx, url)
	l, err := postgres.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c := new(crew)
	c.hire(t, 2, url, address)

	var want, poison []string
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("%05d", i)
		switch i {
		case n / 5, n / 2:
			ids[i] = "bad " + ids[i]
			poison = append(poison, "document "+ids[i])
		case n / 3:
			ids[i] = "killer"
			poison = append(poison, "document killer")
		default:
			want = append(want, ids[i])
		}
	}
	var sending sync.WaitGroup
	for _, batch := range []int{20, 33} {
		sending.Go(func() {
			send := &Sender{Stream: connect(t, ctx, url), Batch: batch}
			for _, id := range ids {
				d := text(id)
				d.Text += noise(id, 1500)
				if err := send.Send(ctx, d); err != nil {
					t.Errorf("sending: %v", err)
					return
				}
			}
			if err := send.Flush(ctx); err != nil {
				t.Errorf("sending: %v", err)
			}
		})
	}
	began := time.Now()
	kept := func() int {
		k, err := l.Count(ctx)
		if err != nil {
			return -1 // the database is away
		}
		return k.Documents
	}
	reaches := func(part int) {
		for ctx.Err() == nil && kept() < n*part/10 {
			time.Sleep(20 * time.Millisecond)
		}
	}
	full := false
	for part := range 9 {
		reaches(part)
		if st, err := s.Status(ctx); err == nil && st.Bytes > faultOptions.MaxBytes*2/3 {
			full = true
		}
		switch part {
		case 2, 5: // the server of the stream
			server.kill()
			time.Sleep(200 * time.Millisecond)
			server = begin(t, "server", dir, port)
		case 3, 6: // the database
			if err := pgtest.Stop(); err != nil {
				t.Error(err)
			}
			time.Sleep(300 * time.Millisecond)
			if err := pgtest.Start(); err != nil {
				t.Error(err)
			}
		default:
			c.killOne()
		}
	}
	sending.Wait()
	var st stream.Status
	for settled := 0; settled < 3 && ctx.Err() == nil; time.Sleep(200 * time.Millisecond) {
		if st, err = s.Status(ctx); err == nil && st.Waiting+st.Taken == 0 {
			settled++
		} else {
			settled = 0
		}
	}
	c.dismiss()
	if ctx.Err() != nil {
		for _, p := range c.workers {
			t.Log(p.said.String())
		}
		t.Fatalf("not done in time: %d of %d documents, stream %+v", kept(), len(want), st)
	}
	t.Logf("%d documents sent twice in %v, %d workers died", n, time.Since(began).Round(time.Millisecond), c.deaths)
	if !full && n >= 10_000 { // fast workers may keep up with fewer
		t.Error("the stream was never full")
	}
	if diff := cmp.Diff(want, names(t, l)); diff != "" {
		t.Errorf("the ledger, -want +got:\n%.2000s", diff)
	}
	got := map[string]string{}
	for d, err := range s.Dead(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		got[Describe(d.Data)] = d.Reason
	}
	slices.Sort(poison)
	var dead []string
	for name, reason := range got {
		dead = append(dead, name)
		if reason != name+": is no page" && reason != stream.Lost(faultOptions.Tries) {
			t.Errorf("%s is dead because %s", name, reason)
		}
	}
	slices.Sort(dead)
	if diff := cmp.Diff(poison, dead); diff != "" {
		t.Errorf("the dead, -want +got:\n%s", diff)
	}
}

// names are the ids of all documents of a ledger, which must be whole.
func names(t *testing.T, l ledger.Ledger) []string {
	t.Helper()
	if _, err := l.Check(t.Context(), func(s string) { t.Error(s) }); err != nil {
		t.Fatal(err)
	}
	var all []string
	for k, err := range l.Documents(t.Context(), ledger.Filter{All: true}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, k.Input)
	}
	slices.Sort(all)
	return all
}

// noise is text that packs badly and is another one for each document.
func noise(id string, n int) string {
	seed := uint64(len(id))
	for _, c := range id {
		seed = seed*31 + uint64(c)
	}
	random := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, " %x", random.Uint32())
	}
	return b.String()
}

func connect(t *testing.T, ctx context.Context, url string) *nats.Stream {
	t.Helper()
	for {
		s, err := nats.Open(ctx, nats.Config{Options: faultOptions, URL: url})
		if err == nil {
			t.Cleanup(func() { s.Close() })
			return s
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
}
