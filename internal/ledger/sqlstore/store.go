// Package sqlstore is the ledger in SQL: all that SQLite and PostgreSQL have in common, which is nearly everything. What they
// do not have in common is a Dialect.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"readout/internal/ledger"
)

// Dialect is what differs between databases.
type Dialect interface {
	// Placeholder is the n-th parameter of a statement, from 1.
	Placeholder(n int) string
	// Lock makes a transaction wait for all other writers.
	Lock(ctx context.Context, tx *sql.Tx) error
	// Places is the table in which documents are looked up by id, address, story and number: documents, or one beside it.
	Places() string
	// Latest asks which documents have hashes of prints, the latest ones of each, by queries that give hash and key, the latest first.
	Latest(hashes []int64, most int, ask func(query string, args ...any) error) error
	// Terms is a list of terms as a parameter for an index of words.
	Terms(terms string) any
	// WordKey is the column that holds the key in an index of words.
	WordKey() string
	// Matches is the condition that an index of words holds a match, with one parameter, and that parameter.
	Matches(table string, m ledger.Match) (condition string, arg any)
	// Explain turns an error of the database into one for people, or gives it back.
	Explain(err error) error
	// Passing says whether an error may be gone when the transaction is tried again.
	Passing(err error) bool
	// Prepares says whether a statement that comes again in a transaction is better prepared by us; some drivers do it themselves.
	Prepares() bool
	// Check looks for damage of the file or server.
	Check(ctx context.Context, db *sql.DB, fault func(string)) error
}

// Bulk is a dialect that takes rows by the thousand, and lets what needs no order be written before the lock.
type Bulk interface {
	// Room makes room for documents of these keys, beside other writers.
	Room(ctx context.Context, db *sql.DB, keys []ledger.Key) error
	// Copy writes rows into a table. The last column of an index of words holds what Terms gave.
	Copy(ctx context.Context, c *sql.Conn, table string, columns []string, rows [][]any) error
	// Stage copies rows into a table of the transaction's own, shaped like the one given, and gives its name.
	Stage(ctx context.Context, c *sql.Conn, table string, columns []string, rows [][]any) (staged string, err error)
}

// Store is a ledger in a database.
type Store struct {
	write, read *sql.DB
	d           Dialect
	bulk        Bulk // nil where there is no such thing
	now         func() time.Time
}

var _ ledger.Ledger = (*Store)(nil)

// New makes a ledger of open databases, which may be the same one, and brings its tables up to date.
func New(ctx context.Context, write, read *sql.DB, d Dialect, migrations fs.FS) (*Store, error) {
	bulk, _ := d.(Bulk)
	s := &Store{write, read, d, bulk, time.Now}
	if err := s.migrate(ctx, migrations); err != nil {
		return nil, s.explain(err)
	}
	return s, nil
}

// Close closes the databases.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != s.read {
		err = errors.Join(err, s.write.Close())
	}
	return err
}

func (s *Store) explain(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	return s.d.Explain(err)
}

// How long a write is tried again while the database is away or busy.
const (
	patience   = time.Minute
	firstPause = 50 * time.Millisecond
	pauseMost  = 5 * time.Second
)

// transact runs f in a transaction that no other writer shares.
func (s *Store) transact(ctx context.Context, f func(*tx) error) error {
	return s.attempt(ctx, func(t *tx) error {
		if err := t.lock(); err != nil {
			return err
		}
		return f(t)
	})
}

// attempt runs f in a transaction. Where the database goes away meanwhile, f runs again: it must do no harm twice.
func (s *Store) attempt(ctx context.Context, f func(*tx) error) error {
	return s.insist(ctx, func() error { return s.once(ctx, f) })
}

