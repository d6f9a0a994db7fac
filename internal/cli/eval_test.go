package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEvalAsTheScripts scores what the program finds in the dev sets, once as it is and once spoilt, and compares every row with
// what the scripts print that define the figures.
func TestEvalAsTheScripts(t *testing.T) {
	shared := os.Getenv("READOUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("NOT RUN: python3 is not here")
	}
	if _, err := os.Stat(filepath.Join(shared, "eval")); err != nil {
		t.Skipf("NOT RUN: the scripts are not here (set READOUT_SHARED to the folder that holds eval and data): %v", err)
	}
	if testing.Short() {
		t.Skip("NOT RUN: -short")
	}
	at := func(parts ...string) string { return filepath.Join(append([]string{shared}, parts...)...) }
	treebank := at("data", "ud", "en_ewt", "en_ewt-ud-dev.conllu")
	raw := filepath.Join(t.TempDir(), "raw.txt")
	for _, c := range []struct {
		kind, gold string
		make       []string // the output that is scored
		script     []string
		more       []string
	}{
		{"attributions", at("data", "polnear", "dev"), []string{"read", at("data", "polnear", "dev", "corpus.jsonl")}, []string{"score_attribution.py"}, []string{"--ci"}},
		{"events", at("data", "plover-gsr", "dev.gold.jsonl"), []string{"read", at("data", "plover-gsr", "dev.corpus.jsonl")}, []string{"score_events.py"}, nil},
		{"positions", at("data", "positions", "dev.gold.jsonl"), []string{"read", at("data", "positions", "dev.corpus.jsonl")}, []string{"score_positions.py"}, []string{"--ci"}},
		{"pages", at("data", "pages", "dev", "ground-truth.json"), []string{"read", "--only", "page", at("data", "pages", "dev", "html")}, []string{"score_pages.py", "--gold"}, nil},
		{"parse", treebank, []string{"parse", raw}, []string{"score_parse.py"}, nil},
	} {
		t.Run(c.kind, func(t *testing.T) {
			if _, err := os.Stat(c.gold); err != nil {
				t.Skipf("NOT RUN: %v", err)
			}
			if c.kind == "parse" {
				writeFile(t, raw, []byte(runScript(t, python, at("eval", "score_parse.py"), "--text", treebank)))
			} else {
				c.make = append(c.make, "--format", "jsonl")
			}
			out := []byte(runReadout(t, c.make...))
			for _, form := range []string{"as it is", "spoilt"} {
				if form == "spoilt" {
					c.more = nil // intervals take the scripts long
					if c.kind == "parse" {
						out = bytes.ReplaceAll(out, []byte("\tNOUN\t"), []byte("\tVERB\t"))
						out = bytes.ReplaceAll(out, []byte("\tobl\t"), []byte("\tnmod\t"))
					} else {
						out = spoil(t, out, c.kind == "pages")
					}
				}
				file := filepath.Join(t.TempDir(), "out")
				writeFile(t, file, out)
				script := append([]string{at("eval", c.script[0])}, c.script[1:]...)
				script = append(script, c.gold)
				if c.kind == "pages" {
					script = append(script, "--pred")
				}
				theirs := runScript(t, python, append(append(script, file), c.more...)...)
				if c.kind == "pages" {
					theirs += runScript(t, python, append(append(script, file), "--json")...)
				}
				args := append([]string{"eval", c.kind, c.gold, file}, c.more...)
				rows, figures := cutLast(theirs)
				if diff := cmp.Diff(rows, runReadout(t, args...)); diff != "" {
					t.Errorf("%s: rows (-script +readout):\n%s", form, diff)
				}
				sameFigures(t, form, figures, runReadout(t, append(args, "--format", "json")...))
				if form == "as it is" {
					if diff := cmp.Diff(rows, runReadout(t, append([]string{"eval", c.kind, c.gold}, c.more...)...)); diff != "" {
						t.Errorf("read by the program itself (-script +readout):\n%s", diff)
					}
				}
			}
		})
	}
}

// cutLast parts the last line, the figures as JSON, from the rows above it.
func cutLast(s string) (rows, last string) {
	i := strings.LastIndexByte(strings.TrimSuffix(s, "\n"), '\n') + 1
	return s[:i], s[i:]
}

// sameFigures compares JSON to the four digits that are kept; the scripts may print more, or have keys of their own besides.
func sameFigures(t *testing.T, form, theirs, ours string) {
	t.Helper()
	var a, b map[string]any
	for _, x := range []struct {
		text string
		to   *map[string]any
	}{{theirs, &a}, {ours, &b}} {
		if err := json.Unmarshal([]byte(x.text), x.to); err != nil {
			t.Fatalf("%s: %v in %q", form, err, x.text)
		}
	}
	if _, is := a["warnings"].([]any); is { // the script's notices; ours go to stderr
		delete(a, "warnings")
	}
	near := cmp.Comparer(func(x, y float64) bool { return x-y < 1e-4 && y-x < 1e-4 || x > 1 && x-y < 0.0051 && y-x < 0.0051 }) // percentages have two digits
	if diff := cmp.Diff(a, b, near); diff != "" {
		t.Errorf("%s: figures (-script +readout):\n%s", form, diff)
	}
}

// spoil drops every third record of a document, doubles every fifth and moves every fourth, or takes a tenth off the texts.
func spoil(t *testing.T, out []byte, texts bool) []byte {
	var b bytes.Buffer
	for _, line := range bytes.Split(bytes.TrimSpace(out), []byte("\n")) {
		var d map[string]any
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		for _, kind := range []string{"attributions", "events", "positions", "engagements", "warnings"} {
			list, _ := d[kind].([]any)
			kept := []any{}
			for i, r := range list {
				switch {
				case i%3 == 2:
					continue
				case i%4 == 1:
					move(r)
				}
				kept = append(kept, r)
				if i%5 == 0 {
					kept = append(kept, r)
				}
			}
			d[kind] = kept
		}
		if text, _ := d["text"].(string); texts {
			d["text"] = strings.ToValidUTF8(text[len(text)/10:], "")
		}
		line, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

// move takes two code points off the end of every span that has more.
func move(x any) {
	switch x := x.(type) {
	case map[string]any:
		for _, v := range x {
			move(v)
		}
	case []any:
		if len(x) == 2 {
			start, ok := x[0].(float64)
			if end, too := x[1].(float64); ok && too && end-start > 2 {
				x[1] = end - 2
				return
			}
		}
		for _, v := range x {
			move(v)
		}
	}
}

func writeFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// runReadout gives what the program prints. Pages that can be read in part only make it fail, and are no matter here.
func runReadout(t *testing.T, args ...string) string {
	t.Helper()
	var out, log bytes.Buffer
	if status := Main(context.Background(), args, strings.NewReader(""), &out, &log); status == exitUsage || out.Len() == 0 {
		t.Fatalf("readout %s: status %d\n%s", strings.Join(args, " "), status, log.String())
	}
	return out.String()
}

func runScript(t *testing.T, python string, args ...string) string {
	t.Helper()
	cmd := exec.Command(python, args...)
	var log bytes.Buffer
	cmd.Stderr = &log
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("python3 %s: %v\n%s", strings.Join(args, " "), err, log.String())
	}
	return string(out)
}
