package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"time"

	"readout/doc"
	"readout/internal/ledger"
)

const (
	maxFaceted = 250 // answers that are looked at for what they have in common
	maxFacets  = 12  // of one sort that are given
)

// counts are the facets of one sort.
type counts map[string]int

func (c counts) add(value string) {
	if value != "" {
		c[value]++
	}
}

// most gives those with most.
func (c counts) most() []ledger.Facet {
	all := []ledger.Facet{}
	for v, n := range c {
		all = append(all, ledger.Facet{Value: v, Count: n})
	}
	slices.SortFunc(all, func(a, b ledger.Facet) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value)) })
	return all[:min(len(all), maxFacets)]
}

// years gives the latest.
func (c counts) years() []ledger.Facet {
	all := []ledger.Facet{}
	for v, n := range c {
		all = append(all, ledger.Facet{Value: v, Count: n})
	}
	slices.SortFunc(all, func(a, b ledger.Facet) int { return cmp.Compare(b.Value, a.Value) })
	return all[:min(len(all), 2*maxFacets)]
}

// Facets counts what the newest answers to a query have in common.
func (s *Store) Facets(ctx context.Context, q ledger.Query) (*ledger.Facets, error) {
	q.Before = ""
	m, err := q.Match()
	if err != nil {
		return nil, err
	}
	least, greatest, err := bounds(q)
	if err != nil {
		return nil, err
	}
	table := "document_words"
	if q.OfRecords() {
		table = "record_words"
	}
	keys, err := s.matching(ctx, table, m, q.Outlet, least, greatest, maxFaceted+1)
	if err != nil {
		return nil, s.explain(err)
	}
	f := &ledger.Facets{Looked: min(len(keys), maxFaceted), More: len(keys) > maxFaceted}
	keys = keys[:f.Looked]
	if err := s.ofDocuments(ctx, f, keys); err != nil {
		return nil, s.explain(err)
	}
	if !q.OfRecords() {
		// The words lead on to records that hold them.
		if keys, err = s.matching(ctx, "record_words", m, q.Outlet, least, greatest, maxFaceted); err != nil {
			return nil, s.explain(err)
		}
	}
	if err := s.ofRecords(ctx, f, keys); err != nil {
		return nil, s.explain(err)
	}
	f.Statuses, err = s.statuses(ctx, q, m, f.Kinds, keys)
	return f, s.explain(err)
}

// statuses counts those of events or engagements, which stand in the index of words alone; where there are other records too, it
// is too early to ask for them.
func (s *Store) statuses(ctx context.Context, q ledger.Query, m ledger.Match, kinds []ledger.Facet, keys []ledger.Key) ([]ledger.Facet, error) {
	all := counts{}
	if slices.ContainsFunc(kinds, func(f ledger.Facet) bool { return f.Value != ledger.Event && f.Value != ledger.Engagement }) || len(keys) == 0 {
		return all.most(), nil
	}
	for _, status := range slices.Concat(doc.EventStatuses, doc.EngagementStatuses) {
		if all[status] > 0 {
			continue // both have it
		}
		with := ledger.Query{Status: status}
		part, err := with.Match()
		if err != nil {
			return nil, err
		}
		found, err := s.matching(ctx, "record_words", append(m[:len(m):len(m)], part...), q.Outlet, keys[len(keys)-1], keys[0], len(keys))
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			all[status] = len(found)
		}
	}
	return all.most(), nil
}

// ofDocuments counts outlets and years.
func (s *Store) ofDocuments(ctx context.Context, f *ledger.Facets, keys []ledger.Key) error {
	outlets, years := counts{}, counts{}
	records := map[ledger.Key]int{} // by document
	for _, k := range keys {
		records[k.Document()]++
	}
	var documents []ledger.Key
	for k := range records {
		documents = append(documents, k)
	}
	err := s.among(ctx, "SELECT key, outlet, day FROM documents WHERE key IN ", documents, func(r *sql.Rows) error {
		var k ledger.Key
		var outlet string
		var day int
		if err := r.Scan(&k, &outlet, &day); err != nil {
			return err
		}
		if outlet != "" {
			outlets[outlet] += records[k]
		}
		if day > 0 {
			years[strconv.Itoa(day/10000)] += records[k]
		}
		return nil
	})
	f.Outlets, f.Years = outlets.most(), years.years()
	return err
}

