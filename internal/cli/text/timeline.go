package text

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// Stands prints where holders stand: how often and when it was said, and the words then and now.
func Stands(w io.Writer, all []ledger.Stand, o Options) error {
	s := newSheet(o)
	issue := ""
	for i := range all {
		t := &all[i]
		if t.Issue != issue {
			issue = t.Issue
			s.heading(issueName(issue))
		}
		s.gap()
		s.line(run{named(nameOf(t.Holder), t.Holder), bold}, run{" " + t.Last.Stance, stanceStyle(t.Last.Stance)}, run{" " + t.Last.Subject, plain})
		var f facts
		f.add(t.Delta)
		if t.Silent != "" {
			f.add("silent since " + day(&t.Silent))
		}
		f.add(times(t.Count))
		f.add(speakers(t.Speakers))
		s.detail(f)
		if len(t.Months) > 1 {
			s.row(run{"  " + span(t.Months) + "  ", dim}, run{spark(t.Months, o), plain})
		}
		said(s, "first", &t.First)
		if t.First.Record == t.Last.Record {
			s.evidence(run{t.First.Words, plain})
			continue
		}
		s.evidence(run{t.First.Words, plain})
		said(s, "last", &t.Last)
		s.evidence(changes(t.First.Words, t.Last.Words, o)...)
	}
	_, err := w.Write(s.out)
	return err
}

// speakers names who spoke, where it was more than one.
func speakers(all []ledger.Speaker) string {
	if len(all) < 2 {
		return ""
	}
	var names []string
	for _, x := range all {
		names = append(names, fmt.Sprintf("%s (%d)", x.Name, x.Count))
	}
	return "by " + list(names)
}

// Story prints the documents of a story, and whose text each is.
func Story(w io.Writer, all []ledger.Witness, o Options) error {
	s := newSheet(o)
	for i, x := range all {
		s.gap()
		head(s, x.Head)
		whose := "its own text"
		if i > 0 {
			whose = "names no agency"
		}
		if with, ok := strings.CutPrefix(x.Agency, "with "); ok {
			whose = "its own text with material of " + with
		} else if x.Agency != "" {
			whose = "text of " + x.Agency
		}
		s.detail(facts{whose})
	}
	_, err := w.Write(s.out)
	return err
}

// Offices prints who was called what from when to when, and the records that show it.
func Offices(w io.Writer, all []ledger.Office, o Options) error {
	s := newSheet(o)
	name := ""
	for i := range all {
		x := &all[i]
		if x.Name != name {
			name = x.Name
			s.gap()
			s.line(run{name, bold})
		}
		var f facts
		f.add(named(x.Role, x.Actor))
		when := day(&x.First)
		if x.Last != x.First {
			when += " – " + day(&x.Last)
		}
		f.add(when)
		f.add(stories(x.Count))
		f.add(x.FirstRecord)
		if x.LastRecord != x.FirstRecord {
			f.add(x.LastRecord)
		}
		s.detail(f)
	}
	_, err := w.Write(s.out)
	return err
}

// Statements prints all that a holder said on an issue, each with what changed against the one before.
func Statements(w io.Writer, all []ledger.Statement, o Options) error {
	s := newSheet(o)
	before := ""
	for i := range all {
		x := &all[i]
		if i == 0 {
			s.line(run{named(nameOf(x.Holder), x.Holder), bold}, run{" on " + issueName(x.Issue), plain})
		}
		s.gap()
		s.line(run{x.Stance, stanceStyle(x.Stance)}, run{" " + x.Subject, plain})
		said(s, x.Delta, x)
		s.evidence(changes(before, x.Words, o)...)
		before = x.Words
	}
	_, err := w.Write(s.out)
	return err
}

// said prints when, by whom and where something was said.
func said(s *sheet, what string, x *ledger.Statement) {
	var f facts
	when := x.Day
	f.add(strings.TrimSpace(what + " " + day(&when)))
	who := x.Speaker
	if x.Role != "" {
		who = strings.TrimPrefix(who+", "+x.Role, ", ")
	}
	f.add(who)
	var outlets []string
	for _, h := range x.Witnesses {
		if h.Outlet != "" && !slices.Contains(outlets, h.Outlet) {
			outlets = append(outlets, h.Outlet)
		}
	}
	f.add(strings.Join(outlets, ", "))
	f.add(x.Record)
	s.detail(f)
}

