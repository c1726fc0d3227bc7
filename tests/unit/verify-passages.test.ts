import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Bounds } from '../../src/verify/bounds.ts';
import { spansOf } from '../../src/verify/spans.ts';
import { selectorText, spanOf, textDigest } from '../../src/model/text.ts';
import { SourceText } from '../../src/verify/source-text.ts';
import { checkPassages, type Checkable, type PassageCheck } from '../../src/verify/passages.ts';
import { REPORT } from '../support/many-scripts.ts';

const passagesOf = (text: string): Checkable[] => {
  const whole = textDigest(selectorText(text));
  return spansOf(text).map(({ paragraph, sentence, start, end, digest }) => ({
    id: `p${paragraph}-s${sentence}`,
    selectors: [{ type: 'TextPositionSelector', start, end }],
    digest: { span: digest, text: whole },
  }));
};
const position = ({ selectors: [selector] }: Checkable) => selector as { start: number; end: number };
const check = (text: string, passages: readonly Checkable[]): PassageCheck[] =>
  checkPassages(new SourceText(text), passages);
const failed = (checks: readonly PassageCheck[]): string[] =>
  checks.filter(({ status }) => status !== 'verified').map(({ id }) => id);

/** What was found stands where the check says, by its digest. */
const expectTrue = (text: string, checks: readonly PassageCheck[]): void => {
  const points = [...selectorText(text)];
  for (const { status, span, position: at } of checks)
    if (status === 'verified') expect(textDigest(spanOf(points, at!.start, at!.end))).toBe(span);
};

const article = process.env['DICTUM_ARTICLE'];
const TEXTS: [string, string | null][] = [
  ['an invented report in many scripts', REPORT],
  ['the article of the seed', article === undefined ? null : readFileSync(article, 'utf8')],
];

describe.each(TEXTS)('the passages of %s', (_what, given) => {
  const text = selectorText(given ?? '');
  const points = [...text];
  const passages = passagesOf(text);

  it.skipIf(given === null)('are all verified in it', () => {
    expect(check(text, passages).map(({ status, method }) => `${status} ${method}`)).toEqual(
      passages.map(() => 'verified digest'),
    );
    const copy = text.replaceAll('“', '"').replaceAll('”', '"').replaceAll('–', '-').replaceAll('\n', '\r\n');
    expect(failed(check(`\ufeff${copy}`, passages))).toEqual([]);
  });

  const EDITS: [string, (at: number) => string[]][] = [
    ['one character replaced', () => ['ж']],
    ['one character deleted', () => []],
    ['a word inserted', (at) => [points[at]!, ...' really quite extraordinarily '.slice(0, 6 + (at % 24))]],
    ['a character doubled', (at) => [points[at]!, points[at]!]],
  ];
  it.skipIf(given === null).each(EDITS)('fail with %s only where they contain the edit', (_name, edit) => {
    let relocated = 0;
    for (let at = 1; at < points.length - 1; at += Math.max(7, Math.floor(points.length / 101))) {
      const edited = [...points.slice(0, at), ...edit(at), ...points.slice(at + 1)].join('');
      const checks = check(edited, passages);
      const touched = passages
        .filter((passage) => position(passage).start <= at && at < position(passage).end)
        .map(({ id }) => id);
      const bad = failed(checks);
      // At the edge of a passage, or where the normal form makes both equal, the edit may leave it as it was; or else make
      // its first or last word a part of a longer one.
      const near = passages
        .filter((passage) => position(passage).start - 1 <= at && at <= position(passage).end)
        .map(({ id }) => id);
      for (const id of bad) expect([at, bad, near.includes(id)]).toEqual([at, bad, true]);
      if (points[at]!.trim() !== '' && edit(at)[0] !== points[at]) expect([at, bad]).toEqual([at, touched]);
      relocated += checks.filter(({ method }) => method === 'relocated').length;
      expectTrue(edited, checks);
    }
    expect(relocated > 0 || edit(1).length === 1).toBe(true);
  });

  it.skipIf(given === null)(
    'are found when paragraphs were moved, added or taken out, and say what differs otherwise',
    () => {
      const lines = text.split('\n');
      const moved = [lines.at(-1)!, 'A new paragraph. With two sentences.', ...lines.slice(2)].join('\n');
      const checks = check(moved, passages);
      expect([...new Set(failed(checks).map((id) => id.split('-')[0]))]).toEqual(['p1', 'p2']);
      expect(checks.find(({ id }) => id === 'p1-s1')!.reason).toMatch(
        /has the digest [0-9a-f]{12}…, not [0-9a-f]{12}….*other digest of the whole/,
      );
      expect(check(text.slice(0, 200), passages).at(-1)!.reason).toContain('lies outside of the text, which has');
      expectTrue(moved, checks);
    },
  );
});

