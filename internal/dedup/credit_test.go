package dedup

import (
	"testing"

	"readout/doc"
)

func TestCreditOf(t *testing.T) {
	body := "The minister opened the bridge on Friday, and the mayor cut the ribbon.\n\nTwo lanes lead to the island, and a third is for cyclists who used to take the ferry."
	url := "https://www.harbour-courier.example/2025/bridge"
	with := func(d doc.Document) doc.Document {
		if d.Text == "" {
			d.Text = body
		}
		d.URL = &url
		return d
	}
	for _, c := range []struct {
		name  string
		d     doc.Document
		want  string // agency, or "-" for agencies without a name, or "" for nobody
		whole bool
		where string
		words string
	}{
		{"nothing", with(doc.Document{}), "", false, "", ""},
		{"a staff byline", with(doc.Document{Byline: []string{"Ida Holmgaard", "Ana Pa"}}), "", false, "", ""},
		{"an agency's byline", with(doc.Document{Byline: []string{"AFP"}}), "Agence France-Presse", true, "byline", ""},
		{"a person of an agency", with(doc.Document{Byline: []string{"Ana Reyes, Associated Press"}}), "Associated Press", true, "byline", ""},
		{"staff and an agency", with(doc.Document{Byline: []string{"Courier staff with Reuters"}}), "Reuters", false, "byline", ""},
		{"dateline", with(doc.Document{Dateline: &doc.Dateline{Place: "OSLO", Agency: "Reuters"}}), "Reuters", true, "dateline", ""},
		{"a dateline's agency that is not known", with(doc.Document{Dateline: &doc.Dateline{Place: "OSLO", Agency: "Fjordwire"}}), "Fjordwire", true, "dateline", ""},
		{"the outlet in its own dateline", with(doc.Document{Dateline: &doc.Dateline{Place: "OSLO", Agency: "The Harbour Courier"}}), "", false, "", ""},
		{"alone on the last line", with(doc.Document{Text: body + "\n\n(AP)"}), "Associated Press", true, "last lines", "AP"},
		{"behind a dash", with(doc.Document{Text: body + " – dpa"}), "Deutsche Presse-Agentur", true, "last lines", "dpa"},
		{"alone on the first line", with(doc.Document{Text: "By The Associated Press\n\n" + body}), "Associated Press", true, "first lines", "The Associated Press"},
		{"source", with(doc.Document{Text: body + "\n\nSource: Xinhua"}), "Xinhua", true, "last lines", "Xinhua"},
		{"produced by", with(doc.Document{Text: body + "\n\nThis report was produced by Fjordwire and published by The Harbour Courier with small edits."}), "Fjordwire", true, "last lines", "produced by Fjordwire"},
		{"inputs", with(doc.Document{Text: body + "\n\n(Written by the Harbour Courier newsroom with inputs from PTI)"}), "Press Trust of India", false, "last lines", "inputs from PTI"},
		{"copyright", with(doc.Document{Text: body + "\n\nCopyright 2025 The Canadian Press. All rights reserved."}), "Canadian Press", true, "last lines", "Copyright 2025 The Canadian Press"},
		{"the outlet's copyright", with(doc.Document{Text: body + "\n\nCopyright 2025 Harbour Courier"}), "", false, "", ""},
		{"contributed", with(doc.Document{Text: body + "\n\nReuters contributed to this report."}), "Reuters", false, "last lines", "Reuters contributed"},
		{"persons contributed", with(doc.Document{Text: body + "\n\nAdditional reporting by Ida Holmgaard"}), "", false, "", ""},
		{"agencies", with(doc.Document{Text: body + "\n\nAgencies contributed to this report."}), "-", false, "last lines", "Agencies contributed"},
		{"with the desk", with(doc.Document{Text: body + "\n\nBaltic News Service, with Harbour Courier foreign desk"}), "Baltic News Service", false, "last lines", "Baltic News Service, with"},
		{"a sentence that names an agency", with(doc.Document{Text: body + "\n\nThe mayor told Reuters on Saturday that a toll was not planned."}), "", false, "", ""},
		{"small words that are agencies' short names", with(doc.Document{Text: body + "\n\nIt was a long day for his pa."}), "", false, "", ""},
		{"empty", doc.Document{}, "", false, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := CreditOf(&c.d)
			agency := got.Agency
			if ok && agency == "" {
				agency = "-"
			}
			words := c.d.Text[got.Span.Start:got.Span.End]
			if agency != c.want || got.Whole != c.whole || got.Where != c.where || words != c.words {
				t.Errorf("%q whole=%v where=%q words=%q, want %q %v %q %q", agency, got.Whole, got.Where, words, c.want, c.whole, c.where, c.words)
			}
		})
	}
}

func FuzzCreditOf(f *testing.F) {
	for _, s := range []string{"x\n\n(AP)", "\n", "Source: ", "© Reuters", "\xff\n\nwith agencies", "By AFP\n\nbody body", "_ contributed"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := doc.Document{Text: s, Byline: []string{s}, Outlet: s}
		c, _ := CreditOf(&d)
		_ = s[c.Span.Start:c.Span.End]
		d.Byline, d.Outlet = nil, ""
		if c, ok := CreditOf(&d); ok && s[c.Span.Start:c.Span.End] == "" {
			t.Errorf("%+v quotes nothing", c)
		}
	})
}
