package work

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/source"
	"readout/internal/stream"
	"readout/internal/stream/local"
)

func TestBatchTravels(t *testing.T) {
	sent := []Document{
		{Input: "https://courier.example/1", ID: "1", Name: "a.html", URL: "https://courier.example/1", Outlet: "The Courier", ContentType: "text/html", Damage: []string{"cut"}, Bytes: []byte("<p>\xff\x00é")},
		{Input: "2", ID: "2", Name: "c.jsonl:2", Corpus: true, Text: "The ferry sails.\n\nÅrgang", Title: "Ferry", Date: "2024-05-06"},
		{Input: "https://courier.example/3", ID: "3", Name: "n.warc record 3", Archive: "2024/n.warc", Offset: 1 << 40},
	}
	m, err := Encode(sent)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(m.Data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		if len(got[i].Bytes) == 0 {
			got[i].Bytes = nil
		}
	}
	if diff := cmp.Diff(sent, got); diff != "" {
		t.Error(diff)
	}
	again, _ := Encode(sent)
	if again.ID != m.ID {
		t.Error("the same batch has another name when it is sent again")
	}
	sent[1].Text += " It sails."
	if other, _ := Encode(sent); other.ID == m.ID {
		t.Error("another batch has the same name")
	}
	if got, want := Describe(m.Data), "a.html and 2 more"; got != want {
		t.Errorf("described as %q, want %q", got, want)
	}
}

func TestItemTravels(t *testing.T) {
	it := &source.Item{ID: "1", Name: "a.html", URL: "https://courier.example/1", Outlet: "The Courier", ContentType: "text/html", Damage: []string{"cut"}, Bytes: []byte("<p>x")}
	d := NewDocument(it, "in")
	if diff := cmp.Diff(it, d.item(), cmp.AllowUnexported(source.Item{}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".load" }, cmp.Ignore())); diff != "" {
		t.Error(diff)
	}
}

// What is no batch is an error, never a panic, and takes no memory that it does not hold.
func FuzzDecode(f *testing.F) {
	m, err := Encode([]Document{{ID: "1", Bytes: []byte("x")}, {ID: "2", Text: "y"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(m.Data)
	f.Add([]byte(batchMark))
	for _, inside := range []string{"\x05{}", "\x02{}", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x0e{\"length\":-1}", "\x0e{\"length\":99}"} {
		f.Add(packer.EncodeAll([]byte(inside), []byte(batchMark)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := Decode(data)
		if (err == nil) != (len(all) > 0) {
			t.Errorf("%d documents, %v", len(all), err)
		}
		Describe(data)
	})
}

// limited is a stream with a limit of its own.
type limited struct {
	stream.Stream
	limit int
}

func (l *limited) Limit() int { return l.limit }

// Whatever the sizes, every document is sent once, in order, in messages that the server takes; what can never fit is named.
func TestSenderKeepsToTheLimit(t *testing.T) {
	const limit = 4000
	s := &limited{local.New(stream.Options{}), limit}
	var refused, tooLong []string
	send := &Sender{Stream: s, Batch: 7, Refused: func(e *TooLongError) {
		if !strings.Contains(e.Error(), "is too long for the work stream") {
			t.Error(e)
		}
		refused = append(refused, e.Name)
	}}
	random := rand.New(rand.NewPCG(1, 2))
	ctx := t.Context()
	var want []string
	for i := range 100 {
		n := random.IntN(1500)
		if i%29 == 28 || i%29 == 26 { // two of a batch
			n = 9000
		}
		text := make([]byte, n) // noise does not pack
		for k := range text {
			text[k] = byte(random.IntN(256))
		}
		d := Document{ID: fmt.Sprint(i), Name: fmt.Sprint("document ", i), Bytes: text}
		if n == 9000 {
			tooLong = append(tooLong, d.Name)
		} else {
			want = append(want, d.ID)
		}
		if err := send.Send(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	if err := send.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tooLong, refused); diff != "" || len(tooLong) == 0 {
		t.Errorf("refused, -want +got:\n%s", diff)
	}
	if send.Documents != len(want) {
		t.Errorf("%d documents sent, want %d", send.Documents, len(want))
	}
	var got []string
	for {
		ds, err := s.Take(ctx, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(ds) == 0 {
			break
		}
		for _, d := range ds {
			if len(d.Message().Data) > limit {
				t.Errorf("a message of %d bytes", len(d.Message().Data))
			}
			all, err := Decode(d.Message().Data)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range all {
				got = append(got, x.ID)
			}
			if err := d.Done(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRefer(t *testing.T) {
	it := &source.Item{ID: "1", Name: "n", Place: &source.Place{Path: "/data/news/2024/n.warc.gz", Offset: 7}}
	d, ok := Refer(it, "in", "/data/news")
	if !ok || d.Archive != "2024/n.warc.gz" || d.Offset != 7 || d.Input != "in" {
		t.Errorf("%v: %+v", ok, d)
	}
	for _, folder := range []string{"", "/data/new", "/data/news/2024/n.warc.gz/x"} {
		if d, ok := Refer(it, "in", folder); ok {
			t.Errorf("from %q: %+v", folder, d)
		}
	}
	if _, ok := Refer(&source.Item{}, "in", "/data"); ok {
		t.Error("an item without a place")
	}
}
