package event_test

import (
	"strings"
	"testing"
)

// BenchmarkFind finds the events of an article of about 600 words, which has been parsed and whose mentions and attributions are known.
func BenchmarkFind(b *testing.B) {
	paragraph := "Norway's foreign minister met the Kenyan president in Nairobi on Thursday and said that Oslo would send 40 million dollars " +
		"to help farmers in the north. Kenyan police fired tear gas at demonstrators who had blocked the road to the airport. The harbour was " +
		"quiet, the shops were open and few people spoke of the dispute. Oman's government, which has accused Norway of breaking the treaty, " +
		"threatened to close its ports to Norwegian ships unless the ban is lifted. “We will not accept this,” its spokesman told reporters. "
	text := strings.Repeat(paragraph, 7)
	r := newReader(b)
	d := r.prepare(text)
	words := len(strings.Fields(text))
	b.ReportAllocs()
	for b.Loop() {
		d.Events = d.Events[:0]
		r.event.Find(d, &r.text)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/article")
	b.ReportMetric(float64(words), "words")
	if len(d.Events) == 0 {
		b.Fatal("no events")
	}
}
