package dedup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two wire stories, two readouts in the same set phrases, and what outlets make of the first story.
var (
	harbour = paragraphs(
		`LISBON (Coastline) - Portugal will deepen the harbour of Sines by four metres before 2027, Infrastructure Minister Rui Vasconcelos said on Monday.`,
		`The work, worth 310 million euros, goes to a consortium of Mota Delgado of Porto and the Dutch dredging firm Waterstaal. Ships of the Panamax class will be able to call at any tide.`,
		`"Sines was built for the tankers of 1978," Vasconcelos told reporters in Lisbon. "The boxes of today do not fit."`,
		`Fishermen from Porto Covo fear for the sardine grounds off Cape Sines. Their association, led by Armanda Reis, has asked the court in Setubal for an injunction.`,
		`Spain follows the plan closely, since Algeciras handles 60 percent of the containers bound for the Iberian Peninsula. Officials in Madrid declined to comment.`,
		`The European Investment Bank in Luxembourg lends half of the sum. A tender for the railway to Evora is to follow in October.`,
	)
	orchard = paragraphs(
		`TBILISI (Coastline) - Georgia banned the import of hazelnut seedlings from four neighbours on Thursday after a fungus was found near Zugdidi.`,
		`The ban covers Turkey, Azerbaijan, Armenia and Russia, the National Food Agency said. Some 1,200 hectares in Samegrelo are to be felled.`,
		`"We have lost 30 percent of the Anakliuri variety," said Levan Kutateladze, who farms 12 hectares at Tsalenjikha.`,
		`Italy's Ferrero-style confectioners buy most of the crop through Poti. Prices in Hamburg rose to 7,400 dollars a tonne.`,
		`The Food and Agriculture Organization in Rome sends two plant doctors, Maria Bianchi and Otto Lund, next week.`,
	)
)

func readoutOf(host, guest, minister, visitor, capital, detail string) string {
	return paragraphs(
		fmt.Sprintf("%s - %s, foreign minister of %s, received %s of %s on Tuesday.", strings.ToUpper(capital), minister, host, visitor, guest),
		"The two sides reviewed the full range of bilateral relations and exchanged views on regional and international issues of common concern in a cordial and constructive atmosphere.",
		detail,
		"The ministers reaffirmed their shared commitment to the Charter of the United Nations and agreed to remain in close contact on all matters of mutual interest.",
	)
}

// minutes are a text of so many sentences of ten words.
func minutes(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("In item %d the delegate of Port%d asked Mayor Lund%d.", i, i*7919, i*104729))
	}
	return strings.Join(all, " ")
}

func paragraphs(p ...string) string { return strings.Join(p, "\n\n") }

func section(text string, from, to int) string {
	p := strings.Split(text, "\n\n")
	return paragraphs(p[from:to]...)
}

// storiesOf names the documents of each story, in the order of adding. A name may have a day behind it: wire@12.
func storiesOf(names []string, texts map[string]string) []string {
	x := NewIndex()
	for _, n := range names {
		text, day, _ := strings.Cut(n, "@")
		number, _ := strconv.Atoi(day)
		x.Add(Of(texts[text]), number)
	}
	byStory := map[int][]string{}
	var order []int
	for i, s := range x.Stories() {
		if byStory[s] == nil {
			order = append(order, s)
		}
		byStory[s] = append(byStory[s], names[i])
	}
	var all []string
	for _, s := range order {
		all = append(all, strings.Join(byStory[s], " "))
	}
	return all
}

