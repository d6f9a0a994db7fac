package export

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed goldstein.txt
var goldsteinText string

var goldsteinScale = readGoldstein(goldsteinText)

func readGoldstein(text string) map[string]float64 {
	m := map[string]float64{}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0][0] == '#' {
			continue
		}
		v, err := strconv.ParseFloat(f[len(f)-1], 64)
		if err != nil || len(f) != 2 {
			panic(fmt.Sprintf("goldstein.txt: %q", line))
		}
		m[f[0]] = v
	}
	return m
}

// Goldstein gives the value of a CAMEO code, from +10 to -10; ok is false for what is none.
func Goldstein(cameo string) (v float64, ok bool) {
	for n := len(cameo); n >= 2; n-- {
		if v, ok := goldsteinScale[cameo[:n]]; ok {
			return v, true
		}
	}
	return 0, false
}

// quadNumber is GDELT's number of a quad class, 0 for none.
func quadNumber(quad string) int {
	for i, q := range []string{"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"} {
		if q == quad {
			return i + 1
		}
	}
	return 0
}
