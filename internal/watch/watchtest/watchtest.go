// Package watchtest holds what every watch.State must pass.
package watchtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/internal/watch"
)

// State tests a state. open gives it, and gives it again with what was kept, as after a stop.
func State(t *testing.T, open func(t *testing.T) watch.State) {
	ctx := t.Context()
	when := time.Date(2024, 3, 5, 10, 0, 0, 123000000, time.UTC)
	const url = "https://courier.example/feed?a=1&b=é"
	s := open(t)
	if f, err := s.Feed(ctx, url); err != nil || !cmp.Equal(f, watch.Feed{}) {
		t.Errorf("a feed that is not known: %+v, %v", f, err)
	}
	if p, err := s.Pages(ctx, []string{url}); err != nil || len(p) != 0 {
		t.Errorf("a page that is not known: %+v, %v", p, err)
	}
	if p, err := s.Pages(ctx, nil); err != nil || len(p) != 0 {
		t.Errorf("no pages: %+v, %v", p, err)
	}
	feed := watch.Feed{ETag: `W/"x"`, LastModified: "Tue, 05 Mar 2024 10:00:00 GMT", Next: when, Every: 7 * time.Minute, Failures: 2, Problem: "the server answers 503",
		URL: url, Asked: when, Taken: 3, Failed: []watch.Failed{{URL: "https://courier.example/7", Problem: "no text", At: when}}}
	put := func(f watch.Feed) {
		t.Helper()
		if err := s.PutFeed(ctx, url, f); err != nil {
			t.Fatal(err)
		}
	}
	put(watch.Feed{ETag: "old", Gone: true})
	put(feed)
	if k, ok := s.(watch.Kept); ok {
		if all, err := k.Feeds(ctx); err != nil || cmp.Diff([]watch.Feed{feed}, all) != "" {
			t.Errorf("all feeds: %+v, %v", all, err)
		}
	}
	pages := map[string]watch.Page{}
	var urls []string
	for i := range 2500 { // more than one query takes
		u := fmt.Sprintf("https://courier.example/%d", i)
		urls = append(urls, u)
		if i%5 == 0 {
			p := watch.Page{Done: i%2 == 0, Tries: i % 3}
			if !p.Done {
				p.Next, p.Problem = when, "the server broke off"
			}
			if err := s.PutPage(ctx, u, watch.Page{Tries: 9}); err != nil {
				t.Fatal(err)
			}
			if err := s.PutPage(ctx, u, p); err != nil {
				t.Fatal(err)
			}
			pages[u] = p
		}
	}
	s = open(t)
	got, err := s.Feed(ctx, url)
	got.Next = got.Next.UTC()
	if diff := cmp.Diff(feed, got); diff != "" || err != nil {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
	known, err := s.Pages(ctx, urls)
	for u, p := range known {
		p.Next = p.Next.UTC()
		known[u] = p
	}
	if diff := cmp.Diff(pages, known); diff != "" || err != nil {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
}