// changes prints words, those that are not as they were before marked. Without colours, what came stands in braces and what is
// gone in brackets.
func changes(before, now string, o Options) []run {
	if before == "" || before == now {
		return []run{{now, plain}}
	}
	var runs []run
	for _, p := range stand.Diff(before, now) {
		r := run{p.Text, plain}
		switch {
		case p.Op == stand.Came && o.Color:
			r.style = green
		case p.Op == stand.Gone && o.Color:
			r.style = red
		case p.Op == stand.Came:
			r.text = "{+" + p.Text + "+}"
		case p.Op == stand.Gone:
			r.text = "[-" + p.Text + "-]"
		}
		if len(runs) > 0 {
			runs = append(runs, run{" ", plain})
		}
		runs = append(runs, r)
	}
	return runs
}

// Dealings prints how often two actors dealt with each other, a line for each direction and quad class.
func Dealings(w io.Writer, all []ledger.Dealing, o Options) error {
	s := newSheet(o)
	months := map[string]bool{}
	for _, d := range all {
		months[d.Month] = true
	}
	var first, last string
	for m := range months {
		if m != "" && (first == "" || m < first) {
			first = m
		}
		last = max(last, m)
	}
	for i := 0; i < len(all); {
		a := all[i]
		n := i
		for n < len(all) && all[n].Actor == a.Actor {
			n++
		}
		s.gap()
		s.line(run{named(nameOf(a.Actor), a.Actor), bold}, run{" → ", dim}, run{named(nameOf(a.Recipient), a.Recipient), bold}, run{" · " + first + " – " + last, dim})
		for _, quad := range []string{"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"} {
			counts, total := []ledger.MonthsCount{{Month: first}, {Month: last}}, 0
			for _, d := range all[i:n] {
				if d.Quad == quad {
					total += d.Count
					if d.Month != "" {
						counts = append(counts, ledger.MonthsCount{Month: d.Month, Count: d.Count})
					}
				}
			}
			if total > 0 {
				s.row(run{fmt.Sprintf("  %-20s %6d  ", strings.ReplaceAll(quad, "-", " "), total), plain}, run{spark(counts, o), quadStyle(quad)})
			}
		}
		i = n
	}
	_, err := w.Write(s.out)
	return err
}

// levels are the heights of a sparkline.
var levels = []rune("▁▂▃▄▅▆▇█")

// spark draws counts over time, a column a month; where there are more months than columns, a column holds several.
func spark(counts []ledger.MonthsCount, o Options) string {
	lo, hi := 1<<30, -1
	for _, c := range counts {
		if n, ok := monthNumber(c.Month); ok {
			lo, hi = min(lo, n), max(hi, n)
		}
	}
	if hi < 0 {
		return ""
	}
	width := o.Width
	if width <= 0 {
		width = defaultWidth
	}
	room := max(width-36, 8)
	per := (hi-lo)/room + 1
	columns := make([]int, (hi-lo)/per+1)
	for _, c := range counts {
		if n, ok := monthNumber(c.Month); ok {
			columns[(n-lo)/per] += c.Count
		}
	}
	most := max(slices.Max(columns), 1)
	var b strings.Builder
	for _, n := range columns {
		if n == 0 {
			b.WriteRune('·')
		} else {
			b.WriteRune(levels[(n*len(levels)-1)/most])
		}
	}
	return b.String()
}

func monthNumber(month string) (int, bool) {
	y, m, ok := strings.Cut(month, "-")
	year, err := strconv.Atoi(y)
	n, err2 := strconv.Atoi(m)
	return year*12 + n - 1, ok && err == nil && err2 == nil
}

func span(m []ledger.MonthsCount) string { return m[0].Month + " – " + m[len(m)-1].Month }

func times(n int) string {
	if n == 1 {
		return "said once"
	}
	return fmt.Sprintf("said %d times", n)
}

func stories(n int) string {
	if n == 1 {
		return "in one story"
	}
	return fmt.Sprintf("in %d stories", n)
}

func issueName(issue string) string { return strings.TrimPrefix(issue, "words:") }
