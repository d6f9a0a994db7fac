package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"readout/internal/ledger"
)

// Check reads every document and compares what it is found by with what it should be found by.
func (s *Store) Check(ctx context.Context, fault func(string)) (int, error) {
	if err := s.d.Check(ctx, s.read, fault); err != nil {
		return 0, s.explain(err)
	}
	n := 0
	var least ledger.Key
	for {
		all, err := s.kept(ctx, "WHERE key >= ? ORDER BY key LIMIT ?", int64(least), page)
		if err != nil {
			return n, s.explain(err)
		}
		for _, k := range all {
			least = k.key + 1
			n++
			if err := s.check(ctx, k, func(format string, args ...any) {
				fault(k.ID + ": " + fmt.Sprintf(format, args...))
			}); err != nil {
				return n, s.explain(err)
			}
		}
		if len(all) < page {
			if err := s.checkWhole(ctx, fault); err != nil {
				return n, err
			}
			return n, s.checkSums(ctx, fault)
		}
	}
}

func (s *Store) check(ctx context.Context, k stored, fault func(string, ...any)) error {
	d, err := s.open(ctx, k)
	if err != nil {
		fault("%v", err)
		return ctx.Err()
	}
	if err := d.CheckIdentity(); err != nil {
		fault("%v", err)
		return nil
	}
	var want ledger.Index
	if k.Latest {
		want = d.Index()
	}
	var rows []ledger.Row
	r, err := s.query(ctx, "SELECT key, kind, local, day, type, holder, issue, name, role, delta, decide FROM records WHERE key BETWEEN ? AND ? ORDER BY key", int64(k.key), int64(k.key)+ledger.MaxRecords)
	err = each(r, err, func(r *sql.Rows) error {
		var x ledger.Row
		var key ledger.Key
		err := r.Scan(&key, &x.Kind, &x.Local, &x.Day, &x.Type, &x.Holder, &x.Issue, &x.Name, &x.Role, &x.Delta, &x.Decide)
		x.Number = int(key - k.key)
		rows = append(rows, x)
		return err
	})
	if err != nil {
		return err
	}
	for i := range want.Rows {
		want.Rows[i].Terms = ""
	}
	if !slices.Equal(rows, want.Rows) {
		fault("the index of its records does not fit them: %d found, %d expected", len(rows), len(want.Rows))
	}
	pairs := 0
	r, err = s.query(ctx, "SELECT COUNT(*) FROM pairs WHERE key BETWEEN ? AND ?", int64(k.key), int64(k.key)+ledger.MaxRecords)
	if err := each(r, err, func(r *sql.Rows) error { return r.Scan(&pairs) }); err != nil {
		return err
	}
	if pairs != len(want.Pairs) {
		fault("the index of who dealt with whom does not fit it: %d found, %d expected", pairs, len(want.Pairs))
	}
	for _, table := range []struct {
		name string
		want int
	}{{"document_words", flag(k.Latest)}, {"record_words", len(want.Rows)}} {
		n := 0
		r, err := s.query(ctx, "SELECT COUNT(*) FROM "+table.name+" WHERE "+s.d.WordKey()+" BETWEEN ? AND ?", int64(k.key), int64(k.key)+ledger.MaxRecords)
		if err := each(r, err, func(r *sql.Rows) error { return r.Scan(&n) }); err != nil {
			return err
		}
		if n != table.want {
			fault("the index of words does not fit it: %d in %s, %d expected", n, table.name, table.want)
		}
	}
	return nil
}

// checkWhole looks for what belongs to no document, and for addresses without a newest version or with several.
func (s *Store) checkWhole(ctx context.Context, fault func(string)) error {
	for _, c := range []struct{ query, what string }{
		{"SELECT COUNT(*) FROM documents d WHERE NOT EXISTS (SELECT 1 FROM bodies b WHERE b.key = d.key)", "documents without content"},
		{"SELECT COUNT(*) FROM bodies b WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = b.key)", "contents without document"},
		{"SELECT COUNT(*) FROM records r WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = r.key - r.key % records)", "records without document"},
		{"SELECT COUNT(*) FROM (SELECT address FROM documents GROUP BY address HAVING SUM(latest) <> 1) AS bad", "addresses without one newest version"},
		{"SELECT COUNT(*) FROM corrections c WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = c.document AND d.corrected = 1)", "corrections without document"},
		{"SELECT COUNT(*) FROM documents d LEFT JOIN fingerprints f ON f.key = d.key WHERE d.latest = 1 AND (f.key IS NULL OR f.story <> d.story)", "documents without the fingerprint of their story"},
		{"SELECT COUNT(*) FROM fingerprints f WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = f.key AND d.latest = 1)", "fingerprints without document"},
		{"SELECT COUNT(*) FROM records r JOIN documents d ON d.key = r.key - r.key % records WHERE r.story <> d.story", "records of another story than their document"},
	} {
		n, err := s.number(ctx, strings.ReplaceAll(c.query, "% records", fmt.Sprintf("%% %d", ledger.MaxRecords+1)))
		if err != nil {
			return err
		}
		if n > 0 {
			fault(fmt.Sprintf("%d %s", n, c.what))
		}
	}
	return nil
}

