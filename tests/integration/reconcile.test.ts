import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { answerQueries } from '../../src/reconcile/candidates.ts';
import { readJson, Queries } from '../../src/reconcile/queries.ts';
import { serviceOver, worldOf, type Json } from '../support/http.ts';
import { summit } from '../support/summit.ts';
import { actor, forum, merge, source } from '../support/world.ts';

const state = (id: string, name: string) => actor(id, { kind: 'state', name });
const service = serviceOver(
  worldOf(
    ...summit(),
    state('north', 'Northland'),
    state('south', 'Südland'),
    actor('known', { name: 'Dora Known', identifiers: { wikidata: 'Q58217' } }),
    actor('iva-nova', {
      name: 'Iva Nóvá',
      alternativeNames: ['Nova, Iva', 'Ива Нова'],
      sameAs: ['https://www.wikidata.org/entity/Q1001'],
      represents: [
        { actor: 'north', office: 'Minister of Foreign Affairs', from: '2020', to: '2024' },
        { actor: 'north', office: 'Prime Minister', from: '2025' },
      ],
    }),
    actor('ada-brown-north', { name: 'Ada Brown', represents: [{ actor: 'north', office: 'Ambassador' }] }),
    actor('ada-brown-south', { name: 'Ada Brown', represents: [{ actor: 'south', office: 'Ambassador' }] }),
    actor('of-nobody', { name: 'Carl Gray' }),
    actor('old-name', { name: 'Kept Under Another' }),
    merge('actor', 'old-name', 'of-nobody'),
    actor('union', { kind: 'institution', name: 'Union of Examples' }),
    forum('union', { name: 'Union of Examples' }),
    source('by-doi', { csl: { type: 'article-journal', title: 'On Examples', DOI: '10.1000/example.1' } }),
    ...Array.from({ length: 300 }, (_, i) =>
      actor(`person-${i}`, { name: `Person ${'abcdefghij'[i % 10]} Number${100 + i}` }),
    ),
  ),
);
const posted = (parameters: Json, method: 'POST' | 'GET' = 'POST') => {
  const form = new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ).toString();
  return method === 'GET'
    ? service.ask(`/reconcile?${form}`)
    : service.ask('/reconcile', {
        method,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: form,
      });
};
const candidates = async (query: Json): Promise<Json[]> => (await posted({ queries: { q0: query } })).body['q0'].result;
const told = (found: Json[]): unknown[] => found.map(({ id, score, match }) => [id, score, match]);
const property = (pid: string, v: unknown): Json => ({ pid, v });

describe('a spelling', () => {
  it.each<[string, string, number, boolean]>([
    ['Iva Nóvá', 'actors/iva-nova', 100, true],
    ['  iva nova', 'actors/iva-nova', 100, true],
    ['Ива Нова', 'actors/iva-nova', 100, true],
    ['Northland', 'actors/north', 100, true],
    ['On Examples', 'sources/by-doi', 100, true],
  ])('%s is found, and how near it is told', async (query, id, score, match) => {
    expect(told(await candidates({ query }))[0]).toEqual([id, score, match]);
  });

  it.each(['I. Nova', 'Nowa', 'Nova', 'Iva Nowa', 'President Iva Nova'])(
    '%s is found first, and is not sure',
    async (query) => {
      const [first] = await candidates({ query, type: 'actor' });
      expect([first!['id'], first!['match']]).toEqual(['actors/iva-nova', false]);
      expect(first!['score']).toBeLessThan(95);
      expect(first!['score']).toBeGreaterThanOrEqual(30);
    },
  );

  it('of nobody finds nobody, and one of two is sure of neither', async () => {
    expect(await candidates({ query: 'Zzyzx Qwrt' })).toEqual([]);
    expect(told(await candidates({ query: 'Ada Brown' })).slice(0, 2)).toEqual([
      ['actors/ada-brown-north', 100, false],
      ['actors/ada-brown-south', 100, false],
    ]);
    const unions = await candidates({ query: 'Union of Examples' });
    expect(unions.slice(0, 2).map(({ match }) => match)).toEqual([false, false]);
    expect(told(await candidates({ query: 'Union of Examples', type: 'forum' }))[0]).toEqual([
      'forums/union',
      100,
      true,
    ]);
    expect(told(await candidates({ query: 'Union of Examples', type: 'institution' }))[0]).toEqual([
      'actors/union',
      100,
      true,
    ]);
    expect(await candidates({ query: 'Union of Examples', type: 'person' })).toEqual([]);
  });

  it('has as many candidates as are asked for', async () => {
    expect((await candidates({ query: 'Person', limit: 3 })).length).toBe(3);
  });
});

