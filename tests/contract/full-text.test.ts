import { expect, it } from 'vitest';
import type { Change, Store } from '../../src/store/port.ts';
import { waysToFind } from '../../src/verify/words.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, write } from '../support/store.ts';
import { deletion, merge, snapshot, source } from '../support/world.ts';

const TALKS = 'The ministers met. Ada said that “trade will grow” next year.';

/** A snapshot of a source with a text; null withholds it. */
const copy = (id: string, of: string, text: string | null, retrieved = '2025-02-28'): Change =>
  snapshot(id, { source: of, retrieved, of: text ?? id, ...(text !== null && { text }) });

const world = (...more: Change[]): Change[] => [source('report'), source('wire'), ...more];

const found = async (
  store: Store,
  quote: string,
  { notOf = null, limit = 50 }: { notOf?: string | null; limit?: number } = {},
): Promise<string[]> => {
  const { total, found } = await store.searchTexts({ ways: waysToFind(quote), notOf, limit });
  if (found.length !== Math.min(total, limit)) throw new Error(`${found.length} of ${total} texts are told`);
  return found.map(({ snapshot, source }) => `${snapshot} of ${source}`);
};

onEveryEngine('stored texts', (open) => {
  it('are found by words in a row, and by each of several rows', async () => {
    const store = await open(
      ...world(copy('talks', 'report', TALKS), copy('other', 'wire', 'Year next grow will trade, Ada said.')),
    );
    expect(await found(store, 'trade will grow')).toEqual(['talks of report']);
    expect(await found(store, 'Ada said')).toEqual(['talks of report', 'other of wire']);
    expect(await found(store, 'trade will shrink')).toEqual([]);
    const total = async (...ways: string[][][]): Promise<number> =>
      (await store.searchTexts({ ways, notOf: null, limit: 5 })).total;
    const rows = [['trade', 'will'], ['ministers']];
    expect(await total(rows)).toBe(1);
    expect(await total([...rows, ['carla']])).toBe(0);
    expect(await total([...rows, ['carla']], [['next', 'grow']])).toBe(1);
    expect(await total(rows, [['next', 'grow'], ['said']], [['nobody']])).toBe(2);
    expect(await total()).toBe(0);
  });

  it.each([
    ['whatever the case and the accents', 'Les négociations à Genève', 'LES NEGOCIATIONS A GENEVE'],
    ['in a script without spaces, from any letter on', '他说：“我们愿意合作。”会谈结束。', '愿意合作会谈'],
    ['in Arabic', 'قال الوزير إن السلام ممكن.', 'إن السلام ممكن'],
    ['in Korean', '두 장관은 평화를 위해 협력하기로 했다.', '평화를 위해 협력하기로'],
    ['in letters beyond the first plane', 'They wrote 𐐀𐐨 𠀀𠀁 there.', '𐐨𐐨 𠀀𠀁 there'],
    [
      'with words as long as a text',
      `${'x'.repeat(40_000)} ${'y'.repeat(300)}z`,
      `${'x'.repeat(40_000)} ${'y'.repeat(300)}`,
    ],
    [
      'with what a query language knows',
      'NOT this AND that OR (words:more) "quoted" near/2 a*',
      'not THIS and that OR words more',
    ],
  ])('are found %s', async (_what, text, quote) => {
    const store = await open(...world(copy('talks', 'report', text), copy('other', 'wire', TALKS)));
    expect(await found(store, quote)).toEqual(['talks of report']);
  });

  it('are told the latest first, so many, and not those of one source', async () => {
    const store = await open(
      ...world(
        copy('b', 'report', TALKS, '2025-01'),
        copy('a', 'report', TALKS, '2025-03-01T12:00:00+02:00'),
        copy('c', 'wire', TALKS, '2025-03-01T11:00:00Z'),
        copy('d', 'wire', TALKS, '2025-03-01T11:00:00Z'),
      ),
    );
    expect(await found(store, 'trade will grow')).toEqual(['d of wire', 'c of wire', 'a of report', 'b of report']);
    expect(await found(store, 'trade will grow', { limit: 3 })).toEqual(['d of wire', 'c of wire', 'a of report']);
    expect(await found(store, 'trade will grow', { notOf: 'wire' })).toEqual(['a of report', 'b of report']);
    expect(await found(store, 'trade will grow', { notOf: 'nowhere', limit: 1 })).toEqual(['d of wire']);
  });

  it('follow every write', async () => {
    const store = await open(...world(copy('talks', 'report', null)));
    expect(await found(store, 'trade will grow')).toEqual([]);
    await write(store, copy('talks', 'report', TALKS));
    expect(await found(store, 'trade will grow')).toEqual(['talks of report']);
    await write(store, copy('talks', 'report', TALKS, '2025-04'));
    expect(await found(store, 'trade will grow')).toEqual(['talks of report']);
    await write(store, copy('talks', 'report', 'They said that trade will shrink.'));
    expect(await found(store, 'trade will grow')).toEqual([]);
    expect(await found(store, 'trade will shrink')).toEqual(['talks of report']);
    await write(store, copy('more', 'wire', TALKS), merge('source', 'report', 'wire'));
    expect(await found(store, 'trade will shrink')).toEqual(['talks of wire']);
    await write(store, merge('snapshot', 'talks', 'more'));
    expect(await found(store, 'trade will shrink')).toEqual([]);
    expect(await findings(store)).toEqual([]);
    await write(store, deletion('snapshot', 'more'));
    expect(await found(store, 'trade will grow')).toEqual([]);
    await write(store, copy('more', 'wire', TALKS));
    expect(await found(store, 'trade will grow')).toEqual(['more of wire']);
    await write(store, copy('more', 'wire', null));
    expect(await found(store, 'trade will grow')).toEqual([]);
    expect(await findings(store)).toEqual([]);
  });

  it('are found after a large load, and not before its end', async () => {
    const store = await open(...world(copy('talks', 'report', TALKS)));
    await store.write([copy('other', 'wire', TALKS)], { filing: 'later' });
    await expect(found(store, 'trade will grow')).rejects.toMatchObject({ code: 'loading' });
    while ((await store.file()) !== null);
    expect(await found(store, 'trade will grow')).toEqual(['talks of report', 'other of wire']);
    expect(await findings(store)).toEqual([]);
  });

  it('have no words where a write is refused or rehearsed', async () => {
    const store = await open(...world());
    await store.write([copy('talks', 'report', TALKS), copy('bad', 'nowhere', TALKS)]);
    await store.write([copy('talks', 'report', TALKS)], { rehearsal: true });
    expect(await found(store, 'trade will grow')).toEqual([]);
    expect(await findings(store)).toEqual([]);
  });
});
