// Package arch holds the tests of how the house is built: which package may import which, and how long a file may be. The
// rules and their reasons stand in layers.txt and banned.txt.
package arch
