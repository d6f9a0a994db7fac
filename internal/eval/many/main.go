//go:build unix

// Command many measures what many machines gain and cost: reading alone, into a ledger, off a work stream with one worker and with two.
// It runs the program itself, a private PostgreSQL and a private server of the stream, each worker on one processor.
//
//	go run ./internal/eval/many -documents 1500 -rounds 3
//
// Documents are made by mixing the paragraphs of pages. Each way begins with an empty ledger. Times are from the start of the program to its
// end, by the clock and in processor seconds of all that took part. The exit status is 1 where two workers are less than -speedup times as
// fast as one, or the stream costs more than -overhead of reading.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"readout/internal/ledger/postgres/pgtest"
	"readout/internal/stream/nats"
)

var (
	documents = flag.Int("documents", 1500, "how many documents are read")
	batch     = flag.Int("batch", 50, "how many documents are sent together")
	words     = flag.Int("words", 530, "how many words a document has, at least")
	rounds    = flag.Int("rounds", 1, "how often all ways are measured; the medians are told")
	program   = flag.String("readout", "", "the program to measure, a `file`; it is built unless given")
	analysis  = flag.String("analysis", "fast", "the `way` to read: fast, or fine, where reading outweighs all else")
	pages     = flag.String("pages", "examples", "the `folder` of pages whose paragraphs are mixed")
	speedup   = flag.Float64("speedup", 1.8, "how much faster two workers must be than one")
	overhead  = flag.Float64("overhead", 0.10, "what the stream may cost, as a share of reading")
)

func main() {
	flag.Parse()
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "many:", err)
		os.Exit(1)
	}
}

// cost is what a way took.
type cost struct {
	clock             time.Duration
	readout, postgres time.Duration // of processors
	stream            time.Duration // sending and the stream's server
}

func (c cost) all() time.Duration { return c.readout + c.postgres + c.stream }

// bench is what the ways have in common.
type bench struct {
	dir, readout, corpus string
}

func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "many")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{dir: dir, readout: *program, corpus: filepath.Join(dir, "corpus.jsonl")}
	if b.readout == "" {
		b.readout = filepath.Join(dir, "readout")
		if out, err := exec.CommandContext(ctx, "go", "build", "-o", b.readout, "./cmd/readout").CombinedOutput(); err != nil {
			return fmt.Errorf("go build: %w: %s", err, out)
		}
	}
	if err := b.mix(ctx, *pages, *documents, *words); err != nil {
		return err
	}
	ways := []struct {
		name string
		take func(context.Context) (cost, error)
	}{
		{"read", func(ctx context.Context) (cost, error) { return b.read(ctx, b.corpus) }},
		{"read, two", func(ctx context.Context) (cost, error) { return b.read(ctx, b.corpus+".0", b.corpus+".1") }},
		{"add", b.add},
		{"one worker", func(ctx context.Context) (cost, error) { return b.work(ctx, 1) }},
		{"two workers", func(ctx context.Context) (cost, error) { return b.work(ctx, 2) }},
	}
	took := make([][]cost, len(ways))
	for range *rounds {
		for i, w := range ways {
			c, err := w.take(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
			took[i] = append(took[i], c)
		}
	}
	median := make([]cost, len(ways))
	fmt.Printf("%d documents, medians of %d rounds; every program has one processor\n%-14s%10s%14s%22s%12s%12s\n", *documents, *rounds, "", "by clock", "documents/s", "processors: readout", "stream", "PostgreSQL")
	for i, w := range ways {
		slices.SortFunc(took[i], func(x, y cost) int { return int(x.clock - y.clock) })
		c := took[i][len(took[i])/2]
		median[i] = c
		fmt.Printf("%-14s%9.2fs%14.1f%21.2fs%11.2fs%11.2fs\n", w.name, c.clock.Seconds(), float64(*documents)/c.clock.Seconds(), c.readout.Seconds(), c.stream.Seconds(), c.postgres.Seconds())
	}
	read, apart, add, one, two := median[0], median[1], median[2], median[3], median[4]
	faster := one.clock.Seconds() / two.clock.Seconds()
	costs := (one.all() - add.all()).Seconds() / read.readout.Seconds()
	fmt.Printf("two workers are %.2f times as fast as one\n", faster)
	fmt.Printf("two that read half each and share nothing but the machine are %.2f times as fast as one\n", read.clock.Seconds()/apart.clock.Seconds())
	fmt.Printf("two processors could do what two workers, the stream and PostgreSQL took in %.2f s: %.2f times\n", two.all().Seconds()/2, one.clock.Seconds()/(two.all().Seconds()/2))
	fmt.Printf("the stream costs %.1f %% of reading\n", 100*costs)
	if faster < *speedup || costs > *overhead {
		return fmt.Errorf("want at least %.2f times, and at most %.1f %%", *speedup, 100**overhead)
	}
	return nil
}

