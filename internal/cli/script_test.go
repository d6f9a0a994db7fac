package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"

	"readout/internal/ledger/postgres/pgtest"
)

func TestMain(m *testing.M) {
	testscript.Main(closing{m}, map[string]func(){
		"readout": func() {
			ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			os.Exit(Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// closing ends the database behind all tests.
type closing struct{ *testing.M }

func (c closing) Run() int {
	defer pgtest.Close()
	return c.M.Run()
}

// TestScript runs the whole program on the cases of testdata/script: each file is a case that can be read on its own.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("COLUMNS", "80")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status,
			"pack":   pack,
			"grow":   grow,
			"warc":   warc,
			"cut":    cut,
			"serve":  serve,
			"until":  until,
			"port":   port,
			"get":    get,
		},
		Condition: func(cond string) (bool, error) { return cond == "root" && os.Getuid() == 0, nil },
	})
}

// status N COMMAND runs the program and wants that exit status.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N readout ...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if e, ok := err.(interface{ ExitCode() int }); ok {
		got = string(rune('0' + e.ExitCode()))
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// pack FILE... makes FILE.gz and FILE.zst of each and removes it.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		b := []byte(ts.ReadFile(name))
		path := ts.MkAbs(name)
		gz, err := os.Create(path + ".gz")
		ts.Check(err)
		z := gzip.NewWriter(gz)
		_, err = z.Write(b)
		ts.Check(err)
		ts.Check(z.Close())
		ts.Check(gz.Close())
		w, err := zstd.NewWriter(nil)
		ts.Check(err)
		ts.Check(os.WriteFile(path+".zst", w.EncodeAll(b, nil), 0o644))
		ts.Check(os.Remove(path))
	}
}

// grow FILE SIZE makes a file of zeros that long, or lengthens one.
func grow(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: grow FILE SIZE")
	}
	var n byteSize
	ts.Check(n.UnmarshalText([]byte(args[1])))
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_WRONLY, 0o644)
	ts.Check(err)
	ts.Check(f.Truncate(int64(n)))
	ts.Check(f.Close())
}

// warc FILE [ADDRESS PAGE]... makes a web archive of pages, each record a gzip member if the file ends in .gz.
func warc(ts *testscript.TestScript, _ bool, args []string) {
	if len(args)%2 != 1 {
		ts.Fatalf("usage: warc FILE [ADDRESS PAGE]...")
	}
	var b bytes.Buffer
	add := func(kind, uri, block string) {
		record := fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:test:%s-%s>\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, kind, path.Base(uri), uri, len(block), block)
		if !strings.HasSuffix(args[0], ".gz") {
			b.WriteString(record)
			return
		}
		z := gzip.NewWriter(&b)
		_, err := io.WriteString(z, record)
		ts.Check(err)
		ts.Check(z.Close())
	}
	add("warcinfo", "", "format: WARC File Format 1.1\r\n")
	for i := 1; i < len(args); i += 2 {
		add("request", args[i], "GET / HTTP/1.1\r\n\r\n")
		add("response", args[i], "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+ts.ReadFile(args[i+1]))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// cut FILE N takes the last N bytes off a file.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: cut FILE N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), info.Size()-int64(n)))
}

// serve FOLDER puts a folder on the web, at $WEB.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: serve FOLDER")
	}
	s := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(s.Close)
	ts.Setenv("WEB", s.URL)
}

// until WORDS COMMAND runs the program again and again until its output has the words.
func until(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: until WORDS readout ...")
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		_ = ts.Exec(args[1], args[2:]...)
		if strings.Contains(ts.ReadFile("stdout"), args[0]) {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%q is not said", args[0])
		}
	}
}

// port NAME puts a free port of this machine into a variable.
func port(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: port NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	ts.Check(l.Close())
}

// get ADDRESS prints what is there, as soon as it is answered.
func get(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: get ADDRESS")
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		r, err := http.Get(args[0])
		if err == nil {
			b, err := io.ReadAll(r.Body)
			r.Body.Close()
			ts.Check(err)
			_, err = ts.Stdout().Write(b)
			ts.Check(err)
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%v", err)
		}
	}
}
