package text

import (
	"math"
	"strings"
)

// style is the parameter of the terminal's "select graphic rendition" sequence.
type style string

const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	marked style = "1;4"  // bold and underlined
	title  style = "1;36" // bold cyan
	red    style = "31"
	green  style = "32"
	yellow style = "33"
)

func quadStyle(quad string) style {
	switch quad {
	case "verbal-cooperation", "material-cooperation":
		return green
	case "verbal-conflict", "material-conflict":
		return red
	}
	return bold
}

func stanceStyle(stance string) style {
	switch stance {
	case "supports", "offers":
		return green
	case "opposes", "declines":
		return red
	}
	return yellow
}

// run is words of one style.
type run struct {
	text  string
	style style
}

// sheet collects printed lines.
type sheet struct {
	out   []byte
	width int
	color bool
	apart bool // the next line stands apart from those above
}

func newSheet(o Options) *sheet {
	width := o.Width
	if width <= 0 {
		width = defaultWidth
	}
	return &sheet{width: max(width, leastWidth), color: o.Color}
}

// gap leaves one line empty between what stands above and what follows, if anything does.
func (s *sheet) gap() { s.apart = len(s.out) > 0 }

func (s *sheet) heading(words string) {
	s.gap()
	s.line(run{strings.ToUpper(words), title})
}

// line prints a paragraph over the whole width; nothing where it is empty.
func (s *sheet) line(words ...run) { s.print("", s.wrap("", words)) }

// firstLine prints as many words of a paragraph as one line holds.
func (s *sheet) firstLine(words ...run) {
	lines := s.wrap("", words)
	if len(lines) > 1 {
		const more = " …"
		line := wrap(cells(words), s.width-columns(more))[0]
		lines = [][]cell{append(line[:len(line):len(line)], cell{text: more, width: columns(more)})}
	}
	s.print("", lines)
}

// unbroken prints words in one line however long: a terminal folds an address and still knows it as one.
func (s *sheet) unbroken(words run) { s.print("", wrap(cells([]run{words}), math.MaxInt)) }

// detail prints what there is to say about a record, indented.
func (s *sheet) detail(f facts) {
	const margin = "  "
	s.print(margin, s.wrap(margin, []run{{f.String(), dim}}))
}

// row prints words of ours in one line as they stand, blanks and all.
func (s *sheet) row(words ...run) {
	var line []cell
	for _, w := range words {
		for _, c := range w.text {
			line = append(line, cell{string(c), columnsOf(c), w.style})
		}
	}
	s.print("", [][]cell{line})
}

// evidence prints the page's own words, which a bar at their side sets apart from ours.
func (s *sheet) evidence(words ...run) {
	const margin = "  │ "
	s.print(margin, s.wrap(margin, words))
}

func (s *sheet) wrap(margin string, words []run) [][]cell {
	return wrap(cells(words), s.width-columns(margin))
}

// print writes lines, each after the margin.
func (s *sheet) print(margin string, lines [][]cell) {
	for _, line := range lines {
		if s.apart {
			s.out, s.apart = append(s.out, '\n'), false
		}
		now := s.put(margin, plain, dim)
		for _, c := range line {
			now = s.put(c.text, now, c.style)
		}
		s.put("", now, plain)
		s.out = append(s.out, '\n')
	}
}

// put writes words in a style, coming from the style of the words before, and gives the style that is now on.
func (s *sheet) put(words string, from, to style) style {
	if !s.color {
		to = plain
	}
	if from != to && (words != "" || to == plain) {
		if from != plain {
			s.out = append(s.out, "\x1b[0m"...)
		}
		if to != plain {
			s.out = append(s.out, "\x1b["+string(to)+"m"...)
		}
		from = to
	}
	s.out = append(s.out, words...)
	return from
}
