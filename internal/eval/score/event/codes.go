package event

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed codes.txt
var codesText string

var (
	types   []string           // PLOVER's, in the order of tables
	quads   = map[string]int{} // class of a type, from 1; 0 for what is no type
	same    = map[string]string{}
	also    = map[string][]string{}
	sectors = map[string]string{}
	_       = readCodes()
)

func readCodes() bool {
	for line := range strings.Lines(codesText) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) != 3 {
			panic(fmt.Sprintf("codes.txt: %q", line))
		}
		switch f[0] {
		case "quad":
			types = append(types, f[1])
			quads[f[1]] = int(f[2][0] - '0')
		case "same":
			same[f[1]] = f[2]
		case "also":
			also[f[1]] = append(also[f[1]], f[2])
		case "sector":
			sectors[f[1]] = f[2]
		default:
			panic(fmt.Sprintf("codes.txt: %q", line))
		}
	}
	return true
}
