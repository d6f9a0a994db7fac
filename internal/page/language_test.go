package page

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"The minister said on Friday that he would not attend the meeting, which had been planned for months.":                              "en",
		"WASHINGTON — “We will not,” she said, and left the room with her advisers before the others could ask any more.":                   "en",
		"Der Minister sagte am Freitag, dass er nicht an dem Treffen teilnehmen werde, das seit Monaten geplant war.":                       "de",
		"Le ministre a déclaré vendredi qu’il ne participerait pas à la réunion, qui était prévue depuis des mois dans la ville.":           "fr",
		"El ministro dijo el viernes que no iba a asistir a la reunión, que estaba prevista desde hace meses en la ciudad.":                 "es",
		"Il ministro ha detto venerdì che non avrebbe partecipato alla riunione, che era prevista da mesi nella città.":                     "it",
		"O ministro disse na sexta-feira que não iria participar da reunião, que estava prevista há meses para a cidade.":                   "pt",
		"De minister zei vrijdag dat hij niet aan de vergadering zou deelnemen, die al maanden op de agenda van het kabinet stond.":         "nl",
		"Ministern sade på fredagen att han inte skulle delta i mötet, som har varit planerat i månader och är viktigt.":                    "sv",
		"Ministeren sagde fredag, at han ikke ville deltage i mødet, som har været planlagt i flere måneder af regeringen efter valget.":    "da",
		"Statsråden sa fredag at han ikke ville delta på møtet, som har vært planlagt i flere måneder av regjeringen etter valget, hva nå.": "no",
		"Minister powiedział w piątek, że nie weźmie udziału w spotkaniu, które było planowane od miesięcy przez rząd.":                     "pl",
		"Ministr v pátek řekl, že se nezúčastní schůzky, která byla podle vlády již několik měsíců plánována a je důležitá.":                "cs",
		"A miniszter pénteken azt mondta, hogy nem vesz részt az ülésen, amely már hónapok óta tervben volt, és ez fontos.":                 "hu",
		"Ministrul a spus vineri că nu va participa la întâlnirea care a fost planificată de luni de zile și este importantă pentru oraș.":  "ro",
		"Bakan cuma günü yaptığı açıklamada aylardır planlanan bu toplantıya katılmayacağını ve yeni bir tarih için görüşeceğini söyledi.":  "tr",
		"Menteri itu mengatakan pada hari Jumat bahwa dia tidak akan hadir dalam pertemuan yang telah direncanakan karena alasan lain.":     "id",
		"Menteri itu berkata pada hari Jumaat bahawa beliau tidak akan hadir dalam mesyuarat yang telah dirancang kerana sebab lain.":       "ms",
		"Bộ trưởng cho biết hôm thứ Sáu rằng ông sẽ không tham dự cuộc họp đã được lên kế hoạch trong nhiều tháng tại thành phố.":           "vi",
		"Министр заявил в пятницу, что он не будет участвовать во встрече, которая была запланирована на этот месяц.":                       "ru",
		"Міністр заявив у п’ятницю, що він не братиме участі у зустрічі, яка була запланована на цей місяць і про яку говорили.":            "uk",
		"قال الوزير يوم الجمعة إنه لن يشارك في الاجتماع الذي كان مقررا في المدينة منذ أشهر مع وفد من الخارج.":                               "ar",
		"وزیر روز جمعه گفت که در این نشست که از ماه\u200cها پیش برای آن برنامه\u200cریزی شده بود شرکت نخواهد کرد و به شهر نمی\u200cرود.":    "fa",
		"وزیر نے جمعے کو کہا کہ وہ اس اجلاس میں شریک نہیں ہوں گے جس کی منصوبہ بندی کئی ماہ سے کی جا رہی تھی۔":                               "ur",
		"मंत्री ने शुक्रवार को कहा कि वह उस बैठक में भाग नहीं लेंगे जिसकी योजना महीनों से बनाई जा रही थी और जो शहर में होनी है।":            "hi",
		"השר אמר ביום שישי כי לא ישתתף בפגישה שתוכננה במשך חודשים":                                                                          "he",
		"部长周五表示，他不会出席已经计划数月的会议，会议原定在该市举行。":                                                                                                  "zh",
		"大臣は金曜日、数か月前から予定されていた会議には出席しないと述べた。":                                                                                                "ja",
		"장관은 금요일에 몇 달 동안 계획된 회의에 참석하지 않을 것이라고 말했다.":                                                                                         "ko",
		"Ο υπουργός είπε την Παρασκευή ότι δεν θα παραστεί στη συνάντηση.":                                                                  "el",
		"รัฐมนตรีกล่าวเมื่อวันศุกร์ว่าเขาจะไม่เข้าร่วมการประชุมที่วางแผนไว้หลายเดือน":                                                       "th",
		"": "", "Hello": "", "Breaking news": "", "12 34 56 78 90": "", "\xff\xfe\xfd": "", "Lakers Celtics Bulls Heat Knicks Nets Spurs Suns Jazz Kings Hawks Magic Wizards": "",
	} {
		if got := language(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestLanguageAllocatesNothing(t *testing.T) {
	text := strings.Repeat("The council met on Friday and took no decision. Прочее потом. ", 60)
	if n := testing.AllocsPerRun(10, func() { language(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzLanguage(f *testing.F) {
	f.Add("The council met on Friday. 部长周五表示")
	f.Fuzz(func(t *testing.T, text string) {
		if a := language(text); len(a) != 0 && len(a) != 2 {
			t.Errorf("code %q", a)
		}
	})
}

func BenchmarkLanguage(b *testing.B) {
	text := strings.Repeat("The council met on Friday and took no decision, although members had asked for one before the summer. ", 60)[:maxLanguageBytes]
	b.SetBytes(maxLanguageBytes)
	b.ReportAllocs()
	for b.Loop() {
		language(text)
	}
}
