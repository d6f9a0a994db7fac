package train

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/lang/conllu"
	"readout/internal/lang/token"
)

const harbour = `# newdoc id = harbour
# newpar
# text = The pilots' union can't agree.
1	The	the	DET	DT	_	3	det	_	_
2-3	pilots'	_	_	_	_	_	_	_	_
2	pilots	pilot	NOUN	NNS	_	4	nmod	_	_
3	'	's	PART	POS	_	2	case	_	_
4	union	union	NOUN	NN	_	7	nsubj	_	_
5-6	can't	_	_	_	_	_	_	_	_
5	ca	can	AUX	MD	_	7	aux	_	_
6	n't	not	PART	RB	_	7	advmod	_	_
7	agree	agree	VERB	VB	_	0	root	_	SpaceAfter=No
8	.	.	PUNCT	.	_	7	punct	_	_

# text = "Not yet."
1	"	"	PUNCT	` + "``" + `	_	3	punct	_	SpaceAfter=No
2	Not	not	PART	RB	_	3	advmod	_	_
3	yet	yet	ADV	RB	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	SpaceAfter=No
5	"	"	PUNCT	''	_	3	punct	_	_

# newpar
# text = Weather
1	Weather	weather	NOUN	NN	_	0	root	_	_

`

func readText(t *testing.T, text string) *token.Text {
	t.Helper()
	all, err := conllu.ReadAll(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return TokenText(all)
}

func TestTokenText(t *testing.T) {
	text := readText(t, harbour)
	if want := "The pilots' union can't agree. \"Not yet.\"\n\nWeather\n\n"; text.Raw != want {
		t.Errorf("text %q, want %q", text.Raw, want)
	}
	var got []string
	for _, s := range text.Sentences {
		var b strings.Builder
		for _, w := range text.Words[s.First:s.Last] {
			if w.Inside {
				b.WriteByte('+')
			}
			b.WriteString(text.Form(w))
			b.WriteString([]string{"", " ", "|", "|"}[w.Gap])
		}
		got = append(got, b.String())
	}
	want := []string{"The pilots+' union ca+n't agree. ", "\"Not yet.\"|", "Weather|"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestMarkedText(t *testing.T) {
	text := markedText("# a comment\nThe pilots+' union ca+n't agree|.\n\"|Not yet|.|\"\n\nWeather\n")
	if d := cmp.Diff(readText(t, harbour), text); d != "" {
		t.Error(d)
	}
}

// The embedded model is what the treebanks and sentences.txt give.
func TestModelIsFresh(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("SKIPPED, NOT PASSED: sums of floats are rounded otherwise on this processor")
	}
	file, err := LearnToken(treebanks(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, token.New().Model().Append(nil)) {
		t.Error("the model of package token is not what is learned now; see cmd/readout-train")
	}
}

// The cutter learns a text by heart, and the same way each time.
func TestToken(t *testing.T) {
	text := readText(t, strings.Repeat(harbour, 20))
	o := DefaultTokenOptions
	o.EndBias = 0
	m := Token([]*token.Text{text}, o)
	if again := Token([]*token.Text{text}, o); !cmp.Equal(m, again) {
		t.Error("learned twice, the models differ")
	}
	var got token.Text
	token.NewWith(m).Cut(text.Raw, &got)
	if d := cmp.Diff(text, &got); d != "" {
		t.Error(d)
	}
	if s := ScoreToken(text, &got); s != (TokenScore{1, 1, 1}) {
		t.Errorf("score %v", s)
	}
}

// treebanks is their folder, which is not part of this module.
func treebanks(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("READOUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	folder := filepath.Join(shared, "data", "ud")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("SKIPPED, NOT PASSED: no treebanks below %s (set READOUT_SHARED)", shared)
	}
	return folder
}

// What the embedded model reaches on the development parts of the treebanks.
func TestTokenFigures(t *testing.T) {
	folder := treebanks(t)
	for _, x := range []struct {
		name string
		want TokenScore
	}{
		{"en_ewt/en_ewt-ud-dev.conllu", TokenScore{Tokens: 0.995, Words: 0.992, Sentences: 0.885}},
		{"en_gum/en_gum-dev.conllu", TokenScore{Tokens: 0.9985, Words: 0.9985, Sentences: 0.955}},
	} {
		b, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(x.name)))
		if err != nil {
			t.Fatal(err)
		}
		gold := readText(t, string(b))
		var got token.Text
		token.New().Cut(gold.Raw, &got)
		s := ScoreToken(gold, &got)
		t.Logf("%s: tokens %.2f, words %.2f, sentences %.2f", x.name, 100*s.Tokens, 100*s.Words, 100*s.Sentences)
		if s.Tokens < x.want.Tokens || s.Words < x.want.Words || s.Sentences < x.want.Sentences {
			t.Errorf("%s: %.4f, want %.4f", x.name, s, x.want)
		}
	}
}
