package sqlstore

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"readout/internal/ledger"
)

// What is asked for most is counted when it is written, so that an answer costs the same however much there is: statements by
// holder, issue, month and speaker, events by pair, month, class and type, stories by office. A story counts once for each.
// These are the tables and their keys; n is the number.
var sums = [...]struct {
	table string
	text  []string
	month bool
}{
	{"stands", []string{"holder", "issue"}, false},
	{"stand_months", []string{"holder", "issue"}, true},
	{"stand_speakers", []string{"holder", "issue", "name", "role"}, false},
	{"dyads", []string{"a", "b", "quad", "type"}, true},
	{"offices", []string{"name", "role", "holder"}, false},
}

const (
	stands = iota
	standMonths
	standSpeakers
	dyads
	offices
)

// sumKey names a row of one of the tables.
type sumKey struct {
	table int
	text  [4]string
	month int
}

func compareSums(x, y sumKey) int {
	return cmp.Or(x.table-y.table, slices.Compare(x.text[:], y.text[:]), x.month-y.month)
}

// parts are the records of one story as far as they are counted.
type parts struct {
	rows  []part
	pairs []ledger.Pair
}

// part is a position, or a saying of a person with an office.
type part struct {
	key    int64
	row    ledger.Row
	counts bool // it is its story's first to say so
}

func (p *parts) add(key ledger.Key, x ledger.Index) {
	for _, r := range x.Rows {
		if r.Kind == ledger.KindNumber(ledger.Position) || r.Kind == ledger.KindNumber(ledger.Attribution) {
			p.rows = append(p.rows, part{key: int64(key) + int64(r.Number), row: r})
		}
	}
	p.pairs = append(p.pairs, x.Pairs...)
}

// fold marks of the positions of one holder, issue and stance the first, and gives the keys of those that were marked wrongly.
func (p *parts) fold() (wrong []int64) {
	type saying struct{ holder, issue, stance string }
	first := map[saying]int{}
	for i := range p.rows {
		r := &p.rows[i].row
		if r.Kind != ledger.KindNumber(ledger.Position) {
			continue
		}
		s := saying{r.Holder, r.Issue, r.Type}
		if k, ok := first[s]; !ok || p.earlier(i, k) {
			first[s] = i
		}
	}
	for i := range p.rows {
		x := &p.rows[i]
		k, ok := first[saying{x.row.Holder, x.row.Issue, x.row.Type}]
		counts := ok && k == i && x.row.Kind == ledger.KindNumber(ledger.Position)
		if counts != x.counts {
			wrong = append(wrong, x.key)
		}
		x.counts = counts
	}
	return wrong
}

// earlier orders by day, what has none last, and key.
func (p *parts) earlier(i, k int) bool {
	x, y := p.rows[i], p.rows[k]
	if (x.row.Day == 0) != (y.row.Day == 0) {
		return y.row.Day == 0
	}
	return cmp.Or(x.row.Day-y.row.Day, cmp.Compare(x.key, y.key)) < 0
}

// sumUp calls add for each row of the tables that a story adds one to. day is that of the saying, for offices.
func (p *parts) sumUp(add func(k sumKey, day int)) {
	once := map[sumKey]int{}
	for _, x := range p.rows {
		r := &x.row
		switch {
		case x.counts:
			add(sumKey{table: stands, text: [4]string{r.Holder, r.Issue}}, 0)
			if r.Day > 0 {
				add(sumKey{standMonths, [4]string{r.Holder, r.Issue}, r.Day / 100}, 0)
			}
			if r.Name != "" {
				add(sumKey{table: standSpeakers, text: [4]string{r.Holder, r.Issue, r.Name, r.Role}}, 0)
			}
		case r.Kind == ledger.KindNumber(ledger.Attribution) && r.Name != "" && r.Role != "":
			k := sumKey{table: offices, text: [4]string{r.Name, r.Role, r.Holder}}
			once[k] = max(once[k], r.Day)
		}
	}
	for i := range p.pairs {
		if x := &p.pairs[i]; x.Happened {
			once[sumKey{dyads, [4]string{x.A, x.B, x.Quad, x.Type}, x.Day / 100}] = 0
		}
	}
	for k, day := range once {
		add(k, day)
	}
}

