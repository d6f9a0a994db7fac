package doc

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

type node struct {
	Ref        string          `json:"$ref"`
	Type       any             `json:"type"`
	Const      any             `json:"const"`
	Enum       []any           `json:"enum"`
	OneOf      []node          `json:"oneOf"`
	Items      json.RawMessage `json:"items"`
	Properties map[string]node `json:"properties"`
	Required   []string        `json:"required"`
	Defs       map[string]node `json:"$defs"`
}

func schemaRoot(t *testing.T) node {
	t.Helper()
	var root node
	if err := json.Unmarshal(JSONSchema, &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// The schema and the Go types are two descriptions of one contract.
func TestSchemaAgreesWithTypes(t *testing.T) {
	root := schemaRoot(t)
	agree(t, root, root, reflect.TypeFor[Document](), "document")
}

func agree(t *testing.T, root, n node, typ reflect.Type, at string) {
	t.Helper()
	n = resolve(root, n)
	nullable := false
	if len(n.OneOf) == 2 && n.OneOf[1].Type == "null" {
		nullable, n = true, resolve(root, n.OneOf[0])
	}
	if types, ok := n.Type.([]any); ok {
		nullable, n.Type = slices.Contains(types, any("null")), types[0]
	}
	nullable = nullable || slices.Contains(n.Enum, nil)
	if pointer := typ.Kind() == reflect.Pointer; pointer != nullable {
		t.Errorf("%s: pointer in Go is %v, null in the schema is %v", at, pointer, nullable)
	}
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	want := map[reflect.Kind]string{
		reflect.String: "string", reflect.Int: "integer", reflect.Float64: "number", reflect.Slice: "array", reflect.Struct: "object",
	}[typ.Kind()]
	if typ == reflect.TypeFor[Span]() {
		want = "array"
	}
	switch got := n.Type; {
	case len(n.Enum) > 0 || n.Const != nil:
	case got != want:
		t.Errorf("%s: type %v in the schema, %s in Go", at, got, want)
	}
	switch {
	case typ == reflect.TypeFor[Span]():
	case typ.Kind() == reflect.Slice:
		var items node
		if err := json.Unmarshal(n.Items, &items); err != nil {
			t.Errorf("%s: items: %v", at, err)
		}
		agree(t, root, items, typ.Elem(), at+"[]")
	case typ.Kind() == reflect.Struct:
		var names, required []string
		for i := range typ.NumField() {
			name, option, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if name == "-" {
				continue
			}
			names = append(names, name)
			if option != "omitempty" {
				required = append(required, name)
			}
			if p, ok := n.Properties[name]; ok {
				agree(t, root, p, typ.Field(i).Type, at+"."+name)
			}
		}
		slices.Sort(names)
		if diff := cmp.Diff(names, slices.Sorted(maps.Keys(n.Properties))); diff != "" {
			t.Errorf("%s: -Go +schema:\n%s", at, diff)
		}
		if diff := cmp.Diff(required, n.Required); diff != "" {
			t.Errorf("%s: required, -Go +schema:\n%s", at, diff)
		}
	}
}

// resolve follows references; what stands beside a $ref only narrows it.
func resolve(root, n node) node {
	for n.Ref != "" {
		n = root.Defs[strings.TrimPrefix(n.Ref, "#/$defs/")]
	}
	return n
}

func TestSchemaHasTheVocabularies(t *testing.T) {
	root := schemaRoot(t)
	for _, c := range []struct {
		in, property string
		words        []string
	}{
		{"", "kind", Kinds},
		{"turn", "role", TurnRoles},
		{"attribution", "type", AttributionTypes},
		{"source", "kind", SourceKinds},
		{"event", "type", EventTypes},
		{"event", "quad", Quads},
		{"event", "status", EventStatuses},
		{"position", "stance", Stances},
		{"position", "delta", Deltas},
		{"engagement", "kind", EngagementKinds},
		{"engagement", "status", EngagementStatuses},
		{"event", "field", []string{string(InTitle), string(InDeck)}},
	} {
		n := root
		if c.in != "" {
			n = root.Defs[c.in]
		}
		var got []string
		for _, v := range n.Properties[c.property].Enum {
			if s, ok := v.(string); ok {
				got = append(got, s)
			}
		}
		if diff := cmp.Diff(c.words, got); diff != "" {
			t.Errorf("%s.%s, -Go +schema:\n%s", c.in, c.property, diff)
		}
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", v); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every golden file of this package keeps the published schema.
func TestGoldenFilesKeepTheSchema(t *testing.T) {
	s := compiled(t)
	files, _ := filepath.Glob("testdata/*.json*")
	if len(files) == 0 {
		t.Fatal("no golden files")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := compiled(t)
	for name, replace := range map[string][2]string{
		"a span of three": {`"trigger":[98,106]`, `"trigger":[98,106,107]`},
		"an unknown kind": {`"kind":"transcript"`, `"kind":"opinion"`},
		"a missing key":   {`"deck":`, `"dock":`},
		"no content":      {`"content":{"spans":[[12,33],[79,87]]}`, `"content":{"spans":[]}`},
	} {
		line := string(encoded(t, sample()))
		bad := strings.Replace(line, replace[0], replace[1], 1)
		if bad == line {
			t.Errorf("%s: the sample does not hold %s", name, replace[0])
			continue
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("%s: the schema takes it", name)
		}
	}
}
