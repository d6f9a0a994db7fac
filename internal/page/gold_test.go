package page

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/internal/know"
)

// sharedRoot is the folder of the shared gold sets, whether it is there or not.
func sharedRoot() string {
	if root := os.Getenv("READOUT_SHARED"); root != "" {
		return root
	}
	return "../../../shared"
}

// sharedFile reads a file of the shared gold sets, or skips.
func sharedFile(t *testing.T, name ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(sharedRoot(), filepath.Join(name...)))
	if err != nil {
		t.Skipf("NOT RUN: the shared gold sets are not here (set READOUT_SHARED to their folder): %v", err)
	}
	return b
}

// Datelines read off the gold bodies of real pages: all that are there, and no other.
func TestDatelinesOfGoldBodies(t *testing.T) {
	var bodies map[string]struct {
		ArticleBody string `json:"articleBody"`
	}
	var want map[string]*string
	mustUnmarshal(t, sharedFile(t, "data", "pages", "dev", "ground-truth.json"), &bodies)
	mustUnmarshal(t, sharedFile(t, "data", "pages", "dev", "datelines.json"), &want)
	for id, b := range bodies {
		got, gold := "", ""
		if dl, _ := dateline(b.ArticleBody, "", know.LoadPlaces()); dl != nil {
			got = dl.Place
		}
		if want[id] != nil {
			gold = *want[id]
		}
		if got != gold {
			t.Errorf("%.8s: got %q, want %q", id, got, gold)
		}
	}
}

// Turns of the gold transcripts, and none in the articles and releases beside them.
func TestTurnsOfGold(t *testing.T) {
	texts := make(map[string]string)
	for line := range bytes.Lines(sharedFile(t, "data", "speakers", "dev.corpus.jsonl")) {
		var d struct{ ID, Text string }
		mustUnmarshal(t, line, &d)
		texts[d.ID] = d.Text
	}
	right, wanted, found, roles := 0, 0, 0, 0
	for line := range bytes.Lines(sharedFile(t, "data", "speakers", "dev.gold.jsonl")) {
		var gold struct {
			ID    string
			Turns []struct {
				Label string
				Role  []string
				Span  [2]int // in code points
			}
		}
		mustUnmarshal(t, line, &gold)
		text := []rune(texts[gold.ID])
		got := make(map[string]string) // role by the turn's text
		for _, x := range findTurns(texts[gold.ID]) {
			got[texts[gold.ID][x.Span.Start:x.Span.End]] = x.Role
			found++
		}
		for _, x := range gold.Turns {
			wanted++
			role, ok := got[string(text[x.Span[0]:x.Span[1]])]
			if !ok {
				t.Logf("%s: no turn %q", gold.ID, string(text[x.Span[0]:min(x.Span[0]+60, x.Span[1])]))
				continue
			}
			right++
			if strings.Contains(strings.Join(x.Role, " "), role) {
				roles++
			}
		}
	}
	t.Logf("%d of %d turns right, %d found, %d roles right", right, wanted, found, roles)
	if f1 := 2 * float64(right) / float64(wanted+found); f1 < 0.98 || float64(roles) < 0.95*float64(right) {
		t.Errorf("turns F1 %.3f, want .98; %d of %d roles", f1, roles, right)
	}
}

func mustUnmarshal(t *testing.T, data []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(err)
	}
}
