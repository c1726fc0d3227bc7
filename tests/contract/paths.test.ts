import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seed } from '../../src/ingest/seed.ts';
import type { BaseView } from '../../src/model/define.ts';
import { keyText, TYPE_NAMES, type Key, type TypeName } from '../../src/model/ids.ts';
import { compareText } from '../../src/model/order.ts';
import { paths } from '../../src/queries/paths.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { referrals } from '../support/references.ts';
import { allViews, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, claim, deletion, forum, ground, merge, region, source, statement } from '../support/world.ts';
import { world } from '../support/worlds.ts';

type Parameters = Record<string, string>;
const ask = async (store: Store, from: string, to: string, parameters: Parameters = {}) => {
  const found = await paths(store, { from, to, ...parameters });
  if ('moved' in found) throw new Error('moved');
  return found;
};
type Found = Awaited<ReturnType<typeof ask>>;
const line = (path: Found['paths'][number], from: string): string =>
  [from, ...path.steps.map(({ to }) => keyText(to))].join(' ');
const lines = (found: Found): string[] => found.paths.map((path) => line(path, keyText(found.from)));

/** The shortest paths, worked out from one end over everything that the records say. */
const expected = (
  views: readonly BaseView[],
  from: string,
  to: string,
  through: readonly TypeName[],
  maxLength: number,
): string[] => {
  const around = new Map<string, Set<string>>();
  const link = (a: Key, b: Key) => around.set(keyText(a), (around.get(keyText(a)) ?? new Set()).add(keyText(b)));
  for (const each of referrals(views)) {
    // That somebody may have spoken joins nothing.
    if (each.field === 'candidates.actor') continue;
    link(each.from, each.to);
    link(each.to, each.from);
  }
  let wave = [[from]];
  const seen = new Set([from]);
  for (let length = 0; length <= maxLength && wave.length > 0; length++) {
    const there = wave.filter((path) => path.at(-1) === to);
    if (there.length > 0) return there.map((path) => path.join(' ')).sort((a, b) => compareText(a, b));
    wave = wave.flatMap((path) =>
      [...(around.get(path.at(-1)!) ?? [])]
        .filter((next) => !seen.has(next) && (next === to || through.includes(next.split('/')[0] as TypeName)))
        .map((next) => [...path, next]),
    );
    for (const path of wave) seen.add(path.at(-1)!);
  }
  return [];
};

