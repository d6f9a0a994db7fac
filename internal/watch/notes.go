package watch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Notes keeps small things by kind and name, as a ledger does.
type Notes interface {
	Notes(ctx context.Context, kind string, names []string) (map[string][]byte, error) // those that there are
	PutNote(ctx context.Context, kind, name string, note []byte) error
	NotesOf(ctx context.Context, kind string) ([][]byte, error)
}

// Kept is a State that lasts as long as the notes that it is written into.
type Kept struct{ Notes }

// The kinds of its notes.
const (
	feedNote = "watched feed"
	pageNote = "watched page"
)

// Feed gives what is kept of a feed.
func (k Kept) Feed(ctx context.Context, url string) (f Feed, err error) {
	found, err := k.Notes.Notes(ctx, feedNote, []string{url})
	if note, ok := found[url]; ok && err == nil {
		err = open(note, &f)
	}
	return f, err
}

// Feeds gives what is kept of all feeds, in the order of their addresses.
func (k Kept) Feeds(ctx context.Context) ([]Feed, error) {
	notes, err := k.NotesOf(ctx, feedNote)
	if err != nil {
		return nil, err
	}
	var all []Feed
	for _, note := range notes {
		var f Feed
		if err := open(note, &f); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Feed) int { return strings.Compare(a.URL, b.URL) })
	return all, nil
}

// PutFeed keeps it.
func (k Kept) PutFeed(ctx context.Context, url string, f Feed) error {
	return k.put(ctx, feedNote, url, f)
}

// Pages gives what is kept of pages.
func (k Kept) Pages(ctx context.Context, urls []string) (map[string]Page, error) {
	found, err := k.Notes.Notes(ctx, pageNote, urls)
	if err != nil {
		return nil, err
	}
	known := make(map[string]Page, len(found))
	for u, note := range found {
		var p Page
		if err := open(note, &p); err != nil {
			return nil, err
		}
		known[u] = p
	}
	return known, nil
}

// PutPage keeps one.
func (k Kept) PutPage(ctx context.Context, url string, p Page) error {
	return k.put(ctx, pageNote, url, p)
}

func (k Kept) put(ctx context.Context, kind, name string, v any) error {
	note, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return k.PutNote(ctx, kind, name, note)
}

func open(note []byte, v any) error {
	if err := json.Unmarshal(note, v); err != nil {
		return fmt.Errorf("what was noted of a feed or page cannot be read: %w", err)
	}
	return nil
}
