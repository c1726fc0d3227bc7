import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DictumError } from '../../src/model/errors.ts';
import { normaliseText, selectorText, textDigest } from '../../src/model/text.ts';
import { verifyQuotation, type Quotation, type Verdict } from '../../src/verify/quotation.ts';
import { Bounds } from '../../src/verify/bounds.ts';
import { comparedForm, normalForm } from '../../src/verify/forms.ts';

const verify = (text: string, quote: string, more: Partial<Quotation> = {}): Verdict =>
  verifyQuotation(text, { quote, ...more });
const outcome = (text: string, quote: string, more: Partial<Quotation> = {}): string[] => {
  const { status, method, reason } = verify(text, quote, more);
  return [status, method ?? '-', reason?.code ?? '-'];
};
const exacts = ({ places }: Verdict): string[] => places.map(({ selectors }) => selectors[0].exact);

/** A text in the form in which words are compared. */
const compared = (text: string): string => comparedForm(selectorText(text)).text;

/** A selector leads back to the words: by position, by quotation, by digest. */
const expectRoundTrip = (raw: string, { places }: Verdict): void => {
  const points = [...selectorText(raw)];
  for (const {
    selectors: [quote, position],
    digest,
  } of places) {
    const span = points.slice(position.start, position.end).join('');
    expect(span).toBe(quote.exact);
    expect(textDigest(span)).toBe(digest.span);
    expect(digest.text).toBe(textDigest(selectorText(raw)));
    expect([...quote.prefix].length).toBeLessThanOrEqual(32);
    expect([...quote.suffix].length).toBeLessThanOrEqual(32);
    expect(points.slice(0, position.start).join('').endsWith(quote.prefix)).toBe(true);
    expect(points.slice(position.end).join('').startsWith(quote.suffix)).toBe(true);
  }
};

