package attribution

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	find "readout/internal/find/attribution"
)

const text = "Ferry is late.\n\nThe harbourmaster said that the café closes “by spring”, as Ida Brun had feared."

// mark writes a line of standoff for a role whose words stand in the text, in code points.
func mark(t *testing.T, id, role string, words ...string) string {
	t.Helper()
	var spans []string
	for _, w := range words {
		at := strings.Index(text, w)
		if at < 0 {
			t.Fatalf("%q is not in the text", w)
		}
		start := len([]rune(text[:at]))
		spans = append(spans, strconv.Itoa(start)+" "+strconv.Itoa(start+len([]rune(w))))
	}
	return id + "\t" + role + " " + strings.Join(spans, ";") + "\t" + strings.Join(words, " ... ") + "\n"
}

func marks(t *testing.T) string {
	return mark(t, "T1", "Source", "The harbourmaster") + mark(t, "T2", "Cue", "said") + mark(t, "T3", "Content", "that the café", "closes “by spring”") +
		mark(t, "T4", "Cue", "had feared") + mark(t, "T5", "Source", "Ida Brun") +
		"E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\nE2\tAttribution:T4 Cue:T4 Source:T5\n#1\tnote\n"
}

// A relation without content is left out; offsets count code points.
func TestReadMarks(t *testing.T) {
	relations, err := readMarks(marks(t), text)
	if err != nil {
		t.Fatal(err)
	}
	if len(relations) != 1 {
		t.Fatalf("%d relations, want 1", len(relations))
	}
	var got []string
	for _, s := range relations[0].content {
		got = append(got, text[s.Start:s.End])
	}
	if d := cmp.Diff([]string{"that the café", "closes “by spring”"}, got); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{"T1\tCue 5 4\tx\n", "T1\tCue 0 9999\tx\n", "T1\tCue a b\tx\n", "T1\tCue -1 3\tx\n"} {
		if _, err := readMarks(bad, text); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func FuzzReadMarks(f *testing.F) {
	f.Add("T1\tCue 0 4\tFerry\nE1\tAttribution:T1 Cue:T1 Content:T1\n")
	f.Fuzz(func(t *testing.T, ann string) {
		relations, err := readMarks(ann, text)
		if err != nil {
			return
		}
		for _, r := range relations {
			for _, s := range r.content {
				_ = text[s.Start:s.End]
			}
		}
	})
}

// What is learned from a few invented sentences finds their like, and twice the same model comes of it.
func TestLearn(t *testing.T) {
	dir := t.TempDir()
	for _, part := range []string{"train", "dev"} {
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			write(t, filepath.Join(dir, part, "text", name+".txt"), text)
			write(t, filepath.Join(dir, part, "attributions", name+".ann"), marks(t))
		}
	}
	var log bytes.Buffer
	file, err := Learn(Config{Corpus: dir, Log: &log, Places: 14})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Learn(Config{Corpus: dir, Log: io.Discard, Places: 14})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, again) {
		t.Error("another model from the same corpus")
	}
	if _, err := find.ReadModel(file); err != nil {
		t.Error(err)
	}
	if !strings.Contains(log.String(), "found P 100.0 R 100.0") {
		t.Errorf("what was learned is not found again:\n%s", log.String())
	}
}

func write(t *testing.T, name, what string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(what), 0o644); err != nil {
		t.Fatal(err)
	}
}
