// Package streamtest holds what is asked of every work stream, as tests that each of them runs.
package streamtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/internal/stream"
)

// Open makes an empty stream for one test.
type Open func(t *testing.T, o stream.Options) stream.Stream

// soon is how long a test waits for what must happen.
const soon = 20 * time.Second

// Run runs all tests.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Open)
	}{
		{"what is sent is taken, in order", inOrder},
		{"what was sent before is known", known},
		{"what is given back comes again, later", again},
		{"a silent worker loses its message", silent},
		{"what came back is taken apart, however full the stream is", splits},
		{"a worker that says it works keeps it", working},
		{"what is buried is kept with its reason and can be revived", buried},
		{"what is dead can be forgotten", forgotten},
		{"what falls silent again and again is counted, and never given up", poison},
		{"a part can be lost, and the rest be done", losesPart},
		{"a message may be as long as the limit says", limit},
		{"a full stream makes senders wait", waitsWhileFull},
		{"a message that can never fit is an error", tooLong},
		{"taking from an empty stream ends", empty},
		{"a context ends waiting", cancelled},
		{"many senders and workers lose nothing", many},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open) })
	}
}

func message(id string) stream.Message { return stream.Message{ID: id, Data: []byte("work of " + id)} }

func start(t *testing.T, open Open, o stream.Options) (stream.Stream, context.Context) {
	t.Helper()
	s := open(t, o)
	t.Cleanup(func() { s.Close() })
	ctx, cancel := context.WithTimeout(context.Background(), 2*soon)
	t.Cleanup(cancel)
	return s, ctx
}

func send(t *testing.T, ctx context.Context, s stream.Stream, ids ...string) stream.Sent {
	t.Helper()
	var list []stream.Message
	for _, id := range ids {
		list = append(list, message(id))
	}
	sent, err := s.Send(ctx, list...)
	if err != nil {
		t.Fatal(err)
	}
	return sent
}

// take gives n messages, or those that came soon.
func take(t *testing.T, ctx context.Context, s stream.Stream, n int) []stream.Delivery {
	t.Helper()
	return from(t, ctx, s.Take, n)
}

// suspects gives n messages that came back. Those that nobody had yet are none of them; a stream may find out what came back when it is
// asked for new ones.
func suspects(t *testing.T, ctx context.Context, s stream.Stream, n int) []stream.Delivery {
	t.Helper()
	return from(t, ctx, func(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
		if got, err := s.Take(ctx, 1, wait/10); err != nil || len(got) > 0 {
			t.Errorf("what came back is given out as if it were new: %v, %v", got, err)
		}
		return s.Suspects(ctx, n, wait/10)
	}, n)
}

func from(t *testing.T, ctx context.Context, take func(context.Context, int, time.Duration) ([]stream.Delivery, error), n int) []stream.Delivery {
	t.Helper()
	var got []stream.Delivery
	for end := time.Now().Add(soon); len(got) < n && time.Now().Before(end); {
		more, err := take(ctx, n-len(got), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, more...)
	}
	if len(got) != n {
		t.Fatalf("took %d messages, want %d", len(got), n)
	}
	return got
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// settles waits until the counts are as wanted, without suspects.
func settles(t *testing.T, ctx context.Context, s stream.Stream, waiting, taken, dead int64) {
	t.Helper()
	settlesWith(t, ctx, s, waiting, taken, 0, dead)
}

func settlesWith(t *testing.T, ctx context.Context, s stream.Stream, waiting, taken, suspects, dead int64) {
	t.Helper()
	var st stream.Status
	for end := time.Now().Add(soon); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		var err error
		if st, err = s.Status(ctx); err != nil {
			t.Fatal(err)
		}
		if st.Waiting == waiting && st.Taken == taken && st.Suspects == suspects && st.Dead == dead {
			if st.Done != st.Sent-waiting-taken || st.Left() != waiting+taken+suspects {
				t.Errorf("%+v: %d done, %d left", st, st.Done, st.Left())
			}
			return
		}
	}
	t.Fatalf("status is %+v, want %d waiting, %d taken, %d suspects, %d dead", st, waiting, taken, suspects, dead)
}

func inOrder(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{})
	send(t, ctx, s, "a", "b", "c")
	settles(t, ctx, s, 3, 0, 0)
	got := take(t, ctx, s, 3)
	for i, id := range []string{"a", "b", "c"} {
		m := got[i].Message()
		if m.ID != id || !bytes.Equal(m.Data, message(id).Data) || got[i].Tries() != 1 {
			t.Errorf("message %d is %q %q at try %d", i, m.ID, m.Data, got[i].Tries())
		}
	}
	settles(t, ctx, s, 0, 3, 0)
	for _, d := range got {
		must(t, d.Done(ctx))
	}
	settles(t, ctx, s, 0, 0, 0)
}

