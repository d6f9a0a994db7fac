package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"

	"readout/internal/ledger"
)

// Dealings counts events that happened between two actors.
func (s *Store) Dealings(ctx context.Context, q ledger.DealingsQuery) ([]ledger.Dealing, error) {
	if q.A == "" || q.B == "" {
		return nil, ledger.Question("give two actors")
	}
	first, last, err := dayRange(q.Since, q.Until)
	if err != nil {
		return nil, err
	}
	sides := [][2]string{{q.A, q.B}, {q.B, q.A}}
	if q.A == q.B {
		sides = sides[:1]
	}
	var all []ledger.Dealing
	for _, side := range sides {
		counts := map[monthQuad]int{}
		if err := s.dealt(ctx, side, q.Type, first, last, counts); err != nil {
			return nil, s.explain(err)
		}
		for _, k := range slices.SortedFunc(maps.Keys(counts), func(x, y monthQuad) int { return cmp.Or(x.month-y.month, cmp.Compare(x.quad, y.quad)) }) {
			all = append(all, ledger.Dealing{Actor: side[0], Recipient: side[1], Month: ledger.MonthString(k.month), Quad: k.quad, Count: counts[k]})
		}
	}
	return all, nil
}

type monthQuad struct {
	month int
	quad  string
}

// dealt counts one direction. The numbers of whole months are kept; of a month in part they are counted.
func (s *Store) dealt(ctx context.Context, side [2]string, kind string, first, last int, counts map[monthQuad]int) error {
	of, args := "a = ? AND b = ?", []any{side[0], side[1]}
	if kind != "" {
		of, args = of+" AND type = ?", append(args, kind)
	}
	add := func(query string, bounds ...any) error {
		rows, err := s.query(ctx, query, slices.Concat(args, bounds)...)
		return each(rows, err, func(r *sql.Rows) error {
			var k monthQuad
			var n int
			err := r.Scan(&k.month, &k.quad, &n)
			counts[k] += n
			return err
		})
	}
	from, to := first/100, last/100 // the whole months
	var cut [][2]int
	if first%100 > 1 {
		cut = append(cut, [2]int{first, min(last, from*100+31)})
		from++
	}
	if last%100 < 31 && to >= from {
		cut = append(cut, [2]int{max(first, to*100), last})
		to--
	}
	for _, days := range cut {
		err := add(`SELECT month, quad, COUNT(*) FROM (SELECT DISTINCT day / 100 AS month, quad, type, story FROM pairs
			WHERE `+of+` AND day BETWEEN ? AND ? AND happened = 1) AS folded GROUP BY month, quad`, days[0], days[1])
		if err != nil {
			return err
		}
	}
	return add("SELECT month, quad, SUM(n) FROM dyads WHERE "+of+" AND month BETWEEN ? AND ? GROUP BY month, quad", from, to)
}
