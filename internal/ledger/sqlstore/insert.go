package sqlstore

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// inserter collects rows of one table and writes many with one statement, which is several times as fast as one by one. It
// writes them in the order of their columns, because indexes take what comes in order for less: SQLite's index of words begins
// anew at every key that is lower than the one before.
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
	slices.SortFunc(i.rows, compareRows)
	args := make([]any, 0, min(len(i.rows), chunkRows)*len(i.columns))
	for chunk := range slices.Chunk(i.rows, chunkRows) {
		args = args[:0]
		for _, row := range chunk {
			if i.terms {
				row[len(row)-1] = i.t.s.d.Terms(row[len(row)-1].(string))
			}
			args = append(args, row...)
		}
		if err := i.t.exec(i.statement(len(chunk)), args...); err != nil {
			return err
		}
	}
	clear(i.rows)
	i.rows = i.rows[:0]
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
	if i.terms {
		row = marks(len(i.columns)-1) + ", " + fmt.Sprintf(i.t.s.d.TermsForm(), "?")
	}
	s := "INSERT INTO " + i.table + " (" + strings.Join(i.columns, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat("("+row+"), ", rows), ", ")
	s += i.conflict
	if rows == chunkRows {
		i.many = s
	}
	return s
}
