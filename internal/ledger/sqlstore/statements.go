package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// said is a statement as it is compared, without its words.
type said struct {
	ledger.Statement
	key ledger.Key
	day int
}

// said reads statements of a holder, on an issue, or both; a condition on records follows.
func (s *Store) said(ctx context.Context, q ledger.StatementQuery, condition string, args ...any) ([]said, error) {
	of := []any{}
	where := ""
	for _, c := range []struct{ column, value string }{{"holder", q.Holder}, {"issue", q.Issue}} {
		if c.value != "" {
			where, of = where+c.column+" = ? AND ", append(of, c.value)
		}
	}
	var all []said
	rows, err := s.query(ctx, "SELECT key, holder, issue, local, day, type, delta, decide, name, role FROM records WHERE kind = 3 AND counts = 1 AND "+where+condition, append(of, args...)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var x said
		var decide string
		if err := r.Scan(&x.key, &x.Holder, &x.Issue, &x.Record, &x.day, &x.Stance, &x.Own, &decide, &x.Speaker, &x.Role); err != nil {
			return err
		}
		x.Day = ledger.DayString(x.day)
		if decide != "" {
			if err := json.Unmarshal([]byte(decide), &x.Terms); err != nil {
				return fmt.Errorf("record %d: its terms do not read: %w", x.key, err)
			}
		}
		all = append(all, x)
		return nil
	})
	return all, err
}

// tellDeltas tells what each statement of a holder on an issue is against the one before. The first is told against Previous.
func tellDeltas(all []said) {
	for i := range all {
		x := &all[i]
		if i > 0 {
			x.Previous = &all[i-1].Statement
		}
		x.Delta = stand.Delta(saying(x.Previous), *saying(&x.Statement))
	}
}

func saying(x *ledger.Statement) *stand.Saying {
	if x == nil {
		return nil
	}
	return &stand.Saying{Stance: x.Stance, Own: x.Own, Terms: x.Terms}
}

// maxHistory is how many statements are given at most.
const maxHistory = 100_000

// Statements gives what a holder said, or what was said on an issue.
func (s *Store) Statements(ctx context.Context, q ledger.StatementQuery) ([]ledger.Statement, error) {
	if q.Holder+q.Issue == "" {
		return nil, ledger.Question("give a holder or an issue")
	}
	w, err := s.window(q.Since, q.Until)
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 || limit > maxHistory {
		limit = maxHistory
	}
	all, err := s.said(ctx, q, "day BETWEEN ? AND ?"+w.months+" ORDER BY day DESC, key DESC LIMIT ?", slices.Concat([]any{w.first, w.last}, w.keys, []any{limit})...)
	if err != nil {
		return nil, s.explain(err)
	}
	slices.SortFunc(all, compareSaid)
	// Of each holder and issue in its own order; earlier ones are looked up for the first of them.
	type pair struct{ holder, issue string }
	by := map[pair][]int{}
	var order []pair
	for i := range all {
		p := pair{all[i].Holder, all[i].Issue}
		if by[p] == nil {
			order = append(order, p)
		}
		by[p] = append(by[p], i)
	}
	var before []said // holds still: pointers lead into it
	before = make([]said, 0, len(order))
	for _, p := range order {
		list := by[p]
		x := &all[list[0]]
		if w.first > 0 || len(all) == limit {
			earlier, err := s.before(ctx, x)
			if err != nil {
				return nil, s.explain(err)
			}
			if len(earlier) > 0 {
				before = append(before, earlier[0])
				x.Previous = &before[len(before)-1].Statement
			}
		}
		for n, i := range list {
			if n > 0 {
				all[i].Previous = &all[list[n-1]].Statement
			}
			all[i].Delta = stand.Delta(saying(all[i].Previous), *saying(&all[i].Statement))
		}
	}
	quoted := make([]*said, 0, len(all)+len(before))
	for i := range all {
		quoted = append(quoted, &all[i])
	}
	for i := range before {
		quoted = append(quoted, &before[i])
	}
	err = s.quote(ctx, quoted, len(all))
	if err != nil {
		return nil, s.explain(err)
	}
	out := make([]ledger.Statement, len(all))
	for i := range all {
		out[i] = all[i].Statement
	}
	return out, nil
}

// compareSaid orders by day, what has none last, and key.
func compareSaid(x, y said) int {
	if (x.day == 0) != (y.day == 0) {
		return y.day - x.day
	}
	return cmp.Or(x.day-y.day, cmp.Compare(x.key, y.key))
}