describe('a quotation in a text', () => {
  it.each<[string, string, string, string[], Partial<Quotation>?]>([
    [
      'as it stands',
      'They met. We will keep the peace, he said.',
      'We will keep the peace',
      ['verified', 'exact', '-'],
    ],
    [
      'with other quotation marks',
      'He spoke of a “just and lasting” peace.',
      'a "just and lasting" peace',
      ['verified', 'normalised', '-'],
    ],
    [
      'across lines and wide spaces',
      'We will\r\n  keep\u00a0the peace.',
      'We will keep the peace',
      ['verified', 'normalised', '-'],
    ],
    [
      'with a zero width space and a byte order mark',
      '\ufeffWe will ke\u200bep the peace.',
      'We will keep the peace',
      ['verified', 'normalised', '-'],
    ],
    [
      'with a soft hyphen in an accented letter',
      'une cl\u00e9 pour la paix re\u00ad\u0301elle',
      'une cle\u0301 pour la paix r\u00e9elle',
      ['verified', 'normalised', '-'],
    ],
    ['in other case', 'WE WILL KEEP THE PEACE', 'We will keep the peace', ['repaired', 'folded', 'differs']],
    [
      'with other punctuation',
      'We will, of course, keep the peace.',
      'We will of course keep the peace',
      ['repaired', 'folded', 'differs'],
    ],
    ['with a ligature', 'the \ufb01nal o\ufb03cial text', 'the final official text', ['repaired', 'folded', 'differs']],
    [
      'in full width',
      '\uff34\uff28\uff25 \uff30\uff25\uff21\uff23\uff25 \uff34\uff21\uff2c\uff2b\uff33',
      'THE PEACE TALKS',
      ['repaired', 'folded', 'differs'],
    ],
    [
      'in half width kana',
      '\uff76\uff9e\uff72\uff7c\uff6e\uff73\uff76\uff72\uff80\uff9e\uff9d\u3067\u8ff0\u3079\u305f',
      'ガイショウカイダンで述べた',
      ['repaired', 'folded', 'differs'],
    ],
    [
      'with another sharp s and final sigma',
      'DIE STRASSE DES FRIEDENS',
      'die Straße des Friedens',
      ['repaired', 'folded', 'differs'],
    ],
    [
      'without the joiner of a Persian word',
      'این نامه\u200cای برای صلح است',
      'این نامهای برای صلح است',
      ['repaired', 'folded', 'differs'],
    ],
    [
      'with other Chinese punctuation',
      '他说：「我们愿意合作，共同维护和平。」',
      '我们愿意合作、共同维护和平',
      ['repaired', 'folded', 'differs'],
    ],
    [
      'in Chinese, which has no spaces',
      '中方愿同俄方一道维护国际公平正义和世界和平',
      '同俄方一道维护国际公平正义',
      ['verified', 'exact', 'unspaced-script'],
    ],
    ['in Thai', 'รัฐมนตรีกล่าวว่าสันติภาพมีความสำคัญ', 'สันติภาพมีความสำคัญ', ['verified', 'exact', 'unspaced-script']],
    [
      'in Hangul of single letters',
      '평화를 위해 협력하겠다고 말했다'.normalize('NFD'),
      '평화를 위해 협력하겠다고',
      ['verified', 'exact', '-'],
    ],
    ['after an elided article', "C'est l'accord signé hier", 'accord signé hier', ['verified', 'exact', '-']],
    [
      'with an accent left out',
      'La clé de la paix réelle',
      'La cle de la paix reelle',
      ['unverified', '-', 'not-found'],
    ],
    ['with a vowel sign left out', 'शांति के लिए सहयोग करेंगे', 'शांत के लिए सहयोग करेंगे', ['unverified', '-', 'not-found']],
    ['with a missing "not"', 'We will not keep the peace', 'We will keep the peace', ['unverified', '-', 'not-found']],
    ['with a dotless i', 'Barış için ılımlı adımlar', 'Barış için ilimli adimlar', ['unverified', '-', 'not-found']],
    [
      'with a power for digits',
      'an area of 10² square miles',
      'an area of 102 square miles',
      ['unverified', '-', 'not-found'],
    ],
    [
      'with a comma for a point',
      'it grew by 3.5 per cent',
      'it grew by 3,5 per cent',
      ['unverified', '-', 'not-found'],
    ],
    [
      'without the per cent sign',
      'it grew by 3.5% in a year',
      'it grew by 3.5 in a year',
      ['unverified', '-', 'not-found'],
    ],
    ['without a minus', 'growth was −5 per cent', '5 per cent growth was', ['unverified', '-', 'not-found']],
    ['that begins behind a minus', 'Growth was −5 per cent now', '5 per cent now', ['unverified', '-', 'within-word']],
    ['that begins within a number', 'it grew by 13.5 per cent', '3.5 per cent', ['unverified', '-', 'within-word']],
    ['that ends within a number', 'it grew by 13.5 per cent', 'it grew by 13', ['unverified', '-', 'within-word']],
    ['that ends within a word', 'a party for everybody', 'a party for every', ['unverified', '-', 'within-word']],
    [
      'that ends within a negation',
      "We can't keep the peace",
      'We can',
      ['unverified', '-', 'within-word'],
      { suffix: "'t" },
    ],
    [
      'that begins within a compound',
      'The non-nuclear weapons are banned',
      'nuclear weapons are banned',
      ['unverified', '-', 'within-word'],
    ],
    [
      'that ends before an accent',
      'We prefer the cafe\u0323 there',
      'We prefer the cafe',
      ['unverified', '-', 'not-found'],
    ],
    [
      'that ends before a mark',
      'We prefer the boq\u0323 there',
      'We prefer the boq',
      ['unverified', '-', 'within-word'],
    ],
    ['that parts a family', 'They are all 👩‍👩‍👧‍👦 here', 'They are all 👩', ['unverified', '-', 'within-word']],
    ['that parts flags', 'talks of 🇨🇳🇷🇺🇿🇦🇨🇳🇷🇺🇿🇦', '🇳🇷🇺🇿🇦🇨🇳🇷🇺🇿', ['unverified', '-', 'within-word'], { suffix: '🇦' }],
    [
      'with an ellipsis',
      'We will keep the peace and the borders',
      'We will keep … the borders',
      ['unverified', '-', 'ellipsis'],
    ],
  ])('%s', (_what, text, quote, expected, more) => {
    expect(outcome(text, quote, more)).toEqual(expected);
  });

  it("gives the source's own characters, and what differs", () => {
    const verdict = verify('He said: WE WILL KEEP the \ufb01nal peace!', 'We will keep, the final peace');
    expect(exacts(verdict)).toEqual(['WE WILL KEEP the \ufb01nal peace']);
    expect(verdict.places[0]!.differences).toEqual(['case', 'compatibility', 'punctuation']);
  });

  it('gives W3C selectors in code points', () => {
    const text = '🇨🇳 opened. “We will keep the peace,” 王毅 said.';
    const verdict = verify(text, 'We will keep the peace');
    expect(verdict.places[0]!.selectors).toEqual([
      { type: 'TextQuoteSelector', exact: 'We will keep the peace', prefix: '🇨🇳 opened. “', suffix: ',” 王毅 said.' },
      { type: 'TextPositionSelector', start: 12, end: 34 },
    ]);
    expectRoundTrip(text, verdict);
  });
});

