package page

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// headBytes is how far into a page its charset is looked for.
const headBytes = 16 << 10

// decode makes UTF-8 of a page. What is valid UTF-8 is so, whatever the page or the server says; of what is not, the byte
// order mark, the server's and the page's word count in this order, and Windows-1252 is what is left.
func decode(src []byte, contentType string) []byte {
	src, marked := bytes.CutPrefix(src, []byte("\xef\xbb\xbf"))
	switch valid := utf8.Valid(src); {
	case valid && (marked || bytes.IndexByte(src, 0x1b) < 0): // an escape may be ISO-2022's
		return src
	case marked:
		return bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	e, name, sure := charset.DetermineEncoding(src[:min(len(src), 1024)], contentType)
	if !sure {
		if said, label := saidCharset(src); said != nil {
			e, name = said, label
		}
	}
	if name != "utf-16le" && name != "utf-16be" && mostlyUTF8(src) {
		return bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	if name == "utf-8" { // it is not
		e = charmap.Windows1252
	}
	out, err := e.NewDecoder().Bytes(src)
	if err != nil {
		return bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	return bytes.TrimPrefix(out, []byte("\xef\xbb\xbf"))
}

// saidCharset finds a charset that the page names deeper in its head than the HTML standard looks. UTF-8 it is not, so a
// script's charset="utf-8" does not count.
func saidCharset(src []byte) (encoding.Encoding, string) {
	head := bytes.ToLower(src[:min(len(src), headBytes)])
	for {
		_, after, ok := bytes.Cut(head, []byte("charset="))
		if !ok {
			return nil, ""
		}
		head = after
		label := bytes.TrimLeft(after[:min(len(after), 40)], "\"' ")
		if j := bytes.IndexAny(label, "\"' />;"); j >= 0 {
			label = label[:j]
		}
		if e, name := charset.Lookup(string(label)); e != nil && name != "utf-8" {
			return e, name
		}
	}
}

// mostlyUTF8 tells a page in UTF-8 with a few broken characters from one in another charset.
func mostlyUTF8(src []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(src); {
		if src[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 10*bad
}
