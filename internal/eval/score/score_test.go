package score

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"readout/doc"
	"readout/internal/source"
)

func spans(pairs ...int) (all []doc.Span) {
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, doc.Span{Start: pairs[i], End: pairs[i+1]})
	}
	return all
}

func TestSets(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   []doc.Span
		common int
		iou    float64
		within bool
	}{
		{"the same, cut elsewhere", spans(0, 4, 4, 8), spans(0, 2, 2, 8), 8, 1, true},
		{"in any order, overlapping", spans(5, 8, 0, 4, 2, 6), spans(0, 8), 8, 1, true},
		{"apart", spans(0, 4), spans(4, 8), 0, 0, false},
		{"a part", spans(2, 4), spans(0, 8), 2, 0.25, true},
		{"several pieces", spans(0, 4, 6, 10), spans(2, 8), 4, 0.4, false},
		{"empty", nil, spans(2, 8), 0, 0, true},
		{"both empty", spans(3, 3), nil, 0, 0, true},
	} {
		a, b := Merge(c.a), Merge(c.b)
		if common, iou, within := Common(a, b), IoU(a, b), Within(a, b); common != c.common || iou != c.iou || within != c.within {
			t.Errorf("%s: common %d, IoU %g, within %v; want %d, %g, %v", c.name, common, iou, within, c.common, c.iou, c.within)
		}
	}
}

func TestRatios(t *testing.T) {
	for _, c := range []struct {
		right, system, found, gold int
		want                       PRF
	}{
		{3, 4, 3, 6, PRF{0.75, 0.5, 0.6}},
		{0, 0, 0, 5, PRF{}},
		{0, 5, 0, 0, PRF{}},
		{2, 2, 2, 2, PRF{1, 1, 1}},
	} {
		if got := Ratios(c.right, c.system, c.found, c.gold); math.Abs(got.F1-c.want.F1) > 1e-12 || got.P != c.want.P || got.R != c.want.R {
			t.Errorf("Ratios(%d of %d, %d of %d) = %v, want %v", c.right, c.system, c.found, c.gold, got, c.want)
		}
	}
	if Round(0.123456) != 0.1235 || Round(math.NaN()) != 0 || Percent(0.4567) != "45.7" {
		t.Error("figures are rounded wrongly")
	}
}

// The numbers are those of Python: r = random.Random(7); [r.randrange(84) for _ in range(6)].
func TestTwister(t *testing.T) {
	random := NewTwister(7)
	for _, want := range []int{41, 19, 50, 83, 6, 9} {
		if got := random.Below(84); got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	}
	random = NewTwister(1)
	var last []int
	for range 6 {
		random.Below(72)
	}
	for range 2000 { // long enough for the state to be made anew
		last = append(last, random.Below(5))
	}
	if want := []int{4, 0, 2, 3, 0}; !slices.Equal(last[1995:], want) {
		t.Errorf("after 2006 numbers: %v, want %v", last[1995:], want)
	}
}

func TestIntervals(t *testing.T) {
	v := make([]float64, 1000)
	for i := range v {
		v[i] = float64(999 - i)
	}
	if got, want := Intervals([][]float64{v})[0], [2]float64{25, 974}; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Mistakes in a file are told with file, line, field and remedy.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no JSON", `{"id": `, "stdin:1: is no JSON"},
		{"no object", `[1]`, "stdin:1: is a JSON array, no object"},
		{"no id", `{}`, `stdin:1: has no "id" (give the line the id of its document)`},
		{"wrong type", `{"id":"a","list":{"spans":"x"}}`, `stdin:1: "list.spans": a JSON string where a list is wanted`},
		{"not UTF-8", "{\"id\":\"\xff\"}", "stdin:1: is no valid UTF-8"},
		{"twice", "{\"id\":\"a\"}\n\n{\"id\":\"a\"}", `stdin:3: id "a" is already that of line 1`},
		{"no span", `{"id":"a","list":{"spans":[[1]]}}`, "stdin:1: list: [1] is no span (a span is [start, end])"},
		{"reversed", `{"id":"a","list":{"spans":[[4,2]]}}`, "stdin:1: list: [4, 2] is empty, reversed or too far"},
		{"outside", `{"id":"a","list":{"spans":[[4,11]]}}`, "stdin:1: list: [4, 11] leaves the text, which has 10 code points"},
	} {
		l := Lines{"stdin", source.Lines(context.Background(), "-", source.Options{Stdin: strings.NewReader(c.text)})}
		err := Once(l, func(line int, x *struct {
			ID
			List struct {
				Spans [][]int `json:"spans"`
			} `json:"list"`
		}) error {
			_, err := l.Spans(line, "list", x.List.Spans, 10)
			return err
		})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}
