package warc

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// record writes one record with its Content-Length.
func record(header, block string) string {
	return fmt.Sprintf("WARC/1.0\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", strings.ReplaceAll(header, "\n", "\r\n"), len(block), block)
}

const (
	info = "WARC-Type: warcinfo\nWARC-Record-ID: <urn:uuid:1>\nContent-Type: application/warc-fields\n"
	got  = "WARC-Type: response\nWARC-Record-ID: <urn:uuid:2>\nWARC-Target-URI: https://courier.example/a\nContent-Type: application/http; msgtype=response\n"
	page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: Chunked\r\n\r\n<p>body"
)

// all gives a line for each record and the error that ends the reading.
func all(archive string) []string {
	var lines []string
	r := NewReader(strings.NewReader(archive))
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return lines
		}
		if err != nil {
			return append(lines, "error: "+err.Error())
		}
		line := fmt.Sprintf("%d %s %s %s", rec.Number, rec.Type, rec.ID, rec.URI)
		if rec.Type == "response" {
			resp, err := r.Response()
			if err != nil {
				lines = append(lines, line+" error: "+err.Error())
				continue
			}
			body, err := io.ReadAll(r)
			if err != nil {
				return append(lines, line+" error: "+err.Error())
			}
			line += fmt.Sprintf(" %d %q %q %q %q", resp.Status, resp.ContentType, resp.ContentEncoding, resp.TransferEncoding, body)
		}
		lines = append(lines, line)
	}
}

func TestReader(t *testing.T) {
	whole := record(info, "software: test\r\n") + record(got, page)
	for _, c := range []struct {
		name, archive string
		want          []string
	}{
		{"empty", "", nil},
		{"blank", "\r\n\r\n", nil},
		{"two records", whole, []string{"1 warcinfo urn:uuid:1 ", `2 response urn:uuid:2 https://courier.example/a 200 "text/html; charset=utf-8" "gzip" "chunked" "<p>body"`}},
		{"WARC 1.1 with other line ends and case", "WARC/1.1\nwarc-type: Response\nWARC-Target-URI: <https://x.example/>\ncontent-length: 20\n\nHTTP/1.1 404 No\n\nxy\n\n\n", []string{`1 response  https://x.example/ 404 "" "" "" "xy\n"`}},
		{"a folded header", "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\n  long\r\nContent-Length: 12\r\n\r\nHTTP/1.0 200", []string{`1 response  https://x.example/ long 200 "" "" "" ""`}},
		{"no answer", record(got, "FTP listing"), []string{"1 response urn:uuid:2 https://courier.example/a error: record 1 holds no answer of a web server"}},
		{"an answer that ends in its head", record(got, "HTTP/1.1 200 OK\r\nContent-Ty"), []string{`1 response urn:uuid:2 https://courier.example/a 200 "" "" "" ""`}},
		{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n", []string{"error: record 1 has no Content-Length"}},
		{"a negative length", "WARC/1.0\r\nContent-Length: -5\r\n\r\n", []string{"error: record 1 has no Content-Length"}},
		{"no archive", "<html>", []string{"error: record 1 does not begin with WARC/1.0 or WARC/1.1"}},
		{"a wrong length", strings.Replace(whole, "Content-Length: 16", "Content-Length: 9", 1), []string{"1 warcinfo urn:uuid:1 ", "error: record 2 does not begin with WARC/1.0 or WARC/1.1"}},
		{"cut in a block", whole[:len(whole)-8], []string{"1 warcinfo urn:uuid:1 ", `2 response urn:uuid:2 https://courier.example/a error: record 2: ends in the middle of a record`}},
		{"cut in a header", whole[:len(whole)-len(page)-40], []string{"1 warcinfo urn:uuid:1 ", "error: record 2: ends in the middle of a record"}},
		{"blanks without end", whole + strings.Repeat("\n", 5000), []string{"1 warcinfo urn:uuid:1 ", `2 response urn:uuid:2 https://courier.example/a 200 "text/html; charset=utf-8" "gzip" "chunked" "<p>body"`, "error: more than 1024 blank bytes follow record 2"}},
		{"a line without end", "WARC/1.0\r\n" + strings.Repeat("x", 1<<17), []string{"error: record 1 has a header line longer than 65536 bytes"}},
		{"lines without end", "WARC/1.0\r\n" + strings.Repeat("x: y\r\n", 1<<18), []string{"error: the header of record 1 is longer than 1048576 bytes"}},
		{"an answer's line without end", record(got, "HTTP/1.1 200 "+strings.Repeat("x", 1<<17)), []string{"1 response urn:uuid:2 https://courier.example/a error: record 1: the answer has a header line longer than 65536 bytes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, all(c.archive)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Wherever an archive is cut, the records before are read, and the cut is named unless it falls between records.
func TestCut(t *testing.T) {
	archive := record(info, "software: test\r\n") + record(got, page) + record(got, page)
	want := all(archive)
	for n := range len(archive) {
		lines := all(archive[:n])
		whole := 0
		for whole < len(lines) && whole < len(want) && lines[whole] == want[whole] {
			whole++
		}
		for _, rest := range lines[whole:] {
			if !strings.Contains(rest, "error: ") {
				t.Fatalf("cut at %d: %q", n, lines)
			}
		}
	}
}

func FuzzReader(f *testing.F) {
	whole := record(info, "software: test\r\n") + record(got, page)
	for _, s := range []string{whole, whole[:100], "WARC/1.1\n\n", record(got, "HTTP/1.1 200"), "WARC/1.0\r\nContent-Length: 9223372036854775807\r\n\r\nx"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := NewReader(strings.NewReader(string(b)))
		for {
			rec, err := r.Next()
			if err != nil {
				if _, again := r.Next(); errors.Is(err, io.EOF) && again != io.EOF {
					t.Errorf("after the end: %v", again)
				}
				return
			}
			if _, err := r.Response(); err == nil {
				body, err := io.ReadAll(r)
				if err == nil && int64(len(body)) > rec.Length {
					t.Errorf("%d bytes of %d", len(body), rec.Length)
				}
			}
		}
	})
}
