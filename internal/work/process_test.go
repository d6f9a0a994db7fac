//go:build unix

package work

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	natsgo "github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"readout/internal/ledger/postgres"
	"readout/internal/ledger/postgres/pgtest"
	"readout/internal/source"
	"readout/internal/stream"
	"readout/internal/stream/nats"
	"readout/internal/stream/streamtest"
)

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
		err = serverProcess(ctx, os.Args[1:])
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
var faultOptions = stream.Options{Silence: 2 * time.Second, MaxBytes: 96 << 10}

// faultTries is how often a document is given out that its workers do not survive.
const faultTries = 4

// startless is what a worker says that cannot start.
const startless = "not begun"

// givenBack is what a worker may say that is told to end while the ledger is away.
const givenBack = "a batch is given back"

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
	sum, err := Run(ctx, Options{Stream: s, Ledger: l, Tries: faultTries, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Reader: func() Reader {
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

// serverProcess is a server of the stream: of a folder and port, or one of a cluster, whose number and all of whose ports are named
// behind the folder, those for clients first.
func serverProcess(ctx context.Context, args []string) error {
	var n []int
	for _, a := range args[1:] {
		i, err := strconv.Atoi(a)
		if err != nil {
			return err
		}
		n = append(n, i)
	}
	if len(n) == 1 {
		s, err := nats.Serve(args[0], "127.0.0.1", n[0], false)
		if err != nil {
			return err
		}
		<-ctx.Done()
		s.Close()
		return nil
	}
	me, ports := n[0], n[1:]
	nodes := len(ports) / 2
	var routes []string
	for _, p := range ports[nodes:] {
		routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", p))
	}
	s, err := server.NewServer(&server.Options{
		ServerName: nodeName(me), Host: "127.0.0.1", Port: ports[me], JetStream: true, StoreDir: args[0], NoSigs: true, NoLog: true,
		Cluster: server.ClusterOpts{Name: "readout", Host: "127.0.0.1", Port: ports[nodes+me], NoAdvertise: true}, // who comes through a proxy stays there
		Routes:  server.RoutesFromStr(strings.Join(routes, ",")),
	})
	if err != nil {
		return err
	}
	s.Start()
	<-ctx.Done()
	s.Shutdown()
	s.WaitForShutdown()
	return nil
}

func nodeName(i int) string { return fmt.Sprint("node", i) }

// servers are those of the stream: one, or a cluster of three.
type servers struct {
	t     *testing.T
	dirs  []string
	ports []string // for clients, then for each other
	run   []*process
}

func startServers(t *testing.T, n int) *servers {
	s := &servers{t: t, run: make([]*process, n)}
	for range n {
		s.dirs = append(s.dirs, t.TempDir())
	}
	s.ports = freePorts(t, 2*n)
	for i := range n {
		s.start(i)
	}
	return s
}

func (s *servers) start(i int) {
	if len(s.run) == 1 {
		s.run[i] = begin(s.t, "server", s.dirs[i], s.ports[i])
		return
	}
	s.run[i] = begin(s.t, "server", append([]string{s.dirs[i], strconv.Itoa(i)}, s.ports...)...)
}

// crash kills a server, without goodbye, and starts it again; one of a cluster later, so that the others must do without it.
func (s *servers) crash(i int) {
	s.run[i].kill()
	if len(s.run) > 1 {
		time.Sleep(3 * time.Second)
	} else {
		time.Sleep(200 * time.Millisecond)
	}
	s.start(i)
}

func (s *servers) url() string {
	var all []string
	for _, p := range s.ports[:len(s.run)] {
		all = append(all, "nats://127.0.0.1:"+p)
	}
	return strings.Join(all, ",")
}

// behind puts a proxy before each server.
func (s *servers) behind() (url string, proxies []*streamtest.Proxy) {
	var all []string
	for _, p := range s.ports[:len(s.run)] {
		proxy := streamtest.NewProxy(s.t, "127.0.0.1:"+p)
		proxies = append(proxies, proxy)
		all = append(all, "nats://"+proxy.Address)
	}
	return strings.Join(all, ","), proxies
}

// leader is the server that leads the stream of work.
func (s *servers) leader(ctx context.Context) int {
	conn, err := natsgo.Connect(s.url())
	if err != nil {
		s.t.Error(err)
		return 0
	}
	defer conn.Close()
	for ; ctx.Err() == nil; time.Sleep(50 * time.Millisecond) {
		js, err := jetstream.New(conn)
		if err != nil {
			s.t.Error(err)
			return 0
		}
		short, cancel := context.WithTimeout(ctx, time.Second)
		work, err := js.Stream(short, "READOUT")
		cancel()
		if err != nil || work.CachedInfo().Cluster == nil {
			continue
		}
		for i := range s.run {
			if nodeName(i) == work.CachedInfo().Cluster.Leader {
				return i
			}
		}
	}
	return 0
}

// process is this test's binary in another part.
type process struct {
	*exec.Cmd
	said strings.Builder
	told bool // to end
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
	past    []*process // that have ended
	over    bool
	all     sync.WaitGroup
}

// hire keeps a worker for each of some addresses of the stream.
func (c *crew) hire(t *testing.T, urls []string, address string) {
	c.workers = make([]*process, len(urls))
	for i, url := range urls {
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
				c.past = append(c.past, p)
				c.workers[i] = nil
				over := c.over || p.told && (p.ProcessState.ExitCode() == 0 || strings.Contains(p.said.String(), givenBack))
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

// signal sends a worker a signal, whoever it is.
func (c *crew) signal(what syscall.Signal) *process {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.workers[rand.IntN(len(c.workers))]
	if p != nil {
		p.told = p.told || what == syscall.SIGTERM
		_ = p.Process.Signal(what)
	}
	return p
}

// pause lets a worker sleep for so long that its batch is given to another one, and wake up with it.
func (c *crew) pause() {
	if p := c.signal(syscall.SIGSTOP); p != nil {
		time.Sleep(faultOptions.Silence + time.Second)
		_ = p.Process.Signal(syscall.SIGCONT)
	}
}

// dismiss lets all workers end what they have in hand, which does not take long.
func (c *crew) dismiss(t *testing.T) {
	c.mu.Lock()
	c.over = true
	for _, p := range c.workers {
		if p != nil {
			p.told = true
			_ = p.Process.Signal(syscall.SIGTERM)
		}
	}
	c.mu.Unlock()
	late := time.AfterFunc(time.Minute, func() {
		t.Error("a worker did not end within a minute of being told to")
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, p := range c.workers {
			if p != nil {
				_ = p.Process.Kill()
			}
		}
	})
	defer late.Stop()
	c.all.Wait()
}

// errors gives what workers that have ended said of errors.
func (c *crew) errors() []string {
	var all []string
	for _, p := range c.past {
		for line := range strings.Lines(p.said.String()) {
			if p.told && strings.Contains(line, givenBack) {
				continue
			}
			if strings.Contains(line, "level=ERROR") || !strings.Contains(line, "level=") && strings.Contains(line, "panic") {
				all = append(all, strings.TrimSpace(line))
			}
		}
	}
	return all
}

// tell prints what the workers said that ended last.
func (c *crew) tell(t *testing.T) {
	for _, p := range c.past[max(0, len(c.past)-6):] {
		said := p.said.String()
		t.Logf("worker %d:\n%s", p.Process.Pid, said[max(0, len(said)-3000):])
	}
}

func connect(t *testing.T, ctx context.Context, url string, replicas int) *nats.Stream {
	t.Helper()
	for {
		s, err := nats.Open(ctx, nats.Config{Options: faultOptions, URL: url, Replicas: replicas})
		if err == nil {
			t.Cleanup(func() { s.Close() })
			return s
		}
		if ctx.Err() != nil {
			t.Error(err)
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func freePorts(t *testing.T, n int) []string {
	t.Helper()
	var ports []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	}
	return ports
}
