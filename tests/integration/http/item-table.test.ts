import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, worldOf } from '../../support/http.ts';
import { actor } from '../../support/world.ts';

/*
 * What is no list of records as a table too: links, evidence, hits, positions, change sets, the values of a facet.
 */

const seed = serviceOver(theSeed);
const hostile = serviceOver(
  worldOf(actor('sum', { name: '=HYPERLINK("x") trade' }), actor('lines', { name: 'Two; "lines" trade' })),
);
const rowsOf = async (service: typeof seed, url: string): Promise<Record<string, string>[]> => {
  const { status, text, headers } = await service.ask(url, { headers: { accept: 'text/csv' } });
  expect([status, headers['content-type']], text).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  return parse(text, { columns: true });
};

describe('a table', () => {
  it('of links has a row a link, with addresses and labels', async () => {
    const [row] = await rowsOf(seed, '/v1/regions/middle-east/forums');
    expect(row).toMatchObject({
      forum: 'forum/g20',
      'forum.label': 'G20',
      region: 'region/middle-east',
      evidenceCount: '2',
    });
    expect(Object.keys((await rowsOf(seed, '/v1/regions/middle-east/forums?fields=forum,evidenceCount'))[0]!)).toEqual([
      'forum',
      'forum.label',
      'evidenceCount',
    ]);
  });

  it('of evidence names each record', async () => {
    const rows = await rowsOf(seed, '/v1/regions/middle-east/forums/g20/evidence');
    const { data } = await seed.get('/v1/regions/middle-east/forums/g20/evidence');
    expect(rows.map(({ record }) => record)).toEqual(data.map(({ record }: any) => `${record.type}/${record.id}`));
  });

  it('of positions says who stands where', async () => {
    const rows = await rowsOf(seed, '/v1/claims/relations-will-deepen/positions');
    const { data } = await seed.get('/v1/claims/relations-will-deepen/positions');
    expect(rows.map(({ latest }) => latest)).toEqual(data.map(({ latest }: any) => latest ?? ''));
    expect(rows[0]).toMatchObject({ claim: 'claim/relations-will-deepen' });
  });

  it('of change sets and of hits is a page, and leads to the next', async () => {
    expect((await rowsOf(seed, '/v1/changes?limit=1'))[0]).toMatchObject({ number: '1', kind: 'seed' });
    const { headers } = await seed.ask('/v1/search?q=china&limit=2', { headers: { accept: 'text/csv' } });
    expect([headers['link'], headers['content-disposition']]).toEqual([
      expect.stringMatching(/cursor=.*rel="next"/),
      'attachment; filename="hits.csv"',
    ]);
  });

  it('of the values of a facet has their counts, and leads to the next', async () => {
    const url = '/v1/facets/statements/speaker?limit=2';
    const { data } = await seed.get(url);
    const rows = await rowsOf(seed, url);
    expect(rows).toEqual(data.map(({ count, ...rest }: any) => ({ ...rest, count: String(count) })));
    expect(rows).toHaveLength(2);
    const { headers } = await seed.ask(url, { headers: { accept: 'text/csv' } });
    expect(headers['link']).toMatch(/cursor=.*rel="next"/);
  });

  it('runs no formula, and keeps quotation marks', async () => {
    const rows = await rowsOf(hostile, '/v1/search?q=trade');
    expect(rows.map(({ label }) => label).sort((a, b) => (a! < b! ? -1 : 1))).toEqual([
      `'=HYPERLINK("x") trade`,
      'Two; "lines" trade',
    ]);
  });

  it('refuses what it cannot hold', async () => {
    const { status, body } = await seed.ask('/v1/search?q=china&facets=type', { headers: { accept: 'text/csv' } });
    expect([status, body['errors'][0].parameter]).toEqual([400, 'facets']);
  });
});
