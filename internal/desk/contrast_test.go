package desk

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var colours = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6})`)

// luminance is that of WCAG 2.
func luminance(hex string) float64 {
	var l float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Words can be read on whatever they stand, in light and dark: 4.5 to 1; edges of fields, focus and marks in charts: 3 to 1.
func TestContrast(t *testing.T) {
	b, err := staticFiles.ReadFile("static/desk.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(b), "@media (prefers-color-scheme: dark)")
	dark, _, _ := strings.Cut(rest, "box-sizing")
	scheme := map[string]string{}
	for _, s := range []struct{ name, css string }{{"light", light}, {"dark", dark}} {
		for _, m := range colours.FindAllStringSubmatch(s.css, -1) {
			scheme[m[1]] = m[2]
		}
		check := func(least float64, fore string, backs ...string) {
			for _, back := range backs {
				if scheme[fore] == "" || scheme[back] == "" {
					t.Fatalf("%s: no colour %s or %s", s.name, fore, back)
				}
				if c := contrast(scheme[fore], scheme[back]); c < least {
					t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", s.name, fore, back, c, least)
				}
			}
		}
		check(4.5, "ink", "paper", "sheet", "faint", "said", "event", "stand", "meet", "warn", "new-words", "old-words", "found")
		check(4.5, "soft", "paper", "sheet")
		check(4.5, "link", "paper", "sheet")
		check(4.5, "paper", "link") // buttons
		check(4.5, "event-line", "paper")
		check(3, "field", "paper", "sheet")
		check(3, "focus", "paper", "sheet")
		for _, line := range []string{"said-line", "event-line", "stand-line", "meet-line", "warn-line"} {
			check(3, line, "paper", "sheet")
		}
		check(3, "material-cooperation", "paper")
		check(3, "material-conflict", "paper")
	}
}
