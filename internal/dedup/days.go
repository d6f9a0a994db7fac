package dedup

// A copy comes within days of what it copies. The same words weeks later are said again: a reiteration, and a story of its own.
const (
	MaxDays     = 10  // between a copy and what it copies
	MaxDaysSame = 365 // where nothing of a long text was changed: nobody says 300 words again by chance, but archives print them again
)

// Apart gives how many days lie between two days, counted from any day on; none where one of them is not known, which is 0.
func Apart(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	return max(a-b, b-a)
}
