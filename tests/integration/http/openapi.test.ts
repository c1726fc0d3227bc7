import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataSchema, makeDocument, settled } from '../../../openapi/document.ts';
import { EXAMPLES, POSTED } from '../../../openapi/examples.ts';
import { Tokens } from '../../../src/access/tokens.ts';
import { buildApp } from '../../../src/http/app.ts';
import { DictumError } from '../../../src/model/errors.ts';
import { ALL_TYPES } from '../../../src/model/types.ts';
import { fitsOf, responsesOf } from '../../support/described.ts';
import { ask, failingStore, serviceOver, theSeed, type Answer, type Json } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { deletion, merge } from '../../support/world.ts';

/*
 * The API description is true: it is what the code makes, its examples are what the service answers, and every status
 * that it names for a route can be had there with a body as described.
 */

const text = await readFile('openapi/openapi.json', 'utf8');
const document = JSON.parse(text) as Json;
// What needs a token is tried in tests/integration/access.
const isOpen = (operation: Json | undefined): operation is Json =>
  operation !== undefined && (operation['security'] ?? []).length === 0;
const everyPath = document['paths'] as Record<string, { get?: Json; post?: Json }>;
const paths = Object.fromEntries(
  Object.entries(everyPath).flatMap(([path, { get }]) => (isOpen(get) ? [[path, { get }]] : [])),
);
const posts = Object.entries(everyPath).flatMap(([path, { post }]) => (isOpen(post) ? [{ path, post }] : []));
const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };

const OLD = 'merged-into-another';
const DELETED = 'deleted-for-good';
const exampleId = (plural: string): string => EXAMPLES[`/v1/${plural}/{id}`]![0]!.split('/')[3]!;

const service = serviceOver(async (store) => {
  await theSeed(store);
  for (const { name, plural } of ALL_TYPES)
    await write(store, merge(name, OLD, exampleId(plural)), deletion(name, DELETED));
});

const failing = async (error: Error): Promise<FastifyInstance> => buildApp({ store: failingStore(error), version });
let token = '';
const apps: Record<'limited' | 'closed' | '410' | '422' | '500' | '503' | '504', FastifyInstance> = {} as never;
beforeAll(async () => {
  apps.limited = await buildApp({ store: service.store, version, rateLimit: 1 });
  await ask(apps.limited, '/health/live');
  apps.closed = await buildApp({ store: service.store, version, closed: true });
  token = (await new Tokens(service.store).create('Ada', ['texts'], null)).text;
  apps['410'] = await failing(new DictumError('pruned', 'pruned', { context: { first: 3 } }));
  apps['422'] = await failing(
    new DictumError('bundle-too-large', 'too large', { context: { recordType: 'statement', id: 'x' } }),
  );
  apps['500'] = await failing(new Error('SELECT secret FROM driver'));
  apps['503'] = await failing(new DictumError('store-unreachable', 'nothing answers there'));
  apps['504'] = await failing(new DictumError('too-slow', 'stopped'));
});
afterAll(async () => void (await Promise.all(Object.values(apps).map((app) => app.close()))));

/** An address of the path that has something to answer. */
const address = (path: string): string => EXAMPLES[path]?.[0] ?? path;
/** The same with another id of the record that it belongs to. */
const withId = (path: string, id: string): string =>
  path === '/v1/paths'
    ? `${path}?from=actor/${id}&to=claim/relations-will-deepen`
    : path
        .replace('{forumId}', 'g20')
        .replace('{number}', id === 'no-such-id' ? '999999' : '1')
        .replace(/\{(id|code)\}/, id);

/** How each status is brought about. */
const CAUSES: Record<string, (path: string) => Promise<Answer>> = {
  200: (path) => service.ask(address(path)),
  304: (path) => service.ask(address(path), { headers: { 'if-none-match': '*' } }),
  308: (path) => service.ask(withId(path, OLD)),
  400: (path) => service.ask(`${address(path).split('?')[0]}?no-such-parameter=1`),
  401: (path) => service.ask(address(path), { headers: { authorization: 'Bearer x' } }),
  403: (path) => ask(apps.closed, address(path), { headers: { authorization: `Bearer ${token}` } }),
  404: (path) => service.ask(withId(path, 'no-such-id')),
  406: (path) => service.ask(address(path), { headers: { accept: 'image/png' } }),
  410: (path) =>
    /changes|revisions/.test(path) ? ask(apps['410'], address(path)) : service.ask(withId(path, DELETED)),
  422: (path) => ask(apps['422'], address(path)),
  // Asked once more: the minute of an earlier request may have passed.
  429: async (path) => (await ask(apps.limited, address(path)), ask(apps.limited, address(path))),
  500: (path) => ask(apps['500'], address(path)),
  503: (path) => ask(apps['503'], address(path)),
  504: (path) => ask(apps['504'], address(path)),
};

