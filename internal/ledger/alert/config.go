// Package alert tells people when the ledger learns of a shift: a holder who says something else than before, or an event
// between two actors. A mention alone is no alert.
package alert

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"readout/doc"
	"readout/internal/ledger/stand"
)

// Config is what to look for, and where to tell it.
type Config struct {
	Rules   []Rule   `toml:"rule"`
	Feed    *Feed    `toml:"feed"`
	Webhook *Webhook `toml:"webhook"`
	Command *Command `toml:"command"`
}

// Rule asks for positions, or for events where it names two actors or a type.
type Rule struct {
	Name string `toml:"name"`

	Holder string   `toml:"holder"` // who shifts; empty for anyone
	Issue  string   `toml:"issue"`  // on what: a key, or its beginning with * behind; empty for anything
	Delta  []string `toml:"delta"`  // which shifts; shifted, qualified and withdrawn unless given

	Between []string `toml:"between"` // two actors, in either direction
	Types   []string `toml:"type"`    // event types; all unless given
}

// Feed is an Atom file.
type Feed struct {
	File    string `toml:"file"`
	Title   string `toml:"title"`
	Entries int    `toml:"entries"` // how many it keeps; 100 unless given
}

// Webhook is an address that takes alerts.
type Webhook struct {
	URL       string `toml:"url"`
	SecretEnv string `toml:"secret_env"` // the environment variable with the key that signs
	Attempts  int    `toml:"attempts"`   // 5 unless given

	secret []byte
}

// Command is a program that gets each alert on its standard input.
type Command struct {
	Run []string `toml:"run"`
}

// Load reads a configuration file.
func Load(path string) (*Config, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, err := parse(string(b), os.Getenv)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

func parse(text string, getenv func(string) string) (*Config, error) {
	var c Config
	meta, err := toml.Decode(text, &c)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("%s means nothing here", unknown[0])
	}
	if len(c.Rules) == 0 {
		return nil, fmt.Errorf("it has no [[rule]]")
	}
	for i := range c.Rules {
		if err := c.Rules[i].check(); err != nil {
			return nil, fmt.Errorf("rule %d: %w", i+1, err)
		}
	}
	if c.Feed == nil && c.Webhook == nil && c.Command == nil {
		return nil, fmt.Errorf("it tells nobody: give a [feed], a [webhook] or a [command]")
	}
	if f := c.Feed; f != nil {
		if f.File == "" {
			return nil, fmt.Errorf("feed: give a file")
		}
		if f.Entries <= 0 {
			f.Entries = 100
		}
	}
	if w := c.Webhook; w != nil {
		if u, err := url.Parse(w.URL); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return nil, fmt.Errorf("webhook: %q is no address such as https://desk.example/alerts", w.URL)
		}
		if w.SecretEnv == "" {
			return nil, fmt.Errorf("webhook: name with secret_env the environment variable that holds the key")
		}
		if w.secret = []byte(getenv(w.SecretEnv)); len(w.secret) == 0 {
			return nil, fmt.Errorf("webhook: the environment variable %s holds no key", w.SecretEnv)
		}
		if w.Attempts <= 0 {
			w.Attempts = 5
		}
	}
	if c.Command != nil && len(c.Command.Run) == 0 {
		return nil, fmt.Errorf("command: give run = [\"program\", \"argument\"]")
	}
	return &c, nil
}

func (r *Rule) check() error {
	if r.Name == "" {
		return fmt.Errorf("give it a name")
	}
	if r.ofEvents() {
		if r.Holder != "" || r.Issue != "" || len(r.Delta) > 0 {
			return fmt.Errorf("between and type are for events, holder, issue and delta for positions: make two rules")
		}
		if len(r.Between) != 0 && len(r.Between) != 2 {
			return fmt.Errorf("between takes two actors, such as [\"USA\", \"PAK\"]")
		}
		for _, t := range r.Types {
			if !slices.Contains(doc.EventTypes, t) {
				return fmt.Errorf("%q is no event type: give some of %s", t, strings.Join(doc.EventTypes, ", "))
			}
		}
		return nil
	}
	if r.Holder == "" && r.Issue == "" {
		return fmt.Errorf("give a holder or an issue; or between or type for events")
	}
	if len(r.Delta) == 0 {
		r.Delta = []string{stand.Shifted, stand.Qualified, stand.Withdrawn}
	}
	for _, d := range r.Delta {
		if !slices.Contains(doc.Deltas, d) {
			return fmt.Errorf("%q is no delta: give some of %s", d, strings.Join(doc.Deltas, ", "))
		}
	}
	return nil
}

func (r *Rule) ofEvents() bool { return len(r.Between) > 0 || len(r.Types) > 0 }
