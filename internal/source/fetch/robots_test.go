package fetch

import (
	"strings"
	"testing"
	"time"
)

// The examples of RFC 9309 and of its sections on matching.
func TestRobots(t *testing.T) {
	const groups = `User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`
	for _, c := range []struct {
		name, body, agent string
		allowed, refused  string // paths
	}{
		{"everyone", groups, "readout", "/ /publications/x /x.gif?y", "/example/ /example/x /x.gif"},
		{"a name", groups, "FooBot", "/example/page.html /example/allowed.gif /robots.txt", "/ /x /publications/"},
		{"two names for a group", groups, "bazbot", "/ /x.gif", "/example/page.html"},
		{"a group without rules", groups, "quxbot", "/ /example/ /x.gif", ""},
		{"the longest match", "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n", "foobot", "/example/page/ /example/page/x.gif /y", "/example/page/disallowed.gif"},
		{"groups of one name are joined", "user-agent: readout\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-Agent: Readout/2\nDisallow: /c", "readout", "/b", "/a /c"},
		{"equal rules allow", "User-agent: *\nDisallow: /page\nAllow: /page\n", "readout", "/page", ""},
		{"a star and an end", "User-agent: *\nDisallow: /*.htm$\nAllow: /a*.htm$", "readout", "/abc.htm /b.htm?x /", "/b.htm /b/c.htm"},
		{"case counts in paths", "User-agent: *\nDisallow: /Page", "readout", "/page", "/Page"},
		{"octets and their escapes", "User-agent: *\nDisallow: /foo/bar/ツ\nDisallow: /foo/%62%61%7A\nDisallow: /file-with-a-%2A.html\nDisallow: /q?baz=https%3A%2F%2Ffoo.bar", "readout", "/foo/bar/x /file-with-a-b.html", "/foo/bar/%E3%83%84 /foo/baz /foo/b%61z /file-with-a-*.html /q?baz=https%3A%2F%2Ffoo.bar"},
		{"a percent sign that escapes nothing", "User-agent: *\nDisallow: /100%\nDisallow: /%%333", "readout", "/%33 /3", "/100%25 /100%x /%25%33%33"},
		{"comments, blanks, odd line ends", "\ufeffUser-agent : * # all\r\r\n  DISALLOW : /x # here\nno rule\n: y\n", "readout", "/y", "/x /x/y"},
		{"rules before any name", "Disallow: /\nUser-agent: other\nDisallow: /", "readout", "/ /x", ""},
		{"an empty rule", "User-agent: *\nDisallow:", "readout", "/", ""},
		{"lines in between do not part names", "User-agent: a\nSitemap: /s.xml\nUser-agent: readout\nDisallow: /x", "readout", "/", "/x"},
		{"no robots.txt", "", "readout", "/ /x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ParseRobots([]byte(c.body), c.agent)
			for _, p := range strings.Fields(c.allowed) {
				if !r.Allowed(p) {
					t.Errorf("%s is refused", p)
				}
			}
			for _, p := range strings.Fields(c.refused) {
				if r.Allowed(p) {
					t.Errorf("%s is allowed", p)
				}
			}
		})
	}
}

func TestCrawlDelay(t *testing.T) {
	r := ParseRobots([]byte("User-agent: *\nCrawl-delay: 2.5\nSitemap: https://x.example/s.xml\nUser-agent: slow\nCrawl-delay: 9999"), "readout")
	if r.Delay != 2500*time.Millisecond || len(r.Sitemaps) != 1 {
		t.Errorf("%+v", r)
	}
	if r := ParseRobots([]byte("User-agent: *\nCrawl-delay: 9999"), "readout"); r.Delay != maxDelay {
		t.Errorf("%v", r.Delay)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*b$\nAllow: %zz%41\nCrawl-delay: NaN"), "/aXb%")
	f.Add([]byte("User-agent: readout\nDisallow: "+strings.Repeat("*a", 1000)), strings.Repeat("a", 2000))
	f.Add([]byte("User-agent: *\nDisallow: %%333"), "%%333")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		r := ParseRobots(body, "readout")
		if r.Allowed(path); r.Delay < 0 || r.Delay > maxDelay {
			t.Errorf("delay %v", r.Delay)
		}
		if n := normal(path, true); normal(n, true) != n {
			t.Errorf("%q is not normal", n)
		}
	})
}
