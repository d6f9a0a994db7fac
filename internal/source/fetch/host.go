package fetch

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	maxHosts      = 10_000
	robotsFor     = 24 * time.Hour   // as long as RFC 9309 lets them be kept
	robotsLostFor = 10 * time.Minute // a robots.txt that could not be had is asked for again
)

// hosts are those that are known, by scheme and host.
type hosts struct {
	mu  sync.Mutex
	all map[string]*host
}

// host is a place that is asked by one request at a time, not too often, and by its robots.txt.
type host struct {
	turn chan struct{} // holds a value while one is at it
	rate *rate.Limiter

	mu     sync.Mutex
	robots *Robots
	lost   error // why there is no robots.txt to go by
	until  time.Time
	used   time.Time
}

func (hs *hosts) of(u *url.URL) *host {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	key := u.Scheme + "://" + u.Host
	h := hs.all[key]
	if h == nil {
		if len(hs.all) >= maxHosts {
			hs.forget()
		}
		h = &host{turn: make(chan struct{}, 1), rate: rate.NewLimiter(rate.Inf, 1)}
		hs.all[key] = h
	}
	h.used = time.Now()
	return h
}

// forget drops the hosts that were not asked for an hour, or all where there are too many of the others.
func (hs *hosts) forget() {
	for k, h := range hs.all {
		if time.Since(h.used) > time.Hour {
			delete(hs.all, k)
		}
	}
	if len(hs.all) >= maxHosts {
		clear(hs.all)
	}
}

// enter waits for one's turn. leave ends it.
func (h *host) enter(ctx context.Context, delay time.Duration) (leave func(), err error) {
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave = func() { <-h.turn }
	h.mu.Lock()
	if h.robots != nil {
		delay = max(delay, h.robots.Delay)
	}
	h.mu.Unlock()
	if limit := rate.Every(delay); delay > 0 && h.rate.Limit() != limit {
		h.rate.SetLimit(limit)
	}
	if err := h.rate.Wait(ctx); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

// allowed asks the host's robots.txt whether an address may be read.
func (c *Client) allowed(ctx context.Context, h *host, u *url.URL) error {
	h.mu.Lock()
	defer h.mu.Unlock() // whoever comes meanwhile waits for the same robots.txt
	if now := time.Now(); now.After(h.until) {
		h.robots, h.lost = c.getRobots(ctx, u)
		if h.lost != nil && ctx.Err() != nil {
			return h.lost // not the host's fault; asked again next time
		}
		h.until = now.Add(robotsFor)
		if h.lost != nil {
			h.until = now.Add(robotsLostFor)
		}
	}
	if h.lost != nil {
		return h.lost
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !h.robots.Allowed(path) {
		return &Error{URL: u.String(), Reason: "its robots.txt does not want it read", Remedy: "save the page from a browser and give the file"}
	}
	return nil
}

// getRobots fetches the robots.txt of an address. One that does not exist allows everything; one that the server fails to
// give allows nothing for now.
func (c *Client) getRobots(ctx context.Context, u *url.URL) (*Robots, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range maxRedirects + 1 {
		page, next, err := c.ask(ctx, at, Validators{}, c.o.Timeout, 2*maxRobots)
		var e *Error
		switch {
		case errors.As(err, &e) && e.Status >= 400 && e.Status < 500 && e.Status != 429:
			return &Robots{}, nil
		case errors.As(err, &e) && e.Status == 0:
			lost := *e // the page would fail in the same way
			lost.URL = u.String()
			return nil, &lost
		case errors.As(err, &e):
			lost := *e
			lost.URL, lost.Reason = u.String(), "its robots.txt cannot be had: "+e.Reason
			return nil, &lost
		case err != nil:
			return nil, err
		case next == nil:
			return ParseRobots(page.Body, c.product), nil
		}
		at = next.to
	}
	return &Robots{}, nil // RFC 9309: too many redirects are no robots.txt
}
