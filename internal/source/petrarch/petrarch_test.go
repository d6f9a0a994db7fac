package petrarch

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sentences = `<?xml version="1.0" encoding="UTF-8"?>
<Sentences>

<Sentence date = "20240309" id ="HARBOUR-17_1" source = "HNA" sentence = "True">
<Text>
Norway rejected a proposal by Iceland to freeze the catch
for two years .
</Text>
<Parse>
(ROOT (S (NP (NNP Norway)) (VP (VBD rejected))))
</Parse>
</Sentence>

<Sentence date="2024-03-10" id="HARBOUR-17_2" source="HNA" sentence="True">
<Headline>Cod &amp; quotas</Headline>
<EventCoding sourcecode="ISL" targetcode="NOR" eventcode="036"/>
<Text>Iceland agreed to talks & left.</Text>
</Sentence>
</Sentences>
`

const articles = `<Articles>
<Article date="2024-03-11T08:00:00Z" id="A1" mongoId="x" sentence="false" source="HNA"><Text>
First paragraph
goes on.

Second &nbsp; one.
</Text></Article>
<Article date="someday" id="A2"><Text/></Article>
</Articles>`

func all(t *testing.T, xml string, limit int64) ([]Story, error) {
	t.Helper()
	r := NewReader(strings.NewReader(xml), limit)
	var stories []Story
	for {
		s, err := r.Next()
		if err != nil {
			return stories, err
		}
		stories = append(stories, *s)
	}
}

func TestReader(t *testing.T) {
	one := Story{Line: 4, ID: "HARBOUR-17_1", Date: "2024-03-09", DateText: "20240309", Source: "HNA", Text: "Norway rejected a proposal by Iceland to freeze the catch for two years ."}
	two := Story{Line: 14, ID: "HARBOUR-17_2", Date: "2024-03-10", DateText: "2024-03-10", Source: "HNA", Headline: "Cod & quotas", Text: "Iceland agreed to talks & left."}
	for _, c := range []struct {
		name, xml string
		limit     int64
		want      []Story
		fails     string
	}{
		{"sentences", sentences, 1000, []Story{one, two}, "EOF"},
		{"articles", articles, 1000, []Story{
			{Line: 2, ID: "A1", Date: "2024-03-11", DateText: "2024-03-11T08:00:00Z", Source: "HNA", Text: "First paragraph goes on.\n\nSecond one."},
			{Line: 8, ID: "A2", DateText: "someday"},
		}, "EOF"},
		{"a file in Latin-1", "<?xml version='1.0' encoding='iso-8859-1'?><Sentences><Sentence id='1'><Text>M\xe9xico</Text></Sentence></Sentences>", 1000, []Story{{Line: 1, ID: "1", Text: "México"}}, "EOF"},
		{"cut short", sentences[:len(sentences)-60], 1000, []Story{one}, ErrCut.Error()},
		{"cut between stories", sentences[:strings.Index(sentences, "<Sentence date=\"2024")], 1000, []Story{one}, ErrCut.Error()},
		{"broken", strings.Replace(sentences, "</Text>\n<Parse>", "</Text>\n<Parse <", 1), 1000, nil, "is no XML any more on line 9: expected attribute name in element"},
		{"too long", sentences + strings.Repeat(" ", 9000), 500, []Story{one, two}, ErrTooLong.Error()},
		{"one too long", "<Sentences><Sentence id='1'><Text>" + strings.Repeat("x", 9000), 500, nil, ErrTooLong.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := all(t, c.xml, c.limit)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if err == nil || err.Error() != c.fails {
				t.Errorf("error %v, want %s", err, c.fails)
			}
		})
	}
}

func FuzzReader(f *testing.F) {
	for _, s := range []string{sentences, articles, sentences[:300], "<Sentences><Sentence><Sentence>", "<a></b><Article id='1'><Text><b>x</Text></Article>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := NewReader(strings.NewReader(s), 1<<12)
		for n := 0; ; n++ {
			st, err := r.Next()
			if err == io.EOF || err != nil {
				return
			}
			if st.Line < 1 || n > len(s) {
				t.Errorf("story %d: %+v", n, st)
			}
		}
	})
}
