package text

import (
	"io"

	"readout/internal/ledger"
)

// Hits prints what a search found: the documents, and below each its records or its words.
func Hits(w io.Writer, hits *ledger.Hits, o Options) error {
	s := newSheet(o)
	last := ""
	for i := range hits.Hits {
		h := &hits.Hits[i]
		if h.ID != last {
			last = h.ID
			s.gap()
			head(s, h.Head)
		}
		if h.Kind != "" {
			s.line(run{h.Says, bold})
			s.detail(facts{h.Kind, ledger.RecordID(h.ID, h.Record)})
		}
		s.evidence(highlighted(h.Excerpt)...)
	}
	_, err := w.Write(s.out)
	return err
}

// head prints what a document is known by.
func head(s *sheet, h ledger.Head) {
	title := h.Title
	if title == "" {
		title = h.Address
	}
	s.line(run{title, bold})
	var f facts
	f.add(h.Outlet)
	f.add(day(&h.Published))
	f.add(h.ID)
	s.detail(f)
	if title != h.Address {
		s.unbroken(run{"  " + h.Address, dim})
	}
}

// highlighted cuts an excerpt at what was searched for.
func highlighted(e ledger.Excerpt) []run {
	var runs []run
	at := 0
	for _, m := range e.Marked {
		runs = append(runs, run{e.Text[at:m.Start], plain}, run{e.Text[m.Start:m.End], marked})
		at = m.End
	}
	return append(runs, run{e.Text[at:], plain})
}
