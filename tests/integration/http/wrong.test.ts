import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROBLEM_JSON, STATUS } from '../../../src/http/problem.ts';
import type { ErrorCode } from '../../../src/model/errors.ts';
import { ALL_TYPES, filtersOf } from '../../../src/model/types.ts';
import { serviceOver, theSeed, type Answer } from '../../support/http.ts';

/*
 * Whatever is wrong with a request, it is answered with a problem of the catalogue that keeps the inside to itself.
 */

const service = serviceOver(theSeed);

/** What would show a stack, a query or a driver. */
const INSIDE =
  /\bat .+:\d+:\d+|node_modules|\/src\/|SQLITE|SELECT .* FROM|TypeError|RangeError|Cannot read|is not a function|undefined/;

const expectProblem = (answer: Answer): void => {
  const { body } = answer;
  expect(answer.headers['content-type']?.split(';')[0]).toBe(PROBLEM_JSON);
  expect(Object.keys(STATUS)).toContain(body['code']);
  expect(STATUS[body['code'] as ErrorCode].status).toBe(answer.status);
  expect(body).toMatchObject({
    status: answer.status,
    type: `/problems/${body['code']}`,
    title: expect.any(String),
    detail: expect.any(String),
    instance: expect.any(String),
  });
  expect(answer.text.replace(JSON.stringify(body['instance']), '')).not.toMatch(INSIDE);
};

const expectHandled = (answer: Answer): void => {
  expect(answer.status).toBeLessThan(500);
  if (answer.status < 400 || answer.text === '') return;
  // Who asks as a browser does, at an address for people, is told by a page.
  if (answer.headers['content-type'] === 'text/html; charset=utf-8') expect(answer.text).not.toMatch(INSIDE);
  else expectProblem(answer);
};

const plurals = ALL_TYPES.map(({ plural }) => plural);
const IDS = [
  'sergey-lavrov',
  'middle-east',
  'g20',
  'relations-will-deepen',
  'lavrov-2025-02-20-deepening',
  'wl-fn-2',
  '__proto__',
  'constructor',
  'x'.repeat(128),
  'y'.repeat(199),
  'z'.repeat(5000),
  '%00',
  '%2e%2e',
  '..%2f..%2fetc',
  '%zz',
  '%',
  '%ff%fe',
  'A',
  "'; DROP TABLE record; --",
  '${1}',
  '🜁',
  '%F0%9F%9C%81',
  ' ',
  '%20',
  '*',
  ':id',
  'null',
  '-1',
  'a%2Fb',
];
const NASTY = [
  '',
  ' ',
  '\0',
  'a\0b',
  '__proto__',
  'constructor',
  "' OR 1=1 --",
  '"',
  '\\',
  '%',
  '🜁',
  '\uFFFD',
  'null',
  'NaN',
  '1e9',
  '-1',
  '0',
  '201',
  '99999999999999999999',
  'true',
  'false',
  '!',
  '!!x',
  ',',
  'a,,b',
  '!sergey-lavrov',
  '2025-13',
  '2025-02-30',
  '2025-02-20/2025-01-01',
  '../..',
  'x'.repeat(3000),
  '<script>',
  'said',
  '-said',
  '--said',
  'speakers.name',
  'chains.source.publisher.belongsTo',
  'label.x.y',
  '*',
  'WyJhIl0',
  'bnVsbA',
  'WzEsMiwzXQ',
  'e30',
];
const PARAMETERS = [
  ...new Set([
    'limit',
    'cursor',
    'sort',
    'fields',
    'include',
    'facets',
    'count',
    'exact',
    'q',
    'type',
    'rule',
    'saidFrom',
    'saidTo',
    'page',
    'offset',
    'limit[]',
    'limit[a]',
    '__proto__',
    'constructor',
    'toString',
    '\0',
    '',
    ...ALL_TYPES.flatMap(({ name }) => [...filtersOf(name).keys()]),
  ]),
];
const ACCEPTS = [
  'application/json',
  'application/x-ndjson',
  'application/ld+json',
  'application/x-bibtex',
  'text/plain',
  'text/html',
  '*/*',
  '',
  ';;;',
  'application/json;q=0',
  'image/*',
  'x'.repeat(500),
  'application/json, , ,',
  '*',
];

