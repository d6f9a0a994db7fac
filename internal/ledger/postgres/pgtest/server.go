package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a PostgreSQL of our own that speaks on a socket in its folder and nowhere else.
type Server struct {
	bin, dir string
	settings []string
	as       *syscall.Credential
	running  *os.Process
	ended    chan struct{} // is closed when it has
	last     *os.ProcessState
}

// New makes an empty server and starts it. Settings are written as in "fsync=off"; what is not set is as PostgreSQL comes.
func New(settings ...string) (*Server, error) {
	bin := folder()
	if bin == "" {
		return nil, errors.New("there is no initdb on this machine")
	}
	dir, err := os.MkdirTemp("", "pg") // a short name: paths of sockets end at 107 bytes
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir, settings: settings}
	if os.Geteuid() == 0 { // initdb refuses root
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, errors.New("root cannot run PostgreSQL, and there is no user postgres")
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err
		}
	}
	out, err := s.command("initdb", "-D", s.data(), "-U", "readout", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	return s, s.Start()
}

// Database makes an empty database and gives its address.
func (s *Server) Database(ctx context.Context, name string) (address string, err error) {
	c, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return "", err
	}
	defer c.Close(context.WithoutCancel(ctx))
	if _, err := c.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	return s.address(name), nil
}

func (s *Server) address(name string) string {
	return "postgres:///" + name + "?" + url.Values{"host": {s.dir}, "user": {"readout"}}.Encode()
}

func (s *Server) data() string { return filepath.Join(s.dir, "d") }

// Start runs the server as a child of this program, so that they are stopped and measured together.
func (s *Server) Start() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	args := []string{"-D", s.data(), "-k", s.dir, "-c", "listen_addresses="}
	for _, x := range s.settings {
		args = append(args, "-c", x)
	}
	c := s.command("postgres", args...)
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		return err
	}
	s.running, s.ended = c.Process, make(chan struct{})
	go func() {
		_ = c.Wait()
		s.last = c.ProcessState
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

// Stop ends the server with a signal: SIGQUIT as a crash does, SIGINT in good order. It gives the processor time that the server took.
func (s *Server) Stop(how syscall.Signal) (time.Duration, error) {
	if err := s.running.Signal(how); err != nil {
		return 0, err
	}
	<-s.ended
	return s.last.UserTime() + s.last.SystemTime(), nil
}

// Close ends the server and takes away all it holds.
func (s *Server) Close() error {
	select {
	case <-s.ended:
	default:
		if _, err := s.Stop(syscall.SIGQUIT); err != nil {
			return err
		}
	}
	return os.RemoveAll(s.dir)
}

func (s *Server) command(program string, args ...string) *exec.Cmd {
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
