package page

import (
	"strings"
	"testing"

	"readout/internal/know"
)

func TestDateline(t *testing.T) {
	const published = "2024-06-22"
	for _, c := range []struct{ text, place, country, date, agency, prose string }{
		{"WASHINGTON: The council met again.", "WASHINGTON", "USA", "", "", "The"},
		{"WASHINGTON (Reuters) - The council met.", "WASHINGTON", "USA", "", "Reuters", "The"},
		{"WASHINGTON, June 21 (Reuters) – The council met.", "WASHINGTON", "USA", "2024-06-21", "Reuters", "The"},
		{"LA CROSSE, Wis. (AP) — After a long summer", "LA CROSSE, Wis.", "USA", "", "AP", "After"},
		{"BEIRUT/THE HAGUE, March 7 (Reuters) - The report", "BEIRUT/THE HAGUE", "LBN", "2024-03-07", "Reuters", "The"},
		{"BEIRUT/THE HAGUE, March 7 (Reuters) -", "BEIRUT/THE HAGUE", "LBN", "2024-03-07", "Reuters", ""},
		{"KUALA LUMPUR, Nov 22 — Two firms paid.", "KUALA LUMPUR", "MYS", "2024-11-22", "", "Two"},
		{"NEW DELHI: Two firms paid.", "NEW DELHI", "IND", "", "", "Two"},
		{"ISLAMABAD - The cabinet sat.", "ISLAMABAD", "PAK", "", "", "The"},
		{"London, 5 May 2024 – The board said", "London", "GBR", "2024-05-05", "", "The"},
		{"Geneva/New York – Experts said", "Geneva/New York", "CHE", "", "", "Experts"},
		{"PARIS | Le Figaro was quoted", "PARIS", "FRA", "", "", "Le"},
		{"RAMALLAH, West Bank (AP) — Farmers said", "RAMALLAH, West Bank", "PSE", "", "AP", "Farmers"},
		{"PARIS, Texas (AP) — Farmers said", "PARIS, Texas", "USA", "", "AP", "Farmers"},
		{"HYDERABAD, Pakistan — Farmers said", "HYDERABAD, Pakistan", "PAK", "", "", "Farmers"},
		{"SIOUX FALLS, S.D. – People talk.", "SIOUX FALLS, S.D.", "USA", "", "", "People"},
		{"WASHINGTON, D.C. — The court ruled", "WASHINGTON, D.C.", "USA", "", "", "The"},
		{"WASHINGTON DC - The court ruled", "WASHINGTON DC", "USA", "", "", "The"},
		{"WASHINGTON—The court ruled", "WASHINGTON", "USA", "", "", "The"},
		{"BERLIN -- The agency says", "BERLIN", "DEU", "", "", "The"},
		{"Indianapolis – Several people came", "Indianapolis", "USA", "", "", "Several"},
		{"UNITED NATIONS (AP) — Envoys met", "UNITED NATIONS", "", "", "AP", "Envoys"},
		{"ABOARD AIR FORCE ONE (AP) — He said", "ABOARD AIR FORCE ONE", "", "", "AP", "He"},
		{"NEAR BAKHMUT, Ukraine (AP) — Guns fell silent", "NEAR BAKHMUT, Ukraine", "UKR", "", "AP", "Guns"},
		{"AIN AL-NOWHERE, Lebanon — Guns fell silent", "AIN AL-NOWHERE, Lebanon", "LBN", "", "", "Guns"},
		{"AIN AL-NOWHERE (AFP) - Guns fell silent", "AIN AL-NOWHERE", "", "", "AFP", "Guns"},
		{"COX’S BAZAR, Bangladesh — Rain fell", "COX’S BAZAR, Bangladesh", "BGD", "", "", "Rain"},
		{"PORT-AU-PRINCE, Haiti (AP) — Rain fell", "PORT-AU-PRINCE, Haiti", "HTI", "", "AP", "Rain"},
		{"ST. LOUIS — Rain fell", "ST. LOUIS", "USA", "", "", "Rain"},
		{"HONOLULU, Hawaii (IslandNewsNow) - Rain fell", "HONOLULU, Hawaii", "USA", "", "IslandNewsNow", "Rain"},
		{"MOSCOW, June 21. /TASS/. The ministry", "MOSCOW", "RUS", "2024-06-21", "TASS", "The"},
		{"NEW YORK, May 3, 2024 /PRNewswire/ -- A firm", "NEW YORK", "USA", "2024-05-03", "PRNewswire", "A"},
		{"SAN FRANCISCO--(BUSINESS WIRE)--A firm", "SAN FRANCISCO", "USA", "", "BUSINESS WIRE", "A"},
		{"BEIJING, June 21 (Xinhua) -- The ministry", "BEIJING", "CHN", "2024-06-21", "Xinhua", "The"},
		{"ISLAMABAD, Jun 21 (APP): The ministry", "ISLAMABAD", "PAK", "2024-06-21", "APP", "The"},
		{"ISLAMABAD: (APP) The ministry", "ISLAMABAD", "PAK", "", "APP", "The"},
		{"New Delhi, June 5 (PTI) The ministry", "New Delhi", "IND", "2024-06-05", "PTI", "The"},
		{"Bengaluru, PTI: The ministry", "Bengaluru", "IND", "", "PTI", "The"},
		{"New Delhi: The ministry", "New Delhi", "IND", "", "", "The"},
		{"Dhaka, Bangladesh – When the rain fell", "Dhaka, Bangladesh", "BGD", "", "", "When"},
		{"GENEVA (21 June 2024) – Experts", "GENEVA", "CHE", "2024-06-21", "", "Experts"},
		{"21 June 2024, Geneva – Experts", "Geneva", "CHE", "2024-06-21", "", "Experts"},
		{"Brussels, 21 June 2024\n\nThe Commission", "Brussels", "BEL", "2024-06-21", "", "The"},
		{"BAAR, SWITZERLAND\n\nBased on the firm's view", "BAAR, SWITZERLAND", "CHE", "", "", "Based"},
		{"KABUL, Friday, June 21 — The ministry", "KABUL", "AFG", "2024-06-21", "", "The"},
		{"LONDON June 21 (Reuters) - The ministry", "LONDON", "GBR", "2024-06-21", "Reuters", "The"},
		{"Helsinki, March 4 (Highland Observer) -- A cable", "Helsinki", "FIN", "2024-03-04", "Highland Observer", "A"},
		{"SAN JOSE (Meridian Press) - A cable", "SAN JOSE", "USA", "", "Meridian Press", "A"},
		{"MORNING MAIL | HELSINKI | Divers found it", "HELSINKI", "FIN", "", "", "Divers"},
		{" \u00a0LONDON (Reuters) -\u00a0Oil fell", "LONDON", "GBR", "", "Reuters", "Oil"},
		{"LONDON and PARIS — Oil fell", "LONDON and PARIS", "GBR", "", "", "Oil"},
		{"Berlin (dpa) - Oil fell", "Berlin", "DEU", "", "dpa", "Oil"},
		{"LONDON — \n\nThe minister said", "LONDON", "GBR", "", "", "The"},
		{"MURIDKE: Oil fell", "MURIDKE", "PAK", "", "", "Oil"},
		{"SINGAPORE — “Oil fell,” he said", "SINGAPORE", "SGP", "", "", "“Oil"},
	} {
		dl, end := dateline(c.text, published, know.LoadPlaces())
		if dl == nil {
			t.Errorf("%q: none", c.text)
			continue
		}
		date := ""
		if dl.Date != nil {
			date = *dl.Date
		}
		if dl.Place != c.place || dl.Country != c.country || date != c.date || dl.Agency != c.agency {
			t.Errorf("%q: got %+v %s", c.text, *dl, date)
		}
		if !strings.HasPrefix(c.text[end:], c.prose) {
			t.Errorf("%q: prose starts at %q", c.text, c.text[end:])
		}
	}
}

