package desk

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"readout/internal/desk/chart"
	"readout/internal/ledger"
)

// coverageDays is of how many days, up to the newest document, the sources are counted.
const coverageDays = 90

// Feed is a feed that is watched.
type Feed struct {
	URL      string    `json:"url"`
	Asked    time.Time `json:"asked"`              // when it was asked last
	Next     time.Time `json:"next"`               // and when it is asked again
	Taken    int       `json:"taken"`              // pages taken in all
	Failures int       `json:"failures,omitempty"` // of the feed itself, since it worked last
	Problem  string    `json:"problem,omitempty"`  // why it failed last; "" while it works
	Gone     bool      `json:"gone,omitempty"`     // for good
	Failed   []Failed  `json:"failed,omitempty"`   // pages that could not be read, the latest first
}

// Failed is a page that could not be read.
type Failed struct {
	URL    string    `json:"url"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// health is what the page of sources and the API tell.
type health struct {
	Count    ledger.Count     `json:"count"`
	Coverage *ledger.Coverage `json:"coverage"`
	Feeds    []Feed           `json:"feeds"`
}

func (d *Desk) health(ctx context.Context) (*health, error) {
	h := &health{Feeds: []Feed{}}
	var err error
	if h.Count, err = d.Ledger.Count(ctx); err != nil {
		return nil, err
	}
	if h.Coverage, err = d.Ledger.Coverage(ctx, coverageDays); err != nil {
		return nil, err
	}
	if d.Feeds != nil {
		feeds, err := d.Feeds(ctx)
		if err != nil {
			return nil, err
		}
		h.Feeds = append(h.Feeds, feeds...)
	}
	// What needs a look comes first.
	slices.SortStableFunc(h.Feeds, func(a, b Feed) int {
		if x, y := a.Problem != "", b.Problem != ""; x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(a.URL, b.URL)
	})
	return h, nil
}

// sources shows what the ledger holds, from where, and what could not be read.
func (d *Desk) sources(w http.ResponseWriter, r *http.Request) {
	h, err := d.health(r.Context())
	if err != nil {
		d.broken(w, r, err)
		return
	}
	var failed []Failed
	for _, f := range h.Feeds {
		failed = append(failed, f.Failed...)
	}
	slices.SortStableFunc(failed, func(a, b Failed) int { return b.At.Compare(a.At) })
	days := everyDay(h.Coverage.Days)
	d.show(w, r, http.StatusOK, "sources", page{Title: "Sources and health", Data: map[string]any{
		"Count": h.Count, "Outlets": h.Coverage.Outlets, "Days": days, "Chart": chart.Days("Documents a day", days), "Feeds": h.Feeds, "Failed": failed,
	}})
}

// everyDay fills in the days without documents.
func everyDay(some []ledger.Facet) (days []chart.Day) {
	if len(some) == 0 {
		return nil
	}
	first, err := time.Parse(time.DateOnly, some[0].Value)
	for i := 0; err == nil && i < len(some) && len(days) < coverageDays; first = first.AddDate(0, 0, 1) {
		day := chart.Day{Label: first.Format(time.DateOnly)}
		if day.Label == some[i].Value {
			day.Count = some[i].Count
			i++
		}
		days = append(days, day)
	}
	return days
}
