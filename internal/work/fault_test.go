//go:build unix

package work

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/internal/ledger"
	"readout/internal/ledger/postgres"
	"readout/internal/ledger/postgres/pgtest"
	"readout/internal/stream"
)

// The long run, some minutes:
//
//	go test ./internal/work -run TestFaults -documents 20000 -timeout 1h -v
var (
	howMany      = flag.Int("documents", 0, "how many documents TestFaults sends; 0 for 600, with -short 150")
	howClustered = flag.Int("servers", 0, "how many servers of the stream it runs, 1 or 3; 0 for 3, with -short 1")
)

// Workers, servers of the stream and the database die in the middle, one worker is cut off from the stream, one sleeps and wakes up with
// what others have done, one is told to end; everything is sent twice, some documents cannot be read and one kills who reads it, and
// the stream is full all the time: each document is kept exactly once, and those that cannot be read are among the dead, alone.
func TestFaults(t *testing.T) {
	n, nodes := 600, 3
	if testing.Short() {
		n, nodes = 150, 1
	}
	if *howMany > 0 {
		n = *howMany
	}
	if *howClustered > 0 {
		nodes = *howClustered
	}
	r := startFaults(t, n, nodes)
	r.send(20, 33)
	began := time.Now()
	full := false
	for part := range 9 {
		r.await(fmt.Sprintf("%d of 10 parts of the documents are kept", part), func() bool { return r.kept() >= n*part/10 })
		if st, err := r.status(); err == nil && st.Bytes > faultOptions.MaxBytes*2/3 {
			full = true
		}
		r.fault(part)
	}
	r.await("all is sent", r.sent.Load)
	settled := 0
	r.await("nothing is left on the stream", func() bool {
		if st, err := r.status(); err != nil || st.Left() > 0 {
			settled = 0
		} else {
			settled++
		}
		return settled == 10 // what a server had not heard of comes once more
	})
	r.crew.dismiss(t)
	t.Logf("%d documents sent twice in %v over %d servers, %d workers ended", n, time.Since(began).Round(time.Millisecond), nodes, len(r.crew.past))
	if !full && n >= 10_000 { // fast workers may keep up with fewer
		t.Error("the stream was never full")
	}
	r.check()
}

// faults is a run of TestFaults.
type faults struct {
	t       *testing.T
	ctx     context.Context
	give    context.CancelCauseFunc
	servers *servers
	cut     func() // cuts a worker off from the stream for a while
	crew    *crew
	stream  stream.Stream
	ledger  ledger.Ledger
	sending sync.WaitGroup
	sent    atomic.Bool

	ids          []string
	want, poison []string // ids for the ledger, names for the dead
}

