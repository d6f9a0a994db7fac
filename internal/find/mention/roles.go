package mention

import (
	_ "embed"
	"strings"
	"sync"

	"readout/internal/know"
)

//go:embed kinds.txt
var kindsFile string

// kinds tells which words a description may stand for: persons by their roles, bodies by their names.
var kinds = sync.OnceValue(func() (k struct{ persons, bodies map[string][]string }) {
	k.persons, k.bodies = map[string][]string{}, map[string][]string{}
	for key, words := range rows(kindsFile) {
		if body, ok := strings.CutPrefix(key, "- "); ok {
			k.bodies[body] = strings.Fields(words)
		} else {
			k.persons[key] = strings.Fields(words)
		}
	}
	return k
})

// sameRole says whether a description may mean who bears the role known: "the minister" the foreign minister and the Minister of
// Defence, but not the prime minister; "the envoy" an ambassador.
func sameRole(want, known string) bool {
	a, b := foldRole(want), foldRole(known)
	if a == b {
		return true
	}
	ha, hb := roleHead(a), roleHead(b)
	if ha != hb {
		for _, w := range kinds().persons[ha] {
			if w == hb || strings.HasPrefix(b, w+" ") {
				return true
			}
		}
		return false
	}
	// All that the description says beyond its head must be known, and what makes another office of the head must be said.
	for w := range strings.FieldsSeq(a) {
		if !hasWord(b, w) && w != "of" && w != "for" && w != "the" {
			return false
		}
	}
	for _, w := range [...]string{"prime", "vice", "former", "ex-"} {
		if hasWord(b, w) && !hasWord(a, w) && (w != "former" || ha == "president") {
			return false
		}
	}
	return true
}

func hasWord(s, word string) bool {
	for w := range strings.FieldsSeq(s) {
		if w == word {
			return true
		}
	}
	return false
}

func foldRole(r string) string {
	r = strings.ToLower(r)
	r = strings.ReplaceAll(r, "spokesman", "spokesperson")
	r = strings.ReplaceAll(r, "spokeswoman", "spokesperson")
	r = strings.ReplaceAll(r, "defense", "defence")
	r = strings.ReplaceAll(r, "chairwoman", "chairman")
	return strings.ReplaceAll(r, "premier", "prime minister")
}

// roleHead is the word of a role that tells it from others, in lower case: the last one before "of" or "for". Spokesmen,
// spokeswomen and spokespersons are one.
func roleHead(role string) string {
	role = strings.ToLower(role)
	before := role
	for _, p := range [...]string{" of ", " for ", " to ", " at ", " in "} {
		if i := strings.Index(before, p); i > 0 {
			before = before[:i]
		}
	}
	last := role[strings.LastIndexByte(role, ' ')+1:]
	role = before[strings.LastIndexByte(before, ' ')+1:]
	if last != role && isPersonal(last) && !isPersonal(role) {
		role = last // "Department of State spokesperson"
	}
	switch role {
	case "spokesman", "spokeswoman":
		return "spokesperson"
	case "premier":
		return "minister"
	}
	return role
}

// isPersonal says whether a word in lower case is a role of persons.
func isPersonal(w string) bool {
	r, n := know.LoadActors().RoleAt(w)
	return n == len(w) && r.Kind == "person"
}

// former says whether a role is one that its bearer has no longer.
func former(role string) bool {
	role = strings.ToLower(role)
	return strings.HasPrefix(role, "former ") || strings.HasPrefix(role, "ex-") || strings.HasPrefix(role, "ex ") ||
		strings.HasPrefix(role, "retired ") || strings.Contains(role, " former ") || strings.HasPrefix(role, "one-time ")
}

// titleRole is the role that an abbreviated form of address before a name tells, "" where it tells none.
func titleRole(title string) string {
	switch title {
	case "sen.", "sens.":
		return "senator"
	case "rep.", "reps.":
		return "representative"
	case "gov.":
		return "governor"
	case "amb.":
		return "ambassador"
	case "pres.":
		return "president"
	case "prof.":
		return "professor"
	case "gen.", "maj.", "brig.":
		return "general"
	case "col.":
		return "colonel"
	case "adm.":
		return "admiral"
	case "capt.":
		return "captain"
	}
	return ""
}
