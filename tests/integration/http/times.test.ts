import { describe, expect, it } from 'vitest';
import { anyOf } from '../../../src/model/query.ts';
import { readLinks } from '../../../src/queries/links.ts';
import { conditionsHeld, heldAsked } from '../../../src/queries/time-parameters.ts';
import type { Questions } from '../../../src/store/port.ts';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import { actor, event, forum, membership, region, source } from '../../support/world.ts';

const HELD = { a: { from: '1973', to: '2020-01-31' }, b: { period: '2019/..' }, c: { period: '2001/' }, d: {} };
const service = serviceOver(
  worldOf(
    source('handbook'),
    region('north'),
    forum('pact'),
    ...Object.entries(HELD).flatMap(([id, term]) => [
      actor(id, { kind: 'state', locatedIn: ['north'] }),
      membership(`m-${id}`, { member: id, forum: 'pact', source: 'handbook', ...term }),
    ]),
    actor('e', { kind: 'state', locatedIn: ['north'] }),
    membership('m-e', { member: 'e', forum: 'pact', source: 'handbook', status: 'observer', period: '2019/..' }),
    event('exact', { date: '2025-02-20/2025-02-21' }),
    event('about', { date: '2025-02~' }),
  ),
);
const many = Array.from({ length: 35 }, (_, i) => `forum-${i}`);
const hub = serviceOver(
  worldOf(
    source('handbook'),
    region('south'),
    actor('f', { kind: 'state', locatedIn: ['south'] }),
    ...many.flatMap((id) => [
      forum(id),
      membership(`f-in-${id}`, { member: 'f', forum: id, source: 'handbook', from: '1973' }),
    ]),
  ),
);
const ids = async (url: string): Promise<string[]> =>
  (await service.get(url))['data'].map(({ id }: Json) => id).toSorted();

describe('a list of what has a time', () => {
  it('is narrowed to what went on in one', async () => {
    expect(await ids('/v1/events?during=2025-02-21')).toEqual(['about', 'exact']);
    expect(await ids('/v1/events?during=2025-03')).toEqual(['about']);
    expect(await ids('/v1/memberships?during=1980')).toEqual(['m-a']);
    expect(await ids('/v1/memberships?at=2025-02-20')).toEqual(['m-b', 'm-c', 'm-e']);
  });

  it('is narrowed to times that are certain', async () => {
    expect(await ids('/v1/events?during=2025-02-21&certain=true')).toEqual(['exact']);
    expect(await ids('/v1/memberships?at=2025-02-20&certain=true')).toEqual(['m-b', 'm-e']);
    expect(await ids('/v1/memberships?certain=false')).toEqual(['m-c', 'm-d']);
    const { facets } = await service.get('/v1/events?facets=certain');
    expect(facets.certain).toMatchObject([
      { id: 'false', count: 1 },
      { id: 'true', count: 1 },
    ]);
  });

  it('is narrowed by whole days, and a time of day is refused with the days that it is of', async () => {
    for (const url of [
      '/v1/events?dateFrom=2025-02-20T10:00Z',
      '/v1/events?during=2025-02-20T10:00Z',
      '/v1/events?dateTo=2025-02-20T23:30-05:00',
      '/v1/memberships?at=2025-02-20T10:00Z',
      '/v1/statements?saidFrom=2025-02-20T10:00Z',
      '/v1/statements?saidTo=2025-02-20T10:00Z',
      '/v1/regions/north/forums?at=2025-02-20T10:00Z',
      '/v1/links?during=2025-02-20T10:00Z',
      '/v1/actors/a/positions?saidTo=2025-02-20T10:00Z',
    ]) {
      const { status, body } = await service.ask(url);
      expect([url, status, body['detail'], body['errors']?.[0]?.detail]).toEqual([
        url,
        400,
        expect.any(String),
        expect.stringContaining('has a time of day, and lists are narrowed by whole days; ask for 2025-02-20'),
      ]);
    }
    const { body } = await service.ask('/v1/events?during=2025-02-20T10:00Z/2025-02-21T23:30-05:00');
    expect(body['errors'][0].detail).toContain('ask for 2025-02-20/2025-02-21,');
    expect(await ids('/v1/events?during=2025-02-20/2025-02-21')).toEqual(['about', 'exact']);
  });

  it('leaves out now and later what has ended, nobody knows when', async () => {
    for (const asked of ['at=now', 'at=9000', 'during=9000', 'heldFrom=9000']) {
      expect(await ids(`/v1/memberships?${asked}`), asked).toEqual(['m-b', 'm-e']);
    }
    for (const asked of ['at=now', 'at=9000', 'during=9000']) {
      expect(await ids(`/v1/actors?memberOf=pact&${asked}`), asked).toEqual(['b']);
      const [{ evidenceCount }] = (await service.get(`/v1/forums/pact/regions?${asked}`))['data'];
      expect(evidenceCount, asked).toBe(1);
    }
    expect(await ids('/v1/memberships?at=2002')).toEqual(['m-a', 'm-c']);
    expect(await ids('/v1/memberships?at=2002&certain=true')).toEqual(['m-a']);
  });

  it('takes one time alone', async () => {
    expect((await service.ask('/v1/events?during=2025&dateFrom=2024')).body).toMatchObject({
      errors: [{ parameter: 'during', detail: expect.stringContaining('dateFrom') }],
    });
    expect((await service.ask('/v1/memberships?at=soon')).body).toMatchObject({ errors: [{ parameter: 'at' }] });
  });
});

