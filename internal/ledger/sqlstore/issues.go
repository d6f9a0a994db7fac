package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"readout/internal/ledger"
)

// maxIssueHits is how many of the latest statements that match are looked at for their issues.
const maxIssueHits = 200

// Issues gives the issues whose words match.
func (s *Store) Issues(ctx context.Context, q ledger.IssueQuery) ([]ledger.IssueCount, error) {
	if strings.TrimSpace(q.Words) == "" && q.Holder == "" {
		return nil, ledger.Question("give words or a holder")
	}
	find := ledger.Query{Words: q.Words, Holder: q.Holder}
	if q.Holder == "" { // nothing else has a holder
		find.Type = ledger.Position
	}
	m, err := find.Match()
	if err != nil {
		return nil, err
	}
	least, greatest, err := ledger.DayKeys(q.Since, q.Until)
	if err != nil {
		return nil, err
	}
	keys, err := s.matching(ctx, "record_words", m, "", least, greatest, maxIssueHits)
	if err != nil {
		return nil, s.explain(err)
	}
	if strings.TrimSpace(q.Words) != "" { // the words may be those of its key
		if m, err = find.MatchKey(); err != nil {
			return nil, err
		}
		named, err := s.matching(ctx, "record_words", m, "", least, greatest, maxIssueHits)
		if err != nil {
			return nil, s.explain(err)
		}
		keys = append(keys, named...)
		slices.Sort(keys)
		keys = slices.Compact(keys)
	}
	counts := map[string]int{}
	for some := range slices.Chunk(keys, 500) {
		args := make([]any, len(some))
		for i, k := range some {
			args[i] = int64(k)
		}
		rows, err := s.query(ctx, "SELECT issue FROM records WHERE key IN ("+marks(len(some))+")", args...)
		err = each(rows, err, func(r *sql.Rows) error {
			var issue string
			err := r.Scan(&issue)
			counts[issue]++
			return err
		})
		if err != nil {
			return nil, s.explain(err)
		}
	}
	var all []ledger.IssueCount
	for issue, n := range counts {
		all = append(all, ledger.IssueCount{Issue: issue, Count: n})
	}
	slices.SortFunc(all, func(a, b ledger.IssueCount) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Issue, b.Issue)) })
	limit := q.Limit
	if limit <= 0 {
		limit = 10
	}
	return all[:min(len(all), limit)], nil
}
