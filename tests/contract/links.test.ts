import { expect, it } from 'vitest';
import { sortedUnique } from '../../src/model/order.ts';
import { readEvidence, readLinks } from '../../src/queries/links.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import { allLinks, linkMap } from '../../src/queries/map.ts';
import { claimSpeakers } from '../../src/queries/speakers.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, claim, forum, ground, region, statement } from '../support/world.ts';

/** The pages of a list from first to last. */
const pages = async <T extends { nextCursor: string | null }>(
  read: (cursor: { cursor?: string }) => Promise<T>,
): Promise<T[]> => {
  const all = [await read({})];
  for (let next = all[0]!.nextCursor; next !== null; next = all.at(-1)!.nextCursor)
    all.push(await read({ cursor: next }));
  return all;
};

/** The links of a region or forum that is there. */
const linksOf = async (...of: Parameters<typeof readLinks>) => {
  const found = await readLinks(...of);
  if ('movedTo' in found) throw new Error(`${of[2]} was merged into ${found.movedTo}`);
  return found;
};

onEveryEngine('links of forums and regions', (open) => {
  const linked = (store: Store, from: 'region' | 'forum', id: string, limit: string) =>
    pages((cursor) => linksOf(store, from, id, { limit, ...cursor }));

  it('links a region with forums, each link with its rules and counts', async () => {
    const { links } = await linksOf(await open(...summit()), 'region', 'country-a', {});
    expect(links.map((link) => [link.forum.id, link.rules, link.evidenceCount])).toEqual([
      ['forum-x', ['event-took-up-region', 'event-in-region', 'member-in-region'], 4],
      ['forum-y', ['statement-about-both'], 1],
    ]);
    expect(links[1]?.evidence.map(({ record }) => record.id)).toEqual(['said-by-a']);
  });

  it.each(['1', '2', '3', '4', '5', '6'])(
    'walks through all forums of a region in pages of %s, also where one id begins with another',
    async (limit) => {
      const ids = ['f', 'f-', 'f-2', 'f2', 'ff'];
      const store = await open(
        ...ground(),
        region('r'),
        ...ids.map((id) => forum(id)),
        ...ids.map((id) => statement(`s-${id}`, { regions: ['r'], forums: [id] })),
      );
      expect(
        (await linked(store, 'region', 'r', limit)).flatMap(({ links }) => links.map((link) => link.forum.id)),
      ).toEqual(ids);
    },
  );

  it.each(['1', '2', '3', '7'])('walks through the links of all regions in pages of %s, each once', async (limit) => {
    const store = await open(...summit());
    const { page } = await listPage(store, readListRequest('region', { sort: 'id', limit: '200' }));
    const each = await Promise.all(page.rows.map(({ id }) => linksOf(store, 'region', id, { limit: '200' })));
    const found = await pages((cursor) => allLinks(store, { limit, ...cursor }));
    expect(found.flatMap(({ links }) => links)).toEqual(each.flatMap(({ links }) => links));
    expect(found.slice(0, -1).every(({ links }) => links.length === Number(limit))).toBe(true);
  });

  it('finds links by names of both ends, by what regions lie in, and by rules with the evidence by them alone', async () => {
    const store = await open(
      ...ground(),
      region('north', { name: 'The North' }),
      region('coast', { name: 'Cold coast', broader: ['north'] }),
      region('south', { name: 'The South' }),
      forum('council', { name: 'Council of fishers' }),
      forum('league', { name: 'League of sailors' }),
      statement('cold', { regions: ['coast'], forums: ['council', 'league'] }),
      statement('warm', { regions: ['south'], forums: ['league'] }),
    );
    const found = async (asked: Record<string, string>) =>
      (await allLinks(store, asked)).links.map(({ region: { id }, forum: { id: at } }) => `${id} ${at}`);
    expect(await found({})).toEqual(['coast council', 'coast league', 'north council', 'north league', 'south league']);
    expect(await found({ regionName: 'cold' })).toEqual(['coast council', 'coast league']);
    expect(await found({ forumName: 'fishers' })).toEqual(['coast council', 'north council']);
    expect(await found({ broader: 'north', forumName: 'sailors' })).toEqual(['coast league']);
    expect(await found({ rule: 'member-in-region' })).toEqual([]);
    await expect(found({ broader: 'nowhere' })).rejects.toMatchObject({ code: 'invalid-parameters' });
    const { regions, forums, counts } = await linkMap(store, { broader: 'north' });
    expect([regions.map(({ id }) => id), forums.length, [...counts.keys()]]).toEqual([
      ['coast'],
      2,
      ['council coast', 'league coast'],
    ]);
  });

  it('reads regions for its table as many at a time as it has rows, however few of them are linked', async () => {
    const numbered = Array.from({ length: 120 }, (_, i) => `region-${String(i).padStart(3, '0')}`);
    const store = await open(
      ...ground(),
      ...numbered.map((id) => region(id)),
      forum('council'),
      statement('here', { regions: numbered.filter((_, i) => i % 5 === 0), forums: ['council'] }),
    );
    const listed: number[] = [];
    const counting = new Proxy(store, {
      get: (of, name) => {
        const value = Reflect.get(of, name) as unknown;
        if (typeof value !== 'function') return value;
        const asked = value.bind(of) as (...given: unknown[]) => unknown;
        if (name !== 'list') return asked;
        return (query: { type: string; limit: number }) => {
          if (query.type === 'region') listed.push(query.limit);
          return asked(query);
        };
      },
    });
    const seen: string[] = [];
    for (let regions: string | null | undefined; regions !== null;) {
      const map = await linkMap(counting, { rule: 'statement-about-both', ...(regions !== undefined && { regions }) });
      seen.push(...map.regions.map(({ id }) => id));
      regions = map.nextRegions;
    }
    expect(seen).toEqual(numbered.filter((_, i) => i % 5 === 0));
    // Beside the pages of regions each table asks once what they lie in.
    expect(listed.filter((limit) => limit > 1).length).toBe(Math.ceil(numbered.length / 25));
  });

  it('walks the other way too', async () => {
    const store = await open(...summit());
    const found = await linked(store, 'forum', 'forum-x', '1');
    expect(found.flatMap(({ links }) => links.map((link) => link.region.id))).toEqual([
      'city',
      'continent',
      'country-a',
      'country-b',
    ]);
  });

  it('does not take a region for one whose id begins alike', async () => {
    const store = await open(
      ...ground(),
      region('asia'),
      region('asia-pacific'),
      forum('f'),
      statement('s', { regions: ['asia-pacific'], forums: ['f'] }),
    );
    expect((await linksOf(store, 'region', 'asia', {})).links).toEqual([]);
  });

  it('walks through the evidence of a link, rule by rule', async () => {
    const store = await open(...summit());
    const found = await pages((cursor) => readEvidence(store, 'forum-x', 'continent', { limit: '1', ...cursor }));
    expect(found.flatMap(({ evidence }) => evidence.map(({ rule, record }) => [rule, record.id]))).toEqual([
      ['event-took-up-region', 'said-by-b'],
      ['event-took-up-region', 'said-by-a'],
      ['event-in-region', 'summit'],
      ['event-in-region', 'talks'],
      ['member-in-region', 'a-in-x'],
    ]);
  });

  it('drops a link with its last evidence', async () => {
    const store = await open(...ground(), region('r'), forum('f'), statement('s', { regions: ['r'], forums: ['f'] }));
    await write(store, statement('s', { regions: ['r'] }));
    expect((await linksOf(store, 'region', 'r', {})).links).toEqual([]);
  });
});

onEveryEngine('speakers of a claim', (open) => {
  it('brings every speaker once, with the statements that express the claim', async () => {
    const speakers = ['a', 'b', 'c', 'd', 'e'];
    const store = await open(
      ...ground(),
      claim('claim-b'),
      ...speakers.map((id) => actor(id, { name: id < 'd' ? 'same' : id })),
      ...speakers.map((id) => statement(`s-${id}`, { speakers: sortedUnique([id, 'a']) })),
      statement('other', { speakers: ['e'], claims: ['claim-b'] }),
    );
    const found = await pages(async (cursor) => {
      const page = await claimSpeakers(store, 'claim-a', { limit: '2', ...cursor });
      if ('movedTo' in page) throw new Error('moved');
      return page;
    });
    const told = found.flatMap(({ items }) =>
      (items as { actor: { id: string }; statements: { id: string }[] }[]).map((item) => [
        item.actor.id,
        item.statements.map(({ id }) => id),
      ]),
    );
    expect(told).toEqual([
      ['d', ['s-d']],
      ['e', ['s-e']],
      ['a', ['s-a', 's-b', 's-c', 's-d', 's-e']],
      ['b', ['s-b']],
      ['c', ['s-c']],
    ]);
  });
});