// before gives the statement that comes right before one, of the same holder on the same issue; none for the first.
func (s *Store) before(ctx context.Context, x *said) ([]said, error) {
	of := ledger.StatementQuery{Holder: x.Holder, Issue: x.Issue}
	if x.day > 0 {
		return s.said(ctx, of, "day >= 1 AND (day, key) < (?, ?) ORDER BY day DESC, key DESC LIMIT 1", x.day, int64(x.key))
	}
	earlier, err := s.said(ctx, of, "day = 0 AND key < ? ORDER BY key DESC LIMIT 1", int64(x.key))
	if err != nil || len(earlier) > 0 {
		return earlier, err
	}
	return s.said(ctx, of, "day >= 1 ORDER BY day DESC, key DESC LIMIT 1")
}

// quote adds to statements what their documents tell and who else has them; to those behind the first so many only the words.
// The documents of a page are read at once.
func (s *Store) quote(ctx context.Context, all []*said, first int) error {
	for len(all) > 0 {
		some := all[:min(len(all), page)]
		documents, err := s.words(ctx, some)
		if err == nil && first > 0 {
			err = s.whoElse(ctx, some[:min(len(some), first)], documents)
		}
		if err != nil {
			return err
		}
		all, first = all[len(some):], first-len(some)
	}
	return nil
}

// words adds the documents' words to statements.
func (s *Store) words(ctx context.Context, all []*said) (map[ledger.Key]opened, error) {
	keys := make([]ledger.Key, len(all))
	for i, x := range all {
		keys[i] = x.key
	}
	documents, err := s.documentsOf(ctx, keys)
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		d, ok := documents[x.key.Document()]
		if !ok {
			continue // superseded since
		}
		x.Document = d.ID
		if _, record, err := ledger.Find(d.Doc, x.Record); err == nil {
			if p, ok := record.(*doc.Position); ok {
				x.Subject = p.Subject
				x.Words = ledger.Evidence(d.Doc, record)
			}
		}
		x.Record = ledger.RecordID(d.ID, x.Record)
	}
	return documents, nil
}

// whoElse adds the documents of the stories that have the statements.
func (s *Store) whoElse(ctx context.Context, all []*said, documents map[ledger.Key]opened) error {
	var stories []any
	of := map[int64][]any{} // keys by story, in the order of days
	for _, d := range documents {
		if _, ok := of[d.story]; !ok {
			of[d.story], stories = nil, append(stories, d.story)
		}
	}
	if len(stories) == 0 {
		return nil
	}
	rows, err := s.query(ctx, "SELECT story, key FROM "+s.d.Places()+" WHERE story IN ("+marks(len(stories))+") AND latest = 1 ORDER BY day, key", stories...)
	err = each(rows, err, func(r *sql.Rows) error {
		var story, k int64
		err := r.Scan(&story, &k)
		of[story] = append(of[story], k)
		return err
	})
	if err != nil {
		return err
	}
	have := make([][]any, len(all))
	err = atOnce(len(all), func(i int) (err error) {
		keys := of[documents[all[i].key.Document()].story]
		if len(keys) == 1 {
			have[i] = keys // the document itself
			return nil
		}
		for some := range slices.Chunk(keys, page) {
			if have[i], err = s.having(ctx, have[i], some, all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var keys []ledger.Key
	for i := range have {
		have[i] = have[i][:min(len(have[i]), maxWitnesses)]
		for _, k := range have[i] {
			keys = append(keys, ledger.Key(k.(int64)))
		}
	}
	heads := map[ledger.Key]ledger.Head{}
	err = s.among(ctx, "SELECT key, id, address, title, outlet, day, seq FROM documents WHERE key IN ", keys, func(r *sql.Rows) error {
		var k ledger.Key
		var day int
		var h ledger.Head
		err := r.Scan(&k, &h.ID, &h.Address, &h.Title, &h.Outlet, &day, &h.Seq)
		h.Published = ledger.DayString(day)
		heads[k] = h
		return err
	})
	for i, x := range all {
		for _, k := range have[i] {
			if h, ok := heads[ledger.Key(k.(int64))]; ok {
				h.Story = documents[x.key.Document()].Story
				x.Witnesses = append(x.Witnesses, h)
			}
		}
	}
	return err
}

// having appends those of some documents, by their keys, that have a statement.
func (s *Store) having(ctx context.Context, have, keys []any, x *said) ([]any, error) {
	args := []any{x.Holder, x.Issue, x.Stance}
	for _, k := range keys {
		args = append(args, k, k.(int64)+ledger.MaxRecords)
	}
	there := map[ledger.Key]bool{}
	rows, err := s.query(ctx, "SELECT key FROM records WHERE kind = 3 AND holder = ? AND issue = ? AND type = ? AND (key BETWEEN ? AND ?"+
		strings.Repeat(" OR key BETWEEN ? AND ?", len(keys)-1)+")", args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var k ledger.Key
		err := r.Scan(&k)
		there[k.Document()] = true
		return err
	})
	for _, k := range keys {
		if there[ledger.Key(k.(int64))] {
			have = append(have, k)
		}
	}
	return have, err
}

// maxWitnesses is how many documents of a story are named for a statement.
const maxWitnesses = 50
