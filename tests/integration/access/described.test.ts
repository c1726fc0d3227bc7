import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import { DictumError, type ErrorCode } from '../../../src/model/errors.ts';
import type { Store } from '../../../src/store/port.ts';
import { fitsOf, responsesOf } from '../../support/described.ts';
import { appOver, ask, serviceOver, worldOf, type Answer, type Json } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { deletion, merge, topic } from '../../support/world.ts';

/*
 * The description of what needs a token is true: every status that it names can be had, with a body as described. Of the
 * routes that are the same for each type, those of topics are tried.
 */

const document = JSON.parse(await readFile('openapi/openapi.json', 'utf8')) as Json;
type Operation = { method: string; path: string; operation: Json };
const secured = Object.entries(document['paths'] as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]): Operation[] =>
    (operation['security'] ?? []).length > 0 ? [{ method: method.toUpperCase(), path, operation }] : [],
  ),
);
const tried = secured.filter(({ path }) => !/^\/v1\/\w+\/\{id\}/.test(path) || path.startsWith('/v1/topics/'));
const cases = tried.flatMap(({ method, path, operation }) =>
  responsesOf(document, operation).map(([status, response]) => ({
    method,
    path,
    status,
    response,
  })),
);

const service = serviceOver(async (store) => {
  await worldOf(topic('there'), topic('wide'), topic('narrow', { broader: ['wide'] }))(store);
  await write(store, topic('old'), topic('gone'));
  await write(store, merge('topic', 'old', 'there'), deletion('topic', 'gone'));
});

/** A store that fails where a token is looked up. */
const failingAt = (code: ErrorCode | null): Store =>
  new Proxy(service.store, {
    get: (store, name: keyof Store) =>
      name === 'entries'
        ? () => Promise.reject(code === null ? new Error('SELECT secret') : new DictumError(code, 'as it is'))
        : store[name],
  });

/** A store whose log begins after a change set that there was. */
const pruned = (): Store =>
  new Proxy(service.store, {
    get: (store, name: keyof Store) =>
      name === 'change'
        ? async () => null
        : name === 'changes'
          ? async () => ({ sets: [{ number: 100 }], more: false })
          : store[name],
  });

const apps: Record<string, FastifyInstance> = {};
let [writer, reader, root] = ['', '', ''];
beforeAll(async () => {
  const tokens = new Tokens(service.store);
  writer = (await tokens.create('Ada', ['write'], null)).text;
  reader = (await tokens.create('Eve', ['metrics'], null)).text;
  root = (await tokens.create('Root', ['admin'], null)).text;
  apps['429'] = await appOver(service.store, { rateLimit: 1 });
  apps['500'] = await appOver(failingAt(null));
  apps['503'] = await appOver(failingAt('store-unreachable'));
  apps['504'] = await appOver(failingAt('too-slow'));
  apps['pruned'] = await appOver(pruned());
  apps['closed'] = await appOver(service.store, { closed: true });
});
afterAll(async () => void (await Promise.all(Object.values(apps).map((app) => app.close()))));

type Asking = {
  id?: string;
  body?: unknown;
  headers?: Record<string, string | null>;
  query?: string;
  token?: string | null;
};

let fresh = 0;
/** Paths that take several changes at once. */
const BATCHES = ['/v1/changes', '/v1/proposals'];
const isBatch = (path: string): boolean => BATCHES.includes(path);

const change = (more: object): object => ({
  changes: [{ op: 'put', type: 'topic', revision: null, record: { name: 'X' }, ...more }],
});

