package postgres

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"readout/internal/ledger"
)

// Places is a table beside the documents, which are parted by month: what has no day is looked up there.
func (d *dialect) Places() string { return "places" }

// Latest asks for all hashes at once.
func (d *dialect) Latest(hashes []int64, most int, ask func(string, ...any) error) error {
	return ask(`SELECT p.hash, p.key FROM unnest(?::bigint[]) AS h (hash)
		CROSS JOIN LATERAL (SELECT hash, key FROM prints WHERE prints.hash = h.hash ORDER BY prints.hash, prints.key DESC LIMIT ?) AS p`, hashes, most)
}

// Room makes the partitions of months that have none yet.
func (d *dialect) Room(ctx context.Context, db *sql.DB, keys []ledger.Key) error {
	for _, k := range keys {
		month := k.Month()
		if _, there := d.rooms.Load(month); there {
			continue
		}
		if _, err := db.ExecContext(ctx, "SELECT readout_room($1)", int64(k)); err != nil {
			return err
		}
		d.rooms.Store(month, true)
	}
	return nil
}

// Copy writes rows with COPY.
func (d *dialect) Copy(ctx context.Context, c *sql.Conn, table string, columns []string, rows [][]any) error {
	return c.Raw(func(driver any) error {
		_, err := driver.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
		return err
	})
}

// Stage copies rows into a temporary table, which the end of the transaction empties.
func (d *dialect) Stage(ctx context.Context, c *sql.Conn, table string, columns []string, rows [][]any) (string, error) {
	staged := "staged_" + table
	// Not by c itself: where the server is gone it would close, and wait for its own transaction without end.
	err := c.Raw(func(driver any) error {
		_, err := driver.(*stdlib.Conn).Conn().Exec(ctx, "CREATE TEMPORARY TABLE IF NOT EXISTS "+staged+" (LIKE "+table+") ON COMMIT DELETE ROWS; DELETE FROM "+staged)
		return err
	})
	if err != nil {
		return "", err
	}
	return staged, d.Copy(ctx, c, staged, columns, rows)
}