onEveryEngine('paths', (open) => {
  it('lead over the fields that refer, each step with its evidence', async () => {
    const found = await ask(await open(...summit()), 'claim/shared', 'source/report-b', {
      types: 'statement,passage,citation',
    });
    expect(found).toMatchObject({
      from: { type: 'claim', id: 'shared', label: 'Both want peace' },
      to: { type: 'source', id: 'report-b', label: 'Report of B' },
      complete: true,
      more: false,
    });
    expect(found.paths).toHaveLength(1);
    const [path] = found.paths;
    expect(path!.length).toBe(4);
    expect(
      path!.steps.map(({ from, to, references, evidence }) => [from.id, to.id, references, evidence.map(keyText)]),
    ).toEqual([
      ['shared', 'said-by-a', [{ direction: 'in', field: 'claims' }], ['passage/span-2', 'citation/note-2']],
      ['said-by-a', 'span-2', [{ direction: 'out', field: 'passages' }], ['passage/span-2', 'citation/note-2']],
      ['span-2', 'note-2', [{ direction: 'out', field: 'citations' }], ['source/article']],
      ['note-2', 'report-b', [{ direction: 'out', field: 'source' }], []],
    ]);
  });

  it('name every field by which two records refer to each other', async () => {
    const store = await open(
      ...ground(),
      statement('s', { actors: ['speaker-a'] }),
      source('a', { restsOn: [] }),
      source('b', { restsOn: [{ source: 'a', how: 'cites' }] }),
    );
    await write(store, source('a', { restsOn: [{ source: 'b', how: 'cites' }] }));
    const fields = async (from: string, to: string) =>
      (await ask(store, from, to)).paths[0]!.steps[0]!.references.map(
        ({ direction, field }) => `${direction} ${field}`,
      );
    expect(await fields('actor/speaker-a', 'statement/s')).toEqual(['in speakers', 'in actors']);
    expect(await fields('source/a', 'source/b')).toEqual(['out restsOn.source', 'in restsOn.source']);
  });

  it('say of a membership which source says so, and of a relation who does and where', async () => {
    const store = await open(...summit());
    const evidence = async (from: string, to: string) =>
      (await ask(store, from, to)).paths[0]!.steps.map((step) => step.evidence.map(keyText));
    expect(await evidence('actor/state-a', 'membership/a-in-x')).toEqual([['source/handbook']]);
    expect(await evidence('statement/said-by-b', 'statement/said-by-a')).not.toEqual([]);
    expect(await evidence('relation/b-disputes-a', 'statement/said-by-a')).toEqual([
      ['actor/author', 'passage/span-4'],
    ]);
  });

  it('of a record to itself have no step', async () => {
    expect(await ask(await open(...summit()), 'actor/author', 'actor/author')).toMatchObject({
      paths: [{ length: 0, steps: [] }],
      complete: true,
      more: false,
    });
  });

  it('are none where records do not hang together, or not within so many steps', async () => {
    const store = await open(...summit(), forum('alone'), region('island'), region('islet', { broader: ['island'] }));
    for (const [from, to] of [
      ['actor/author', 'forum/alone'],
      ['forum/alone', 'actor/author'],
      ['region/islet', 'claim/shared'],
    ])
      expect(await ask(store, from!, to!)).toMatchObject({ paths: [], complete: true });
    expect((await ask(store, 'claim/shared', 'source/report-b', { maxLength: '3' })).paths).toEqual([]);
    expect((await ask(store, 'claim/shared', 'source/report-b', { maxLength: '4' })).paths).toHaveLength(2);
  });

  it('lead only through records of the types asked for, whatever the types of the ends', async () => {
    const store = await open(...summit());
    expect(lines(await ask(store, 'actor/speaker-a', 'actor/speaker-b'))).toEqual([
      'actor/speaker-a event/talks actor/speaker-b',
      'actor/speaker-a statement/said-by-both actor/speaker-b',
    ]);
    expect(lines(await ask(store, 'actor/speaker-a', 'actor/speaker-b', { types: 'event' }))).toEqual([
      'actor/speaker-a event/talks actor/speaker-b',
    ]);
    expect(lines(await ask(store, 'actor/speaker-a', 'actor/speaker-b', { types: '!event,!statement' }))).toEqual([
      'actor/speaker-a actor/state-a region/country-a region/continent region/country-b actor/state-b actor/speaker-b',
    ]);
    expect(lines(await ask(store, 'statement/said-by-a', 'actor/speaker-a', { types: 'topic' }))).toEqual([
      'statement/said-by-a actor/speaker-a',
    ]);
    expect(lines(await ask(store, 'actor/speaker-a', 'statement/said-by-a', { types: 'topic' }))).toEqual([
      'actor/speaker-a statement/said-by-a',
    ]);
    expect((await ask(store, 'topic/energy', 'topic/security', { types: '!topic' })).paths[0]!.length).toBe(1);
  });

  it('come in order, no more than asked for, and say when there are more', async () => {
    const ids = ['d', 'b', 'a', 'c'];
    const store = await open(
      ...ground(),
      actor('other'),
      ...ids.map((id) => statement(id, { speakers: ['speaker-a', 'other'] })),
    );
    const middle = async (limit: string) => {
      const found = await ask(store, 'actor/other', 'actor/speaker-a', { limit });
      return [found.paths.map(({ steps }) => steps[0]!.to.id), found.more];
    };
    expect(await middle('4')).toEqual([['a', 'b', 'c', 'd'], false]);
    expect(await middle('2')).toEqual([['a', 'b'], true]);
  });

  it('are the same shortest ones in any world, whatever the types', async () => {
    let found = 0;
    const keyOfAny = fc
      .tuple(fc.constantFrom(...TYPE_NAMES), fc.constantFrom('a', 'b', 'c', 'd'))
      .map(([type, id]) => `${type}/${id}`);
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(
          fc.tuple(
            keyOfAny,
            keyOfAny,
            fc.oneof(fc.constant([...TYPE_NAMES]), fc.subarray([...TYPE_NAMES], { minLength: 1 })),
            fc.integer({ min: 1, max: 8 }),
          ),
          { minLength: 12, maxLength: 12 },
        ),
        async (records, asked) => {
          const store = await open(...records);
          const views = await allViews(store);
          for (const [from, to, through, maxLength] of asked) {
            const all = expected(views, from, to, through, maxLength);
            const answer = await ask(store, from, to, {
              types: through.join(','),
              maxLength: String(maxLength),
              limit: '20',
            });
            expect([lines(answer), answer.more, answer.complete]).toEqual([all.slice(0, 20), all.length > 20, true]);
            found += answer.paths.length;
          }
        },
      ),
      { numRuns: 15 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('are those on the seed', async () => {
    const store = await open();
    await seed(store, 'graph-seed');
    const views = await allViews(store);
    for (const [from, to] of [
      ['actor/sergey-lavrov', 'source/chinese-mfa-wang-yi-meets-lavrov'],
      ['forum/sco', 'region/middle-east'],
      ['topic/energy-security', 'actor/south-africa'],
    ]) {
      const answer = await ask(store, from!, to!, { limit: '20' });
      expect(lines(answer)).toEqual(expected(views, from!, to!, TYPE_NAMES, 6).slice(0, 20));
      expect(answer.paths.length).toBeGreaterThan(0);
    }
  });

  it('follow changes, deletions and merges', async () => {
    const store = await open(...summit());
    await write(store, merge('actor', 'speaker-a', 'speaker-b'), deletion('relation', 'b-disputes-a'));
    expect(lines(await ask(store, 'statement/said-by-a', 'statement/said-by-b', { types: 'actor,claim' }))).toEqual([
      'statement/said-by-a actor/speaker-b statement/said-by-b',
      'statement/said-by-a claim/shared statement/said-by-b',
    ]);
    expect(await paths(store, { from: 'actor/speaker-a', to: 'claim/shared' })).toEqual({
      moved: { from: 'actor/speaker-b' },
    });
    expect(await paths(store, { from: 'actor/speaker-a', to: 'actor/speaker-a' })).toEqual({
      moved: { from: 'actor/speaker-b', to: 'actor/speaker-b' },
    });
    await expect(paths(store, { from: 'actor/speaker-a', to: 'claim/none' })).rejects.toMatchObject({
      code: 'not-found',
      context: { recordType: 'claim', id: 'none' },
    });
    await expect(paths(store, { from: 'relation/b-disputes-a', to: 'claim/shared' })).rejects.toMatchObject({
      code: 'gone',
    });
  });

  it('refuse what is not an address or a type, and say what was meant', async () => {
    const store = await open(claim('c'));
    const faults = (parameters: Parameters) =>
      paths(store, parameters).then(
        () => [],
        ({ faults: all }) =>
          all.map((fault: { parameter: string; detail: string }) => `${fault.parameter}: ${fault.detail}`),
      );
    expect(await faults({})).toEqual([
      'from: missing; Where the paths begin, as type/id',
      'to: missing; Where they end, as type/id',
    ]);
    expect(
      (await faults({ from: 'actors/a', to: 'claim/c/d', types: '!topics', maxLength: '9', limit: '21' })).map(
        (fault: string) => fault.split(':')[0],
      ),
    ).toEqual(['from', 'to', 'types', 'maxLength', 'limit']);
    expect((await faults({ from: 'claims/c', to: 'claim/c' }))[0]).toContain('did you mean claim?');
  });
});
