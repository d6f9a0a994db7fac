package desk

import (
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/ledger/alert"
)

// A note of two ticked records, as Word opens it and in Markdown.
func TestNote(t *testing.T) {
	d := demoDesk(t, hostile())
	shift := find(t, d, "Norway now backs cod quota talks")
	at := "/selection?" + url.Values{"title": {"Cod & quotas"}, "record": {shift + "/p1", shift + "/a1", shift + "/p1"}}.Encode()
	if page := body(t, ask(d, get(at))); !strings.Contains(page, "2 records for a note") {
		t.Errorf("the selection: %s", page)
	}
	for _, form := range []string{"html", "markdown"} {
		r := ask(d, get(at+"&form="+form))
		got := strings.ReplaceAll(body(t, r), shift, "DOCUMENT")
		if !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s would be shown and not saved", form)
		}
		path := filepath.Join("testdata", "note."+form)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", form, diff)
		}
	}
	bad := find(t, d, "said cmd")
	if note := body(t, ask(d, get("/selection?form=html&record="+bad+"/p1"))); strings.Contains(note, "<script") || !strings.Contains(note, "&lt;script&gt;") {
		t.Errorf("hostile words in a note: %s", note)
	}
	if r := ask(d, get("/selection?record="+shift+"/p99")); r.StatusCode != 404 {
		t.Errorf("a record that is not there: status %d", r.StatusCode)
	}
	if r := ask(d, get("/selection?"+strings.Repeat("record=x&", maxTicked+1))); r.StatusCode != 400 {
		t.Errorf("too many: status %d", r.StatusCode)
	}
}

// A search is kept as a rule for alerts, where the desk may.
func TestKeepsAlerts(t *testing.T) {
	d := demoDesk(t)
	var kept []alert.Rule
	c := d.Config
	c.Alerts = func(r alert.Rule) error { kept = append(kept, r); return nil }
	may := newDesk(t, c)
	send := func(d *Desk, v url.Values) (int, string) {
		r := httptest.NewRequest("POST", "/alerts", strings.NewReader(v.Encode()))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		a := ask(d, r)
		return a.StatusCode, body(t, a)
	}
	if page := body(t, ask(may, get("/search?holder=NOR"))); !strings.Contains(page, `action="/alerts"`) {
		t.Error("a search cannot be kept")
	}
	status, page := send(may, url.Values{"holder": {"nor"}, "issue": {"talks:ISL+NOR"}, "name": {"cod"}})
	if diff := cmp.Diff([]alert.Rule{{Name: "cod", Holder: "NOR", Issue: "talks:ISL+NOR"}}, kept); status != 200 || diff != "" || !strings.Contains(page, "The alert is kept") {
		t.Errorf("status %d: %s", status, diff)
	}
	if status, _ := send(may, url.Values{"actor": {"NOR"}, "with": {"ISL"}, "type": {"ASSAULT"}, "name": {"x"}}); status != 200 || len(kept) != 2 || kept[1].Types[0] != "ASSAULT" {
		t.Errorf("status %d: %+v", status, kept)
	}
	if status, _ := send(may, url.Values{"q": {"cod"}, "name": {"x"}}); status != 422 {
		t.Errorf("words alone: status %d", status)
	}
	if status, _ := send(d, url.Values{"holder": {"NOR"}, "name": {"x"}}); status != 404 && status != 405 {
		t.Errorf("a desk that may not: status %d", status)
	}
}
