package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"readout/internal/source"
	"readout/internal/source/fetch"
)

// progress tells on a terminal how far a long run is. Anywhere else it is silent.
type progress struct {
	out   io.Writer // nil for nobody
	began time.Time
	mu    sync.Mutex // of what follows; long work is told by several goroutines
	last  time.Time
	shown bool
	total atomic.Int64 // 0 while it is not known
	stop  context.CancelFunc
}

const progressEvery = 200 * time.Millisecond

// startProgress begins a run. count finds out beside it how many documents there are; -1 where nobody can know.
func startProgress(e *env, count func(context.Context, *env) int64) *progress {
	p := &progress{began: time.Now(), stop: func() {}}
	f, ok := e.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return p
	}
	p.out = f
	ctx, stop := context.WithCancel(e.ctx)
	p.stop = stop
	go func() {
		if n := count(ctx, e); ctx.Err() == nil {
			p.total.Store(n)
		}
	}()
	return p
}

// show prints the line, not too often.
func (p *progress) show(t tally) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.last) < progressEvery {
		return
	}
	p.last, p.shown = time.Now(), true
	fmt.Fprint(p.out, "\r"+progressLine(t, p.total.Load(), time.Since(p.began))+"\x1b[K")
}

// clear takes the line away, for something else to be printed.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown, p.last = false, time.Time{}
	}
}

// pace tells how long the run took and how fast it was.
func (p *progress) pace(n int) string {
	p.stop()
	took := time.Since(p.began)
	return fmt.Sprintf("%s, %.0f documents a second", shortTime(took), float64(n)/max(took.Seconds(), 0.001))
}

func progressLine(t tally, total int64, took time.Duration) string {
	n := t.read + t.failed
	rate := float64(n) / max(took.Seconds(), 0.001)
	parts := []string{fmt.Sprintf("%d documents", n)}
	if total > 0 {
		parts[0] = fmt.Sprintf("%d of %d documents", n, total)
	}
	parts = append(parts, fmt.Sprintf("%.0f a second", rate))
	if left := total - int64(n); total > 0 && left > 0 && rate > 0 {
		parts = append(parts, shortTime(time.Duration(float64(left)/rate*float64(time.Second)))+" left")
	}
	if t.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed", t.failed))
	}
	return strings.Join(parts, " · ")
}

func shortTime(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

// countMost is how long a file may be to be read twice for the sake of its count.
const countMost = 1 << 30

// count lists the inputs once more, only to count them; what is fetched or comes from a pipe can be listed only once. The
// network is not asked: a saved index of sitemaps counts for less than it names.
func (c *inputs) count(ctx context.Context, _ *env) int64 {
	for _, in := range c.Inputs {
		if info, err := os.Stat(in); err != nil || !info.IsDir() && (!info.Mode().IsRegular() || info.Size() > countMost) {
			return -1
		}
	}
	n := int64(0)
	offline := fetch.New(fetch.Options{Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("only counting") }})
	for range source.Items(ctx, c.Inputs, source.Options{MaxBytes: int64(c.MaxBytes), Client: offline}) {
		n++
	}
	return n
}
