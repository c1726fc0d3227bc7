import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkGraph } from '../../src/queries/check.ts';
import { seed } from '../../src/ingest/seed.ts';
import { TYPE_NAMES, type Key } from '../../src/model/ids.ts';
import { includePathsOf } from '../../src/model/includes.ts';
import { exactly } from '../../src/model/index-keys.ts';
import type { Condition, ListQuery } from '../../src/model/query.ts';
import { TIME_UNITS } from '../../src/model/time-units.ts';
import { filtersOf, TYPES } from '../../src/model/types.ts';
import { wordQueryOf } from '../../src/search/query.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Change, Part, SequencePlace, Store } from '../../src/store/port.ts';
import { emptyNeo4j, missingFor, startNeo4j, type Neo4jServer } from '../support/neo4j-server.ts';
import { allKeys, query, walk } from '../support/store.ts';
import * as world from '../support/world.ts';

/*
 * Every answer of the Neo4j store is the embedded one's: over the seed, and over names and changes on which engines
 * tend to differ. The server is the one that NEO4J_TEST_URI names, or one started from the jars.
 */

const given = process.env['NEO4J_TEST_URI'];
const missing = given === undefined ? missingFor() : null;
if (missing !== null && process.env['REQUIRE_NEO4J'] === '1') throw new Error(`Neo4j is required here: ${missing}`);

const SEED = join(import.meta.dirname, '..', '..', 'graph-seed');

