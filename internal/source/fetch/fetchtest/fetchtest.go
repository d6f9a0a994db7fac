// Package fetchtest serves in memory, so that tests of fetching can run in a time of their own (testing/synctest).
package fetchtest

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// Web answers for every host.
type Web struct {
	server *http.Server
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// Serve starts a Web.
func Serve(h http.Handler) *Web {
	w := &Web{conns: make(chan net.Conn), closed: make(chan struct{}), server: &http.Server{Handler: h}}
	go w.server.Serve(listener{w})
	return w
}

// Dial connects; it is what fetch.Options want.
func (w *Web) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case w.conns <- server:
		return client, nil
	case <-w.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close ends it and waits, in the test's time, until its handlers have noticed.
func (w *Web) Close() {
	w.server.Close()
	time.Sleep(time.Minute)
}

type listener struct{ *Web }

func (l listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l listener) Addr() net.Addr { return &net.TCPAddr{} }
