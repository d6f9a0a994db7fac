package tree

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the tests draw into testdata")

// harbour is a sentence written for these tests.
func harbour() []Word {
	return []Word{
		{"The", "the", "DET", 2, "det", "source"},
		{"Norwegian", "norwegian", "ADJ", 2, "amod", "source"},
		{"minister", "minister", "NOUN", 3, "nsubj", "source"},
		{"said", "say", "VERB", -1, "root", "cue"},
		{"that", "that", "SCONJ", 7, "mark", "content"},
		{"the", "the", "DET", 6, "det", "content"},
		{"quay", "quay", "NOUN", 7, "nsubj", "content"},
		{"shut", "shut", "VERB", 3, "ccomp", "content"},
		{".", ".", "PUNCT", 3, "punct", ""},
	}
}

// hostile is a sentence of marks that mean something to a browser or a terminal.
func hostile() []Word {
	return []Word{{"<script>&\"'", "x", "X\x1b[2J", 1, "dep\u202e", "<b>"}, {"港口\x00", "x", "NOUN", -1, "root", ""}}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; run with -update if this is what you meant):\n%s", path, diff)
	}
}

func TestStems(t *testing.T) {
	var got strings.Builder
	for i, s := range Stems(harbour(), 40) {
		got.WriteString(s + harbour()[i].Form + "\n")
	}
	want := `  ╭─╼ The
  ├─╼ Norwegian
╭─┴ minister
┼ said
│ ╭─╼ that
│ │ ╭─╼ the
│ ├─┴ quay
├─┴ shut
╰─╼ .
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

// A tree too deep for its room loses its outer lines, and no stem is wider than the room.
func TestStemsFit(t *testing.T) {
	var deep []Word
	for i := range 30 {
		deep = append(deep, Word{Form: "x", Head: i - 1})
	}
	for room := 4; room < 70; room++ {
		for i, s := range Stems(deep, room) {
			if n := len([]rune(strings.TrimSuffix(s, " "))); n > room {
				t.Fatalf("the stem %q of word %d is %d columns wide in a room of %d", s, i, n, room)
			}
		}
	}
	if s := Stems(deep, 10)[29]; !strings.HasPrefix(s, cut) {
		t.Errorf("%q does not say that something is left out", s)
	}
}

func TestSVG(t *testing.T) {
	for name, words := range map[string][]Word{"harbour": harbour(), "hostile": hostile()} {
		var b bytes.Buffer
		if err := SVG(&b, name+" <&>", words); err != nil {
			t.Fatal(err)
		}
		golden(t, name+".svg", b.String())
	}
	if err := SVG(io.Discard, "", make([]Word, Most+1)); err == nil {
		t.Error("a picture of too many words was drawn")
	}
}

// Whatever the heads, even rings and heads that there are not, both drawings end, and a picture is XML.
func TestAnyHeads(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 300 {
		words := make([]Word, r.Intn(20))
		for i := range words {
			words[i] = Word{Form: strings.Repeat("w", r.Intn(9)), UPOS: "X", Head: r.Intn(len(words)+4) - 2, Deprel: "dep"}
		}
		if n := len(Stems(words, r.Intn(30))); n != len(words) {
			t.Fatalf("%d stems of %d words", n, len(words))
		}
		var b bytes.Buffer
		if err := SVG(&b, "any", words); err != nil {
			t.Fatal(err)
		}
		wellFormed(t, &b)
	}
}

func wellFormed(t *testing.T, r io.Reader) {
	t.Helper()
	for d := xml.NewDecoder(r); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzSVG(f *testing.F) {
	f.Add("a <b> & c", "\x1b[2J")
	f.Add("\xff\xfe\x00", "]]>")
	f.Fuzz(func(t *testing.T, text, title string) {
		var words []Word
		for i, w := range strings.Split(text, " ") {
			words = append(words, Word{Form: w, UPOS: w, Head: i - 1, Deprel: w, Part: title})
		}
		var b bytes.Buffer
		if err := SVG(&b, title, words); err != nil {
			if len(words) <= Most {
				t.Fatal(err)
			}
			return
		}
		wellFormed(t, &b)
	})
}
