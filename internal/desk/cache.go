package desk

import (
	"bytes"
	lists "container/list"
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// How old an answer may be. An answer holds as long as the ledger stays as it is. While documents are added, it is given again
// for a hundred times as long as it took to make, so that renewing all the pages that people look at takes no more of the
// machine than a hundredth for each; then it is renewed while the old one is given for the last time.
const (
	leastAge   = 2 * time.Second
	mostAge    = time.Minute
	worth      = 100
	stateAge   = 200 * time.Millisecond
	longest    = time.Minute // to make one
	maxKept    = 48 << 20    // bytes of answers
	maxOne     = 4 << 20     // of one answer, to be kept
	leastToZip = 1 << 10
)

// cache keeps answers to GET requests and lets one reader make what many ask for at once.
type cache struct {
	make  http.Handler
	state func(context.Context) (string, error)

	mu     sync.Mutex
	by     map[string]*made
	size   int
	most   int         // that size may be
	order  *lists.List // of those that are kept, the one that was asked for last first
	era    int         // a change ends it
	clock  func() time.Time
	seen   string    // the ledger's state
	seenAt time.Time // and when it was asked for
}

// made is an answer.
type made struct {
	ready chan struct{} // closed when the rest is there

	status       int
	header       http.Header
	body, zipped []byte
	tag          string
	state        string
	at           time.Time
	took         time.Duration

	// Guarded by the cache.
	key      string
	place    *lists.Element // in the order; nil while it is not kept
	renewing bool
	era      int // in which it was asked for
	size     int // as it counts
}

func newCache(handler http.Handler, state func(context.Context) (string, error)) *cache {
	return &cache{make: handler, state: state, by: map[string]*made{}, most: maxKept, order: lists.New(), clock: time.Now}
}

// ServeHTTP gives a kept answer, or makes one.
func (c *cache) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		c.make.ServeHTTP(w, r)
		c.clear() // what was changed is seen at once
		return
	}
	key := r.Host + " " + r.URL.RequestURI()
	state := c.stateNow(r.Context())
	c.mu.Lock()
	now := c.clock()
	m := c.by[key]
	renew := false
	if m != nil && isReady(m) && m.state != state {
		age, limit := now.Sub(m.at), min(max(worth*m.took, leastAge), mostAge)
		switch {
		case age > 2*limit:
			c.drop(key)
			m = nil
		case age > limit && !m.renewing:
			m.renewing, renew = true, true
		}
	}
	first := m == nil
	if first {
		m = &made{ready: make(chan struct{}), era: c.era}
		c.by[key] = m
	}
	if m.place != nil {
		c.order.MoveToFront(m.place)
	}
	c.mu.Unlock()

	switch {
	case first:
		c.fill(m, r, state)
		c.keep(key, m)
	case renew:
		next := &made{ready: make(chan struct{}), era: m.era}
		copied := r.Clone(context.WithoutCancel(r.Context()))
		go func() {
			c.fill(next, copied, state)
			c.keep(key, next)
		}()
	default:
		select {
		case <-m.ready:
		case <-r.Context().Done():
			return
		}
	}
	m.send(w, r)
}

func isReady(m *made) bool {
	select {
	case <-m.ready:
		return true
	default:
		return false
	}
}

// stateNow is the ledger's state, as of a moment ago.
func (c *cache) stateNow(ctx context.Context) string {
	c.mu.Lock()
	now := c.clock()
	known, fresh := c.seen, now.Sub(c.seenAt) < stateAge
	if !fresh {
		c.seenAt = now // the others take the old one meanwhile
	}
	c.mu.Unlock()
	if fresh {
		return known
	}
	state, err := c.state(context.WithoutCancel(ctx))
	if err != nil {
		state = "" // the page itself will say what is wrong
	}
	c.mu.Lock()
	c.seen = state
	c.mu.Unlock()
	return state
}

// fill makes an answer. The reader who asked may leave meanwhile: others wait for it too.
func (c *cache) fill(m *made, r *http.Request, state string) {
	defer close(m.ready)
	defer func() {
		if p := recover(); p != nil { // nobody else would catch it where a page is renewed
			m.status, m.header, m.body, m.zipped = http.StatusInternalServerError, http.Header{}, fmt.Appendf(nil, "this page cannot be made: %v\n", p), nil
		}
	}()
	start := c.clock()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), longest)
	defer cancel()
	h := &holding{header: http.Header{}, status: http.StatusOK}
	get := r.Clone(ctx)
	get.Method = http.MethodGet
	c.make.ServeHTTP(h, get)
	m.status, m.header, m.body, m.state = h.status, h.header, h.body.Bytes(), state
	sum := sha256.Sum256(m.body)
	m.tag = fmt.Sprintf(`W/"%x"`, sum[:12])
	m.zipped = zipped(m.body)
	m.at = c.clock()
	m.took = m.at.Sub(start)
}

// keep holds an answer for others, unless it is a failure.
func (c *cache) keep(key string, m *made) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m.era != c.era {
		return
	}
	c.drop(key)
	n := len(m.body) + len(m.zipped)
	if m.status != http.StatusOK || n > maxOne {
		return
	}
	for c.size+n > c.most && c.order.Len() > 0 {
		c.drop(c.order.Back().Value.(*made).key)
	}
	c.by[key] = m
	m.key, m.size, m.place = key, n, c.order.PushFront(m)
	c.size += n
}

// drop forgets an answer; the caller holds the lock.
func (c *cache) drop(key string) {
	if m := c.by[key]; m != nil {
		delete(c.by, key)
		c.size -= m.size
		if m.place != nil {
			c.order.Remove(m.place)
		}
	}
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by, c.size, c.seenAt = map[string]*made{}, 0, time.Time{}
	c.order.Init()
	c.era++
}

// send writes an answer, packed for those who take that, and "not modified" to who has it.
func (m *made) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for k, v := range m.header {
		h[k] = v
	}
	if m.status == http.StatusOK {
		h.Set("ETag", m.tag)
		h.Set("Cache-Control", "private, no-cache")
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("If-None-Match"), strings.TrimPrefix(m.tag, "W/")) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := m.body
	if m.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = m.zipped
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(m.status)
	w.Write(body)
}

var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is wrong; every test sees it
	}
	return z
}}

// zipped packs an answer; nil where that is not worth it.
func zipped(body []byte) []byte {
	if len(body) < leastToZip {
		return nil
	}
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	var b bytes.Buffer
	z.Reset(&b)
	z.Write(body) // a buffer takes everything
	z.Close()
	return b.Bytes()
}

// holding holds an answer back.
type holding struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *holding) Header() http.Header         { return h.header }
func (h *holding) WriteHeader(status int)      { h.status = status }
func (h *holding) Write(b []byte) (int, error) { return h.body.Write(b) }