// tally is what a transaction changes of the numbers. What a story that was there adds is taken off before the story changes
// and put on again when all is written; so it does not matter what becomes of it in between.
type tally struct {
	change  map[sumKey]int
	last    map[sumKey]int     // the latest day of an office that gained a story
	lost    map[sumKey]int     // the latest day of an office that lost one
	fresh   map[int64]*parts   // stories that begin in this transaction, not written yet
	touched map[int64]bool     // stories that were there; true when they are taken out of the numbers
	pending map[int64][]parted // documents that are not written yet
	counts  map[string]int64   // counters
}

// parted is a document's index under its key.
type parted struct {
	key   ledger.Key
	index ledger.Index
}

func newTally() tally {
	return tally{change: map[sumKey]int{}, last: map[sumKey]int{}, lost: map[sumKey]int{}, fresh: map[int64]*parts{},
		touched: map[int64]bool{}, pending: map[int64][]parted{}, counts: map[string]int64{}}
}

// begin notes a story that no document of the ledger is of yet.
func (t *tally) begin(story int64) { t.fresh[story] = &parts{} }

// touch notes that a story is about to change.
func (a *adder) touch(story int64) {
	if _, noted := a.tally.touched[story]; !noted && a.tally.fresh[story] == nil {
		a.tally.touched[story] = false
	}
}

// takeOut takes the stories that were touched out of the numbers, as they are written now. It must be done before anything of
// them is written.
func (a *adder) takeOut() error {
	var stories []int64
	for story, out := range a.tally.touched {
		if !out {
			stories = append(stories, story)
			a.tally.touched[story] = true
		}
	}
	all, err := a.parts(stories)
	if err != nil {
		return err
	}
	for _, p := range all {
		a.tally.counts["stories"]--
		p.sumUp(func(k sumKey, day int) {
			a.tally.change[k]--
			if k.table == offices {
				a.tally.lost[k] = max(a.tally.lost[k], day)
			}
		})
	}
	return nil
}

// gain puts a story into the numbers.
func (t *tally) gain(p *parts) {
	t.counts["stories"]++
	p.sumUp(func(k sumKey, day int) {
		t.change[k]++
		if k.table == offices {
			t.last[k] = max(t.last[k], day)
		}
	})
}

