package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// Moves gives the newest statements that a query finds, each with what was said before. Of the copies of a story, the first counts.
func (s *Store) Moves(ctx context.Context, q ledger.Query) (*ledger.Moves, error) {
	q.Kind = ledger.Position
	limit := q.Limit
	if limit <= 0 {
		limit = 20
	}
	_, keys, err := s.asked(ctx, q, limit+1)
	if err != nil {
		return nil, err
	}
	out := &ledger.Moves{Moves: []ledger.Statement{}}
	if len(keys) > limit {
		keys = keys[:limit]
		out.Next = strconv.FormatInt(int64(keys[limit-1]), 36)
	}
	if len(keys) == 0 {
		return out, nil
	}
	args := make([]any, len(keys))
	for i, k := range keys {
		args[i] = int64(k)
	}
	all, err := s.said(ctx, ledger.StatementQuery{}, "key IN ("+marks(len(keys))+") ORDER BY key DESC", args...)
	if err != nil {
		return nil, s.explain(err)
	}
	earlier := make([][]said, len(all))
	err = atOnce(len(all), func(i int) (err error) {
		earlier[i], err = s.before(ctx, &all[i])
		return err
	})
	if err != nil {
		return nil, s.explain(err)
	}
	var quoted, before []*said
	for i := range all {
		x := &all[i]
		if quoted = append(quoted, x); len(earlier[i]) > 0 {
			before = append(before, &earlier[i][0])
			x.Previous = &earlier[i][0].Statement
		}
		x.Delta = stand.Delta(saying(x.Previous), *saying(&x.Statement))
	}
	err = s.quote(ctx, append(quoted, before...), len(quoted))
	for i := range all {
		out.Moves = append(out.Moves, all[i].Statement)
	}
	return out, s.explain(err)
}

// State is the number of the last document and of the last correction.
func (s *Store) State(ctx context.Context) (string, error) {
	var document, correction int64
	rows, err := s.query(ctx, "SELECT (SELECT COALESCE(MAX(seq), 0) FROM documents), (SELECT COALESCE(MAX(number), 0) FROM corrections)")
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&document, &correction) })
	return fmt.Sprintf("%d.%d", document, correction), s.explain(err)
}
