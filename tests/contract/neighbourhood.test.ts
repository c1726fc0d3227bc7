import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seed } from '../../src/ingest/seed.ts';
import { keyText, type Key } from '../../src/model/ids.ts';
import { neighbourhood } from '../../src/queries/neighbourhood.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { fieldRank, referrals } from '../support/references.ts';
import { allViews, findings, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, claim, deletion, ground, merge, relation, statement } from '../support/world.ts';
import { world } from '../support/worlds.ts';

type Parameters = Record<string, string>;
const page = async (store: Store, key: Key, parameters: Parameters = {}) => {
  const found = await neighbourhood(store, key, parameters);
  if ('movedTo' in found) throw new Error('moved');
  return found;
};
type Item = Awaited<ReturnType<typeof page>>['items'][number];
const told = ({ direction, field, record }: Item): string => `${direction} ${record.type} ${field} ${record.id}`;

/** All neighbours, page by page; `between` runs before each page but the first. */
const walked = async (
  store: Store,
  key: Key,
  parameters: Parameters,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Item[]> => {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    if (cursor !== '') await between();
    const found = await page(store, key, { ...parameters, ...(cursor && { cursor }) });
    expect(found.items.length).toBeLessThanOrEqual(Number(parameters['limit'] ?? 50));
    items.push(...found.items);
    cursor = found.nextCursor;
  }
  return items;
};

const key = (text: string): Key => ({ type: text.split('/')[0] as Key['type'], id: text.split('/')[1]! });

/** Sees to it that the neighbours of every record are those that the records themselves say. */
const agrees = async (store: Store, limit: string): Promise<number> => {
  const views = await allViews(store);
  const all = referrals(views);
  for (const { type, id } of views) {
    const own = `${type}/${id}`;
    const expected = [
      ...all
        .filter(({ from }) => keyText(from) === own)
        .map(({ field, to }) => ({ text: `out ${to.type} ${field} ${to.id}`, group: `out ${to.type} ${field}` })),
      ...all
        .filter(({ to }) => keyText(to) === own)
        .map(({ field, from }) => ({ text: `in ${from.type} ${field} ${from.id}`, group: `in ${from.type} ${field}` })),
    ];
    const items = await walked(store, { type, id }, { limit });
    expect(items.map(told).toSorted(), own).toEqual(expected.map(({ text }) => text).toSorted());
    const inwards = items
      .filter(({ direction }) => direction === 'in')
      .map(({ record, field }) => fieldRank(record.type, field));
    expect(inwards).toEqual(inwards.toSorted((a, b) => a - b));
    const counts = new Map<string, number>();
    for (const { group } of expected) counts.set(group, (counts.get(group) ?? 0) + 1);
    const { groups } = await page(store, { type, id });
    expect(new Map(groups.map((group) => [`${group.direction} ${group.type} ${group.field}`, group.count]))).toEqual(
      counts,
    );
  }
  return all.length;
};