// parts reads what is written of stories, of those that have a newest version of a document.
func (a *adder) parts(stories []int64) (map[int64]*parts, error) {
	of := make([]any, len(stories))
	for i, s := range stories {
		of[i] = s
	}
	all, story := map[int64]*parts{}, map[ledger.Key]int64{}
	var keys []int64
	err := a.in("SELECT key, story FROM "+a.s.d.Places()+" WHERE story IN (%s) AND latest = 1 ORDER BY key", of, func(r *sql.Rows) error {
		var k, s int64
		err := r.Scan(&k, &s)
		keys = append(keys, k)
		all[s], story[ledger.Key(k)] = &parts{}, s
		return err
	})
	if err != nil {
		return nil, err
	}
	err = a.ranges("SELECT key, kind, day, type, holder, issue, name, role, counts FROM records WHERE kind IN (1, 3) AND (%s)", keys, func(r *sql.Rows) error {
		var x part
		err := r.Scan(&x.key, &x.row.Kind, &x.row.Day, &x.row.Type, &x.row.Holder, &x.row.Issue, &x.row.Name, &x.row.Role, &x.counts)
		p := all[story[ledger.Key(x.key).Document()]]
		p.rows = append(p.rows, x)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, a.ranges("SELECT key, a, b, day, quad, type, happened FROM pairs WHERE %s", keys, func(r *sql.Rows) error {
		var x ledger.Pair
		var k ledger.Key
		err := r.Scan(&k, &x.A, &x.B, &x.Day, &x.Quad, &x.Type, &x.Happened)
		p := all[story[k.Document()]]
		p.pairs = append(p.pairs, x)
		return err
	})
}

// ranges asks for the records of documents, some at a time. The query has %s in place of the condition on keys. As in tx.in, it
// has few lengths.
func (a *adder) ranges(query string, documents []int64, scan func(*sql.Rows) error) error {
	for n := 64; len(documents) > 0; {
		if len(documents) < n {
			n /= 4
			continue
		}
		args := make([]any, 0, 2*n)
		for _, k := range documents[:n] {
			args = append(args, k, k+ledger.MaxRecords)
		}
		documents = documents[n:]
		rows, err := a.query(fmt.Sprintf(query, "key BETWEEN ? AND ?"+strings.Repeat(" OR key BETWEEN ? AND ?", n-1)), args...)
		if err := each(rows, err, scan); err != nil {
			return err
		}
	}
	return nil
}

// rowsOf gives the rows of records and pairs to the inserters, those of new stories with their place in the fold.
func (a *adder) rowsOf(story int64, docs []parted) {
	counts := map[int64]bool{}
	if p := a.tally.fresh[story]; p != nil {
		for _, d := range docs {
			p.add(d.key, d.index)
		}
		for _, key := range p.fold() {
			counts[key] = true
		}
		a.tally.gain(p)
	}
	for _, d := range docs {
		for i := range d.index.Rows {
			r := &d.index.Rows[i]
			key := int64(d.key) + int64(r.Number)
			a.records.add(key, r.Kind, r.Local, r.Day, r.Type, r.Holder, r.Issue, r.Name, r.Role, r.Delta, r.Decide, story, flag(counts[key]))
		}
		for i := range d.index.Pairs {
			p := &d.index.Pairs[i]
			a.pairs.add(p.A, p.B, p.Day, int64(d.key)+int64(p.Number), p.Quad, p.Type, flag(p.Happened), story)
		}
	}
}

// settle puts the stories that were touched into the numbers again, and writes the numbers.
func (a *adder) settle() error {
	all, err := a.parts(slices.Sorted(maps.Keys(a.tally.touched)))
	if err != nil {
		return err
	}
	var wrong []any
	for _, p := range all {
		for _, key := range p.fold() {
			wrong = append(wrong, key)
		}
		a.tally.gain(p)
	}
	for some := range slices.Chunk(wrong, chunkRows) {
		if err := a.exec("UPDATE records SET counts = 1 - counts WHERE key IN ("+marks(len(some))+")", some...); err != nil {
			return err
		}
	}
	if err := a.writeSums(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(a.tally.counts)) {
		n, err := a.counter(name)
		if err != nil {
			return err
		}
		if err := a.setCounter(name, n+a.tally.counts[name]); err != nil {
			return err
		}
	}
	a.tally = newTally()
	return nil
}

func (a *adder) writeSums() error {
	into := make([]*inserter, len(sums))
	for i, s := range sums {
		columns := slices.Clone(s.text)
		if s.month {
			columns = append(columns, "month")
		}
		keys := strings.Join(columns, ", ")
		columns = append(columns, "n")
		then := "n = " + s.table + ".n + excluded.n"
		if i == offices {
			columns = append(columns, "state", "last")
			then += ", last = CASE WHEN excluded.last > offices.last THEN excluded.last ELSE offices.last END"
		}
		into[i] = a.into(s.table, columns...)
		into[i].conflict = " ON CONFLICT (" + keys + ") DO UPDATE SET " + then
	}
	var gone []sumKey
	for _, k := range slices.SortedFunc(maps.Keys(a.tally.change), compareSums) {
		n := a.tally.change[k]
		if n == 0 && a.tally.last[k] == 0 {
			continue
		}
		row := append(k.columns(), int64(n))
		if k.table == offices {
			state, _, _ := strings.Cut(k.text[2], ".")
			row = append(row, state, a.tally.last[k])
		}
		into[k.table].add(row...)
		if n <= 0 {
			gone = append(gone, k)
		}
	}
	for _, i := range into {
		if err := i.flush(); err != nil {
			return err
		}
	}
	for _, k := range gone {
		if err := a.exec("DELETE FROM "+sums[k.table].table+" WHERE "+k.condition()+" AND n <= 0", k.columns()...); err != nil {
			return err
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(a.tally.lost), compareSums) {
		if day, gained := a.tally.last[k]; gained && day >= a.tally.lost[k] {
			continue // it is as late as it was
		}
		args := append(k.columns(), k.columns()...)
		if err := a.exec("UPDATE offices SET last = (SELECT MAX(day) FROM records WHERE kind = 1 AND name <> '' AND role <> '' AND "+k.condition()+") WHERE "+k.condition(), args...); err != nil {
			return err
		}
	}
	return nil
}

// columns are the key of the row, condition what finds it.
func (k sumKey) columns() []any {
	s := &sums[k.table]
	out := make([]any, 0, len(s.text)+4)
	for i := range s.text {
		out = append(out, k.text[i])
	}
	if s.month {
		out = append(out, k.month)
	}
	return out
}

func (k sumKey) condition() string {
	c := strings.Join(sums[k.table].text, " = ? AND ") + " = ?"
	if sums[k.table].month {
		c += " AND month = ?"
	}
	return c
}
