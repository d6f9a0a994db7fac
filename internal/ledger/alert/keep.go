package alert

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// TOML writes a rule as it stands in a configuration file.
func (r *Rule) TOML() string {
	fields := map[string]any{"name": r.Name}
	for key, value := range map[string]string{"holder": r.Holder, "issue": r.Issue} {
		if value != "" {
			fields[key] = value
		}
	}
	for key, list := range map[string][]string{"delta": r.Delta, "between": r.Between, "type": r.Types} {
		if len(list) > 0 {
			fields[key] = list
		}
	}
	var b bytes.Buffer
	e := toml.NewEncoder(&b)
	e.Indent = ""
	if err := e.Encode(map[string]any{"rule": []map[string]any{fields}}); err != nil {
		panic(err) // strings can be written
	}
	return strings.TrimLeft(b.String(), "\n")
}

// Keep adds a rule to a configuration file, if it makes sense and none of that name is there.
func Keep(path string, r Rule) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	c, err := parse(string(old), os.Getenv)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, x := range c.Rules {
		if x.Name == r.Name {
			return fmt.Errorf("%s has a rule %q already: give another name", path, r.Name)
		}
	}
	text := r.TOML()
	now := strings.TrimRight(string(old), "\n") + "\n\n" + text
	if _, err := parse(now, os.Getenv); err != nil {
		return err
	}
	return replace(path, []byte(now))
}
