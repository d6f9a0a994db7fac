package sqlstore

import (
	"cmp"
	"slices"

	"readout/internal/ledger"
)

// version is one text of an address.
type version struct {
	key        ledger.Key
	number     int // from 1
	latest     bool
	seen, sent int64 // as documents have them
}

// rank gives a document its place among the versions of its address: a page seen later is newer, of those seen at once the one
// sent later, and of those sent at once the one that comes later. So the newest is the same in whatever order they come.
func (a *adder) rank(address string, p *present) error {
	all := a.byAddress[address]
	now := version{key: p.key, seen: p.seen, sent: p.sent}
	at := len(all)
	for at > 0 && compareVersions(all[at-1], now) > 0 {
		at--
	}
	now.latest = at == len(all)
	if now.latest && at > 0 && all[at-1].latest {
		all[at-1].latest = false
		if err := a.supersede(all[at-1].key); err != nil {
			return err
		}
	}
	all = slices.Insert(all, at, now)
	for i := range all {
		if all[i].number == i+1 {
			continue
		}
		all[i].number = i + 1
		if i == at {
			continue
		}
		if err := a.flush(); err != nil {
			return err
		}
		if err := a.exec("UPDATE documents SET version = ? WHERE key = ?", i+1, int64(all[i].key)); err != nil {
			return err
		}
	}
	p.version, p.latest = at+1, now.latest
	a.byAddress[address] = all
	return nil
}

func compareVersions(x, y version) int {
	return cmp.Or(cmp.Compare(x.seen, y.seen), cmp.Compare(x.sent, y.sent))
}

// supersede takes an old version out of what is searched and counted.
func (a *adder) supersede(k ledger.Key) error {
	if err := a.flush(); err != nil {
		return err
	}
	if err := a.unindex(k); err != nil {
		return err
	}
	return a.exec("UPDATE documents SET latest = 0 WHERE key = ?", int64(k))
}

// forgetVersion takes a document that is replaced out of the versions of its address.
func (a *adder) forgetVersion(address string, k ledger.Key) {
	a.byAddress[address] = slices.DeleteFunc(a.byAddress[address], func(v version) bool { return v.key == k })
}
