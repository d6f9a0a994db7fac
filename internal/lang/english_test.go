package lang

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/lang/model"
)

func english(t testing.TB) *English {
	t.Helper()
	e, err := NewEnglish(model.FastWidth)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"words and marks", "The quay, they say, is shut.", "The quay , they say , is shut ."},
		{"clitics", "Oslo's envoy didn't say we'd go", "Oslo 's envoy did n't say we 'd go"},
		{"curly clitics", "It’s Oslo’s", "It ’s Oslo ’s"},
		{"hyphens", "a high-level US-Kenya deal", "a high - level US - Kenya deal"},
		{"abbreviations", "Mr. Brun of U.S. Steel met Gen. K. Vik at 5 p.m. today", "Mr. Brun of U.S. Steel met Gen. K. Vik at 5 p.m. today"},
		{"numbers", "It paid $3.5 million, or 1,200 each, at 10:30", "It paid $ 3.5 million , or 1,200 each , at 10:30"},
		{"no and No.", "No. 10 said no.", "No. 10 said no ."},
		{"quotes", `He said “go” and "stay" and ''wait''`, `He said “ go ” and " stay " and '' wait ''`},
		{"ellipses and dashes", "Well... yes -- no… maybe—so", "Well ... yes -- no … maybe — so"},
		{"addresses", "See https://port.example/a?b=c, or mail ida@port.example.", "See https://port.example/a?b=c , or mail ida@port.example ."},
		{"odd spaces", "By\u00a0 Ida", "By Ida"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var x Text
			english(t).Annotate(c.text, &x)
			var got []string
			for _, k := range x.Tokens {
				got = append(got, k.Form)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "The quay is shut. It opens at 9.30 a.m. on Monday.", []string{"The quay is shut.", "It opens at 9.30 a.m. on Monday."}},
		{"titles and initials end nothing", "Sen. A. B. Brun met Gov. Vik. They spoke.", []string{"Sen. A. B. Brun met Gov. Vik.", "They spoke."}},
		{"an abbreviation can end one", "He lives in the U.S. The port is far.", []string{"He lives in the U.S.", "The port is far."}},
		{"and need not", "The U.S. Navy came.", []string{"The U.S. Navy came."}},
		{"quotation closes after the stop", "“We wait.” He left.", []string{"“We wait.”", "He left."}},
		{"quotation of several", "“We wait. We hope,” he said. “It ends.”", []string{"“We wait.", "We hope,” he said.", "“It ends.”"}},
		{"a small letter goes on", "“Why now?” he asked.", []string{"“Why now?” he asked."}},
		{"paragraphs end sentences", "A headline\n\nThe text", []string{"A headline", "The text"}},
		{"ellipsis", "We wait... The ship is late.", []string{"We wait...", "The ship is late."}},
		{"nothing", " \n ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var x Text
			english(t).Annotate(c.text, &x)
			var got []string
			for _, s := range x.Sentences {
				got = append(got, c.text[s.Span.Start:s.Span.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestQuotesOverParagraphs(t *testing.T) {
	var x Text
	english(t).Annotate("“We wait. We hope.\n\n“It ends,” she said.\n\nAn inch is 1\" long", &x)
	var got []string
	for _, q := range x.Quotes {
		got = append(got, x.Cut(q.First, q.Last))
	}
	if diff := cmp.Diff([]string{"“We wait. We hope.", "“It ends,”"}, got); diff != "" {
		t.Error(diff)
	}
	if !x.Quotes[0].Continues || x.Quotes[1].Continues {
		t.Error("only the first quotation goes on in the next paragraph")
	}
}

// Every byte of the text is white space or in exactly one token, and every token in exactly one sentence.
func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{"“We wait,” Mr. Vik said.", "a''b\"c", "\xff\xfe.", "No. No", "U.S.\n\n-- ...", "x@y.z http://", "'’s", "1,2:3."} {
		f.Add(s)
	}
	r := english(f)
	f.Fuzz(func(t *testing.T, s string) {
		var x Text
		r.Annotate(s, &x)
		end := 0
		for _, k := range x.Tokens {
			if strings.TrimFunc(s[end:k.Start], isSpace) != "" || k.End <= k.Start {
				t.Fatalf("token %q at %d does not follow what ended at %d", k.Form, k.Start, end)
			}
			end = int(k.End)
		}
		if strings.TrimFunc(s[end:], isSpace) != "" {
			t.Fatalf("%q is in no token", s[end:])
		}
		last := 0
		for _, c := range x.Sentences {
			if c.First != last || c.Last <= c.First {
				t.Fatalf("sentence of tokens %d to %d after token %d", c.First, c.Last, last)
			}
			last = c.Last
		}
		if last != len(x.Tokens) {
			t.Fatalf("%d of %d tokens are in sentences", last, len(x.Tokens))
		}
		checkTrees(t, &x)
	})
}

func BenchmarkAnnotate(b *testing.B) {
	text := strings.Repeat("“We wait for the ferry,” Mr. Vik of the U.S. port said on Monday. It didn't come, and 3.5 million waited. ", 30)
	r := english(b)
	var x Text
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Annotate(text, &x)
	}
}
