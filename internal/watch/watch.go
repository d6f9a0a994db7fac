// Package watch follows feeds and sitemaps: it asks them again and again, takes each page that they name once, and goes on
// where it was after a stop.
package watch

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"sync"
	"time"

	"readout/internal/source"
	"readout/internal/source/feed"
	"readout/internal/source/fetch"
)

// State keeps what must not be forgotten. Its methods may be called by several goroutines at once. An error of one ends the
// following.
type State interface {
	Feed(ctx context.Context, url string) (Feed, error) // the zero Feed for one that is not known
	PutFeed(ctx context.Context, url string, f Feed) error
	Pages(ctx context.Context, urls []string) (map[string]Page, error) // those of urls that are known
	PutPage(ctx context.Context, url string, p Page) error
}

// Feed is what is kept of a feed.
type Feed struct {
	ETag, LastModified string        // by which the server tells whether it brings anything new
	Next               time.Time     // when it is asked again
	Every              time.Duration // how often it is asked while it works
	Failures           int           // since it worked last
	Gone               bool          // for good; it is not asked again
	Problem            string        // why it failed last; "" while it works

	// For people who look after it.
	URL    string
	Asked  time.Time // when it was asked last
	Taken  int       // pages in all
	Failed []Failed  // pages that could not be taken, the latest first, a few
}

// Failed is a page that could not be taken.
type Failed struct {
	URL, Problem string
	At           time.Time
}

// maxFailed is how many failed pages are kept of a feed.
const maxFailed = 20

// Page is what is kept of a page.
type Page struct {
	Done    bool      // taken, or given up
	Tries   int       // that failed
	Next    time.Time // when it is tried again
	Problem string    // why it failed last
}

// How often feeds are asked.
const (
	First   = 15 * time.Minute // at the beginning,
	Least   = 5 * time.Minute  // while there is news,
	Most    = 2 * time.Hour    // while there is none,
	Longest = 24 * time.Hour   // and when it fails again and again
)

const (
	maxTries    = 5  // of a page
	maxSitemaps = 64 // of an index that are asked at a time
	maxLoads    = 32 // pages and feeds that are fetched at once
)

// ErrPage marks an error of Take that concerns one page: it is named and not tried again, and the following goes on.
var ErrPage = errors.New("the page cannot be read")

// Options say how feeds are followed.
type Options struct {
	Client *fetch.Client
	State  State

	// Take is given each new page, fetched, one at a time. A page counts as taken when it returns nil. Another error than
	// ErrPage ends the following.
	Take func(ctx context.Context, it *source.Item) error

	Note     func(string) // is told what went wrong and when it is tried again; nil for nobody
	Since    time.Time    // pages that a feed dates earlier are passed over; zero for none
	MaxBytes int64        // of a feed, inflated; 0 means fetch.DefaultMaxBytes
	Once     bool         // ask each feed that is due once, then end
}

