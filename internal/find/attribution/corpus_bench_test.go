package attribution

import (
	"os"
	"path/filepath"
	"testing"

	"readout/doc"
	"readout/internal/find/mention"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// The articles of PolNeAR dev, parsed before: what is measured is the finder alone. One operation is one article.
func BenchmarkFindCorpus(b *testing.B) {
	names, _ := filepath.Glob("../../../../shared/data/polnear/dev/text/*.txt")
	if len(names) == 0 {
		b.Skip("needs ../shared/data/polnear")
	}
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		b.Fatal(err)
	}
	mentions := mention.New()
	texts, docs := make([]lang.Text, len(names)), make([]doc.Document, len(names))
	for i, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		english.Annotate(string(raw), &texts[i])
		docs[i].Text = texts[i].Raw
		mentions.Find(&docs[i], &texts[i])
	}
	f := New()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		d := &docs[i%len(docs)]
		d.Attributions = d.Attributions[:0]
		f.Find(d, &texts[i%len(docs)])
		i++
	}
}
