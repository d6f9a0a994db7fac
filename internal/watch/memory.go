package watch

import (
	"context"
	"sync"
)

// Memory is a State that lasts as long as the program.
type Memory struct {
	mu    sync.Mutex
	feeds map[string]Feed
	pages map[string]Page
}

// NewMemory makes an empty one.
func NewMemory() *Memory {
	return &Memory{feeds: map[string]Feed{}, pages: map[string]Page{}}
}

// Feed gives what is kept of a feed.
func (m *Memory) Feed(_ context.Context, url string) (Feed, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.feeds[url], nil
}

// PutFeed keeps it.
func (m *Memory) PutFeed(_ context.Context, url string, f Feed) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.feeds[url] = f
	return nil
}

// Pages gives what is kept of pages.
func (m *Memory) Pages(_ context.Context, urls []string) (map[string]Page, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := map[string]Page{}
	for _, u := range urls {
		if p, ok := m.pages[u]; ok {
			known[u] = p
		}
	}
	return known, nil
}

// PutPage keeps one.
func (m *Memory) PutPage(_ context.Context, url string, p Page) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages[url] = p
	return nil
}
