import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ALL_TYPES } from '../../../src/model/types.ts';
import { serviceOver, worldOf } from '../../support/http.ts';
import { summit } from '../../support/summit.ts';
import { actor, claim, ground, passage, source, statement } from '../../support/world.ts';

const CSV = 'text/csv';
const DANGEROUS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '＝1', '-12', '1'];
const service = serviceOver(
  worldOf(
    ...summit(),
    ...ground(),
    actor('quoted', { name: 'A "name", of two lines', alternativeNames: ['One; two', 'Three'] }),
    ...DANGEROUS.map((text, i) => claim(`dangerous-${i}`, { text })),
    ...Array.from({ length: 420 }, (_, i) => claim(`many-${String(i).padStart(3, '0')}`)),
    source('of-two', {
      csl: { type: 'book', title: 'Of two' },
      authors: ['author', 'speaker-b'],
      publisher: 'press-b',
    }),
    passage('of-two-p', { source: 'of-two' }),
    statement('by-both', { speakers: ['speaker-a', 'speaker-b'], passages: ['of-two-p'] }),
  ),
);

const table = async (url: string): Promise<Record<string, string>[]> => {
  const { status, headers, text } = await service.ask(url, { headers: { accept: CSV } });
  expect([status, headers['content-type']], text.slice(0, 300)).toEqual([
    200,
    'text/csv; charset=utf-8; header=present',
  ]);
  return parse(text, { columns: true, record_delimiter: '\r\n', relax_column_count: false }) as Record<
    string,
    string
  >[];
};

describe('a list as comma-separated values', () => {
  it.each(ALL_TYPES.map(({ plural }) => plural))('has every record of %s, in the order of the list', async (plural) => {
    const rows = await table(`/v1/${plural}`);
    const { data, page } = await service.get(`/v1/${plural}?limit=200&count=true`);
    expect(rows.length).toBe(page['total']);
    expect(rows.slice(0, 200).map(({ id }) => id)).toEqual(data['map'](({ id }: { id: string }) => id));
    expect(rows.every(({ type, label }) => type === data[0].type && label !== '')).toBe(true);
    expect(Object.keys(rows[0]!)).toEqual(expect.arrayContaining(Object.keys(data[0])));
  });

  it('has the fields that are asked for, ids beside their labels, several values in one cell', async () => {
    expect(await table('/v1/sources?author=all:author,speaker-b&fields=authors,publisher,csl.title')).toEqual([
      {
        type: 'source',
        id: 'of-two',
        authors: 'author|speaker-b',
        'authors.label': 'Author|Speaker B',
        publisher: 'press-b',
        'publisher.label': 'Press of B',
        'csl.title': 'Of two',
      },
    ]);
    expect(await table('/v1/statements?passage=span-4&fields=quotes.exact,quotes.passage,event,said')).toMatchObject([
      { 'quotes.exact': 'order', 'quotes.passage': 'span-4', event: '', 'event.label': '' },
    ]);
    const [relation] = await table('/v1/relations?author=author&fields=from,to');
    expect(relation).toMatchObject({ from: 'statement/said-by-b', 'from.label': expect.stringMatching(/./) });
  });

  it('keeps what is not there in step with what is', async () => {
    const [row] = await table(
      '/v1/statements?claim=shared&speaker=speaker-a&fields=chains.citation,chains.endsAt.source',
    );
    const [citations, ends] = [row!['chains.citation']!.split('|'), row!['chains.endsAt.source']!.split('|')];
    expect(citations.length).toBe(ends.length);
  });

  it('gives quotation marks, commas and ends of lines back as they were, and objects as JSON', async () => {
    const rows = await table('/v1/actors');
    const quoted = rows.find(({ id }) => id === 'quoted')!;
    expect([quoted['name'], quoted['alternativeNames']]).toEqual(['A "name", of two lines', 'One; two|Three']);
    const represents = (await table('/v1/actors?fields=represents')).find(({ id }) => id === 'speaker-b')![
      'represents'
    ];
    expect(JSON.parse(represents!)).toMatchObject([{ actor: 'state-b' }]);
  });

  it('lets no spreadsheet take a cell for a formula, and leaves numbers as they are', async () => {
    const rows = await table('/v1/claims?fields=text');
    const found = DANGEROUS.map((_, i) => rows.find(({ id }) => id === `dangerous-${i}`)!['text']);
    expect(found).toEqual(["'=1+1", "'+1+1", "'-1+1", "'@SUM(1)", "'＝1", '-12', '1']);
  });

  it('is of the written form too', async () => {
    const rows = await table('/v1/passages?form=written');
    expect(Object.keys(rows[0]!)).not.toContain('label');
    expect(rows.find(({ id }) => id === 'span-1')).toMatchObject({ source: 'article', 'source.label': 'Article' });
  });

  it('has a header where nothing is found, belongs to records, and is named in the head of the other forms', async () => {
    const answer = await service.ask('/v1/claims?speaker=newsroom', { headers: { accept: CSV } });
    expect(answer.text).toMatch(/^type,id,label,[^\r\n]*\r\n$/);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="claims.csv"');
    expect((await table('/v1/actors/speaker-b/statements')).map(({ id }) => id)).toContain('by-both');
    const { headers } = await service.ask('/v1/claims?limit=1');
    expect(headers['link']).toContain('</v1/claims?limit=1>; rel="alternate"; type="text/csv"');
    expect(headers['link']).not.toContain('type="application/json"');
    const named = await service.ask('/v1/claims/shared', { headers: { accept: 'application/ld+json' } });
    expect(named.headers['link']).toContain('</v1/claims/shared>; rel="alternate"; type="application/json"');
  });

  it('refuses what a table cannot hold, before its first byte', async () => {
    for (const query of ['count=true', 'include=speakers', 'facets=speaker', 'speaker=nobody', 'nonsense=1'])
      expect((await service.ask(`/v1/statements?${query}`, { headers: { accept: CSV } })).status, query).toBe(400);
  });
});
