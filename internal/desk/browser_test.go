package desk

import (
	"context"
	"flag"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "a folder to save pictures of the pages to")

// browser starts Chromium. A test without one is skipped, unless READOUT_DEMAND names it.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if strings.Contains(os.Getenv("READOUT_DEMAND"), "chromium") {
			t.Fatal("there is no Chromium, and READOUT_DEMAND names it")
		}
		t.Skip("there is no Chromium here: the desk was not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, end := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(end)
	return ctx
}

// A person walks the desk: every page is shown without an error of script or policy; a record leads to its words; a file that is
// brought is read; a correction stays.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	d := demoDesk(t)
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	do := func(what string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	script := func(what, expression string) string {
		t.Helper()
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		return got
	}
	shift := find(t, d, "Norway now backs cod quota talks")
	for _, p := range []struct{ name, path string }{
		{"today", "/"}, {"issue", "/issue?key=" + issueOf(t, d)}, {"between", "/between?a=NOR&b=ISL"}, {"actor", "/actor/NOR"},
		{"person", "/person?name=Sigrid+Brekkestad"}, {"document", "/document/" + shift}, {"search", "/search?q=talks&kind=position"}, {"read", "/read"},
		{"story", "/story/" + find(t, d, "Lisbon repeats support")}, {"sources", "/sources"}, {"issues", "/issues"},
	} {
		for _, size := range []struct {
			name          string
			width, height int64
		}{{"desktop", 1280, 900}, {"phone", 390, 844}} {
			do(p.name, chromedp.EmulateViewport(size.width, size.height), chromedp.Navigate(server.URL+p.path), chromedp.WaitVisible("main h1"))
			// Nothing sticks out to the side.
			if got := script(p.name, `String(document.documentElement.scrollWidth - document.documentElement.clientWidth)`); got != "0" {
				t.Errorf("%s on a %s is %s pixels too wide", p.name, size.name, got)
			}
			// Every field has a name for those who hear the page.
			if got := script(p.name, `[...document.querySelectorAll("input:not([type=hidden]),select,textarea")].filter(e => !e.labels?.length && !e.ariaLabel).map(e => e.name).join(" ")`); got != "" {
				t.Errorf("%s: fields without a label: %s", p.name, got)
			}
			if *screenshots != "" {
				png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(*screenshots, p.name+"-"+size.name+".png"), png, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}

	if *screenshots != "" {
		dark := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
			return err
		})
		do("dark", dark, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/document/"+shift), chromedp.WaitVisible("main h1"))
		png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*screenshots, "document-dark.png"), png, 0o644); err != nil {
			t.Fatal(err)
		}
	}

	// From a record to its words.
	do("document", chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/document/"+shift), chromedp.Click(".record.position blockquote a"))
	if got := script("words", `document.querySelector(".at:target + mark")?.textContent ?? ""`); !strings.Contains(got, "Norway") {
		t.Errorf("the record leads to %q", got)
	}

	// A file that is brought.
	file := filepath.Join(t.TempDir(), "note.txt")
	if err := os.WriteFile(file, []byte("Norway supports talks with Kenya, Foreign Minister Ida Vik said on Monday.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	do("file", chromedp.Navigate(server.URL+"/read"), chromedp.SetUploadFiles("#file", []string{file}), chromedp.Click("form.drop button"), chromedp.WaitVisible(".records .record"))
	if got := script("file", `document.querySelector(".records").textContent`); !strings.Contains(got, "Ida Vik") {
		t.Errorf("the file's records: %q", got)
	}

	// A search answers while it is typed, and its list grows in place.
	do("typing", chromedp.Navigate(server.URL+"/search"), chromedp.SendKeys("input[data-live]", "talks"), chromedp.WaitVisible(".hits .story"))
	if got := script("typing", `location.search`); got != "?q=talks" {
		t.Errorf("the address of a typed search is %q", got)
	}
	do("older", chromedp.Navigate(server.URL+"/search?actor=NOR"), chromedp.Click(".hits .pager a"), chromedp.WaitVisible(".hits .record:nth-of-type(21)"))

	// What is ticked becomes a note, and a citation is copied.
	do("tick", chromedp.Click(".hits .record:nth-of-type(1) input"), chromedp.Click(".hits .record:nth-of-type(21) input"))
	if got := script("tick", `document.querySelector("#tick button").textContent`); got != "Note of 2 ticked" {
		t.Errorf("the button says %q", got)
	}
	do("cite", chromedp.Click(".hits .record:nth-of-type(1) button.small"))
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.querySelector("button.small").textContent == "Copied"`)); err != nil {
		t.Errorf("cite: %v", err)
	}
	do("note", chromedp.Click("#tick button"), chromedp.WaitVisible("main form.filter"))
	if got := script("note", `String(document.querySelectorAll("main .record").length)`); got != "2" {
		t.Errorf("the selection has %s records", got)
	}

	// The keyboard comes to the text first, then to the pages in their order.
	do("keys", chromedp.Navigate(server.URL+"/"), chromedp.KeyEvent("\t"))
	if got := script("keys", `document.activeElement.textContent`); got != "To the text" {
		t.Errorf("the first stop is %q", got)
	}

	// A correction, made with the keyboard's search key gone to the field first.
	do("correct", chromedp.Navigate(server.URL+"/document/"+shift), chromedp.Click(".record.position + details.mend summary"),
		chromedp.SetValue(".record.position + details.mend input[name=subject]", "talks about herring"),
		chromedp.SetValue(".record.position + details.mend input[name=by]", "Ida"),
		chromedp.Click(".record.position + details.mend button[value=mend]"), chromedp.WaitVisible("#corrections"))
	if got := script("correct", `document.querySelector(".records").textContent`); !strings.Contains(got, "talks about herring") {
		t.Error("the correction is not on the page")
	}
}

// issueOf is the key of the issue on which Norway shifts.
func issueOf(t *testing.T, d *Desk) string {
	t.Helper()
	k, err := d.Ledger.Document(t.Context(), find(t, d, "Norway now backs cod quota talks"))
	if err != nil || len(k.Doc.Positions) == 0 {
		t.Fatal(err, "no position")
	}
	return strings.ReplaceAll(k.Doc.Positions[0].Issue, "+", "%2B")
}
