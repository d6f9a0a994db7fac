package arch

import (
	"bytes"
	_ "embed"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	//go:embed layers.txt
	layersText string
	//go:embed banned.txt
	bannedText string
)

// maxLines is how long a Go file may be: longer ones hold more than one thing.
const maxLines = 800

const module = "readout"

// file is one Go file of the module.
type file struct {
	name    string // from the module's root
	pkg     string // folder from the module's root, "." for the root itself
	test    bool
	lines   int
	imports []string
}

// files reads the imports of all Go files. Modules of their own below this one are passed over.
func files(t *testing.T) []file {
	t.Helper()
	root := filepath.Join("..", "..")
	var all []file
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if e.IsDir() {
			if rel == "." {
				return nil
			}
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil || strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata" {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), rel, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		f := file{name: rel, pkg: path.Dir(rel), test: strings.HasSuffix(rel, "_test.go"), lines: bytes.Count(src, []byte("\n"))}
		for _, i := range parsed.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, p)
		}
		all = append(all, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d Go files found below %s", len(all), root)
	}
	return all
}

// matches says whether a pattern of the rules means a package.
func matches(pattern, pkg string) bool {
	if base, ok := strings.CutSuffix(pattern, "/*"); ok {
		return pkg == base || strings.HasPrefix(pkg, base+"/")
	}
	return pattern == pkg
}

func anyMatches(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, pkg) })
}

type layer struct {
	pkg string
	may []string
	why string
}

func layers(t *testing.T) []layer {
	var all []layer
	for line := range strings.Lines(layersText) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		rule, why, ok := strings.Cut(line, "|")
		pkg, may, ok2 := strings.Cut(rule, ":")
		if !ok || !ok2 {
			t.Fatalf("layers.txt: %q", line)
		}
		all = append(all, layer{strings.TrimSpace(pkg), strings.Fields(may), strings.TrimSpace(why)})
	}
	return all
}

func TestImportsRunDownward(t *testing.T) {
	all := layers(t)
	unplaced := map[string]bool{}
	for _, f := range files(t) {
		i := slices.IndexFunc(all, func(l layer) bool { return matches(l.pkg, f.pkg) })
		if i < 0 {
			if !unplaced[f.pkg] {
				t.Errorf("package %s has no place in internal/arch/layers.txt: say there what it may import, and why", f.pkg)
			}
			unplaced[f.pkg] = true
			continue
		}
		if f.test || path.Base(f.pkg) == "gen" || strings.Contains(f.pkg, "/gen/") {
			continue
		}
		for _, imported := range f.imports {
			pkg, ours := strings.CutPrefix(imported, module+"/")
			if imported == module {
				pkg, ours = ".", true
			}
			below := strings.HasPrefix(pkg, f.pkg+"/") && f.pkg != "."
			if ours && !below && !anyMatches(all[i].may, pkg) {
				t.Errorf("%s imports %s, and %s may import only %v of this module.\nWhy: %s", f.name, imported, f.pkg, all[i].may, all[i].why)
			}
		}
	}
}

func TestBannedImports(t *testing.T) {
	for line := range strings.Lines(bannedText) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		rule, why, ok := strings.Cut(line, "|")
		if !ok {
			t.Fatalf("banned.txt: %q", line)
		}
		banned, where, limited := strings.Cut(strings.TrimSpace(rule), " in ")
		for _, f := range files(t) {
			if limited && (f.test || strings.Contains(f.pkg, "/gen") || !anyMatches(strings.Fields(where), f.pkg)) {
				continue
			}
			for _, imported := range f.imports {
				if imported == banned || strings.HasPrefix(imported, banned+"/") && strings.Contains(banned, ".") {
					t.Errorf("%s imports %s, which is not wanted there.\nWhy: %s", f.name, imported, strings.TrimSpace(why))
				}
			}
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	for _, f := range files(t) {
		if f.lines > maxLines {
			t.Errorf("%s has %d lines, more than %d.\nWhy: a file that long holds more than one thing; part it by what it speaks of", f.name, f.lines, maxLines)
		}
	}
}

// The rules themselves must catch what they are for.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, pkg string
		want         bool
	}{
		{"doc", "doc", true},
		{"doc", "docs", false},
		{"internal/find/*", "internal/find/event", true},
		{"internal/find/*", "internal/find", true},
		{"internal/find/*", "internal/finder", false},
		{".", "doc", false},
	} {
		if got := matches(c.pattern, c.pkg); got != c.want {
			t.Errorf("%s means %s: %v", c.pattern, c.pkg, got)
		}
	}
	for _, l := range layers(t) {
		if l.pkg == "internal/find/*" && anyMatches(l.may, "internal/find/mention") {
			t.Error("one finder may import another")
		}
	}
}
