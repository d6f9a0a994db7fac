package desk

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxBody is how long a request may be: a page dropped on the desk.
const maxBody = 32 << 20

// policy lets a page load what the desk itself serves and nothing else: no inline script or style, no other site, no frame.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// guard stands before all pages: it says who may ask, and tells browsers what pages may do.
func (d *Desk) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, r, http.StatusForbidden, "This change was asked for by another site, so it was not made.")
	}))
	next = origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		switch {
		case !d.hostAllowed(r.Host):
			d.fail(w, r, http.StatusMisdirectedRequest, "The desk does not answer to this name. Start it with --host to allow it.")
		case r.URL.Path == "/login" || strings.HasPrefix(r.URL.Path, "/static/") || d.knows(r):
			next.ServeHTTP(w, r)
		case strings.HasPrefix(r.URL.Path, "/v1/"):
			w.Header().Set("WWW-Authenticate", "Bearer")
			d.fail(w, r, http.StatusUnauthorized, "This desk wants a token: Authorization: Bearer TOKEN.")
		default:
			http.Redirect(w, r, "/login?to="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		}
	})
}

// hostAllowed says whether the desk answers to a Host header. Without it, a site could give its own name the address 127.0.0.1
// and read the desk in the visitor's browser.
func (d *Desk) hostAllowed(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if ip := net.ParseIP(name); ip != nil {
		return d.token != nil || ip.IsLoopback() // an address is nobody's name
	}
	if name == "localhost" {
		return true
	}
	for _, h := range d.hosts {
		if strings.EqualFold(h, name) {
			return true
		}
	}
	return false
}

const cookie = "readout-token"

// knows says whether a request brings the token, where the desk has one.
func (d *Desk) knows(r *http.Request) bool {
	if d.token == nil {
		return true
	}
	if given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return d.isToken(given)
	}
	c, err := r.Cookie(cookie)
	return err == nil && d.isToken(c.Value)
}

// isToken compares hashes, so that the time tells nothing of the length or the letters.
func (d *Desk) isToken(given string) bool {
	sum := sha256.Sum256([]byte(given))
	return subtle.ConstantTimeCompare(sum[:], d.token) == 1
}

func (d *Desk) loginPage(w http.ResponseWriter, r *http.Request) {
	d.show(w, r, http.StatusOK, "login", page{Title: "Token", Data: map[string]string{"To": own(r.FormValue("to"))}})
}

func (d *Desk) login(w http.ResponseWriter, r *http.Request) {
	to := own(r.PostFormValue("to"))
	if d.token != nil && !d.isToken(strings.TrimSpace(r.PostFormValue("token"))) {
		d.show(w, r, http.StatusUnauthorized, "login", page{Title: "Token", Data: map[string]string{"To": to, "Wrong": "This is not the token."}})
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookie, Value: strings.TrimSpace(r.PostFormValue("token")), Path: "/", HttpOnly: true, Secure: r.TLS != nil,
		SameSite: http.SameSiteStrictMode, MaxAge: int((30 * 24 * time.Hour).Seconds()),
	})
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// own is a path of this desk; anything else, which could lead to another site, becomes the first page.
func own(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}
