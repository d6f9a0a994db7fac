package doc

import "iter"

// Record is one record of a document, of any kind.
type Record struct {
	Kind string // attribution, event, position, engagement or warning
	ID   string
	Of   any // *Attribution, *Event, *Position, *Engagement or *Warning, into the document
}

// Records gives the records of all kinds, kind by kind as the contract has them.
func (d *Document) Records() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		_ = each(d.Attributions, yield, func(a *Attribution) Record { return Record{"attribution", a.ID, a} }) &&
			each(d.Events, yield, func(e *Event) Record { return Record{"event", e.ID, e} }) &&
			each(d.Positions, yield, func(p *Position) Record { return Record{"position", p.ID, p} }) &&
			each(d.Engagements, yield, func(g *Engagement) Record { return Record{"engagement", g.ID, g} }) &&
			each(d.Warnings, yield, func(w *Warning) Record { return Record{"warning", w.ID, w} })
	}
}

// each yields the records of one kind and says whether to go on.
func each[T any](list []T, yield func(Record) bool, record func(*T) Record) bool {
	for i := range list {
		if !yield(record(&list[i])) {
			return false
		}
	}
	return true
}
