package page

import "strings"

// dataLines yields the fields of each line of an embedded table; lines that start with # or ; are comments.
func dataLines(text string) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(text) {
			if line[0] == '#' || line[0] == ';' {
				continue
			}
			if f := strings.Fields(line); len(f) > 1 && !yield(f) {
				return
			}
		}
	}
}

// dataLists gathers the phrases of an embedded table by their key, in their order.
func dataLists(text string) map[string][]string {
	m := map[string][]string{}
	for f := range dataLines(text) {
		m[f[0]] = append(m[f[0]], strings.Join(f[1:], " "))
	}
	return m
}

// dataSets gathers the words of an embedded table in one set a key; _ is a blank. form, unless nil, gives the form in which words
// are looked up.
func dataSets(text string, form func(string) string) map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for f := range dataLines(text) {
		if m[f[0]] == nil {
			m[f[0]] = map[string]bool{}
		}
		for _, w := range f[1:] {
			w = strings.ReplaceAll(w, "_", " ")
			if form != nil {
				w = form(w)
			}
			m[f[0]][w] = true
		}
	}
	return m
}
