package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"readout/doc"
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

// Stands gives where holders stand, those with most statements first.
func (s *Store) Stands(ctx context.Context, q ledger.StandQuery) ([]ledger.Stand, error) {
	if q.Holder+q.Issue == "" {
		return nil, ledger.Question("give a holder or an issue")
	}
	first, last, err := dayRange(q.Since, q.Until)
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	// Over all time the numbers are noted; of a part of it they are counted.
	from, number := "stands", "records"
	condition, args := "records > 0", []any{}
	if q.Since+q.Until != "" {
		from, number = "(SELECT holder, issue, COUNT(DISTINCT story) AS stories FROM records WHERE kind = 3 AND day BETWEEN ? AND ?%s GROUP BY holder, issue) AS counted", "stories"
		condition, args = "stories > 0", []any{first, last}
	}
	which := ""
	for _, c := range []struct{ column, value string }{{"holder", q.Holder}, {"issue", q.Issue}} {
		if c.value != "" {
			which, args = which+" AND "+c.column+" = ?", append(args, c.value)
		}
	}
	if number == "stories" {
		from = fmt.Sprintf(from, which)
	} else {
		condition += which
	}
	var all []ledger.Stand
	rows, err := s.query(ctx, "SELECT holder, issue FROM "+from+" WHERE "+condition+" ORDER BY "+number+" DESC, holder, issue LIMIT ?", append(args, limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var t ledger.Stand
		err := r.Scan(&t.Holder, &t.Issue)
		all = append(all, t)
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, s.explain(err)
	}
	if err := atOnce(len(all), func(i int) error { return s.fill(ctx, &all[i], first, last) }); err != nil {
		return nil, s.explain(err)
	}
	slices.SortStableFunc(all, func(a, b ledger.Stand) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Issue, b.Issue))
	})
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

// How many records are looked at for the last statement and the one before it. Behind a story with more copies than that, the
// last statement counts as the first.
const ends = 48

// fill adds first and last statement, delta and months to a stand.
func (s *Store) fill(ctx context.Context, t *ledger.Stand, first, last int) error {
	rows, err := s.query(ctx, "SELECT COUNT(DISTINCT story) FROM records WHERE kind = 3 AND holder = ? AND issue = ? AND day BETWEEN ? AND ?", t.Holder, t.Issue, first, last)
	if err := each(rows, err, func(r *sql.Rows) error { return r.Scan(&t.Count) }); err != nil {
		return err
	}
	early, err := s.said(ctx, t.Holder, t.Issue, max(first, 1), last, "day, key", 1)
	if err != nil {
		return err
	}
	late, err := s.said(ctx, t.Holder, t.Issue, 1, last, "day DESC, key DESC", ends)
	if err != nil {
		return err
	}
	if len(early) == 0 { // none has a day
		if early, err = s.said(ctx, t.Holder, t.Issue, 0, 0, "day, key", ends); err != nil {
			return err
		}
		late = slices.Clone(early)
		slices.Reverse(late)
	}
	slices.Reverse(late)
	begin, end := statements(early), statements(late)
	if len(begin) == 0 || len(end) == 0 {
		return nil // corrected since
	}
	t.First, t.Last = begin[0].Statement, end[len(end)-1].Statement
	t.Delta = t.Last.Delta
	if err := s.quote(ctx, begin[0].key, &t.First); err != nil {
		return err
	}
	if err := s.quote(ctx, end[len(end)-1].key, &t.Last); err != nil {
		return err
	}
	if n := len(end); n > 1 {
		before := end[n-2]
		if _, err := s.words(ctx, before.key, &before.Statement); err != nil {
			return err
		}
		t.Before = before.Words
	}
	if err := s.speakers(ctx, t, first, last); err != nil {
		return err
	}
	rows, err = s.query(ctx, "SELECT day / 100, COUNT(DISTINCT story) FROM records WHERE kind = 3 AND holder = ? AND issue = ? AND day BETWEEN ? AND ? GROUP BY day / 100 ORDER BY 1",
		t.Holder, t.Issue, max(first, 1), last)
	return each(rows, err, func(r *sql.Rows) error {
		var month, n int
		err := r.Scan(&month, &n)
		t.Months = append(t.Months, ledger.MonthsCount{Month: ledger.MonthString(month), Count: n})
		return err
	})
}

