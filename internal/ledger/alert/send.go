package alert

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// The headers of a webhook's requests. The signature is the HMAC-SHA256, in hex, of the time, a full stop and the body.
const (
	TimeHeader      = "X-Readout-Timestamp"
	SignatureHeader = "X-Readout-Signature"
)

const (
	requestTime = 10 * time.Second
	commandTime = time.Minute
	pauseMost   = time.Minute
)

// firstPause is between the first two attempts; each pause after is twice as long. Tests shorten it.
var firstPause = time.Second

func (w *Webhook) name() string { return "webhook " + w.URL }

// tell posts alerts one by one.
func (w *Webhook) tell(ctx context.Context, alerts []Alert) error {
	client := &http.Client{Timeout: requestTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for i := range alerts {
		body, err := json.Marshal(&alerts[i])
		if err != nil {
			return err
		}
		if err := w.send(ctx, client, body); err != nil {
			return fmt.Errorf("webhook %s: %w", w.URL, err)
		}
	}
	return nil
}

// send tries until the alert is taken, refused, or the attempts are used up.
func (w *Webhook) send(ctx context.Context, client *http.Client, body []byte) (err error) {
	pause := firstPause
	for n := 1; ; n++ {
		var again bool
		var wait time.Duration
		if again, wait, err = w.post(ctx, client, body); err == nil || !again {
			return err
		}
		if n == w.Attempts {
			return fmt.Errorf("%d attempts: %w", n, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(max(pause, wait), pauseMost)):
		}
		pause *= 2
	}
}

func (w *Webhook) post(ctx context.Context, client *http.Client, body []byte) (again bool, wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return false, 0, err
	}
	at := strconv.FormatInt(time.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "readout")
	req.Header.Set(TimeHeader, at)
	req.Header.Set(SignatureHeader, Sign(w.secret, at, body))
	res, err := client.Do(req)
	if err != nil {
		return true, 0, err
	}
	defer res.Body.Close()
	_, _ = io.CopyN(io.Discard, res.Body, 64<<10) // so that the connection can be used again
	switch {
	case res.StatusCode < 300:
		return false, 0, nil
	case res.StatusCode == http.StatusTooManyRequests, res.StatusCode == http.StatusRequestTimeout, res.StatusCode >= 500:
		seconds, _ := strconv.Atoi(res.Header.Get("Retry-After"))
		return true, time.Duration(seconds) * time.Second, fmt.Errorf("it answers %s", res.Status)
	}
	return false, 0, fmt.Errorf("it answers %s", res.Status)
}

// Sign makes the signature of a request's body.
func Sign(secret []byte, at string, body []byte) string {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(at))
	m.Write([]byte{'.'})
	m.Write(body)
	return "sha256=" + hex.EncodeToString(m.Sum(nil))
}

func (c *Command) name() string { return "command " + strings.Join(c.Run, " ") }

// tell runs the program once for each alert. No shell is between.
func (c *Command) tell(ctx context.Context, alerts []Alert) error {
	for i := range alerts {
		body, err := json.Marshal(&alerts[i])
		if err != nil {
			return err
		}
		limited, cancel := context.WithTimeout(ctx, commandTime)
		cmd := exec.CommandContext(limited, c.Run[0], c.Run[1:]...)
		cmd.Stdin = bytes.NewReader(append(body, '\n'))
		cmd.WaitDelay = time.Second
		out, err := cmd.CombinedOutput()
		cancel()
		if err != nil {
			return fmt.Errorf("command %s: %w: %.200s", c.Run[0], err, bytes.TrimSpace(out))
		}
	}
	return nil
}