describe.skipIf(missing !== null)(
  `Neo4j answers as the embedded store does${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let server: Neo4jServer | null = null;
    let folder: string;
    let neo4j: Store;
    let embedded: Store;

    const same = async <T>(ask: (store: Store) => Promise<T>): Promise<T> => {
      const [a, b] = await Promise.all([ask(embedded), ask(neo4j)]);
      expect(b).toEqual(a);
      return a;
    };
    const write = async (...changes: Change[]): Promise<void> =>
      void (await same((store) => store.write(structuredClone(changes))));

    beforeAll(async () => {
      server = given === undefined ? await startNeo4j({ brief: true }) : null;
      const uri = given ?? server!.uri;
      await emptyNeo4j(uri);
      folder = mkdtempSync(join(tmpdir(), 'dictum-equality-'));
      embedded = openEmbedded({ folder, readers: 0, timeoutMs: 300_000 });
      neo4j = await openNeo4j({ uri, timeoutMs: 300_000 });
      await same((store) => seed(store, SEED));
    });

    afterAll(async () => {
      await neo4j?.close();
      await embedded?.close();
      await server?.stop();
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    const everything = async (): Promise<void> => {
      const keys = await same((store) => allKeys(store, 7));
      await same((store) => store.scan(keys[3] ?? null, 5));
      await same((store) => store.version());
      await same((store) => store.read([...keys, { type: 'actor', id: 'nobody' }, ...keys.slice(0, 2)]));
      for (const { id } of keys.filter(({ type }) => type === 'claim')) await same((store) => store.support(id));
      await same((store) => store.support('nobody'));
      for (const store of [embedded, neo4j]) {
        const { findings, checked } = await checkGraph(store, () => undefined);
        // Names that are the same are told too, as advice.
        const wrong = findings.filter(({ kind }) => kind !== 'advice');
        expect({ findings: wrong, checked }).toEqual({ findings: [], checked: keys.length });
      }
    };

    const lists = async (type: (typeof TYPE_NAMES)[number]): Promise<void> => {
      const selection = { type, where: [], range: null };
      if (TYPES[type].range !== null)
        for (const unit of TIME_UNITS) await same((store) => store.histogram({ selection, unit }));
      for (const sort of Object.keys(TYPES[type].sorts)) {
        for (const descending of [false, true])
          await same((store) => walk(store, query(type, { sort, descending, limit: 7, count: true })));
      }
      await same((store) =>
        store.list(query(type, { limit: 50, include: [...includePathsOf(type).keys()].map((name) => [name]) })),
      );
    };

    test('what is stored, read, scanned and supported', () => everything(), 120_000);

    test.each(TYPE_NAMES)('lists of type %s, in each order, page by page', (type) => lists(type), 120_000);

    test.each(TYPE_NAMES)(
      'filters and facets of type %s',
      async (type) => {
        for (const filter of filtersOf(type).values()) {
          for (const name of [filter.name, ...(filter.hierarchical ? [exactly(filter.name)] : [])]) {
            const { facets } = await same((store) => store.list(query(type, { facets: [name, 'all'], limit: 1 })));
            const values = facets[name]!.map(({ id }) => id);
            const selection = { type, where: [], range: null };
            await same(async (store) => [
              await store.facet({ selection, facet: name, after: null, limit: 3 }),
              await store.facet({ selection, facet: name, after: facets[name]![1] ?? null, limit: 3 }),
            ]);
            const [first, second, third] = [
              values[0] ?? 'none',
              values[1] ?? 'nothing',
              values[2] ?? values[0] ?? 'none',
            ];
            const conditions: Condition[] = [
              { filter: name, any: [first], none: [] },
              { filter: name, any: [first, second, 'unknown'], none: [] },
              { filter: name, any: [first, second], none: [third] },
              { filter: name, any: [], none: [first] },
              { filter: name, any: [second], none: [first, 'unknown'] },
            ];
            for (const [i, condition] of conditions.entries()) {
              await same((store) =>
                walk(
                  store,
                  query(type, {
                    where: [condition, { filter: 'all', any: [''], none: [] }],
                    descending: i % 2 === 1,
                    limit: 20,
                  }),
                ),
              );
              await same((store) =>
                store.list(query(type, { where: [condition], limit: 2, count: true, facets: [name] })),
              );
            }
          }
          await same(async (store) => {
            const found: unknown[] = [];
            for (let after: string | null = null, i = 0; i < 10; i++) {
              const page: { value: string }[] = await store.values(filter.name, '', after, 3);
              found.push(page);
              if (page.length < 3) break;
              after = page.at(-1)!.value;
            }
            return [found, await store.values(filter.name, 's', 'south', 4)];
          });
        }
      },
      180_000,
    );

    test('ranges of dates, in the order of dates and in another', async () => {
      const ranges = [
        ['2025', null],
        ['2025-02', '2025-02'],
        ['2025-02-20', '2025-02-20'],
        ['2025-02-21', null],
        [null, '2025-02~'],
        [null, null],
        ['2024-12-31', '2025-02-01'],
        ['2026', '2025'],
      ] as const;
      for (const type of ['statement', 'event', 'source'] as const) {
        for (const [from, to] of ranges) {
          for (const sort of Object.keys(TYPES[type].sorts)) {
            for (const descending of [false, true]) {
              const asked: Partial<ListQuery> = {
                range: { from, to },
                sort,
                descending,
                limit: 3,
                count: true,
                facets: ['all'],
              };
              await same((store) => walk(store, query(type, asked)));
              await same((store) => store.list(query(type, asked)));
            }
          }
        }
      }
    });

    test('sequences and completions, page by page', async () => {
      const parts: Part[] = TYPE_NAMES.flatMap((type) => [
        {
          type,
          where: [],
          sort: Object.keys(TYPES[type].sorts)[0]!,
        },
      ]);
      for (const perPart of [null, 2]) {
        await same(async (store) => {
          const pages: unknown[] = [];
          for (let after: SequencePlace | null = null, i = 0; i < 60; i++) {
            const { rows, more } = await store.sequence(parts, after, 4, perPart);
            pages.push(rows, more);
            const last = rows.at(-1);
            if (!more || last === undefined) break;
            after = { part: last.part, key: last.key, id: last.id };
          }
          return pages;
        });
      }
      for (const prefix of ['s', 'g', 'global', 'wang', 'a', 'мид', '中', 'xyz', '']) {
        for (const types of [null, ['actor', 'topic'] as const, []]) {
          await same(async (store) => {
            const pages: unknown[] = [];
            for (let after: { entry: string; type: string; id: string } | null = null, i = 0; i < 30; i++) {
              const page = await store.complete(prefix, types, after, 3);
              pages.push(page);
              const last = page.at(-1);
              if (page.length < 3 || last === undefined) break;
              after = last;
            }
            return pages;
          });
        }
      }
    });

    const NAMES = [
      'Zed',
      'zed',
      'Émile',
      'E\u0301mile',
      'Emile',
      '\u{1F600} astral',
      '\uE000 private',
      '\uFFFD replaced',
      '\u{10FFFF} last',
      'ﬁne',
      'Iğdır',
      'iğdir',
      'I',
      'İ',
      'ı',
      'ß',
      'SS',
      'ς σ',
      'אבג',
      'عربي',
      '\u2067right',
      '中国 外交部',
      'a',
      'a b',
      'a\u2028b',
      'é'.repeat(500),
      `${'é'.repeat(499)}x`,
      'x'.repeat(500),
      '\u{1F600}'.repeat(250),
      'A.B*C?',
      '"quoted" \\ back',
      'tab\there',
      '~',
      '￿',
    ];

    test('names of every kind', async () => {
      await write(
        ...NAMES.flatMap((name, i) => [
          world.actor(`unicode-${i}`, { name, alternativeNames: [`Alt ${name}`.slice(0, 500)] }),
          world.topic(`unicode-${i}`, { name: `${name.slice(0, 400)} ${i % 3}` }),
          world.claim(`unicode-${i}`, { text: i % 2 ? name : `${'long '.repeat(700)}${name}` }),
          world.source(`unicode-${i}`, {
            csl: { type: 'webpage', title: `${'ü'.repeat(i % 4 === 0 ? 9000 : 3)}${name}` },
          }),
        ]),
      );
      for (const type of ['actor', 'topic', 'claim', 'source'] as const) await lists(type);
      const folded = [
        'z',
        'e',
        'emile',
        'i',
        'ı',
        'ig',
        's',
        'ss',
        'σ',
        'א',
        'ع',
        '中',
        'a',
        '\u{1F600}',
        '\u{10FFFF}',
        'e'.repeat(300),
        'u'.repeat(700),
        'alt',
        '~',
        '￿',
        '\uE000',
      ];
      for (const prefix of folded) await same(async (store) => [await store.complete(prefix, null, null, 200)]);
      // Signs alone are no word to look for.
      for (const name of [...NAMES, ...folded].filter((each) => /[\p{L}\p{N}]/u.test(each)))
        await same((store) => store.list(query('actor', { words: wordQueryOf(name.slice(0, 500)) })));
      await everything();
    });

    test('updates, deletions and merges, and what refers to them', async () => {
      const key = (type: Key['type'], id: string): Key => ({ type, id });
      await write(
        world.actor('old', { name: 'Old' }),
        world.actor('new', { name: 'New' }),
        world.source('paper-a'),
        world.source('paper-b', { restsOn: [{ source: 'paper-a', how: 'cites' }], authors: ['old', 'old'] }),
      );
      await write(
        world.citation('note-1', { marker: '1', source: 'paper-a' }),
        world.ibid('note-2', 'note-1', { marker: '2' }),
        world.passage('span', { source: 'paper-b', citations: ['note-1', 'note-2'] }),
        world.claim('thesis'),
        world.statement('said', {
          speakers: ['old', 'new'],
          actors: ['old'],
          claims: ['thesis'],
          passages: ['span'],
          said: '2025-03~',
        }),
        world.statement('said-too', { speakers: ['old'], claims: ['thesis'], passages: ['span'] }),
      );
      await everything();
      await write(world.deletion('actor', 'old'));
      await write(world.deletion('source', 'paper-a'), world.statement('broken', { speakers: ['nobody'] }));
      await same((store) => store.write([world.actor('only-rehearsed')], { rehearsal: true }));
      await same((store) => store.write([world.merge('actor', 'old', 'new')], { rehearsal: true }));
      await write(
        world.merge('actor', 'old', 'new'),
        world.statement('third', { speakers: ['old'], claims: ['thesis'], passages: ['span'] }),
      );
      for (const value of ['old', 'new'])
        await same((store) =>
          store.list(
            query('statement', {
              where: [{ filter: 'speaker', any: [value], none: [] }],
              count: true,
              facets: ['speaker', 'mentions'],
              include: [['speakers'], ['passages', 'citations', 'source']],
            }),
          ),
        );
      await same((store) => store.read([key('actor', 'old'), key('actor', 'new')], [['sameAs']]));
      await write(
        world.statement('said', { speakers: ['new'], claims: ['thesis'], passages: ['span'], said: '2024' }),
        world.actor('new', { name: 'Newer', kind: 'state' }),
      );
      await write(
        world.source('paper-a', { csl: { type: 'book', title: 'Moved', issued: { 'date-parts': [[2020, 5]] } } }),
        world.deletion('statement', 'third'),
      );
      await everything();
      for (const type of TYPE_NAMES) await lists(type);
      await write(
        world.statement('third', { speakers: ['new'], claims: ['thesis'], passages: ['span'] }),
        world.actor('old', { name: 'Back' }),
      );
      await write(world.merge('actor', 'old', 'old'));
      await write(world.merge('source', 'paper-a', 'paper-b'));
      await everything();
    });
  },
);
