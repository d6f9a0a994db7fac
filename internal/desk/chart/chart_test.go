package chart

import (
	"encoding/xml"
	"flag"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestCharts(t *testing.T) {
	months := []Month{{"2031-01", [4]int{2, 3, 0, 1}}, {"2031-02", [4]int{}}, {"2031-03", [4]int{0, 1, 4, 2}}}
	for name, svg := range map[string]template.HTML{
		"sparkline":  Sparkline("Statements <a month>", []int{0, 3, 1, 4}),
		"no-steps":   Sparkline("Statements", nil),
		"months":     Months("Norway & Iceland", months),
		"no-months":  Months("Norway & Iceland", nil),
		"empty-year": Months("Norway & Iceland", make([]Month, 12)),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name+".svg")
			if *update {
				if err := os.WriteFile(path, []byte(svg+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(svg+"\n")); diff != "" {
				t.Error(diff)
			}
			for d := xml.NewDecoder(strings.NewReader(string(svg))); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
