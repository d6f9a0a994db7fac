package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"readout/doc"
	"readout/internal/ledger"
)

// asked gives the newest keys of documents, or of records, that a query asks for, and what must match in them.
func (s *Store) asked(ctx context.Context, q ledger.Query, limit int) (ledger.Match, []ledger.Key, error) {
	m, err := q.Match()
	if err != nil {
		return nil, nil, err
	}
	least, greatest, err := bounds(q)
	if err != nil {
		return nil, nil, err
	}
	table := "document_words"
	if q.OfRecords() {
		table = "record_words"
	}
	keys, err := s.matching(ctx, table, m, q.Outlet, least, greatest, limit)
	return m, keys, s.explain(err)
}

// Search finds documents or records.
func (s *Store) Search(ctx context.Context, q ledger.Query) (*ledger.Hits, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = 20
	}
	m, keys, err := s.asked(ctx, q, limit+1)
	if err != nil {
		return nil, err
	}
	hits := &ledger.Hits{}
	if len(keys) > limit {
		keys = keys[:limit]
		hits.Next = strconv.FormatInt(int64(keys[limit-1]), 36)
	}
	hits.Hits, err = s.hits(ctx, m, keys, q.OfRecords())
	return hits, s.explain(err)
}

// maxSifted is how many of the newest records are looked at for their kinds.
const maxSifted = 100_000

// errEnough ends a walk.
var errEnough = errors.New("enough")

// Newest finds the newest records of some kinds, so many of each at most, with one walk over the index of words.
func (s *Store) Newest(ctx context.Context, q ledger.Query, most map[string]int) (*ledger.Hits, error) {
	q.Kind = ""
	m, err := q.Match()
	if err != nil {
		return nil, err
	}
	if !q.OfRecords() {
		return nil, ledger.Question("give a holder, an actor, an issue or a type")
	}
	q.Before = ""
	least, greatest, err := bounds(q)
	if err != nil {
		return nil, err
	}
	room, open := map[int]int{}, 0
	for kind, n := range most {
		if n > 0 {
			room[ledger.KindNumber(kind)] = n
			open++
		}
	}
	if open == 0 {
		return &ledger.Hits{}, nil
	}
	// CROSS JOIN has SQLite begin with the words.
	key := "record_words." + s.d.WordKey()
	which, args := s.whose("record_words", m, q.Outlet, least, greatest)
	var keys []ledger.Key
	rows, err := s.query(ctx, "SELECT "+key+", r.kind FROM record_words CROSS JOIN records r WHERE r.key = "+key+" AND "+which+" ORDER BY "+key+" DESC LIMIT ?", append(args, maxSifted)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var k ledger.Key
		var kind int
		if err := r.Scan(&k, &kind); err != nil || room[kind] == 0 {
			return err
		}
		keys = append(keys, k)
		if room[kind]--; room[kind] == 0 {
			open--
		}
		if open == 0 {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, s.explain(err)
	}
	hits := &ledger.Hits{}
	hits.Hits, err = s.hits(ctx, m, keys, true)
	return hits, s.explain(err)
}

// hits are documents or records by their keys, in the order of these. The documents of a page are read at once.
func (s *Store) hits(ctx context.Context, m ledger.Match, keys []ledger.Key, records bool) (hits []ledger.Hit, err error) {
	for some := range slices.Chunk(keys, page) {
		documents, err := s.documentsOf(ctx, some)
		if err != nil {
			return nil, err
		}
		locals := map[ledger.Key]string{}
		if records {
			if locals, err = s.locals(ctx, some); err != nil {
				return nil, err
			}
		}
		for _, k := range some {
			d, ok := documents[k.Document()]
			if !ok {
				continue // superseded since
			}
			hit := ledger.Hit{Head: d.Head(), Kept: d.Kept}
			if !records {
				hit.Excerpt = m.Excerpt(d.Doc)
			} else {
				local := locals[k]
				kind, record, err := ledger.Find(d.Doc, local)
				if err != nil {
					continue // corrected since
				}
				hit.Kind, hit.Record, hit.Excerpt = kind, local, m.Of(d.Doc, record)
				hit.Says = doc.Record{Kind: kind, ID: local, Of: record}.Says()
			}
			hits = append(hits, hit)
		}
	}
	return hits, nil
}

// opened is a document with the number of its story.
type opened struct {
	*ledger.Kept
	story int64
}

// documentsOf opens the documents of keys, at most a page of them. What is no longer there is left out.
func (s *Store) documentsOf(ctx context.Context, keys []ledger.Key) (map[ledger.Key]opened, error) {
	of := make([]any, 0, len(keys))
	there := make(map[ledger.Key]opened, len(keys))
	for _, k := range keys {
		k = k.Document()
		if _, ok := there[k]; !ok {
			there[k], of = opened{}, append(of, int64(k))
		}
	}
	clear(there)
	if len(of) == 0 {
		return there, nil
	}
	all, err := s.kept(ctx, "WHERE key IN ("+marks(len(of))+")", of...)
	if err != nil {
		return nil, err
	}
	documents := make([]opened, len(all))
	err = atOnce(len(all), func(i int) (err error) {
		documents[i].story = all[i].story
		documents[i].Kept, err = s.open(ctx, all[i])
		return err
	})
	for i, d := range documents {
		there[all[i].key] = d
	}
	return there, err
}

// locals are the ids of records within their documents.
func (s *Store) locals(ctx context.Context, keys []ledger.Key) (map[ledger.Key]string, error) {
	all := map[ledger.Key]string{}
	err := s.among(ctx, "SELECT key, local FROM records WHERE key IN ", keys, func(r *sql.Rows) error {
		var k ledger.Key
		var local string
		err := r.Scan(&k, &local)
		all[k] = local
		return err
	})
	return all, err
}

// bounds are the least and the greatest key that a query may give.
func bounds(q ledger.Query) (least, greatest ledger.Key, err error) {
	if least, greatest, err = ledger.DayKeys(q.Since, q.Until); err != nil || q.Before == "" {
		return least, greatest, err
	}
	n, err := strconv.ParseInt(q.Before, 36, 64)
	if err != nil || n < 0 {
		return 0, 0, ledger.Question("%q is no place to go on from", q.Before)
	}
	return least, min(greatest, ledger.Key(n)-1), nil
}

// matching gives the greatest keys whose words match, of one outlet where it is named.
func (s *Store) matching(ctx context.Context, table string, m ledger.Match, outlet string, least, greatest ledger.Key, limit int) ([]ledger.Key, error) {
	which, args := s.whose(table, m, outlet, least, greatest)
	key := s.d.WordKey()
	var keys []ledger.Key
	rows, err := s.query(ctx, "SELECT "+key+" FROM "+table+" WHERE "+which+" ORDER BY "+key+" DESC LIMIT ?", append(args, limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var k ledger.Key
		err := r.Scan(&k)
		keys = append(keys, k)
		return err
	})
	return keys, err
}

// whose is the condition on an index of words that words match, of one outlet where it is named, and its parameters.
func (s *Store) whose(table string, m ledger.Match, outlet string, least, greatest ledger.Key) (condition string, args []any) {
	condition, arg := s.d.Matches(table, m)
	key := table + "." + s.d.WordKey()
	args = []any{arg}
	if outlet != "" {
		condition += fmt.Sprintf(" AND EXISTS (SELECT 1 FROM documents d WHERE d.key = %[1]s - %[1]s %% %[2]d AND d.outlet = ?)", key, ledger.MaxRecords+1)
		args = append(args, outlet)
	}
	return condition + " AND " + key + " >= ? AND " + key + " <= ?", append(args, int64(least), int64(greatest))
}
