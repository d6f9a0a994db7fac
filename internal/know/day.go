package know

import (
	"fmt"
	"strings"
)

// Day is a day as the number YYYYMMDD, 0 for an unknown one. Days compare as numbers.
type Day int32

const noEnd Day = 9999_12_31

// ParseDay reads YYYY-MM-DD; what is behind those ten characters does not count. It gives 0 for anything else.
func ParseDay(s string) Day {
	if len(s) < 10 {
		return 0
	}
	first, last, ok := parseDays(s[:10])
	if !ok || first != last {
		return 0
	}
	return first
}

// parseDays reads a year, a month or a day: "1991", "1991-12", "1991-12-26", and gives the first and the last day of it.
func parseDays(s string) (first, last Day, ok bool) {
	var n [3]Day
	parts := 0
	for p := range strings.SplitSeq(s, "-") {
		if parts == 3 || len(p) != [...]int{4, 2, 2}[parts] {
			return 0, 0, false
		}
		for i := range len(p) {
			if p[i] < '0' || p[i] > '9' {
				return 0, 0, false
			}
			n[parts] = n[parts]*10 + Day(p[i]-'0')
		}
		parts++
	}
	year, month, day := n[0], n[1], n[2]
	if year < 1000 || parts > 1 && (month < 1 || month > 12) || parts > 2 && (day < 1 || day > monthDays(year, month)) {
		return 0, 0, false
	}
	switch parts {
	case 1:
		return year*1_00_00 + 1_01, year*1_00_00 + 12_31, true
	case 2:
		return year*1_00_00 + month*1_00 + 1, year*1_00_00 + month*1_00 + monthDays(year, month), true
	}
	d := year*1_00_00 + month*1_00 + day
	return d, d, true
}

func monthDays(year, month Day) Day {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func (d Day) String() string {
	switch d {
	case 0, noEnd:
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d/1_00_00, d/1_00%1_00, d%1_00)
}

// Period is a span of days, both ends included. The zero Period is always.
type Period struct{ From, To Day }

// Has says whether a day lies in the period; the unknown day lies in periods without an end only.
func (p Period) Has(d Day) bool {
	if d == 0 {
		return p.To == 0
	}
	return d >= p.From && (p.To == 0 || d <= p.To)
}

// parsePeriod reads "1993..2002-05", "..1991-12-26", "2011-07-09..": years and months stand for all their days.
func parsePeriod(s string) (p Period, ok bool) {
	from, to, ranged := strings.Cut(s, "..")
	if !ranged {
		return p, false
	}
	if from != "" {
		if p.From, _, ok = parseDays(from); !ok {
			return p, false
		}
	}
	if to != "" {
		if _, p.To, ok = parseDays(to); !ok {
			return p, false
		}
	}
	return p, p.To == 0 || p.To >= p.From
}
