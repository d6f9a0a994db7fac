package know

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"sync"
)

// files are all dictionaries, each of which is embedded by those who read it too. The linker keeps equal files once.
//
//go:embed *.txt data
var files embed.FS

var embeddedHash = sync.OnceValue(func() string { return Hash() })

// Hash tells dictionaries apart: SHA-256 in hexadecimal over all embedded files, by their names, and those given, in their order.
func Hash(more ...Dictionary) string {
	h := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		b, err := files.ReadFile(path)
		h.Write([]byte(path + "\x00"))
		h.Write(b)
		h.Write([]byte{0})
		return err
	})
	if err != nil {
		panic(err) // embedded files can be read
	}
	for _, d := range more {
		h.Write(d.Bytes)
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// EmbeddedHash is the Hash of the embedded files alone.
func EmbeddedHash() string { return embeddedHash() }