// counted are the tables of numbers, and what they must hold, which is slow to count.
var counted = [...]struct{ table, keys, count string }{
	{"stands", "holder, issue", "SELECT holder, issue, COUNT(*) AS n FROM records WHERE kind = 3 AND counts = 1 GROUP BY holder, issue"},
	{"stand_months", "holder, issue, month", "SELECT holder, issue, day / 100 AS month, COUNT(*) AS n FROM records WHERE kind = 3 AND counts = 1 AND day > 0 GROUP BY holder, issue, day / 100"},
	{"stand_speakers", "holder, issue, name, role", "SELECT holder, issue, name, role, COUNT(*) AS n FROM records WHERE kind = 3 AND counts = 1 AND name <> '' GROUP BY holder, issue, name, role"},
	{"dyads", "a, b, month, quad, type", "SELECT a, b, day / 100 AS month, quad, type, COUNT(DISTINCT story) AS n FROM pairs WHERE happened = 1 GROUP BY a, b, day / 100, quad, type"},
	{"offices", "name, role, holder, last", "SELECT name, role, holder, MAX(day) AS last, COUNT(DISTINCT story) AS n FROM records WHERE kind = 1 AND name <> '' AND role <> '' GROUP BY name, role, holder"},
}

// checkSums counts anew what was counted at writing.
func (s *Store) checkSums(ctx context.Context, fault func(string)) error {
	for _, c := range counted {
		rows := "SELECT " + c.keys + ", n FROM " + c.table
		for _, side := range []struct{ query, what string }{
			{"SELECT COUNT(*) FROM (" + c.count + " EXCEPT " + rows + ") AS missing", "counts are missing or wrong in "},
			{"SELECT COUNT(*) FROM (" + rows + " EXCEPT SELECT " + c.keys + ", n FROM (" + c.count + ") AS counted) AS beyond", "counts of nothing, or wrong ones, are in "},
		} {
			n, err := s.number(ctx, side.query)
			if err != nil {
				return err
			}
			if n > 0 {
				fault(fmt.Sprintf("%d %s%s", n, side.what, c.table))
			}
		}
	}
	n, err := s.number(ctx, `SELECT COUNT(*) FROM (SELECT key, counts, ROW_NUMBER() OVER
		(PARTITION BY holder, issue, story, type ORDER BY CASE WHEN day = 0 THEN 1 ELSE 0 END, day, key) AS place FROM records WHERE kind = 3) AS placed
		WHERE counts <> CASE WHEN place = 1 THEN 1 ELSE 0 END`)
	if err != nil {
		return err
	}
	if n > 0 {
		fault(fmt.Sprintf("%d positions are wrongly marked as their story's first or not", n))
	}
	has, err := s.Count(ctx)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		query string
		noted int
	}{
		{"SELECT COUNT(*) FROM documents", has.Documents},
		{"SELECT COUNT(*) FROM documents WHERE latest = 1", has.Addresses},
		{"SELECT COUNT(DISTINCT story) FROM documents WHERE latest = 1", has.Stories},
		{"SELECT COUNT(*) FROM records", has.Records},
	} {
		n, err := s.number(ctx, c.query)
		if err != nil {
			return err
		}
		if n != c.noted {
			fault(fmt.Sprintf("the ledger notes %d of what there are %d of: %s", c.noted, n, c.query))
		}
	}
	return nil
}

func (s *Store) number(ctx context.Context, query string) (n int, err error) {
	rows, err := s.query(ctx, query)
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&n) })
	return n, s.explain(err)
}
