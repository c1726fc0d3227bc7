import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import type { BaseView } from '../../src/model/define.ts';
import { DIRECTNESS } from '../../src/model/directness.ts';
import { TYPE_NAMES, type TypeName } from '../../src/model/ids.ts';
import { exactly } from '../../src/model/index-keys.ts';
import { anyOf, type Condition, type Selection } from '../../src/model/query.ts';
import { fold } from '../../src/model/text.ts';
import { wordQueryOf, type WordQuery } from '../../src/search/query.ts';
import { isTurnedRound } from '../../src/model/time-order.ts';
import { TIME_UNITS } from '../../src/model/time-units.ts';
import { filtersOf, TYPES, type Filter } from '../../src/model/types.ts';
import type { StatementView } from '../../src/model/types/statement.ts';
import { forThoseSpeakers } from '../../src/queries/speaker-conditions.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { Oracle } from '../support/oracle.ts';
import { allViews, contents, damage, query, walk, write } from '../support/store.ts';
import { changes, date, IDS, name, world } from '../support/worlds.ts';

/** On a server, where a world takes a second to make, fewer worlds; more of them with the tests of whole processes. */
const RUNS = process.env['NEO4J_TEST_URI'] === undefined ? Number(process.env['WORLDS'] ?? 16) : 6;

const valueOf = ({ kind }: Filter): fc.Arbitrary<string> => {
  if ('ref' in kind) return fc.constantFrom(...IDS, 'nobody');
  if ('oneOf' in kind) return fc.constantFrom(...kind.oneOf);
  return fc.constantFrom('1', '2', '9');
};

const conditionOf = (type: TypeName): fc.Arbitrary<Condition> =>
  fc.constantFrom(...[...filtersOf(type).values()].filter(({ name }) => name !== 'q')).chain((filter) =>
    fc.record({
      filter: filter.hierarchical ? fc.constantFrom(filter.name, exactly(filter.name)) : fc.constant(filter.name),
      any: fc.array(valueOf(filter), { maxLength: 3 }),
      none: fc.array(valueOf(filter), { maxLength: 1 }),
    }),
  );
/** Words as people type them; some without any letter are refused. */
const words: fc.Arbitrary<WordQuery | null> = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 2 }), fc.constantFrom('', '"', '*', '-'))
  .map(([[first = '', ...others], mark]) => {
    const typed =
      mark === '*' ? `${first.slice(0, 2)}*` : mark === '-' ? `${first} -${others.join(' ')}` : mark + first + mark;
    try {
      return wordQueryOf(typed);
    } catch {
      return null;
    }
  });

const listed = fc.constantFrom(...TYPE_NAMES).chain((type) =>
  fc.record({
    type: fc.constant(type),
    where: fc.array(conditionOf(type), { maxLength: 2 }).map((where) => forThoseSpeakers(type, where)),
    words: fc.option(words, { freq: 2 }),
    range:
      TYPES[type].range === null
        ? fc.constant(null)
        : fc.option(fc.record({ from: fc.option(date), to: fc.option(date) }).filter((range) => !isTurnedRound(range))),
    sort: fc.constantFrom(...Object.keys(TYPES[type].sorts)),
    descending: fc.boolean(),
    limit: fc.integer({ min: 1, max: 5 }),
    facets: fc.uniqueArray(fc.constantFrom(...[...filtersOf(type).keys()].filter((filter) => filter !== 'q')), {
      maxLength: 3,
    }),
  }),
);

/** All statements and claims by the directness where their evidence ends, which every world is asked for. */
const whereEvidenceEnds = (['statement', 'claim'] as const).map((type) => ({
  type,
  where: [],
  words: null,
  range: null,
  sort: Object.keys(TYPES[type].sorts)[0]!,
  descending: false,
  limit: 5,
  facets: ['rootDirectness'],
}));

/** How many rows the engine and the oracle agreed on, so that a generator that finds nothing does not pass for a test. */
let agreed = 0;

const asks = async (
  store: Store,
  oracle: Oracle,
  asked: (typeof listed extends fc.Arbitrary<infer T> ? T : never)[],
): Promise<void> => {
  for (const each of asked) {
    const expected = oracle.list(each);
    expect((await walk(store, query(each.type, each))).map(({ id }) => id)).toEqual(expected);
    const { total, facets } = await store.list(query(each.type, { ...each, count: true }));
    expect(total).toBe(expected.length);
    for (const filter of each.facets)
      expect(facets[filter]!.map(({ id, count }) => ({ id, count }))).toEqual(oracle.facet(each, filter));
    if (TYPES[each.type].range !== null) await asksHistograms(store, oracle, each);
    agreed += expected.length;
  }
};