func known(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{})
	if diff := cmp.Diff(stream.Sent{New: 2}, send(t, ctx, s, "a", "b")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(stream.Sent{New: 1, Known: 2}, send(t, ctx, s, "b", "c", "a")); diff != "" {
		t.Error(diff)
	}
	for _, d := range take(t, ctx, s, 3) {
		must(t, d.Done(ctx))
	}
	if diff := cmp.Diff(stream.Sent{Known: 1}, send(t, ctx, s, "a")); diff != "" {
		t.Error("after it was done: ", diff)
	}
	if st, err := s.Status(ctx); err != nil || st.Sent != 3 {
		t.Errorf("%d messages were sent, %v, want 3", st.Sent, err)
	}
}

func again(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{Silence: 500 * time.Millisecond})
	send(t, ctx, s, "a")
	must(t, take(t, ctx, s, 1)[0].Again(ctx))
	d := suspects(t, ctx, s, 1)[0]
	if d.Tries() != 2 || d.Message().ID != "a" {
		t.Errorf("came back as %q at try %d", d.Message().ID, d.Tries())
	}
	must(t, d.Again(ctx))
	if d := suspects(t, ctx, s, 1)[0]; d.Tries() != 2 { // falls silent
		t.Errorf("given back, it came again at try %d, want 2", d.Tries())
	}
	d = suspects(t, ctx, s, 1)[0]
	if d.Tries() != 3 {
		t.Errorf("came back at try %d, want 3", d.Tries())
	}
	must(t, d.Again(ctx))
	d = suspects(t, ctx, s, 1)[0]
	if m := d.Message(); m.ID != "a" || !bytes.Equal(m.Data, message("a").Data) || d.Tries() != 3 {
		t.Errorf("came back as %q with %q at try %d", m.ID, m.Data, d.Tries())
	}
	must(t, d.Done(ctx))
	settles(t, ctx, s, 0, 0, 0)
}

func silent(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{Silence: 500 * time.Millisecond})
	send(t, ctx, s, "a")
	sent := take(t, ctx, s, 1)[0].Message().Sent
	d := suspects(t, ctx, s, 1)[0]
	if d.Tries() != 2 || !d.Message().Sent.Equal(sent.Truncate(time.Microsecond)) && !d.Message().Sent.Equal(sent) {
		t.Errorf("try %d of what was sent %v, want 2 of %v", d.Tries(), d.Message().Sent, sent)
	}
	settlesWith(t, ctx, s, 0, 0, 1, 0)
	must(t, d.Done(ctx))
	settles(t, ctx, s, 0, 0, 0)
}

