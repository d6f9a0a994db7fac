package ledger

// Moves is one page of statements, each with its Previous.
type Moves struct {
	Moves []Statement
	Next  string // asks for the next page; "" on the last
}

// Facet is one thing that answers can be narrowed to, and how many of those looked at have it.
type Facet struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Facets count what the newest answers to a query have in common, those with most first.
type Facets struct {
	Looked int  `json:"looked"` // at so many answers
	More   bool `json:"more"`   // there are more answers than were looked at

	Kinds    []Facet `json:"kinds"` // of records, also where the query asks for documents
	Holders  []Facet `json:"holders"`
	Actors   []Facet `json:"actors"`
	Issues   []Facet `json:"issues"`
	Types    []Facet `json:"types"` // of events, stances, kinds of engagement and of quotation
	Statuses []Facet `json:"statuses"`
	Outlets  []Facet `json:"outlets"`
	Years    []Facet `json:"years"`
}

// Coverage is what documents there are of the days up to the newest.
type Coverage struct {
	Days    []Facet  `json:"days"`    // documents by day of publication, the earliest first, days without any left out
	Outlets []Outlet `json:"outlets"` // those with most documents first
}

// Outlet is what there is of one outlet.
type Outlet struct {
	Name      string `json:"name"`
	Documents int    `json:"documents"`
	Changed   int    `json:"changed"` // of those, how many are later versions of a page
	Last      string `json:"last"`    // day of publication of the newest
}
