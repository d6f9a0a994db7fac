// Package postgres keeps the ledger in PostgreSQL, or in a server that speaks its protocol, for many writers and readers.
package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"

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

// connections are how many one program keeps at most.
const connections = 8

// Open opens the ledger that an address names: postgres://user:password@host:port/database. What the address leaves out comes
// from the environment, as psql has it.
func Open(ctx context.Context, address string) (*sqlstore.Store, error) {
	return open(ctx, address, nil)
}

// open lets a tracer see the statements.
func open(ctx context.Context, address string, tracer pgx.QueryTracer) (*sqlstore.Store, error) {
	d := &dialect{shown: shown(address)}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, &ledger.Error{Ledger: d.shown, Reason: "is no address of a PostgreSQL server", Remedy: "write postgres://user@host/database"}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "readout"
	}
	config.Tracer = tracer
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	db.SetConnMaxIdleTime(time.Minute)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(d.Explain(err), db.Close())
	}
	s, err := sqlstore.New(ctx, db, db, d, migrations())
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// shown is the address without its password.
func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…"
	}
	q := u.Query()
	if q.Has("password") {
		q.Set("password", "xxxxx")
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}

// dialect is PostgreSQL's.
type dialect struct {
	shown string
	rooms sync.Map // months that there is room for, by number
}

func (d *dialect) Placeholder(n int) string { return "$" + strconv.Itoa(n) }

// lockKey is the advisory lock of a ledger's writers: the letters of "readout".
const lockKey = 0x726561646f7574

func (d *dialect) Lock(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(lockKey))
	return err
}

// What PostgreSQL counts of the places of a word.
const (
	lastPlace = 16_383
	maxPlaces = 255
)

func (d *dialect) Prepares() bool { return false }

// Terms gives terms with their places as PostgreSQL keeps them.
func (d *dialect) Terms(terms string) any {
	at := map[string]int{}
	v := pgtype.TSVector{Valid: true}
	n := 0
	for term := range strings.FieldsSeq(terms) {
		n++
		i, there := at[term]
		if !there {
			i = len(v.Lexemes)
			at[term] = i
			v.Lexemes = append(v.Lexemes, pgtype.TSVectorLexeme{Word: term})
		}
		l := &v.Lexemes[i]
		if place := uint16(min(n, lastPlace)); len(l.Positions) < maxPlaces && (len(l.Positions) == 0 || l.Positions[len(l.Positions)-1].Position < place) {
			l.Positions = append(l.Positions, pgtype.TSVectorPosition{Position: place, Weight: pgtype.TSVectorWeightD})
		}
	}
	return v
}

func (d *dialect) WordKey() string { return "key" }

// Matches writes a match as a tsquery. Terms hold neither quotes nor backslashes.
func (d *dialect) Matches(_ string, m ledger.Match) (string, any) {
	var b strings.Builder
	for i, p := range m {
		if i > 0 {
			b.WriteString(" & ")
		}
		for j, term := range p.Terms {
			if j > 0 {
				b.WriteString(" <-> ")
			}
			b.WriteString("'" + term + "'")
			if p.Prefix && j == len(p.Terms)-1 {
				b.WriteString(":*")
			}
		}
	}
	return "terms @@ ?::tsquery", b.String()
}

// Explain says what PostgreSQL's errors mean.
func (d *dialect) Explain(err error) error {
	var ours *ledger.Error
	if errors.As(err, &ours) {
		if ours.Ledger == "" {
			ours.Ledger = d.shown
		}
		return err
	}
	say := func(reason, remedy string) error {
		return &ledger.Error{Ledger: d.shown, Reason: reason, Remedy: remedy, Err: err}
	}
	const kept = "what was added before is kept: run again to go on"
	var e *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &e):
		switch {
		case e.Code == "3D000":
			return say("there is no such database", "make it: createdb NAME")
		case strings.HasPrefix(e.Code, "28"):
			return say("the server does not let you in: "+e.Message, "check user and password; PGPASSWORD or a .pgpass file may hold it")
		case e.Code == "42501", e.Code == "25006":
			return say("may not be written: "+e.Message, "ask for the right to write")
		case strings.HasPrefix(e.Code, "53"):
			return say("the server is out of room: "+e.Message, "free some; "+kept)
		case strings.HasPrefix(e.Code, "57"):
			return say("the server goes away: "+e.Message, "wait until it is back; "+kept)
		}
		return say(fmt.Sprintf("%s (SQLSTATE %s)", e.Message, e.Code), "")
	case errors.As(err, &connect):
		return say("the server cannot be reached", "see that it runs, and check host and port; "+kept)
	case d.Passing(err):
		return say("the connection is gone and does not come back", "see that the server runs; "+kept)
	}
	return err
}

// Passing says that the server may be back soon.
func (d *dialect) Passing(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch e.Code {
		case "57P01", "57P02", "57P03", "40001", "40P01", "53300": // goes down, went down, comes up; collided; too many at once
			return true
		}
		return strings.HasPrefix(e.Code, "08")
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err) || errors.As(err, &network) && !errors.Is(err, context.DeadlineExceeded) ||
		strings.Contains(err.Error(), "conn closed") || strings.Contains(err.Error(), "bad connection")
}

// Check leaves the server's own files to the server.
func (d *dialect) Check(context.Context, *sql.DB, func(string)) error { return nil }
