import { describe, expect, it } from 'vitest';
import { serviceOver, type Json } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { actor, ground, statement, topic } from '../../support/world.ts';

const days = Array.from({ length: 1001 }, (_, i) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10));
const topics = Array.from({ length: 130 }, (_, i) => `topic-${String(i).padStart(3, '0')}`);

const service = serviceOver(async (store) => {
  await write(
    store,
    ...ground(),
    actor('speaker-b'),
    ...topics.map((id) => topic(id)),
    statement('of-all', { said: '2025-02-20', topics, speakers: ['speaker-b'] }),
    statement('of-some', { said: '2025-02', topics: topics.slice(0, 3), speakers: ['speaker-b'] }),
    statement('of-one', { said: null, topics: ['topic-001'], speakers: ['speaker-b'] }),
    ...days.map((said, i) => statement(`day-${i}`, { said })),
  );
});

const faultOf = async (url: string): Promise<Json> => {
  const { status, body } = await service.ask(url);
  expect([status, body['code']]).toEqual([400, 'invalid-parameters']);
  return body['errors'][0];
};

describe('a histogram beside a list', () => {
  it('counts the filtered list by when its records begin', async () => {
    const { body } = await service.ask('/v1/statements?speaker=speaker-b&histogram=said:month&limit=1');
    expect(body['histogram']).toEqual({
      field: 'said',
      unit: 'month',
      buckets: [{ key: '2025-02', from: '2025-02-01', to: '2025-02-28', count: 2 }],
      imprecise: 0,
      undated: 1,
    });
    const quarters = (await service.ask('/v1/actors/speaker-b/statements?histogram=said:quarter&limit=1')).body;
    expect(quarters['histogram']).toMatchObject({
      buckets: [{ key: '2025-Q1', from: '2025-01-01', to: '2025-03-31', count: 2 }],
    });
  });

  it('is the same on each page, and is not there where it is not asked for', async () => {
    const url = '/v1/statements?histogram=said:year&limit=200';
    const { body } = await service.ask(url);
    const next = (await service.ask(body['links'].next)).body;
    expect(next['histogram']).toEqual(body['histogram']);
    expect(body['histogram'].buckets.map(({ count }: Json) => count)).toEqual([366, 365, 270, 2]);
    expect((await service.ask('/v1/statements')).body).not.toHaveProperty('histogram');
  });

  it('is refused where it would be too long, with the coarser unit', async () => {
    const fault = await faultOf('/v1/statements?histogram=said:day');
    expect(fault).toMatchObject({ parameter: 'histogram', code: 'invalid-value' });
    expect(fault['detail']).toContain('1003 units of a day have records');
    expect(fault['detail']).toContain('ask for said:month, or narrow the list by saidFrom and saidTo');
    const narrowed = await service.ask('/v1/statements?histogram=said:day&saidTo=2020-01-03');
    expect(narrowed.body['histogram'].buckets).toHaveLength(3);
  });

  it('is refused of what a list has no time for, or no unit of', async () => {
    expect((await faultOf('/v1/statements?histogram=said:week'))['detail']).toContain('said:month');
    expect((await faultOf('/v1/claims?histogram=said:year'))['detail']).toContain('unknown parameter');
  });

  it('is nothing that a stream has', async () => {
    const { status, body } = await service.ask('/v1/statements?histogram=said:year', {
      headers: { accept: 'text/csv' },
    });
    expect([status, body['errors'][0].parameter]).toEqual([400, 'histogram']);
  });
});

describe('a facet', () => {
  it('says beside a list how many values it has, and where all of them are', async () => {
    const { body } = await service.ask('/v1/statements?speaker=speaker-b&facets=topic,mode&limit=1&sort=-said');
    expect(body['facets'].topic).toHaveLength(100);
    expect(body['facetTotals']).toEqual({
      topic: { values: 130, all: '/v1/facets/statements/topic?speaker=speaker-b' },
      mode: { values: 1, all: '/v1/facets/statements/mode?speaker=speaker-b' },
    });
    const owned = (await service.ask('/v1/actors/speaker-b/statements?facets=topic&limit=1')).body;
    expect(owned['facetTotals'].topic.all).toBe('/v1/facets/statements/topic?speaker=speaker-b');
  });

  it('is paged through to its end, the greatest counts first', async () => {
    const found: Json[] = [];
    const pages: number[] = [];
    for (let url: string | undefined = '/v1/facets/statements/topic?speaker=speaker-b&limit=60'; url !== undefined;) {
      const { status, body }: Json = await service.ask(url);
      expect([status, body['page'].total]).toEqual([200, 130]);
      found.push(...body['data']);
      pages.push(body['data'].length);
      url = body['links'].next;
    }
    expect(pages).toEqual([60, 60, 10]);
    expect(found.slice(0, 4)).toEqual([
      { id: 'topic-001', label: 'topic-001', count: 3 },
      { id: 'topic-000', label: 'topic-000', count: 2 },
      { id: 'topic-002', label: 'topic-002', count: 2 },
      { id: 'topic-003', label: 'topic-003', count: 1 },
    ]);
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(topics));
  });

  it('has values that records have which have no other', async () => {
    const { body } = await service.ask('/v1/facets/statements/certain?speaker=speaker-b');
    const beside = (await service.ask('/v1/statements?speaker=speaker-b&facets=certain')).body;
    expect(body['data']).toEqual(beside['facets'].certain);
    expect(body['page'].total).toBe(beside['facetTotals'].certain.values);
    const [first, second] = body['data'];
    const one = (await service.ask('/v1/facets/statements/certain?speaker=speaker-b&limit=1')).body;
    expect(one['data']).toEqual([first]);
    expect((await service.ask(one['links'].next)).body['data']).toEqual([second]);
  });

  it('is refused of no filter, of an unknown value and with another cursor', async () => {
    expect(await faultOf('/v1/facets/statements/topics')).toMatchObject({ parameter: 'name', code: 'unknown-facet' });
    expect(await faultOf('/v1/facets/statements/topic?speaker=nobody')).toMatchObject({ code: 'unknown-record' });
    expect(await faultOf('/v1/facets/statements/topic?sort=said')).toMatchObject({ code: 'unknown-parameter' });
    const { body } = await service.ask('/v1/facets/statements/topic?limit=5');
    const other = `/v1/facets/statements/topic?mode=readout&cursor=${encodeURIComponent(body['page'].nextCursor)}`;
    expect((await service.ask(other)).body['code']).toBe('cursor-mismatch');
  });
});