func startFaults(t *testing.T, n, nodes int) *faults {
	r := &faults{t: t, crew: new(crew)}
	r.ctx, r.give = context.WithCancelCause(t.Context())
	t.Cleanup(func() {
		r.give(nil)
		r.sending.Wait()
	})
	address := pgtest.Database(t)
	r.servers = startServers(t, nodes)
	r.stream = connect(t, r.ctx, r.servers.url(), nodes)
	l, err := postgres.Open(r.ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	r.ledger = l
	behind, proxies := r.servers.behind()
	r.cut = func() {
		for _, p := range proxies {
			p.Cut()
		}
		time.Sleep(faultOptions.Silence + time.Second/2) // what the worker has in hand goes to the other one
		for _, p := range proxies {
			p.Mend()
		}
	}
	for i := range n {
		id := fmt.Sprintf("%05d", i)
		switch i {
		case n / 5, n / 2:
			id = "bad " + id
		case n / 3:
			id = "killer"
		default:
			r.want = append(r.want, id)
		}
		if len(r.want)+len(r.poison) == i {
			r.poison = append(r.poison, "document "+id)
		}
		r.ids = append(r.ids, id)
	}
	r.crew.hire(t, []string{r.servers.url(), behind}, address)
	t.Cleanup(func() { r.crew.dismiss(t) })
	return r
}

// send begins to send all documents in batches of one size, and once more in batches of another.
func (r *faults) send(batches ...int) {
	var all sync.WaitGroup
	for _, size := range batches {
		all.Go(func() {
			send := &Sender{Stream: connect(r.t, r.ctx, r.servers.url(), 0), Batch: size}
			for _, id := range r.ids {
				d := text(id)
				d.Text += noise(id, 1500)
				if err := send.Send(r.ctx, d); err != nil {
					r.t.Errorf("sending: %v", err)
					return
				}
			}
			if err := send.Flush(r.ctx); err != nil {
				r.t.Errorf("sending: %v", err)
			}
		})
	}
	r.sending.Go(func() {
		all.Wait()
		r.sent.Store(true)
	})
}

// kept is how many documents the ledger has, -1 while it is away.
func (r *faults) kept() int {
	ctx, cancel := context.WithTimeout(r.ctx, answer)
	defer cancel()
	k, err := r.ledger.Count(ctx)
	if err != nil {
		return -1
	}
	return k.Documents
}

// stall is how long nothing may move before a run is given up. A document that kills its reader needs some silences in a row, a
// cluster that has lost its leader some seconds.
const stall = 2 * time.Minute

// answer is how long an answer of the stream or the ledger is waited for.
const answer = 5 * time.Second

// status asks the stream.
func (r *faults) status() (stream.Status, error) {
	ctx, cancel := context.WithTimeout(r.ctx, answer)
	defer cancel()
	return r.stream.Status(ctx)
}

// await waits until something holds, as long as the run moves at all.
func (r *faults) await(what string, holds func() bool) {
	r.t.Helper()
	type state struct {
		kept       int
		left, done int64
	}
	var last state
	var status stream.Status
	// A machine that sleeps, and this process with it, does not count as time without movement.
	var still time.Duration
	for looked := time.Now(); !holds(); time.Sleep(20 * time.Millisecond) {
		still += min(time.Since(looked), 3*answer)
		looked = time.Now()
		now := last
		if k := r.kept(); k >= 0 {
			now.kept = k
		}
		if st, err := r.status(); err == nil {
			status, now.left, now.done = st, st.Left(), st.Done
		}
		if now != last {
			last, still = now, 0
		}
		if still > stall {
			r.give(fmt.Errorf("nothing has moved for %v", stall))
			r.crew.dismiss(r.t)
			r.crew.tell(r.t)
			r.t.Fatalf("nothing has moved for %v, waiting until %s: %d of %d documents, all sent: %v, stream %+v", stall, what, last.kept, len(r.want), r.sent.Load(), status)
		}
	}
}

// fault lets one thing go wrong.
func (r *faults) fault(part int) {
	switch part {
	case 0, 8:
		r.crew.signal(syscall.SIGKILL)
	case 1:
		r.cut()
	case 4:
		r.crew.pause()
	case 7:
		r.crew.signal(syscall.SIGTERM)
	case 2, 5: // a server of the stream, and then the one that leads it
		victim := 0
		if len(r.servers.run) > 1 {
			if victim = r.servers.leader(r.ctx); part == 2 {
				victim = (victim + 1) % len(r.servers.run)
			}
		}
		r.servers.crash(victim)
	case 3, 6:
		if err := pgtest.Stop(); err != nil {
			r.t.Error(err)
		}
		time.Sleep(300 * time.Millisecond)
		if err := pgtest.Start(); err != nil {
			r.t.Error(err)
		}
	}
}

// check looks at what has become of all documents, and at what the workers complained of.
func (r *faults) check() {
	t := r.t
	if diff := cmp.Diff(r.want, names(t, r.ledger)); diff != "" {
		t.Errorf("the ledger, -want +got:\n%.2000s", diff)
	}
	var dead []string
	for d, err := range r.stream.Dead(r.ctx) {
		if err != nil {
			t.Fatal(err)
		}
		name := Describe(d.Data)
		if !slices.Contains(dead, name) { // what was sent twice may be dead twice
			dead = append(dead, name)
		}
		if d.Reason != name+": is no page" && (d.Reason != unsurvived(faultTries) || name != "document killer") {
			t.Errorf("%s is dead because %s", name, d.Reason)
		}
	}
	slices.Sort(dead)
	slices.Sort(r.poison)
	if diff := cmp.Diff(r.poison, dead); diff != "" {
		t.Errorf("the dead, -want +got:\n%s", diff)
	}
	for _, line := range r.crew.errors() {
		if !strings.Contains(line, "a document is kept among the dead") {
			t.Errorf("a worker says: %s", line)
		}
	}
	if t.Failed() {
		r.crew.tell(t)
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
