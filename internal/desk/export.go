package desk

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// list is entries that a page shows and that can be had in other forms from the same address.
type list struct {
	Title   string
	Entries []entry
	Address string // of this list, without its form
}

// Forms are the links to the list's other forms.
func (l list) Forms() []form {
	out := []form{{"Word", "html"}, {"Markdown", "markdown"}, {"CSV", "csv"}, {"JSON lines", "jsonl"}, {"Atom", "atom"}}
	for i := range out {
		out[i].Link = l.in(out[i].Link)
	}
	return out
}

// in is the address of the list in a form.
func (l list) in(form string) string {
	sep := "?"
	if strings.Contains(l.Address, "?") {
		sep = "&"
	}
	return l.Address + sep + "form=" + form
}

type form struct{ Name, Link string }

// listOf makes a list for the page of a request.
func listOf(r *http.Request, title string, entries []entry) list {
	q := r.URL.Query()
	q.Del("form")
	address := r.URL.Path
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	return list{title, entries, address}
}

// export writes a list in the form that a request asks for, and says whether it asked for one.
func (d *Desk) export(w http.ResponseWriter, r *http.Request, l list) bool {
	h := w.Header()
	switch r.FormValue("form") {
	case "":
		return false
	case "csv":
		h.Set("Content-Type", "text/csv; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="readout.csv"`)
		c := csv.NewWriter(w)
		c.Write([]string{"record", "kind", "day", "who", "code", "what", "about", "issue", "words", "title", "outlet", "address", "facts"})
		for _, e := range l.Entries {
			row := []string{e.Record, e.Kind, e.Day, e.Who, e.Code, e.What, e.About, e.Issue, e.Words, e.Title, e.Outlet, e.Address, strings.Join(e.Facts, "; ")}
			for i, cell := range row {
				row[i] = inert(cell)
			}
			c.Write(row)
		}
		c.Flush()
	case "jsonl":
		h.Set("Content-Type", "application/jsonl; charset=utf-8")
		j := json.NewEncoder(w)
		j.SetEscapeHTML(false)
		for _, e := range l.Entries {
			j.Encode(e)
		}
	case "atom":
		h.Set("Content-Type", "application/atom+xml; charset=utf-8")
		writeAtom(w, r, l)
	case "markdown":
		h.Set("Content-Type", "text/markdown; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="readout.md"`)
		writeMarkdown(w, l)
	case "html":
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="readout.html"`)
		if err := d.templates["note"].ExecuteTemplate(w, "note.html", noteOf(l)); err != nil {
			d.fail(w, r, http.StatusInternalServerError, err.Error())
		}
	default:
		d.fail(w, r, http.StatusBadRequest, "A list comes as csv, jsonl, atom, markdown or html.")
	}
	return true
}

// inert keeps a spreadsheet from taking words for a formula.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

func writeAtom(w http.ResponseWriter, r *http.Request, l list) {
	base := "http://" + r.Host
	if r.TLS != nil {
		base = "https://" + r.Host
	}
	f := atomFeed{ID: base + l.Address, Title: "Readout: " + l.Title, Updated: instant("")}
	for _, e := range l.Entries {
		x := atomEntry{ID: base + "/record/" + url.PathEscape(e.Record), Title: headline(e), Updated: instant(e.Day),
			Link: atomLink{base + e.Link()}, Summary: e.Citation()}
		f.Updated = max(f.Updated, x.Updated)
		f.Entries = append(f.Entries, x)
	}
	w.Write([]byte(xml.Header))
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	enc.Encode(f)
}

// headline is an entry in a feed's list: "Kenya conditions talks on the port".
func headline(e entry) string {
	if e.Who == "" {
		return e.Title
	}
	return strings.TrimSpace(e.Who + " · " + e.What + " " + e.About)
}

// instant is the beginning of a day, that of the epoch where there is none: a feed's times must not change from visit to visit.
func instant(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t = time.Unix(0, 0).UTC()
	}
	return t.Format(time.RFC3339)
}

// writeMarkdown writes a briefing note.
func writeMarkdown(w io.Writer, l list) {
	write := func(parts ...string) {
		for _, p := range parts {
			io.WriteString(w, p)
		}
	}
	n := noteOf(l)
	write("# ", markdown(n.Title), "\n\n")
	for _, g := range n.Groups {
		write("## ", g.Heading, "\n\n")
		for _, c := range g.Claims {
			if c.Who != "" {
				write("**", markdown(c.Who), "** ")
			}
			write(markdown(strings.TrimSpace(c.What+" "+c.About)), " [", strconv.Itoa(c.Source), "]\n\n")
			write("> ", markdown(strings.Join(strings.Fields(c.Words), " ")), "\n\n")
		}
	}
	if len(n.From) > 0 {
		write("## Sources\n\n")
	}
	for i, e := range n.From {
		var from []string
		for _, s := range []string{e.Outlet, e.Title, longDay(e.Day)} {
			if s != "" {
				from = append(from, markdown(s))
			}
		}
		write(strconv.Itoa(i+1), ". ", strings.Join(from, ", "), " <", strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(e.Address), ">\n")
	}
}

// markdown takes the meaning from marks, so that words stay words.
var markdownMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "#", `\#`, "|", `\|`, "\n", " ")

func markdown(s string) string { return markdownMarks.Replace(s) }