// ofRecords counts kinds, holders, actors, issues and types.
func (s *Store) ofRecords(ctx context.Context, f *ledger.Facets, keys []ledger.Key) error {
	kinds, holders, actors, issues, types := counts{}, counts{}, counts{}, counts{}, counts{}
	err := s.among(ctx, "SELECT kind, type, holder, issue FROM records WHERE key IN ", keys, func(r *sql.Rows) error {
		var kind int
		var t, holder, issue string
		if err := r.Scan(&kind, &t, &holder, &issue); err != nil {
			return err
		}
		kinds.add(ledger.KindName(kind))
		types.add(t)
		issues.add(issue)
		if kind == ledger.KindNumber(ledger.Position) {
			holders.add(holder)
		}
		actors.add(ledger.StateOf(holder))
		return nil
	})
	if err != nil {
		return err
	}
	err = s.among(ctx, "SELECT a, b FROM pairs WHERE key IN ", keys, func(r *sql.Rows) error {
		var a, b string
		if err := r.Scan(&a, &b); err != nil {
			return err
		}
		actors.add(a)
		actors.add(b)
		return nil
	})
	f.Kinds, f.Holders, f.Actors, f.Issues, f.Types = kinds.most(), holders.most(), actors.most(), issues.most(), types.most()
	return err
}

// among asks for rows by their keys, some at a time.
func (s *Store) among(ctx context.Context, query string, keys []ledger.Key, scan func(*sql.Rows) error) error {
	for some := range slices.Chunk(keys, 300) {
		args := make([]any, len(some))
		for i, k := range some {
			args[i] = int64(k)
		}
		rows, err := s.query(ctx, query+"("+marks(len(some))+")", args...)
		if err := each(rows, err, scan); err != nil {
			return err
		}
	}
	return nil
}

// Coverage counts the newest documents by day and by outlet.
func (s *Store) Coverage(ctx context.Context, days int) (*ledger.Coverage, error) {
	c := &ledger.Coverage{Days: []ledger.Facet{}, Outlets: []ledger.Outlet{}}
	newest, err := s.newest(ctx, "")
	if err != nil || newest == "" {
		return c, s.explain(err)
	}
	last, err := time.Parse(time.DateOnly, newest)
	if err != nil {
		return nil, err
	}
	least, greatest, err := ledger.DayKeys(last.AddDate(0, 0, 1-max(days, 1)).Format(time.DateOnly), newest)
	if err != nil {
		return nil, err
	}
	const of = " FROM documents WHERE key BETWEEN ? AND ? AND latest = 1 "
	rows, err := s.query(ctx, "SELECT day, COUNT(*)"+of+"GROUP BY day ORDER BY day", int64(least), int64(greatest))
	err = each(rows, err, func(r *sql.Rows) error {
		var day, n int
		err := r.Scan(&day, &n)
		c.Days = append(c.Days, ledger.Facet{Value: ledger.DayString(day), Count: n})
		return err
	})
	if err != nil {
		return nil, s.explain(err)
	}
	const maxOutlets = 200
	rows, err = s.query(ctx, "SELECT outlet, COUNT(*), SUM(CASE WHEN version > 1 THEN 1 ELSE 0 END), MAX(day)"+of+"GROUP BY outlet ORDER BY 2 DESC, outlet LIMIT ?",
		int64(least), int64(greatest), maxOutlets)
	err = each(rows, err, func(r *sql.Rows) error {
		var o ledger.Outlet
		var day int
		err := r.Scan(&o.Name, &o.Documents, &o.Changed, &day)
		o.Last = ledger.DayString(day)
		c.Outlets = append(c.Outlets, o)
		return err
	})
	return c, s.explain(err)
}
