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
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a PostgreSQL of our own that speaks on a socket in its folder and nowhere else.
type server struct {
	bin, dir string
	as       *syscall.Credential
	running  *os.Process
	ended    chan struct{} // is closed when it has
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

// start runs the server as a child of the test, so that they are stopped and measured together.
func (s *server) start() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	c := s.command("postgres", "-D", s.data(), "-k", s.dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off")
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		return err
	}
	s.running, s.ended = c.Process, make(chan struct{})
	go func() {
		_ = c.Wait()
		close(s.ended)
	}()
	for giveUp := time.Now().Add(time.Minute); ; {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		c, err := pgx.Connect(ctx, s.address("postgres"))
		if err == nil {
			err = c.Close(ctx)
		}
		cancel()
		if err == nil {
			return nil
		}
		select {
		case <-s.ended:
			said, _ := os.ReadFile(log.Name())
			return fmt.Errorf("PostgreSQL does not start: %s", said)
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(giveUp) {
			return fmt.Errorf("PostgreSQL does not answer: %w", err)
		}
	}
}

// stop ends the server at once, without a last word on the disk.
func (s *server) stop() error {
	if err := s.running.Signal(syscall.SIGQUIT); err != nil {
		return err
	}
	<-s.ended
	return nil
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
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // its siblings need not be on the path
		}
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
