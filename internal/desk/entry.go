package desk

import (
	"strings"

	"readout/doc"
	"readout/internal/ledger"
)

// entry is a record as lists show and export it: what it says, its exact words, and where they stand.
type entry struct {
	Record   string   `json:"record"` // document/id
	Kind     string   `json:"kind"`
	Day      string   `json:"day,omitempty"` // of publication
	Who      string   `json:"who"`           // who speaks, who to whom, the holder
	Code     string   `json:"code,omitempty"`
	What     string   `json:"what"` // direct, CONSULT, supports talks
	Issue    string   `json:"issue,omitempty"`
	Words    string   `json:"words"`
	Title    string   `json:"title"`
	Outlet   string   `json:"outlet,omitempty"`
	Address  string   `json:"address"`
	Facts    []string `json:"facts,omitempty"`
	document string
}

// Link leads to the words in their document.
func (e entry) Link() string { return "/document/" + e.document + "#record-" + e.local() }

func (e entry) local() string {
	_, local, _ := ledger.CutRecordID(e.Record)
	return local
}

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
func entryOf(k *ledger.Kept, local string) (entry, bool) {
	kind, found, err := ledger.Find(k.Doc, local)
	if err != nil {
		return entry{}, false
	}
	r := recordOf(k.Doc, found)
	h := k.Head()
	e := entry{
		Record: ledger.RecordID(k.ID, local), Kind: kind, Day: h.Published, Who: r.Head, Code: r.Code, What: r.What, Words: r.Words,
		Title: h.Title, Outlet: h.Outlet, Address: h.Address, Facts: r.Facts, document: k.ID,
	}
	if p, ok := found.(*doc.Position); ok {
		e.Issue = ledger.IssueOf(p)
	}
	return e, true
}

// recordOf makes the margin's entry of any record.
func recordOf(d *doc.Document, found any) record {
	switch r := found.(type) {
	case *doc.Attribution:
		return attribution(d, r)
	case *doc.Event:
		return event(d, r)
	case *doc.Position:
		return position(d, r)
	case *doc.Engagement:
		return engagement(d, r)
	case *doc.Warning:
		return warning(d, r)
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
