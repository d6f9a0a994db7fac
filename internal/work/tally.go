package work

import (
	"fmt"
	"strings"

	"readout/internal/ledger"
)

// Tally counts what became of documents.
type Tally struct {
	Batches  int // finished
	Split    int // batches that came back and were taken apart
	New      int // documents
	Versions int
	Known    int // there already
	Damaged  int // of the three above, read in part
	Lost     int // among the dead
}

// Documents is how many are in the ledger.
func (t Tally) Documents() int { return t.New + t.Versions + t.Known }

func (t *Tally) count(outcomes []ledger.Outcome) {
	for _, o := range outcomes {
		switch o {
		case ledger.New:
			t.New++
		case ledger.Version:
			t.Versions++
		default:
			t.Known++
		}
	}
}

func (t *Tally) add(o Tally) {
	t.Batches += o.Batches
	t.Split += o.Split
	t.New += o.New
	t.Versions += o.Versions
	t.Known += o.Known
	t.Damaged += o.Damaged
	t.Lost += o.Lost
}

func (t Tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d documents: %d new", t.Documents(), t.New)
	for _, c := range []struct {
		n    int
		what string
	}{{t.Versions, "new versions"}, {t.Known, "known"}, {t.Damaged, "in part"}} {
		if c.n > 0 {
			fmt.Fprintf(&b, ", %d %s", c.n, c.what)
		}
	}
	if t.Lost > 0 {
		fmt.Fprintf(&b, "; %d among the dead", t.Lost)
	}
	return b.String()
}
