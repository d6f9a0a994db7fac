package score

import (
	"cmp"
	"slices"

	"readout/doc"
)

// Merge sorts spans and joins those that touch, in place. All sets of places below are of this form, so that a set costs what
// its spans cost, however long they are.
func Merge(spans []doc.Span) []doc.Span {
	slices.SortFunc(spans, Compare)
	n := 0
	for _, s := range spans {
		switch {
		case s.Start >= s.End:
		case n > 0 && s.Start <= spans[n-1].End:
			spans[n-1].End = max(spans[n-1].End, s.End)
		default:
			spans[n] = s
			n++
		}
	}
	return spans[:n]
}

// Compare orders spans by start, then by end.
func Compare(a, b doc.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// Size is how many places a set has.
func Size(set []doc.Span) int {
	n := 0
	for _, s := range set {
		n += s.End - s.Start
	}
	return n
}

// Common is how many places two sets share.
func Common(a, b []doc.Span) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		if from, to := max(a[0].Start, b[0].Start), min(a[0].End, b[0].End); from < to {
			n += to - from
		}
		if a[0].End < b[0].End {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return n
}

// IoU is what two sets share, of what either has; 0 where both are empty.
func IoU(a, b []doc.Span) float64 {
	common := Common(a, b)
	return Share(common, Size(a)+Size(b)-common)
}

// Within says whether all of a is in b.
func Within(a, b []doc.Span) bool { return Common(a, b) == Size(a) }
