package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/ledger"
	"readout/internal/ledger/alert"
)

// alerted is a search as a rule for alerts.
type alerted struct {
	Rule   string      // in TOML; "" where a search cannot be one
	Name   string      // that is proposed
	Drops  []string    // what of the search the rule does not look at
	CanAdd bool        // the desk may write rules
	Fields [][2]string // of the search, to send it again
}

// alertOf makes the rule of a search.
func alertOf(q ledger.Query, v url.Values, canAdd bool) alerted {
	rule, drops, ok := ruleOf(q)
	a := alerted{Drops: drops}
	if !ok {
		return a
	}
	rule.Name = nameOf(q)
	a.Rule, a.Name, a.CanAdd = rule.TOML(), rule.Name, canAdd
	for _, f := range filters {
		if s := v.Get(f.Param); s != "" {
			a.Fields = append(a.Fields, [2]string{f.Param, s})
		}
	}
	return a
}

// nameOf proposes a name for the rule of a search.
func nameOf(q ledger.Query) string {
	var parts []string
	for _, s := range []string{q.Holder, q.Actor, q.With, q.Issue, q.Type} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// ruleOf makes the rule that asks for what a search asks for, and names what it must leave out. ok is false where nothing is left.
func ruleOf(q ledger.Query) (r alert.Rule, drops []string, ok bool) {
	drop := func(label, value string) {
		if value != "" {
			drops = append(drops, label+" “"+value+"”")
		}
	}
	isEvent := slices.Contains(doc.EventTypes, q.Type)
	switch {
	case q.Holder+q.Issue != "":
		r = alert.Rule{Holder: q.Holder, Issue: q.Issue}
		drop("actor", q.Actor)
		drop("actor", q.With)
		drop("type", q.Type)
	case q.Actor != "" && q.With != "":
		r = alert.Rule{Between: []string{ledger.StateOf(q.Actor), ledger.StateOf(q.With)}}
		if isEvent {
			r.Types = []string{q.Type}
		} else {
			drop("type", q.Type)
		}
	case isEvent:
		r = alert.Rule{Types: []string{q.Type}}
		drop("actor", q.Actor)
	case q.Actor != "" && (q.Kind == "" || q.Kind == ledger.Position):
		r = alert.Rule{Holder: q.Actor} // who acts is who shifts
	default:
		return r, nil, false
	}
	drop("words", q.Words)
	drop("status", q.Status)
	drop("outlet", q.Outlet)
	drop("since", q.Since)
	drop("until", q.Until)
	return r, drops, true
}

// addAlert keeps the rule of a search in the file of alerts.
func (d *Desk) addAlert(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		d.fail(w, r, http.StatusBadRequest, err.Error())
		return
	}
	rule, _, ok := ruleOf(query(r.PostForm))
	if rule.Name = strings.TrimSpace(r.PostForm.Get("name")); !ok {
		d.fail(w, r, http.StatusUnprocessableEntity, "An alert follows a holder, an issue, two actors or a type of event.")
		return
	}
	if err := d.Alerts(rule); err != nil {
		d.fail(w, r, http.StatusUnprocessableEntity, "The alert was not kept: "+err.Error()+".")
		return
	}
	d.show(w, r, http.StatusOK, "saved", page{Title: "Alert kept", Data: map[string]string{
		"Rule": rule.TOML(), "Name": rule.Name, "Search": with(r.PostForm, "", ""),
	}})
}
