package text

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/cli/explain"
	"readout/internal/cli/tree"
)

// explained are records made by hand; the last is hostile.
func explained() []explain.Record {
	words := []tree.Word{
		{Form: "The", UPOS: "DET", Head: 2, Deprel: "det", Part: "source"}, {Form: "Norwegian", UPOS: "ADJ", Head: 2, Deprel: "amod", Part: "source"},
		{Form: "minister", UPOS: "NOUN", Head: 3, Deprel: "nsubj", Part: "source"}, {Form: "said", UPOS: "VERB", Head: -1, Deprel: "root", Part: "cue"},
		{Form: "that", UPOS: "SCONJ", Head: 7, Deprel: "mark", Part: "content"}, {Form: "the", UPOS: "DET", Head: 6, Deprel: "det", Part: "content"},
		{Form: "quay", UPOS: "NOUN", Head: 7, Deprel: "nsubj", Part: "content"}, {Form: "shut", UPOS: "VERB", Head: 3, Deprel: "ccomp", Part: "content"},
		{Form: ".", UPOS: "PUNCT", Head: 3, Deprel: "punct"},
	}
	parts := []explain.Part{{Name: "cue", Words: "said"}, {Name: "source", Words: "The Norwegian minister", Code: "NOR.GOV", Meant: "Ida Brun", Guessed: true}, {Name: "content", Words: "that the quay shut"}}
	return []explain.Record{
		{ID: "a1", Kind: "attribution", Says: "minister (NOR.GOV), indirect", By: "attribution finder", Confidence: 0.861, Parts: parts, Sentence: 4, Tree: words},
		{ID: "a2", Kind: "attribution", Says: "minister (NOR.GOV), indirect", By: "attribution finder", Confidence: 0.5, Parts: parts, Sentence: 4, Tree: words},
		{ID: "w1", Kind: "warning", Says: "shut quays", By: "warning finder", Confidence: 1, Sentence: -1, Parts: []explain.Part{{Name: "evidence", Words: "quay"}}},
		{ID: "e9", Kind: "event", Says: "\x1b[2J", By: "\u202e", Sentence: 5, Tree: []tree.Word{
			{Form: "\x1b]0;x\x07港口" + strings.Repeat("w", 90), UPOS: "\x1b[1m", Head: 1, Deprel: "a\nb"}, {Form: "waits", Head: 1, Deprel: "root"}}},
		{ID: "e10", Kind: "event", Sentence: 6, Tree: make([]tree.Word, tree.Most+1)},
	}
}

func TestExplainGolden(t *testing.T) {
	for _, o := range []Options{{false, 30}, {false, 80}, {true, 80}} {
		file := fmt.Sprintf("explain-%d.golden", o.Width)
		if o.Color {
			file = fmt.Sprintf("explain-%d-color.golden", o.Width)
		}
		t.Run(file, func(t *testing.T) {
			var b bytes.Buffer
			if err := Explain(&b, "Norway sees quay shut", explained(), o); err != nil {
				t.Fatal(err)
			}
			if !o.Color && strings.Contains(b.String(), "\x1b") {
				t.Error("an escape sequence came through")
			}
			got := strings.ReplaceAll(b.String(), "\x1b", escape)
			path := filepath.Join("testdata", file)
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
			for _, line := range strings.Split(strings.TrimSuffix(got, "\n"), "\n") {
				if !o.Color && columns(line) > o.Width {
					t.Errorf("%q is wider than %d columns", line, o.Width)
				}
			}
		})
	}
	var b bytes.Buffer
	if err := Explain(&b, "Empty", nil, Options{}); err != nil || !strings.Contains(b.String(), "no records") {
		t.Errorf("%q, error %v", b.String(), err)
	}
}
