package alert

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID      string    `xml:"id"`
	Title   string    `xml:"title"`
	Updated string    `xml:"updated"`
	Link    *atomLink `xml:"link"`
	Content atomText  `xml:"content"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (f *Feed) name() string { return "feed " + f.File }

// tell puts alerts on top of the file. A new file takes the place of the old one at once.
func (f *Feed) tell(_ context.Context, alerts []Alert) error {
	feed := atomFeed{ID: "urn:readout:alerts", Title: f.Title, Author: atomAuthor{"Readout"}}
	if feed.Title == "" {
		feed.Title = "Readout alerts"
	}
	var old atomFeed
	switch b, err := os.ReadFile(f.File); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	default:
		if err := xml.Unmarshal(b, &old); err != nil {
			return fmt.Errorf("%s is no Atom feed of ours: %w (move it away)", f.File, err)
		}
	}
	there := map[string]bool{}
	add := func(e atomEntry) {
		if !there[e.ID] && len(feed.Entries) < f.Entries {
			there[e.ID] = true
			feed.Entries = append(feed.Entries, e)
		}
	}
	for i := len(alerts) - 1; i >= 0; i-- {
		add(entry(&alerts[i]))
	}
	for _, e := range old.Entries {
		add(e)
	}
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	b, err := xml.MarshalIndent(feed, "", "  ")
	if err != nil {
		return err
	}
	return replace(f.File, append([]byte(xml.Header), append(b, '\n')...))
}

func entry(a *Alert) atomEntry {
	text := a.Words
	if a.Before != "" {
		text += "\n\nBefore: " + a.Before
	}
	text += "\n\n" + strings.Join(strings.Fields(strings.Join([]string{a.Outlet, a.Published, a.Record, "rule:", a.Rule}, " ")), " ")
	e := atomEntry{ID: "urn:readout:alert:" + a.ID, Title: a.Title, Updated: a.At, Content: atomText{"text", text}}
	if strings.HasPrefix(a.Address, "https://") || strings.HasPrefix(a.Address, "http://") {
		e.Link = &atomLink{a.Address}
	}
	return e
}

// replace writes a file whole or not at all.
func replace(name string, b []byte) error {
	t, err := os.CreateTemp(filepath.Dir(name), ".alerts-*")
	if err != nil {
		return err
	}
	defer os.Remove(t.Name()) // nothing is left of it where it has been renamed
	_, err = t.Write(b)
	err = errors.Join(err, t.Chmod(0o644), t.Close())
	if err != nil {
		return err
	}
	return os.Rename(t.Name(), name)
}
