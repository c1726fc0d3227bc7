import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuotation } from '../../src/verify/quotation.ts';
import { SourceText } from '../../src/verify/source-text.ts';
import { indexedWords, waysToFind } from '../../src/verify/words.ts';
import { REPORT } from '../support/many-scripts.ts';

const isFound = (text: string, quote: string): boolean => {
  const [words, ways] = [` ${indexedWords(text)} `, waysToFind(quote)];
  return ways.length === 0 || ways.some((rows) => rows.every((row) => words.includes(` ${row.join(' ')} `)));
};

describe('the words that a text is found by', () => {
  it.each([
    ['in their order, each as often as it comes', 'To be, or not to be.', 'to be or not to be'],
    ['without case, accents and compatibility forms', 'STRAẞE Çédille ﬁsh ｗｉｄｅ', 'strasse cedille fish wide'],
    ['cut finer than words are', "L'accord, non-nuclear, U.S., don’t, 3.5", 'l accord non nuclear u s don t 3 5'],
    ['without what is not seen within them', 'nu\u00adclear week\u200bend می\u200cخواهم', 'nuclear weekend ميخواهم'],
    ['alike whatever stands for an apostrophe', "п'ять п’ять пʼять", 'п ять п ять п ять'],
    [
      'by two letters where there are no spaces',
      '中文。文字 2025年 abc ไทย 中',
      '中文 文文 文字 2025 年 abc ไท ทย ย中',
    ],
    ['but for a letter that stands alone', '中 abc', '中 abc'],
    ['with nothing of what only parts them', '— … « » 🇨🇳 €', ''],
    ['once more where one was parted at the end of a line', 'We agree-\nd then.', 'we agree d then we agreed then'],
    ['cut where they are too long', `${'a'.repeat(1000)} b`, `${'a'.repeat(64)} b`],
  ])('are told %s', (_what, text, words) => {
    expect(indexedWords(text)).toBe(words);
  });

  it('are looked for in rows, four at most', () => {
    const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `w${from + i}`);
    expect(waysToFind(numbers(0, 8).join(' '))).toEqual([[numbers(0, 8)]]);
    expect(waysToFind(numbers(0, 9).join(', '))).toEqual([[numbers(0, 8), numbers(1, 9)]]);
    expect(waysToFind(numbers(0, 1000).join(' '))).toEqual([
      [numbers(0, 8), numbers(331, 339), numbers(661, 669), numbers(992, 1000)],
    ]);
    expect(waysToFind('— 中 …')).toEqual([]);
    expect(waysToFind('中 abc 文')).toEqual([[['abc']]]);
    expect(waysToFind('abc 中 abc')).toEqual([[['abc', '中', 'abc']]]);
  });

  // What is not found by words would never be compared.
  it('are there wherever the comparison finds the quotation', () => {
    const piece = fc.constantFrom(
      ...REPORT,
      ..."\u00ad\u200b\u200c\u2060\u034f\u0640\u0301\u02bc\u02bb\ua78c\u05be\n-\u2019'-–²½Ⓐ㍍ﬁßİıς中文ไทยﾊﾟ한",
      ' ',
    );
    const text = fc
      .array(fc.oneof(fc.constantFrom(...REPORT.split(' ')), piece), { maxLength: 30 })
      .map((of) => of.join(''));
    // Marks of scripts without spaces that stand behind a space, with nothing to stand on.
    const alone = ['Bakanlar ﾟbitti', 'Bakanlar \u0e31bitti', 'Bakanlar ﾞ ﾟ bitti'];
    for (const raw of alone)
      for (const quote of ['Bakanlar', 'bitti']) {
        expect(findQuotation(new SourceText(raw), { quote }).count).toBe(1);
        expect(isFound(raw, quote)).toBe(true);
      }
    let found = 0;
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.boolean(), (raw, a, b, upper) => {
        const points = [...raw];
        const [from, to] = [a % (points.length + 1), b % (points.length + 1)].sort((one, other) => one - other);
        const quote = points.slice(from, to).join('');
        const asked = upper ? quote.toUpperCase() : quote;
        if (findQuotation(new SourceText(raw), { quote: asked }).count === 0) return;
        found += 1;
        expect(isFound(raw, asked)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(300);
  });
});
