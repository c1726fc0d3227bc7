import { expect, it } from 'vitest';
import type { ListQuery } from '../../src/model/query.ts';
import { anyOf } from '../../src/model/query.ts';
import { onEveryEngine } from '../support/engines.ts';
import { listed, query, walk, write } from '../support/store.ts';
import { claim, deletion, ground, region, statement, topic } from '../support/world.ts';

const COUNT = 7;
/** Seven regions under two names, so that pages end within ties. */
const tied = Array.from({ length: COUNT }, (_, i) => region(`r-${i}`, { name: i % 2 === 0 ? 'even' : 'odd' }));
const SIZES = Array.from({ length: COUNT + 1 }, (_, i) => i + 1);
const inTies = ['r-0', 'r-2', 'r-4', 'r-6', 'r-1', 'r-3', 'r-5'];

onEveryEngine('pages', (open) => {
  const ids = async (
    store: Awaited<ReturnType<typeof open>>,
    asked: ListQuery,
    between?: (page: number) => Promise<unknown>,
  ): Promise<string[]> => (await walk(store, asked, between)).map((row) => row.id);

  it.each(SIZES)('brings every record once and none twice in pages of %i, in both directions', async (limit) => {
    const store = await open(...tied);
    expect(await ids(store, query('region', { limit }))).toEqual(inTies);
    expect(await ids(store, query('region', { limit, descending: true }))).toEqual(inTies.toReversed());
  });

  it('says that more follow on every page but the last', async () => {
    const store = await open(...tied);
    const after = (id: string) => ({ key: Number(id.at(-1)) % 2 === 0 ? 'even' : 'odd', id });
    expect((await store.list(query('region', { limit: COUNT }))).more).toBe(false);
    expect((await store.list(query('region', { limit: COUNT - 1 }))).more).toBe(true);
    expect((await store.list(query('region', { limit: 2, after: after('r-1') }))).more).toBe(false);
    expect((await store.list(query('region', { limit: 2, after: after('r-6') }))).more).toBe(true);
  });

  it('begins after a place where no record stands', async () => {
    const store = await open(...tied);
    expect(await listed(store, 'region', { after: { key: 'even', id: 'r-3' } })).toEqual([
      'r-4',
      'r-6',
      'r-1',
      'r-3',
      'r-5',
    ]);
    expect(await listed(store, 'region', { after: { key: 'f', id: '' } })).toEqual(['r-1', 'r-3', 'r-5']);
    expect(await listed(store, 'region', { after: { key: 'f', id: '' }, descending: true })).toEqual([
      'r-6',
      'r-4',
      'r-2',
      'r-0',
    ]);
  });

  it('gives an empty page after the last place', async () => {
    const store = await open(...tied);
    expect(await store.list(query('region', { after: { key: 'odd', id: 'r-5' } }))).toMatchObject({
      rows: [],
      more: false,
    });
  });

  it.each([false, true])(
    'keeps every record that stays, once, while others are written between pages (descending: %s)',
    async (descending) => {
      const store = await open(...tied);
      const between = (page: number) =>
        write(
          store,
          region(`after-${page}`, { name: 'zz' }),
          region(`before-${page}`, { name: 'aa' }),
          region(`among-${page}`, { name: 'even' }),
          claim(`c-${page}`),
        );
      const walked = await ids(store, query('region', { limit: 2, descending }), (page) =>
        page < 10 ? between(page) : Promise.resolve(),
      );
      const stayed = walked.filter((id) => id.startsWith('r-'));
      expect(stayed).toEqual(descending ? inTies.toReversed() : inTies);
      expect(new Set(walked).size).toBe(walked.length);
    },
  );

  it('goes on where it was when the record that a page ended with is deleted', async () => {
    const store = await open(...tied);
    let walkedTo = 0;
    const walked = await ids(store, query('region', { limit: 2 }), () =>
      write(store, deletion('region', inTies[(walkedTo += 2) - 1]!)),
    );
    expect(walked).toEqual(inTies);
  });

  it('pages through a filtered list, and through one of several values, without repeating what has both', async () => {
    const store = await open(
      ...ground(),
      topic('t-1'),
      topic('t-2'),
      ...['a', 'b', 'c', 'd', 'e'].map((id, i) =>
        statement(id, { said: '2025', topics: i % 2 === 0 ? ['t-1', 't-2'] : ['t-2'] }),
      ),
    );
    for (const limit of [1, 2, 3]) {
      expect(await ids(store, query('statement', { limit, where: [anyOf('topic', 't-1')] }))).toEqual(['a', 'c', 'e']);
      expect(await ids(store, query('statement', { limit, where: [anyOf('topic', 't-1', 't-2')] }))).toEqual([
        'a',
        'b',
        'c',
        'd',
        'e',
      ]);
    }
  });

  it('pages through a range of dates in both directions', async () => {
    const said = ['2024', '2025', '2025-02', '2025-02-20', '2025-02-20', '2025-03', '2026'];
    const store = await open(...ground(), ...said.map((date, i) => statement(`s-${i}`, { said: date })));
    const range = { from: '2025-02-20', to: '2025-03' };
    for (const limit of [1, 2, 3]) {
      expect(await ids(store, query('statement', { limit, range }))).toEqual(['s-1', 's-2', 's-3', 's-4', 's-5']);
      expect(await ids(store, query('statement', { limit, range, descending: true }))).toEqual([
        's-5',
        's-4',
        's-3',
        's-2',
        's-1',
      ]);
    }
  });

  it('counts the whole list on every page, and only when asked', async () => {
    const store = await open(...tied);
    expect((await store.list(query('region', { limit: 2, count: true }))).total).toBe(COUNT);
    expect((await store.list(query('region', { limit: 2, count: true, after: { key: 'odd', id: 'r-3' } }))).total).toBe(
      COUNT,
    );
    expect((await store.list(query('region', { limit: 2 }))).total).toBeNull();
  });
});
