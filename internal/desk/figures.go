package desk

import (
	"slices"
	"strings"
	"time"

	"readout/internal/desk/chart"
	"readout/internal/ledger"
)

// code brings what people type into the form of actor codes.
func code(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// parties are the participants that an issue's key names: talks:IND+PAK, membership:UKR/NATO.
func parties(key string) []string {
	_, list, ok := strings.Cut(key, ":")
	if !ok || strings.HasPrefix(key, "words:") {
		return nil
	}
	return slices.DeleteFunc(strings.FieldsFunc(list, func(r rune) bool { return r == '+' || r == '/' }), func(s string) bool { return s != code(s) })
}

// monthly fills the months without any count between the first and the last.
func monthly(counts []ledger.MonthsCount) []int {
	var out []int
	by := map[string]int{}
	for _, c := range counts {
		by[c.Month] = c.Count
	}
	eachMonth(counts, func(c ledger.MonthsCount) string { return c.Month }, func(m string) { out = append(out, by[m]) })
	return out
}

// quads counts dealings by month and quad class, every month from the first to the last.
func quads(dealings []ledger.Dealing) []chart.Month {
	by := map[string]*chart.Month{}
	for _, x := range dealings {
		m := by[x.Month]
		if m == nil {
			m = &chart.Month{Label: x.Month}
			by[x.Month] = m
		}
		if i := slices.Index(chart.Quads[:], x.Quad); i >= 0 {
			m.Counts[i] += x.Count
		}
	}
	var out []chart.Month
	eachMonth(dealings, func(x ledger.Dealing) string { return x.Month }, func(m string) {
		if by[m] == nil {
			out = append(out, chart.Month{Label: m})
		} else {
			out = append(out, *by[m])
		}
	})
	return out
}

// maxMonths bounds a chart: a record of ten centuries would be no picture.
const maxMonths = 600

// eachMonth calls f for every month between the first and the last of a list, both included.
func eachMonth[T any](list []T, month func(T) string, f func(string)) {
	first, last := "", ""
	for _, x := range list {
		if m := month(x); m != "" {
			if first == "" || m < first {
				first = m
			}
			last = max(last, m)
		}
	}
	t, err := time.Parse("2006-01", first)
	for n := 0; err == nil && n < maxMonths; n++ {
		m := t.Format("2006-01")
		if m > last {
			break
		}
		f(m)
		t = t.AddDate(0, 1, 0)
	}
}

// way is what one side did to the other.
type way struct {
	From, To string
	Counts   [len(chart.Quads)]int
}

func ways(dealings []ledger.Dealing) []way {
	var out []way
	for _, x := range dealings {
		i := slices.IndexFunc(out, func(w way) bool { return w.From == x.Actor && w.To == x.Recipient })
		if i < 0 {
			i = len(out)
			out = append(out, way{From: x.Actor, To: x.Recipient})
		}
		if q := slices.Index(chart.Quads[:], x.Quad); q >= 0 {
			out[i].Counts[q] += x.Count
		}
	}
	slices.SortFunc(out, func(a, b way) int { return strings.Compare(a.From+" "+a.To, b.From+" "+b.To) })
	return out
}

// longDay writes a day as people do: 4 March 2031.
func longDay(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return t.Format("2 January 2006")
}

// shortDay writes a day in a table: 4 Mar 2031.
func shortDay(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return t.Format("2 Jan 2006")
}

// dayBefore is the day before one.
func dayBefore(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, -1).Format(time.DateOnly)
}
