package warning

import "testing"

func TestUntil(t *testing.T) {
	day := "2031-05-16"
	for _, c := range []struct{ horizon, want string }{
		{"in coming months", "2031-11-30"},
		{"within weeks", "2031-07-11"},
		{"by the end of the year", "2031-12-31"},
		{"next month", "2031-06-30"},
		{"by 2034", "2034-12-31"},
		{"before 2034", "2033-12-31"},
		{"before the winter", "2031-11-30"},
		{"this summer", "2031-08-31"},
		{"by spring", "2031-05-31"},
		{"in the near future", ""},
	} {
		got := ""
		if p := until(c.horizon, &day); p != nil {
			got = *p
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.horizon, got, c.want)
		}
	}
	if until("next month", nil) != nil {
		t.Error("a day without a day of publication")
	}
}