// insist does something again and again while the database is away or busy.
func (s *Store) insist(ctx context.Context, f func() error) error {
	pause, giveUp := firstPause, time.Now().Add(patience)
	for {
		err := f()
		if err == nil || !s.d.Passing(err) || time.Now().After(giveUp) {
			return s.explain(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause = min(2*pause, pauseMost)
	}
}

func (s *Store) once(ctx context.Context, f func(*tx) error) error {
	c, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	t, err := c.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // nothing behind a commit
	if err := f(&tx{ctx: ctx, c: c, t: t, s: s, prepared: map[string]*sql.Stmt{}}); err != nil {
		return err
	}
	return t.Commit()
}

// tx is a transaction with what every statement needs.
type tx struct {
	ctx      context.Context
	c        *sql.Conn
	t        *sql.Tx
	s        *Store
	prepared map[string]*sql.Stmt // the end of the transaction closes them
}

// lock makes the transaction wait for all other writers, and them for its end.
func (t *tx) lock() error { return t.s.d.Lock(t.ctx, t.t) }

func (t *tx) exec(query string, args ...any) error {
	st, err := t.prepare(query)
	switch {
	case err != nil:
	case st != nil:
		_, err = st.ExecContext(t.ctx, args...)
	default:
		_, err = t.t.ExecContext(t.ctx, t.s.bind(query), args...)
	}
	return err
}

func (t *tx) query(query string, args ...any) (*sql.Rows, error) {
	st, err := t.prepare(query)
	switch {
	case err != nil:
		return nil, err
	case st != nil:
		return st.QueryContext(t.ctx, args...)
	}
	return t.t.QueryContext(t.ctx, t.s.bind(query), args...)
}

// prepare gives the prepared statement of a query, nil where the driver prepares by itself.
func (t *tx) prepare(query string) (*sql.Stmt, error) {
	if !t.s.d.Prepares() {
		return nil, nil
	}
	if st := t.prepared[query]; st != nil {
		return st, nil
	}
	st, err := t.t.PrepareContext(t.ctx, t.s.bind(query))
	if err == nil {
		t.prepared[query] = st
	}
	return st, err
}

// query reads outside of any transaction.
func (s *Store) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.read.QueryContext(ctx, s.bind(query), args...)
}

// bind writes the dialect's placeholders for the question marks of a statement of ours, which have none in strings.
func (s *Store) bind(query string) string {
	if s.d.Placeholder(1) == "?" {
		return query
	}
	var b strings.Builder
	n := 0
	for {
		before, after, found := strings.Cut(query, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		n++
		b.WriteString(s.d.Placeholder(n))
		query = after
	}
}

// each calls scan for each row.
func each(rows *sql.Rows, err error, scan func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// marks is "?, ?, ?".
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// counter gives the last number of a counter.
func (t *tx) counter(name string) (int64, error) {
	var n int64
	rows, err := t.query("SELECT value FROM meta WHERE name = ?", name)
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&n) })
	return n, err
}

func (t *tx) setCounter(name string, n int64) error {
	return t.exec("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, n)
}

// Mark gives a number by its name, 0 where there is none yet.
func (s *Store) Mark(ctx context.Context, name string) (n int64, err error) {
	rows, err := s.query(ctx, "SELECT value FROM meta WHERE name = ?", "mark "+name)
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&n) })
	return n, s.explain(err)
}

// SetMark keeps a number by a name.
func (s *Store) SetMark(ctx context.Context, name string, mark int64) error {
	return s.transact(ctx, func(t *tx) error { return t.setCounter("mark "+name, mark) })
}

// migrate brings the tables up to date: the files of migrations, NNNN.sql, each in a transaction of its own.
func (s *Store) migrate(ctx context.Context, migrations fs.FS) error {
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return err
	}
	done, err := s.version(ctx)
	if err != nil {
		return err
	}
	if done > len(names) {
		return &ledger.Error{Reason: fmt.Sprintf("was made by a newer version of the program (its tables have version %d, this program knows %d)", done, len(names)), Remedy: "get the newer version"}
	}
	for _, name := range names[done:] {
		n, err := strconv.Atoi(strings.TrimSuffix(name, ".sql"))
		if err != nil {
			return err
		}
		script, err := fs.ReadFile(migrations, name)
		if err != nil {
			return err
		}
		err = s.transact(ctx, func(t *tx) error {
			now, err := s.versionIn(t)
			if err != nil || now >= n { // another process was faster
				return err
			}
			if _, err := t.t.ExecContext(ctx, string(script)); err != nil {
				return fmt.Errorf("migration %s: %w", name, err)
			}
			return t.exec("UPDATE ledger_version SET version = ?", n)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// version is that of the tables, 0 where there are none.
func (s *Store) version(ctx context.Context) (n int, err error) {
	rows, err := s.query(ctx, "SELECT version FROM ledger_version")
	if err == nil {
		err = each(rows, nil, func(r *sql.Rows) error { return r.Scan(&n) })
		return n, err
	}
	err = s.transact(ctx, func(t *tx) error {
		if err := t.exec("CREATE TABLE IF NOT EXISTS ledger_version (one INTEGER PRIMARY KEY, version INTEGER NOT NULL)"); err != nil {
			return err
		}
		return t.exec("INSERT INTO ledger_version (one, version) VALUES (1, 0) ON CONFLICT DO NOTHING")
	})
	return 0, err
}

func (s *Store) versionIn(t *tx) (n int, err error) {
	rows, err := t.query("SELECT version FROM ledger_version")
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&n) })
	return n, err
}