const expectFits = fitsOf(document);

const asJson = { 'content-type': 'application/json' };
/** Sends a body that is good, or as `asked` says. */
const post = (
  app: FastifyInstance,
  path: string,
  {
    headers = {},
    payload = JSON.stringify(POSTED[path]![0]!.body),
  }: { headers?: Record<string, string>; payload?: string } = {},
): Promise<Answer> => ask(app, path, { method: 'POST', headers: { ...asJson, ...headers }, payload });
const asking = (source: string): string => JSON.stringify({ quote: 'words that are nowhere', source });

/** How each status of a posted request is brought about. */
const POST_CAUSES: Record<string, (path: string) => Promise<Answer>> = {
  200: (path) => post(service.app, path),
  400: (path) => post(service.app, path, { payload: '{}' }),
  401: (path) => post(service.app, path, { headers: { authorization: 'Bearer x' } }),
  403: (path) => post(apps.closed, path, { headers: { authorization: `Bearer ${token}` } }),
  404: (path) => post(service.app, path, { payload: asking('no-such-id') }),
  406: (path) => post(service.app, path, { headers: { accept: 'image/png' } }),
  410: (path) => post(service.app, path, { payload: asking(DELETED) }),
  413: (path) => post(service.app, path, { payload: `"${'x'.repeat(5_000_000)}"` }),
  415: (path) => post(service.app, path, { headers: { 'content-type': 'text/xml' } }),
  429: (path) => post(apps.limited, path),
  500: (path) => post(apps['500'], path, { payload: asking(OLD) }),
  503: (path) => post(apps['503'], path, { payload: asking(OLD) }),
  504: (path) => post(apps['504'], path, { payload: asking(OLD) }),
};

const isJson = (media: string): boolean => /[/+]json$/.test(media);

const statuses = Object.entries(paths).flatMap(([path, { get }]) =>
  responsesOf(document, get).map(([status, response]) => ({ path, status, response })),
);

describe('every status that the description names', () => {
  it.each(statuses)('$path answers $status as described', async ({ path, status, response }) => {
    const cause = CAUSES[status];
    expect(cause, `no case for ${status}`).toBeDefined();
    const answer = await cause!(path);
    expect(String(answer.status)).toBe(status);
    const content = response['content'] as Record<string, Json> | undefined;
    if (status === '304' || status === '308') {
      expect(answer.text).toBe('');
      if (status === '308') expect(answer.headers['location']).toMatch(/^\/v1\//);
      return;
    }
    const media = answer.headers['content-type']!.split(';')[0]!;
    expect(Object.keys(content!)).toContain(media);
    expectFits(content![media]!['schema'], isJson(media) ? answer.body : answer.text);
    if (Number(status) >= 400)
      expect(answer.body).toMatchObject({ status: Number(status), type: `/problems/${answer.body['code']}` });
  });

  it.each(
    posts.flatMap(({ path, post }) =>
      responsesOf(document, post).map(([status, response]) => ({ path, status, response })),
    ),
  )('POST $path answers $status as described', async ({ path, status, response }) => {
    const cause = POST_CAUSES[status];
    expect(cause, `no case for ${status}`).toBeDefined();
    const answer = await cause!(path);
    expect(String(answer.status)).toBe(status);
    expectFits(response['content'][answer.headers['content-type']!.split(';')[0]!]['schema'], answer.body);
  });

  const forms = Object.entries(paths).flatMap(([path, { get }]) =>
    Object.entries(get['responses']['200'].content as Record<string, Json>)
      // What has no end is tried in changes.test.ts.
      .filter(([media]) => media !== 'text/event-stream')
      .map(([media, { schema }]) => ({ path, media, schema })),
  );
  it.each(forms)('$path answers as $media', async ({ path, media, schema }) => {
    // Streams and references hold only what is listed, not what an example asks for beside it.
    const isNeeded = ((paths[path]!.get['parameters'] ?? []) as Json[]).some(
      (each) => each['in'] === 'query' && each['required'],
    );
    const url = media !== 'application/json' && !isNeeded ? address(path).split('?')[0]! : address(path);
    const answer = await service.ask(url, { headers: { accept: media } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']!.split(';')[0]).toBe(media);
    expectFits(schema, isJson(media) ? answer.body : answer.text);
  });
});

describe('what is asked of no operation as it is described', () => {
  const asked = Object.entries(paths).flatMap(([path, { get }]) =>
    ((get['parameters'] ?? []) as Json[])
      .filter((each) => each['in'] === 'query')
      .map(({ name, schema }) => ({ path, name: name as string, schema: schema as Json })),
  );

  it.each(asked.map(({ schema }) => JSON.stringify(schema)).filter((each, i, all) => all.indexOf(each) === i))(
    'a parameter of %s is not described as one that may be empty',
    (schema) => {
      const { type } = JSON.parse(schema);
      expect(() => expectFits(JSON.parse(schema), type === 'array' ? [] : '')).toThrow();
    },
  );

  it('is refused where a parameter is empty, by its name', async () => {
    for (const { path, name } of asked) {
      const url = new URL(address(path), 'http://localhost');
      url.searchParams.set(name, '');
      const { status, body } = await service.ask(`${url.pathname}${url.search}`);
      expect([path, name, status, body['errors']?.map(({ parameter }: Json) => parameter)]).toEqual([
        path,
        name,
        400,
        [name],
      ]);
    }
  });

  it('is 405 where it is another method, with those that there are', async () => {
    const { headers, content } = document['components'].responses.MethodNotAllowed;
    expect(Object.keys(headers)).toEqual(['allow']);
    for (const path of Object.keys(everyPath)) {
      const methods = Object.keys(everyPath[path]!).map((method) => method.toUpperCase());
      const method = (['POST', 'PATCH'] as const).find((each) => !methods.includes(each))!;
      const answer = await service.ask(address(path).split('?')[0]!, { method });
      const media = answer.headers['content-type']!.split(';')[0]!;
      expect([path, answer.status, media]).toEqual([path, 405, Object.keys(content)[0]]);
      expectFits(content[media].schema, answer.body);
      expect(new Set(answer.headers['allow']!.split(', '))).toEqual(
        new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : [])]),
      );
    }
  });
});