describe('passages that are not sentences', () => {
  const points = [...REPORT];
  const bounds = new Bounds(REPORT);
  const isBound = (at: number): boolean => /^(?:bound|unspaced)$/.test(bounds.at(points.slice(0, at).join('').length));
  const passageAt = (id: string, start: number, end: number): Checkable => ({
    id,
    selectors: [{ type: 'TextPositionSelector', start, end }],
    digest: { span: textDigest(spanOf(points, start, end)), text: null },
  });
  /** Each sentence without its first word and its end. */
  const clauses = passagesOf(REPORT)
    .filter((passage) => position(passage).end - position(passage).start > 8)
    .map((passage): Checkable => {
      let { start, end } = { start: position(passage).start + 1, end: position(passage).end - 3 };
      while (!isBound(start) || points[start]!.trim() === '') start += 1;
      while (!isBound(end) || points[end - 1]!.trim() === '') end -= 1;
      return passageAt(passage.id, start, end);
    })
    .filter((passage) => position(passage).start < position(passage).end);

  it('are found behind an edit all the same', () => {
    const edited = [...points.slice(0, 20), ...'a few more words ', ...points.slice(20)].join('');
    expect(failed(check(edited, clauses))).toEqual(['p1-s1']);
    const other = clauses[9]!;
    const cut = position(other).start + 2;
    const twice = [...points.slice(0, 20), ...'more ', ...points.slice(20, cut), ...'and more ', ...points.slice(cut)];
    expect(failed(check(twice.join(''), clauses))).toEqual(['p1-s1', other.id]);
  });

  it('are found wherever they are moved to', () => {
    const lines = REPORT.split('\n');
    const moved = lines.toReversed().join('\n\n');
    expect(failed(check(moved, clauses))).toEqual([]);
    const [first, last] = [position(clauses[0]!), position(passagesOf(REPORT)[2]!)];
    const several = [
      passageAt('clause', first.start, first.end),
      passageAt('sentences', position(passagesOf(REPORT)[0]!).start, last.end),
      passageAt('paragraph', 0, [...lines[0]!].length),
      passageAt('paragraphs', 0, [...lines.slice(0, 3).join('\n')].length),
    ];
    const filler = 'Something that nobody recorded. '.repeat(2000);
    const checks = check(`${filler}\n${REPORT}`, several);
    expect(checks.map(({ status, method }) => `${status} ${method}`)).toEqual(several.map(() => 'verified relocated'));
    expectTrue(`${filler}\n${REPORT}`, checks);
    expect(failed(check(`${filler}\n${lines.join('\n\n')}`, several))).toEqual([]);
    // Recorded with a space too many, or one at each end.
    const spaced = [passageAt('a', first.start - 1, first.end), passageAt('b', first.start - 1, first.end + 1)];
    expect(failed(check(`${filler}\n${REPORT}`, spaced))).toEqual([]);
  });

  it('are not verified where they are parts of words', () => {
    const { start, end } = position(clauses[0]!);
    expect(check(REPORT, [passageAt('a', start + 1, end), passageAt('b', start, start + 3)])).toMatchObject([
      { status: 'unverified', reason: expect.stringContaining('within a word') },
      { status: 'unverified', reason: expect.stringContaining('within a word') },
    ]);
  });
});

describe('a passage', () => {
  const text = 'Peace and order came first. Then came Peace And Order.';
  it.each<[string, Checkable, object]>([
    [
      'with its text and no position',
      { id: 'a', selectors: [{ type: 'TextQuoteSelector', exact: 'Peace and order' }], digest: null },
      { status: 'verified', method: 'exact', position: { start: 0, end: 15 } },
    ],
    [
      'with its text in other case',
      { id: 'a', selectors: [{ type: 'TextQuoteSelector', exact: 'then came' }], digest: null },
      { status: 'repaired', method: 'folded' },
    ],
    [
      'with a digest and no position',
      { id: 'a', selectors: [], digest: { span: textDigest('Then came Peace And Order.'), text: null } },
      { status: 'verified', method: 'relocated', position: { start: 28, end: 54 } },
    ],
    [
      'with neither digest nor text',
      { id: 'a', selectors: [{ type: 'TextPositionSelector', start: 0, end: 3 }], digest: null },
      { status: 'unverified', reason: expect.stringContaining('neither a digest nor') },
    ],
    [
      'with a digest that is not that of its text',
      {
        id: 'a',
        selectors: [{ type: 'TextQuoteSelector', exact: 'Peace and order' }],
        digest: { span: textDigest('War and order'), text: null },
      },
      { status: 'unverified' },
    ],
    [
      'at a position that no text has',
      {
        id: 'a',
        selectors: [{ type: 'TextPositionSelector', start: 5, end: 1e15 }],
        digest: { span: textDigest('x'), text: null },
      },
      { status: 'unverified', reason: expect.stringContaining('outside of the text') },
    ],
  ])('%s', (_what, passage, expected) => {
    expect(check(text, [passage])[0]).toMatchObject(expected);
  });
});