func TestNoDateline(t *testing.T) {
	for _, text := range []string{
		"", "W", "WASHINGTON", "-", ":", "(Reuters) - Oil fell on Friday.", "(Reuters) -",
		"WARNING: This report has graphic pictures.", "BREAKING — The minister resigned.", "UPDATE: The minister resigned.",
		"UPDATE 1-Oil falls", "EXCLUSIVE - The minister will resign.", "Q: When will it end?", "MR MILLER: Good afternoon.",
		"FIRED MISSILES hit the town on Friday: two were hurt.", "IN the heart of the town - where all began - a shop",
		"POLICE: Two men were held.", "OBAMA: Thank you.", "DEAR ANNIE: My husband snores.", "FACT CHECK: Did he say so?",
		"CLINTON: Thank you.", "FILE PHOTO: A ship passes.", "FILE - A ship passes.", "EDITORIAL | A bad week",
		"HARBOUR CRIME: The rate rose.", "CHINA: The government said", "JORDAN - The king said", "GIRLS BASKETBALL\n\nNorth d. South",
		"Paris – the city of light – was dark.", "Reading – The habit is dying.", "TODAY IN HISTORY: A king was crowned.",
		"Target (TGT) – Shares rose.", "APPLE (AAPL) - Shares rose.", "CHICAGO (2002) – A musical", "June 5 (UPI) -- A ship passed.",
		"London Bridge – A history", "LONDON STOCK EXCHANGE: Shares fell.", "By Ann Roe in PARIS", "LONDON\n\nPARIS\n\nROME",
		"Smith, 5 May 2024 – He was wrong.", "PARIS: Hello there.\n\nLONDON: Good evening.\n\nPARIS: Can you hear me?",
		"Samsung - The firm said", "NASA: The station is open", "NEW YORK – the city that never sleeps", "He said: The war is over.",
		"“WASHINGTON: The", "Note: The figures are rounded.", "THE HAGUE TRIBUNAL: A history", "Tel: 555 0199", "\xff\xfe: \xff",
		"No one in LONDON (Reuters) - ", "In News, Portugal - 02 Feb 2025", "UK, France, Belgium: Strikes planned", "Le 9 September - B- - 0",
		"AGUILAS: The team won.", "In Munich: Partners meet",
	} {
		if dl, end := dateline(text, "2024-06-22", know.LoadPlaces()); dl != nil || end != 0 {
			t.Errorf("%q: got %+v at %d", text, dl, end)
		}
	}
}

