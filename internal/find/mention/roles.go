package mention

import "strings"

// sameRole says whether two roles may be of one person: "foreign minister" and "the minister", but not "prime minister".
func sameRole(a, b string) bool {
	a, b = foldRole(a), foldRole(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || strings.HasSuffix(b, a) && b[len(b)-len(a)-1] == ' '
}

func foldRole(r string) string {
	r = strings.ToLower(r)
	r = strings.ReplaceAll(r, "spokesman", "spokesperson")
	r = strings.ReplaceAll(r, "spokeswoman", "spokesperson")
	return strings.ReplaceAll(r, "premier", "prime minister")
}

// roleHead is the word of a role that tells it from others; spokesmen, spokeswomen and spokespersons are one.
func roleHead(role string) string {
	if i := strings.LastIndexByte(role, ' '); i >= 0 {
		role = role[i+1:]
	}
	role = strings.ToLower(role)
	switch role {
	case "spokesman", "spokeswoman":
		return "spokesperson"
	case "premier":
		return "minister"
	}
	return role
}
