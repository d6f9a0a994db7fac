package know

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed data/events/*.txt
var eventFiles embed.FS

// eventTypes are the files of the codebook, one a PLOVER type; entries of equal detail are tried in this order.
var eventTypes = [...]string{
	"none", "idioms", "request", "reject", "threaten", "accuse", "sanction", "coerce", "assault", "protest",
	"retreat", "concede", "aid", "cooperate", "mobilize", "support", "consult", "agree",
}

// Entry is one word of the codebook with what must stand around it, and the event that it then reports.
type Entry struct {
	Rule              string   // where it stands: "assault.txt:41 bomb"
	Type, CAMEO, Mode string   // Type "NONE" is no event
	Before            []string // of a verb: the words before it that belong to it: "test", "-" of "test-fire"
	Words             []string
	Head              int  // the index in Words of the word that carries the event
	Noun              bool // a noun; otherwise Words[0] is a verb and the rest its particles
	Conditions        []Condition
	Actors            []string // slots in which the actor is sought, in order
	Recipients        []string // slots in which the recipient is sought, in order
	Needs             bool     // no event without a recipient
	Mutual            bool     // its sides act on each other
	Swap              bool     // the one who receives is the actor: who hosts a visitor
	Via               *Words   // of a noun: verbs beyond the usual ones that make its subject the actor
}

// Condition asks that something of a kind stand in a slot.
type Condition struct {
	Slot  string
	Not   bool // it must not
	Any   bool // whatever it is
	Actor bool // someone who can act
	Place bool // somewhere
	Words []*Words
	// Politician asks for a person or party who is after votes or holds an office, whose attacks are of words.
	Politician  bool
	Subjunctive bool     // a clause that says what should be: "that Oslo withdraw"
	Due         bool     // a clause that says what will or should be: "that Oslo will withdraw"
	May         bool     // a clause that says what may be: "that Oslo could lose"
	Types       []string // PLOVER types of the event that stands there
}

// Words is a set of words and phrases, found by the lemma of the word that heads them.
type Words struct {
	byHead map[string][]wordPhrase
	sieve  [4]uint64 // the bits of the heads' hashes
}

// Sifted is a hash of a lemma, by which [Words.May] tells most words that head nothing of a set.
type Sifted uint8

// Sift hashes a lemma (FNV-1a, folded).
func Sift(lemma string) Sifted {
	h := uint32(2166136261)
	for i := range len(lemma) {
		h = (h ^ uint32(lemma[i])) * 16777619
	}
	return Sifted(h ^ h>>8 ^ h>>16 ^ h>>24)
}

// May is false where no lemma of that hash heads a word or phrase of the set.
func (w *Words) May(s Sifted) bool { return w.sieve[s>>6]&(1<<(s&63)) != 0 }

type wordPhrase struct {
	words []string
	head  int
}

// Phrases gives the phrases headed by a lemma: for each its lemmas and the place of the head in them.
func (w *Words) Match(lemma string, neighbour func(offset int) string) bool {
	for _, p := range w.byHead[lemma] {
		ok := true
		for i, x := range p.words {
			if i != p.head && neighbour(i-p.head) != x {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// Heads are the lemmas that head its words and phrases, in order.
func (w *Words) Heads() []string { return slices.Sorted(maps.Keys(w.byHead)) }

func (w *Words) add(phrase string) {
	words := apart(phrase)
	p := wordPhrase{words, phraseHead(words)}
	w.byHead[words[p.head]] = append(w.byHead[words[p.head]], p)
	s := Sift(words[p.head])
	w.sieve[s>>6] |= 1 << (s & 63)
}

// apart cuts a phrase into tokens as the tokenizer does: "cease-fire" is three.
func apart(phrase string) []string { return strings.Fields(strings.ReplaceAll(phrase, "-", " - ")) }

// phraseHead is the place of the word that heads a phrase of nouns: the one before "of", otherwise the last.
func phraseHead(words []string) int {
	if n := len(words); n > 2 && words[n-2] == "-" {
		switch words[n-1] {
		case "in", "out", "off", "on", "up", "over", "down", "back", "away", "amid":
			return n - 3 // "sit-in"
		}
	}
	for i, w := range words {
		if i > 0 && words[i-1] == "-" {
			continue
		}
		if i > 0 && (w == "of" || w == "on" || w == "in" || w == "from" || w == "to" || w == "for") {
			return i - 1
		}
	}
	return len(words) - 1
}

// Effect is what a word does to the event that hangs on it.
type Effect uint8

// The effects, as status.txt names them.
const (
	NoEffect     Effect = iota
	Through             // the event is as real as the word above it: "began to"
	Planned             // "plans to"
	Hypothetical        // "would", "considered"
	Negated             // "failed to"
	Denied              // "denied that": not so, says the one who denies
	Skips               // what hangs on it is no event of its own: "urged X to"
)

var effects = map[string]Effect{
	"through": Through, "planned": Planned, "hypothetical": Hypothetical, "negated": Negated, "denied": Denied, "skips": Skips,
}

// Future is what a planned event of one type becomes when somebody says it of themselves.
type Future struct{ Type, CAMEO, Mode string }

// Events is the codebook: which words report which events, what words say of their status, and which contexts they belong to.
type Events struct {
	verbs, nouns map[string][]*Entry
	forms        map[string]string // the forms of the verbs, to their lemma
	classes      map[string]*Words
	status       map[string]map[string]Effect
	contexts     map[string]string
	futures      map[string]map[string]Future
	unlikely     map[[2]string]bool // types and the sectors that hardly ever do such a thing
	numEntries   int
}

// LoadEvents gives the codebook of the embedded files.
var LoadEvents = sync.OnceValue(func() *Events {
	e := &Events{forms: map[string]string{}, verbs: map[string][]*Entry{}, nouns: map[string][]*Entry{}, classes: map[string]*Words{},
		status: map[string]map[string]Effect{}, contexts: map[string]string{}, futures: map[string]map[string]Future{}, unlikely: map[[2]string]bool{}}
	e.readClasses()
	for _, name := range eventTypes {
		e.readType(name + ".txt")
	}
	for _, byLemma := range [...]map[string][]*Entry{e.verbs, e.nouns} {
		for _, entries := range byLemma {
			slices.SortStableFunc(entries, func(a, b *Entry) int { return b.detail() - a.detail() })
		}
	}
	eventLines("forms.txt", func(n int, line string) {
		lemma, forms, _ := strings.Cut(line, ":")
		for _, f := range list(forms, ",") {
			e.forms[f] = lemma
		}
	})
	for lemma := range e.verbs {
		inflect(lemma, func(form string, _ Form) {
			if e.forms[form] == "" || e.forms[form] > lemma && e.verbs[form] == nil {
				e.forms[form] = lemma
			}
		})
	}
	e.readStatus()
	e.readContexts()
	return e
})

// detail orders entries: the more an entry asks for, the earlier it is tried.
func (x *Entry) detail() int {
	n := 0
	if x.Type == "NONE" {
		n = 6 // what is no event is told first
	}
	n += 4 * (len(x.Words) - 1 + len(x.Before))
	for i := range x.Conditions {
		switch c := &x.Conditions[i]; {
		case c.Any:
			n += 2
		case c.Actor || c.Place || c.Politician:
			n += 3
		default:
			n += 4
		}
	}
	return n
}

func readEventFile(name string) string {
	b, err := eventFiles.ReadFile("data/events/" + name)
	if err != nil {
		panic(fmt.Sprintf("know: %v", err)) // it is embedded, so a build without it is broken
	}
	return string(b)
}

// eventLines yields the lines of a file with their numbers, without comments.
func eventLines(name string, yield func(n int, line string)) {
	n := 0
	for line := range strings.Lines(readEventFile(name)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			yield(n, line)
		}
	}
}

func badEvent(file string, n int, why string) {
	panic(fmt.Sprintf("know: data/events/%s:%d: %s", file, n, why))
}

// readClasses reads "name: word, word" lines; "@other" takes in a class named before.
func (e *Events) readClasses() {
	const file = "classes.txt"
	eventLines(file, func(n int, line string) {
		name, words, ok := strings.Cut(line, ":")
		if !ok {
			badEvent(file, n, "a class has a name, a colon and words")
		}
		c := e.classes[name]
		if c == nil {
			c = &Words{byHead: map[string][]wordPhrase{}}
			e.classes[name] = c
		}
		for _, w := range list(words, ",") {
			if other, ok := strings.CutPrefix(w, "@"); ok {
				o := e.classes[other]
				if o == nil {
					badEvent(file, n, "no class @"+other+" stands above")
				}
				for head, ps := range o.byHead {
					c.byHead[head] = append(c.byHead[head], ps...)
				}
				continue
			}
			c.add(w)
		}
	})
}

// words reads "@class" or a word.
func (e *Events) words(file string, n int, cell string) *Words {
	if name, ok := strings.CutPrefix(cell, "@"); ok {
		c := e.classes[name]
		if c == nil {
			badEvent(file, n, "no class "+cell+" in classes.txt")
		}
		return c
	}
	w := &Words{byHead: map[string][]wordPhrase{}}
	w.add(strings.ReplaceAll(cell, "_", " "))
	return w
}

// readType reads the entries of one type.
func (e *Events) readType(file string) {
	var head Entry
	eventLines(file, func(n int, line string) {
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "=":
			f := strings.Fields(rest)
			if len(f) < 2 {
				badEvent(file, n, "after = stand a type, a CAMEO code and perhaps a mode")
			}
			head = Entry{Type: f[0], CAMEO: f[1]}
			if len(f) > 2 {
				head.Mode = f[2]
			}
		case "unlikely":
			if head.Type == "" {
				badEvent(file, n, "unlikely SECTOR... stands behind the first =")
			}
			for _, sector := range strings.Fields(rest) {
				e.unlikely[[2]string{head.Type, sector}] = true
			}
		case "future":
			f := strings.Fields(rest)
			if len(f) < 4 {
				badEvent(file, n, "future TYPE as TYPE CAMEO [mode]")
			}
			if e.futures[f[2]] == nil {
				e.futures[f[2]] = map[string]Future{}
			}
			x := Future{Type: f[2], CAMEO: f[3]}
			if len(f) > 4 {
				x.Mode = f[4]
			}
			e.futures[f[2]][f[0]] = x
		case "v", "n":
			if head.Type == "" {
				badEvent(file, n, "an entry before the first =")
			}
			x := head
			x.Noun = kind == "n"
			e.readEntry(file, n, strings.Split(rest, "|"), x)
		default:
			badEvent(file, n, "a line begins with =, v, n, unlikely or future")
		}
	})
}

// readEntry reads "words | conditions | recipients | actors | verbs" for each of its words.
func (e *Events) readEntry(file string, n int, cells []string, x Entry) {
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	if len(cells) > 5 {
		badEvent(file, n, "an entry has five cells at most")
	}
	for _, c := range strings.Fields(column(cells, 1)) {
		x.Conditions = append(x.Conditions, e.condition(file, n, c))
	}
	recipients := column(cells, 2)
	if recipients == "" {
		recipients = "obj"
		if x.Noun {
			recipients = "on against of in"
		}
	}
	for _, r := range strings.Fields(recipients) {
		switch r {
		case "!":
			x.Needs = true
		case "=":
			x.Mutual = true
		case "swap":
			x.Swap = true
		case "-":
		default:
			x.Recipients = append(x.Recipients, r)
		}
	}
	x.Actors = strings.Fields(column(cells, 3))
	if len(x.Actors) == 0 {
		x.Actors = []string{"subj"}
		if x.Noun {
			x.Actors = []string{"by", "poss", "adj"}
		}
	}
	if via := column(cells, 4); via != "" {
		x.Via = &Words{byHead: map[string][]wordPhrase{}}
		for _, w := range list(via, ",") {
			x.Via.add(w)
		}
	}
	for _, words := range list(cells[0], ",") {
		y := x
		y.Words = apart(words)
		y.Rule = fmt.Sprintf("%s:%d %s", file, n, words)
		table := e.verbs
		if i := slices.Index(y.Words, "-"); i >= 0 && !y.Noun {
			i = len(y.Words) - 1 - slices.Index(reversed(y.Words), "-")
			y.Before, y.Words = y.Words[:i+1], y.Words[i+1:]
		}
		if y.Noun {
			y.Head = phraseHead(y.Words)
			table = e.nouns
		}
		lemma := y.Words[y.Head]
		table[lemma] = append(table[lemma], &y)
		e.numEntries++
	}
}

func reversed(s []string) []string {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}

// slots are what a condition can ask about; other words are prepositions.
const slots = " ing if upon behind subj obj iobj poss do that dosubj doobj mod case on in at to of for from with by against between into inside outside as over about under without through toward towards along alongside before among off near across after during "

// condition reads "slot", "slot=kind|kind", "slot!=kind", "no:slot".
func (e *Events) condition(file string, n int, cell string) Condition {
	c := Condition{}
	slot, kinds, ok := strings.Cut(cell, "=")
	if strings.HasSuffix(slot, "!") {
		slot, c.Not = slot[:len(slot)-1], true
	}
	if s, not := strings.CutPrefix(slot, "no:"); not {
		slot, c.Not = s, true
	}
	if !strings.Contains(slots, " "+slot+" ") {
		badEvent(file, n, "no slot "+cell)
	}
	c.Slot = slot
	if !ok {
		c.Any = true
		return c
	}
	for kind := range strings.SplitSeq(kinds, ",") {
		switch {
		case kind == "actor":
			c.Actor = true
		case kind == "place":
			c.Place = true
		case kind == "politician":
			c.Politician = true
		case kind == "subjunctive":
			c.Subjunctive = true
		case kind == "due":
			c.Due = true
		case kind == "may":
			c.May = true
		case kind != "" && kind == strings.ToUpper(kind) && !strings.HasPrefix(kind, "@"):
			c.Types = append(c.Types, kind)
		case kind != "":
			c.Words = append(c.Words, e.words(file, n, kind))
		}
	}
	return c
}

// readStatus reads "table effect: words".
func (e *Events) readStatus() {
	const file = "status.txt"
	eventLines(file, func(n int, line string) {
		head, words, _ := strings.Cut(line, ":")
		table, effect, _ := strings.Cut(head, " ")
		fx, ok := effects[effect]
		if !ok {
			badEvent(file, n, "no effect "+effect)
		}
		if e.status[table] == nil {
			e.status[table] = map[string]Effect{}
		}
		for _, w := range list(words, ",") {
			e.status[table][w] = fx
		}
	})
}

// readContexts reads "context: lemmas".
func (e *Events) readContexts() {
	eventLines("contexts.txt", func(n int, line string) {
		name, words, ok := strings.Cut(line, ":")
		if !ok {
			badEvent("contexts.txt", n, "a context has a name, a colon and words")
		}
		for _, w := range list(words, ",") {
			if e.contexts[w] == "" {
				e.contexts[w] = name
			}
		}
	})
}

// Verbs gives the entries of a verb's lemma, those that ask for more first.
func (e *Events) Verbs(lemma string) []*Entry { return e.verbs[lemma] }

// VerbForms gives the entries of the verb that has a regular form, in lower case.
func (e *Events) VerbForms(form string) []*Entry { return e.verbs[e.forms[form]] }

// Nouns gives the entries headed by a noun's lemma, those that ask for more first.
func (e *Events) Nouns(lemma string) []*Entry { return e.nouns[lemma] }

// Entries is how many words of events the codebook has.
func (e *Events) Entries() int { return e.numEntries }

// Class gives a class of words; nil where there is none of that name.
func (e *Events) Class(name string) *Words { return e.classes[name] }

// Status gives what a word of a table of status.txt does to the event that hangs on it.
func (e *Events) Status(table, word string) Effect { return e.status[table][word] }

// Context gives the PLOVER context that a lemma tells of, "" for none.
func (e *Events) Context(lemma string) string { return e.contexts[lemma] }

// Unlikely says whether those of a sector hardly ever do what a type means, so that the words must mean something else.
func (e *Events) Unlikely(kind, sector string) bool { return e.unlikely[[2]string{kind, sector}] }

// Future gives what a planned event of type from counts as, as an announcement of type to.
func (e *Events) Future(from, to string) (Future, bool) {
	x, ok := e.futures[to][from]
	return x, ok
}
