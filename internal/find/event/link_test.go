package event_test

import "testing"

// TestLink reads pages of 14 March 2024 with links to other stories among their sentences.
func TestLink(t *testing.T) {
	countEvents(t, filler, map[string]int{
		"READ MORE: Norway accuses Kenya of spying\n\nThe talks began.":                            0,
		"Related: Norway accuses Kenya of spying.":                                                 0,
		"Norway accused Kenya of spying.":                                                          1,
		"Norway has expelled the Kenyan envoy. (27.12.2023)":                                       0,
		"Norway has expelled the Kenyan envoy. (07.03.2024)":                                       1,
		"Norway has expelled the Kenyan envoy. The hall was full. (27.12.2023)":                    1,
		"Norway has expelled the Kenyan envoy. (27.12.2023) It rained.":                            0,
		"It rained.\n\n(26.12.2023)\n\nNorway accused Kenya. The hall was full.\n\n(27.12.2023)":   0,
		"It rained. (26.12.2023) Norway accused Kenya. (27.12.2023) The talks began.":              0,
		"It rained. (06.03.2024) Norway accused Kenya. The hall was full. (27.12.2023) It rained.": 0,
		"Norway has expelled the Kenyan envoy. (31.31.2023)":                                       1,
		"Related companies rose. Norway accused Kenya of spying on Thursday, officials say":        1,
		"\"It is hard,\" he said.- READ MORE: Norway accuses Kenya of spying":                      0,
	})
}
