package text

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readout/doc"
)

var update = flag.Bool("update", false, "write what the tests print into testdata")

// The golden files show an escape character as this picture of it.
const escape = "␛"

func TestWriteGolden(t *testing.T) {
	docs := map[string]*doc.Document{"article": article(), "transcript": transcript(), "page": barePage(), "hostile": hostile()}
	for name, d := range docs {
		for _, o := range []Options{{false, 40}, {false, 80}, {false, 120}, {true, 80}} {
			file := fmt.Sprintf("%s-%d.golden", name, o.Width)
			if o.Color {
				file = fmt.Sprintf("%s-%d-color.golden", name, o.Width)
			}
			t.Run(file, func(t *testing.T) {
				got := strings.ReplaceAll(print(t, d, o), "\x1b", escape)
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
			})
		}
	}
}

func print(t *testing.T, d *doc.Document, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var marks = regexp.MustCompile(`\pM`)

var sgr = regexp.MustCompile("\x1b\\[[0-9;]+m")

// Whatever a page holds, lines keep to the width and the only sequences that reach the terminal are our own colours.
func TestWriteKeepsWidthAndTerminal(t *testing.T) {
	for _, d := range []*doc.Document{article(), transcript(), barePage(), hostile(), {ID: "empty.html"}} {
		for _, width := range []int{0, 1, 20, 33, 40, 80, 120} {
			bare := print(t, d, Options{Width: width})
			colored := print(t, d, Options{Width: width, Color: true})
			if got := sgr.ReplaceAllString(colored, ""); got != bare {
				t.Errorf("%s, width %d: colours change more than colours:\n%s", d.ID, width, cmp.Diff(bare, got))
			}
			if !utf8.ValidString(bare) {
				t.Errorf("%s: not UTF-8", d.ID)
			}
			for line := range strings.Lines(bare) {
				line = strings.TrimSuffix(line, "\n")
				if strings.ContainsFunc(line, obeyed) {
					t.Errorf("%s: a character that the terminal would obey in %q", d.ID, line)
				}
				if n := columns(marks.ReplaceAllString(line, "")); n > max(leastWidth, or(width, defaultWidth)) && line != value(d.URL) {
					t.Errorf("%s: %d columns where %d are asked for: %q", d.ID, n, width, line)
				}
				if strings.HasSuffix(line, " ") {
					t.Errorf("%s: blank at the end of %q", d.ID, line)
				}
			}
			if strings.Contains(bare, "\n\n\n") {
				t.Errorf("%s: two empty lines in a row", d.ID)
			}
		}
	}
}

func obeyed(c rune) bool {
	return c < ' ' || 0x7f <= c && c < 0xa0 || 0x202a <= c && c <= 0x202e || 0x2066 <= c && c <= 0x2069 || c >= 0xe0000
}

func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// Each record's own words stand in the output, whatever the line breaks.
func TestWriteQuotesEveryRecord(t *testing.T) {
	d := article()
	got := strings.Join(strings.Fields(strings.ReplaceAll(print(t, d, Options{Width: 60}), "│", " ")), " ")
	var spans []doc.Span
	for _, a := range d.Attributions {
		spans = append(spans, a.Content.Spans...)
	}
	for _, p := range d.Positions {
		spans = append(spans, p.Evidence...)
	}
	for _, g := range d.Engagements {
		spans = append(spans, g.Evidence...)
	}
	for _, w := range d.Warnings {
		spans = append(spans, w.Evidence...)
	}
	for _, e := range d.Events {
		if e.Field == doc.InText {
			spans = append(spans, d.Sentences[e.Sentence])
		}
	}
	for _, s := range spans {
		if words := d.Text[s.Start:s.End]; !strings.Contains(got, words) {
			t.Errorf("the output lacks %q", words)
		}
	}
}

func TestWriteLeavesOutEmptySections(t *testing.T) {
	d := &doc.Document{ID: "note.txt", Title: "A title alone"}
	if got, want := print(t, d, Options{}), "A title alone\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, in string
		room     int
		want     []string
	}{
		{"at blanks", "the two sides will talk", 10, []string{"the two", "sides will", "talk"}},
		{"exactly full", "abcde fghij", 5, []string{"abcde", "fghij"}},
		{"white space", " a\t\n\u00a0 b ", 10, []string{"a b"}},
		{"a long word", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"after a long dash", "talks—soon", 7, []string{"talks—", "soon"}},
		{"wide characters", "外交部长说", 4, []string{"外交", "部长", "说"}},
		{"no stop at the start of a line", "外交。部长", 4, []string{"外", "交。", "部长"}},
		{"a combining mark takes no column", "cafe\u0301 cafe\u0301", 4, []string{"cafe\u0301", "cafe\u0301"}},
		{"a mark without a letter", "\u0301a", 4, []string{"a"}},
		{"bad UTF-8", "a\xff\xfeb", 9, []string{"a\uFFFD\uFFFDb"}},
		{"terminal sequences", "a\x1b[2Jb\x9b\u009b\x07\x7f", 20, []string{"a[2Jb\uFFFD"}},
		{"reading direction", "a\u202eb\u2066c\u2069", 20, []string{"abc"}},
		{"tags", "a\U000e0041b", 20, []string{"ab"}},
		{"nothing", " \n", 10, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, line := range wrap(cells([]run{{c.in, plain}}), c.room) {
				s := ""
				for _, cell := range line {
					s += cell.text
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("wrap(%q, %d) (-want +got):\n%s", c.in, c.room, diff)
			}
		})
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{"2031-03-04": "4 March 2031", "2031-13-04": "2031-13-04", "soon": "soon", "": ""} {
		if got := day(&in); got != want {
			t.Errorf("day(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDetect(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	t.Setenv("COLUMNS", "")
	if got, want := Detect(file), (Options{Width: 80}); got != want {
		t.Errorf("Detect(file) = %+v, want %+v", got, want)
	}
	t.Setenv("COLUMNS", "132")
	if got, want := Detect(file), (Options{Width: 132}); got != want {
		t.Errorf("Detect(file) with COLUMNS=132 = %+v, want %+v", got, want)
	}
}

// No document makes Write fail, however wrong its spans are.
func FuzzWrite(f *testing.F) {
	f.Add("A title", "“We agree,” she said.", 0, 12, 40)
	f.Add("\x1b]0;title\x07", "外交部长说 e\u0301\u0301", 3, 1000, 1)
	f.Fuzz(func(t *testing.T, title, body string, start, end, width int) {
		s := doc.Span{Start: start, End: end}
		d := &doc.Document{
			ID: "fuzz", Title: title, Text: body, Sentences: []doc.Span{s}, Byline: []string{title},
			Attributions: []doc.Attribution{{ID: "a1", Type: "direct", Content: doc.Part{Spans: []doc.Span{s, {Start: end, End: start}}}}},
			Events:       []doc.Event{{ID: "e1", Type: "CONSULT", Trigger: s, Sentence: start}},
			Turns:        []doc.Turn{{Speaker: title, Span: s}},
			Images:       []doc.Image{{Caption: body}},
		}
		var b bytes.Buffer
		if err := Write(&b, d, Options{Width: width % 200}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), obeyed) {
				t.Errorf("a character that the terminal would obey in %q", line)
			}
		}
	})
}