// splits takes messages apart on a stream that has no room for one byte more.
func splits(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{MaxBytes: 64 << 10, Silence: 500 * time.Millisecond})
	big := func(id string) stream.Message { return stream.Message{ID: id, Data: make([]byte, 10<<10)} }
	for i := range 3 {
		if _, err := s.Send(ctx, big(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	take(t, ctx, s, 3) // and all fall silent
	full, stop := context.WithCancel(ctx)
	var sending sync.WaitGroup
	sending.Go(func() {
		for i := 0; full.Err() == nil; i++ {
			_, _ = s.Send(full, big(fmt.Sprint("other ", i)))
		}
	})
	defer sending.Wait()
	defer stop()
	var ids []string
	for _, d := range eventually(t, ctx, s, 3) {
		id := d.Message().ID
		must(t, d.Lose(ctx, message(id+" bad"), "is no page"))
		must(t, d.Split(ctx, message(id+" bad"), big(id+" b"), big(id+" c")))
	}
	for _, d := range eventually(t, ctx, s, 9) {
		if d.Tries() != 2 {
			t.Errorf("a part is given out at try %d, want 2", d.Tries())
		}
		m := d.Message()
		ids = append(ids, m.ID)
		if m.ID[2:] == "bad" { // was lost with the whole already
			must(t, d.Lose(ctx, m, "is no page"))
		}
		must(t, d.Done(ctx))
	}
	slices.Sort(ids)
	if diff := cmp.Diff([]string{"0 b", "0 bad", "0 c", "1 b", "1 bad", "1 c", "2 b", "2 bad", "2 c"}, ids); diff != "" {
		t.Error(diff)
	}
	if got := deadOnes(t, ctx, s); len(got) != 3 {
		t.Errorf("dead: %q", got)
	}
}

// eventually gives n suspects, however many new messages must be done meanwhile.
func eventually(t *testing.T, ctx context.Context, s stream.Stream, n int) []stream.Delivery {
	t.Helper()
	return from(t, ctx, func(ctx context.Context, n int, wait time.Duration) ([]stream.Delivery, error) {
		if got, err := s.Suspects(ctx, n, wait/20); err != nil || len(got) > 0 {
			return got, err
		}
		fresh, err := s.Take(ctx, 1, wait/20)
		for _, d := range fresh {
			must(t, d.Done(ctx))
		}
		return nil, err
	}, n)
}

func working(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{Silence: time.Second})
	send(t, ctx, s, "a")
	d := take(t, ctx, s, 1)[0]
	for range 6 {
		time.Sleep(300 * time.Millisecond)
		must(t, d.Working(ctx))
	}
	if got, err := s.Take(ctx, 1, 50*time.Millisecond); err != nil || len(got) > 0 {
		t.Errorf("another worker was given it too: %v, %v", got, err)
	}
	must(t, d.Done(ctx))
	settles(t, ctx, s, 0, 0, 0)
}

func deadOnes(t *testing.T, ctx context.Context, s stream.Stream) []string {
	t.Helper()
	var got []string
	for d, err := range s.Dead(ctx) {
		must(t, err)
		got = append(got, fmt.Sprintf("%s %q after %d: %s", d.ID, d.Data, d.Tries, d.Reason))
	}
	return got
}

// sentTimes says of the dead when they were sent first.
func sentTimes(t *testing.T, ctx context.Context, s stream.Stream) map[string]time.Time {
	t.Helper()
	all := map[string]time.Time{}
	for d, err := range s.Dead(ctx) {
		must(t, err)
		all[d.ID] = d.Sent
	}
	return all
}

func buried(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{})
	before := time.Now().Add(-time.Millisecond) // times lose what is below a microsecond
	send(t, ctx, s, "a", "b")
	for _, d := range take(t, ctx, s, 2) {
		must(t, d.Bury(ctx, "the page\nis no page"))
	}
	settles(t, ctx, s, 0, 0, 2)
	got := deadOnes(t, ctx, s)
	if len(got) != 2 || len(got[0]) < 20 {
		t.Fatalf("dead: %q", got)
	}
	sent := sentTimes(t, ctx, s)
	n, err := s.Revive(ctx, "b", "nobody")
	if err != nil || n != 1 {
		t.Fatalf("revived %d: %v", n, err)
	}
	settles(t, ctx, s, 1, 0, 1)
	d := take(t, ctx, s, 1)[0]
	if d.Message().ID != "b" {
		t.Errorf("revived %q", d.Message().ID)
	}
	if got, want := d.Message().Sent, sent["b"]; !got.Equal(want) || want.Before(before) || want.After(time.Now()) {
		t.Errorf("revived, it was sent %v, want %v", got, want)
	}
	must(t, d.Bury(ctx, "still not"))
	if n, err := s.Revive(ctx); err != nil || n != 2 {
		t.Fatalf("revived %d: %v", n, err)
	}
	settles(t, ctx, s, 2, 0, 0)
	for _, d := range take(t, ctx, s, 2) {
		must(t, d.Done(ctx))
	}
	settles(t, ctx, s, 0, 0, 0)
}

func forgotten(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{})
	send(t, ctx, s, "a", "b", "c")
	for _, d := range take(t, ctx, s, 3) {
		must(t, d.Bury(ctx, "is no page"))
	}
	if n, err := s.Forget(ctx, "b", "nobody"); err != nil || n != 1 {
		t.Fatalf("forgot %d: %v", n, err)
	}
	if diff := cmp.Diff([]string{`a "work of a" after 1: is no page`, `c "work of c" after 1: is no page`}, deadOnes(t, ctx, s)); diff != "" {
		t.Error(diff)
	}
	if n, err := s.Forget(ctx); err != nil || n != 2 {
		t.Fatalf("forgot %d: %v", n, err)
	}
	settles(t, ctx, s, 0, 0, 0)
}

func poison(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{Silence: 200 * time.Millisecond})
	send(t, ctx, s, "poison")
	take(t, ctx, s, 1)
	for try := 2; ; try++ {
		d := suspects(t, ctx, s, 1)[0]
		if d.Tries() != try {
			t.Fatalf("try %d, want %d", d.Tries(), try)
		}
		if try == 8 {
			must(t, d.Bury(ctx, "it kills"))
			break
		}
	}
	settles(t, ctx, s, 0, 0, 1)
	if diff := cmp.Diff([]string{`poison "work of poison" after 8: it kills`}, deadOnes(t, ctx, s)); diff != "" {
		t.Error(diff)
	}
}

