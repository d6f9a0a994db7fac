//go:build unix

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/internal/ledger/postgres/pgtest"
	"readout/internal/stream/nats"
)

// courier is a corpus of reports over a year: holders repeat, qualify and turn round what they say, and other outlets carry the
// reports later, with another beginning or end.
func courier(n int) []string {
	random := rand.New(rand.NewPCG(3, 4))
	countries := []string{"Norway", "Sweden", "Iceland", "Portugal"}
	says := []string{
		"%s supports talks between Iceland and Portugal on the cod quota", "%s opposes talks between Iceland and Portugal on the cod quota",
		"%s supports a ceasefire between Norway and Sweden", "%s rejected a ceasefire between Norway and Sweden",
	}
	var lines []string
	for i := 0; len(lines) < n; i++ {
		day := i * 365 / n
		who := countries[random.IntN(len(countries))]
		said := fmt.Sprintf(says[random.IntN(len(says))], who)
		text := fmt.Sprintf("OSLO (HNA) - %s said on Monday. Minister %c. Berg of %s met the envoy of Sweden in hall number %d of Vossvik. The %d guests of the evening praised the %x lamps of the harbour, the port office said. The ferry %d sails again on day %d after %d weeks in the dock of %x.",
			said, 'A'+rune(random.IntN(20)), who, i, i*7+3, i*i+77, i, day, i%9+2, i*i*i+13)
		for copies := range 1 + random.IntN(3) {
			t := text
			switch copies {
			case 1:
				t = "VOSSVIK, by our own reporters. " + t
			case 2:
				t += fmt.Sprintf(" The Herald of Holm adds that it rained on %d roofs.", i)
			}
			when := day + copies
			if copies == 1 && i%3 == 0 { // a page is changed a while later
				changed, err := json.Marshal(map[string]string{"id": fmt.Sprintf("r%d-0 changed", i), "text": text + " A first account of this was wrong.", "title": "Ferry " + fmt.Sprint(i),
					"date": dateAt(day + 5), "url": fmt.Sprintf("https://outlet0.example/r%d-0", i)})
				if err != nil {
					panic(err)
				}
				lines = append(lines, string(changed))
			}
			date := dateAt(when)
			id := fmt.Sprintf("r%d-%d", i, copies)
			b, err := json.Marshal(map[string]string{"id": id, "text": t, "title": "Ferry " + fmt.Sprint(i), "date": date, "url": "https://outlet" + fmt.Sprint(copies) + ".example/" + id})
			if err != nil {
				panic(err)
			}
			lines = append(lines, string(b))
		}
	}
	slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(dateOf(a), dateOf(b)) })
	return lines
}

func dateAt(day int) string { return fmt.Sprintf("2024-%02d-%02d", 1+day/31%12, 1+day%31%28) }

func dateOf(line string) string {
	_, after, _ := strings.Cut(line, `"date":"`)
	return after[:10]
}

func written(t *testing.T, name string, lines []string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

var addedAt = regexp.MustCompile(`"added":"[^"]*"`)

// told is what a ledger has to say, in full, without the time of adding.
func told(t *testing.T, readout, ledger string) map[string]string {
	t.Helper()
	all := map[string]string{}
	ask := func(args ...string) {
		var stderr strings.Builder
		cmd := exec.Command(readout, append(args, "--ledger", ledger)...)
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%q: %v: %s", args, err, stderr.String())
		}
		all[strings.Join(args, " ")] = addedAt.ReplaceAllString(string(out), "")
	}
	for _, what := range []string{"documents", "attributions", "events", "positions", "engagements", "warnings"} {
		ask("export", "--what", what)
	}
	for _, who := range []string{"NOR", "SWE", "ISL", "PRT"} {
		ask("timeline", "--holder", who, "--limit", "100", "--format", "json")
	}
	ask("timeline", "--between", "NOR,SWE", "--format", "json")
	return all
}

// Two workers that read in any order and beside each other make the ledger that one machine makes, reading in the order of days:
// the same stories, the same statements with the same deltas, the same records.
func TestWorkInAnyOrder(t *testing.T) {
	n := 300
	if testing.Short() {
		n = 100
	}
	readout, lines := program(t), courier(n)
	inOrder := written(t, "order.jsonl", lines)
	alone := filepath.Join(t.TempDir(), "alone.db")
	if out, err := exec.Command(readout, "add", inOrder, "--workers", "1", "--ledger", alone).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := told(t, readout, alone)
	// The test shows something only where there are copies to fold and shifts to tell.
	stories := map[string]bool{}
	for _, m := range regexp.MustCompile(`"story":"[^"]*"`).FindAllString(want["export --what documents"], -1) {
		stories[m] = true
	}
	if len(stories) > n*3/4 || !strings.Contains(want["timeline --holder NOR --limit 100 --format json"], "shifted") {
		t.Errorf("%d documents have %d stories, or nothing shifts", n, len(stories))
	}
	mixed := slices.Clone(lines)
	rand.New(rand.NewPCG(5, 6)).Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
	corpus := written(t, "mixed.jsonl", mixed)
	for name, ledger := range map[string]func(testing.TB) string{
		"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "many.db") },
		"postgres": pgtest.Database,
	} {
		t.Run(name, func(t *testing.T) {
			ledger := ledger(t)
			server, err := nats.Serve(t.TempDir(), "127.0.0.1", 0, false)
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			stream := "--stream=" + server.ClientURL()
			if out, err := exec.Command(readout, "send", "--batch", "7", stream, corpus).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			var workers [2]*exec.Cmd
			var said [2]strings.Builder
			for i := range workers {
				workers[i] = exec.Command(readout, "work", "--once", "--workers", "2", stream, "--ledger", ledger)
				workers[i].Stderr = &said[i]
				if err := workers[i].Start(); err != nil {
					t.Fatal(err)
				}
			}
			for i, w := range workers {
				if err := w.Wait(); err != nil {
					t.Fatalf("%v: %s", err, said[i].String())
				}
			}
			got := told(t, readout, ledger)
			for what := range want {
				if got[what] != want[what] {
					t.Errorf("%s is another:\n%s", what, firstDifference(want[what], got[what]))
				}
			}
		})
	}
}

// Who waits for room on a full stream and is told to end says what was sent, and that it can go on.
func TestSendIsCutShort(t *testing.T) {
	readout := program(t)
	server, err := nats.Serve(t.TempDir(), "127.0.0.1", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var said strings.Builder
	send := exec.Command(readout, "send", "--batch", "1", "--max-size", "20KB", "--stream", server.ClientURL(), written(t, "c.jsonl", courier(200)))
	send.Stderr = &said
	if err := send.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	s, err := nats.Open(ctx, nats.Config{Server: server})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for last := int64(-1); ; time.Sleep(time.Second) { // until no more are sent
		st, err := s.Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if st.Sent > 0 && st.Sent == last {
			break
		}
		last = st.Sent
	}
	if err := send.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := send.Wait(); err == nil || send.ProcessState.ExitCode() != 1 {
		t.Errorf("ended with %v", err)
	}
	if !regexp.MustCompile(`^readout: \d+ documents sent in \d+ batches: interrupted; what was sent is on the stream: run again to send the rest\n$`).MatchString(said.String()) {
		t.Errorf("says %q", said.String())
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	different := 0
	first := ""
	for i := range max(len(w), len(g)) {
		a, b := "", ""
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			if different++; different == 1 {
				first = fmt.Sprintf("line %d\n-%.600s\n+%.600s", i+1, a, b)
			}
		}
	}
	return fmt.Sprintf("%d of %d lines; %s", different, max(len(w), len(g)), first)
}
