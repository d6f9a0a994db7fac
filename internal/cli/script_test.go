package cli

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"readout": func() { os.Exit(Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
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
