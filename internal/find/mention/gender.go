package mention

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed given.txt
var givenFile string

// given tells 'm' or 'f' by given names in lower case.
var given = sync.OnceValue(func() map[string]byte {
	m := map[string]byte{}
	for key, names := range rows(givenFile) {
		for n := range strings.FieldsSeq(names) {
			m[n] = key[0]
		}
	}
	return m
})

// genderOfName is what the given name of a full name tells, 0 where it tells nothing.
func genderOfName(name string) byte {
	first, _, more := strings.Cut(name, " ")
	if !more {
		return 0
	}
	return given()[strings.ToLower(first)]
}

// genderOf is what a pronoun tells of whom it stands for.
func genderOf(pronoun string) byte {
	switch pronoun {
	case "she", "her", "hers", "herself":
		return 'f'
	case "he", "him", "his", "himself":
		return 'm'
	}
	return 0
}

// kin says whether a word tells of a relation and not of an office.
func kin(w string) bool {
	switch w {
	case "husband", "wife", "father", "mother", "brother", "sister", "son", "daughter", "widow", "widower", "uncle", "aunt", "nephew", "niece", "cousin":
		return true
	}
	return false
}

// genderOfRole is what the words of a role tell of its bearer, 0 where they tell nothing.
func genderOfRole(role string) byte {
	switch strings.ToLower(role[strings.LastIndexByte(role, ' ')+1:]) {
	case "husband", "father", "brother", "son", "widower", "uncle", "nephew", "lord", "baron", "prince":
		return 'm'
	case "wife", "mother", "sister", "daughter", "widow", "aunt", "niece", "baroness", "princess", "dame":
		return 'f'
	}
	switch {
	case strings.HasSuffix(role, "woman"), strings.HasSuffix(role, "queen"):
		return 'f'
	case strings.HasSuffix(role, "sman"), strings.HasSuffix(role, "king"), strings.HasSuffix(role, "airman"), strings.HasSuffix(role, "policeman"):
		return 'm'
	}
	return 0
}
