package postgres

import (
	"database/sql"
	"testing"
	"time"

	"readout/internal/ledger/postgres/pgtest"
)

// Where the server ends the connection in the midst of a transaction, staging says so: it does not wait for the transaction that it is
// itself part of.
func TestStageCutOff(t *testing.T) {
	db, err := sql.Open("pgx", pgtest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tx, err := c.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if err := tx.QueryRow("SELECT pg_backend_pid()").Scan(&pid); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("SELECT pg_terminate_backend($1)", pid); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("SELECT 1"); err == nil { // by which the driver learns of it
		t.Fatal("the connection still answers")
	}
	said := make(chan error, 1)
	go func() {
		_, err := new(dialect).Stage(t.Context(), c, "documents", []string{"key"}, nil)
		tx.Rollback()
		c.Close()
		said <- err
	}()
	select {
	case err := <-said:
		if err == nil {
			t.Error("rows were staged on a connection that is gone")
		}
	case <-time.After(30 * time.Second):
		t.Fatal("staging waits without end")
	}
}
