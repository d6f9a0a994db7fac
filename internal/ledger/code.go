package ledger

import (
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/know"
)

// ActorCode is the code that people mean who ask for an actor by code or by name, in any case: "USA" of "usa" and of "United States",
// "USA.GOV" of "usa.gov". A name that nobody knows is the question's fault.
func ActorCode(s string) (string, error) {
	s = strings.TrimSpace(s)
	state, sector, _ := strings.Cut(s, ".")
	code := strings.ToUpper(s)
	known := know.LoadActors()
	if up := strings.ToUpper(state); s == "" || known.Display(up) != up {
		return code, nil
	}
	for _, name := range []string{s, strings.ToUpper(s[:1]) + s[1:]} {
		if n, size := known.At(name); size == len(name) && n.Code != "" {
			if n.Sector != "" {
				return n.Code + "." + n.Sector, nil
			}
			return n.Code, nil
		}
	}
	if looksCode(state) && (sector == "" || looksCode(sector)) {
		return code, nil // of a dictionary of the user's
	}
	return "", Question("nobody is known as %q: give a code such as USA, UN or USA.GOV, or a name", s)
}

// looksCode says whether s may be a code that is not known here.
func looksCode(s string) bool {
	return len(s) >= 2 && len(s) <= 12 && !strings.ContainsFunc(s, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-' })
}

// Types are the words that Query.Type usually has; modes of events and CAMEO codes are others.
func Types() []string {
	return slices.Concat(Kinds, doc.EventTypes, doc.EventStatuses, doc.Stances, doc.EngagementKinds, doc.EngagementStatuses, doc.AttributionTypes)
}
