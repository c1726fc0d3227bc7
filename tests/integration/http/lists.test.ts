import { describe, expect, it } from 'vitest';
import type { TypeName } from '../../../src/model/ids.ts';
import { ALL_TYPES } from '../../../src/model/types.ts';
import type { Change } from '../../../src/store/port.ts';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import {
  actor,
  check,
  citation,
  claim,
  event,
  forum,
  ground,
  membership,
  passage,
  region,
  relation,
  snapshot,
  source,
  statement,
  topic,
} from '../../support/world.ts';

const BUILDERS: Record<TypeName, (id: string) => Change> = {
  actor,
  check,
  citation,
  claim,
  event,
  forum,
  membership,
  passage,
  region,
  relation,
  snapshot,
  source,
  statement,
  topic,
};

const service = serviceOver(async (store) => {
  await theSeed(store);
  await write(store, ...ground(), forum('forum-a'), claim('claim-b'), snapshot('snapshot-a'));
});
const ids = (body: Json): string[] => body['data'].map(({ id }: Json) => id);

describe('values of which each is asked for', () => {
  it('stand behind others of which any will do, in one parameter as in two', async () => {
    const of = async (query: string): Promise<string[]> =>
      ids(await service.get(`/v1/statements?limit=200&fields=id&${query}`));
    const [any, each, both] = await Promise.all([
      of('mode=direct-quote,readout'),
      of('topic=all:bilateral-relations'),
      of('mode=direct-quote,readout&topic=all:bilateral-relations'),
    ]);
    expect(any.length * each.length).toBeGreaterThan(0);
    expect(both).toEqual(any.filter((id) => each.includes(id)));
    const two = await of('speaker=sergey-lavrov&speaker=all:sergey-lavrov');
    expect(two.length).toBeGreaterThan(0);
    expect(await of('speaker=sergey-lavrov,all:sergey-lavrov')).toEqual(two);
    expect(await of('speaker=wang-yi,all:sergey-lavrov,wang-yi')).toEqual(
      await of('speaker=wang-yi&speaker=all:sergey-lavrov,wang-yi'),
    );
  });
});

describe('a value of a filter that an earlier version had', () => {
  it.each(['directness=uncited', 'directness=own-side,!uncited', 'everyDirectness=all:uncited'])(
    'is understood, and told to be deprecated: %s',
    async (query) => {
      const { status, headers } = await service.ask(`/v1/statements?${query}`);
      expect([status, headers['deprecation']]).toEqual([200, '@1796083200']);
      // A year later.
      expect(headers['sunset']).toBe('Wed, 01 Dec 2027 00:00:00 GMT');
    },
  );

  it('is named where the parameter is described', async () => {
    const { paths } = await service.get('/openapi.json');
    const { parameters } = (paths as Json)['/v1/statements'].get;
    const about = parameters.find(({ name }: Json) => name === 'directness').description;
    expect(about).toContain('Deprecated: uncited, which is taken until 2027-12-01');
  });

  it('is no value of a facet, and no other value is deprecated', async () => {
    const { headers, body } = await service.ask('/v1/statements?facets=directness,everyDirectness&directness=own-side');
    expect([headers['deprecation'], headers['sunset']]).toEqual([undefined, undefined]);
    expect(body['page']).toBeDefined();
    const { facets } = await service.get('/v1/statements?facets=directness,everyDirectness');
    expect(Object.values<Json[]>(facets).flatMap((counts) => counts.map(({ id }) => id))).not.toContain('uncited');
    expect((await service.get('/v1/statements?directness=uncited&count=true'))['page'].total).toBeGreaterThan(0);
  });
});

