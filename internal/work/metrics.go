package work

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"readout/internal/stream"
)

// Metrics are the figures of a worker for Prometheus. A nil one counts nothing.
type Metrics struct {
	documents, batches *prometheus.CounterVec
	seconds            *prometheus.HistogramVec
}

// NewMetrics makes the figures, those of the stream among them, which is asked when they are.
func NewMetrics(r prometheus.Registerer, s stream.Stream) *Metrics {
	m := &Metrics{
		documents: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "readout_documents_total", Help: "Documents that this worker finished, by what became of them.",
		}, []string{"outcome"}),
		batches: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "readout_batches_total", Help: "Batches that this worker took, by what became of them.",
		}, []string{"outcome"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "readout_seconds", Help: "How long it took to read a document, and to store those of a batch.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 16),
		}, []string{"step"}),
	}
	r.MustRegister(m.documents, m.batches, m.seconds, &streamFigures{s, prometheus.NewDesc("readout_stream_messages", "Messages of the work stream.", []string{"state"}, nil)})
	return m
}

func (m *Metrics) count(t Tally) {
	if m == nil {
		return
	}
	for outcome, n := range map[string]int{"new": t.New, "version": t.Versions, "known": t.Known, "dead": t.Lost} {
		m.documents.WithLabelValues(outcome).Add(float64(n))
	}
	for outcome, n := range map[string]int{"done": t.Batches, "split": t.Split} {
		m.batches.WithLabelValues(outcome).Add(float64(n))
	}
}

func (m *Metrics) took(step string, since time.Time) {
	if m != nil {
		m.seconds.WithLabelValues(step).Observe(time.Since(since).Seconds())
	}
}

// streamFigures asks the stream when the figures are asked for.
type streamFigures struct {
	s    stream.Stream
	desc *prometheus.Desc
}

func (f *streamFigures) Describe(c chan<- *prometheus.Desc) { c <- f.desc }

func (f *streamFigures) Collect(c chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	st, err := f.s.Status(ctx)
	if err != nil {
		return // the rest is still told
	}
	for _, x := range []struct {
		state string
		n     int64
	}{{"waiting", st.Waiting}, {"taken", st.Taken}, {"suspect", st.Suspects}, {"dead", st.Dead}} {
		c <- prometheus.MustNewConstMetric(f.desc, prometheus.GaugeValue, float64(x.n), x.state)
	}
}