func TestDatelineYear(t *testing.T) {
	for _, c := range []struct{ published, want string }{
		{"2024-12-31", "2024-12-30"}, {"2025-01-02", "2024-12-30"}, {"", ""},
	} {
		dl, _ := dateline("LONDON, Dec 30 (Reuters) - Oil fell.", c.published, know.LoadPlaces())
		got := ""
		if dl.Date != nil {
			got = *dl.Date
		}
		if got != c.want {
			t.Errorf("published %q: got %q, want %q", c.published, got, c.want)
		}
	}
}

func FuzzDateline(f *testing.F) {
	for _, seed := range []string{
		"LA CROSSE, Wis. (AP) — After", "MOSCOW, June 21. /TASS/. The", "21 June 2024, Geneva – Experts", "A | PARIS | The", "NEAR /",
	} {
		f.Add(seed, "2024-06-22")
	}
	f.Fuzz(func(t *testing.T, text, published string) {
		dl, end := dateline(text, published, know.LoadPlaces())
		if end < 0 || end > len(text) || dl == nil && end != 0 {
			t.Fatalf("prose at %d of %d bytes", end, len(text))
		}
		if dl == nil {
			return
		}
		if dl.Place == "" || !strings.Contains(strings.Join(strings.Fields(text[:end]), " "), dl.Place) {
			t.Errorf("place %q is not printed in %q", dl.Place, text[:end])
		}
	})
}

func BenchmarkDateline(b *testing.B) {
	places := know.LoadPlaces()
	b.ReportAllocs()
	for b.Loop() {
		dateline("LA CROSSE, Wis., June 21 (AP) — After a long summer the town rests.", "2024-06-22", places)
		dateline("The council met on Friday for the first time in a year: two members stayed away.", "2024-06-22", places)
	}
}
