import { describe, expect, it } from 'vitest';
import { spanOf, textDigest } from '../../src/model/text.ts';
import { checkPassages, type Checkable, type PassageCheck } from '../../src/verify/passages.ts';
import { SourceText } from '../../src/verify/source-text.ts';
import { spansOf } from '../../src/verify/spans.ts';
import { stepsOf } from '../support/steps.ts';

/** Three speakers say the same, in an invented record of a session. */
const SAID = 'We cannot agree to the second draft.';
const RECORD = [
  `The delegate of Arland opened. ${SAID} Nobody replied at first.`,
  `The delegate of Belland went on. ${SAID} Some in the hall applauded.`,
  `The delegate of Corland closed. ${SAID} Then the session ended.`,
].join('\n');
const lines = RECORD.split('\n');

const nth = (text: string, n: number): { start: number; end: number } => {
  let start = -1;
  for (let i = 0; i <= n; i++) start = text.indexOf(SAID, start + 1);
  return { start, end: start + SAID.length };
};
const byPosition = (id: string, { start, end }: { start: number; end: number }, text = RECORD): Checkable => ({
  id,
  selectors: [{ type: 'TextPositionSelector', start, end }],
  digest: { span: textDigest(text.slice(start, end)), text: textDigest(text) },
});
const withQuote = (passage: Checkable, n: number, text = RECORD): Checkable => {
  const { start, end } = nth(text, n);
  const context = {
    prefix: text.slice(text.lastIndexOf('\n', start) + 1, start),
    suffix: text.slice(end, end + 18).replace(/\s+\S*$/u, ''),
  };
  return { ...passage, selectors: [...passage.selectors, { type: 'TextQuoteSelector', exact: SAID, ...context }] };
};
const quoteOnly = (id: string, n: number): Checkable => withQuote({ id, selectors: [], digest: null }, n);

const check = (text: string, passages: readonly Checkable[]): Record<string, [string, number | null]> =>
  Object.fromEntries(
    checkPassages(new SourceText(text), passages).map(({ id, status, position }) => [
      id,
      [status, position?.start ?? null],
    ]),
  );
const reasons = (text: string, passages: readonly Checkable[]): (string | null)[] =>
  checkPassages(new SourceText(text), passages).map(({ reason }: PassageCheck) => reason);

const at = (text: string, n: number): number => nth(text, n).start;
const arland = byPosition('arland', nth(RECORD, 0));
const belland = byPosition('belland', nth(RECORD, 1));
const corland = byPosition('corland', nth(RECORD, 2));
/** The same text without what one of them said. */
const without = (n: number): string =>
  lines.map((line, i) => (i === n ? line.replace(`${SAID} `, '') : line)).join('\n');

