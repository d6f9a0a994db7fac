// Package demo holds pages for a first look at the desk. We wrote them: the persons, papers and happenings are invented, and the
// days lie ahead, so that nobody takes them for news.
package demo

import "embed"

// Pages are the pages, HTML files in the folder pages.
//
//go:embed pages
var Pages embed.FS
