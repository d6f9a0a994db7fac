package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// archived are the records of an archive with three pages, one of them without an id.
func archived() []string {
	var all []string
	add := func(kind, id, uri, block string) {
		if id != "" {
			id = "WARC-Record-ID: <" + id + ">\r\n"
		}
		all = append(all, fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\n%sWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, id, uri, len(block), block))
	}
	add("warcinfo", "urn:test:info", "", "format: WARC\r\n")
	for i, id := range []string{"urn:test:1", "", "urn:test:3"} {
		uri := fmt.Sprintf("https://courier.example/%d", i)
		add("request", "urn:test:ask"+id, uri, "GET / HTTP/1.1\r\n\r\n")
		add("response", id, uri, fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>The ferry number %d sails.%s", i, strings.Repeat(" It sails.", 20_000)))
	}
	return all
}

func membersOf(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		if _, err := io.WriteString(z, p); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// What lies at the place of an item is that item.
func TestPlaces(t *testing.T) {
	all := archived()
	whole := strings.Join(all, "")
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		archive []byte
		places  int // pages that can be opened
	}{
		{"plain.warc", []byte(whole), 3},
		{"by-record.warc.gz", membersOf(t, all...), 3},
		{"with-empty-members.warc.gz", membersOf(t, append([]string{all[0], "", ""}, all[1:]...)...), 3},
		{"request-and-answer.warc.gz", membersOf(t, all[0]+all[1], all[2], all[3]+all[4], all[5], all[6]), 2},
		{"in-one.warc.gz", membersOf(t, whole), 0},
		{"one.warc.zst", z.EncodeAll([]byte(whole), nil), 0},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, c.archive, 0o644); err != nil {
			t.Fatal(err)
		}
		found, items := 0, 0
		for it, err := range Items(t.Context(), []string{path}, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			items++
			if it.Place == nil {
				continue
			}
			found++
			if err := it.Load(); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(it.Place.Path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := At(f, it.Name, it.Place.Offset, 0)
			f.Close()
			if err != nil {
				t.Errorf("%s: %v", it.Name, err)
				continue
			}
			if got.ID == "" {
				got.ID = it.ID // one without an id is numbered by whoever lists the archive
			}
			got.Place = it.Place
			if diff := cmp.Diff(it, got, cmp.AllowUnexported(Item{}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".load" }, cmp.Ignore())); diff != "" {
				t.Errorf("%s:\n%.500s", it.Name, diff)
			}
		}
		if found != c.places || items != 3 {
			t.Errorf("%s: %d of %d pages have a place, want %d of 3", c.name, found, items, c.places)
		}
	}
}

// What is not there any more is said.
func TestPlacesThatMoved(t *testing.T) {
	archive := strings.Join(archived(), "")
	for _, offset := range []int64{0, 1, int64(len(archive)), 1 << 40, -1} {
		it, err := At(strings.NewReader(archive), "a.warc record 3", offset, 0)
		if err == nil || !strings.Contains(err.Error(), "a.warc record 3: is not where it was in its archive (send the archive again)") {
			t.Errorf("offset %d: %+v, %v", offset, it, err)
		}
	}
}