describe('what holds through memberships', () => {
  it('is all of it where no time is asked for', async () => {
    expect(await ids('/v1/actors?memberOf=pact')).toEqual(['a', 'b', 'c', 'd']);
    expect(await ids('/v1/actors?standingIn=pact&standing=observer')).toEqual(['e']);
    expect(await ids('/v1/forums?member=a')).toEqual(['pact']);
  });

  it('is narrowed to a time', async () => {
    expect(await ids('/v1/actors?memberOf=pact&at=1980')).toEqual(['a']);
    expect(await ids('/v1/actors?memberOf=pact&during=2019-06')).toEqual(['a', 'b', 'c']);
    expect(await ids('/v1/actors?memberOf=pact&at=2019-06&certain=true')).toEqual(['a', 'b']);
    expect(await ids('/v1/actors?memberOf=!pact&at=1980')).toEqual(['b', 'c', 'd', 'e']);
    expect(await ids('/v1/forums?member=a&at=2025')).toEqual([]);
    const { text } = await service.ask('/v1/actors?memberOf=pact&at=1980', {
      headers: { accept: 'application/x-ndjson' },
    });
    expect(JSON.parse(text)).toMatchObject({ id: 'a' });
  });

  it.each([
    [{ at: '1980' }, 'at', 'at'],
    [{ during: '1980' }, 'during', 'during'],
    [{ certain: true }, 'certain', 'certain'],
    [{ during: '1980', certain: true }, 'during', 'during and certain'],
  ])('names what asks for too much: %j', async (asked, parameter, named) => {
    const hub = { list: async () => ({ rows: [], more: true }) } as unknown as Questions;
    await expect(conditionsHeld(hub, 'actor', [anyOf('memberOf', 'pact')], heldAsked(asked))).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`: ${parameter}$`)),
      faults: [{ parameter, detail: expect.stringContaining(`leave ${named} out`) }],
    });
  });

  it('links forums and regions for a time', async () => {
    const counts = async (asked: string): Promise<unknown> =>
      (await service.get(`/v1/regions/north/forums${asked}`))['data'].map(({ evidenceCounts }: Json) => evidenceCounts);
    expect(await counts('')).toEqual([{ 'member-in-region': 4 }]);
    expect(await counts('?at=1980')).toEqual([{ 'member-in-region': 1 }]);
    expect(await counts('?at=1960')).toEqual([]);
    const evidence = await service.get('/v1/regions/north/forums/pact/evidence?at=1980');
    expect(evidence['data'].map(({ record }: Json) => record.id)).toEqual(['m-a']);
  });

  it('leads from a link to as much evidence as it counts', async () => {
    for (const [asked, ids] of [
      ['?at=1980', ['m-a']],
      ['?during=2019-06&certain=true', ['m-a', 'm-b']],
      ['?at=now', ['m-b']],
      ['', ['m-a', 'm-b', 'm-c', 'm-d']],
    ] as const) {
      const [link] = (await service.get(`/v1/regions/north/forums${asked}`))['data'];
      const evidence = (await service.get(link.links.evidence))['data'];
      expect([link.evidenceCount, evidence.map(({ record }: Json) => record.id).toSorted()], asked).toEqual([
        evidence.length,
        ids,
      ]);
    }
  });

  it('binds the pages of evidence to their time', async () => {
    const path = '/v1/regions/north/forums/pact/evidence?limit=1';
    const { page } = await service.get(`${path}&during=2019-06`);
    const other = await service.ask(`${path}&cursor=${page.nextCursor}`);
    expect([other.status, other.body['code']]).toEqual([400, 'cursor-mismatch']);
    expect((await service.ask(`${path}&during=2019-06&cursor=${page.nextCursor}`)).status).toBe(200);
  });

  it('counts for a few links at the same time', async () => {
    const { store } = hub;
    let [running, most] = [0, 0];
    const list = store.list.bind(store);
    store.list = async (query) => {
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      const page = await list(query);
      running -= 1;
      return page;
    };
    const found = await readLinks(store, 'region', 'south', { at: '1980', limit: '200' });
    expect([(found as { links: unknown[] }).links.length, most]).toEqual([35, 10]);
  });

  it('says which day now was', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { links } = await service.get('/v1/memberships?limit=1&at=now');
    expect(links.self).toMatch(/^\/v1\/memberships\?limit=1&at=\d{4}-\d\d-\d\d$/);
    expect(links.self >= `/v1/memberships?limit=1&at=${day}`).toBe(true);
    expect(links.next).toContain(links.self);
  });
});
