// Package chart draws the desk's small charts as SVG. Colours come from the page's style sheet by class, so that they follow
// light and dark; every chart says its figures in words for those who cannot see it.
package chart

import (
	"fmt"
	"html/template"
	"strings"
)

// Sparkline draws one value a step as a thin line, its highest value at the top. title says what it shows.
func Sparkline(title string, values []int) template.HTML {
	const width, height, edge = 120, 24, 2
	var b strings.Builder
	head(&b, "spark", width, height, title, fmt.Sprintf("%d steps, highest %d, last %d", len(values), highest(values), last(values)))
	if top := highest(values); top > 0 && len(values) > 1 {
		b.WriteString(`<polyline points="`)
		for i, v := range values {
			x := edge + float64(i)*(width-2*edge)/float64(len(values)-1)
			y := height - edge - float64(v)*(height-2*edge)/float64(top)
			fmt.Fprintf(&b, "%.1f,%.1f ", x, y)
		}
		b.WriteString(`"/>`)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// Quads are the four quad classes of PLOVER in the order in which bars are stacked: cooperation upwards, conflict downwards, what
// is done next to the line.
var Quads = [...]string{"material-cooperation", "verbal-cooperation", "material-conflict", "verbal-conflict"}

// Month is the number of events of one month by quad class, in the order of Quads.
type Month struct {
	Label  string // 2024-06
	Counts [len(Quads)]int
}

// Months draws a bar a month: cooperation above the line, conflict below it.
func Months(title string, months []Month) template.HTML {
	const height, middle, gap, least, widest = 170, 80, 2, 6, 28
	width := max(720, len(months)*(least+gap))
	up, down, all := 0, 0, 0
	for _, m := range months {
		up, down = max(up, m.Counts[0]+m.Counts[1]), max(down, m.Counts[2]+m.Counts[3])
		for _, c := range m.Counts {
			all += c
		}
	}
	var b strings.Builder
	words := fmt.Sprintf("%d events in %d months", all, len(months))
	if len(months) > 0 {
		words += ", " + months[0].Label + " to " + months[len(months)-1].Label
	}
	head(&b, "months", width, height, title, words)
	if top := max(up, down); top > 0 {
		scale := float64(middle-6) / float64(top)
		step := min(float64(width)/float64(len(months)), widest)
		for i, m := range months {
			fmt.Fprintf(&b, `<g><title>%s: %s</title>`, esc(m.Label), esc(m.words()))
			x, above, below := float64(i)*step, float64(middle), float64(middle)
			for q, c := range m.Counts {
				h := float64(c) * scale
				y := below
				if q < 2 {
					above -= h
					y = above
				} else {
					below += h
				}
				if c > 0 {
					fmt.Fprintf(&b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, Quads[q], x, y, max(step-gap, 1), h)
				}
			}
			b.WriteString("</g>")
		}
	}
	fmt.Fprintf(&b, `<line x1="0" y1="%d" x2="%d" y2="%d"/>`, middle, width, middle)
	if len(months) > 0 {
		end := min(width, max(len(months)*widest, 110))
		fmt.Fprintf(&b, `<text x="0" y="%d">%s</text><text x="%d" y="%d" text-anchor="end">%s</text>`,
			height-3, esc(months[0].Label), end, height-3, esc(months[len(months)-1].Label))
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

func (m *Month) words() string {
	var parts []string
	for q, c := range m.Counts {
		if c > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c, strings.ReplaceAll(Quads[q], "-", " ")))
		}
	}
	if parts == nil {
		return "none"
	}
	return strings.Join(parts, ", ")
}

func head(b *strings.Builder, class string, width, height int, title, words string) {
	fmt.Fprintf(b, `<svg class="chart %s" viewBox="0 0 %d %d" role="img"><title>%s: %s</title>`, class, width, height, esc(title), esc(words))
}

func esc(s string) string { return template.HTMLEscapeString(s) }

func highest(values []int) int {
	top := 0
	for _, v := range values {
		top = max(top, v)
	}
	return top
}

func last(values []int) int {
	if len(values) == 0 {
		return 0
	}
	return values[len(values)-1]
}

// Day is the number of documents of one day.
type Day struct {
	Label string // 2024-06-20
	Count int
}

// Days draws a thin bar a day. Its highest value stands at the upper left, the first and the last day below.
func Days(title string, days []Day) template.HTML {
	const width, height, floor, ceiling = 720, 110, 88, 16
	var b strings.Builder
	all, top := 0, 0
	for _, d := range days {
		all, top = all+d.Count, max(top, d.Count)
	}
	head(&b, "days", width, height, title, fmt.Sprintf("%d in %d days, %d at most", all, len(days), top))
	if top > 0 {
		step := min(float64(width)/float64(len(days)), 16)
		for i, d := range days {
			h := float64(d.Count) * (floor - ceiling) / float64(top)
			if d.Count > 0 {
				fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f"><title>%s: %d</title></rect>`, float64(i)*step, floor-h, max(step-1.5, 1), h, esc(d.Label), d.Count)
			}
		}
		end := max(step*float64(len(days)), 200)
		fmt.Fprintf(&b, `<line x1="0" y1="%d" x2="%.0f" y2="%d"/><text x="0" y="11">%d at most</text>`, floor, end, floor, top)
		fmt.Fprintf(&b, `<text x="0" y="%d">%s</text><text x="%.0f" y="%d" text-anchor="end">%s</text>`, height-5, esc(days[0].Label), end, height-5, esc(days[len(days)-1].Label))
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}
