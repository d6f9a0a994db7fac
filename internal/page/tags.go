package page

// tag is what an element does to the layout.
type tag uint8

const (
	tagInline tag = iota // does not part text
	tagBlock
	tagP
	tagH
	tagLi
	tagQuote
	tagFigure
	tagCaption
	tagPre
	tagTable
	tagCell
	tagList
	tagNav
	tagFooter
	tagAside
	tagButton
	tagMain
	tagArticle
	tagSection
	tagBR
	tagHR
	tagA
	tagTime
	tagBold
	tagSpan // inline with names worth reading
	tagImg
	tagSkip // nothing in it is text of the page
	tagMeta
	tagLink
	tagTitle
	tagScript
	tagHTML
)

// tags says of each element what it does; one that is not here does not part text.
var tags = map[string]tag{
	"address": tagBlock, "center": tagBlock, "details": tagBlock, "dialog": tagBlock, "div": tagBlock, "dl": tagList,
	"fieldset": tagBlock, "hgroup": tagBlock, "summary": tagBlock, "header": tagBlock, "form": tagBlock, "html": tagHTML,
	"p": tagP, "h1": tagH, "h2": tagH, "h3": tagH, "h4": tagH, "h5": tagH, "h6": tagH, "li": tagLi, "dt": tagLi, "dd": tagLi,
	"blockquote": tagQuote, "figure": tagFigure, "figcaption": tagCaption, "caption": tagCaption, "pre": tagPre,
	"table": tagTable, "tr": tagBlock, "tbody": tagBlock, "thead": tagBlock, "tfoot": tagBlock, "td": tagCell, "th": tagCell,
	"ul": tagList, "ol": tagList, "menu": tagList, "nav": tagNav, "footer": tagFooter, "aside": tagAside,
	"button": tagButton, "main": tagMain, "article": tagArticle, "section": tagSection,
	"amp-img": tagImg, "img": tagImg, "br": tagBR, "hr": tagHR, "a": tagA, "time": tagTime, "b": tagBold, "strong": tagBold,
	"span": tagSpan, "em": tagSpan, "i": tagSpan, "cite": tagSpan, "small": tagSpan, "label": tagSpan, "abbr": tagSpan, "data": tagSpan,
	"script": tagScript, "style": tagSkip, "noscript": tagSkip, "template": tagSkip, "svg": tagSkip, "math": tagSkip,
	"iframe": tagSkip, "object": tagSkip, "select": tagSkip, "textarea": tagSkip, "video": tagSkip, "audio": tagSkip,
	"canvas": tagSkip, "noframes": tagSkip, "noembed": tagSkip, "map": tagSkip, "xmp": tagSkip, "datalist": tagSkip,
	"meta": tagMeta, "link": tagLink, "title": tagTitle,
}

// rawText elements are given by the tokenizer as one text; svg and the like must be skipped by counting.
var rawText = map[string]bool{
	"script": true, "style": true, "noscript": true, "iframe": true, "textarea": true, "noframes": true, "noembed": true,
	"xmp": true, "title": true,
}

// tagName gives the one copy of a known tag's name.
func tagName(b []byte) string {
	if s, ok := tagNames[string(b)]; ok {
		return s
	}
	return string(b)
}

var tagNames = func() map[string]string {
	m := make(map[string]string, len(tags))
	for s := range tags {
		m[s] = s
	}
	return m
}()
