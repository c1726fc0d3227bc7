import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../bench/generate.ts';
import { edgeKindsOf } from '../../src/model/references.ts';
import { anyOf, type ListQuery } from '../../src/model/query.ts';
import {
  inSnapshot,
  readCompletions,
  readCounts,
  readKeys,
  readList,
  readNeighbours,
  readSequence,
  readSupport,
  readValues,
  readWritten,
} from '../../src/store/embedded/reader.ts';
import { answered } from '../../src/store/embedded/answering.ts';
import { facetPageOf } from '../../src/store/index/counts.ts';
import { histogramOf } from '../../src/store/index/histogram.ts';
import { openDatabase, type Database } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { query, write } from '../support/store.ts';
import { widelyPrinted } from '../support/world.ts';
import { readChains } from '../../src/store/embedded/chains.ts';
import type { ChainQuery } from '../../src/store/chains.ts';

/*
 * How the work of the embedded engine grows with the graph, in pages of the database that a question has to read when
 * it finds none of them in memory: the same on every machine, as a time is not. Neither binding tells the steps that a
 * statement took, so the operating system is asked how much the process read. (Neo4j counts hits: neo4j-plans.test.ts.)
 */

const SIZES = [600, 6000] as const;
const PAGE_BYTES = 4096;
const READ_BYTES = '/proc/self/io';

const statements = (of: Partial<ListQuery>): ListQuery => query('statement', { limit: 50, ...of });
const HUB = anyOf('speaker', 'actor-0');
const HUB_CLAIM = anyOf('claim', 'claim-0');
type Ask = (database: Database) => unknown;

const WIDE = { type: 'statement', id: 'wide' } as const;
const chains = (of: ChainQuery['of'], passage: number): ChainQuery => ({
  of,
  after: { key: '', id: 'wide', passage, passageId: `wide-span-${passage}`, chain: 0 },
  limit: 10,
  count: false,
  include: [['speakers'], ['chains.passage'], ['chains.recordedIn', 'publisher']],
});

/** Questions whose answers are as large on either graph: they have to read as much, but for the depth of trees. */
const PAGES: Record<string, Ask> = {
  'one record': (database) => readKeys(database, [{ type: 'statement', id: 'statement-7' }]),
  'the first page of all': (database) => readList(database, statements({})),
  'a page from the middle': (database) => readList(database, statements({ after: { key: '2015', id: '' } })),
  "a hub's page": (database) => readList(database, statements({ where: [HUB] })),
  "a hub's page from the middle": (database) =>
    readList(database, statements({ where: [HUB], after: { key: '2015', id: '' } })),
  'a page of any of three hubs': (database) =>
    readList(database, statements({ where: [anyOf('speaker', 'actor-0', 'actor-1', 'actor-2')] })),
  'a page of some years': (database) => readList(database, statements({ range: { from: '2015-03-04', to: '2018' } })),
  "a hub's page of some years, from its end": (database) =>
    readList(database, statements({ where: [HUB], range: { from: '2015-03-04', to: '2018' }, descending: true })),
  'how many a hub has': (database) => readList(database, statements({ where: [HUB], count: true, limit: 1 })),
  "a hub's facets": (database) => readList(database, statements({ where: [HUB], facets: ['mode', 'forum'], limit: 1 })),
  "a page of a hub's facet": (database) =>
    answered(database, facetPageOf({ selection: statements({ where: [HUB] }), facet: 'mode', after: null, limit: 2 })),
  'how many a hub has of a mode': (database) =>
    readList(database, statements({ where: [HUB, anyOf('mode', 'indirect-speech')], count: true, limit: 1 })),
  "a page of the chains of a hub's claim": (database) =>
    readChains(database, {
      of: { type: 'claim', id: 'claim-0' },
      after: null,
      limit: 20,
      count: false,
      include: [['speakers'], ['chains.passage'], ['chains.source']],
    }),
  'several numbers at once': (database) => readCounts(database, [statements({}), statements({ where: [HUB] })]),
  'the forums of a region': (database) => readValues(database, 'evidence.region', 'region-1 ', null, 12),
  'a page of several parts': (database) =>
    readSequence(
      database,
      ['region-0', 'region-1'].map((region) => ({ type: 'statement', where: [anyOf('region', region)], sort: 'said' })),
      null,
      50,
      2,
    ),
  "a hub's neighbours": (database) =>
    readNeighbours(database, {
      key: { type: 'actor', id: 'actor-0' },
      edgeKinds: edgeKindsOf('actor'),
      after: null,
      limit: 20,
    }),
  'type-ahead': (database) => readCompletions(database, 'ministry of ', null, null, 8),
  'records as written': (database) => readWritten(database, { type: 'statement', id: 'statement-1' }, 50),
};