const id = fc.constantFrom(...IDS);
const plural = fc.constantFrom(...plurals, 'actor', 'Actors', '__proto__', 'statement%73', '');
const path = fc.oneof(
  plural.map((of) => `/v1/${of}`),
  fc.tuple(plural, id).map(([of, one]) => `/v1/${of}/${one}`),
  // Pages: the same without /v1.
  fc.constantFrom('', ...plurals).map((of) => `/${of}`),
  fc.tuple(plural, id).map(([of, one]) => `/${of}/${one}`),
  fc
    .tuple(
      plural,
      id,
      fc.constantFrom('statements', 'provenance', 'speakers', 'forums', 'regions', 'relations', 'evidence', '..'),
    )
    .map((parts) => `/v1/${parts.join('/')}`),
  fc.tuple(id, id).map(([region, forum]) => `/v1/regions/${region}/forums/${forum}/evidence`),
  fc.constantFrom(
    '/v1/search',
    '/v1/autocomplete',
    '/v1',
    '/v2/actors',
    '//',
    '/v1//actors',
    '/problems/x',
    '/health',
    '/openapi.yaml',
    '/docs/static/../../package.json',
    '/v1/actors/;x',
    '/metrics/',
  ),
  fc.webPath().map((of) => `/v1${of}`),
);
const parameter = fc.tuple(
  fc.constantFrom(...PARAMETERS),
  fc.oneof(fc.constantFrom(...NASTY, ...IDS), fc.string({ unit: 'binary' }), fc.string()),
);
const encode = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
const queryText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(parameter, { maxLength: 4 })
      .map((given) => given.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')),
  },
  {
    weight: 1,
    arbitrary: parameter.map(([name, value]) => `${encode(name)}=${encode(value)}&${encode(name)}=${encode(value)}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '%',
      '%zz=1',
      'q=%',
      'q=%ff',
      '=&=',
      '&&&',
      '?',
      'q',
      `q=${'a'.repeat(9000)}`,
      'limit=1;count=true',
    ),
  },
);
const request = fc.record({
  url: fc.tuple(path, queryText).map(([address, query]) => (query === '' ? address : `${address}?${query}`)),
  method: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
  headers: fc.record(
    {
      accept: fc.constantFrom(...ACCEPTS),
      'if-none-match': fc.constantFrom('*', '"x"', 'W/"x"', 'x', ',,', '"'),
      'content-type': fc.constantFrom('application/json', 'text/xml', 'x', 'application/json; charset=nonsense'),
      origin: fc.constantFrom('null', 'https://example.org'),
      'access-control-request-method': fc.constantFrom('GET', 'PUT'),
    },
    { requiredKeys: [] },
  ),
  payload: fc.option(fc.constantFrom('{', '[]', '{"__proto__":{"a":1}}', '\0', 'x'.repeat(10_000)), { nil: undefined }),
});

describe('a wrong request', () => {
  it('is never answered as a fault of the service, and always with a problem', async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ url, payload, ...rest }) => {
        const bodiless = rest.method === 'GET' || rest.method === 'HEAD' || payload === undefined;
        expectHandled(await service.ask(url, { ...rest, ...(bodiless ? {} : { payload }) }));
      }),
      { numRuns: 1000, seed: 20250220 },
    );
  });

  it('leaves the service as it was', async () => {
    expect((await service.ask('/v1/actors/sergey-lavrov')).status).toBe(200);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('what was meant is named', () => {
  it.each([
    ['/v1/statements?speakr=wang-yi', 'speakr', 'unknown-parameter', 'speaker'],
    ['/v1/statements?sort=sad', 'sort', 'unknown-sort', 'said'],
    ['/v1/statements?fields=speakrs', 'fields', 'unknown-field', 'speakers'],
    ['/v1/statements?include=chains.sorce', 'include', 'unknown-include', 'chains.source'],
    ['/v1/statements?facets=regin', 'facets', 'unknown-facet', 'region'],
    ['/v1/statements?mode=anlysis', 'mode', 'invalid-value', 'analysis'],
    ['/v1/search?q=a&type=actr', 'type', 'invalid-value', 'actor'],
    ['/v1/regions/asia-pacific/forums/g20/evidence?rule=member-in-regon', 'rule', 'invalid-value', 'member-in-region'],
    ['/v1/actors/wang-yi?field=name', 'field', 'unknown-parameter', 'fields'],
  ])('%s', async (url, parameter, code, meant) => {
    const answer = await service.ask(url);
    expectProblem(answer);
    expect(answer.status).toBe(400);
    expect(answer.body['code']).toBe('invalid-parameters');
    expect(answer.body['errors']).toEqual([
      { parameter, code, detail: expect.stringMatching(new RegExp(`did you mean ${meant}\\?`)) },
    ]);
  });

  it('a route that is not there leads to the one that is', async () => {
    const answer = await service.ask('/v1/actor');
    expectProblem(answer);
    expect(answer.body).toMatchObject({
      code: 'unknown-route',
      detail: expect.stringContaining('did you mean actors?'),
    });
  });

  it('all that is wrong is told at once', async () => {
    const { body } = await service.ask('/v1/statements?limit=0&speakr=x&mode=rumour&saidFrom=yesterday&count=yes');
    expect(body['errors'].map(({ parameter }: { parameter: string }) => parameter).sort()).toEqual([
      'count',
      'limit',
      'mode',
      'saidFrom',
      'speakr',
    ]);
  });
});

describe('a value out of its bounds', () => {
  it.each([
    'limit=0',
    'limit=201',
    'limit=ten',
    'limit=1&limit=2',
    'limit=',
    'saidFrom=2025-02-30',
    'saidFrom=2025-03&saidTo=2025-02',
    'speaker=',
    'speaker=Wang%20Yi',
    'speaker=a,,b',
    'q=%20',
    'count=1',
    'cursor=x&cursor=y',
  ])('%s', async (query) => {
    const answer = await service.ask(`/v1/statements?${query}`);
    expectProblem(answer);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toHaveLength(1);
  });
});

describe('a cursor', () => {
  it.each(['x', 'bnVsbA', 'W10', 'WyJhIl0', '%00', 'x'.repeat(4000)])(
    'that this service did not make is refused: %.20s',
    async (cursor) => {
      for (const path of [
        '/v1/statements',
        '/v1/regions/asia-pacific/forums',
        '/v1/claims/relations-will-deepen/provenance',
        '/v1/claims/relations-will-deepen/speakers',
      ]) {
        const answer = await service.ask(`${path}?cursor=${cursor}`);
        expectProblem(answer);
        expect(answer.body['code']).toBe('invalid-cursor');
      }
    },
  );

  it('of another list, filter or sort is refused by a code of its own', async () => {
    const { page } = await service.get('/v1/statements?mode=readout&limit=2');
    for (const url of [
      '/v1/statements',
      '/v1/statements?mode=analysis',
      '/v1/statements?mode=readout&sort=-said',
      '/v1/claims',
      '/v1/actors/wang-yi/statements?mode=readout',
    ]) {
      const answer = await service.ask(`${url}${url.includes('?') ? '&' : '?'}cursor=${page.nextCursor}`);
      expectProblem(answer);
      expect(answer.body['code'], url).toBe('cursor-mismatch');
    }
  });
});

describe('a method that is not for the address', () => {
  const addresses = {
    '/v1/actors': 'GET, HEAD',
    '/v1/actors/wang-yi': 'GET, HEAD, PUT, PATCH, DELETE',
    '/v1/actors/wang-yi/merge': 'POST',
    '/v1/search?q=a': 'GET, HEAD',
    '/v1/verify-quote': 'POST',
    '/health/live': 'GET, HEAD',
    '/v1/regions/middle-east/forums': 'GET, HEAD',
  };
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'])('%s is refused with those that are', async (method) => {
    for (const [url, allowed] of Object.entries(addresses)) {
      if (allowed.split(', ').includes(method)) continue;
      const answer = await service.ask(url, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(method !== 'GET' && { payload: '{"a":' }),
      });
      expectProblem(answer);
      expect([url, answer.status, answer.headers['allow']]).toEqual([url, 405, allowed]);
    }
  });
});
