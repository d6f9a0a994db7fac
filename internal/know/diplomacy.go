package know

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed stances.txt
var stancesFile string

//go:embed frames.txt
var framesFile string

//go:embed engagements.txt
var engagementsFile string

//go:embed warnings.txt
var warningsFile string

// Stance is one form of a verb that says where somebody stands.
type Stance struct {
	Form   Form
	Stance string
}

// Diplomacy knows stances, the frames of issues, channels between governments, and the words of warnings.
type Diplomacy struct {
	stances  Phrases[Stance]
	frames   Phrases[string]
	channels Phrases[string]
	harms    Phrases[bool]
	risks    Phrases[string]
	horizons Phrases[bool]
	words    map[string]map[string]string // delta, cadence, level, status: by word in lower case
}

// LoadDiplomacy gives the words of the embedded files.
var LoadDiplomacy = sync.OnceValue(func() *Diplomacy {
	d := &Diplomacy{words: map[string]map[string]string{"delta": {}, "cadence": {}, "level": {}, "status": {}}}
	for _, row := range rows(stancesFile) {
		if value, ok := strings.CutPrefix(row[0], "delta "); ok {
			for _, w := range strings.Fields(row[1]) {
				d.words["delta"][w] = value
			}
			continue
		}
		for _, verb := range verbs(row[1]) {
			if _, forms, ok := strings.Cut(verb, " ("); ok && strings.Contains(forms, " ") {
				// Whole phrases in brackets are forms with their own auxiliaries.
				for _, w := range list(strings.TrimSuffix(forms, ")"), ",") {
					d.stances.add(w, Stance{Form: Third, Stance: row[0]})
				}
				continue
			}
			inflect(verb, func(words string, f Form) { d.stances.add(words, Stance{Form: f, Stance: row[0]}) })
		}
	}
	for _, row := range rows(framesFile) {
		for _, w := range list(row[1], ",") {
			d.frames.add(w, row[0])
		}
	}
	for _, row := range rows(engagementsFile) {
		if table := d.words[row[0]]; table != nil {
			for _, pair := range strings.Fields(row[1]) {
				w, v, _ := strings.Cut(pair, "=")
				table[w] = v
			}
			continue
		}
		for _, w := range list(row[1], ",") {
			d.channels.add(w, row[0])
		}
	}
	for _, row := range rows(warningsFile) {
		for _, w := range list(row[1], ",") {
			switch row[0] {
			case "harm":
				d.harms.add(w, true)
			case "horizon":
				d.horizons.add(w, true)
			default:
				d.risks.add(w, row[0])
			}
		}
	}
	return d
})

// StanceAt gives the stance whose verb s, in lower case, begins with.
func (d *Diplomacy) StanceAt(s string) (Stance, int) { return d.stances.At(s) }

// FrameAt gives the frame of the issue that s, in lower case, begins with.
func (d *Diplomacy) FrameAt(s string) (string, int) { return d.frames.At(s) }

// ChannelAt gives the kind of the channel that s, in lower case, begins with.
func (d *Diplomacy) ChannelAt(s string) (string, int) { return d.channels.At(s) }

// HarmAt says whether s, in lower case, begins with a harm.
func (d *Diplomacy) HarmAt(s string) (bool, int) { return d.harms.At(s) }

// RiskAt gives the sort of the word of risk that s, in lower case, begins with: faces or may.
func (d *Diplomacy) RiskAt(s string) (string, int) { return d.risks.At(s) }

// HorizonAt says whether s, in lower case, begins with a time to come.
func (d *Diplomacy) HorizonAt(s string) (bool, int) { return d.horizons.At(s) }

// Word gives what a word in lower case says of a record's delta, cadence, level or status; "" for nothing.
func (d *Diplomacy) Word(table, w string) string { return d.words[table][w] }
