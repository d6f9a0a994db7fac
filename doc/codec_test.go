package doc

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", path, diff)
	}
}

func encoded(t testing.TB, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEncode(t *testing.T) {
	for name, d := range map[string]*Document{"sample": sample(), "bare": {Schema: Schema, Coder: "readout", ID: "bare", Kind: "article"}} {
		before := clip(d)
		golden(t, name+".jsonl", encoded(t, d))
		var indented bytes.Buffer
		if err := EncodeIndent(&indented, d); err != nil {
			t.Fatal(err)
		}
		golden(t, name+".json", indented.Bytes())
		if diff := cmp.Diff(before, d); diff != "" {
			t.Errorf("Encode changed %s:\n%s", name, diff)
		}
	}
}

// clip copies a document by way of the plain encoding, which knows nothing of code points.
func clip(d *Document) *Document {
	b, _ := json.Marshal(d)
	c := new(Document)
	if err := json.Unmarshal(b, c); err != nil {
		panic(err)
	}
	return c
}

func TestDecodeUndoesEncode(t *testing.T) {
	for _, d := range []*Document{sample(), {}, {Schema: 1, Text: "日本"}} {
		got, err := Decode(encoded(t, d))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("-encoded +decoded:\n%s", diff)
		}
	}
}

func TestSpansAreCodePoints(t *testing.T) {
	d := sample()
	var wire struct {
		Text         string
		Attributions []struct{ Content struct{ Spans [][2]int } }
	}
	if err := json.Unmarshal(encoded(t, d), &wire); err != nil {
		t.Fatal(err)
	}
	runes := []rune(wire.Text)
	s := wire.Attributions[1].Content.Spans[1]
	if got, want := string(runes[s[0]:s[1]]), "Any day."; got != want {
		t.Errorf("code points %v quote %q, want %q", s, got, want)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"nothing":        {``, "unexpected end"},
		"half an object": {`{"id":"a"`, "unexpected end"},
		"more behind":    {`{} {}`, "after top-level value"},
		"bad UTF-8":      {"{\"id\":\"a\xff\"}", "byte 8 is no UTF-8"},
		"newer schema":   {`{"schema":99}`, "newer"},
		"three numbers":  {`{"sentences":[[0,1,2]]}`, "want [start, end]"},
		"no numbers":     {`{"sentences":[null]}`, "want [start, end]"},
		"a fraction":     {`{"sentences":[[0,1.5]]}`, "want [start, end]"},
		"a huge number":  {`{"sentences":[[0,9000000000]]}`, "no text is that long"},
	} {
		_, err := Decode([]byte(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, c.want)
		}
	}
}

// Every span of the contract must be visited by eachSpan, or it would stay in bytes; and be copied by clone, or Encode
// would change its caller's document.
func TestEachSpanVisitsAll(t *testing.T) {
	d := sample()
	want := map[*Span]bool{}
	findSpans(reflect.ValueOf(d).Elem(), want)
	d.eachSpan(func(_ Field, s *Span) {
		if !want[s] {
			t.Errorf("span %v is visited twice or not part of the document", *s)
		}
		delete(want, s)
	})
	for s := range want {
		t.Errorf("span %v is not visited", *s)
	}

	mine := map[*Span]bool{}
	findSpans(reflect.ValueOf(d).Elem(), mine)
	d.clone().eachSpan(func(_ Field, s *Span) {
		if mine[s] {
			t.Errorf("span %v of the clone is the original's", *s)
		}
	})
}

func findSpans(v reflect.Value, found map[*Span]bool) {
	switch {
	case v.Type() == reflect.TypeFor[Span]():
		found[v.Addr().Interface().(*Span)] = true
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			findSpans(v.Field(i), found)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			findSpans(v.Index(i), found)
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		findSpans(v.Elem(), found)
	}
}

func TestPoints(t *testing.T) {
	for _, text := range []string{"", "plain", "Ærø", "a🚢b", "日本語", "é", "x\xff\xfey", "\xe2\x82", sampleText} {
		p := measure(text)
		n := 0
		for i := range text {
			if got := p.fromByte(i); got != n {
				t.Errorf("%q: byte %d is code point %d, got %d", text, i, n, got)
			}
			if got := p.toByte(n); got != i {
				t.Errorf("%q: code point %d is byte %d, got %d", text, n, i, got)
			}
			n++
		}
		for _, beyond := range []int{0, 1, 1000} {
			if got := p.fromByte(len(text) + beyond); got != n+beyond {
				t.Errorf("%q: %d beyond the end: %d, want %d", text, beyond, got, n+beyond)
			}
			if got := p.toByte(n + beyond); got != len(text)+beyond {
				t.Errorf("%q: %d beyond the end: %d, want %d", text, beyond, got, len(text)+beyond)
			}
		}
		if p.fromByte(-3) != -3 || p.toByte(-3) != -3 {
			t.Errorf("%q: numbers before the text change", text)
		}
	}
	if p := measure("a🚢b"); p.fromByte(3) != 1 {
		t.Errorf("inside the ship: %d, want the ship's own 1", p.fromByte(3))
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encoded(f, sample()))
	f.Add([]byte(`{"schema":1,"text":"日本","sentences":[[0,1],[1,99],[-4,0]],"events":[{"trigger":[1,2],"actors":[{}]}]}`))
	f.Add([]byte(`{"title":"\ud800é","attributions":[{"field":"title","source":{"spans":[[1,2]]}}],"turns":[]}`))
	f.Add([]byte(`{"sentences":[[`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Decode(b)
		if err != nil {
			return
		}
		_ = Validate(d) // must not panic
		again, err := Decode(encoded(t, d))
		if err != nil {
			t.Fatalf("Decode refuses what Encode wrote: %v", err)
		}
		if diff := cmp.Diff(d, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("-first +again:\n%s", diff)
		}
		var indented bytes.Buffer
		if err := EncodeIndent(&indented, d); err != nil {
			t.Fatal(err)
		}
		if again, err = Decode(indented.Bytes()); err != nil {
			t.Fatalf("Decode refuses the indented form: %v", err)
		}
		if diff := cmp.Diff(d, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("-first +indented:\n%s", diff)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	d := sample()
	d.Text = strings.Repeat("“So it goes,” the envoy said of the talks. ", 100)
	d.Sentences = nil
	for i := range 100 {
		d.Sentences = append(d.Sentences, Span{i * 46, i*46 + 45})
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := Encode(&out, d); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}
