package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

const (
	maxRobots = 500 << 10 // bytes of a robots.txt that are read, as RFC 9309 asks at least
	maxRule   = 2 << 10   // bytes of a rule; longer ones are passed over
	maxDelay  = time.Minute
)

// Robots is what a robots.txt (RFC 9309) tells one crawler.
type Robots struct {
	Delay    time.Duration // between requests, 0 where it is not said; no more than a minute
	Sitemaps []string      // as they are written

	rules []rule
}

type rule struct {
	allow   bool
	pattern string // normalised; "*" stands for anything
	end     bool   // the address must end with it
}

// ParseRobots reads a robots.txt for the crawler of that product name, such as "readout". It takes whatever it can read.
func ParseRobots(body []byte, product string) *Robots {
	var own, others Robots // what is said to us by name, and to all
	named := false         // whether we are
	var to []*Robots       // whom the group speaks to
	inNames := false       // whether its names are not over yet
	r := &Robots{}
	body = bytes.TrimPrefix(body[:min(len(body), maxRobots)], []byte("\ufeff"))
	for line := range bytes.FieldsFuncSeq(body, func(c rune) bool { return c == '\n' || c == '\r' }) {
		line, _, _ = bytes.Cut(line, []byte("#"))
		k, v, ok := bytes.Cut(line, []byte(":"))
		if !ok {
			continue
		}
		value := string(bytes.TrimSpace(v))
		switch key := strings.ToLower(string(bytes.TrimSpace(k))); key {
		case "user-agent":
			if !inNames {
				to = to[:0]
			}
			inNames = true
			switch name, _, _ := strings.Cut(value, "/"); {
			case strings.EqualFold(strings.TrimSpace(name), product):
				named = true
				to = append(to, &own)
			case value == "*":
				to = append(to, &others)
			}
		case "allow", "disallow":
			inNames = false
			if value == "" || len(value) > maxRule {
				continue
			}
			ru := newRule(value, key == "allow")
			for _, t := range to {
				t.rules = append(t.rules, ru)
			}
		case "crawl-delay": // no part of the standard, but servers mean it
			inNames = false
			if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
				for _, t := range to {
					t.Delay = time.Duration(min(s, maxDelay.Seconds()) * float64(time.Second))
				}
			}
		case "sitemap":
			if len(r.Sitemaps) < 100 {
				r.Sitemaps = append(r.Sitemaps, value)
			}
		}
	}
	if !named {
		own = others
	}
	r.rules, r.Delay = own.rules, own.Delay
	return r
}

func newRule(value string, allow bool) rule {
	pattern, end := strings.CutSuffix(value, "$")
	return rule{allow, normal(pattern, false), end}
}

// Allowed says whether an address may be read; path is its path and query as they stand in it. The longest rule that fits
// counts, and of two of a length the one that allows.
func (r *Robots) Allowed(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = normal(path, true)
	allowed, longest := true, -1
	for _, ru := range r.rules {
		n := len(ru.pattern)
		if (n > longest || n == longest && ru.allow) && ru.fits(path) {
			allowed, longest = ru.allow, n
		}
	}
	return allowed
}

func (ru *rule) fits(path string) bool {
	p, s := 0, 0
	star, from := -1, 0 // behind the last star, and where what it stands for ends so far
	for s < len(path) {
		switch {
		case p == len(ru.pattern) && !ru.end:
			return true
		case p < len(ru.pattern) && ru.pattern[p] == '*':
			p++
			star, from = p, s
		case p < len(ru.pattern) && ru.pattern[p] == path[s]:
			p++
			s++
		case star >= 0:
			from++
			p, s = star, from
		default:
			return false
		}
	}
	return strings.Trim(ru.pattern[p:], "*") == ""
}

// normal writes an address so that equal ones are equal byte by byte: what needs no escape has none, what needs one has it.
// In a path a star and a dollar mean themselves.
func normal(s string, path bool) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		escaped := false
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, escaped = byte(n), true
				i += 2
			}
		}
		plain := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
		special := c == '%' || path && (c == '*' || c == '$') // a % that begins no escape needs one, lest it begin one later
		if plain || !escaped && !special && c > ' ' && c < 0x7f {
			b.WriteByte(c)
			continue
		}
		const hex = "0123456789ABCDEF"
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}
