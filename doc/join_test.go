package doc

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		name       string
		spans, out []Span
	}{
		{"none", nil, nil},
		{"in order", []Span{{1, 3}, {5, 9}}, []Span{{1, 3}, {5, 9}}},
		{"turned round", []Span{{5, 9}, {1, 3}}, []Span{{1, 3}, {5, 9}}},
		{"overlapping", []Span{{5, 9}, {1, 6}}, []Span{{1, 9}}},
		{"one inside another", []Span{{1, 9}, {2, 3}, {4, 5}}, []Span{{1, 9}}},
		{"side by side", []Span{{3, 5}, {1, 3}}, []Span{{1, 3}, {3, 5}}},
		{"twice the same", []Span{{1, 3}, {1, 3}}, []Span{{1, 3}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.out, Join(c.spans...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
