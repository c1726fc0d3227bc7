import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import type { Part, SequencePlace, SequenceRow, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { summit } from '../support/summit.ts';
import { region } from '../support/world.ts';

const part = (type: Part['type'], ...where: Part['where']): Part => ({
  type,
  where,
  sort: type === 'statement' ? 'said' : 'name',
});
const PARTS: Part[] = [
  part('statement', anyOf('speaker', 'speaker-b')),
  part('region', anyOf('broader', 'nowhere')),
  part('forum'),
  part('statement', anyOf('speaker', 'speaker-a')),
  part('topic'),
];
const WHOLE = [
  [0, 'said-by-b'],
  [0, 'said-by-both'],
  [2, 'forum-x'],
  [2, 'forum-y'],
  [3, 'said-by-a'],
  [3, 'said-by-both'],
  [4, 'energy'],
  [4, 'security'],
];

const told = (rows: readonly SequenceRow[]): unknown[][] => rows.map((row) => [row.part, row.id]);

const walk = async (store: Store, limit: number): Promise<unknown[][]> => {
  const rows: SequenceRow[] = [];
  for (let after: SequencePlace | null = null; ;) {
    const page: Awaited<ReturnType<Store['sequence']>> = await store.sequence(PARTS, after, limit, null);
    rows.push(...page.rows);
    const last = page.rows.at(-1);
    if (!page.more || last === undefined) return told(rows);
    after = { part: last.part, key: last.key, id: last.id };
  }
};

onEveryEngine('sequences of lists', (open) => {
  it('brings each list in its own order, one after another; a record once for each list that has it', async () => {
    const store = await open(...summit());
    const { rows, more } = await store.sequence(PARTS, null, 100, null);
    expect([told(rows), more]).toEqual([WHOLE, false]);
    expect(rows.map(({ type }) => type)).toEqual([
      'statement',
      'statement',
      'forum',
      'forum',
      'statement',
      'statement',
      'topic',
      'topic',
    ]);
  });

  it('brings lists that are in different sorts one after another too', async () => {
    const store = await open(region('a', { name: 'Z' }), region('b', { name: 'A' }));
    const parts = ['id', 'name', 'id'].map((sort): Part => ({ type: 'region', where: [], sort }));
    expect(told((await store.sequence(parts, null, 100, null)).rows)).toEqual([
      [0, 'a'],
      [0, 'b'],
      [1, 'b'],
      [1, 'a'],
      [2, 'a'],
      [2, 'b'],
    ]);
    expect(told((await store.sequence(parts, { part: 0, key: '', id: 'b' }, 3, null)).rows)).toEqual([
      [1, 'b'],
      [1, 'a'],
      [2, 'a'],
    ]);
  });

  it.each(Array.from({ length: WHOLE.length + 1 }, (_, i) => i + 1))(
    'brings every row once in pages of %i',
    async (limit) => {
      expect(await walk(await open(...summit()), limit)).toEqual(WHOLE);
    },
  );

  it('holds each list to as many rows as it may contribute', async () => {
    const store = await open(...summit());
    expect(told((await store.sequence(PARTS, null, 100, 1)).rows)).toEqual([
      [0, 'said-by-b'],
      [2, 'forum-x'],
      [3, 'said-by-a'],
      [4, 'energy'],
    ]);
  });

  it('says that more follow exactly when they do', async () => {
    const store = await open(...summit());
    expect((await store.sequence(PARTS, null, WHOLE.length, null)).more).toBe(false);
    expect((await store.sequence(PARTS, null, WHOLE.length - 1, null)).more).toBe(true);
    expect((await store.sequence(PARTS, null, 4, 1)).more).toBe(false);
    expect((await store.sequence(PARTS, null, 3, 1)).more).toBe(true);
  });

  it('takes many lists at once', async () => {
    const store = await open(region('a'), region('b'), region('c', { broader: ['a', 'b'] }));
    const many = Array.from({ length: 1100 }, () => part('region'));
    const { rows, more } = await store.sequence(many, null, 10_000, null);
    expect([rows.length, more]).toEqual([3300, false]);
    expect(told(rows.slice(-3))).toEqual([
      [1099, 'a'],
      [1099, 'b'],
      [1099, 'c'],
    ]);
    expect(told((await store.sequence(many, { part: 1099, key: 'a', id: 'a' }, 10, null)).rows)).toEqual([
      [1099, 'b'],
      [1099, 'c'],
    ]);
  });

  it('is empty for no lists', async () => {
    expect(await (await open(...summit())).sequence([], null, 10, null)).toEqual({ rows: [], more: false });
  });
});