/** These meet more records than they answer; `of` says how many. */
const SUMS: Record<string, { ask: Ask; of: ListQuery }> = {
  'a page with two filters': {
    ask: (database) => readList(database, statements({ where: [HUB, anyOf('topic', 'topic-1')] })),
    of: statements({ where: [HUB] }),
  },
  'facets of a page with two filters': {
    ask: (database) =>
      readList(database, statements({ where: [HUB, anyOf('topic', 'topic-1')], facets: ['mode', 'forum'], limit: 1 })),
    of: statements({ where: [HUB] }),
  },
  'a histogram of what a hub has': {
    ask: (database) => answered(database, histogramOf({ selection: statements({ where: [HUB] }), unit: 'month' })),
    of: statements({ where: [HUB] }),
  },
  'what a claim rests on': {
    ask: (database) => readSupport(database, 'claim-0'),
    of: statements({ where: [HUB_CLAIM] }),
  },
};

const bytesRead = (): number => Number(/^rchar: (\d+)/m.exec(readFileSync(READ_BYTES, 'utf8'))![1]);

describe.skipIf(!existsSync(READ_BYTES))(
  'the work of the embedded engine (where the system tells what a process reads)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dictum-growth-'));
    const databases: Database[] = [];

    const pagesOf = async (database: Database, ask: Ask): Promise<number> => {
      database.exec('PRAGMA shrink_memory');
      const before = bytesRead();
      await inSnapshot(database, () => ask(database) as Promise<unknown>);
      return Math.floor((bytesRead() - before) / PAGE_BYTES);
    };

    beforeAll(async () => {
      for (const size of SIZES) {
        // Summed on the smaller graph too.
        const store = openEmbedded({ folder: join(folder, String(size)), many: 20, readers: 0, timeoutMs: 300_000 });
        await fill(store, size);
        await write(store, ...widelyPrinted(size / 2));
        await store.close();
        const database = openDatabase(join(folder, String(size), 'dictum.sqlite'), { readOnly: false });
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        databases.push(database);
      }
    });

    afterAll(() => {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true });
    });

    it.each(Object.entries(PAGES))('is as much for %s on ten times the graph', async (_name, ask) => {
      const [small, large] = [await pagesOf(databases[0]!, ask), await pagesOf(databases[1]!, ask)];
      expect(small).toBeGreaterThan(0);
      expect(large).toBeLessThanOrEqual(Math.ceil(small * 1.3) + 20);
    });

    it.each([
      ['a statement', WIDE],
      ['its claim', { type: 'claim', id: 'wide-claim' } as const],
    ])(
      'is for a page of chains of %s as much, but for the statement, however many papers print it',
      async (_name, of) => {
        const beside = await Promise.all(
          databases.map(async (database) => {
            const own = await pagesOf(database, () => readKeys(database, [WIDE]));
            return (await pagesOf(database, () => readChains(database, chains(of, 200)))) - own;
          }),
        );
        expect(beside[0]).toBeGreaterThan(0);
        expect(beside[1]).toBeLessThanOrEqual(Math.ceil(beside[0]! * 1.3) + 20);
        expect(beside[1]).toBeLessThan(SIZES[0] / 2);
      },
    );

    it.each(Object.entries(SUMS))('is for %s no more than the records that it meets', async (_name, { ask, of }) => {
      for (const database of databases) {
        const [met] = readCounts(database, [of]);
        expect(await pagesOf(database, ask)).toBeLessThanOrEqual(2 * met! + 100);
      }
    });
  },
);