// Follow follows feeds until the context ends, all of them are gone, or the state or Take fails. It returns nil but for the
// latter two.
func Follow(ctx context.Context, feeds []string, o Options) error {
	if o.MaxBytes <= 0 {
		o.MaxBytes = fetch.DefaultMaxBytes
	}
	if o.Note == nil {
		o.Note = func(string) {}
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	f := &follower{Options: o, loads: make(chan struct{}, maxLoads), busy: map[string]bool{}}
	var all sync.WaitGroup
	for i, url := range feeds {
		if slices.Contains(feeds[:i], url) {
			continue
		}
		all.Go(func() {
			if err := f.follow(ctx, url); err != nil && ctx.Err() == nil {
				stop(err)
			}
		})
	}
	all.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

type follower struct {
	Options
	loads  chan struct{}
	taking sync.Mutex // of Take and Note

	mu   sync.Mutex
	busy map[string]bool // pages that are being fetched
}

func (f *follower) note(format string, args ...any) {
	f.taking.Lock()
	defer f.taking.Unlock()
	f.Note(fmt.Sprintf(format, args...))
}

// follow asks one feed again and again.
func (f *follower) follow(ctx context.Context, url string) error {
	for {
		st, err := f.State.Feed(ctx, url)
		switch {
		case err != nil:
			return err
		case st.Gone:
			f.note("%s: is gone and not followed any more (%s)", url, st.Problem)
			return nil
		}
		if wait := time.Until(st.Next); wait > 0 {
			if f.Once {
				return nil
			}
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(wait):
			}
		}
		if st, _, err = f.ask(ctx, url, st, 0); err != nil || ctx.Err() != nil {
			return err
		}
		if err := f.State.PutFeed(ctx, url, st); err != nil {
			return err
		}
		if f.Once {
			return nil
		}
	}
}

// ask asks a feed once, takes its new pages and says what to keep of it. Validators are kept only when nothing is left to
// do, so that the next answer names again what was not taken.
func (f *follower) ask(ctx context.Context, url string, st Feed, depth int) (now Feed, taken int, err error) {
	st.URL, st.Asked = url, time.Now()
	got, err := f.get(ctx, url, fetch.Validators{ETag: st.ETag, LastModified: st.LastModified})
	switch {
	case ctx.Err() != nil:
		return st, 0, nil
	case err != nil:
		return f.failed(url, st, err), 0, nil
	case got.NotModified:
		return worked(url, st, 0), 0, nil
	}
	failed := func(page, problem string) {
		st.Failed = append([]Failed{{page, problem, time.Now()}}, st.Failed...)
		st.Failed = st.Failed[:min(len(st.Failed), maxFailed)]
	}
	parsed, parseErr := feed.Parse(source.Inflate(got.Body, f.MaxBytes), got.ContentType, got.URL)
	taken, left, err := f.pages(ctx, url, parsed, failed)
	if err == nil {
		var n int
		n, err = f.sitemaps(ctx, url, parsed, depth)
		taken += n
	}
	if err != nil || ctx.Err() != nil {
		return st, taken, err
	}
	st.ETag, st.LastModified = got.Validators.ETag, got.Validators.LastModified
	if left > 0 || parseErr != nil || len(parsed.Sitemaps) > 0 { // an index may stay the same while its sitemaps change
		st.ETag, st.LastModified = "", ""
	}
	if parseErr != nil {
		return f.failed(url, st, &fetch.Error{URL: url, Reason: parseErr.Error(), Remedy: "check it in a browser"}), taken, nil
	}
	return worked(url, st, taken), taken, nil
}

func (f *follower) get(ctx context.Context, url string, v fetch.Validators) (*fetch.Page, error) {
	if !f.load(ctx) {
		return nil, ctx.Err()
	}
	defer f.loaded()
	return f.Client.Get(ctx, url, v)
}

func (f *follower) load(ctx context.Context) bool {
	select {
	case f.loads <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (f *follower) loaded() { <-f.loads }

// sitemaps asks the sitemaps of an index, those that changed last first, unless it is known that they bring nothing.
func (f *follower) sitemaps(ctx context.Context, url string, index *feed.Feed, depth int) (taken int, err error) {
	if depth > 1 {
		return 0, nil
	}
	maps := slices.Clone(index.Sitemaps)
	slices.SortStableFunc(maps, func(a, b feed.Sitemap) int { return b.Date.Compare(a.Date) })
	for _, s := range maps[:min(len(maps), maxSitemaps)] {
		if s.URL == url || !s.Date.IsZero() && s.Date.Before(f.Since) {
			continue
		}
		st, err := f.State.Feed(ctx, s.URL)
		if err != nil {
			return taken, err
		}
		old := !s.Date.IsZero() && st.ETag+st.LastModified != "" && s.Date.Before(st.Next.Add(-Most-Most/10)) // not changed since it was asked
		if st.Gone || old || st.Failures > 0 && time.Now().Before(st.Next) {
			continue
		}
		st, n, err := f.ask(ctx, s.URL, st, depth+1)
		if err != nil || ctx.Err() != nil {
			return taken, err
		}
		taken += n
		if err := f.State.PutFeed(ctx, s.URL, st); err != nil {
			return taken, err
		}
	}
	return taken, nil
}

// pages takes the pages of a feed that are new, the oldest first. left is how many are to be tried again; failed is told of those that
// could not be taken.
func (f *follower) pages(ctx context.Context, feedURL string, parsed *feed.Feed, failed func(page, problem string)) (taken, left int, err error) {
	entries := slices.Clone(parsed.Entries)
	slices.Reverse(entries) // feeds name the latest first
	slices.SortStableFunc(entries, func(a, b feed.Entry) int { return a.Date.Compare(b.Date) })
	entries = slices.DeleteFunc(entries, func(e feed.Entry) bool { return !e.Date.IsZero() && e.Date.Before(f.Since) })
	ids := make([]string, len(entries))
	for i := range entries {
		ids[i] = idOf(feedURL, &entries[i])
	}
	known, err := f.State.Pages(ctx, ids)
	if err != nil {
		return 0, 0, err
	}
	for i, e := range entries {
		p := known[ids[i]]
		if ctx.Err() != nil {
			return taken, left, nil
		}
		switch {
		case p.Done:
			continue
		case time.Now().Before(p.Next):
			left++
			continue
		case !f.begin(ids[i]): // another feed names it, too
			continue
		}
		p, err := f.page(ctx, feedURL, ids[i], e, p)
		f.end(ids[i])
		switch {
		case err != nil || ctx.Err() != nil:
			return taken, left, err
		case !p.Done:
			left++
		case p.Problem == "":
			taken++
		}
		if p.Problem != "" {
			failed(ids[i], p.Problem)
		}
	}
	return taken, left, nil
}

// idOf names an entry: by its address, or by what its feed calls it.
func idOf(feedURL string, e *feed.Entry) string {
	switch {
	case e.URL != "":
		return e.URL
	case e.ID != "":
		return e.ID
	}
	h := fnv.New64a()
	h.Write([]byte(e.Title + "\n" + e.Content))
	return fmt.Sprintf("%s#%016x", feedURL, h.Sum64())
}

func (f *follower) begin(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.busy[id] {
		return false
	}
	f.busy[id] = true
	return true
}

func (f *follower) end(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.busy, id)
}

// page takes one page and keeps how that went.
func (f *follower) page(ctx context.Context, feedURL, id string, e feed.Entry, p Page) (Page, error) {
	// Another feed may have taken it since the state was asked.
	if now, err := f.State.Pages(ctx, []string{id}); err != nil || now[id].Done {
		return now[id], err
	}
	it := source.EntryItem(ctx, f.Client, id, feedURL, e)
	if !f.load(ctx) {
		return p, nil
	}
	err := it.Load()
	f.loaded()
	if ctx.Err() != nil {
		return p, nil
	}
	if err == nil {
		f.taking.Lock()
		err = f.Take(ctx, it)
		f.taking.Unlock()
		if err != nil && !errors.Is(err, ErrPage) {
			return p, err
		}
	}
	p.Done, p.Next, p.Problem = true, time.Time{}, ""
	if err != nil {
		p.Tries++
		p.Problem = err.Error()
		var cause *fetch.Error
		if errors.As(err, &cause) && cause.Temporary && p.Tries < maxTries {
			wait := max(backOff(Least, p.Tries), cause.RetryAfter)
			p.Done, p.Next = false, time.Now().Add(wait)
			f.note("%v; tried again in %v", err, wait)
		} else {
			f.note("%v", err)
		}
	}
	return p, f.State.PutPage(context.WithoutCancel(ctx), id, p) // it is taken; a stop must not lose that
}

// worked plans the next time for a feed that answered.
func worked(url string, st Feed, taken int) Feed {
	switch {
	case st.Every == 0:
		st.Every = First
	case taken > 0:
		st.Every /= 2
	default:
		st.Every += st.Every / 2
	}
	st.Every = min(max(st.Every, Least), Most)
	st.Failures, st.Problem = 0, ""
	st.Taken += taken
	st.Next = time.Now().Add(apart(url, st.Every))
	return st
}

// failed plans the next time for a feed that did not.
func (f *follower) failed(url string, st Feed, err error) Feed {
	st.Failures++
	if st.Every == 0 {
		st.Every = First
	}
	st.Problem = source.FetchError(err).Reason
	wait := apart(url, backOff(st.Every, st.Failures))
	var cause *fetch.Error
	if errors.As(err, &cause) {
		if cause.Status == 410 {
			st.Gone = true
			return st
		}
		wait = max(wait, cause.RetryAfter)
	}
	st.Next = time.Now().Add(wait)
	f.note("%s: %s; asked again in %v", url, st.Problem, wait.Round(time.Second))
	return st
}

// backOff doubles a time with every failure.
func backOff(d time.Duration, failures int) time.Duration {
	for ; failures > 0 && d < Longest; failures-- {
		d *= 2
	}
	return min(d, Longest)
}

// apart lengthens a time by up to a tenth, as the address of the feed has it, so that many feeds are not asked at once.
func apart(url string, d time.Duration) time.Duration {
	h := fnv.New32a()
	h.Write([]byte(url))
	return d + d/10*time.Duration(h.Sum32()%1000)/1000
}