describe('the examples', () => {
  const examples = Object.values(paths).flatMap(({ get }) =>
    Object.values(
      (get['responses']['200'].content['application/json']?.examples ?? {}) as Record<
        string,
        { summary: string; value: Json }
      >,
    ),
  );

  it('stand at every route that answers about the graph', () => {
    const without = Object.entries(paths).filter(
      ([path, { get }]) =>
        path.startsWith('/v1') &&
        'application/json' in get['responses']['200'].content &&
        get['responses']['200'].content['application/json'].examples === undefined,
    );
    expect(without).toEqual([]);
  });

  it.each(
    posts.flatMap(({ path, post: described }) =>
      Object.entries(described['requestBody'].content['application/json'].examples as Record<string, Json>).map(
        ([name, { value }]) => ({ path, name, body: value as Json, described }),
      ),
    ),
  )('of POST $path, $name, are answered as they say', async ({ path, name, body, described }) => {
    expectFits(described['requestBody'].content['application/json'].schema, body);
    expect((await post(service.app, path, { payload: JSON.stringify(body) })).body).toEqual(
      described['responses']['200'].content['application/json'].examples[name].value,
    );
  });

  it.each(examples.map(({ summary, value }) => [summary, value] as const))(
    '%s is answered as the example says',
    async (summary, value) => {
      // On the seed alone: what this file merged and deleted has no part in any list.
      expect(settled(await service.get(summary.replace(/^GET /, '')))).toEqual(value);
    },
  );
});

describe('the files that are generated', () => {
  it('openapi/openapi.json is what the code makes', async () => {
    expect(text).toBe(`${JSON.stringify(await makeDocument(version), null, 2)}\n`);
  });

  it('graph-seed/schema.json is what the code makes', async () => {
    expect(await readFile('graph-seed/schema.json', 'utf8')).toBe(`${JSON.stringify(makeDataSchema(), null, 2)}\n`);
  });

  it('the description names every route of the service and no other', async () => {
    const described = Object.keys(paths).map((path) => path.replace(/\{(\w+)\}/g, ':$1'));
    for (const path of described) expect(service.app.hasRoute({ method: 'GET', url: path }), path).toBe(true);
    for (const { path } of posts) expect(service.app.hasRoute({ method: 'POST', url: path }), path).toBe(true);
  });
});

describe('the interactive documentation', () => {
  it('is a page, with its files, that shows the description', async () => {
    const page = await service.ask('/docs');
    expect([page.status, page.headers['content-type'], page.headers['content-security-policy']]).toEqual([
      200,
      'text/html; charset=utf-8',
      expect.stringContaining("default-src 'self'"),
    ]);
    const files = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, file]) => file);
    expect(files).toContain('/docs/static/theme/dictum.css');
    for (const file of files) expect([file, (await service.ask(file!)).status]).toEqual([file, 200]);
    expect(await service.get('/docs/json')).toEqual(await service.get('/openapi.json'));
    const { status, body } = await service.ask('/docs/nothing');
    expect([status, body['code']]).toEqual([404, 'unknown-route']);
  });

  it('sends files with validators of their own', async () => {
    const {
      headers: { etag, 'content-type': type },
    } = await service.ask('/docs/static/swagger-ui.css');
    expect(type).toBe('text/css; charset=utf-8');
    expect((await service.ask('/docs/static/swagger-ui.css', { headers: { 'if-none-match': etag! } })).status).toBe(
      304,
    );
  });
});