// on makes a command of the program that has one processor.
func (b *bench) on(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, b.readout, args...)
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	return c
}

// timed runs commands beside each other.
func timed(commands ...*exec.Cmd) (c cost, err error) {
	began := time.Now()
	said := make([]bytes.Buffer, len(commands))
	for i, cmd := range commands {
		cmd.Stderr = &said[i]
		if err := cmd.Start(); err != nil {
			return c, err
		}
	}
	for i, cmd := range commands {
		if e := cmd.Wait(); e != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), e, said[i].String()))
		}
		c.readout += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	c.clock = time.Since(began)
	return c, err
}

func (b *bench) read(ctx context.Context, corpora ...string) (cost, error) {
	var all []*exec.Cmd
	for _, c := range corpora {
		cmd := b.on(ctx, "read", "--analysis", *analysis, "--workers", "1", "--format", "jsonl", c)
		cmd.Stdout = io.Discard
		all = append(all, cmd)
	}
	return timed(all...)
}

// withLedger gives a way an empty ledger and adds what PostgreSQL took.
func (b *bench) withLedger(ctx context.Context, take func(address string) (cost, error)) (cost, error) {
	s, err := pgtest.New()
	if err != nil {
		return cost{}, err
	}
	defer s.Close()
	address, err := s.Database(ctx, "ledger")
	if err != nil {
		return cost{}, err
	}
	// A first worker makes the tables; that is no work.
	if out, err := b.on(ctx, "add", "--ledger", address, os.DevNull).CombinedOutput(); err != nil && !bytes.Contains(out, []byte("is empty")) {
		return cost{}, fmt.Errorf("%w: %s", err, out)
	}
	c, err := take(address)
	if err != nil {
		return c, err
	}
	c.postgres, err = s.Stop(syscall.SIGINT)
	return c, err
}

func (b *bench) add(ctx context.Context) (cost, error) {
	return b.withLedger(ctx, func(address string) (cost, error) {
		return timed(b.on(ctx, "add", "--analysis", *analysis, "--workers", "1", "--ledger", address, b.corpus))
	})
}

// work measures workers; sending does not count by the clock.
func (b *bench) work(ctx context.Context, n int) (cost, error) {
	return b.withLedger(ctx, func(address string) (cost, error) {
		dir, err := os.MkdirTemp(b.dir, "stream")
		if err != nil {
			return cost{}, err
		}
		server, err := nats.Serve(dir, "127.0.0.1", 0, false)
		if err != nil {
			return cost{}, err
		}
		defer server.Close()
		before := processorTime()
		stream := "--stream=" + server.ClientURL()
		sent, err := timed(b.on(ctx, "send", "--batch", fmt.Sprint(*batch), stream, b.corpus))
		if err != nil {
			return sent, err
		}
		var workers []*exec.Cmd
		for range n {
			workers = append(workers, b.on(ctx, "work", "--analysis", *analysis, "--once", "--workers", "1", stream, "--ledger", address))
		}
		c, err := timed(workers...)
		c.stream = sent.readout + processorTime() - before
		return c, err
	})
}

// processorTime is what this process has used, with the server of the stream in it.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
