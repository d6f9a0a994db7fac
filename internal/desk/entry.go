package desk

import (
	"strings"

	"readout/doc"
	"readout/internal/ledger"
)

// entry is a record as lists show and export it: what it says, its exact words, and where they stand.
type entry struct {
	Record  string   `json:"record"` // document/id
	Kind    string   `json:"kind"`
	Day     string   `json:"day,omitempty"` // of publication
	Who     string   `json:"who"`           // who speaks, who to whom, the holder
	Code    string   `json:"code,omitempty"`
	What    string   `json:"what"` // direct, CONSULT, supports talks
	Issue   string   `json:"issue,omitempty"`
	Words   string   `json:"words"`
	Title   string   `json:"title"`
	Outlet  string   `json:"outlet,omitempty"`
	Address string   `json:"address"`
	Trigger string   `json:"trigger,omitempty"` // of an event, within its words
	Facts   []string `json:"facts,omitempty"`
	About   string   `json:"about,omitempty"` // on what
	Parties []party  `json:"-"`
}

// Link leads to the words in their document.
func (e entry) Link() string { return wordsLink(e.Record) }

// Citation is the entry as one cites it.
func (e entry) Citation() string {
	var b strings.Builder
	b.WriteString("“" + strings.Trim(e.Words, "“”\" ") + "”")
	if e.Who != "" {
		b.WriteString(" — " + e.Who)
	}
	for _, s := range []string{e.Outlet, longDay(e.Day), e.Address} {
		if s != "" {
			b.WriteString(", " + s)
		}
	}
	return b.String()
}

// entryOf makes the entry of a record; ok is false where the document has none of that id.
func (n names) entryOf(k *ledger.Kept, local string) (entry, bool) {
	kind, found, err := ledger.Find(k.Doc, local)
	if err != nil {
		return entry{}, false
	}
	r := n.recordOf(k.Doc, found)
	h := k.Head()
	e := entry{
		Record: ledger.RecordID(k.ID, local), Kind: kind, Day: h.Published, Who: who(r.Parties), Code: codes(r.Parties), What: r.What, About: r.About, Issue: r.Issue,
		Words: r.Words, Title: h.Title, Outlet: h.Outlet, Address: h.Address, Facts: r.Facts, Parties: r.Parties,
	}
	if kind == ledger.Event {
		e.Words, e.Trigger = ledger.Evidence(k.Doc, found), r.Words
	}
	return e, true
}

// entriesOf makes the entries of all records of documents.
func (n names) entriesOf(documents ...*ledger.Kept) (out []entry) {
	for _, k := range documents {
		for _, id := range all(k.Doc) {
			if e, ok := n.entryOf(k, id); ok {
				out = append(out, e)
			}
		}
	}
	return out
}

// recordOf makes the margin's entry of any record.
func (n names) recordOf(d *doc.Document, found any) record {
	switch r := found.(type) {
	case *doc.Attribution:
		return n.attribution(d, r)
	case *doc.Event:
		return n.event(d, r)
	case *doc.Position:
		return n.position(d, r)
	case *doc.Engagement:
		return n.engagement(d, r)
	case *doc.Warning:
		return n.warning(d, r)
	}
	return record{}
}

// all are the ids of a document's records, kind by kind.
func all(d *doc.Document) (ids []string) {
	for r := range d.Records() {
		ids = append(ids, r.ID)
	}
	return ids
}