const given = (headers: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

/** A request that is answered with 200, or as `asking` says. */
const send = (app: FastifyInstance, method: string, path: string, asking: Asking = {}): Promise<Answer> => {
  const isMerge = path.endsWith('/merge');
  const isErase = path.endsWith('/erase');
  const good = isErase
    ? {}
    : method === 'PATCH'
      ? { name: `Name ${++fresh}` }
      : isMerge
        ? { into: 'there' }
        : isBatch(path)
          ? change({ id: `t-${++fresh}` })
          : { name: `Name ${++fresh}` };
  const body = method === 'GET' || method === 'DELETE' || path.endsWith('/revert') ? undefined : (asking.body ?? good);
  const { token = isErase ? root : writer, query = '', headers = {}, id = 'there' } = asking;
  return ask(app, `${path.replace('{id}', id).replace('{number}', id === 'there' ? '1' : id)}${query}`, {
    method,
    headers: given({
      authorization: token === null ? null : `Bearer ${token}`,
      'if-match': ['PUT', 'PATCH'].includes(method) ? '*' : null,
      'content-type':
        body === undefined ? null : method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      ...headers,
    }),
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
};

/** Something of its own to delete, merge or undo. */
const made = async (): Promise<{ id: string; number: string }> => {
  const id = `made-${++fresh}`;
  const { change: number } = await write(service.store, topic(id));
  return { id, number: String(number) };
};

const CAUSES: Record<string, (method: string, path: string) => Promise<Answer>> = {
  200: async (method, path) => {
    const { id, number } = await made();
    return send(service.app, method, path, { id: path.includes('{number}') ? number : id });
  },
  201: (method, path) =>
    send(service.app, method, path, { id: `new-${++fresh}`, headers: { 'if-none-match': '*', 'if-match': null } }),
  308: (method, path) => send(service.app, method, path, { id: 'old' }),
  304: (method, path) => send(service.app, method, path, { headers: { 'if-none-match': '*' } }),
  400: (method, path) => send(service.app, method, path, { query: '?no-such-parameter=1' }),
  401: (method, path) => send(service.app, method, path, { token: null }),
  403: (method, path) => send(method === 'GET' ? apps['closed']! : service.app, method, path, { token: reader }),
  404: (method, path) =>
    send(service.app, method, path, {
      id: path.includes('{number}') ? '99999' : 'nowhere',
      body: isBatch(path)
        ? change({ id: 'nowhere', op: 'patch', revision: 1, record: undefined, patch: {} })
        : undefined,
    }),
  406: (method, path) => send(service.app, method, path, { headers: { accept: 'image/png' } }),
  409: (method, path) =>
    isBatch(path)
      ? send(service.app, method, path, {
          body: { changes: [{ op: 'delete', type: 'topic', id: 'wide', revision: '*' }] },
        })
      : send(service.app, method, path, { id: path.includes('{number}') ? '2' : 'wide' }),
  410: async (method, path) => {
    if (path.includes('{number}')) return send(apps['pruned']!, method, path, { id: '3' });
    return send(service.app, method, path, {
      id: 'gone',
      body: isBatch(path) ? change({ id: 'gone', op: 'patch', revision: 1, record: undefined, patch: {} }) : undefined,
    });
  },
  412: (method, path) =>
    send(service.app, method, path, {
      headers: { 'if-match': '"999"' },
      body: isBatch(path) ? change({ id: 'there' }) : undefined,
    }),
  413: (method, path) => send(service.app, method, path, { body: `"${'x'.repeat(33 * 2 ** 20)}"` }),
  415: (method, path) => send(service.app, method, path, { headers: { 'content-type': 'text/xml' } }),
  422: async (method, path) => {
    // Neither erasing nor proposals have a key that can be used again.
    if (path.endsWith('/erase')) return send(service.app, method, path, { body: { field: 'name' } });
    if (path === '/v1/proposals') return send(service.app, method, path, { body: change({ id: 'wrong', record: {} }) });
    const key = { 'idempotency-key': `${method}-${path.replaceAll(/\W/g, '-')}` };
    const again = async (): Promise<Answer> => {
      const { id, number } = await made();
      return send(service.app, method, path, { id: path.includes('{number}') ? number : id, headers: key });
    };
    return again().then(again);
  },
  428: (method, path) => send(service.app, method, path, { headers: { 'if-match': null } }),
  429: async (method, path) => {
    const { id } = path.endsWith('/erase') ? await made() : { id: 'there' };
    await send(apps['429']!, method, path, { id });
    return send(apps['429']!, method, path, { id });
  },
  500: (method, path) => send(apps['500']!, method, path, { query: '?' }),
  503: (method, path) => send(apps['503']!, method, path),
  504: (method, path) => send(apps['504']!, method, path),
};

const expectFits = fitsOf(document);

describe('every status of what needs a token', () => {
  it.each(cases)('$method $path answers $status as described', async ({ method, path, status, response }) => {
    const cause = CAUSES[status];
    expect(cause, `no case for ${status}`).toBeDefined();
    const answer = await cause!(method, path);
    expect([answer.status, answer.body['detail'] ?? '']).toEqual([Number(status), expect.anything()]);
    if (status === '308' || status === '304') return expect(answer.text).toBe('');
    const media = answer.headers['content-type']!.split(';')[0]!;
    expectFits(response['content'][media]['schema'], answer.body);
  });

  it('is told for every type alike', () => {
    const shapes = new Map<string, Set<string>>();
    for (const { method, path, operation } of secured) {
      const shape = `${method} ${path.replace(/^\/v1\/\w+\/\{id\}/, '/{type}/{id}')}`;
      const known = shapes.get(shape) ?? new Set();
      shapes.set(shape, known.add(Object.keys(operation['responses']).join()));
    }
    for (const [shape, statuses] of shapes) expect([shape, statuses.size]).toEqual([shape, 1]);
  });

  it('names each route that the service has', () => {
    for (const { method, path } of secured)
      expect(service.app.hasRoute({ method, url: path.replace(/\{(\w+)\}/g, ':$1') }), path).toBe(true);
  });
});