describe('words that stand at several places', () => {
  const text = 'First, the peace process goes on. Then the peace process ended. THE PEACE PROCESS.';

  it('are ambiguous, each place with selectors', () => {
    const verdict = verify(text, 'the peace process');
    expect([verdict.status, verdict.method, verdict.count]).toEqual(['ambiguous', 'exact', 2]);
    expectRoundTrip(text, verdict);
  });

  it.each<[string, Partial<Quotation>, string]>([
    ['prefix', { prefix: 'First, ' }, 'goes on'],
    ['suffix', { suffix: 'ended' }, 'ended'],
    ['prefix in another style', { prefix: 'FIRST' }, 'goes on'],
    ['range', { near: { start: 34, end: 70 } }, 'ended'],
  ])('are told apart by a %s', (_what, more, follows) => {
    const { status, places } = verify(text, 'the peace process', more);
    expect([status, places[0]!.selectors[0].suffix.includes(follows)]).toEqual(['verified', true]);
  });

  it('are not verified in a context that is nowhere', () => {
    expect(outcome(text, 'the peace process', { prefix: 'Never' })).toEqual(['unverified', '-', 'other-context']);
  });

  it('are counted to the end, and the first 20 are told', () => {
    const verdict = verify('peace and order, '.repeat(5000), 'peace and order');
    expect([verdict.count, verdict.places.length]).toEqual([5000, 20]);
  });

  it('have all of them at the better level', () => {
    expect(exacts(verify('Peace and order. peace and order.', 'peace and order'))).toEqual(['peace and order']);
  });
});

describe('a quotation that cannot be looked for', () => {
  const code = (quote: string, more: Partial<Quotation> = {}): string | null => {
    try {
      verify('a new era begins', quote, more);
      return null;
    } catch (error) {
      if (!(error instanceof DictumError)) throw error;
      expect(error.faults).toMatchObject([{ pointer: '/quote', code: error.code }]);
      return error.code;
    }
  };
  it.each([
    ['', 'quotation-empty'],
    [' … “” — ', 'quotation-empty'],
    ['\u200b\u00ad', 'quotation-empty'],
    ['new era', 'quotation-too-short'],
    ['e\u0301'.repeat(11), 'quotation-too-short'],
    ['new era begi', null],
  ])('%j: %s', (quote, expected) => {
    expect(code(quote)).toBe(expected);
  });
  it('may be short with a prefix or a suffix, which has to have something in it', () => {
    expect([
      code('new era', { prefix: 'a' }),
      code('new era', { suffix: 'begins' }),
      code('new era', { prefix: ' \u200b' }),
    ]).toEqual([null, null, 'quotation-too-short']);
    expect(outcome('a new era begins', 'new era', { prefix: 'a ', suffix: ' begins' })).toEqual([
      'verified',
      'exact',
      '-',
    ]);
  });
});

/** Texts of every script that behaves in its own way. */
const SCRIPTS = {
  Latin: 'We will keep the peace. L’été, “déjà” — co\u00adopération! ',
  Arabic: 'قال الوزير: «السلام عليكم» إنَّ السلامَ ممكن. ',
  Persian: 'می\u200cخواهیم نامه\u200cای بنویسیم ',
  Devanagari: 'शांति क्षेत्र में स्थिरता और श्री विकास ',
  Hangul: '평화를 위해 협력 ',
  Jamo: '평화를 위해 협력 '.normalize('NFD'),
  Thai: 'สันติภาพมีความสำคัญน้ำ',
  Chinese: '他说：“我们愿意合作。”',
  Japanese: 'ガイショウは「会談」したﾊﾞ',
  emoji: '👩‍👩‍👧‍👦🇨🇳🇷🇺👍🏽❤️🏴󠁧󠁢󠁥󠁮󠁧󠁿 ',
  Turkish: 'İstanbul ılık ışık IŞIK ',
  astral: '𝒜𝐁𐐀𐐨𠀀 ',
  Hebrew: 'שָׁלוֹם צה״ל ',
  Tamil: 'நிலை கொள்ளும் ',
  Khmer: 'សន្តិភាពក្ក',
  Burmese: 'ငြိမ်းချမ်းရေးက္က',
  marks: 'a\u0315\u0300\u05ae\u0062\u0301\u00ad\u0323 \u0301',
};
const piece = fc.constantFrom(...Object.values(SCRIPTS).flatMap((text) => [...text]));
const scripts = fc.constantFrom(...Object.values(SCRIPTS));
const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: scripts },
      { weight: 2, arbitrary: piece },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => !/\p{Surrogate}/u.test(text));
