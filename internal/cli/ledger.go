package cli

import (
	"net/url"
	"strings"

	"readout/internal/ledger"
	"readout/internal/ledger/postgres"
	"readout/internal/ledger/sqlite"
)

// defaultLedger is where commands look for the ledger unless told otherwise.
const defaultLedger = "readout.db"

// ledgerFlag says which ledger a command works on.
type ledgerFlag struct {
	Ledger string `default:"readout.db" env:"READOUT_LEDGER" placeholder:"FILE|postgres://..." help:"The ledger, a file or a PostgreSQL database; ${default} unless given here or as $READOUT_LEDGER."`
}

// open opens the ledger; create makes one where there is none yet.
func (f *ledgerFlag) open(e *env, create bool) (ledger.Ledger, error) {
	return openLedger(e, f.Ledger, create)
}

// shown is what messages call the ledger: a password stays out of them.
func (f *ledgerFlag) shown() string {
	if u, err := url.Parse(f.Ledger); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host + u.Path
	}
	return f.Ledger
}

func openLedger(e *env, where string, create bool) (ledger.Ledger, error) {
	switch {
	case where == "":
		return nil, usageError{"--ledger is empty: give the path of a file"}
	case strings.HasPrefix(where, "postgres://"), strings.HasPrefix(where, "postgresql://"):
		return postgres.Open(e.ctx, where)
	case strings.Contains(where, "://"):
		return nil, usageError{"--ledger: a ledger is a file or postgres://..., no other address"}
	}
	return sqlite.Open(e.ctx, where, sqlite.Options{Create: create})
}
