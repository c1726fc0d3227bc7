import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../bench/generate.ts';
import type { Key, TypeName } from '../../src/model/ids.ts';
import type { Condition, ListQuery } from '../../src/model/query.ts';
import { filtersOf, TYPES } from '../../src/model/types.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { temporaryFolder } from '../support/engines.ts';
import { findings, query, write } from '../support/store.ts';

/*
 * What is listed and counted by ordered blocks, sets and columns, beside a store of the same graph that has blocks for fewer
 * values and no sums. The graph is large enough for lists of several blocks, which changes split and empty.
 */

const STATEMENTS = 800;
const COUNTED: readonly TypeName[] = ['statement', 'claim', 'passage', 'source'];

const folders: string[] = [];
const stores: Store[] = [];
const valuesOf = new Map<string, string[]>();
const nameOf = (type: TypeName, filter: string): string => `${type} ${filter}`;

beforeAll(async () => {
  for (const many of [5, Infinity]) {
    folders.push(await temporaryFolder());
    stores.push(openEmbedded({ folder: folders.at(-1)!, many, readers: 0, timeoutMs: 300_000 }));
    await fill(stores.at(-1)!, STATEMENTS);
  }
  for (const type of COUNTED) {
    for (const filter of filtersOf(type).keys()) {
      const values = (await stores[0]!.values(filter, '', null, 2000))
        .filter((value) => value.type === type)
        .sort((a, b) => b.count - a.count);
      if (values.length > 0)
        valuesOf.set(
          nameOf(type, filter),
          values.slice(0, 12).map(({ value }) => value),
        );
    }
  }
});

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

const condition = (type: TypeName): fc.Arbitrary<Condition> =>
  fc
    .constantFrom(...[...filtersOf(type).keys()].filter((filter) => valuesOf.has(nameOf(type, filter))))
    .chain((filter) => {
      const values = valuesOf.get(nameOf(type, filter))!;
      const some = (most: number) => fc.subarray(values, { maxLength: Math.min(most, values.length) });
      return fc.record({
        filter: fc.constant(filter),
        any: some(3),
        none: some(1),
      });
    });

const question = (type: TypeName): fc.Arbitrary<ListQuery> =>
  fc
    .record({
      where: fc.array(condition(type), { maxLength: 3 }),
      range:
        TYPES[type].range === null
          ? fc.constant(null)
          : fc.constantFrom(null, null, { from: '2010', to: '2019' }, { from: '2018-03', to: null }),
      sort: fc.constantFrom(...Object.keys(TYPES[type].sorts)),
      descending: fc.boolean(),
      after: fc.constantFrom(null, null, { key: '2015-06', id: '' }, { key: 'm', id: 'n' }),
      // Few are read in order until there are enough; where there never are, those that meet all conditions are found first.
      limit: fc.constantFrom(5, 1000),
      facets: fc.subarray(
        [...filtersOf(type).keys()].filter((filter) => filter !== 'q'),
        { maxLength: 3 },
      ),
    })
    .map((asked) => query(type, { ...asked, count: true }));

/** Asks both stores many questions; how many records their answers counted. */
const asked = async (runs: number): Promise<number> => {
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...COUNTED).chain(question),
      fc.array(fc.constantFrom(...COUNTED).chain(question), { maxLength: 3 }),
      async (list, more) => {
        const [one, other] = await Promise.all(stores.map((store) => store.list(list)));
        expect(one).toEqual(other);
        counted += one!.total!;
        // Counts of several selections share the sets that they have in common.
        const [each, together] = await Promise.all(
          stores.map((store) => store.counts([list, ...more, { ...list, where: [...list.where, ...list.where] }])),
        );
        expect(each).toEqual(together);
        expect(each![0]).toBe(one!.total);
      },
    ),
    { numRuns: runs },
  );
  return counted;
};

describe('what is counted by sets of records', () => {
  it('is what looking at each record gives', async () => {
    expect(await asked(400)).toBeGreaterThan(5000);
    expect(await findings(stores[0]!)).toEqual([]);
  });

  it('is so after changes', async () => {
    const { rows } = await stores[0]!.list(query('statement', { limit: 400 }));
    const keys = rows.map(({ id }): Key => ({ type: 'statement', id }));
    const records = (await stores[0]!.written(keys)).map((json) => JSON.parse(json!) as Record<string, unknown>);
    const changes = keys.map((key, i): Change => ({
      key,
      record: {
        ...records[i]!,
        topics: records[(i * 7) % records.length]!['topics'],
        // Some come to stand elsewhere, many of these beside each other.
        ...(i % 3 === 0 && { said: i % 2 === 0 ? '2014-05-06' : records[(i * 11) % records.length]!['said'] }),
      },
      mergedInto: null,
    }));
    const deleted = await Promise.all(
      stores.map(async (store) => {
        await write(store, ...changes);
        // Some are referred to, and stay.
        const reports: boolean[] = [];
        for (const key of keys.slice(0, 60))
          reports.push((await store.write([{ key, record: null, mergedInto: null }])).written);
        return reports;
      }),
    );
    expect(deleted[0]).toEqual(deleted[1]);
    expect(deleted[0]!.filter((is) => is).length).toBeGreaterThan(10);
    expect(await asked(200)).toBeGreaterThan(2500);
    expect(await findings(stores[0]!)).toEqual([]);
  });
});
