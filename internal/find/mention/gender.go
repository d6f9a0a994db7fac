package mention

import "strings"

func agrees(gender byte, pronoun string) bool {
	return gender == 0 || gender == genderOf(pronoun)
}

func genderOf(pronoun string) byte {
	if pronoun == "she" {
		return 'f'
	}
	return 'm'
}

func genderOfRole(role string) byte {
	switch {
	case strings.HasSuffix(role, "woman") || strings.HasSuffix(role, "queen"):
		return 'f'
	case strings.HasSuffix(role, "spokesman") || strings.HasSuffix(role, "king") || strings.HasSuffix(role, "congressman") || strings.HasSuffix(role, "businessman"):
		return 'm'
	}
	return 0
}
