package sqlstore

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// inserter collects rows of one table and writes many at once, which is several times as fast as one by one. It writes them in
// the order of their columns, because indexes take what comes in order for less (SQLite's index of words begins anew at every key
// that is lower than the one before), and because writers that meet rows in the same order never wait for each other in a ring.
type inserter struct {
	t        *tx
	table    string
	columns  []string
	terms    bool   // the last column is an index of words
	conflict string // what becomes of a row that is there already; "" where there is none
	rows     [][]any
	many     string // the statement for a full chunk
}

// What one statement carries: well below the limits of both databases.
const chunkRows = 64

func (t *tx) into(table string, columns ...string) *inserter {
	return &inserter{t: t, table: table, columns: columns}
}

func (i *inserter) add(row ...any) { i.rows = append(i.rows, row) }

func (i *inserter) flush() error {
	if len(i.rows) == 0 {
		return nil
	}
	slices.SortFunc(i.rows, compareRows)
	if i.terms {
		for _, row := range i.rows {
			row[len(row)-1] = i.t.s.d.Terms(row[len(row)-1].(string))
		}
	}
	err := i.write()
	clear(i.rows)
	i.rows = i.rows[:0]
	return err
}

func (i *inserter) write() error {
	bulk := i.t.s.bulk
	switch {
	case bulk == nil:
		return i.byStatements()
	case i.conflict == "":
		return bulk.Copy(i.t.ctx, i.t.c, i.table, i.columns, i.rows)
	}
	merge, err := i.staged()
	if err != nil {
		return err
	}
	return i.t.exec(merge)
}

// staged puts the rows where this transaction alone sees them, and gives the statement that merges them into the table.
func (i *inserter) staged() (merge string, err error) {
	from, err := i.t.s.bulk.Stage(i.t.ctx, i.t.c, i.table, i.columns, i.rows)
	columns := strings.Join(i.columns, ", ")
	return "INSERT INTO " + i.table + " (" + columns + ") SELECT " + columns + " FROM " + from + " ORDER BY 1" + i.conflict, err
}

func (i *inserter) byStatements() error {
	args := make([]any, 0, min(len(i.rows), chunkRows)*len(i.columns))
	for chunk := range slices.Chunk(i.rows, chunkRows) {
		args = args[:0]
		for _, row := range chunk {
			args = append(args, row...)
		}
		if err := i.t.exec(i.statement(len(chunk)), args...); err != nil {
			return err
		}
	}
	return nil
}

// compareRows compares the first columns that differ. Types that no index begins with count as equal.
func compareRows(x, y []any) int {
	for i := range x {
		c := 0
		switch v := x[i].(type) {
		case int64:
			c = cmp.Compare(v, y[i].(int64))
		case int:
			c = cmp.Compare(v, y[i].(int))
		case string:
			c = cmp.Compare(v, y[i].(string))
		case []byte:
			c = bytes.Compare(v, y[i].([]byte))
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

func (i *inserter) statement(rows int) string {
	if rows == chunkRows && i.many != "" {
		return i.many
	}
	row := marks(len(i.columns))
	s := "INSERT INTO " + i.table + " (" + strings.Join(i.columns, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat("("+row+"), ", rows), ", ") + i.conflict
	if rows == chunkRows {
		i.many = s
	}
	return s
}