describe('what else is said', () => {
  it.each<[string, Json[], unknown[]]>([
    ['Ada Brown', [property('side', 'Südland')], ['actors/ada-brown-south', 100, true]],
    ['Ada Brown', [property('side', { id: 'actors/north', name: 'Northland' })], ['actors/ada-brown-north', 100, true]],
    ['Iva Nova', [property('identifier', 'Q1001')], ['actors/iva-nova', 100, true]],
    ['Iva Nova', [property('identifier', 'http://www.wikidata.org/entity/Q1001')], ['actors/iva-nova', 100, true]],
    ['Iva Nova', [property('identifier', 'Q9')], ['actors/iva-nova', 60, false]],
    ['Iva Nova', [property('office', 'Prime Minister'), property('at', '2025-06')], ['actors/iva-nova', 100, true]],
    ['Iva Nova', [property('kind', ['state', 'person'])], ['actors/iva-nova', 100, true]],
    ['On Examples', [property('identifier', '10.1000/EXAMPLE.1')], ['sources/by-doi', 100, true]],
  ])('of %s, %j, tells namesakes apart', async (query, properties, expected) => {
    expect(told(await candidates({ query, properties }))[0]).toEqual(expected);
  });

  it('counts at its time, and is told in features', async () => {
    const office = property('office', 'Prime Minister');
    const [before] = await candidates({ query: 'Iva Nova', properties: [office, property('at', '2022')] });
    expect(before!['match']).toBe(false);
    const [after] = await candidates({ query: 'Iva Nova', properties: [office, property('side', 'Northland')] });
    expect(after!['features']).toEqual([
      { id: 'name', value: 100 },
      { id: 'sameName', value: true },
      { id: 'office', value: 100 },
      { id: 'side', value: 100 },
    ]);
    expect(after!['description']).toContain('Prime Minister, Northland');
  });

  it('finds by an identifier, whatever the name, and with none', async () => {
    const byNumber = property('identifier', 'Q58217');
    expect(told(await candidates({ query: 'Dora Known', properties: [byNumber] }))[0]).toEqual([
      'actors/known',
      100,
      true,
    ]);
    expect(told(await candidates({ properties: [byNumber] }))).toEqual([['actors/known', 100, true]]);
    expect(
      told(await candidates({ properties: [property('identifier', 'https://www.wikidata.org/wiki/Q1001')] })),
    ).toEqual([['actors/iva-nova', 100, true]]);
    const [other] = await candidates({ query: 'Zzyzx Qwrt', properties: [byNumber] });
    expect([other!['id'], other!['match']]).toEqual(['actors/known', false]);
    expect(await candidates({ type: 'forum', properties: [byNumber] })).toEqual([]);
    expect(await candidates({ properties: [property('identifier', 'no identifier')] })).toEqual([]);
  });

  it('tells by type_strict what the types mean', async () => {
    const query = 'Union of Examples';
    const type = ['institution', 'actor'];
    const ids = async (asked: Json) =>
      (await candidates({ query, ...asked })).flatMap(({ id, score }) => (score === 100 ? [id] : []));
    expect(await ids({ type: ['institution', 'forum'], type_strict: 'any' })).toEqual(['actors/union', 'forums/union']);
    expect(await ids({ type, type_strict: 'all' })).toEqual(['actors/union']);
    expect(await ids({ type: ['institution', 'forum'], type_strict: 'all' })).toEqual([]);
    expect(await ids({ type: 'forum', type_strict: 'should' })).toEqual(['forums/union', 'actors/union']);
    // A namesake of another type could not be meant where a type is asked for.
    const shown = await candidates({ query, type: 'forum', type_strict: 'should' });
    expect(shown.flatMap(({ id, match }) => (match ? [id] : []))).toEqual(['forums/union']);
    expect((await candidates({ query })).some(({ match }) => match)).toBe(false);
  });

  it('is looked for no longer when the client has left', async () => {
    const queries = readJson(
      'queries',
      JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`q${i}`, { query: 'Iva Nova' }]))),
      Queries,
    );
    let looks = 0;
    const answers = await answerQueries(service.store, queries, () => (looks += 1) > 1);
    expect(Object.keys(answers)).toHaveLength(10);
  });

  it('of which nothing is recorded makes nobody sure', async () => {
    const [first] = await candidates({ query: 'Carl Gray', properties: [property('side', 'Northland')] });
    expect(told([first!])).toEqual([['actors/of-nobody', 100, false]]);
  });
});

