package token

import "strings"

// The sorts of addresses.
const (
	noAddress uint8 = iota
	mailAddress
	webAddress
	hostName
	fileName
	maybeHost // or the end of a sentence, with no space behind it: "saw it.No"
)

// markAddress looks for web and mail addresses and the names of hosts and files in the run of atoms from first on, and marks
// the atoms that make them.
func (c *Cutter) markAddress(raw string, first int) {
	run := c.atoms[first:]
	for len(run) > 0 {
		n := 0
		for n < len(run) && !fences(raw[run[n].start]) {
			n++
		}
		markPart(raw, run[:n])
		run = run[min(n+1, len(run)):]
	}
}

// markPart does it for a run that has no brackets or quotation marks in it.
func markPart(raw string, run []atom) {
	for len(run) > 0 && opens(raw[run[0].start]) {
		run = run[1:]
	}
	for len(run) > 0 && closes(raw[run[len(run)-1].start]) {
		run = run[:len(run)-1]
	}
	n := len(run)
	if n < 3 {
		return
	}
	s := raw[run[0].start:run[n-1].end]
	sort := noAddress
	at := strings.IndexByte(s, '@')
	switch {
	case strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "WWW."):
		sort = webAddress
	case at > 0 && at < len(s)-1:
		sort = mailAddress
		for k := n - 1; k >= 0; k-- { // "Legal/someone@example.org"
			if raw[run[k].start] == '/' {
				run = run[k+1:]
				break
			}
		}
	case raw[run[n-2].start] != '.':
		if dots := strings.IndexByte(s, '/'); dots > 3 && hostEnds(raw, run, dots+int(run[0].start)) {
			sort = webAddress // "example.org/news"
		}
	case strings.Contains(s, ".."):
	case n == 3 && run[n-1].hints&isNamesake != 0:
		sort = maybeHost
	case run[n-1].hints&isDomain != 0:
		sort = hostName
	case run[n-1].hints&isFile != 0:
		sort = fileName
	case n >= 5 && smallNames(raw, run):
		sort = hostName // a newsgroup
	}
	if sort == noAddress {
		return
	}
	for k := range run {
		run[k].address, run[k].inside = sort, k > 0
	}
}

// hostEnds says whether the name of a host ends before the slash at offset at.
func hostEnds(raw string, run []atom, at int) bool {
	for k := 2; k < len(run); k++ {
		if int(run[k].start) == at {
			return run[k-1].hints&isDomain != 0 && raw[run[k-2].start] == '.'
		}
	}
	return false
}

// smallNames says whether a run is small words of two letters or more with single full stops between.
func smallNames(raw string, run []atom) bool {
	for k := range run {
		if k%2 == 1 && raw[run[k].start] != '.' || k%2 == 0 && (run[k].class != lower || run[k].end-run[k].start < 2) {
			return false
		}
	}
	return len(run)%2 == 1
}

func fences(b byte) bool { return strings.IndexByte("<>\"()[]{}", b) >= 0 }

func opens(b byte) bool { return b == '\'' || b == '*' || b == '_' }

func closes(b byte) bool { return strings.IndexByte("'*_.,;:!?", b) >= 0 }