func TestStories(t *testing.T) {
	local := "Residents of Blackford remember the visit of a Portuguese dredger in 1994, when the Tamble was cleared of the wreck of the Ellen Mary."
	texts := map[string]string{
		"wire":       harbour,
		"cut":        section(harbour, 0, 3),
		"extended":   paragraphs(harbour, local),
		"local":      paragraphs(local, harbour),
		"moved":      paragraphs(section(harbour, 0, 2), section(harbour, 4, 6), section(harbour, 2, 4)),
		"shouted":    strings.ReplaceAll(strings.ReplaceAll(harbour, `"`, "”"), "310 million", "310&nbsp;million"),
		"version":    paragraphs(`LISBON (Coastline) - Shares of Mota Delgado rose by a tenth on Tuesday on the news of its largest order.`, section(harbour, 0, 5)),
		"other":      orchard,
		"digest":     paragraphs("Portugal digs deeper", harbour, "A ban on seedlings", orchard),
		"leads":      paragraphs(section(harbour, 0, 2), section(orchard, 0, 2)),
		"background": paragraphs(`MADRID (Coastline) - Dockers in Algeciras walked out on Friday for the third time since Easter, the union Comisiones said.`, `Their leader Pilar Nogales wants 4 percent more. Talks with Terminal Sur resume on Sunday in Cadiz.`, section(harbour, 4, 5)),
		"readout1":   readoutOf("Peru", "Gabon", "Lucia Paredes", "Jean Moussavou", "Lima", "They signed an accord on phosphate and on flights between Lima and Libreville."),
		"readout2":   readoutOf("Nepal", "Oman", "Bishnu Rana", "Said al-Harthy", "Kathmandu", "They opened an office for 40,000 workers in Muscat and Sohar."),
		"rival":      "Lisbon said on Monday it had picked two companies, one Dutch and one from Porto, to make the Atlantic port of Sines deep enough for the biggest container ships, a job of three years that fishing villages along the Alentejo coast oppose.",
		"short":      "Sines reopened.",
		"empty":      "",
		"long":       minutes(60),
		"longer":     minutes(62),
	}
	for _, c := range []struct {
		name string
		docs string
		want []string
	}{
		{"copies of one story", "wire cut extended local moved shouted version", []string{"wire cut extended local moved shouted version"}},
		{"a cut copy first", "cut wire", []string{"cut wire"}},
		{"other stories", "wire other background rival", []string{"wire", "other", "background", "rival"}},
		{"statements in set phrases", "readout1 readout2", []string{"readout1", "readout2"}},
		{"a digest after its stories", "wire other cut digest", []string{"wire cut", "other", "digest"}},
		{"a digest before its stories", "digest wire cut other", []string{"digest", "wire cut", "other"}},
		{"a digest between its stories", "wire cut digest other extended", []string{"wire cut extended", "digest", "other"}},
		{"a digest of first paragraphs", "wire cut other leads", []string{"wire cut", "other", "leads"}},
		{"copies of a digest", "wire other digest digest", []string{"wire", "other", "digest digest"}},
		{"copies within days", "wire@100 cut@110 local@90 moved", []string{"wire@100 cut@110 local@90 moved"}},
		{"a copy of a copy, within days of it", "wire@100 cut@109 extended@118", []string{"wire@100 cut@109 extended@118"}},
		{"said again weeks later", "wire@100 cut@103 extended@135 local@136", []string{"wire@100 cut@103", "extended@135 local@136"}},
		{"the same words again weeks later", "readout1@100 readout1@135", []string{"readout1@100", "readout1@135"}},
		{"a long text printed again unchanged", "long@100 long@300 long@700", []string{"long@100 long@300", "long@700"}},
		{"a long text changed weeks later", "long@100 longer@135", []string{"long@100", "longer@135"}},
		{"a digest between its older and its newer story", "digest@150 other@100 wire@150 cut@151", []string{"digest@150", "other@100", "wire@150 cut@151"}},
		{"a review of two stories weeks later", "wire@100 other@100 digest@150", []string{"wire@100", "other@100", "digest@150"}},
		{"two stories of an old page come up again", "digest@100 wire@150 cut@150 other@150", []string{"digest@100", "wire@150 cut@150", "other@150"}},
		{"next to nothing", "short empty short wire", []string{"short", "empty", "short", "wire"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, storiesOf(strings.Fields(c.docs), texts)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// The order in which copies come does not change the story, whatever days they are of.
func TestOrder(t *testing.T) {
	texts := map[string]string{"a": harbour, "b": section(harbour, 0, 3), "c": paragraphs(harbour, "More in Sunday's paper."), "d": section(harbour, 1, 6), "x": orchard, "y": section(orchard, 0, 3), "z": paragraphs(harbour, orchard)}
	for _, c := range []struct {
		names string
		want  []string
	}{
		{"a b c d x y z", []string{"a b c d", "x y", "z"}},
		{"a@1 b@9 c@17 d@40 a@48 x@1 y@40 z@5", []string{"a@1 b@9 c@17", "a@48 d@40", "x@1", "y@40", "z@5"}},
	} {
		testOrder(t, strings.Fields(c.names), texts, c.want)
	}
}

func testOrder(t *testing.T, names []string, texts map[string]string, want []string) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		got := storiesOf(names, texts)
		for i := range got {
			f := strings.Fields(got[i])
			slices.Sort(f)
			got[i] = strings.Join(f, " ")
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("added in the order %v: -want +got:\n%s", names, diff)
		}
	}
}

func TestKeysAreShared(t *testing.T) {
	whole, cut, other := Of(harbour), Of(section(harbour, 0, 3)), Of(orchard)
	if !slices.ContainsFunc(cut.Keys(), func(k uint32) bool { return slices.Contains(whole.Keys(), k) }) {
		t.Error("a copy cut in half cannot be looked up by the keys of the whole")
	}
	if slices.ContainsFunc(other.Keys(), func(k uint32) bool { return slices.Contains(whole.Keys(), k) }) {
		t.Error("two stories share a key")
	}
}

// A long text is sampled; the share of a copy in it comes out nearly right.
func TestSampledOverlap(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var sentences []string
	for range 400 {
		sentences = append(sentences, fmt.Sprintf("The delegates of Town%d and Port%d met for %d hours.", rnd.IntN(1e6), rnd.IntN(1e6), rnd.IntN(1e6)))
	}
	whole := Of(strings.Join(sentences, " "))
	for _, n := range []int{40, 100, 200, 400} {
		half := Of(strings.Join(sentences[:n], " "))
		o := compare(&whole, &half)
		if got, want := ratio(o.both, o.a), float64(n)/400; got < want-0.12 || got > want+0.12 || o.ofShorter() < 0.95 {
			t.Errorf("of %d sentences out of 400: %.2f of the whole, %.2f of the copy in common", n, got, o.ofShorter())
		}
	}
}

func TestScriptsWithoutCapitals(t *testing.T) {
	const zh = "外交部发言人周二在北京表示，两国将于下月恢复关于渔业的谈判，并就边境贸易达成新的安排。"
	const ar = "أعلنت وزارة الخارجية أن المحادثات بشأن مصائد الأسماك ستستأنف الشهر المقبل في العاصمة بحضور ممثلين عن البلدين وخبراء من المنظمة"
	for _, text := range []string{zh, ar} {
		a, b := Of(text), Of(text+"。 "+strings.ToUpper("end of text"))
		if a.n < fewest || !link(&a, &b, 0) {
			t.Errorf("a copy of %q is not found", text)
		}
	}
}

func TestBinary(t *testing.T) {
	for _, f := range []Fingerprint{Of(harbour), Of(""), Of(harbour).MarkDigest(), Of(strings.Repeat(harbour+orchard, 3))} {
		b, err := f.MarshalBinary()
		if err != nil || len(b) != Size {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
		var g Fingerprint
		if err := g.UnmarshalBinary(b); err != nil || f != g {
			t.Errorf("does not come back: %v", err)
		}
		for _, bad := range [][]byte{nil, b[1:], append([]byte{255}, b[1:]...), append([]byte{b[0], 9}, b[2:]...)} {
			if g.UnmarshalBinary(bad) == nil {
				t.Error("a broken fingerprint was read")
			}
		}
	}
}

func FuzzFingerprint(f *testing.F) {
	for _, s := range []string{harbour, orchard, "", "A B C d 1", "\xff\xfe A", "&amp;&#0; X", "日本 A1"} {
		f.Add(s, "The Port of Sines opened in 1978. ")
	}
	f.Fuzz(func(t *testing.T, s, more string) {
		a, b := Of(s), Of(s+"\n"+more)
		bin, _ := a.MarshalBinary()
		var back Fingerprint
		if err := back.UnmarshalBinary(bin); err != nil || back != a {
			t.Errorf("%v", err)
		}
		if o, p := compare(&a, &b), compare(&b, &a); o != p.flip() || o.both > min(o.a, o.b) {
			t.Errorf("%v and %v", o, p)
		}
		Place(&a, 20, []Neighbour{{1, 0, b}, {2, 20, a}, {1, 40, Of(more)}})
	})
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat(harbour+"\n\n"+orchard+"\n\n", 2) // 660 words
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Of(text)
	}
}

func BenchmarkPlace(b *testing.B) {
	d := Of(harbour)
	var near []Neighbour
	for i := range MaxOfStory {
		near = append(near, Neighbour{1, 0, Of(paragraphs(section(harbour, 0, 3+i%3), orchard[:10*i]))})
	}
	b.ReportAllocs()
	for b.Loop() {
		Place(&d, 0, near)
	}
}
