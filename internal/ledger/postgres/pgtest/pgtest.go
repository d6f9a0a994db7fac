// Package pgtest runs a PostgreSQL of its own for tests, from the programs that the machine has.
package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// server is a PostgreSQL of our own that speaks on a socket in its folder and nowhere else.
type server struct {
	bin, dir string
	as       *syscall.Credential
}

var shared struct {
	sync.Once
	*server
	why string // there is none
	n   int
}

// Close ends the server. A TestMain calls it behind its tests.
func Close() {
	if shared.server != nil {
		_ = shared.stop()
		os.RemoveAll(shared.dir)
	}
}

// Stop takes the server down as a crash does.
func Stop() error { return shared.stop() }

// Start starts it again.
func Start() error { return shared.start() }

// Database makes an empty database on the server that all tests of a program share, and gives its address. Without PostgreSQL
// the test is skipped.
func Database(t testing.TB) string {
	t.Helper()
	shared.Do(func() { shared.server, shared.why = start() })
	if shared.server == nil {
		if strings.Contains(os.Getenv("READOUT_DEMAND"), "postgresql") {
			t.Fatal("there is no PostgreSQL, and READOUT_DEMAND names it: " + shared.why)
		}
		t.Skip("NOT TESTED AGAINST POSTGRESQL: " + shared.why + "; READOUT_POSTGRES may name the folder of its programs")
	}
	shared.n++
	name := fmt.Sprint("l", shared.n)
	c, err := pgx.Connect(t.Context(), shared.address("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.WithoutCancel(t.Context()))
	if _, err := c.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return shared.address(name)
}

func (s *server) address(name string) string {
	return "postgres:///" + name + "?" + url.Values{"host": {s.dir}, "user": {"readout"}}.Encode()
}

func start() (*server, string) {
	bin := folder()
	if bin == "" {
		return nil, "there is no initdb on this machine"
	}
	dir, err := os.MkdirTemp("", "pg") // a short name: paths of sockets end at 107 bytes
	if err != nil {
		return nil, err.Error()
	}
	s := &server{bin: bin, dir: dir}
	if os.Geteuid() == 0 { // initdb refuses root
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, "root cannot run PostgreSQL, and there is no user postgres"
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err.Error()
		}
	}
	out, err := s.command("initdb", "-D", s.data(), "-U", "readout", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput()
	if err != nil {
		return nil, fmt.Sprintf("initdb: %v: %s", err, out)
	}
	if err := s.start(); err != nil {
		return nil, err.Error()
	}
	return s, ""
}

func (s *server) data() string { return filepath.Join(s.dir, "d") }

func (s *server) start() error {
	o := "-c listen_addresses='' -k " + s.dir + " -c fsync=off -c full_page_writes=off"
	out, err := s.command("pg_ctl", "-D", s.data(), "-w", "-l", filepath.Join(s.dir, "log"), "-o", o, "start").CombinedOutput()
	if err != nil {
		return fmt.Errorf("pg_ctl: %v: %s", err, out)
	}
	return nil
}

func (s *server) stop() error {
	return s.command("pg_ctl", "-D", s.data(), "-w", "-m", "immediate", "stop").Run()
}

func (s *server) command(program string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, program), args...)
	c.Dir = s.dir
	c.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	return c
}

// folder finds PostgreSQL's programs: where READOUT_POSTGRES says, on the path, or the newest that Debian keeps.
func folder() string {
	if dir := os.Getenv("READOUT_POSTGRES"); dir != "" {
		return dir
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(all, func(a, b string) int { return version(a) - version(b) })
	if len(all) == 0 {
		return ""
	}
	return filepath.Dir(all[len(all)-1])
}

func version(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}
