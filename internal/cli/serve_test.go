package cli

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// watched is a writer that can be read while it is written to.
type watched struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *watched) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// The demo opens on a free port, shows the sample pages, and ends when it is told to, without leaving a file behind.
func TestServeDemo(t *testing.T) {
	alerts := filepath.Join(t.TempDir(), "alerts.toml")
	if err := os.WriteFile(alerts, []byte("[[rule]]\nname = \"one\"\nholder = \"ISL\"\n[feed]\nfile = \"alerts.xml\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	var said watched
	ended := make(chan int)
	go func() {
		ended <- Main(ctx, []string{"serve", "--demo", "--addr", "127.0.0.1:0", "--alerts", alerts}, strings.NewReader(""), io.Discard, &said)
	}()
	address := regexp.MustCompile(`http://[0-9.:]+/`)
	for end := time.Now().Add(time.Minute); address.FindString(said.String()) == ""; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it does not say where it is: %s", said.String())
		}
	}
	r, err := http.Get(address.FindString(said.String()))
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(r.Body)
	r.Body.Close()
	if r.StatusCode != http.StatusOK || !strings.Contains(string(page), "Norway now backs cod quota talks") {
		t.Errorf("status %d: %s", r.StatusCode, page)
	}
	r, err = http.PostForm(address.FindString(said.String())+"alerts", url.Values{"holder": {"NOR"}, "name": {"Norway"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if b, _ := os.ReadFile(alerts); r.StatusCode != http.StatusOK || !strings.Contains(string(b), `name = "Norway"`) {
		t.Errorf("the alert was not kept: status %d: %s", r.StatusCode, b)
	}
	stop()
	if status := <-ended; status != exitOK {
		t.Errorf("exit status %d: %s", status, said.String())
	}
	left, _ := os.ReadDir(os.TempDir())
	if len(left) > 0 {
		t.Errorf("it left %s behind", left[0].Name())
	}
}

func TestServeRefuses(t *testing.T) {
	dir := t.TempDir()
	weak := filepath.Join(dir, "weak")
	if err := os.WriteFile(weak, []byte("short\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"everyone, without a token", []string{"--addr", "0.0.0.0:0", "--demo"}, "give a token"},
		{"a weak token", []string{"--token-file", weak}, "shorter than 16"},
		{"no token file", []string{"--token-file", filepath.Join(dir, "none")}, "none"},
		{"no ledger", []string{"--ledger", filepath.Join(dir, "none.db"), "--addr", "127.0.0.1:0"}, "none.db"},
		{"alerts without a rule", []string{"--alerts", weak, "--demo"}, "weak"},
		{"no address", []string{"--addr", "nowhere", "--demo"}, "cannot listen at nowhere"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var said bytes.Buffer
			if status := Main(t.Context(), append([]string{"serve"}, c.args...), strings.NewReader(""), io.Discard, &said); status == exitOK || !strings.Contains(said.String(), c.want) {
				t.Errorf("status %d: %s", status, said.String())
			}
		})
	}
}
