package page

import (
	"strings"
	"testing"
)

func TestPublishedDay(t *testing.T) {
	near := func(n int) place { return place{Block: 20 + n, NearTitle: n, InMain: true} }
	tests := []struct {
		name string
		e    dateEvidence
		want string // "" for none
		why  string
	}{
		{
			name: "the article's JSON-LD before everything else",
			e: dateEvidence{
				LD: []ldDate{
					{Type: "WebPage", Key: "datePublished", Value: "2021-01-01"},
					{Type: "NewsArticle", Key: "datePublished", Value: "2020-02-02", Nested: true},
					{Type: "NewsArticle", Key: "dateModified", Value: "2024-06-23"},
					{Type: "NewsArticle", Key: "datePublished", Value: "2024-06-21T23:10:00-05:00"},
				},
				Meta: []metaTag{{"article:published_time", "2024-06-20"}},
			},
			want: "2024-06-21", why: "JSON-LD datePublished of the article",
		},
		{
			name: "JSON-LD and meta disagree, the page prints the meta's day",
			e: dateEvidence{
				LD:    []ldDate{{Type: "NewsArticle", Key: "datePublished", Value: "2024-06-19"}},
				Meta:  []metaTag{{"article:published_time", "2024-06-21"}},
				Lines: []dateLine{{place: near(2), Text: "21 June 2024"}},
			},
			want: "2024-06-21", why: "meta element, printed at the headline",
		},
		{
			name: "meta elements by their order of trust, never the modified one",
			e: dateEvidence{Meta: []metaTag{
				{"article:modified_time", "2024-06-25"}, {"date", "2024-06-24"}, {"pubdate", "20240622"}, {"article:published_time", "2024-06-21"},
			}},
			want: "2024-06-21", why: "meta element",
		},
		{
			name: "only modified dates: none",
			e: dateEvidence{
				LD:    []ldDate{{Type: "NewsArticle", Key: "dateModified", Value: "2024-06-21"}},
				Meta:  []metaTag{{"og:updated_time", "2024-06-21"}},
				Lines: []dateLine{{place: near(1), Text: "Last updated: 21 June 2024"}},
			},
			why: "no day of publication",
		},
		{
			name: "time element marked as published before the updated one",
			e: dateEvidence{Times: []timeElem{
				{place: near(1), Tag: "time", Datetime: "2024-06-25", Class: "updated"},
				{place: near(1), Tag: "time", Datetime: "2024-06-21", Class: "entry-date published"},
			}},
			want: "2024-06-21", why: "marked",
		},
		{
			name: "the text of a time element says that it is a change",
			e: dateEvidence{Times: []timeElem{
				{place: near(1), Tag: "time", Datetime: "2024-06-25T10:00Z", Text: "Updated 3 hours ago"},
				{place: near(2), Tag: "time", Datetime: "2024-06-21T10:00Z", Text: "Friday"},
			}},
			want: "2024-06-21",
		},
		{
			name: "the address before an unmarked line",
			e: dateEvidence{URL: "https://news.example/2024/06/21/talks",
				Lines: []dateLine{{place: near(3), Text: "22 June 2024"}}},
			want: "2024-06-21", why: "address",
		},
		{
			name: "published and updated in one line",
			e:    dateEvidence{Lines: []dateLine{{place: near(2), Text: "Updated June 25, 2024 | Published June 21, 2024"}}},
			want: "2024-06-21", why: "marked",
		},
		{
			name: "a label in the line before",
			e:    dateEvidence{Lines: []dateLine{{place: near(20), Label: "Veröffentlicht am", Text: "21.06.2024"}}},
			want: "2024-06-21", why: "marked",
		},
		{
			name: "the site's calendar above the headline, the day below the byline, a caption",
			e: dateEvidence{Lines: []dateLine{
				{place: near(-1), Text: "Thursday November 21, 2024"},
				{place: near(3), Text: "June 21, 2024"},
				{place: near(4), Text: "The picture, posted on August 2, 2023 by the ministry, shows the two ministers at the start of their talks in Oslo."},
			}},
			want: "2024-06-21", why: "near the headline",
		},
		{
			name: "nothing but the site's calendar",
			e:    dateEvidence{Lines: []dateLine{{place: near(-1), Text: "Thursday November 21, 2024"}}},
			why:  "no day of publication",
		},
		{
			name: "captions, comments and other articles",
			e: dateEvidence{Lines: []dateLine{
				{place: place{NearTitle: 2, InCaption: true}, Text: "21 June 2024"},
				{place: place{NearTitle: 40, InComment: true}, Text: "22 June 2024, 10:00"},
				{place: place{NearTitle: 50, InChrome: true}, Text: "23 June 2024"},
				{place: place{NearTitle: 51, InChrome: true}, Text: "24 June 2024"},
			}},
			why: "no day of publication",
		},
		{
			name: "a list of other articles does not outweigh the line at the headline",
			e: dateEvidence{
				Times: []timeElem{
					{place: near(8), Tag: "span", Text: "24 June 2024", Class: "date"},
					{place: near(10), Tag: "span", Text: "23 June 2024", Class: "date"},
				},
				Lines: []dateLine{{place: near(2), Text: "By Ann Ray, 21 June 2024"}},
			},
			want: "2024-06-21",
		},
		{
			name: "a blog's closing line within running text",
			e: dateEvidence{Lines: []dateLine{{place: place{NearTitle: 30, InBody: true},
				Text: "This entry was posted on Friday, June 21st, 2024 at 5:10 pm and is filed under Travel. You can follow it."}}},
			want: "2024-06-21",
		},
		{
			name: "dates within running text",
			e: dateEvidence{Lines: []dateLine{{place: place{NearTitle: 3, InBody: true},
				Text: "The ministry published on June 21, 2024 what it had promised."}}},
			why: "no day of publication",
		},
		{
			name: "a copyright line",
			e:    dateEvidence{Lines: []dateLine{{place: near(60), Text: "Copyright 21 June 2024"}}},
			why:  "no day of publication",
		},
		{
			name: "the locale tells the order of day and month",
			e: dateEvidence{Lang: "en", Meta: []metaTag{{"og:locale", "en_US"}},
				Lines: []dateLine{{place: near(1), Text: "06/07/2024"}}},
			want: "2024-06-07",
		},
		{
			name: "another date of the page tells the order of day and month",
			e: dateEvidence{Lang: "en", Lines: []dateLine{
				{place: near(1), Text: "06/07/2024"}, {place: near(90), Text: "See also: 05/30/2024"}}},
			want: "2024-06-07",
		},
		{
			name: "data of a script that agree",
			e:    dateEvidence{Source: []byte(`<script>x={"publishedAt":"2024-06-21T10:00:00Z"};y="{\"publishedAt\":\"2024-06-21\"}"</script>`)},
			want: "2024-06-21", why: "script",
		},
		{
			name: "data of a script that do not",
			e:    dateEvidence{Source: []byte(`<script>[{"publishedAt":"2024-06-21"},{"publishedAt":"2024-06-22"}]</script>`)},
			why:  "no day of publication",
		},
		{name: "an empty page", why: "no day of publication"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, why := publishedDay(&tt.e)
			got := ""
			if p != nil {
				got = *p
			}
			if got != tt.want || !strings.Contains(why, tt.why) {
				t.Errorf("got %q by %q, want %q by %q", got, why, tt.want, tt.why)
			}
		})
	}
}

