package coding

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const page = "<html><p>The ferry sails again from Tamble to Port Ellery.</p></html>"

func coded(t testing.TB, s, name string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "deflate":
		w, _ = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	}
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, body, encoding string
		want, fails          string
	}{
		{"plain", page, "", page, ""},
		{"gzip", coded(t, page, "gzip"), "gzip", page, ""},
		{"in capitals", coded(t, page, "gzip"), "X-GZIP", page, ""},
		{"deflate as the standard has it", coded(t, page, "zlib"), "deflate", page, ""},
		{"deflate without its header", coded(t, page, "deflate"), "deflate", page, ""},
		{"brotli", coded(t, page, "br"), "br", page, ""},
		{"zstd", coded(t, page, "zstd"), "zstd", page, ""},
		{"two", coded(t, coded(t, page, "gzip"), "br"), "gzip, br", page, ""},
		{"the header of a page stored inflated", page, "gzip", page, ""},
		{"the same, brotli", page, "br", page, ""},
		{"empty", "", "gzip", "", ""},
		{"unknown", page, "sdch", "", `is coded as "sdch", which is not known`},
		{"cut short", coded(t, page, "gzip")[:40], "gzip", "", "its gzip data is broken or cut short: unexpected EOF"},
		{"too many", page, "br, br, br, br, br", "", "is coded 5 times over"},
		{"a bomb", coded(t, strings.Repeat("x", 1e6), "br"), "br", "", "too long"},
		{"long", strings.Repeat("x", 1e4), "", "", "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Decode([]byte(c.body), c.encoding, 1000)
			if c.fails != "" {
				if err == nil || err.Error() != c.fails {
					t.Errorf("error %v, want %s", err, c.fails)
				}
				return
			}
			if err != nil || string(got) != c.want {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func TestDechunk(t *testing.T) {
	for in, want := range map[string]string{
		"5\r\n<p>on\r\n4\r\ne</p\r\n1\r\n>\r\n0\r\n\r\n": "<p>one</p>",
		"5;x=y\r\n<p>on\r\n0\r\n\r\n":                    "<p>on",
		"5\r\n<p>on\r\n9\r\ne</":                         "<p>one</",
		"<p>not in chunks</p>\n":                         "<p>not in chunks</p>\n",
		"":                                               "",
		"zz\r\nx":                                        "zz\r\nx",
	} {
		if got := string(Dechunk([]byte(in))); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, e := range []string{"gzip", "deflate", "br", "zstd"} {
		f.Add([]byte(coded(f, page, e)), e)
		f.Add([]byte(page), e)
	}
	f.Add([]byte("5\r\n<p>on\r\n"), "gzip, br")
	f.Fuzz(func(t *testing.T, body []byte, encoding string) {
		const limit = 1 << 16
		if out, err := Decode(Dechunk(body), encoding, limit); len(out) > limit || errors.Is(err, errNotCoded) {
			t.Errorf("%d bytes, %v", len(out), err)
		}
	})
}
