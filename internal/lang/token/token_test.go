package token

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// draw writes a text as it was cut: a space between tokens, + between the words of one token, a line for each sentence, and a
// blank line between paragraphs.
func draw(t *Text) string {
	var b strings.Builder
	for i, s := range t.Sentences {
		if i > 0 {
			b.WriteString("\n")
			if s.Opens {
				b.WriteString("\n")
			}
		}
		for k := s.First; k < s.Last; k++ {
			w := t.Words[k]
			if k > s.First {
				b.WriteByte(" +"[btoi(w.Inside)])
			}
			b.WriteString(t.Form(w))
		}
	}
	return b.String()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestWords(t *testing.T) {
	c := New()
	var text Text
	for _, x := range []struct{ name, text, want string }{
		{"n't", "The ferry doesn't sail and won't.", "The ferry does+n't sail and wo+n't ."},
		{"curly n't", "The ferry doesn’t sail.", "The ferry does+n’t sail ."},
		{"cannot", "They cannot land.", "They can+not land ."},
		{"gonna", "We're gonna wait.", "We+'re gon+na wait ."},
		{"pronouns", "I'm sure they'll say we've lost and he'd agree.", "I+'m sure they+'ll say we+'ve lost and he+'d agree ."},
		{"possessive", "Norway's minister met the pilots' union.", "Norway+'s minister met the pilots+' union ."},
		{"curly possessive", "Norway’s minister", "Norway+’s minister"},
		{"its", "The port lost its crane.", "The port lost its crane ."},
		{"its, before an apposition", "It was late. Its spokesman, Per Dahl, said so.", "It was late .\nIts spokesman , Per Dahl , said so ."},
		{"hyphens", "A US-led, fifty-year-old plan", "A US - led , fifty - year - old plan"},
		{"prefixes", "The co-chair of a non-profit made a U-turn.", "The co-chair of a non-profit made a U - turn ."},
		{"hyphens of words never seen", "The re-zoning of Min-seo's plot by a vash-led team", "The re-zoning of Min-seo+'s plot by a vash - led team"},
		{"apostrophe in a name", "O'Brien, D’Souza and a Shi'ite of Sana'a, 'Ba'athists'", "O'Brien , D’Souza and a Shi'ite of Sana'a , ' Ba'athists '"},
		{"y'all", "Y'all know I'm here.", "Y'+all know I+'m here ."},
		{"names of users and subjects", "Tell (@port_desk) of #Ferry.", "Tell ( @port_desk ) of #Ferry ."},
		{"host", "See mfa.example.gov. He saw it.No one did.", "See mfa.example.gov .\nHe saw it .\nNo one did ."},
		{"codes", "The A64, a (Kx90) and the G20 in Q3, w/o 5kg.", "The A64 , a ( Kx90 ) and the G20 in Q3 , w/o 5 kg ."},
		{"file", "See Fish_2.pdf (draft.doc).", "See Fish_2.pdf ( draft.doc ) ."},
		{"money, much", "It costs $$$.", "It costs $$$ ."},
		{"time at the end", "They met at 4 p.m. We left.", "They met at 4 p.m.\nWe left ."},
		{"money", "It cost $5.20, not €3,000 or 40%.", "It cost $ 5.20 , not € 3,000 or 40 % ."},
		{"range", "pages 10-12, 2019–2021", "pages 10 - 12 , 2019 – 2021"},
		{"abbreviations", "Mr. Vik of the U.S. Navy holds a Ph.D. from Oslo.", "Mr. Vik of the U.S. Navy holds a Ph.D. from Oslo ."},
		{"initials", "J. K. Lund and A.B. Moe", "J. K. Lund and A.B. Moe"},
		{"time", "at 7:30 p.m. on 3/4/2025", "at 7:30 p.m. on 3/4/2025"},
		{"web", "See https://example.org/a-b?c=d. Or www.example.com, please.", "See https://example.org/a-b?c=d .\nOr www.example.com , please ."},
		{"mail", "Write to press-office@example.org.", "Write to press-office@example.org ."},
		{"quotes", `"Wait," she said.`, `" Wait , " she said .`},
		{"curly quotes", "“Wait,” she said.", "“ Wait , ” she said ."},
		{"two apostrophes", "''Wait,'' she said.", "'' Wait , '' she said ."},
		{"single quotes", "a 'quiet' talk", "a ' quiet ' talk"},
		{"ellipsis", "Well... maybe", "Well ... maybe"},
		{"dashes", "The talks—long ones—failed.", "The talks — long ones — failed ."},
		{"brackets", "The bank (ECB) [sic] said", "The bank ( ECB ) [ sic ] said"},
		{"slash", "and/or", "and / or"},
		{"face", "Thanks :) all", "Thanks :) all"},
		{"lines of marks", "Ends here. ______ -----", "Ends here .\n______ -----"},
		{"and sign", "AT&T and R&D", "AT&T and R&D"},
		{"ordinal", "the 21st of May", "the 21st of May"},
		{"decade", "in the 1990s", "in the 1990s"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c.Cut(x.text, &text)
			if d := cmp.Diff(x.want, draw(&text)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	c := New()
	var text Text
	for _, x := range []struct {
		name, text string
		want       []string
	}{
		{"two", "The ship left. The crew stayed.", []string{"The ship left.", "The crew stayed."}},
		{"question", "Who paid? Nobody knows!", []string{"Who paid?", "Nobody knows!"}},
		{"title", "The envoy met Dr. Holm on Monday. They spoke of fish.", []string{"The envoy met Dr. Holm on Monday.", "They spoke of fish."}},
		{"abbreviation at the end", "He flew to the U.S. He came back in May.", []string{"He flew to the U.S.", "He came back in May."}},
		{"abbreviation inside", "The U.S. embassy was closed.", []string{"The U.S. embassy was closed."}},
		{"inside a quotation", "“We wait. We hope,” she said. Nobody answered.", []string{"“We wait.", "We hope,” she said.", "Nobody answered."}},
		{"quotation ends", `"We wait." The envoy left.`, []string{`"We wait."`, "The envoy left."}},
		{"question in a quotation", "“Why now?” he asked.", []string{"“Why now?” he asked."}},
		{"number", "It rose by 3.5 percent. In 2020 it fell.", []string{"It rose by 3.5 percent.", "In 2020 it fell."}},
		{"paragraph", "A headline without a stop\n\nThe text begins.", []string{"A headline without a stop", "The text begins."}},
		{"line", "A headline without a stop\nThe text begins here and runs on for a while.", []string{"A headline without a stop", "The text begins here and runs on for a while."}},
		{"wrapped lines", "The ministers of both countries met in the harbour\ntown on Friday and spoke about the quota for the\nyears to come, without a result.",
			[]string{"The ministers of both countries met in the harbour\ntown on Friday and spoke about the quota for the\nyears to come, without a result."}},
		{"Windows lines", "One line.\r\n\r\nAnother one.\r\n", []string{"One line.", "Another one."}},
	} {
		t.Run(x.name, func(t *testing.T) {
			c.Cut(x.text, &text)
			var got []string
			for _, s := range text.Sentences {
				got = append(got, text.Raw[text.Words[s.First].Start:text.Words[s.Last-1].End])
			}
			if d := cmp.Diff(x.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	var text Text
	New().Cut(" \n\nOne two\n\nThree. Four\n", &text)
	want := []Word{
		{Start: 3, End: 6, Gap: Space},
		{Start: 7, End: 10, Gap: Paragraph},
		{Start: 12, End: 17, Gap: None},
		{Start: 17, End: 18, Gap: Space},
		{Start: 19, End: 23, Gap: Paragraph},
	}
	if d := cmp.Diff(want, text.Words); d != "" {
		t.Error(d)
	}
	opens := []Sentence{{0, 2, true}, {2, 4, true}, {4, 5, false}}
	if d := cmp.Diff(opens, text.Sentences); d != "" {
		t.Error(d)
	}
}

// checkTiles says what is wrong with a text that was cut.
func checkTiles(t *testing.T, text *Text) {
	t.Helper()
	at := int32(0)
	for i, w := range text.Words {
		if w.Start < at || w.End <= w.Start || int(w.End) > len(text.Raw) {
			t.Fatalf("word %d is %d to %d, behind %d, in %q", i, w.Start, w.End, at, text.Raw)
		}
		if gap := text.Raw[at:w.Start]; strings.TrimSpace(gap) != "" || i > 0 && (gap == "") != (text.Words[i-1].Gap == None) {
			t.Fatalf("before word %d: %q, gap %v", i, gap, text.Words[i-1].Gap)
		}
		if w.Inside && (i == 0 || text.Words[i-1].Gap != None) {
			t.Fatalf("word %d of %q is inside a token that has ended", i, text.Raw)
		}
		if form := text.Form(w); strings.TrimSpace(form) != form {
			t.Fatalf("word %d is %q", i, form)
		}
		at = w.End
	}
	if rest := text.Raw[at:]; strings.TrimSpace(rest) != "" {
		t.Fatalf("left over: %q", rest)
	}
	next := int32(0)
	for i, s := range text.Sentences {
		if s.First != next || s.Last <= s.First || text.Words[s.First].Inside {
			t.Fatalf("sentence %d is %d to %d, behind %d", i, s.First, s.Last, next)
		}
		if s.Last-s.First > maxSentence+maxWords {
			t.Fatalf("sentence %d has %d words", i, s.Last-s.First)
		}
		for k := s.First; k < s.Last-1; k++ {
			if text.Words[k].Gap >= Line {
				t.Fatalf("sentence %d runs over the end of a line at word %d", i, k)
			}
		}
		next = s.Last
	}
	if int(next) != len(text.Words) {
		t.Fatalf("%d words are in no sentence", len(text.Words)-int(next))
	}
}

// scraps are strings that fuzzing and chance put together.
var scraps = []string{"a", "The", "U", "n", "'", "’", "t", "n't", "'s", ".", "...", "…", "\"", "''", "“", "”", "-", "–", "$", "5", "1,000", ":", ")", "(",
	" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2029", "@", "//", "http://", "www.", ".com", "é", "Ö", "漢", "👍", "🏽", "\u200d", "\ufe0f", "\u0301",
	"\xff", "\xe2", "\xe2\x80", "cannot", "gonna", "IM", "its", "Mr.", "e-mail", "\x00", "\u200b", "_", "!!!", ">>"}

func TestTiles(t *testing.T) {
	c := New()
	var text Text
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(scraps[random.IntN(len(scraps))])
		}
		c.Cut(b.String(), &text)
		checkTiles(t, &text)
	}
	for _, s := range scraps {
		c.Cut(strings.Repeat(s, 5000), &text)
		checkTiles(t, &text)
	}
}

// A cutter that has cut other texts before cuts like a new one.
func TestNothingIsKept(t *testing.T) {
	used, text, again := New(), new(Text), new(Text)
	used.Cut("a 'b c (d \"e", again)
	for _, raw := range []string{sample, "", "One. Two", sample[:300]} {
		New().Cut(raw, text)
		used.Cut(raw, again)
		if d := cmp.Diff(text, again); d != "" {
			t.Error(d)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	c, text := New(), new(Text)
	c.Cut(sample, text)
	if n := testing.AllocsPerRun(10, func() { c.Cut(sample, text) }); n > 0 {
		t.Errorf("%v allocations a text", n)
	}
}

// Another word with the hash of "cannot" is not cut like it.
func TestPart(t *testing.T) {
	l := lexiconOnce()
	h := hashString("cannot")
	for word, want := range map[string]int{"cannot": 3, "CANNOT": 3, "no": 0, "éééé": 0, "carrot": 0} {
		if got := l.part(h, word); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

func TestReadModel(t *testing.T) {
	m, err := ReadModel(modelFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(m.Append(nil)) != modelFile {
		t.Error("the model is not the same after reading and writing")
	}
	if len(modelFile) > 600_000 {
		t.Errorf("the model has %d bytes", len(modelFile))
	}
	for n := 0; n < len(modelFile); n += 1 + n/7 {
		if _, err := ReadModel(modelFile[:n]); err == nil {
			t.Errorf("a model of %d bytes is read", n)
		}
	}
	if _, err := ReadModel(modelFile + "x"); err == nil {
		t.Error("a model with more behind it is read")
	}
}

func FuzzCut(f *testing.F) {
	f.Add(sample)
	f.Add(strings.Join(scraps, ""))
	f.Add(strings.Join(scraps, " "))
	c, text := New(), new(Text)
	f.Fuzz(func(t *testing.T, raw string) {
		c.Cut(raw, text)
		checkTiles(t, text)
	})
}

const sample = `Fishing talks end without a deal

LONGHARBOUR, March 4 - The second round of talks between Norway and Iceland ended on Tuesday without an agreement on next
year's quota, a spokesperson for Norway's fisheries ministry said. "We won't sign before the figures are checked," Kari Holm told
reporters. "That isn't a threat. It's arithmetic."

The two governments can't agree on how the stock is counted: Iceland's scientists put it at 1.2 million tonnes, the U.S.-based
survey of Dr. E. M. Strand at well under 900,000. A third, more cautious count - paid for by both sides and due by 5 p.m. on
Friday - is to settle the matter, if anything does. Asked whether the talks had failed, Holm said they'd "only been interrupted".
`

func BenchmarkCut(b *testing.B) {
	raw := strings.Repeat(sample, 20)
	c, text := New(), new(Text)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		c.Cut(raw, text)
	}
	b.ReportMetric(float64(len(text.Words))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