onEveryEngine('the records around one', (open) => {
  it('are what it refers to and what refers to it, in order, with counts', async () => {
    const store = await open(...summit());
    const { items, groups, nextCursor } = await page(store, key('statement/said-by-a'));
    expect(items.map(told)).toEqual([
      'out region regions city',
      'out topic topics energy',
      'out actor speakers speaker-a',
      'out actor actors state-b',
      'out forum forums forum-y',
      'out event event talks',
      'out passage passages span-2',
      'out claim claims shared',
      'in relation to b-disputes-a',
    ]);
    expect(items[2]!.record).toEqual({ type: 'actor', id: 'speaker-a', label: 'Speaker A' });
    expect(groups).toHaveLength(9);
    expect(groups[2]).toEqual({
      direction: 'out',
      type: 'actor',
      field: 'speakers',
      count: 1,
      list: '/v1/statements/said-by-a/neighbourhood?direction=out&types=actor&fields=speakers',
    });
    expect(nextCursor).toBeNull();
    expect((await page(store, key('actor/speaker-a'))).items.map(told)).toEqual([
      'out actor represents.actor state-a',
      'in event participants talks',
      'in statement speakers said-by-a',
      'in statement speakers said-by-both',
    ]);
  });

  it.each(['1', '3', '200'])('agree with every record, in pages of %s', async (limit) => {
    expect(await agrees(await open(...summit()), limit)).toBeGreaterThan(60);
  });

  it('agree with every record of the seed', async () => {
    const store = await open();
    await seed(store, 'graph-seed');
    await agrees(store, '50');
  });

  it('agree with every record of any world', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.constantFrom('2', '7'),
        async (records, limit) => void (await agrees(await open(...records), limit)),
      ),
      { numRuns: 5 },
    );
  });

  it('agree after references were changed, deleted, merged', async () => {
    const store = await open(...summit(), claim('united'), actor('one'));
    await write(
      store,
      merge('claim', 'shared', 'united'),
      merge('actor', 'speaker-a', 'one'),
      merge('citation', 'note-3', 'note-1'),
      deletion('relation', 'b-disputes-a'),
      statement('said-by-b', {
        speakers: ['author', 'speaker-b'],
        claims: ['outlook'],
        passages: ['span-1'],
        events: ['talks'],
        event: 'summit',
      }),
    );
    await agrees(store, '4');
    expect(await findings(store)).toEqual([]);
  });

  it('can be asked for by direction, type and field', async () => {
    const store = await open(...summit());
    const ask = async (parameters: Parameters): Promise<string[]> =>
      (await page(store, key('event/talks'), parameters)).items.map(told);
    expect(await ask({ direction: 'out' })).toEqual([
      'out actor participants speaker-a',
      'out actor participants speaker-b',
      'out event partOf summit',
    ]);
    expect(await ask({ direction: 'in' })).toEqual([
      'in statement event said-by-b',
      'in statement event said-by-a',
      'in statement event said-by-both',
    ]);
    expect(await ask({ types: 'event' })).toEqual(['out event partOf summit']);
    expect(await ask({ fields: 'participants,partOf', types: 'actor' })).toHaveLength(2);
    expect(await ask({ fields: 'partOf', types: 'actor' })).toEqual([]);
  });

  it('come each once while others are written', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `s-${String(i).padStart(2, '0')}`);
    const store = await open(...ground(), claim('claim-b'), ...ids.map((id) => statement(id, { said: '2025' })));
    let written = 0;
    const items = await walked(store, key('actor/speaker-a'), { limit: '4' }, async () => {
      written += 1;
      await write(
        store,
        statement(`a-${written}`, { said: '2024' }),
        statement(`z-${written}`, { said: '2026' }),
        deletion('statement', `s-${String(written - 1).padStart(2, '0')}`),
        relation(`r-${written}`),
      );
    });
    const seen = items.map(told);
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of ids) expect(seen).toContain(`in statement speakers ${id}`);
  });

  it('of a record that is not there, was deleted or merged are told as elsewhere', async () => {
    const store = await open(...summit());
    await write(store, merge('forum', 'forum-y', 'forum-x'), deletion('relation', 'pipelines-agree'));
    await expect(neighbourhood(store, key('actor/nobody'), {})).rejects.toMatchObject({
      code: 'not-found',
      context: { recordType: 'actor', id: 'nobody' },
    });
    await expect(neighbourhood(store, key('relation/pipelines-agree'), {})).rejects.toMatchObject({ code: 'gone' });
    expect(await neighbourhood(store, key('forum/forum-y'), {})).toEqual({ movedTo: 'forum-x' });
  });

  it('refuse a cursor of other neighbours, and words that do not fit', async () => {
    const store = await open(...summit());
    const { nextCursor } = await page(store, key('actor/speaker-a'), { limit: '1' });
    await expect(page(store, key('actor/speaker-b'), { cursor: nextCursor! })).rejects.toMatchObject({
      code: 'cursor-mismatch',
    });
    await expect(page(store, key('actor/speaker-a'), { cursor: nextCursor!, direction: 'in' })).rejects.toMatchObject({
      code: 'cursor-mismatch',
    });
    for (const parameters of [
      { direction: 'both' },
      { types: 'claim' },
      { fields: 'speaker' },
      { limit: '0' },
      { sort: 'id' },
    ]) {
      await expect(page(store, key('actor/speaker-a'), parameters)).rejects.toMatchObject({
        code: 'invalid-parameters',
      });
    }
  });
});
