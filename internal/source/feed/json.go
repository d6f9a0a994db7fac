package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/url"
	"strings"
)

// headBytes is how far into a file the version of a JSON feed is looked for.
const headBytes = 8 << 10

// IsJSON says whether a file looks like a JSON feed: an object whose version is an address of jsonfeed.org. Its head is
// enough.
func IsJSON(body []byte) bool {
	head := bytes.TrimPrefix(body[:min(len(body), headBytes)], []byte("\ufeff"))
	d := json.NewDecoder(bytes.NewReader(head))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	for {
		key, err := d.Token()
		if err != nil {
			return false
		}
		if key == "version" {
			v, _ := d.Token()
			s, _ := v.(string)
			_, rest, _ := strings.Cut(s, "://")
			return strings.HasPrefix(rest, "jsonfeed.org/version/") || strings.HasPrefix(rest, "www.jsonfeed.org/version/")
		}
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return false
		}
	}
}

func parseJSON(body []byte, base *url.URL) (*Feed, error) {
	var in struct {
		Title   string `json:"title"`
		FeedURL string `json:"feed_url"`
		Items   []struct {
			ID        any    `json:"id"` // a string, but some write a number
			URL       string `json:"url"`
			External  string `json:"external_url"`
			Title     string `json:"title"`
			HTML      string `json:"content_html"`
			Text      string `json:"content_text"`
			Published string `json:"date_published"`
			Modified  string `json:"date_modified"`
		} `json:"items"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &in); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) && strings.Contains(err.Error(), "unexpected end") {
			return &Feed{}, ErrCut
		}
		return &Feed{}, fmt.Errorf("is no JSON feed: %w", err)
	}
	if base == nil || base.Host == "" {
		base, _ = url.Parse(in.FeedURL)
	}
	f := &Feed{Title: plain(in.Title)}
	for _, i := range in.Items {
		e := Entry{URL: absolute(base, i.URL), Title: strings.TrimSpace(i.Title), Date: date(i.Published), Content: i.HTML}
		if e.URL == "" {
			e.URL = absolute(base, i.External)
		}
		if e.Date.IsZero() {
			e.Date = date(i.Modified)
		}
		if e.Content == "" && i.Text != "" {
			e.Content = "<p>" + strings.ReplaceAll(html.EscapeString(i.Text), "\n\n", "</p><p>") + "</p>"
		}
		if i.ID != nil {
			e.ID = fmt.Sprint(i.ID)
		}
		if f.add(e); f.More {
			break
		}
	}
	return f, nil
}