func losesPart(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{})
	send(t, ctx, s, "a")
	d := take(t, ctx, s, 1)[0]
	must(t, d.Lose(ctx, message("a part"), "is no page"))
	settles(t, ctx, s, 0, 1, 1)
	must(t, d.Again(ctx))
	d = suspects(t, ctx, s, 1)[0]
	must(t, d.Lose(ctx, message("a part"), "is no page")) // as a worker does that was killed in between
	must(t, d.Lose(ctx, message("another"), "nor is this"))
	must(t, d.Done(ctx))
	settles(t, ctx, s, 0, 0, 2)
	want := []string{`a part "work of a part" after 1: is no page`, `another "work of another" after 2: nor is this`}
	if diff := cmp.Diff(want, deadOnes(t, ctx, s)); diff != "" {
		t.Error(diff)
	}
	// Revived and lost once more, it is among the dead again.
	if n, err := s.Revive(ctx, "a part"); err != nil || n != 1 {
		t.Fatalf("revived %d: %v", n, err)
	}
	d = take(t, ctx, s, 1)[0]
	must(t, d.Lose(ctx, d.Message(), "still no page"))
	must(t, d.Done(ctx))
	want = []string{want[1], `a part "work of a part" after 1: still no page`}
	if diff := cmp.Diff(want, deadOnes(t, ctx, s)); diff != "" {
		t.Error(diff)
	}
}

func limit(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{MaxBytes: 64 << 20})
	if _, err := s.Send(ctx, stream.Message{ID: "longest", Data: make([]byte, s.Limit())}); err != nil {
		t.Error(err)
	}
	d := take(t, ctx, s, 1)[0]
	must(t, d.Bury(ctx, "too much"+string(make([]byte, 20_000))))
	settles(t, ctx, s, 0, 0, 1)
}

func waitsWhileFull(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{MaxBytes: 64 << 10})
	const n = 60
	errs := make(chan error, 1)
	go func() {
		for i := range n {
			if _, err := s.Send(ctx, stream.Message{ID: fmt.Sprint(i), Data: make([]byte, 4<<10)}); err != nil {
				errs <- err
				return
			}
		}
		errs <- nil
	}()
	select {
	case err := <-errs:
		t.Fatalf("all was sent at once, and only a quarter fits: %v", err)
	case <-time.After(500 * time.Millisecond):
	}
	seen := map[string]bool{}
	for len(seen) < n {
		for _, d := range take(t, ctx, s, 1) {
			seen[d.Message().ID] = true
			must(t, d.Done(ctx))
		}
	}
	must(t, <-errs)
}

func tooLong(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{MaxBytes: 1 << 20})
	_, err := s.Send(ctx, stream.Message{ID: "long", Data: make([]byte, 9<<20)})
	if !errors.Is(err, stream.ErrTooLong) {
		t.Errorf("got %v, want %v", err, stream.ErrTooLong)
	}
}

func empty(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{})
	if got, err := s.Take(ctx, 5, 50*time.Millisecond); err != nil || len(got) > 0 {
		t.Errorf("took %v: %v", got, err)
	}
}

func cancelled(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{})
	short, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	if _, err := s.Take(short, 1, soon); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// many runs senders that send everything twice and workers of which some give back, some fall silent.
func many(t *testing.T, open Open) {
	s, ctx := start(t, open, stream.Options{Silence: 500 * time.Millisecond})
	const n = 600
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for i := range n {
				if _, err := s.Send(ctx, message(fmt.Sprintf("m%03d", i))); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var mu sync.Mutex
	done := map[string]int{}
	finished := make(chan struct{})
	for w := range 3 {
		wg.Go(func() {
			for k := 0; ; {
				select {
				case <-finished:
					return
				default:
				}
				got, err := s.Take(ctx, 7, 200*time.Millisecond)
				if err == nil && len(got) < 7 {
					var back []stream.Delivery
					back, err = s.Suspects(ctx, 7, 10*time.Millisecond)
					got = append(got, back...)
				}
				if err != nil {
					t.Error(err)
					return
				}
				for _, d := range got {
					switch k++; {
					case k%29 == w:
						continue // falls silent
					case k%13 == w:
						err = d.Again(ctx)
					default:
						if err = d.Done(ctx); err == nil {
							mu.Lock()
							done[d.Message().ID]++
							if len(done) == n {
								select {
								case <-finished:
								default:
									close(finished)
								}
							}
							mu.Unlock()
						}
					}
					if err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	settles(t, ctx, s, 0, 0, 0)
	var ids []string
	for id := range done {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if len(ids) != n {
		t.Errorf("%d of %d messages were done", len(ids), n)
	}
}
