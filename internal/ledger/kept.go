package ledger

// Head is what is shown of a document without opening it.
func (k *Kept) Head() Head {
	return Head{ID: k.ID, Address: k.Address, Title: k.Doc.Title, Outlet: k.Doc.Outlet, Published: value(k.Doc.Published), Story: k.Story}
}
