import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverage, FIGURES } from '../../src/queries/coverage.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import type { Store } from '../../src/store/port.ts';
import { seed } from '../../src/ingest/seed.ts';
import { anyOf } from '../../src/model/query.ts';
import { wordQueryOf } from '../../src/search/query.ts';
import { filtersOf } from '../../src/model/types.ts';
import { onEveryEngine } from '../support/engines.ts';
import { allViews, query } from '../support/store.ts';
import { Oracle } from '../support/oracle.ts';
import { summit } from '../support/summit.ts';
import { citation, claim, forum, ground, merge, passage, source, statement, actor } from '../support/world.ts';
import { IDS, world } from '../support/worlds.ts';

/** The parameters of an address, as a client would send them. */
const parametersOf = (address: string): Record<string, string[]> => {
  const parameters = new URL(address, 'http://localhost').searchParams;
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
};

/** Follows each link, and sees to it that as many statements stand there; the counts by name. */
const followed = async (store: Store, raw: Record<string, string | string[]>): Promise<Record<string, number>> => {
  const { figures } = await coverage(store, raw);
  const total = figures[0]!.count;
  for (const { name, count, share, list } of figures) {
    const { page } = await listPage(
      store,
      readListRequest('statement', { ...parametersOf(list), count: 'true', limit: '1' }),
    );
    expect([name, list, page.total]).toEqual([name, list, count]);
    expect(share).toBe(total === 0 ? null : Math.round((count / total) * 10_000) / 10_000);
  }
  return Object.fromEntries(figures.map(({ name, count }) => [name, count]));
};

const ASKED: Record<string, string | string[]>[] = [
  {},
  { source: 'article' },
  { speaker: 'speaker-a' },
  { speaker: ['speaker-a', 'author'] },
  { publisher: 'press-b' },
  { event: 'summit' },
  { event: 'summit', exact: 'true' },
  { topic: '!energy' },
  { saidFrom: '2025-02-20' },
  { saidTo: '2024' },
  { q: 'peace' },
  { q: 'both & peace' },
  { speaker: 'newsroom' },
  { disputed: 'false' },
  { disputed: 'true' },
  { disputed: '!true' },
  { has: 'digest' },
  { has: '!digest' },
  { has: 'citation,date' },
  { has: ['quote', '!date'] },
  { everyDirectness: 'counterpart' },
  { everyDirectness: '!counterpart' },
  { everyDirectness: 'own-side,first-hand' },
  { everyDirectness: 'uncited' },
  { everyDirectness: '!uncited,!own-side' },
  { directness: 'counterpart' },
  { independentRoots: '2' },
  { minIndependentRoots: '1' },
];

