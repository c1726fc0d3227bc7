import { describe, expect, it } from 'vitest';
import { findQuotation, type Quotation } from '../../src/verify/quotation.ts';
import { SourceText } from '../../src/verify/source-text.ts';

const look = (text: string, quote: string, more: Partial<Quotation> = {}): string => {
  const { status, reason } = findQuotation(new SourceText(text), { quote, ...more });
  return reason === null || reason.code === 'unspaced-script' ? status : `${status} ${reason.code}`;
};

/** What is not seen, by its name. */
const UNSEEN: [string, string][] = Object.entries({
  'soft hyphen': '\u00ad',
  'combining grapheme joiner': '\u034f',
  'Arabic letter mark': '\u061c',
  'Hangul choseong filler': '\u115f',
  'Hangul jungseong filler': '\u1160',
  'Khmer inherent vowel': '\u17b4',
  'Mongolian variation selector': '\u180b',
  'Mongolian vowel separator': '\u180e',
  'zero width space': '\u200b',
  'zero width non-joiner': '\u200c',
  'zero width joiner': '\u200d',
  'left-to-right mark': '\u200e',
  'right-to-left override': '\u202e',
  'word joiner': '\u2060',
  'invisible times': '\u2062',
  isolate: '\u2068',
  'deprecated format': '\u206a',
  'Hangul filler': '\u3164',
  'variation selector': '\ufe0f',
  'byte order mark': '\ufeff',
  'halfwidth Hangul filler': '\uffa0',
  'reserved ignorable': '\ufff3',
  'shorthand format': '\u{1bca1}',
  'musical format': '\u{1d173}',
  'tag letter': '\u{e0061}',
  'variation selector 17': '\u{e0100}',
  'control character': '\u0002',
  'several of them': '\u00ad\u200b\u2060\u{e0061}\u034f',
});

describe.each(UNSEEN)('%s within a word', (_name, unseen) => {
  const text = `The deal is un${unseen}acceptable to all of us, the min${unseen}ister said.`;
  it('does not begin or end a word', () => {
    expect(look(text, 'acceptable to all of us')).toBe('unverified within-word');
    expect(look(text, 'The deal is un')).toBe('unverified within-word');
    expect(look(text, `${unseen}acceptable to all of us`)).toBe('unverified within-word');
  });
  it('loses no quotation, whether or not it is quoted', () => {
    for (const sign of ['', unseen, unseen.repeat(3)])
      expect(look(text, `un${sign}acceptable to all of us, the min${sign}ister`)).toBe('verified');
    expect(look('The deal is unacceptable to all of us', `un${unseen}acceptable to all`)).toBe('verified');
  });
  it('does no harm around a word', () => {
    const around = `The deal ${unseen}is acceptable${unseen} to all ${unseen} of us${unseen}.`;
    for (const quote of ['is acceptable', 'The deal is acceptable to', 'acceptable', 'to all of us', 'of us.'])
      expect([quote, look(around, quote)]).toEqual([quote, 'verified']);
    expect(look(`3${unseen}5 per cent`, '5 per cent')).toBe('unverified within-word');
    expect(look(`um −${unseen}5 Prozent`, '5 Prozent')).toBe('unverified within-word');
  });
});

