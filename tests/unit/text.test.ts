import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fold,
  normaliseText,
  prefixEntries,
  selectorText,
  spanOf,
  textDigest,
  tokensOf,
} from '../../src/model/text.ts';

describe('the normal form of a text', () => {
  it.each([
    ['composes letters', 'e\u0301', '\u00e9'],
    [
      'straightens quotation marks',
      '\u2018a\u2019 \u201cb\u201d \u201ec\u201f \u00abd\u00bb \u2032\u2033',
      '\'a\' "b" "c" "d" \'"',
    ],
    ['straightens dashes', 'a\u2010b\u2011c\u2012d\u2013e\u2014f\u2015g\u2212h', 'a-b-c-d-e-f-g-h'],
    ['drops soft hyphens', 'co\u00adoperate', 'cooperate'],
    ['makes runs of white space one space', 'a \t\r\n\u00a0\u2003b', 'a b'],
    ['takes white space off the ends', '\n a \u3000', 'a'],
    ['leaves case and accents', '\u00c9COLE', '\u00c9COLE'],
    ['leaves ligatures and full width forms', '\ufb01\uff21', '\ufb01\uff21'],
    ['composes letters that something unseen stood within', 'e\u00ad\u0301 e\u200b\u0301', '\u00e9 \u00e9'],
    [
      'straightens the quotation marks of other scripts',
      '\u2039a\u203a \u300cb\u300d \u300ec\u300f \u301dd\u301f',
      '\'a\' "b" \'c\' "d"',
    ],
    ['drops what is not seen', '\ufeffco\u200bop\u2060er\u200eate\u200f', 'cooperate'],
    ['takes every kind of white space', 'a\u0085b\u202fc\u2028d\u1680e', 'a b c d e'],
    [
      'leaves joiners, by which words differ',
      '\u0646\u0627\u0645\u0647\u200c\u0627\u06cc',
      '\u0646\u0627\u0645\u0647\u200c\u0627\u06cc',
    ],
    ['joins what only a soft hyphen parts from white space', 'a \u00ad b', 'a b'],
  ])('%s', (_what, text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => normaliseText(normaliseText(text)) === normaliseText(text),
      ),
    );
    const unit = fc.constantFrom(
      'e',
      '\u0301',
      '\u00ad',
      '\u200b',
      ' ',
      '\u2019',
      '\u1100',
      '\u1161',
      '\u11a8',
      '\ufeff',
      '-',
      '\u0338',
      '\u0085',
    );
    fc.assert(fc.property(fc.string({ unit }), (text) => normaliseText(normaliseText(text)) === normaliseText(text)));
  });

  it('is what a digest is of', () => {
    const sha256 = (text: string) => createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex');
    expect(textDigest('\u201cPeace\u201d \u2013 caf\u00e9')).toBe(sha256('"Peace" - caf\u00e9'));
    expect(textDigest('caf\u00e9\n')).toBe(textDigest('cafe\u0301'));
    expect(textDigest('a')).not.toBe(textDigest('A'));
  });
});

describe('the text that selectors count', () => {
  it('has no byte order mark, lines ended by LF, composed letters', () => {
    expect(selectorText('\ufeffa\r\nb\rc\ne\u0301')).toBe('a\nb\nc\n\u00e9');
  });

  it('is counted in code points', () => {
    expect(spanOf([...'a\u{1f600}b\u4e2d'], 1, 3)).toBe('\u{1f600}b');
  });
});

describe('folding', () => {
  it.each([
    ['Stra\u00dfe', 'strasse'],
    ['STRASSE', 'strasse'],
    ['STRA\u1e9eE', 'strasse'],
    ['\u00c9vian', 'evian'],
    ['\u0130stanbul', 'istanbul'],
    ['\u0131\u015f\u0131k', 'isik'],
    ['I\u015eIK', 'isik'],
    ['\u039f\u03b4\u03cc\u03c2', '\u03bf\u03b4\u03bf\u03c3'],
    ['\ufb01n', 'fin'],
    ['\uff21\uff11', 'a1'],
    ['  a \n b ', 'a b'],
    ['\u0419', '\u0438'],
    ['\u05e9\u05c1', '\u05e9'],
    ['\ud55c\uad6d', '\ud55c\uad6d'],
    ['\u{10400}', '\u{10428}'],
    ['\u017f', 's'],
    ['Łódź Đorđe Løkke Þór Ærø Œuvre', 'lodz dorde lokke thor aero oeuvre'],
    ['أحمد إبراهيم یزد کرمان مدرسة عـــراق', 'احمد ابراهيم يزد كرمان مدرسه عراق'],
    ['٢٠٢٥ ۲۰۲۵ २०२५', '2025 2025 2025'],
  ])('makes %j %j', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it('takes away case, and folds what is folded no further', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
      { numRuns: 500 },
    );
  });
});

describe('words', () => {
  it.each([
    ['Peace, and security!', ['peace', 'and', 'security']],
    ['peace Peace PEACE', ['peace']],
    ['counter-terrorism', ['counter', 'terrorism']],
    ['G20', ['g20']],
    ["don't", ["don't"]],
    ['\u4e2d\u56fd\u548c\u4fc4\u7f57\u65af', ['\u4e2d\u56fd', '\u548c', '\u4fc4\u7f57\u65af']],
    ['* - " :', []],
    ['', []],
  ])('of %j are %j', (text, expected) => {
    expect(tokensOf(text)).toEqual(expected);
  });
});

describe('what type-ahead finds a name by', () => {
  it.each([
    ['Group of Twenty', ['group of twenty', 'of twenty', 'twenty']],
    ['\u00c9vian', ['evian']],
    ['"Friends" for Peace', ['"friends" for peace', 'friends" for peace', 'for peace', 'peace']],
    ['***', ['***']],
  ])('of %j is %j', (name, expected) => {
    expect(prefixEntries(name)).toEqual(expected);
  });
});
