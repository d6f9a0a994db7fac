package ledger

import "strconv"

// Head is what is shown of a document without opening it.
func (k *Kept) Head() Head {
	return Head{ID: k.ID, Address: k.Address, Title: k.Doc.Title, Outlet: k.Doc.Outlet, Published: value(k.Doc.Published), Story: k.Story}
}

// CorrectedBy says who last corrected a record of the document, "" where nobody did. A record keeps its id under correction;
// what was added is numbered h1, h2 and so on.
func (k *Kept) CorrectedBy(local string) string {
	by, added := "", 0
	for i := range k.Corrections {
		c := &k.Corrections[i]
		if c.Record == local && c.Action == Mend {
			by = c.By
		}
		if c.Action == Add {
			if added++; local == "h"+strconv.Itoa(added) {
				by = c.By
			}
		}
	}
	return by
}