describe('passages of the same words', () => {
  it('with prefix and suffix are placed by them', () => {
    const quoted = [withQuote(arland, 0), withQuote(belland, 1), quoteOnly('quoted', 1)];
    expect(check(RECORD, quoted)).toEqual({
      arland: ['verified', at(RECORD, 0)],
      belland: ['verified', at(RECORD, 1)],
      quoted: ['verified', at(RECORD, 1)],
    });
    const edited = without(0);
    expect(check(edited, quoted)).toEqual({
      arland: ['unverified', null],
      belland: ['verified', at(edited, 0)],
      quoted: ['verified', at(edited, 0)],
    });
    expect(reasons(edited, quoted)[0]).toContain('in another context');
    const other = lines[2]!;
    expect(check(other, quoted)).toEqual({
      arland: ['unverified', null],
      belland: ['unverified', null],
      quoted: ['unverified', null],
    });
    expect(reasons(other, quoted)[1]).toContain(`stand at ${at(other, 0)}-`);
  });

  it('in another case are found in their context, in another context not', () => {
    const shouted = RECORD.replace('The delegate of Belland went on.', 'THE DELEGATE OF BELLAND WENT ON,');
    expect(check(shouted, [withQuote(belland, 1)])).toEqual({ belland: ['verified', at(shouted, 1)] });
    const upper = lines.map((line, i) => (i === 1 ? line.toUpperCase() : line)).join('\n');
    expect(check(upper, [withQuote(belland, 1), quoteOnly('quoted', 1)])).toMatchObject({
      belland: ['unverified', null],
      quoted: ['unverified', null],
    });
    expect(check(lines[1]!.toUpperCase(), [withQuote(belland, 1)])).toMatchObject({ belland: ['repaired', 33] });
  });

  it.each([0, 1, 2])('without a context are placed by their neighbours where that of speaker %i is gone', (gone) => {
    const passages = spansOf(RECORD).map(({ paragraph, sentence, start, end }) =>
      byPosition(`p${paragraph}-s${sentence}`, { start, end }),
    );
    const edited = without(gone);
    const checks = check(edited, passages);
    expect(Object.entries(checks).filter(([, [status]]) => status !== 'verified')).toEqual([
      [`p${gone + 1}-s2`, ['unverified', null]],
    ]);
    const left = [0, 1, 2].filter((n) => n !== gone);
    expect(left.map((n) => checks[`p${n + 1}-s2`]![1])).toEqual([at(edited, 0), at(edited, 1)]);
    expect(reasons(edited, passages)[gone * 3 + 1]).toMatch(/that is the place of p\d-s2; its own are not there/u);
  });

  it('without a context or neighbours are ambiguous', () => {
    expect(check(without(0), [arland, belland, corland])).toEqual({
      arland: ['ambiguous', null],
      belland: ['ambiguous', null],
      corland: ['ambiguous', null],
    });
    expect(check(without(0), [corland])).toEqual({ corland: ['ambiguous', null] });
    expect(check(lines[2]!, [arland, belland])).toEqual({ arland: ['ambiguous', null], belland: ['ambiguous', null] });
    expect(reasons(lines[2]!, [arland, belland])[0]).toContain('belland');
  });

  it('are placed in order where as many are left as there were', () => {
    const longer = `A word before.\n${RECORD.replaceAll('The delegate', 'The honourable delegate')}`;
    expect(check(longer, [corland, arland, belland])).toEqual({
      corland: ['verified', at(longer, 2)],
      arland: ['verified', at(longer, 0)],
      belland: ['verified', at(longer, 1)],
    });
  });

  it('without a position take nobody’s place', () => {
    const digestOnly: Checkable = { id: 'digest', selectors: [], digest: arland.digest };
    expect(check(lines[0]!, [digestOnly])).toEqual({ digest: ['verified', at(RECORD, 0)] });
    expect(check(RECORD, [digestOnly])).toEqual({ digest: ['ambiguous', null] });
    expect(check(lines[0]!, [arland, digestOnly])).toEqual({
      arland: ['verified', at(RECORD, 0)],
      digest: ['ambiguous', null],
    });
    expect(check(`${lines[0]}\n${lines[1]}`, [arland, digestOnly])['digest']).toEqual(['verified', at(RECORD, 1)]);
    expect(check(lines[0]!, [digestOnly, { ...digestOnly, id: 'other' }])).toEqual({
      digest: ['ambiguous', null],
      other: ['ambiguous', null],
    });
  });

  it('that were recorded at one place share it, and so do those that overlap', () => {
    const line = lines[1]!;
    const start = RECORD.indexOf(line);
    const passages = [
      belland,
      { ...belland, id: 'again' },
      byPosition('line', { start, end: start + line.length }),
      byPosition('clause', {
        start: belland.selectors[0]!.type === 'TextPositionSelector' ? nth(RECORD, 1).start + 3 : 0,
        end: nth(RECORD, 1).end - 1,
      }),
    ];
    const edited = `Some words before.\n${line}`;
    expect(Object.values(check(edited, passages)).map(([status]) => status)).toEqual(passages.map(() => 'verified'));
  });
});

describe('the work of placing passages', () => {
  const passagesOf = (text: string): Checkable[] =>
    spansOf(text).map(({ paragraph, sentence, start, end, digest }) => ({
      id: `p${paragraph}-s${sentence}`,
      selectors: [{ type: 'TextPositionSelector', start, end }],
      digest: { span: digest, text: null },
    }));
  const record = (n: number): string =>
    Array.from({ length: n }, (_, i) => `Number ${i} spoke of draft ${i * 7}. All agreed. ${SAID}`).join('\n');
  const words = (passages: readonly Checkable[], text: string): Checkable[] =>
    passages.map((passage) => {
      const [selector] = passage.selectors as [{ type: 'TextPositionSelector'; start: number; end: number }];
      return {
        ...passage,
        selectors: [{ type: 'TextQuoteSelector', exact: spanOf([...text], selector.start, selector.end) }],
      };
    });

  it.each<[string, (text: string, passages: Checkable[]) => [string, Checkable[]]]>([
    ['that stand where they were recorded', (text, passages) => [text, passages]],
    ['that were all moved', (text, passages) => [`Something before.\n${text}`, passages]],
    ['that are all gone', (text, passages) => ['Something else. '.repeat(text.length / 16), passages]],
    ['that carry their words', (text, passages) => [`Something before.\n${text}`, words(passages, text)]],
    ['that carry their words in another case', (text, passages) => [text.toUpperCase(), words(passages, text)]],
    ['of one text in reverse', (text, passages) => [text.split('\n').toReversed().join('\n'), passages]],
  ])('%s grows with the text and with them', (_what, made) => {
    const steps = (n: number): number => {
      const text = record(n);
      const [where, passages] = made(text, passagesOf(text));
      return stepsOf(() => checkPassages(new SourceText(where), passages));
    };
    steps(10);
    const [one, two, four] = [steps(100), steps(200), steps(400)];
    expect((four - two) / (two - one)).toBeLessThan(2.6);
  });
});
