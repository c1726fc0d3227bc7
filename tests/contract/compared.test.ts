import { expect, it } from 'vitest';
import { textDigest } from '../../src/model/text.ts';
import type { Change, Store, WriteReport } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, refusal, view, write } from '../support/store.ts';
import { deletion, ground, passage, snapshot, source, statement } from '../support/world.ts';

const TEXT =
  'Ada spoke first. Trade will grow, she said. The hall was quiet.\nBo spoke next. Trade will grow, he said.';
const OLDER = 'Ada spoke first. Trade may grow, she said.';
const SHE = 'Trade will grow, she said.';

const text = (id: string, of: string, fields: object = {}): Change => snapshot(id, { of, text: of, ...fields });
const known = (...more: Change[]): Change[] => [...ground(), text('copy', TEXT), ...more];
const at = (start: number, end: number): object => ({ type: 'TextPositionSelector', start, end });
const says = (exact: string, fields: object = {}): object => ({ type: 'TextQuoteSelector', exact, ...fields });
const digest = (of: string): object => ({ algorithm: 'sha-256', normalisation: 'dictum-text-1', span: textDigest(of) });
const p = (...selectors: object[]): Change => passage('p', { selectors });
const quoting = (...quotes: object[]): Change =>
  statement('s', { passages: ['p'], quotes: quotes.map((quote) => ({ passage: 'p', ...quote })) });

const positions = async (store: Store): Promise<number[][]> =>
  (await view(store, 'passage', 'p')).selectors
    .filter(({ type }: { type: string }) => type === 'TextPositionSelector')
    .map(({ start, end }: { start: number; end: number }) => [start, end]);
const told = async (store: Store, ...changes: Change[]): Promise<string[]> =>
  (await refusal(store, ...changes)).map(({ key, pointer, message }) => `${key.id}${pointer} ${message}`);

