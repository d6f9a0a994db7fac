package neural

// The curves of the network's cells are read from tables, so that they are the same on every machine.

const (
	curveSteps = 256 // a unit
	curveLimit = 8   // where the curves end, either way
	curveSize  = 2 * curveLimit * curveSteps
)

var sigmoids, tanhs = curves()

func curves() (s, t [curveSize]float32) {
	for i := range s {
		x := (float64(i) + 0.5 - curveSize/2) / curveSteps
		s[i] = float32(1 / (1 + exp(-x)))
		t[i] = float32(1 - 2/(1+exp(2*x)))
	}
	return s, t
}

// exp is the exponential as a series of plain products and sums, which all machines round alike.
func exp(x float64) float64 {
	x /= 1 << 10
	sum, term := 1.0, 1.0
	for k := 1; k < 8; k++ {
		term = float64(term*x) / float64(k)
		sum += term
	}
	for range 10 {
		sum = float64(sum * sum)
	}
	return sum
}

func place(x float32) int {
	return int(min(max(float32(x*curveSteps)+curveSize/2, 0), curveSize-1))
}

// Sigmoid is the logistic function of x.
func Sigmoid(x float32) float32 { return sigmoids[place(x)] }

// Tanh is the hyperbolic tangent of x.
func Tanh(x float32) float32 { return tanhs[place(x)] }
