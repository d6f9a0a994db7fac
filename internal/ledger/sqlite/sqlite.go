// Package sqlite keeps the ledger in one file.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"readout/internal/ledger"
	"readout/internal/ledger/sqlstore"
)

//go:embed migrations
var embedded embed.FS

func migrations() fs.FS {
	f, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // the line above is wrong
	}
	return f
}

// Options say how a file is opened. The zero value is what people want.
type Options struct {
	Create   bool          // make the file if it is not there; for those that add rather than ask
	Wait     time.Duration // for another writer; 0 means 30 seconds
	Cache    int           // memory for what is written, in MB; 0 for 64. More pays where millions of documents are added
	MaxPages int           // how long the file may grow, in pages of 4 KB; 0 for no bound
}

const (
	waitByDefault  = 30 * time.Second
	cacheByDefault = 64 // MB
	readers        = 4  // connections that read at once
)

// Open opens the ledger in a file.
func Open(ctx context.Context, path string, o Options) (*sqlstore.Store, error) {
	d := &dialect{path: path}
	if err := d.usable(o.Create); err != nil {
		return nil, err
	}
	if o.Wait == 0 {
		o.Wait = waitByDefault
	}
	if o.Cache == 0 {
		o.Cache = cacheByDefault
	}
	common := []string{fmt.Sprintf("busy_timeout(%d)", o.Wait.Milliseconds()), "temp_store(memory)"}
	writing := append(slices.Clone(common), fmt.Sprintf("cache_size(%d)", -1024*o.Cache), "journal_mode(wal)", "synchronous(normal)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)")
	if o.MaxPages > 0 {
		writing = append(writing, fmt.Sprintf("max_page_count(%d)", o.MaxPages))
	}
	write, err := sql.Open("sqlite", dsn(path, "immediate", writing))
	if err != nil {
		return nil, d.Explain(err)
	}
	write.SetMaxOpenConns(1)
	reading := append(slices.Clone(common), "cache_size(-16384)", "query_only(1)")
	if !o.Create {
		// Mapped, a file costs a query less; but all that is looked at counts as memory of the process.
		reading = append(reading, "mmap_size(1073741824)")
	}
	read, err := sql.Open("sqlite", dsn(path, "deferred", reading))
	if err != nil {
		return nil, d.Explain(err)
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	// The writer comes first: it makes the file and its journal, which a reader may not.
	if err := connect(ctx, write, o.Wait); err != nil {
		return nil, errors.Join(d.Explain(err), write.Close(), read.Close())
	}
	s, err := sqlstore.New(ctx, write, read, d, migrations())
	if err != nil {
		return nil, errors.Join(err, write.Close(), read.Close())
	}
	return s, nil
}

// connect makes the first connection. Two programs that make a file at once both change its journal, for which SQLite does not wait.
func connect(ctx context.Context, db *sql.DB, wait time.Duration) error {
	for end := time.Now().Add(wait); ; {
		err := db.PingContext(ctx)
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code()&0xff != lib.SQLITE_BUSY || time.Now().After(end) {
			return err
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func dsn(path, lock string, pragmas []string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": pragmas}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// dialect is SQLite's.
type dialect struct{ path string }

// usable says beforehand, in plain words, why a file cannot be a ledger.
func (d *dialect) usable(create bool) error {
	info, err := os.Stat(d.path)
	switch {
	case os.IsNotExist(err) && !create:
		return d.error("there is no such file", "readout add makes one", err)
	case os.IsNotExist(err):
		dir := filepath.Dir(d.path)
		if _, err := os.Stat(dir); err != nil {
			return d.error("there is no folder "+dir, "make it, or give another path", err)
		}
		return nil
	case err != nil:
		return d.error("cannot be opened: "+err.Error(), "", err)
	case info.IsDir():
		return d.error("is a folder", "give a file in it", nil)
	}
	f, err := os.OpenFile(d.path, os.O_RDWR, 0)
	if err != nil {
		return d.error("may not be written", "allow writing to the file, or copy it where you may write", err)
	}
	defer f.Close()
	var head [16]byte
	if n, _ := f.ReadAt(head[:], 0); n > 0 && string(head[:n]) != "SQLite format 3\x00"[:n] {
		return d.error("is another kind of file", "give the path of a ledger, or of a file that is not there yet", nil)
	}
	return nil
}

func (d *dialect) error(reason, remedy string, err error) error {
	return &ledger.Error{Ledger: d.path, Reason: reason, Remedy: remedy, Err: err}
}

func (d *dialect) Placeholder(int) string { return "?" }

// Lock does nothing: a transaction begins with the lock.
func (d *dialect) Lock(context.Context, *sql.Tx) error { return nil }

func (d *dialect) Prepares() bool { return true }

// Places is the table of documents itself.
func (d *dialect) Places() string { return "documents" }

// Latest asks for many hashes with one statement, in few lengths, so that few are prepared.
func (d *dialect) Latest(hashes []int64, most int, ask func(string, ...any) error) error {
	const one = "SELECT hash, key FROM (SELECT hash, key FROM prints WHERE hash = ? ORDER BY key DESC LIMIT ?)"
	for n := 64; len(hashes) > 0; {
		if len(hashes) < n {
			n /= 4
			continue
		}
		args := make([]any, 0, 2*n)
		for _, h := range hashes[:n] {
			args = append(args, h, most)
		}
		hashes = hashes[n:]
		if err := ask(one+strings.Repeat(" UNION ALL "+one, n-1), args...); err != nil {
			return err
		}
	}
	return nil
}

func (d *dialect) Terms(terms string) any { return terms }
func (d *dialect) WordKey() string        { return "rowid" }

// Matches writes a match in the language of FTS5. Terms hold no quotation marks.
func (d *dialect) Matches(table string, m ledger.Match) (string, any) {
	var b strings.Builder
	for i, p := range m {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteString(`"` + strings.Join(p.Terms, " ") + `"`)
		if p.Prefix {
			b.WriteString(" *")
		}
	}
	return table + " MATCH ?", b.String()
}

// Explain says what SQLite's errors mean.
func (d *dialect) Explain(err error) error {
	var ours *ledger.Error
	if errors.As(err, &ours) {
		if ours.Ledger == "" {
			ours.Ledger = d.path
		}
		return err
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	const kept = "what was added before is kept: run again to go on"
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		return d.error("the disk is full", "free some space; "+kept, err)
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN, lib.SQLITE_AUTH:
		return d.error("may not be written", "allow writing to the file and its folder, which SQLite needs for a journal", err)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return d.error("another program writes to it and does not stop", "wait until it is done; "+kept, err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return d.error("the file is damaged", "take a copy from before, or make a new ledger of the documents", err)
	case lib.SQLITE_IOERR:
		return d.error("the disk fails: "+e.Error(), "check the disk; "+kept, err)
	}
	return d.error(err.Error(), "", err)
}

// Passing is false: SQLite waits by itself.
func (d *dialect) Passing(error) bool { return false }

// Check lets SQLite look through its file.
func (d *dialect) Check(ctx context.Context, _ *sql.DB, fault func(string)) error {
	// On a connection of its own: one that has searched remembers the word index as it was then, and the check would take that
	// for damage once others have written.
	own, err := sql.Open("sqlite", dsn(d.path, "deferred", []string{"query_only(1)"}))
	if err != nil {
		return err
	}
	defer own.Close()
	rows, err := own.QueryContext(ctx, "PRAGMA quick_check(20)")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return err
		}
		if s != "ok" {
			fault("the file: " + s)
		}
	}
	return rows.Err()
}