/** How many statements of each speaker rest on evidence that stands so near to them. */
const asksOfSpeakers = async (store: Store, views: readonly BaseView[]): Promise<void> => {
  const statements = views.filter(({ type }) => type === 'statement').map((view) => view as StatementView);
  const pairs = IDS.flatMap((speaker) => DIRECTNESS.map((near) => ({ speaker, near })));
  const counts = await store.counts(
    pairs.map(({ speaker, near }) => ({
      type: 'statement',
      where: forThoseSpeakers('statement', [anyOf('speaker', speaker), anyOf('directness', near)]),
      range: null,
    })),
  );
  const expected = pairs.map(({ speaker, near }) =>
    statements.filter(({ speakers, bySpeaker, directness }) => {
      const own = bySpeaker.find((each) => each.speaker === speaker) ?? { directness };
      return speakers.includes(speaker) && own.directness.includes(near);
    }),
  );
  expect(counts).toEqual(expected.map(({ length }) => length));
};

const asksHistograms = async (store: Store, oracle: Oracle, selection: Selection): Promise<void> => {
  for (const unit of TIME_UNITS) {
    const { buckets, undated, imprecise } = await store.histogram({ selection, unit });
    const counts = [[null, undated], ...buckets.map(({ number, count }) => [number, count])];
    const expected = oracle.histogram(selection, unit);
    expect({ counts: undated === 0 ? counts.slice(1) : counts, imprecise }).toEqual(expected);
  }
};

/** Writes what is taken of each batch, one after another. */
const writeAll = async (store: Store, batches: Parameters<Store['write']>[0][]): Promise<number> => {
  let refused = 0;
  for (const batch of batches) {
    const before = await store.version();
    const report = await store.write(batch);
    if (report.written) continue;
    refused += 1;
    expect(report.problems).not.toEqual([]);
    expect(await store.version()).toBe(before);
  }
  return refused;
};

const imported = async (store: Store, lines: readonly string[]): Promise<void> =>
  void (await importLines(store, 'lines', Readable.from(lines), () => undefined, { acceptExisting: true }));

onEveryEngine('any world', (open) => {
  it('is listed, counted, completed as the oracle says', async () => {
    agreed = 0;
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(listed, { minLength: 6, maxLength: 10 }),
        name,
        async (records, asked, typed) => {
          const store = await open(...records);
          const views = await allViews(store);
          const oracle = new Oracle(views);
          await asks(store, oracle, asked);
          await asks(store, oracle, whereEvidenceEnds);
          await asksOfSpeakers(store, views);
          const prefix = [...fold(typed)].slice(0, 2).join('');
          expect(
            (await store.complete(prefix, null, null, 1000)).map(({ entry, type, id }) => ({ entry, type, id })),
          ).toEqual(oracle.complete(prefix));
          for (const filter of ['speaker', 'topic'])
            expect(await store.values(filter, '', null, 1000)).toEqual(oracle.values(filter, ''));
        },
      ),
      { numRuns: RUNS },
    );
    expect(agreed).toBeGreaterThan(RUNS);
  });

  it('stays whole through any writes, and equals a store that was given only the outcome', async () => {
    let [taken, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(changes, { minLength: 4, maxLength: 12 }),
        fc.array(listed, { maxLength: 4 }),
        async (records, batches, asked) => {
          const store = await open(...records);
          const some = await writeAll(store, batches);
          [taken, refused] = [taken + batches.length - some, refused + some];
          expect(await damage(store)).toEqual([]);
          await asks(
            store,
            new Oracle(await allViews(store)),
            asked.filter(({ where }) => where.length === 0),
          );
          const before = await contents(store);
          const other = await open();
          await imported(other, before.lines);
          expect(await contents(other)).toEqual(before);
          expect(await damage(other)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
    expect(Math.min(taken, refused)).toBeGreaterThan(RUNS / 2);
  });

  it('comes to the same whatever the order in which it is written', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (records) => {
        const whole = await contents(await open(...records));
        const reversed = await open(...records.toReversed());
        expect(await contents(reversed)).toEqual(whole);
        expect(await write(reversed, ...records)).toMatchObject({
          created: 0,
          updated: 0,
          unchanged: records.length,
        });
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
