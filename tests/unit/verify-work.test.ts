import { describe, expect, it } from 'vitest';
import { findQuotation } from '../../src/verify/quotation.ts';
import { SourceText } from '../../src/verify/source-text.ts';
import { stepsOf } from '../support/steps.ts';

const SIZE = 6000;
const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

describe('the work of looking for a quotation grows with the text and no faster', () => {
  it.each<[string, string, string]>([
    ['one letter', 'a', 'a'.repeat(500)],
    ['one letter, and a needle that fails at its end', 'a', `${'a'.repeat(500)}b`],
    ['one letter, and a needle that fails at its beginning', 'a', `b${'a'.repeat(500)}`],
    ['two letters', 'ab', `${'ab'.repeat(500)}c`],
    ['words', 'We will keep the peace. ', 'We will keep the peace here'],
    ['words that are there', 'We will keep the peace. ', 'We will keep the peace'],
    ['one-letter words', 'a ', filled('a ', 500)],
    ['marks out of order', '\u0301\u0316', `a${'\u0316'.repeat(300)}`],
    ['marks in order', '\u0301', `a${'\u0301'.repeat(300)}`],
    ['letters with many marks', `a${'\u0301\u0316'.repeat(40)}`, 'some words that are not'],
    ['letters that are composed with one another', '\u{16d67}', 'some words that are not'],
    ['viramas', '\u094d', 'क्क्क्क्क्क्क्क'],
    ['consonants linked to one another', 'क\u094d', 'क्क्क्क्क्क्क्क'],
    ['zero width spaces', '\u200b', 'some words that are not'],
    ['joiners', '\u200c\u200d', 'some words that are not'],
    ['variation selectors', '\ufe0f', 'some words that are not'],
    ['tags', '\u{e0061}', 'some words that are not'],
    ['control characters', '\u0002', 'some words that are not'],
    ['letters and what is not seen', 'a\u200b', 'a'.repeat(300)],
    ['tatweels', 'ك\u0640', 'ك'.repeat(300)],
    ['fillers of Hangul', '\u1160', 'some words that are not'],
    ['jamo', '\u1100\u1161', '가'.repeat(100)],
    ['vowels of Hangul', '\u1161', '가'.repeat(100)],
    ['flags', '🇨🇳', '🇨🇳'.repeat(50)],
    ['flags, one letter off', '🇨🇳', '🇳🇨'.repeat(50)],
    ['families', '👩‍👧', '👩‍👧'.repeat(50)],
    ['joined emoji without an end', '👩\u200d', '👩‍👧'.repeat(50)],
    ['digits in groups', '1 000 ', filled('000 ', 200)],
    ['digits and thin spaces', '100\u202f', filled('100 ', 200)],
    ['digits and points', '1.', filled('1.', 200)],
    ['digits and minus signs', '-1', filled('-1', 200)],
    ['quotation marks', '“', 'x'.repeat(50)],
    ['all quotation marks', '“”\'"', 'x'.repeat(50)],
    ['apostrophes', "a'", filled("a'", 200)],
    ['hyphens', 'a-', filled('a-', 200)],
    ['hyphens alone', '-', filled('a-', 200)],
    ['hyphens at the ends of lines', 'a-\n', 'a'.repeat(200)],
    ['soft hyphens at the ends of lines', 'a\u00ad\n', 'a'.repeat(200)],
    ['underscores', '_', filled('a_', 200)],
    ['full stops', '.', 'some words that are not'],
    ['white space', ' ', 'a b c d e f'],
    ['lines', '\n', 'a b c d e f'],
    ['Chinese', '我们愿意合作，共同维护和平。', '愿意合作，共同维护世界和平。'],
    ['one Chinese character', '我', '我'.repeat(100)],
    ['letters beyond the first plane', '𝒜𝐁', '𝒜𝐁'.repeat(50)],
    ['letters that come to more', 'ß', 'ss'.repeat(50)],
    ['signs for phrases', '\ufdfa', 'some words that are not'],
  ])('%s', (_what, unit, quote) => {
    const steps = (length: number): number => {
      const text = `x ${filled(unit, length)} y`;
      return stepsOf(() => findQuotation(new SourceText(text), { quote }));
    };
    steps(100);
    const [one, two, four] = [steps(SIZE), steps(2 * SIZE), steps(4 * SIZE)];
    // Twice the text costs at most twice as much again, whatever it costs to begin.
    expect((four - two) / (two - one)).toBeLessThan(2.3);
    expect(four / (4 * SIZE)).toBeLessThan(400);
  });
});
