import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spansOf } from '../../src/verify/spans.ts';
import { selectorText } from '../../src/model/text.ts';
import { REPORT } from '../support/many-scripts.ts';

const told = (text: string): string[] => {
  const points = [...selectorText(text)];
  return spansOf(text).map(
    ({ paragraph, sentence, start, end }) => `${paragraph}.${sentence} ${points.slice(start, end).join('')}`,
  );
};

describe('the sentences of a text', () => {
  it.each<[string, string, string[]]>([
    [
      'with footnote marks behind their ends',
      'One.[1] Two.[2][3]Three![n] “Four.”[4]',
      ['1.1 One.[1]', '1.2 Two.[2][3]', '1.3 Three![n]', '1.4 “Four.”[4]'],
    ],
    ['in paragraphs, empty lines left out', ' A b. \n\n\nC d.\r\nE', ['1.1 A b.', '2.1 C d.', '3.1 E']],
    ['in Chinese', '会谈举行。[1]双方同意！', ['1.1 会谈举行。[1]', '1.2 双方同意！']],
    ['where there are none', ' \n\t\n', []],
  ])('%s', (_what, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('of a line are the same whether or not it is long', () => {
    const pieces = fc.constantFrom(
      ...REPORT.replaceAll('\n', ' ').split(/(?<=\s)/u),
      '3. ',
      '... ',
      '"',
      ') ',
      '. ',
      'a.b ',
      'U.S. ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 2000, maxLength: 2600 }), (parts) => {
        const line = parts.join('').replaceAll('[', '(');
        const whole = [...new Intl.Segmenter('und', { granularity: 'sentence' }).segment(line.trim())].map(
          ({ segment }) => segment.trim(),
        );
        expect(told(line).map((text) => text.slice(text.indexOf(' ') + 1))).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ['sentences', 'Something else. '.repeat(60_000)],
    ['white space', `a${' '.repeat(1_000_000)}b`],
    ['one sentence', 'word '.repeat(200_000)],
    ['marks', '.[1]'.repeat(50_000)],
  ])('of a line of nothing but %s come in time', (_what, text) => {
    const began = performance.now();
    spansOf(text);
    expect(performance.now() - began).toBeLessThan(6000);
  });
});
