package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each case is a text in one of the usual typographies of transcripts, and its turns as "speaker|role|first ... last words".
func TestFindTurns(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"White House: Q and blanks, stage lines, clock times", `James S. Brady Room

1:15 P.M. EDT

MS. HALE: Good afternoon. I have one announcement.

The President will travel on Monday.

(Applause.)

Q    Where to?

MS. HALE: To Lima. (Laughter.)

(Cross-talk.)

Yes.

Q    Thank you, Ann. What about Quito -- will he go there?

MS. HALE: No.

END 1:40 P.M. EDT

Share this page`, []string{
			"MS. HALE|statement|Good ... Monday.", "Q|question|Where ... to?", "MS. HALE|answer|To ... Yes.",
			"Q|question|Thank ... there?", "MS. HALE|answer|No. ... No.",
		}},
		{"a surname that is a word too, and a line of subjects", `SUBJECTS: the quay; the ferry

SENATOR IDA PRICE, MINISTER FOR PORTS: Good morning.

JOURNALIST: Is the quay closed?

PRICE: It is not.

JOURNALIST: And the ferry?

PRICE: It sails.`, []string{
			"SENATOR IDA PRICE, MINISTER FOR PORTS|statement|Good ... morning.", "JOURNALIST|question|Is ... closed?", "PRICE|answer|It ... not.",
			"JOURNALIST|question|And ... ferry?", "PRICE|answer|It ... sails.",
		}},
		{"State Department: labels in capitals, topics between turns, sign-off", `2:05 p.m. EDT

MR ROWE: Good afternoon. Nothing from me.

QUESTION: Thanks. On Lesotho, is the envoy back?

MR ROWE: He is.

QUESTION: And will he —

MR ROWE: I said he is back.

QUESTION: Right.

Middle East

SENIOR STATE DEPARTMENT OFFICIAL ONE: Let me add a word: this was agreed.

QUESTION: By whom?

SENIOR STATE DEPARTMENT OFFICIAL TWO: By all.

(The briefing was concluded at 3:02 p.m.)

# # #`, []string{
			"MR ROWE|statement|Good ... me.", "QUESTION|question|Thanks. ... back?", "MR ROWE|answer|He ... is.",
			"QUESTION|question|And ... —", "MR ROWE|answer|I ... back.", "QUESTION|statement|Right. ... Right.",
			"SENIOR STATE DEPARTMENT OFFICIAL ONE|answer|Let ... agreed.", "QUESTION|question|By ... whom?",
			"SENIOR STATE DEPARTMENT OFFICIAL TWO|answer|By ... all.",
		}},
		{"Pentagon: names in full with rank", `PRESS SECRETARY MAJ. GEN. TOM F. REED: Good afternoon, everyone.

Q: General, how many ships are there?

GEN. REED: Four.

STAFF: Time for one more.

Q: Which ones?

GEN. REED: The four that we named: all of them.`, []string{
			"PRESS SECRETARY MAJ. GEN. TOM F. REED|statement|Good ... everyone.", "Q|question|General, ... there?", "GEN. REED|answer|Four. ... Four.",
			"STAFF|statement|Time ... more.", "Q|question|Which ... ones?", "GEN. REED|answer|The ... them.",
		}},
		{"Delhi: names with affiliation, turns after a single newline", `Transcript of Weekly Media Briefing

Shri Anil Dogra, Official Spokesperson: Good evening. Two points: first the visit, then the treaty.

Leela, The Southern Lamp: Sir, has the note been answered?
Tarun, PTI: And when is the visit?

Shri Anil Dogra, Official Spokesperson: Leela, it has.
Tarun, next week.

Unidentified Speaker: Will the minister go?

Shri Anil Dogra, Official Spokesperson: He will. Thank you.

New Delhi
July 11, 2025`, []string{
			"Shri Anil Dogra, Official Spokesperson|statement|Good ... treaty.", "Leela, The Southern Lamp|question|Sir, ... answered?",
			"Tarun, PTI|question|And ... visit?", "Shri Anil Dogra, Official Spokesperson|answer|Leela, ... week.",
			"Unidentified Speaker|question|Will ... go?", "Shri Anil Dogra, Official Spokesperson|answer|He ... you.",
		}},
		{"Beijing: outlets ask, the spokesperson has a name", `AFP: Can you confirm that the envoy has left?

Wei Lan: I have no information on that.

China Harbour Daily: The forum opens on Monday. What do you expect of it?

Wei Lan: We expect much.
China stands for dialogue.

Bloomberg: Who will attend?

Wei Lan: We will tell you in due course.`, []string{
			"AFP|question|Can ... left?", "Wei Lan|answer|I ... that.", "China Harbour Daily|question|The ... it?", "Wei Lan|answer|We ... dialogue.",
			"Bloomberg|question|Who ... attend?", "Wei Lan|answer|We ... course.",
		}},
		{"Moscow: the question has a note in brackets", `Question: What came of the talks?

Sergei Malin: Both sides stated their views.

Question (retranslated from English): Will there be a second round?

Sergei Malin: That is not for us alone to say.`, []string{
			"Question|question|What ... talks?", "Sergei Malin|answer|Both ... views.",
			"Question (retranslated from English)|question|Will ... round?", "Sergei Malin|answer|That ... say.",
		}},
		{"UN noon briefing", `Spokesman: Good afternoon, all. The mission reports calm.

Question: Thanks, Stefan. Is the road open?

Spokesman: It is open for aid.

Correspondent: And the airport?

Deputy Spokesman: Not yet.`, []string{
			"Spokesman|statement|Good ... calm.", "Question|question|Thanks, ... open?", "Spokesman|answer|It ... aid.",
			"Correspondent|question|And ... airport?", "Deputy Spokesman|answer|Not ... yet.",
		}},
		{"NATO: no colons, participants listed", `Participants
Mark Hollis, Deputy Secretary General
Ilona Varga, Spokesperson

Ilona Varga Good morning. Jan first.

Jan Eklund (SVT) Mr Hollis, will they sign?

Mark Hollis They will sign on Friday.

Ilona Varga Second row, please.

Question Ewa Wrona, Evening Courier. Do you agree?

Mark Hollis I do.`, []string{
			"Ilona Varga|statement|Good ... first.", "Jan Eklund (SVT)|question|Mr ... sign?", "Mark Hollis|answer|They ... Friday.",
			"Ilona Varga|statement|Second ... please.", "Question|question|Ewa ... agree?", "Mark Hollis|answer|I ... do.",
		}},
		{"interview: Q. and A.", `Selma Haddad is a minister. She spoke to us in Agadir.

Q. Is the accord dead?

A. A good question. It sleeps.

Q. They lost half of their income, the owners say.

A. I know.

Q. Thank you.`, []string{
			"Q|question|Is ... dead?", "A|answer|A ... sleeps.", "Q|question|They ... say.", "A|answer|I ... know.", "Q|statement|Thank ... you.",
		}},
		{"interview: the outlet and the surname", `THE LANTERN: Minister, you have been in office for a year. Are you content?

OKAFOR: Nobody is ever content.

THE LANTERN: What would you do again?

OKAFOR: All of it. But sooner.`, []string{
			"THE LANTERN|question|Minister, ... content?", "OKAFOR|answer|Nobody ... content.", "THE LANTERN|question|What ... again?",
			"OKAFOR|answer|All ... sooner.",
		}},
		{"broadcast: names in full, then surnames", `PETER NAGY, HOST: With me is the mayor. Mayor, good evening.

MARIA LUND, MAYOR OF ARVIKA: Good evening.

NAGY: Will you run again?

LUND: I will.

NAGY: Why?

LUND: Because there is work left.`, []string{
			"PETER NAGY, HOST|question|With ... evening.", "MARIA LUND, MAYOR OF ARVIKA|answer|Good ... evening.", "NAGY|question|Will ... again?",
			"LUND|answer|I ... will.", "NAGY|question|Why? ... Why?", "LUND|answer|Because ... left.",
		}},
		{"hearing: full stops after capitals", `The committee met at ten o'clock.

The CHAIRMAN. The committee will come to order.

Secretary HOLT. Thank you, Mr. Chairman. We need more ships.

Mr. REYES of Ohio. How many ships do you need?

Secretary HOLT. Twelve.

Mr. REYES of Ohio. By when do you need them?

Secretary HOLT. By spring.

[Whereupon, at 11:40 a.m., the committee was adjourned.]`, []string{
			"The CHAIRMAN|statement|The ... order.", "Secretary HOLT|statement|Thank ... ships.", "Mr. REYES of Ohio|question|How ... need?",
			"Secretary HOLT|answer|Twelve. ... Twelve.", "Mr. REYES of Ohio|question|By ... them?", "Secretary HOLT|answer|By ... spring.",
		}},
		{"labels on lines of their own", `Moderator
Welcome to all. Let us begin.

Question
Will rates fall this year?

Ms. Okoye
They may, if prices do.

Question
By how much?

Ms. Okoye
I will not guess.`, []string{
			"Moderator|statement|Welcome ... begin.", "Question|question|Will ... year?", "Ms. Okoye|answer|They ... do.",
			"Question|question|By ... much?", "Ms. Okoye|answer|I ... guess.",
		}},
		{"timestamps before labels", `[00:01:10] Moderator: Welcome to all.

[00:01:30] Reporter: When will it start?

[00:01:45] Dr. Senn: In May.`, []string{
			"Moderator|statement|Welcome ... all.", "Reporter|question|When ... start?", "Dr. Senn|answer|In ... May.",
		}},
		{"committee abroad: numbered questions", `Q1 Chair: Welcome, Minister. When did you know?

Lord Ashby: In March.

Q2 Chair: And whom did you tell?

Lord Ashby: Nobody.`, []string{
			"Chair|question|Welcome, ... know?", "Lord Ashby|answer|In ... March.", "Chair|question|And ... tell?", "Lord Ashby|answer|Nobody. ... Nobody.",
		}},
		{"Islamabad: the questioner in brackets", `Spokesperson: Welcome. The minister went to Doha.

(Amir Khan, Daily Lamp): What came of it?

Spokesperson: Much.

Mr. Salim (Lahore Courier): And the visas?

Spokesperson: They are open.`, []string{
			"Spokesperson|statement|Welcome. ... Doha.", "(Amir Khan, Daily Lamp)|question|What ... it?", "Spokesperson|answer|Much. ... Much.",
			"Mr. Salim (Lahore Courier)|question|And ... visas?", "Spokesperson|answer|They ... open.",
		}},
		{"conference call: company and office behind hyphens", `Operator: Welcome to the call.

John Holt - Acme - Chief Executive: Thank you. We grew.

Operator: The first question comes from Mary Sand.

Mary Sand - Big Bank - Analyst: What about margins?

John Holt - Acme - Chief Executive: They grew.`, []string{
			"Operator|statement|Welcome ... call.", "John Holt - Acme - Chief Executive|statement|Thank ... grew.",
			"Operator|statement|The ... Sand.", "Mary Sand - Big Bank - Analyst|question|What ... margins?",
			"John Holt - Acme - Chief Executive|answer|They ... grew.",
		}},
		{"bold names on lines of their own, each in a paragraph", `Interviewer

How did it start?

Hanna Berg

With a letter.

Interviewer

And then?

Hanna Berg

Then came the war.`, []string{
			"Interviewer|question|How ... start?", "Hanna Berg|answer|With ... letter.",
			"Interviewer|question|And ... then?", "Hanna Berg|answer|Then ... war.",
		}},
		{"remarks of one speaker", `East Room

11:02 A.M. EST

THE PRESIDENT: Thank you all. Please sit.

We meet at a grave hour.

We will not rest.

END 11:20 A.M. EST`, []string{"THE PRESIDENT|statement|Thank ... rest."}},
		{"joint press conference: prime ministers", `PRIME MINISTER LARSEN: Welcome to Oslo. We agreed on fish.

PRIME MINISTER AALTO: (As interpreted.) Thank you. We did.

QUESTION: To both of you. When does it start?

PRIME MINISTER AALTO: In May.

PRIME MINISTER LARSEN: I agree: in May.`, []string{
			"PRIME MINISTER LARSEN|statement|Welcome ... fish.", "PRIME MINISTER AALTO|statement|(As ... did.", "QUESTION|question|To ... start?",
			"PRIME MINISTER AALTO|answer|In ... May.", "PRIME MINISTER LARSEN|answer|I ... May.",
		}},
		{"a service behind a name answers, a paper asks", `GENERAL VIK (Army spokesman): Good morning. The exercise ended last night, and all came home.

COMMANDER RUIZ (Navy): I would add that no boat was lost.

ANA DAHL, HARBOUR COURIER: How many boats were there?

COMMANDER RUIZ: Eleven, and a tug.

A JOURNALIST: What did it cost?

GENERAL VIK: Less than last year.`, []string{
			"GENERAL VIK (Army spokesman)|statement|Good ... home.", "COMMANDER RUIZ (Navy)|statement|I ... lost.", "ANA DAHL, HARBOUR COURIER|question|How ... there?",
			"COMMANDER RUIZ|answer|Eleven, ... tug.", "A JOURNALIST|question|What ... cost?", "GENERAL VIK|answer|Less ... year.",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range findTurns(c.text) {
				all := c.text[x.Span.Start:x.Span.End]
				said := strings.Fields(strings.TrimLeft(all[len(x.Speaker):], ":. "))
				got = append(got, x.Speaker+"|"+x.Role+"|"+said[0]+" ... "+said[len(said)-1])
				if !strings.HasPrefix(all, x.Speaker) {
					t.Errorf("turn %q does not begin with its label %q", all, x.Speaker)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("turns (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoTurns(t *testing.T) {
	const prose = "The council met on Friday and took no decision. Members stayed until the evening, and some left before the vote.\n\n"
	for name, text := range map[string]string{
		"empty": "", "one word": "Hello", "prose": strings.Repeat(prose, 5),
		"notes":              prose + prose + "Note: The figures are rounded.\n\n" + prose + "Note: They are not final.\n\nSource: Statistics office.\n\n" + prose,
		"related links":      prose + "MORE: Council meets again\n\n" + prose + "RELATED: Who is who\n\n" + prose + "MORE: What comes next\n\n" + prose,
		"few Q and A":        strings.Repeat(prose, 8) + "Q: Will you stay?\n\nA: I will.\n\n" + prose,
		"reactions":          prose + "Ann Roe, mayor: “We are glad.”\n\nTom Lee, trader: “We are not.”\n\nIda Bo, teacher: “Who knows?”\n\n",
		"dateline":           "WASHINGTON: " + prose + prose + prose,
		"advice column":      "DEAR ANNIE: My husband snores.\n\n" + prose + "DEAR TIRED: Let him.\n\n" + prose,
		"recurring names":    strings.Repeat("Prime Minister Larsen said that he would stay.\n\nNew York City is far away.\n\n", 4),
		"teams":              "LIONS: Reed, Cole.\n\nBEARS: Lund, Holt.\n\n" + prose,
		"list of facts":      "Date: 5 May\n\nVenue: Oslo\n\nTime: noon\n\nContact: Ann Roe\n\n" + prose,
		"quotes with colons": prose + "He added: “We will see.”\n\nShe replied: “So be it.”\n\nHe added: “Well.”\n\n" + prose,
		"subheadings":        strings.Repeat("What comes next\n\n"+prose, 4),
	} {
		if turns := findTurns(text); len(turns) > 0 {
			t.Errorf("%s: got %+v", name, turns)
		}
		if len(findTurns(text)) > 0 {
			t.Errorf("%s: looks like a transcript", name)
		}
	}
}

func FuzzFindTurns(f *testing.F) {
	for _, seed := range []string{
		"MR ROWE: Good.\n\nQ    Why?\n\nMR ROWE: So.\n\n(Laughter.)\n\nEND", "Participants\nAnn Roe, x\n\nAnn Roe Good.\n\nQuestion Why?\n\nAnn Roe So.",
		"Q. a\n\nA. b\n\nQ. c", "[00:01] A: b", "Mr. HOLT. Thank\n\nMr. REY. No\n\nMr. HOLT. Yes", "Q1 Chair: x\nQ2 Chair: y?\nLord A: z",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, x := range findTurns(text) {
			if x.Span.Start < last || x.Span.End <= x.Span.Start || x.Span.End > len(text) {
				t.Fatalf("turn %+v after byte %d of %d", x, last, len(text))
			}
			last = x.Span.End
			if s := text[x.Span.Start:x.Span.End]; !strings.HasPrefix(s, x.Speaker) || x.Speaker == "" || strings.TrimSpace(s) != s {
				t.Errorf("turn %q of speaker %q", s, x.Speaker)
			}
			if x.Role != "question" && x.Role != "answer" && x.Role != "statement" {
				t.Errorf("role %q", x.Role)
			}
		}
	})
}

func BenchmarkFindTurns(b *testing.B) {
	prose := strings.Repeat("The council met on Friday and took no decision. Ann Roe left before the vote, which was postponed again.\n\n", 40)
	talk := strings.Repeat("Q    Will the council meet again before the summer?\n\nMR. ROWE: It will meet when there is something to decide.\n\n", 40)
	for name, text := range map[string]string{"article": prose, "transcript": talk} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				findTurns(text)
			}
		})
	}
}