const runs = { numRuns: 600 };

describe('in any script', () => {
  it('the form that is searched is the normal form', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(normalForm(selectorText(raw)).text).toBe(normaliseText(raw));
      }),
      runs,
    );
  });

  it('a bound never parts a character as a reader sees it', () => {
    const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
    fc.assert(
      fc.property(anyText.map(selectorText), (text) => {
        const edges = new Set([...clusters.segment(text)].map(({ index }) => index)).add(text.length);
        const bounds = new Bounds(text);
        let at = 0;
        for (const point of text) {
          if (bounds.at(at) === 'bound') expect([text, at, edges.has(at)]).toEqual([text, at, true]);
          at += point.length;
        }
      }),
      runs,
    );
  });

  it('what is cut out of a text at bounds is found in it again, with selectors that lead back', () => {
    let found = 0;
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (raw, a, b) => {
        const text = selectorText(raw);
        const bounds = new Bounds(text);
        const edges: number[] = [];
        let at = 0;
        for (const point of [...text, '']) {
          // What is not seen belongs to the letter before it.
          if (bounds.at(at) === 'bound' && !/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/u.test(point)) edges.push(at);
          at += point.length;
        }
        const [from, to] = [edges[a % edges.length]!, edges[b % edges.length]!].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const quote = text.slice(from, to);
        // What is joined to a space stands alone once the space is trimmed.
        if ([...compared(quote)].length < 12 || !/[\p{L}\p{N}]/u.test(quote) || quote.trim() !== quote) return;
        const verdict = verify(raw, quote);
        expect([quote, verdict.status]).toEqual([quote, expect.stringMatching(/^(verified|ambiguous)$/)]);
        expectRoundTrip(raw, verdict);
        for (const {
          selectors: [selector, position],
        } of verdict.places) {
          const again = verify(raw, selector.exact, { prefix: selector.prefix, suffix: selector.suffix });
          expect(again.places.map((place) => place.selectors[1].start)).toContain(position.start);
        }
        found += 1;
      }),
      runs,
    );
    expect(found).toBeGreaterThan(100);
  });

  it('whatever is called verified is equal in the form that is compared, and whatever is repaired has the same letters, digits and marks', () => {
    const swaps: [RegExp, string][] = [
      [/é/gu, 'e'],
      [/[.,“”]/gu, ''],
      [/\u200c/gu, ''],
      [/ı/gu, 'i'],
      [/्/gu, ''],
      [/َ/gu, ''],
      [/We/gu, 'WE'],
      [/ /gu, '  '],
      [/ガ/gu, 'カ'],
      [/’/gu, "'"],
    ];
    const content = (text: string): string =>
      [...text.normalize('NFKC').toLowerCase().normalize('NFC').replace(/ς/g, 'σ').replace(/ß/g, 'ss')]
        .filter((point) => /[\p{L}\p{N}\p{M}]/u.test(point) && !/[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u.test(point))
        .join('');
    fc.assert(
      fc.property(anyText, fc.constantFrom(...swaps), (raw, [from, to]) => {
        const quote = selectorText(raw).slice(0, 60).replace(from, to);
        if ([...compared(quote)].length < 12 || !/[\p{L}\p{N}]/u.test(quote) || /\p{Surrogate}$/u.test(quote)) return;
        const { status, places } = verify(raw, quote);
        for (const place of places) {
          const equal = compared(place.selectors[0].exact) === compared(quote);
          expect(equal).toBe(place.method !== 'folded');
          if (status === 'verified') expect(equal).toBe(true);
          if (!/[\p{No}\p{So}]/u.test(quote)) expect(content(place.selectors[0].exact)).toBe(content(quote));
        }
      }),
      runs,
    );
  });
});
