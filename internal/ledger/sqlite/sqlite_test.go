package sqlite

import (
	"path/filepath"
	"testing"

	"readout/internal/ledger"
	"readout/internal/ledger/ledgertest"
)

func open(t *testing.T) ledger.Ledger {
	l, err := Open(t.Context(), filepath.Join(t.TempDir(), "a ledger?#.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLedger(t *testing.T) { ledgertest.Run(t, open) }
