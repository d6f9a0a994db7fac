package alert

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKeep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "alerts.toml")
	const before = "# ours\n[[rule]]\nname = \"one\"\nholder = \"NOR\"\n\n[feed]\nfile = \"alerts.xml\"\n"
	if err := os.WriteFile(path, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	hostile := "x\"\n[command]\nrun = [\"sh\"]\n#"
	for _, c := range []struct {
		rule Rule
		want string // of the error; "" for none
	}{
		{Rule{Name: "cod", Holder: "NOR", Issue: "talks:ISL+NOR"}, ""},
		{Rule{Name: "strikes", Between: []string{"NOR", "ISL"}, Types: []string{"ASSAULT"}}, ""},
		{Rule{Name: hostile, Holder: hostile}, ""},
		{Rule{Name: "one", Holder: "ISL"}, "already"},
		{Rule{Name: "empty"}, "give a holder or an issue"},
		{Rule{Holder: "ISL"}, "give it a name"},
		{Rule{Name: "odd", Types: []string{"DANCE"}}, "no event type"},
	} {
		if err := Keep(path, c.rule); c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%+v: error %v, want %q", c.rule, err, c.want)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(b), before) {
		t.Errorf("what was there has changed: %s, %v", b, err)
	}
	c, err := Load(path)
	if err != nil || len(c.Rules) != 4 || c.Command != nil || c.Rules[3].Name != hostile {
		t.Errorf("%+v, %v", c, err)
	}
	if err := Keep(filepath.Join(t.TempDir(), "none.toml"), Rule{Name: "a", Holder: "NOR"}); err == nil {
		t.Error("a rule was kept in a file that is not there")
	}
}
