package sqlstore

import (
	"context"
	"database/sql"
	"slices"
	"sync"

	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// dayRange are the bounds of a condition on day; records without a day are in it where there is no first one.
func dayRange(since, until string) (first, last int, err error) {
	if _, _, err := ledger.DayKeys(since, until); err != nil {
		return 0, 0, err
	}
	first, last = ledger.DayInt(since), 99991231
	if until != "" {
		last = ledger.DayInt(until)
	}
	return first, last, nil
}

// window is a range of days.
type window struct {
	first, last int
	all         bool   // no bounds were given
	months      string // the condition that its months set, "" where tables are not parted by month
	keys        []any  // the parameters of that
}

func (s *Store) window(since, until string) (w window, err error) {
	if w.first, w.last, err = dayRange(since, until); err != nil {
		return w, err
	}
	w.all = since+until == ""
	if s.bulk != nil && !w.all {
		least, greatest, err := ledger.DayKeys(since, until)
		if err != nil {
			return w, err
		}
		// A document without a day may have a dateline with one.
		w.months, w.keys = " AND (key BETWEEN ? AND ? OR key <= ?)", []any{int64(least), int64(greatest), int64(ledger.Undated)}
	}
	return w, nil
}

// until is the window from the first day there is.
func (w window) until() window {
	w.first = 1
	if len(w.keys) > 0 {
		w.keys = append([]any{int64(0)}, w.keys[1:]...)
	}
	return w
}

// days is the condition on records with a day, and its parameters.
func (w window) days() (condition string, args []any) {
	return "day BETWEEN ? AND ?" + w.months, append([]any{max(w.first, 1), w.last}, w.keys...)
}

// Stands gives where holders stand, those with most statements first.
func (s *Store) Stands(ctx context.Context, q ledger.StandQuery) ([]ledger.Stand, error) {
	if q.Holder+q.Issue == "" {
		return nil, ledger.Question("give a holder or an issue")
	}
	w, err := s.window(q.Since, q.Until)
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	which, args := "1 = 1", []any{}
	for _, c := range []struct{ column, value string }{{"holder", q.Holder}, {"issue", q.Issue}} {
		if c.value != "" {
			which, args = which+" AND "+c.column+" = ?", append(args, c.value)
		}
	}
	// Over all time the numbers are kept; of a part of it they are counted.
	query := "SELECT holder, issue, n FROM stands WHERE " + which
	if !w.all {
		query = "SELECT holder, issue, COUNT(*) AS n FROM records WHERE kind = 3 AND counts = 1 AND " + which + " AND day BETWEEN ? AND ?" + w.months + " GROUP BY holder, issue"
		args = append(append(args, w.first, w.last), w.keys...)
	}
	var all []ledger.Stand
	rows, err := s.query(ctx, query+" ORDER BY n DESC, holder, issue LIMIT ?", append(args, limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var t ledger.Stand
		err := r.Scan(&t.Holder, &t.Issue, &t.Count)
		all = append(all, t)
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, s.explain(err)
	}
	saids := make([]ends, len(all))
	err = atOnce(len(all), func(i int) (err error) {
		saids[i], err = s.fill(ctx, &all[i], w)
		return err
	})
	if err == nil {
		err = s.quoteEnds(ctx, all, saids)
	}
	if err != nil {
		return nil, s.explain(err)
	}
	seenFrom, err := s.newest(ctx, q.Until)
	days := q.SilentAfter
	if days <= 0 {
		days = silentByDefault
	}
	for i := range all {
		if day := all[i].Last.Day; stand.Silent(day, seenFrom, days) {
			all[i].Silent = day
		}
	}
	return all, s.explain(err)
}

const silentByDefault = 180 // days

// sideBySide is how many parts of one answer are looked up at once.
const sideBySide = 4

// atOnce does n things, a few at once, and gives the first error in their order.
func atOnce(n int, do func(i int) error) error {
	errs := make([]error, n)
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	var wg sync.WaitGroup
	for range min(n, sideBySide) {
		wg.Go(func() {
			for i := range next {
				errs[i] = do(i)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// newest is the day of the newest document, but no later than until.
func (s *Store) newest(ctx context.Context, until string) (string, error) {
	_, greatest, err := ledger.DayKeys("", until)
	if err != nil {
		return "", err
	}
	day := 0
	rows, err := s.query(ctx, "SELECT day FROM documents WHERE key <= ? AND latest = 1 ORDER BY key DESC LIMIT 1", int64(greatest))
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&day) })
	return ledger.DayString(day), err
}

// ends are the first and the last statement of a stand, and the one before the last; nil where there is none.
type ends struct{ first, last, before *said }

// quoteEnds adds first and last statement, with their words, to stands.
func (s *Store) quoteEnds(ctx context.Context, all []ledger.Stand, of []ends) error {
	var quoted, before []*said
	for _, e := range of {
		if e.first != nil {
			quoted = append(quoted, e.first, e.last)
		}
		if e.before != nil {
			before = append(before, e.before)
		}
	}
	if err := s.quote(ctx, append(quoted, before...), len(quoted)); err != nil {
		return err
	}
	for i, e := range of {
		t := &all[i]
		if e.first != nil {
			t.First, t.Last, t.Delta = e.first.Statement, e.last.Statement, e.last.Delta
		}
		if e.before != nil {
			t.Before = e.before.Words
		}
	}
	return nil
}

// fill adds speakers and months to a stand and finds its ends.
func (s *Store) fill(ctx context.Context, t *ledger.Stand, w window) (e ends, err error) {
	of := ledger.StatementQuery{Holder: t.Holder, Issue: t.Issue}
	days, args := w.days()
	early, err := s.said(ctx, of, days+" ORDER BY day, key LIMIT 1", args...)
	if err != nil {
		return e, err
	}
	days, args = w.until().days()
	late, err := s.said(ctx, of, days+" ORDER BY day DESC, key DESC LIMIT 2", args...)
	if err != nil {
		return e, err
	}
	if len(early) == 0 { // none has a day
		if early, err = s.said(ctx, of, "day = 0 ORDER BY key LIMIT 1"); err != nil {
			return e, err
		}
		if late, err = s.said(ctx, of, "day = 0 ORDER BY key DESC LIMIT 2"); err != nil {
			return e, err
		}
	}
	if len(early) == 0 || len(late) == 0 {
		return e, nil // corrected since
	}
	slices.Reverse(late)
	tellDeltas(early)
	tellDeltas(late)
	e.first, e.last = &early[0], &late[len(late)-1]
	if len(late) > 1 {
		e.before = &late[0]
	}
	if err := s.speakers(ctx, t, w); err != nil {
		return e, err
	}
	return e, s.months(ctx, t, w)
}

// months adds how often it was said in each month.
func (s *Store) months(ctx context.Context, t *ledger.Stand, w window) error {
	query, args := "SELECT month, n FROM stand_months WHERE holder = ? AND issue = ? ORDER BY month", []any{t.Holder, t.Issue}
	if !w.all {
		query = "SELECT day / 100, COUNT(*) FROM records WHERE kind = 3 AND counts = 1 AND holder = ? AND issue = ? AND "
		days, bounds := w.days()
		query, args = query+days+" GROUP BY day / 100 ORDER BY 1", append(args, bounds...)
	}
	rows, err := s.query(ctx, query, args...)
	return each(rows, err, func(r *sql.Rows) error {
		var month, n int
		err := r.Scan(&month, &n)
		t.Months = append(t.Months, ledger.MonthsCount{Month: ledger.MonthString(month), Count: n})
		return err
	})
}

// speakers adds who said it most often.
func (s *Store) speakers(ctx context.Context, t *ledger.Stand, w window) error {
	const most = 5
	query, args := "SELECT name, role, n FROM stand_speakers WHERE holder = ? AND issue = ?", []any{t.Holder, t.Issue}
	if !w.all {
		query = "SELECT name, role, COUNT(*) AS n FROM records WHERE kind = 3 AND counts = 1 AND holder = ? AND issue = ? AND day BETWEEN ? AND ?" + w.months + " AND name <> '' GROUP BY name, role"
		args = append(append(args, w.first, w.last), w.keys...)
	}
	rows, err := s.query(ctx, query+" ORDER BY n DESC, name, role LIMIT ?", append(args, most)...)
	return each(rows, err, func(r *sql.Rows) error {
		var x ledger.Speaker
		err := r.Scan(&x.Name, &x.Role, &x.Count)
		t.Speakers = append(t.Speakers, x)
		return err
	})
}
