import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuotation } from '../../src/verify/quotation.ts';
import { SourceText } from '../../src/verify/source-text.ts';

/** A few words of each language that has spaces, some with apostrophes, hyphens and joiners in them. */
const LANGUAGES: Record<string, string> = {
  English: "the non-nuclear agreement wasn't signed",
  German: 'die völkerrechtliche Vereinbarung bleibt gültig',
  French: "aujourd'hui grand-père reçoit déjà",
  Spanish: 'mañana también habrá negociación',
  Italian: 'perché possono città lontane',
  Portuguese: 'guarda-chuva então coração amanhã',
  Catalan: 'col·lectiu nou demà potser',
  Dutch: "foto's worden zo'n belangrijk",
  Swedish: 'EU:s överenskommelse gäller ännu',
  Danish: 'aftalen gælder også øerne',
  Finnish: 'sopimus päättyy huomenna yöllä',
  Estonian: 'leping lõpeb järgmisel nädalal',
  Latvian: 'līgums beigsies nākamajā nedēļā',
  Lithuanian: 'sutartis baigsis kitą savaitę',
  Polish: 'porozumienie obowiązuje wciąż dłużej',
  Czech: 'dohoda platí ještě déle',
  Hungarian: 'megállapodás érvényes marad később',
  Romanian: 'acordul rămâne valabil săptămâna',
  Turkish: "anlaşma İstanbul'da ılımlı geçerli",
  Vietnamese: 'thỏa thuận được giữ nguyên',
  Uzbek: "oʻzbek kelishuvi maʼlum bo'ldi",
  Swahili: "ng'ombe makubaliano yanaendelea kesho",
  Russian: 'соглашение действует ещё кое-где',
  Ukrainian: "п'ять угод об'єднання їхнього",
  Bulgarian: 'споразумението остава валидно още',
  Serbian: 'споразум важи још увек',
  Kazakh: 'келісім әлі күшінде қалады',
  Greek: 'συμφωνία παραμένει ακόμη ισχυρή',
  Georgian: 'შეთანხმება კვლავ ძალაშია დღეს',
  Armenian: 'համաձայնագիրը դեռ ուժի մեջ',
  Hebrew: 'ההסכם שָׁלוֹם צה"ל ראש־הממשלה',
  Arabic: 'الاتفاق سارٍ حتّى الآن',
  Persian: 'می‌خواهیم نامه‌ای دوباره بنویسیم',
  Urdu: 'معاہدہ ابھی تک برقرار',
  Hindi: 'समझौता क्षेत्र अर्थात् शांति',
  Bengali: 'চুক্তি এখনও বলবৎ আছে',
  Tamil: 'ஒப்பந்தம் இன்னும் நடைமுறையில் உள்ளது',
  Korean: '합의는 아직도 유효하다 오늘',
  Amharic: 'ስምምነቱ አሁንም ይሠራል ዛሬ',
};
const UNSEEN = ['\u00ad', '\u200b', '\u2060', '\ufeff', '\u200e', '\u034f', '\u{e0061}', '\u2062'];
const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
const look = (text: string, quote: string) => findQuotation(new SourceText(text), { quote });

describe.each(Object.entries(LANGUAGES))('in %s', (_language, sentence) => {
  const words = sentence.split(' ');
  it('whole words are found and no part of one is, whatever is not seen in them', () => {
    fc.assert(
      fc.property(fc.nat(words.length - 1), fc.nat(), fc.nat(), fc.constantFrom('', ...UNSEEN), (n, a, b, unseen) => {
        const word = words[n]!;
        const parts = Array.from(clusters.segment(word), ({ segment }) => segment);
        const hidden = words.map((each, i) => (i === n ? parts.join(unseen) : each)).join(' ');
        expect([word, look(hidden, word).status]).toEqual([word, 'verified']);
        expect([sentence, look(hidden, sentence).status]).toEqual([sentence, 'verified']);
        const [from, to] = [a % parts.length, b % (parts.length + 1)].sort((x, y) => x - y) as [number, number];
        const part = parts.slice(from, to).join('');
        const others = words.filter((_, i) => i !== n).join(' ');
        if (to - from === parts.length || !/[\p{L}\p{N}]$/u.test(part) || !/^[\p{L}\p{N}]/u.test(part)) return;
        if (others.includes(part)) return;
        expect([hidden, part, look(hidden, part).status]).toEqual([hidden, part, 'unverified']);
      }),
      { numRuns: 60 },
    );
  });
});
