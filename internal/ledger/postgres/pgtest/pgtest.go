// Package pgtest runs a PostgreSQL of its own for tests and measurements, from the programs that the machine has.
package pgtest

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
)

var shared struct {
	sync.Once
	*Server
	why string // there is none
	n   int
}

// Close ends the server. A TestMain calls it behind its tests.
func Close() {
	if shared.Server != nil {
		_ = shared.Close()
	}
}

// Stop takes the server down as a crash does.
func Stop() error {
	_, err := shared.Stop(syscall.SIGQUIT)
	return err
}

// Start starts it again.
func Start() error { return shared.Start() }

// Database makes an empty database on the server that all tests of a program share, and gives its address. Without PostgreSQL
// the test is skipped.
func Database(t testing.TB) string {
	t.Helper()
	shared.Do(func() {
		var err error
		if shared.Server, err = New("fsync=off", "full_page_writes=off"); err != nil {
			shared.Server, shared.why = nil, err.Error()
		}
	})
	if shared.Server == nil {
		if strings.Contains(os.Getenv("READOUT_DEMAND"), "postgresql") {
			t.Fatal("there is no PostgreSQL, and READOUT_DEMAND names it: " + shared.why)
		}
		t.Skip("NOT TESTED AGAINST POSTGRESQL: " + shared.why + "; READOUT_POSTGRES may name the folder of its programs")
	}
	shared.n++
	address, err := shared.Database(t.Context(), fmt.Sprint("l", shared.n))
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// Dump gives the database at an address as statements that make it again.
func Dump(t testing.TB, address string) []byte {
	t.Helper()
	c := shared.command("pg_dump", "--inserts", "--no-owner", "--no-comments", "-d", address)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	// What is no SQL is for psql alone, and without the rest names are found as ever.
	return regexp.MustCompile(`(?m)^(\\|--|SELECT pg_catalog\.set_config\('search_path').*\n|^\n`).ReplaceAll(out, nil)
}
