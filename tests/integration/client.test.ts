import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, DictumProblem, type Dictum } from '../../clients/typescript/src/index.ts';
import { serviceOver, theSeed } from '../support/http.ts';

/*
 * The client in TypeScript: pages, problems, and what is asked again.
 */

const service = serviceOver(theSeed);
let dictum: Dictum;
beforeAll(async () => {
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  dictum = createClient({ url: `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}/` });
});

describe('a list', () => {
  it('is read to its end, each record once, and no page more than is taken', async () => {
    let sent = 0;
    const counting = createClient({
      url: service.app.listeningOrigin,
      fetch: (request) => {
        sent += 1;
        return fetch(request);
      },
    });
    const { total } = (await dictum.get('/v1/statements', { query: { count: true, limit: 1 } })).page;
    const ids: string[] = [];
    for await (const { id } of counting.all('/v1/statements', { query: { limit: 10, fields: ['id'] } })) ids.push(id);
    expect([ids.length, new Set(ids).size, sent]).toEqual([total, total, Math.ceil(total! / 10)]);
    for await (const { id } of counting.all('/v1/statements', { query: { limit: 10 } })) if (id === ids[3]) break;
    expect(sent).toBe(Math.ceil(total! / 10) + 1);
  });

  it('is read page by page where a page is more than a list', async () => {
    const chains: number[] = [];
    const given = { path: { id: 'china-russia-strengthen-multipolarity' }, query: { limit: 1 } } as const;
    for await (const { data } of dictum.pages('/v1/claims/{id}/provenance', given)) chains.push(data.chains.length);
    expect(chains).toEqual([1, 1, 1]);
  });
});

describe('a problem', () => {
  it('is thrown with its code and the places that it names', async () => {
    const asked = dictum.get('/v1/statements', { query: { speaker: ['lavrov'] } });
    const problem = await asked.catch((error: unknown) => error as DictumProblem);
    expect(problem).toBeInstanceOf(DictumProblem);
    expect(problem).toMatchObject({ code: 'invalid-parameters', problem: { status: 400 } });
    expect((problem as DictumProblem).message).toMatch(/speaker: .*sergey-lavrov/);
  });

  it('is given back by the methods of every path', async () => {
    const { error, response } = await dictum.http.GET('/v1/actors/{id}', { params: { path: { id: 'nobody' } } });
    expect([error?.code, response.status]).toEqual(['not-found', 404]);
  });

  it('that is none of Dictum is told as such', async () => {
    const other = createClient({
      url: service.app.listeningOrigin,
      fetch: async () => new Response('no', { status: 502 }),
    });
    await expect(other.get('/v1/statements')).rejects.toThrow(/502/);
  });
});

describe('what may be answered later', () => {
  type Said = { status: number; headers?: Record<string, string>; body?: string };
  let server: Server;
  let answers: Said[] = [];
  const times: number[] = [];
  const methods: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      times.push(Date.now());
      methods.push(request.method!);
      const {
        status,
        headers = {},
        body = '{"data":[],"page":{"limit":50,"nextCursor":null},"links":{"self":""}}',
      } = answers.shift()!;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());
  const client = (options = {}): Dictum =>
    createClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...options });
  const asking = async (said: Said[], ask: () => Promise<unknown>): Promise<number> => {
    answers = said;
    times.length = 0;
    await ask();
    return times.length;
  };
  const later = (status: number, headers = {}): Said => ({
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({
      type: '/problems/rate-limited',
      title: 'x',
      status,
      detail: 'x',
      instance: 'x',
      code: 'rate-limited',
    }),
  });

  it('is asked again after as long as Retry-After says, in seconds or as a time', async () => {
    const sent = await asking([later(429, { 'retry-after': '1' }), { status: 200 }], () =>
      client().get('/v1/statements'),
    );
    expect(sent).toBe(2);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(950);
    const date = new Date(Date.now() + 2000).toUTCString();
    await asking([later(503, { 'retry-after': date }), { status: 200 }], () => client().get('/v1/statements'));
    expect(times[1]!).toBeGreaterThanOrEqual(Date.parse(date) - 50);
  });

  it('is given up after as many times as were allowed, or where it would take too long', async () => {
    const all = [1, 2, 3].map(() => later(503, { 'retry-after': '0' }));
    expect(
      await asking(all, () => expect(client({ retries: 2 }).get('/v1/statements')).rejects.toThrow(/rate-limited/)),
    ).toBe(3);
    const long = [later(429, { 'retry-after': '3600' })];
    expect(await asking(long, () => expect(client().get('/v1/statements')).rejects.toThrow(/rate-limited/))).toBe(1);
  });

  it('is not asked again of what could be done twice, unless it has a key', async () => {
    const body = { name: 'Fisheries' };
    const put = (headers = {}) =>
      client().http.PUT('/v1/topics/{id}', { params: { path: { id: 'x' } }, body, headers });
    expect(await asking([later(503, { 'retry-after': '0' })], () => put())).toBe(1);
    const twice = [later(503, { 'retry-after': '0' }), { status: 200 }];
    expect(await asking(twice, () => put({ 'idempotency-key': 'a-key-of-its-own' }))).toBe(2);
    expect(methods.at(-1)).toBe('PUT');
  });

  it('is let go with its signal', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    const long = [later(429, { 'retry-after': '30' })];
    const asked = () => expect(client().get('/v1/statements', {}, controller.signal)).rejects.toThrow('enough');
    expect(await asking(long, asked)).toBe(1);
  });
});
