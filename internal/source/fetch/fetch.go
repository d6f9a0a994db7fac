// Package fetch gets pages from the web: politely, within bounds of size and time, and from public addresses only unless
// others are allowed.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"readout/internal/source/coding"
)

// Defaults of the options.
const (
	DefaultMaxBytes = 32 << 20
	DefaultTimeout  = 30 * time.Second
	DefaultDelay    = time.Second
)

const (
	maxRedirects = 5
	maxHead      = 256 << 10 // bytes of the headers of an answer
	maxRetry     = 24 * time.Hour
)

// Options say how pages are fetched.
type Options struct {
	Agent        string        // User-Agent; what stands before its "/" is the name that robots.txt knows it by; "" means readout
	AllowPrivate bool          // addresses of this machine and of private networks may be asked
	MaxBytes     int64         // of a page, inflated; 0 means DefaultMaxBytes
	Timeout      time.Duration // for one page, redirects included, waiting for one's turn not; 0 means DefaultTimeout
	Delay        time.Duration // between two requests to a host; 0 means DefaultDelay, less than 0 none

	// Dial connects in place of the network. Addresses are not checked then. It is for tests.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Client fetches pages. Any number of goroutines may use it; a host is asked by one at a time.
type Client struct {
	o       Options
	product string
	http    *http.Client
	hosts   hosts
}

// New makes a Client.
func New(o Options) *Client {
	if o.Agent == "" {
		o.Agent = "readout"
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Delay == 0 {
		o.Delay = DefaultDelay
	}
	dial := o.Dial
	if dial == nil {
		d := &net.Dialer{Timeout: 10 * time.Second}
		if !o.AllowPrivate {
			d.Control = onlyPublic
		}
		dial = d.DialContext
	}
	product, _, _ := strings.Cut(o.Agent, "/")
	return &Client{
		o: o, product: strings.TrimSpace(product),
		http: &http.Client{
			// No proxy: it would look names up itself, and reach what may not be reached.
			Transport: &http.Transport{
				DialContext: dial, ForceAttemptHTTP2: true, DisableCompression: true, MaxResponseHeaderBytes: maxHead,
				MaxIdleConns: 64, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second, TLSHandshakeTimeout: 10 * time.Second,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		hosts: hosts{all: map[string]*host{}},
	}
}

// Close lets go of connections that are kept for the next page.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Validators tell a server what of a page is known, so that it need not send it again.
type Validators struct{ ETag, LastModified string }

// Page is what a server gave.
type Page struct {
	URL         string // where it was found, behind redirects
	Body        []byte // inflated
	ContentType string // as the server says, with its charset
	NotModified bool   // it is what the validators stand for; there is no body
	Validators  Validators
	Moved       bool // for good: URL is to be asked from now on
}

// Error says why a page was not fetched.
type Error struct {
	URL    string
	Reason string
	Remedy string

	Status     int           // of the server's answer, 0 where there was none
	Temporary  bool          // it may work later
	RetryAfter time.Duration // when, by the server's word; 0 where it says nothing
}

func (e *Error) Error() string { return e.URL + ": " + e.Reason }

// Get fetches a page. What v says is known comes back as NotModified. Every error is an *Error.
func (c *Client) Get(ctx context.Context, address string, v Validators) (*Page, error) {
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	moved := true
	spent := time.Duration(0)
	for hop := 0; ; hop++ {
		h := c.hosts.of(u)
		if err := c.allowed(ctx, h, u); err != nil {
			return nil, named(address, err)
		}
		leave, err := h.enter(ctx, c.o.Delay)
		if err != nil {
			return nil, &Error{URL: address, Reason: "was not fetched: " + context.Cause(ctx).Error(), Remedy: "run it again", Temporary: true}
		}
		start := time.Now()
		page, next, err := c.ask(ctx, u, v, c.o.Timeout-spent, c.o.MaxBytes)
		spent += time.Since(start)
		leave()
		if err != nil {
			return nil, named(address, err)
		}
		if next == nil {
			page.Moved = hop > 0 && moved
			return page, nil
		}
		if hop == maxRedirects {
			return nil, &Error{URL: address, Reason: fmt.Sprintf("redirects more than %d times", maxRedirects), Remedy: "give the address that it leads to"}
		}
		u, moved = next.to, moved && next.forGood
	}
}

// named puts the address that was asked for into an error, and the one it led to into its words.
func named(address string, err error) error {
	var e *Error
	if errors.As(err, &e) && e.URL != address {
		n := *e
		n.URL, n.Reason = address, "leads to "+e.URL+", which "+e.Reason
		return &n
	}
	return err
}

func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, &Error{URL: address, Reason: "is no address", Remedy: "check how it is written"}
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return nil, &Error{URL: address, Reason: "is no address of the web", Remedy: "give one that begins with http:// or https://"}
	case u.User != nil:
		u.User = nil
		return nil, &Error{URL: u.Redacted(), Reason: "was given with a password", Remedy: "save the page and give the file"}
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// redirect is where an answer sends us.
type redirect struct {
	to      *url.URL
	forGood bool
}

// ask sends one request.
func (c *Client) ask(ctx context.Context, u *url.URL, v Validators, timeout time.Duration, maxBytes int64) (*Page, *redirect, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, errSlow)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, &Error{URL: u.String(), Reason: "is no address", Remedy: "check how it is written"}
	}
	req.Header.Set("User-Agent", c.o.Agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5")
	req.Header.Set("Accept-Encoding", coding.Accepted)
	if v.ETag != "" {
		req.Header.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		req.Header.Set("If-Modified-Since", v.LastModified)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, nil, c.fault(ctx, u, err)
	}
	defer resp.Body.Close()
	page := &Page{
		URL: u.String(), ContentType: resp.Header.Get("Content-Type"),
		Validators: Validators{ETag: short(resp.Header.Get("ETag")), LastModified: short(resp.Header.Get("Last-Modified"))},
	}
	switch s := resp.StatusCode; {
	case s == http.StatusNotModified && v != (Validators{}):
		page.NotModified = true
		return page, nil, nil
	case s == 301 || s == 302 || s == 303 || s == 307 || s == 308:
		to, err := u.Parse(resp.Header.Get("Location"))
		if err != nil || resp.Header.Get("Location") == "" {
			return nil, nil, &Error{URL: u.String(), Reason: "redirects nowhere", Remedy: "try it in a browser", Status: s}
		}
		if to, err = parse(to.String()); err != nil {
			return nil, nil, err
		}
		return nil, &redirect{to, s == 301 || s == 308}, nil
	case s < 200 || s > 299:
		return nil, nil, refused(u, resp)
	}
	tooLong := &Error{URL: u.String(), Reason: "is longer than " + coding.Size(maxBytes), Remedy: "raise --max-bytes if it is one page all the same", Status: resp.StatusCode}
	if resp.ContentLength > maxBytes {
		return nil, nil, tooLong
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBytes+1))
	if err != nil {
		return nil, nil, c.fault(ctx, u, err)
	}
	if int64(len(body)) > maxBytes {
		return nil, nil, tooLong
	}
	page.Body, err = coding.Decode(body, resp.Header.Get("Content-Encoding"), maxBytes)
	switch {
	case errors.Is(err, coding.ErrTooLong):
		return nil, nil, tooLong
	case err != nil:
		return nil, nil, &Error{URL: u.String(), Reason: err.Error(), Remedy: "try again later", Status: resp.StatusCode, Temporary: true}
	}
	return page, nil, nil
}

// short drops validators of a length that nobody needs.
func short(s string) string {
	if len(s) > 1000 {
		return ""
	}
	return s
}

var errSlow = errors.New("too slow")

// fault puts the errors of the network into words.
func (c *Client) fault(ctx context.Context, u *url.URL, err error) *Error {
	e := &Error{URL: u.String(), Remedy: "try again later", Temporary: true}
	var dns *net.DNSError
	switch {
	case errors.Is(err, errPrivate):
		e.Reason, e.Remedy, e.Temporary = "may not be asked: "+u.Hostname()+" "+errPrivate.Error(), "allow it with --allow-private", false
	case errors.Is(context.Cause(ctx), errSlow):
		e.Reason = fmt.Sprintf("was not there after %v", c.o.Timeout)
	case ctx.Err() != nil:
		e.Reason, e.Remedy = "was not fetched: "+context.Cause(ctx).Error(), "run it again"
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Reason, e.Remedy = "there is no host "+u.Hostname(), "check the address and the network"
	case errors.As(err, &dns):
		e.Reason, e.Remedy = "the name "+u.Hostname()+" cannot be looked up", "check the network"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		e.Reason = "the server broke off"
	default:
		var inner *url.Error
		if errors.As(err, &inner) {
			err = inner.Err
		}
		e.Reason = "cannot be fetched: " + err.Error()
	}
	return e
}

// refused puts an answer that is no page into words.
func refused(u *url.URL, resp *http.Response) *Error {
	s := resp.StatusCode
	e := &Error{URL: u.String(), Status: s, Remedy: "try it in a browser", Reason: strings.TrimSpace(fmt.Sprintf("the server answers %d %s", s, http.StatusText(s)))}
	if s == http.StatusTooManyRequests || s == http.StatusRequestTimeout || s == http.StatusTooEarly || s >= 500 {
		e.Temporary, e.Remedy = true, "try again later"
		after := resp.Header.Get("Retry-After")
		if n, err := strconv.Atoi(after); err == nil && n > 0 {
			e.RetryAfter = min(time.Duration(min(n, 1<<20))*time.Second, maxRetry)
		} else if t, err := http.ParseTime(after); err == nil {
			e.RetryAfter = min(max(time.Until(t), 0), maxRetry)
		}
	}
	return e
}