func TestDateSenseOfClass(t *testing.T) {
	tests := []struct {
		names string
		want  dateSense
	}{
		{"entry-date published updated", sensePublished},
		{"entry-date updated", senseDate},
		{"updated", senseModified},
		{"last-updated date", senseModified},
		{"date last-updated", senseModified},
		{"dateModified", senseModified},
		{"datePublished", sensePublished},
		{"article__timestamp", senseDate},
		{"post-meta", senseNear},
		{"today-date", senseOther},
		{"status-publish hentry", senseNone},
		{"lead candidate validate", senseNone},
		{"", senseNone},
	}
	for _, tt := range tests {
		if got := dateSenseOfClass(tt.names); got != tt.want {
			t.Errorf("dateSenseOfClass(%q) = %d, want %d", tt.names, got, tt.want)
		}
	}
}

func TestDateSenseOfWords(t *testing.T) {
	tests := []struct {
		before string
		want   dateSense
	}{
		{"Published: ", sensePublished},
		{"PUBLISHED ON ", sensePublished},
		{"Last updated ", senseModified},
		{"Published 3 May, updated ", senseModified},
		{"First published ", sensePublished},
		{"Zuletzt aktualisiert am ", senseModified},
		{"Mis en ligne le ", sensePublished},
		{"Mis à jour le ", senseModified},
		{"Обновлено: ", senseModified},
		{"发布时间：", sensePublished},
		{"© ", senseOther},
		{"By Ann Ray | ", senseNone},
		{"", senseNone},
	}
	for _, tt := range tests {
		if got := dateSenseOfWords(tt.before); got != tt.want {
			t.Errorf("dateSenseOfWords(%q) = %d, want %d", tt.before, got, tt.want)
		}
	}
}

func BenchmarkPublishedDay(b *testing.B) {
	e := dateEvidence{Lang: "en", URL: "https://news.example/world/talks-resume-in-oslo", Meta: []metaTag{{"og:title", "Talks resume"}}}
	for i := range 60 {
		p := place{Block: i, NearTitle: i - 10, InMain: true}
		e.Lines = append(e.Lines, dateLine{place: p, Text: "By Ann Ray and 2 others | June 21, 2024 10:30 | 5 min", Class: "article-meta byline__info"})
		e.Times = append(e.Times, timeElem{place: p, Tag: "time", Text: "21 Jun 2024", Class: "card__date"})
	}
	b.ReportAllocs()
	for b.Loop() {
		publishedDay(&e)
	}
}

func FuzzPublishedDay(f *testing.F) {
	f.Add("Published: 21 June 2024\nUpdated 22 June 2024", "entry-date published", `{"datePublished":"2024-06-21"}`, "https://news.example/2024/06/21/a", -1)
	f.Add("Thursday November 21, 2024", "updated", `\"publishedAt\":\"`, "://", 0)
	f.Fuzz(func(t *testing.T, text, class, source, url string, near int) {
		e := dateEvidence{URL: url, Lang: class, Source: []byte(source), Meta: []metaTag{{"date", text}}}
		for line := range strings.Lines(text) {
			p := place{Block: len(e.Lines), NearTitle: near + len(e.Lines)}
			e.Lines = append(e.Lines, dateLine{place: p, Text: line, Class: class, Label: class})
			e.Times = append(e.Times, timeElem{place: p, Text: line, Class: class, Before: url})
		}
		p, why := publishedDay(&e)
		if why == "" || p != nil && len(*p) != len("2024-06-21") {
			t.Fatalf("publishedDay = %v, %q", p, why)
		}
		if again, _ := publishedDay(&e); (p == nil) != (again == nil) || p != nil && *p != *again {
			t.Fatal("the same evidence gave two days")
		}
	})
}