// speakers adds who said it most often.
func (s *Store) speakers(ctx context.Context, t *ledger.Stand, first, last int) error {
	const most = 5
	rows, err := s.query(ctx, `SELECT name, role, COUNT(DISTINCT story) FROM records WHERE kind = 3 AND holder = ? AND issue = ? AND day BETWEEN ? AND ? AND name <> ''
		GROUP BY name, role ORDER BY 3 DESC, name, role LIMIT ?`, t.Holder, t.Issue, first, last, most)
	return each(rows, err, func(r *sql.Rows) error {
		var x ledger.Speaker
		err := r.Scan(&x.Name, &x.Role, &x.Count)
		t.Speakers = append(t.Speakers, x)
		return err
	})
}

// said is one record of a position as it is compared.
type said struct {
	ledger.Statement
	key   ledger.Key
	story int64
}

// said reads positions without their words.
func (s *Store) said(ctx context.Context, holder, issue string, first, last int, order string, limit int) ([]said, error) {
	var all []said
	rows, err := s.query(ctx, `SELECT key, local, day, type, delta, decide, name, role, story FROM records
		WHERE kind = 3 AND holder = ? AND issue = ? AND day BETWEEN ? AND ? ORDER BY `+order+` LIMIT ?`, holder, issue, first, last, limit)
	err = each(rows, err, func(r *sql.Rows) error {
		x := said{Statement: ledger.Statement{Holder: holder, Issue: issue}}
		var day int
		var decide string
		if err := r.Scan(&x.key, &x.Record, &day, &x.Stance, &x.Own, &decide, &x.Speaker, &x.Role, &x.story); err != nil {
			return err
		}
		x.Day = ledger.DayString(day)
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

// statements folds records of one story and stance, the earliest of them first, and tells what each is against the one before.
func statements(records []said) []said {
	type fold struct {
		story  int64
		stance string
	}
	var all []said
	seen := map[fold]bool{}
	for _, x := range records {
		if f := (fold{x.story, x.Stance}); !seen[f] {
			seen[f] = true
			all = append(all, x)
		}
	}
	var before *stand.Saying
	for i := range all {
		now := stand.Saying{Stance: all[i].Stance, Own: all[i].Own, Terms: all[i].Terms}
		all[i].Delta = stand.Delta(before, now)
		before = &now
	}
	return all
}

// words adds the document's words to a statement.
func (s *Store) words(ctx context.Context, k ledger.Key, x *ledger.Statement) (*stored, error) {
	all, err := s.kept(ctx, "WHERE d.key = ?", int64(k.Document()))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	d, err := s.open(ctx, all[0])
	if err != nil {
		return nil, err
	}
	all[0].Story = d.Story
	x.Document = d.ID
	if _, record, err := ledger.Find(d.Doc, x.Record); err == nil {
		if p, ok := record.(*doc.Position); ok {
			x.Subject = p.Subject
			x.Words = ledger.Evidence(d.Doc, record)
		}
	}
	x.Record = ledger.RecordID(d.ID, x.Record)
	return &all[0], nil
}

// quote adds what the document tells of a statement, and who else has it.
func (s *Store) quote(ctx context.Context, k ledger.Key, x *ledger.Statement) error {
	d, err := s.words(ctx, k, x)
	if err != nil || d == nil {
		return err
	}
	rows, err := s.query(ctx, `SELECT DISTINCT d.key, d.id, d.address, d.title, d.outlet, d.day, d.seq FROM documents d JOIN records r ON r.key > d.key AND r.key <= d.key + ?
		WHERE d.story = ? AND d.latest = 1 AND r.kind = 3 AND r.holder = ? AND r.issue = ? AND r.type = ?
		ORDER BY d.day, d.key LIMIT ?`, ledger.MaxRecords, d.story, x.Holder, x.Issue, x.Stance, maxWitnesses)
	return each(rows, err, func(r *sql.Rows) error {
		var key int64
		var day int
		h := ledger.Head{Story: d.Story}
		err := r.Scan(&key, &h.ID, &h.Address, &h.Title, &h.Outlet, &day, &h.Seq)
		h.Published = ledger.DayString(day)
		x.Witnesses = append(x.Witnesses, h)
		return err
	})
}

// maxWitnesses is how many documents of a story are named for a statement.
const maxWitnesses = 50

// maxHistory is how many records of one holder and issue are compared.
const maxHistory = 100_000

// Statements gives what a holder said on an issue.
func (s *Store) Statements(ctx context.Context, holder, issue string) ([]ledger.Statement, error) {
	records, err := s.said(ctx, holder, issue, 0, 99991231, "CASE WHEN day = 0 THEN 1 ELSE 0 END, day, key", maxHistory)
	if err != nil {
		return nil, s.explain(err)
	}
	folded := statements(records)
	out := make([]ledger.Statement, len(folded))
	for i, x := range folded {
		if err := s.quote(ctx, x.key, &x.Statement); err != nil {
			return nil, s.explain(err)
		}
		out[i] = x.Statement
	}
	return out, nil
}

// Dealings counts events that happened between two actors.
func (s *Store) Dealings(ctx context.Context, q ledger.DealingsQuery) ([]ledger.Dealing, error) {
	if q.A == "" || q.B == "" {
		return nil, ledger.Question("give two actors")
	}
	first, last, err := dayRange(q.Since, q.Until)
	if err != nil {
		return nil, err
	}
	var all []ledger.Dealing
	for _, side := range [][2]string{{q.A, q.B}, {q.B, q.A}} {
		if side == [2]string{q.B, q.A} && q.A == q.B {
			break
		}
		condition, args := "", []any{side[0], side[1], first, last}
		if q.Type != "" {
			condition, args = " AND type = ?", append(args, q.Type)
		}
		rows, err := s.query(ctx, `SELECT month, quad, COUNT(*) FROM (SELECT DISTINCT day / 100 AS month, quad, type, story FROM pairs
			WHERE a = ? AND b = ? AND day BETWEEN ? AND ? AND happened = 1`+condition+`) AS folded GROUP BY month, quad ORDER BY month, quad`, args...)
		err = each(rows, err, func(r *sql.Rows) error {
			d := ledger.Dealing{Actor: side[0], Recipient: side[1]}
			var month int
			err := r.Scan(&month, &d.Quad, &d.Count)
			d.Month = ledger.MonthString(month)
			all = append(all, d)
			return err
		})
		if err != nil {
			return nil, s.explain(err)
		}
	}
	return all, nil
}

// Offices gives who was called what when.
func (s *Store) Offices(ctx context.Context, q ledger.OfficeQuery) ([]ledger.Office, error) {
	if q.Name+q.Actor == "" {
		return nil, ledger.Question("give a name or an actor")
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	condition, args := "kind = 1 AND name <> '' AND role <> ''", []any{}
	if q.Name != "" {
		condition, args = condition+" AND name = ?", append(args, q.Name)
	}
	if q.Actor != "" {
		// USA is USA.GOV and USA.MIL too; "/" comes right behind ".".
		condition, args = condition+" AND (holder = ? OR holder > ? AND holder < ?)", append(args, q.Actor, q.Actor+".", q.Actor+"/")
	}
	type ends struct{ first, last ledger.Key }
	var all []ledger.Office
	var keys []ends
	rows, err := s.query(ctx, `SELECT name, role, holder, MIN(day), MAX(day), COUNT(DISTINCT story), MIN(key), MAX(key) FROM records
		WHERE `+condition+` GROUP BY name, role, holder ORDER BY 5 DESC, 6 DESC, name, role, holder LIMIT ?`, append(args, limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var o ledger.Office
		var e ends
		var first, last int
		err := r.Scan(&o.Name, &o.Role, &o.Actor, &first, &last, &o.Count, &e.first, &e.last)
		o.First, o.Last = ledger.DayString(first), ledger.DayString(last)
		all, keys = append(all, o), append(keys, e)
		return err
	})
	for i := 0; i < len(all) && err == nil; i++ {
		if all[i].FirstRecord, err = s.recordID(ctx, keys[i].first); err == nil {
			all[i].LastRecord, err = s.recordID(ctx, keys[i].last)
		}
	}
	return all, s.explain(err)
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
