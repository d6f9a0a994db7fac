package mention

import "readout/internal/know"

// With makes a Finder that knows these actors in place of the built-in ones.
func With(a *know.Actors) *Finder {
	f := New()
	f.actors = a
	return f
}
