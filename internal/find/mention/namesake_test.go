package mention

import (
	"strings"
	"testing"

	"readout/doc"
	"readout/internal/lang"
)

// Names of states that mean another place or a person; "words = code", of all mentions with a code, in order.
func TestNamesakes(t *testing.T) {
	e, f := english(t), New()
	for _, c := range [][2]string{
		{"The governor of New Jersey urged Congress to act.", "The governor of New Jersey = USA.GOV; Congress = USA.LEG"},
		{"New Mexico's governor thanked Norway.", "New Mexico's governor = USA.GOV; Norway = NOR"},
		{"Papua New Guinea thanked Norway.", "Papua New Guinea = PNG; Norway = NOR"},
		{"New Zealand's premier thanked Norway.", "New Zealand's premier = NZL.GOV; Norway = NOR"},
		{"Rebels in New Guinea thanked Norway.", "Norway = NOR"},
		{"The Jersey government thanked France.", "The Jersey government = JEY.GOV; France = FRA"},
		{"The Texas governor left.", "The Texas governor = USA.GOV"},
		{"Texas thanked Norway.", "Norway = NOR"},
		{"Ohio voters left.", "Ohio voters = USA.CVL"},
		{"The premier of Ontario left.", "The premier of Ontario = CAN.GOV"},
		{"Queensland police left.", "Queensland police = AUS.COP"},
		{"Georgia thanked Norway.", "Georgia = GEO; Norway = NOR"},
		{"Georgia's president met the Russian envoy near Atlanta.", "Georgia's president = GEO.GOV; the Russian envoy = RUS.GOV"},
		{"Georgia Governor Ida Vik left.", "Georgia Governor Ida Vik = USA.GOV"},
		{"Georgia's senators arrived in Atlanta.", "Georgia's senators = USA.LEG"},
		{"The mayor of Athens, Georgia, left.", "The mayor of Athens = USA.GOV"},
		{"The mayor of Athens, Greece, left.", "The mayor of Athens = GRC.GOV; Greece = GRC"},
		{"Police in Paris, Texas, left.", "Police in Paris = USA.COP"},
		{"Police in Tripoli, Lebanon, left.", "Police in Tripoli = LBN.COP; Lebanon = LBN"},
		{"Moscow, Ukraine and Norway agreed.", "Moscow = RUS.GOV; Ukraine = UKR; Norway = NOR"},
		{"Chad Brown thanked Norway.", "Norway = NOR"},
		{"Senator Chad Moore thanked Norway.", "Norway = NOR"},
		{"Israel Cohen thanked Norway.", "Norway = NOR"},
		{"Judge Jordan thanked Norway.", "Norway = NOR"},
		{"Mr. Jordan thanked Norway.", "Norway = NOR"},
		{"Michael Jordan left. Jordan thanked Norway.", "Norway = NOR"},
		{"Ida France and Anna Holland thanked Norway.", "Norway = NOR"},
		{"Jordan thanked Norway. Mr. Jordan came.", "Jordan = JOR; Norway = NOR"},
		{"King Abdullah of Jordan left.", "King Abdullah of Jordan = JOR.GOV"},
		{"Jordan accused Syria.", "Jordan = JOR; Syria = SYR"},
		{"Sofia Lind thanked Norway.", "Norway = NOR"},
		{"Sofia thanked Norway.", "Sofia = BGR.GOV; Norway = NOR"},
		{"Washington Mboya thanked Norway.", "Norway = NOR"},
		{"Virginia Lind thanked Norway.", "Norway = NOR"},
		{"Virginia's governor left.", "Virginia's governor = USA.GOV"},
		{"ISRAEL STRIKES LEBANON AGAIN", "ISRAEL = ISR; LEBANON = LBN"},
		{"U.S. STRIKES SYRIA AS IRAN WARNS TURKEY", "U.S. = USA; SYRIA = SYR; IRAN = IRN; TURKEY = TUR"},
		{"NORTH KOREAN TROOPS ENTER RUSSIA", "NORTH KOREAN TROOPS = PRK.MIL; RUSSIA = RUS"},
	} {
		var x lang.Text
		d := &doc.Document{Text: c[0]}
		e.Annotate(c[0], &x)
		f.Find(d, &x)
		var got []string
		for i := range x.Mentions {
			m := &x.Mentions[i]
			if m.Code == "" || m.Pronoun {
				continue
			}
			code := m.Code
			if m.Sector != "" {
				code += "." + m.Sector
			}
			got = append(got, x.Cut(m.First, m.Last)+" = "+code)
		}
		if s := strings.Join(got, "; "); s != c[1] {
			t.Errorf("%s\n got  %s\n want %s", c[0], s, c[1])
		}
	}
}
