package sqlstore

import (
	"fmt"
	"strings"
)

// inserter collects rows of one table and writes many with one statement, which is several times as fast as one by one.
type inserter struct {
	t       *tx
	table   string
	columns []string
	terms   bool // the last column is an index of words
	ignore  bool // what is there already stays
	args    []any
	rows    int
	many    string // the statement for a full chunk
}

// What one statement carries: well below the limits of both databases.
const chunkRows = 64

func (t *tx) into(table string, columns ...string) *inserter {
	return &inserter{t: t, table: table, columns: columns}
}

func (i *inserter) add(args ...any) error {
	if i.terms {
		args[len(args)-1] = i.t.s.d.Terms(args[len(args)-1].(string))
	}
	i.args = append(i.args, args...)
	if i.rows++; i.rows < chunkRows {
		return nil
	}
	return i.flush()
}

func (i *inserter) flush() error {
	if i.rows == 0 {
		return nil
	}
	var query string
	if i.rows == chunkRows {
		if i.many == "" {
			i.many = i.statement(chunkRows)
		}
		query = i.many
	} else {
		query = i.statement(i.rows)
	}
	err := i.t.exec(query, i.args...)
	clear(i.args)
	i.args, i.rows = i.args[:0], 0
	return err
}

func (i *inserter) statement(rows int) string {
	row := marks(len(i.columns))
	if i.terms {
		row = marks(len(i.columns)-1) + ", " + fmt.Sprintf(i.t.s.d.TermsForm(), "?")
	}
	s := "INSERT INTO " + i.table + " (" + strings.Join(i.columns, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat("("+row+"), ", rows), ", ")
	if i.ignore {
		s += " ON CONFLICT DO NOTHING"
	}
	return s
}
