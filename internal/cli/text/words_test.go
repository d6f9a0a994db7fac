package text

import (
	"testing"

	"readout/doc"
)

func TestSourceName(t *testing.T) {
	ref := func(s string) *string { return &s }
	he := []doc.Span{{Start: 0, End: 2}}
	tests := []struct {
		source doc.Source
		want   string
	}{
		{doc.Source{Spans: he, Name: ref("Ida Brun"), Role: ref("minister")}, "Ida Brun"},
		{doc.Source{Spans: he, Role: ref("minister")}, "the minister"},
		{doc.Source{Spans: he, Actor: ref("NOR.GOV")}, "Norway"},
		{doc.Source{Spans: he}, "He"},
		{doc.Source{Spans: []doc.Span{{Start: 8, End: 16}}, Role: ref("minister")}, "a friend"},
	}
	r := report{Document: &doc.Document{Text: "He told a friend."}}
	for _, tt := range tests {
		tt.source.Kind = "person"
		if got := r.sourceName(&doc.Attribution{Source: &tt.source}); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.source, got, tt.want)
		}
	}
}