onEveryEngine('coverage', (open) => {
  it('counts the whole graph, or what filters leave of it', async () => {
    const store = await open(...summit());
    const none = {
      firstHandOnly: 0,
      ownSideOnly: 0,
      counterpartOnly: 0,
      thirdPartyOnly: 0,
      undeterminedOnly: 0,
      uncertain: 0,
      withoutFootnote: 0,
      withoutPublisher: 0,
      withoutDigest: 0,
      withoutDate: 0,
      unverified: 0,
      singleRoot: 0,
      disputed: 0,
    };
    expect(await followed(store, {})).toEqual({
      ...none,
      all: 4,
      firstHandOnly: 1,
      ownSideOnly: 1,
      counterpartOnly: 2,
      withoutFootnote: 1,
      withoutDigest: 3,
      withoutDate: 1,
      unverified: 2,
      singleRoot: 4,
      disputed: 2,
    });
    expect(await followed(store, { speaker: 'speaker-a' })).toEqual({
      ...none,
      all: 2,
      // Of the two together, one is said by B's press.
      counterpartOnly: 2,
      withoutDigest: 1,
      unverified: 1,
      singleRoot: 2,
      disputed: 1,
    });
    expect(await followed(store, { source: 'handbook' })).toEqual({ ...none, all: 0 });
  });

  it.each(ASKED)('links to lists that have just as many statements, for %j', async (raw) => {
    await followed(await open(...summit()), raw);
  });

  it('links to such lists on the seed', async () => {
    const store = await open();
    await seed(store, 'graph-seed');
    expect((await followed(store, {}))['all']).toBeGreaterThan(50);
    expect(await followed(store, { speaker: 'sergey-lavrov' })).toMatchObject({
      all: 13,
      withoutFootnote: 9,
      undeterminedOnly: 9,
      counterpartOnly: 3,
      ownSideOnly: 1,
    });
    await followed(store, { source: 'wang-yi-lavrov-analysis', directness: '!first-hand' });
  });

  it('counts a statement of both sides for neither, and one of several speakers once', async () => {
    const store = await open(
      ...ground(),
      actor('state-a', { kind: 'state' }),
      actor('one', { represents: [{ actor: 'state-a' }] }),
      source('own', { publisher: 'state-a' }),
      source('other', { publisher: 'speaker-a' }),
      claim('c'),
      citation('n-1', { marker: '1', source: 'own' }),
      passage('cited', { citations: ['n-1'] }),
      statement('mixed', { speakers: ['one'], passages: ['cited', 'passage-a'] }),
      statement('own', { speakers: ['one'], passages: ['cited'] }),
      statement('both', { speakers: ['one', 'speaker-a'] }),
    );
    expect(await followed(store, {})).toMatchObject({
      all: 3,
      ownSideOnly: 1,
      withoutFootnote: 1,
      undeterminedOnly: 1,
    });
  });

  it('takes an id that was merged for the other', async () => {
    const store = await open(...summit());
    await store.write([merge('actor', 'speaker-a', 'speaker-b')]);
    expect((await followed(store, { speaker: 'speaker-a' }))['all']).toBe(3);
  });

  it('links to such lists in any world', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(world, fc.constantFrom(...IDS), async (records, id) => {
        const store = await open(...records);
        for (const raw of [{}, { speaker: id }, { source: `!${id}` }, { claim: id, has: 'citation' }])
          counted += Object.values(await followed(store, raw)).reduce((sum, count) => sum + count, 0);
      }),
      { numRuns: 6, endOnFailure: true },
    );
    expect(counted).toBeGreaterThan(50);
  });
});

onEveryEngine('counts of selections', (open) => {
  it('are none of values that many records have, where none of these has a value of the other kind', async () => {
    const store = await open(
      ...ground(),
      actor('silent'),
      ...['one', 'two', 'three'].map((id) => statement(id, { speakers: ['silent'], forums: [] })),
      forum('club'),
      ...['four', 'five', 'six'].map((id) => statement(id, { forums: ['club'] })),
    );
    const where = [anyOf('speaker', 'silent'), anyOf('forum', 'club')];
    for (const conditions of [where, where.toReversed()])
      expect(await store.counts([{ type: 'statement', where: conditions, range: null }])).toEqual([0]);
  });

  it('are what the lists come to, each in its place', async () => {
    const store = await open(...summit());
    const oracle = new Oracle(await allViews(store));
    const selections = (['statement', 'claim', 'actor'] as const).flatMap((type) => [
      { type, where: [], range: null },
      { type, where: [], range: null, words: wordQueryOf('speaker') },
      { type, where: [anyOf('mode', 'readout', 'analysis')], range: null },
      {
        type,
        where: [{ filter: 'mode', any: [], none: ['readout'] }, anyOf('event', 'summit')],
        range: type === 'statement' ? { from: '2025', to: null } : null,
      },
    ]);
    const expected = selections.map(
      (selection) =>
        oracle.list({ ...selection, sort: selection.type === 'statement' ? 'said' : 'id', descending: false }).length,
    );
    expect(await store.counts(selections)).toEqual(expected);
    expect(await store.counts([])).toEqual([]);
    expect(await (await open()).counts(selections)).toEqual(selections.map(() => 0));
  });

  it('are none where no record of what very many have has any value of another filter', async () => {
    const store = await open(...summit());
    const where = [anyOf('speaker', 'speaker-b'), anyOf('forum', 'forum-y')];
    expect(await store.counts([{ type: 'statement', where: [where[1]!], range: null }])).toEqual([1]);
    for (const both of [where, where.toReversed()]) {
      expect(await store.counts([{ type: 'statement', where: both, range: null }])).toEqual([0]);
      expect((await store.list(query('statement', { where: both, count: true }))).total).toBe(0);
    }
  });
});

it('has no figure by a filter that statements do not have', () => {
  for (const { filter, value } of FIGURES) {
    const kind = filtersOf('statement').get(filter)!.kind;
    expect('oneOf' in kind && kind.oneOf).toContain(value.replace('!', ''));
  }
});
