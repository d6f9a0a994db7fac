//go:build unix

package cli

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"readout/internal/ledger"
	"readout/internal/ledger/sqlite"
)

// kills is how often TestKilled kills the program: a few in short runs, 200 before a release.
//
//	go test ./internal/cli -run TestKilled -kills 200
var kills = flag.Int("kills", 0, "how often TestKilled kills the program; 0 for 8, with -short 4")

// program is this test's own binary under the name that makes it the program.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "readout")
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// news writes a corpus of short reports, some of which are versions and copies of others.
func news(t *testing.T, n int) string {
	t.Helper()
	var b bytes.Buffer
	for i := range n {
		id, what := fmt.Sprint("report ", i-i%50/49), i/3 // now and then an id comes back with another text, and texts come thrice
		fmt.Fprintf(&b, `{"id":%q,"url":"https://news.example/%d","date":"2024-%02d-%02d","text":"OSLO (HNA) - Norway condemned the attack on pier number %d of Vossvik. Minister Ann Berg said that Norway supports talks between Norway and Sweden. The ferry sails on day %d."}`+"\n",
			fmt.Sprint(id, " ", i), i-i%50/49, 1+what%12, 1+what%28, what, what)
	}
	path := filepath.Join(t.TempDir(), "news.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// holds describes a ledger by what of it must not depend on how it came about. It wants the ledger whole.
func holds(t *testing.T, path string) string {
	t.Helper()
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Check(t.Context(), func(s string) { t.Errorf("%s", s) }); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	n, err := l.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "%+v\n", n)
	for k, err := range l.Documents(t.Context(), ledger.Filter{All: true}) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, k.ID, k.Address, k.Version, k.Latest, k.Story)
	}
	return b.String()
}

// However often the program is killed, the ledger is whole, and running it again completes it.
func TestKilled(t *testing.T) {
	moments := *kills
	switch {
	case moments > 0:
	case testing.Short():
		moments = 4
	default:
		moments = 8
	}
	readout, corpus := program(t), news(t, 600)
	whole := filepath.Join(t.TempDir(), "whole.db")
	start := time.Now()
	if out, err := exec.Command(readout, "add", corpus, "--ledger", whole).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(start)
	want := holds(t, whole)
	cut := filepath.Join(t.TempDir(), "cut.db")
	for i := range moments {
		cmd := exec.Command(readout, "add", corpus, "--ledger", cut)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(took))))
		if err := cmd.Process.Kill(); err != nil {
			t.Logf("kill %d came too late", i)
		}
		_ = cmd.Wait()
		if _, err := os.Stat(cut); err == nil {
			holds(t, cut)
		}
		if i%5 == 4 { // complete it and start with nothing again
			completes(t, readout, corpus, cut, want)
		}
	}
	completes(t, readout, corpus, cut, want)
}

func completes(t *testing.T, readout, corpus, path, want string) {
	t.Helper()
	if out, err := exec.Command(readout, "add", corpus, "--ledger", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := holds(t, path); got != want {
		t.Errorf("the completed ledger holds other documents than one made in one go:\n%.300s\nwant\n%.300s", got, want)
	}
	for _, f := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Remove(f); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

// Two programs that add at once make the ledger that one would have made.
func TestTwoWriters(t *testing.T) {
	readout, corpus := program(t), news(t, 600)
	one, two := filepath.Join(t.TempDir(), "one.db"), filepath.Join(t.TempDir(), "two.db")
	if out, err := exec.Command(readout, "add", corpus, "--ledger", one).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var running []*exec.Cmd
	var said [2]bytes.Buffer
	for i := range said {
		cmd := exec.Command(readout, "add", corpus, "--ledger", two)
		cmd.Stderr = &said[i]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, cmd)
	}
	for i, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, said[i].String())
		}
	}
	if got, want := holds(t, two), holds(t, one); got != want {
		t.Errorf("two writers made\n%.300s\none\n%.300s", got, want)
	}
}

// A ledger that may not be written is told in plain words and left as it is.
func TestReadOnly(t *testing.T) {
	dir, err := os.MkdirTemp("", "readonly")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path, corpus := filepath.Join(dir, "l.db"), filepath.Join(dir, "c.jsonl")
	line := []byte(`{"id":"1","text":"The ferry sails."}`)
	if err := os.WriteFile(corpus, line, 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := run(t, "", "add", corpus, "--ledger", path); status != exitOK {
		t.Fatal(stderr)
	}
	for name, mode := range map[string]os.FileMode{path: 0o444, dir: 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(dir, 0o755)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(copied(t), "add", corpus, "--ledger", path)
	cmd.Dir = "/"
	if os.Getuid() == 0 { // root may write everything
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := cmd.CombinedOutput()
	want := "readout: ledger " + path + ": may not be written (allow writing to the file, or copy it where you may write)\n"
	if err == nil || string(out) != want {
		t.Errorf("%v, %q, want %q", err, out, want)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed: %v", err)
	}
}

// copied is this test's own binary where everyone may run it, under the name that makes it the program.
func copied(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "program")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "readout")
	for _, err := range []error{os.WriteFile(path, b, 0o755), os.Chmod(path, 0o755), os.Chmod(dir, 0o755)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// A follower that is killed again and again gets every page, and gets none again that it has kept.
func TestWatchKilled(t *testing.T) {
	const pages = 40
	var mu sync.Mutex
	got := map[string]int{}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		switch _, err := fmt.Sscanf(r.URL.Path, "/page%d.html", &n); {
		case err == nil:
			mu.Lock()
			got[r.URL.Path]++
			mu.Unlock()
			fmt.Fprintf(w, "<html><title>Ferry %d</title><body><article><h1>Ferry %d sails</h1><p>The ferry number %d sails to Vossvik on Monday, the port office said on Friday, with %d passengers on board.</p></article></body></html>", n, n, n, n)
		case r.URL.Path == "/news.xml":
			fmt.Fprint(w, "<urlset>")
			for i := range pages {
				fmt.Fprintf(w, "<url><loc>/page%d.html</loc></url>", i)
			}
			fmt.Fprint(w, "</urlset>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer web.Close()
	readout, path := program(t), filepath.Join(t.TempDir(), "l.db")
	run := func() *exec.Cmd {
		return exec.Command(readout, "watch", "--once", "--allow-private", "--delay", "0s", "--ledger", path, web.URL+"/news.xml")
	}
	const kills = 4
	for i := range kills {
		cmd := run()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
			mu.Lock()
			n := len(got)
			mu.Unlock()
			if n > i*pages/(kills+1) {
				break
			}
		}
		time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	if out, err := run().CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if n, err := l.Count(t.Context()); err != nil || n.Documents != pages || n.Addresses != pages {
		t.Errorf("%+v, %v, want %d documents", n, err, pages)
	}
	again := 0
	for _, n := range got {
		again += n - 1
	}
	// A kill may fall between the getting of a page and the note that it is kept: one page each time, no more.
	if again > kills {
		t.Errorf("%d pages were got again after %d kills", again, kills)
	}
}
