package position_test

import (
	"testing"

	"readout/doc"
	"readout/internal/find/attribution"
	"readout/internal/find/engagement"
	"readout/internal/find/mention"
	"readout/internal/find/position"
	"readout/internal/find/warning"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// Benchmark finds positions, engagements and warnings in the documents of testdata, whose trees, mentions and attributions are there.
func Benchmark(b *testing.B) {
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		b.Fatal(err)
	}
	type page struct {
		d doc.Document
		t *lang.Text
	}
	var pages []page
	mentions, attributions := mention.New(), attribution.New()
	bytes := 0
	for _, g := range readGold(b, "documents.txt") {
		p := page{d: doc.Document{Title: g.title, Text: g.text}, t: new(lang.Text)}
		english.Annotate(g.text, p.t)
		mentions.Find(&p.d, p.t)
		attributions.Find(&p.d, p.t)
		pages = append(pages, p)
		bytes += len(g.text)
	}
	finders := map[string]interface {
		Find(*doc.Document, *lang.Text)
	}{"position": position.New(), "engagement": engagement.New(), "warning": warning.New()}
	for _, name := range []string{"position", "engagement", "warning"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(bytes))
			for b.Loop() {
				for i := range pages {
					d := pages[i].d
					d.Positions, d.Engagements, d.Warnings = nil, nil, nil
					finders[name].Find(&d, pages[i].t)
				}
			}
		})
	}
}
