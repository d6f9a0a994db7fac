package warning

import (
	"strings"
	"time"
)

// until is the last day of a time to come, counted from the day of publication: nil where one of them is not known. Vague times are
// read widely: "coming months" are the rest of this one and six more.
func until(horizon string, published *string) *string {
	if published == nil {
		return nil
	}
	day, err := time.Parse(time.DateOnly, *published)
	if err != nil {
		return nil
	}
	h := strings.ToLower(horizon)
	year := day.Year()
	last := func(m time.Month, y int) time.Time { return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC) }
	has := func(w string) bool { return strings.Contains(h, w) }
	before := strings.HasPrefix(h, "before")
	var end time.Time
	switch {
	case has("overnight"), has("hours"):
		end = day.AddDate(0, 0, 1)
	case has("end of the year"), has("year's end"), has("this year"), has("within the year"):
		end = last(time.December, year)
	case has("next year"), has("within a year"):
		if has("next year") && !has("over") {
			end = last(time.December, year+1)
		} else {
			end = day.AddDate(1, 0, 0)
		}
	case has("end of the month"), has("this month"):
		end = last(day.Month(), year)
	case has("next month"), has("within a month"):
		end = last(day.Month()+1, year)
	case has("next week"), has("within a week"):
		end = day.AddDate(0, 0, 7+int(7-day.Weekday())%7)
	case has("this week"):
		end = day.AddDate(0, 0, int(7-day.Weekday())%7)
	case has("years"):
		end = last(time.December, year+5)
	case has("months"):
		end = last(day.Month()+6, year)
	case has("weeks"):
		end = day.AddDate(0, 0, 8*7)
	case has("days"):
		end = day.AddDate(0, 0, 14)
	case has("spring"):
		end = season(day, time.May, before)
	case has("summer"):
		end = season(day, time.August, before)
	case has("autumn"):
		end = season(day, time.November, before)
	case has("winter"):
		end = season(day, time.February, before)
	default:
		if n := len(h); n >= 4 && h[n-4] == '2' {
			y, err := time.Parse("2006", h[n-4:])
			if err != nil {
				return nil
			}
			end = last(time.December, y.Year())
			if before {
				end = end.AddDate(-1, 0, 0)
			}
			break
		}
		return nil
	}
	s := end.Format(time.DateOnly)
	return &s
}

// season is the last day of the next season that ends with month m, in the north; before says that only the time up to it is meant.
func season(day time.Time, m time.Month, before bool) time.Time {
	y := day.Year()
	end := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
	if end.Before(day) {
		end = time.Date(y+1, m+1, 0, 0, 0, 0, 0, time.UTC)
	}
	if before {
		start := time.Date(end.Year(), end.Month()-2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
		if start.After(day) {
			return start
		}
		return start.AddDate(1, 0, 0)
	}
	return end
}
