package page

import (
	"testing"
	"unicode/utf8"
)

func TestParseDay(t *testing.T) {
	tests := []struct{ in, want string }{
		// ISO 8601 and its relatives: the day as printed, whatever the zone
		{"2024-06-21", "2024-06-21"},
		{"2024-06-21T23:59:59Z", "2024-06-21"},
		{"2024-06-21T00:10:00+05:00", "2024-06-21"},
		{"2024-06-21 07:29:11.123 -0700", "2024-06-21"},
		{"2024-6-1", "2024-06-01"},
		{"2024/06/21", "2024-06-21"},
		{"2024.06.21", "2024-06-21"},
		{"20240621", "2024-06-21"},
		{"20240621T102030Z", "2024-06-21"},
		{"20240621102030", "2024-06-21"},
		{"2024-06-21T", "2024-06-21"},
		// mail and C
		{"Fri, 21 Jun 2024 10:20:30 GMT", "2024-06-21"},
		{"Friday, 21-Jun-24 10:20:30 UTC", "2024-06-21"},
		{"Fri Jun 21 10:20:30 2024", "2024-06-21"},
		{"Fri Jun 21 10:20:30 CEST 2024", "2024-06-21"},
		{"Fri Jun 21 2024 10:20:30 GMT+0200 (Central European Summer Time)", "2024-06-21"},
		// seconds and milliseconds
		{"1718928000", "2024-06-21"},
		{"1718928000000", "2024-06-21"},
		// English
		{"June 21, 2024", "2024-06-21"},
		{"June 21st 2024", "2024-06-21"},
		{"Jun. 21, 2024", "2024-06-21"},
		{"JUNE 21, 2024", "2024-06-21"},
		{"21 June 2024", "2024-06-21"},
		{"21st of June, 2024", "2024-06-21"},
		{"the 21st June 2024", "2024-06-21"},
		{"Published November 20th, 2019 - 07:29 GMT", "2019-11-20"},
		{"Friday, 22 Nov 2024 4:55 PM MYT", "2024-11-22"},
		{"10:30, 21 June 2024", "2024-06-21"},
		// numbers only
		{"21.06.2024", "2024-06-21"},
		{"21. 6. 2024", "2024-06-21"},
		{"21/06/2024", "2024-06-21"},
		{"06/21/2024", "2024-06-21"},
		{"21-06-2024 10:30", "2024-06-21"},
		{"06/07/2024", "2024-07-06"},
		{"21.06.24", "2024-06-21"},
		{"21/6/24", "2024-06-21"},
		{"21.06.99", "1999-06-21"},
		{"21 Jun ’24", "2024-06-21"},
		// the languages of the world's news
		{"21. Juni 2024", "2024-06-21"},
		{"Freitag, den 21. März 2024", "2024-03-21"},
		{"le 21 juin 2024 à 10h30", "2024-06-21"},
		{"1er août 2024", "2024-08-01"},
		{"21 de junio de 2024", "2024-06-21"},
		{"21 DE JUNHO DE 2024", "2024-06-21"},
		{"mar 21 mag 2024", "2024-05-21"},
		{"21 czerwca 2024 r.", "2024-06-21"},
		{"21. července 2024", "2024-07-21"},
		{"21. června 2024", "2024-06-21"},
		{"21 Haziran 2024, Cuma", "2024-06-21"},
		{"21 Kasım 2024", "2024-11-21"},
		{"2024. június 21.", "2024-06-21"},
		{"2024 m. birželio 21 d.", "2024-06-21"},
		{"2024. gada 21. jūnijs", "2024-06-21"},
		{"2024ko ekainaren 21a", "2024-06-21"},
		{"21. kesäkuuta 2024", "2024-06-21"},
		{"21 Ιουνίου 2024", "2024-06-21"},
		{"21 Ιουν. 2024", "2024-06-21"},
		{"21 июня 2024 г.", "2024-06-21"},
		{"21 червня 2024 року", "2024-06-21"},
		{"ngày 21 tháng 6 năm 2024", "2024-06-21"},
		{"21 Tháng Sáu, 2024", "2024-06-21"},
		{"Jumat, 21 Juni 2024", "2024-06-21"},
		{"21 يونيو 2024", "2024-06-21"},
		{"٢١ يونيو ٢٠٢٤", "2024-06-21"},
		{"٢١ يونيو/حزيران ٢٠٢٤", "2024-06-21"},
		{"21 كانون الثاني 2024", "2024-01-21"},
		{"21 ביוני 2024", "2024-06-21"},
		{"21 जून 2024", "2024-06-21"},
		{"२१ जून २०२४", "2024-06-21"},
		{"21 มิถุนายน 2567", "2024-06-21"},
		{"21 มิ.ย. 2567", "2024-06-21"},
		{"2024年6月21日", "2024-06-21"},
		{"2024年06月21日 10:30", "2024-06-21"},
		{"2024년 6월 21일", "2024-06-21"},
		// no day
		{"", ""},
		{"June 2024", ""},
		{"2024-06", ""},
		{"2024", ""},
		{"© 2000 - 2019", ""},
		{"31.02.2024", ""},
		{"2024-13-45", ""},
		{"1850-06-21", ""},
		{"2250-06-21", ""},
		{"10.2.20.24", ""},
		{"May 5, 1453", ""},
		{"10:20:30", ""},
		{"00000000", ""},
		{"0000-00-00", ""},
	}
	for _, tt := range tests {
		d, _, ok := parseDay(tt.in, dayHint{})
		got := ""
		if ok {
			got = d.String()
		}
		if got != tt.want {
			t.Errorf("parseDay(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestParseDayByHint(t *testing.T) {
	tests := []struct {
		in      string
		hint    dayHint
		want    string
		precise bool
	}{
		{"06/07/2024", dayHint{MonthFirst: true}, "2024-06-07", false},
		{"06/07/2024", dayHint{}, "2024-07-06", false},
		{"06.07.2024", dayHint{MonthFirst: true}, "2024-07-06", true},
		{"21/06/2024", dayHint{MonthFirst: true}, "2024-06-21", true},
		{"06/06/2024", dayHint{}, "2024-06-06", true},
		{"6/7/24", dayHint{MonthFirst: true}, "2024-06-07", false},
		{"24.06.21", dayHint{Lang: "ko"}, "2024-06-21", false},
		{"21 listopada 2024", dayHint{Lang: "pl"}, "2024-11-21", true},
		{"21 listopada 2024", dayHint{Lang: "hr"}, "2024-10-21", true},
		{"۱ تیر ۱۴۰۳", dayHint{Lang: "fa"}, "2024-06-21", true},
		{"1403/04/01", dayHint{Lang: "fa"}, "2024-06-21", true},
		{"29 اسفند 1403", dayHint{Lang: "fa"}, "2025-03-19", true},
	}
	for _, tt := range tests {
		d, precise, ok := parseDay(tt.in, tt.hint)
		if !ok || d.String() != tt.want || precise != tt.precise {
			t.Errorf("parseDay(%q, %+v) = %v, precise %v, %v; want %s, precise %v", tt.in, tt.hint, d, precise, ok, tt.want, tt.precise)
		}
	}
}

func TestScanDays(t *testing.T) {
	tests := []struct {
		text string
		want []string // "words of the text = day"
	}{
		{"By Ann Ray | June 21, 2024 | Updated June 23, 2024", []string{"June 21, 2024 = 2024-06-21", "June 23, 2024 = 2024-06-23"}},
		{"Posted on 21 Jun 2024, 10:30", []string{"21 Jun 2024 = 2024-06-21"}},
		{"He won 21-6 in 2024 and 3.5 of 12 in May", nil},
		{"Call 555 20240621 or 1718928000", nil}, // packed values are for machines
		{"Версия от 21 июня 2024 года", []string{"21 июня 2024 = 2024-06-21"}},
	}
	for _, tt := range tests {
		var got []string
		scanDays(tt.text, dayHint{}, func(f foundDay) bool {
			got = append(got, tt.text[f.Start:f.End]+" = "+f.String())
			return true
		})
		if len(got) != len(tt.want) {
			t.Errorf("scanDays(%q) = %q, want %q", tt.text, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("scanDays(%q) = %q, want %q", tt.text, got, tt.want)
			}
		}
	}
}

func TestDayInURL(t *testing.T) {
	tests := []struct{ url, want string }{
		{"https://news.example/2024/06/21/talks.html", "2024-06-21"},
		{"https://news.example/world/2024-06-21-talks", "2024-06-21"},
		{"https://news.example/world/talks-2024-06-21", "2024-06-21"},
		{"https://news.example/20240621/talks", "2024-06-21"},
		{"https://news.example/talks-20240621.html", "2024-06-21"},
		{"https://news.example/world/2024/jun/21/talks", "2024-06-21"},
		{"https://news.example/2024/6/1/talks", "2024-06-01"},
		{"https://news.example/2024/0621/talks", "2024-06-21"},
		{"https://news.example/talks-21-06-2024", "2024-06-21"},
		{"/2024/06/21/talks.html", "2024-06-21"},
		{"https://archive.example/web/20241121083000/https://news.example/2024/06/21/talks", "2024-06-21"},
		{"https://archive.example/web/20241121083000/https://news.example/talks", ""},
		{"https://news.example/2024/06/talks", ""},
		{"https://news.example/id/12345678", ""},
		{"https://news.example/a/202406219", ""},
		{"https://2024-06-21.example/talks", ""},
		{"https://news.example/talks", ""},
		{"", ""},
	}
	for _, tt := range tests {
		d, ok := dayInURL(tt.url)
		got := ""
		if ok {
			got = d.String()
		}
		if got != tt.want {
			t.Errorf("dayInURL(%q) = %q, want %q", tt.url, got, tt.want)
		}
	}
}

func FuzzScanDays(f *testing.F) {
	for _, s := range []string{"2024-06-21T10:20:30Z", "Fri Jun 21 10:20:30 CEST 2024", "ngày 21 tháng 6 năm 2024", "۱ تیر ۱۴۰۳",
		"2024年6月21日", "21 يونيو/حزيران 2024", "21.06.24", "10.2.20.24", "2024. gada 21. jūnijs", "21 มิ.ย. 2567", "\xd9", "21\xff6\x802024"} {
		f.Add(s, "en-us")
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		hint := (&dateEvidence{Lang: lang}).dayHint()
		last := 0
		scanDays(s, hint, func(d foundDay) bool {
			if d.Start < last || d.End <= d.Start || d.End > len(s) || !d.valid() {
				t.Fatalf("date %v at [%d,%d) of %d bytes, after %d", d.day, d.Start, d.End, len(s), last)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[d.Start:d.End]) {
				t.Fatalf("[%d,%d) cuts a letter of %q", d.Start, d.End, s)
			}
			last = d.End
			return true
		})
		if d, _, ok := parseDay(s, hint); ok && !d.valid() {
			t.Fatalf("parseDay(%q) = %v", s, d)
		}
		if d, ok := dayInURL(s); ok && !d.valid() {
			t.Fatalf("dayInURL(%q) = %v", s, d)
		}
	})
}
