package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// errPrivate means that a name stands for an address that is no public one.
var errPrivate = errors.New("is a private address")

// notPublic are networks that are not private by the word of net/netip but are no place for a page either (IANA's registries
// of special-purpose addresses).
var notPublic = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
)

var (
	nat64  = netip.MustParsePrefix("64:ff9b::/96") // an IPv4 address in the last four bytes
	sixTo4 = netip.MustParsePrefix("2002::/16")    // one in the bytes behind the first two
)

func prefixes(all ...string) []netip.Prefix {
	p := make([]netip.Prefix, len(all))
	for i, s := range all {
		p[i] = netip.MustParsePrefix(s)
	}
	return p
}

// isPublic says whether an address is one of the open internet.
func isPublic(a netip.Addr) bool {
	a = a.Unmap()
	switch {
	case a.Zone() != "":
		return false
	case nat64.Contains(a):
		b := a.As16()
		return isPublic(netip.AddrFrom4([4]byte(b[12:])))
	case sixTo4.Contains(a):
		b := a.As16()
		return isPublic(netip.AddrFrom4([4]byte(b[2:6])))
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return false
		}
	}
	return a.IsGlobalUnicast() && !a.IsPrivate()
}

// onlyPublic refuses to connect to other addresses. It looks at the address that is about to be used, behind the look-up of
// the name, so that no name and no redirect gets round it.
func onlyPublic(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	if !isPublic(a.Addr()) {
		return fmt.Errorf("%s %w", a.Addr(), errPrivate)
	}
	return nil
}
