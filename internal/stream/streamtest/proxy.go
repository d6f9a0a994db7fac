package streamtest

import (
	"io"
	"net"
	"sync"
	"testing"
)

// Proxy stands between clients and a server and can cut them off from each other.
type Proxy struct {
	Address string // where clients find the server
	mu      sync.Mutex
	off     bool
	open    map[net.Conn]bool
}

// NewProxy stands before the server at an address, until the test ends.
func NewProxy(t testing.TB, to string) *Proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{Address: l.Addr().String(), open: map[net.Conn]bool{}}
	t.Cleanup(func() { l.Close(); p.Cut() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				in.Close()
				continue
			}
			if p.keep(in, out) {
				go p.copy(in, out)
				go p.copy(out, in)
			}
		}
	}()
	return p
}

// copy passes on what comes from one side. When that side goes, the other one is told.
func (p *Proxy) copy(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range []net.Conn{to, from} {
		c.Close()
		delete(p.open, c)
	}
}

func (p *Proxy) keep(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		if p.off {
			c.Close()
		} else {
			p.open[c] = true
		}
	}
	return !p.off
}

// Cut ends all connections, and lets none be made until Mend.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = true
	for c := range p.open {
		c.Close()
		delete(p.open, c)
	}
}

// Mend lets connections be made again.
func (p *Proxy) Mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = false
}