describe('an apostrophe', () => {
  const APOSTROPHES = ["'", '\u2019', '\u02bc', '\u02bb', '\uff07', '\u2018'];
  const WORDS = [
    "don't",
    "п'ять",
    "o'zbek",
    "Hawai'i",
    "об'єкт",
    "Qur'on",
    "ng'ombe",
    "O'Brien",
    "aujourd'hui",
    "g'oya",
  ];
  it.each(WORDS)('in %s is the same whichever it is, and no part of the word is a word', (word) => {
    const [before, after] = word.split("'") as [string, string];
    for (const apostrophe of APOSTROPHES) {
      const text = `a ${before}${apostrophe}${after} b`;
      for (const other of APOSTROPHES)
        expect([apostrophe, other, look(text, `a ${before}${other}${after} b`)]).toEqual([
          apostrophe,
          other,
          'verified',
        ]);
      for (const part of [after, `${after} b`, before, `a ${before}`])
        expect([apostrophe, part, look(text, part)]).toEqual([apostrophe, part, 'unverified within-word']);
    }
  });
  it.each(["l'accord", 'd’accord', 'L’Europe', "qu'il", "jusqu'au", "dell'accordo", "un'intesa", 'l’11', "d'aigua"])(
    'elides a word before another in %s',
    (elided) => {
      const [before, after] = elided.split(/['’]/u) as [string, string];
      expect(look(`c’est ${elided} ici`, `${after} ici`)).toBe('verified');
      expect(look(`c’est ${elided} ici`, `c'est ${before}`)).toBe('unverified within-word');
    },
  );
  it.each(["D'Amato", "c'hoar", "can't", "n'djamena", "s'more"])('elides nothing in %s', (name) => {
    expect(look(`by ${name} b`, name.split("'")[1]!)).toBe('unverified within-word');
  });
  it('around a word is a quotation mark', () => {
    expect(look("he said 'peace' and left", 'peace')).toBe('verified');
    expect(look('the dogs’ house', 'dogs')).toBe('verified');
  });
});

describe('no part of a word', () => {
  it.each<[string, string, string]>([
    ['Persian with a non-joiner', 'او می\u200cروم گفت', 'روم'],
    ['Persian with a non-joiner, begun', 'او می\u200cروم گفت', 'او می'],
    ['Arabic with a tatweel', 'هذا كـتـاب جديد', 'تاب جديد'],
    ['Arabic with an article', 'قال الوزير نعم', 'وزير نعم'],
    ['Arabic before a haraka', 'قال كِتَابًا نعم', 'قال كِتَاب'],
    ['Hebrew before a point', 'אמר שָׁלוֹם לכם', 'אמר ש'],
    ['Hebrew with a maqaf', 'ראש־הממשלה אמר', 'הממשלה אמר'],
    ['Hebrew with gershayim', 'דובר צה״ל אמר', 'ל אמר'],
    ['Hebrew with a quotation mark', 'דובר צה"ל אמר', 'דובר צה'],
    ['a hyphen', 'the non-nuclear weapons', 'nuclear weapons'],
    ['a hyphen, begun', 'the non-nuclear weapons', 'the non'],
    ['a non-breaking hyphen', 'the non\u2011nuclear weapons', 'nuclear weapons'],
    ['a true hyphen', 'the non\u2010nuclear weapons', 'nuclear weapons'],
    ['an Armenian hyphen', 'հայ\u058aռուսական', 'ռուսական'],
    ['a Mongolian hyphen', 'ᠮᠣᠩ\u1806ᠭᠣᠯ', 'ᠭᠣᠯ'],
    ['a hyphen of Canadian syllabics', 'ᐃᓄᒃ\u1400ᑎᑐᑦ', 'ᑎᑐᑦ'],
    ['a double hyphen', 'non\u2e17nuclear weapons', 'nuclear weapons'],
    ['a short double hyphen', 'non\u2e40nuclear weapons', 'nuclear weapons'],
    ['a full width hyphen', 'non\uff0dnuclear weapons', 'nuclear weapons'],
    ['a hyphen and a line break', 'a multi-\nlateral deal', 'lateral deal'],
    ['a hyphen and a line break, begun', 'a multi-\n  lateral deal', 'a multi'],
    ['a hyphen and a line break, begun with the hyphen', 'a multi-\nlateral deal', 'a multi-'],
    ['a soft hyphen and a line break', 'a multi\u00ad\nlateral deal', 'lateral deal'],
    ['a Swedish genitive', 'det är EU:s beslut', 'det är EU'],
    ['a Swedish genitive, ended', 'det är EU:s beslut', 's beslut'],
    ['a Swedish ordinal', 'den 1:a dagen', 'den 1'],
    ['letters with points', 'the U.S. delegation', 'S. delegation'],
    ['letters with points, begun', 'the U.S. delegation', 'the U'],
    ['a German abbreviation', 'das z.B. heute', 'B. heute'],
    ['a Russian abbreviation', 'то т.е. завтра', 'е. завтра'],
    ['an address', 'at www.example.org now', 'example.org now'],
    ['a Catalan middle dot', 'un col·lectiu nou', 'lectiu nou'],
    ['an underscore', 'a snake_case name', 'case name'],
    ['underscores', 'a snake__case name', 'case name'],
    ['an undertie', 'a mot\u203fmot name', 'mot name'],
    ['an ampersand', 'for R&D spending', 'D spending'],
    ['an at sign', 'to ada@example.org now', 'example.org now'],
    ['letters and digits', 'by MH17 then', '17 then'],
    ['a hyphen and digits', 'by COVID-19 then', '19 then'],
    ['a subscript', 'more CO₂ now', 'more CO'],
    ['a combining mark', 'a boq\u0323 there', 'a boq'],
    ['an enclosing keycap', 'press 5\ufe0f\u20e3 now', 'press 5'],
    ['Hindi', 'शांति क्षेत्र में', 'त्र में'],
    ['Tamil', 'நிலை கொள்ளும் இது', 'ளும் இது'],
    ['Korean', '평화를 위해', '평화'],
    ['Georgian', 'მშვიდობა ახლა', 'დობა ახლა'],
    ['Amharic', 'ሰላም አሁን', 'ላም አሁን'],
    ['Greek', 'η ειρήνη τώρα', 'ρήνη τώρα'],
    ['Vietnamese', 'nền hòa bình', 'òa bình'],
    ['flags', 'talks of 🇨🇳🇷🇺 now', 'talks of 🇨🇳🇷'],
    ['a family', 'all 👩‍👩‍👧‍👦 here', 'all 👩'],
    ['a skin tone', 'they 👍🏽 it', 'they 👍'],
  ])('of %s', (_name, text, part) => {
    expect(look(text, part)).toBe('unverified within-word');
  });
});

describe('no part of a number', () => {
  it.each<[string, string]>([
    ['it cost 1 000 000 then', '000 then'],
    ['it cost 1 000 000 then', '000 000 then'],
    ['it cost 1 000 000 then', 'it cost 1'],
    ['it cost 1\u00a0000\u00a0000 then', '000 then'],
    ['it cost 1\u202f000\u202f000 then', 'it cost 1 000'],
    ['it cost 1\u2009000\u2009000 then', '000 000 then'],
    ['it cost 12\u202f34 then', '34 then'],
    ['it cost 1\n000 then', '000 then'],
    ['it cost 1,000,000 then', '000 then'],
    ['it cost 1.000,50 then', 'it cost 1.000'],
    ["it cost 1'000'000 then", '000 then'],
    ['it cost 1’000’000 then', 'it cost 1’000'],
    ['it grew 3·5 then', '5 then'],
    ['it grew 3٫5 then', '5 then'],
    ['زاد ٣٫٥ ثم', '٥ ثم'],
    ['زاد ٣٬٠٠٠ ثم', '٠٠٠ ثم'],
    ['it grew −5 then', '5 then'],
    ['it grew -5 then', '5 then'],
    ['it grew –5 then', '5 then'],
    ['it grew ‑5 then', '5 then'],
    ['it grew (−5) then', '5'],
    ['it grew +5 then', '5 then'],
    ['it grew ±5 then', '5 then'],
    ['it grew ~5 then', '5 then'],
    ['it grew ≥5 then', '5 then'],
    ['it grew <5 then', '5 then'],
    ['it grew .5 then', '5 then'],
    ['it grew -.5 then', '.5 then'],
    ['one 1/2 then', '2 then'],
    ['one 1⁄2 then', 'one 1'],
    ['some 2½ then', '½ then'],
    ['some 2 ½ then', '½ then'],
    ['some 2½ then', 'some 2'],
    ['some 10² then', 'some 10'],
    ['some 3–5 then', '5 then'],
    ['some 3–5 then', 'some 3'],
    ['some 3-5 then', '5 then'],
    ['some 1999—2001 then', '2001 then'],
    ['some €3–€5 then', '€5 then'],
    ['on 2024-04-01 then', '04-01 then'],
    ['on 1.4.2024 then', '4.2024 then'],
    ['at 10:30 then', '30 then'],
    ['at 10:30 then', 'at 10'],
    ['it grew 3.5% then', 'it grew 3.5'],
    ['it grew %50 now', '50 now'],
    ['it cost $5 then', '5 then'],
    ['it cost 5€ then', 'it cost 5'],
    ['it cost US$5 then', '$5 then'],
    ['it cost −$5 then', '$5 then'],
    ['at 5°C then', 'at 5'],
    ['an area of 5 km² then', 'area of 5 km'],
    ['the P5+1 talks', 'the P5'],
    ['the P5+1 talks', '1 talks'],
    ['増加は１３．５だった', '３．５だった'],
    ['वृद्धि १३.५ रही', '३.५ रही'],
  ])('%s: %s', (text, part) => {
    expect(look(text, part)).toBe('unverified within-word');
  });
});

describe('whole words and numbers', () => {
  it.each<[string, string]>([
    ['it cost 1\u202f000\u00a0000 then', 'cost 1 000 000 then'],
    ['in 2024 100 people came', '100 people'],
    ['in 2024 100 people came', 'in 2024'],
    ['on 5 March 2024', '5 March'],
    ['Article 5, 6 and 7', '6 and 7'],
    ['he came 3 – 5 left', '5 left'],
    ['talks—5 in all—went on', '5 in all'],
    ['talks – long and open – went', 'long and open'],
    ['talks--long and open--went', 'long and open'],
    ['talks—long and open—went', 'long and open'],
    ['Russia–China relations', 'China relations'],
    ['pre- and post-war', 'and post-war'],
    ['it grew 3.5% then', 'it grew 3.5% then'],
    ['it grew 50 % then', 'it grew 50'],
    ['it grew by 5. Then', 'it grew by 5'],
    ['see No.5 there', '5 there'],
    ['the word¹ and more', 'the word'],
    ['the word.¹ And more', 'And more'],
    ['the word[1] and more', 'the word'],
    ['the word[1]and more', 'and more'],
    ['¹The note', 'The note'],
    ['the talks.The ministers met', 'The ministers met'],
    ['قال:نحن موافقون', 'نحن موافقون'],
    ['he said:We agree', 'We agree'],
    ['he said："We agree"', 'We agree'],
    ['and/or more', 'or more'],
    ['a _peace_ talk', 'peace'],
    ['a __peace__ talk', 'peace'],
    ['the U.S. delegation', 'the U.S'],
    ['the U.S. delegation', 'U.S. delegation'],
    ['-Peace now', 'Peace now'],
    ['अर्थात् शांति', 'अर्थात्'],
    ['हम पश्चात् आए', 'हम पश्चात्'],
    ['कहा। शांति', 'शांति'],
    ['I ❤️ peace', 'I ❤'],
    ['I ❤️ peace', '❤ peace'],
    ['GDP增长率上升', 'GDP'],
    ['2024年增长', '2024年'],
    ['mot\u202f: autre', 'mot'],
    ['un\u202fmot\u202f!', 'mot'],
    ['x <b>5</b> y', '5'],
    ['A 5|6 B', '6 B'],
    ['the O.K. sign', 'O.K'],
  ])('of %s: %s', (text, quote) => {
    expect(look(text, quote)).toBe('verified');
  });

  it.each<[string, string, string]>([
    ['a multi-\nlateral deal', 'a multi-lateral deal', 'verified'],
    ['a multi-\nlateral deal', 'a multi- lateral deal', 'verified'],
    ['a multi-\nlateral deal', 'multilateral deal', 'repaired differs'],
    ['a multi\u00ad\n  lateral deal', 'multilateral deal', 'repaired differs'],
    ['a multi-\nlateral deal', 'Multilateral Deal', 'repaired differs'],
    ['هذا كـتـاب جديد', 'كتاب جديد', 'verified'],
    ['هذا كتاب جديد', 'كـتـاب جديد', 'verified'],
    ['هذا كـَتاب جديد', 'كَتاب جديد', 'verified'],
    ['هذا ﻛﺘﺎﺏ جديد', 'كتاب جديد', 'repaired differs'],
    ['هذا كِتَاب جديد', 'كتاب جديد', 'unverified not-found'],
    ['או שָׁלוֹם לכם', 'שלום לכם', 'unverified not-found'],
    ['او می\u200cروم گفت', 'می\u200cروم گفت', 'verified'],
    ['او می\u200cروم گفت', 'میروم گفت', 'repaired differs'],
    ['او میروم گفت', 'می\u200cروم گفت', 'repaired differs'],
    ['он ис\u200cпра\u200dвил', 'исправил', 'verified'],
    ['क्\u200dष और', 'क्ष और', 'repaired differs'],
    ['🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} won', '🏴 won', 'repaired differs'],
    ['ראש־הממשלה אמר', 'ראש-הממשלה אמר', 'repaired differs'],
    ['it cost 3·5 then', 'it cost 3 5 then', 'unverified not-found'],
    ['it cost 1’000 then', "it cost 1'000 then", 'verified'],
  ])('in %j: %j is %s', (text, quote, expected) => {
    expect(look(text, quote)).toBe(expected);
  });
});

describe('prefix and suffix', () => {
  it.each<[string, Partial<Quotation>, string]>([
    ['whole words', { prefix: 'will not ', suffix: ' the deal' }, 'verified'],
    ['the end of a word before', { prefix: 'ot ' }, 'unverified other-context'],
    ['the beginning of a word behind', { suffix: ' th' }, 'unverified other-context'],
    ['another case', { prefix: 'NOT' }, 'verified'],
    ['a long piece cut within a word, as tools cut it', { prefix: 'e chair said that they will not ' }, 'verified'],
  ])('%s', (_name, more, expected) => {
    expect(look('The chair said that they will not accept it or the deal', 'accept it or', more)).toBe(expected);
  });
});

describe('in a script without spaces', () => {
  const text = '中方愿同俄方一道维护国际公平正义。รัฐมนตรีกล่าวว่าสันติภาพมีความสำคัญ';
  const bounds = (quote: string, more: Partial<Quotation> = {}) => {
    const verdict = findQuotation(new SourceText(text), { quote, ...more });
    return [verdict.status, verdict.bounds, verdict.reason?.detail.match(/give (.*?):/u)?.[1] ?? null];
  };
  it.each<[string, Partial<Quotation>, string, string | null]>([
    ['俄方一道维护国际', {}, 'nothing', 'prefix and suffix'],
    ['俄方一道维护国际', { prefix: '愿同' }, 'nothing', 'suffix'],
    ['俄方一道维护国际', { prefix: '愿同', suffix: '公平正义' }, 'context', null],
    ['俄方一道维护国际公平正义', { prefix: '愿同' }, 'context', null],
    ['中方愿同俄方一道维护国际公平正义', {}, 'words', null],
    ['สันติภาพ', {}, 'nothing', 'prefix and suffix'],
    ['俄方一道', { prefix: '同', suffix: '维护' }, 'context', null],
  ])('%s: what guards the bounds is told', (quote, more, guard, wanted) => {
    expect(bounds(quote, more)).toEqual(['verified', guard, wanted]);
  });
  it('is no part of a character verified', () => {
    expect(look(text, 'ความส')).toBe('unverified within-word');
  });
});
