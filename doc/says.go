package doc

import "strings"

// Says is what the record says in one line, for lists of records: "ISR → ASSAULT → LBN, actual".
func (r Record) Says() string {
	switch of := r.Of.(type) {
	case *Attribution:
		return of.says()
	case *Event:
		return of.says()
	case *Position:
		return of.Holder + " " + of.Stance + " " + of.Subject
	case *Engagement:
		says := strings.Join(of.Parties, " – ") + " " + of.Kind
		if of.Topic != "" {
			says += " on " + of.Topic
		}
		return says + ", " + of.Status
	case *Warning:
		return of.About
	}
	return ""
}

func (a *Attribution) says() string {
	if a.Source == nil {
		return "nobody named, " + a.Type
	}
	var who []string
	for _, s := range [...]*string{a.Source.Name, a.Source.Role} {
		if s != nil {
			who = append(who, *s)
		}
	}
	if len(who) == 0 {
		who = append(who, a.Source.Kind)
	}
	says := strings.Join(who, ", ")
	if a.Source.Actor != nil {
		says += " (" + *a.Source.Actor + ")"
	}
	return says + ", " + a.Type
}

func (e *Event) says() string {
	says := side(e.Actors)
	if says == "" {
		says = "nobody named"
	}
	says += " → " + e.Type
	if len(e.Recipients) > 0 {
		says += " → " + side(e.Recipients)
	}
	return says + ", " + e.Status
}

// side is the codes of one side of an event, the words of those that have none.
func side(actors []Actor) string {
	var out []string
	for _, a := range actors {
		code := a.Code
		if code == "" {
			code = a.Text
		}
		if a.Sector != nil {
			code += "." + *a.Sector
		}
		out = append(out, code)
	}
	return strings.Join(out, "+")
}
