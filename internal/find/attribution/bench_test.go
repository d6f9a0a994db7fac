package attribution

import (
	"strings"
	"testing"

	"readout/doc"
	"readout/internal/find/mention"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// About 600 words of invented news, parsed before: what is measured is the finder alone.
func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Norway on Monday said that it supports talks between Kenya and Oman but would not send troops to the port of Mombasa. "+
		"“We wait for the ferry, and we are in regular contact with Kenya,” Norwegian Foreign Minister Ida Vik told reporters. "+
		"Asked whether sanctions would follow, she said the quay could close in June.\n\n", 10)
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		b.Fatal(err)
	}
	var t lang.Text
	english.Annotate(text, &t)
	d := &doc.Document{Text: text}
	mention.New().Find(d, &t)
	f := New()
	b.ReportAllocs()
	for b.Loop() {
		d.Attributions = d.Attributions[:0]
		f.Find(d, &t)
	}
}

func BenchmarkReadModel(b *testing.B) {
	for b.Loop() {
		if _, err := ReadModel(builtIn); err != nil {
			b.Fatal(err)
		}
	}
}
