package know

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync"
)

// texts are the embedded files that are not among the actors, in an order that stays.
func texts() []string {
	return []string{
		modifiersFile, closedFile, portfoliosFile, thingsFile, pressFile, surnamesFile, sectorsFile, cuesFile, stancesFile, framesFile, engagementsFile,
		warningsFile, eventsFile, statusFile, citiesText, countriesText, regionsText, aliasesText,
	}
}

var embeddedHash = sync.OnceValue(func() string { return Hash() })

// Hash tells dictionaries apart: SHA-256 in hexadecimal over all embedded files and those given, in their order.
func Hash(more ...Dictionary) string {
	h := sha256.New()
	for _, f := range embedded() {
		h.Write(f.Bytes)
		h.Write([]byte{0})
	}
	for _, t := range texts() {
		io.WriteString(h, t)
		h.Write([]byte{0})
	}
	for _, d := range more {
		h.Write(d.Bytes)
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// EmbeddedHash is the Hash of the embedded files alone.
func EmbeddedHash() string { return embeddedHash() }
