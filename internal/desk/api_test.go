package desk

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPI(t *testing.T) {
	d := demoDesk(t)
	id := find(t, d, "Norway now backs cod quota talks")
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"count", "GET", "/v1/count", "", 200, `"documents":19`},
		{"document", "GET", "/v1/documents/" + id, "", 200, `"schema":1`},
		{"no document", "GET", "/v1/documents/0123456789abcdef", "", 404, `"status":404`},
		{"search", "GET", "/v1/search?q=trawler&limit=1", "", 200, `"next":"`},
		{"search for records", "GET", "/v1/search?type=position&holder=PRT", "", 200, `"kind":"position"`},
		{"search for nothing", "GET", "/v1/search", "", 422, "nothing to search for"},
		{"too many at once", "GET", "/v1/search?q=cod&limit=1000000", "", 422, "limit"},
		{"facets", "GET", "/v1/facets?q=talks", "", 200, `"holders":[{"value":"NOR"`},
		{"facets of nothing", "GET", "/v1/facets", "", 422, "nothing to search for"},
		{"search of an outlet", "GET", "/v1/search?kind=position&outlet=North+Wire", "", 200, `"hits":[`},
		{"moves", "GET", "/v1/moves?holder=NOR&limit=1", "", 200, `"before":{"record":"`},
		{"sources", "GET", "/v1/sources", "", 200, `"problem":"the server answers 503"`},
		{"note", "GET", "/v1/note?title=Cod&record=" + id + "/p1&record=" + id + "/a1", "", 200, "# Cod"},
		{"note of nothing there", "GET", "/v1/note?record=" + id + "/p99", "", 404, ""},
		{"issues", "GET", "/v1/issues?holder=NOR", "", 200, `"issue":"`},
		{"stands", "GET", "/v1/stands?holder=NOR", "", 200, `"delta":"shifted"`},
		{"stands of nobody", "GET", "/v1/stands", "", 422, ""},
		{"statements want both", "GET", "/v1/statements?holder=NOR", "", 422, "issue"},
		{"dealings", "GET", "/v1/dealings?a=NOR&b=ISL", "", 200, `"quad":"`},
		{"offices", "GET", "/v1/offices?actor=NOR", "", 200, `Sigrid Brekkestad`},
		{"corrections", "GET", "/v1/corrections", "", 200, `[]`},
		{"a correction of no document", "POST", "/v1/corrections", `{"document":"0123456789abcdef","kind":"event","record":"e1","action":"wrong","before":{"id":"e1"},"by":"Ida"}`, 404, ""},
		{"a correction by nobody", "POST", "/v1/corrections", `{"document":"` + id + `","kind":"event","action":"wrong","by":""}`, 422, "by"},
		{"no JSON", "POST", "/v1/corrections", `{`, 400, ""},
		{"read", "POST", "/v1/read?name=x", "Norway supports talks with Kenya.", 200, `"holder":"NOR"`},
		{"read nothing", "POST", "/v1/read", " ", 422, ""},
		{"nothing there", "GET", "/v1/zebra", "", 404, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Host = "localhost"
			if c.method == "POST" {
				r.Header.Set("Content-Type", "application/json")
				if strings.HasPrefix(c.path, "/v1/read") {
					r.Header.Set("Content-Type", "text/plain")
				}
			}
			a := ask(d, r)
			got := body(t, a)
			if a.StatusCode != c.status || !strings.Contains(got, c.want) {
				t.Errorf("status %d, want %d; %q in %s", a.StatusCode, c.status, c.want, got)
			}
		})
	}
}

func TestETag(t *testing.T) {
	d := demoDesk(t)
	tag := ask(d, get("/v1/count")).Header.Get("ETag")
	r := get("/v1/count")
	r.Header.Set("If-None-Match", tag)
	if a := ask(d, r); tag == "" || a.StatusCode != http.StatusNotModified {
		t.Errorf("tag %q, status %d", tag, a.StatusCode)
	}
}

// The description of the API changes only on purpose: go test ./internal/desk -update writes it anew.
func TestOpenAPI(t *testing.T) {
	got := body(t, ask(demoDesk(t), get("/v1/openapi.json")))
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, []byte(got), "", "  "); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "openapi.json")
	if *update {
		if err := os.WriteFile(path, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), pretty.String()); diff != "" {
		t.Error(diff)
	}
}
