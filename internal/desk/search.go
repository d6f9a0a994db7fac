package desk

import (
	"net/http"
	"net/url"
	"strings"

	"readout/internal/ledger"
)

// query reads the query of a search's address.
func query(v url.Values) ledger.Query {
	get := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	return ledger.Query{
		Words: get("q"), Holder: code(get("holder")), Actor: code(get("actor")), With: code(get("with")), Issue: get("issue"), Kind: get("kind"),
		Type: get("type"), Status: get("status"), Outlet: get("outlet"), Since: get("since"), Until: get("until"), Before: get("before"), Limit: pageEntries,
	}
}

// filters are the parameters of a search in the order in which they are shown, with what they are called.
var filters = [...]struct{ Param, Label string }{
	{"q", "words"}, {"kind", "record"}, {"holder", "holder"}, {"actor", "actor"}, {"with", "and"}, {"issue", "issue"}, {"type", "type"}, {"status", "status"},
	{"outlet", "outlet"}, {"since", "since"}, {"until", "until"},
}

// search finds documents and records.
func (d *Desk) search(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	q := query(v)
	data := map[string]any{"Query": q, "Narrowed": narrowed(v)}
	status := http.StatusOK
	if q.Words != "" || q.OfRecords() {
		hits, err := d.Ledger.Search(r.Context(), q)
		var facets *ledger.Facets
		if err == nil && v.Get("form") == "" {
			facets, err = d.Ledger.Facets(r.Context(), q)
		}
		switch {
		case err != nil && v.Get("form") == "":
			data["Wrong"], status = err.Error(), http.StatusBadRequest
		case err != nil:
			d.broken(w, r, err)
			return
		default:
			l := listOf(r, d.titleOfSearch(q), d.names.entriesOfHits(hits))
			if !q.OfRecords() {
				l.Entries = entriesOfDocuments(hits)
			}
			if d.export(w, r, l) {
				return
			}
			data["Hits"], data["List"], data["Next"], data["OfRecords"] = hits.Hits, l, next(r, hits.Next), q.OfRecords()
			data["Facets"], data["Looked"], data["More"] = d.facets(v, facets), facets.Looked, facets.More
			data["Alert"] = alertOf(q, v, d.Alerts != nil)
		}
	}
	d.show(w, r, status, "search", page{Title: "Search", Data: data})
}

// titleOfSearch names a list after what was searched for.
func (d *Desk) titleOfSearch(q ledger.Query) string {
	parts := []string{}
	for _, s := range []string{q.Words, q.Kind, q.Type, q.Status, q.Outlet} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	for _, c := range []string{q.Holder, q.Actor, q.With} {
		if c != "" {
			parts = append(parts, d.names.of(c))
		}
	}
	if q.Issue != "" {
		parts = append(parts, d.names.issue(q.Issue))
	}
	return "Search: " + strings.Join(parts, ", ")
}

// entriesOfDocuments makes entries of whole documents, with the words that were found.
func entriesOfDocuments(hits *ledger.Hits) (out []entry) {
	for _, h := range hits.Hits {
		out = append(out, entry{Record: h.Head.ID + "/", Kind: "document", Day: h.Published, What: "document", Words: h.Excerpt.Text, Title: h.Title,
			Outlet: h.Outlet, Address: h.Address})
	}
	return out
}

// chip is a part of a search and the address of the search without it.
type chip struct{ Label, Value, Without string }

func narrowed(v url.Values) (out []chip) {
	for _, f := range filters {
		if value := strings.TrimSpace(v.Get(f.Param)); value != "" && f.Param != "q" {
			out = append(out, chip{f.Label, value, with(v, f.Param, "")})
		}
	}
	return out
}

// with is the address of a search with a parameter set, from its first page on.
func with(v url.Values, param, value string) string {
	q := url.Values{}
	for _, f := range filters {
		if s := v.Get(f.Param); s != "" {
			q.Set(f.Param, s)
		}
	}
	if q.Set(param, value); value == "" {
		q.Del(param)
	}
	return "/search?" + q.Encode()
}

// facetGroup is the facets of one sort.
type facetGroup struct {
	Heading string
	Facets  []facetLink
}

// facetLink narrows a search.
type facetLink struct {
	Label, Link string
	Count       int
}

// facets makes links of facets; what all answers have in common anyway does not narrow.
func (d *Desk) facets(v url.Values, f *ledger.Facets) (out []facetGroup) {
	same := func(s string) string { return s }
	for _, g := range [...]struct {
		heading, param string
		facets         []ledger.Facet
		label          func(string) string
	}{
		{"Record", "kind", f.Kinds, same}, {"Holder", "holder", f.Holders, d.names.of}, {"Actor", "actor", f.Actors, d.names.of},
		{"Issue", "issue", f.Issues, d.names.issue}, {"Type", "type", f.Types, same}, {"Status", "status", f.Statuses, same},
		{"Outlet", "outlet", f.Outlets, same}, {"Year", "", f.Years, same},
	} {
		group := facetGroup{Heading: g.heading}
		param := g.param
		if param == "actor" && v.Get("actor") != "" {
			param = "with"
		}
		for _, x := range g.facets {
			link := ""
			if param == "" {
				year := url.Values{}
				for k, s := range v {
					year[k] = s
				}
				year.Set("since", x.Value+"-01-01")
				link = with(year, "until", x.Value+"-12-31")
			} else {
				link = with(v, param, x.Value)
			}
			if v.Get(param) == x.Value || v.Get("actor") == x.Value && param == "with" || param == "" && len(g.facets) == 1 {
				continue
			}
			group.Facets = append(group.Facets, facetLink{g.label(x.Value), link, x.Count})
		}
		if len(group.Facets) > 0 && v.Get(param) == "" {
			out = append(out, group)
		}
	}
	return out
}
