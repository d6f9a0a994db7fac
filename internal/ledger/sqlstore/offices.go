package sqlstore

import (
	"context"
	"database/sql"
	"strings"

	"readout/internal/ledger"
)

// Offices gives who was called what when.
func (s *Store) Offices(ctx context.Context, q ledger.OfficeQuery) ([]ledger.Office, error) {
	if q.Name+q.Actor == "" {
		return nil, ledger.Question("give a name or an actor")
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	condition, args := "1 = 1", []any{}
	if q.Name != "" {
		condition, args = condition+" AND name = ?", append(args, q.Name)
	}
	if q.Actor != "" {
		column := "state" // USA is USA.GOV and USA.MIL too
		if strings.Contains(q.Actor, ".") {
			column = "holder"
		}
		condition, args = condition+" AND "+column+" = ?", append(args, q.Actor)
	}
	var all []ledger.Office
	rows, err := s.query(ctx, "SELECT name, role, holder, n FROM offices WHERE "+condition+" ORDER BY last DESC, n DESC, name, role, holder LIMIT ?", append(args, limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var o ledger.Office
		err := r.Scan(&o.Name, &o.Role, &o.Actor, &o.Count)
		all = append(all, o)
		return err
	})
	if err == nil {
		err = atOnce(len(all), func(i int) error { return s.ends(ctx, &all[i]) })
	}
	return all, s.explain(err)
}

// ends adds the first and the last day of an office, and records that show it. What has no day counts where nothing has one.
func (s *Store) ends(ctx context.Context, o *ledger.Office) error {
	for _, end := range []struct {
		order       string
		day, record *string
	}{{"", &o.First, &o.FirstRecord}, {" DESC", &o.Last, &o.LastRecord}} {
		for _, days := range []string{"day >= 1", "day = 0"} {
			rows, err := s.query(ctx, "SELECT key, day FROM records WHERE kind = 1 AND name <> '' AND role <> '' AND name = ? AND role = ? AND holder = ? AND "+days+
				" ORDER BY day"+end.order+", key"+end.order+" LIMIT 1", o.Name, o.Role, o.Actor)
			var key ledger.Key
			var day int
			if err := each(rows, err, func(r *sql.Rows) error { return r.Scan(&key, &day) }); err != nil {
				return err
			}
			if key == 0 {
				continue
			}
			*end.day = ledger.DayString(day)
			if *end.record, err = s.recordID(ctx, key); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

func (s *Store) recordID(ctx context.Context, k ledger.Key) (id string, err error) {
	rows, err := s.query(ctx, "SELECT d.id, r.local FROM documents d, records r WHERE d.key = ? AND r.key = ?", int64(k.Document()), int64(k))
	err = each(rows, err, func(r *sql.Rows) error {
		var document, local string
		err := r.Scan(&document, &local)
		id = ledger.RecordID(document, local)
		return err
	})
	return id, err
}
