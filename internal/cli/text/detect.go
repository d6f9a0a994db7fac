package text

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

// widest is the longest line taken from a terminal's size: longer ones are hard to read.
const widest = 100

// Detect chooses how to print to stdout. Colours are for terminals only, and never where NO_COLOR is set (no-color.org). COLUMNS
// sets the width; without it the terminal does.
func Detect(stdout *os.File) Options {
	fd := int(stdout.Fd())
	terminal := term.IsTerminal(fd)
	o := Options{
		Color: terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
		Width: defaultWidth,
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		o.Width = n
	} else if terminal {
		if n, _, err := term.GetSize(fd); err == nil && n > 0 {
			o.Width = min(n, widest)
		}
	}
	return o
}
