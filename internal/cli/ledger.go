package cli

import (
	"strings"

	"readout/internal/ledger"
	"readout/internal/ledger/sqlite"
)

// ledgerFlag says which ledger a command works on.
type ledgerFlag struct {
	Ledger string `default:"readout.db" env:"READOUT_LEDGER" placeholder:"FILE" help:"The ledger, a file; ${default} unless given here or as $READOUT_LEDGER."`
}

// open opens the ledger; create makes one where there is none yet.
func (f *ledgerFlag) open(e *env, create bool) (ledger.Ledger, error) {
	return openLedger(e, f.Ledger, create)
}

func openLedger(e *env, where string, create bool) (ledger.Ledger, error) {
	switch {
	case where == "":
		return nil, usageError{"--ledger is empty: give the path of a file"}
	case strings.Contains(where, "://"):
		return nil, usageError{"--ledger=" + where + ": this version keeps ledgers in files only"}
	}
	return sqlite.Open(e.ctx, where, sqlite.Options{Create: create})
}
