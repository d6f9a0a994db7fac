package page

import (
	_ "embed"
	"slices"
	"strings"

	"readout/doc"
)

// maxImages bounds the pictures of one page.
const maxImages = 200

// findImages gathers the captions that stand in the article and its head, each once.
func (s *scorer) findImages() []doc.Image {
	var out []doc.Image
	seen := map[string]bool{}
	from, to := s.captionRange()
	for i := from; i < to && len(out) < maxImages; {
		group, j := s.captionGroup(i)
		if group < 0 {
			i++
			continue
		}
		var caption, credit []string
		for k := i; k < j; k++ {
			b := &s.blocks[k]
			if s.keep[k] || b.kind == kindButton || b.words == 0 || b.kind == kindHeading && s.title == k {
				continue
			}
			t := s.str(b)
			if s.hints(b)&hintCredit != 0 && b.kind != kindCaption || likeCredit(t) {
				credit = append(credit, t)
				continue
			}
			if chrome.line[words(t)] {
				continue
			}
			t, c := s.cutCreditMark(k, t)
			caption = append(caption, t)
			if c != "" {
				credit = append(credit, c)
			}
		}
		i = j
		im := doc.Image{Caption: strings.TrimSpace(strings.Join(caption, " ")), Credit: strings.Join(credit, ", ")}
		if im.Credit == "" {
			im.Caption, im.Credit = splitCredit(im.Caption)
		}
		im.Credit = trimCredit(im.Credit)
		w := words(im.Caption)
		if im.Caption == "" || seen[w] || len(im.Caption) > 2000 {
			continue
		}
		seen[w] = true
		out = append(out, im)
	}
	return out
}

// captionRange is from the title, or a little before the text, to the text's end.
func (s *scorer) captionRange() (from, to int) {
	from, to = slices.Index(s.keep, true), s.lastKept()+1
	if from < 0 {
		return 0, 0
	}
	if s.title >= 0 && s.title < from {
		from = max(0, s.title-12)
	} else {
		from = max(0, from-15)
	}
	to = min(len(s.blocks), to+4)
	if s.bodyAt != 0 {
		to = max(to, int(s.nodes[s.bodyAt].last))
	}
	return from, to
}

// captionGroup gives the element whose blocks [i, j) make up one caption, or -1.
func (s *scorer) captionGroup(i int) (group int32, j int) {
	b := &s.blocks[i]
	h := s.hints(b)
	if h&(hintCaption|hintFigure) == 0 && b.kind != kindCaption || h&(hintRelated|hintComment|hintNav|hintFooter|hintNewsletter) != 0 || s.keep[i] {
		return -1, i + 1
	}
	if b.kind == kindCaption && h&(hintCaption|hintFigure) == 0 { // a line of plain text
		return b.node, i + 1
	}
	group = b.node
	for n := b.node; n > 0; n = s.nodes[n].parent {
		if s.nodes[n].hints&hintFigure != 0 {
			group = n
			break
		}
		if s.nodes[n].hints&(hintCaption|hintCredit) != 0 {
			group = n
		}
	}
	j = int(s.nodes[group].last)
	if j <= i {
		j = i + 1
	}
	if j-i > 6 { // a gallery: its captions one by one
		for n := b.node; n > 0; n = s.nodes[n].parent {
			if int(s.nodes[n].last)-int(s.nodes[n].first) > 6 {
				break
			}
			group, j = n, max(i+1, int(s.nodes[n].last))
		}
		if j-i > 6 {
			j = i + 1
		}
	}
	return group, j
}

// cutCreditMark takes an inline credit off the end of a caption.
func (s *scorer) cutCreditMark(i int, t string) (caption, credit string) {
	b := &s.blocks[i]
	for k := b.marks; k < len(s.marks) && s.marks[k].block <= i; k++ {
		m := &s.marks[k]
		if m.hints&hintCredit == 0 || m.start <= b.start || m.end > b.end || m.end <= m.start {
			continue
		}
		return strings.TrimSpace(string(s.text[b.start:m.start])), strings.TrimSpace(string(s.text[m.start:m.end]))
	}
	return t, ""
}

//go:embed data/captions.txt
var captionsText string

// captionWords are the wordings of captions and credits by their key in captions.txt.
var captionWords = dataLists(captionsText)

// creditBreaks part a caption from its credit.
var creditBreaks = func() []string {
	var out []string
	for _, s := range captionWords["part"] {
		out = append(out, strings.ReplaceAll(s, "_", " "))
	}
	return out
}()

func likeCredit(t string) bool {
	if len(t) > 120 {
		return false
	}
	low := strings.ToLower(t)
	for _, p := range captionWords["credit"] {
		if strings.HasPrefix(low, p) && p != "file photo:" {
			return true
		}
	}
	if len(strings.Fields(t)) <= 6 && !strings.HasSuffix(t, ".") {
		for _, p := range captionWords["agency"] {
			if strings.HasSuffix(strings.TrimRight(low, ") "), p) {
				return true
			}
		}
	}
	return false
}

// splitCredit parts "A street in Lund. Photo: Jane Roe/AP" and "... on Monday. — AFP".
func splitCredit(t string) (caption, credit string) {
	for _, sep := range creditBreaks {
		i := strings.LastIndex(t, sep)
		if i < 10 {
			continue
		}
		tail := strings.TrimSpace(t[i+len(sep):])
		plain := strings.Trim(sep, " ([")
		if len(plain) <= 3 { // a dash or stroke alone: only before something short that ends the line and begins with a capital
			before := strings.TrimRight(t[:i], " ")
			if len(strings.Fields(tail)) > 6 || tail == "" || !endsSentence([]byte(before)) && !likeCredit(tail) || strings.HasSuffix(tail, ".") && len(tail) > 12 {
				continue
			}
		} else if len(strings.Fields(tail)) > 14 {
			continue
		}
		if strings.HasPrefix(plain, "AP Photo") {
			tail = "AP Photo/" + tail
		}
		return strings.TrimSpace(t[:i]), tail
	}
	return t, ""
}

// trimCredit takes "Photo by", brackets and the like off a credit.
func trimCredit(c string) string {
	c = strings.Trim(c, " ()[]|–—-")
	low := strings.ToLower(c)
	for _, p := range captionWords["strip"] {
		if strings.HasPrefix(low, p) {
			return strings.TrimSpace(c[len(p):])
		}
	}
	return c
}
