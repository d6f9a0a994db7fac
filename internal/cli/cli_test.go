package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"readout/doc"
)

// run gives the exit status and what is printed.
func run(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = Main(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

func TestByteSize(t *testing.T) {
	for in, want := range map[string]byteSize{"1": 1, "500KB": 500 << 10, "2k": 2 << 10, "32MiB": 32 << 20, "1GB": 1 << 30, "7B": 7} {
		var got byteSize
		if err := got.UnmarshalText([]byte(in)); err != nil || got != want {
			t.Errorf("%s: got %d, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "0", "-1", "K", "3x", "1.5MB", "2GB", "99999999999999999999", "1 MB"} {
		var got byteSize
		if err := got.UnmarshalText([]byte(in)); err == nil {
			t.Errorf("%q is taken as %d", in, got)
		}
	}
}

// closedPipe is a reader that went away.
type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

func TestClosedPipeIsQuiet(t *testing.T) {
	var stderr bytes.Buffer
	in := strings.NewReader(`{"id":"1","text":"The ferry sails again."}`)
	if got := Main(t.Context(), []string{"read", "-"}, in, closedPipe{}, &stderr); got != exitOK || stderr.Len() > 0 {
		t.Errorf("status %d, stderr %q", got, stderr.String())
	}
}

// endless is a corpus without end, which calls for an end after some lines.
type endless struct {
	n    int
	stop func()
}

func (e *endless) Read(p []byte) (int, error) {
	e.n++
	if e.n == 100 {
		e.stop()
	}
	return copy(p, fmt.Sprintf("{\"id\":\"%d\",\"text\":\"The ferry sails again.\"}\n", e.n)), nil
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var stdout, stderr bytes.Buffer
	status := Main(ctx, []string{"read", "--format=jsonl", "-"}, &endless{stop: cancel}, &stdout, &stderr)
	if status != exitFailed || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("status %d, stderr %q", status, stderr.String())
	}
	if s := stdout.String(); s != "" && !strings.HasSuffix(s, "}\n") {
		t.Errorf("the output ends in the middle of a line: %q", s[max(0, len(s)-40):])
	}
}

// However many workers there are, the output is the same.
func TestWorkersDoNotChangeTheOutput(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		page := fmt.Sprintf("<html><head><title>Ferry %d</title></head><body><h1>Ferry %d</h1>%s</body></html>", i, i,
			strings.Repeat(fmt.Sprintf("<p>The harbour master said that ferry number %d would sail again on Monday, whatever the weather.</p>", i), 1+i%5))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.html", i)), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, want, _ := run(t, "", "read", "--format=jsonl", "--workers=1", dir)
	if strings.Count(want, "\n") != 40 {
		t.Fatalf("%d documents, want 40", strings.Count(want, "\n"))
	}
	for _, workers := range []string{"2", "8"} {
		if _, got, _ := run(t, "", "read", "--format=jsonl", "--workers="+workers, dir); got != want {
			t.Errorf("%s workers give other output than one", workers)
		}
	}
}

// What the program prints keeps the schema that it publishes.
func TestOutputKeepsTheSchema(t *testing.T) {
	_, published, _ := run(t, "", "schema")
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(published))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", v); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	corpus := `{"id":"1","title":"France “backs” talks","text":"PARIS — France’s president said on Monday that “France supports talks between India and Pakistan.” Germany condemned the attack.","date":"2024-05-06"}
{"id":"2","text":""}`
	status, out, stderr := run(t, corpus, "read", "--format=jsonl", "-")
	if status != exitOK || strings.Count(out, "\n") != 2 {
		t.Fatalf("status %d, output %q, stderr %q", status, out, stderr)
	}
	for line := range strings.Lines(out) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%v\n%s", err, line)
		}
		d, err := doc.Decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Validate(d); err != nil {
			t.Errorf("%v\n%s", err, line)
		}
	}
}
