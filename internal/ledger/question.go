package ledger

import (
	"errors"
	"fmt"
)

// questionError is a question that makes no sense, whatever the ledger holds.
type questionError struct{ text string }

func (e *questionError) Error() string { return e.text }

// Question makes an error of a question that cannot be answered.
func Question(format string, args ...any) error {
	return &questionError{fmt.Sprintf(format, args...)}
}

// Asked says whether an error is the question's fault, not the ledger's.
func Asked(err error) bool {
	var q *questionError
	return errors.As(err, &q)
}