/** Follows links.next to the end. */
const walk = async (
  url: string,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<Json[]> => {
  const records: Json[] = [];
  for (let next: string | undefined = url, page = 0; next !== undefined; page++) {
    if (page > 0) await between(page);
    const body: Json = await service.get(next);
    records.push(...body['data']);
    next = body['links'].next;
  }
  return records;
};

describe('a walk through a list', () => {
  it.each(ALL_TYPES.map(({ name, plural }) => [plural, name] as const))(
    'of %s meets each record once while others are written',
    async (plural, type) => {
      const before = (await walk(`/v1/${plural}?limit=200&fields=id`)).map(({ id }) => id as string);
      for (const sort of [
        '',
        ...['', '-'].map(
          (sign) => `&sort=${sign}${Object.keys(ALL_TYPES.find(({ name }) => name === type)!.sorts)[0]}`,
        ),
      ]) {
        const walked = (
          await walk(
            `/v1/${plural}?limit=${Math.max(1, Math.ceil(before.length / 8))}&fields=id${sort}`,
            async (page) => {
              if (page > 5) return;
              const mark = `${page}${sort.replaceAll(/[^a-z]/g, '')}`;
              await write(
                service.store,
                BUILDERS[type](`aa-${mark}`),
                BUILDERS[type](`mm-${mark}`),
                BUILDERS[type](`zz-${mark}`),
              );
            },
          )
        ).map(({ id }) => id as string);
        expect(walked).toHaveLength(new Set(walked).size);
        expect(walked).toEqual(expect.arrayContaining(before));
      }
    },
  );

  it('has a page of its own where one ends just at the limit', async () => {
    const { page } = await service.get('/v1/actors/sergey-lavrov/statements?count=true');
    expect((await service.get(`/v1/actors/sergey-lavrov/statements?limit=${page.total}`))['page']).toEqual({
      limit: page.total,
      nextCursor: null,
    });
  });

  it('turns round with a minus', async () => {
    const forwards = await walk('/v1/statements?speaker=sergey-lavrov&limit=4&sort=said');
    expect(await walk('/v1/statements?speaker=sergey-lavrov&limit=4&sort=-said')).toEqual(forwards.toReversed());
  });

  it('is led by the Link header as by links.next', async () => {
    const { headers, body } = await service.ask('/v1/statements?mode=readout&limit=2');
    expect(headers['link']!.split(', ')[0]).toBe(`<${body['links'].next}>; rel="next"`);
    expect(body['links'].next).toContain('mode=readout');
    const last = await service.ask('/v1/statements?mode=readout&limit=200');
    expect(last.headers['link']).not.toContain('rel="next"');
    expect(last.body['links']).toEqual({ self: '/v1/statements?mode=readout&limit=200' });
  });

  it('streams as NDJSON what the pages hold', async () => {
    for (const url of [
      '/v1/statements',
      '/v1/statements?region=middle-east&sort=-said',
      '/v1/actors/sergey-lavrov/statements?fields=label,chains.directness',
    ]) {
      const { status, headers, text } = await service.ask(url, { headers: { accept: 'application/x-ndjson' } });
      expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
      expect(text.endsWith('\n')).toBe(true);
      expect(
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toEqual(await walk(`${url}${url.includes('?') ? '&' : '?'}limit=9`));
    }
  });

  it('refuses to stream what only a page has', async () => {
    const { status, body } = await service.ask('/v1/statements?count=true&facets=mode', {
      headers: { accept: 'application/x-ndjson' },
    });
    expect([status, body['errors'].map(({ parameter }: Json) => parameter).sort()]).toEqual([400, ['count', 'facets']]);
  });
});

describe('count and facets', () => {
  it('the total is there only when asked for, and is that of the whole list', async () => {
    expect((await service.get('/v1/statements?mode=readout&limit=1'))['page']).not.toHaveProperty('total');
    expect((await service.get('/v1/statements?mode=readout&limit=1&count=true'))['page'].total).toBe(
      ids(await service.get('/v1/statements?mode=readout&limit=200')).length,
    );
  });

  it.each([
    'speaker',
    'representing',
    'forum',
    'region',
    'topic',
    'event',
    'source',
    'citedSource',
    'publisher',
    'mode',
    'directness',
  ])('each count by %s is the total of the list filtered by it', async (facet) => {
    for (const filter of ['', '&speaker=sergey-lavrov', '&region=asia-pacific&mode=!analysis']) {
      const { facets, page } = await service.get(`/v1/statements?limit=1&count=true&facets=${facet}${filter}`);
      expect(Object.keys(facets)).toEqual([facet]);
      for (const { id, count, label } of facets[facet].slice(0, 12)) {
        expect(label).toEqual(expect.any(String));
        // A filter that stands already is narrowed by asking for both: only its own value leaves the list as it is.
        if (filter.includes(`&${facet}=`)) continue;
        expect(
          (await service.get(`/v1/statements?limit=1&count=true&${facet}=${id}${filter}`))['page'].total,
          `${facet}=${id}${filter}`,
        ).toBe(count);
        expect(count).toBeLessThanOrEqual(page.total);
      }
    }
  });
});

describe('fields', () => {
  it('leave type, id and what was asked for', async () => {
    const { data } = await service.get(
      '/v1/statements/lavrov-2025-02-20-deepening?fields=mode,chains.directness,broader.events',
    );
    expect(data).toEqual({
      type: 'statement',
      id: 'lavrov-2025-02-20-deepening',
      mode: 'indirect-speech',
      chains: [{ directness: 'counterpart' }],
      broader: { events: ['g20-foreign-ministers-meeting-2025'] },
    });
  });

  it('hold for every record of a list', async () => {
    const { data } = await service.get('/v1/actors?fields=name&limit=200');
    for (const record of data) expect(Object.keys(record)).toEqual(['type', 'id', 'name']);
  });
});

describe('include', () => {
  it('brings each record that is referred to once, by type and id', async () => {
    const { data, included } = await service.get(
      '/v1/actors/sergey-lavrov/statements?include=speakers,chains.source,passages.citations&limit=200',
    );
    const speakers = new Set(data.flatMap((record: Json) => record['speakers']));
    expect(new Set(Object.keys(included.actors))).toEqual(speakers);
    expect(included.actors['sergey-lavrov']).toEqual((await service.get('/v1/actors/sergey-lavrov'))['data']);
    expect(Object.keys(included.sources).sort()).toEqual([
      'chinese-mfa-wang-yi-meets-lavrov',
      'russian-mfa-press-release-lavrov-wang-yi',
      'xinhua-fms-meet-on-bilateral-ties',
    ]);
    expect(Object.keys(included.passages).sort()).toEqual(
      [...new Set<string>(data.flatMap((record: Json) => record['passages']))].sort(),
    );
    expect(included.citations['wl-fn-2']).toMatchObject({ ibidOf: 'wl-fn-1' });
  });

  it('is there with one record too, and empty where nothing is referred to', async () => {
    expect((await service.get('/v1/citations/wl-fn-2?include=ibidOf'))['included']).toEqual({
      citations: { 'wl-fn-1': (await service.get('/v1/citations/wl-fn-1'))['data'] },
    });
    expect((await service.get('/v1/citations/wl-fn-1?include=ibidOf'))['included']).toEqual({});
    expect(await service.get('/v1/citations/wl-fn-1')).not.toHaveProperty('included');
  });
});
