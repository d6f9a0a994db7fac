package score

import "math/bits"

// Twister gives the numbers that Python's random.Random(seed) gives: the Mersenne Twister MT19937 of Matsumoto and Nishimura
// (1998). Intervals of resampled documents can so be compared digit by digit with those of scripts.
type Twister struct {
	state [624]uint32
	at    int
}

// NewTwister is random.Random(seed).
func NewTwister(seed uint32) *Twister {
	t := &Twister{at: 624}
	s := &t.state
	s[0] = 19650218
	for i := 1; i < len(s); i++ {
		s[i] = 1812433253*(s[i-1]^s[i-1]>>30) + uint32(i)
	}
	i := 1
	step := func(factor, add uint32) {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*factor) + add
		if i++; i == len(s) {
			s[0], i = s[len(s)-1], 1
		}
	}
	for range len(s) {
		step(1664525, seed)
	}
	for range len(s) - 1 {
		step(1566083941, -uint32(i))
	}
	s[0] = 1 << 31
	return t
}

func (t *Twister) next() uint32 {
	s := &t.state
	if t.at == len(s) {
		t.at = 0
		for i := range s {
			y := s[i]&(1<<31) | s[(i+1)%len(s)]&(1<<31-1)
			s[i] = s[(i+397)%len(s)] ^ y>>1 ^ y&1*0x9908b0df
		}
	}
	y := s[t.at]
	t.at++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// Below is randrange(n), for n from 1 to 2^31.
func (t *Twister) Below(n int) int {
	for {
		if x := int(t.next() >> (32 - bits.Len(uint(n)))); x < n {
			return x
		}
	}
}