describe('the rest of the protocol', () => {
  const url = 'http://localhost:80';
  /** What every object and text has, and no record. */
  const INHERITED = ['constructor.name', 'toString', 'label.length'];

  it('extends by fields, with records where they lead to some', async () => {
    const { body } = await posted({
      extend: {
        ids: ['actors/iva-nova', 'actors/old-name', 'actors/nobody', 'nonsense'],
        properties: [
          { id: 'kind' },
          { id: 'represents.actor', settings: { limit: 1 } },
          { id: 'represents.office' },
          { id: 'nonsense' },
          ...INHERITED.map((id) => ({ id })),
        ],
      },
    });
    expect(body['meta'].map(({ id, type }: Json) => [id, type?.id])).toEqual([
      ['kind', undefined],
      ['represents.actor', 'actor'],
      ['represents.office', undefined],
      ['nonsense', undefined],
      ...INHERITED.map((id) => [id, undefined]),
    ]);
    expect(body['rows']['actors/iva-nova']).toEqual({
      kind: [{ str: 'person' }],
      'represents.actor': [{ id: 'actors/north', name: 'Northland' }],
      'represents.office': [{ str: 'Minister of Foreign Affairs' }, { str: 'Prime Minister' }],
      nonsense: [],
      ...Object.fromEntries(INHERITED.map((id) => [id, []])),
    });
    expect(body['rows']['actors/old-name'].kind).toEqual([{ str: 'person' }]);
    expect([body['rows']['actors/nobody'].kind, body['rows'].nonsense.kind]).toEqual([[], []]);
    const proposed = (await service.get('/reconcile/extend/propose?type=actor&limit=50'))['properties'];
    expect(proposed.map(({ id }: Json) => id)).toEqual(expect.arrayContaining(['kind', 'represents.office', 'sameAs']));
  });

  it('suggests, and shows in a frame what it suggests, with nothing that could run', async () => {
    const { result } = await service.get('/reconcile/suggest/entity?prefix=nov');
    expect(result[0]).toMatchObject({ id: 'actors/iva-nova', notable: [{ id: 'actor', name: 'Actor' }] });
    expect((await service.get('/reconcile/suggest/type?prefix=per'))['result'].map(({ id }: Json) => id)).toEqual([
      'person',
    ]);
    expect((await service.get('/reconcile/suggest/property?prefix=off'))['result'][0].id).toBe('office');
    const { html } = await service.get('/reconcile/flyout/entity?id=actors/iva-nova');
    expect(html).toContain('Prime Minister, Northland');
    const { headers, text } = await service.ask('/reconcile/preview?id=actors/iva-nova');
    expect([headers['x-frame-options'], headers['content-security-policy']]).toEqual([
      undefined,
      "default-src 'none'; style-src 'unsafe-inline'",
    ]);
    expect(text).toContain('<strong>Iva Nóvá</strong>');
    expect((await service.ask('/reconcile/preview?id=actors/nobody')).status).toBe(404);
  });

  it('calls a function where that is asked for, and no other text', async () => {
    const { headers, text } = await service.ask('/reconcile?callback=jQuery.cb_1');
    expect([headers['content-type'], text]).toEqual([
      'application/javascript; charset=utf-8',
      expect.stringMatching(/^\/\*\*\/jQuery\.cb_1\(\{"versions":\["0\.2"\]/),
    ]);
    expect((await service.ask('/reconcile?callback=alert(1)')).status).toBe(400);
  });

  it.each<[string, Json]>([
    ['is not JSON', { queries: '{' }],
    ['give query', { queries: { q0: {} } }],
    ['did you mean side', { queries: { q0: { query: 'x', properties: [property('sid', 'a')] } } }],
    ['not a date', { queries: { q0: { query: 'Iva Nova', properties: [property('at', 'yesterday')] } } }],
    ['property identifier only', { queries: { q0: { properties: [property('kind', 'person')] } } }],
    ['100 queries', { queries: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`q${i}`, { query: 'x' }])) }],
  ])('tells what is wrong: %s', async (detail, parameters) => {
    const { status, body } = await posted(parameters);
    expect([status, body['errors'][0].detail]).toEqual([400, expect.stringContaining(detail)]);
  });

  it('answers a batch of a hundred with few questions to the store', async () => {
    let asked = 0;
    const { store } = service;
    for (const name of ['sequence', 'complete', 'read', 'labels'] as const) {
      const own = store[name].bind(store) as (...given: unknown[]) => unknown;
      store[name] = ((...given: unknown[]) => ((asked += 1), own(...given))) as never;
    }
    const queries = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`q${i}`, { query: `Persn Number${100 + i}` }]),
    );
    const { body } = await posted({ queries });
    for (let i = 0; i < 100; i++) expect(body[`q${i}`].result[0].id, `q${i}`).toBe(`actors/person-${i}`);
    expect(asked).toBeLessThanOrEqual(1000);
  });

  const folder = process.env['RECONCILIATION_SCHEMAS'] ?? '';
  it.skipIf(!existsSync(folder))('fits the official schemas (RECONCILIATION_SCHEMAS names their folder)', async () => {
    const ajv = addFormats.default(new Ajv({ strict: false }));
    ajv.addSchema({
      $id: 'http://swagger.io/v2/schema.json',
      definitions: { securityDefinitions: { additionalProperties: {} } },
    });
    for (const file of readdirSync(folder).filter((name) => name !== 'openapi.json')) {
      const { $schema: _schema, ...schema } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;
      ajv.addSchema({ ...schema, $id: file }, file);
    }
    const answers: [string, Json][] = [
      ['manifest.json', await service.get('/reconcile')],
      [
        'reconciliation-result-batch.json',
        (await posted({ queries: { a: { query: 'Iva Nova' }, b: { query: 'Ada', type: ['actor'] } } })).body,
      ],
      [
        'data-extension-response.json',
        (
          await posted({
            extend: {
              ids: ['actors/iva-nova', 'sources/by-doi'],
              properties: [{ id: 'kind' }, { id: 'represents.actor' }, { id: 'csl' }],
            },
          })
        ).body,
      ],
      ['data-extension-property-proposal.json', await service.get('/reconcile/extend/propose?type=actor')],
      ['suggest-entities-response.json', await service.get('/reconcile/suggest/entity?prefix=nov')],
      ['suggest-types-response.json', await service.get('/reconcile/suggest/type?prefix=a')],
      ['suggest-properties-response.json', await service.get('/reconcile/suggest/property?prefix=')],
    ];
    for (const [file, answer] of answers) {
      const validate = ajv.getSchema(file)!;
      expect(validate(answer), `${file}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    }
    expect(answers[0]![1]['view'].url).toMatch(new RegExp(`^${url.split(':80')[0]}`));
  });
});
