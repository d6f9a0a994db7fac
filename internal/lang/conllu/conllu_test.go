package conllu

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ferry = `# sent_id = ferry-1
# text = The ferry doesn't sail.
1	The	the	DET	DT	Definite=Def|PronType=Art	2	det	_	_
2	ferry	ferry	NOUN	NN	Number=Sing	5	nsubj	_	_
3-4	doesn't	_	_	_	_	_	_	_	_
3	does	do	AUX	VBZ	_	5	aux	_	_
4	n't	not	PART	RB	_	5	advmod	_	_
5	sail	sail	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
6	.	.	PUNCT	.	_	5	punct	_	_

`

func TestRead(t *testing.T) {
	all, err := ReadAll(strings.NewReader(ferry))
	if err != nil {
		t.Fatal(err)
	}
	want := []Sentence{{
		Comments: []string{"sent_id = ferry-1", "text = The ferry doesn't sail."},
		Words: []Word{
			{Form: "The", Lemma: "the", UPOS: "DET", XPOS: "DT", Feats: "Definite=Def|PronType=Art", Head: 2, Deprel: "det"},
			{Form: "ferry", Lemma: "ferry", UPOS: "NOUN", XPOS: "NN", Feats: "Number=Sing", Head: 5, Deprel: "nsubj"},
			{Form: "does", Lemma: "do", UPOS: "AUX", XPOS: "VBZ", Head: 5, Deprel: "aux"},
			{Form: "n't", Lemma: "not", UPOS: "PART", XPOS: "RB", Head: 5, Deprel: "advmod"},
			{Form: "sail", Lemma: "sail", UPOS: "VERB", XPOS: "VB", Feats: "VerbForm=Inf", Deprel: "root", Misc: "SpaceAfter=No"},
			{Form: ".", Lemma: ".", UPOS: "PUNCT", XPOS: ".", Head: 5, Deprel: "punct"},
		},
		Ranges: []Range{{First: 3, Last: 4, Form: "doesn't"}},
	}}
	if d := cmp.Diff(want, all); d != "" {
		t.Error(d)
	}
	if got, want := string(all[0].AppendText(nil)), all[0].Comment("text")+" "; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got := write(t, all); got != ferry {
		t.Errorf("written:\n%s\nwant:\n%s", got, ferry)
	}
}

func TestReadRefuses(t *testing.T) {
	row := func(id, head string) string { return id + "\tx\tx\tX\tX\t_\t" + head + "\tdep\t_\t_\n" }
	for _, c := range []struct{ name, text, want string }{
		{"nine columns", "1\tx\tx\tX\tX\t_\t0\troot\t_\n\n", "line 1: 9 columns"},
		{"eleven columns", "1\tx\tx\tX\tX\t_\t0\troot\t_\t_\t_\n\n", "line 1: more than 10"},
		{"empty column", "1\tx\t\tX\tX\t_\t0\troot\t_\t_\n\n", "line 1: column 3"},
		{"number left out", row("1", "0") + row("3", "1"), "line 2: word \"3\" where 2"},
		{"own head", row("1", "1"), "line 1: head \"1\""},
		{"negative head", row("1", "-1"), "line 1: head \"-1\""},
		{"head past the end", row("1", "0") + row("2", "7") + "\n", "line 3: head 7 of word 2"},
		{"range past the end", "1-2\txx\t_\t_\t_\t_\t_\t_\t_\t_\n" + row("1", "0"), "multiword token 1-2"},
		{"range of one", "1-1\txx\t_\t_\t_\t_\t_\t_\t_\t_\n" + row("1", "0"), "line 1: multiword token"},
		{"ranges overlap", "1-2\txx\t_\t_\t_\t_\t_\t_\t_\t_\n" + row("1", "0") + "2-3\txx\t_\t_\t_\t_\t_\t_\t_\t_\n", "line 3: multiword token \"2-3\" overlaps"},
		{"comment inside", row("1", "0") + "# late\n", "line 2: comment inside"},
		{"comments alone", "# lonely\n\n", "line 2: comments without"},
		{"comments at the end", "# lonely\n", "line 1: comments without"},
		{"not UTF-8", "# \xff\n", "line 1: not UTF-8"},
		{"long line", "# " + strings.Repeat("x", MaxLine) + "\n", "line 1: longer than"},
		{"too many words", tooMany(), "more than 4096 words"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := ReadAll(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func tooMany() string {
	var b bytes.Buffer
	w := NewWriter(&b)
	_ = w.Write(&Sentence{Words: make([]Word, MaxWords+1)})
	_ = w.Flush()
	return b.String()
}

func TestUnderscore(t *testing.T) {
	text := "1\t_\t_\tPUNCT\tNFP\t_\t0\troot\t_\t_\n2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
	all, err := ReadAll(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if w := all[0].Words; w[0].Form != "_" || w[0].Lemma != "_" || w[1].Lemma != "" || w[1].Head != -1 {
		t.Errorf("read %+v", w)
	}
	if got := write(t, all); got != text {
		t.Errorf("written %q", got)
	}
}

// Both treebanks come back byte for byte.
func TestTreebanksRoundTrip(t *testing.T) {
	shared := os.Getenv("READOUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "data", "ud", "*", "*-dev.conllu"))
	if len(files) == 0 {
		t.Skipf("SKIPPED, NOT PASSED: no treebanks below %s (set READOUT_SHARED)", shared)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all, err := ReadAll(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(name), err)
		}
		if got := write(t, all); got != string(b) {
			t.Errorf("%s is not the same after reading and writing", filepath.Base(name))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(ferry)
	f.Add("1\t_\t_\tPUNCT\tNFP\t_\t0\troot\t_\t_\n")
	f.Add("# a\n\n1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n1.1\t_\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadAll(strings.NewReader(text))
		if err != nil {
			return
		}
		once := write(t, all)
		again, err := ReadAll(strings.NewReader(once))
		if err != nil {
			t.Fatalf("cannot read what was written: %v\n%s", err, once)
		}
		if twice := write(t, again); once != twice {
			t.Fatalf("written %q, then %q", once, twice)
		}
	})
}

func write(t *testing.T, all []Sentence) string {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b)
	for i := range all {
		if err := w.Write(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