onEveryEngine('words that are written', (open) => {
  it.each<[string, Change[]]>([
    ['a passage at its place', [p(at(17, 43), says(SHE))]],
    ['a passage by its digest at its place', [passage('p', { selectors: [at(17, 43)], digest: digest(SHE) })]],
    ['a place alone, within the text', [p(at(0, 16))]],
    ['a passage with neither words nor a place', [p()]],
    ['words that differ in what the normal form makes equal', [p(at(17, 43), says('Trade will\u00a0grow, she said.'))]],
    [
      'words of a passage at their place',
      [p(at(17, 43), says(SHE)), quoting({ exact: 'will grow', start: 23, end: 32 })],
    ],
    ['words that stand at several places, without one', [p(says('Trade will grow'))]],
  ])('are taken where they stand in the text: %s', async (_what, changes) => {
    const store = await open(...known());
    expect(await write(store, ...changes)).toMatchObject({ created: changes.length });
    expect(await findings(store)).toEqual([]);
  });

  it.each<[string, Change[], RegExp]>([
    ['at another place', [p(at(0, 26), says(SHE))], /^p\/selectors\/0\/start .*17-43 in the text of copy, not at 0-26/],
    [
      'at another place, by its digest',
      [passage('p', { selectors: [at(16, 42)], digest: digest(SHE) })],
      /17-43.*not at 16-42/,
    ],
    [
      'that are not there',
      [p(says('Trade will fall, she said.'))],
      /^p\/selectors\/0 the span stands in no text.*source-a \(copy\).*dictum verify/,
    ],
    [
      'of which only the digest is given, and something else stands there',
      [passage('p', { selectors: [at(17, 43)], digest: digest('Trade will fall, she said') })],
      /^p\/selectors\/0 .*no text/,
    ],
    ['that are a part of longer words', [p(says('ade will grow, she sai'))], /whole words/],
    [
      'that are a part of longer words, by their digest at their place',
      [passage('p', { selectors: [at(19, 43)], digest: digest('ade will grow, she said.') })],
      /^p\/selectors\/0 .*within a word/,
    ],
    [
      'that are very many, which are not told whole',
      [p(at(17, 43)), quoting({ exact: `Trade ${'very '.repeat(190)}much` })],
      /^s\/quotes\/0 "Trade (very ){38}very…" stands in no text/,
    ],
    ['of other case', [p(says('trade will grow, she said'))], /differs by case/],
    ['behind the end', [p(at(100, 400))], /behind the end/],
    ['whose words before them are others', [p(says('Trade will grow', { prefix: 'The hall was quiet.' }))], /no text/],
    [
      'that a statement quotes, at another place',
      [p(at(17, 43)), quoting({ exact: 'will grow', start: 20, end: 29 })],
      /^s\/quotes\/0\/start "will grow" stands at 23-32 in the text of copy, not at 20-29/,
    ],
    [
      'that a statement quotes from another passage than theirs',
      [p(at(0, 16)), quoting({ exact: 'will grow' })],
      /^s\/quotes\/0 "will grow" stands in no text/,
    ],
    [
      'that a statement made up',
      [p(at(17, 43)), quoting({ exact: 'will fall', start: 23, end: 32 })],
      /^s\/quotes\/0 "will fall" stands in no text.*in p: the words are not there/,
    ],
  ])('are refused: %s', async (_what, changes, message) => {
    const store = await open(...known());
    expect((await told(store, ...changes)).join('\n')).toMatch(message);
    expect(await told(store, ...changes)).toHaveLength(1);
    expect(await store.write(changes, { acceptExisting: true })).toMatchObject({ written: true });
  });

  it('are put where they stand, in what is written, and the same the next time', async () => {
    const store = await open(...known());
    const changes = [
      p(says(SHE)),
      quoting({ exact: 'will grow' }, { exact: 'Trade', start: 17, end: 22 }),
      passage('q', { selectors: [says('Trade will grow', { suffix: ', he said' })] }),
    ];
    await write(store, ...structuredClone(changes));
    expect(await positions(store)).toEqual([[17, 43]]);
    expect((await view(store, 'statement', 's')).quotes).toMatchObject([
      { passage: 'p', exact: 'will grow', start: 23, end: 32 },
      { passage: 'p', exact: 'Trade', start: 17, end: 22 },
    ]);
    expect((await view(store, 'passage', 'q')).selectors[1]).toEqual({
      type: 'TextPositionSelector',
      start: 79,
      end: 94,
    });
    const [written] = await store.written([{ type: 'passage', id: 'p' }]);
    expect(JSON.parse(written!).selectors).toHaveLength(2);
    const version = await store.version();
    expect(await write(store, ...changes)).toMatchObject({ updated: 0, unchanged: 3 });
    expect(await store.version()).toBe(version);
  });

  it('are compared with a text of the same write, and with no other than those of their source', async () => {
    const store = await open(...ground(), source('other'), text('elsewhere', SHE, { source: 'other' }));
    await write(store, p(says('Whatever was said'), at(0, 17)));
    expect(
      await told(store, text('copy', TEXT), passage('q', { selectors: [says('Whatever was said')] })),
    ).toHaveLength(1);
    await write(store, text('copy', TEXT), passage('q', { selectors: [says(SHE)] }));
    await write(store, deletion('snapshot', 'copy'), passage('q', { selectors: [says('Whatever was said')] }));
  });

  it('stand in one of several texts; that it is not the latest is told', async () => {
    const store = await open(...known(text('older', OLDER, { retrieved: '2024' })));
    const report = (await store.write([
      p(says('Trade may grow, she said.')),
      quoting({ exact: 'may grow' }),
      passage('q', { selectors: [says(SHE)] }),
    ])) as Extract<WriteReport, { written: true }>;
    expect(report.written).toBe(true);
    expect(report.remarks!.map(({ key, pointer, message }) => `${key.id}${pointer} ${message}`)).toEqual([
      expect.stringMatching(/^p\/selectors\/0 .*in the text of older, but not in the latest of source-a, copy/),
      expect.stringMatching(/^s\/quotes\/0 "may grow" .*older/),
    ]);
    expect(await positions(store)).toEqual([[17, 42]]);
    expect((await told(store, passage('r', { selectors: [says('Trade did grow')] })))[0]).toContain('(copy, older)');
  });

  it('are compared when they are changed, and not because something else is', async () => {
    const store = await open(...ground());
    await write(store, p(says('Trade fell.'), at(0, 11)), quoting({ exact: 'fell' }));
    await write(store, text('copy', TEXT), source('source-a', { description: 'The minutes.' }));
    expect(await write(store, p(says('Trade fell.'), at(0, 11)))).toMatchObject({ unchanged: 1 });
    expect((await told(store, quoting({ exact: 'fell' }, { exact: 'Trade' }))).length).toBe(2);
  });
});

onEveryEngine('what contradicts itself', (open) => {
  it.each<[string, Change[], string, RegExp]>([
    [
      'a place of another length than the words',
      [p(at(0, 5), says('Much longer than five'))],
      'p/selectors/0/end',
      /21 code points/,
    ],
    ['two places', [p(at(0, 5), at(100, 105))], 'p/selectors/1', /one span/],
    ['two texts', [p(says('one'), says('other'))], 'p/selectors/1', /one span/],
    [
      'a digest of other words',
      [passage('p', { selectors: [says('some words')], digest: digest('others') })],
      'p/digest/span',
      new RegExp(textDigest('some words')),
    ],
    [
      'quoted words that the passage does not have',
      [p(says('AAA BBB CCC'), at(0, 11)), quoting({ exact: 'XYZ', start: 4, end: 7 })],
      's/quotes/0/exact',
      /p does not have these words/,
    ],
    [
      'quoted words at another place than theirs in the passage',
      [p(says('AAA BBB CCC'), at(10, 21)), quoting({ exact: 'BBB', start: 10, end: 13 })],
      's/quotes/0/start',
      /has "AAA" there/,
    ],
    ['half a place', [p(), quoting({ exact: 'XYZ', start: 4 })], 's/quotes/0/end', /or none/],
  ])('is refused: %s', async (_what, changes, pointer, message) => {
    const store = await open(...ground());
    expect((await refusal(store, ...changes)).map(({ key, pointer }) => `${key.id}${pointer}`)).toEqual([pointer]);
    expect((await refusal(store, ...changes))[0]!.message).toMatch(message);
  });
});
