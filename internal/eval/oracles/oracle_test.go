package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// sharedPages is the folder of real pages that the benchmark reads. They belong to their publishers and are not in the repository.
func sharedPages() string {
	shared := os.Getenv("READOUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	return filepath.Join(shared, "data", "pages", "dev")
}

// BenchmarkPages times every reader over the same pages, held in memory, on one core. One operation is all pages, so that long and
// short ones always weigh the same; compare the column ms/page.
func BenchmarkPages(b *testing.B) {
	folder := sharedPages()
	if _, err := os.Stat(folder); err != nil {
		b.Skipf("no pages to read: %v (READOUT_SHARED names the folder that holds data/pages/dev)", err)
	}
	pages, err := load(filepath.Join(folder, "html"), filepath.Join(folder, "ground-truth.json"))
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, s := range pages {
		size += len(s.bytes)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, o := range oracles {
		b.Run(o.name, func(b *testing.B) {
			read := o.open()
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, s := range pages {
					_, _ = read(s) // what a reader cannot read takes time as well
				}
			}
			each := b.Elapsed().Seconds() / float64(b.N*len(pages))
			b.ReportMetric(each*1e3, "ms/page")
			b.ReportMetric(1/each, "pages/s")
		})
	}
}

// Every oracle still reads a page the way its adapter expects; a new version of a library that changes its meaning shows here.
func TestOracles(t *testing.T) {
	const text = "The harbour will open again in spring, the minister said, after two years of work on its breakwater. "
	s := sheet{file: "a.html", url: "https://courier.example/2031/03/04/harbour", bytes: []byte(`<!doctype html><html lang="en"><head>
<title>Harbour to open in spring | The Harbour Courier</title><meta property="article:published_time" content="2021-03-04T08:00:00Z">
<meta name="author" content="Ida Holm"></head><body><nav><a href="/">Home</a></nav><article><h1>Harbour to open in spring</h1>
<p>` + strings.Repeat(text, 3) + `</p><p>` + strings.Repeat(text, 4) + `</p></article></body></html>`)}
	for _, o := range oracles {
		t.Run(o.name, func(t *testing.T) {
			a, err := o.open()(s)
			if err != nil {
				t.Fatal(err)
			}
			switch kind, _, _ := strings.Cut(o.name, "-"); kind {
			case "readability", "trafilatura", "readout":
				if !strings.Contains(a.Text, "breakwater") || strings.Contains(a.Text, "Home") {
					t.Errorf("text = %q", a.Text)
				}
			case "htmldate":
				if a.Published == nil || *a.Published != "2021-03-04" {
					t.Errorf("published = %v", a.Published)
				}
			case "whatlanggo":
				if a.Language != "en" {
					t.Errorf("language = %q", a.Language)
				}
			}
		})
	}
}
